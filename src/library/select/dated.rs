//! The records of a scope by date: what is asked of dates is answered date by date, not record by record.
//!
//! There are far fewer dates than records, and what is asked mostly takes in whole times: so the dates of
//! a list are parted into eras, and of an era that is wanted by more than half only the rest is taken
//! out of it.

use std::collections::HashMap;
use std::ops::Range;

use crate::leisure::by_thousands;
use crate::library::bits::Bits;
use crate::library::{RecordIx, cores};
use crate::model::date::{Bounds, Certainty};

use super::Listing;

/// So many eras a long list has.
const ERAS: usize = 4;

/// The quotations, the events, and all others.
const LISTS: usize = 3;

/// A list of no more records than this is one era.
const FEW: usize = 20_000;

/// Records that certainly and that may have a date of which something is so.
#[derive(Clone, Debug)]
pub(in crate::library) struct Dated {
    pub(in crate::library) sure: Bits,
    pub(in crate::library) maybe: Bits,
    /// Rows of each list, outside of which stands no record of the list of which it is so, or may be.
    pub(in crate::library) rows: Among,
}

/// Of each list, some of its rows, ascending.
pub(in crate::library) type Among = Vec<Vec<Range<usize>>>;

/// The date of a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct When {
    /// The first and last day by which it sorts.
    pub(super) days: (i32, i32),
    /// `None` where it has no date.
    pub(super) bounds: Option<Bounds>,
}

/// The records of a scope by date.
#[derive(Debug)]
pub(super) struct Chronology {
    /// The different dates.
    dates: Vec<Bounds>,
    lists: [ByDate; LISTS],
    /// The records that are in no list: they have no date.
    undated: Bits,
}

/// Some records by date; those without one stand last.
#[derive(Debug, Default)]
pub(super) struct ByDate {
    rows: Listing,
    days: Vec<Day>,
    /// Of all days, one after the other, the different dates, by their numbers.
    numbers: Vec<u32>,
    eras: Vec<Era>,
}

/// Some records whose dates sort alike.
#[derive(Clone, Copy, Debug)]
struct Day {
    /// Where they end among the rows.
    end: usize,
    /// Where their dates end among the numbers.
    numbers_end: usize,
}

/// Some days of a list, one after the other.
#[derive(Debug)]
pub(super) struct Era {
    /// Its rows.
    pub(super) rows: Range<usize>,
    pub(super) records: Bits,
}

/// What was found of some rows, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    /// It is so of all.
    All(Certainty),
    /// Each has to be asked.
    Each,
}

impl Chronology {
    /// The quotations, the events, and the other records that have a date, each sorted by the days that
    /// records sort by, and all records there are.
    pub(super) fn new(
        date_of: impl Fn(RecordIx) -> When,
        lists: [Listing; LISTS],
        all: &Bits,
    ) -> Self {
        let mut dates = Vec::new();
        let mut known = HashMap::with_hasher(foldhash::fast::FixedState::default());
        let mut number = |bounds: &Bounds| {
            *known.entry(*bounds).or_insert_with(|| {
                dates.push(*bounds);
                dates.len() as u32 - 1
            })
        };
        let none = all.none();
        let lists = lists.map(|rows| ByDate::new(&date_of, rows, (&mut number, &none)));
        let mut undated = all.clone();
        for era in lists.iter().flat_map(ByDate::eras) {
            undated.subtract(&era.records);
        }
        Self {
            dates,
            lists,
            undated,
        }
    }

    /// The quotations and the events.
    pub(super) const fn told(&self) -> [&ByDate; 2] {
        let [quotes, events, _] = &self.lists;
        [quotes, events]
    }

    /// All records, era by era: first those of the quotations, then those of the events, then the
    /// others, and last what has no date.
    pub(super) fn eras(&self) -> impl Iterator<Item = &Bits> {
        let dated = self.lists.iter().flat_map(ByDate::eras);
        let dated = dated.map(|era| &era.records);
        dated.chain(std::iter::once(&self.undated))
    }

