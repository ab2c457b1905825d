//! What the documents of one briefing need to know, and the spans they share.

use crate::library::{Library, RecordIx, Selection, Standing, Verification};
use crate::model::{
    Actor, ActorId, Briefing, Cite, Date, Figure, Issue, IssueId, Quote, Record, RecordId,
    RecordKind, Source, SourceId,
};

use super::document::{Document, PassageTarget, Role, Span, Target};
use super::glyph::GlyphSet;

/// One briefing of a library, under the filter that is set.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// The library.
    pub library: &'a Library,
    /// The briefing's place in the library's order.
    pub at: usize,
    /// The briefing.
    pub briefing: &'a Briefing,
    /// What the filter lists.
    pub selection: &'a Selection,
    /// How its words stand in their sources; `None` while that is pending.
    pub verification: Option<&'a Verification>,
    /// The signs to use.
    pub glyphs: GlyphSet,
}

impl<'a> Context<'a> {
    /// The context of a readable briefing.
    pub fn new(
        library: &'a Library,
        at: usize,
        selection: &'a Selection,
        verification: Option<&'a Verification>,
    ) -> Option<Self> {
        Some(Self {
            library,
            at,
            briefing: library.briefing(at)?,
            selection,
            verification,
            glyphs: GlyphSet::default(),
        })
    }

    /// The same context with other signs.
    #[must_use]
    pub fn with_glyphs(self, glyphs: GlyphSet) -> Self {
        Self { glyphs, ..self }
    }

    /// Where a record stands in the library.
    pub fn ix(&self, id: &RecordId) -> Option<RecordIx> {
        self.library.find_in(self.at, id)
    }

    /// Whether the filter lists a record.
    pub fn listed(&self, id: &RecordId) -> bool {
        self.ix(id).is_some_and(|ix| self.selection.contains(ix))
    }

    /// Whether the filter lists the record at a row of a table, in the order of the file.
    pub(super) fn lists(&self, kind: RecordKind, row: usize) -> bool {
        let span = self.library.records().span(self.at, kind);
        let ix = span.start.saturating_add(row as u32);
        ix < span.end && self.selection.contains(RecordIx(ix))
    }

    /// Of a table of the briefing, the records that are of an actor, on an issue or from a source.
    pub(super) fn of<T>(
        &self,
        id: &RecordId,
        (kind, table): (RecordKind, &'a [T]),
    ) -> impl Iterator<Item = &'a T> + Clone + use<'a, T> {
        let records = self.library.records();
        let found = self.ix(id).into_iter();
        let found = found.flat_map(move |ix| records.of_kind(ix, kind));
        found.filter_map(self.row_in(kind, table))
    }

    /// Of a table of the briefing, the positions or events that a record shows, or was said in.
    pub(super) fn shown_by<T>(
        &self,
        id: &RecordId,
        (kind, table): (RecordKind, &'a [T]),
    ) -> impl Iterator<Item = &'a T> + use<'a, T> {
        let records = self.library.records();
        let found = self.ix(id).into_iter();
        let found = found.flat_map(move |ix| records.shown_by(ix, kind));
        found.filter_map(self.row_in(kind, table))
    }

    /// The row of each record of a kind in its table.
    fn row_in<T>(
        &self,
        kind: RecordKind,
        table: &'a [T],
    ) -> impl Fn(RecordIx) -> Option<&'a T> + Clone + use<'a, T> {
        let first = self.library.records().span(self.at, kind).start;
        move |ix| table.get(ix.0.checked_sub(first)? as usize)
    }

    /// An actor's name, leading to the actor.
    pub fn actor(&self, id: &ActorId) -> Span {
        let name = self.briefing.actor(id).map(|actor| actor.name.as_str());
        Span::new(name.unwrap_or(id.as_str()), Role::Actor).to_record(id.record())
    }

    /// An issue's title, leading to the issue.
    pub fn issue(&self, id: &IssueId) -> Span {
        let title = self.briefing.issue(id).map(|issue| issue.title.as_str());
        Span::body(title.unwrap_or(id.as_str())).to_record(id.record())
    }

    /// A source's title, leading to the source's record.
    pub fn source(&self, id: &SourceId) -> Span {
        let title = self.briefing.source(id).map(|source| source.title.as_str());
        Span::body(title.unwrap_or(id.as_str())).to_record(id.record())
    }

    /// What is known of a quotation's words.
    pub fn standing(&self, quote: &Quote) -> Standing {
        let entry = self.library.entry(self.at);
        let content = entry.and_then(|entry| entry.content.as_ref());
        let known = self.verification.zip(content);
        known.map_or(Standing::Pending, |(verification, content)| {
            verification.standing(content, quote)
        })
    }

    /// Several actors, with commas.
    pub fn actors<'b>(&self, ids: impl IntoIterator<Item = &'b ActorId>) -> Vec<Span> {
        join(ids.into_iter().map(|id| vec![self.actor(id)]), ", ")
    }

    /// Several issues, with dots.
    pub fn issues<'b>(&self, ids: impl IntoIterator<Item = &'b IssueId>) -> Vec<Span> {
        let dot = format!(" {} ", self.glyphs.dot());
        join(ids.into_iter().map(|id| vec![self.issue(id)]), &dot)
    }

