//! Which records meet a filter, in which order, and how many of each actor and issue.

mod belonging;
mod chosen;
mod dated;
mod facets;
mod ground;
mod involved;
mod order;
mod spread;
mod used;

use std::sync::Arc;

use crate::model::RecordKind;

use super::arrange::{Roll, arrange};
use super::bits::Bits;
use super::{Filter, Library, RecordIx, Scope, Standing, Unsure, Verdicts, Verified, cores};
use chosen::Chosen;
use spread::Spread;
use used::used;

pub(super) use dated::{Among, Dated};
pub(super) use ground::{Ground, Grounds};
pub(super) use order::{counted_out, in_set};

/// The records of a scope that meet a filter.
///
/// Actors are all listed, whatever the filter: they are what is filtered by. An issue is listed
/// when a position, quotation or figure of the chosen actors is on it (taking part in an event says
/// nothing on the issue); choosing an issue does not hide the others. A source is listed when it
/// meets the filter itself, or when another listed record is from it; choosing a source does not
/// hide the others. Of a query the same is true: it leaves all actors, and the issues and sources that
/// none of its terms speaks against.
///
/// Over all briefings of a library the actors, issues and sources that are the same are one (see
/// [`Library::identities`]): one row stands for all of them, choosing it chooses all, and it is
/// listed when any of them is.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    ground: Arc<Ground>,
    rows: [Listing; KINDS],
    uncertain: [usize; KINDS],
    listed: Bits,
    chosen: Vec<RecordIx>,
    subjects: Option<Bits>,
    /// Sources that are listed only because another listed record is from them.
    used: Bits,
    counts: Arc<[Counts]>,
}

/// Some records in an order.
pub(super) type Listing = Arc<Vec<RecordIx>>;

const KINDS: usize = RecordKind::ALL.len();

/// How many of the listed records are of an actor, or on an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Quotations.
    pub quotes: u32,
    /// Events.
    pub events: u32,
}

/// What meets a filter.
struct Met {
    /// What meets it itself, certainly or possibly.
    itself: Bits,
    /// The same with the sources that it is from.
    maybe: Bits,
    /// What certainly meets it, with its sources; `None` where all does.
    sure: Option<Bits>,
}

/// What is found of what meets a filter.
struct Found {
    rows: [Listing; KINDS],
    uncertain: [usize; KINDS],
    listed: Bits,
    used: Bits,
}

impl Library {
    /// Finds out once what every question over all briefings needs: who is who, the order of dates,
    /// all counts, the usual orders of the lists, what may be the same. Whoever asks later does not
    /// wait for it.
    pub fn prepare(&self) {
        self.prepare_lists(Scope::All);
        self.ground(Scope::All).belonging(self);
        if let Some(actor) = self.ground(Scope::All).first(RecordKind::Actor) {
            self.identities().suggested(actor);
        }
    }

    /// Finds out once what the lists of a scope need: so much of it that they can be shown at once.
    pub fn prepare_lists(&self, scope: Scope) {
        let all = self.select(scope, &Filter::default(), &Verdicts::default());
        self.ground(scope).sources_of_eras(self);
        for roll in Roll::ALL {
            arrange((self, scope), &all, (roll, roll.usual()));
        }
    }

