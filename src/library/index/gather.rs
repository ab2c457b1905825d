//! Gathering the tokens of some records.

use std::hash::BuildHasher;

use foldhash::fast::FixedState;
use hashbrown::{HashMap, HashTable};

use super::super::segment::Segment;
use super::is_of_a_word;
use super::lexicon::{Lexicon, Posting, Writer};
use super::place::Place;
use super::split::tokens;
use crate::leisure::{by_and_by, by_thousands, comparing, give_way};
use crate::text::fold::push_search;

/// A token of a record.
#[derive(Clone, Copy, Debug)]
struct Met {
    token: u32,
    posting: Posting,
}

/// How many records are looked at to find the common words.
const SAMPLE: u32 = 4096;
/// How many bytes a posting takes at most, with its part of its token, but for very odd tokens.
const POSTING: usize = 12;
/// A word is common that stands in one record of so many.
const COMMON: u32 = 32;
/// No more words are common than this.
const MOST_COMMON: usize = 256;

/// What has been gathered so far. Tokens have numbers in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Gatherer {
    /// The tokens by what they are, as numbers.
    numbers: HashTable<u32>,
    /// The tokens one after the other, and where each ends.
    tokens: String,
    ends: Vec<u32>,
    met: Vec<Met>,
    /// For each token, which of those met was the last.
    last: Vec<u32>,
    record: u32,
    /// The common words: they have the lowest numbers. Two that follow each other are a token too.
    common: Vec<String>,
    /// The numbers of pairs of common words, each a row of those that follow one.
    pairs: Vec<u32>,
    folded: String,
    text: Vec<u32>,
    /// For each actor of a segment, by its number in it, the tokens of its name.
    names: HashMap<u32, Vec<u32>>,
}

