//! Dates in words: whole for a detail row, in thirteen cells for a column.

use chrono::{Datelike, NaiveDate};

use super::expression::{Ends, Expression, Part, Unit};

/// The width of [`short`].
const CELLS: usize = 13;

pub(super) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub(super) const SEASONS: [&str; 4] = ["spring", "summer", "autumn", "winter"];

/// The season's name and its months.
fn season(first: NaiveDate) -> (&'static str, &'static str) {
    match first.month() {
        3 => ("spring", "March–May"),
        6 => ("summer", "June–August"),
        9 => ("autumn", "September–November"),
        _ => ("winter", "December–February"),
    }
}

fn month(day: NaiveDate) -> &'static str {
    usize::try_from(day.month0())
        .ok()
        .and_then(|index| MONTHS.get(index))
        .copied()
        .unwrap_or_default()
}

fn short_month(day: NaiveDate) -> &'static str {
    month(day).get(..3).unwrap_or_default()
}

fn same_month(a: Part, b: Part) -> bool {
    same_year(a, b) && a.first.month() == b.first.month()
}

fn same_year(a: Part, b: Part) -> bool {
    a.year_number() == b.year_number()
}

/// How long a month is: "November 2025 has 30 days".
pub(super) fn length_of(part: Part) -> String {
    format!("{} has {} days", plain(part), part.last.day())
}

/// See [`super::Date::words`].
pub(super) fn words(expression: Expression) -> String {
    match expression {
        Expression::Single(part) => full(part),
        Expression::Interval(Ends::From(first)) => format!("since {}", full(first)),
        Expression::Interval(Ends::Until(last)) => format!("until {}", full(last)),
        Expression::Interval(Ends::Both(first, last)) => lasted(first, last),
        Expression::OneOf(Ends::Both(first, last)) if first == last => full(first),
        Expression::OneOf(Ends::Both(first, last)) => {
            let one = match first.unit {
                Unit::Day => "on one day",
                _ => "at one time",
            };
            format!("{one}, {}", from_to(first, last))
        }
        Expression::OneOf(Ends::From(first)) => match first.unit {
            Unit::Day => format!("on or after {}", full(first)),
            _ => format!("in or after {}", full(first)),
        },
        Expression::OneOf(Ends::Until(last)) => match last.unit {
            Unit::Day => format!("on or before {}", full(last)),
            _ => format!("in or before {}", full(last)),
        },
    }
}

fn lasted(first: Part, last: Part) -> String {
    if first.qualified()
        || last.qualified()
        || first.unit != last.unit
        || first.unit == Unit::Season
    {
        format!("from {} to {}", full(first), full(last))
    } else if first != last {
        from_to(first, last)
    } else if first.unit == Unit::Day {
        full(first)
    } else {
        format!("throughout {}", full(first))
    }
}

/// Two dates of one unit, saying once what they share.
fn from_to(first: Part, last: Part) -> String {
    let end = plain(last);
    match first.unit {
        Unit::Day if same_month(first, last) => format!("{}–{end}", first.first.day()),
        Unit::Day if same_year(first, last) => {
            format!("{} {} – {end}", first.first.day(), month(first.first))
        }
        Unit::Month if same_year(first, last) => format!("{}–{end}", month(first.first)),
        Unit::Year => format!("{}–{end}", plain(first)),
        _ => format!("{} – {end}", plain(first)),
    }
}

/// One date, with its qualifiers and with what a season means.
fn full(part: Part) -> String {
    let about = if part.about { "about " } else { "" };
    let months = match part.unit {
        Unit::Season => season(part.first).1,
        _ => "",
    };
    let note = match (months, part.unsure) {
        ("", false) => String::new(),
        ("", true) => " (uncertain)".into(),
        (months, false) => format!(" ({months})"),
        (months, true) => format!(" ({months}, uncertain)"),
    };
    format!("{about}{}{note}", plain(part))
}

fn plain(part: Part) -> String {
    let (first, year) = (part.first, part.year_number());
    match part.unit {
        Unit::Day => format!("{} {} {year:04}", first.day(), month(first)),
        Unit::Month => format!("{} {year:04}", month(first)),
        Unit::Season => match (season(first).0, year % 100) {
            ("winter", 99) => format!("winter {year:04}–{:04}", year + 1),
            ("winter", short) => format!("winter {year:04}–{:02}", short + 1),
            (name, _) => format!("{name} {year:04}"),
        },
        Unit::Year => format!("{year:04}"),
    }
}

