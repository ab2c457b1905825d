//! Folding for finding as one types.

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};

use super::super::derivation::Derivation;
use super::{Case, Folded, ascii_mark, is_unseen};

/// Folds a text for a reader who types what is on the keyboard.
///
/// - Compatibility forms are taken apart (NFKD): ligatures, full-width forms, `…`.
/// - Accents are dropped, and vowel points of Hebrew and Arabic; signs that are letters of their
///   own, as in Hindi or Thai, stay. Letters with a stroke, `ß`, `æ` and the like become the plain
///   letters that one would type.
/// - Typographic quotation marks, apostrophes and dashes become `"`, `'` and `-`.
/// - Each run of white space becomes one space; characters that show as nothing are dropped.
/// - In [`Case::Insensitive`] all is in small letters.
///
/// ASCII is left as it is, white space and capitals aside.
pub fn search(text: &str, case: Case) -> Folded {
    let mut out = Derivation::of(text);
    let mut chars = text.char_indices().peekable();
    let mut folded = String::new();
    while let Some((at, c)) = chars.next() {
        let mut end = at + c.len_utf8();
        folded.clear();
        if c.is_whitespace() {
            let blank = |&(_, c): &(usize, char)| c.is_whitespace() || is_unseen(c);
            while let Some((at, c)) = chars.next_if(blank) {
                end = at + c.len_utf8();
            }
            folded.push(' ');
        } else {
            fold(c, case, &mut folded);
        }
        if text.get(at..end) != Some(folded.as_str()) {
            out.edit(at..end, &folded);
        }
    }
    let (text, map) = out.finish();
    Folded {
        text: text.into_owned(),
        map,
    }
}

/// Adds a text in small letters as [`search`] folds it, without the way back: much quicker.
pub fn push_search(text: &str, out: &mut String) {
    push_folded(text, Case::Insensitive, out);
}

/// Adds a text as [`search`] folds it, without the way back: much quicker.
pub fn push_folded(text: &str, case: Case, out: &mut String) {
    let mut rest = text;
    let mut folded = String::new();
    loop {
        let (plain, other) = rest.split_at(plain_len(rest.as_bytes()));
        let start = out.len();
        out.push_str(plain);
        if let Some(own) = out.get_mut(start..).filter(|_| case == Case::Insensitive) {
            own.make_ascii_lowercase();
        }
        let mut chars = other.chars();
        let Some(c) = chars.next() else { return };
        if c.is_whitespace() {
            let blank = |c: char| c.is_whitespace() || is_unseen(c);
            rest = chars.as_str().trim_start_matches(blank);
            out.push(' ');
        } else {
            rest = chars.as_str();
            folded.clear();
            fold(c, case, &mut folded);
            out.push_str(&folded);
        }
    }
}

/// How many bytes at the start are signs of ASCII, with single spaces between them.
fn plain_len(bytes: &[u8]) -> usize {
    let mut follow = bytes.iter().skip(1);
    let plain = |byte: &u8| {
        let next = follow.next();
        byte.is_ascii_graphic() || (*byte == b' ' && next.is_some_and(u8::is_ascii_graphic))
    };
    let mut bytes = bytes.iter();
    let len = bytes.len();
    let end = bytes.by_ref().map(plain).position(|plain| !plain);
    end.unwrap_or(len)
}

fn fold(c: char, case: Case, out: &mut String) {
    if c.is_ascii() {
        out.push(match case {
            Case::Sensitive => c,
            Case::Insensitive => c.to_ascii_lowercase(),
        });
    } else if let Some(mark) = ascii_mark(c) {
        out.push(mark);
    } else if !is_unseen(c) {
        decompose_compatible(c, |part| letter(part, case, out));
        if out.starts_with(' ') {
            // An accent on its own, which is taken apart as a space and an accent.
            out.clear();
            out.push(c);
        }
    }
}

fn letter(c: char, case: Case, out: &mut String) {
    if is_accent(c) {
        return;
    }
    if let Some(plain) = plain_letters(c) {
        match case {
            Case::Sensitive => out.push_str(plain),
            Case::Insensitive => out.push_str(&plain.to_ascii_lowercase()),
        }
        return;
    }
    match case {
        Case::Sensitive => out.push(c),
        Case::Insensitive if c == 'ς' => out.push('σ'),
        Case::Insensitive => out.extend(c.to_lowercase()),
    }
}

