//! Which records of a column of dates meet something that is asked of dates.

use std::collections::HashMap;

use crate::model::date::{Bounds, Certainty};
use crate::text::bits::{BLOCK, bits};

use super::Records;
use super::records::Piece;

/// The different dates of a library: many segments have the same.
#[derive(Debug, Default)]
pub(super) struct Calendars {
    all: Vec<Bounds>,
    /// For each segment, by the number of its first record, where each of its dates stands among all.
    places: HashMap<u32, Vec<u32>, foldhash::fast::FixedState>,
}

impl Calendars {
    /// Those of all segments.
    pub(super) fn new(records: &Records) -> Self {
        let mut calendars = Self::default();
        let mut known = HashMap::with_hasher(foldhash::fast::FixedState::default());
        for (first, segment) in records.segments() {
            let places = segment.calendar().map(|bounds| {
                *known.entry(*bounds).or_insert_with(|| {
                    calendars.all.push(*bounds);
                    calendars.all.len() as u32 - 1
                })
            });
            calendars.places.insert(first, places.collect());
        }
        calendars
    }

    /// What is so of each date.
    pub(super) fn ask(&self, is: impl Fn(&Bounds) -> Certainty) -> Vec<Certainty> {
        self.all.iter().map(is).collect()
    }

    /// What was found of the dates of the segment of a piece.
    pub(super) fn of(&self, piece: &Piece<'_>, found: &[Certainty]) -> Vec<Certainty> {
        let places = self.places.get(&piece.first).map_or(&[][..], Vec::as_slice);
        let found = places.iter().map(|place| found.get(*place as usize));
        let found = found.map(|one| one.copied().unwrap_or(Certainty::Possibly));
        found.collect()
    }
}

/// Which records certainly and which may have a date of which something is so, sixty-four to a word.
pub(super) struct Dated {
    pub(super) sure: Vec<u64>,
    pub(super) maybe: Vec<u64>,
}

impl Dated {
    /// What is known of each date of a calendar, by its number, and the dates of the records. What has
    /// another number has no date, and may have any.
    pub(super) fn new(known: &[Certainty], dates: &[u32]) -> Self {
        // What has no date is looked up as the last of all: there is nothing to guess wrong.
        let known = [known, &[Certainty::Possibly]].concat();
        let (blocks, rest) = dates.as_chunks::<BLOCK>();
        let mut dated = Self {
            sure: Vec::with_capacity(blocks.len() + 1),
            maybe: Vec::with_capacity(blocks.len() + 1),
        };
        for block in blocks {
            dated.push(&known, block, BLOCK);
        }
        if !rest.is_empty() {
            let mut block = [0; BLOCK];
            for (to, from) in block.iter_mut().zip(rest) {
                *to = *from;
            }
            dated.push(&known, &block, rest.len());
        }
        dated
    }

    /// Adds what is so of the first of some dates; the last that is known is of all behind it.
    fn push(&mut self, known: &[Certainty], dates: &[u32; BLOCK], count: usize) {
        let mut flags = [0; BLOCK];
        let last = known.len().saturating_sub(1);
        for (flag, date) in flags.iter_mut().zip(dates) {
            let known = known.get(last.min(*date as usize));
            *flag = known.copied().unwrap_or(Certainty::Possibly) as u8;
        }
        let mask = u64::MAX >> (BLOCK - count);
        let least = |least: Certainty| bits(&flags, |flag| flag >= least as u8) & mask;
        self.sure.push(least(Certainty::Certainly));
        self.maybe.push(least(Certainty::Possibly));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_and_what_has_none_may_have_any() {
        use Certainty::{Certainly, Never, Possibly};
        let few = [Never, Possibly, Certainly, Certainly, Never, Never];
        let many: Vec<_> = (0..60)
            .map(|at| [Certainly, Never, Possibly][at % 3])
            .collect();
        let dates: Vec<u32> = (0..150).map(|at| (at * 7) % 70).chain([u32::MAX]).collect();
        for known in [&few[..], &many, &[]] {
            let dated = Dated::new(known, &dates);
            for (at, date) in dates.iter().enumerate() {
                let known = known.get(*date as usize).copied().unwrap_or(Possibly);
                let bit = |words: &[u64]| words[at / 64] >> (at % 64) & 1 == 1;
                assert_eq!(bit(&dated.sure), known == Certainly, "{at}");
                assert_eq!(bit(&dated.maybe), known >= Possibly, "{at}");
            }
            let behind = |words: &[u64]| words[2] >> (dates.len() - 128);
            assert_eq!(
                [&dated.sure, &dated.maybe].map(|words| behind(words)),
                [0; 2]
            );
        }
    }
}
