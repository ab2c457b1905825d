//! A record to take away: its words, whose they are, and where they come from, as plain text.
//!
//! The house style, a line each:
//!
//! ```text
//! “If they don’t withdraw, we will achieve this by force.” [not verified: altered]
//! — Vladimir Putin (President, Russia), end of November 2025 (“only days earlier”), Bishkek
//! BBC News: “What the envoys carry”. 2 December 2025. https://example.org/a (read 3 December 2025) Via: TASS.
//! ```
//!
//! - The words stand in the quotation marks of their own language, each piece in its own; a
//!   paraphrase in none.
//! - What is not verified says so, wherever it goes: the verdict stands in brackets behind the
//!   words. So does what was checked against an account alone, and what is the source's own wording.
//! - The speaker has the office of the time; the date stands in words, with the source's own behind
//!   it.
//! - A source is given by outlet and author, title, date, address and the day it was read (the
//!   terms of CSL: author, title, issued, URL, accessed), and a quotation's chain after it.
//!
//! What goes out is the text as it was written: only control characters and what hides or reorders
//! text are left out. It is meant for the clipboard and for files, not for the terminal.

mod marks;

use crate::analysis::attribution::{self, Attribution};
use crate::analysis::office;
use crate::library::Standing;
use crate::model::{
    Actor, ActorId, Cite, Date, Event, Figure, Issue, Point, PolicyOption, Position, Proposal,
    Quote, QuoteMode, Record, Role, Source, SourceId, Wording,
};
use crate::text::sanitise;

use super::context::Context;
use super::{amount, overview};

/// The words of a record alone, with the verdict behind those that are not verified. Of a record
/// that is not a text of somebody's, what it says in the briefing's own words.
pub fn words(context: &Context<'_>, record: &Record<'_>) -> String {
    match *record {
        Record::Quote(quote) => {
            let pieces: Vec<_> = quote.pieces.iter().map(written).collect();
            with_tags(pieces.join(" … "), unverified(context.standing(quote)))
        }
        Record::Point(_, point) => written(&point.text),
        Record::Position(position) => {
            let text = position.summary.clone();
            text.unwrap_or_else(|| context.name(record) + ": " + position.stance.word())
        }
        Record::Actor(_)
        | Record::Issue(_)
        | Record::Event(_)
        | Record::Proposal(_)
        | Record::Figure(_)
        | Record::Option(_)
        | Record::Source(_) => context.name(record),
    }
}

/// A record with its citation, in a few lines without a line end behind the last.
pub fn cited(context: &Context<'_>, record: &Record<'_>) -> String {
    let lines = match *record {
        Record::Quote(quote) => of_quote(context, quote),
        Record::Event(event) => of_event(context, event),
        Record::Position(position) => of_position(context, position),
        Record::Point(proposal, point) => of_point(context, proposal, point),
        Record::Proposal(proposal) => of_proposal(context, proposal),
        Record::Figure(figure) => of_figure(context, figure),
        Record::Option(option) => of_option(context, option),
        Record::Source(source) => vec![reference(context, source)],
        Record::Actor(actor) => of_actor(context, actor),
        Record::Issue(issue) => of_issue(issue),
    };
    lines.join("\n")
}

/// What a reader should know of a record's words before taking them away: that they are not
/// verified, or only in an account.
pub fn note(context: &Context<'_>, record: &Record<'_>) -> Option<String> {
    let Record::Quote(quote) = record else {
        return None;
    };
    let standing = context.standing(quote);
    unverified(standing).or_else(|| in_account(standing))
}

/// The briefing's bottom line, and which briefing that is.
pub fn bottom_line(context: &Context<'_>) -> String {
    let briefing = context.briefing;
    let day = overview::day(briefing.as_of);
    let title = format!("{}, as of {day}", briefing.title);
    let lines = briefing.bottom_line.iter().cloned().chain([title]);
    lines.collect::<Vec<_>>().join("\n")
}

