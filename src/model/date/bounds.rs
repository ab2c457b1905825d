//! Which days a date can mean, and what follows from that.

use chrono::{Datelike, NaiveDate};

use super::Date;

/// Whether something is so, where a date is not exactly known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It cannot be.
    Never,
    /// It may be.
    Possibly,
    /// It is.
    Certainly,
}

/// A range of days, both ends included; an open end is `None`.
///
/// A range that ends before it starts is empty: it contains no day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl DayRange {
    /// From the earliest day of one date to the latest day of another: `2025-11` to `2025-11` is
    /// all of November. A date that is not given leaves its end open, as an open date does.
    pub fn between(from: Option<&Date>, to: Option<&Date>) -> Self {
        Self {
            from: from.and_then(Date::earliest),
            to: to.and_then(Date::latest),
        }
    }

    /// Whether a day lies in it.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first() <= day && day <= self.last()
    }

    /// Whether it contains no day.
    pub fn is_empty(self) -> bool {
        self.first() > self.last()
    }

    fn first(self) -> NaiveDate {
        self.from.unwrap_or(NaiveDate::MIN)
    }

    fn last(self) -> NaiveDate {
        self.to.unwrap_or(NaiveDate::MAX)
    }
}

/// The days between which one day is known to lie, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Span {
    pub(super) lo: NaiveDate,
    pub(super) hi: NaiveDate,
}

impl Span {
    /// Earlier than every day.
    pub(super) const ALWAYS: Self = Self {
        lo: NaiveDate::MIN,
        hi: NaiveDate::MIN,
    };
    /// Later than every day.
    pub(super) const FOREVER: Self = Self {
        lo: NaiveDate::MAX,
        hi: NaiveDate::MAX,
    };
}

/// When something started and when it ended, each as exactly as it is known. `NaiveDate::MIN` and
/// `NaiveDate::MAX` stand for an open start and an open end.
///
/// A moment starts and ends on the same day, so both spans are one; that way a question about
/// moments and durations has one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    start: Span,
    end: Span,
}

impl Bounds {
    pub(super) fn moment(span: Span) -> Self {
        Self {
            start: span,
            end: span,
        }
    }

    /// A duration starts no later than it can end, and ends no earlier than it can start.
    pub(super) fn duration(start: Span, end: Span) -> Self {
        Self {
            start: Span {
                lo: start.lo,
                hi: start.hi.min(end.hi),
            },
            end: Span {
                lo: end.lo.max(start.lo),
                hi: end.hi,
            },
        }
    }

    /// The four days between which it started and ended, as days of the common era.
    pub fn days(&self) -> [i32; 4] {
        let days = [self.start.lo, self.start.hi, self.end.lo, self.end.hi];
        days.map(|day| day.num_days_from_ce())
    }

    /// The bounds with these days; `None` where there are no such days.
    pub fn of_days(days: [i32; 4]) -> Option<Self> {
        let [start_lo, start_hi, end_lo, end_hi] = days.map(NaiveDate::from_num_days_from_ce_opt);
        Some(Self {
            start: Span {
                lo: start_lo?,
                hi: start_hi?,
            },
            end: Span {
                lo: end_lo?,
                hi: end_hi?,
            },
        })
    }

    pub(super) fn earliest(self) -> Option<NaiveDate> {
        (self.start.lo > NaiveDate::MIN).then_some(self.start.lo)
    }

    pub(super) fn latest(self) -> Option<NaiveDate> {
        (self.end.hi < NaiveDate::MAX).then_some(self.end.hi)
    }

    /// The day, where it can be one day only.
    pub(super) fn one_day(self) -> Option<NaiveDate> {
        (self.start.lo == self.end.hi).then_some(self.start.lo)
    }

    /// Whether it takes place in a range of days, as [`Date::within`] says it.
    pub fn within(&self, range: DayRange) -> Certainty {
        let (from, to) = (range.first(), range.last());
        if range.is_empty() || self.start.lo > to || self.end.hi < from {
            Certainty::Never
        } else if self.start.hi <= to && self.end.lo >= from {
            Certainty::Certainly
        } else {
            Certainty::Possibly
        }
    }

    /// Whether all of it came before all of another, as [`Date::before`] says it.
    pub fn before(&self, other: &Self) -> Certainty {
        if self.end.hi < other.start.lo {
            Certainty::Certainly
        } else if self.end.lo >= other.start.hi {
            Certainty::Never
        } else {
            Certainty::Possibly
        }
    }
}
