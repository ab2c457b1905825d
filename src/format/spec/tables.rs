//! The tables and their keys.

mod library;
mod plans;
mod said;
mod sources;
mod who;

use super::{Key, Table, Value, words};
use crate::model::{ChangeKind, RecordKind};
pub use library::LIBRARY;
use plans::PROPOSALS;
use said::{EVENTS, FIGURES, OPTIONS, QUOTES};
use sources::SOURCES;
use who::{ACTORS, ISSUES, POSITIONS};

const ACTOR: &[RecordKind] = &[RecordKind::Actor];
const ISSUE: &[RecordKind] = &[RecordKind::Issue];
const QUOTE: &[RecordKind] = &[RecordKind::Quote];
const SOURCE: &[RecordKind] = &[RecordKind::Source];
const PROPOSAL: &[RecordKind] = &[RecordKind::Proposal];
const POINT: &[RecordKind] = &[RecordKind::Point];
const EVIDENCE: &[RecordKind] = &[
    RecordKind::Quote,
    RecordKind::Event,
    RecordKind::Figure,
    RecordKind::Point,
];

const fn id() -> Key {
    Key::new(
        "id",
        Value::Id,
        "the handle by which other records refer to this one",
    )
    .required()
}

const fn issues() -> Key {
    Key::new("issues", Value::Refs(ISSUE), "what it bears on")
}

const fn cites() -> Key {
    Key::new("cites", Value::Cites, "the sources it rests on")
}

/// The briefing file as a whole.
pub static ROOT: Table = Table {
    name: "",
    noun: "briefing",
    kind: None,
    doc: "The keys of the file as a whole stand at its top, above the first `[[…]]` header.",
    example: r#"#:schema ../assets/briefing.schema.json
format = 1
title = "Witkoff in Moscow: the 19-point plan"
as_of = "2025-12-02"
bottom_line = "Envoys carry a trimmed plan to Putin; territory and guarantees stay open."
language = "en"
authors = ["A. Writer"]
tags = ["ukraine", "diplomacy"]
revision = 3"#,
    keys: &[
        Key::new("format", Value::Version, "the version of this format: `1`").required(),
        Key::new(
            "id",
            Value::Id,
            "the briefing's own handle; by default the file's name without `.toml`",
        ),
        Key::new("title", Value::Line, "the title as it is shown").required(),
        Key::new("as_of", Value::Day, "the day this briefing describes").required(),
        Key::new(
            "bottom_line",
            Value::Prose,
            "the one or two sentences to take away",
        ),
        Key::new(
            "language",
            Value::Line,
            "the language it is written in, as a BCP 47 tag: `\"en\"`",
        ),
        Key::new("authors", Value::Lines, "who wrote it"),
        Key::new("tags", Value::Lines, "free key words"),
        Key::new(
            "revision",
            Value::Whole {
                min: 0,
                max: 4_294_967_295,
            },
            "the number of the revision",
        ),
        Key::new(
            "changelog",
            Value::Tables(&CHANGELOG),
            "what the revisions did",
        ),
        Key::new("actors", Value::Tables(&ACTORS), "who is involved"),
        Key::new("issues", Value::Tables(&ISSUES), "what they disagree about"),
        Key::new(
            "positions",
            Value::Tables(&POSITIONS),
            "where each stands on it",
        ),
        Key::new("quotes", Value::Tables(&QUOTES), "what each said"),
        Key::new("events", Value::Tables(&EVENTS), "what happened when"),
        Key::new("proposals", Value::Tables(&PROPOSALS), "plans on the table"),
        Key::new(
            "figures",
            Value::Tables(&FIGURES),
            "numbers that somebody claims",
        ),
        Key::new(
            "options",
            Value::Tables(&OPTIONS),
            "what actors could still do",
        ),
        Key::new(
            "sources",
            Value::Tables(&SOURCES),
            "where it all comes from",
        ),
    ],
};

static CHANGELOG: Table = Table {
    name: "changelog",
    noun: "change",
    kind: None,
    doc: "What later revisions did, so that a returning reader sees what is new and what was wrong.",
    example: r#"[[changelog]]
date = "2025-12-01"
kind = "corrected"
note = "The envoy's title was wrong."
target = "witkoff""#,
    keys: &[
        Key::new("date", Value::Date, "when").required(),
        Key::new(
            "kind",
            Value::Word(words::<ChangeKind>),
            "what sort of change",
        )
        .required(),
        Key::new("note", Value::Prose, "what changed").required(),
        Key::new(
            "target",
            Value::Ref(&RecordKind::ALL),
            "the record it concerns, of whatever table",
        ),
    ],
};

/// One entry of `cites` where it is written as a table.
pub static CITE: Table = Table {
    name: "cites",
    noun: "citation",
    kind: None,
    doc: "A source, and the exact words in it.",
    example: "",
    keys: &[
        Key::new("source", Value::Ref(SOURCE), "the source").required(),
        Key::new("passage", Value::Wording, "the exact words in its text"),
    ],
};
