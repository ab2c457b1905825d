//! The same quantity as different actors claim it, or for different days: over one briefing or many,
//! from their columns.
//!
//! Figures can be compared where they name the same quantity and count it in the same unit. That of
//! several briefings is one quantity only where it also bears on the same issue: two briefings may
//! count deaths, and not the same ones.

use std::collections::HashMap;

use crate::library::{Library, RecordIx, Records, Scope, Selection};
use crate::model::date::Bounds;
use crate::model::{Amount, RecordKind};

/// A claim of an amount.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a, C> {
    /// Who claims it.
    pub by: &'a [C],
    /// How much.
    pub amount: &'a Amount,
    /// Of what.
    pub unit: Option<&'a str>,
    /// The day it is for.
    pub day: Option<&'a Bounds>,
}

/// Whether two claims about one quantity cannot both be right: different actors say so, for what may
/// be the same day and in the same unit, and there is no amount that would fit both. One claimant's
/// two figures are two days or two ways of counting, not a dispute.
pub fn contradict<C: PartialEq>(one: &Claim<'_, C>, other: &Claim<'_, C>) -> bool {
    let claimed = !one.by.is_empty() && !other.by.is_empty();
    let shared = one.by.iter().any(|by| other.by.contains(by));
    let same_day = one
        .day
        .zip(other.day)
        .is_none_or(|(one, other)| may_meet(one, other));
    claimed && !shared && same_day && one.unit == other.unit && exclude(one.amount, other.amount)
}

/// Whether two dates have a day in common, as far as they are known.
fn may_meet(one: &Bounds, other: &Bounds) -> bool {
    let ([from, .., to], [other_from, .., other_to]) = (one.days(), other.days());
    from <= other_to && other_from <= to
}

/// Whether no amount fits both. Of words it is not known what they would exclude but other words.
fn exclude(one: &Amount, other: &Amount) -> bool {
    match (one, other) {
        (Amount::Words { value_text: one }, Amount::Words { value_text: other }) => one != other,
        (Amount::Words { .. }, _) | (_, Amount::Words { .. }) => false,
        _ => {
            let ((low, high), (other_low, other_high)) = (ends(one), ends(other));
            high < other_low || other_high < low
        }
    }
}

/// Between which numbers an amount lies; what is not known lies anywhere.
fn ends(amount: &Amount) -> (f64, f64) {
    match *amount {
        Amount::Value { value } => (value, value),
        Amount::Range { low, high } => (
            low.unwrap_or(f64::NEG_INFINITY),
            high.unwrap_or(f64::INFINITY),
        ),
        Amount::Words { .. } => (f64::NEG_INFINITY, f64::INFINITY),
    }
}

/// A figure among those that it can be compared with.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The record.
    pub ix: RecordIx,
    /// How much.
    pub amount: Amount,
    /// Figures of the same quantity that it contradicts.
    pub rivals: Vec<RecordIx>,
}

/// Figures that can be compared: of one quantity, in one unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Quantity {
    /// What is measured, by the word that its figures share; `None` for a figure that names nothing,
    /// which stands alone.
    pub name: Option<String>,
    /// Of what; `None` where it is not said.
    pub unit: Option<String>,
    /// The figures, in the order of the files.
    pub figures: Vec<Figure>,
    /// From where to where a scale for all of them reaches. It holds 0.
    pub scale: (f64, f64),
}

impl Quantity {
    /// Whether some of its figures contradict each other.
    pub fn is_contested(&self) -> bool {
        self.figures.iter().any(|figure| !figure.rivals.is_empty())
    }
}

/// How many figures of one quantity are compared with each other: more than a person would.
const COMPARED: usize = 100;

