//! Text for people: what is known of a record, of a briefing, of a passage.

pub mod across;
pub mod chart;
pub mod citation;
pub mod context;
pub mod detail;
pub mod document;
pub mod export;
pub mod found;
pub mod glyph;
pub mod legend;
pub mod link;
pub mod listing;
pub mod markdown;
pub mod network;
pub mod overview;
pub mod passage;
pub mod plain;
pub mod preview;
pub mod refers;
pub mod sheet;
pub mod verdicts;

use crate::model::{Amount, Figure};

pub use context::Context;
pub use document::{Document, Paragraph, Part, PassageTarget, Role, Span, Target};
pub use glyph::GlyphSet;
pub use legend::{Legend, legend};

/// A figure's amount with its unit: "600,000 soldiers", "10–20 %", "billions".
pub fn amount(figure: &Figure) -> String {
    amount_in(figure, GlyphSet::Unicode)
}

/// A figure's amount with its unit, in the signs of a set.
pub fn amount_in(figure: &Figure, glyphs: GlyphSet) -> String {
    amount_of(&figure.amount, figure.unit.as_deref(), glyphs)
}

/// An amount with its unit, where it has one, in the signs of a set.
pub fn amount_of(amount: &Amount, unit: Option<&str>, glyphs: GlyphSet) -> String {
    let number = match amount {
        Amount::Value { value } => grouped(*value),
        Amount::Range { low, high } => match (low, high) {
            (Some(low), Some(high)) => {
                format!("{}{}{}", grouped(*low), glyphs.dash(), grouped(*high))
            }
            (Some(low), None) => format!("at least {}", grouped(*low)),
            (None, Some(high)) => format!("at most {}", grouped(*high)),
            (None, None) => "?".to_owned(),
        },
        Amount::Words { value_text } => value_text.clone(),
    };
    match unit {
        Some(unit) => format!("{number} {unit}"),
        None => number,
    }
}

/// A text with its first letter as a capital.
pub fn capital(text: &str) -> String {
    let mut rest = text.chars();
    let first = rest.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(rest).collect()
}

/// So many of something: "1 issue", "1,200 issues".
pub fn counted(number: usize, one: &str, many: &str) -> String {
    let noun = if number == 1 { one } else { many };
    format!("{} {noun}", count(number))
}

/// A count with commas between thousands.
pub fn count(number: usize) -> String {
    let digits = number.to_string();
    thousands(&digits)
}

/// A number with commas between thousands.
fn grouped(number: f64) -> String {
    let text = number.to_string();
    let (sign, text) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest.to_owned()),
        None => ("", text),
    };
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, format!(".{fraction}")),
        None => (text.as_str(), String::new()),
    };
    [sign, &thousands(whole), &fraction].concat()
}

/// Digits with commas between thousands.
fn thousands(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        for (number, text) in [
            (600_000.0, "600,000"),
            (1.5, "1.5"),
            (-1234.25, "-1,234.25"),
            (12.0, "12"),
            (1_000_000.0, "1,000,000"),
        ] {
            assert_eq!(grouped(number), text);
        }
    }
}
