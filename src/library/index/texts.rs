//! The index of the stored texts of sources: from words to the sources in whose texts they stand.
//!
//! A text is many times longer than a record, and stays where it is kept. The index says which texts
//! have all the tokens that are needed; where tokens alone do not decide, those texts are read.

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::super::bits::Bits;
use super::super::records::Records;
use super::super::segment::Segment;
use super::super::words::folded;
use super::filters::{Filters, Pair};
use super::gather::Gatherer;
use super::letters::Letters;
use super::shards::{AT_ONCE, Extent, MAKING, Scan, Strength, TOGETHER};
use super::{Place, Plan, Shard, TOKENS_OF_TEXT};
use crate::leisure::give_way;

/// Where the texts of a segment's sources stand in their shard.
#[derive(Clone, Debug)]
pub(in super::super) struct InTexts {
    shard: Arc<TextShard>,
    /// The number of the first text in it.
    first: u32,
    /// The sources of the texts, ascending.
    sources: Box<[u32]>,
}

/// The index of some texts.
#[derive(Debug)]
struct TextShard {
    shard: Shard,
    filters: Filters,
}

/// Reads the words of a source, by its number in the library; `None` where they cannot be had.
pub(in super::super) type Read<'a> = dyn Fn(u32) -> Option<String> + Sync + 'a;

/// The texts of a segment, and the library's number of its first record.
type Numbered<'a> = (u32, &'a InTexts);

/// The texts of a library.
pub(in super::super) struct Texts<'a> {
    indexed: Vec<(&'a TextShard, Vec<Numbered<'a>>)>,
    /// The sources whose texts are not indexed, by their numbers in the library.
    rest: Vec<u32>,
    extent: Extent,
    read: &'a Read<'a>,
    stop: &'a (dyn Fn() -> bool + Sync),
}

