//! The records of the actors, on the issues and from the sources that were chosen.

use crate::library::bits::Bits;
use crate::library::cores;
use crate::library::records::Found;
use crate::library::{Choice, Filter, Library, Matching, People, RecordIx};
use crate::model::RecordKind;

use super::ground::Ground;

/// What is asked by choosing; `None` where nothing is chosen.
pub(super) struct Chosen {
    pub(super) of_actors: Option<Bits>,
    pub(super) on_issues: Option<Bits>,
    pub(super) from_sources: Option<Bits>,
    /// The chosen actors, issues and sources, with their people and parts, ascending.
    pub(super) subjects: Vec<RecordIx>,
}

impl Chosen {
    /// Choices that name nothing in this snapshot are passed over; where none is left, the condition
    /// is met by nothing.
    pub(super) fn new(library: &Library, ground: &Ground, filter: &Filter) -> Self {
        let mut chosen = Self {
            of_actors: None,
            on_issues: None,
            from_sources: None,
            subjects: Vec::new(),
        };
        for choice in &filter.actors {
            let mut bits = ground.all().none();
            for facet in chosen.find((library, ground), choice, filter.people) {
                library.insert_records_of(ground, facet, &mut bits);
            }
            match (&mut chosen.of_actors, filter.matching) {
                (Some(all), Matching::Any) => all.unite(&bits),
                (Some(all), Matching::All) => all.intersect(&bits),
                (none, _) => *none = Some(bits),
            }
        }
        for choice in &filter.issues {
            let facets = chosen.find((library, ground), choice, People::Included);
            let bits = chosen.on_issues.get_or_insert_with(|| ground.all().none());
            for facet in facets {
                library.insert_records_on(ground, facet, bits);
            }
        }
        for choice in &filter.sources {
            let facets = chosen.find((library, ground), choice, People::Excluded);
            let bits = chosen
                .from_sources
                .get_or_insert_with(|| ground.all().none());
            for facet in facets {
                library.insert_records_from(ground, facet, bits);
            }
        }
        chosen.subjects.sort_unstable();
        chosen
    }

    /// What a choice stands for.
    fn find(
        &mut self,
        (library, ground): (&Library, &Ground),
        choice: &Choice,
        people: People,
    ) -> Vec<u32> {
        let facets = ground.facets();
        let found = library.find(choice).and_then(|ix| facets.number(ix));
        let family = found.map_or_else(Vec::new, |facet| facets.family(facet, people));
        let heads = family.iter().filter_map(|facet| facets.head_of(*facet));
        self.subjects.extend(heads);
        family
    }
}

impl Library {
    /// The records that a facet of a scope is.
    fn records_of(&self, ground: &Ground, facet: u32) -> impl Iterator<Item = RecordIx> {
        let facets = ground.facets();
        let head = facets.head_of(facet).into_iter();
        let identities = facets.is_merged().then(|| self.identities());
        head.flat_map(move |head| {
            let same = identities.into_iter();
            let alone = identities.is_none().then_some(head);
            same.flat_map(move |all| all.same(head)).chain(alone)
        })
    }

    /// What is from a source, and the issues that its positions, quotations and figures are on.
    pub(in crate::library) fn insert_records_from(
        &self,
        ground: &Ground,
        source: u32,
        bits: &mut Bits,
    ) {
        let all: Vec<_> = self.records_of(ground, source).collect();
        let records = self.records();
        insert_each(&all, bits, |ix, bits| {
            if let Some(source) = records.found(ix) {
                insert_with_issues(source, source.segment.of_source(source.at), bits);
            }
        });
    }

    /// An actor's records, and the issues that its positions, quotations and figures are on.
    pub(in crate::library) fn insert_records_of(
        &self,
        ground: &Ground,
        actor: u32,
        bits: &mut Bits,
    ) {
        let all: Vec<_> = self.records_of(ground, actor).collect();
        let records = self.records();
        insert_each(&all, bits, |ix, bits| {
            if let Some(actor) = records.found(ix) {
                insert_with_issues(actor, actor.segment.of_actor(actor.at), bits);
            }
        });
    }

    /// The records on an issue.
    pub(in crate::library) fn insert_records_on(
        &self,
        ground: &Ground,
        issue: u32,
        bits: &mut Bits,
    ) {
        let all = self.records_of(ground, issue);
        for issue in all.filter_map(|ix| self.records().found(ix)) {
            for at in issue.segment.on_issue(issue.at) {
                bits.insert(issue.first.saturating_add(*at));
            }
        }
    }
}

/// So many records that are the same are taken in one after the other.
const FEW: usize = 500;

/// Puts in what belongs to each of some records. It lies far apart in memory, so that more than one
/// core is of use.
fn insert_each(all: &[RecordIx], bits: &mut Bits, insert: impl Fn(RecordIx, &mut Bits) + Sync) {
    if all.len() <= FEW {
        for ix in all {
            insert(*ix, bits);
        }
        return;
    }
    let (some, others) = all.split_at(all.len() / 2);
    let mut more = bits.none();
    let ((), ()) = cores::both(
        true,
        || some.iter().for_each(|ix| insert(*ix, &mut more)),
        || others.iter().for_each(|ix| insert(*ix, bits)),
    );
    bits.unite(&more);
}

/// Some records, and the issues that the positions, quotations and figures of them are on.
fn insert_with_issues(of: Found<'_>, records: &[u32], bits: &mut Bits) {
    let Found { first, segment, .. } = of;
    for at in records {
        bits.insert(first.saturating_add(*at));
        if matches!(
            segment.kind(*at),
            Some(RecordKind::Position | RecordKind::Quote | RecordKind::Figure)
        ) {
            for issue in segment.issues(*at) {
                bits.insert(first.saturating_add(*issue));
            }
        }
    }
}
