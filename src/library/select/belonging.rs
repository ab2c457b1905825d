//! What belongs to an actor, an issue or a source, wherever in a library it stands.

use std::collections::HashMap;

use crate::leisure::{by_thousands, comparing, give_way};
use crate::library::bits::Bits;
use crate::library::cores;
use crate::library::csr::{List, Lists};
use crate::library::records::Found;
use crate::library::{Library, RecordIx};
use crate::model::RecordKind;

use super::ground::Ground;

/// What stands in more briefings than this is gathered once: it lies far apart in memory.
const COMMON: usize = 200;

/// What belongs to each of the facets that stand in very many briefings.
#[derive(Debug, Default)]
pub(super) struct Belonging {
    /// The list of each.
    places: HashMap<u32, u32, foldhash::fast::FixedState>,
    /// Numbers of records, ascending.
    lists: Lists,
}

impl Belonging {
    pub(super) fn new(library: &Library, ground: &Ground) -> Self {
        let facets = 0..ground.facets().len();
        let is_common = |facet: &u32| ground.records_of(library, *facet).nth(COMMON).is_some();
        let common: Vec<u32> = by_thousands(facets).filter(is_common).collect();
        let found = cores::each(ground.is_large(), &common, |facet| {
            let mut all = Vec::new();
            ground.each_belonging(library, *facet, &mut |ix| all.push(ix));
            give_way();
            all.sort_unstable_by(comparing(u32::cmp));
            all.dedup();
            all
        });
        let mut belonging = Self::default();
        for (place, (facet, all)) in (0..).zip(common.into_iter().zip(found)) {
            belonging.places.insert(facet, place);
            belonging.lists.push(all);
        }
        belonging.lists.shrink();
        belonging
    }

    fn get(&self, facet: u32) -> Option<List<'_>> {
        let place = self.places.get(&facet)?;
        Some(self.lists.get(*place))
    }
}

impl Ground {
    /// Puts in what belongs to an actor, an issue or a source: its records, and to an actor or a source
    /// the issues that its positions, quotations and figures are on.
    pub(in crate::library) fn insert_belonging(
        &self,
        library: &Library,
        facet: u32,
        bits: &mut Bits,
    ) {
        match self.belonging(library).get(facet) {
            Some(all) => all.iter().for_each(|ix| bits.insert(ix)),
            None => self.each_belonging(library, facet, &mut |ix| bits.insert(ix)),
        }
    }

    /// The records that a facet is.
    pub(super) fn records_of(
        &self,
        library: &Library,
        facet: u32,
    ) -> impl Iterator<Item = RecordIx> {
        let facets = self.facets();
        let head = facets.head_of(facet).into_iter();
        let identities = facets.is_merged().then(|| library.identities());
        head.flat_map(move |head| {
            let same = identities.into_iter();
            let alone = identities.is_none().then_some(head);
            same.flat_map(move |all| all.same(head)).chain(alone)
        })
    }

    fn each_belonging(&self, library: &Library, facet: u32, take: &mut impl FnMut(u32)) {
        let records = self.records_of(library, facet);
        for found in records.filter_map(|ix| library.records().found(ix)) {
            let Found { segment, at, .. } = found;
            match segment.kind(at) {
                Some(RecordKind::Actor) => with_issues(found, segment.of_actor(at), take),
                Some(RecordKind::Source) => with_issues(found, segment.of_source(at), take),
                _ => {
                    let on = segment.on_issue(at).iter();
                    on.for_each(|at| take(found.first.saturating_add(at)));
                }
            }
        }
    }
}

/// Some records, and the issues that the positions, quotations and figures of them are on.
fn with_issues(of: Found<'_>, records: List<'_>, take: &mut impl FnMut(u32)) {
    let Found { first, segment, .. } = of;
    records.iter().for_each(|at| {
        take(first.saturating_add(at));
        if matches!(
            segment.kind(at),
            Some(RecordKind::Position | RecordKind::Quote | RecordKind::Figure)
        ) {
            for issue in segment.issues(at) {
                take(first.saturating_add(issue));
            }
        }
    });
}