/// A source as it is cited: outlet and author, title, date, address, the day it was read.
pub fn reference(context: &Context<'_>, source: &Source) -> String {
    let (open, close) = marks::of(source.language.as_deref());
    let by = names(context, &source.by);
    let title = format!("{open}{}{close}", source.title);
    let mut parts = vec![match by.as_str() {
        "" => title,
        by => format!("{by}: {title}"),
    }];
    parts.extend(source.date.as_ref().map(Date::words));
    let mut text = sentences(&parts);
    // No full stop touches an address: it would be taken for a part of it.
    if let Some(address) = source.url.as_ref().or(source.archived_url.as_ref()) {
        text.extend([" ", address]);
        if let Some(day) = &source.accessed {
            text.extend([" (read ", &day.words(), ")"]);
        }
    }
    if let (Some(_), Some(archived)) = (&source.url, &source.archived_url) {
        text.extend([" Archived: ", archived]);
    }
    text
}

fn of_quote(context: &Context<'_>, quote: &Quote) -> Vec<String> {
    let source = quote.source.as_ref();
    let source = source.and_then(|id| context.briefing.source(id));
    let language = source.and_then(|source| source.language.as_deref());
    let language = language.or(context.briefing.language.as_deref());
    let pieces = quote.pieces.iter().map(|piece| match quote.mode {
        QuoteMode::Paraphrase => written(piece),
        _ => marked(&written(piece), language),
    });
    let standing = context.standing(quote);
    let mut tags = match quote.mode {
        QuoteMode::Direct | QuoteMode::Partial => Vec::new(),
        QuoteMode::Indirect => vec!["the source’s words, not the speaker’s".to_owned()],
        QuoteMode::Paraphrase => vec!["a paraphrase".to_owned()],
    };
    tags.extend(unverified(standing).or_else(|| in_account(standing)));
    let mut lines = vec![with_tags(pieces.collect::<Vec<_>>().join(" … "), tags)];
    if let Some(original) = &quote.original {
        let words = marked(&written(&original.text), Some(&original.language));
        lines.push(format!("Original ({}): {words}", original.language));
    }
    let speakers = quote.speakers.iter();
    let speakers = speakers.map(|id| with_office(context, id, quote.said.as_ref()));
    let mut whose = vec![speakers.collect::<Vec<_>>().join(", ")];
    whose.extend(when(quote.said.as_ref(), quote.said_text.as_deref()));
    whose.extend(quote.venue.clone());
    whose.retain(|part| !part.is_empty());
    lines.push(format!("— {}", whose.join(", ")));
    let reference = source.map(|source| reference(context, source));
    let via = titles(context, &quote.via);
    let via = (!via.is_empty()).then(|| format!("Via: {}.", via.join("; ")));
    let from: Vec<_> = reference.into_iter().chain(via).collect();
    if from.is_empty() {
        lines.push("No source is given.".to_owned());
    } else {
        lines.push(from.join(" "));
    }
    lines.extend(quote.note.as_ref().map(|note| format!("Note: {note}")));
    lines
}

fn of_event(context: &Context<'_>, event: &Event) -> Vec<String> {
    let day = when(Some(&event.when), event.when_text.as_deref());
    let mut parts = vec![format!("{}: {}", day.unwrap_or_default(), event.title)];
    parts.extend(event.summary.clone());
    let status = event.status;
    let mut lines = vec![format!("{} [{status}]", sentences(&parts))];
    let who = names(context, &event.actors);
    if !who.is_empty() {
        lines.push(format!("With {who}."));
    }
    lines.extend(sources(context, &event.cites, &Record::Event(event)));
    lines
}

