//! A briefing at a glance: first what somebody with a minute needs, on one small screen: the bottom
//! line, what changed, what happened last, what is open, what is contested, and what comes next. Then
//! the way to everything that has no pane of its own.

use std::collections::HashMap;

use crate::analysis::figures::Quantity;
use crate::analysis::{attribution, figures, glance};
use crate::library::Scope;
use crate::model::{Change, EventStatus, Issue, IssueStatus, RecordId, RecordKind};

use super::context::{self, Context};
use super::detail;
use super::document::{Document, Role, Span};

/// How many of the newest events are shown at a glance.
const NEWEST: usize = 3;
/// How many of the newest changes, of the contested quantities and of what comes next.
const FEW: usize = 2;
/// How many of what has a list or a view of its own are named.
const MOST: usize = 100;

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
    document.blank();
    changed(context, &mut document);
    newest(context, &mut document);
    issues(context, &mut document);
    contested(context, &mut document);
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
    let open = |(_, issue): &(usize, &Issue)| {
        matches!(
            issue.status,
            IssueStatus::Open | IssueStatus::Narrowed | IssueStatus::Stalled
        )
    };
    let all = context.briefing.issues.iter().enumerate();
    let issues: Vec<_> = all.filter(open).collect();
    let is_listed = |(row, _)| context.lists(RecordKind::Issue, row);
    let (first, left) = most(&issues, is_listed);
    let shown = first.into_iter().map(|one @ (_, issue)| {
        let mut spans = vec![context.issue(&issue.id)];
        if issue.status != IssueStatus::Open {
            spans.push(Span::dim(format!(" ({})", issue.status)));
        }
        let sides = sides(context, issue);
        if !sides.is_empty() {
            spans.push(Span::dim(format!(" {sides}")));
        }
        if !is_listed(one) {
            for span in &mut spans {
                span.role = Role::Dim;
            }
        }
        spans
    });
    let dot = format!(" {} ", context.glyphs.dot());
    let mut spans = context::join(shown, &dot);
    if left > 0 {
        spans.push(Span::dim(format!("{dot}and {left} more")));
    }
    document.field(&format!("open {}", issues.len()), spans);
}

/// What of very many things is named, in order, and how many more there are: what the filter lists
/// before others.
fn most<T: Copy>(all: &[T], is_listed: impl Fn(T) -> bool) -> (Vec<T>, usize) {
    let left = all.len().saturating_sub(MOST);
    if left == 0 {
        return (all.to_vec(), 0);
    }
    let things = all.iter().copied().enumerate();
    let (mut named, others): (Vec<_>, Vec<_>) = things.partition(|(_, one)| is_listed(*one));
    named.extend(others);
    named.truncate(MOST);
    named.sort_unstable_by_key(|(at, _)| *at);
    (named.into_iter().map(|(_, one)| one).collect(), left)
}

/// Says how many more there are than were named.
fn and_more(document: &mut Document, left: usize) {
    if left > 0 {
        document.indented(2, [Span::dim(format!("and {left} more"))]);
    }
}

/// How many actors stand on each side of an issue: "▲2 ▼1".
pub fn sides(context: &Context<'_>, issue: &Issue) -> String {
    use crate::model::Stance;
    let positions = (RecordKind::Position, &*context.briefing.positions);
    let positions = context.of(&issue.id.record(), positions);
    let own = positions.filter(|position| position.issue == issue.id);
    let tally = attribution::tally(context.briefing, own);
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
            events.push(id);
        }
        if events.len() == NEWEST {
            break;
        }
    }
    for (label, id) in labelled("newest", &events) {
        document.field(label, dated(context, id));
    }
}

/// What is to happen next, as of the day that the briefing describes.
fn scheduled(context: &Context<'_>, document: &mut Document) {
    let next = glance::scheduled(context.briefing);
    let ids: Vec<_> = next.iter().map(|event| event.id.record()).collect();
    for (label, id) in labelled("next", ids.get(..FEW).unwrap_or(&ids)) {
        document.field(label, dated(context, id));
    }
    more(document, ids.len());
    if ids.is_empty() {
        document.field("next", [Span::dim("nothing is scheduled")]);
    }
}

/// Things with a label before the first.
fn labelled<'a, T>(label: &'a str, things: &'a [T]) -> impl Iterator<Item = (&'a str, &'a T)> {
    let labels = std::iter::once(label).chain(std::iter::repeat(""));
    labels.zip(things)
}

/// How many there are behind the few that are shown.
fn more(document: &mut Document, all: usize) {
    if let Some(left @ 1..) = all.checked_sub(FEW) {
        document.field("", [Span::dim(format!("and {left} more"))]);
    }
}

/// A record with its date before it.
fn dated(context: &Context<'_>, id: &RecordId) -> Vec<Span> {
    let ix = context.ix(id);
    let when = ix.map_or("", |ix| context.library.records().row(ix).when);
    let when = context.glyphs.short_date(when);
    let when = context.glyphs.pad_right(&when, usize::from(detail::DATE));
    let mut link = context.link(id);
    if !context.listed(id) {
        link.role = Role::Dim;
    }
    vec![Span::new(when, Role::Date), link]
}

/// The newest changes of the briefing.
fn changed(context: &Context<'_>, document: &mut Document) {
    let changes = glance::changes(context.briefing);
    for (label, change) in labelled("changed", changes.get(..FEW).unwrap_or(&changes)) {
        document.field(label, change_of(context, change));
    }
    more(document, changes.len());
}

