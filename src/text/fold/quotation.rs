//! Folding for the check whether words stand in a source.

use std::iter;
use std::ops::Range;

use unicode_normalization::char::{canonical_combining_class, decompose_compatible};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick, is_nfkc_quick};

use super::super::bits::{BLOCK, bits, block};
use super::super::derivation::Derivation;
use super::emphasis::emphasis;
use super::{Folded, ascii_mark, is_unseen};

/// Folds a text for comparing a quotation with its source: what typesetting, a web page or
/// Markdown may change is made equal, the words are not.
///
/// - Quotation marks of all shapes become `"` and `'` (apostrophes, primes and back quotes too),
///   dashes of all shapes `-`, and so does a typewriter's `--` or `---`.
/// - `…` and `. . .` become `...`.
/// - Each run of white space, line wraps and NO-BREAK SPACE included, becomes one space.
/// - Soft hyphens and other characters that show as nothing are dropped, a soft hyphen at the end
///   of a line together with the line break.
/// - After a dash within a word a line break is dropped, so `agree-` and `ment` on the next line
///   give `agree-ment`: whether that hyphen is part of the word is not decided here.
/// - Compatibility forms are resolved and accents put together (NFKC). Accents and capitals count.
/// - Markdown's emphasis marks around words, `*` and `_` up to three, are dropped where they come
///   in pairs within a paragraph, and so is the backslash of an escape.
///
/// The time taken is linear in the length of the text.
pub fn quotation(text: &str) -> Folded {
    let mut pass = Pass {
        text,
        out: Derivation::of(text),
        emphasis: emphasis(text).into_iter().peekable(),
        plain: Plain::default(),
    };
    let mut at = 0;
    loop {
        at = pass.plain_until(at);
        let Some(c) = pass.char_at(at) else { break };
        at = pass.step(at, c);
    }
    let (text, map) = pass.out.finish();
    Folded {
        text: text.into_owned(),
        map,
    }
}

struct Pass<'a> {
    text: &'a str,
    out: Derivation<'a>,
    emphasis: iter::Peekable<std::vec::IntoIter<Range<usize>>>,
    plain: Plain,
}

/// Which of the bytes from `from` up to `to` stay as they are.
#[derive(Clone, Copy, Default)]
struct Plain {
    from: usize,
    to: usize,
    kept: u64,
    spaces: u64,
}

impl Plain {
    fn of(bytes: &[u8], from: usize) -> Self {
        // What stays may depend on the two bytes behind it.
        const TOLD: usize = BLOCK - 2;
        let block = block(bytes, from);
        let plain = bits(&block, is_plain);
        let spaces = bits(&block, |byte| byte == b' ');
        let points = bits(&block, |byte| matches!(byte, b'.' | b'-'));
        let lone = points & (plain >> 1 | (spaces >> 1 & plain >> 2));
        Self {
            from,
            to: from + TOLD,
            kept: plain | spaces & (plain >> 1) | lone,
            spaces,
        }
    }
}

/// Whether a byte stands for itself whatever is around it (combining marks aside).
fn is_plain(byte: u8) -> bool {
    byte.is_ascii()
        && !matches!(
            byte,
            b'\t'..=b'\r' | b' ' | b'*' | b'-' | b'.' | b'\\' | b'_' | b'`' | 0
        )
}

