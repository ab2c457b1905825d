//! What is found out once of a library, when it is first searched.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use crate::model::RecordKind;

use super::super::bits::Bits;
use super::super::records::NO_DAY;
use super::super::words::folded;
use super::super::{Library, RecordIx, Scope};

/// What is found out once.
#[derive(Debug, Default)]
pub(in super::super) struct Known {
    kinds: OnceLock<Arc<[Bits]>>,
    titles: OnceLock<Vec<Box<str>>>,
    names: OnceLock<Vec<Name>>,
    blocks: OnceLock<Vec<Block>>,
}

/// A name or title of a record; of records that are called the same the first has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Name {
    /// The record.
    pub(super) ix: RecordIx,
    /// Which of its names.
    pub(super) number: u32,
    /// The letters that it has; see [`letters`].
    pub(super) letters: u32,
}

/// Sixty-four records that follow each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Block {
    /// The latest first day of any of them; the least where none has a date.
    pub(super) newest: i32,
    /// The number of the block.
    pub(super) number: u32,
}

/// A day by which the newer comes first, and what has none last.
pub(super) fn day(day: i32) -> i32 {
    if day == NO_DAY { i32::MIN } else { day }
}

/// No more different names are known.
const MOST_NAMES: usize = 300_000;

impl Library {
    /// The records of a kind, but for those of files that were replaced.
    pub(in super::super) fn of_kind(&self, kind: RecordKind) -> Option<&Bits> {
        self.kinds().get(kind as usize)
    }

    /// The records of each kind.
    pub(in super::super) fn kinds(&self) -> &Arc<[Bits]> {
        self.known.kinds.get_or_init(|| {
            let mut kinds = vec![Bits::with_capacity(self.records().len()); RecordKind::ALL.len()];
            for at in 0..self.entries().len() {
                for (kind, bits) in RecordKind::ALL.into_iter().zip(&mut kinds) {
                    bits.insert_all(self.records().span(at, kind));
                }
            }
            kinds.into()
        })
    }

    /// All records in blocks, those first that have the newest.
    pub(super) fn blocks(&self) -> &[Block] {
        self.known.blocks.get_or_init(|| {
            let count = (self.records().len() as u32).div_ceil(u64::BITS);
            let mut newest = vec![i32::MIN; count as usize];
            for (first, segment) in self.records().segments() {
                for at in 0..segment.len() {
                    if let Some(own) = newest.get_mut(((first + at) / u64::BITS) as usize) {
                        *own = day(segment.days(at).0).max(*own);
                    }
                }
            }
            let blocks = (0..count).zip(newest);
            let blocks = blocks.map(|(number, newest)| Block { newest, number });
            let mut blocks: Vec<_> = blocks.collect();
            blocks.sort_unstable_by(|a, b| b.newest.cmp(&a.newest).then(a.number.cmp(&b.number)));
            blocks
        })
    }

    /// The folded titles of the briefings, in their order; empty for what cannot be read.
    pub(super) fn titles(&self) -> &[Box<str>] {
        self.known.titles.get_or_init(|| {
            let titles = self.entries().iter().map(|entry| {
                let title = entry.card.as_ref().map(|card| folded(&card.title));
                title.unwrap_or_default().into_boxed_str()
            });
            titles.collect()
        })
    }

    /// The names of actors and the titles of issues and sources of a scope, each once; those of the
    /// whole library are found out once.
    pub(super) fn distinct_names(&self, scope: Scope) -> Cow<'_, [Name]> {
        let names = || self.find_names(self.places(scope));
        match scope {
            Scope::One(_) => Cow::Owned(names()),
            Scope::All => Cow::Borrowed(self.known.names.get_or_init(names)),
        }
    }

    fn find_names(&self, places: Range<usize>) -> Vec<Name> {
        let records = self.records();
        let mut seen: HashSet<&str> = HashSet::new();
        let mut names = Vec::new();
        let kinds = [RecordKind::Actor, RecordKind::Issue, RecordKind::Source];
        let spans = places.flat_map(|at| kinds.map(|kind| records.span(at, kind)));
        for ix in spans.flatten().map(RecordIx) {
            for (number, name) in (0..).zip(records.names(ix)) {
                if seen.len() < MOST_NAMES && seen.insert(name) {
                    names.push(Name {
                        ix,
                        number,
                        letters: letters(&folded(name)),
                    });
                }
            }
        }
        names
    }
}

/// Which letters a folded text has: a bit for each of the Latin alphabet, and one for others.
pub(super) fn letters(folded: &str) -> u32 {
    let bit = |byte: u8| match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b' ' => 0,
        _ => 1 << 26,
    };
    folded.bytes().fold(0, |all, byte| all | bit(byte))
}
