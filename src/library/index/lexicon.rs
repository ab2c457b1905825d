//! Tokens in alphabetical order, each with the records that have it, in one run of bytes.
//!
//! Tokens stand in blocks of [`BLOCK`]. Of a token after the first of its block only the end is
//! kept in which it differs from the one before. The records follow their token: one is a number,
//! several are the differences between them; either says as well where in the record the token
//! stands. All numbers have seven bits to a byte.

use super::super::words::Stands;
use super::place::Place;
use super::plan::{How, Need};

/// How many tokens are read to find one of them.
const BLOCK: usize = 16;

/// The tokens of some records.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    bytes: Vec<u8>,
    /// Where each block begins.
    blocks: Vec<u32>,
}

/// A record that has a token, and where in it the token stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Posting(u32);

impl Posting {
    /// Of a record below 2³⁰.
    pub(super) fn new(record: u32, place: Place) -> Self {
        Self(record << 2 | place.number())
    }

    pub(super) fn record(self) -> u32 {
        self.0 >> 2
    }
}

/// Puts tokens together, which come in alphabetical order.
#[derive(Debug, Default)]
pub(super) struct Writer {
    lexicon: Lexicon,
    last: Vec<u8>,
    count: usize,
    records: Vec<u8>,
}

impl Writer {
    /// One with room for so many bytes.
    pub(super) fn with_room(bytes: usize) -> Self {
        let mut writer = Self::default();
        writer.lexicon.bytes.reserve_exact(bytes);
        writer
    }

    /// Adds a token with its records, ascending.
    pub(super) fn push(&mut self, token: &[u8], records: &[Posting]) {
        let out = &mut self.lexicon.bytes;
        if self.count.is_multiple_of(BLOCK) {
            self.lexicon.blocks.push(out.len() as u32);
            self.last.clear();
        }
        self.count += 1;
        let same = self.last.iter().zip(token).take_while(|(a, b)| a == b);
        let same = same.count();
        let end = token.get(same..).unwrap_or_default();
        out.extend([same as u8, end.len() as u8]);
        out.extend(end);
        self.last.clear();
        self.last.extend(token);
        if let [Posting(number)] = records {
            push(out, 1);
            push(out, *number);
            return;
        }
        self.records.clear();
        let mut before = 0;
        for posting in records {
            // The difference of the records, and the place.
            push(&mut self.records, posting.0 - (before << 2));
            before = posting.record();
        }
        push(out, records.len() as u32);
        push(out, self.records.len() as u32);
        out.extend(&self.records);
    }

    pub(super) fn finish(self) -> Lexicon {
        self.lexicon
    }
}

fn push(out: &mut Vec<u8>, mut number: u32) {
    while number > 0x7f {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// Takes a number off the front.
fn take(bytes: &mut &[u8]) -> Option<u32> {
    let (mut number, mut shift) = (0, 0);
    loop {
        let (byte, rest) = bytes.split_first()?;
        *bytes = rest;
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        if byte & 0x80 == 0 {
            return Some(number);
        }
        shift += 7;
    }
}

/// The records of a token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Postings<'a> {
    /// How many there are.
    pub(super) count: u32,
    bytes: &'a [u8],
}

impl Postings<'_> {
    /// Tells each record, ascending, and where in it the token stands.
    #[inline]
    pub(super) fn each(self, mut tell: impl FnMut(u32, Place)) {
        let mut record = 0;
        let mut bytes = self.bytes.iter();
        while let Some(&byte) = bytes.next() {
            let mut number = u32::from(byte & 0x7f);
            if byte & 0x80 != 0 {
                let mut shift = 7;
                for &byte in bytes.by_ref() {
                    number |= u32::from(byte & 0x7f) << (shift & 31);
                    shift += 7;
                    if byte & 0x80 == 0 {
                        break;
                    }
                }
            }
            record += number >> 2;
            tell(record, Place::of_number(number));
        }
    }
}

