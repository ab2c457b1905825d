//! Sets of small numbers, sixty-four to a word.

mod counted;

use std::ops::Range;

use crate::text::bits::{self as text, BLOCK};

/// A set of numbers within some range. What is put in from outside of it is passed over.
///
/// Where two sets are joined or cut, the other has room for whatever the first has room for; what it
/// has no room for is not in it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    /// How many words are left out before the first.
    first: usize,
}

impl Clone for Bits {
    fn clone(&self) -> Self {
        let mut words = room::take(self.words.len());
        words.extend_from_slice(&self.words);
        Self {
            words,
            first: self.first,
        }
    }
}

impl Drop for Bits {
    fn drop(&mut self) {
        room::give_back(std::mem::take(&mut self.words));
    }
}

impl Bits {
    fn empty(len: usize, first: usize) -> Self {
        let mut words = room::take(len);
        words.resize(len, 0);
        Self { words, first }
    }

    /// The empty set, with room for numbers below a length.
    pub(super) fn with_capacity(len: usize) -> Self {
        Self::empty(len.div_ceil(64), 0)
    }

    /// The empty set, with room for the numbers of a range.
    pub(super) fn over(range: &Range<u32>) -> Self {
        let first = range.start as usize / 64;
        let end = (range.end as usize).div_ceil(64).max(first);
        Self::empty(end - first, first)
    }

    /// The empty set, with the same room.
    #[must_use]
    pub(super) fn none(&self) -> Self {
        Self::empty(self.words.len(), self.first)
    }

    /// The places of what is not nought.
    pub(super) fn of_some(bytes: &[u8]) -> Self {
        let blocks = bytes.chunks(BLOCK).enumerate();
        Self {
            words: blocks
                .map(|(n, _)| text::bits(&text::block(bytes, n * BLOCK), |byte| byte != 0))
                .collect(),
            first: 0,
        }
    }

    /// Where the word of a number stands; of what is before the first, past all that there can be.
    #[inline]
    const fn place(&self, bit: u32) -> usize {
        (bit as usize / 64).wrapping_sub(self.first)
    }

    #[inline]
    fn word(&self, bit: u32) -> Option<u64> {
        self.words.get(self.place(bit)).copied()
    }

    #[inline]
    fn word_mut(&mut self, bit: u32) -> Option<&mut u64> {
        let at = self.place(bit);
        self.words.get_mut(at)
    }

