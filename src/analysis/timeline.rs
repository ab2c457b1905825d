//! What was when: events and quotations on one axis of time, in lanes, over one briefing or many,
//! from their columns.
//!
//! A record stands in one column, the one of the first day that its date means as it is written;
//! with an open start, of the last. Where the date is not exact the other columns that it may have
//! been in, or lasted through, have a mark ([`Mark`]), and whether it was certainly in its own is
//! told: that depends on the scale. "25–30 November" is certain in a week and not on a day.

mod axis;
mod scale;
mod trace;

use std::collections::HashMap;
use std::ops::RangeInclusive;

use crate::library::records::NO_DAY;
use crate::library::{Library, RecordIx, Scope, Selection};
use crate::model::RecordKind;
use crate::model::date::Bounds;

pub use axis::{Axis, Column};
pub use scale::Scale;
pub use trace::{Mark, Trace};

/// How many columns there are at most at the scale that is chosen where none is asked for.
const USUAL: usize = 12;
/// How many columns there can be: closer scales with more are not to be had.
const MOST: usize = 6_000;

/// The days of the years 1 to 9999, as days of the common era: what stands for an open start or
/// end lies outside.
const CLOSED: RangeInclusive<i32> = 1..=3_652_059;

/// What lanes are of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lanes {
    /// Each of an actor.
    Actors,
    /// Each of an issue.
    Issues,
    /// One for everything.
    One,
}

/// Whose lane it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Whose {
    /// That of an actor or issue: the record that stands for it.
    Of(RecordIx),
    /// That of what is of no actor or issue.
    Nobodys,
    /// Everybody's.
    Everybodys,
}

/// What is known of when a record was, other than the day it stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Known {
    /// Everything, as far as its column goes.
    Exactly,
    /// It may have been in other columns.
    Within,
    /// It was then or at any time before.
    OrBefore,
    /// It was then or at any time after.
    OrAfter,
    /// It lasts since, without an end.
    Since,
    /// It lasted until then, without a beginning.
    Until,
}

/// A record where it stands in a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The column.
    pub column: u32,
    /// The record.
    pub record: RecordIx,
    /// What is known of when it was.
    pub known: Known,
    /// Whether it was certainly in this column, at least in part.
    pub is_certain: bool,
}

/// A lane: the records of somebody, from the earliest to the latest.
#[derive(Clone, Debug)]
pub struct Lane {
    /// Whose.
    pub of: Whose,
    /// Its records.
    pub standing: Vec<Standing>,
    /// Their marks on columns that they do not stand in, and on their own where these go on.
    pub traces: Vec<(RecordIx, Trace)>,
}

impl Lane {
    /// The records that stand in a column.
    pub fn within(&self, column: u32) -> &[Standing] {
        let start = self.standing.partition_point(|one| one.column < column);
        let end = self.standing.partition_point(|one| one.column <= column);
        self.standing.get(start..end).unwrap_or_default()
    }

    /// What its traces show, as runs of columns with the same mark, ascending.
    pub fn runs(&self) -> Vec<Trace> {
        let traces: Vec<_> = self.traces.iter().map(|(_, trace)| *trace).collect();
        trace::runs(&traces)
    }

    /// The records that do not stand in a column but lasted in it, or may have been in it.
    pub fn through(&self, column: u32) -> impl Iterator<Item = (RecordIx, Mark)> + '_ {
        let here = move |trace: &Trace| (trace.from..=trace.to).contains(&column);
        let traces = self.traces.iter().filter(move |(_, trace)| here(trace));
        let elsewhere = traces.filter(move |(record, _)| {
            let mut standing = self.within(column).iter();
            standing.all(|one| one.record != *record)
        });
        elsewhere.map(|(record, trace)| (*record, trace.mark))
    }
}

/// The events and quotations of some briefings by their days.
#[derive(Clone, Debug, Default)]
pub struct Dated {
    /// Each with the day it stands at, ascending.
    records: Vec<(i32, RecordIx)>,
    /// How many have no date.
    pub undated: usize,
    /// The days that have a column of their own, ascending: those that something stands at, and
    /// those that something begins or ends at the earliest or latest.
    days: Vec<i32>,
}

/// Events and quotations on an axis, in lanes.
#[derive(Clone, Debug)]
pub struct Timeline {
    /// The columns.
    pub axis: Axis,
    /// The lanes, by when the first of their records stands.
    pub lanes: Vec<Lane>,
}

