//! Who held which position on what, on a day: over one briefing or many, from their columns.
//!
//! A position is held from its `from`, or where that is not said, from the first day of what shows
//! it; without either, from the beginning. It is held until its `to`, or until the actor takes
//! another in its own word on the same issue, where both say since when: that somebody was quoted
//! later with something else does not make the first a thing of the past. Where dates are not
//! exactly known it is told that a position was only possibly held.
//!
//! What one actor says of another's position is kept apart from what that actor says itself
//! ([`Word`]): "A says that B agrees" is not B's stance.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use crate::library::records::NO_DAY;
use crate::library::{Library, RecordIx, Records, Scope, Selection, Standing, Verdicts};
use crate::model::date::{Bounds, Certainty, DayRange};
use crate::model::{RecordKind, Stance};

/// Whose word a position rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    /// The actor's own, or that of one of its people.
    Own,
    /// Somebody else's, who says so of the actor.
    Others,
    /// Nobody's: no evidence is given, or none that anybody spoke or published.
    Nobodys,
}

/// What shows a position, by how its words stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Quotations whose words stand as they are quoted, in the source's text or an account of it.
    pub verified: usize,
    /// Of these, those that were checked against somebody's own account of the source.
    pub in_account: usize,
    /// Quotations whose words do not, or could not be checked.
    pub unverified: usize,
    /// Quotations that are not checked yet.
    pub pending: usize,
    /// Everything else: events, figures, points, paraphrases.
    pub others: usize,
}

impl Evidence {
    /// How many pieces there are.
    pub const fn pieces(self) -> usize {
        self.verified + self.unverified + self.pending + self.others
    }
}

/// A position that an actor holds, or is said to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holding {
    /// The position.
    pub position: RecordIx,
    /// The attitude to the issue's question.
    pub stance: Stance,
    /// Whose word it rests on.
    pub word: Word,
    /// What shows it.
    pub evidence: Evidence,
    /// Whether it was held on the day that is asked for.
    pub held: Certainty,
    /// The first day it is known from, as a day of the common era; [`NO_DAY`] where that is not known.
    pub since: i32,
}

/// What is known of an actor on an issue, on a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// The positions held in the actor's own word, the latest first.
    pub own: Vec<Holding>,
    /// The positions that others assert of it, or that nothing shows, the latest first.
    pub asserted: Vec<Holding>,
    /// The positions in its own word that it no longer held, the latest first.
    pub before: Vec<Holding>,
    /// How many positions are only held later.
    pub later: usize,
}

impl Cell {
    /// The actor's own stance; `None` where it has none.
    pub fn stance(&self) -> Option<Stance> {
        self.own.first().map(|own| own.stance)
    }

    /// Whether the actor's own stance was another before.
    pub fn has_changed(&self) -> bool {
        let now = self.stance();
        let before = self.before.first().map(|before| before.stance);
        now.is_some() && before.is_some() && now != before
    }

    /// Whether nothing at all is known on the day.
    pub const fn is_empty(&self) -> bool {
        self.own.is_empty() && self.asserted.is_empty() && self.before.is_empty()
    }
}

/// Actors by issues, with what each held on a day.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// The actors that hold something, each once: the record that stands for it.
    pub actors: Vec<RecordIx>,
    /// The issues on which something is held, each once.
    pub issues: Vec<RecordIx>,
    cells: HashMap<(RecordIx, RecordIx), Cell, foldhash::fast::RandomState>,
}

/// What is asked of the positions.
#[derive(Clone, Copy)]
pub struct Question<'a> {
    /// The briefings.
    pub library: &'a Library,
    /// Which of them.
    pub scope: Scope,
    /// What is listed of them: positions outside it are passed over.
    pub selection: &'a Selection,
    /// How the words of the evidence stand.
    pub verdicts: &'a Verdicts,
    /// The day; `None` for the last that the briefings describe.
    pub day: Option<NaiveDate>,
}

/// A position with what decides when it is held.
struct Taken {
    holding: Holding,
    /// Whether it says itself since when.
    is_dated: bool,
    from: Option<Bounds>,
    until: Option<Bounds>,
}