fn of_position(context: &Context<'_>, position: &Position) -> Vec<String> {
    let record = Record::Position(position);
    let mut parts = vec![format!("{}: {}", context.name(&record), position.stance)];
    parts.extend(position.summary.clone());
    let conditions = position.conditions.as_ref();
    parts.extend(conditions.map(|text| format!("Conditions: {text}")));
    let since = position.from.as_ref();
    parts.extend(since.map(|date| format!("Since {}", date.words())));
    let until = position.to.as_ref();
    parts.extend(until.map(|date| format!("Until {}", date.words())));
    let mut lines = vec![sentences(&parts)];
    for actor in &position.actors {
        lines.push(
            match attribution::of_position(context.briefing, position, actor) {
                Attribution::Own => format!("— {}, own words", context.actor(actor).text),
                Attribution::Asserted(voices) => {
                    format!("— asserted by {}", names(context, voices))
                }
                Attribution::Unevidenced => "— no evidence is given".to_owned(),
            },
        );
    }
    for id in &position.evidence {
        // Evidence is never a position, so this ends.
        let evidence = context.briefing.record(id.slug.as_str());
        match evidence {
            None | Some(Record::Position(_)) => {}
            Some(record) => {
                let text = cited(context, &record);
                let text = text.lines().map(|line| format!("  {line}"));
                lines.extend(text);
            }
        }
    }
    lines.extend(sources(context, &position.cites, &record));
    lines
}

fn of_point(context: &Context<'_>, proposal: &Proposal, point: &Point) -> Vec<String> {
    let record = Record::Point(proposal, point);
    let mut lines = vec![
        marked(&written(&point.text), context.briefing.language.as_deref()),
        format!("— {}", context.name(&record)),
    ];
    let cites = if point.cites.is_empty() {
        &proposal.cites
    } else {
        &point.cites
    };
    lines.extend(sources(context, cites, &record));
    lines
}

fn of_proposal(context: &Context<'_>, proposal: &Proposal) -> Vec<String> {
    let record = Record::Proposal(proposal);
    let mut about = vec![proposal.title.clone()];
    about.extend(proposal.date.as_ref().map(Date::words));
    about.push(proposal.status.word().to_owned());
    let mut parts = vec![about.join(", ")];
    for (label, actors) in [("By", &proposal.by), ("Brokered by", &proposal.brokers)] {
        if !actors.is_empty() {
            parts.push(format!("{label} {}", names(context, actors)));
        }
    }
    let mut lines = vec![sentences(&parts)];
    for point in &proposal.points {
        let number = point.number.as_deref().unwrap_or("–");
        lines.push(format!("{number}. {}", written(&point.text)));
    }
    lines.extend(sources(context, &proposal.cites, &record));
    lines
}

fn of_figure(context: &Context<'_>, figure: &Figure) -> Vec<String> {
    let mut parts = vec![format!("{}: {}", figure.label, amount(figure))];
    parts.extend(
        figure
            .as_of
            .as_ref()
            .map(|date| format!("As of {}", date.words())),
    );
    if !figure.claimed_by.is_empty() {
        parts.push(format!("Claimed by {}", names(context, &figure.claimed_by)));
    }
    let mut lines = vec![sentences(&parts)];
    lines.extend(sources(context, &figure.cites, &Record::Figure(figure)));
    lines
}

fn of_option(context: &Context<'_>, option: &PolicyOption) -> Vec<String> {
    let status = option.status.word().replace('_', " ");
    let mut parts = vec![format!("{} ({status})", option.title)];
    parts.extend(option.summary.clone());
    if !option.actors.is_empty() {
        parts.push(format!("Open to {}", names(context, &option.actors)));
    }
    let mut lines = vec![sentences(&parts)];
    lines.extend(sources(context, &option.cites, &Record::Option(option)));
    lines
}

fn of_actor(context: &Context<'_>, actor: &Actor) -> Vec<String> {
    let mut parts = vec![actor.name.clone()];
    parts.extend(actor.roles.iter().map(|role| {
        let time = match (&role.from, &role.to) {
            (Some(from), Some(to)) => format!(" ({} – {})", from.words(), to.words()),
            (Some(from), None) => format!(" (since {})", from.words()),
            (None, Some(to)) => format!(" (until {})", to.words()),
            (None, None) => String::new(),
        };
        title(context, role) + &time
    }));
    parts.extend(actor.description.clone());
    vec![sentences(&parts)]
}

fn of_issue(issue: &Issue) -> Vec<String> {
    let mut parts = vec![format!("{} ({})", issue.title, issue.status)];
    parts.extend(issue.question.clone());
    parts.extend(issue.summary.clone());
    vec![sentences(&parts)]
}

