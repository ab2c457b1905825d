//! From text to expression. `edtf-core` knows the calendar and the grammar of a single date; which
//! expressions a briefing can hold is decided here.

use std::ops::Range;

use edtf_core::{Edtf, Precision};

use super::Date;
use super::expression::{Ends, Expression, Part, Unit};

/// Where and how a text stops being a date. [`super::explain`] says it in words.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) what: What,
    /// In bytes of the whole text.
    pub(super) span: Range<usize>,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// There is nothing.
    Empty,
    /// There is more than [`Date::MAX_LEN`].
    TooLong,
    /// `{…}`
    AllOf,
    /// `[…` without its end.
    Unclosed,
    /// `[…]` with commas.
    List,
    /// `[…]` without `..`.
    NoRange,
    /// `a/b/c`
    ThreeEnds,
    /// `a/`, `/b`, `[..]`, `../..`: an end is not written, or there is no date at all.
    NoEnd,
    /// `..a/b`, `a/b..`
    LooseEnd,
    /// `[2025-21..2025-22]`
    SeasonInRange,
    /// `[a~..b]`
    QualifiedRange,
    /// `[2025-11..2025-12-02]`
    UnequalRange,
    /// The end is before the start.
    Backwards,
    /// The span is not a date; the offset in it is where it stops being one, as far as is known.
    NoDate(usize),
}

/// A part of the text, and where it stands.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Piece<'a> {
    fn fault(self, what: What) -> Fault {
        Fault {
            what,
            span: self.at..self.at + self.text.len(),
        }
    }

    fn split(self, mark: &str) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_once(mark)?;
        Some((
            Self {
                text: before,
                at: self.at,
            },
            Self {
                text: after,
                at: self.at + before.len() + mark.len(),
            },
        ))
    }

    /// Everything from here to the end of a later piece.
    fn to(self, later: Piece<'a>, what: What) -> Fault {
        Fault {
            what,
            span: self.at..later.at + later.text.len(),
        }
    }
}

/// Whether a text can be read.
pub(super) fn accepts(text: &str) -> bool {
    read(text).is_ok()
}

pub(super) fn read(text: &str) -> Result<Expression, Fault> {
    let whole = Piece { text, at: 0 };
    if text.is_empty() {
        return Err(whole.fault(What::Empty));
    }
    if text.len() > Date::MAX_LEN {
        return Err(whole.fault(What::TooLong));
    }
    if text.starts_with('{') {
        return Err(whole.fault(What::AllOf));
    }
    if let Some(inner) = text.strip_prefix('[') {
        let inner = inner
            .strip_suffix(']')
            .ok_or_else(|| whole.fault(What::Unclosed))?;
        return one_of(Piece { text: inner, at: 1 }).map(Expression::OneOf);
    }
    match whole.split("/") {
        Some((start, end)) => interval(start, end).map(Expression::Interval),
        None => part(whole).map(Expression::Single),
    }
}

fn interval(start: Piece<'_>, end: Piece<'_>) -> Result<Ends, Fault> {
    if end.text.contains('/') {
        return Err(start.to(end, What::ThreeEnds));
    }
    let dated = |piece: Piece<'_>| match piece.text {
        "" => Err(piece.fault(What::NoEnd)),
        ".." => Ok(None),
        text if text.starts_with("..") || text.ends_with("..") => Err(piece.fault(What::LooseEnd)),
        _ => part(piece).map(Some),
    };
    match (dated(start)?, dated(end)?) {
        (None, None) => Err(start.to(end, What::NoEnd)),
        (Some(first), None) => Ok(Ends::From(first)),
        (None, Some(last)) => Ok(Ends::Until(last)),
        (Some(first), Some(last)) if first.first > last.last => Err(start.to(end, What::Backwards)),
        (Some(first), Some(last)) => Ok(Ends::Both(first, last)),
    }
}

fn one_of(inner: Piece<'_>) -> Result<Ends, Fault> {
    if inner.text.contains(',') {
        return Err(inner.fault(What::List));
    }
    let (start, end) = inner
        .split("..")
        .ok_or_else(|| inner.fault(What::NoRange))?;
    let dated = |piece: Piece<'_>| {
        if piece.text.is_empty() {
            return Ok(None);
        }
        let part = part(piece)?;
        if part.unit == Unit::Season {
            return Err(piece.fault(What::SeasonInRange));
        }
        Ok(Some(part))
    };
    match (dated(start)?, dated(end)?) {
        (None, None) => Err(inner.fault(What::NoEnd)),
        (Some(first), None) => Ok(Ends::From(first)),
        (None, Some(last)) => Ok(Ends::Until(last)),
        (Some(first), Some(last)) => {
            let what = if first.qualified() || last.qualified() {
                What::QualifiedRange
            } else if first.unit != last.unit {
                What::UnequalRange
            } else if first.first > last.last {
                What::Backwards
            } else {
                return Ok(Ends::Both(first, last));
            };
            Err(inner.fault(what))
        }
    }
}

