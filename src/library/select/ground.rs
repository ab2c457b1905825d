//! What is known of the records of a scope before anything is asked of them: found out once.

use std::ops::Range;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use crate::leisure::by_thousands;
use crate::library::arrange::Orders;
use crate::library::bits::Bits;
use crate::library::cores::{self, found_first};
use crate::library::records::Piece;
use crate::library::{Library, People, RecordIx, Scope};
use crate::model::RecordKind;
use crate::model::date::{Bounds, Certainty};

use super::belonging::Belonging;
use super::dated::{Chronology, Dated, When};
use super::facets::{self, Facets};
use super::involved::Involved;
use super::order::in_set;
use super::spread::Spread;
use super::{KINDS, Listing, order, used};

/// What has been found out of the scopes of a library.
#[derive(Debug, Default)]
pub(in crate::library) struct Grounds {
    all: OnceLock<Arc<Ground>>,
    /// Of the briefing that was asked for last.
    one: Mutex<Option<Arc<Ground>>>,
}

/// What is known of a scope.
#[derive(Debug, Default)]
pub(in crate::library) struct Ground {
    scope: Option<Scope>,
    /// The numbers of its records; of the whole library also of those of files that were replaced.
    range: Range<u32>,
    /// All its records.
    all: Bits,
    /// Those of each kind.
    kinds: Arc<[Bits]>,
    /// Those that stand in rows: of what is the same over several briefings only one does.
    standing: Bits,
    /// Of each kind of facets those that another one stands for.
    others: Vec<(RecordKind, Bits)>,
    totals: [usize; KINDS],
    /// Its actors, issues and sources.
    facets: Facets,
    rows: [OnceLock<Listing>; KINDS],
    in_order: [OnceLock<bool>; KINDS],
    /// For whom quotations and events are counted: with people, and without.
    involved: [OnceLock<Involved>; 2],
    belonging: OnceLock<Belonging>,
    chronology: OnceLock<Chronology>,
    derived: OnceLock<Bits>,
    sources_of_eras: OnceLock<Vec<Bits>>,
    /// The orders of rows that do not depend on what is listed.
    pub(in crate::library) orders: Orders,
}

impl Grounds {
    /// Forgets what was counted last.
    pub(in crate::library) fn forget_answers(&self) {
        let one = self.one().clone();
        for ground in self.all.get().into_iter().chain(&one) {
            let involved = ground.involved.iter().filter_map(OnceLock::get);
            involved.for_each(Involved::forget_answers);
        }
    }

