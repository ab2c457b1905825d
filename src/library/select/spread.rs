//! How a set lies over the eras of a scope: of what is listed as a whole, or not at all, everything is
//! known before it is looked at.

use std::ops::Range;

use crate::library::bits::Bits;
use crate::library::{RecordIx, cores};

use super::dated::{self, Among, ByDate, Chronology, Era};
use super::order;

/// How much of an era is in a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Share {
    Nothing,
    Something,
    Everything,
}

/// How a set lies over the eras.
#[derive(Debug)]
pub(super) struct Spread<'a> {
    chronology: &'a Chronology,
    pub(super) set: &'a Bits,
    /// Of each era, as [`Chronology::eras`] has them.
    shares: Vec<Share>,
    /// Rows of each list outside of which nothing is in the set, where that is known.
    among: Option<&'a Among>,
}

/// How a set lies over the quotations, or over the events.
#[derive(Clone, Copy, Debug)]
pub(super) struct Told<'a> {
    list: &'a ByDate,
    shares: &'a [Share],
    among: Option<&'a [Range<usize>]>,
    pub(super) set: &'a Bits,
}

impl Chronology {
    /// How a set lies over the eras.
    pub(super) fn spread<'a>(&'a self, set: &'a Bits) -> Spread<'a> {
        let eras: Vec<_> = self.eras().collect();
        let is_long = self.told().into_iter().any(ByDate::is_long);
        Spread {
            chronology: self,
            set,
            shares: cores::each(is_long, &eras, |era| Share::of(era, set)),
            among: None,
        }
    }
}

impl Share {
    /// How much of some records is in a set.
    fn of(records: &Bits, set: &Bits) -> Self {
        if records.is_within(set) {
            Self::Everything
        } else if records.is_apart(set) {
            Self::Nothing
        } else {
            Self::Something
        }
    }
}

impl<'a> Spread<'a> {
    /// The same, told of each list the rows outside of which nothing is in the set.
    pub(super) fn among(self, rows: Option<&'a Among>) -> Self {
        Self {
            among: rows,
            ..self
        }
    }

    /// How a set lies over the eras of which this one has at least all that it has.
    pub(super) fn spread_within(&self, set: &'a Bits) -> Self {
        let shares = self.eras().map(|(era, share)| match share {
            Share::Nothing => Share::Nothing,
            _ => Share::of(era, set),
        });
        Self {
            chronology: self.chronology,
            set,
            shares: shares.collect(),
            among: self.among,
        }
    }

    /// How it lies over the quotations and over the events.
    pub(super) fn told(&self) -> [Told<'_>; 2] {
        let [quotes, events] = self.chronology.told();
        let parted = self.shares.split_at_checked(quotes.eras().len());
        let (of_quotes, others) = parted.unwrap_or_default();
        let of_events = others.get(..events.eras().len()).unwrap_or_default();
        [(0, quotes, of_quotes), (1, events, of_events)].map(|(at, list, shares)| Told {
            list,
            shares,
            among: self.among.and_then(|all| all.get(at)).map(Vec::as_slice),
            set: self.set,
        })
    }

    /// The eras with their shares.
    pub(super) fn eras(&self) -> impl Iterator<Item = (&'a Bits, Share)> {
        self.chronology.eras().zip(self.shares.iter().copied())
    }
}

impl<'a> Told<'a> {
    /// The eras with their shares.
    pub(super) fn eras(&self) -> impl Iterator<Item = (&'a Era, Share)> {
        self.list.eras().iter().zip(self.shares.iter().copied())
    }

    /// Whether there is so much to do with them that it is worth a thread.
    pub(super) fn is_long(&self) -> bool {
        self.list.is_long()
    }

    /// How many rows have to be looked up in the set.
    pub(super) fn looked_up(&self) -> usize {
        let eras = self.eras();
        let eras = eras.filter(|(_, share)| *share == Share::Something);
        let rows = eras.flat_map(|(era, _)| self.some_of(era));
        rows.map(|rows| rows.len()).sum()
    }

    /// The rows of an era outside of which nothing is in the set.
    fn some_of(&self, era: &Era) -> impl Iterator<Item = Range<usize>> {
        let all = self.among.is_none().then(|| era.rows.clone());
        let some = dated::within(self.among.unwrap_or_default(), era.rows.clone());
        all.into_iter().chain(some)
    }

    /// The rows that are in the set, which has so many of them.
    pub(super) fn rows(&self, count: usize) -> Vec<RecordIx> {
        let mut found = Vec::with_capacity(count);
        for (era, share) in self.eras() {
            match share {
                Share::Nothing => {}
                Share::Something => {
                    for rows in self.some_of(era) {
                        order::extend(&mut found, self.list.of(rows), self.set);
                    }
                }
                Share::Everything => found.extend_from_slice(self.list.of(era.rows.clone())),
            }
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::select::dated::tests::chronology;

    #[test]
    fn a_set_is_told_era_by_era() {
        const COUNT: u32 = 90_000;
        let quotes: Vec<u32> = (0..40_000).rev().collect();
        let events: Vec<u32> = (40_000..80_000).collect();
        let others: Vec<u32> = (80_000..85_000).collect();
        let chronology = chronology([&quotes, &events, &others], COUNT);
        let ranges = [0..0, 0..COUNT, 3..10, 0..35_000, 10..83_000, 50_000..COUNT];
        for range in ranges {
            let mut set = Bits::with_capacity(COUNT as usize);
            set.insert_all(range.clone());
            let mut less = set.clone();
            (0..COUNT).step_by(3).for_each(|ix| less.remove(ix));
            let all = chronology.spread(&set);
            for (set, spread) in [(&set, &all), (&less, &all.spread_within(&less))] {
                for (era, share) in spread.eras() {
                    let expected = match era.count_both(set) {
                        all if all == era.count() => Share::Everything,
                        0 => Share::Nothing,
                        _ => Share::Something,
                    };
                    assert_eq!(share, expected, "{range:?}");
                }
                for (told, all) in spread.told().iter().zip([&quotes, &events]) {
                    let listed = all.iter().filter(|ix| set.contains(**ix));
                    assert!(told.rows(0).iter().map(|ix| &ix.0).eq(listed));
                    assert!(told.looked_up() <= all.len());
                }
            }
        }
    }
}
