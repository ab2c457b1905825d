//! What was selected last: a filter is set and let go of, and a query typed and taken back.

use std::collections::VecDeque;

use crate::library::{RecordIx, Selection};
use crate::model::RecordKind;

use super::state::SelectedFrom;

/// A selection, and the records that come nearest to it where it leaves nothing.
pub(super) type Selected = (Selection, Vec<(RecordKind, RecordIx)>);

/// So many are kept: of a million records each takes some megabytes.
const MOST: usize = 2;

/// The last selections of one library, but for the one in force; the last first.
#[derive(Clone, Debug, Default)]
pub(super) struct Recent(VecDeque<(SelectedFrom, Selected)>);

impl Recent {
    /// Whether there is one that was made from this.
    pub(super) fn has(&self, wanted: &SelectedFrom) -> bool {
        self.0.iter().any(|(from, _)| from == wanted)
    }

    /// The one that was made from this, which is then no longer kept.
    pub(super) fn take(&mut self, wanted: &SelectedFrom) -> Option<Selected> {
        let at = self.0.iter().position(|(from, _)| from == wanted)?;
        self.0.remove(at).map(|(_, selected)| selected)
    }

    /// Keeps one, and none of another library than that of a number. Where verdicts are asked for, the
    /// same question has another answer once they are known.
    pub(super) fn keep(&mut self, from: SelectedFrom, selected: Selected, generation: u64) {
        let (.., filter, _) = &from;
        if !filter.asks_for_verdicts() {
            self.0.push_front((from, selected));
        }
        self.0.retain(|((of, ..), _)| *of == generation);
        self.0.truncate(MOST);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::{Filter, Scope};
    use crate::query::Query;

    fn from(generation: u64, query: &str) -> SelectedFrom {
        let filter = Filter {
            query: Query::parse(query).unwrap(),
            ..Filter::default()
        };
        (generation, Scope::All, filter, 0)
    }

    #[test]
    fn the_last_of_one_library_are_kept() {
        let mut recent = Recent::default();
        let mut keep = |(generation, query): (u64, &str)| {
            recent.keep(from(generation, query), Selected::default(), generation);
            let known = recent
                .0
                .iter()
                .map(|((of, _, filter, _), _)| (*of, filter.query.as_str()));
            known
                .map(|(of, query)| format!("{of} {query}"))
                .collect::<Vec<_>>()
                .join(", ")
        };
        assert_eq!(keep((1, "a")), "1 a");
        assert_eq!(keep((1, "b")), "1 b, 1 a");
        assert_eq!(keep((1, "c")), "1 c, 1 b");
        assert_eq!(keep((1, "verdict:pending")), "1 c, 1 b");
        assert_eq!(keep((2, "b")), "2 b");
        assert!(recent.take(&from(1, "b")).is_none());
        assert!(recent.take(&from(2, "b")).is_some());
        assert!(
            recent.take(&from(2, "b")).is_none(),
            "it is the one in force now"
        );
    }
}