impl Question<'_> {
    fn records(&self) -> &Records {
        self.library.records()
    }

    /// The record that stands for all of the same actor or issue.
    pub(super) fn head(&self, ix: RecordIx) -> RecordIx {
        match self.scope {
            Scope::One(_) => ix,
            Scope::All => self.library.identities().head(ix),
        }
    }

    /// The day that is asked for.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day.or_else(|| {
            let card = |at: usize| Some(self.library.card(at)?.as_of);
            match self.scope {
                Scope::One(at) => card(at),
                Scope::All => (0..self.library.entries().len()).filter_map(card).max(),
            }
        })
    }

    /// What shows a position.
    fn evidence(&self, position: RecordIx) -> Evidence {
        let mut found = Evidence::default();
        for piece in self.records().evidence(position) {
            if self.records().kind(piece) != Some(RecordKind::Quote) {
                found.others += 1;
                continue;
            }
            match self.verdicts.standing(self.library, piece) {
                Standing::Pending => found.pending += 1,
                Standing::NotAsked => found.others += 1,
                Standing::InSource(verdict) if verdict.is_verified() => found.verified += 1,
                Standing::InAccount(verdict) if verdict.is_verified() => {
                    found.verified += 1;
                    found.in_account += 1;
                }
                Standing::InSource(_) | Standing::InAccount(_) => found.unverified += 1,
            }
        }
        found
    }

    /// Whose word a position of an actor rests on.
    pub fn word(&self, position: RecordIx, actor: RecordIx) -> Word {
        let records = self.records();
        let mut voices = records.voices(position);
        let is_own = |voice: RecordIx| {
            voice == actor || records.members(actor).any(|member| member == voice)
        };
        if voices.len() == 0 {
            Word::Nobodys
        } else if voices.any(is_own) {
            Word::Own
        } else {
            Word::Others
        }
    }

    /// Since when a position is known to be held: what is said, or the first of what shows it.
    fn since(&self, position: RecordIx) -> Option<Bounds> {
        let own = self.records().bounds(position).copied();
        own.or_else(|| {
            let evidence = self.records().evidence(position);
            let dated = evidence.filter(|one| self.records().days(*one).0 != NO_DAY);
            let first = dated.min_by_key(|one| self.records().days(*one))?;
            self.records().bounds(first).copied()
        })
    }

    /// The positions of the scope that the selection lists, by actor and issue.
    fn taken(&self) -> BTreeMap<(RecordIx, RecordIx), Vec<Taken>> {
        let mut taken: BTreeMap<_, Vec<Taken>> = BTreeMap::new();
        for position in self.selection.rows(RecordKind::Position) {
            let position = *position;
            let Some(stance) = self.records().stance(position) else {
                continue;
            };
            let Some(issue) = self.records().issues(position).next() else {
                continue;
            };
            let (from, until) = (
                self.since(position),
                self.records().until(position).copied(),
            );
            let since = from.map_or(NO_DAY, |from| from.days()[0]);
            let evidence = self.evidence(position);
            for actor in self.records().actors(position) {
                let holding = Holding {
                    position,
                    stance,
                    word: self.word(position, actor),
                    evidence,
                    held: Certainty::Certainly,
                    since,
                };
                let key = (self.head(actor), self.head(issue));
                taken.entry(key).or_default().push(Taken {
                    holding,
                    is_dated: self.records().bounds(position).is_some(),
                    from,
                    until,
                });
            }
        }
        taken
    }
}

impl Taken {
    /// Whether it was held on a day: `None` where it was only held later.
    fn on(&self, day: NaiveDate) -> Option<Certainty> {
        let upto = DayRange {
            from: None,
            to: Some(day),
        };
        let after = DayRange {
            from: Some(day),
            to: None,
        };
        let begun = self
            .from
            .map_or(Certainty::Certainly, |from| begun(&from, upto));
        let lasts = self
            .until
            .map_or(Certainty::Certainly, |until| lasts(&until, after));
        (begun != Certainty::Never).then(|| begun.min(lasts))
    }
}

/// Whether something that began at a date had begun by the end of some days.
fn begun(from: &Bounds, upto: DayRange) -> Certainty {
    let [lo, hi, ..] = from.days();
    let day = upto.to.map_or(i32::MAX, |day| day.num_days_from_ce());
    certainty(lo <= day, hi <= day)
}

/// Whether something that ended at a date still was on the first of some days.
fn lasts(until: &Bounds, after: DayRange) -> Certainty {
    let [_, _, lo, hi] = until.days();
    let day = after.from.map_or(i32::MIN, |day| day.num_days_from_ce());
    certainty(hi >= day, lo >= day)
}

