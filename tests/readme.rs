//! What the README says is so.

#![allow(clippy::expect_used, reason = "a test says so when it is not")]

use std::collections::BTreeMap;

use briefing::diagnostic::SourceFile;
use briefing::format;
use briefing::tui::keymap::Keymap;
use briefing::tui::keys::Key;

const README: &str = include_str!("../README.md");

/// The block of code that begins with a fence of a language.
fn fenced(language: &str) -> &'static str {
    let start = format!("```{language}\n");
    let (_, rest) = README.split_once(&start).expect("the block is there");
    rest.split_once("```").expect("the block ends").0
}

#[test]
fn its_briefing_is_one_without_faults() {
    let file = SourceFile::new("README.md", fenced("toml"));
    let text = "She would see “not one crane before the council has voted”, the mayor said.";
    let texts = BTreeMap::from([("texts/gazette.md".to_owned(), text.to_owned())]);
    let parsed = format::parse(&file, "readme", &texts);
    let faults: Vec<_> = parsed
        .diagnostics
        .iter()
        .map(|fault| &fault.message)
        .collect();
    assert_eq!(faults, [""; 0]);
    assert_eq!(parsed.briefing.expect("a briefing").quotes.len(), 1);
}

#[test]
fn its_keys_are_bound() {
    let keymap = Keymap::defaults().expect("the table names keys");
    let (_, table) = README
        .split_once("| key | what it does |")
        .expect("the table is there");
    let rows = table
        .lines()
        .skip(2)
        .take_while(|line| line.starts_with('|'));
    let mut count = 0;
    for row in rows {
        let keys = row.split('|').nth(1).expect("the column of keys");
        for key in keys.split('`').skip(1).step_by(2) {
            let key: Key = key.parse().expect(key);
            assert!(keymap.binds(key), "{key} does nothing");
            count += 1;
        }
    }
    assert!(count > 20, "the table was not found: {count} keys");
}

#[test]
fn its_test_command_is_the_one_that_every_commit_has_to_pass() {
    let indented = README.lines().filter_map(|line| line.strip_prefix("    "));
    let commands: Vec<_> = indented.filter(|line| line.starts_with("cargo")).collect();
    assert_eq!(commands, ["cargo run --release", "cargo test"]);
    let checks = include_str!("../.ci/run");
    assert!(checks.lines().any(|line| line == "cargo test"));
}
