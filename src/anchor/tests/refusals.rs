//! What never verifies, and what is said of it.

use super::*;

const PORT: &str = "“The port will not close before 31 May, and 600,000 tonnes of grain leave it each month,” she said.";

#[test]
fn other_words_are_altered() {
    table(&[
        (PORT, "The port will close before 31 May", "altered"),
        (
            PORT,
            "The port will not ever close before 31 May",
            "altered",
        ),
        (PORT, "The port will not open before 31 May", "altered"),
        (PORT, "The port will not close before 30 May", "altered"),
        (PORT, "the Port will not close before 31 May", "altered"),
        (
            PORT,
            "600,000 tonnes of grain, leave it each month",
            "altered",
        ),
        (
            PORT,
            "600.000 tonnes of grain leave it each month",
            "altered",
        ),
        (PORT, "The mill on the hill burns wood and turf", "missing"),
        (PORT, "", "missing"),
        (PORT, "?!", "missing"),
    ]);
}

#[test]
fn a_quotation_never_begins_or_ends_inside_a_word() {
    table(&[
        (
            "It is a non-binding agreement of both ports.",
            "binding agreement of both ports",
            "altered",
        ),
        (
            "It is an agreement of both ports-of-call.",
            "agreement of both ports",
            "altered",
        ),
        (
            "They leave 600,000 tonnes here.",
            "They leave 600",
            "altered",
        ),
        (
            "They leave 3.5 tonnes here.",
            "They leave here 3",
            "altered",
        ),
        (
            "They say that we can't sail now.",
            "They say that we can",
            "altered",
        ),
        (
            "It was −10 degrees at dawn.",
            "10 degrees at dawn",
            "altered",
        ),
        (
            "The captain's ferry sails at dawn.",
            "ferry sails at daw",
            "altered",
        ),
        (
            "The well\u{2011}known ferry sails at dawn.",
            "known ferry sails at dawn",
            "altered",
        ),
        (
            "The port—not the ferry sails at dawn.",
            "not the ferry sails at dawn",
            "verbatim",
        ),
        (
            "Between 2010–2020 the ferry sailed.",
            "2020 the ferry sailed",
            "verbatim",
        ),
        (
            "an agree-\nment of both ports here",
            "ment of both ports here",
            "altered",
        ),
    ]);
}

#[test]
fn short_words_match_whole_or_not_at_all() {
    table(&[
        ("A notable ferry.", "table", "missing"),
        ("It was “serious”, she said.", "serious", "verbatim"),
        ("It was “serious”, she said.", "series", "missing"),
        ("It was serious, she said.", "serious", "verbatim"),
        ("See [it](http://x.org/peace) here.", "peace", "missing"),
        ("It was “un-serious”, she said.", "serious", "missing"),
    ]);
}

#[test]
fn the_nearest_passage_is_laid_beside() {
    let finding = check(
        PORT,
        &["The port will close before 30 May, and 600,000 tonnes of wheat leave"],
    );
    let nearest = finding.nearest.unwrap();
    assert_eq!(
        PORT.get(nearest.range.clone()),
        Some("The port will not close before 31 May, and 600,000 tonnes of grain leave")
    );
    let changes: Vec<(Change, &str, &str)> = nearest
        .changes()
        .into_iter()
        .map(|piece| {
            (
                piece.change,
                piece.claim.as_str(),
                PORT.get(piece.source.clone()).unwrap(),
            )
        })
        .collect();
    assert_eq!(
        changes,
        [
            (Change::Replaced, "30", "31"),
            (Change::Dropped, "", "not"),
            (Change::Replaced, "wheat", "grain"),
        ]
    );
    let finding = check(PORT, &["leave it each and every month"]);
    let changes: Vec<String> = finding
        .nearest
        .unwrap()
        .changes()
        .iter()
        .map(|c| c.claim.clone())
        .collect();
    assert_eq!(changes, ["and every"]);
}

#[test]
fn a_cut_is_altered_however_it_was_made() {
    let text = "“We promise a fair share of the catch for all the crews that sail from this harbour in the winter months,” he said.";
    table(&[
        (
            text,
            "We promise a fair share in the winter months",
            "altered",
        ),
        (text, "We promise a fair share of the harbour", "altered"),
    ]);
    let half = "“We promise a fair share,” said Brook. Later the mayor rang a bell.";
    assert_eq!(
        verdict(half, "We promise a fair share to all who ring"),
        "altered"
    );
}
