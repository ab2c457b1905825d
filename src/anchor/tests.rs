//! Verdicts on small texts, and what holds of all texts.

use std::ops::Range;

use super::*;
use crate::model::{QuoteMode, Verdict};

mod ambiguous;
mod brackets;
mod interruptions;
mod properties;
mod refusals;
mod ways;
mod wording;

/// A finding on a direct quotation in a source that quotes.
fn check(text: &str, pieces: &[&str]) -> Finding {
    check_as(text, pieces, QuoteMode::Direct, true)
}

fn check_as(text: &str, pieces: &[&str], mode: QuoteMode, quoting: bool) -> Finding {
    let claim = Claim {
        pieces,
        prefix: None,
        suffix: None,
        mode,
        quoting,
    };
    verify(&Haystack::new(text, 0), &claim)
}

fn verdict(text: &str, piece: &str) -> &'static str {
    check(text, &[piece]).verdict.unwrap().word()
}

fn slices<'a>(text: &'a str, ranges: &[Range<usize>]) -> Vec<&'a str> {
    ranges
        .iter()
        .map(|range| text.get(range.clone()).unwrap())
        .collect()
}

/// Rows of text, claim and the verdict's word.
fn table(rows: &[(&str, &str, &str)]) {
    for (text, claim, expected) in rows {
        let finding = check(text, &[claim]);
        assert_eq!(
            finding.verdict.unwrap().word(),
            *expected,
            "{claim:?} in {text:?}: {finding:?}"
        );
    }
}

#[test]
fn a_paraphrase_has_no_verdict() {
    let finding = check_as("He said it.", &["He said it."], QuoteMode::Paraphrase, true);
    assert_eq!(finding, Finding::default());
}

#[test]
fn ranges_count_from_the_start_of_the_whole_text() {
    let text = "---\ntitle: x\n---\nThe harbour stays open.";
    let claim = Claim {
        pieces: &["harbour stays open"],
        prefix: None,
        suffix: None,
        mode: QuoteMode::Indirect,
        quoting: false,
    };
    let finding = verify(&Haystack::new(text, 17), &claim);
    assert_eq!(slices(text, &finding.pieces), ["harbour stays open"]);
    let before = Claim {
        pieces: &["title"],
        ..claim
    };
    assert_eq!(
        verify(&Haystack::new(text, 17), &before).verdict,
        Some(Verdict::Missing)
    );
}

#[test]
fn words_are_located_for_showing_even_where_they_are_ambiguous() {
    let selector = |prefix| Selector {
        pieces: &["no deal"],
        prefix,
        suffix: None,
    };
    let hay = Haystack::new("no deal. Then again: no deal.", 0);
    assert_eq!(hay.locate(&selector(Some("again:"))), [21..28]);
    assert_eq!(hay.locate(&selector(None)), [0..7]);
    let pieces = &["One", "two parts"];
    let text = "“One,” she said, “two parts.”";
    let found = Haystack::new(text, 0).locate(&Selector {
        pieces,
        prefix: None,
        suffix: None,
    });
    assert_eq!(slices(text, &found), ["One", "two parts"]);
}