impl Lexicon {
    /// The same in no more room than it takes.
    pub(super) fn settled(&self) -> Self {
        Self {
            bytes: self.bytes.clone(),
            blocks: self.blocks.clone(),
        }
    }

    /// What it takes in memory, in bytes.
    pub(super) fn size(&self) -> usize {
        self.bytes.len() + self.blocks.len() * size_of::<u32>()
    }

    /// Tells each token that is needed with its records, and whether all of it was asked for.
    pub(super) fn each<'a>(&'a self, need: &Need, mut tell: impl FnMut(Stands, Postings<'a>)) {
        let wanted = need.token.as_bytes();
        let mut entries = self.entries_from(wanted);
        while entries.advance().is_some() {
            match entries.token.as_slice().cmp(wanted) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => tell(Stands::Whole, entries.postings),
                std::cmp::Ordering::Greater => {
                    if need.how == How::Whole || !entries.token.starts_with(wanted) {
                        break;
                    }
                    tell(Stands::AtStart, entries.postings);
                }
            }
        }
    }

    /// All tokens from the block on in which one would stand.
    fn entries_from(&self, token: &[u8]) -> Entries<'_> {
        let after = self
            .blocks
            .partition_point(|block| self.first_of(*block) <= token);
        let block = after.saturating_sub(1);
        let start = self.blocks.get(block).map_or(0, |start| *start as usize);
        Entries {
            rest: self.bytes.get(start..).unwrap_or_default(),
            token: Vec::new(),
            postings: Postings {
                count: 0,
                bytes: &[],
            },
        }
    }

    /// The first token of a block.
    fn first_of(&self, block: u32) -> &[u8] {
        let entry = self.bytes.get(block as usize..).unwrap_or_default();
        let [_, len, rest @ ..] = entry else {
            return &[];
        };
        rest.get(..usize::from(*len)).unwrap_or_default()
    }
}

/// Token after token.
struct Entries<'a> {
    rest: &'a [u8],
    token: Vec<u8>,
    postings: Postings<'a>,
}

impl Entries<'_> {
    /// Goes to the next token; `None` after the last.
    fn advance(&mut self) -> Option<()> {
        let [same, len, rest @ ..] = self.rest else {
            return None;
        };
        let (end, mut rest) = rest.split_at_checked(usize::from(*len))?;
        self.token.truncate(usize::from(*same));
        self.token.extend(end);
        let count = take(&mut rest)?;
        let bytes = if count == 1 {
            let before = rest;
            take(&mut rest)?;
            before.get(..before.len() - rest.len())?
        } else {
            let len = take(&mut rest)? as usize;
            let (bytes, after) = rest.split_at_checked(len)?;
            rest = after;
            bytes
        };
        self.postings = Postings { count, bytes };
        self.rest = rest;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn what_is_written_is_found(
            words in prop::collection::btree_map("[a-cé]{1,5}", prop::collection::btree_set(0..3_000_000_u32, 1..40), 0..80),
            wanted in "[a-cé]{1,4}",
        ) {
            let words: BTreeMap<String, BTreeSet<u32>> = words;
            let mut writer = Writer::default();
            for (word, records) in &words {
                let records: Vec<_> = records.iter().map(|ix| Posting::new(*ix, Place::of_number(*ix))).collect();
                writer.push(word.as_bytes(), &records);
            }
            let lexicon = writer.finish();
            for how in [How::Whole, How::Beginning] {
                let need = Need { token: wanted.clone(), how };
                let mut found = Vec::new();
                lexicon.each(&need, |_, postings| {
                    let before = found.len();
                    postings.each(|record, place| found.push((record, place)));
                    assert_eq!(found.len() - before, postings.count as usize);
                });
                let meets = |word: &str| match how {
                    How::Whole => word == wanted,
                    How::Beginning => word.starts_with(&wanted),
                };
                let expected = words.iter().filter(|(word, _)| meets(word));
                let expected: Vec<_> = expected.flat_map(|(_, records)| records)
                    .map(|ix| (*ix, Place::of_number(*ix))).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
