//! An expression taken apart: dates of one unit each, and how they stand together.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::bounds::{Bounds, Span};

/// An expression, with the days it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Expression {
    /// `a`: one moment.
    Single(Part),
    /// `a/b`: it lasted.
    Interval(Ends),
    /// `[a..b]`: one moment within.
    OneOf(Ends),
}

/// The ends of a range, of which one at most is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Ends {
    /// From the first to the second.
    Both(Part, Part),
    /// With an open end.
    From(Part),
    /// With an open start.
    Until(Part),
}

/// One date within an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Part {
    /// Its first day, as written.
    pub(super) first: NaiveDate,
    /// Its last day, as written.
    pub(super) last: NaiveDate,
    /// How exactly it is written.
    pub(super) unit: Unit,
    /// `~` or `%`.
    pub(super) about: bool,
    /// `?` or `%`.
    pub(super) unsure: bool,
}

/// How exactly a date is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    Day,
    Month,
    Season,
    Year,
}

/// The days of a briefing: those of the years that can be written.
const FIRST_DAY: NaiveDate = day_or(NaiveDate::from_ymd_opt(1, 1, 1), NaiveDate::MIN);
const LAST_DAY: NaiveDate = day_or(NaiveDate::from_ymd_opt(9999, 12, 31), NaiveDate::MAX);

const fn day_or(day: Option<NaiveDate>, default: NaiveDate) -> NaiveDate {
    match day {
        Some(day) => day,
        None => default,
    }
}

impl Expression {
    /// When it started and when it ended, widened by the qualifiers.
    pub(super) fn bounds(self) -> Bounds {
        match self {
            Self::Single(part) => Bounds::moment(part.anywhere()),
            Self::Interval(Ends::Both(first, last)) => Bounds::duration(first.start(), last.end()),
            Self::Interval(Ends::From(first)) => Bounds::duration(first.start(), Span::FOREVER),
            Self::Interval(Ends::Until(last)) => Bounds::duration(Span::ALWAYS, last.end()),
            Self::OneOf(ends) => {
                let (lo, hi) = match ends {
                    Ends::Both(first, last) => (first.anywhere().lo, last.anywhere().hi),
                    Ends::From(first) => (first.anywhere().lo, NaiveDate::MAX),
                    Ends::Until(last) => (NaiveDate::MIN, last.anywhere().hi),
                };
                Bounds::moment(Span { lo, hi })
            }
        }
    }
}

impl Part {
    /// One day of the calendar; `None` where there is no such day.
    pub(super) fn day(year: i32, month: u32, day: u32) -> Option<Self> {
        let day = NaiveDate::from_ymd_opt(year, month, day)?;
        Self::whole(Unit::Day, day, day)
    }

    /// One month, or one of the seasons 21 to 24; `None` for other numbers.
    pub(super) fn month_or_season(year: i32, number: u32) -> Option<Self> {
        let (unit, month, months) = match number {
            1..=12 => (Unit::Month, number, 1),
            21..=24 => (Unit::Season, (number - 20) * 3, 3),
            _ => return None,
        };
        Self::of_months(unit, NaiveDate::from_ymd_opt(year, month, 1)?, months)
    }

    /// One year.
    pub(super) fn year(year: i32) -> Option<Self> {
        Self::of_months(Unit::Year, NaiveDate::from_ymd_opt(year, 1, 1)?, 12)
    }

    fn of_months(unit: Unit, first: NaiveDate, months: u32) -> Option<Self> {
        let next = first.checked_add_months(Months::new(months))?;
        Self::whole(unit, first, next.pred_opt()?.min(LAST_DAY))
    }

    fn whole(unit: Unit, first: NaiveDate, last: NaiveDate) -> Option<Self> {
        (FIRST_DAY <= first && last <= LAST_DAY).then_some(Self {
            first,
            last,
            unit,
            about: false,
            unsure: false,
        })
    }

    /// Whether it is about, or uncertain.
    pub(super) fn qualified(self) -> bool {
        self.about || self.unsure
    }

    /// The calendar year it is written with.
    pub(super) fn year_number(self) -> i32 {
        self.first.year()
    }

    /// The days on one of which it happened.
    fn anywhere(self) -> Span {
        Span {
            lo: self.start().lo,
            hi: self.end().hi,
        }
    }

    /// The days on one of which something started that lasted from this date on.
    fn start(self) -> Span {
        self.moved(self.first, Some)
    }

    /// The days on one of which something ended that lasted until this date. Months are counted
    /// from the day after, the first of a month: a month after 30 November is 31 December.
    fn end(self) -> Span {
        match self.last.succ_opt() {
            Some(after) => self.moved(after, |day| day.pred_opt()),
            None => self.moved(self.last, Some),
        }
    }

    fn moved(self, day: NaiveDate, adjust: fn(NaiveDate) -> Option<NaiveDate>) -> Span {
        let (back, ahead) = if self.qualified() {
            (self.unit.before(day), self.unit.after(day))
        } else {
            (Some(day), Some(day))
        };
        Span {
            lo: back.and_then(adjust).unwrap_or(FIRST_DAY).max(FIRST_DAY),
            hi: ahead.and_then(adjust).unwrap_or(LAST_DAY).min(LAST_DAY),
        }
    }
}

impl Unit {
    const fn before(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.checked_sub_days(Days::new(3)),
            Self::Month | Self::Season => day.checked_sub_months(Months::new(1)),
            Self::Year => day.checked_sub_months(Months::new(12)),
        }
    }

    const fn after(self, day: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::Day => day.checked_add_days(Days::new(3)),
            Self::Month | Self::Season => day.checked_add_months(Months::new(1)),
            Self::Year => day.checked_add_months(Months::new(12)),
        }
    }
}
