//! Makes the records of the model from the values of their tables.
//!
//! Each function returns `None` only where a required value is missing or was refused; that has
//! been reported by then.

use super::fields::Fields;
use super::rules;
use super::sink::Sink;
use crate::model::{
    Actor, Amount, Change, Credibility, Event, Figure, Issue, IssueId, OriginalWords, Point,
    PolicyOption, Position, Proposal, Quote, Role, Slug, Source, SourceId, StoredText, Variant,
    Wording,
};

pub(super) fn change(mut f: Fields) -> Option<Change> {
    Some(Change {
        date: f.date("date")?,
        kind: f.word("kind")?,
        note: f.text("note")?,
        target: f.records("target").into_iter().next(),
    })
}

pub(super) fn actor(mut f: Fields, sink: &mut Sink) -> Option<Actor> {
    let roles = f.rows("roles").into_iter();
    Some(Actor {
        id: f.slug("id")?.into(),
        name: f.text("name")?,
        kind: f.word("kind")?,
        aliases: f.texts("aliases"),
        description: f.text("description"),
        side: f.id("side"),
        roles: roles.filter_map(|row| role(row, sink)).collect(),
        links: f.links("links"),
    })
}

fn role(mut f: Fields, sink: &mut Sink) -> Option<Role> {
    let (from, to) = rules::from_to(&mut f, sink);
    Some(Role {
        title: f.text("title")?,
        of: f.id("of"),
        from,
        to,
    })
}

pub(super) fn issue(mut f: Fields) -> Option<Issue> {
    Some(Issue {
        id: f.slug("id")?.into(),
        title: f.text("title")?,
        question: f.text("question"),
        status: f.word("status")?,
        summary: f.text("summary"),
        parent: f.id("parent"),
    })
}

pub(super) fn position(mut f: Fields, sink: &mut Sink) -> Option<Position> {
    let (from, to) = rules::from_to(&mut f, sink);
    let issue: IssueId = f.id("issue")?;
    let actors = f.ids("actor");
    let named = f.has("id");
    let id = match f.slug("id") {
        Some(id) => id,
        None if named => return None,
        None => Slug::of_position(&issue, actors.first()?),
    };
    Some(Position {
        id: id.into(),
        issue,
        actors,
        stance: f.word("stance")?,
        summary: f.text("summary"),
        conditions: f.text("conditions"),
        from,
        to,
        evidence: f.records("evidence"),
        cites: f.cites("cites"),
    })
}

pub(super) fn quote(mut f: Fields) -> Option<Quote> {
    let pieces = f.pieces("text");
    if pieces.is_empty() {
        return None;
    }
    Some(Quote {
        id: f.slug("id")?.into(),
        speakers: f.ids("speaker"),
        pieces,
        mode: f.word("mode")?,
        said: f.date("said"),
        said_text: f.text("said_text"),
        venue: f.text("venue"),
        source: f.id("source"),
        via: f.ids("via"),
        prefix: f.wording("prefix"),
        suffix: f.wording("suffix"),
        issues: f.ids("issues"),
        cue: f.text("cue"),
        original: f.rows("original").into_iter().find_map(original),
        note: f.text("note"),
    })
}

fn original(mut f: Fields) -> Option<OriginalWords> {
    Some(OriginalWords {
        language: f.text("language")?,
        text: f.wording("text")?,
    })
}

pub(super) fn event(mut f: Fields) -> Option<Event> {
    Some(Event {
        id: f.slug("id")?.into(),
        when: f.date("when")?,
        when_text: f.text("when_text"),
        title: f.text("title")?,
        summary: f.text("summary"),
        kind: f.word("kind")?,
        status: f.word("status")?,
        place: f.text("place"),
        actors: f.ids("actors"),
        issues: f.ids("issues"),
        quotes: f.ids("quotes"),
        cites: f.cites("cites"),
    })
}

pub(super) fn proposal(mut f: Fields, sink: &mut Sink) -> Option<Proposal> {
    let points: Vec<Point> = f.rows("points").into_iter().filter_map(point).collect();
    let size = f.whole("size").and_then(|size| u32::try_from(size).ok());
    rules::points_fit(&f, size, points.len(), sink);
    Some(Proposal {
        id: f.slug("id")?.into(),
        title: f.text("title")?,
        date: f.date("date"),
        by: f.ids("by"),
        brokers: f.ids("brokers"),
        status: f.word("status")?,
        version: f.text("version"),
        supersedes: f.id("supersedes"),
        cites: f.cites("cites"),
        size,
        points,
    })
}

fn point(mut f: Fields) -> Option<Point> {
    let variants = f.rows("variants").into_iter();
    Some(Point {
        id: f.slug("id")?.into(),
        number: f.text("number"),
        text: f.wording("text")?,
        issues: f.ids("issues"),
        replaces: f.ids("replaces"),
        variants: variants.filter_map(variant).collect(),
        cites: f.cites("cites"),
    })
}

fn variant(mut f: Fields) -> Option<Variant> {
    Some(Variant {
        by: f.ids("by"),
        text: f.wording("text")?,
    })
}

pub(super) fn figure(mut f: Fields, whole: bool, sink: &mut Sink) -> Option<Figure> {
    let amount: Option<Amount> = rules::amount(&mut f, whole, sink);
    Some(Figure {
        id: f.slug("id")?.into(),
        label: f.text("label")?,
        quantity: f.text("quantity"),
        amount: amount?,
        unit: f.text("unit"),
        as_of: f.date("as_of"),
        claimed_by: f.ids("claimed_by"),
        issues: f.ids("issues"),
        cites: f.cites("cites"),
    })
}

pub(super) fn option(mut f: Fields) -> Option<PolicyOption> {
    Some(PolicyOption {
        id: f.slug("id")?.into(),
        actors: f.ids("actor"),
        title: f.text("title")?,
        summary: f.text("summary"),
        status: f.word("status")?,
        issues: f.ids("issues"),
        cites: f.cites("cites"),
    })
}

/// A source, with what there is of its stored text: to be read by the caller.
pub(super) fn source(mut f: Fields) -> Option<(Source, Option<Wording>)> {
    let path = f.wording("text_file");
    let inline = f.wording("text");
    let stored = match (&path, inline) {
        (_, Some(text)) => Some(StoredText::Inline(text)),
        (Some(path), None) => Some(StoredText::File(path.shown().to_owned())),
        (None, None) => None,
    };
    let source = Source {
        id: f.slug("id")?.into(),
        title: f.text("title")?,
        by: f.ids("by"),
        kind: f.word("kind")?,
        date: f.date("date"),
        url: f.text("url"),
        archived_url: f.text("archived_url"),
        accessed: f.date("accessed"),
        language: f.text("language"),
        stored,
        text_kind: f.word("text_kind")?,
        reliability: f.word("reliability"),
        credibility: f.whole("credibility").and_then(Credibility::new),
        derives_from: f.ids::<SourceId>("derives_from"),
        caveat: f.text("caveat"),
    };
    Some((source, path))
}
