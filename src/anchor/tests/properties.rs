//! What holds of every text.

use proptest::prelude::*;

use super::*;
use crate::text::fold;

/// Words with what may stand between them, no word twice.
fn prose() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        "[a-z]{2,8}",
        "[A-Z][a-zé]{2,6}",
        "[0-9]{1,3}(,[0-9]{3})?",
        "[a-z]{2,4}’t"
    ];
    let gap = proptest::sample::select(vec![
        " ", " ", " ", " ", "\n", ", ", ". ", " “", "” ", ",” ", " – ", "—", "? ", "\n\n", " \"",
        "\" ", " (", ") ", " [", "] ", " … ", " ‘", "’ ", " *", "* ", ": ",
    ]);
    proptest::collection::vec((word, gap), 8..40).prop_map(|parts| {
        let mut text = String::new();
        for (i, (word, gap)) in parts.iter().enumerate() {
            text.extend([word, &letters(i), *gap]);
        }
        text
    })
}

/// A number in letters: it makes each word one of its own.
fn letters(i: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    [letter(i / 26), letter(i)].iter().collect()
}

/// The words of a text between white space, in bytes.
fn spans(text: &str) -> Vec<Range<usize>> {
    let mut at = 0;
    text.split(char::is_whitespace)
        .map(|word| {
            let start = at;
            at += word.len();
            let next = text.get(at..).and_then(|rest| rest.chars().next());
            at += next.map_or(0, char::len_utf8);
            start..start + word.len()
        })
        .filter(|span| !span.is_empty())
        .collect()
}

fn any_text() -> impl Strategy<Value = String> {
    let special = vec![
        "\"",
        "“",
        "”",
        "‘",
        "’",
        "'",
        "«",
        "»",
        "„",
        "[",
        "]",
        "(",
        ")",
        "](",
        "<b>",
        "<a =",
        "...",
        "…",
        "-",
        "-\n",
        "—",
        "\n\n",
        "\n> ",
        " ",
        " ",
        "\u{ad}",
        "\u{301}",
        "*",
        "_",
        "日本",
        "ab",
        "Ab",
        "said",
        "not",
        "1",
        "2,000",
        "\u{1}",
        "\u{2}",
        "\u{3}",
        "$",
        ".",
        ",",
        "ﬁ",
        "İ",
        "ß",
        "\\",
        "\u{10ffff}",
    ];
    let one = prop_oneof![
        8 => proptest::sample::select(special).prop_map(str::to_owned),
        4 => "[a-c]{1,3}",
        1 => any::<char>().prop_map(String::from),
    ];
    proptest::collection::vec(one, 0..60).prop_map(|parts| parts.concat())
}

fn all_ranges(finding: &Finding) -> Vec<Range<usize>> {
    let mut all = finding.pieces.clone();
    all.extend(finding.candidates.iter().flatten().cloned());
    all.extend(finding.dropped.iter().map(|dropped| dropped.range.clone()));
    if let Some(nearest) = &finding.nearest {
        all.push(nearest.range.clone());
        all.extend(nearest.diff.iter().map(|piece| piece.source.clone()));
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig {
        max_global_rejects: 1 << 20,
        ..ProptestConfig::with_cases(512)
    })]

    #[test]
    fn a_slice_of_a_text_is_verbatim(text in prose(), from in 0..100_usize, len in 0..30_usize) {
        let spans = spans(&text);
        let from = from % spans.len();
        let to = (from + len).min(spans.len() - 1);
        let slice = &text[spans[from].start..spans[to].end];
        prop_assume!(slice.chars().count() >= 12 && slice.contains(char::is_alphanumeric));
        let hay = Haystack::new(&text, 0);
        for quoting in [true, false] {
            let claim = Claim { pieces: &[slice], prefix: None, suffix: None, mode: QuoteMode::Direct, quoting };
            let finding = verify(&hay, &claim);
            prop_assert_eq!(finding.verdict, Some(Verdict::Verbatim), "{:?}: {:?}", slice, finding);
            let found = &text[finding.pieces[0].clone()];
            prop_assert_eq!(found, slice);
        }
        let wrapped = slice.replace(' ', " \n\t");
        let wrapped = &wrapped;
        let claim = Claim { pieces: &[wrapped], prefix: None, suffix: None, mode: QuoteMode::Direct, quoting: true };
        if !slice.contains('\n') && !slice.contains("—") {
            let verdict = verify(&hay, &claim).verdict;
            prop_assert_eq!(verdict, Some(Verdict::Verbatim), "{:?}", wrapped);
        }
    }

    #[test]
    fn another_word_never_verifies(
        text in prose(),
        from in 0..100_usize,
        len in 2..20_usize,
        at in 0..20_usize,
        how in 0..3_usize,
        other in prop_oneof![Just("not"), Just("never"), Just("42"), Just("the")],
    ) {
        let spans = spans(&text);
        prop_assume!(spans.len() > 4);
        let from = from % (spans.len() - 3);
        let to = (from + len).min(spans.len() - 1);
        let mut words: Vec<&str> = spans[from..=to].iter().map(|span| &text[span.clone()]).collect();
        let at = 1 + at % (words.len() - 2);
        let is_word = |word: &str| word.chars().any(char::is_alphanumeric);
        prop_assume!(is_word(words[0]) && is_word(words[at]) && words.last().is_some_and(|word| is_word(word)));
        match how {
            0 => words[at] = other,
            1 => words.insert(at, other),
            _ => drop(words.remove(at)),
        }
        let claim = words.join(" ");
        let hay = Haystack::new(&text, 0);
        let claim = Claim { pieces: &[&claim], prefix: None, suffix: None, mode: QuoteMode::Direct, quoting: true };
        let verdict = verify(&hay, &claim).verdict.unwrap();
        let whole = [Verdict::Verbatim, Verdict::Typographic, Verdict::Interrupted];
        prop_assert!(!whole.contains(&verdict), "{:?} {}", claim.pieces, verdict);
    }

    #[test]
    fn ranges_lie_within_the_text(text in any_text(), claim in any_text(), prefix in any_text(), start in 0..4_usize) {
        let start = (0..=start).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        let hay = Haystack::new(&text, start);
        for mode in [QuoteMode::Direct, QuoteMode::Indirect] {
            let halves: Vec<&str> = claim.split("ab").collect();
            for pieces in [&[claim.as_str()][..], &halves] {
                for quoting in [true, false] {
                    let finding = verify(&hay, &Claim { pieces, prefix: Some(&prefix), suffix: Some("ab"), mode, quoting });
                    for range in all_ranges(&finding) {
                        prop_assert!(text.get(range.clone()).is_some(), "{range:?}");
                        prop_assert!(range.start >= start);
                    }
                }
            }
        }
    }

    #[test]
    fn slices_of_any_text_do_not_panic(text in any_text(), from in 0..200_usize, len in 0..80_usize) {
        let hay = Haystack::new(&text, 0);
        let slice: String = text.chars().skip(from % (text.len() + 1)).take(len).collect();
        let claim = Claim { pieces: &[&slice], prefix: None, suffix: None, mode: QuoteMode::Partial, quoting: true };
        let finding = verify(&hay, &claim);
        for piece in &finding.pieces {
            prop_assert!(text.get(piece.clone()).is_some());
        }
    }

    #[test]
    fn a_folded_slice_leads_back(text in any_text()) {
        let folded = fold::quotation(&text);
        for (at, c) in folded.text.char_indices() {
            let back = folded.map.range_to_original(at..at + c.len_utf8());
            prop_assert!(text.get(back).is_some());
        }
    }
}
