//! How many quotations and events there are of each actor and on each issue, whatever is listed.
//!
//! Most of what is asked for takes in whole times, or nearly: so the counts of each era of the quotations
//! and events are known, and of an era that is listed by more than half only what is missing is counted.

use std::sync::Arc;

use crate::library::bits::Bits;
use crate::library::csr::Lists;
use crate::library::recent::Recent;
use crate::library::records::Piece;
use crate::library::{People, cores};

use super::Counts;
use super::dated::{ByDate, Era};
use super::facets::Facets;
use super::spread::{Share, Spread, Told};

/// The actors and issues that each quotation and event is counted for.
#[derive(Debug, Default)]
pub(super) struct Involved {
    /// By the record's number, less that of the first of the sixty-four that the first one is among.
    lists: Lists,
    /// How many times sixty-four that is.
    first: usize,
    counted: usize,
    /// How many quotations, and how many events, of each era there are of each actor and issue.
    eras: [Vec<Vec<u32>>; 2],
    /// How many there are of each, whatever the filter.
    all: Arc<[Counts]>,
    /// What was listed last, as by a query beside which another filter is set and let go of.
    recent: Recent<Bits, Arc<[Counts]>, 2>,
}

impl Involved {
    /// Finds out for whom the records of some pieces are counted, between which there is no gap, and
    /// counts all quotations and events.
    pub(super) fn new(
        (facets, people): (&Facets, People),
        pieces: &[Piece<'_>],
        [quotes, events]: [&ByDate; 2],
    ) -> Self {
        let found = cores::each(pieces.len() > 1, pieces, |piece| {
            facets.involved(piece, people)
        });
        let first = pieces.first().map_or(0, |piece| piece.range().start);
        let mut before = Lists::default();
        (0..first % 64).for_each(|_| before.push([]));
        let lists: Vec<_> = std::iter::once(before).chain(found).collect();
        let mut involved = Self {
            lists: Lists::joined(&lists),
            first: first as usize / 64,
            counted: facets.counted(),
            ..Self::default()
        };
        let count = |list: &ByDate| {
            list.eras()
                .iter()
                .map(|era| involved.count_era(era))
                .collect()
        };
        let (quotes, events) = cores::both(quotes.is_long(), || count(quotes), || count(events));
        involved.eras = [quotes, events];
        involved.all = joined(&involved.eras.each_ref().map(|eras| involved.sum(eras)));
        involved
    }

    fn count_era(&self, era: &Era) -> Vec<u32> {
        let mut counts = vec![0; self.counted];
        self.count(era.records.words(), (&mut counts, ONE_MORE));
        counts
    }

    fn sum(&self, eras: &[Vec<u32>]) -> Vec<u32> {
        let mut counts = vec![0; self.counted];
        for era in eras {
            add_all(&mut counts, era);
        }
        counts
    }

    /// For each actor and issue, how many of the listed quotations and events are of it, told how what
    /// is listed lies over the eras it was made of.
    pub(super) fn count_listed(&self, listed: &Spread<'_>) -> Arc<[Counts]> {
        let [quotes, events] = listed.told();
        let mut eras = quotes.eras().chain(events.eras());
        if eras.all(|(_, share)| share == Share::Everything) {
            return Arc::clone(&self.all);
        }
        let [of_quotes, of_events] = &self.eras;
        self.recent.answer(listed.set, || {
            let (quotes, events) = cores::both(
                quotes.is_long() && events.is_long(),
                || self.count_of(quotes, of_quotes),
                || self.count_of(events, of_events),
            );
            joined(&[quotes, events])
        })
    }

    /// Forgets what was listed last.
    pub(super) fn forget_answers(&self) {
        self.recent.forget();
    }

    fn count_of(&self, told: Told<'_>, known: &[Vec<u32>]) -> Vec<u32> {
        let listed = told.set;
        let mut counts = vec![0; self.counted];
        // The records of an era lie everywhere: those of all eras are looked up together.
        let mut hits = listed.none();
        let mut missing = listed.none();
        for ((era, share), known) in told.eras().zip(known) {
            match share {
                Share::Nothing => {}
                Share::Everything => add_all(&mut counts, known),
                // It is the same whichever is counted.
                Share::Something if era.records.estimate_both(listed) * 2 > era.rows.len() => {
                    add_all(&mut counts, known);
                    missing.unite(&era.records);
                }
                Share::Something => hits.unite(&era.records),
            }
        }
        self.count(missing.words_of_others(listed), (&mut counts, ONE_LESS));
        self.count(hits.words_of_both(listed), (&mut counts, ONE_MORE));
        counts
    }

    /// Adds something to the count of each actor and issue that some records are counted for.
    fn count(
        &self,
        records: impl Iterator<Item = (usize, u64)>,
        (counts, more): (&mut [u32], u32),
    ) {
        let records = records.map(|(place, word)| (place.saturating_sub(self.first), word));
        self.lists.count(records, (counts, more));
    }
}

const ONE_MORE: u32 = 1;
const ONE_LESS: u32 = 0_u32.wrapping_sub(1);

fn add_all(counts: &mut [u32], more: &[u32]) {
    for (count, more) in counts.iter_mut().zip(more) {
        *count += more;
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
    use crate::library::select::dated::tests::chronology;

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
        // By date the quotations stand the other way round.
        let quotes: Vec<u32> = (0..36_000).rev().collect();
        let events: Vec<u32> = (36_000..COUNT).collect();
        let chronology = chronology([&quotes, &events, &[]], COUNT);
        let none = Bits::with_capacity(COUNT as usize);
        let nothing = chronology.spread(&none);
        involved.eras = nothing.told().map(|told| {
            let eras = told.eras();
            eras.map(|(era, _)| involved.count_era(era)).collect()
        });
        involved.all = joined(&involved.eras.each_ref().map(|eras| involved.sum(eras)));
        assert!(involved.eras.iter().all(|eras| eras.len() > 3));
        let ranges = [0..0, 3..10, 0..35_999, 1..COUNT, 30_000..50_000, 0..COUNT];
        for width in ["long", "short"] {
            for range in ranges.clone() {
                let mut listed = none.clone();
                listed.insert_all(range);
                let plain = |all: &[u32]| {
                    let mut counts = vec![0; 5];
                    for ix in all.iter().filter(|ix| listed.contains(**ix)) {
                        counts[*ix as usize % 3] += 1;
                        counts[3 + *ix as usize % 2] += 1;
                    }
                    counts
                };
                let expected = joined(&[plain(&quotes), plain(&events)]);
                let counts = involved.count_listed(&chronology.spread(&listed));
                assert_eq!(counts, expected, "{width}");
            }
            involved.lists.shrink();
        }
        let mut all = none.clone();
        all.insert_all(0..COUNT);
        assert!(Arc::ptr_eq(
            &involved.count_listed(&chronology.spread(&all)),
            &involved.all
        ));
    }
}
