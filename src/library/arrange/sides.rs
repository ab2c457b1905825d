//! Actors beneath the state, body or group on whose side they stand.

use std::sync::Arc;

use crate::library::{Library, RecordIx, Scope};
use crate::model::RecordKind;

use super::{Heading, Item};

/// How deep a side within a side is shown; what lies deeper stands at this depth.
const DEEPEST: u8 = 3;

/// Actors beneath the state, body or group on whose side they stand. The sides come in the order
/// in which the files first name any of their own; whoever stands on nobody's side comes last.
/// `None` where no actor has a side. All actors are listed, whatever the filter.
pub(super) fn sides(library: &Library, scope: Scope) -> Option<Arc<Vec<Item>>> {
    let ground = library.ground(scope);
    let find = || by_side((library, scope), &ground.rows(library, RecordKind::Actor));
    ground
        .orders
        .sides
        .get_or_init(|| find().map(Into::into))
        .clone()
}

fn by_side((library, scope): (&Library, Scope), rows: &[RecordIx]) -> Option<Vec<Item>> {
    let ground = library.ground(scope);
    // Actors have the first numbers, in the order of their rows.
    let number = |ix| ground.facets().number(ix).map(|number| number as usize);
    let mut of = vec![None; rows.len()];
    for at in library.places(scope) {
        let Some((segment, part, first)) = library.records().columns(at) else {
            continue;
        };
        let span = segment.span(part, RecordKind::Actor);
        for actor in span.clone() {
            let side = segment.traits(actor).side().map(|row| span.start + row);
            let own = number(RecordIx(first + actor));
            let side = side.and_then(|side| number(RecordIx(first + side)));
            let slot = own.and_then(|own| of.get_mut(own));
            // Over several briefings the newest that says so is heeded.
            if let Some(slot) = slot.filter(|slot| slot.is_none()) {
                *slot = side.filter(|side| Some(*side) != own);
            }
        }
    }
    let mut sides = Sides::new(of);
    (0..rows.len()).for_each(|row| sides.show(row));
    let ix_of = |row: usize| rows.get(row).copied().unwrap_or(RecordIx(0));
    let mut items = Vec::new();
    for row in 0..rows.len() {
        let root = sides.root(row);
        if !sides.members_of(root).is_empty() {
            sides.place((root, 0), ix_of, &mut items);
        }
    }
    if items.is_empty() {
        return None;
    }
    let grouped = items.len();
    for row in 0..rows.len() {
        sides.place((row, 1), ix_of, &mut items);
    }
    if items.len() > grouped {
        items.insert(grouped, Item::Heading(Heading::NoSide));
    }
    Some(items)
}

/// Who stands on whose side, by the rows of the actors.
struct Sides {
    of: Vec<Option<usize>>,
    members: Vec<Vec<usize>>,
    roots: Vec<Option<usize>>,
    /// Whether an actor is listed.
    shown: Vec<bool>,
    /// Whether an actor or anybody beneath it is listed.
    holds: Vec<bool>,
    placed: Vec<bool>,
}

impl Sides {
    fn new(of: Vec<Option<usize>>) -> Self {
        let mut members = vec![Vec::new(); of.len()];
        for (row, side) in of.iter().enumerate() {
            if let Some(members) = side.and_then(|side| members.get_mut(side)) {
                members.push(row);
            }
        }
        let none = || vec![false; of.len()];
        Self {
            members,
            roots: vec![None; of.len()],
            shown: none(),
            holds: none(),
            placed: none(),
            of,
        }
    }

    fn side_of(&self, row: usize) -> Option<usize> {
        self.of.get(row).copied().flatten()
    }

    fn members_of(&self, row: usize) -> &[usize] {
        self.members.get(row).map_or(&[], Vec::as_slice)
    }

    fn show(&mut self, row: usize) {
        if let Some(shown) = self.shown.get_mut(row) {
            *shown = true;
        }
        let mut next = Some(row);
        while let Some(row) = next {
            match self.holds.get_mut(row) {
                Some(holds) if !*holds => *holds = true,
                _ => return,
            }
            next = self.side_of(row);
        }
    }

    /// The side of an actor's side, and so on to the end. Every actor is walked over once.
    fn root(&mut self, row: usize) -> usize {
        let mut path = vec![row];
        let root = loop {
            let here = path.last().copied().unwrap_or(row);
            if let Some(known) = self.roots.get(here).copied().flatten() {
                break known;
            }
            match self.side_of(here) {
                // Sides that go round end where they have been walked once.
                Some(side) if path.len() <= self.of.len() => path.push(side),
                _ => break here,
            }
        };
        for row in path {
            if let Some(slot) = self.roots.get_mut(row) {
                *slot = Some(root);
            }
        }
        root
    }

    /// Places an actor and whoever stands on its side, unless they have been placed.
    fn place(
        &mut self,
        first: (usize, u8),
        ix_of: impl Fn(usize) -> RecordIx,
        items: &mut Vec<Item>,
    ) {
        let mut open = vec![first];
        while let Some((row, depth)) = open.pop() {
            match self.placed.get_mut(row) {
                Some(placed) if !*placed => *placed = true,
                _ => continue,
            }
            let is = |flags: &[bool]| flags.get(row).copied().unwrap_or(false);
            let ix = ix_of(row);
            if is(&self.shown) {
                items.push(Item::Record { ix, depth });
            } else if is(&self.holds) {
                items.push(Item::Above(ix));
            }
            let beneath = (depth + 1).min(DEEPEST);
            open.extend(self.members_of(row).iter().rev().map(|one| (*one, beneath)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_that_go_round_come_to_an_end() {
        let mut sides = Sides::new(vec![Some(1), Some(0), Some(0), None]);
        (0..4).for_each(|row| sides.show(row));
        let mut items = Vec::new();
        for row in 0..4 {
            let root = sides.root(row);
            sides.place((root, 0), |row| RecordIx(row as u32), &mut items);
        }
        assert_eq!(items.len(), 4);
    }

    #[test]
    fn a_long_chain_of_sides_is_no_trouble() {
        let count = 200_000;
        let of = (0..count).map(|row: usize| row.checked_sub(1)).collect();
        let mut sides = Sides::new(of);
        sides.show(count - 1);
        let mut items = Vec::new();
        assert_eq!(sides.root(count - 1), 0);
        sides.place((0, 0), |row| RecordIx(row as u32), &mut items);
        assert!(matches!(
            items.last(),
            Some(Item::Record { depth: DEEPEST, .. })
        ));
        assert_eq!(items.len(), count);
    }
}
