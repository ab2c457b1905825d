//! Deriving one text from another, with the map back kept in step.

use std::borrow::Cow;
use std::ops::Range;

use super::offset::{Builder, OffsetMap};

/// One text being derived from another: the text and its map, kept in step.
///
/// Only what changes is said; whatever lies between two edits is copied.
pub(super) struct Derivation<'a> {
    source: &'a str,
    /// What has been derived so far; none before the first edit.
    text: Option<String>,
    /// How much of the source has been dealt with, in bytes.
    done: usize,
    map: Builder,
}

impl<'a> Derivation<'a> {
    pub(super) fn of(source: &'a str) -> Self {
        Self {
            source,
            text: None,
            done: 0,
            map: OffsetMap::builder(),
        }
    }

    /// Where the last edit ended in the source, in bytes.
    pub(super) fn done(&self) -> usize {
        self.done
    }

    /// The last character derived when all before `at`, which is not before the last edit, is done.
    pub(super) fn last_before(&self, at: usize) -> Option<char> {
        let kept = self.source.get(self.done..at).unwrap_or_default();
        let derived = self.text.as_deref().unwrap_or_default();
        kept.chars().next_back().or(derived.chars().next_back())
    }

    /// Puts `with` in the place of these bytes of the source. Edits come in order and do not
    /// overlap.
    pub(super) fn edit(&mut self, of: Range<usize>, with: &str) {
        debug_assert!(self.done <= of.start && of.start <= of.end);
        let room = self.source.len();
        let text = self.text.get_or_insert_with(|| String::with_capacity(room));
        let kept = self.source.get(self.done..of.start).unwrap_or_default();
        text.push_str(kept);
        text.push_str(with);
        self.map.copied(kept.len());
        self.map.replaced(of.end - of.start, with.len());
        self.done = of.end;
    }

    /// The derived text, borrowed where nothing was edited, and its map.
    pub(super) fn finish(mut self) -> (Cow<'a, str>, OffsetMap) {
        let kept = self.source.get(self.done..).unwrap_or_default();
        self.map.copied(kept.len());
        let text = match self.text {
            None => Cow::Borrowed(kept),
            Some(text) => Cow::Owned(text + kept),
        };
        (text, self.map.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_derivation_that_changes_nothing_borrows() {
        let (text, map) = Derivation::of("abc").finish();
        assert!(matches!(text, Cow::Borrowed("abc")));
        assert_eq!(map, OffsetMap::identity(3));
        let mut whole = Derivation::of("abc");
        whole.edit(0..3, "");
        assert_eq!(whole.finish().0, "");
    }
}
