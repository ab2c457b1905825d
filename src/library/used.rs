//! The sources that listed records are from.

use super::bits::Bits;
use super::{Library, RecordIx};

/// The sources that records are from, apart where all that is from one only possibly meets a
/// filter.
pub(super) struct Used {
    surely: Bits,
    possibly: Bits,
}

impl Used {
    pub(super) fn new(library: &Library) -> Self {
        let none = || Bits::with_capacity(library.records().len());
        Self {
            surely: none(),
            possibly: none(),
        }
    }

    /// Takes in the sources of some records; beside each, whether it surely meets the filter.
    pub(super) fn take(&mut self, library: &Library, rows: &[RecordIx], sureness: &[bool]) {
        for (ix, sure) in rows.iter().zip(sureness) {
            let set = if *sure {
                &mut self.surely
            } else {
                &mut self.possibly
            };
            for source in library.records().sources(*ix) {
                set.insert(source.0);
            }
        }
    }

    /// Whether something is from a source that surely meets the filter.
    pub(super) fn is_sure(&self, source: RecordIx) -> bool {
        self.surely.contains(source.0)
    }

    /// Adds to the rows of sources, in the order of the file, those of `all` that are used; returns
    /// which were added.
    pub(super) fn add_to(&self, rows: &mut Vec<RecordIx>, all: impl Iterator<Item = u32>) -> Bits {
        let mut used = self.surely.clone();
        used.unite(&self.possibly);
        let mut added = used.clone();
        for ix in rows.iter() {
            added.remove(ix.0);
        }
        rows.extend(all.filter(|ix| added.contains(*ix)).map(RecordIx));
        rows.sort_unstable();
        added
    }
}
