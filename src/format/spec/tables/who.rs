//! Who is involved, what they disagree about, and where each stands.

use super::super::{Key, Table, Value, words};
use super::{ACTOR, EVIDENCE, ISSUE, cites, id};
use crate::model::{ActorKind, IssueStatus, RecordKind, Stance};

pub(super) static ACTORS: Table = Table {
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

pub(super) static ISSUES: Table = Table {
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

pub(super) static POSITIONS: Table = Table {
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