const fn certainty(possibly: bool, certainly: bool) -> Certainty {
    match (possibly, certainly) {
        (false, _) => Certainty::Never,
        (true, false) => Certainty::Possibly,
        (true, true) => Certainty::Certainly,
    }
}

impl Matrix {
    /// What each actor held on each issue. Actors and issues stand in the order of the files; of
    /// several briefings, in that of the library.
    pub fn of(question: &Question<'_>) -> Self {
        let mut matrix = Self::default();
        let day = question.day();
        for ((actor, issue), taken) in question.taken() {
            let cell = cell(taken, day);
            matrix.actors.push(actor);
            matrix.issues.push(issue);
            matrix.cells.insert((actor, issue), cell);
        }
        for all in [&mut matrix.actors, &mut matrix.issues] {
            let place = |ix: &RecordIx| (question.records().briefing(*ix), *ix);
            all.sort_by_key(place);
            all.dedup();
        }
        matrix
    }

    /// Keeps so many actors and issues at most, those on which the most is known, in their order.
    /// Returns how many of each are left out.
    pub fn keep_most(&mut self, (actors, issues): (usize, usize)) -> (usize, usize) {
        let of_actors = tally(self.cells.keys().map(|(actor, _)| *actor));
        let left_out = most(&mut self.actors, &of_actors, actors);
        if left_out > 0 {
            let kept: HashSet<_> = self.actors.iter().copied().collect();
            self.cells.retain(|(actor, _), _| kept.contains(actor));
        }
        let of_issues = tally(self.cells.keys().map(|(_, issue)| *issue));
        let left_out = (left_out, most(&mut self.issues, &of_issues, issues));
        if left_out.1 > 0 {
            let kept: HashSet<_> = self.issues.iter().copied().collect();
            self.cells.retain(|(_, issue), _| kept.contains(issue));
        }
        left_out
    }

    /// What is known of an actor on an issue; `None` where nothing is.
    pub fn cell(&self, actor: RecordIx, issue: RecordIx) -> Option<&Cell> {
        self.cells.get(&(actor, issue))
    }

    /// What is known, by actor and issue, in no order.
    pub fn cells(&self) -> impl Iterator<Item = ((RecordIx, RecordIx), &Cell)> {
        self.cells.iter().map(|(key, cell)| (*key, cell))
    }

    /// On how many issues something is known of an actor.
    pub fn activity(&self, actor: RecordIx) -> usize {
        let issues = self.issues.iter();
        issues
            .filter(|issue| self.cell(actor, **issue).is_some())
            .count()
    }

    /// How many actors something is known of on an issue.
    pub fn attention(&self, issue: RecordIx) -> usize {
        let actors = self.actors.iter();
        actors
            .filter(|actor| self.cell(**actor, issue).is_some())
            .count()
    }

    /// The days on which something changes, ascending, as days of the common era.
    pub fn days(&self) -> Vec<i32> {
        let all = self.cells.values();
        let all = all.flat_map(|cell| cell.own.iter().chain(&cell.asserted).chain(&cell.before));
        let mut days: Vec<_> = all
            .map(|one| one.since)
            .filter(|day| *day != NO_DAY)
            .collect();
        days.sort_unstable();
        days.dedup();
        days
    }
}

/// How often each comes.
fn tally(items: impl Iterator<Item = RecordIx>) -> HashMap<RecordIx, usize> {
    let mut tally = HashMap::new();
    for item in items {
        *tally.entry(item).or_default() += 1;
    }
    tally
}

/// Keeps the items of which the most is known, so many at most, in their order; of several the first.
/// Returns how many are left out.
fn most(items: &mut Vec<RecordIx>, known: &HashMap<RecordIx, usize>, most: usize) -> usize {
    let left_out = items.len().saturating_sub(most);
    if left_out > 0 {
        let mut places: Vec<_> = items.drain(..).enumerate().collect();
        let known = |ix: &RecordIx| known.get(ix).copied().unwrap_or_default();
        places.sort_by_key(|(_, ix)| std::cmp::Reverse(known(ix)));
        places.truncate(most);
        places.sort_unstable();
        items.extend(places.into_iter().map(|(_, ix)| ix));
    }
    left_out
}

