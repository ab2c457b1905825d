//! The shards of a library, and what is found in them, by the library's own numbers.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::{Arc, Mutex};

use rayon::prelude::*;

use super::super::bits::Bits;
use super::super::records::Records;
use super::super::segment::Segment;
use super::super::words::{Stands, Wanted};
use super::{Need, Place, Plan, Shard};
use crate::leisure::give_way;
use crate::text::fold::push_search;

/// How many records are indexed together: so many that their vocabulary weighs little.
pub(super) const TOGETHER: u32 = 1 << 18;

/// One shard is not made twice, and not too many are at once: each takes some memory while it is
/// made.
pub(super) static MAKING: Mutex<()> = Mutex::new(());
pub(super) const AT_ONCE: usize = 2;

/// How well something that is looked for stands in a record, as a number from 1; the best last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Strength(u8);

impl Strength {
    /// How many there are, with none at all.
    pub(in super::super) const COUNT: usize = 9;

    pub(super) fn number(self) -> u8 {
        self.0
    }

    pub(super) fn new(place: Place, stands: Stands) -> Self {
        let place = match place {
            Place::Rest => 1,
            Place::Who => 3,
            Place::Main => 5,
            Place::Name => 7,
        };
        Self(place + u8::from(stands == Stands::Whole))
    }

    /// The least of what stands in a name, a title or the words themselves.
    pub(in super::super) const MAIN: u8 = 5;
    /// The least of what a name or title begins with.
    pub(in super::super) const NAME: u8 = 7;
}

/// The records of a shard that are the library's, as one run.
struct Run {
    /// Their numbers in the shard.
    of: Range<u32>,
    /// The library's number of the first.
    to: u32,
}

/// One of a library's shards.
struct Indexed<'a> {
    shard: &'a Arc<Shard>,
    /// The segments, by where they begin in the shard.
    segments: Vec<(u32, u32, &'a Segment)>,
    /// The same, those together that follow each other in the library too.
    runs: Vec<Run>,
}

/// The shards of a library, and what is in none.
pub(in super::super) struct Shards<'a> {
    indexed: Vec<Indexed<'a>>,
    /// The segments that are not indexed, with the library's number of the first record of each.
    rest: Vec<(u32, &'a Segment)>,
    extent: Extent,
    stop: &'a (dyn Fn() -> bool + Sync),
}

/// What is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Extent {
    /// What is indexed.
    Indexed,
    /// All: what is not indexed is read.
    All,
}

impl<'a> Shards<'a> {
    /// Those of some records. What has begun is left as it is once `stop` says so.
    pub(in super::super) fn of(
        records: &'a Records,
        extent: Extent,
        stop: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        Self::of_segments(records.segments(), (extent, stop))
    }

    /// The one that the records of a briefing are in, and of that no others than those beside which
    /// they are kept.
    pub(in super::super) fn of_briefing(records: &'a Records, at: usize) -> Self {
        let own = records.columns(at).into_iter();
        let own = own.map(|(segment, _, first)| (first, segment));
        Self::of_segments(own, (Extent::All, &|| false))
    }

