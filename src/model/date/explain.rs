//! Why a text is no date, for the person who wrote it.
//!
//! No text of the input is repeated but digits and expressions that can be read, so a message is
//! safe to show as it is.

use std::ops::Range;

use super::expression::Part;
use super::read::{Fault, What, accepts};
use super::{Date, DateError, notation, words};

const EXAMPLES: &str = "write a day (2025-12-02), a month (2025-11), a year (2022) or an interval (2025-11-29/2025-11-30)";
const RANGE: &str = "one moment within a range is written [first..last]";
const INTERVAL: &str = "what lasted is written first/last, with `..` for an open end";
const MONTHS: &str = "months are 01 to 12, seasons 21 (spring) to 24 (winter)";

/// Puts a fault into words.
pub(super) fn explain(text: &str, fault: &Fault) -> DateError {
    if fault.what == What::TooLong {
        let reason = format!("a date has at most {} characters", Date::MAX_LEN);
        return error(reason, None, fault.span.clone());
    }
    if let Some(recognised) = notation::recognise(text) {
        return recognised;
    }
    let piece = text.get(fault.span.clone()).unwrap_or(text);
    let (reason, help) = match fault.what {
        What::NoDate(offset) => return no_date(piece, fault.span.start, offset),
        What::Empty => ("the date is empty", Some(EXAMPLES.into())),
        What::TooLong => ("the date is too long", None),
        What::AllOf => (
            "several dates are not one date",
            Some("give each a record of its own, or write an interval: first/last".into()),
        ),
        What::Unclosed => ("`]` is missing", offer("write ", &format!("{text}]"))),
        What::List => ("a list of dates is not read", Some(RANGE.into())),
        What::NoRange => (
            "there is no range between `[` and `]`",
            piece
                .split_once('/')
                .and_then(|(a, b)| offer("write ", &format!("[{a}..{b}]")))
                .or_else(|| offer("write ", piece))
                .or_else(|| Some(RANGE.into())),
        ),
        What::ThreeEnds => ("an interval has two ends", Some(INTERVAL.into())),
        What::NoEnd => missing_end(text),
        What::LooseEnd => (
            "an end of an interval is a date or `..`, not both",
            Some(INTERVAL.into()),
        ),
        What::SeasonInRange => (
            "a season cannot end a range",
            Some("write its months, as in [2025-06..2025-08] for a summer".into()),
        ),
        What::QualifiedRange => (
            "the ends of a range have no qualifier: it is uncertain already",
            offer("write ", &text.replace(['~', '?', '%'], "")),
        ),
        What::UnequalRange => (
            "one end of the range is written more exactly than the other",
            Some("write days, months or years at both ends".into()),
        ),
        What::Backwards => ("the end is before the start", turned(text)),
    };
    error(reason, help, fault.span.clone())
}

pub(super) fn error(
    reason: impl Into<String>,
    help: Option<String>,
    span: Range<usize>,
) -> DateError {
    DateError {
        reason: reason.into(),
        help,
        span,
    }
}

/// Offers an expression, if it can be read.
pub(super) fn offer(lead: &str, expression: &str) -> Option<String> {
    accepts(expression).then(|| format!("{lead}{expression}"))
}

fn missing_end(text: &str) -> (&'static str, Option<String>) {
    let open = match text.split_once('/') {
        Some((start, "")) => format!("{start}/.."),
        Some(("", end)) => format!("../{end}"),
        _ => return ("there is no date in it", Some(EXAMPLES.into())),
    };
    (
        "an end of the interval is missing",
        offer("an open end is written `..`: ", &open),
    )
}

fn turned(text: &str) -> Option<String> {
    let expression = match text
        .strip_prefix('[')
        .and_then(|text| text.strip_suffix(']'))
    {
        Some(inner) => inner.split_once("..").map(|(a, b)| format!("[{b}..{a}]")),
        None => text.split_once('/').map(|(a, b)| format!("{b}/{a}")),
    }?;
    offer("the other way round: ", &expression)
}

/// Why one date within an expression is none.
fn no_date(piece: &str, at: usize, offset: usize) -> DateError {
    let whole = at..at + piece.len();
    unspecified(piece, at)
        .or_else(|| outside(piece, &whole))
        .or_else(|| qualifiers(piece, at))
        .or_else(|| fields(piece, at))
        .unwrap_or_else(|| {
            // Where the text stops being a date, as far as that is inside it.
            let rest = at + offset..whole.end;
            let inside = offset < piece.len() && piece.is_char_boundary(offset);
            let span = if offset > 0 && inside { rest } else { whole };
            error("this is not a date", Some(EXAMPLES.into()), span)
        })
}