    /// The words of another set beside those of this one.
    fn beside<'a>(&self, other: &'a Self) -> &'a [u64] {
        let skipped = self.first.checked_sub(other.first);
        let words = skipped.and_then(|skipped| other.words.get(skipped..));
        words.unwrap_or(&[])
    }

    #[inline]
    pub(super) fn insert(&mut self, bit: u32) {
        if let Some(word) = self.word_mut(bit) {
            *word |= 1 << (bit % 64);
        }
    }

    #[inline]
    pub(super) fn remove(&mut self, bit: u32) {
        if let Some(word) = self.word_mut(bit) {
            *word &= !(1 << (bit % 64));
        }
    }

    pub(super) fn insert_all(&mut self, bits: Range<u32>) {
        let (mut from, to) = (bits.start, bits.end);
        while from < to {
            let upto = to.min((from / 64 + 1).saturating_mul(64));
            if let Some(word) = self.word_mut(from) {
                *word |= (u64::MAX >> (64 - (upto - from))) << (from % 64);
            }
            from = upto;
        }
    }

    /// Puts in the numbers of the bits of some words, the first of which stands for a number.
    pub(super) fn insert_words(&mut self, from: u32, words: &[u64]) {
        let shift = from % 64;
        let at = (from as usize / 64).checked_sub(self.first);
        let Some(own) = at.and_then(|at| self.words.get_mut(at..)) else {
            return;
        };
        for (own, word) in own.iter_mut().zip(words) {
            *own |= word << shift;
        }
        if shift > 0 {
            for (own, word) in own.iter_mut().skip(1).zip(words) {
                *own |= word >> (64 - shift);
            }
        }
    }

    /// Puts in all of a set over a part of what there is room for.
    pub(super) fn unite_part(&mut self, part: &Self) {
        let skipped = part.first.checked_sub(self.first);
        let own = skipped.and_then(|skipped| self.words.get_mut(skipped..));
        for (own, word) in own.into_iter().flatten().zip(&part.words) {
            *own |= word;
        }
    }

    #[inline]
    pub(super) fn contains(&self, bit: u32) -> bool {
        let word = self.word(bit);
        word.is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }

    pub(super) fn intersect(&mut self, other: &Self) {
        let beside = self.beside(other);
        for (word, mask) in self.words.iter_mut().zip(beside) {
            *word &= mask;
        }
        if let Some(rest) = self.words.get_mut(beside.len()..) {
            rest.fill(0);
        }
    }

    /// Keeps of some numbers only those that are in another set.
    pub(super) fn intersect_among(&mut self, among: &Self, other: &Self) {
        let masks = self.beside(among).iter().zip(self.beside(other));
        for (word, (among, mask)) in self.words.iter_mut().zip(masks) {
            *word &= mask | !among;
        }
    }

    /// Of some numbers has those that are in another set, whether they were in this one or not.
    pub(super) fn replace_among(&mut self, among: &Self, other: &Self) {
        let masks = self.beside(among).iter().zip(self.beside(other));
        for (word, (among, mask)) in self.words.iter_mut().zip(masks) {
            *word = (*word & !among) | (mask & among);
        }
    }

    pub(super) fn unite(&mut self, other: &Self) {
        let beside = self.beside(other);
        for (word, more) in self.words.iter_mut().zip(beside) {
            *word |= more;
        }
    }

    pub(super) fn subtract(&mut self, other: &Self) {
        let beside = self.beside(other);
        for (word, mask) in self.words.iter_mut().zip(beside) {
            *word &= !mask;
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        counted::counted(&self.words, &self.words, |word, _| word)
    }

    /// About how many are in both sets, by some of their words.
    pub(super) fn estimate_both(&self, other: &Self) -> usize {
        const ONE_OF: usize = 16;
        let words = self.words.iter().zip(self.beside(other));
        let words = words.step_by(ONE_OF);
        let counts = words.map(|(a, b)| (a & b).count_ones() as usize);
        counts.sum::<usize>() * ONE_OF
    }

    /// Whether all of them are in another set too.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        let beside = self.beside(other);
        let rest = self.words.get(beside.len()..).unwrap_or(&[]);
        rest.iter().all(|word| *word == 0) && self.are_nought(beside, |word, other| word & !other)
    }

    /// Whether none of them is in another set too.
    pub(super) fn is_apart(&self, other: &Self) -> bool {
        self.are_nought(self.beside(other), |word, other| word & other)
    }

    /// Whether nothing comes of any word and the one beside it.
    fn are_nought(&self, beside: &[u64], both: impl Fn(u64, u64) -> u64) -> bool {
        // So many are looked at together.
        const ONCE: usize = 32;
        let mut parts = self.words.chunks(ONCE).zip(beside.chunks(ONCE));
        parts.all(|(words, beside)| {
            let words = words.iter().zip(beside);
            words.fold(0, |all, (word, other)| all | both(*word, *other)) == 0
        })
    }

    /// How many are in both sets.
    pub(super) fn count_both(&self, other: &Self) -> usize {
        counted::counted(&self.words, self.beside(other), |word, other| word & other)
    }

    /// All of them, ascending.
    pub(super) fn iter(&self) -> impl Iterator<Item = u32> {
        let words = (self.first as u32..).zip(&self.words);
        words.flat_map(|(at, word)| ones(*word).map(move |bit| at * 64 + bit))
    }

    /// Those that are in another set too, ascending.
    pub(super) fn both<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u32> + 'a {
        let words = self.words.iter().zip(self.beside(other));
        let words = (self.first as u32..).zip(words);
        words.flat_map(|(at, (a, b))| ones(a & b).map(move |bit| at * 64 + bit))
    }

    /// The words of all of them that are not nought, each with its place among all words.
    pub(super) fn words(&self) -> impl Iterator<Item = (usize, u64)> {
        self.words_beside(self, |word, _| word)
    }

    /// The words of those that are in another set too.
    pub(super) fn words_of_both(&self, other: &Self) -> impl Iterator<Item = (usize, u64)> {
        self.words_beside(other, |word, other| word & other)
    }

    /// The words of those that are not in another set.
    pub(super) fn words_of_others(&self, other: &Self) -> impl Iterator<Item = (usize, u64)> {
        self.words_beside(other, |word, other| word & !other)
    }

    fn words_beside(
        &self,
        other: &Self,
        both: impl Fn(u64, u64) -> u64,
    ) -> impl Iterator<Item = (usize, u64)> {
        let beside = self.beside(other).iter().chain(std::iter::repeat(&0));
        let words = self.words.iter().zip(beside);
        let words = words.map(move |(word, other)| both(*word, *other));
        (self.first..).zip(words).filter(|(_, word)| *word != 0)
    }

    /// Those within a range, ascending.
    pub(super) fn within(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        let words = self.words_within(range);
        words.flat_map(move |(at, word)| ones(word).map(move |bit| at as u32 * 64 + bit))
    }

    /// The words of those within a range, each with its place among all words.
    #[inline]
    fn words_within(&self, range: Range<u32>) -> impl Iterator<Item = (usize, u64)> {
        let words = range.start / 64..range.end.div_ceil(64);
        words.map(move |at| {
            let mut word = self.word(at.saturating_mul(64)).unwrap_or(0);
            if let Some(before) = range.start.checked_sub(at * 64) {
                word &= u64::MAX << before.min(63);
            }
            if let Some(after) = (at * 64 + 64).checked_sub(range.end) {
                word &= u64::MAX >> after.min(63);
            }
            (at as usize, word)
        })
    }

    /// All numbers there is room for, but those in the set.
    #[must_use]
    pub(super) fn complement(&self) -> Self {
        let mut words = room::take(self.words.len());
        words.extend(self.words.iter().map(|word| !word));
        Self {
            words,
            first: self.first,
        }
    }
}

