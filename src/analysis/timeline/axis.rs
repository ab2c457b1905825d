//! The columns of a timeline: stretches of time in which something is, and gaps.

use super::scale::Scale;

/// How many stretches in a row in which nothing is stay as they are; more become a gap.
const SHORT: i32 = 3;

/// A column: a stretch of time, or several of them in which nothing begins or ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its first day, as a day of the common era.
    pub first: i32,
    /// Its last day.
    pub last: i32,
    /// How many stretches it stands for, where it is a gap.
    pub gap: Option<u32>,
}

/// The columns, from the earliest to the latest, without a day between them left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The length of time that each stands for.
    pub scale: Scale,
    /// The columns.
    pub columns: Vec<Column>,
}

impl Axis {
    /// The columns for some days, ascending, each of which has one of its own.
    pub(super) fn of(scale: Scale, days: &[i32]) -> Self {
        let mut columns: Vec<Column> = Vec::new();
        for day in days {
            let before = columns.last().map(|column| column.last);
            if before.is_some_and(|before| *day <= before) {
                continue;
            }
            let (first, last) = scale.around(*day);
            if let Some(before) = before {
                between(scale, (before + 1, first - 1), &mut columns);
            }
            columns.push(Column {
                first,
                last,
                gap: None,
            });
        }
        Self { scale, columns }
    }

    /// The column that a day lies in; of one before all or after all the first or the last.
    pub fn at(&self, day: i32) -> usize {
        let next = self.columns.partition_point(|column| column.last < day);
        next.min(self.columns.len().saturating_sub(1))
    }

    /// The first and the last day.
    pub fn days(&self) -> Option<(i32, i32)> {
        let (first, last) = (self.columns.first()?, self.columns.last()?);
        Some((first.first, last.last))
    }
}

/// Adds the columns for days on which nothing is.
fn between(scale: Scale, (first, last): (i32, i32), columns: &mut Vec<Column>) {
    if first > last {
        return;
    }
    let count = scale.stretch(last) - scale.stretch(first) + 1;
    if count > SHORT {
        columns.push(Column {
            first,
            last,
            gap: u32::try_from(count).ok(),
        });
        return;
    }
    let mut next = first;
    while next <= last {
        let (first, last) = scale.around(next);
        columns.push(Column {
            first,
            last,
            gap: None,
        });
        next = last.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lengths(scale: Scale, days: &[i32]) -> Vec<Option<u32>> {
        let axis = Axis::of(scale, days);
        axis.columns.iter().map(|column| column.gap).collect()
    }

    #[test]
    fn few_empty_columns_stay_and_many_become_one() {
        assert_eq!(lengths(Scale::Day, &[100, 101]), [None, None]);
        assert_eq!(lengths(Scale::Day, &[100, 104]), [None; 5]);
        assert_eq!(lengths(Scale::Day, &[100, 105]), [None, Some(4), None]);
        // Days 1 to 7 are the first week.
        assert_eq!(lengths(Scale::Week, &[1, 7, 8]), [None, None]);
        assert_eq!(lengths(Scale::Week, &[1, 7 * 9 + 1]), [None, Some(8), None]);
        assert_eq!(lengths(Scale::Year, &[1, 366 * 30]), [None, Some(29), None]);
        assert!(lengths(Scale::Day, &[]).is_empty());
    }

    #[test]
    fn every_day_between_the_first_and_the_last_lies_in_one_column() {
        let days = [730_000, 730_001, 730_040, 731_300, 735_000];
        for scale in Scale::ALL {
            let axis = Axis::of(scale, &days);
            let (first, last) = axis.days().unwrap();
            assert!(first <= days[0] && days[4] <= last);
            for pair in axis.columns.windows(2) {
                assert_eq!(pair[0].last + 1, pair[1].first, "{scale:?}");
            }
            for day in first..=last {
                let column = axis.columns[axis.at(day)];
                assert!((column.first..=column.last).contains(&day));
            }
        }
    }
}
