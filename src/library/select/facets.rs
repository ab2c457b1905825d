//! Actors, issues and sources as what records are filtered by and counted for: over several briefings
//! all that are the same are one.

use std::collections::HashSet;
use std::ops::Range;

use crate::leisure::by_thousands;
use crate::library::bits::{Bits, Ranked};
use crate::library::csr::Lists;
use crate::library::identity::Identities;
use crate::library::records::Piece;
use crate::library::{Library, People, RecordIx, Scope};
use crate::model::RecordKind;

/// The kinds of records that are facets.
pub(super) const KINDS: [RecordKind; 3] =
    [RecordKind::Actor, RecordKind::Issue, RecordKind::Source];

/// No facet, among the numbers.
const NONE: u32 = u32::MAX;

/// No more steps are taken from one whole to the next to find who stands for whom over several
/// briefings: what lies further apart stands for itself.
const MOST_STEPS: usize = 4_000_000;

/// The actors, issues and sources of a scope, numbered: first the actors, then the issues, then the
/// sources, each in the library's order.
#[derive(Debug, Default)]
pub(in crate::library) struct Facets {
    /// Their records.
    records: Ranked,
    /// The facet of each of these.
    numbers: Vec<u32>,
    /// The record that stands for each facet.
    heads: Vec<RecordIx>,
    /// How many are actors, and how many actors or issues.
    actors: usize,
    counted: usize,
    /// For each actor or issue, itself and those that it is one of the people, or a part, of.
    wholes: Lists,
    /// The other way round.
    members: Lists,
    /// Whether a facet may have several records.
    is_merged: bool,
}

impl Facets {
    /// The facets of a scope, of which these are the records.
    pub(super) fn new(library: &Library, records: Bits, scope: Scope) -> Self {
        let identities = (scope == Scope::All).then(|| library.identities());
        let count = records.count();
        let mut facets = Self {
            records: Ranked::new(records),
            numbers: vec![NONE; count],
            ..Self::default()
        };
        let of_kind = |kind| {
            let places = library.places(scope);
            let spans = places.map(move |at| library.records().span(at, kind));
            spans.flatten().map(RecordIx)
        };
        for kind in KINDS {
            for ix in by_thousands(of_kind(kind)) {
                facets.add(ix, identities);
            }
            let count = facets.heads.len();
            match kind {
                RecordKind::Actor => facets.actors = count,
                RecordKind::Issue => facets.counted = count,
                _ => {}
            }
        }
        facets.is_merged = facets.heads.len() < count;
        let counted = [RecordKind::Actor, RecordKind::Issue];
        facets.find_wholes(library, counted.into_iter().flat_map(of_kind));
        facets
    }

    /// Whether a facet may have several records.
    pub(super) const fn is_merged(&self) -> bool {
        self.is_merged
    }

    /// Leaves of the records of each facet only the one that stands for all.
    pub(super) fn keep_heads(&self, bits: &mut Bits) {
        bits.subtract(self.records.bits());
        for head in &self.heads {
            bits.insert(head.0);
        }
    }

    fn add(&mut self, ix: RecordIx, identities: Option<&Identities>) {
        let head = identities.map_or(ix, |identities| identities.head(ix));
        let next = self.heads.len() as u32;
        let number = self.number(head).unwrap_or_else(|| {
            self.heads.push(head);
            self.set(head, next);
            next
        });
        self.set(ix, number);
    }

    fn set(&mut self, ix: RecordIx, number: u32) {
        let at = self.records.rank(ix.0);
        if let Some(slot) = at.and_then(|at| self.numbers.get_mut(at)) {
            *slot = number;
        }
    }

    /// Those of a kind.
    pub(super) fn of(&self, kind: RecordKind) -> Range<u32> {
        let all = match kind {
            RecordKind::Actor => 0..self.actors,
            RecordKind::Issue => self.actors..self.counted,
            RecordKind::Source => self.counted..self.heads.len(),
            _ => 0..0,
        };
        all.start as u32..all.end as u32
    }

    /// How many there are.
    pub(in crate::library) fn len(&self) -> u32 {
        self.heads.len() as u32
    }

    /// The number of a facet by a record of it.
    #[inline]
    pub(in crate::library) fn number(&self, ix: RecordIx) -> Option<u32> {
        let number = *self.numbers.get(self.records.rank(ix.0)?)?;
        (number != NONE).then_some(number)
    }

    /// The record that stands for a facet.
    pub(super) fn head_of(&self, number: u32) -> Option<RecordIx> {
        self.heads.get(number as usize).copied()
    }

