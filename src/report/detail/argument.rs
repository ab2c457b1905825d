//! Everything known of an issue, and of one position on it.

use crate::analysis::attribution::{self, Attribution};
use crate::model::{Issue, Position, Record, RecordKind, Stance, Vocabulary};
use crate::report::context::{self, Context};
use crate::report::document::{Document, Part, Role, Span};

use super::{dated, evidence_for, ids, named, position_entry, rests_on};

pub(super) fn issue(context: &Context<'_>, issue: &Issue) -> Document {
    let mut document = Document::new("Issue");
    document.paragraph([Span::new(&issue.title, Role::Title)]);
    if let Some(question) = &issue.question {
        document.paragraph([Span::body(question)]);
    }
    document.blank();
    let glyph = context.glyphs.issue_status(issue.status);
    document.field("status", [Span::body(format!("{glyph} {}", issue.status))]);
    document.field(
        "part of",
        issue.parent.iter().map(|parent| context.issue(parent)),
    );
    document.field(
        "parts",
        context.issues_where(|part| part.parent.as_ref() == Some(&issue.id)),
    );
    if let Some(summary) = &issue.summary {
        document.blank();
        document.paragraph([Span::body(summary)]);
    }
    positions(context, &mut document, issue);
    let briefing = context.briefing;
    let id = &issue.id;
    let own = id.record();
    let quotes = ids(
        context.of(&own, (RecordKind::Quote, &briefing.quotes)),
        |q| q.issues.contains(id),
        |q| q.id.record(),
    );
    dated(context, &mut document, "Said of it", &quotes);
    let events = ids(
        context.of(&own, (RecordKind::Event, &briefing.events)),
        |e| e.issues.contains(id),
        |e| e.id.record(),
    );
    dated(context, &mut document, "Happened", &events);
    let figures = ids(
        context.of(&own, (RecordKind::Figure, &briefing.figures)),
        |f| f.issues.contains(id),
        |f| f.id.record(),
    );
    named(context, &mut document, "Figures", &figures);
    let points = briefing.proposals.iter().flat_map(|p| &p.points);
    let points = ids(points, |p| p.issues.contains(id), |p| p.id.record());
    named(context, &mut document, "Proposed", &points);
    let options = ids(
        context.of(&own, (RecordKind::Option, &briefing.options)),
        |o| o.issues.contains(id),
        |o| o.id.record(),
    );
    named(context, &mut document, "Options", &options);
    document
}

/// The positions on an issue, by stance in the order of the vocabulary.
fn positions(context: &Context<'_>, document: &mut Document, issue: &Issue) {
    let all = (RecordKind::Position, &*context.briefing.positions);
    let held = context.of(&issue.id.record(), all);
    let held: Vec<_> = held.filter(|p| p.issue == issue.id).collect();
    if held.is_empty() {
        document.section("Positions");
        document.paragraph([Span::dim("No side's position is known.")]);
        return;
    }
    document.section(super::counted("Positions", held.len()));
    for (stance, _, _) in Stance::WORDS {
        for position in held.iter().filter(|position| position.stance == *stance) {
            let names: Vec<_> = position
                .actors
                .iter()
                .map(|id| context.actor(id).text)
                .collect();
            let name = Span::new(names.join(", "), Role::Actor);
            position_entry(context, document, position, name);
        }
    }
}

/// Who says that the actors hold a position; `None` where it is their own.
pub(super) fn said_by(context: &Context<'_>, position: &Position) -> Option<String> {
    let actor = position.actors.first()?;
    match attribution::of_position(context.briefing, position, actor) {
        Attribution::Own => None,
        Attribution::Asserted(voices) => {
            let names: Vec<_> = voices
                .into_iter()
                .map(|id| context.actor(id).text)
                .collect();
            Some(format!("asserted by {}", names.join(", ")))
        }
        Attribution::Unevidenced => Some("no evidence given".to_owned()),
    }
}

pub(super) fn position(context: &Context<'_>, position: &Position) -> Document {
    let mut document = Document::new("Position");
    let issue = context.briefing.issue(&position.issue);
    document.paragraph([Span::new(
        issue.map_or(position.issue.as_str(), |issue| issue.title.as_str()),
        Role::Title,
    )
    .to_record(position.issue.record())]);
    if let Some(question) = issue.and_then(|issue| issue.question.as_deref()) {
        document.paragraph([Span::dim(question)]);
    }
    document.blank();
    document.field("actor", context.actors(&position.actors));
    let stance = position.stance;
    let glyph = context.glyphs.stance(stance);
    document.field(
        "stance",
        [Span::new(format!("{glyph} {stance}"), Role::Stance(stance))],
    );
    for actor in &position.actors {
        let who = attribution::of_position(context.briefing, position, actor);
        let says = match who {
            Attribution::Own => vec![context.actor(actor), Span::dim("  own words")],
            Attribution::Asserted(voices) => {
                let verb = if voices.len() == 1 {
                    "asserts"
                } else {
                    "assert"
                };
                let mut spans = context.actors(voices);
                spans.push(Span::dim(format!("  {verb} it of ")));
                spans.push(context.actor(actor));
                spans
            }
            Attribution::Unevidenced => vec![Span::dim("no evidence is given")],
        };
        document.field("who says", says);
    }
    document.field("since", context.date(position.from.as_ref(), None));
    document.field("until", context.date(position.to.as_ref(), None));
    super::witnesses(context, &mut document, &Record::Position(position));
    document.field("conditions", context::text(position.conditions.as_deref()));
    if let Some(summary) = &position.summary {
        document.blank();
        document.paragraph([Span::body(summary)]);
    }
    let evidence = &position.evidence;
    if !evidence.is_empty() {
        document.section(super::counted("Evidence", evidence.len()));
        document.part = Part::Evidence;
        for id in evidence {
            let row = context.ix(id).map(|ix| context.library.records().row(ix));
            let when = row.map_or("", |row| row.when).to_owned();
            context.entry(
                &mut document,
                (when, super::DATE),
                context.link(id),
                Vec::new(),
            );
        }
        document.part = Part::Main;
    }
    rests_on(
        context,
        &mut document,
        &position.cites,
        &position.id.record(),
    );
    evidence_for(context, &mut document, &position.id.record());
    document
}
