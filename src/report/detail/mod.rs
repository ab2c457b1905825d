//! Everything known of one record, each cross-reference a link.

mod actor;
mod argument;
mod event;
mod plan;
mod quote;
mod source;

use crate::model::{Cite, Position, Record, RecordId, RecordKind};

pub(super) use source::{record as source_record, taken};

use crate::analysis::provenance;
use crate::library::Standing;

use super::context::Context;
use super::document::{Document, Part, Role, Span};

/// Everything known of a record.
pub fn of(context: &Context<'_>, record: &Record<'_>) -> Document {
    match *record {
        Record::Actor(record) => actor::document(context, record),
        Record::Issue(record) => argument::issue(context, record),
        Record::Position(record) => argument::position(context, record),
        Record::Quote(record) => quote::document(context, record),
        Record::Event(record) => event::document(context, record),
        Record::Proposal(record) => plan::proposal(context, record),
        Record::Point(proposal, record) => plan::point(context, proposal, record),
        Record::Figure(record) => plan::figure(context, record),
        Record::Option(record) => plan::option(context, record),
        Record::Source(record) => source::document(context, record),
    }
}

/// The width of the column of short dates in a list, in cells.
pub(super) const DATE: u16 = 14;

/// A heading with the number of entries under it.
fn counted(title: &str, count: usize) -> String {
    format!("{title} {count}")
}

/// A list of records by date: quotations, events, sources. Nothing where there are none.
fn dated(context: &Context<'_>, document: &mut Document, title: &str, ids: &[RecordId]) {
    if ids.is_empty() {
        return;
    }
    let mut rows: Vec<_> = ids
        .iter()
        .filter_map(|id| Some((context.ix(id)?, id)))
        .collect();
    rows.sort_by_key(|(ix, _)| context.library.records().days(*ix));
    document.section(counted(title, rows.len()));
    for (ix, id) in rows {
        let row = context.library.records().row(ix);
        let mut more = Vec::new();
        if id.kind == RecordKind::Quote && !row.who.is_empty() {
            more.push(Span::dim(format!("  {}", row.who)));
        }
        let column = (row.when.to_owned(), DATE);
        context.entry(document, column, context.link(id), more);
    }
}

/// A list of records by name. Nothing where there are none.
fn named(context: &Context<'_>, document: &mut Document, title: &str, ids: &[RecordId]) {
    if ids.is_empty() {
        return;
    }
    document.section(counted(title, ids.len()));
    for id in ids {
        let column = (context.glyphs.dot().to_owned(), 2);
        context.entry(document, column, context.link(id), Vec::new());
    }
}

/// How many independent sources are behind a record, where there is more than one source.
fn witnesses(context: &Context<'_>, document: &mut Document, record: &Record<'_>) {
    let sources = provenance::sources_of(context.briefing, record);
    let independent = provenance::independent(context.briefing, &sources);
    let text = match (sources.len(), independent) {
        (0, _) => return,
        (1, _) => "one source".to_owned(),
        (all, 1) => format!("{all} sources that rest on one: no independent second"),
        (all, independent) => format!("{independent} independent of {all} sources"),
    };
    document.field("witnesses", [Span::body(text)]);
}

/// What is known of a quotation's words, in words.
pub fn standing_in_words(standing: Standing) -> String {
    match standing {
        Standing::Pending => "pending".to_owned(),
        Standing::NotAsked => "not asked: a paraphrase".to_owned(),
        Standing::InSource(verdict) => verdict.word().to_owned(),
        Standing::InAccount(verdict) => format!("{verdict}, in our account"),
    }
}

/// The positions that name a record as their evidence.
fn evidence_for(context: &Context<'_>, document: &mut Document, id: &RecordId) {
    let positions = (RecordKind::Position, &*context.briefing.positions);
    let shown: Vec<_> = context.shown_by(id, positions).collect();
    if shown.is_empty() {
        return;
    }
    document.section("Shows");
    for position in shown {
        let stance = position.stance;
        let glyph = context.glyphs.stance(stance);
        document.hanging(
            0,
            2,
            [
                Span::new(format!("{glyph} "), Role::Stance(stance)),
                context.link(&position.id.record()),
                Span::dim(format!("  {stance}")),
            ],
        );
    }
}

/// What a record rests on.
pub(super) fn rests_on(
    context: &Context<'_>,
    document: &mut Document,
    cites: &[Cite],
    record: &RecordId,
) {
    if cites.is_empty() {
        return;
    }
    document.section("Rests on");
    document.part = Part::Evidence;
    for cite in context.cites(cites, record) {
        let spans = std::iter::once(Span::dim(format!("{} ", context.glyphs.dot()))).chain(cite);
        document.hanging(0, 2, spans);
    }
    document.part = Part::Main;
}

/// Identifiers of the records of a table that satisfy a condition.
fn ids<'a, T>(
    table: impl IntoIterator<Item = &'a T>,
    fits: impl Fn(&T) -> bool,
    id: impl Fn(&T) -> RecordId,
) -> Vec<RecordId>
where
    T: 'a,
{
    table
        .into_iter()
        .filter(|record| fits(record))
        .map(id)
        .collect()
}

/// A position as a list entry: the stance, whose, what it amounts to, and who says so.
fn position_entry(context: &Context<'_>, document: &mut Document, position: &Position, name: Span) {
    let stance = position.stance;
    let id = position.id.record();
    let role = |role| if context.listed(&id) { role } else { Role::Dim };
    let glyph = context.glyphs.stance(stance);
    let mut spans = vec![
        Span::new(format!("{glyph} "), role(Role::Stance(stance))),
        Span::new(format!("{stance:<12}"), role(Role::Stance(stance))),
        Span::new(name.text, role(name.role)).to_record(id.clone()),
    ];
    if let Some(said) = argument::said_by(context, position) {
        spans.push(Span::dim(format!("  {said}")));
    }
    document.hanging(0, 14, spans);
    if let Some(summary) = &position.summary {
        document.indented(14, [Span::new(summary, role(Role::Body))]);
    }
}
