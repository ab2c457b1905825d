//! Lists of numbers by number, in two flat arrays (compressed sparse rows).

mod items;
mod singles;

use std::ops::Range;

use crate::leisure::by_thousands;

use super::bits::ones;
use super::bytes::{Reader, Writer};

pub(super) use items::{Items, List};
pub(super) use singles::Singles;

/// For each key, a list of values, among the items from where it starts to where the next one does.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    starts: Starts,
    items: Items,
}

/// Ascending places: where lists start, and behind the last one where it ends.
#[derive(Clone, Debug)]
pub(super) enum Starts {
    /// Among all items.
    Long(Vec<u32>),
    /// Behind where the first list of a block starts; and that, for each block of keys.
    Short { blocks: Vec<u32>, behind: Vec<u16> },
}

/// How many keys are in a block.
const BLOCK: usize = 64;

/// The places of a block of keys.
enum Block<'a> {
    /// From the first one's on.
    Long(&'a [u32]),
    /// Behind the first one's, and where the next block begins.
    Short {
        base: usize,
        next: usize,
        behind: &'a [u16],
    },
}

impl Block<'_> {
    /// Where the list of a key of the block is, by its place in it; empty where there is none.
    #[inline]
    fn range(&self, key: usize) -> Range<usize> {
        match self {
            Self::Long(starts) => {
                let start = |at: usize| starts.get(at).map_or(0, |start| *start as usize);
                start(key)..start(key + 1)
            }
            Self::Short { base, next, behind } => {
                let start =
                    |at: usize| behind.get(at).map_or(0, |start| base + usize::from(*start));
                let end = if key + 1 == BLOCK {
                    *next
                } else {
                    start(key + 1)
                };
                start(key)..end
            }
        }
    }
}

impl Default for Starts {
    fn default() -> Self {
        Self::Long(Vec::new())
    }
}

impl Starts {
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Long(starts) => starts.len(),
            Self::Short { behind, .. } => behind.len(),
        }
    }

    #[inline]
    pub(super) fn get(&self, at: usize) -> Option<usize> {
        match self {
            Self::Long(starts) => starts.get(at).map(|start| *start as usize),
            Self::Short { blocks, behind } => {
                let block = *blocks.get(at / BLOCK)? as usize;
                Some(block + usize::from(*behind.get(at)?))
            }
        }
    }

    /// Those of a block of keys.
    #[inline]
    fn block(&self, place: usize) -> Option<Block<'_>> {
        let first = place.checked_mul(BLOCK)?;
        Some(match self {
            Self::Long(starts) => Block::Long(starts.get(first..)?),
            Self::Short { blocks, behind } => Block::Short {
                base: *blocks.get(place)? as usize,
                next: blocks.get(place + 1).map_or(0, |next| *next as usize),
                behind: behind.get(first..)?,
            },
        })
    }

    /// All of them, one by one.
    fn iter(&self) -> impl Iterator<Item = u32> {
        (0..self.len()).filter_map(|at| self.get(at).map(|start| start as u32))
    }

    pub(super) fn push(&mut self, start: u32) {
        if let Self::Short { .. } = self {
            *self = Self::Long(self.iter().collect());
        }
        if let Self::Long(starts) = self {
            starts.push(start);
        }
    }

    /// Takes as little room as it can.
    pub(super) fn shrink(&mut self) {
        let Self::Long(starts) = self else {
            return;
        };
        let blocks = starts.chunks(BLOCK).filter_map(|block| block.first());
        let mut blocks: Vec<u32> = blocks.copied().collect();
        let behind = by_thousands(starts.iter()).enumerate().map(|(at, start)| {
            let block = blocks.get(at / BLOCK)?;
            u16::try_from(start.checked_sub(*block)?).ok()
        });
        match behind.collect::<Option<Vec<_>>>() {
            Some(mut behind) => {
                blocks.shrink_to_fit();
                behind.shrink_to_fit();
                *self = Self::Short { blocks, behind };
            }
            None => starts.shrink_to_fit(),
        }
    }

    pub(super) fn write(&self, out: &mut Writer) {
        match self {
            Self::Long(starts) => {
                out.numbers(starts.iter().copied());
                out.shorts(&[]);
            }
            Self::Short { blocks, behind } => {
                out.numbers(blocks.iter().copied());
                out.shorts(behind);
            }
        }
    }

    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let (numbers, behind) = (bytes.numbers()?, bytes.shorts()?);
        if behind.is_empty() {
            return Some(Self::Long(numbers));
        }
        let is_whole = behind.len().div_ceil(BLOCK) == numbers.len();
        is_whole.then_some(Self::Short {
            blocks: numbers,
            behind,
        })
    }
}

