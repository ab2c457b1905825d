//! Searching all records at once: the best first, while somebody types.
//!
//! What a query finds is what it selects. How good a record is depends on the words that are asked
//! for: first where they stand (see [`How`]), then how rare they are, as in BM25 (Robertson and
//! Zaragoza, “The Probabilistic Relevance Framework”, 2009) with each record as one short document
//! in which a word counts once, weighted by the field it stands in; then the newer.

mod known;
mod marked;
mod rank;
mod shown;
mod similar;
#[cfg(test)]
mod tests;

use crate::model::RecordKind;
use crate::query::{Expr, Query, Test, Text};

use super::asked::{Answer, plan};
use super::index::{Extent, Plan, Scan, Shards, Texts};
use super::words::Stands;
use super::{Library, RecordIx, Scope, Verdicts};

pub(super) use known::Known;
pub use marked::{Field, Line, Marker, TextPlace};
pub use shown::{Findings, Shown};

const KINDS: usize = RecordKind::ALL.len();

/// What is looked for, and how far.
#[derive(Clone, Copy)]
pub struct Search<'a> {
    /// What is looked for.
    pub query: &'a Query,
    /// Where.
    pub scope: Scope,
    /// How the words of quotations stand, for queries that ask for that.
    pub verdicts: &'a Verdicts,
    /// No more than so many of the best are told one by one.
    pub limit: usize,
    /// Whether nobody waits for the answer any more.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hits {
    /// The best, in order.
    pub hits: Vec<Hit>,
    /// How many records were found of each kind, in the order of [`RecordKind::ALL`].
    pub counts: [usize; KINDS],
    /// How many of them meet the query only possibly, because of their dates.
    pub uncertain: usize,
    /// The places of the briefings whose titles have all the words.
    pub briefings: Vec<usize>,
    /// How many records have not been searched yet for words.
    pub missing: usize,
    /// How many texts of sources have not.
    pub missing_texts: usize,
}

/// A record that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// It.
    pub ix: RecordIx,
    /// How it answers to the words.
    pub how: How,
    /// Whether it certainly meets the query.
    pub sure: bool,
}

/// How a record answers to the words that are looked for; the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// It does not have them, but is called something similar.
    Similar,
    /// Some stand in what else is said of it, or it is of somebody who is called so; or no words
    /// are looked for.
    Elsewhere,
    /// All stand in its names, its title or its words.
    Words,
    /// They stand there one after the other.
    Phrase,
    /// A name or title of it begins so, or somebody's name has the word.
    Beginning,
    /// A name or title of it is that.
    Name,
}

impl Hits {
    /// How many records were found.
    pub fn total(&self) -> usize {
        self.counts.iter().sum()
    }

    /// How many records of a kind were found.
    pub fn count(&self, kind: RecordKind) -> usize {
        self.counts.get(kind as usize).copied().unwrap_or(0)
    }
}

/// How far the words of a library are indexed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indexed {
    /// How many records are not yet.
    pub missing: usize,
    /// How many texts of sources are not yet.
    pub missing_texts: usize,
    /// What the index takes in memory, in bytes.
    pub bytes: usize,
}

/// The words of a query that are wanted.
struct Wanted {
    plans: Vec<Plan>,
    /// All of them one after the other.
    whole: Plan,
    /// Whether nothing else is asked.
    alone: bool,
}

impl Wanted {
    fn of(query: &Query) -> Self {
        let mut wanted = Self {
            plans: Vec::new(),
            whole: Plan::new(String::new(), Stands::AtStart),
            alone: true,
        };
        if let Some(expr) = query.expr() {
            wanted.add(expr);
        }
        let needles = wanted.plans.iter().map(|plan| plan.needle.as_str());
        let joined = needles.collect::<Vec<_>>().join(" ");
        wanted.whole = Plan::new(joined, Stands::AtStart);
        wanted
    }

    fn add(&mut self, expr: &Expr) {
        match expr {
            Expr::All(parts) | Expr::Any(parts) => {
                for part in parts {
                    self.add(part);
                }
                self.alone &= matches!(expr, Expr::All(_));
            }
            Expr::Not(_) => self.alone = false,
            Expr::Term(term) => match &term.test {
                Test::Text(text) if !is_blank(text) => self.plans.push(plan(text)),
                _ => self.alone = false,
            },
        }
    }

