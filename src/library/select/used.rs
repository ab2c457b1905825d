//! The sources that listed records are from.

use crate::leisure::give_way;
use crate::library::Library;
use crate::library::bits::Bits;
use crate::library::cores;
use crate::library::csr::List;
use crate::library::records::Piece;
use crate::model::RecordKind;

use super::ground::Ground;
use super::spread::{Share, Spread};

/// Where at most so many records are listed for each source that is asked for, the sources of these are
/// looked up; where more are, each source is asked for the first that is from it, which takes a quarter
/// of the time a record.
const FEW: usize = 6;

/// The sources that are listed because another listed record is from them.
pub(super) struct Used {
    /// Those that any listed record is from.
    pub(super) by_any: Bits,
    /// Those that a record is from that is certainly listed.
    pub(super) by_sure: Option<Bits>,
}

/// The sources that listed records are from, of which some are certainly listed. Those that are listed
/// themselves may be left out, and do not count as from one another.
pub(super) fn used(
    (library, ground): (&Library, &Ground),
    (listed, sure): (&Spread<'_>, Option<&Spread<'_>>),
) -> Used {
    let of_eras = ground.sources_of_eras(library);
    let (mut others, by_any) = without_whole((library, ground), listed, of_eras);
    let mut used = Used {
        by_any,
        by_sure: None,
    };
    let mut certain = None;
    if let Some(sure) = sure {
        let (rest, by_sure) = without_whole((library, ground), sure, of_eras);
        others.unite(&rest);
        certain = Some(rest);
        used.by_any.unite(&by_sure);
        used.by_sure = Some(by_sure);
    }
    let mut among = ground.kind(RecordKind::Source).clone();
    among.subtract(sure.unwrap_or(listed).set);
    among.subtract(used.by_sure.as_ref().unwrap_or(&used.by_any));
    let (count, sure) = (among.count(), certain.as_ref());
    if count == 0 {
        return used;
    }
    let pieces = ground.pieces(library);
    let is_few = others.count() <= count * FEW;
    let found = cores::each(ground.is_large(), &pieces, |piece| {
        let mut found = Used {
            by_any: Bits::over(&piece.range()),
            by_sure: sure.map(|_| Bits::over(&piece.range())),
        };
        if is_few {
            found.look_up((piece, &others), sure);
        } else {
            found.ask(&among, (piece, &others), sure);
        }
        found
    });
    for found in found {
        used.by_any.unite_part(&found.by_any);
        if let (Some(all), Some(found)) = (&mut used.by_sure, found.by_sure) {
            all.unite_part(&found);
        }
    }
    used
}

/// The sources that some records are from, but for sources themselves.
pub(super) fn sources_of((library, ground): (&Library, &Ground), records: &Bits) -> Bits {
    let mut records = records.clone();
    records.intersect(ground.derived(library));
    let mut found = records.none();
    for piece in ground.pieces(library) {
        give_way();
        insert_sources((&piece, &records), &mut found);
    }
    found
}

/// The records of a set that have to be asked for their sources, and the sources of those that have not:
/// of an era that is in it as a whole they are known.
fn without_whole(
    (library, ground): (&Library, &Ground),
    set: &Spread<'_>,
    of_eras: &[Bits],
) -> (Bits, Bits) {
    let mut rest = set.set.clone();
    rest.intersect(ground.derived(library));
    let mut known = rest.none();
    for ((era, share), sources) in set.eras().zip(of_eras) {
        if share == Share::Everything {
            rest.subtract(era);
            known.unite(sources);
        }
    }
    (rest, known)
}

impl Used {
    /// Takes the sources of all listed records of a piece.
    fn look_up(&mut self, (piece, others): (&Piece<'_>, &Bits), sure: Option<&Bits>) {
        let Some((by_sure, sure)) = self.by_sure.as_mut().zip(sure) else {
            insert_sources((piece, others), &mut self.by_any);
            return;
        };
        let mut certain = Bits::over(&piece.range());
        certain.unite(others);
        let mut rest = certain.clone();
        certain.intersect(sure);
        rest.subtract(sure);
        insert_sources((piece, &certain), by_sure);
        insert_sources((piece, &rest), &mut self.by_any);
        self.by_any.unite(by_sure);
    }

    /// Takes those of the asked sources of a piece that a listed record is from.
    fn ask(&mut self, among: &Bits, (piece, others): (&Piece<'_>, &Bits), sure: Option<&Bits>) {
        let Piece { first, segment, .. } = piece;
        for source in among.within(piece.range()) {
            match segment.of_source(source - first) {
                List::Short(from) => {
                    let from = from.iter().map(|at| first.saturating_add(u32::from(*at)));
                    self.ask_one((source, from), others, sure);
                }
                List::Long(from) => {
                    let from = from.iter().map(|at| first.saturating_add(*at));
                    self.ask_one((source, from), others, sure);
                }
            }
        }
    }

    /// Takes a source where a listed record is among those that are from it.
    #[inline]
    fn ask_one(
        &mut self,
        (source, from): (u32, impl Iterator<Item = u32>),
        others: &Bits,
        sure: Option<&Bits>,
    ) {
        let mut from = from.filter(|ix| others.contains(*ix));
        if let Some((by_sure, sure)) = self.by_sure.as_mut().zip(sure) {
            let mut is_any = false;
            let is_sure = from.any(|ix| {
                is_any = true;
                sure.contains(ix)
            });
            if is_any {
                self.by_any.insert(source);
            }
            if is_sure {
                by_sure.insert(source);
            }
        } else if from.next().is_some() {
            self.by_any.insert(source);
        }
    }
}

/// Takes the sources of all records of a piece that are in a set.
fn insert_sources((piece, records): (&Piece<'_>, &Bits), bits: &mut Bits) {
    let Piece { first, segment, .. } = piece;
    let records = records.within(piece.range()).map(|ix| ix - first);
    segment.tell_sources(records, |source| {
        bits.insert(first.saturating_add(source));
    });
}