    fn one(&self) -> MutexGuard<'_, Option<Arc<Ground>>> {
        // It is put in whole or not at all, so a panic elsewhere leaves nothing half done.
        self.one.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Library {
    /// What is known of a scope. Of the whole library it is found out when it is first asked for;
    /// of a briefing whenever another one was asked for before.
    pub(in crate::library) fn ground(&self, scope: Scope) -> Arc<Ground> {
        let find = || Arc::new(Ground::new(self, scope));
        if scope == Scope::All {
            return Arc::clone(self.grounds.all.get_or_init(find));
        }
        let known = self.grounds.one().clone();
        if let Some(known) = known.filter(|ground| ground.scope == Some(scope)) {
            return known;
        }
        // Nobody waits here for who gives way: where two find it at once, the last holds.
        let found = find();
        let before = self.grounds.one().replace(Arc::clone(&found));
        drop(before);
        found
    }
}

impl Library {
    /// Gathers records of a scope briefing by briefing, by their places in the library's order; on all
    /// cores where there are many.
    pub(in crate::library) fn gather(
        &self,
        scope: Scope,
        insert: impl Fn(usize, &mut Bits) + Sync + Send,
    ) -> Bits {
        let none = self.ground(scope).all().none();
        let places = self.places(scope);
        let parts = places.clone().step_by(TOGETHER);
        let parts = parts.map(|from| from..places.end.min(from.saturating_add(TOGETHER)));
        let parts: Vec<_> = parts.collect();
        let found = cores::each(parts.len() > 1, &parts, |part| {
            let mut bits = none.clone();
            part.clone().for_each(|at| insert(at, &mut bits));
            bits
        });
        let mut bits = none;
        for found in found {
            bits.unite(&found);
        }
        bits
    }
}

/// So many briefings are looked through at once.
const TOGETHER: usize = 2_000;

impl Ground {
    fn new(library: &Library, scope: Scope) -> Self {
        let records = library.records();
        let (range, kinds) = match scope {
            Scope::One(at) => {
                let range = records.all_of(at);
                let kinds = RecordKind::ALL.into_iter().map(|kind| {
                    let mut bits = Bits::over(&range);
                    bits.insert_all(records.span(at, kind));
                    bits
                });
                (range.clone(), kinds.collect())
            }
            Scope::All => (0..records.len() as u32, Arc::clone(library.kinds())),
        };
        let mut ground = Self {
            scope: Some(scope),
            all: Bits::over(&range),
            range,
            kinds,
            ..Self::default()
        };
        let mut subjects = ground.all.clone();
        for kind in RecordKind::ALL {
            ground
                .all
                .unite(ground.kinds.get(kind as usize).unwrap_or(&Bits::default()));
            if facets::KINDS.contains(&kind) {
                subjects.unite(ground.kind(kind));
            }
        }
        ground.facets = Facets::new(library, subjects, scope);
        ground.standing = ground.all.clone();
        if ground.facets.is_merged() {
            ground.facets.keep_heads(&mut ground.standing);
            let others = facets::KINDS.map(|kind| {
                let mut others = ground.kind(kind).clone();
                others.subtract(&ground.standing);
                (kind, others)
            });
            ground.others = others.into();
        }
        let total = |kind| ground.kind(kind).count_both(&ground.standing);
        ground.totals = RecordKind::ALL.map(total);
        ground
    }

    /// Whether so much is to be done that it is worth a thread.
    pub(in crate::library) fn is_large(&self) -> bool {
        self.range.len() > 100_000
    }

    /// All records of the scope.
    pub(in crate::library) const fn all(&self) -> &Bits {
        &self.all
    }

