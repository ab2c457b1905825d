//! Where it all comes from.

use super::super::{Key, Table, Value, words};
use super::{ACTOR, SOURCE, id};
use crate::model::{RecordKind, Reliability, SourceKind, TextKind};

pub(super) static SOURCES: Table = Table {
    name: "sources",
    noun: "source",
    kind: Some(RecordKind::Source),
    doc: "Where statements come from. With a stored text, the quotations taken from the source are checked against it.",
    example: r#"[[sources]]
id = "explainer"
title = "What we know about the plan"
by = ["guardian"]
kind = "article"
date = "2025-12-02"
url = "https://example.org/plan"
accessed = "2025-12-03"
text_file = "texts/explainer.md"
text_kind = "excerpt"
reliability = "B"
credibility = 2"#,
    keys: &[
        id(),
        Key::new("title", Value::Line, "the title as it is shown").required(),
        Key::new("by", Value::OneOrMore(ACTOR), "outlet and author"),
        Key::new(
            "kind",
            Value::Word(words::<SourceKind>),
            "what sort of source",
        )
        .required(),
        Key::new("date", Value::Date, "when it was published"),
        Key::new("url", Value::Url, "its address: http or https"),
        Key::new(
            "archived_url",
            Value::Url,
            "the address of an archived copy",
        ),
        Key::new("accessed", Value::Date, "when it was read there"),
        Key::new("language", Value::Line, "its language, as a BCP 47 tag"),
        Key::new(
            "text_file",
            Value::Path,
            "the file that keeps its words: a path relative to the briefing, with `/`",
        ),
        Key::new(
            "text",
            Value::Text,
            "its words, in the briefing itself instead of a file",
        ),
        Key::new(
            "text_kind",
            Value::Word(words::<TextKind>),
            "what the stored text is of the source",
        )
        .default("full"),
        Key::new(
            "reliability",
            Value::Word(words::<Reliability>),
            "the source, after the Admiralty code",
        ),
        Key::new(
            "credibility",
            Value::Whole { min: 1, max: 6 },
            "what it says, after the Admiralty code: `1` confirmed by other sources, `2` probably true, `3` possibly true, `4` doubtful, `5` improbable, `6` cannot be judged",
        ),
        Key::new(
            "derives_from",
            Value::Refs(SOURCE),
            "the sources that this one itself rests on",
        )
        .acyclic(),
        Key::new("caveat", Value::Prose, "what a reader should beware of"),
    ],
};
