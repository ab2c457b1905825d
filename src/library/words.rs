//! The words of a briefing's records, folded once, to be searched all at once.

use memchr::memmem::Finder;

use crate::text::fold::{Case, search};

use super::segment::Segment;

/// The folded words of every record of a briefing, one after the other in the order of the library's
/// columns. Between two fields and two records stands a line feed, which no folded text has.
#[derive(Debug, Default)]
pub(super) struct Words {
    text: String,
    /// Where each record's words end, in bytes.
    ends: Vec<usize>,
}

/// Where a text has to stand to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// At the beginning of a word.
    AtStart,
    /// As whole words.
    Whole,
}

impl Words {
    /// Folds what a reader sees of each record of a file: names, titles, words, summaries, and who
    /// it is of.
    pub(super) fn of(segment: &Segment, part: usize) -> Self {
        let mut words = Self::default();
        for at in segment.part(part) {
            for actor in segment.actors(at).iter().filter(|actor| **actor != at) {
                words.field(segment.main(*actor));
            }
            for text in segment.said(at) {
                words.field(text);
            }
            words.ends.push(words.text.len());
        }
        words
    }

    fn field(&mut self, text: &str) {
        push_folded(&mut self.text, text);
        self.text.push('\n');
    }

    /// The records that have a folded text, by their place in the order; each once, ascending.
    pub(super) fn find(&self, needle: &str, stands: Stands) -> Vec<u32> {
        let mut found = Vec::new();
        if needle.is_empty() {
            return found;
        }
        let finder = Finder::new(needle.as_bytes());
        let bytes = self.text.as_bytes();
        let mut from = 0;
        let mut record = 0;
        while let Some(at) = bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let at = from + at;
            if !stands_so(&self.text, at..at + needle.len(), stands) {
                from = at + 1;
                continue;
            }
            record += self
                .ends
                .get(record..)
                .map_or(0, |ends| ends.partition_point(|end| *end <= at));
            found.push(record as u32);
            from = self.ends.get(record).copied().unwrap_or(bytes.len());
        }
        found
    }
}

/// Whether a part of a text stands at the beginning of a word, or is whole words.
fn stands_so(text: &str, part: std::ops::Range<usize>, stands: Stands) -> bool {
    let before = text.get(..part.start).unwrap_or_default();
    let inside = text.get(part.clone()).unwrap_or_default();
    let after = text.get(part.end..).unwrap_or_default();
    let cut = |left: Option<char>, right: Option<char>| {
        left.zip(right)
            .is_some_and(|(left, right)| is_of_a_word(left) && is_of_a_word(right))
    };
    let at_start = !cut(before.chars().next_back(), inside.chars().next());
    let at_end = || !cut(inside.chars().next_back(), after.chars().next());
    at_start && (stands == Stands::AtStart || at_end())
}

/// Whether a character is one of those that words are made of, in a script with spaces between
/// words.
fn is_of_a_word(c: char) -> bool {
    let unspaced = matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    c.is_alphanumeric() && !unspaced
}

/// Adds a text in the form in which it is searched: without regard to case, accents and marks.
pub(super) fn push_folded(out: &mut String, text: &str) {
    // Most texts are plain, and folding them is putting them in small letters.
    if text.is_ascii() && !text.bytes().any(|byte| byte.is_ascii_control()) && !text.contains("  ")
    {
        let start = out.len();
        out.push_str(text);
        if let Some(own) = out.get_mut(start..) {
            own.make_ascii_lowercase();
        }
    } else {
        out.push_str(&search(text, Case::Insensitive).text);
    }
}

/// A text in the form in which it is searched.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_folded(&mut out, text);
    out
}

/// Whether a word of a folded name begins as a folded text does.
pub(super) fn begins(name: &str, text: &str) -> bool {
    let mut found = name.match_indices(text);
    !text.is_empty() && found.any(|(at, _)| stands_so(name, at..at + text.len(), Stands::AtStart))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_where_they_begin_and_phrases_whole() {
        for (name, text, begins_so, whole) in [
            ("the eastern front", "east", true, false),
            ("the eastern front", "astern", false, false),
            ("north-east", "east", true, true),
            ("a phrase here", "phrase here", true, true),
            ("a phrase here", "phrase her", true, false),
            ("don't", "don't", true, true),
            ("(19) points", "19", true, true),
            ("習近平主席", "平主", true, true),
            ("x", "", false, false),
        ] {
            assert_eq!(begins(name, text), begins_so, "{text} in {name}");
            let at = name.find(text).unwrap();
            let part = at..at + text.len();
            let whole_here = !text.is_empty() && stands_so(name, part, Stands::Whole);
            assert_eq!(whole_here, whole, "{text} whole in {name}");
        }
    }

    #[test]
    fn each_record_is_found_once_and_in_order() {
        let mut words = Words::default();
        for text in ["One, one and one", "two", "", "Ône: tow one", "ones"] {
            words.field(text);
            words.ends.push(words.text.len());
        }
        assert_eq!(words.find("one", Stands::AtStart), [0, 3, 4]);
        assert_eq!(words.find("one", Stands::Whole), [0, 3]);
        assert_eq!(words.find("two", Stands::Whole), [1]);
        assert_eq!(words.find("ow", Stands::AtStart), [0_u32; 0]);
        assert_eq!(words.find("", Stands::Whole), [0_u32; 0]);
    }

    #[test]
    fn the_short_way_folds_like_the_long() {
        for text in ["Plain Words", "two  spaces", "tab\there", "élan", "“x”", ""] {
            assert_eq!(
                folded(text),
                search(text, Case::Insensitive).text,
                "{text:?}"
            );
        }
    }
}