/// The quantities of which the selection lists figures, in the order of the files.
pub fn quantities(library: &Library, scope: Scope, selection: &Selection) -> Vec<Quantity> {
    let records = library.records();
    let head = |ix: RecordIx| match scope {
        Scope::One(_) => ix,
        Scope::All => library.identities().head(ix),
    };
    let rows = selection.rows(RecordKind::Figure);
    let mut quantities: Vec<Quantity> = Vec::new();
    let groups = grouped(records, rows, head);
    let mut at_of: HashMap<usize, usize> = HashMap::new();
    for (row, group) in rows.iter().zip(groups) {
        let Some(said) = records.said(*row) else {
            continue;
        };
        let at = *at_of.entry(group).or_insert_with(|| {
            quantities.push(Quantity {
                name: said.quantity.map(str::to_owned),
                unit: said.unit.map(str::to_owned),
                figures: Vec::new(),
                scale: (0.0, 0.0),
            });
            quantities.len() - 1
        });
        if let Some(quantity) = quantities.get_mut(at) {
            quantity.scale = reaching(quantity.scale, &said.amount);
            quantity.figures.push(Figure {
                ix: *row,
                amount: said.amount,
                rivals: Vec::new(),
            });
        }
    }
    for quantity in &mut quantities {
        compare(records, quantity, head);
    }
    quantities
}

/// A scale that reaches to an amount as well.
fn reaching((low, high): (f64, f64), amount: &Amount) -> (f64, f64) {
    let (from, to) = ends(amount);
    let known = [from, to].into_iter().filter(|end| end.is_finite());
    known.fold((low, high), |(low, high), end| {
        (low.min(end), high.max(end))
    })
}

/// Finds the figures of a quantity that contradict each other.
fn compare(records: &Records, quantity: &mut Quantity, head: impl Fn(RecordIx) -> RecordIx) {
    let by: Vec<Vec<RecordIx>> = quantity
        .figures
        .iter()
        .map(|figure| records.actors(figure.ix).map(&head).collect())
        .collect();
    let claims = quantity.figures.iter().zip(&by).map(|(figure, by)| Claim {
        by,
        amount: &figure.amount,
        unit: None,
        day: records.bounds(figure.ix),
    });
    let claims: Vec<_> = claims.collect();
    let others = quantity.figures.iter().zip(&claims).take(COMPARED);
    let rivals = claims.iter().map(|one| {
        let rivals = others.clone().filter(|(_, other)| contradict(one, other));
        rivals.map(|(figure, _)| figure.ix).collect::<Vec<_>>()
    });
    let rivals: Vec<_> = rivals.collect();
    for (figure, rivals) in quantity.figures.iter_mut().zip(rivals) {
        figure.rivals = rivals;
    }
}

/// What makes two figures of one quantity, beside the words for it and for the unit.
#[derive(PartialEq, Eq, Hash)]
enum Shared {
    /// They are of one briefing.
    Briefing(usize),
    /// They bear on one issue.
    Issue(RecordIx),
}

/// For each figure the number of its group.
fn grouped(
    records: &Records,
    rows: &[RecordIx],
    head: impl Fn(RecordIx) -> RecordIx,
) -> Vec<usize> {
    let mut groups = Groups::default();
    let mut known = HashMap::new();
    for row in rows {
        let own = groups.add();
        let Some(said) = records.said(*row) else {
            continue;
        };
        let Some(quantity) = said.quantity else {
            continue;
        };
        let briefing = records.briefing(*row).map(Shared::Briefing);
        let issues = records.issues(*row).map(|issue| Shared::Issue(head(issue)));
        for shared in briefing.into_iter().chain(issues) {
            let other = *known.entry((quantity, said.unit, shared)).or_insert(own);
            groups.join(own, other);
        }
    }
    (0..rows.len()).map(|row| groups.of(row)).collect()
}

/// Which things belong together, found out one pair after the other.
#[derive(Default)]
struct Groups(Vec<usize>);

impl Groups {
    fn add(&mut self) -> usize {
        self.0.push(self.0.len());
        self.0.len() - 1
    }

    /// The first thing of a thing's group.
    fn of(&mut self, thing: usize) -> usize {
        let mut first = thing;
        while let Some(next) = self.0.get(first).filter(|next| **next != first) {
            first = *next;
        }
        let mut one = thing;
        while let Some(slot) = self.0.get_mut(one).filter(|slot| **slot != first) {
            one = std::mem::replace(slot, first);
        }
        first
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.of(one), self.of(other));
        if let Some(slot) = self.0.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
}

#[cfg(test)]
mod tests;
