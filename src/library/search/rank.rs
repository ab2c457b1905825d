//! Which of the records that were found are the best.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use rayon::prelude::*;

use super::super::asked::{Answer, Heard};
use super::super::index::{Scan, Strength, is_named};
use super::super::{Library, RecordIx};
use super::known::day;
use super::{Hit, How, Search, Wanted};
use crate::leisure::give_way;
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
        let how = match worst {
            ..Strength::MAIN => How::Elsewhere,
            _ => how(best),
        };
        (how, score)
    }

    /// The best of any record of a block, at most.
    fn of_block(&self, block: u32) -> (How, f32) {
        let start = block as usize * u64::BITS as usize;
        let (mut score, mut best) = (0.0, 0);
        for (weights, strengths) in &self.0 {
            let end = strengths.len().min(start + u64::BITS as usize);
            let strengths = strengths.get(start..end).unwrap_or_default();
            let most = strengths.iter().fold(0, |most: u8, one| most.max(*one));
            score += weights.get(usize::from(most)).copied().unwrap_or(0.0);
            best = best.max(most);
        }
        (how(best), score)
    }
}

/// How a record answers at most where something stands in it so well.
fn how(strength: u8) -> How {
    match strength {
        Strength::NAME.. => How::Beginning,
        Strength::MAIN.. => How::Words,
        _ => How::Elsewhere,
    }
}

impl Library {
    /// The best of the records that were found, in order.
    pub(super) fn best(&self, search: &Search<'_>, wanted: &Wanted, answer: &Answer) -> Vec<Hit> {
        let weights = Weights::of(&answer.heard, self.records().len());
        let room = search.limit.saturating_add(POOL);
        // The newest first: what comes later has to be better than those, and seldom is.
        let blocks = self.blocks();
        let parts = rayon::current_num_threads();
        let pools = (0..parts).into_par_iter().map(|part| {
            let mut pool = Pool::with_room(room);
            for block in blocks.iter().skip(part).step_by(parts) {
                give_way();
                let first = block.number * u64::BITS;
                let mut met = answer.met.within(first..first + u64::BITS).peekable();
                if met.peek().is_none() || !pool.takes(weights.of_block(block.number), block.newest)
                {
                    continue;
                }
                for ix in met {
                    let first_day = || self.records().days(RecordIx(ix)).0;
                    pool.push(weights.of_record(ix), ix, first_day);
                }
            }
            pool.best
        });
        let mut best: Vec<Ranked> = pools.flatten_iter().map(|one| one.0).collect();
        if best.len() > room {
            best.select_nth_unstable_by(room, |a, b| b.cmp(a));
            best.truncate(room);
        }
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

/// The best of those that come.
struct Pool {
    best: BinaryHeap<Reverse<Ranked>>,
    room: usize,
    /// What has less is not among them; nothing while there is room.
    least: Option<(How, u32, i32)>,
}

impl Pool {
    fn with_room(room: usize) -> Self {
        Self {
            best: BinaryHeap::new(),
            room,
            least: None,
        }
    }

    fn push(&mut self, (how, score): (How, f32), ix: u32, first_day: impl FnOnce() -> i32) {
        let score = score.to_bits();
        let least = self.least.map(|(how, score, _)| (how, score));
        if least.is_some_and(|least| (how, score) < least) {
            return;
        }
        let ranked = Ranked {
            how,
            score,
            day: day(first_day()),
            ix: Reverse(ix),
        };
        if self.best.len() < self.room {
            self.best.push(Reverse(ranked));
        } else if let Some(mut worst) = self.best.peek_mut()
            && worst.0 < ranked
        {
            *worst = Reverse(ranked);
        }
        if self.best.len() == self.room {
            let worst = self.best.peek().map(|worst| worst.0);
            self.least = worst.map(|worst| (worst.how, worst.score, worst.day));
        }
    }

    /// Whether something may be among the best that is at most so good and so new.
    fn takes(&self, (how, score): (How, f32), day: i32) -> bool {
        let most = (how, score.to_bits(), day);
        self.least.is_none_or(|least| most >= least)
    }
}

/// A number of records or bytes, about.
#[expect(clippy::cast_precision_loss, reason = "a rank need not be exact")]
fn float(number: usize) -> f32 {
    number as f32
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
        // A single word that a name begins with is known to; in other texts it adds nothing.
        let least = if self.several {
            How::Words
        } else {
            How::Beginning
        };
        if ranked.how < least {
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