/// `2025-XX`, `202X`
fn unspecified(piece: &str, at: usize) -> Option<DateError> {
    let piece = piece.strip_suffix(['~', '?', '%']).unwrap_or(piece);
    if piece.contains(|c: char| !matches!(c, '0'..='9' | 'X' | '-')) {
        return None;
    }
    let start = piece.find('X')?;
    let end = piece.rfind('X')? + 1;
    let (known, _) = piece.split_at_checked(start)?;
    let help = if start < 4 {
        let range = format!("[{}..{}]", piece.replace('X', "0"), piece.replace('X', "9"));
        offer("write the range: ", &range)
    } else {
        known
            .strip_suffix('-')
            .and_then(|known| offer("leave out what is not known: ", known))
    };
    let reason = "unspecified digits (X) are not read";
    Some(error(reason, help, at + start..at + end))
}

/// What EDTF has for long and for rough years.
fn outside(piece: &str, whole: &Range<usize>) -> Option<DateError> {
    let years = "years run from 0001 to 9999";
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = piece.strip_prefix(['-', 'Y', 'y']);
    if piece.starts_with("0000")
        || rest.is_some_and(|rest| digits(rest.trim_start_matches('-')) > 0)
    {
        return Some(error(years, None, whole.clone()));
    }
    let (year, rest) = piece.split_at_checked(4)?;
    (digits(year) == 4 && rest.starts_with('S')).then(|| {
        let help = offer("write about when: ", &format!("{year}~"));
        let reason = "significant digits (S) are not read";
        error(reason, help, whole.start + 4..whole.end)
    })
}

/// A qualifier in the middle, or more than one.
fn qualifiers(piece: &str, at: usize) -> Option<DateError> {
    let start = piece.find(['~', '?', '%'])?;
    let plain = piece.replace(['~', '?', '%'], "");
    if !accepts(&plain) {
        return None;
    }
    let has = |mark: char| piece.contains(mark);
    let mark = match (has('~') || has('%'), has('?') || has('%')) {
        (true, true) => '%',
        (true, false) => '~',
        (false, _) => '?',
    };
    Some(error(
        "a qualifier stands once, at the end of the date",
        offer("write ", &format!("{plain}{mark}")),
        at + start..at + start + 1,
    ))
}

/// Year, month and day one by one.
fn fields(piece: &str, at: usize) -> Option<DateError> {
    let plain = piece.strip_suffix(['~', '?', '%']).unwrap_or(piece);
    if plain.contains(|c: char| c != '-' && !c.is_ascii_digit()) {
        return None;
    }
    let mut start = at;
    let mut found = plain.split('-').map(|text| {
        let span = start..start + text.len();
        start = span.end + 1;
        (text, span)
    });
    let (year, span) = found.next()?;
    if year.len() != 4 {
        let reason = if year.is_empty() {
            "the year is missing"
        } else {
            "a year has four digits"
        };
        return Some(error(reason, None, span));
    }
    let (month, month_span) = found.next()?;
    if month.len() != 2 {
        return Some(error("a month has two digits", None, month_span));
    }
    let day = found.next();
    let (year, month) = (year.parse().ok()?, month.parse().ok()?);
    let Some(unit) = Part::month_or_season(year, month) else {
        let reason = match month {
            25..=41 => format!("{month} is neither a month nor a season"),
            _ => format!("there is no month {month:02}"),
        };
        // With the month above twelve, only the day before the month makes a date of it.
        let help = day
            .and_then(|(day, _)| {
                offer(
                    "write year-month-day: ",
                    &format!("{year:04}-{day}-{month:02}"),
                )
            })
            .unwrap_or_else(|| MONTHS.into());
        return Some(error(reason, Some(help), month_span));
    };
    let (day, span) = day?;
    if month > 12 {
        let help = offer("leave the day out: ", &format!("{year:04}-{month:02}"));
        return Some(error("a season has no days", help, span));
    }
    if day.len() != 2 {
        return Some(error("a day has two digits", None, span));
    }
    if Part::day(year, month, day.parse().ok()?).is_none() {
        let reason = if day == "00" {
            "there is no day 00".into()
        } else {
            words::length_of(unit)
        };
        return Some(error(reason, None, span));
    }
    let (_, span) = found.next()?;
    Some(error(
        "nothing follows the day",
        None,
        span.start - 1..at + plain.len(),
    ))
}
