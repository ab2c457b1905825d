//! Everything known of a proposal, a point, a figure, an option.

use crate::model::{Figure, Point, PointId, PolicyOption, Proposal, Record};
use crate::report::context::{self, Context};
use crate::report::document::{Document, Role, Span};

use super::{counted, evidence_for, ids, named, rests_on};

pub(super) fn proposal(context: &Context<'_>, proposal: &Proposal) -> Document {
    let mut document = Document::new("Proposal");
    document.paragraph([Span::new(&proposal.title, Role::Title)]);
    document.blank();
    document.field("date", context::date(proposal.date.as_ref(), None));
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
            context.entry(&mut document, (number, 6), text, Vec::new());
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
    let replaced = point
        .replaces
        .iter()
        .map(PointId::record)
        .collect::<Vec<_>>();
    named(context, &mut document, "Takes the place of", &replaced);
    let points = context.briefing.proposals.iter().flat_map(|p| &p.points);
    let later = ids(
        points,
        |p| p.replaces.contains(&point.id),
        |p| p.id.record(),
    );
    named(context, &mut document, "Replaced by", &later);
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
    document.paragraph([Span::new(crate::report::amount(figure), Role::Title)]);
    document.paragraph([Span::body(&figure.label)]);
    document.blank();
    document.field("claimed by", context.actors(&figure.claimed_by));
    document.field("as of", context::date(figure.as_of.as_ref(), None));
    document.field("quantity", context::text(figure.quantity.as_deref()));
    document.field("about", context.issues(&figure.issues));
    super::witnesses(context, &mut document, &Record::Figure(figure));
    if figure.quantity.is_some() {
        let same = ids(
            &context.briefing.figures,
            |one| one.quantity == figure.quantity && one.id != figure.id,
            |one| one.id.record(),
        );
        named(context, &mut document, "The same quantity", &same);
    }
    evidence_for(context, &mut document, &figure.id.record());
    rests_on(context, &mut document, &figure.cites, &figure.id.record());
    document
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