    /// The records with a date of which something is so. What has no date at all may have any.
    pub(super) fn ask(
        &self,
        date_of: impl Fn(RecordIx) -> When + Sync,
        is: impl Fn(&Bounds) -> Certainty + Sync,
    ) -> Dated {
        let found: Vec<_> = self.dates.iter().map(&is).collect();
        let is_long = self.lists.iter().any(ByDate::is_long);
        let all = cores::each(is_long, &self.lists, |list| {
            let mut sure = self.undated.none();
            let mut unsure = sure.clone();
            let runs = list.runs(|number| found.get(number as usize).copied());
            for (certainty, bits) in [
                (Certainty::Certainly, &mut sure),
                (Certainty::Possibly, &mut unsure),
            ] {
                let so = runs
                    .iter()
                    .filter(|(_, one)| *one == Answer::All(certainty));
                let so: Vec<_> = so.map(|(rows, _)| rows.clone()).collect();
                list.insert(&so, bits);
            }
            // After what is so of whole ranges: to put these in may take out what lies beside them.
            for (rows, answer) in &runs {
                if *answer != Answer::Each {
                    continue;
                }
                for ix in list.of(rows.clone()) {
                    let bounds = date_of(*ix).bounds;
                    match bounds.as_ref().map_or(Certainty::Possibly, &is) {
                        Certainty::Never => {}
                        Certainty::Possibly => unsure.insert(ix.0),
                        Certainty::Certainly => sure.insert(ix.0),
                    }
                }
            }
            let never = Answer::All(Certainty::Never);
            let rows = runs.into_iter().filter(|(_, answer)| *answer != never);
            (sure, unsure, rows.map(|(rows, _)| rows).collect())
        });
        let mut dated = Dated {
            sure: self.undated.none(),
            maybe: self.undated.clone(),
            rows: Vec::new(),
        };
        for (sure, unsure, rows) in all {
            dated.sure.unite(&sure);
            dated.maybe.unite(&sure);
            dated.maybe.unite(&unsure);
            dated.rows.push(rows);
        }
        dated
    }
}

impl ByDate {
    /// Each different date is given a number; there is room for all records in an empty set.
    fn new(
        date_of: &impl Fn(RecordIx) -> When,
        rows: Listing,
        (mut number, none): (impl FnMut(&Bounds) -> u32, &Bits),
    ) -> Self {
        let mut list = Self::default();
        let mut before = None;
        for (at, ix) in by_thousands(rows.iter()).enumerate() {
            let When { days, bounds } = date_of(*ix);
            if before.replace(days).is_some_and(|before| before != days) {
                list.end_day(at);
            }
            if let Some(number) = bounds.as_ref().map(&mut number) {
                let of_day = list.days.last().map_or(0, |day| day.numbers_end);
                let known = list.numbers.get(of_day..).unwrap_or(&[]);
                // What is listed twice is asked twice.
                if !known.iter().rev().take(8).any(|known| *known == number) {
                    list.numbers.push(number);
                }
            }
        }
        if before.is_some() {
            list.end_day(rows.len());
        }
        list.rows = rows;
        list.part(none);
        list
    }

    fn end_day(&mut self, end: usize) {
        self.days.push(Day {
            end,
            numbers_end: self.numbers.len(),
        });
    }

    /// Parts the days into eras.
    fn part(&mut self, none: &Bits) {
        let count = if self.is_long() { ERAS } else { 1 };
        let least = self.rows.len().div_ceil(count).max(1);
        let mut start = 0;
        for day in &self.days {
            if day.end - start < least && day.end < self.rows.len() {
                continue;
            }
            let rows = start..day.end;
            start = day.end;
            let mut records = none.clone();
            for ix in by_thousands(self.of(rows.clone())) {
                records.insert(ix.0);
            }
            self.eras.push(Era { rows, records });
        }
    }

    /// Whether there is so much to do with it that it is worth a thread.
    pub(super) fn is_long(&self) -> bool {
        self.rows.len() > FEW
    }

    pub(super) fn eras(&self) -> &[Era] {
        &self.eras
    }

    /// What was found of the rows, told what was found of each date by its number; a date of which
    /// nothing was found may be any.
    fn runs(&self, found: impl Fn(u32) -> Option<Certainty>) -> Vec<(Range<usize>, Answer)> {
        let mut runs: Vec<(Range<usize>, Answer)> = Vec::new();
        let (mut start, mut numbers_start) = (0, 0);
        for day in &self.days {
            let numbers = self.numbers.get(numbers_start..day.numbers_end);
            let answers = numbers.unwrap_or(&[]).iter();
            let mut answers = answers.map(|number| found(*number).unwrap_or(Certainty::Possibly));
            let first = answers.next().unwrap_or(Certainty::Possibly);
            let answer = if answers.all(|one| one == first) {
                Answer::All(first)
            } else {
                Answer::Each
            };
            match runs.last_mut() {
                Some((rows, last)) if *last == answer => rows.end = day.end,
                _ => runs.push((start..day.end, answer)),
            }
            (start, numbers_start) = (day.end, day.numbers_end);
        }
        runs
    }

    /// Puts in the records of some ranges of rows, ascending.
    fn insert(&self, ranges: &[Range<usize>], bits: &mut Bits) {
        for era in &self.eras {
            let of_era = within(ranges, era.rows.clone());
            let count: usize = of_era.clone().map(|range| range.len()).sum();
            if count * 2 <= era.rows.len() {
                for ix in of_era.flat_map(|range| self.of(range)) {
                    bits.insert(ix.0);
                }
                continue;
            }
            bits.unite(&era.records);
            let mut from = era.rows.start;
            for range in of_era.chain(std::iter::once(era.rows.end..era.rows.end)) {
                for ix in self.of(from..range.start) {
                    bits.remove(ix.0);
                }
                from = range.end;
            }
        }
    }

