//! What is behind a cell of the versions of a plan.

use crate::analysis::plans::{self, Cell, Fate, Known, Mark, Place, Plan, Voice, VoiceKind, Why};
use crate::library::RecordIx;
use crate::model::date::Certainty;
use crate::model::{Point, Proposal, Record, RecordId, RecordKind};
use crate::report::Context;
use crate::report::context::{self, join};
use crate::report::detail;
use crate::report::document::{Document, Role, Span};
use crate::report::sheet::CellKey;

use super::{Part, cells, counted, marks, resized};

/// What is behind a cell.
pub(super) fn of(made: &Part, context: &Context<'_>, key: CellKey) -> Document {
    let (first, second) = (RecordIx(key.0), RecordIx(key.1));
    if let Some(row) = made.records.row(first) {
        return version(made, context, row);
    }
    let Some(place) = made.records.places.get(&first).copied() else {
        return Document::new("Point");
    };
    let all = made.plans.iter().flat_map(|plan| &plan.rows).flatten();
    let mut found = all.filter_map(|cell| match cell {
        Cell::Point(fate) if first == second && fate.at == place => Some(fate),
        _ => None,
    });
    if let Some(fate) = found.next() {
        return point(context, fate);
    }
    let version = made.records.row(second);
    let plan = version.and_then(|row| {
        let mut plans = made.plans.iter();
        let plan = plans.find(|plan| plan.versions.contains(&row))?;
        Some((plan, plan.versions.iter().position(|one| *one == row)?))
    });
    without(context, place, plan)
}

/// A version as a whole, with what became of the points of the one before.
fn version(made: &Part, context: &Context<'_>, row: usize) -> Document {
    let Some(proposal) = context.briefing.proposals.get(row) else {
        return Document::new("Proposal");
    };
    let mut document = detail::of(context, &Record::Proposal(proposal));
    let earlier = proposal.supersedes.as_ref();
    let Some(earlier) = earlier.and_then(|id| context.briefing.proposal(id)) else {
        return document;
    };
    document.section("Since the version before");
    document.paragraph([context.link(&earlier.id.record())]);
    if let Some(resized) = resized(earlier, proposal, context.glyphs) {
        document.paragraph([Span::body(resized)]);
    }
    let cells = made.plans.iter().flat_map(|plan| {
        let column = plan.versions.iter().position(|one| *one == row);
        let cells = plan.rows.iter();
        cells.filter_map(move |cells| cells.get(column?))
    });
    let mut tally: Vec<(Mark, usize, usize)> = Mark::ALL.map(|mark| (mark, 0, 0)).to_vec();
    let mut add = |mark: Mark, sure: bool| {
        for (one, all, unsure) in &mut tally {
            if *one == mark {
                *all += 1;
                *unsure += usize::from(!sure);
            }
        }
    };
    for cell in cells {
        match cell {
            Cell::Point(fate) => {
                for mark in &fate.marks {
                    add(
                        *mark,
                        *mark != Mark::Added || fate.added == Certainty::Certainly,
                    );
                }
            }
            Cell::Without {
                why: Why::Dropped(sure),
                ..
            } => add(Mark::Dropped, *sure == Certainty::Certainly),
            _ => {}
        }
    }
    for (mark, all, unsure) in tally.into_iter().filter(|(_, all, _)| *all > 0) {
        let sign = context.glyphs.mark(mark);
        let doubt = match unsure {
            0 => String::new(),
            _ => format!("  {unsure} of them only possibly"),
        };
        let text = format!("{sign} {all} {}", mark.word());
        document.paragraph([Span::body(text), Span::dim(doubt)]);
    }
    document
}

fn head(context: &Context<'_>, document: &mut Document, proposal: &Proposal, point: &Point) {
    document.paragraph([Span::body(point.text.shown())]);
    document.blank();
    document.field("of", [context.link(&proposal.id.record())]);
    let number = Span::body(cells::number(point));
    document.field("point", [number.to_record(point.id.record())]);
    document.field("about", context.issues(&point.issues));
}

fn point(context: &Context<'_>, fate: &Fate) -> Document {
    let mut document = Document::new("Point");
    let Some((proposal, point)) = plans::point(context.briefing, fate.at) else {
        return document;
    };
    head(context, &mut document, proposal, point);
    document.field("fate", marks(context, fate));
    if fate.added == Certainty::Possibly {
        let earlier = proposal.supersedes.as_ref();
        let name = earlier.map(|id| context.link(&id.record()));
        let mut spans = vec![Span::dim(
            "Nothing is said to have stood there before, but not all points are known of ",
        )];
        spans.extend(name);
        document.paragraph(spans);
    }
    before(context, &mut document, fate, point);
    replaced_by(context, &mut document, point);
    variants(context, &mut document, point);
    objections(context, &mut document, point);
    detail::rests_on(context, &mut document, &point.cites, &point.id.record());
    document
}

/// What a point takes the place of, and how it differs from that.
fn before(context: &Context<'_>, document: &mut Document, fate: &Fate, point: &Point) {
    let from = fate.from.iter();
    let from = from.filter_map(|place| plans::point(context.briefing, *place));
    let from: Vec<_> = from.map(|(_, point)| point).collect();
    let title = match fate.known {
        Known::Said => "Takes the place of",
        Known::Alike => "Says the same as",
    };
    others(context, document, title, &from);
    let before = fate
        .before
        .and_then(|at| plans::point(context.briefing, at));
    let Some((_, before)) = before.filter(|_| !fate.marks.contains(&Mark::Kept)) else {
        return;
    };
    let runs = plans::difference(before.text.shown(), point.text.shown());
    if from.len() > 1 {
        let name = context.link(&before.id.record());
        document.section("Word by word");
        document.paragraph([Span::dim("against "), name]);
    } else {
        document.section("Word by word");
    }
    document.paragraph(cells::difference(&runs));
}