    /// Whether words are all that is asked for, and all of them.
    fn are_all(&self) -> bool {
        self.alone && !self.plans.is_empty()
    }
}

fn is_blank(text: &Text) -> bool {
    let (Text::Word(text) | Text::Phrase(text)) = text;
    text.trim().is_empty()
}

impl Library {
    /// Indexes the words of all records, so that nothing that is asked for later has to wait for
    /// it. Nothing more is begun once `stop` says so. What is indexed stays so in the next snapshot
    /// of the library.
    pub fn index(&self, stop: &dyn Fn() -> bool) {
        self.records().index(stop);
    }

    /// The same for the stored texts of all sources, which are read for it.
    pub fn index_texts(&self, stop: &(dyn Fn() -> bool + Sync)) {
        let read = |ix| self.words_of(RecordIx(ix));
        self.records().index_texts(&read, stop);
    }

    /// How far the words of all records are indexed.
    pub fn indexed(&self) -> Indexed {
        let shards = Shards::of(self.records(), Extent::Indexed, &|| false);
        let texts = Texts::of(self.records(), Extent::Indexed, &|_| None, &|| false);
        Indexed {
            missing: shards.missing(),
            missing_texts: texts.missing(),
            bytes: shards.size() + texts.size(),
        }
    }

    /// Finds the records that meet a query, the best first. Where only some are indexed, tells
    /// first what was found in those, while the others are read. `None` where it was stopped; the
    /// empty query finds nothing.
    ///
    /// Of records that answer alike, the best are chosen among a few thousand.
    pub fn search(&self, search: &Search<'_>, tell: &mut dyn FnMut(Hits)) -> Option<Hits> {
        let wanted = Wanted::of(search.query);
        let read = |ix| self.words_of(RecordIx(ix));
        let index = |extent| {
            let shards = Shards::of(self.records(), extent, search.stop);
            let texts = Texts::of(self.records(), extent, &read, search.stop);
            (shards, texts)
        };
        let (shards, texts) = index(Extent::Indexed);
        let (missing, missing_texts) = (shards.missing(), texts.missing());
        if missing < self.records().len() && missing + missing_texts > 0 {
            let hits = self.hits(search, &wanted, (shards, texts));
            if (search.stop)() {
                return None;
            }
            tell(Hits {
                missing,
                missing_texts,
                ..hits
            });
        }
        let hits = self.hits(search, &wanted, index(Extent::All));
        (!(search.stop)()).then_some(hits)
    }

    fn hits(&self, search: &Search<'_>, wanted: &Wanted, index: (Shards<'_>, Texts<'_>)) -> Hits {
        let asked = (search.query, search.scope);
        let Some(answer) = self.answer(asked, search.verdicts, index) else {
            return Hits::default();
        };
        let mut hits = Hits {
            counts: self.counts_by_kind(&answer),
            briefings: self.titled(search.scope, wanted),
            ..Hits::default()
        };
        hits.uncertain = answer.met.count() - answer.sure.count();
        hits.hits = self.best(search, wanted, &answer);
        if hits.total() < similar::FEW && wanted.are_all() {
            hits.hits.extend(self.similar(search, wanted, &hits.hits));
        }
        hits
    }

    fn counts_by_kind(&self, answer: &Answer) -> [usize; KINDS] {
        RecordKind::ALL.map(|kind| {
            let all = self.of_kind(kind);
            all.map_or(0, |all| answer.met.count_both(all))
        })
    }

    /// The places of the briefings whose titles have all the words.
    fn titled(&self, scope: Scope, wanted: &Wanted) -> Vec<usize> {
        if !wanted.are_all() {
            return Vec::new();
        }
        let scans: Vec<_> = wanted.plans.iter().map(Scan::new).collect();
        let mut places: Vec<_> = self.places(scope).collect();
        let titles = self.titles();
        places.retain(|at| {
            let title = titles.get(*at);
            title.is_some_and(|title| scans.iter().all(|scan| scan.folded_text(title).is_some()))
        });
        places
    }
}
