//! Flat columns over the records of all briefings of a library.
//!
//! A record is a number; what the panes show of it is a slice of one text. Nothing here is a
//! `String` a record, so that a million records stay small and quick to walk.

use std::ops::Range;

use crate::model::date::Bounds;
use crate::model::{Briefing, Date, Record, RecordId, RecordKind};

use super::Entry;
use super::csr::Lists;
use super::involvement;

/// A record of one library snapshot. Not stable across snapshots: keep a [`super::RecordKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIx(pub u32);

/// The columns.
#[derive(Debug, Default)]
pub struct Records {
    kinds: Vec<RecordKind>,
    briefings: Vec<u32>,
    rows: Vec<u32>,
    days: Vec<(i32, i32)>,
    bounds: Vec<Option<Bounds>>,
    texts: Vec<TextSlot>,
    arena: String,
    spans: Vec<[Range<u32>; RecordKind::ALL.len()]>,
    actors: Lists,
    issues: Lists,
    sources: Lists,
    by_actor: Lists,
    by_issue: Lists,
    by_source: Lists,
    wholes: Lists,
}

/// Where a record's three texts stand in the arena: each begins where the one before ends.
#[derive(Clone, Copy, Debug)]
struct TextSlot {
    start: u32,
    when_end: u32,
    who_end: u32,
    end: u32,
}

/// What a pane shows of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The date, short; empty where there is none.
    pub when: &'a str,
    /// Who: speakers, participants, claimants.
    pub who: &'a str,
    /// The name, title or words.
    pub text: &'a str,
}

/// The day number of a record without a date: it sorts after all that have one.
pub const NO_DAY: i32 = i32::MAX;

impl Records {
    /// Lays out the records of all readable entries, one briefing after the other, each in the
    /// order of the file's tables.
    pub(super) fn build(entries: &[Entry]) -> Self {
        let mut records = Self {
            actors: Lists::new(),
            issues: Lists::new(),
            sources: Lists::new(),
            wholes: Lists::new(),
            ..Self::default()
        };
        for (at, entry) in entries.iter().enumerate() {
            let mut spans = std::array::from_fn(|_| 0..0);
            if let Some(content) = &entry.content {
                for (kind, span) in RecordKind::ALL.into_iter().zip(&mut spans) {
                    let start = records.kinds.len() as u32;
                    for (row, record) in content.briefing.records(kind).enumerate() {
                        records.push(at, row, &record, &content.briefing);
                    }
                    *span = start..records.kinds.len() as u32;
                }
            }
            records.spans.push(spans);
        }
        records.link(entries);
        records
    }

    fn push(&mut self, at: usize, row: usize, record: &Record<'_>, briefing: &Briefing) {
        self.kinds.push(record.id().kind);
        self.briefings.push(at as u32);
        self.rows.push(row as u32);
        let date = date_of(record);
        self.days.push(date.map_or((NO_DAY, NO_DAY), |date| {
            use chrono::Datelike;
            let (first, last) = date.sort_key();
            (first.num_days_from_ce(), last.num_days_from_ce())
        }));
        self.bounds.push(date.map(|date| *date.bounds()));
        let start = self.arena.len() as u32;
        if let Some(date) = date {
            self.arena.push_str(&date.short());
        }
        let when_end = self.arena.len() as u32;
        for (n, actor) in involvement::actors_of(record).into_iter().enumerate() {
            if n > 0 {
                self.arena.push_str(", ");
            }
            let name = briefing.actor(actor).map(|actor| actor.name.as_str());
            self.arena.push_str(name.unwrap_or(actor.as_str()));
        }
        let who_end = self.arena.len() as u32;
        push_text(&mut self.arena, record);
        self.texts.push(TextSlot {
            start,
            when_end,
            who_end,
            end: self.arena.len() as u32,
        });
    }

    /// Fills in who and what each record is of.
    fn link(&mut self, entries: &[Entry]) {
        for (at, entry) in entries.iter().enumerate() {
            let Some(content) = &entry.content else {
                continue;
            };
            let briefing = &*content.briefing;
            for kind in RecordKind::ALL {
                for record in briefing.records(kind) {
                    let actors = involvement::actors_of(&record);
                    let actors = actors.into_iter().map(crate::model::ActorId::record);
                    let actors: Vec<_> = actors
                        .filter_map(|id| self.resolve(at, briefing, &id))
                        .collect();
                    let issues = involvement::issues_of(&record);
                    let issues = issues.into_iter().map(crate::model::IssueId::record);
                    let issues: Vec<_> = issues
                        .filter_map(|id| self.resolve(at, briefing, &id))
                        .collect();
                    self.actors.push(actors);
                    self.issues.push(issues);
                    let own = involvement::sources_of(&record);
                    let own = own.into_iter().map(crate::model::SourceId::record);
                    let own: Vec<_> = own
                        .filter_map(|id| self.resolve(at, briefing, &id))
                        .collect();
                    self.sources.push(own);
                    let wholes = involvement::wholes_of(briefing, &record);
                    let wholes = wholes.into_iter();
                    let wholes: Vec<_> = wholes
                        .filter_map(|id| self.resolve(at, briefing, &id))
                        .collect();
                    self.wholes.push(wholes);
                }
            }
        }
        self.by_source = self.sources.inverted(self.kinds.len());
        self.by_actor = self.actors.inverted(self.kinds.len());
        self.by_issue = self.issues.inverted(self.kinds.len());
    }

    fn resolve(&self, at: usize, briefing: &Briefing, id: &RecordId) -> Option<u32> {
        self.at(at, id.kind, briefing.row(id)?).map(|ix| ix.0)
    }

