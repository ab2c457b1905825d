//! Plans on the table.

use super::super::{Key, Table, Value, words};
use super::{ACTOR, POINT, PROPOSAL, cites, id, issues};
use crate::model::{ProposalStatus, RecordKind};

pub(super) static PROPOSALS: Table = Table {
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
