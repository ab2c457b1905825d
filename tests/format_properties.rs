//! Whatever a file holds: no panic, no place outside of it, nothing that acts on a terminal.

#![allow(clippy::unwrap_used, clippy::string_slice)]

use std::collections::BTreeMap;
use std::path::Path;

use briefing::diagnostic::{Code, SourceFile, Style, any_error, render, to_json};
use briefing::format::{InLibrary, library, parse, parse_in};
use briefing::model::{Record, RecordKind, Slug};
use briefing::text::sanitise::is_dangerous;
use proptest::prelude::*;

fn everything() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/files/everything.toml");
    std::fs::read_to_string(path).unwrap()
}

/// One change to a file.
#[derive(Clone, Debug)]
enum Edit {
    Delete(prop::sample::Index, usize),
    Insert(prop::sample::Index, String),
    SwapLines(prop::sample::Index, prop::sample::Index),
    DropLine(prop::sample::Index),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = any::<prop::sample::Index>;
    let piece = prop_oneof![
        prop::sample::select(vec![
            "\"",
            "\"\"\"",
            "'",
            "[",
            "]",
            "[[",
            "{",
            "}",
            "=",
            "\n",
            ",",
            "#",
            "\\",
            "\r",
            "\u{1b}[31m",
            "\\u001b",
            "\u{202e}",
            "\u{200b}",
            "\u{feff}",
            "é",
            "𝒳",
            "\0",
            "-",
            "0",
        ])
        .prop_map(str::to_owned),
        ".{0,6}",
    ];
    prop_oneof![
        (at(), 1..40usize).prop_map(|(at, length)| Edit::Delete(at, length)),
        (at(), piece).prop_map(|(at, piece)| Edit::Insert(at, piece)),
        (at(), at()).prop_map(|(a, b)| Edit::SwapLines(a, b)),
        at().prop_map(Edit::DropLine),
    ]
}

fn apply(text: &str, edit: &Edit) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    match edit {
        Edit::Delete(at, length) if !chars.is_empty() => {
            let at = at.index(chars.len());
            chars.drain(at..(at + length).min(chars.len()));
            chars.into_iter().collect()
        }
        Edit::Insert(at, piece) => {
            let at = at.index(chars.len() + 1);
            chars.splice(at..at, piece.chars());
            chars.into_iter().collect()
        }
        Edit::SwapLines(a, b) if !lines.is_empty() => {
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            lines.swap(a, b);
            lines.concat()
        }
        Edit::DropLine(at) if !lines.is_empty() => {
            lines.remove(at.index(lines.len()));
            lines.concat()
        }
        _ => text.to_owned(),
    }
}

fn holds(text: &str) -> Result<(), TestCaseError> {
    let file = SourceFile::new("m\u{1b}utated.toml", text);
    let mut texts = BTreeMap::new();
    texts.insert("texts/explainer.md".to_owned(), "Words.".to_owned());
    let parsed = parse(&file, "mutated", &texts);
    let failed = any_error(&parsed.diagnostics);
    prop_assert_eq!(parsed.briefing.is_none(), failed);
    let places = parsed.diagnostics.iter().flat_map(|fault| {
        let related = fault.related.iter().map(|related| related.span.clone());
        fault.span.clone().into_iter().chain(related)
    });
    for span in places.chain(parsed.places.values().cloned()) {
        prop_assert!(
            text.get(span.clone()).is_some(),
            "{span:?} of {}",
            text.len()
        );
    }
    let report = render(&parsed.diagnostics, Style::Plain) + &to_json(&parsed.diagnostics, 1, &[]);
    let bad = report.chars().find(|c| *c != '\n' && is_dangerous(*c));
    prop_assert_eq!(bad, None, "{}", report);
    Ok(())
}

/// What opens, closes or parts something.
const MARKS: [&str; 24] = [
    "[", "]", "{", "}", "[[", "[[a\n", "[[a]]\n", "[a]\n", "{a=", "a=[", "a=[\n", ".a", "a.a=1\n",
    "a=1\n", "a=\"x\n", "1,", ",", "=", "\n", "\"", "'", "\"\"\"", "'''", "#",
];

/// A few of them, each very often.
fn piled() -> impl Strategy<Value = String> {
    let one = (prop::sample::select(MARKS.to_vec()), 1..4_000_usize);
    let all = prop::collection::vec(one, 1..5);
    all.prop_map(|all| {
        all.iter()
            .map(|(mark, times)| mark.repeat(*times))
            .collect()
    })
}

/// A library that shares with a circle of references through the briefing in mind.
const SHARED: &str = r#"
title = "A desk"
first = "talks"

[[actors]]
id = "putin"
name = "Vladimir Putin"
kind = "person"
side = "russia"
roles = [{ title = "President", of = "russia" }]
links = { wikidata = "Q7747" }
same = ["geneva/vvp", "alaska/president"]

[[actors]]
id = "russia"
name = "Russia"
kind = "state"

[[issues]]
id = "nato"
title = "NATO"
parent = "guarantees"

[[issues]]
id = "guarantees"
title = "Guarantees"

[[sources]]
id = "post"
title = "A post"
kind = "post"
by = ["putin", "russia"]
derives_from = ["transcript"]
text = "Words."

[[sources]]
id = "transcript"
title = "A transcript"
kind = "transcript"
"#;