impl Lists {
    /// Adds the list of the next key.
    pub(super) fn push(&mut self, values: impl IntoIterator<Item = u32>) {
        if self.starts.len() == 0 {
            self.starts.push(0);
        }
        self.items.extend(values);
        self.starts.push(self.items.len() as u32);
    }

    /// Some lists after each other.
    #[must_use]
    pub(super) fn joined(all: &[Self]) -> Self {
        let keys: usize = all.iter().map(Self::len).sum();
        let mut starts = Vec::with_capacity(keys + 1);
        starts.push(0);
        let mut before = 0;
        for lists in all {
            let ends = lists.starts.iter().skip(1);
            starts.extend(by_thousands(ends).map(|end| before + end));
            before += lists.items.len() as u32;
        }
        let mut joined = Self {
            starts: Starts::Long(starts),
            items: Items::joined(all.iter().map(|lists| &lists.items)),
        };
        joined.shrink();
        joined
    }

    /// Writes the lists.
    pub(super) fn write(&self, out: &mut Writer) {
        self.starts.write(out);
        self.items.write(out);
    }

    /// Reads lists.
    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        Some(Self {
            starts: Starts::read(bytes)?,
            items: Items::read(bytes)?,
        })
    }

    /// Gives back the room that was kept for more, and takes as little as it can.
    pub(super) fn shrink(&mut self) {
        self.starts.shrink();
        self.items.shrink();
    }

    /// The number of keys.
    pub(super) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Where the list of a key is among all items.
    #[inline]
    fn range(&self, key: u32) -> Option<Range<usize>> {
        let key = key as usize;
        Some(self.starts.get(key)?..self.starts.get(key + 1)?)
    }

    /// The list of a key; empty for a key that is not there.
    #[inline]
    pub(super) fn get(&self, key: u32) -> List<'_> {
        let range = self.range(key);
        range.map_or_else(List::default, |range| self.items.list(range))
    }

    /// Adds something to the count of each value of the lists of some keys, as often as it stands there,
    /// and round about where it would be too much. The keys are the bits that are set in some words,
    /// each with its place: sixty-four keys stand in one.
    pub(super) fn count(
        &self,
        keys: impl Iterator<Item = (usize, u64)>,
        (counts, more): (&mut [u32], u32),
    ) {
        match &self.items {
            Items::Short(short) => self.count_among(short, keys, (counts, more)),
            Items::Long(long) => self.count_among(long, keys, (counts, more)),
        }
    }

    fn count_among<T: Copy + Into<u32>>(
        &self,
        items: &[T],
        keys: impl Iterator<Item = (usize, u64)>,
        (counts, more): (&mut [u32], u32),
    ) {
        // So many values are looked at whether they are of the list or not: most lists have no more,
        // and how many one has cannot be guessed.
        const ONCE: usize = 4;
        let mut add = |value: T, more: u32| {
            if let Some(count) = counts.get_mut(value.into() as usize) {
                *count = count.wrapping_add(more);
            }
        };
        for (place, word) in keys {
            let Some(block) = self.starts.block(place) else {
                continue;
            };
            for key in ones(word) {
                let Range { start, end } = block.range(key as usize);
                let some = items.get(start..).and_then(<[T]>::first_chunk::<ONCE>);
                if let Some(some) = some {
                    for (at, value) in (start..).zip(some) {
                        add(*value, if at < end { more } else { 0 });
                    }
                }
                let known = start + some.map_or(0, |_| ONCE);
                if known < end {
                    let rest = items.get(known..end);
                    rest.into_iter()
                        .flatten()
                        .for_each(|value| add(*value, more));
                }
            }
        }
    }

    /// Each key with its list.
    fn iter(&self) -> impl Iterator<Item = (u32, List<'_>)> + Clone {
        (0..self.len() as u32).map(|key| (key, self.get(key)))
    }

    /// The lists the other way round: for each of `keys` values, the keys whose list holds it, in
    /// ascending order.
    #[must_use]
    pub(super) fn inverted(&self, keys: usize) -> Self {
        inverted(self.iter(), keys)
    }
}