/// One date: a year, a month, a season or a day, with at most one qualifier, at its end.
fn part(piece: Piece<'_>) -> Result<Part, Fault> {
    let misplaced = piece
        .text
        .find(['~', '?', '%'])
        .filter(|at| at + 1 < piece.text.len());
    if let Some(at) = misplaced {
        return Err(piece.fault(What::NoDate(at)));
    }
    if let Some(part) = usual(piece.text) {
        return Ok(part);
    }
    long_way(piece)
}

fn long_way(piece: Piece<'_>) -> Result<Part, Fault> {
    match Edtf::parse(piece.text) {
        Ok(Edtf::Date(date)) => from_edtf(&date).ok_or_else(|| piece.fault(What::NoDate(0))),
        Ok(_) => Err(piece.fault(What::NoDate(0))),
        Err(error) => Err(piece.fault(What::NoDate(error.offset))),
    }
}

/// A date in the usual digits, which nearly all are, without the long way; `None` for others.
fn usual(text: &str) -> Option<Part> {
    let (digits, qualifier) = match text.as_bytes() {
        [digits @ .., mark @ (b'~' | b'?' | b'%')] => (digits, Some(*mark)),
        digits => (digits, None),
    };
    let part = match digits {
        [y @ .., b'-', m1, m2, b'-', d1, d2] => {
            Part::day(year(y)?, number(&[*m1, *m2])?, number(&[*d1, *d2])?)
        }
        [y @ .., b'-', m1, m2] => Part::month_or_season(year(y)?, number(&[*m1, *m2])?),
        y => Part::year(year(y)?),
    }?;
    Some(Part {
        about: matches!(qualifier, Some(b'~' | b'%')),
        unsure: matches!(qualifier, Some(b'?' | b'%')),
        ..part
    })
}

/// A year of four digits.
fn year(digits: &[u8]) -> Option<i32> {
    let year = number(digits).filter(|_| digits.len() == 4)?;
    i32::try_from(year).ok()
}

/// At most nine digits as a number.
fn number(digits: &[u8]) -> Option<u32> {
    let fits = digits.len() <= 9 && digits.iter().all(u8::is_ascii_digit);
    let add = |sum: u32, digit: &u8| sum * 10 + u32::from(digit - b'0');
    fits.then(|| digits.iter().fold(0, add))
}

/// `None` for what EDTF can say and a briefing cannot: unspecified and significant digits, years
/// outside 0001 to 9999, groups of months other than the four seasons.
fn from_edtf(date: &edtf_core::Date) -> Option<Part> {
    if date.year.significant_digits.is_some() {
        return None;
    }
    let year = i32::try_from(date.year.value()?).ok()?;
    let month = match date.month {
        Some(month) => u32::from(month.value()?),
        None => 0,
    };
    let part = match date.precision() {
        Precision::Year => Part::year(year),
        Precision::Month | Precision::Season => Part::month_or_season(year, month),
        Precision::Day => Part::day(year, month, u32::from(date.day?.value()?)),
    }?;
    Some(Part {
        about: date.is_approximate(),
        unsure: date.is_uncertain(),
        ..part
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_usual_dates_are_what_they_are_by_the_long_way(
            text in "[0-9]{3,5}(-[0-9]{1,2}(-[0-9]{1,2})?)?[~?%]{0,2}",
        ) {
            if let Some(usual) = usual(&text) {
                let long = long_way(Piece { text: &text, at: 0 });
                prop_assert_eq!(Some(usual), long.ok());
            }
        }

        #[test]
        fn dates_without_a_mistake_are_usual(
            year in 1_u32..=9998, month in 1_u32..=12, day in 1_u32..=28,
            mark in "[~?%]?",
        ) {
            for text in [
                format!("{year:04}{mark}"),
                format!("{year:04}-{month:02}{mark}"),
                format!("{year:04}-{month:02}-{day:02}{mark}"),
            ] {
                prop_assert!(usual(&text).is_some(), "{}", text);
            }
        }
    }
}
