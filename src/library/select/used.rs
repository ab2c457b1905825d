//! The sources that listed records are from.

use crate::library::bits::Bits;
use crate::library::{Library, RecordIx};

/// Where so many records are listed, or fewer, their sources are looked up; where more are, each
/// source is asked for the first that is from it.
const FEW: usize = 20_000;

/// Those of some sources that any listed record is from, but for the listed ones of all sources
/// themselves.
pub(super) fn used(library: &Library, (listed, sources): (&Bits, &Bits), among: &Bits) -> Bits {
    let records = library.records();
    let mut used = among.none();
    if among.is_empty() {
        return used;
    }
    let mut others = listed.clone();
    others.subtract(sources);
    if others.count() < FEW {
        for ix in others.iter() {
            for source in records.sources(RecordIx(ix)) {
                used.insert(source.0);
            }
        }
        used.intersect(among);
        return used;
    }
    for (first, segment) in records.segments() {
        let end = first.saturating_add(segment.len());
        for source in among.within(first..end) {
            let mut from = segment.of_source(source - first).iter();
            if from.any(|at| others.contains(first + *at)) {
                used.insert(source);
            }
        }
    }
    used
}