fn inverted<'a>(all: impl Iterator<Item = (u32, List<'a>)> + Clone, keys: usize) -> Lists {
    let mut starts = vec![0_u32; keys + 1];
    for item in by_thousands(all.clone()).flat_map(|(_, list)| list) {
        if let Some(count) = starts.get_mut(item as usize + 1) {
            *count += 1;
        }
    }
    let mut total = 0;
    for start in &mut starts {
        total += *start;
        *start = total;
    }
    let mut next = starts.clone();
    let mut items = vec![0_u32; total as usize];
    for (key, list) in by_thousands(all) {
        for value in list {
            let Some(slot) = next.get_mut(value as usize) else {
                continue;
            };
            if let Some(item) = items.get_mut(*slot as usize) {
                *item = key;
            }
            *slot += 1;
        }
    }
    Lists {
        starts: Starts::Long(starts),
        items: Items::Long(items),
    }
}

/// Lists of numbers by number, of which most keys have none: these take room only by the bit.
#[derive(Clone, Debug, Default)]
pub(super) struct Sparse {
    keys: Keys,
    lists: Lists,
}

/// The keys that have a list, sixty-four to a word.
#[derive(Clone, Debug, Default)]
struct Keys {
    words: Vec<u64>,
    /// How many keys come before each word.
    before: Vec<u32>,
    count: u32,
}

impl Keys {
    /// Adds a key that is greater than all before it.
    fn push(&mut self, key: u32) {
        let at = key as usize / 64;
        while self.words.len() <= at {
            self.words.push(0);
            self.before.push(self.count);
        }
        if let Some(word) = self.words.get_mut(at) {
            *word |= 1 << (key % 64);
            self.count += 1;
        }
    }

    /// How many keys come before one that is there.
    #[inline]
    fn rank(&self, key: u32) -> Option<u32> {
        let at = key as usize / 64;
        let (word, before) = self.words.get(at).zip(self.before.get(at))?;
        let bit = 1_u64 << (key % 64);
        (word & bit != 0).then(|| before + (word & (bit - 1)).count_ones())
    }

    fn of(words: Vec<u64>) -> Self {
        let mut count = 0;
        let before = words.iter().map(|word| {
            let before = count;
            count += word.count_ones();
            before
        });
        Self {
            before: before.collect(),
            words,
            count,
        }
    }
}

impl Sparse {
    /// Adds the list of a key that is greater than all before it; nothing where the list is empty.
    pub(super) fn push(&mut self, key: u32, values: impl IntoIterator<Item = u32>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            self.keys.push(key);
            self.lists.push(values);
        }
    }

    /// Lists of which most are empty.
    pub(super) fn new(lists: Lists) -> Self {
        let mut keys = Keys::default();
        let mut starts = vec![0];
        for (key, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
            keys.push(key);
            starts.push(starts.last().map_or(0, |last| last + list.len() as u32));
        }
        Self {
            keys,
            lists: Lists {
                starts: Starts::Long(starts),
                items: lists.items,
            },
        }
    }

    /// The list of a key; empty for a key that is not there.
    #[inline]
    pub(super) fn get(&self, key: u32) -> List<'_> {
        let rank = self.keys.rank(key);
        rank.map_or_else(List::default, |rank| self.lists.get(rank))
    }

    /// Each key that has a list, with it.
    fn iter(&self) -> impl Iterator<Item = (u32, List<'_>)> + Clone {
        let words = (0..).zip(&self.keys.words);
        let keys = words.flat_map(|(at, word)| ones(*word).map(move |bit| at * 64 + bit));
        keys.zip(self.lists.iter())
            .map(|(key, (_, list))| (key, list))
    }

    /// The lists the other way round, as [`Lists::inverted`] turns them.
    #[must_use]
    pub(super) fn inverted(&self, keys: usize) -> Self {
        Self::new(inverted(self.iter(), keys))
    }

    /// Puts another value in the place of each.
    pub(super) fn replace(&mut self, other: impl Fn(u32) -> u32) {
        self.lists.items.replace(other);
    }

    /// Writes the lists.
    pub(super) fn write(&self, out: &mut Writer) {
        let halves = |word: &u64| [*word as u32, (*word >> 32) as u32];
        out.numbers(self.keys.words.iter().flat_map(halves));
        self.lists.write(out);
    }

    /// Reads lists.
    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let halves = bytes.numbers()?;
        let (words, odd) = halves.as_chunks::<2>();
        let word = |[low, high]: &[u32; 2]| u64::from(*high) << 32 | u64::from(*low);
        let keys = Keys::of(words.iter().map(word).collect());
        let lists = Lists::read(bytes)?;
        (odd.is_empty() && keys.count as usize == lists.len()).then_some(Self { keys, lists })
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.keys.words.shrink_to_fit();
        self.keys.before.shrink_to_fit();
        self.lists.shrink();
    }
}

#[cfg(test)]
mod tests;
