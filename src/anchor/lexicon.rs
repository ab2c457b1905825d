//! The words of a text, found by their hash.

use super::index::Index;
use super::layout::Layout;
use super::markup::Markup;
use super::words::{Word, hash, words};

/// The words of a text and where each stands. It is the dearest of what a text is made ready with,
/// and is made only for a claim that needs it.
#[derive(Debug)]
pub(super) struct Lexicon {
    words: Vec<Word>,
    index: Index,
    /// Words in two parts, by the hash of the whole: the number of the first part.
    halved: Vec<(u32, u32)>,
}

impl Lexicon {
    /// The words of a folded text; what `markup` covers is in none.
    pub(super) fn new(text: &str, markup: &Markup, layout: &Layout) -> Self {
        let words = words(text, markup.passed());
        let mut lexicon = Self {
            index: Index::new(&words),
            words,
            halved: Vec::new(),
        };
        lexicon.halved = lexicon.halves(text, markup, layout);
        lexicon
    }

    /// The words in order.
    pub(super) fn words(&self) -> &[Word] {
        &self.words
    }

    /// How often a word of this hash stands in the text, or a little less often than this.
    pub(super) fn count(&self, hash: u32) -> usize {
        self.index.places(hash).len() + self.halved(hash).len()
    }

    /// The numbers of the words of this hash; of a word in two halves, the first.
    pub(super) fn places(&self, hash: u32) -> impl Iterator<Item = usize> + '_ {
        let whole = self.index.places(hash).iter().map(|&i| i as usize);
        let whole = whole.filter(move |&i| self.words.get(i).is_some_and(|w| w.hash == hash));
        whole.chain(self.halved(hash).iter().map(|&(_, i)| i as usize))
    }

    /// Whether any word is in two halves.
    pub(super) fn has_halves(&self) -> bool {
        !self.halved.is_empty()
    }

    fn halved(&self, hash: u32) -> &[(u32, u32)] {
        if self.halved.is_empty() {
            return &[];
        }
        let start = self.halved.partition_point(|&(other, _)| other < hash);
        let rest = self.halved.get(start..).unwrap_or_default();
        let len = rest.partition_point(|&(other, _)| other == hash);
        rest.get(..len).unwrap_or_default()
    }

    /// The words in halves, in order of their hash.
    fn halves(&self, text: &str, markup: &Markup, layout: &Layout) -> Vec<(u32, u32)> {
        let mut halved = Vec::new();
        for &bracket in markup.letters() {
            if let Some((i, whole)) = self.around(text, bracket) {
                let whole = whole.to_lowercase();
                halved.push((hash(&whole), i));
                halved.push((hash(&raised(&whole)), i));
            }
        }
        for &hyphen in &layout.hyphens {
            if let Some((i, whole)) = self.around(text, hyphen) {
                halved.push((hash(&whole), i));
            }
        }
        halved.sort_unstable();
        halved
    }

    /// The word before `at` by its number, and in one with the word behind.
    fn around(&self, text: &str, at: usize) -> Option<(u32, String)> {
        let after = self
            .words
            .partition_point(|word| (word.start as usize) < at);
        let before = after.checked_sub(1)?;
        let word = |i: usize| {
            let range = self.words.get(i).map(|word| word.range());
            range.and_then(|range| text.get(range)).unwrap_or_default()
        };
        let number = u32::try_from(before).ok()?;
        Some((number, [word(before), word(after)].concat()))
    }
}

/// A word with its first letter raised.
fn raised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).collect()
}
