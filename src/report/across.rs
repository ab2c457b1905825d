//! What other briefings of the library say of an actor, an issue or a source.

use std::cell::LazyCell;
use std::cmp::Reverse;

use chrono::Datelike;

use crate::library::records::NO_DAY;
use crate::library::{Library, RecordIx, Selection, Verdicts, cores};
use crate::model::{RecordId, RecordKind};

use super::context::Context;
use super::document::{Document, Role, Span};
use super::glyph::GlyphSet;
use super::{count, detail, overview};

/// So many other briefings are listed, the newest first, and so many positions.
const MOST: usize = 50;
/// What is said in so many other briefings is looked up on one core.
const TOGETHER: usize = 500;

/// Where else a record is spoken of: the other briefings that have it, the positions that it holds
/// there, or that are held on it, and what may be the same though that is not known. Whatever the
/// filter. Nothing where no other briefing has it, and as long as nothing is known of others.
pub fn elsewhere(context: &Context<'_>, id: &RecordId) -> Document {
    let mut document = Document::default();
    let Some(ix) = context.ix(id) else {
        return document;
    };
    let Some(identities) = context.library.identities_at_once() else {
        return document;
    };
    let others: Vec<_> = identities.same(ix).filter(|one| *one != ix).collect();
    positions(context, &mut document, id.kind, &others);
    briefings(context, &mut document, &others);
    let suggested = identities.suggested_at_once(ix);
    if suggested.is_empty() {
        return document;
    }
    document.section(format!("Perhaps the same {}", suggested.len()));
    for one in suggested {
        let row = context.library.records().row(one.ix);
        let why = format!("  {}", one.why.words(id.kind));
        let dot = context.glyphs.dot();
        let mut spans = vec![Span::dim(format!("{dot} "))];
        spans.push(Span::new(row.text, Role::Actor).leading_to(context.library, one.ix));
        spans.push(Span::dim(why));
        document.hanging(0, 2, spans);
    }
    document
}

/// The other briefings, by the day that they describe.
fn briefings(context: &Context<'_>, document: &mut Document, others: &[RecordIx]) {
    if others.is_empty() {
        return;
    }
    document.section(format!("Other briefings {}", count(others.len())));
    for ix in others.iter().take(MOST) {
        let at = context.library.records().briefing(*ix);
        let Some(card) = at.and_then(|at| context.library.card(at)) else {
            continue;
        };
        let title = Span::body(&card.title).leading_to(context.library, *ix);
        let day = overview::short_day(card.as_of);
        entry(context, document, &day, vec![title]);
    }
    more(document, others.len());
}

/// The positions in the other briefings, the newest first: of an actor those that it holds, of an
/// issue those on it.
fn positions(context: &Context<'_>, document: &mut Document, kind: RecordKind, of: &[RecordIx]) {
    let records = context.library.records();
    // What has no date of its own is as old as its briefing, whose order is that of the library.
    let held_in = |ix: &RecordIx| {
        let ix = *ix;
        let of_briefing = LazyCell::new(move || day_of_briefing(context.library, ix));
        let held = records.dated_of_kind(ix, RecordKind::Position);
        held.map(move |(ix, day)| match day {
            NO_DAY => (*of_briefing, ix),
            day => (day, ix),
        })
    };
    let parts: Vec<_> = of.chunks(TOGETHER).collect();
    let held = cores::each(parts.len() > 1, &parts, |part| {
        part.iter().flat_map(held_in).collect::<Vec<_>>()
    });
    let held = held.into_iter().flatten().enumerate();
    let mut held: Vec<_> = held
        .map(|(place, (day, ix))| (Reverse(day), place, ix))
        .collect();
    let all = held.len();
    if all == 0 {
        return;
    }
    if all > MOST {
        held.select_nth_unstable(MOST);
        held.truncate(MOST);
    }
    held.sort_unstable();
    document.section(format!("Positions elsewhere {}", count(all)));
    for (.., ix) in &held {
        let row = records.row(*ix);
        let Some(stance) = records.stance(*ix) else {
            continue;
        };
        let name = match kind {
            RecordKind::Actor => {
                let issue = records.issues(*ix).next();
                issue.map_or("", |issue| records.row(issue).text).to_owned()
            }
            _ => row.who.into_owned(),
        };
        let sign = context.glyphs.stance(stance);
        let mut spans = vec![
            Span::new(format!("{sign} "), Role::Stance(stance)),
            Span::body(name).leading_to(context.library, *ix),
            Span::dim(format!("  {stance}")),
        ];
        if !row.text.is_empty() {
            spans.push(Span::dim(format!("  {}", row.text)));
        }
        let when = match row.when {
            "" => as_of(context.library, *ix),
            when => context.glyphs.short_date(when).into_owned(),
        };
        entry(context, document, &when, spans);
    }
    more(document, all);
}

/// A date in its column, and what stands beside it.
fn entry(context: &Context<'_>, document: &mut Document, when: &str, mut spans: Vec<Span>) {
    let when = context.glyphs.pad_right(when, usize::from(detail::DATE));
    spans.insert(0, Span::new(when, Role::Date));
    document.hanging(0, detail::DATE, spans);
}

fn more(document: &mut Document, all: usize) {
    let more = all.saturating_sub(MOST);
    if more > 0 {
        document.indented(
            detail::DATE,
            [Span::dim(format!("and {} more", count(more)))],
        );
    }
}

