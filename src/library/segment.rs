//! The columns over the records of some files: what is kept of every record, opened or not.
//!
//! A record is a number; its texts are slices of one text, its date one of a calendar that all
//! share, and whom it is of are lists of numbers. Nothing here is a `String` a record, so that a
//! million records stay small and quick to walk. A segment never changes.

mod stored;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use chrono::Datelike;

use crate::leisure::{by_and_by, comparing};
use crate::model::date::Bounds;
use crate::model::{Briefing, Date, Record, RecordKind, Slug, StoredText};

use super::csr::{Items, List, Lists, Singles, Sparse, Starts};
use super::fields::{self, Field};
use super::figures::{self, Figures};
use super::index::{InShard, InTexts};
use super::involvement;
use super::marks::Marks;
use super::traits::Traits;

const KINDS: usize = RecordKind::ALL.len();

/// The day number of a record without a date: it sorts after all that have one.
pub const NO_DAY: i32 = i32::MAX;

/// No date, in the column of dates.
const NO_DATE: u32 = u32::MAX;

/// How many texts a record has in the arena.
const TEXTS: usize = 3;

/// Before a further name of a record, among its texts. No text of a file holds it.
const NAME: char = '\u{1f}';
/// Before whatever else is said of a record.
const REST: char = '\u{1e}';
/// Before where the words of a source are kept, behind all else. No text of a file holds it.
const STORED: char = '\u{1d}';

/// The columns of the records of some files, one file after the other; of each file kind by kind,
/// in the order of its tables. Numbers of records count within the segment.
#[derive(Debug, Default)]
pub(super) struct Segment {
    parts: Vec<Part>,
    kinds: Vec<RecordKind>,
    traits: Vec<Traits>,
    /// Which of the calendar's dates each record has; past the last one where it has none.
    dates: Items,
    /// By the days that records sort by.
    calendar: Vec<CalendarDate>,
    /// Where a record's texts end in the arena, three for each: its identifier, its name, title or words,
    /// and all else; each begins where the one before ends.
    texts: Starts,
    arena: String,
    actors: Lists,
    issues: Lists,
    sources: Singles,
    wholes: Sparse,
    by_actor: Sparse,
    by_issue: Sparse,
    by_source: Sparse,
    members: Sparse,
    /// The wholes that an actor is one of no longer.
    former: Sparse,
    /// What shows a position, and what was said in an event.
    evidence: Sparse,
    /// Whose word a position rests on.
    voices: Sparse,
    /// Until when a position was held, as a number of the calendar.
    until: Sparse,
    /// What figures say.
    figures: Figures,
    /// The records of each file by their identifiers, in alphabetical order.
    by_id: Lists,
    marks: Marks,
    /// Where its words are indexed.
    index: OnceLock<InShard>,
    /// Where the words of its sources' texts are.
    text_index: OnceLock<InTexts>,
}

/// The records of one file: where each kind ends. They begin where the file before ends.
#[derive(Clone, Copy, Debug)]
struct Part {
    start: u32,
    ends: [u32; KINDS],
}

/// A date that some records have.
#[derive(Clone, Debug)]
struct CalendarDate {
    days: (i32, i32),
    bounds: Bounds,
    short: Box<str>,
}

/// Puts the records of one file after the other into columns.
#[derive(Debug, Default)]
pub(super) struct Builder {
    segment: Segment,
    /// The dates of the calendar, as they are written.
    known: HashMap<Box<str>, u32, foldhash::fast::RandomState>,
    /// The words of figures.
    words: figures::Known,
    /// The sources that each record is from.
    sources: Lists,
}

