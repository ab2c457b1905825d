//! Other ways of writing a date, so that the right one can be offered.
//!
//! Nothing here makes a text a date: it is asked only about texts that are none. Where a text can
//! be read in two ways (`12/02/2025`), no day is offered.

use std::ops::Range;

use chrono::{Datelike, NaiveDate, Weekday};

use super::DateError;
use super::explain::{error, offer};
use super::words::{MONTHS, SEASONS};

const GENERAL: &str = "write year-month-day: YYYY-MM-DD";
const LEAD: &str = "write year-month-day: ";

/// What is wrong with a text that is clearly meant as a date.
pub(super) fn recognise(text: &str) -> Option<DateError> {
    white_space(text)
        .or_else(|| dashes(text))
        .or_else(|| time_of_day(text))
        .or_else(|| bare_range(text))
        .or_else(|| other_calendar_fields(text))
        .or_else(|| numbers(text))
        .or_else(|| names(text))
}

fn all(text: &str) -> Range<usize> {
    0..text.len()
}

/// A date with white space around or within it.
fn white_space(text: &str) -> Option<DateError> {
    let start = text.find(char::is_whitespace)?;
    let solid: String = text.split_whitespace().collect();
    let help = offer("write ", &solid)?;
    let (_, rest) = text.split_at_checked(start)?;
    let length = rest.len() - rest.trim_start().len();
    let reason = "a date has no white space in or around it";
    Some(error(reason, Some(help), start..start + length))
}

/// Dashes instead of hyphens, and instead of the slash of an interval.
fn dashes(text: &str) -> Option<DateError> {
    let dash = |c: char| matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}');
    if let Some((at, found)) = text.char_indices().find(|(_, c)| dash(*c)) {
        let help = offer("write ", &text.replace(dash, "-"));
        if help.is_some() {
            let reason = format!("U+{:04X} is a dash, not a hyphen", u32::from(found));
            return Some(error(reason, help, at..at + found.len_utf8()));
        }
    }
    let (start, end) = text
        .split_once(dash)
        .or_else(|| text.split_once(" - "))
        .or_else(|| text.split_once(" to "))
        .or_else(|| text.split_once('-'))?;
    let help = offer("write ", &format!("{}/{}", start.trim(), end.trim()))?;
    let reason = "the ends of an interval are parted by a slash";
    Some(error(
        reason,
        Some(help),
        start.len()..text.len() - end.len(),
    ))
}

/// A day with a time.
fn time_of_day(text: &str) -> Option<DateError> {
    let (day, time) = text.split_at_checked(10)?;
    let clock = time.trim_start_matches(['T', 't', ' ']);
    if clock.len() == time.len() || !clock.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let help = offer("write ", day)?;
    let reason = "a day is a day: leave the time out";
    Some(error(reason, Some(help), 10..text.len()))
}

/// A range without its brackets.
fn bare_range(text: &str) -> Option<DateError> {
    let (start, end) = text.split_once("..")?;
    let within = offer("", &format!("[{text}]"))?;
    let open = |end: &str| {
        if end.is_empty() {
            "..".into()
        } else {
            end.to_owned()
        }
    };
    let lasted = offer("", &format!("{}/{}", open(start), open(end)))?;
    Some(error(
        "a range stands in brackets",
        Some(format!("one moment within: {within}; it lasted: {lasted}")),
        all(text),
    ))
}

/// Weeks (`2025-W48`, `2025-W48-2`), days of a year (`2025-336`), and `20251202`.
fn other_calendar_fields(text: &str) -> Option<DateError> {
    let (year, rest) = text.split_at_checked(4)?;
    let year: i32 = number(year)?.try_into().ok()?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        let reason = "a week is not read";
        let (week, day) = week.split_at_checked(2)?;
        let week = number(week)?;
        let help = match day.strip_prefix('-').unwrap_or(day) {
            "" => {
                let first = NaiveDate::from_isoywd_opt(year, week, Weekday::Mon);
                let last = NaiveDate::from_isoywd_opt(year, week, Weekday::Sun);
                first
                    .zip(last)
                    .and_then(|(a, b)| offer("write its days: ", &format!("{}/{}", iso(a), iso(b))))
            }
            day => {
                let day = u8::try_from(number(day)?).ok()?.checked_sub(1)?;
                let day = Weekday::try_from(day).ok()?;
                NaiveDate::from_isoywd_opt(year, week, day).and_then(|day| offer(LEAD, &iso(day)))
            }
        };
        return Some(error(reason, help, all(text)));
    }
    match (rest.len(), number(rest)?) {
        (3, day) => {
            let day = NaiveDate::from_yo_opt(year, day)?;
            let reason = "the day of a year is not read";
            Some(error(reason, offer(LEAD, &iso(day)), all(text)))
        }
        (4, day) => {
            let help = offer(LEAD, &ymd(year.unsigned_abs(), day / 100, day % 100))?;
            let reason = "year, month and day are parted by hyphens";
            Some(error(reason, Some(help), all(text)))
        }
        _ => None,
    }
}