    /// The record that stands for all of the same facet; of other kinds it is the record itself.
    #[inline]
    pub(super) fn head(&self, ix: RecordIx) -> RecordIx {
        if !self.is_merged {
            return ix;
        }
        let head = self.number(ix).and_then(|number| self.head_of(number));
        head.unwrap_or(ix)
    }

    /// How many are actors or issues.
    pub(super) const fn counted(&self) -> usize {
        self.counted
    }

    /// An actor or issue, with its people or parts; a source alone.
    pub(in crate::library) fn family(&self, number: u32, people: People) -> Vec<u32> {
        let members = self.members.get(number);
        match people {
            People::Included if !members.is_empty() => members.iter().collect(),
            _ => vec![number],
        }
    }

    /// Finds who stands for whom. Over several briefings this is put together from what each says.
    fn find_wholes(&mut self, library: &Library, records: impl Iterator<Item = RecordIx>) {
        let mut said = HashSet::with_hasher(foldhash::fast::FixedState::default());
        for ix in records {
            let wholes = library.records().wholes(ix);
            let Some(own) = self.number(ix).filter(|_| wholes.len() > 1) else {
                continue;
            };
            let wholes = wholes.filter_map(|whole| self.number(whole));
            said.extend(
                wholes
                    .filter(|whole| *whole != own)
                    .map(|whole| (own, whole)),
            );
        }
        let mut said: Vec<_> = said.into_iter().collect();
        said.sort_unstable();
        let mut direct = Lists::default();
        let mut said = said.into_iter().peekable();
        for number in 0..self.counted as u32 {
            let own = std::iter::from_fn(|| said.next_if(|(one, _)| *one == number));
            direct.push(std::iter::once(number).chain(own.map(|(_, whole)| whole)));
        }
        self.wholes = if self.is_merged {
            closed(&direct)
        } else {
            direct
        };
        self.members = self.wholes.inverted(self.counted);
    }

    /// For each record of a piece, in order, the actors and issues that it is counted for.
    pub(super) fn involved(&self, piece: &Piece<'_>, people: People) -> Lists {
        let Piece {
            first,
            segment,
            span,
        } = piece;
        let mut lists = Lists::default();
        let mut found = Vec::new();
        // The record that each was found for last: of several people of one state it has one.
        let mut last = vec![NONE; self.counted];
        for at in by_thousands(span.clone()) {
            found.clear();
            let mut add = |facet: u32| match last.get_mut(facet as usize) {
                Some(last) if *last != at => {
                    *last = at;
                    found.push(facet);
                }
                _ => {}
            };
            let number = |at: u32| self.number(RecordIx(first.saturating_add(at)));
            if matches!(
                segment.kind(at),
                Some(RecordKind::Quote | RecordKind::Event)
            ) {
                for actor in segment.actors(at).iter().filter_map(number) {
                    match people {
                        People::Included => self.wholes.get(actor).iter().for_each(&mut add),
                        People::Excluded => add(actor),
                    }
                }
                for issue in segment.issues(at).iter().filter_map(number) {
                    self.wholes.get(issue).iter().for_each(&mut add);
                }
            }
            lists.push(found.iter().copied());
        }
        lists.shrink();
        lists
    }
}

/// Wholes of wholes are wholes.
fn closed(direct: &Lists) -> Lists {
    let mut all = Lists::default();
    let mut steps = 0;
    let mut seen = vec![NONE; direct.len()];
    for number in 0..direct.len() as u32 {
        let mut found = vec![number];
        let mut next = 0;
        while let Some(one) = found.get(next).copied() {
            next += 1;
            // What is said directly is never left out.
            if steps > MOST_STEPS && next > 1 {
                break;
            }
            for whole in direct.get(one) {
                steps += 1;
                match seen.get_mut(whole as usize) {
                    Some(seen) if *seen != number && whole != number => *seen = number,
                    _ => continue,
                }
                found.push(whole);
            }
        }
        all.push(found);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wholes_of_wholes_are_wholes_and_come_to_an_end() {
        let mut direct = Lists::default();
        for list in [&[0, 1][..], &[1, 2], &[2, 0], &[3], &[4, 3, 0]] {
            direct.push(list.iter().copied());
        }
        let closed = closed(&direct);
        let of = |number| {
            let mut all: Vec<u32> = closed.get(number).iter().collect();
            all.sort_unstable();
            all
        };
        assert_eq!(of(0), [0, 1, 2]);
        assert_eq!(of(2), [0, 1, 2]);
        assert_eq!(of(3), [3]);
        assert_eq!(of(4), [0, 1, 2, 3, 4]);
    }
}
