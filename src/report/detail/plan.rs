//! Everything known of a proposal, a point, a figure, an option.

use crate::analysis::tallies::contradict;
use crate::model::{Figure, Point, PointId, PolicyOption, Proposal, Record};
use crate::report::context::{self, Context};
use crate::report::document::{Document, Role, Span};

use super::{counted, evidence_for, rests_on};

pub(super) fn proposal(context: &Context<'_>, proposal: &Proposal) -> Document {
    let mut document = Document::new("Proposal");
    document.paragraph([Span::new(&proposal.title, Role::Title)]);
    document.blank();
    document.field("date", context.date(proposal.date.as_ref(), None));
    document.field("status", [Span::body(proposal.status.word())]);
    document.field("by", context.actors(&proposal.by));
    document.field("brokers", context.actors(&proposal.brokers));
    document.field("version", context::text(proposal.version.as_deref()));
    let earlier = proposal.supersedes.iter();
    document.field("after", earlier.map(|id| context.link(&id.record())));
    let later = context.briefing.proposals.iter();
    let later = later.filter(|one| one.supersedes.as_ref() == Some(&proposal.id));
    document.field("before", later.map(|one| context.link(&one.id.record())));
    document.field("size", size(proposal));
    if !proposal.points.is_empty() {
        document.section(counted("Points", proposal.points.len()));
        for point in &proposal.points {
            let number = point.number.clone().unwrap_or_default();
            let text = Span::body(point.text.shown()).to_record(point.id.record());
            let mut more = Vec::new();
            if !point.variants.is_empty() {
                let mark = context.glyphs.bracketed();
                more.push(Span::dim(format!("  {mark} bracketed")));
            }
            context.entry(&mut document, (number, 6), text, more);
        }
    }
    rests_on(
        context,
        &mut document,
        &proposal.cites,
        &proposal.id.record(),
    );
    document
}

/// How many points there are, and how many of them are known.
fn size(proposal: &Proposal) -> Vec<Span> {
    let known = proposal.points.len();
    let text = match proposal.size {
        Some(size) if known == 0 => format!("{size} points; none of them is given"),
        Some(size) if (known as u64) < u64::from(size) => {
            format!("{size} points; {known} of them given here")
        }
        Some(size) => format!("{size} points"),
        None if known == 0 => "not known".to_owned(),
        None => format!("{known} known; how many there are in all is not"),
    };
    vec![Span::body(text)]
}

pub(super) fn point(context: &Context<'_>, proposal: &Proposal, point: &Point) -> Document {
    let mut document = Document::new("Point");
    document.paragraph([Span::body(point.text.shown())]);
    document.blank();
    document.field("of", [context.link(&proposal.id.record())]);
    document.field("number", context::text(point.number.as_deref()));
    document.field("about", context.issues(&point.issues));
    other_points(
        context,
        &mut document,
        "Takes the place of",
        &point.replaces,
    );
    let points = context.briefing.proposals.iter().flat_map(|p| &p.points);
    let later = points.filter(|p| p.replaces.contains(&point.id));
    let later: Vec<_> = later.map(|p| p.id.clone()).collect();
    other_points(context, &mut document, "Replaced by", &later);
    if !point.variants.is_empty() {
        document.section(counted("Bracketed", point.variants.len()));
        for variant in &point.variants {
            let mut spans = vec![Span::body(format!("[{}]  ", variant.text.shown()))];
            spans.extend(context.actors(&variant.by));
            document.hanging(0, 2, spans);
        }
    }
    evidence_for(context, &mut document, &point.id.record());
    rests_on(context, &mut document, &point.cites, &point.id.record());
    document
}

pub(super) fn figure(context: &Context<'_>, figure: &Figure) -> Document {
    let mut document = Document::new("Figure");
    document.paragraph([Span::new(context.amount(figure), Role::Title)]);
    document.paragraph([Span::body(&figure.label)]);
    document.blank();
    document.field("claimed by", context.actors(&figure.claimed_by));
    document.field("as of", context.date(figure.as_of.as_ref(), None));
    document.field("quantity", context::text(figure.quantity.as_deref()));
    document.field("about", context.issues(&figure.issues));
    super::witnesses(context, &mut document, &Record::Figure(figure));
    rivals(context, &mut document, figure);
    evidence_for(context, &mut document, &figure.id.record());
    rests_on(context, &mut document, &figure.cites, &figure.id.record());
    document
}

/// Points of other versions, each with what it says.
fn other_points(context: &Context<'_>, document: &mut Document, title: &str, ids: &[PointId]) {
    if ids.is_empty() {
        return;
    }
    document.section(counted(title, ids.len()));
    for id in ids {
        let column = (context.glyphs.dot().to_owned(), 2);
        context.entry(document, column, context.link(&id.record()), Vec::new());
        if let Some((_, point)) = context.briefing.point(id) {
            document.indented(2, [Span::dim(point.text.shown())]);
        }
    }
}

/// The other figures of one quantity, each with who claims it and for when; a sign stands before
/// those that contradict it.
fn rivals(context: &Context<'_>, document: &mut Document, figure: &Figure) {
    let figures = context.briefing.figures.iter();
    let same = figures.filter(|one| one.quantity.is_some() && one.quantity == figure.quantity);
    let same: Vec<_> = same.filter(|one| one.id != figure.id).collect();
    if same.is_empty() {
        return;
    }
    document.section(counted("The same quantity", same.len()));
    for one in same {
        let sign = if contradict(figure, one) {
            context.glyphs.contested()
        } else {
            context.glyphs.dot()
        };
        let mut more = Vec::new();
        if !one.claimed_by.is_empty() {
            let names = context.actors(&one.claimed_by).into_iter();
            more.push(Span::dim("  "));
            more.extend(names.map(|span| Span::dim(span.text)));
        }
        more.extend(
            one.as_of
                .as_ref()
                .map(|date| Span::dim(format!("  {}", context.glyphs.words(&date.short())))),
        );
        let link = context.link(&one.id.record());
        context.entry(document, (sign.to_owned(), 2), link, more);
    }
}

pub(super) fn option(context: &Context<'_>, option: &PolicyOption) -> Document {
    let mut document = Document::new("Option");
    document.paragraph([Span::new(&option.title, Role::Title)]);
    document.blank();
    document.field("of", context.actors(&option.actors));
    document.field(
        "status",
        [Span::body(option.status.word().replace('_', " "))],
    );
    document.field("about", context.issues(&option.issues));
    if let Some(summary) = &option.summary {
        document.blank();
        document.paragraph([Span::body(summary)]);
    }
    rests_on(context, &mut document, &option.cites, &option.id.record());
    document
}