impl Builder {
    /// Adds the records of a file.
    pub(super) fn push(&mut self, briefing: &Briefing) {
        let start = self.segment.len();
        let mut ends = [start; KINDS];
        let mut quantities = HashMap::new();
        for (kind, end) in RecordKind::ALL.into_iter().zip(&mut ends) {
            for (row, record) in (0..).zip(by_and_by(briefing.records(kind))) {
                let first = match record {
                    Record::Figure(figure) => {
                        let quantity = figure.quantity.as_deref();
                        quantity.map(|quantity| *quantities.entry(quantity).or_insert(row))
                    }
                    _ => None,
                };
                let traits = Traits::of(&record, briefing, first);
                self.push_record((kind, &record), traits);
            }
            *end = self.segment.len();
        }
        let part = Part { start, ends };
        self.segment.parts.push(part);
        let segment = &mut self.segment;
        let mut by_id: Vec<u32> = (start..segment.len()).collect();
        by_id.sort_unstable_by(comparing(|a: &u32, b: &u32| {
            segment.id(*a).cmp(segment.id(*b)).then(a.cmp(b))
        }));
        segment.by_id.push(by_id);
        let marked = [RecordKind::Actor, RecordKind::Issue, RecordKind::Source];
        segment
            .marks
            .push(briefing, marked.map(|kind| part.span(kind).start));
        let all = RecordKind::ALL.into_iter();
        let all = all.flat_map(|kind| briefing.records(kind));
        for (at, record) in (start..).zip(by_and_by(all)) {
            self.link((at, part), &record, briefing);
        }
    }

    fn push_record(&mut self, (kind, record): (RecordKind, &Record<'_>), traits: Traits) {
        let date = date_of(record).map_or(NO_DATE, |date| self.date(date));
        let until = match record {
            Record::Position(position) => position.to.as_ref(),
            _ => None,
        };
        let until = until.map(|date| self.date(date));
        let at = self.segment.len();
        self.segment.until.push(at, until);
        if let Record::Figure(figure) = record {
            self.segment.figures.push(at, figure, &mut self.words);
        }
        let segment = &mut self.segment;
        segment.kinds.push(kind);
        segment.dates.extend([date]);
        segment.traits.push(traits);
        let arena = &mut segment.arena;
        arena.push_str(record.slug().as_str());
        let id_end = arena.len() as u32;
        let mut main_end = id_end;
        fields::each(record, &mut |field, text| {
            match field {
                Field::Main => {}
                Field::Name => arena.push(NAME),
                Field::Rest => arena.push(REST),
            }
            arena.push_str(text);
            if field == Field::Main {
                main_end = arena.len() as u32;
            }
        });
        if let Record::Source(source) = record
            && let Some(stored) = &source.stored
        {
            arena.push(STORED);
            if let StoredText::File(path) = stored {
                arena.push_str(path);
            }
        }
        for end in [id_end, main_end, arena.len() as u32] {
            segment.texts.push(end);
        }
    }

    fn date(&mut self, date: &Date) -> u32 {
        if let Some(known) = self.known.get(date.as_str()) {
            return *known;
        }
        let (first, last) = date.sort_key();
        let next = self.segment.calendar.len() as u32;
        self.segment.calendar.push(CalendarDate {
            days: (first.num_days_from_ce(), last.num_days_from_ce()),
            bounds: *date.bounds(),
            short: date.short().into_boxed_str(),
        });
        self.known.insert(date.as_str().into(), next);
        next
    }

    /// Fills in who and what a record is of.
    fn link(&mut self, (at, part): (u32, Part), record: &Record<'_>, briefing: &Briefing) {
        let place = |kind, slug: &Slug| {
            let row = u32::try_from(briefing.row_of(kind, slug)?).ok()?;
            part.at(kind, row)
        };
        let actors = involvement::actors_of(record).into_iter();
        let actors = actors.filter_map(|id| place(RecordKind::Actor, &id.0));
        self.segment.actors.push(actors);
        let issues = involvement::issues_of(record).into_iter();
        let issues = issues.filter_map(|id| place(RecordKind::Issue, &id.0));
        self.segment.issues.push(issues);
        let sources = involvement::sources_of(record).into_iter();
        let sources = sources.filter_map(|id| place(RecordKind::Source, &id.0));
        self.sources.push(sources);
        let wholes = involvement::wholes_of(briefing, record).into_iter();
        let wholes = wholes.filter_map(|id| place(id.kind, &id.slug));
        self.segment.wholes.push(at, wholes);
        let former = involvement::former_of(briefing, record).into_iter();
        let former = former.filter_map(|id| place(id.kind, &id.slug));
        self.segment.former.push(at, former);
        let evidence = involvement::evidence_of(record).into_iter();
        let evidence = evidence.filter_map(|id| place(id.kind, &id.slug));
        self.segment.evidence.push(at, evidence);
        if let Record::Position(position) = record {
            let voices = involvement::voices_of(briefing, position).into_iter();
            let voices = voices.filter_map(|id| place(RecordKind::Actor, &id.0));
            self.segment.voices.push(at, voices);
        }
    }

    /// The columns.
    pub(super) fn finish(self) -> Segment {
        let (mut segment, sources) = (self.segment, self.sources);
        segment.sort_calendar();
        let count = segment.kinds.len();
        segment.by_actor = Sparse::new(segment.actors.inverted(count));
        segment.by_issue = Sparse::new(segment.issues.inverted(count));
        segment.by_source = Sparse::new(sources.inverted(count));
        segment.sources = Singles::new(&sources);
        segment.members = segment.wholes.inverted(count);
        segment.shrink();
        segment
    }
}

impl Part {
    fn span(&self, kind: RecordKind) -> Range<u32> {
        let end = |at: usize| self.ends.get(at).copied().unwrap_or(self.start);
        let at = kind as usize;
        at.checked_sub(1).map_or(self.start, end)..end(at)
    }

