//! Dates as exactly as they are known: EDTF expressions with bounds.
//!
//! # What can be written
//!
//! | expression | meaning |
//! |---|---|
//! | `2025-12-02`, `2025-11`, `2022` | one moment on that day, in that month, in that year |
//! | `2025-21` `2025-22` `2025-23` `2025-24` | one moment in spring (March–May), summer (June–August), autumn (September–November), winter (December–February of the next year): northern seasons |
//! | `2025-11-29/2025-11-30` | it lasted from the first to the second |
//! | `2025-11-23/..`, `../2025-12-02` | it lasts since, it lasted until: no end, no beginning |
//! | `[2025-11-25..2025-11-30]` | one moment within |
//! | `[..2025-12-02]`, `[2025-11-23..]` | one moment then or before, then or after |
//! | `~` `?` `%` at the end of a date | about, uncertain, both |
//!
//! This is a part of EDTF (ISO 8601-2, annex A), and each of these means there what it means here.
//! Years run from 0001 to 9999. Time of day, weeks, lists, unspecified digits and the rest of EDTF
//! are refused with a reason: see [`DateError`].
//!
//! # What follows from it
//!
//! A *moment* happened once, somewhere between two days; a *duration* lasted all the time from a
//! start to an end. The ends of a duration take in the whole of what is written: `2025-11/2025-12`
//! lasts from 1 November to 31 December.
//!
//! A qualifier (`~`, `?` or `%`, all alike) moves the days by up to three days for a day, one month
//! for a month or a season, one year for a year, both ways. The days of a briefing end where the
//! years do, so nothing is widened past 0001-01-01 or 9999-12-31.

use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

use chrono::NaiveDate;
use serde::Serialize;

mod bounds;
mod explain;
mod expression;
mod notation;
mod read;
#[cfg(test)]
mod tests;
mod words;

pub use bounds::{Bounds, Certainty, DayRange};

use expression::{Ends, Expression, Unit};

/// One EDTF expression (ISO 8601-2) with the earliest and the latest day it can mean.
///
/// Two dates are equal where they are written alike. [`Date::sort_key`] puts dates in an order for
/// display; what is known about before and after is asked of [`Date::before`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct Date {
    written: Box<str>,
    expression: Expression,
    bounds: Bounds,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, as a clause: "November 2025 has 30 days". Nothing of the text stands in it
    /// but digits.
    pub reason: String,
    /// What would help, where something would. An expression that it offers can be read.
    pub help: Option<String>,
    /// The part of the text it concerns, in bytes, between characters.
    pub span: Range<usize>,
}

impl Date {
    /// The longest expression, in bytes.
    pub const MAX_LEN: usize = 64;

    /// Reads an expression.
    ///
    /// # Errors
    /// A [`DateError`] where the text is not one of the expressions listed at the top of
    /// this module, names a day that no calendar has, or ends before it starts.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let expression = read::read(text).map_err(|fault| explain::explain(text, &fault))?;
        Ok(Self {
            written: text.into(),
            expression,
            bounds: expression.bounds(),
        })
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The days between which it started and ended.
    pub const fn bounds(&self) -> &Bounds {
        &self.bounds
    }

    /// The first day it can mean; `None` where the start is open.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.bounds.earliest()
    }

    /// The last day it can mean; `None` where the end is open.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.bounds.latest()
    }

    /// The day, where it is one moment of one known day: `2025-12-02`, and nothing else.
    pub fn day(&self) -> Option<NaiveDate> {
        match self.expression {
            Expression::Single(part) if part.unit == Unit::Day && !part.qualified() => {
                Some(part.first)
            }
            _ => None,
        }
    }

    /// Whether it lasted all the time between its bounds (`a/b`), instead of having happened once
    /// within them.
    pub fn lasts(&self) -> bool {
        matches!(self.expression, Expression::Interval(_))
    }

    /// Whether it takes place in a range of days: whether the moment lies in it, whether the
    /// duration has a day in common with it.
    ///
    /// A moment certainly does where its bounds lie wholly inside; a duration, where it has
    /// certainly started by the last day of the range and certainly not ended before the first. An
    /// open end of a duration lies beyond every range: `2025-11-23/..` certainly lasts on every
    /// later day. Nothing takes place in an empty range.
    pub fn within(&self, range: DayRange) -> Certainty {
        self.bounds.within(range)
    }

    /// Whether all of it came before all of another.
    pub fn before(&self, other: &Self) -> Certainty {
        self.bounds.before(&other.bounds)
    }

    /// How it lies to another date, where that is known: `Less` where it certainly came before,
    /// `Greater` where it certainly came after, `Equal` where both are the same known day. `None`
    /// where they overlap, or may.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        if self.before(other) == Certainty::Certainly {
            Some(Ordering::Less)
        } else if other.before(self) == Certainty::Certainly {
            Some(Ordering::Greater)
        } else {
            let day = self.bounds.one_day();
            (day.is_some() && day == other.bounds.one_day()).then_some(Ordering::Equal)
        }
    }

    /// The key for sorting: the first and the last day as written, that is without what a
    /// qualifier adds, so that "about 20 November" stands at 20 November. An open start sorts on
    /// its end; an open end comes after all others that start on the same day.
    ///
    /// What came certainly before sorts before. Dates that are written differently can have the
    /// same key (`2022`, `2022?`); [`Date::as_str`] decides between them where that matters.
    pub fn sort_key(&self) -> (NaiveDate, NaiveDate) {
        match self.expression {
            Expression::Single(part) => (part.first, part.last),
            Expression::Interval(ends) | Expression::OneOf(ends) => match ends {
                Ends::Both(first, last) => (first.first, last.last),
                Ends::From(first) => (first.first, NaiveDate::MAX),
                Ends::Until(last) => (last.last, last.last),
            },
        }
    }

    /// The date in words for a sentence or a detail row, nothing left out: "29–30 November 2025",
    /// "on one day, 25–30 November 2025", "about 20 November 2025", "on or before 2 December 2025".
    pub fn words(&self) -> String {
        words::words(self.expression)
    }

    /// The date in at most 13 cells, for a column; its year is always to be seen.
    ///
    /// | mark | meaning | |
    /// |---|---|---|
    /// | none | one moment | `2 Dec 2025`, `Nov 2025`, `summer 2025`, `2022` |
    /// | `~` before | about; in a range, an end is not exact | `~20 Nov 25`, `~2014–2022` |
    /// | `?` after a date | uncertain | `20 Nov 25?`, `2022?`, `~2022?` |
    /// | `–` | it lasted | `29–30 Nov25`, `Nov–Dec ’25`, `2014–2022` |
    /// | `…` after a date | it lasted, to a day for which there is no room | `28 Nov 25…` |
    /// | `?` after either | one moment within | `25–30Nov25?`, `28 Nov 25…?` |
    /// | `≤` `≥` | one moment then or before, then or after | `≤ 2 Dec 25`, `≥ Nov 2025` |
    /// | `→` after, before | it lasts since, it lasted until | `23 Nov 25→`, `→2 Dec 25` |
    ///
    /// A year of two digits is 20xx, and stands only where there is a mark; spaces go before
    /// anything else goes. A winter has the year it begins in. What starts and ends with the same
    /// date stands as that date.
    pub fn short(&self) -> String {
        words::short(self.expression)
    }
}

impl fmt::Display for Date {
    /// As it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        Self::parse(text)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.written.into()
    }
}

impl fmt::Display for DateError {
    /// The reason.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.reason)
    }
}

impl std::error::Error for DateError {}