/// What a record rests on, a line for each source, with the passage that it cites there.
fn sources(context: &Context<'_>, cites: &[Cite], record: &Record<'_>) -> Vec<String> {
    let one = |cite: &Cite| {
        let source = context.briefing.source(&cite.source)?;
        let reference = reference(context, source);
        let Some(passage) = &cite.passage else {
            return Some(reference);
        };
        let language = source.language.as_deref();
        let language = language.or(context.briefing.language.as_deref());
        let known = context.verification.map(|known| known.passages().iter());
        let mut known = known.into_iter().flatten();
        let found = known.find(|one| {
            one.record == record.id() && one.source == cite.source && one.words == *passage
        });
        let standing = found.and_then(|one| one.finding.verdict);
        let standing = standing.map_or(Standing::Pending, Standing::InSource);
        let words = marked(&written(passage), language);
        let words = with_tags(words, unverified(standing));
        Some(format!("{reference} {words}"))
    };
    cites.iter().filter_map(one).collect()
}

/// What a reader of the words must know of them: that they are not verified, and why.
fn unverified(standing: Standing) -> Option<String> {
    match standing {
        Standing::Pending => Some("not verified: pending".to_owned()),
        Standing::NotAsked => None,
        Standing::InSource(verdict) if verdict.is_verified() => None,
        Standing::InAccount(verdict) if verdict.is_verified() => None,
        Standing::InSource(verdict) => Some(format!("not verified: {verdict}")),
        Standing::InAccount(verdict) => Some(format!("not verified: {verdict} in our account")),
    }
}

/// That words were verified in an account alone.
fn in_account(standing: Standing) -> Option<String> {
    match standing {
        Standing::InAccount(verdict) => Some(format!("{verdict} in our account")),
        _ => None,
    }
}

fn with_tags(text: String, tags: impl IntoIterator<Item = String>) -> String {
    let tags: Vec<_> = tags.into_iter().collect();
    if tags.is_empty() {
        text
    } else {
        format!("{text} [{}]", tags.join("; "))
    }
}

/// The words as they stand in the file, in a line, without what a terminal or a reader's eye could
/// be led astray by.
fn written(words: &Wording) -> String {
    let text = words.original().split_whitespace();
    let text = text.collect::<Vec<_>>().join(" ");
    text.chars().filter(|c| !is_hidden(*c)).collect()
}

/// Whether a character goes out with no copy. The joiners do: Persian and the scripts of India
/// write with them.
fn is_hidden(c: char) -> bool {
    sanitise::is_dangerous(c) && !matches!(c, '\u{200c}' | '\u{200d}')
}

fn marked(words: &str, language: Option<&str>) -> String {
    let (open, close) = marks::of(language);
    format!("{open}{words}{close}")
}

/// A date in words, and the source's own words for it.
fn when(date: Option<&Date>, said: Option<&str>) -> Option<String> {
    match (date, said) {
        (Some(date), Some(said)) => Some(format!("{} (“{said}”)", date.words())),
        (Some(date), None) => Some(date.words()),
        (None, Some(said)) => Some(format!("“{said}”")),
        (None, None) => None,
    }
}

fn with_office(context: &Context<'_>, id: &ActorId, date: Option<&Date>) -> String {
    let name = context.actor(id).text;
    let actor = context.briefing.actor(id);
    match actor.and_then(|actor| office::at(actor, date)) {
        Some(role) => format!("{name} ({})", title(context, role)),
        None => name,
    }
}

fn title(context: &Context<'_>, role: &Role) -> String {
    match &role.of {
        Some(of) => format!("{}, {}", role.title, context.actor(of).text),
        None => role.title.clone(),
    }
}

fn names<'a>(context: &Context<'_>, ids: impl IntoIterator<Item = &'a ActorId>) -> String {
    let names = ids.into_iter().map(|id| context.actor(id).text);
    names.collect::<Vec<_>>().join(", ")
}

fn titles(context: &Context<'_>, ids: &[SourceId]) -> Vec<String> {
    ids.iter().map(|id| context.source(id).text).collect()
}

/// Parts as sentences, each with a full stop unless it ends in a mark already.
fn sentences(parts: &[String]) -> String {
    let parts = parts.iter().map(|part| super::listing::sentence(part));
    parts.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests;
