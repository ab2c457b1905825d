//! The sources that listed records are from.

use crate::leisure::by_thousands;
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
    let mut others = listed.set.clone();
    others.intersect(ground.derived(library));
    let mut used = Used {
        by_any: others.none(),
        by_sure: sure.map(|sure| sure.set.none()),
    };
    // Of an era that is listed as a whole it is known.
    insert_whole(listed, of_eras, &mut used.by_any);
    if let (Some(sure), Some(by_sure)) = (sure, &mut used.by_sure) {
        insert_whole(sure, of_eras, by_sure);
    }
    for (era, share) in sure.unwrap_or(listed).eras() {
        if share == Share::Everything {
            others.subtract(&era.records);
        }
    }
    let mut among = ground.kind(RecordKind::Source).clone();
    among.subtract(sure.unwrap_or(listed).set);
    among.subtract(used.by_sure.as_ref().unwrap_or(&used.by_any));
    let (count, sure) = (among.count(), sure.map(|sure| sure.set));
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
        let within = by_thousands(records.within(piece.range()));
        insert_sources(&piece, within, &mut found);
    }
    found
}

/// Puts in the sources of the eras that are in a set as a whole.
fn insert_whole(set: &Spread<'_>, of_eras: &[Bits], bits: &mut Bits) {
    for ((_, share), sources) in set.eras().zip(of_eras) {
        if share == Share::Everything {
            bits.unite(sources);
        }
    }
}

impl Used {
    /// Takes the sources of all listed records of a piece.
    fn look_up(&mut self, (piece, others): (&Piece<'_>, &Bits), sure: Option<&Bits>) {
        let Some((by_sure, sure)) = self.by_sure.as_mut().zip(sure) else {
            insert_sources(piece, others.within(piece.range()), &mut self.by_any);
            return;
        };
        let mut certain = Bits::over(&piece.range());
        certain.unite(others);
        let mut rest = certain.clone();
        certain.intersect(sure);
        rest.subtract(sure);
        insert_sources(piece, certain.within(piece.range()), by_sure);
        insert_sources(piece, rest.within(piece.range()), &mut self.by_any);
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

fn insert_sources(piece: &Piece<'_>, records: impl Iterator<Item = u32>, bits: &mut Bits) {
    let Piece { first, segment, .. } = piece;
    segment.tell_sources(records.map(|ix| ix - first), |source| {
        bits.insert(first.saturating_add(source));
    });
}