    fn at(&self, kind: RecordKind, row: u32) -> Option<u32> {
        let span = self.span(kind);
        let at = span.start.checked_add(row)?;
        span.contains(&at).then_some(at)
    }
}

impl Segment {
    /// Puts the dates in order, so that those of a time lie side by side.
    fn sort_calendar(&mut self) {
        let mut order: Vec<_> = (0_u32..).zip(std::mem::take(&mut self.calendar)).collect();
        order.sort_by_key(|(_, date)| date.days);
        let mut places = vec![NO_DATE; order.len()];
        for (place, (at, _)) in (0..).zip(&order) {
            if let Some(slot) = places.get_mut(*at as usize) {
                *slot = place;
            }
        }
        let none = places.len() as u32;
        let place = |at: u32| places.get(at as usize).copied().unwrap_or(none);
        self.dates.replace(place);
        self.until.replace(place);
        self.calendar = order.into_iter().map(|(_, date)| date).collect();
    }

    /// Gives back the room that was kept for more.
    fn shrink(&mut self) {
        self.parts.shrink_to_fit();
        self.kinds.shrink_to_fit();
        self.traits.shrink_to_fit();
        self.dates.shrink();
        self.calendar.shrink_to_fit();
        self.texts.shrink();
        self.arena.shrink_to_fit();
        self.by_id.shrink();
        self.marks.shrink();
        for lists in [&mut self.actors, &mut self.issues] {
            lists.shrink();
        }
        for lists in [
            &mut self.wholes,
            &mut self.by_actor,
            &mut self.by_issue,
            &mut self.by_source,
            &mut self.members,
            &mut self.former,
            &mut self.evidence,
            &mut self.voices,
            &mut self.until,
        ] {
            lists.shrink();
        }
        self.figures.shrink();
    }

    /// The number of records.
    pub(super) fn len(&self) -> u32 {
        self.kinds.len() as u32
    }

    /// The number of files.
    pub(super) fn parts(&self) -> usize {
        self.parts.len()
    }

    /// All records of a file.
    pub(super) fn part(&self, part: usize) -> Range<u32> {
        let part = self.parts.get(part);
        part.map_or(0..0, |part| {
            part.start..part.ends.last().copied().unwrap_or(part.start)
        })
    }

    /// The records of a kind in a file.
    pub(super) fn span(&self, part: usize, kind: RecordKind) -> Range<u32> {
        self.parts.get(part).map_or(0..0, |part| part.span(kind))
    }

    /// The record of a file with an identifier; the first where there are several.
    pub(super) fn find(&self, part: usize, id: &str) -> Option<u32> {
        let sorted = self.by_id.get(u32::try_from(part).ok()?);
        let at = sorted.partition_point(|one| self.id(one) < id);
        sorted.get(at).filter(|one| self.id(*one) == id)
    }