    /// The number of records.
    pub fn len(&self) -> usize {
        self.kinds.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The record in a row of a table of the briefing at a place in the library's order.
    pub fn at(&self, briefing: usize, kind: RecordKind, row: usize) -> Option<RecordIx> {
        let span = self.span(briefing, kind);
        let ix = span.start.checked_add(u32::try_from(row).ok()?)?;
        span.contains(&ix).then_some(RecordIx(ix))
    }

    /// All records of one kind in one briefing, in the order of the file.
    pub fn span(&self, briefing: usize, kind: RecordKind) -> Range<u32> {
        let spans = self.spans.get(briefing);
        let span = spans.and_then(|spans| spans.get(kind as usize));
        span.cloned().unwrap_or(0..0)
    }

    /// A record's kind.
    pub fn kind(&self, ix: RecordIx) -> Option<RecordKind> {
        self.kinds.get(ix.0 as usize).copied()
    }

    /// The place of a record's briefing in the library's order.
    pub fn briefing(&self, ix: RecordIx) -> Option<usize> {
        self.briefings.get(ix.0 as usize).map(|at| *at as usize)
    }

    /// The first and last day, as days of the common era, by which a record sorts; [`NO_DAY`]
    /// where it has none.
    pub fn days(&self, ix: RecordIx) -> (i32, i32) {
        let days = self.days.get(ix.0 as usize);
        days.copied().unwrap_or((NO_DAY, NO_DAY))
    }

    /// When it was, as exactly as it is known; `None` where it has no date.
    pub fn bounds(&self, ix: RecordIx) -> Option<&Bounds> {
        self.bounds.get(ix.0 as usize)?.as_ref()
    }

    /// The number of the first record of a briefing; those of one briefing follow each other, kind
    /// by kind.
    pub fn first(&self, briefing: usize) -> u32 {
        let kinds = RecordKind::ALL.into_iter();
        let spans = kinds.map(|kind| self.span(briefing, kind));
        let filled = spans.filter(|span| !span.is_empty());
        filled.map(|span| span.start).min().unwrap_or(0)
    }

    /// What a pane shows of a record.
    pub fn row(&self, ix: RecordIx) -> Row<'_> {
        let slot = self.texts.get(ix.0 as usize);
        let text = |start: u32, end: u32| {
            let slice = self.arena.get(start as usize..end as usize);
            slice.unwrap_or_default()
        };
        slot.map_or(
            Row {
                when: "",
                who: "",
                text: "",
            },
            |slot| Row {
                when: text(slot.start, slot.when_end),
                who: text(slot.when_end, slot.who_end),
                text: text(slot.who_end, slot.end),
            },
        )
    }

    /// The record itself, from its plain briefing.
    pub fn record<'a>(&self, ix: RecordIx, briefing: &'a Briefing) -> Option<Record<'a>> {
        let kind = self.kind(ix)?;
        let row = *self.rows.get(ix.0 as usize)? as usize;
        briefing.record_at(kind, row)
    }

    /// A record's identifier, from its plain briefing.
    pub fn id(&self, ix: RecordIx, briefing: &Briefing) -> Option<RecordId> {
        Some(self.record(ix, briefing)?.id())
    }

    /// The actors that a record is of.
    pub fn actors(&self, ix: RecordIx) -> &[u32] {
        self.actors.get(ix.0)
    }

    /// The issues that a record is on.
    pub fn issues(&self, ix: RecordIx) -> &[u32] {
        self.issues.get(ix.0)
    }

    /// The sources that a record is from; a source's own is itself.
    pub fn sources(&self, ix: RecordIx) -> &[u32] {
        self.sources.get(ix.0)
    }

    /// The records of an actor, ascending.
    pub fn of_actor(&self, actor: RecordIx) -> &[u32] {
        self.by_actor.get(actor.0)
    }

    /// The records of a source: itself, what was taken from it and what rests on it; ascending.
    pub fn of_source(&self, source: RecordIx) -> &[u32] {
        self.by_source.get(source.0)
    }

    /// An actor with the states, bodies and groups whose people it is one of; an issue with those
    /// it is a part of; of other records nothing.
    pub fn wholes(&self, ix: RecordIx) -> &[u32] {
        self.wholes.get(ix.0)
    }

    /// The records on an issue, ascending.
    pub fn on_issue(&self, issue: RecordIx) -> &[u32] {
        self.by_issue.get(issue.0)
    }
}

/// The date that places a record in time.
pub fn date_of<'a>(record: &Record<'a>) -> Option<&'a Date> {
    match *record {
        Record::Quote(quote) => quote.said.as_ref(),
        Record::Event(event) => Some(&event.when),
        Record::Proposal(proposal) => proposal.date.as_ref(),
        Record::Point(proposal, _) => proposal.date.as_ref(),
        Record::Figure(figure) => figure.as_of.as_ref(),
        Record::Source(source) => source.date.as_ref(),
        Record::Position(position) => position.from.as_ref(),
        Record::Actor(_) | Record::Issue(_) | Record::Option(_) => None,
    }
}

fn push_text(arena: &mut String, record: &Record<'_>) {
    match record {
        Record::Actor(actor) => arena.push_str(&actor.name),
        Record::Issue(issue) => arena.push_str(&issue.title),
        Record::Position(position) => {
            arena.push_str(position.summary.as_deref().unwrap_or_default());
        }
        Record::Quote(quote) => arena.push_str(&quote.shown()),
        Record::Event(event) => arena.push_str(&event.title),
        Record::Proposal(proposal) => arena.push_str(&proposal.title),
        Record::Point(_, point) => arena.push_str(point.text.shown()),
        Record::Figure(figure) => arena.push_str(&figure.label),
        Record::Option(option) => arena.push_str(&option.title),
        Record::Source(source) => arena.push_str(&source.title),
    }
}
