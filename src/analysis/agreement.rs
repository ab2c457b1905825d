//! Who agrees with whom, and who conflicts: actors by actors, from the positions that each holds on
//! a day.
//!
//! The method is that of discourse network analysis (Philip Leifeld, "Discourse Network Analysis:
//! Policy Debates as Dynamic Networks", in: The Oxford Handbook of Political Networks, 2017; and the
//! manual of the program Discourse Network Analyzer): two actors are linked in the *congruence*
//! network as often as they take the same side of an issue, in the *conflict* network as often as
//! they take opposite sides, and the *subtract* network has the one less the other.
//!
//! Only what an actor holds in its own word has a side, and only support and oppose are sides. On
//! an issue on which something is recorded of both actors, and one of them has no side, the two
//! cannot be compared; that is counted apart ([`Pair`]), and never as agreement or conflict. So it
//! is with what was only possibly held on the day, and with an actor that holds two stances at
//! once. Nothing is weighed: an issue counts one, however important it is and however often
//! somebody spoke of it.
//!
//! Coalitions are found by average linkage. The likeness of two actors is their
//! (agree − conflict) / (agree + conflict), kept in billionths; it is not known where they share no
//! issue that can be compared. The likeness of two groups is the mean of those that are known
//! between a member of the one and a member of the other. Beginning with every actor alone, the two
//! groups that are most alike become one, as long as their mean is above 0; of several that are
//! equally alike, those that can be compared on the most issues, and then those with the earliest
//! members, in the order of the actors. A group of at least two is a coalition. That is a count of
//! positions, and does not say that its members act together.

use std::collections::HashMap;

use crate::library::RecordIx;
use crate::model::Stance;
use crate::model::date::Certainty;

use super::stances::{Cell, Matrix};

/// The page of the manual on it.
pub const MANUAL: &str = include_str!("../../assets/manual/agreement.md");

/// How many actors are compared at most, as each is with every other: those on which the most is
/// recorded.
pub const MOST: usize = 500;

/// One, in the unit of likeness.
const ONE: i64 = 1_000_000_000;

/// What is recorded of an actor on an issue, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// One stance, in its own word.
    Own(Stance),
    /// Nothing in its own word that was certainly held, but something that possibly was.
    Possibly(Stance),
    /// More than one stance, in its own word.
    Several,
    /// Nothing in its own word, but something that others say of it.
    NotOwn,
}

/// On which side of an issue somebody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    For,
    Against,
}

impl Entry {
    /// What a cell of the matrix of positions says; `None` where nothing was held on the day.
    pub fn of(cell: &Cell) -> Option<Self> {
        let Some(first) = cell.own.first() else {
            return (!cell.asserted.is_empty()).then_some(Self::NotOwn);
        };
        if cell.own.iter().any(|one| one.stance != first.stance) {
            return Some(Self::Several);
        }
        let is_certain = cell.own.iter().any(|one| one.held == Certainty::Certainly);
        Some(if is_certain {
            Self::Own(first.stance)
        } else {
            Self::Possibly(first.stance)
        })
    }

    const fn side(self) -> Option<Side> {
        match self {
            Self::Own(Stance::Support) => Some(Side::For),
            Self::Own(Stance::Oppose) => Some(Side::Against),
            _ => None,
        }
    }
}

/// How two actors stand to each other on an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// On opposite sides.
    Conflict,
    /// On the same side.
    Agree,
    /// One of them has no side.
    Incomparable,
}

impl Relation {
    fn of(one: Entry, other: Entry) -> Self {
        match (one.side(), other.side()) {
            (Some(one), Some(other)) if one == other => Self::Agree,
            (Some(_), Some(_)) => Self::Conflict,
            _ => Self::Incomparable,
        }
    }
}

/// On how many issues two actors stand how to each other.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pair {
    /// On the same side: the congruence network.
    pub agree: u32,
    /// On opposite sides: the conflict network.
    pub conflict: u32,
    /// Something is recorded of both, but they cannot be compared.
    pub incomparable: u32,
}

impl Pair {
    const fn add(&mut self, relation: Relation) {
        match relation {
            Relation::Agree => self.agree += 1,
            Relation::Conflict => self.conflict += 1,
            Relation::Incomparable => self.incomparable += 1,
        }
    }

    /// On how many issues they can be compared.
    pub const fn comparable(self) -> u32 {
        self.agree + self.conflict
    }

