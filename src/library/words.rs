//! The form in which texts are searched, and where in them words begin and end.

use memchr::memmem::Finder;

use crate::text::fold::push_search;

/// Where a text has to stand to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stands {
    /// At the beginning of a word.
    AtStart,
    /// As whole words.
    Whole,
}

/// Whether a part of a text stands at the beginning of a word, or is whole words.
pub(super) fn stands_so(text: &str, part: std::ops::Range<usize>, stands: Stands) -> bool {
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
pub(super) fn is_of_a_word(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    let unspaced = matches!(c,
        '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}');
    c.is_alphanumeric() && !unspaced
}

/// A text in the form in which it is searched.
pub(super) fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_search(text, &mut out);
    out
}

/// A folded text that is looked for in others that are folded too.
#[derive(Clone, Debug)]
pub(super) struct Wanted<'a> {
    finder: Finder<'a>,
    stands: Stands,
}

impl<'a> Wanted<'a> {
    pub(super) fn new(text: &'a str, stands: Stands) -> Self {
        Self {
            finder: Finder::new(text.as_bytes()),
            stands,
        }
    }

    /// What a text that is not folded stands for.
    pub(super) fn of(text: &str, stands: Stands) -> Wanted<'static> {
        Wanted::new(&folded(text.trim()), stands).into_owned()
    }

    fn into_owned(self) -> Wanted<'static> {
        Wanted {
            finder: self.finder.into_owned(),
            stands: self.stands,
        }
    }

    /// Where it first stands in a text, in bytes. No words at all stand nowhere.
    pub(super) fn find(&self, text: &str) -> Option<usize> {
        let len = self.finder.needle().len();
        if len == 0 {
            return None;
        }
        let mut from = 0;
        loop {
            let rest = text.as_bytes().get(from..)?;
            let at = from + self.finder.find(rest)?;
            if stands_so(text, at..at + len, self.stands) {
                return Some(at);
            }
            from = at + 1;
        }
    }

    /// Whether it stands in a text.
    pub(super) fn is_in(&self, text: &str) -> bool {
        self.find(text).is_some()
    }
}

/// Whether a word of a folded name begins as a folded text does.
pub(super) fn begins(name: &str, text: &str) -> bool {
    Wanted::new(text, Stands::AtStart).is_in(name)
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
}
