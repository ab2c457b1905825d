//! The sources that listed records are from.

use crate::library::bits::Bits;
use crate::library::cores;
use crate::library::records::Piece;
use crate::library::{Library, RecordIx};
use crate::model::RecordKind;

use super::ground::Ground;

/// Where at most so many records are listed for each source that is asked for, the sources of these are
/// looked up; where more are, each source is asked for the first that is from it.
const FEW: usize = 4;

/// Those of some sources that any listed record is from, but for the listed ones of all sources
/// themselves.
pub(super) fn used((library, ground): (&Library, &Ground), listed: &Bits, among: &Bits) -> Bits {
    let mut used = among.none();
    let count = among.count();
    if count == 0 {
        return used;
    }
    let mut others = listed.clone();
    others.subtract(ground.kind(RecordKind::Source));
    if others.count() <= count * FEW {
        for ix in others.iter() {
            for source in library.records().sources(RecordIx(ix)) {
                used.insert(source.0);
            }
        }
        used.intersect(among);
        return used;
    }
    let pieces = ground.pieces(library);
    let found = cores::each(ground.is_large(), &pieces, |piece| {
        let Piece {
            first,
            segment,
            span,
        } = piece;
        let asked = among.within(first + span.start..first + span.end);
        let asked = asked.filter(|source| {
            let mut from = segment.of_source(source - first).iter();
            from.any(|at| others.contains(first + *at))
        });
        asked.collect::<Vec<_>>()
    });
    for source in found.into_iter().flatten() {
        used.insert(source);
    }
    used
}