    /// On how many issues something is recorded of both.
    pub const fn shared(self) -> u32 {
        self.comparable() + self.incomparable
    }

    /// On how many issues more they agree than conflict: the subtract network.
    pub fn difference(self) -> i64 {
        i64::from(self.agree) - i64::from(self.conflict)
    }

    /// On which share of the issues on which they can be compared they agree, from 0 to 1.
    pub fn share(self) -> Option<f64> {
        let comparable = self.comparable();
        (comparable > 0).then(|| f64::from(self.agree) / f64::from(comparable))
    }

    /// From full conflict, −1, to full agreement, 1, in billionths, rounded to the nearest.
    fn likeness(self) -> Option<i64> {
        let comparable = i64::from(self.comparable());
        (comparable > 0).then(|| {
            let twice = 2 * ONE * self.difference();
            (twice + comparable * self.difference().signum()) / (2 * comparable)
        })
    }
}

/// An issue on which something is recorded of two actors.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The issue.
    pub issue: RecordIx,
    /// How the two stand to each other on it.
    pub relation: Relation,
    /// What is recorded of either.
    pub entries: [Entry; 2],
}

/// Actors by actors. An actor is a number here: its place among [`Agreement::actors`].
#[derive(Clone, Debug, Default)]
pub struct Agreement {
    /// The actors of which something is recorded on the day, in the order of the matrix.
    pub actors: Vec<RecordIx>,
    /// How many more there are than are compared.
    pub left_out: usize,
    /// The coalitions, the largest first; each with its members side by side as they came together.
    pub coalitions: Vec<Vec<usize>>,
    /// For each issue what is recorded of which actors, ascending.
    recorded: Vec<(RecordIx, Vec<(usize, Entry)>)>,
    /// The pairs of each actor with all before it, one actor after the other.
    pairs: Vec<Pair>,
}

/// Where the pair of two different actors stands.
const fn place(one: usize, other: usize) -> usize {
    let (first, second) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    second * second.saturating_sub(1) / 2 + first
}

impl Agreement {
    /// What follows from the positions of a day.
    pub fn of(matrix: &Matrix) -> Self {
        let mut agreement = Self::default();
        let mut counts: HashMap<RecordIx, usize> = HashMap::new();
        let cells = matrix.cells();
        let entries = cells.filter_map(|(key, cell)| Some((key, Entry::of(cell)?)));
        let entries: Vec<_> = entries.collect();
        for ((actor, _), _) in &entries {
            *counts.entry(*actor).or_default() += 1;
        }
        agreement.choose_actors(matrix, &counts);
        agreement.record(matrix, entries);
        agreement.count();
        agreement.coalitions = Groups::of(&agreement).coalitions();
        agreement
    }

    fn choose_actors(&mut self, matrix: &Matrix, counts: &HashMap<RecordIx, usize>) {
        let count = |actor: &RecordIx| counts.get(actor).copied().unwrap_or_default();
        let actors = matrix.actors.iter().copied().enumerate();
        let mut actors: Vec<_> = actors.filter(|(_, actor)| count(actor) > 0).collect();
        if actors.len() > MOST {
            self.left_out = actors.len() - MOST;
            actors.sort_by_key(|(_, actor)| std::cmp::Reverse(count(actor)));
            actors.truncate(MOST);
            actors.sort_by_key(|(at, _)| *at);
        }
        self.actors = actors.into_iter().map(|(_, actor)| actor).collect();
    }

    fn record(&mut self, matrix: &Matrix, entries: Vec<((RecordIx, RecordIx), Entry)>) {
        let number = |all: &[RecordIx]| -> HashMap<RecordIx, usize> {
            let all = all.iter().enumerate();
            all.map(|(at, ix)| (*ix, at)).collect()
        };
        let (actors, issues) = (number(&self.actors), number(&matrix.issues));
        self.recorded = matrix.issues.iter().map(|ix| (*ix, Vec::new())).collect();
        for ((actor, issue), entry) in entries {
            let places = actors.get(&actor).zip(issues.get(&issue));
            let list = places.and_then(|(actor, issue)| {
                let (_, list) = self.recorded.get_mut(*issue)?;
                Some((actor, list))
            });
            if let Some((actor, list)) = list {
                list.push((*actor, entry));
            }
        }
        for (_, list) in &mut self.recorded {
            list.sort_unstable_by_key(|(actor, _)| *actor);
        }
        self.recorded.retain(|(_, list)| !list.is_empty());
    }