/// Room for the words of large sets, that is used again: a question over a million records takes dozens
/// of sets of one size for some milliseconds, and the allocator would give the room of many of them back
/// to the system in between.
mod room {
    use std::ops::RangeInclusive;
    use std::sync::Mutex;

    /// Sets of so many words: smaller ones the allocator keeps itself.
    const LARGE: RangeInclusive<usize> = 2_048..=65_536;

    /// No more sets are kept: of a library that is little more than a byte a record.
    const MOST: usize = 10;

    static KEPT: Mutex<Vec<Vec<u64>>> = Mutex::new(Vec::new());

    /// Empty room for so many words.
    pub(super) fn take(len: usize) -> Vec<u64> {
        // Where another thread is at it, the allocator is quicker than to wait.
        let kept = LARGE.contains(&len).then(|| KEPT.try_lock().ok()).flatten();
        let kept = kept.and_then(|mut kept| kept.pop());
        let fits = |words: &Vec<u64>| (len..=len * 2).contains(&words.capacity());
        kept.filter(fits).unwrap_or_else(|| Vec::with_capacity(len))
    }

    /// Takes back the room of a set that is not needed any more.
    pub(super) fn give_back(mut words: Vec<u64>) {
        if !LARGE.contains(&words.capacity()) {
            return;
        }
        if let Ok(mut kept) = KEPT.try_lock()
            && kept.len() < MOST
        {
            words.clear();
            kept.push(words);
        }
    }
}