    /// Finds the records of a scope that meet a filter. Choices that name nothing in this snapshot
    /// are passed over; where none is left, the condition is met by nothing.
    pub fn select(&self, scope: Scope, filter: &Filter, verdicts: &Verdicts) -> Selection {
        let ground = self.ground(scope);
        let (chosen, asked) = cores::both(
            ground.is_large(),
            || Chosen::new(self, &ground, filter),
            || self.ask(scope, filter, verdicts),
        );
        let mut maybe = ground.all().clone();
        ground.cut(&mut maybe, &chosen);
        if filter.verified == Verified::NotVerified {
            let unverified = verdicts.quotes((self, scope), Standing::is_unverified);
            maybe.intersect_among(ground.kind(RecordKind::Quote), &unverified);
        }
        let mut sure = None;
        if let Some(asked) = &asked {
            maybe.intersect(&asked.listed);
            let mut bits = asked.sure.clone();
            // They are what is filtered by, and not what is left.
            bits.unite(ground.kind(RecordKind::Actor));
            bits.unite(ground.kind(RecordKind::Issue));
            bits.intersect(&maybe);
            sure = Some(bits).filter(|bits| *bits != maybe);
        }
        let chronology = ground.chronology(self);
        let rows = asked.as_ref().and_then(|asked| asked.rows.as_ref());
        let maybe = chronology.spread(&maybe).among(rows);
        let sure = sure.as_ref().map(|sure| maybe.spread_within(sure));
        let involved = ground.involved(self, filter.people);
        let (counts, found) = cores::both(
            ground.is_large(),
            || {
                let shown = match (filter.unsure, &sure) {
                    (Unsure::Hidden, Some(sure)) => sure,
                    _ => &maybe,
                };
                involved.map_or_else(Arc::default, |all| all.count_listed(shown))
            },
            || self.found(&ground, (&maybe, sure.as_ref()), filter.unsure),
        );
        let Found {
            rows,
            uncertain,
            listed,
            used,
        } = found;
        Selection {
            ground,
            rows,
            uncertain,
            listed,
            chosen: chosen.subjects,
            subjects: asked.map(|asked| asked.subjects),
            used,
            counts,
        }
    }

    /// Adds the sources to what meets a filter at all, and to what certainly does, and
    /// puts it all in rows.
    fn found(
        &self,
        ground: &Ground,
        (met, certain): (&Spread<'_>, Option<&Spread<'_>>),
        unsure: Unsure,
    ) -> Found {
        let Met {
            mut itself,
            mut maybe,
            mut sure,
        } = self.with_used(ground, met, certain);
        ground.merge(self, &mut itself, &[RecordKind::Source]);
        ground.merge(self, &mut maybe, &facets::KINDS);
        if let Some(sure) = &mut sure {
            ground.merge(self, sure, &facets::KINDS);
        }
        let mut used = maybe.clone();
        used.intersect(ground.kind(RecordKind::Source));
        used.subtract(&itself);
        let count = |bits: &Bits| RecordKind::ALL.map(|kind| ground.kind(kind).count_both(bits));
        let (mut counts, of_sure) = cores::both(
            ground.is_large() && sure.is_some(),
            || count(&maybe),
            || sure.as_ref().map(&count),
        );
        let mut uncertain = [0; KINDS];
        let (mut listed, mut spread) = (maybe, met);
        if let Some((sure, of_sure)) = sure.zip(of_sure) {
            for (uncertain, (all, sure)) in uncertain.iter_mut().zip(counts.iter().zip(of_sure)) {
                *uncertain = all - sure;
            }
            if unsure == Unsure::Hidden {
                (listed, counts) = (sure, of_sure);
                spread = certain.unwrap_or(met);
            }
        }
        let rows = |kind: RecordKind| {
            let count = counts.get(kind as usize).copied().unwrap_or(0);
            ground.rows_in(self, kind, (&listed, spread, count))
        };
        let (quotes, mut rows) = cores::both(
            ground.is_large(),
            || rows(RecordKind::Quote),
            || {
                RecordKind::ALL.map(|kind| match kind {
                    RecordKind::Quote => Arc::default(),
                    _ => rows(kind),
                })
            },
        );
        if let Some(slot) = rows.get_mut(RecordKind::Quote as usize) {
            *slot = quotes;
        }
        Found {
            rows,
            uncertain,
            listed,
            used,
        }
    }

    /// Adds the sources that what meets a filter is from.
    fn with_used(&self, ground: &Ground, met: &Spread<'_>, sure: Option<&Spread<'_>>) -> Met {
        let used = used((self, ground), (met, sure));
        let itself = met.set.clone();
        let mut maybe = itself.clone();
        maybe.unite(&used.by_any);
        let mut sure = sure.map(|sure| sure.set.clone());
        if let (Some(sure), Some(by_sure)) = (&mut sure, &used.by_sure) {
            sure.unite(by_sure);
        }
        Met {
            itself,
            maybe,
            sure,
        }
    }
}