impl Gatherer {
    /// One that knows which words are common in some segments.
    pub(super) fn knowing<'a>(segments: impl Iterator<Item = &'a Segment> + Clone) -> Self {
        let all: u32 = segments.clone().map(Segment::len).sum();
        let each = all.div_ceil(SAMPLE).max(1);
        let mut sample = Self::default();
        let records = segments.flat_map(|segment| (0..segment.len()).map(move |at| (segment, at)));
        for (segment, at) in records.step_by(each as usize) {
            sample.names.clear();
            sample.record(segment, at);
            sample.record += 1;
        }
        let mut counts = vec![0_u32; sample.last.len()];
        for met in &sample.met {
            if let Some(count) = counts.get_mut(met.token as usize) {
                *count += 1;
            }
        }
        let least = sample.record.div_ceil(COMMON).max(2);
        let words = (0..)
            .zip(counts)
            .map(|(number, count)| (count, sample.token(number)));
        let mut common: Vec<_> = words
            .filter(|(count, word)| *count >= least && word.starts_with(is_of_a_word))
            .collect();
        common.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        common.truncate(MOST_COMMON);
        let mut gatherer = Self::default();
        for (_, word) in common {
            gatherer.number(word);
            gatherer.common.push(word.to_owned());
        }
        gatherer.pairs = vec![u32::MAX; gatherer.common.len() * gatherer.common.len()];
        gatherer
    }

    /// The same with room for so many tokens of records. Room that is not used costs nothing, and a
    /// list that grows leaves holes behind it that the system does not get back.
    #[must_use]
    pub(super) fn with_room(mut self, tokens: usize) -> Self {
        self.met.reserve_exact(tokens);
        self
    }

    /// Adds the records of a segment.
    pub(super) fn push(&mut self, segment: &Segment) {
        self.names.clear();
        for at in 0..segment.len() {
            self.record(segment, at);
            self.record += 1;
        }
    }

    /// Adds a folded text.
    pub(super) fn push_text(&mut self, folded: &str) {
        let mut numbers = std::mem::take(&mut self.text);
        numbers.clear();
        self.folded(folded, &mut numbers);
        for number in by_thousands(&numbers) {
            self.meet(*number, Place::Rest);
        }
        self.text = numbers;
        self.record += 1;
    }

    fn record(&mut self, segment: &Segment, at: u32) {
        give_way();
        let kind = segment.kind(at);
        let mut numbers = std::mem::take(&mut self.text);
        for (field, text) in segment.fields(at) {
            numbers.clear();
            let first = self.text(text, &mut numbers);
            let place = Place::of(kind, field, false);
            for number in &numbers {
                self.meet(*number, place);
            }
            if let Some(first) = first {
                self.meet(first, Place::of(kind, field, true));
            }
        }
        self.text = numbers;
        for actor in segment.actors(at).iter().filter(|actor| *actor != at) {
            self.who(segment, actor);
        }
    }

    /// The numbers of a text's tokens; and that of its first word.
    fn text(&mut self, text: &str, numbers: &mut Vec<u32>) -> Option<u32> {
        let mut folded = std::mem::take(&mut self.folded);
        folded.clear();
        push_search(text, &mut folded);
        let first = self.folded(&folded, numbers);
        self.folded = folded;
        first
    }

    /// The same of a folded text.
    fn folded(&mut self, folded: &str, numbers: &mut Vec<u32>) -> Option<u32> {
        let mut first = None;
        // The common word before, and where the next would begin.
        let mut before: Option<(u32, usize)> = None;
        for (at, token) in by_and_by(tokens(folded)) {
            let number = self.number(token);
            numbers.push(number);
            if first.is_none() && token.starts_with(is_of_a_word) {
                first = Some(number);
            }
            let is_common = (number as usize) < self.common.len();
            if let Some((one, next)) = before
                && next == at
                && is_common
            {
                numbers.extend(self.pair(one, number));
            }
            before = is_common.then_some((number, at + token.len() + 1));
        }
        first
    }

    /// The number of two common words that follow each other.
    fn pair(&mut self, one: u32, other: u32) -> Option<u32> {
        let at = one as usize * self.common.len() + other as usize;
        let known = self.pairs.get(at).copied()?;
        if known != u32::MAX {
            return Some(known);
        }
        let words = self
            .common
            .get(one as usize)
            .zip(self.common.get(other as usize));
        let number = words.map(|(one, other)| pair_of(one, other));
        let number = number.map(|token| self.number(&token))?;
        if let Some(known) = self.pairs.get_mut(at) {
            *known = number;
        }
        Some(number)
    }

    /// Adds the name of an actor; many records are of the same few.
    fn who(&mut self, segment: &Segment, actor: u32) {
        let mut known = self.names.remove(&actor).unwrap_or_default();
        if known.is_empty() {
            self.text(segment.main(actor), &mut known);
        }
        for number in &known {
            self.meet(*number, Place::Who);
        }
        self.names.insert(actor, known);
    }

    /// The token of a number.
    fn token(&self, number: u32) -> &str {
        token(&self.tokens, &self.ends, number)
    }

    fn number(&mut self, text: &str) -> u32 {
        let (tokens, ends) = (&mut self.tokens, &mut self.ends);
        let is_it = |number: &u32| token(tokens, ends, *number) == text;
        let hash = HASHER.hash_one(text);
        if let Some(number) = self.numbers.find(hash, is_it) {
            return *number;
        }
        let next = self.last.len() as u32;
        tokens.push_str(text);
        ends.push(tokens.len() as u32);
        let again = |number: &u32| HASHER.hash_one(token(tokens, ends, *number));
        self.numbers.insert_unique(hash, next, again);
        self.last.push(u32::MAX);
        next
    }

    /// A token stands in the record that is being added.
    fn meet(&mut self, token: u32, place: Place) {
        let Some(last) = self.last.get_mut(token as usize) else {
            return;
        };
        match self.met.get_mut(*last as usize) {
            // Of one record the better place is the lower number.
            Some(met) if met.posting.record() == self.record => {
                met.posting = met.posting.min(Posting::new(self.record, place));
            }
            _ => {
                *last = self.met.len() as u32;
                self.met.push(Met {
                    token,
                    posting: Posting::new(self.record, place),
                });
            }
        }
    }

    /// The tokens in alphabetical order with their records, and the common words.
    pub(super) fn finish(self) -> (Lexicon, Vec<String>) {
        let mut starts = vec![0_u32; self.last.len() + 1];
        for met in by_thousands(&self.met) {
            if let Some(count) = starts.get_mut(met.token as usize + 1) {
                *count += 1;
            }
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut sorted = Vec::with_capacity(self.met.capacity());
        sorted.resize(self.met.len(), Posting::new(0, Place::Rest));
        for met in by_thousands(&self.met) {
            let Some(slot) = next.get_mut(met.token as usize) else {
                continue;
            };
            if let Some(sorted) = sorted.get_mut(*slot as usize) {
                *sorted = met.posting;
            }
            *slot += 1;
        }
        drop(self.met);
        let (tokens, ends) = (&self.tokens, &self.ends);
        let token = |number: &u32| token(tokens, ends, *number);
        let mut numbers: Vec<u32> = (0..ends.len() as u32).collect();
        numbers.sort_unstable_by(comparing(|a, b| token(a).cmp(token(b))));
        let mut writer = Writer::with_room(sorted.len() * POSTING);
        for number in by_and_by(numbers) {
            let bounds = starts.get(number as usize..=number as usize + 1);
            if let Some([start, end]) = bounds
                && let Some(records) = sorted.get(*start as usize..*end as usize)
            {
                writer.push(token(&number).as_bytes(), records);
            }
        }
        let mut common = self.common;
        common.sort_unstable();
        (writer.finish(), common)
    }
}

/// How tokens are hashed: what they are hashed by is in memory alone, and gone with it.
const HASHER: FixedState = FixedState::with_seed(0x0062_7269_6566_696e);

fn token<'a>(tokens: &'a str, ends: &[u32], number: u32) -> &'a str {
    let end = |at: u32| ends.get(at as usize).map_or(0, |end| *end as usize);
    let start = number.checked_sub(1).map_or(0, end);
    tokens.get(start..end(number)).unwrap_or_default()
}

/// The token of two common words that follow each other. It begins as no other does.
pub(super) fn pair_of(one: &str, other: &str) -> String {
    format!(" {one} {other}")
}