    fn count(&mut self) {
        self.pairs = vec![Pair::default(); place(0, self.actors.len())];
        for (_, list) in &self.recorded {
            for (n, (other, theirs)) in list.iter().enumerate() {
                for (one, ours) in list.iter().take(n) {
                    if let Some(pair) = self.pairs.get_mut(place(*one, *other)) {
                        pair.add(Relation::of(*ours, *theirs));
                    }
                }
            }
        }
    }

    /// The place of an actor.
    pub fn find(&self, actor: RecordIx) -> Option<usize> {
        self.actors.iter().position(|one| *one == actor)
    }

    /// How two actors stand to each other; of an actor and itself nothing.
    pub fn pair(&self, one: usize, other: usize) -> Pair {
        let pair = (one != other).then(|| self.pairs.get(place(one, other)));
        pair.flatten().copied().unwrap_or_default()
    }

    /// The pairs of which something is recorded on the same issue, by their actors.
    pub fn pairs(&self) -> impl Iterator<Item = ((usize, usize), Pair)> + '_ {
        let all = (0..self.actors.len()).flat_map(|other| (0..other).map(move |one| (one, other)));
        let all = all.zip(self.pairs.iter().copied());
        all.filter(|(_, pair)| pair.shared() > 0)
    }

    /// What is recorded of an actor on the issue at a place among those recorded.
    fn entry(list: &[(usize, Entry)], actor: usize) -> Option<Entry> {
        let at = list.binary_search_by_key(&actor, |(one, _)| *one).ok()?;
        list.get(at).map(|(_, entry)| *entry)
    }

    /// The issues on which something is recorded of both: conflict, agreement, and what cannot be
    /// compared; each in the order of the issues.
    pub fn shared(&self, one: usize, other: usize) -> Vec<Shared> {
        let all = self.recorded.iter().filter_map(|(issue, list)| {
            let entries = [Self::entry(list, one)?, Self::entry(list, other)?];
            Some(Shared {
                issue: *issue,
                relation: Relation::of(entries[0], entries[1]),
                entries,
            })
        });
        let mut all: Vec<_> = all.collect();
        all.sort_by_key(|shared| shared.relation);
        all
    }

    /// The pairs that conflict on something, the sharpest first: on the most issues, then with the
    /// least agreement, then in the order of the actors.
    pub fn conflicts(&self) -> Vec<((usize, usize), Pair)> {
        let mut found: Vec<_> = self.pairs().filter(|(_, pair)| pair.conflict > 0).collect();
        found.sort_by_key(|(actors, pair)| (std::cmp::Reverse(pair.conflict), pair.agree, *actors));
        found
    }

    /// The actors with the members of each coalition beside each other, and behind them those that
    /// belong to none.
    pub fn clustered(&self) -> Vec<usize> {
        let mut order: Vec<usize> = self.coalitions.iter().flatten().copied().collect();
        let mut is_in = vec![false; self.actors.len()];
        for one in &order {
            if let Some(is_in) = is_in.get_mut(*one) {
                *is_in = true;
            }
        }
        let alone = is_in.iter().enumerate().filter(|(_, is_in)| !**is_in);
        order.extend(alone.map(|(one, _)| one));
        order
    }

    /// What the members of a group hold, issue by issue: how many are for it and how many against.
    /// Only issues on which at least two of them have a side.
    pub fn held_by(&self, group: &[usize]) -> Vec<(RecordIx, usize, usize)> {
        let all = self.recorded.iter().map(|(issue, list)| {
            let entries = group.iter().filter_map(|one| Self::entry(list, *one));
            let sides: Vec<_> = entries.filter_map(Entry::side).collect();
            let in_favour = sides.iter().filter(|side| **side == Side::For).count();
            (*issue, in_favour, sides.len() - in_favour)
        });
        all.filter(|(_, one, other)| one + other > 1).collect()
    }
}

/// How alike two groups are: the sum of the likenesses that are known between their members, how
/// many these are, and on how many issues they rest.
#[derive(Clone, Copy, Debug, Default)]
struct Link {
    sum: i64,
    count: i64,
    issues: u64,
}