/// A change with its date before it, and the way to what was changed.
fn change_of(context: &Context<'_>, change: &Change) -> Vec<Span> {
    let mut spans = vec![
        context.date_column(&change.date, detail::DATE),
        Span::dim(format!("{}: ", change.kind)),
        Span::body(&change.note),
    ];
    if let Some(target) = &change.target {
        spans.push(Span::dim("  "));
        spans.push(context.link(target));
    }
    spans
}

/// Quantities of which different actors claim what cannot be right of both.
fn contested(context: &Context<'_>, document: &mut Document) {
    let all = figures::quantities(context.library, Scope::One(context.at), context.selection);
    let contested: Vec<_> = all.into_iter().filter(Quantity::is_contested).collect();
    let few = contested.get(..FEW).unwrap_or(&contested);
    for (label, quantity) in labelled("contested", few) {
        let disputed = quantity.figures.iter().filter(|one| !one.rivals.is_empty());
        let claims = disputed.map(|figure| claim(context, figure));
        let sign = format!(" {} ", context.glyphs.contested());
        let mut spans = context::join(claims, &sign);
        if let Some(unit) = &quantity.unit {
            spans.push(Span::dim(format!(" {unit}")));
        }
        let name = quantity.name.as_deref().unwrap_or_default();
        spans.insert(0, Span::dim(format!("{name}: ")));
        document.field(label, spans);
    }
    more(document, contested.len());
}

/// An amount that leads to its figure, and who claims it.
fn claim(context: &Context<'_>, figure: &figures::Figure) -> Vec<Span> {
    let records = context.library.records();
    let amount = Span::body(super::amount_of(&figure.amount, None, context.glyphs));
    let amount = match records.id(figure.ix) {
        Some(id) => amount.to_record(id),
        None => amount,
    };
    let who = records.row(figure.ix).who;
    vec![amount, Span::dim(format!(" ({who})"))]
}

fn list(context: &Context<'_>, document: &mut Document, title: &str, kind: RecordKind) {
    let all: Vec<_> = (0..context.library.records().span(context.at, kind).len()).collect();
    if all.is_empty() {
        return;
    }
    document.section(format!("{title} {}", all.len()));
    let (first, left) = most(&all, |row| context.lists(kind, row));
    for record in first
        .into_iter()
        .filter_map(|row| context.briefing.record_at(kind, row))
    {
        let column = (context.glyphs.dot().to_owned(), 2);
        context.entry(document, column, context.link(&record.id()), Vec::new());
    }
    and_more(document, left);
}

/// Figures of one quantity stand together.
fn figures(context: &Context<'_>, document: &mut Document) {
    let all = &context.briefing.figures;
    if all.is_empty() {
        return;
    }
    let mut first_of = HashMap::new();
    let places = all.iter().enumerate().map(|(at, figure)| {
        let quantity = figure.quantity.as_deref();
        let first = quantity.map(|quantity| *first_of.entry(quantity).or_insert(at));
        (first.unwrap_or(at), at, figure)
    });
    let mut figures: Vec<_> = places.collect();
    figures.sort_by_key(|(first, ..)| *first);
    document.section(format!("Figures {}", figures.len()));
    let (shown, left) = most(&figures, |(_, at, _)| context.lists(RecordKind::Figure, at));
    for (.., figure) in shown {
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
    and_more(document, left);
}

fn changes(context: &Context<'_>, document: &mut Document) {
    let changelog = &context.briefing.changelog;
    if changelog.is_empty() {
        return;
    }
    document.section(format!("Changes {}", changelog.len()));
    for change in glance::changes(context.briefing) {
        document.hanging(0, detail::DATE, change_of(context, change));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    use super::*;
    use crate::diagnostic::SourceFile;
    use crate::library::{Content, Entry, Filter, Library, Verdicts};
    use crate::query::Query;
    use crate::report::Paragraph;

    #[test]
    fn of_very_many_the_first_are_named_and_those_that_are_listed_before_others() {
        let all = MOST + 20;
        let mut text = "format = 1\ntitle = \"t\"\nas_of = \"2025-12-02\"\n".to_owned();
        for n in 0..all {
            let _ = writeln!(text, "[[issues]]\nid = \"i{n}\"\ntitle = \"Issue {n}\"");
            let _ = writeln!(
                text,
                "[[sources]]\nid = \"s{n}\"\nkind = \"article\"\ntitle = \"Source {n}\""
            );
        }
        let file = SourceFile::new("t.toml", text);
        let parsed = crate::format::parse(&file, "t", &BTreeMap::<String, String>::new());
        let content = Content::new(parsed.briefing.expect("no faults"), parsed.texts);
        let library = Library::new(vec![Entry::new("t.toml".into(), Some(content), Vec::new())]);
        let overview = |query: &str| {
            let filter = Filter {
                query: Query::parse(query).unwrap(),
                ..Filter::default()
            };
            let selection = library.select(Scope::One(0), &filter, &Verdicts::default());
            let document = document(&Context::new(&library, 0, &selection, None).unwrap());
            let paragraphs = document.paragraphs.iter().map(Paragraph::text);
            paragraphs.collect::<Vec<_>>()
        };
        let plain = overview("");
        let open = plain.iter().find(|line| line.contains("Issue 0 ")).unwrap();
        assert!(open.ends_with("Issue 99 · and 20 more"), "{open}");
        let last = plain.iter().position(|line| line == "· Source 99").unwrap();
        assert_eq!(plain[last + 1].trim(), "and 20 more");
        let narrowed = overview("115");
        let open = narrowed
            .iter()
            .find(|line| line.contains("Issue 0 "))
            .unwrap();
        assert!(
            open.ends_with("Issue 98 · Issue 115 · and 20 more"),
            "{open}"
        );
    }
}