/// The day that the briefing of a record describes, as days of the common era.
fn day_of_briefing(library: &Library, ix: RecordIx) -> i32 {
    let at = library.records().briefing(ix);
    let card = at.and_then(|at| library.card(at));
    card.map_or(i32::MIN, |card| card.as_of.num_days_from_ce())
}

fn as_of(library: &Library, ix: RecordIx) -> String {
    let at = library.records().briefing(ix);
    let card = at.and_then(|at| library.card(at));
    card.map_or(String::new(), |card| overview::short_day(card.as_of))
}

/// Which briefing a record is from, as a line over what is known of it.
pub fn whence(library: &Library, at: usize) -> Option<Span> {
    let card = library.card(at)?;
    let day = overview::short_day(card.as_of);
    Some(Span::dim(format!("{}, {day}", card.title)))
}

/// All briefings at a glance: how much there is, of whom most, and what is newest.
pub fn overview(
    (library, verdicts): (&Library, &Verdicts),
    selection: &Selection,
    glyphs: GlyphSet,
) -> Document {
    let mut document = Document::new("Overview");
    let title = library.title().unwrap_or("All briefings");
    document.paragraph([Span::new(title, Role::Title)]);
    let days: Vec<_> = library
        .entries()
        .iter()
        .filter_map(|entry| Some(entry.card.as_ref()?.as_of))
        .collect();
    if let Some((first, last)) = days.iter().min().zip(days.iter().max()) {
        let (first, last) = (overview::day(*first), overview::day(*last));
        let all = count(days.len());
        document.paragraph([Span::dim(format!(
            "{all} briefings, as of {first} to {last}"
        ))]);
    }
    document.blank();
    let counts = RecordKind::ALL
        .into_iter()
        .filter_map(|kind| match selection.total(kind) {
            0 => None,
            1 => Some(format!("1 {}", kind.noun())),
            many => Some(format!("{} {}", count(many), kind.table())),
        });
    let counts: Vec<_> = counts.collect();
    document.field(
        "records",
        [Span::body(counts.join(&format!(" {} ", glyphs.dot())))],
    );
    document.field("words", [words(library, verdicts)]);
    most(library, selection, &mut document);
    newest(library, selection, glyphs, &mut document);
    document.section("Newest briefings");
    for card in library
        .entries()
        .iter()
        .filter_map(|entry| entry.card.as_ref())
        .take(NEWEST)
    {
        let day = glyphs.pad_right(&overview::short_day(card.as_of), usize::from(detail::DATE));
        document.hanging(
            0,
            detail::DATE,
            [Span::new(day, Role::Date), Span::body(&card.title)],
        );
    }
    document
}

/// So many are named in an overview.
const NEWEST: usize = 6;

/// How many quotations stand as they are quoted, of those that are checked by now.
fn words(library: &Library, verdicts: &Verdicts) -> Span {
    let tallies = (0..library.entries().len()).filter_map(|at| verdicts.tally(at));
    let (verified, asked, known) = tallies.fold((0, 0, 0), |(verified, asked, known), tally| {
        (verified + tally.verified, asked + tally.asked(), known + 1)
    });
    let readable = library
        .entries()
        .iter()
        .filter(|entry| entry.is_readable())
        .count();
    let mut words = format!("{} of {} verified", count(verified), count(asked));
    if known < readable {
        words = format!(
            "{words}, {} briefings still to be checked",
            count(readable - known)
        );
    }
    Span::body(words)
}

/// Of whom there is most.
fn most(library: &Library, selection: &Selection, document: &mut Document) {
    let counted = |ix: &RecordIx| {
        let counts = selection.counts(*ix);
        (counts.quotes + counts.events, *ix)
    };
    let mut actors: Vec<_> = selection
        .rows(RecordKind::Actor)
        .iter()
        .map(counted)
        .collect();
    actors.retain(|(all, _)| *all > 0);
    if actors.is_empty() {
        return;
    }
    actors.sort_by_key(|(all, ix)| (Reverse(*all), *ix));
    document.section("Most is known of");
    for (_, ix) in actors.into_iter().take(NEWEST) {
        let counts = selection.counts(ix);
        let name = Span::new(library.records().row(ix).text, Role::Actor).leading_to(library, ix);
        let counts = format!("  {} quotes, {} events", counts.quotes, counts.events);
        document.hanging(0, 2, [name, Span::dim(counts)]);
    }
}

/// The newest events that are listed.
fn newest(library: &Library, selection: &Selection, glyphs: GlyphSet, document: &mut Document) {
    let records = library.records();
    let is_dated = |ix: &&RecordIx| records.days(**ix).0 != NO_DAY;
    let events = selection.rows(RecordKind::Event).iter().rev();
    let events: Vec<_> = events.filter(is_dated).take(NEWEST).collect();
    if events.is_empty() {
        return;
    }
    document.section("Newest events");
    for ix in events {
        let row = records.row(*ix);
        let when = glyphs.short_date(row.when);
        let when = glyphs.pad_right(&when, usize::from(detail::DATE));
        let title = Span::body(row.text).leading_to(library, *ix);
        document.hanging(0, detail::DATE, [Span::new(when, Role::Date), title]);
    }
}