    fn of_segments(
        segments: impl Iterator<Item = (u32, &'a Segment)>,
        (extent, stop): (Extent, &'a (dyn Fn() -> bool + Sync)),
    ) -> Self {
        let mut rest = Vec::new();
        let mut shards: Vec<Indexed<'a>> = Vec::new();
        let mut by_address = std::collections::HashMap::new();
        for (to, segment) in segments {
            let Some(place) = segment.index() else {
                rest.push((to, segment));
                continue;
            };
            let address = Arc::as_ptr(&place.shard).addr();
            let at = *by_address.entry(address).or_insert_with(|| {
                shards.push(Indexed {
                    shard: &place.shard,
                    segments: Vec::new(),
                    runs: Vec::new(),
                });
                shards.len() - 1
            });
            if let Some(indexed) = shards.get_mut(at) {
                indexed.segments.push((place.first, to, segment));
            }
        }
        for shard in &mut shards {
            shard.segments.sort_unstable_by_key(|(first, ..)| *first);
            for (first, to, segment) in &shard.segments {
                let of = *first..first + segment.len();
                match shard.runs.last_mut() {
                    Some(run) if run.of.end == of.start && run.to + run.of.len() as u32 == *to => {
                        run.of.end = of.end;
                    }
                    _ => shard.runs.push(Run { of, to: *to }),
                }
            }
        }
        Self {
            indexed: shards,
            rest,
            extent,
            stop,
        }
    }

    /// How many records of the library are not indexed yet.
    pub(in super::super) fn missing(&self) -> usize {
        let rest = self.rest.iter();
        rest.map(|(_, segment)| segment.len() as usize).sum()
    }

    /// What the shards take in memory, in bytes.
    pub(in super::super) fn size(&self) -> usize {
        let sizes = self.indexed.iter().map(|one| one.shard.size());
        sizes.sum()
    }

    /// The records of the library that are searched, of so many.
    pub(in super::super) fn reached(&self, len: usize) -> Bits {
        let mut bits = Bits::with_capacity(len);
        for run in self.indexed.iter().flat_map(|shard| &shard.runs) {
            bits.insert_all(run.to..run.to + run.of.len() as u32);
        }
        if self.extent == Extent::All {
            for (first, segment) in &self.rest {
                bits.insert_all(*first..*first + segment.len());
            }
        }
        bits
    }

    /// How well a text stands in each of so many records of the library, as a
    /// [`Strength`]; nought where it does not.
    pub(in super::super) fn find(&self, plan: &Plan, len: usize) -> Vec<u8> {
        let mut strengths = vec![0; len];
        if plan.needle.is_empty() {
            return strengths;
        }
        let shards = self.indexed.par_iter();
        let found: Vec<_> = shards.map(|shard| shard.find(plan)).collect();
        for (shard, own) in self.indexed.iter().zip(found) {
            for run in &shard.runs {
                let from = own.get(run.of.start as usize..run.of.end as usize);
                let start = run.to as usize;
                let to = strengths.get_mut(start..start + run.of.len());
                if let Some((from, to)) = from.zip(to) {
                    to.copy_from_slice(from);
                }
            }
        }
        if self.extent == Extent::All {
            for (ix, strength) in self.read(plan) {
                if let Some(own) = strengths.get_mut(ix as usize) {
                    *own = strength.0;
                }
            }
        }
        strengths
    }
}

impl Shards<'_> {
    /// Reads what is not indexed: the records in which a text stands, and how well.
    fn read(&self, plan: &Plan) -> Vec<(u32, Strength)> {
        let rest = self.rest.par_iter().flat_map_iter(|(first, segment)| {
            let mut scan = Scan::new(plan);
            let all = if (self.stop)() { 0 } else { segment.len() };
            (0..all).filter_map(move |at| Some((first + at, scan.record(segment, at)?)))
        });
        rest.collect()
    }
}

impl Indexed<'_> {
    /// How well a text stands in each of the shard's records.
    fn find(&self, plan: &Plan) -> Vec<u8> {
        let mut letters = plan.needle.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) if plan.stands == Stands::AtStart && plan.is_enough => {
                let (known, len) = (&self.shard.letters, self.shard.len as usize);
                known.strengths(letter, len, || self.look_up(plan))
            }
            _ => self.look_up(plan),
        }
    }

    fn look_up(&self, plan: &Plan) -> Vec<u8> {
        let mut strengths = vec![0_u8; self.shard.len as usize];
        let mut tell = |record: u32, strength: Strength| {
            if let Some(own) = strengths.get_mut(record as usize) {
                *own = strength.0.max(*own);
            }
        };
        let (needs, is_enough) = self.shard.needs(plan);
        match needs.as_slice() {
            [need] if is_enough => self.shard.lexicon.each(need, |stands, postings| {
                give_way();
                postings.each(|record, place| tell(record, Strength::new(place, stands)));
            }),
            _ => self.verified(plan, &needs, &mut tell),
        }
        strengths
    }

    /// Tells the records in whose own text a text stands, of those that have some tokens.
    fn verified(&self, plan: &Plan, needs: &[Cow<'_, Need>], tell: &mut impl FnMut(u32, Strength)) {
        let candidates = self.shard.candidates(needs);
        let mut scan = Scan::new(plan);
        for (first, _, segment) in &self.segments {
            for at in 0..segment.len() {
                let is_out = |bits: &Bits| !bits.contains(first + at);
                if candidates.as_ref().is_some_and(is_out) {
                    continue;
                }
                give_way();
                if let Some(strength) = scan.record(segment, at) {
                    tell(first + at, strength);
                }
            }
        }
    }
}

/// Looks for a text in the texts of records.
pub(in super::super) struct Scan<'a> {
    wanted: Wanted<'a>,
    folded: String,
}

impl<'a> Scan<'a> {
    pub(in super::super) fn new(plan: &'a Plan) -> Self {
        Self {
            wanted: Wanted::new(&plan.needle, plan.stands),
            folded: String::new(),
        }
    }

    /// How well the text stands in a record; `None` where it does not.
    pub(in super::super) fn record(&mut self, segment: &Segment, at: u32) -> Option<Strength> {
        let mut best: Option<Place> = None;
        let kind = segment.kind(at);
        for (field, text) in segment.fields(at) {
            if best.is_some_and(|best| best <= Place::of(kind, field, true)) {
                break;
            }
            if let Some(start) = self.text(text) {
                let place = Place::of(kind, field, start == 0);
                best = Some(best.map_or(place, |best| best.min(place)));
            }
        }
        for actor in segment.actors(at).iter().filter(|actor| *actor != at) {
            if best.is_none_or(|best| best > Place::Who) && self.text(segment.main(actor)).is_some()
            {
                best = Some(Place::Who);
            }
        }
        best.map(|place| Strength::new(place, Stands::Whole))
    }

    /// The text that was looked at last, folded.
    pub(in super::super) fn folded(&self) -> &str {
        &self.folded
    }

    /// Where the text first stands in another when that is folded, in bytes.
    pub(in super::super) fn text(&mut self, text: &str) -> Option<usize> {
        self.folded.clear();
        push_search(text, &mut self.folded);
        self.folded_text(&self.folded)
    }

    /// Where the text first stands in another that is folded, in bytes.
    pub(in super::super) fn folded_text(&self, folded: &str) -> Option<usize> {
        self.wanted.find(folded)
    }
}

impl Records {
    /// Indexes what is not indexed yet. Nothing more is begun once `stop` says so.
    pub(in super::super) fn index(&self, stop: &dyn Fn() -> bool) {
        while !stop() {
            // Of somebody who panicked nothing is left that could be wrong.
            let _making = MAKING.lock();
            let groups = self.unindexed();
            if groups.is_empty() {
                return;
            }
            groups.par_iter().take(AT_ONCE).for_each(|group| {
                Shard::build(group.iter().copied());
            });
        }
    }

    /// The segments that are in no shard, those together that are to be in one.
    fn unindexed(&self) -> Vec<Vec<&Segment>> {
        let mut groups: Vec<Vec<&Segment>> = Vec::new();
        let mut len = u32::MAX;
        for (_, segment) in self.segments() {
            if segment.index().is_some() {
                continue;
            }
            len = len.saturating_add(segment.len());
            if len > TOGETHER {
                len = segment.len();
                groups.push(Vec::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push(segment);
            }
        }
        groups
    }
}
