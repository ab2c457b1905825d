//! The records of the actors, on the issues and from the sources that were chosen.

use crate::library::bits::Bits;
use crate::library::{Choice, Filter, Library, Matching, People, RecordIx};

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
                ground.insert_belonging(library, facet, &mut bits);
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
                ground.insert_belonging(library, facet, bits);
            }
        }
        for choice in &filter.sources {
            let facets = chosen.find((library, ground), choice, People::Excluded);
            let bits = chosen
                .from_sources
                .get_or_insert_with(|| ground.all().none());
            for facet in facets {
                ground.insert_belonging(library, facet, bits);
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
