//! What rows show of a record beside its own words: counted once, not for every frame.

use std::collections::HashMap;

use crate::library::{Library, RecordIx, Selection, Standing, Verdicts};
use crate::model::{ActorId, Briefing, Date, Figure, Record, RecordKind, Verdict};

use super::attribution::{self, Tally};
use super::figures;

/// The counts of one briefing.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    issues: Column<Tally>,
    contested: Column<bool>,
}

/// A value for each record of a kind.
#[derive(Clone, Debug, Default)]
struct Column<T> {
    first: u32,
    values: Vec<T>,
}

impl<T: Copy + Default> Column<T> {
    fn get(&self, ix: RecordIx) -> T {
        let at = ix.0.checked_sub(self.first);
        let value = at.and_then(|at| self.values.get(at as usize));
        value.copied().unwrap_or_default()
    }
}

/// What was taken from a source, of what the filter lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Quotations.
    pub quotes: usize,
    /// Quotations of which the words were found as they are quoted.
    pub verified: usize,
}

impl Tallies {
    /// Counts what there is to count in the briefing at a place in the library's order, whatever the
    /// filter; nothing where it is not open.
    pub fn of(library: &Library, at: usize) -> Self {
        let Some(briefing) = library.briefing(at) else {
            return Self::default();
        };
        let first = |kind| library.records().span(at, kind).start;
        Self {
            issues: Column {
                first: first(RecordKind::Issue),
                values: attribution::tallies(briefing),
            },
            contested: Column {
                first: first(RecordKind::Figure),
                values: contested(briefing),
            },
        }
    }

    /// How many actors stand on each side of an issue.
    pub fn issue(&self, ix: RecordIx) -> Tally {
        self.issues.get(ix)
    }

    /// Whether somebody else claims another amount for a figure's quantity.
    pub fn is_contested(&self, ix: RecordIx) -> bool {
        self.contested.get(ix)
    }
}

/// What was taken from a source of an open briefing, of what the filter lists.
pub fn taken(
    (library, verdicts): (&Library, &Verdicts),
    selection: &Selection,
    source: RecordIx,
) -> Taken {
    let records = library.records();
    let mut taken = Taken::default();
    let at = records.briefing(source);
    let Some(briefing) = at.and_then(|at| library.briefing(at)) else {
        return taken;
    };
    let Some(Record::Source(own)) = records.record(source, briefing) else {
        return taken;
    };
    for ix in records.of_kind(source, RecordKind::Quote) {
        let record = records.record(ix, briefing);
        // What only came through it was taken from elsewhere.
        let is_taken = matches!(record, Some(Record::Quote(quote))
            if quote.source.as_ref() == Some(&own.id));
        if is_taken && selection.contains(ix) {
            taken.quotes += 1;
            taken.verified += usize::from(is_verified(verdicts.standing(library, ix)));
        }
    }
    taken
}

fn is_verified(standing: Standing) -> bool {
    standing.verdict().is_some_and(Verdict::is_verified)
}

/// How many figures of one quantity are compared with each other: more than a person would.
const COMPARED: usize = 100;

/// For each figure, in the order of the file, whether somebody else claims another amount for its
/// quantity.
fn contested(briefing: &Briefing) -> Vec<bool> {
    let mut rivals: HashMap<&str, Vec<&Figure>> = HashMap::new();
    for figure in &briefing.figures {
        if let Some(quantity) = figure.quantity.as_deref() {
            rivals.entry(quantity).or_default().push(figure);
        }
    }
    let is_contested = |figure: &Figure| {
        let quantity = figure.quantity.as_deref();
        let rivals = quantity.and_then(|quantity| rivals.get(quantity));
        let mut rivals = rivals.into_iter().flatten().take(COMPARED);
        rivals.any(|rival| contradict(figure, rival))
    };
    briefing.figures.iter().map(is_contested).collect()
}

/// Whether two figures of one quantity contradict each other, as [`figures::contradict`] has it.
pub fn contradict(one: &Figure, other: &Figure) -> bool {
    let (one, other) = (claim(one), claim(other));
    figures::contradict(&one, &other)
}

fn claim(figure: &Figure) -> figures::Claim<'_, ActorId> {
    figures::Claim {
        by: &figure.claimed_by,
        amount: &figure.amount,
        unit: figure.unit.as_deref(),
        day: figure.as_of.as_ref().map(Date::bounds),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Amount, FigureId, Slug};

    fn figure(value: f64, by: &[&str]) -> Figure {
        let id = |text: &str| Slug::new(text).unwrap();
        Figure {
            id: FigureId(id("f")),
            label: String::new(),
            quantity: Some("cap".into()),
            amount: Amount::Value { value },
            unit: None,
            as_of: None,
            claimed_by: by.iter().map(|one| ActorId(id(one))).collect(),
            issues: Vec::new(),
            cites: Vec::new(),
        }
    }

    #[test]
    fn only_another_claimant_contradicts() {
        let ours = figure(6.0, &["a"]);
        for (value, by, contested) in [
            (8.0, &["b"][..], true),
            (8.0, &["b", "a"], false),
            (6.0, &["b"], false),
            (8.0, &[], false),
        ] {
            let other = figure(value, by);
            assert_eq!(contradict(&ours, &other), contested, "{value} {by:?}");
            assert_eq!(contradict(&other, &ours), contested, "{value} {by:?}");
        }
    }
}