    /// The file that a record is in.
    pub(super) fn part_of(&self, at: u32) -> usize {
        let upto = self.parts.partition_point(|part| part.start <= at);
        // Of files without records only the last before a record can hold it.
        upto.saturating_sub(1)
    }

    #[inline]
    pub(super) fn kind(&self, at: u32) -> Option<RecordKind> {
        self.kinds.get(at as usize).copied()
    }

    pub(super) fn traits(&self, at: u32) -> Traits {
        self.traits.get(at as usize).copied().unwrap_or_default()
    }

    fn calendar_date(&self, at: u32) -> Option<&CalendarDate> {
        self.calendar.get(self.dates.get(at as usize)? as usize)
    }

    /// The different dates.
    pub(super) fn calendar(&self) -> impl Iterator<Item = &Bounds> {
        self.calendar.iter().map(|date| &date.bounds)
    }

    /// Of the different dates the first and last day by which records sort.
    pub(super) fn calendar_days(&self) -> impl Iterator<Item = (i32, i32)> {
        self.calendar.iter().map(|date| date.days)
    }

    /// Which of the different dates a record has; `None` where it has none.
    #[inline]
    pub(super) fn date_number(&self, at: u32) -> Option<usize> {
        let date = self.dates.get(at as usize)? as usize;
        (date < self.calendar.len()).then_some(date)
    }

    /// What the records within a range are known by outside of their briefing, ascending.
    pub(super) fn marks(&self, range: Range<u32>) -> impl Iterator<Item = (u32, u64)> {
        self.marks.within(range)
    }

    /// The records within a range that were taken from the library's own file, ascending.
    pub(super) fn shared(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        self.marks.shared_within(range)
    }

    /// The first and last day by which a record sorts, as days of the common era.
    pub(super) fn days(&self, at: u32) -> (i32, i32) {
        let date = self.calendar_date(at);
        date.map_or((NO_DAY, NO_DAY), |date| date.days)
    }

    pub(super) fn bounds(&self, at: u32) -> Option<&Bounds> {
        self.calendar_date(at).map(|date| &date.bounds)
    }

    /// The date, short; empty where there is none.
    pub(super) fn when(&self, at: u32) -> &str {
        self.calendar_date(at).map_or("", |date| &date.short)
    }

    /// Of a record's texts those from behind the first so many on, up to another one.
    fn text(&self, at: u32, texts: Range<usize>) -> &str {
        let end = |behind: usize| match (at as usize * TEXTS + behind).checked_sub(1) {
            Some(last) => self.texts.get(last),
            None => Some(0),
        };
        let bounds = end(texts.start).zip(end(texts.end));
        let slice = bounds.and_then(|(from, to)| self.arena.get(from..to));
        slice.unwrap_or_default()
    }

    /// The identifier.
    pub(super) fn id(&self, at: u32) -> &str {
        self.text(at, 0..1)
    }

    /// The name, title or words.
    pub(super) fn main(&self, at: u32) -> &str {
        self.text(at, 1..2)
    }

    /// All of a record's texts, and where the words of a source are kept.
    fn kept(&self, at: u32) -> (&str, Option<&str>) {
        let all = self.text(at, 1..TEXTS);
        if self.kind(at) != Some(RecordKind::Source) {
            return (all, None);
        }
        match all.split_once(STORED) {
            Some((said, stored)) => (said, Some(stored)),
            None => (all, None),
        }
    }

    fn said(&self, at: u32) -> &str {
        self.kept(at).0
    }

    /// Where the words of a source are kept, as a path relative to the briefing; empty where they
    /// stand in the briefing itself. `None` where none are kept, and for all other records.
    pub(super) fn stored(&self, at: u32) -> Option<&str> {
        self.kept(at).1
    }

    /// The sources of a file whose words are kept.
    pub(super) fn kept_texts(&self, part: usize) -> impl Iterator<Item = u32> {
        let sources = self.span(part, RecordKind::Source);
        sources.filter(|at| self.stored(*at).is_some())
    }

