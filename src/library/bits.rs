//! Sets of small numbers, sixty-four to a word.

use std::ops::Range;

use crate::text::bits::{self as text, BLOCK};

/// A set of numbers below some length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    /// The empty set, with room for numbers below a length.
    pub(super) fn with_capacity(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    /// The places of what is not nought.
    pub(super) fn of_some(bytes: &[u8]) -> Self {
        let blocks = bytes.chunks(BLOCK).enumerate();
        Self(
            blocks
                .map(|(n, _)| text::bits(&text::block(bytes, n * BLOCK), |byte| byte != 0))
                .collect(),
        )
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
        let (mut from, to) = (bits.start, bits.end);
        while from < to {
            let upto = to.min((from / 64 + 1) * 64);
            if let Some(word) = self.0.get_mut(from as usize / 64) {
                *word |= (u64::MAX >> (64 - (upto - from))) << (from % 64);
            }
            from = upto;
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

    pub(super) fn subtract(&mut self, other: &Self) {
        for (word, mask) in self.0.iter_mut().zip(&other.0) {
            *word &= !mask;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        let counts = self.0.iter().map(|word| word.count_ones() as usize);
        counts.sum()
    }

    /// How many are in both sets.
    pub(super) fn count_both(&self, other: &Self) -> usize {
        let words = self.0.iter().zip(&other.0);
        words.map(|(a, b)| (a & b).count_ones() as usize).sum()
    }

    /// Those within a range, ascending.
    pub(super) fn within(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        let words = range.start / 64..range.end.div_ceil(64);
        words.flat_map(move |at| {
            let mut word = self.0.get(at as usize).copied().unwrap_or(0);
            if let Some(before) = range.start.checked_sub(at * 64) {
                word &= u64::MAX << before.min(63);
            }
            if let Some(after) = (at * 64 + 64).checked_sub(range.end) {
                word &= u64::MAX >> after.min(63);
            }
            std::iter::from_fn(move || {
                let bit = word.trailing_zeros();
                (bit < 64).then(|| {
                    word &= word - 1;
                    at * 64 + bit
                })
            })
        })
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
        let mut long = Bits::with_capacity(200);
        long.insert_all(3..195);
        assert!((0..200).all(|bit| long.contains(bit) == (3..195).contains(&bit)));
        assert_eq!(long.count(), 192);
        for range in [0..0, 0..200, 3..4, 64..128, 60..70, 190..200, 128..128] {
            let within: Vec<_> = long.within(range.clone()).collect();
            let expected: Vec<_> = range.filter(|bit| long.contains(*bit)).collect();
            assert_eq!(within, expected);
        }
        let bytes: Vec<u8> = (0..200)
            .map(|bit| u8::from(long.contains(bit)) * 7)
            .collect();
        assert_eq!(Bits::of_some(&bytes).within(0..200).count(), 192);
        let mut less = long.clone();
        less.subtract(&run);
        assert_eq!(less.count(), 189);
        assert_eq!(long.count_both(&run), 3);
        long.insert_all(7..7);
        long.insert_all(190..9_000);
        assert!(long.contains(199) && !long.contains(2));
    }
}
