//! The sources that listed records are from.

use crate::library::bits::Bits;
use crate::library::{Library, RecordIx};
use crate::model::RecordKind;

use super::ground::Ground;

/// Where so many records are listed, or fewer, their sources are looked up; where more are, each
/// source is asked for the first that is from it.
const FEW: usize = 20_000;

/// The sources of a scope that any of some records is from, but for sources themselves.
pub(super) fn used(library: &Library, ground: &Ground, listed: &Bits) -> Bits {
    let records = library.records();
    let sources = ground.kind(RecordKind::Source);
    let mut used = listed.none();
    let mut others = listed.clone();
    others.subtract(sources);
    if others.count() < FEW {
        for ix in others.iter() {
            for source in records.sources(RecordIx(ix)) {
                used.insert(source.0);
            }
        }
        return used;
    }
    for (first, segment) in records.segments() {
        let end = first.saturating_add(segment.len());
        for source in sources.within(first..end) {
            let mut from = segment.of_source(source - first).iter();
            if from.any(|at| others.contains(first + *at)) {
                used.insert(source);
            }
        }
    }
    used
}
