//! The index: from words to the records that have them.
//!
//! A [`Shard`] is the index of some segments. It finds what a scan of their folded texts would find,
//! in any script: it keeps every place where a search may begin to match (see `split`), and where
//! tokens alone do not decide, as with a phrase, the record's own text does.
//!
//! A segment knows its shard, so that it is not indexed again when a library is replaced by its next
//! snapshot. Shards are made of many segments where there are many, for each has a vocabulary of
//! its own.

mod filters;
mod gather;
mod letters;
mod lexicon;
mod place;
mod plan;
mod shards;
mod split;
#[cfg(test)]
mod tests;
mod texts;

use std::borrow::Cow;
use std::sync::Arc;

use super::bits::Bits;
use super::segment::Segment;
use super::words::is_of_a_word;
use gather::{Gatherer, pair_of};
use letters::Letters;
use lexicon::Lexicon;
use place::Place;
pub(super) use place::is_named;
pub(super) use plan::Plan;
use plan::{How, Need};
pub(super) use shards::{Extent, Scan, Shards, Strength};
pub(super) use texts::{InTexts, Texts};

/// The index of the records of some segments, numbered one segment after the other.
#[derive(Debug, Default)]
pub(super) struct Shard {
    lexicon: Lexicon,
    len: u32,
    /// The common words, in alphabetical order. Where two follow each other is kept too: what has
    /// both is very much.
    common: Vec<String>,
    letters: Letters,
}

/// Where a segment stands in its shard.
#[derive(Clone, Debug)]
pub(super) struct InShard {
    shard: Arc<Shard>,
    /// The number of the segment's first record in it.
    first: u32,
}

/// There is room for so many different tokens a record, and for so many a text.
const TOKENS: usize = 48;
const TOKENS_OF_TEXT: usize = 4_096;

impl Shard {
    /// Indexes some segments, and lets each know where it is indexed, unless it does already.
    pub(super) fn build<'a>(
        segments: impl IntoIterator<Item = &'a Segment, IntoIter: Clone> + Clone,
    ) {
        let records: u32 = segments.clone().into_iter().map(Segment::len).sum();
        let gatherer = Gatherer::knowing(segments.clone().into_iter());
        let mut gatherer = gatherer.with_room(records as usize * TOKENS);
        let mut len = 0;
        for segment in segments.clone() {
            gatherer.push(segment);
            len += segment.len();
        }
        let (lexicon, common) = gatherer.finish();
        let shard = Arc::new(Self {
            lexicon: lexicon.settled(),
            len,
            common,
            letters: Letters::default(),
        });
        let mut first = 0;
        for segment in segments {
            let shard = Arc::clone(&shard);
            segment.set_index(InShard { shard, first });
            first += segment.len();
        }
    }

    /// What it takes in memory, in bytes.
    fn size(&self) -> usize {
        self.lexicon.size() + self.letters.size()
    }

    /// What is looked up here for a plan, and whether that is enough.
    fn needs<'a>(&self, plan: &'a Plan) -> (Vec<Cow<'a, Need>>, bool) {
        let mut needs: Vec<_> = plan.needs.iter().map(Cow::Borrowed).collect();
        let mut is_enough = plan.is_enough;
        let is_common = |word: &String| self.common.binary_search(word).is_ok();
        for (one, other) in &plan.pairs {
            let words = plan.needs.get(*one).zip(plan.needs.get(*other));
            let words = words.map(|(one, other)| (&one.token, &other.token));
            if let Some((one, other)) =
                words.filter(|(one, other)| is_common(one) && is_common(other))
            {
                let token = pair_of(one, other);
                is_enough = token.get(1..) == Some(&*plan.needle);
                let pair = Cow::Owned(Need {
                    token,
                    how: How::Whole,
                });
                if is_enough {
                    return (vec![pair], true);
                }
                needs.push(pair);
            }
        }
        (needs, is_enough)
    }

    /// In how many records tokens are that are needed.
    fn weight(&self, need: &Need) -> u64 {
        let mut weight = 0;
        self.lexicon
            .each(need, |_, postings| weight += u64::from(postings.count));
        weight
    }

    /// The records that have all the tokens that are needed; `None` where none is.
    fn candidates(&self, needs: &[Cow<'_, Need>]) -> Option<Bits> {
        let mut needs: Vec<_> = needs.iter().map(|need| (self.weight(need), need)).collect();
        needs.sort_unstable_by_key(|(weight, _)| *weight);
        let mut found: Option<Bits> = None;
        let mut fewest = u64::MAX;
        for (weight, need) in needs {
            // To look at the few that are left costs less than to read of very many.
            if fewest < weight / 64 {
                break;
            }
            let mut bits = Bits::with_capacity(self.len as usize);
            self.lexicon.each(need, |_, postings| {
                postings.each(|record, _| bits.insert(record));
            });
            if let Some(found) = &mut found {
                found.intersect(&bits);
            } else {
                found = Some(bits);
            }
            fewest = fewest.min(weight);
        }
        found
    }
}