/// Two or three numbers in another order, or with other marks between them.
fn numbers(text: &str) -> Option<DateError> {
    let mark = text.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(mark, '-' | '/' | '.' | ' ') {
        return None;
    }
    let mut fields = text.split(mark);
    let fields = (fields.next()?, fields.next()?, fields.next(), fields.next());
    let year = |text: &str| (text.len() == 4).then(|| number(text)).flatten();
    let small = |text: &str| {
        (1..=2)
            .contains(&text.len())
            .then(|| number(text))
            .flatten()
    };
    let foreign = "a date starts with the year";
    let (reason, help) = match fields {
        (first, second, None, None) => {
            if let (Some(year), Some(month)) = (year(first), small(second)) {
                (hyphens(mark), month_only(year, month)?)
            } else {
                (foreign, month_only(year(second)?, small(first)?)?)
            }
        }
        (first, second, Some(third), None) => {
            if let (Some(year), Some(month), Some(day)) = (year(first), small(second), small(third))
            {
                (hyphens(mark), offer(LEAD, &ymd(year, month, day))?)
            } else {
                // Two digits for a year are one guess more: no day is offered.
                let (a, b) = (small(first)?, small(second)?);
                let help = match year(third) {
                    Some(year) => unambiguous(year, a, b, mark),
                    None => small(third).map(|_| None)?,
                };
                (foreign, help.unwrap_or_else(|| GENERAL.into()))
            }
        }
        _ => return None,
    };
    Some(error(reason, Some(help), all(text)))
}

fn hyphens(mark: char) -> &'static str {
    if mark == '-' {
        "a month and a day have two digits each"
    } else {
        "year, month and day are parted by hyphens"
    }
}

fn month_only(year: u32, month: u32) -> Option<String> {
    (month <= 12)
        .then(|| offer("write year-month: ", &format!("{year:04}-{month:02}")))
        .flatten()
}

/// Day and month in either order. Full stops are written day first; with other marks, only what
/// makes a date in one order alone, or the same in both, is offered.
fn unambiguous(year: u32, a: u32, b: u32, mark: char) -> Option<String> {
    let day_first = offer(LEAD, &ymd(year, b, a));
    let month_first = offer(LEAD, &ymd(year, a, b));
    match (day_first, month_first) {
        (day_first, _) if mark == '.' => day_first,
        (Some(help), None) | (None, Some(help)) => Some(help),
        (Some(one), Some(other)) => (one == other).then_some(one),
        (None, None) => None,
    }
}

/// A month or a season by its name: "2 December 2025", "Dec 2, 2025", "29–30 November 2025".
fn names(text: &str) -> Option<DateError> {
    let (mut year, mut month, mut days) = (None, None, Vec::new());
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let letters = word.strip_prefix(digits)?;
        let once = match (digits, letters) {
            ("", "" | "of" | "the") => true,
            ("", name) => month.replace(name_to_number(name)?).is_none(),
            (digits, "") if digits.len() == 4 => year.replace(number(digits)?).is_none(),
            (digits, "" | "st" | "nd" | "rd" | "th") if digits.len() <= 2 => {
                days.push(number(digits)?);
                true
            }
            _ => false,
        };
        if !once {
            return None;
        }
    }
    let (year, month) = (year?, month?);
    let help = match *days.as_slice() {
        [] => offer("write year-month: ", &format!("{year:04}-{month:02}")),
        [day] => offer(LEAD, &ymd(year, month, day)),
        [first, last] => {
            let (first, last) = (ymd(year, month, first), ymd(year, month, last));
            offer("write ", &format!("{first}/{last}"))
        }
        _ => None,
    }?;
    let reason = if month > 12 {
        "a season is written as a number"
    } else {
        "a month is written as a number"
    };
    Some(error(reason, Some(help), all(text)))
}

fn name_to_number(name: &str) -> Option<u32> {
    let name = name.to_ascii_lowercase();
    let begins = |full: &&str| name.len() >= 3 && full.to_ascii_lowercase().starts_with(&name);
    let month = (1..).zip(MONTHS.iter()).find(|(_, full)| begins(full));
    let season = (21..).zip(SEASONS.iter()).find(|(_, full)| **full == name);
    match name.as_str() {
        "sept" => Some(9),
        "fall" => Some(23),
        _ => month.map(|(n, _)| n).or(season.map(|(n, _)| n)),
    }
}

/// A number in ASCII digits alone.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn ymd(year: u32, month: u32, day: u32) -> String {
    format!("{year:04}-{month:02}-{day:02}")
}

fn iso(day: NaiveDate) -> String {
    ymd(day.year().unsigned_abs(), day.month(), day.day())
}
