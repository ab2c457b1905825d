//! A briefing at a glance: the bottom line, what is open, what happened last, and the way to
//! everything that has no pane of its own.

use crate::analysis::attribution;
use crate::model::{EventStatus, Issue, IssueStatus, RecordId, RecordKind};

use super::context::{self, Context};
use super::detail;
use super::document::{Document, Role, Span};

/// How many of the newest events are shown.
const NEWEST: usize = 5;

/// The overview of a briefing.
pub fn document(context: &Context<'_>) -> Document {
    let briefing = context.briefing;
    let mut document = Document::new("Overview");
    document.paragraph([Span::new(&briefing.title, Role::Title)]);
    let mut about = vec![Span::dim(format!("as of {}", day(briefing.as_of)))];
    if let Some(revision) = briefing.revision {
        let dot = context.glyphs.dot();
        about.push(Span::dim(format!(" {dot} revision {revision}")));
    }
    document.paragraph(about);
    if let Some(bottom_line) = &briefing.bottom_line {
        document.blank();
        document.paragraph([Span::body(bottom_line)]);
    }
    issues(context, &mut document);
    newest(context, &mut document);
    scheduled(context, &mut document);
    list(context, &mut document, "Proposals", RecordKind::Proposal);
    figures(context, &mut document);
    list(context, &mut document, "Options", RecordKind::Option);
    list(context, &mut document, "Sources", RecordKind::Source);
    changes(context, &mut document);
    document.blank();
    let authors = context::text(Some(briefing.authors.join(", ").as_str()));
    if !briefing.authors.is_empty() {
        document.field("authors", authors);
    }
    if !briefing.tags.is_empty() {
        document.field("tags", [Span::body(briefing.tags.join(", "))]);
    }
    document
}

/// A day in words: "2 December 2025".
pub fn day(day: chrono::NaiveDate) -> String {
    day.format("%-d %B %Y").to_string()
}

/// A day in short: "2 Dec 2025".
pub fn short_day(day: chrono::NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

/// The issues that are not settled, with how many actors stand on each side in their own words.
fn issues(context: &Context<'_>, document: &mut Document) {
    let open = |issue: &&Issue| {
        matches!(
            issue.status,
            IssueStatus::Open | IssueStatus::Narrowed | IssueStatus::Stalled
        )
    };
    let issues: Vec<_> = context.briefing.issues.iter().filter(open).collect();
    if issues.is_empty() {
        return;
    }
    document.section(format!("Open issues {}", issues.len()));
    for issue in issues {
        let glyph = context.glyphs.issue_status(issue.status);
        let mut more = Vec::new();
        let sides = sides(context, issue);
        if !sides.is_empty() {
            more.push(Span::dim(format!("  {sides}")));
        }
        let column = (glyph.to_owned(), 2);
        context.entry(document, column, context.issue(&issue.id), more);
    }
}

/// How many actors stand on each side of an issue: "▲2 ▼1".
pub fn sides(context: &Context<'_>, issue: &Issue) -> String {
    use crate::model::Stance;
    let tally = attribution::tally(context.briefing, &issue.id);
    let counts = [
        (context.glyphs.stance(Stance::Support), tally.support),
        (context.glyphs.stance(Stance::Oppose), tally.oppose),
        (context.glyphs.stance(Stance::Conditional), tally.other),
    ];
    let shown = counts.into_iter().filter(|(_, count)| *count > 0);
    let shown: Vec<_> = shown
        .map(|(glyph, count)| format!("{glyph}{count}"))
        .collect();
    shown.join(" ")
}

fn newest(context: &Context<'_>, document: &mut Document) {
    let rows = context.selection.rows(RecordKind::Event);
    let mut events = Vec::new();
    for ix in rows.iter().rev() {
        let Some(id) = context.library.records().id(*ix) else {
            continue;
        };
        let event = context.briefing.record(id.slug.as_str());
        let happened = matches!(event, Some(crate::model::Record::Event(event))
            if !matches!(event.status, EventStatus::Scheduled | EventStatus::Cancelled));
        if happened {
            events.push((*ix, id));
        }
        if events.len() == NEWEST {
            break;
        }
    }
    dated(context, document, "Newest events", events);
}

fn scheduled(context: &Context<'_>, document: &mut Document) {
    let events = context.briefing.events.iter();
    let next = events.filter(|event| event.status == EventStatus::Scheduled);
    let next = next.filter_map(|event| {
        let id = event.id.record();
        Some((context.ix(&id)?, id))
    });
    dated(context, document, "Scheduled", next.collect());
}

fn dated(
    context: &Context<'_>,
    document: &mut Document,
    title: &str,
    events: Vec<(crate::library::RecordIx, RecordId)>,
) {
    if events.is_empty() {
        return;
    }
    document.section(title);
    for (ix, id) in events {
        let when = context.library.records().row(ix).when.to_owned();
        context.entry(
            document,
            (when, detail::DATE),
            context.link(&id),
            Vec::new(),
        );
    }
}

fn list(context: &Context<'_>, document: &mut Document, title: &str, kind: RecordKind) {
    let ids: Vec<_> = context
        .briefing
        .records(kind)
        .map(|record| record.id())
        .collect();
    if ids.is_empty() {
        return;
    }
    document.section(format!("{title} {}", ids.len()));
    for id in ids {
        let column = (context.glyphs.dot().to_owned(), 2);
        context.entry(document, column, context.link(&id), Vec::new());
    }
}

/// Figures of one quantity stand together.
fn figures(context: &Context<'_>, document: &mut Document) {
    let mut figures: Vec<_> = context.briefing.figures.iter().enumerate().collect();
    if figures.is_empty() {
        return;
    }
    let first_of = |quantity: Option<&str>| {
        let same = |(_, one): &(usize, &crate::model::Figure)| one.quantity.as_deref() == quantity;
        context.briefing.figures.iter().enumerate().find(same)
    };
    figures.sort_by_key(|(at, figure)| match figure.quantity.as_deref() {
        Some(quantity) => first_of(Some(quantity)).map_or(*at, |(first, _)| first),
        None => *at,
    });
    document.section(format!("Figures {}", figures.len()));
    for (_, figure) in figures {
        let column = (context.glyphs.dot().to_owned(), 2);
        let mut more = Vec::new();
        if !figure.claimed_by.is_empty() {
            more.push(Span::dim("  "));
            let names = context.actors(&figure.claimed_by).into_iter();
            more.extend(names.map(|span| Span::dim(span.text)));
        }
        let link = context.link(&figure.id.record());
        context.entry(document, column, link, more);
    }
}

fn changes(context: &Context<'_>, document: &mut Document) {
    let changelog = &context.briefing.changelog;
    if changelog.is_empty() {
        return;
    }
    document.section(format!("Changes {}", changelog.len()));
    for change in changelog {
        let mut spans = vec![
            context.date_column(&change.date, detail::DATE),
            Span::dim(format!("{}: ", change.kind)),
            Span::body(&change.note),
        ];
        if let Some(target) = &change.target {
            spans.push(Span::dim("  "));
            spans.push(context.link(target));
        }
        document.hanging(0, detail::DATE, spans);
    }
}