/// The four days of a date's bounds, with what is open told apart.
#[derive(Clone, Copy)]
struct Days {
    /// When it may have begun at the earliest; `None` where that is open.
    earliest: Option<i32>,
    /// When it may have ended at the latest; `None` where that is open.
    latest: Option<i32>,
    /// It had begun by then.
    begun: i32,
    /// It had not ended before.
    lasting: i32,
    /// Whether it is one moment.
    is_moment: bool,
}

impl Days {
    fn of(bounds: &Bounds) -> Self {
        let [earliest, begun, lasting, latest] = bounds.days();
        let closed = |day: i32| CLOSED.contains(&day).then_some(day);
        Self {
            earliest: closed(earliest),
            latest: closed(latest),
            begun,
            lasting,
            is_moment: earliest == lasting && begun == latest,
        }
    }

    /// Those that are not open.
    fn closed(self) -> impl Iterator<Item = i32> {
        let of_its_own = [Some(self.begun), Some(self.lasting)];
        let of_its_own = of_its_own.map(|day| day.filter(|_| !self.is_moment));
        let all = [self.earliest, self.latest].into_iter().chain(of_its_own);
        all.flatten().filter(|day| CLOSED.contains(day))
    }

    /// Whether it can be within some days only.
    fn only_within(self, column: Column) -> bool {
        let from = self.earliest.is_some_and(|day| column.first <= day);
        let to = self.latest.is_some_and(|day| day <= column.last);
        from && to
    }

    /// Whether it certainly was within some days, at least in part.
    const fn certainly_within(self, column: Column) -> bool {
        self.begun <= column.last && self.lasting >= column.first
    }

    fn known(self, column: Column) -> Known {
        match (self.is_moment, self.earliest, self.latest) {
            (true, None, _) => Known::OrBefore,
            (true, _, None) => Known::OrAfter,
            (false, _, None) => Known::Since,
            (false, None, _) => Known::Until,
            _ if self.certainly_within(column) => Known::Exactly,
            _ => Known::Within,
        }
    }
}

impl Dated {
    /// The events and quotations that a selection lists.
    pub fn of(library: &Library, selection: &Selection) -> Self {
        let mut dated = Self::default();
        let all = library.records();
        let kinds = [RecordKind::Event, RecordKind::Quote];
        let listed = kinds.iter().flat_map(|kind| selection.rows(*kind));
        for record in listed {
            let (day, _) = all.days(*record);
            let Some(bounds) = all.bounds(*record).filter(|_| day != NO_DAY) else {
                dated.undated += 1;
                continue;
            };
            dated.records.push((day, *record));
            let days = Days::of(bounds);
            dated.days.push(day);
            if days.earliest != Some(day) || days.latest != Some(day) {
                dated.days.extend(days.closed());
            }
        }
        dated.records.sort_unstable();
        dated.days.sort_unstable();
        dated.days.dedup();
        dated
    }

    /// How many have a date.
    pub const fn len(&self) -> usize {
        self.records.len()
    }

    /// The first day that one stands at.
    pub fn first(&self) -> Option<i32> {
        self.records.first().map(|(day, _)| *day)
    }

    /// Whether none has a date.
    pub const fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// The closest scale that can be had.
    pub fn closest(&self) -> Scale {
        self.closest_with(MOST)
    }

    /// The scale that shows all of it at a glance.
    pub fn usual(&self) -> Scale {
        self.closest_with(USUAL)
    }

    fn closest_with(&self, most: usize) -> Scale {
        let mut scales = Scale::ALL.into_iter();
        let fits = |scale: &Scale| Axis::of(*scale, &self.days).columns.len() <= most;
        scales.find(fits).unwrap_or(Scale::Year)
    }

    /// How many stand in each of so many equal parts of the time from the first to the last day
    /// of an axis.
    pub fn density(&self, axis: &Axis, parts: usize) -> Vec<usize> {
        let mut density = vec![0; parts];
        for (day, _) in &self.records {
            if let Some(count) = density.get_mut(part(axis, *day, parts)) {
                *count += 1;
            }
        }
        density
    }