/// The bits of a word that are set, ascending.
#[inline]
pub(super) fn ones(mut word: u64) -> impl Iterator<Item = u32> + Clone {
    std::iter::from_fn(move || {
        let bit = word.trailing_zeros();
        (bit < 64).then(|| {
            word &= word - 1;
            bit
        })
    })
}

/// A set that knows of each of its numbers how many come before it.
#[derive(Clone, Debug, Default)]
pub(super) struct Ranked {
    bits: Bits,
    /// How many numbers come before each word.
    before: Vec<u32>,
}

impl Ranked {
    /// The numbers of a set.
    pub(super) fn new(bits: Bits) -> Self {
        let mut count = 0;
        let before = bits.words.iter().map(|word| {
            let before = count;
            count += word.count_ones();
            before
        });
        Self {
            before: before.collect(),
            bits,
        }
    }

    /// The set.
    pub(super) const fn bits(&self) -> &Bits {
        &self.bits
    }

    /// How many numbers of the set come before one of it; `None` where it is not in it.
    #[inline]
    pub(super) fn rank(&self, bit: u32) -> Option<usize> {
        let at = (bit as usize / 64).checked_sub(self.bits.first)?;
        let word = *self.bits.words.get(at)?;
        let mask = 1_u64 << (bit % 64);
        let before = *self.before.get(at)?;
        (word & mask != 0).then(|| (before + (word & (mask - 1)).count_ones()) as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_words(words: impl Iterator<Item = (usize, u64)>) -> Vec<u32> {
        let bits = |(at, word)| ones(word).map(move |bit| at as u32 * 64 + bit);
        words.flat_map(bits).collect()
    }

    #[test]
    fn sets_over_a_part_are_cut_out_of_larger_ones() {
        let mut all = Bits::with_capacity(1_000);
        all.insert_all(100..900);
        let mut part = Bits::over(&(130..700));
        part.insert_all(0..400);
        assert_eq!(
            part.iter().collect::<Vec<_>>(),
            (128..400).collect::<Vec<_>>()
        );
        assert_eq!(part.count_both(&all), 272);
        assert!(part.is_within(&all) && !all.is_within(&part));
        let mut many = Bits::with_capacity(20_000);
        many.insert_all(0..10_240);
        assert_eq!(many.estimate_both(&many), 10_240);
        part.subtract(&all);
        assert_eq!(part.count(), 0);
        part.unite(&all);
        assert_eq!(part.count(), 704 - 128);
        let mut some = part.none();
        some.insert_all(300..310);
        assert!(part.both(&some).eq(300..310));
        let without: Vec<u32> = (128..300).chain(310..704).collect();
        let both: Vec<u32> = (300..310).collect();
        assert_eq!(of_words(part.words_of_both(&some)), both);
        assert_eq!(of_words(part.words_of_others(&some)), without);
        assert_eq!(of_words(some.words()), both);
        let ranked = Ranked::new(some.clone());
        assert_eq!(ranked.rank(305), Some(5));
        assert_eq!([299, 310, 5_000].map(|bit| ranked.rank(bit)), [None; 3]);
        part.intersect_among(&some, &all.none());
        assert!(part.iter().eq((128..300).chain(310..704)));
        part.replace_among(&some, &all);
        assert!(part.iter().eq((128..310).chain(310..704)));
        part.intersect(&Bits::over(&(0..300)));
        assert_eq!(part, part.none());
    }

    #[test]
    fn words_are_put_in_from_any_number_on() {
        for from in [0, 1, 63, 64, 100] {
            let mut bits = Bits::with_capacity(300);
            bits.insert_words(from, &[0b101, 1 << 63]);
            let expected = [0, 2, 127].map(|bit| from + bit);
            assert!(bits.iter().eq(expected));
        }
    }

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