/// The points of later versions that take a point's place.
fn replaced_by(context: &Context<'_>, document: &mut Document, point: &Point) {
    let proposals = context.briefing.proposals.iter();
    let points = proposals.flat_map(|one| &one.points);
    let later: Vec<_> = points
        .filter(|one| one.replaces.contains(&point.id))
        .collect();
    others(context, document, "Replaced by", &later);
}

/// Points of other versions, each with what it says.
fn others(context: &Context<'_>, document: &mut Document, title: &str, points: &[&Point]) {
    if points.is_empty() {
        return;
    }
    document.section(format!("{title} {}", points.len()));
    for point in points {
        let column = (context.glyphs.dot().to_owned(), 2);
        context.entry(
            document,
            column,
            context.link(&point.id.record()),
            Vec::new(),
        );
        document.indented(2, [Span::dim(point.text.shown())]);
        for variant in &point.variants {
            let mut spans = vec![Span::dim(format!("[{}]  ", variant.text.shown()))];
            spans.extend(context.actors(&variant.by));
            document.hanging(2, 4, spans);
        }
    }
}

fn variants(context: &Context<'_>, document: &mut Document, point: &Point) {
    if point.variants.is_empty() {
        return;
    }
    let mark = context.glyphs.mark(Mark::Bracketed);
    document.section(format!("{mark} Bracketed {}", point.variants.len()));
    for variant in &point.variants {
        let mut spans = vec![Span::body(format!("[{}]  ", variant.text.shown()))];
        spans.extend(context.actors(&variant.by));
        document.hanging(0, 2, spans);
    }
}

/// The positions that rest on a point: those that object to it first.
fn objections(context: &Context<'_>, document: &mut Document, point: &Point) {
    let voices = plans::voices(context.briefing);
    let all = voices
        .get(&point.id.record())
        .map_or(&[][..], Vec::as_slice);
    for (title, kind) in [
        ("Objections", VoiceKind::Objection),
        ("Positions that rest on it", VoiceKind::Other),
    ] {
        let of_kind: Vec<_> = all.iter().filter(|voice| voice.kind == kind).collect();
        if !of_kind.is_empty() {
            document.section(format!("{title} {}", of_kind.len()));
        }
        for voice in of_kind {
            position(context, document, voice);
        }
    }
    document.blank();
    document.paragraph([Span::dim(
        "Only bracketed variants and positions that name the point as their evidence are taken for \
         a word on it; what was said on its issues is not.",
    )]);
}

/// A position, and the quotations that show it too.
fn position(context: &Context<'_>, document: &mut Document, voice: &Voice<'_>) {
    let one = voice.position;
    let sign = context.glyphs.stance(one.stance);
    document.hanging(
        0,
        2,
        [
            Span::new(format!("{sign} "), Role::Stance(one.stance)),
            Span::dim(format!("{}  ", one.stance)),
            context.link(&one.id.record()),
        ],
    );
    for text in one.summary.iter().chain(&one.conditions) {
        document.indented(2, [Span::body(text)]);
    }
    let is_quote = |id: &&RecordId| id.kind == RecordKind::Quote;
    for quote in one.evidence.iter().filter(is_quote) {
        let dot = context.glyphs.dot();
        document.hanging(2, 4, [Span::dim(format!("{dot} ")), context.link(quote)]);
    }
}

/// A version that has no point where an earlier one has.
fn without(context: &Context<'_>, place: Place, at: Option<(&Plan, usize)>) -> Document {
    let mut document = Document::new("Point");
    let Some((proposal, point)) = plans::point(context.briefing, place) else {
        return document;
    };
    let found = at.and_then(|(plan, column)| {
        let version = context
            .briefing
            .proposals
            .get(*plan.versions.get(column)?)?;
        let mut cells = plan.rows.iter().filter_map(|row| row.get(column));
        let why = cells.find_map(|cell| match cell {
            Cell::Without { earlier, why } if *earlier == place => Some(why),
            _ => None,
        })?;
        Some((version, why))
    });
    if let Some((version, why)) = found {
        document.field("in", [context.link(&version.id.record())]);
        document.field("fate", said(context, why));
        document.blank();
    }
    document.paragraph([Span::dim("The earlier version had:")]);
    head(context, &mut document, proposal, point);
    replaced_by(context, &mut document, point);
    objections(context, &mut document, point);
    detail::rests_on(context, &mut document, &point.cites, &point.id.record());
    document
}

fn said(context: &Context<'_>, why: &Why) -> Vec<Span> {
    let sign = context.glyphs.mark(Mark::Dropped);
    match why {
        Why::Dropped(Certainty::Certainly) => vec![Span::body(format!(
            "{sign} dropped: all points of this version are given, and none takes its place"
        ))],
        Why::Dropped(_) => vec![Span::body(format!(
            "{sign} perhaps dropped: no point that is given takes its place, but not all are known \
             to be given"
        ))],
        Why::Passed => context::text(Some(
            "not among the points of this version; a later one takes it up again",
        )),
        Why::NotGiven => context::text(Some("not known: none of this version's points is given")),
        Why::Into(places) => {
            let points = places.iter();
            let points = points.filter_map(|place| plans::point(context.briefing, *place));
            let links = points.map(|(_, point)| vec![context.link(&point.id.record())]);
            let mut spans = vec![Span::body(format!(
                "went into {}: ",
                counted(places.len(), "point", "points")
            ))];
            spans.extend(join(links, "; "));
            spans
        }
    }
}
