//! The short way to a verdict says what the long way says.

use proptest::prelude::*;

use super::*;
use crate::anchor::claim::folded;
use crate::anchor::quick::only_place;
use crate::anchor::verify::long_way;

/// Texts of few words, so that much stands twice, with all that parts words or joins them.
fn text() -> impl Strategy<Value = String> {
    const PARTS: [&str; 44] = [
        "harbour",
        "Harbour",
        "harbours",
        "ferries",
        "council",
        "agreement",
        "agreement's",
        "signing",
        "morning",
        "evening",
        "harbour",
        "ferries",
        "council",
        "agreement",
        "signing",
        "the",
        "of",
        "not",
        "a",
        "600,000",
        "1234567",
        "1234567.5",
        "négociation",
        "ferry-council",
        "har-\nbour",
        "agree-\nment",
        "[h]arbour",
        "[f]erries",
        "[the council]",
        "council[1]",
        "“",
        ",” he said, “",
        ".”",
        "\"",
        "'",
        "’",
        "…",
        "<em>council</em>",
        "[signing](http://agreement.org/council)",
        "\n\n",
        "\n\n“",
        ", ",
        ". ",
        "-",
    ];
    let part = (
        0..PARTS.len(),
        prop_oneof![4 => Just(" "), 1 => Just(""), 1 => Just("\n")],
    );
    let part = part.prop_map(|(i, space)| [PARTS[i], space].concat());
    proptest::collection::vec(part, 1..60).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4096))]

    #[test]
    fn the_short_way_says_what_the_long_way_says(
        text in text(),
        from in 0..60_usize,
        count in 1..12_usize,
        cut in prop_oneof![3 => Just(""), 1 => Just("“"), 1 => Just("”"), 1 => Just(" harbour"), 1 => Just(".")],
    ) {
        let words: Vec<&str> = text.split_whitespace().skip(from).take(count).collect();
        let written = [words.join(" ").as_str(), cut].concat();
        let hay = Haystack::new(&text, 0);
        let claim = Claim {
            pieces: &[&written],
            prefix: None,
            suffix: None,
            mode: QuoteMode::Direct,
            quoting: true,
        };
        let pieces = [folded(&written)];
        if only_place(&hay, &pieces[0], &written).is_some() {
            prop_assert_eq!(verify(&hay, &claim), long_way(&hay, &claim, &pieces));
        }
    }
}