impl<'a> Texts<'a> {
    /// Those of some records.
    pub(in super::super) fn of(
        records: &'a Records,
        extent: Extent,
        read: &'a Read<'a>,
        stop: &'a (dyn Fn() -> bool + Sync),
    ) -> Self {
        let mut rest = Vec::new();
        let mut indexed: Vec<(&TextShard, Vec<Numbered<'a>>)> = Vec::new();
        let mut by_address = HashMap::new();
        for (first, segment) in records.segments() {
            let Some(texts) = segment.text_index() else {
                rest.extend(all_of(segment).map(|at| first + at));
                continue;
            };
            let address = Arc::as_ptr(&texts.shard).addr();
            let at = *by_address.entry(address).or_insert_with(|| {
                indexed.push((&*texts.shard, Vec::new()));
                indexed.len() - 1
            });
            if let Some((_, segments)) = indexed.get_mut(at) {
                segments.push((first, texts));
            }
        }
        Self {
            indexed,
            rest,
            extent,
            read,
            stop,
        }
    }

    /// How many texts are not indexed yet.
    pub(in super::super) fn missing(&self) -> usize {
        self.rest.len()
    }

    /// What the shards take in memory, in bytes.
    pub(in super::super) fn size(&self) -> usize {
        let shards = self.indexed.iter().map(|(shard, _)| shard);
        let sizes = shards.map(|one| one.shard.size() + one.filters.size());
        sizes.sum()
    }

    /// Adds to how well something stands in each record of the library that it stands in the texts
    /// of sources.
    pub(in super::super) fn find(&self, plan: &Plan, strengths: &mut [u8]) {
        if plan.needle.is_empty() {
            return;
        }
        let indexed = self.indexed.par_iter();
        let found = indexed.map(|(shard, segments)| self.find_in(plan, shard, segments));
        let mut found: Vec<Vec<(u32, Strength)>> = found.collect();
        if self.extent == Extent::All {
            let rest = self.rest.par_iter();
            found.push(
                rest.filter_map(|ix| Some((*ix, self.look(plan, *ix)?)))
                    .collect(),
            );
        }
        for (ix, strength) in found.into_iter().flatten() {
            if let Some(own) = strengths.get_mut(ix as usize) {
                *own = strength.number().max(*own);
            }
        }
    }

    fn find_in(
        &self,
        plan: &Plan,
        TextShard { shard, filters }: &TextShard,
        segments: &[Numbered<'_>],
    ) -> Vec<(u32, Strength)> {
        let (needs, is_enough) = shard.needs(plan);
        let numbered = segments.iter().flat_map(|(first, texts)| {
            let sources = (texts.first..).zip(&texts.sources);
            sources.map(move |(number, at)| (number, first + at))
        });
        if let ([need], true) = (needs.as_slice(), is_enough) {
            let mut found: Vec<Option<Strength>> = vec![None; shard.len as usize];
            shard.lexicon.each(need, |stands, postings| {
                give_way();
                postings.each(|number, place| {
                    if let Some(own) = found.get_mut(number as usize) {
                        *own = (*own).max(Some(Strength::new(place, stands)));
                    }
                });
            });
            let strength = |number: u32| found.get(number as usize).copied().flatten();
            return numbered
                .filter_map(|(number, ix)| Some((ix, strength(number)?)))
                .collect();
        }
        let candidates = shard.candidates(&needs);
        let pairs: Vec<Pair> = plan
            .word_pairs()
            .filter_map(|(a, b)| Pair::of(a, b))
            .collect();
        let is_one = |number: u32| {
            let candidates = candidates.as_ref();
            candidates.is_none_or(|bits: &Bits| bits.contains(number))
                && pairs.iter().all(|pair| filters.may_have(number, *pair))
        };
        let candidates: Vec<u32> = numbered
            .filter(|(number, _)| is_one(*number))
            .map(|(_, ix)| ix)
            .collect();
        let candidates = candidates.into_par_iter();
        candidates
            .filter_map(|ix| Some((ix, self.look(plan, ix)?)))
            .collect()
    }

    /// Reads a text: how well something stands in it; `None` where it does not, or nobody waits.
    fn look(&self, plan: &Plan, ix: u32) -> Option<Strength> {
        give_way();
        if (self.stop)() {
            return None;
        }
        let text = (self.read)(ix)?;
        Scan::new(plan).text(&text)?;
        Some(Strength::new(Place::Rest, plan.stands))
    }
}

/// The sources of a segment whose words are kept.
fn all_of(segment: &Segment) -> impl Iterator<Item = u32> {
    (0..segment.parts()).flat_map(|part| segment.kept_texts(part))
}

impl Records {
    /// Indexes the texts that are not indexed yet. Nothing more is begun once `stop` says so.
    pub(in super::super) fn index_texts(&self, read: &Read<'_>, stop: &(dyn Fn() -> bool + Sync)) {
        while !stop() {
            // Of somebody who panicked nothing is left that could be wrong.
            let _making = MAKING.lock();
            let groups = self.without_texts();
            if groups.is_empty() {
                return;
            }
            groups.par_iter().take(AT_ONCE).for_each(|group| {
                build(group, read, stop);
            });
        }
    }

    /// The segments whose texts are in no shard, those together that are to be in one.
    fn without_texts(&self) -> Vec<Vec<(u32, &Segment)>> {
        let mut groups: Vec<Vec<(u32, &Segment)>> = Vec::new();
        let mut len = u32::MAX;
        for (first, segment) in self.segments() {
            if segment.text_index().is_some() {
                continue;
            }
            len = len.saturating_add(segment.len());
            if len > TOGETHER {
                len = segment.len();
                groups.push(Vec::new());
            }
            if let Some(group) = groups.last_mut() {
                group.push((first, segment));
            }
        }
        groups
    }
}

/// Indexes the texts of some segments, and lets each know where they are indexed; nothing where
/// that is stopped.
fn build(segments: &[(u32, &Segment)], read: &Read<'_>, stop: &dyn Fn() -> bool) {
    // The words of the records are those of their texts.
    let gatherer = Gatherer::knowing(segments.iter().map(|(_, segment)| *segment));
    let texts: usize = segments
        .iter()
        .map(|(_, segment)| all_of(segment).count())
        .sum();
    let mut gatherer = gatherer.with_room(texts * TOKENS_OF_TEXT);
    let mut filters = Filters::default();
    let mut len = 0;
    let mut places = Vec::with_capacity(segments.len());
    for (first, segment) in segments {
        let sources: Box<[u32]> = all_of(segment).collect();
        for at in &sources {
            if stop() {
                return;
            }
            give_way();
            let text = folded(&read(first + at).unwrap_or_default());
            give_way();
            gatherer.push_text(&text);
            give_way();
            filters.push(&text);
        }
        let from = len;
        len += sources.len() as u32;
        places.push((segment, from, sources));
    }
    let (lexicon, common) = gatherer.finish();
    filters.shrink();
    let shard = Shard {
        lexicon: lexicon.settled(),
        len,
        common,
        letters: Letters::default(),
    };
    let shard = Arc::new(TextShard { shard, filters });
    for (segment, first, sources) in places {
        let shard = Arc::clone(&shard);
        segment.set_text_index(InTexts {
            shard,
            first,
            sources,
        });
    }
}
