//! How the quotations of a library's briefings stand, as far as that is known.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::model::{RecordKind, Verdict, Vocabulary};

use super::bits::Bits;
use super::verify::{Cache, Standing, Tally, Verification};
use super::{Library, RecordIx, Scope};

/// The findings on a library's briefings, as far as they have come: in full on those that are open,
/// the verdicts on quotations alone on the others.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    entries: HashMap<usize, Arc<Verification>>,
    known: HashMap<usize, Known, foldhash::fast::FixedState>,
}

/// What is known of the quotations of a briefing.
#[derive(Clone, Debug)]
struct Known {
    standings: Arc<[Standing]>,
    /// The sorts that are among them.
    sorts: Sorts,
    tally: Tally,
}

/// Some sorts of standing, a bit each.
#[derive(Clone, Copy, Debug, Default)]
struct Sorts(u32);

impl Sorts {
    /// The sorts of which something is so.
    fn of_which(is: impl Fn(Standing) -> bool) -> Self {
        let verdicts = Verdict::WORDS.iter().map(|(verdict, ..)| *verdict);
        let checked = verdicts.flat_map(|one| [Standing::InSource(one), Standing::InAccount(one)]);
        let all = [Standing::Pending, Standing::NotAsked].into_iter();
        all.chain(checked).filter(|one| is(*one)).collect()
    }

    /// That of a standing.
    #[inline]
    const fn of(standing: Standing) -> Self {
        let bit = match standing {
            Standing::Pending => 0,
            Standing::NotAsked => 1,
            Standing::InSource(verdict) => 2 + 2 * verdict as u32,
            Standing::InAccount(verdict) => 3 + 2 * verdict as u32,
        };
        Self(1 << bit)
    }

    #[inline]
    const fn has(self, standing: Standing) -> bool {
        self.0 & Self::of(standing).0 != 0
    }
}

impl FromIterator<Standing> for Sorts {
    fn from_iter<I: IntoIterator<Item = Standing>>(all: I) -> Self {
        let bits = all.into_iter().map(|standing| Self::of(standing).0);
        Self(bits.fold(0, |all, one| all | one))
    }
}

impl Known {
    fn new(standings: Arc<[Standing]>) -> Self {
        Self {
            sorts: standings.iter().copied().collect(),
            tally: Tally::of(&standings),
            standings,
        }
    }

    /// Puts in those of the quotations that are of some sorts.
    fn insert(&self, quotes: Range<u32>, wanted: Sorts, bits: &mut Bits) {
        let known = self.standings.get(..quotes.len());
        let known = known.unwrap_or(&self.standings);
        let len = u32::try_from(known.len()).unwrap_or(u32::MAX);
        let unknown = quotes.start.saturating_add(len);
        if wanted.has(Standing::Pending) {
            bits.insert_all(unknown..quotes.end);
        }
        // Mostly all of a briefing's stand alike.
        if self.sorts.0 & wanted.0 == 0 {
            return;
        }
        if self.sorts.0 & !wanted.0 == 0 {
            bits.insert_all(quotes.start..unknown.min(quotes.end));
            return;
        }
        let mut from = quotes.start;
        for standings in known.chunks(64) {
            let standings = standings.iter().rev();
            let word = standings.fold(0, |word, standing| {
                word << 1 | u64::from(wanted.has(*standing))
            });
            bits.insert_words(from, &[word]);
            from = from.saturating_add(64);
        }
    }
}

impl Verdicts {
    /// The findings on all briefings of a library, found on all cores.
    pub fn of_all(library: &Library, cache: &Cache) -> Self {
        let entries = library.entries().par_iter().enumerate();
        let found = entries.filter_map(|(at, entry)| {
            let content = entry.content.as_ref()?;
            Some((at, Arc::clone(content.verification(cache))))
        });
        let mut verdicts = Self::default();
        for (at, verification) in found.collect::<Vec<_>>() {
            verdicts.insert(at, verification);
        }
        verdicts
    }

    /// How many briefings have their findings.
    pub fn len(&self) -> usize {
        self.known.len()
    }

    /// Whether no briefing has its findings.
    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// Takes in the findings on the briefing at a place in the library's order.
    pub fn insert(&mut self, at: usize, verification: Arc<Verification>) {
        self.insert_standings(at, Arc::clone(verification.standings()));
        self.entries.insert(at, verification);
    }

    /// Takes in the verdicts on the quotations of the briefing at a place in the library's order,
    /// in the order of its file.
    pub fn insert_standings(&mut self, at: usize, standings: Arc<[Standing]>) {
        self.known.insert(at, Known::new(standings));
    }

    /// Whether nothing is known of the briefing at a place.
    pub fn is_pending(&self, at: usize) -> bool {
        !self.known.contains_key(&at)
    }

    /// How the quotations of the briefing at a place stand; `None` while that is pending.
    pub fn tally(&self, at: usize) -> Option<Tally> {
        self.known.get(&at).map(|known| known.tally)
    }

    /// Takes over what is known of a briefing that had another place.
    pub fn take_over(&mut self, (other, was): (&Self, usize), at: usize) {
        if let Some(known) = other.known.get(&was) {
            self.known.insert(at, known.clone());
        }
        if let Some(verification) = other.entries.get(&was) {
            self.entries.insert(at, Arc::clone(verification));
        }
    }

    /// Lets go of what is only known of open briefings.
    pub fn close(&mut self, at: usize) {
        self.entries.remove(&at);
    }

    /// The findings on a briefing; `None` while they are pending.
    pub fn of(&self, at: usize) -> Option<&Arc<Verification>> {
        self.entries.get(&at)
    }

    /// The quotations of a scope of which something is so.
    pub(super) fn quotes(
        &self,
        (library, scope): (&Library, Scope),
        is: impl Fn(Standing) -> bool,
    ) -> Bits {
        let wanted = Sorts::of_which(is);
        library.gather(scope, |at, bits| {
            let quotes = library.records().span(at, RecordKind::Quote);
            match self.known.get(&at) {
                Some(known) => known.insert(quotes, wanted, bits),
                None if wanted.has(Standing::Pending) => bits.insert_all(quotes),
                None => {}
            }
        })
    }

    /// What is known of a quotation's words.
    pub fn standing(&self, library: &Library, ix: RecordIx) -> Standing {
        let known = || {
            let at = library.records().briefing(ix)?;
            let quotes = library.records().span(at, RecordKind::Quote);
            let row = ix.0.checked_sub(quotes.start)?;
            let known = self.known.get(&at)?;
            known.standings.get(row as usize).copied()
        };
        known().unwrap_or(Standing::Pending)
    }
}