impl Ground {
    /// Leaves of some records those that were chosen: of what is filtered by, all.
    fn cut(&self, bits: &mut Bits, chosen: &Chosen) {
        let exempt = |set: &Option<Bits>, kinds: &[RecordKind]| {
            let mut set = set.clone()?;
            for kind in kinds {
                set.unite(self.kind(*kind));
            }
            Some(set)
        };
        let (actor, issue) = (RecordKind::Actor, RecordKind::Issue);
        let sets = [
            exempt(&chosen.of_actors, &[actor]),
            exempt(&chosen.on_issues, &[actor, issue]),
            exempt(&chosen.from_sources, &[actor, RecordKind::Source]),
        ];
        for set in sets.into_iter().flatten() {
            bits.intersect(&set);
        }
    }

    /// Of some kinds, puts the record that stands for all that are the same in the place of each of
    /// them.
    fn merge(&self, library: &Library, bits: &mut Bits, kinds: &[RecordKind]) {
        if !self.facets().is_merged() {
            return;
        }
        let mut heads = bits.none();
        for (kind, others) in self.others() {
            if !kinds.contains(&kind) || self.kind(kind).is_within(bits) {
                continue;
            }
            let facets = self.facets().of(kind);
            if others.estimate_both(bits) > facets.len() * FEW {
                let listed = |facet: &u32| {
                    let mut records = self.records_of(library, *facet);
                    records.any(|ix| bits.contains(ix.0))
                };
                let listed = facets.filter(listed);
                let listed = listed.filter_map(|facet| self.facets().head_of(facet));
                listed.for_each(|head| heads.insert(head.0));
            } else {
                for ix in others.both(bits) {
                    heads.insert(self.facets().head(RecordIx(ix)).0);
                }
            }
        }
        bits.intersect(self.standing());
        bits.unite(&heads);
    }
}

/// Where so many records for each that may stand for them are listed, or fewer, the one that does is
/// looked up for each; where more are, each is asked for the first that is listed.
const FEW: usize = 8;

impl Selection {
    /// The listed records.
    pub(super) const fn listed(&self) -> &Bits {
        &self.listed
    }

    /// The listed records of a kind: quotations and events by date, the others as in the file,
    /// briefing after briefing.
    pub fn rows(&self, kind: RecordKind) -> &[RecordIx] {
        self.rows.get(kind as usize).map_or(&[], |rows| rows)
    }

    /// The listed records of a kind; of actors, issues and sources only those that were chosen,
    /// with their people and parts, where any were, and those that the filter asks for themselves.
    pub fn subjects(&self, kind: RecordKind, library: &Library) -> Vec<RecordIx> {
        let is_kind = |ix: &RecordIx| library.records().kind(*ix) == Some(kind);
        let chosen = self.chosen.iter().any(is_kind);
        let chosen = |ix: &RecordIx| !chosen || self.chosen.binary_search(ix).is_ok();
        let facet = facets::KINDS.contains(&kind);
        let asked = self.subjects.as_ref().filter(|_| facet);
        let asked = |ix: &RecordIx| asked.is_none_or(|asked| asked.contains(ix.0));
        let rows = self.rows(kind).iter().copied();
        let itself = |ix: &RecordIx| !self.used.contains(ix.0);
        rows.filter(chosen).filter(asked).filter(itself).collect()
    }

    /// How many records of a kind the scope holds, whatever the filter.
    pub fn total(&self, kind: RecordKind) -> usize {
        self.ground.total(kind)
    }

    /// How many records only possibly meet what is asked, because of their dates: they are listed
    /// too, or hidden.
    pub fn uncertain(&self, kind: RecordKind) -> usize {
        self.uncertain.get(kind as usize).copied().unwrap_or(0)
    }

    /// Whether a record is listed, or another that stands for it.
    pub fn contains(&self, ix: RecordIx) -> bool {
        self.listed.contains(self.ground.facets().head(ix).0)
    }

    /// How many of the listed records are of an actor, or on an issue.
    pub fn counts(&self, ix: RecordIx) -> Counts {
        let number = self.ground.facets().number(ix);
        let counts = number.and_then(|number| self.counts.get(number as usize));
        counts.copied().unwrap_or_default()
    }
}