    /// Everything that is said of a record, its name, title or words first, then other names.
    pub(super) fn fields(&self, at: u32) -> impl Iterator<Item = (Field, &str)> {
        let all = self.said(at);
        let mut field = Field::Main;
        all.split_inclusive([NAME, REST]).map(move |text| {
            let ended = text.chars().next_back();
            let next = match ended {
                Some(NAME) => Field::Name,
                _ => Field::Rest,
            };
            let text = text.strip_suffix([NAME, REST]).unwrap_or(text);
            (std::mem::replace(&mut field, next), text)
        })
    }

    /// Where its words are indexed; `None` while they are not.
    pub(super) fn index(&self) -> Option<&InShard> {
        self.index.get()
    }

    /// Says where its words are indexed. What was said first holds.
    pub(super) fn set_index(&self, index: InShard) {
        let _ = self.index.set(index);
    }

    /// Where the words of its sources' texts are indexed; `None` while they are not.
    pub(super) fn text_index(&self) -> Option<&InTexts> {
        self.text_index.get()
    }

    /// Says where the words of its sources' texts are indexed. What was said first holds.
    pub(super) fn set_text_index(&self, index: InTexts) {
        let _ = self.text_index.set(index);
    }

    /// What a record is called: its name or title, then its aliases.
    pub(super) fn names(&self, at: u32) -> impl Iterator<Item = &str> {
        let more = self.text(at, 2..TEXTS);
        let more = more.strip_prefix(NAME).into_iter();
        let more = more.flat_map(|more| {
            let aliases = more.split(REST).next().unwrap_or_default();
            aliases.split(NAME)
        });
        std::iter::once(self.main(at)).chain(more)
    }

    /// What shows a position, and what was said in an event.
    pub(super) fn evidence(&self, at: u32) -> List<'_> {
        self.evidence.get(at)
    }

    /// Whose word a position rests on: actors, each once.
    pub(super) fn voices(&self, at: u32) -> List<'_> {
        self.voices.get(at)
    }

    /// Until when a position was held; `None` where that is not said.
    pub(super) fn until(&self, at: u32) -> Option<&Bounds> {
        let date = self.until.get(at).first()?;
        self.calendar.get(date as usize).map(|date| &date.bounds)
    }

    /// What a figure says.
    pub(super) fn figure(&self, at: u32) -> Option<figures::Said<'_>> {
        self.figures.get(at)
    }

    /// The actors that a record is of.
    #[inline]
    pub(super) fn actors(&self, at: u32) -> List<'_> {
        self.actors.get(at)
    }

    /// The issues that a record is on.
    #[inline]
    pub(super) fn issues(&self, at: u32) -> List<'_> {
        self.issues.get(at)
    }

    /// The sources that a record is from; a source's own is itself.
    #[inline]
    pub(super) fn sources(&self, at: u32) -> List<'_> {
        self.sources.get(at)
    }

    /// Tells the sources that some records are from.
    #[inline]
    pub(super) fn tell_sources(&self, of: impl Iterator<Item = u32>, tell: impl FnMut(u32)) {
        self.sources.tell(of, tell);
    }

    /// An actor with the states, bodies and groups whose people it is one of; an issue with those
    /// it is a part of.
    #[inline]
    pub(super) fn wholes(&self, at: u32) -> List<'_> {
        self.wholes.get(at)
    }

    /// The states, bodies and groups whose people an actor is one of no longer.
    pub(super) fn former(&self, at: u32) -> List<'_> {
        self.former.get(at)
    }

    /// A state, body or group with its people; an issue with its parts. Ascending.
    pub(super) fn members(&self, at: u32) -> List<'_> {
        self.members.get(at)
    }

    /// The records of an actor, ascending.
    #[inline]
    pub(super) fn of_actor(&self, at: u32) -> List<'_> {
        self.by_actor.get(at)
    }

    /// The records on an issue, ascending.
    pub(super) fn on_issue(&self, at: u32) -> List<'_> {
        self.by_issue.get(at)
    }

    /// The records from a source, ascending.
    #[inline]
    pub(super) fn of_source(&self, at: u32) -> List<'_> {
        self.by_source.get(at)
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
