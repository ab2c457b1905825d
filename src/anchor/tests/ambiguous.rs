//! Words that stand more than once.

use super::*;

fn with(text: &str, words: &str, prefix: Option<&str>, suffix: Option<&str>) -> Finding {
    let claim = Claim {
        pieces: &[words],
        prefix,
        suffix,
        mode: QuoteMode::Direct,
        quoting: true,
    };
    verify(&Haystack::new(text, 0), &claim)
}

const TWICE: &str =
    "At noon he said “the ferry will sail”. At dusk she wrote: “the ferry will sail”. So it did.";

#[test]
fn prefix_and_suffix_decide() {
    let finding = with(TWICE, "the ferry will sail", None, None);
    assert_eq!(finding.verdict, Some(Verdict::Ambiguous));
    assert_eq!(finding.candidates.len(), 2);
    assert!(finding.pieces.is_empty() && !finding.more_candidates);
    for (prefix, suffix, second) in [
        (Some("he said “"), None, false),
        (Some("said"), None, false),
        (Some("wrote:"), None, true),
        (Some("rote: "), None, true),
        (Some("she wrote"), None, true),
        (None, Some("So it did"), true),
        (None, Some("”. At dusk"), false),
        (Some("At noon he"), None, false),
    ] {
        let finding = with(TWICE, "the ferry will sail", prefix, suffix);
        assert_eq!(
            finding.verdict,
            Some(Verdict::Verbatim),
            "{prefix:?} {suffix:?}"
        );
        let mut places = TWICE.match_indices("the ferry");
        let place = places.nth(usize::from(second));
        assert_eq!(
            Some(finding.pieces[0].start),
            place.map(|(at, _)| at),
            "{prefix:?} {suffix:?}"
        );
    }
    let finding = with(TWICE, "the ferry will sail", Some("nobody said"), None);
    assert_eq!(finding.verdict, Some(Verdict::Ambiguous));
}

#[test]
fn quotation_marks_decide_for_spoken_words() {
    let text = "The talks were serious, and serious “talks” they were, or “serious” ones.";
    let finding = check_as(text, &["serious"], QuoteMode::Partial, true);
    assert_eq!(finding.verdict, Some(Verdict::Verbatim));
    let (last, _) = text.rmatch_indices("serious").next().unwrap();
    assert_eq!(finding.pieces, [last..last + "serious".len()]);
    assert_eq!(
        check_as(text, &["serious"], QuoteMode::Indirect, true).verdict,
        Some(Verdict::Ambiguous)
    );
    assert_eq!(
        check_as(text, &["serious"], QuoteMode::Partial, false).verdict,
        Some(Verdict::Verbatim)
    );
}

#[test]
fn what_stands_more_exactly_is_meant() {
    let finding = with(
        "“It’s over now, friends.” “It's over now, friends.”",
        "It's over now, friends",
        None,
        None,
    );
    assert_eq!(finding.verdict, Some(Verdict::Verbatim));
    let text = "Ferry will sail, says captain\n\n“The ferry will sail,” he said.";
    assert_eq!(
        with(text, "erry will sail", None, None).verdict,
        Some(Verdict::Altered)
    );
    assert_eq!(
        with(text, "ferry will sail,", None, None).in_quotation_marks,
        InMarks::Yes
    );
}

#[test]
fn candidates_are_bounded() {
    let finding = with(
        &"no deal at all, ".repeat(200),
        "no deal at all",
        None,
        None,
    );
    assert_eq!(finding.verdict, Some(Verdict::Ambiguous));
    assert_eq!(finding.candidates.len(), MOST_CANDIDATES);
    assert!(finding.more_candidates);
}

#[test]
fn equal_ways_to_leave_words_out_are_ambiguous() {
    let text = "“We will not sell it. We will sell it.”";
    let finding = with(text, "We will … sell it.", None, None);
    assert_eq!(finding.verdict, Some(Verdict::Ambiguous));
}