impl Link {
    /// Whether the mean of this is above 0, and above that of another if there is one; or the same
    /// and rests on more issues.
    fn is_above(self, other: Option<Self>) -> bool {
        let Some(other) = other else {
            return self.sum > 0;
        };
        let product = |one: i64, other: i64| i128::from(one) * i128::from(other);
        let (ours, theirs) = (
            product(self.sum, other.count),
            product(other.sum, self.count),
        );
        self.sum > 0 && (ours, self.issues) > (theirs, other.issues)
    }
}

/// Groups that are still apart. A group has the number of its first member.
struct Groups {
    members: Vec<Vec<usize>>,
    /// The links of each group with all before it, one after the other.
    links: Vec<Link>,
    /// Of each group, the later one that is most like it, if any is like it at all.
    best: Vec<Option<usize>>,
}

impl Groups {
    fn of(agreement: &Agreement) -> Self {
        let link = |pair: &Pair| {
            pair.likeness().map_or(Link::default(), |likeness| Link {
                sum: likeness,
                count: 1,
                issues: u64::from(pair.comparable()),
            })
        };
        let count = agreement.actors.len();
        let mut groups = Self {
            members: (0..count).map(|one| vec![one]).collect(),
            links: agreement.pairs.iter().map(link).collect(),
            best: vec![None; count],
        };
        for one in 0..count {
            groups.look_for_best(one);
        }
        groups
    }

    fn link(&self, one: usize, other: usize) -> Link {
        self.links
            .get(place(one, other))
            .copied()
            .unwrap_or_default()
    }

    fn is_there(&self, one: usize) -> bool {
        self.members
            .get(one)
            .is_some_and(|members| !members.is_empty())
    }

    fn best(&self, one: usize) -> Option<usize> {
        self.best.get(one).copied().flatten()
    }

    fn set_best(&mut self, one: usize, best: Option<usize>) {
        if let Some(slot) = self.best.get_mut(one) {
            *slot = best;
        }
    }

    fn look_for_best(&mut self, one: usize) {
        let mut best: Option<(usize, Link)> = None;
        for other in one + 1..self.members.len() {
            let link = self.link(one, other);
            if self.is_there(other) && link.is_above(best.map(|(_, link)| link)) {
                best = Some((other, link));
            }
        }
        self.set_best(one, best.map(|(other, _)| other));
    }

    /// The two that are most alike, if any are alike at all.
    fn closest(&self) -> Option<(usize, usize)> {
        let mut closest: Option<((usize, usize), Link)> = None;
        for one in (0..self.members.len()).filter(|one| self.is_there(*one)) {
            let Some(other) = self.best(one) else {
                continue;
            };
            let link = self.link(one, other);
            if link.is_above(closest.map(|(_, link)| link)) {
                closest = Some(((one, other), link));
            }
        }
        closest.map(|(both, _)| both)
    }

    /// Makes one group of two; `into` is the earlier.
    fn join(&mut self, into: usize, from: usize) {
        let members = self.members.get_mut(from).map(std::mem::take);
        if let Some(group) = self.members.get_mut(into) {
            group.extend(members.unwrap_or_default());
        }
        for third in (0..self.members.len()).filter(|third| *third != into && *third != from) {
            let added = self.link(third, from);
            if let Some(link) = self.links.get_mut(place(third, into)) {
                link.sum += added.sum;
                link.count += added.count;
                link.issues += added.issues;
            }
        }
        for one in (0..from)
            .filter(|one| self.is_there(*one))
            .collect::<Vec<_>>()
        {
            let best = self.best(one);
            if one == into || best == Some(into) || best == Some(from) {
                self.look_for_best(one);
            } else if one < into {
                let link = self.link(one, into);
                let known = best.map(|best| self.link(one, best));
                let is_earlier = best.is_some_and(|best| into < best);
                let is_as_good = known.is_some_and(|known| !known.is_above(Some(link)));
                if link.is_above(known) || (is_earlier && is_as_good) {
                    self.set_best(one, Some(into));
                }
            }
        }
    }

    fn coalitions(mut self) -> Vec<Vec<usize>> {
        while let Some((into, from)) = self.closest() {
            self.join(into, from);
        }
        let mut found = self.members;
        found.retain(|members| members.len() > 1);
        found.sort_by_key(|members| std::cmp::Reverse(members.len()));
        found
    }
}

#[cfg(test)]
mod tests;