/// See [`super::Date::short`].
pub(super) fn short(expression: Expression) -> String {
    let about = |inexact: bool| if inexact { "~" } else { "" };
    match expression {
        Expression::OneOf(Ends::Both(first, last)) if first == last => single(first),
        Expression::Single(part) => single(part),
        Expression::Interval(Ends::Both(first, last)) => {
            let inexact = first.qualified() || last.qualified();
            if first == last && !inexact {
                single(first)
            } else {
                range(about(inexact), first, last, "")
            }
        }
        Expression::OneOf(Ends::Both(first, last)) => range("", first, last, "?"),
        Expression::Interval(Ends::From(part)) => marked(&[about(part.qualified())], part, "→"),
        Expression::Interval(Ends::Until(part)) if part.qualified() => marked(&["→~"], part, ""),
        Expression::Interval(Ends::Until(part)) => marked(&["→"], part, ""),
        Expression::OneOf(Ends::From(part)) if part.qualified() => marked(&["≥~"], part, ""),
        Expression::OneOf(Ends::From(part)) => marked(&["≥ ", "≥"], part, ""),
        Expression::OneOf(Ends::Until(part)) if part.qualified() => marked(&["≤~"], part, ""),
        Expression::OneOf(Ends::Until(part)) => marked(&["≤ ", "≤"], part, ""),
    }
}

fn single(part: Part) -> String {
    let (first, year) = (part.first, part.year_number());
    if part.qualified() {
        let about = if part.about { "~" } else { "" };
        let unsure = if part.unsure { "?" } else { "" };
        return marked(&[about], part, unsure);
    }
    match part.unit {
        Unit::Day => format!("{} {} {year:04}", first.day(), short_month(first)),
        Unit::Season => format!("{} {year:04}", season(first).0),
        Unit::Month | Unit::Year => marked(&[""], part, ""),
    }
}

/// One date with marks before and after it; of the ways to write the first mark and the date, the
/// first that fits.
fn marked(before: &[&str], part: Part, after: &str) -> String {
    let dates = brief(part);
    fitting(dates.iter().flat_map(|date| {
        before
            .iter()
            .map(move |before| format!("{before}{date}{after}"))
    }))
}

/// Two ends, or the first and the mark for what there is no room for.
fn range(before: &str, first: Part, last: Part, after: &str) -> String {
    let (a, b) = (first.first, last.first);
    let (month, year) = (short_month(b), last.year_number());
    let two_digits = year % 100;
    let in_full = match (first.unit, last.unit) {
        (Unit::Day, Unit::Day) if same_month(first, last) && this_century(year) => {
            let days = format!("{}–{}", a.day(), b.day());
            vec![
                format!("{days} {month} {two_digits:02}"),
                format!("{days} {month}{two_digits:02}"),
                format!("{days}{month}{two_digits:02}"),
            ]
        }
        (Unit::Month, Unit::Month) if same_year(first, last) => {
            let months = format!("{}–{month}", short_month(a));
            if this_century(year) {
                vec![
                    format!("{months} {year:04}"),
                    format!("{months} ’{two_digits:02}"),
                    format!("{months}’{two_digits:02}"),
                ]
            } else {
                vec![format!("{months}{year:04}")]
            }
        }
        (Unit::Year, Unit::Year) => vec![format!("{:04}–{year:04}", first.year_number())],
        _ => Vec::new(),
    };
    let elided = brief(first).into_iter().map(|date| date + "…");
    fitting(
        in_full
            .into_iter()
            .chain(elided)
            .map(|dates| format!("{before}{dates}{after}")),
    )
}

/// One date without marks, in fewer and fewer cells.
fn brief(part: Part) -> Vec<String> {
    let (first, year) = (part.first, part.year_number());
    let (day, month, two_digits) = (first.day(), short_month(first), year % 100);
    match part.unit {
        Unit::Day if this_century(year) => vec![
            format!("{day} {month} {year:04}"),
            format!("{day} {month} {two_digits:02}"),
        ],
        Unit::Day => vec![
            format!("{day} {month} {year:04}"),
            format!("{day}{month}{year:04}"),
        ],
        Unit::Month => vec![format!("{month} {year:04}")],
        Unit::Season if this_century(year) => vec![
            format!("{} {year:04}", season(first).0),
            format!("{} {two_digits:02}", season(first).0),
        ],
        Unit::Season => vec![
            format!("{} {year:04}", season(first).0),
            format!("{}{year:04}", season(first).0),
            format!("{year:04}"),
        ],
        Unit::Year => vec![format!("{year:04}")],
    }
}

/// Only these years are written with two digits.
fn this_century(year: i32) -> bool {
    (2000..2100).contains(&year)
}

/// The first that fits, or the last. Every character here is one cell wide.
fn fitting(candidates: impl Iterator<Item = String>) -> String {
    let mut last = String::new();
    for candidate in candidates {
        last = candidate;
        if last.chars().count() <= CELLS {
            break;
        }
    }
    last
}
