//! Which proposals are versions of one plan, and which points take the place of which.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::model::{Briefing, Point, Proposal};
use crate::text::fold::quotation;

use super::Place;

/// The proposals that supersede each other, each once.
pub(super) fn chains(briefing: &Briefing, earlier: &[Option<usize>]) -> Vec<Vec<usize>> {
    // The first of the chain of each proposal, and how far from it the proposal stands.
    let mut known: Vec<Option<(usize, usize)>> = vec![None; briefing.proposals.len()];
    for row in 0..known.len() {
        let mut open = vec![row];
        let mut at = row;
        let (first, depth) = loop {
            if let Some(found) = known.get(at).copied().flatten() {
                open.pop();
                break found;
            }
            match earlier.get(at).copied().flatten() {
                // A chain that came back to where it began would end there.
                Some(up) if open.len() <= known.len() => {
                    at = up;
                    open.push(up);
                }
                _ => {
                    open.pop();
                    if let Some(one) = known.get_mut(at) {
                        *one = Some((at, 0));
                    }
                    break (at, 0);
                }
            }
        };
        for (steps, one) in open.into_iter().rev().enumerate() {
            if let Some(one) = known.get_mut(one) {
                *one = one.or(Some((first, depth + steps + 1)));
            }
        }
    }
    let mut chains: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (row, found) in known.into_iter().enumerate() {
        let (first, depth) = found.unwrap_or((row, 0));
        chains.entry(first).or_default().push((depth, row));
    }
    let mut chains: Vec<_> = chains.into_values().collect();
    for chain in &mut chains {
        chain.sort_unstable();
    }
    chains.sort_by_key(|chain| chain.iter().map(|(_, row)| *row).min());
    let rows = |chain: Vec<(usize, usize)>| chain.into_iter().map(|(_, row)| row).collect();
    chains.into_iter().map(rows).collect()
}

/// Which points take the place of which.
#[derive(Default)]
pub(super) struct Links {
    /// The row of what each proposal supersedes.
    pub(super) earlier: Vec<Option<usize>>,
    /// What each point takes the place of.
    from: HashMap<Place, Vec<Place>>,
    /// What takes the place of each point.
    into: HashMap<Place, Vec<Place>>,
    /// Proposals whose points are laid to others by their text.
    pub(super) alike: BTreeSet<usize>,
}

impl Links {
    pub(super) fn of(briefing: &Briefing) -> Self {
        let mut links = Self::default();
        let mut places = HashMap::new();
        let mut rows = HashMap::new();
        for (row, proposal) in briefing.proposals.iter().enumerate() {
            rows.insert(&proposal.id, row);
            for (point, one) in proposal.points.iter().enumerate() {
                let at = Place {
                    proposal: row,
                    point,
                };
                places.insert(&one.id, at);
            }
        }
        let up = |proposal: &Proposal| proposal.supersedes.as_ref().and_then(|id| rows.get(id));
        links.earlier = briefing
            .proposals
            .iter()
            .map(|one| up(one).copied())
            .collect();
        for (row, proposal) in briefing.proposals.iter().enumerate() {
            if proposal.points.iter().all(|one| one.replaces.is_empty()) {
                links.by_text(briefing, row);
                continue;
            }
            for (point, one) in proposal.points.iter().enumerate() {
                let at = Place {
                    proposal: row,
                    point,
                };
                for from in one.replaces.iter().filter_map(|id| places.get(id)) {
                    // A point does not take the place of one that stands beside it.
                    if from.proposal != row {
                        links.add(*from, at);
                    }
                }
            }
        }
        links
    }

    fn add(&mut self, from: Place, into: Place) {
        let all = self.from.entry(into).or_default();
        if !all.contains(&from) {
            all.push(from);
            self.into.entry(from).or_default().push(into);
        }
    }

    /// Lays the points of a proposal to those of the one before that say the same, each to one.
    fn by_text(&mut self, briefing: &Briefing, row: usize) {
        let before = self.earlier.get(row).copied().flatten();
        let (Some(before), Some(now)) = (before, briefing.proposals.get(row)) else {
            return;
        };
        self.alike.insert(row);
        let Some(earlier) = briefing.proposals.get(before) else {
            return;
        };
        let mut by_text: HashMap<String, Vec<(usize, &Point)>> = HashMap::new();
        for (point, one) in earlier.points.iter().enumerate().rev() {
            by_text.entry(folded(one)).or_default().push((point, one));
        }
        // Of several that say the same, the one of the same number; else the first.
        let same_number = |now: &Point, all: &[(usize, &Point)]| {
            let same = |(_, one): &(usize, &Point)| one.number == now.number;
            all.iter().rposition(same)
        };
        for numbered in [true, false] {
            for (point, one) in now.points.iter().enumerate() {
                let at = Place {
                    proposal: row,
                    point,
                };
                if self.from.contains_key(&at) {
                    continue;
                }
                let Some(all) = by_text.get_mut(&folded(one)) else {
                    continue;
                };
                let found = if numbered {
                    same_number(one, all)
                } else {
                    all.len().checked_sub(1)
                };
                if let Some(found) = found {
                    let (point, _) = all.remove(found);
                    let from = Place {
                        proposal: before,
                        point,
                    };
                    self.add(from, at);
                }
            }
        }
    }

    pub(super) fn from(&self, at: Place) -> &[Place] {
        self.from.get(&at).map_or(&[], Vec::as_slice)
    }

    pub(super) fn into(&self, at: Place) -> &[Place] {
        self.into.get(&at).map_or(&[], Vec::as_slice)
    }
}

/// What a point says, in the form in which that is compared.
pub(super) fn folded(point: &Point) -> String {
    let text = quotation(point.text.shown()).text;
    text.trim().to_owned()
}