/// What of the positions of one actor on one issue was held on a day.
fn cell(mut taken: Vec<Taken>, day: Option<NaiveDate>) -> Cell {
    let mut cell = Cell::default();
    // The latest first; what has no date is older than all that have.
    taken.sort_by_key(|one| {
        let since = one.holding.since;
        let since = if since == NO_DAY { i32::MIN } else { since };
        std::cmp::Reverse((since, one.holding.position))
    });
    let mut newer: Option<(i32, Stance)> = None;
    for one in taken {
        let held = day.map_or(Some(Certainty::Certainly), |day| one.on(day));
        let Some(held) = held else {
            cell.later += 1;
            continue;
        };
        let holding = Holding {
            held,
            ..one.holding
        };
        if holding.word != Word::Own {
            if held != Certainty::Never {
                cell.asserted.push(holding);
            }
            continue;
        }
        // What is only possibly newer leaves the one before it standing beside it.
        let is_past = newer.is_some_and(|(since, stance)| {
            one.is_dated && since > holding.since && stance != holding.stance
        });
        if held == Certainty::Never || is_past {
            cell.before.push(holding);
            continue;
        }
        if held == Certainty::Certainly && one.is_dated {
            newer = newer.or(Some((holding.since, holding.stance)));
        }
        cell.own.push(holding);
    }
    cell
}

impl Matrix {
    /// Puts the actors with the most positions first, and the issues with the most actors.
    pub fn sort_by_count(&mut self) {
        let mut actors = std::mem::take(&mut self.actors);
        let mut issues = std::mem::take(&mut self.issues);
        let count = |actor: RecordIx, issue: RecordIx| {
            usize::from(self.cells.contains_key(&(actor, issue)))
        };
        let of_actor = |actor: &RecordIx| {
            issues
                .iter()
                .map(|issue| count(*actor, *issue))
                .sum::<usize>()
        };
        actors.sort_by_cached_key(|actor| std::cmp::Reverse(of_actor(actor)));
        let of_issue = |issue: &RecordIx| {
            actors
                .iter()
                .map(|actor| count(*actor, *issue))
                .sum::<usize>()
        };
        issues.sort_by_cached_key(|issue| std::cmp::Reverse(of_issue(issue)));
        (self.actors, self.issues) = (actors, issues);
    }

    /// Puts actors beside each other that hold much alike, and issues on which much alike is held:
    /// beginning with the busiest, each time the one that is most like the last.
    pub fn sort_by_likeness(&mut self) {
        let side = |actor: RecordIx, issue: RecordIx| {
            let stance = self.cell(actor, issue).and_then(Cell::stance);
            match stance {
                Some(Stance::Support) => 1_i32,
                Some(Stance::Oppose) => -1,
                _ => 0,
            }
        };
        let rows: Vec<Vec<i32>> = self
            .actors
            .iter()
            .map(|actor| {
                self.issues
                    .iter()
                    .map(|issue| side(*actor, *issue))
                    .collect()
            })
            .collect();
        let columns: Vec<Vec<i32>> = self
            .issues
            .iter()
            .map(|issue| {
                self.actors
                    .iter()
                    .map(|actor| side(*actor, *issue))
                    .collect()
            })
            .collect();
        self.actors = chained(&rows, &self.actors);
        self.issues = chained(&columns, &self.issues);
    }
}

/// Items in a chain in which each is followed by the one most like it, of those that are left.
fn chained(vectors: &[Vec<i32>], items: &[RecordIx]) -> Vec<RecordIx> {
    let likeness = |a: &[i32], b: &[i32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<i32>();
    let busy = |vector: &[i32]| vector.iter().map(|one| one.abs()).sum::<i32>();
    let mut left: Vec<(&[i32], RecordIx)> = vectors
        .iter()
        .map(Vec::as_slice)
        .zip(items.iter().copied())
        .collect();
    let mut chain: Vec<RecordIx> = Vec::with_capacity(left.len());
    let mut last: Option<&[i32]> = None;
    while !left.is_empty() {
        let rank = |(_, (vector, _)): &(usize, &(&[i32], RecordIx))| {
            last.map_or_else(|| busy(vector), |last| likeness(last, vector))
        };
        // Of several that are alike, the first.
        let best = left.iter().enumerate().rev().max_by_key(rank);
        let Some(at) = best.map(|(at, _)| at) else {
            break;
        };
        let (vector, item) = left.remove(at);
        chain.push(item);
        last = Some(vector);
    }
    chain
}

#[cfg(test)]
mod tests;