impl Pass<'_> {
    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or_default()
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.rest(at).chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// The end of the run from here of what stays as it is: plain ASCII, single spaces, and full
    /// stops and hyphens that stand by themselves.
    fn plain_until(&mut self, at: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut end = at;
        loop {
            if end < self.plain.from || end >= self.plain.to {
                self.plain = Plain::of(bytes, end);
            }
            let Plain {
                from,
                to,
                kept,
                spaces,
            } = self.plain;
            // A space at the start may be one of several.
            let first = u64::from(end == at);
            let kept = kept >> (end - from) & !(spaces >> (end - from) & first);
            let run = kept.trailing_ones() as usize;
            if end + run < to {
                return (end + run).min(bytes.len());
            }
            end = to;
        }
    }

    /// Deals with the character `c` at `at`, and says where to go on.
    fn step(&mut self, at: usize, c: char) -> usize {
        let end = at + c.len_utf8();
        match c {
            // The three that are most frequent, without more ado.
            '\n' if self.parts_words(at) => self.replace(at..end, " "),
            '‘' | '’' => self.replace(at..end, "'"),
            '“' | '”' => self.replace(at..end, "\""),
            '.' => self.dots(at),
            '\\' => self.escape(at),
            '`' => self.replace(at..end, "'"),
            '*' | '_' => match self.emphasis.next_if(|run| run.start == at) {
                Some(run) => self.replace(run, ""),
                None => end,
            },
            '-' => {
                let hyphens = self.rest(at).bytes().take_while(|&b| b == b'-').count();
                if hyphens > 3 {
                    // A rule, not a dash.
                    return at + hyphens;
                }
                self.dash(at..at + hyphens)
            }
            '\u{ad}' => {
                self.replace(at..end, "");
                self.line_break_in_word(at, end)
            }
            _ if c.is_whitespace() => self.space(at, at),
            _ if is_unseen(c) => self.replace(at..end, ""),
            _ => match ascii_mark(c) {
                Some('-') => self.dash(at..end),
                Some('"') => self.replace(at..end, "\""),
                Some(_) => self.replace(at..end, "'"),
                None => self.normalise(at, c),
            },
        }
    }

    /// Whether the line break at `at` stands between two plain bytes, both as they were.
    fn parts_words(&self, at: usize) -> bool {
        let plain = |at: usize| self.text.as_bytes().get(at).copied().is_some_and(is_plain);
        self.out.done() < at && plain(at - 1) && plain(at + 1)
    }

    fn replace(&mut self, of: Range<usize>, with: &str) -> usize {
        let end = of.end;
        self.out.edit(of, with);
        end
    }

    /// A run of white space from `at`; what is replaced begins at `from`.
    fn space(&mut self, from: usize, at: usize) -> usize {
        let mut end = at;
        loop {
            let mut ahead = self.rest(end).chars();
            match ahead.next() {
                Some(c) if c.is_whitespace() || is_unseen(c) => end += c.len_utf8(),
                Some('\\') if matches!(ahead.next(), Some('\n' | '\r')) => end += 1,
                _ => break,
            }
        }
        // What stood between two spaces may have been dropped.
        let with = match self.out.last_before(from) {
            Some(' ') => "",
            _ => " ",
        };
        if self.text.get(from..end) == Some(with) {
            return end;
        }
        self.replace(from..end, with)
    }

    /// Three full stops or more become an ellipsis where they are set apart from each other.
    fn dots(&mut self, at: usize) -> usize {
        let together = self.rest(at).bytes().take_while(|&b| b == b'.').count();
        if together > 1 {
            return at + together;
        }
        let (mut end, mut count) = (at + 1, 1_usize);
        loop {
            let rest = self.rest(end);
            let tail = rest.trim_start();
            if tail.len() == rest.len() || !tail.starts_with('.') {
                break;
            }
            end += rest.len() - tail.len() + 1;
            count += 1;
        }
        if count < 3 {
            return at + 1;
        }
        self.replace(at..end, &".".repeat(count))
    }

    /// A backslash: gone before punctuation, and together with a line break.
    fn escape(&mut self, at: usize) -> usize {
        let end = at + 1;
        match self.char_at(end) {
            Some('\n' | '\r') => self.space(at, end),
            Some('*' | '_' | '\\') => self.replace(at..end, "") + 1,
            Some(c) if c.is_ascii_punctuation() => self.replace(at..end, ""),
            _ => end,
        }
    }

    fn dash(&mut self, of: Range<usize>) -> usize {
        let Range { start, end } = of;
        if self.text.get(start..end) != Some("-") {
            self.out.edit(start..end, "-");
        }
        self.line_break_in_word(start, end)
    }

    /// Drops a line break from `at` where the mark that began at `start` divides a word by it.
    fn line_break_in_word(&mut self, start: usize, at: usize) -> usize {
        let rest = self.rest(at);
        let tail = rest.trim_start();
        let gap = rest.get(..rest.len() - tail.len()).unwrap_or_default();
        let one_break = gap.matches('\n').count() == 1;
        let before = self.char_before(start).is_some_and(|c| !c.is_whitespace());
        if one_break && before && tail.starts_with(char::is_alphanumeric) {
            return self.replace(at..at + gap.len(), "");
        }
        at
    }

    /// Puts a character and what combines with it into NFKC.
    fn normalise(&mut self, at: usize, c: char) -> usize {
        let after = at + c.len_utf8();
        if is_settled(c) && self.char_at(after).is_none_or(is_settled) {
            return after;
        }
        let mut start = at;
        if !begins_segment(c)
            && self.out.done() < at
            && let Some(before) = self.char_before(at).filter(|c| !c.is_whitespace())
        {
            start = at - before.len_utf8();
        }
        let mut end = after;
        for c in self.rest(end).chars() {
            if begins_segment(c) || is_unseen(c) {
                break;
            }
            end += c.len_utf8();
        }
        let whole = self.text.get(start..end).unwrap_or_default();
        if is_nfkc_quick(whole.chars()) == IsNormalized::Yes {
            return end;
        }
        let plain_mark = |c| ascii_mark(c).unwrap_or(c);
        let mut resolved: String = whole.nfkc().map(plain_mark).collect();
        if resolved.starts_with(' ') {
            // An accent on its own, which would become a space and an accent.
            resolved = whole.nfc().map(plain_mark).collect();
        }
        if resolved != whole {
            self.out.edit(start..end, &resolved);
        }
        end
    }
}