    /// The segments that they are in, or a part of one.
    pub(in crate::library) fn pieces<'a>(&self, library: &'a Library) -> Vec<Piece<'a>> {
        library.records().pieces(&self.range)
    }

    /// Those of a kind.
    pub(in crate::library) fn kind(&self, kind: RecordKind) -> &Bits {
        // There is one for each kind.
        self.kinds.get(kind as usize).unwrap_or(&self.all)
    }

    /// Those that stand in rows: of what is the same over several briefings only one does.
    pub(super) const fn standing(&self) -> &Bits {
        &self.standing
    }

    /// Of each kind of facets those that another one stands for.
    pub(super) fn others(&self) -> impl Iterator<Item = (RecordKind, &Bits)> {
        self.others.iter().map(|(kind, others)| (*kind, others))
    }

    /// The first record of a kind.
    pub(super) fn first(&self, kind: RecordKind) -> Option<RecordIx> {
        self.kind(kind).iter().next().map(RecordIx)
    }

    /// Its actors, issues and sources.
    pub(in crate::library) const fn facets(&self) -> &Facets {
        &self.facets
    }

    /// How many rows there are of a kind.
    pub(super) fn total(&self, kind: RecordKind) -> usize {
        self.totals.get(kind as usize).copied().unwrap_or(0)
    }

    /// The rows of a kind: quotations and events by date, the others in the library's order.
    pub(in crate::library) fn rows(&self, library: &Library, kind: RecordKind) -> Listing {
        let (Some(rows), Some(scope)) = (self.rows.get(kind as usize), self.scope) else {
            return Arc::default();
        };
        let find = || Arc::new(order::rows((library, scope), kind, &self.standing));
        Arc::clone(rows.get_or_init(find))
    }

    /// The rows of a kind that are in a set, which has so many of them, and lies over the eras like
    /// another one.
    pub(super) fn rows_in(
        &self,
        library: &Library,
        kind: RecordKind,
        (listed, spread, count): (&Bits, &Spread<'_>, usize),
    ) -> Listing {
        let total = self.total(kind);
        if count == 0 {
            return Arc::default();
        }
        if count == total {
            return self.rows(library, kind);
        }
        let all = self.rows(library, kind);
        let [quotes, events] = spread.told();
        let told = match kind {
            RecordKind::Quote => Some(quotes),
            RecordKind::Event => Some(events),
            _ => None,
        };
        let ascending = || {
            let mut found = Vec::with_capacity(count);
            found.extend(self.kind(kind).both(listed).map(RecordIx));
            found
        };
        let looked_up = told.map_or(total, |told| told.looked_up());
        Arc::new(match told {
            None if self.is_in_order(kind, &all) => ascending(),
            _ if count < looked_up / FEW => order::sorted(library, kind, ascending()),
            None => in_set(&all, (listed, count)),
            Some(told) => told.rows(count),
        })
    }

    /// Whether the rows of a kind stand in the order of their numbers.
    fn is_in_order(&self, kind: RecordKind, rows: &[RecordIx]) -> bool {
        let known = self.in_order.get(kind as usize);
        known.is_some_and(|known| *known.get_or_init(|| rows.is_sorted()))
    }

    /// For whom quotations and events are counted.
    pub(super) fn involved(&self, library: &Library, people: People) -> Option<&Involved> {
        let find = || {
            let told = self.chronology(library).told();
            Involved::new((&self.facets, people), &self.pieces(library), told)
        };
        Some(found_first(self.involved.get(people as usize)?, find))
    }

    /// The records that are from a source, but for sources themselves.
    pub(super) fn derived(&self, library: &Library) -> &Bits {
        let find = || {
            let mut found = self.all.none();
            for piece in self.pieces(library) {
                let from = |ix: &u32| !piece.segment.sources(ix - piece.first).is_empty();
                by_thousands(piece.range())
                    .filter(from)
                    .for_each(|ix| found.insert(ix));
            }
            found.subtract(self.kind(RecordKind::Source));
            found
        };
        self.derived.get_or_init(find)
    }

    /// Of each era, the sources that its records are from, but for sources themselves.
    pub(super) fn sources_of_eras(&self, library: &Library) -> &[Bits] {
        let find = || {
            let eras: Vec<_> = self.chronology(library).eras().collect();
            let of_era = |era: &&Bits| used::sources_of((library, self), era);
            cores::each(self.is_large(), &eras, of_era)
        };
        let found: &Vec<_> = found_first(&self.sources_of_eras, find);
        found
    }

    /// Its records by date.
    pub(super) fn chronology(&self, library: &Library) -> &Chronology {
        found_first(&self.chronology, || {
            let told = [RecordKind::Quote, RecordKind::Event];
            let [quotes, events] = told.map(|kind| self.rows(library, kind));
            let mut others = self.all.clone();
            for kind in told {
                others.subtract(self.kind(kind));
            }
            let others = Arc::new(order::dated(library, &others));
            Chronology::new(when(library), [quotes, events, others], &self.all)
        })
    }

    /// The records with a date of which something is so. What has no date at all may have any.
    pub(in crate::library) fn dated(
        &self,
        library: &Library,
        is: impl Fn(&Bounds) -> Certainty + Sync,
    ) -> Dated {
        self.chronology(library).ask(when(library), is)
    }

    /// What belongs to the facets that stand in very many briefings.
    pub(super) fn belonging(&self, library: &Library) -> &Belonging {
        found_first(&self.belonging, || Belonging::new(library, self))
    }
}

/// The date of each record.
fn when(library: &Library) -> impl Fn(RecordIx) -> When {
    |ix| When {
        days: library.records().days(ix),
        bounds: library.records().bounds(ix).copied(),
    }
}

/// Where one row of so many is listed, or fewer, they are sorted; where more are, they are looked up
/// in their order.
const FEW: usize = 256;
