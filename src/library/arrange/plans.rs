//! Proposals with their points, figures and options.

use std::collections::HashMap;
use std::hash::Hash;

use crate::library::bits::Bits;
use crate::library::select::Ground;
use crate::library::{Library, RecordIx, Scope, Selection};
use crate::model::RecordKind;

use super::{Heading, Item, Order};

/// A proposal, point, figure or option among the others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    ix: RecordIx,
    /// Whether it is a point of the proposal before it.
    is_point: bool,
}

/// The parts that plans stand in.
pub(super) const PARTS: [Heading; 3] = [Heading::Proposals, Heading::Figures, Heading::Options];

/// Proposals with their points beneath them, figures and options: in parts, or by date together.
pub(super) fn plans(
    (library, scope): (&Library, Scope),
    selection: &Selection,
    order: Order,
) -> Vec<Item> {
    let ground = library.ground(scope);
    let [in_parts, together] = &ground.orders.plans;
    let in_parts = || in_parts.get_or_init(|| plans_in_parts((library, scope), &ground));
    // Most often many are listed: room that is not used is none that is taken.
    let most = in_parts().iter().map(|part| part.len() + 1).sum();
    let mut items = Vec::with_capacity(most);
    if order == Order::Date {
        let find = || [by_date(library, in_parts()), Vec::new(), Vec::new()];
        for part in together.get_or_init(find) {
            push_listed(part, selection.listed(), &mut items);
        }
        return items;
    }
    for (title, part) in PARTS.into_iter().zip(in_parts()) {
        let heading = items.len();
        items.push(Item::Heading(title));
        push_listed(part, selection.listed(), &mut items);
        if items.len() == heading + 1 {
            items.pop();
        }
    }
    items
}

/// Adds the plans that are listed, and the proposals that are not over points that are.
fn push_listed(plans: &[Plan], listed: &Bits, items: &mut Vec<Item>) {
    let mut above = None;
    for Plan { ix, is_point } in plans.iter().copied() {
        let is_listed = listed.contains(ix.0);
        if !is_point {
            above = Some(Item::Above(ix)).filter(|_| !is_listed);
        }
        if is_listed {
            items.extend(above.take());
            let depth = u8::from(is_point);
            items.push(Item::Record { ix, depth });
        }
    }
}

/// All proposals with their points, all figures with those of one quantity together, all options.
fn plans_in_parts((library, scope): (&Library, Scope), ground: &Ground) -> [Vec<Plan>; 3] {
    let records = library.records();
    let alone = |ix| Plan {
        ix,
        is_point: false,
    };
    let mut proposals = Vec::new();
    let mut figures = Vec::new();
    for at in library.places(scope) {
        let all = |kind| records.span(at, kind).map(RecordIx);
        let mut points = all(RecordKind::Point).peekable();
        for (row, ix) in (0..).zip(all(RecordKind::Proposal)) {
            proposals.push(alone(ix));
            let is_own = |ix: &RecordIx| records.traits(*ix).proposal() == Some(row);
            let own = std::iter::from_fn(|| points.next_if(is_own));
            proposals.extend(own.map(|ix| Plan { ix, is_point: true }));
        }
        let mut own: Vec<_> = all(RecordKind::Figure).collect();
        by_quantity(&mut own, |ix| records.traits(ix).quantity());
        figures.extend(own.into_iter().map(alone));
    }
    let options = ground.rows(library, RecordKind::Option);
    [
        proposals,
        figures,
        options.iter().copied().map(alone).collect(),
    ]
}

/// Plans of all parts by date, the points with their proposals.
fn by_date(library: &Library, parts: &[Vec<Plan>; 3]) -> Vec<Plan> {
    let all = parts.concat();
    let groups = all.chunk_by(|_, next| next.is_point);
    let mut groups: Vec<&[Plan]> = groups.collect();
    groups.sort_by_cached_key(|group| {
        let first = group.first();
        first.map(|plan| library.records().days(plan.ix))
    });
    groups.concat()
}

/// Puts figures of one quantity together, where the first of them stands.
fn by_quantity<T: Copy, Q: Eq + Hash>(figures: &mut [T], quantity: impl Fn(T) -> Option<Q>) {
    let mut first = HashMap::new();
    for (at, figure) in figures.iter().enumerate() {
        if let Some(quantity) = quantity(*figure) {
            first.entry(quantity).or_insert(at);
        }
    }
    let mut keyed: Vec<_> = figures.iter().copied().enumerate().collect();
    keyed.sort_by_key(|(at, figure)| {
        let first = quantity(*figure).and_then(|quantity| first.get(&quantity));
        first.copied().unwrap_or(*at)
    });
    for (slot, (_, figure)) in figures.iter_mut().zip(keyed) {
        *slot = figure;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_of_one_quantity_stand_together() {
        let mut figures = [("a", 1), ("", 2), ("b", 3), ("a", 4), ("", 5), ("b", 6)];
        by_quantity(&mut figures, |(quantity, _)| {
            Some(quantity).filter(|quantity| !quantity.is_empty())
        });
        assert_eq!(figures.map(|(_, n)| n), [1, 4, 2, 3, 6, 5]);
    }
}