    pub(super) fn of(&self, rows: Range<usize>) -> &[RecordIx] {
        self.rows.get(rows).unwrap_or(&[])
    }
}

/// The parts of some ranges, ascending, that lie within another.
pub(super) fn within(
    ranges: &[Range<usize>],
    all: Range<usize>,
) -> impl Iterator<Item = Range<usize>> + Clone {
    let first = ranges.partition_point(|range| range.end <= all.start);
    let ranges = ranges.get(first..).unwrap_or(&[]).iter();
    let parts = ranges.map(move |range| range.start.max(all.start)..range.end.min(all.end));
    parts.take_while(|part| part.start < part.end)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::model::Date;
    use crate::model::date::DayRange;
    use chrono::{Datelike as _, NaiveDate};

    fn date(text: &str) -> When {
        let date = Date::parse(text).unwrap();
        let (first, last) = date.sort_key();
        When {
            days: (first.num_days_from_ce(), last.num_days_from_ce()),
            bounds: Some(*date.bounds()),
        }
    }

    /// Each record has a day of its own, one after the other in each list; so many there are.
    pub(in super::super) fn chronology(lists: [&[u32]; LISTS], count: u32) -> Chronology {
        let mut places = vec![0; count as usize];
        for list in lists {
            for (place, ix) in (0..).zip(list) {
                places[*ix as usize] = place;
            }
        }
        let bounds = date("2020").bounds;
        let date_of = |ix: RecordIx| When {
            days: (places[ix.0 as usize], places[ix.0 as usize]),
            bounds,
        };
        let mut all = Bits::with_capacity(count as usize);
        all.insert_all(0..count);
        let rows = lists.map(|list| {
            list.iter()
                .copied()
                .map(RecordIx)
                .collect::<Vec<_>>()
                .into()
        });
        Chronology::new(date_of, rows, &all)
    }

    #[test]
    fn what_is_asked_of_dates_is_answered_as_for_each_record() {
        const COUNT: u32 = 100_000;
        let none = When {
            days: (i32::MAX, i32::MAX),
            bounds: None,
        };
        // Those of one length sort alike, however sure they are.
        let mut dates: Vec<_> = [
            "2019",
            "2020-02",
            "2020-02~",
            "2020-02?",
            "2020-02-03",
            "2020-02-03?",
            "2020-03",
            "2020-02/2020-04",
            "2021-05-06",
            "2021-05-07",
            "2022",
            "2022?",
            "2023-01-01/2024-12",
        ]
        .map(date)
        .into();
        dates.sort_by_key(|date| date.days);
        dates.push(none);
        let dates = &dates;
        let date_of = |ix: RecordIx| dates[(ix.0 as usize * 31 + ix.0 as usize / 97) % dates.len()];
        let of = |numbers: Range<u32>| {
            let mut rows: Vec<_> = numbers.map(RecordIx).collect();
            rows.sort_by_key(|ix| date_of(*ix).days);
            rows
        };
        let mut others = of(90_000..COUNT);
        others.retain(|ix| date_of(*ix).bounds.is_some());
        let lists = [of(0..50_000), of(50_000..90_000), others];
        let mut all = Bits::with_capacity(COUNT as usize);
        all.insert_all(0..COUNT);
        let chronology = Chronology::new(date_of, lists.clone().map(Listing::from), &all);
        let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
        let ranges = [
            (None, None),
            (day("2020-02-01"), day("2020-02-29")),
            (day("2020-02-03"), day("2020-02-03")),
            (None, day("2021-05-06")),
            (day("2020-03-15"), None),
            (day("2030-01-01"), None),
            // Of most it is certainly so, and of some in between each is asked.
            (day("2020-02-01"), None),
        ];
        for (from, to) in ranges {
            let is = |date: &Bounds| date.within(DayRange { from, to });
            let Dated { sure, maybe, rows } = chronology.ask(date_of, is);
            for ix in 0..COUNT {
                let bounds = date_of(RecordIx(ix)).bounds;
                let expected = bounds.as_ref().map_or(Certainty::Possibly, is);
                assert_eq!(sure.contains(ix), expected == Certainty::Certainly, "{ix}");
                assert_eq!(maybe.contains(ix), expected >= Certainty::Possibly, "{ix}");
            }
            for (list, rows) in lists.iter().zip(&rows) {
                let mut left = list.clone();
                rows.iter()
                    .rev()
                    .for_each(|rows| drop(left.drain(rows.clone())));
                assert!(left.iter().all(|ix| !maybe.contains(ix.0)));
            }
        }
        assert!(chronology.eras().count() > 6);
        assert!(
            chronology
                .told()
                .map(ByDate::is_long)
                .into_iter()
                .all(|is| is)
        );
    }
}
