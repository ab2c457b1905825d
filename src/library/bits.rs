//! Sets of small numbers, sixty-four to a word.

use std::ops::Range;

/// A set of numbers below some length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set, with room for numbers below a length.
    pub(super) fn with_capacity(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    pub(super) fn insert(&mut self, bit: u32) {
        if let Some(word) = self.0.get_mut(bit as usize / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    pub(super) fn remove(&mut self, bit: u32) {
        if let Some(word) = self.0.get_mut(bit as usize / 64) {
            *word &= !(1 << (bit % 64));
        }
    }

    pub(super) fn insert_all(&mut self, bits: Range<u32>) {
        for bit in bits {
            self.insert(bit);
        }
    }

    pub(super) fn contains(&self, bit: u32) -> bool {
        let word = self.0.get(bit as usize / 64);
        word.is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }

    pub(super) fn intersect(&mut self, other: &Self) {
        for (word, mask) in self.0.iter_mut().zip(&other.0) {
            *word &= mask;
        }
    }

    pub(super) fn unite(&mut self, other: &Self) {
        for (word, more) in self.0.iter_mut().zip(&other.0) {
            *word |= more;
        }
    }

    /// All numbers there is room for, but those in the set.
    #[must_use]
    pub(super) fn complement(&self) -> Self {
        Self(self.0.iter().map(|word| !word).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_cut_and_turned_round() {
        let of = |all: &[u32]| {
            let mut bits = Bits::with_capacity(130);
            for bit in all {
                bits.insert(*bit);
            }
            bits
        };
        let mut both = of(&[1, 64, 129]);
        both.intersect(&of(&[64, 129, 5]));
        assert_eq!(both, of(&[64, 129]));
        both.unite(&of(&[2]));
        assert!(both.contains(2) && !both.contains(1) && !both.contains(5_000));
        let rest = both.complement();
        assert!((0..130).all(|bit| rest.contains(bit) != both.contains(bit)));
        let mut run = Bits::with_capacity(130);
        run.insert_all(63..66);
        assert_eq!(run, of(&[63, 64, 65]));
    }
}
