//! The tables and their keys.

use super::{Key, Table, Value, words};
use crate::model::{
    ActorKind, ChangeKind, EventKind, EventStatus, IssueStatus, OptionStatus, ProposalStatus,
    QuoteMode, RecordKind, Reliability, SourceKind, Stance, TextKind,
};

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

static ACTORS: Table = Table {
    name: "actors",
    noun: "actor",
    kind: Some(RecordKind::Actor),
    doc: "Everybody who acts, speaks or is spoken for: persons, states, bodies, and voices a source does not name. An outlet that published a source is an actor too.",
    example: r#"[[actors]]
id = "witkoff"
name = "Steve Witkoff"
kind = "person"
aliases = ["Steven Witkoff"]
description = "The US president's special envoy."
side = "us"
roles = [{ title = "Special Envoy", of = "us", from = "2025-01-20" }]
links = { wikidata = "Q…" }"#,
    keys: &[
        id(),
        Key::new("name", Value::Line, "the name as it is shown").required(),
        Key::new(
            "kind",
            Value::Word(words::<ActorKind>),
            "what sort of actor",
        )
        .required(),
        Key::new("aliases", Value::Lines, "other names and spellings"),
        Key::new("description", Value::Prose, "a sentence or two"),
        Key::new(
            "side",
            Value::Ref(ACTOR),
            "the state, body or group on whose side this actor stands",
        )
        .acyclic(),
        Key::new("roles", Value::Tables(&ROLES), "the offices held"),
        Key::new(
            "links",
            Value::Links,
            "identifiers in other people's registers: `{ wikidata = \"Q…\" }`",
        ),
    ],
};

static ROLES: Table = Table {
    name: "actors.roles",
    noun: "role",
    kind: None,
    doc: "An office or function, and the time it was held.",
    example: "",
    keys: &[
        Key::new("title", Value::Line, "the office: \"President\"").required(),
        Key::new("of", Value::Ref(ACTOR), "the state or body it belongs to"),
        Key::new("from", Value::Date, "since when"),
        Key::new("to", Value::Date, "until when"),
    ],
};

static ISSUES: Table = Table {
    name: "issues",
    noun: "issue",
    kind: Some(RecordKind::Issue),
    doc: "The points of contention. The `question` is what \"support\" and \"oppose\" answer: put it so that it can be answered with yes or no.",
    example: r#"[[issues]]
id = "nato"
title = "NATO membership"
question = "Should Ukraine be kept out of NATO?"
status = "open"
parent = "guarantees""#,
    keys: &[
        id(),
        Key::new("title", Value::Line, "the title as it is shown").required(),
        Key::new(
            "question",
            Value::Line,
            "the question that a stance answers",
        ),
        Key::new(
            "status",
            Value::Word(words::<IssueStatus>),
            "where it stands",
        )
        .default("open"),
        Key::new("summary", Value::Prose, "a few sentences"),
        Key::new(
            "parent",
            Value::Ref(ISSUE),
            "the larger issue that this one is a part of",
        )
        .acyclic(),
    ],
};

static POSITIONS: Table = Table {
    name: "positions",
    noun: "position",
    kind: Some(RecordKind::Position),
    doc: "Where an actor stands on an issue, for a time, and what shows it. Its `id` is by default the issue's and the actor's with a slash between them: `nato/putin`.",
    example: r#"[[positions]]
issue = "nato"
actor = "putin"
stance = "support"
summary = "Wants membership ruled out for good."
evidence = ["q-nato"]"#,
    keys: &[
        Key::new(
            "id",
            Value::Id,
            "a handle of its own, where one actor has several positions on one issue",
        ),
        Key::new("issue", Value::Ref(ISSUE), "the issue").required(),
        Key::new(
            "actor",
            Value::OneOrMore(ACTOR),
            "whose position; several for a joint one",
        )
        .required(),
        Key::new(
            "stance",
            Value::Word(words::<Stance>),
            "the attitude to the issue's question",
        )
        .default("unknown"),
        Key::new("summary", Value::Prose, "what it amounts to"),
        Key::new(
            "conditions",
            Value::Prose,
            "what a conditional stance depends on",
        ),
        Key::new("from", Value::Date, "held since"),
        Key::new("to", Value::Date, "held until"),
        Key::new(
            "evidence",
            Value::Refs(EVIDENCE),
            "the quotes, events, figures and points that show it",
        ),
        cites(),
    ],
};

static QUOTES: Table = Table {
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

static EVENTS: Table = Table {
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

static PROPOSALS: Table = Table {
    name: "proposals",
    noun: "proposal",
    kind: Some(RecordKind::Proposal),
    doc: "A plan on the table, one record for each version. Its points follow it under `[[proposals.points]]`.",
    example: r#"[[proposals]]
id = "plan-19"
title = "The 19-point plan"
date = "2025-11-23"
by = ["us", "ukraine"]
status = "tabled"
supersedes = "plan-28"
size = 19"#,
    keys: &[
        id(),
        Key::new("title", Value::Line, "the title as it is shown").required(),
        Key::new("date", Value::Date, "when it was made"),
        Key::new("by", Value::OneOrMore(ACTOR), "who put it forward"),
        Key::new("brokers", Value::OneOrMore(ACTOR), "who brokered it"),
        Key::new(
            "status",
            Value::Word(words::<ProposalStatus>),
            "how far it has come",
        )
        .default("tabled"),
        Key::new(
            "version",
            Value::Line,
            "the name of the version: \"2\", \"revised\"",
        ),
        Key::new(
            "supersedes",
            Value::Ref(PROPOSAL),
            "the version it replaces",
        )
        .acyclic(),
        cites(),
        Key::new(
            "size",
            Value::Whole {
                min: 1,
                max: 100_000,
            },
            "the number of points, where only that is known or where not all are given",
        ),
        Key::new(
            "points",
            Value::Tables(&POINTS),
            "the points that are known",
        ),
    ],
};

static POINTS: Table = Table {
    name: "proposals.points",
    noun: "point",
    kind: Some(RecordKind::Point),
    doc: "One point of the proposal above it.",
    example: r#"[[proposals.points]]
id = "plan-19.6"
number = "6"
text = "The size of the Ukrainian armed forces is limited to 800,000."
issues = ["forces"]
replaces = ["plan-28.6"]
variants = [{ by = "russia", text = "… to 600,000." }]"#,
    keys: &[
        id(),
        Key::new(
            "number",
            Value::Line,
            "its number in the document, in quotation marks: \"3(a)\"",
        ),
        Key::new("text", Value::Wording, "what it says").required(),
        issues(),
        Key::new(
            "replaces",
            Value::Refs(POINT),
            "points of earlier versions that it takes the place of",
        )
        .acyclic(),
        Key::new(
            "variants",
            Value::Tables(&VARIANTS),
            "alternatives in brackets, each with who wants it",
        ),
        cites(),
    ],
};

static VARIANTS: Table = Table {
    name: "proposals.points.variants",
    noun: "variant",
    kind: None,
    doc: "An alternative that somebody wants in place of the point.",
    example: "",
    keys: &[
        Key::new("by", Value::OneOrMore(ACTOR), "who wants it").required(),
        Key::new("text", Value::Wording, "what it says").required(),
    ],
};

static FIGURES: Table = Table {
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

static OPTIONS: Table = Table {
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

static SOURCES: Table = Table {
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