    /// Several sources, with dots.
    pub fn sources<'b>(&self, ids: impl IntoIterator<Item = &'b SourceId>) -> Vec<Span> {
        let dot = format!(" {} ", self.glyphs.dot());
        join(ids.into_iter().map(|id| vec![self.source(id)]), &dot)
    }

    /// The sources that a record rests on, each leading into the source's text at its words.
    pub fn cites(&self, cites: &[Cite], record: &RecordId) -> Vec<Vec<Span>> {
        let one = |cite: &Cite| {
            let mut spans = vec![self.passage(&cite.source, record)];
            if let Some(grade) = self.briefing.source(&cite.source).and_then(Source::grade) {
                let grade = self.glyphs.words(&grade);
                spans.push(Span::dim(format!(" {} {grade}", self.glyphs.dot())));
            }
            if let Some(passage) = &cite.passage {
                let (open, close) = self.glyphs.quotation_marks();
                spans.push(Span::dim(format!(" {open}")));
                spans.push(Span::new(passage.shown(), Role::Quote));
                spans.push(Span::dim(close));
            }
            spans
        };
        cites.iter().map(one).collect()
    }

    /// A source's title, leading into its text at the words of a record.
    pub fn passage(&self, source: &SourceId, record: &RecordId) -> Span {
        let title = self.briefing.source(source).map(|s| s.title.as_str());
        Span::body(title.unwrap_or(source.as_str())).to(Target::Passage(PassageTarget {
            source: source.clone(),
            record: Some(record.clone()),
            candidate: 0,
        }))
    }

    /// A list entry: a column for a date or a sign, then text that leads to a record. What the
    /// filter does not list is dim.
    pub fn entry(
        &self,
        document: &mut Document,
        column: (String, u16),
        text: Span,
        more: Vec<Span>,
    ) {
        let (label, width) = column;
        let outside = match &text.target {
            Some(Target::Record(id)) => !self.listed(id),
            _ => false,
        };
        let label = self.glyphs.short_date(&label);
        let label = self.glyphs.pad_right(&label, usize::from(width));
        let mut spans = vec![Span::new(label, Role::Date), text];
        spans.extend(more);
        if outside {
            for span in &mut spans {
                span.role = Role::Dim;
            }
        }
        document.hanging(0, width, spans);
    }

    /// Actors of the briefing that satisfy a condition.
    pub fn actors_where(&self, fits: impl Fn(&Actor) -> bool) -> Vec<Span> {
        let fitting = self.briefing.actors.iter().filter(|actor| fits(actor));
        self.actors(fitting.map(|actor| &actor.id))
    }

    /// Issues of the briefing that satisfy a condition.
    pub fn issues_where(&self, fits: impl Fn(&Issue) -> bool) -> Vec<Span> {
        let fitting = self.briefing.issues.iter().filter(|issue| fits(issue));
        self.issues(fitting.map(|issue| &issue.id))
    }

    /// A record's name in a line: title, label, name or words.
    pub fn name(&self, record: &Record<'_>) -> String {
        match record {
            Record::Actor(actor) => actor.name.clone(),
            Record::Issue(issue) => issue.title.clone(),
            Record::Position(position) => {
                let names = position.actors.iter().map(|id| self.actor(id).text);
                let names: Vec<_> = names.collect();
                format!(
                    "{} on {}",
                    names.join(", "),
                    self.issue(&position.issue).text
                )
            }
            Record::Quote(quote) => self.glyphs.quotation(quote),
            Record::Event(event) => event.title.clone(),
            Record::Proposal(proposal) => proposal.title.clone(),
            Record::Point(proposal, point) => {
                let number = point.number.as_deref().unwrap_or(point.id.as_str());
                format!("{}, point {number}", proposal.title)
            }
            Record::Figure(figure) => format!("{}: {}", figure.label, self.amount(figure)),
            Record::Option(option) => option.title.clone(),
            Record::Source(source) => source.title.clone(),
        }
    }

    /// A figure's amount with its unit, in the signs that are used.
    pub fn amount(&self, figure: &Figure) -> String {
        super::amount_in(figure, self.glyphs)
    }

    /// A date in words, with the source's own words behind it.
    pub fn date(&self, date: Option<&Date>, words: Option<&str>) -> Vec<Span> {
        let mut spans = Vec::new();
        if let Some(date) = date {
            let date = date.words();
            spans.push(Span::new(self.glyphs.words(&date), Role::Date));
        }
        if let Some(words) = words {
            if !spans.is_empty() {
                spans.push(Span::dim("  "));
            }
            spans.push(Span::dim(self.glyphs.quoted(words)));
        }
        spans
    }

    /// A short date in a column of a width.
    pub fn date_column(&self, date: &Date, width: u16) -> Span {
        let short = date.short();
        let short = self.glyphs.short_date(&short);
        let text = self.glyphs.pad_right(&short, usize::from(width));
        Span::new(text, Role::Date)
    }

    /// A record's name, leading to it.
    pub fn link(&self, id: &RecordId) -> Span {
        let record = self.briefing.record(id.slug.as_str());
        let name = record.map(|record| self.name(&record));
        let role = match id.kind {
            crate::model::RecordKind::Actor => Role::Actor,
            crate::model::RecordKind::Quote => Role::Quote,
            _ => Role::Body,
        };
        Span::new(name.unwrap_or_else(|| id.slug.to_string()), role).to_record(id.clone())
    }
}

/// A text as a field's value; nothing without a text.
pub fn text(text: Option<&str>) -> Vec<Span> {
    text.map(Span::body).into_iter().collect()
}

/// Several groups of spans with a separator between them.
pub fn join(groups: impl IntoIterator<Item = Vec<Span>>, separator: &str) -> Vec<Span> {
    let mut joined = Vec::new();
    for group in groups {
        if !joined.is_empty() {
            joined.push(Span::dim(separator));
        }
        joined.extend(group);
    }
    joined
}
