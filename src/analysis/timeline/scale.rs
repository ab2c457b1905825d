//! How closely time is looked at.

use chrono::{Datelike, NaiveDate};

/// The length of time that a column of a timeline stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Scale {
    /// A day.
    Day,
    /// A week, from Monday to Sunday.
    Week,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Scale {
    /// Every scale, the closest first.
    pub const ALL: [Self; 4] = [Self::Day, Self::Week, Self::Month, Self::Year];

    /// The word for its length.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }

    /// The number of the stretch of time that a day of the common era lies in: those that follow
    /// each other have numbers that do.
    pub fn stretch(self, day: i32) -> i32 {
        let date = NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default();
        match self {
            Self::Day => day,
            // The first day of the common era is a Monday.
            Self::Week => day.saturating_sub(1).div_euclid(7),
            Self::Month => date.year() * 12 + date.month0().cast_signed(),
            Self::Year => date.year(),
        }
    }

    /// The first and the last day of the stretch that a day lies in, as days of the common era.
    pub fn around(self, day: i32) -> (i32, i32) {
        let date = NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default();
        let start = |year: i32, month: u32| NaiveDate::from_ymd_opt(year, month, 1);
        let span = |first: Option<NaiveDate>, next: Option<NaiveDate>| {
            let first = first.map_or(day, |first| first.num_days_from_ce());
            let last = next.map_or(day, |next| next.num_days_from_ce() - 1);
            (first, last.max(first))
        };
        let (year, month) = (date.year(), date.month());
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let first = day - day.saturating_sub(1).rem_euclid(7);
                (first, first + 6)
            }
            Self::Month if month == 12 => span(start(year, 12), start(year + 1, 1)),
            Self::Month => span(start(year, month), start(year, month + 1)),
            Self::Year => span(start(year, 1), start(year + 1, 1)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> i32 {
        text.parse::<NaiveDate>().unwrap().num_days_from_ce()
    }

    #[test]
    fn a_day_lies_in_a_week_from_monday_a_month_and_a_year() {
        for (scale, one, first, last) in [
            (Scale::Day, "2025-12-02", "2025-12-02", "2025-12-02"),
            (Scale::Week, "2025-12-01", "2025-12-01", "2025-12-07"),
            (Scale::Week, "2025-11-30", "2025-11-24", "2025-11-30"),
            (Scale::Week, "2022-01-01", "2021-12-27", "2022-01-02"),
            (Scale::Month, "2024-02-11", "2024-02-01", "2024-02-29"),
            (Scale::Month, "2025-12-31", "2025-12-01", "2025-12-31"),
            (Scale::Year, "2024-02-11", "2024-01-01", "2024-12-31"),
        ] {
            let found = scale.around(day(one));
            assert_eq!(found, (day(first), day(last)), "{scale:?} {one}");
        }
    }

    #[test]
    fn stretches_that_follow_each_other_have_numbers_that_do() {
        for scale in Scale::ALL {
            for one in (day("2019-12-20")..day("2021-01-10")).chain(1..800) {
                let (first, last) = scale.around(one);
                assert!((first..=last).contains(&one));
                assert_eq!(scale.stretch(first), scale.stretch(one));
                assert_eq!(scale.stretch(last), scale.stretch(one));
                assert_eq!(scale.stretch(last + 1), scale.stretch(one) + 1);
            }
        }
    }
}
