//! Which of the records that were found are the best.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::super::asked::{Answer, Heard};
use super::super::index::{Scan, Strength, is_named};
use super::super::records::NO_DAY;
use super::super::{Library, RecordIx};
use super::{Hit, How, Search, Wanted};
use crate::model::RecordKind;

/// Among so many more than are asked for it is looked for the best, by their own texts.
const POOL: usize = 1_000;

/// How much a word counts by how well it stands; see [`Strength`].
const WEIGHTS: [f32; Strength::COUNT] = [0.0, 0.8, 1.0, 1.1, 1.4, 1.8, 2.2, 2.6, 3.2];

/// A record on its way to the top: the better is the greater.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Ranked {
    how: How,
    /// The bits of a score, which is not negative: they order as it does.
    score: u32,
    /// The first day, the later the better; the least where there is none.
    day: i32,
    ix: Reverse<u32>,
}

/// What each of the words counts by how well it stands.
struct Weights<'a>(Vec<([f32; Strength::COUNT], &'a [u8])>);

impl<'a> Weights<'a> {
    fn of(heard: &'a [Heard], records: usize) -> Self {
        let weights = heard.iter().map(|heard| {
            let (all, with) = (float(records), float(heard.count));
            // The inverse document frequency of BM25, which is never negative.
            let rare = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
            (WEIGHTS.map(|weight| weight * rare), &*heard.strengths)
        });
        Self(weights.collect())
    }

    /// How a record answers to all of them, and its score.
    fn of_record(&self, ix: u32) -> (How, f32) {
        let (mut score, mut worst, mut best) = (0.0, u8::MAX, 0);
        for (weights, strengths) in &self.0 {
            let strength = strengths.get(ix as usize).copied().unwrap_or(0);
            if strength == 0 {
                // One of several that would have done.
                continue;
            }
            score += weights.get(usize::from(strength)).copied().unwrap_or(0.0);
            worst = worst.min(strength);
            best = best.max(strength);
        }
        let how = if best == 0 || worst < Strength::MAIN {
            How::Elsewhere
        } else if best >= Strength::NAME {
            How::Beginning
        } else {
            How::Words
        };
        (how, score)
    }
}

impl Library {
    /// The best of the records that were found, in order.
    pub(super) fn best(&self, search: &Search<'_>, wanted: &Wanted, answer: &Answer) -> Vec<Hit> {
        let weights = Weights::of(&answer.heard, self.records().len());
        let room = search.limit.saturating_add(POOL);
        let mut pool: BinaryHeap<Reverse<Ranked>> = BinaryHeap::with_capacity(room.min(1 << 16));
        let mut least = None;
        for (first, segment) in self.records().segments() {
            for ix in answer.met.within(first..first + segment.len()) {
                let (how, score) = weights.of_record(ix);
                let score = score.to_bits();
                if least.is_some_and(|(least, worst)| (how, score) < (least, worst)) {
                    continue;
                }
                let ranked = Ranked {
                    how,
                    score,
                    day: day(segment.days(ix - first).0),
                    ix: Reverse(ix),
                };
                if pool.len() < room {
                    pool.push(Reverse(ranked));
                } else if let Some(mut worst) = pool.peek_mut()
                    && worst.0 < ranked
                {
                    *worst = Reverse(ranked);
                }
                if pool.len() == room {
                    least = pool.peek().map(|worst| (worst.0.how, worst.0.score));
                }
            }
        }
        let mut best: Vec<Ranked> = pool.into_iter().map(|one| one.0).collect();
        if !wanted.plans.is_empty() {
            let mut looking = Looking::new(wanted);
            for one in &mut best {
                looking.at(self, one);
            }
        }
        let place = |ranked: &Ranked| self.records().briefing(RecordIx(ranked.ix.0));
        best.sort_by_cached_key(|one| {
            (Reverse((one.how, one.score, one.day)), place(one), one.ix.0)
        });
        best.truncate(search.limit);
        let hits = best.into_iter().map(|one| Hit {
            ix: RecordIx(one.ix.0),
            how: one.how,
            sure: answer.sure.contains(one.ix.0),
        });
        hits.collect()
    }
}

/// A number of records or bytes, about.
#[expect(clippy::cast_precision_loss, reason = "a rank need not be exact")]
fn float(number: usize) -> f32 {
    number as f32
}

/// A day by which the newer comes first, and what has none last.
fn day(day: i32) -> i32 {
    if day == NO_DAY { i32::MIN } else { day }
}

/// Finds out by a record's own text how it answers to all words together.
struct Looking<'a> {
    scan: Scan<'a>,
    joined: &'a str,
    several: bool,
}

impl<'a> Looking<'a> {
    fn new(wanted: &'a Wanted) -> Self {
        Self {
            scan: Scan::new(&wanted.whole),
            joined: &wanted.whole.needle,
            several: wanted.whole.needle.contains(' '),
        }
    }

    fn at(&mut self, library: &Library, ranked: &mut Ranked) {
        if ranked.how < How::Words {
            return;
        }
        let records = library.records();
        let ix = RecordIx(ranked.ix.0);
        let kind = records.kind(ix);
        let (named, is_somebody) = (is_named(kind), kind == Some(RecordKind::Actor));
        if self.several {
            ranked.how = How::Words;
        }
        // The more of a name is what was typed, the more likely it was meant; and somebody rather
        // than what somebody did.
        let mut share = 0.0_f32;
        for text in records.names(ix) {
            let Some(start) = self.scan.text(text) else {
                continue;
            };
            let len = self.scan.folded().len();
            let begins = named && (start == 0 || is_somebody);
            ranked.how = ranked.how.max(match begins {
                true if len == self.joined.len() => How::Name,
                true => How::Beginning,
                false if self.several => How::Phrase,
                false => How::Words,
            });
            if begins {
                share = share.max(float(self.joined.len()) / float(len.max(1)));
            }
        }
        let share = if is_somebody { share + 1.0 } else { share };
        ranked.score = (f32::from_bits(ranked.score) * (1.0 + share)).to_bits();
    }
}