/// Briefings of that library: one that takes everything, one with other kinds of the same names.
const TAKING: [&str; 2] = [
    r#"
format = 1
title = "Talks"
as_of = 2025-12-02
positions = [{ issue = "nato", actor = "putin" }]
quotes = [{ id = "q", speaker = "putin", text = "Words", source = "post" }]
"#,
    r#"
format = 1
title = "Talks"
as_of = 2025-12-02
issues = [{ id = "russia", title = "Russia" }, { id = "guarantees", title = "G", parent = "nato" }]
quotes = [{ id = "q", speaker = "putin", text = "Words", source = "post" }]
"#,
];

/// Whatever a library's own file says: its faults are within it, and a briefing that can be read
/// has every record that another of it refers to.
fn shares(text: &str) -> Result<(), TestCaseError> {
    let file = SourceFile::new("library.toml", text);
    let none = BTreeMap::new();
    let (shared, faults) = library::read(&file, &none);
    prop_assert_eq!(shared.is_faulty(), any_error(&faults));
    for span in faults.iter().filter_map(|fault| fault.span.clone()) {
        prop_assert!(text.get(span).is_some());
    }
    for (taking, depth) in TAKING.iter().zip(0..) {
        let file = SourceFile::new("talks.toml", *taking);
        let shared = &shared;
        let parsed = parse_in(&file, "talks", &none, Some(InLibrary { shared, depth }));
        prop_assert_eq!(parsed.briefing.is_none(), any_error(&parsed.diagnostics));
        for span in parsed
            .diagnostics
            .iter()
            .filter_map(|fault| fault.span.clone())
        {
            prop_assert!(taking.get(span).is_some());
        }
        let Some(briefing) = parsed.briefing else {
            continue;
        };
        for record in briefing.records(RecordKind::Actor) {
            let Record::Actor(actor) = record else {
                continue;
            };
            let roles = actor.roles.iter().filter_map(|role| role.of.as_ref());
            for of in actor.side.iter().chain(roles) {
                prop_assert!(briefing.actor(of).is_some(), "{}", of);
            }
        }
        for source in &briefing.sources {
            prop_assert!(source.by.iter().all(|by| briefing.actor(by).is_some()));
            prop_assert!(
                source
                    .derives_from
                    .iter()
                    .all(|one| briefing.source(one).is_some())
            );
        }
        for issue in &briefing.issues {
            let parent = issue.parent.as_ref();
            prop_assert!(parent.is_none_or(|parent| briefing.issue(parent).is_some()));
        }
        for quote in &briefing.quotes {
            prop_assert!(quote.speakers.iter().all(|by| briefing.actor(by).is_some()));
        }
    }
    Ok(())
}

#[test]
fn what_a_library_shares_comes_with_what_it_refers_to() {
    let file = SourceFile::new("library.toml", SHARED);
    let none = BTreeMap::new();
    let (shared, faults) = library::read(&file, &none);
    assert_eq!(faults, []);
    let shared = &shared;
    let talks = SourceFile::new("talks.toml", TAKING[0]);
    let parsed = parse_in(&talks, "talks", &none, Some(InLibrary { shared, depth: 0 }));
    let briefing = parsed.briefing.unwrap();
    let taken: Vec<_> = briefing.shared.iter().map(Slug::as_str).collect();
    let all = [
        "guarantees",
        "nato",
        "post",
        "putin",
        "russia",
        "transcript",
    ];
    assert_eq!(taken, all);
    assert_eq!(parsed.texts.len(), 1);
    let other = SourceFile::new("talks.toml", TAKING[1]);
    let parsed = parse_in(&other, "talks", &none, Some(InLibrary { shared, depth: 1 }));
    let codes: Vec<_> = parsed.diagnostics.iter().map(|fault| fault.code).collect();
    // The circle `guarantees` → `nato` → `guarantees`; and `russia`, which is no actor here.
    assert!(
        codes.contains(&Code::Cycle) && codes.contains(&Code::SharedClash),
        "{codes:?}"
    );
}

/// One mark missing from a good file is one fault, or two or three: never a page of them.
#[test]
fn one_slip_is_not_reported_as_ten() {
    let text = everything();
    let none = BTreeMap::new();
    let marks = text.match_indices(['"', '[', ']', '{', '}', '=', ',']);
    for (at, mark) in marks.step_by(3) {
        let broken = format!("{}{}", &text[..at], &text[at + mark.len()..]);
        let file = SourceFile::new("broken.toml", broken);
        let faults = parse(&file, "broken", &none).diagnostics;
        let of_texts = |code| matches!(code, Code::TextMissing);
        let count = faults.iter().filter(|fault| !of_texts(fault.code)).count();
        let report = render(&faults, Style::Plain);
        assert!(count <= 3, "{mark} at {at}: {report}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_file_is_survived(edits in prop::collection::vec(edit(), 1..5)) {
        let text = edits.iter().fold(everything(), |text, edit| apply(&text, edit));
        holds(&text)?;
    }

    #[test]
    fn a_changed_library_is_survived(edits in prop::collection::vec(edit(), 0..4)) {
        let text = edits.iter().fold(SHARED.to_owned(), |text, edit| apply(&text, edit));
        shares(&text)?;
    }

    #[test]
    fn any_text_is_survived(text in "[a-z=\\[\\]\"'{}#\\n\\r\\\\ .,0-9\u{1b}\u{202e}é-]{0,200}") {
        holds(&text)?;
        shares(&text)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_piled_up_is_survived(text in piled(), head in any::<bool>()) {
        let head = if head { everything() } else { String::new() };
        holds(&(head + &text))?;
        shares(&text)?;
    }
}