/// Marks that one leaves out when typing in a hurry: accents above, below and through a letter,
/// points of Hebrew, Arabic and Syriac, and what encloses a character.
fn is_accent(c: char) -> bool {
    match canonical_combining_class(c) {
        0 => matches!(c, '\u{20dd}'..='\u{20e0}' | '\u{20e2}'..='\u{20e4}'),
        class => matches!(class, 1 | 10..=36 | 200..),
    }
}

/// Letters that Unicode does not take apart, but that people without them write so.
fn plain_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'ẞ' => "SS",
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'þ' => "th",
        'Þ' => "Th",
        'ø' => "o",
        'Ø' => "O",
        'ł' => "l",
        'Ł' => "L",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ħ' => "h",
        'Ħ' => "H",
        'ŧ' => "t",
        'Ŧ' => "T",
        'ŋ' => "n",
        'Ŋ' => "N",
        'ı' => "i",
        'ĸ' => "k",
        '\u{2044}' => "/",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn as_one_would_type_it() {
        for (given, expected) in [
            ("Négociés", "negocies"),
            ("ne\u{301}gocie\u{301}s", "negocies"),
            ("“It’s – over…”", "\"it's - over...\""),
            (
                "Łódź, Đorđe, Øre, Ærø, İstanbul, ışık",
                "lodz, dorde, ore, aero, istanbul, isik",
            ),
            ("Straße STRASSE", "strasse strasse"),
            ("ﬁnal ½", "final 1/2"),
            ("a\u{a0}\n\t b\u{200b}c\u{ad}d", "a bcd"),
            ("Київ Її", "киів іі"),
            ("ΛΌΓΟΣ λόγος", "λογοσ λογοσ"),
            ("שָׁלוֹם", "שלום"),
            ("हिन्दी", "हिन्दी"),
            ("x´ ¨", "x' ¨"),
            ("❤\u{fe0f}", "❤"),
        ] {
            assert_eq!(search(given, Case::Insensitive).text, expected, "{given:?}");
        }
        assert_eq!(search("Straße ẞ É", Case::Sensitive).text, "Strasse SS E");
    }

    #[test]
    fn the_map_leads_back_to_what_was_written() {
        let given = "Die Straße, “là”\u{a0}\nbas";
        let folded = search(given, Case::Insensitive);
        for (part, expected) in [
            ("strasse", "Straße"),
            ("strass", "Straß"),
            ("se", "ße"),
            ("\"la\"", "“là”"),
            ("a\" b", "à”\u{a0}\nb"),
        ] {
            let at = folded.text.find(part).unwrap();
            let back = folded.map.range_to_original(at..at + part.len());
            assert_eq!(given.get(back), Some(expected), "{part:?}");
        }
    }

    fn lower_ascii(text: &str) -> String {
        text.to_ascii_lowercase()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn each_part_folds_to_itself(text in "(\\PC|[ \n\u{1}\u{ad}\u{301}aXﬁßÉ“—´]){0,24}") {
            let folded = search(&text, Case::Insensitive);
            prop_assert_eq!(folded.map.original_len(), text.len());
            prop_assert_eq!(folded.map.derived_len(), folded.text.len());
            for case in [Case::Insensitive, Case::Sensitive] {
                let mut quick = String::new();
                push_folded(&text, case, &mut quick);
                prop_assert_eq!(&quick, &search(&text, case).text);
            }
            for (at, c) in folded.text.char_indices() {
                let back = folded.map.range_to_original(at..at + c.len_utf8());
                let part = text.get(back).unwrap();
                let again = search(part, Case::Insensitive).text;
                prop_assert!(again.contains(c), "{part:?} gives {again:?}, not {c:?}");
            }
        }

        #[test]
        fn ascii_words_are_left_alone(text in "[!-~]{0,12}( [!-~]{1,12}){0,6}") {
            prop_assert_eq!(search(&text, Case::Sensitive).text, text.clone());
            prop_assert_eq!(search(&text, Case::Insensitive).text, lower_ascii(&text));
        }
    }
}
