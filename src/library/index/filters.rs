//! Which words follow each other in each of some texts: a filter for each (Bloom, “Space/Time
//! Trade-offs in Hash Coding with Allowable Errors”, 1970). It tells most of the texts in which a
//! phrase does not stand, though all of its words do, without reading them.

use xxhash_rust::xxh3::xxh3_64;

use super::super::words::is_of_a_word;
use super::split::{LONGEST, tokens};
use crate::leisure::by_thousands;

/// How many bits there are for each two words, and how many of them are set for it: about one in
/// fifty that do not follow each other seem to.
const BITS: usize = 8;
const SET: u32 = 5;

/// Two words that follow each other, as a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Pair(u64);

impl Pair {
    /// `None` where one of them may be cut.
    pub(super) fn of(one: &str, other: &str) -> Option<Self> {
        let is_whole = |word: &str| word.len() + char::MAX.len_utf8() <= LONGEST;
        let both = is_whole(one) && is_whole(other);
        both.then(|| Self(xxh3_64(format!("{one} {other}").as_bytes())))
    }
}

/// A filter for each text.
#[derive(Debug, Default)]
pub(super) struct Filters {
    bits: Vec<u64>,
    /// Where each filter ends.
    ends: Vec<u32>,
}

impl Filters {
    /// Adds the filter of a folded text.
    pub(super) fn push(&mut self, folded: &str) {
        let mut pairs = Vec::new();
        // The word before, and where the next would begin.
        let mut before: Option<(&str, usize)> = None;
        for (at, token) in by_thousands(tokens(folded)) {
            let word = token.starts_with(is_of_a_word).then_some(token);
            if let Some(((one, next), other)) = before.zip(word)
                && next == at
            {
                pairs.extend(Pair::of(one, other));
            }
            before = word.map(|word| (word, at + word.len() + 1));
        }
        pairs.sort_unstable();
        pairs.dedup();
        let words = (pairs.len() * BITS).div_ceil(u64::BITS as usize);
        let start = self.bits.len();
        self.bits.resize(start + words, 0);
        for pair in pairs {
            for (word, bit) in places(pair, words) {
                if let Some(own) = self.bits.get_mut(start + word) {
                    *own |= 1 << bit;
                }
            }
        }
        self.ends.push(self.bits.len() as u32);
    }

    /// Whether two words may follow each other in the text of a number.
    pub(super) fn may_have(&self, text: u32, pair: Pair) -> bool {
        let end = |at: u32| self.ends.get(at as usize).map_or(0, |end| *end as usize);
        let start = text.checked_sub(1).map_or(0, end);
        let own = self.bits.get(start..end(text)).unwrap_or_default();
        let is_set =
            |(word, bit): (usize, u32)| own.get(word).is_some_and(|own| own >> bit & 1 != 0);
        !own.is_empty() && places(pair, own.len()).all(is_set)
    }

    /// What they take in memory, in bytes.
    pub(super) fn size(&self) -> usize {
        self.bits.len() * size_of::<u64>() + self.ends.len() * size_of::<u32>()
    }

    pub(super) fn shrink(&mut self) {
        self.bits.shrink_to_fit();
        self.ends.shrink_to_fit();
    }
}

/// The bits of a pair in a filter of so many words.
fn places(pair: Pair, words: usize) -> impl Iterator<Item = (usize, u32)> {
    let (first, step) = (pair.0 as u32, (pair.0 >> 32) as u32 | 1);
    let bits = words as u64 * u64::from(u64::BITS);
    (0..SET).map(move |n| {
        let hash = u64::from(first.wrapping_add(step.wrapping_mul(n)));
        let at = (hash * bits) >> 32;
        (
            (at / u64::from(u64::BITS)) as usize,
            (at % u64::from(u64::BITS)) as u32,
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_follow_each_other_are_never_missed_and_others_seldom_met() {
        let words: Vec<String> = (0..4_000)
            .map(|n| format!("w{}", n * 7_919 % 4_000))
            .collect();
        let mut filters = Filters::default();
        filters.push("the \"north-east\" is near");
        filters.push(&words.join(" "));
        filters.push("");
        let may = |text, one, other| filters.may_have(text, Pair::of(one, other).unwrap());
        assert!(may(0, "is", "near"));
        assert!(!may(0, "north", "east") && !may(0, "the", "north") && !may(2, "is", "near"));
        assert!(words.windows(2).all(|two| may(1, &two[0], &two[1])));
        let others = words
            .windows(3)
            .filter(|three| may(1, &three[0], &three[2]));
        assert!(others.count() < 4_000 / 25);
        assert_eq!(Pair::of(&"long".repeat(30), "one"), None);
    }
}
