//! How many quotations and events there are of each actor and on each issue, whatever is listed.
//!
//! Most of what is asked for takes in whole times, or nearly: so the quotations and events are parted by
//! date into eras whose counts are known, and of an era that is listed by more than half only what is
//! missing is counted.

use std::sync::Arc;

use crate::library::bits::Bits;
use crate::library::csr::Lists;
use crate::library::records::Piece;
use crate::library::{People, RecordIx, cores};

use super::Counts;
use super::facets::Facets;

/// How many eras there are.
const ERAS: usize = 8;

/// So many records are counted on one core, and are not parted into eras.
const FEW: usize = 20_000;

/// The actors and issues that each quotation and event is counted for.
#[derive(Debug, Default)]
pub(super) struct Involved {
    /// By the record's number, less the first one's.
    lists: Lists,
    first: u32,
    counted: usize,
    quotes: Vec<Era>,
    events: Vec<Era>,
    /// How many there are of each, whatever the filter.
    all: Arc<[Counts]>,
}

/// Some quotations or some events, one after the other by date.
#[derive(Debug)]
struct Era {
    records: Bits,
    count: usize,
    /// How many of them there are of each actor and issue.
    counts: Vec<u32>,
}

impl Involved {
    /// Finds out for whom the records of some pieces are counted, between which there is no gap, and
    /// counts all quotations and events, which are given by date. There is room for all in an empty
    /// set.
    pub(super) fn new(
        (facets, people): (&Facets, People),
        pieces: &[Piece<'_>],
        ([quotes, events], none): ([&[RecordIx]; 2], &Bits),
    ) -> Self {
        let found = cores::each(pieces.len() > 1, pieces, |piece| {
            facets.involved(piece, people)
        });
        let first = pieces.first();
        let mut involved = Self {
            lists: Lists::joined(&found),
            first: first.map_or(0, |piece| piece.first.saturating_add(piece.span.start)),
            counted: facets.counted(),
            ..Self::default()
        };
        (involved.quotes, involved.events) = cores::both(
            quotes.len() > FEW,
            || involved.eras(quotes, none),
            || involved.eras(events, none),
        );
        let listed = [&involved.quotes, &involved.events].map(|eras| involved.sum(eras));
        involved.all = joined(&listed);
        involved
    }

    fn eras(&self, records: &[RecordIx], none: &Bits) -> Vec<Era> {
        let count = if records.len() > FEW { ERAS } else { 1 };
        let eras = records.chunks(records.len().div_ceil(count).max(1));
        eras.map(|of_era| {
            let mut records = none.clone();
            for ix in of_era {
                records.insert(ix.0);
            }
            let mut counts = vec![0; self.counted];
            self.count(records.iter(), |number| add(&mut counts, number));
            Era {
                count: of_era.len(),
                records,
                counts,
            }
        })
        .collect()
    }

    fn sum(&self, eras: &[Era]) -> Vec<u32> {
        let mut counts = vec![0; self.counted];
        for era in eras {
            era.add_to(&mut counts);
        }
        counts
    }

    /// For each actor and issue, how many of the listed quotations and events are of it.
    pub(super) fn count_listed(&self, listed: &Bits) -> Arc<[Counts]> {
        let mut eras = self.quotes.iter().chain(&self.events);
        if eras.all(|era| era.records.is_within(listed)) {
            return Arc::clone(&self.all);
        }
        let (quotes, events) = cores::both(
            self.quotes.len() > 1 && self.events.len() > 1,
            || self.count_of(&self.quotes, listed),
            || self.count_of(&self.events, listed),
        );
        joined(&[quotes, events])
    }

    fn count_of(&self, eras: &[Era], listed: &Bits) -> Vec<u32> {
        let mut counts = vec![0; self.counted];
        for era in eras {
            // It is the same whichever is counted.
            if era.records.estimate_both(listed) * 2 > era.count {
                era.add_to(&mut counts);
                let missing = era.records.without(listed);
                self.count(missing, |number| subtract(&mut counts, number));
            } else {
                let hits = era.records.both(listed);
                self.count(hits, |number| add(&mut counts, number));
            }
        }
        counts
    }

    /// Tells the number of each actor and issue that some records are counted for.
    #[inline]
    fn count(&self, records: impl Iterator<Item = u32>, mut tell: impl FnMut(u32)) {
        for ix in records {
            for number in self.lists.get(ix.saturating_sub(self.first)) {
                tell(*number);
            }
        }
    }
}

impl Era {
    fn add_to(&self, counts: &mut [u32]) {
        for (count, own) in counts.iter_mut().zip(&self.counts) {
            *count += own;
        }
    }
}

#[inline]
fn add(counts: &mut [u32], number: u32) {
    if let Some(count) = counts.get_mut(number as usize) {
        *count += 1;
    }
}

#[inline]
fn subtract(counts: &mut [u32], number: u32) {
    if let Some(count) = counts.get_mut(number as usize) {
        *count = count.saturating_sub(1);
    }
}

fn joined([quotes, events]: &[Vec<u32>; 2]) -> Arc<[Counts]> {
    let both = quotes.iter().zip(events);
    both.map(|(quotes, events)| Counts {
        quotes: *quotes,
        events: *events,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_listed_is_counted_whether_it_is_little_or_much() {
        const COUNT: u32 = 60_000;
        let mut lists = Lists::default();
        for ix in 0..COUNT {
            lists.push([ix % 3, 3 + ix % 2]);
        }
        let mut involved = Involved {
            lists,
            counted: 5,
            ..Involved::default()
        };
        let none = Bits::with_capacity(COUNT as usize);
        // By date they stand the other way round.
        let quotes: Vec<_> = (0..36_000).rev().map(RecordIx).collect();
        let events: Vec<_> = (36_000..COUNT).map(RecordIx).collect();
        involved.quotes = involved.eras(&quotes, &none);
        involved.events = involved.eras(&events, &none);
        involved.all = joined(&[
            involved.sum(&involved.quotes),
            involved.sum(&involved.events),
        ]);
        assert_eq!(involved.quotes.len(), ERAS);
        let ranges = [0..0, 3..10, 0..35_999, 1..COUNT, 30_000..50_000, 0..COUNT];
        for range in ranges {
            let mut listed = none.clone();
            listed.insert_all(range);
            let plain = |all: &[RecordIx]| {
                let mut counts = vec![0; 5];
                for ix in all.iter().filter(|ix| listed.contains(ix.0)) {
                    counts[ix.0 as usize % 3] += 1;
                    counts[3 + ix.0 as usize % 2] += 1;
                }
                counts
            };
            let expected = joined(&[plain(&quotes), plain(&events)]);
            assert_eq!(involved.count_listed(&listed), expected);
        }
    }
}
