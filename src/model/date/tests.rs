use chrono::NaiveDate;

use super::*;

mod meaning;
mod properties;
mod readings;
mod refusals;

fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// `from..to`, either of which may be missing.
fn days(text: &str) -> DayRange {
    let (from, to) = text.split_once("..").unwrap();
    let end = |text: &str| (!text.is_empty()).then(|| day(text));
    DayRange {
        from: end(from),
        to: end(to),
    }
}

/// The rows of a table, and the four cells of each.
fn rows(table: &str) -> impl Iterator<Item = [&str; 4]> {
    let rows = table.lines().map(str::trim).filter(|row| !row.is_empty());
    rows.map(|row| {
        let cells: Vec<_> = row.split('|').map(str::trim).collect();
        cells
            .try_into()
            .unwrap_or_else(|_| panic!("four cells: {row}"))
    })
}