/// Whether a character is one of the many that normalisation leaves alone, unless a mark follows.
/// This only saves looking it up: ASCII, and most letters of a few widespread scripts.
fn is_settled(c: char) -> bool {
    c.is_ascii()
        || matches!(c, '\u{c0}'..='\u{131}' | '\u{14a}'..='\u{17e}' | '\u{400}'..='\u{482}'
            | '\u{48a}'..='\u{52f}' | '\u{5d0}'..='\u{5ea}' | '\u{620}'..='\u{64a}'
            | '\u{4e00}'..='\u{9fff}')
}

/// Whether normalisation never joins this character to the one before.
fn begins_segment(c: char) -> bool {
    if is_settled(c) {
        return true;
    }
    if canonical_combining_class(c) != 0 {
        return false;
    }
    if is_nfkc_quick(iter::once(c)) == IsNormalized::Yes {
        return true;
    }
    let mut first = None;
    decompose_compatible(c, |part| _ = first.get_or_insert(part));
    first.is_none_or(|part| {
        canonical_combining_class(part) == 0
            && is_nfc_quick(iter::once(part)) != IsNormalized::Maybe
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn typography_is_forgiven_and_words_are_not() {
        for (given, expected) in [
            ("", ""),
            ("plain words, as they are", "plain words, as they are"),
            (
                "“It’s ‘so’” «là» ‹ici› „hier“ 5′ 6″",
                "\"It's 'so'\" \"là\" 'ici' \"hier\" 5' 6\"",
            ),
            (
                "2–3 — a‑b − c -- d --- e ---- f",
                "2-3 - a-b - c - d - e ---- f",
            ),
            (
                "wait… wait . . . wait. . . . wait ...",
                "wait... wait ... wait.... wait ...",
            ),
            ("He left. ...and then. . x", "He left. ...and then. . x"),
            ("a\u{a0}b\u{2009}c\n  d\te  f", "a b c d e f"),
            ("line  \n> x\r\ny", "line > x y"),
            (
                "agree\u{ad}ment zero\u{200b}width\u{feff}",
                "agreement zerowidth",
            ),
            ("agree\u{ad}\nment", "agreement"),
            (
                "agree-\nment, agree‐\n  ment, so—\nit",
                "agree-ment, agree-ment, so-it",
            ),
            ("a -\nb, c-\n\nd, e-\n“f”", "a - b, c- d, e- \"f\""),
            ("a \u{200b} b", "a b"),
            ("a *\u{ad} b*", "a b"),
            (
                "a **bold** _word_ and snake_case",
                "a bold word and snake_case",
            ),
            (
                "1\\. a \\*b\\* \\\\ c\\d \\\"e\\\"",
                "1. a *b* \\ c\\d \"e\"",
            ),
            ("hard\\\nbreak \\\n too", "hard break too"),
            ("cafe\u{301} café ﬁn № ² Ａ", "café café fin No 2 A"),
            (
                "e\u{323}\u{302} and e\u{302}\u{323}",
                "\u{1ec7} and \u{1ec7}",
            ),
            ("x\u{a8} y\u{b4}s", "x\u{a8} y's"),
            ("각 \u{1100}\u{1161}\u{11a8}", "각 각"),
            ("Résumé ≠ Resume", "Résumé ≠ Resume"),
            ("❤\u{fe0f}", "❤"),
        ] {
            assert_eq!(quotation(given).text, expected, "{given:?}");
        }
    }

    #[test]
    fn the_map_leads_back_to_what_was_written() {
        let given = "He “will **not**\n  agree-\nment” . . . ﬁn cafe\u{301}.";
        let folded = quotation(given);
        assert_eq!(folded.text, "He \"will not agree-ment\" ... fin café.");
        for (part, expected) in [
            ("\"will", "“will"),
            ("not", "not"),
            ("will not ", "will **not**\n  "),
            ("agree-ment", "agree-\nment"),
            ("agree-", "agree-"),
            ("ment\"", "ment”"),
            ("...", ". . ."),
            (".. f", ". . . ﬁ"),
            ("in", "ﬁn"),
            ("café", "cafe\u{301}"),
            ("caf", "caf"),
        ] {
            let at = folded.text.find(part).unwrap();
            let back = folded.map.range_to_original(at..at + part.len());
            assert_eq!(given.get(back), Some(expected), "{part:?}");
        }
    }

    #[test]
    fn settled_characters_are_those_that_normalisation_leaves_alone() {
        for c in ('\u{80}'..=char::MAX).filter(|&c| is_settled(c)) {
            assert!(is_nfkc_quick(iter::once(c)) == IsNormalized::Yes, "{c}");
            assert_eq!(canonical_combining_class(c), 0, "{c}");
            assert!(!is_unseen(c) && !c.is_whitespace() && ascii_mark(c).is_none());
        }
    }

    fn prose() -> impl Strategy<Value = String> {
        let special = vec![
            " ", " ", "\n", "\n\n", "\u{a0}", "\u{ad}", "\u{200b}", "-", "--", "–", "—", ".", ". ",
            "…", "*", "**", "_", "\\", "`", "“", "”", "’", "e\u{301}", "\u{301}", "\u{323}", "ﬁ",
            "\u{1161}", "가", "\u{b4}", "\u{344}", "\u{fdfa}", "日", "é",
        ];
        let one = prop_oneof![
            proptest::sample::select(special).prop_map(str::to_owned),
            "[a-z]{1,4}",
            any::<char>().prop_map(String::from),
        ];
        proptest::collection::vec(one, 0..24).prop_map(|parts| parts.concat())
    }

    /// What a character of the folded text may have been made from.
    fn letters(text: &str) -> String {
        let seen = text
            .chars()
            .filter(|&c| !is_unseen(c) && !"*_\\".contains(c));
        let seen: String = seen.collect();
        text.chars().chain(seen.nfc()).chain(seen.nfkc()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2048))]

        #[test]
        fn white_space_is_single_spaces(text in prose()) {
            let folded = quotation(&text).text;
            prop_assert!(!folded.contains("  "), "{folded:?}");
            prop_assert!(folded.chars().all(|c| c == ' ' || !c.is_whitespace()), "{folded:?}");
            prop_assert!(!folded.chars().any(is_unseen), "{folded:?}");
        }

        #[test]
        fn every_letter_maps_back_to_itself(text in prose()) {
            let folded = quotation(&text);
            prop_assert_eq!(folded.map.original_len(), text.len());
            prop_assert_eq!(folded.map.derived_len(), folded.text.len());
            for (at, c) in folded.text.char_indices() {
                let back = folded.map.range_to_original(at..at + c.len_utf8());
                let part = text.get(back).unwrap();
                let same = part.contains(c)
                    || c == ' ' && part.chars().any(char::is_whitespace)
                    || letters(part).chars().any(|was| was == c || ascii_mark(was) == Some(c))
                    || c == '\'' && part == "`";
                prop_assert!(same, "{c:?} from {part:?}");
            }
        }

        #[test]
        fn composed_or_not_is_the_same(text in prose()) {
            let (nfc, nfd): (String, String) = (text.nfc().collect(), text.nfd().collect());
            prop_assert_eq!(quotation(&nfc).text, quotation(&nfd).text);
        }

        #[test]
        fn ascii_words_are_left_alone(text in "[a-zA-Z0-9,;:!?'\"()]{0,9}( [a-zA-Z0-9,;:!?'\"()]{1,9}){0,8}") {
            let folded = quotation(&text);
            prop_assert!(folded.map.is_identity());
            prop_assert_eq!(folded.text, text);
        }
    }
}