    /// All of it at a scale. Of several briefings the lanes are of actors or issues that are the
    /// same.
    pub fn timeline(
        &self,
        (library, scope): (&Library, Scope),
        (lanes, scale): (Lanes, Scale),
    ) -> Timeline {
        let axis = Axis::of(scale, &self.days);
        let mut by: HashMap<Whose, usize, foldhash::fast::RandomState> = HashMap::default();
        let mut found: Vec<Lane> = Vec::new();
        let (mut column, mut whose) = (0, Vec::new());
        for (day, record) in &self.records {
            let Some(bounds) = library.records().bounds(*record) else {
                continue;
            };
            while axis.columns.get(column).is_some_and(|one| one.last < *day) {
                column += 1;
            }
            let (standing, traces) = axis.place((column, *record), Days::of(bounds));
            whose.clear();
            lanes.of(library, (scope, *record), &mut whose);
            for of in &whose {
                let at = *by.entry(*of).or_insert_with(|| {
                    found.push(Lane {
                        of: *of,
                        standing: Vec::new(),
                        traces: Vec::new(),
                    });
                    found.len() - 1
                });
                if let Some(lane) = found.get_mut(at) {
                    lane.standing.push(standing);
                    let traces = traces.into_iter().flatten();
                    lane.traces.extend(traces.map(|trace| (*record, trace)));
                }
            }
        }
        Timeline { axis, lanes: found }
    }
}

/// In which of so many equal parts of an axis a day lies.
pub fn part(axis: &Axis, day: i32, parts: usize) -> usize {
    let Some((first, last)) = axis.days() else {
        return 0;
    };
    let (span, at) = (i64::from(last) - i64::from(first) + 1, day - first);
    let [span, at] = [span.max(1), i64::from(at.max(0))].map(i64::unsigned_abs);
    let at = at.saturating_mul(parts as u64) / span;
    usize::try_from(at).map_or(0, |at| at.min(parts.saturating_sub(1)))
}

impl Lanes {
    /// Whose lanes a record is in, each once.
    fn of(self, library: &Library, (scope, record): (Scope, RecordIx), whose: &mut Vec<Whose>) {
        let records = library.records();
        let mut add = |ix: RecordIx| {
            let head = match scope {
                Scope::One(_) => ix,
                Scope::All => library.identities().head(ix),
            };
            if !whose.contains(&Whose::Of(head)) {
                whose.push(Whose::Of(head));
            }
        };
        match self {
            Self::Actors => records.actors(record).for_each(&mut add),
            Self::Issues => records.issues(record).for_each(&mut add),
            Self::One => whose.push(Whose::Everybodys),
        }
        if whose.is_empty() {
            whose.push(Whose::Nobodys);
        }
    }
}

impl Axis {
    /// A record in the column it stands in, and its marks.
    fn place(
        &self,
        (column, record): (usize, RecordIx),
        days: Days,
    ) -> (Standing, [Option<Trace>; 2]) {
        let own = self.columns.get(column).copied();
        let own = own.unwrap_or(Column {
            first: 0,
            last: 0,
            gap: None,
        });
        let standing = Standing {
            column: column as u32,
            record,
            known: days.known(own),
            is_certain: days.certainly_within(own),
        };
        if days.only_within(own) {
            return (standing, [None, None]);
        }
        (standing, self.traces(column, days))
    }

    fn traces(&self, own: usize, days: Days) -> [Option<Trace>; 2] {
        let end = self.columns.len().saturating_sub(1);
        let trace = |from: usize, to: usize, mark| {
            (from <= to).then_some(Trace {
                from: from as u32,
                to: to as u32,
                mark,
            })
        };
        let from = days.earliest.map(|day| self.at(day));
        let to = days.latest.map(|day| self.at(day));
        if days.is_moment {
            let possibly = trace(from.unwrap_or(own), to.unwrap_or(own), Mark::Possibly);
            // Where one end is open the other is where it stands, or as far off as it may be.
            let possibly = possibly.filter(|trace| trace.from < trace.to);
            let open = match (from, to) {
                (None, _) => own
                    .checked_sub(1)
                    .and_then(|at| trace(at, at, Mark::Before)),
                (_, None) if own < end => trace(own + 1, own + 1, Mark::After),
                _ => None,
            };
            return [possibly, open];
        }
        let possibly = trace(from.unwrap_or(0), to.unwrap_or(end), Mark::Possibly);
        // It lasted in the columns that end when it had begun, and begin before it ended.
        let first = self.columns.partition_point(|one| one.last < days.begun);
        let after = self
            .columns
            .partition_point(|one| one.first <= days.lasting);
        let lasts = after
            .checked_sub(1)
            .and_then(|last| trace(first, last, Mark::Lasts));
        [possibly, lasts]
    }
}

#[cfg(test)]
mod tests;
