//! What was said and what happened, what is counted, what could still be done.

use super::super::{Key, Table, Value, words};
use super::{ACTOR, ISSUE, QUOTE, SOURCE, cites, id, issues};
use crate::model::{EventKind, EventStatus, OptionStatus, QuoteMode, RecordKind};

pub(super) static QUOTES: Table = Table {
    name: "quotes",
    noun: "quote",
    kind: Some(RecordKind::Quote),
    doc: "What somebody said, and where it stands. `text` is copied from the source character by character, without the quotation marks. Where the reporter's own words break a quotation, give the pieces as a list.",
    example: r#"[[quotes]]
id = "q-withdraw"
speaker = "putin"
text = ["If they don't withdraw,", "we will achieve this by force."]
mode = "direct"
said = "2025-11-27"
venue = "news conference in Bishkek"
source = "explainer"
issues = ["territory"]
cue = "said""#,
    keys: &[
        id(),
        Key::new(
            "speaker",
            Value::OneOrMore(ACTOR),
            "who said it; several for a joint statement",
        )
        .required(),
        Key::new(
            "text",
            Value::Pieces,
            "the words, in one piece or a list of pieces in order",
        )
        .required(),
        Key::new(
            "mode",
            Value::Word(words::<QuoteMode>),
            "how the words stand to what was said",
        )
        .default("direct"),
        Key::new("said", Value::Date, "when it was said"),
        Key::new(
            "said_text",
            Value::Line,
            "when it was said, in the source's own words: \"only days earlier\"",
        ),
        Key::new("venue", Value::Line, "where it was said"),
        Key::new(
            "source",
            Value::Ref(SOURCE),
            "the source the words were taken from",
        ),
        Key::new(
            "via",
            Value::Refs(SOURCE),
            "the chain between speaker and source, the speaker's end first",
        ),
        Key::new(
            "prefix",
            Value::Wording,
            "the source's words just before, where the quotation stands in it more than once",
        ),
        Key::new("suffix", Value::Wording, "the source's words just after"),
        Key::new("issues", Value::Refs(ISSUE), "what it is about"),
        Key::new("cue", Value::Line, "the reporter's verb: \"vowed\""),
        Key::new(
            "original",
            Value::Table(&ORIGINAL),
            "the words before they were translated",
        ),
        Key::new("note", Value::Prose, "what a reader should know about it"),
    ],
};

static ORIGINAL: Table = Table {
    name: "quotes.original",
    noun: "original",
    kind: None,
    doc: "The quotation in the language it was spoken in.",
    example: "",
    keys: &[
        Key::new("language", Value::Line, "its language, as a BCP 47 tag").required(),
        Key::new("text", Value::Wording, "the words").required(),
    ],
};

pub(super) static EVENTS: Table = Table {
    name: "events",
    noun: "event",
    kind: Some(RecordKind::Event),
    doc: "What happened, is said to have happened, or is to happen.",
    example: r#"[[events]]
id = "geneva"
when = "2025-11-23"
when_text = "over the weekend"
title = "US and Ukrainian delegations meet in Geneva"
kind = "meeting"
place = "Geneva"
actors = ["rubio", "yermak"]
cites = ["explainer"]"#,
    keys: &[
        id(),
        Key::new("when", Value::Date, "when, as exactly as it is known").required(),
        Key::new(
            "when_text",
            Value::Line,
            "when, in the source's own words: \"over the weekend\"",
        ),
        Key::new("title", Value::Line, "what happened, in a line").required(),
        Key::new("summary", Value::Prose, "a few sentences"),
        Key::new(
            "kind",
            Value::Word(words::<EventKind>),
            "what sort of happening",
        )
        .default("other"),
        Key::new(
            "status",
            Value::Word(words::<EventStatus>),
            "how sure it is",
        )
        .default("confirmed"),
        Key::new("place", Value::Line, "where"),
        Key::new("actors", Value::Refs(ACTOR), "who took part"),
        issues(),
        Key::new("quotes", Value::Refs(QUOTE), "what was said there"),
        cites(),
    ],
};

pub(super) static FIGURES: Table = Table {
    name: "figures",
    noun: "figure",
    kind: Some(RecordKind::Figure),
    doc: "A number, who claims it, and for what day. It has one amount: `value`, or `low` and `high` (one of them is enough), or `value_text`.",
    example: r#"[[figures]]
id = "cap-800"
label = "Upper limit of the Ukrainian armed forces"
quantity = "force-cap"
value = 800_000
unit = "soldiers"
claimed_by = "ukraine"
cites = ["explainer"]"#,
    keys: &[
        id(),
        Key::new("label", Value::Line, "what is counted, in a line").required(),
        Key::new(
            "quantity",
            Value::Line,
            "the measured thing: figures that name the same one can be compared",
        ),
        Key::new("value", Value::Number, "the number"),
        Key::new("low", Value::Number, "at least"),
        Key::new("high", Value::Number, "at most"),
        Key::new(
            "value_text",
            Value::Line,
            "the source's words where it gives no number: \"billions\"",
        ),
        Key::new("unit", Value::Line, "of what"),
        Key::new("as_of", Value::Date, "the day the number is for"),
        Key::new("claimed_by", Value::OneOrMore(ACTOR), "who says so"),
        issues(),
        cites(),
    ],
};

pub(super) static OPTIONS: Table = Table {
    name: "options",
    noun: "option",
    kind: Some(RecordKind::Option),
    doc: "A course of action that is open to an actor: what could still be done.",
    example: r#"[[options]]
id = "frozen-assets"
actor = "eu"
title = "Lend the frozen assets to Ukraine"
status = "available"
issues = ["guarantees"]"#,
    keys: &[
        id(),
        Key::new(
            "actor",
            Value::OneOrMore(ACTOR),
            "whose option; several for a joint one",
        )
        .required(),
        Key::new("title", Value::Line, "the option in a line").required(),
        Key::new("summary", Value::Prose, "a few sentences"),
        Key::new(
            "status",
            Value::Word(words::<OptionStatus>),
            "whether it is still to be had",
        )
        .default("available"),
        issues(),
        cites(),
    ],
};
