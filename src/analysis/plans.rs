//! Versions of one plan beside each other: what became of each point, and who objected to it.
//!
//! A plan is the proposals that supersede each other. Of its points a version says itself which
//! earlier ones it replaces; only where a version says so of no point at all are its points laid to
//! those of the version before by their text, and only where that is the same. What reads alike and
//! is not said to be the same is never taken for it: it was dropped there and added here.
//!
//! Of most plans not all points are given. That a point was added, or dropped, is certain only
//! where all points of the other version are.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::model::date::Certainty;
use crate::model::{Actor, ActorId, Briefing, Point, Position, Proposal, RecordId, Stance};
use crate::text::fold::quotation;

/// Where a point stands: the row of its proposal, and its own among the points of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The proposal's row.
    pub proposal: usize,
    /// The point's row in it.
    pub point: usize,
}

/// The versions of one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The rows of the proposals; what is superseded stands before what supersedes it.
    pub versions: Vec<usize>,
    /// Points and what became of them, each row with as many cells as there are versions.
    pub rows: Vec<Vec<Cell>>,
}

/// What a version has of what a row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is to be told.
    #[default]
    Nothing,
    /// A point.
    Point(Fate),
    /// No point, where an earlier version has one.
    Without {
        /// The last point of the row.
        earlier: Place,
        /// What is known of it in this version.
        why: Why,
    },
}

/// Why a version has no point where an earlier one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No later version of the plan has it. That is only possibly so where not all points of this
    /// version are given.
    Dropped(Certainty),
    /// It is not among the points of this version, and a later one has it again.
    Passed,
    /// It went into points that stand in other rows.
    Into(Vec<Place>),
    /// None of the points of this version is given.
    NotGiven,
}

/// What became of points in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// It says the same.
    Kept,
    /// It says something else.
    Reworded,
    /// It has another number.
    Moved,
    /// It takes the place of several.
    Merged,
    /// It is one of several in one version that take the place of one.
    Split,
    /// It is in no later version.
    Dropped,
    /// Nothing is said to have stood there before.
    Added,
    /// It has bracketed variants.
    Bracketed,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 8] = [
        Self::Kept,
        Self::Reworded,
        Self::Moved,
        Self::Merged,
        Self::Split,
        Self::Dropped,
        Self::Added,
        Self::Bracketed,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Reworded => "reworded",
            Self::Moved => "moved",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Bracketed => "bracketed",
        }
    }
}

/// What became of a point on its way into a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The point.
    pub at: Place,
    /// The points that it takes the place of, in this plan or another.
    pub from: Vec<Place>,
    /// Of these, the one that it is compared with.
    pub before: Option<Place>,
    /// What is said of it.
    pub marks: Vec<Mark>,
    /// How sure it is that it was added, where it was.
    pub added: Certainty,
    /// Whether what it takes the place of is said by the briefing, or follows from equal texts.
    pub known: Known,
}

/// How it is known what a point takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The briefing says so.
    Said,
    /// The texts are the same, and the briefing says nothing of any point of the version.
    Alike,
}

/// How many points of a version are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// None; how many there are may be known.
    None(Option<u32>),
    /// Some, of so many.
    Some(usize, u32),
    /// Some; how many there are is not known.
    AtLeast(usize),
    /// All.
    All(usize),
}

/// How many points of a proposal are given.
pub fn given(proposal: &Proposal) -> Given {
    let known = proposal.points.len();
    match proposal.size {
        size if known == 0 => Given::None(size),
        None => Given::AtLeast(known),
        Some(size) if (known as u64) < u64::from(size) => Given::Some(known, size),
        Some(_) => Given::All(known),
    }
}

/// The point at a place, with its proposal.
pub fn point(briefing: &Briefing, at: Place) -> Option<(&Proposal, &Point)> {
    let proposal = briefing.proposals.get(at.proposal)?;
    Some((proposal, proposal.points.get(at.point)?))
}

/// The plans of a briefing, in the order of the file.
pub fn plans(briefing: &Briefing) -> Vec<Plan> {
    let links = Links::of(briefing);
    let chains = chains(briefing, &links.earlier);
    let plans = chains.into_iter().map(|versions| {
        let weave = Weave::new(briefing, &links, &versions);
        Plan {
            rows: weave.rows(),
            versions,
        }
    });
    plans.collect()
}

/// The proposals that supersede each other, each once.
fn chains(briefing: &Briefing, earlier: &[Option<usize>]) -> Vec<Vec<usize>> {
    // The first of the chain of each proposal, and how far from it the proposal stands.
    let mut known: Vec<Option<(usize, usize)>> = vec![None; briefing.proposals.len()];
    for row in 0..known.len() {
        let mut open = vec![row];
        let mut at = row;
        let (first, depth) = loop {
            if let Some(found) = known.get(at).copied().flatten() {
                open.pop();
                break found;
            }
            match earlier.get(at).copied().flatten() {
                // A chain that came back to where it began would end there.
                Some(up) if open.len() <= known.len() => {
                    at = up;
                    open.push(up);
                }
                _ => {
                    open.pop();
                    if let Some(one) = known.get_mut(at) {
                        *one = Some((at, 0));
                    }
                    break (at, 0);
                }
            }
        };
        for (steps, one) in open.into_iter().rev().enumerate() {
            if let Some(one) = known.get_mut(one) {
                *one = one.or(Some((first, depth + steps + 1)));
            }
        }
    }
    let mut chains: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (row, found) in known.into_iter().enumerate() {
        let (first, depth) = found.unwrap_or((row, 0));
        chains.entry(first).or_default().push((depth, row));
    }
    let mut chains: Vec<_> = chains.into_values().collect();
    for chain in &mut chains {
        chain.sort_unstable();
    }
    chains.sort_by_key(|chain| chain.iter().map(|(_, row)| *row).min());
    let rows = |chain: Vec<(usize, usize)>| chain.into_iter().map(|(_, row)| row).collect();
    chains.into_iter().map(rows).collect()
}

/// Which points take the place of which.
#[derive(Default)]
struct Links {
    /// The row of what each proposal supersedes.
    earlier: Vec<Option<usize>>,
    /// What each point takes the place of.
    from: HashMap<Place, Vec<Place>>,
    /// What takes the place of each point.
    into: HashMap<Place, Vec<Place>>,
    /// Proposals whose points are laid to others by their text.
    alike: BTreeSet<usize>,
}

impl Links {
    fn of(briefing: &Briefing) -> Self {
        let mut links = Self::default();
        let mut places = HashMap::new();
        let mut rows = HashMap::new();
        for (row, proposal) in briefing.proposals.iter().enumerate() {
            rows.insert(&proposal.id, row);
            for (point, one) in proposal.points.iter().enumerate() {
                let at = Place {
                    proposal: row,
                    point,
                };
                places.insert(&one.id, at);
            }
        }
        let up = |proposal: &Proposal| proposal.supersedes.as_ref().and_then(|id| rows.get(id));
        links.earlier = briefing
            .proposals
            .iter()
            .map(|one| up(one).copied())
            .collect();
        for (row, proposal) in briefing.proposals.iter().enumerate() {
            if proposal.points.iter().all(|one| one.replaces.is_empty()) {
                links.by_text(briefing, row);
                continue;
            }
            for (point, one) in proposal.points.iter().enumerate() {
                let at = Place {
                    proposal: row,
                    point,
                };
                for from in one.replaces.iter().filter_map(|id| places.get(id)) {
                    // A point does not take the place of one that stands beside it.
                    if from.proposal != row {
                        links.add(*from, at);
                    }
                }
            }
        }
        links
    }

    fn add(&mut self, from: Place, into: Place) {
        let all = self.from.entry(into).or_default();
        if !all.contains(&from) {
            all.push(from);
            self.into.entry(from).or_default().push(into);
        }
    }

    /// Lays the points of a proposal to those of the one before that say the same, each to one.
    fn by_text(&mut self, briefing: &Briefing, row: usize) {
        let before = self.earlier.get(row).copied().flatten();
        let (Some(before), Some(now)) = (before, briefing.proposals.get(row)) else {
            return;
        };
        self.alike.insert(row);
        let Some(earlier) = briefing.proposals.get(before) else {
            return;
        };
        let mut by_text: HashMap<String, Vec<(usize, &Point)>> = HashMap::new();
        for (point, one) in earlier.points.iter().enumerate().rev() {
            by_text.entry(folded(one)).or_default().push((point, one));
        }
        // Of several that say the same, the one of the same number; else the first.
        let same_number = |now: &Point, all: &[(usize, &Point)]| {
            let same = |(_, one): &(usize, &Point)| one.number == now.number;
            all.iter().rposition(same)
        };
        for numbered in [true, false] {
            for (point, one) in now.points.iter().enumerate() {
                let at = Place {
                    proposal: row,
                    point,
                };
                if self.from.contains_key(&at) {
                    continue;
                }
                let Some(all) = by_text.get_mut(&folded(one)) else {
                    continue;
                };
                let found = if numbered {
                    same_number(one, all)
                } else {
                    all.len().checked_sub(1)
                };
                if let Some(found) = found {
                    let (point, _) = all.remove(found);
                    let from = Place {
                        proposal: before,
                        point,
                    };
                    self.add(from, at);
                }
            }
        }
    }

    fn from(&self, at: Place) -> &[Place] {
        self.from.get(&at).map_or(&[], Vec::as_slice)
    }

    fn into(&self, at: Place) -> &[Place] {
        self.into.get(&at).map_or(&[], Vec::as_slice)
    }
}

/// What a point says, in the form in which that is compared.
fn folded(point: &Point) -> String {
    let text = quotation(point.text.shown()).text;
    text.trim().to_owned()
}

/// A plan while its points are put into rows.
struct Weave<'a> {
    briefing: &'a Briefing,
    links: &'a Links,
    versions: &'a [usize],
    /// The column of each version.
    columns: HashMap<usize, usize>,
    /// The columns that each one comes from, the nearest first.
    paths: Vec<Vec<usize>>,
}

/// A row while it is filled: its points, by column.
type Thread = BTreeMap<usize, Place>;

impl<'a> Weave<'a> {
    fn new(briefing: &'a Briefing, links: &'a Links, versions: &'a [usize]) -> Self {
        let columns: HashMap<_, _> = versions
            .iter()
            .enumerate()
            .map(|(n, row)| (*row, n))
            .collect();
        let mut paths: Vec<Vec<usize>> = Vec::with_capacity(versions.len());
        for row in versions {
            let earlier = links.earlier.get(*row).copied().flatten();
            let earlier = earlier.and_then(|row| columns.get(&row)).copied();
            let before = earlier.and_then(|column| paths.get(column));
            let before = before.into_iter().flatten().copied();
            paths.push(earlier.into_iter().chain(before).collect());
        }
        Self {
            briefing,
            links,
            versions,
            columns,
            paths,
        }
    }

    fn path(&self, column: usize) -> &[usize] {
        self.paths.get(column).map_or(&[], Vec::as_slice)
    }

    fn column(&self, at: Place) -> Option<usize> {
        self.columns.get(&at.proposal).copied()
    }

    /// What a point takes the place of in an earlier version of this plan.
    fn earlier(&self, at: Place) -> impl Iterator<Item = Place> {
        let own = self.column(at);
        let from = self.links.from(at).iter().copied();
        from.filter(move |one| self.column(*one).is_some_and(|column| Some(column) < own))
    }

    fn rows(&self) -> Vec<Vec<Cell>> {
        let threads = self.threads();
        let rows = threads.iter().map(|thread| {
            let columns = 0..self.versions.len();
            columns.map(|column| self.cell(thread, column)).collect()
        });
        rows.collect()
    }

    /// The points in rows: each in that of what it takes the place of, where that has room for it;
    /// else in one of its own, below it.
    fn threads(&self) -> Vec<Thread> {
        let mut threads: Vec<Thread> = Vec::new();
        let mut order: Vec<usize> = Vec::new();
        let mut thread_of: HashMap<Place, usize> = HashMap::new();
        for (column, row) in self.versions.iter().enumerate() {
            let points = self.briefing.proposals.get(*row);
            let points = points.map_or(0, |proposal| proposal.points.len());
            let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
            let mut last = None;
            for point in 0..points {
                let at = Place {
                    proposal: *row,
                    point,
                };
                let mut above = None;
                let mut found = None;
                for from in self.earlier(at) {
                    let Some(thread) = thread_of.get(&from).copied() else {
                        continue;
                    };
                    above = Some(thread);
                    let is_free = threads
                        .get(thread)
                        .is_some_and(|one| !one.contains_key(&column));
                    if is_free {
                        found = Some(thread);
                        break;
                    }
                }
                let thread = found.unwrap_or_else(|| {
                    threads.push(Thread::new());
                    let thread = threads.len() - 1;
                    match above.or(last) {
                        Some(above) => below.entry(above).or_default().push(thread),
                        None => order.insert(0, thread),
                    }
                    thread
                });
                if let Some(one) = threads.get_mut(thread) {
                    one.insert(column, at);
                }
                thread_of.insert(at, thread);
                last = Some(thread);
            }
            order = placed(order, &below);
        }
        let mut slots: Vec<Option<Thread>> = threads.into_iter().map(Some).collect();
        let in_order = order.into_iter();
        in_order
            .filter_map(|one| slots.get_mut(one).and_then(Option::take))
            .collect()
    }

    fn cell(&self, thread: &Thread, column: usize) -> Cell {
        if let Some(at) = thread.get(&column) {
            return Cell::Point(self.fate(*at));
        }
        self.without(thread, column)
            .map_or(Cell::Nothing, |(earlier, why)| Cell::Without {
                earlier,
                why,
            })
    }

    /// Why a version has no point in a row, and the last one before.
    fn without(&self, thread: &Thread, column: usize) -> Option<(Place, Why)> {
        let path = self.path(column);
        let steps = path.iter().position(|one| thread.contains_key(one))?;
        let earlier = *thread.get(path.get(steps)?)?;
        let into = self.links.into(earlier);
        let here: Vec<_> = into
            .iter()
            .copied()
            .filter(|one| self.column(*one) == Some(column))
            .collect();
        if !here.is_empty() {
            return Some((earlier, Why::Into(here)));
        }
        let between = path.get(..steps)?;
        let is_told = |one: &Place| self.column(*one).is_some_and(|at| between.contains(&at));
        if into.iter().any(is_told) {
            return None;
        }
        let proposal = self.briefing.proposals.get(*self.versions.get(column)?)?;
        let given = given(proposal);
        if let Given::None(_) = given {
            return Some((earlier, Why::NotGiven));
        }
        let is_later = |one: &Place| {
            self.column(*one)
                .is_some_and(|at| self.path(at).contains(&column))
        };
        if into.iter().any(is_later) {
            return Some((earlier, Why::Passed));
        }
        // What was dropped before is not dropped again.
        let was_dropped = between.iter().any(|one| {
            let row = self.versions.get(*one);
            let proposal = row.and_then(|row| self.briefing.proposals.get(*row));
            proposal.is_some_and(|proposal| !proposal.points.is_empty())
        });
        let sure = match given {
            Given::All(_) => Certainty::Certainly,
            _ => Certainty::Possibly,
        };
        (!was_dropped).then_some((earlier, Why::Dropped(sure)))
    }

    /// What became of a point on its way into its version.
    fn fate(&self, at: Place) -> Fate {
        let from = self.links.from(at).to_vec();
        let mut fate = Fate {
            at,
            before: self.before(at),
            marks: Vec::new(),
            added: Certainty::Never,
            known: if self.links.alike.contains(&at.proposal) {
                Known::Alike
            } else {
                Known::Said
            },
            from,
        };
        let Some((_, now)) = point(self.briefing, at) else {
            return fate;
        };
        // What stands on the way from one of these to the point is the same point.
        let links = fate.from.iter().flat_map(|one| self.links.from(*one));
        let on_the_way: HashSet<_> = links.collect();
        let ends = fate.from.iter().filter(|one| !on_the_way.contains(one));
        let is_merged = ends.count() > 1;
        let is_split = fate.from.iter().any(|from| {
            let mut beside = self.links.into(*from).iter();
            beside.any(|one| one.proposal == at.proposal && *one != at)
        });
        if is_merged {
            fate.marks.push(Mark::Merged);
        }
        if is_split {
            fate.marks.push(Mark::Split);
        }
        match fate.before.and_then(|before| point(self.briefing, before)) {
            None => fate.added = self.added(at),
            Some((_, before)) if fate.marks.is_empty() => {
                let is_same = folded(before) == folded(now);
                fate.marks
                    .push(if is_same { Mark::Kept } else { Mark::Reworded });
                let is_here = fate.before.is_some_and(|at| self.column(at).is_some());
                let numbers = before.number.as_ref().zip(now.number.as_ref());
                if is_here && numbers.is_some_and(|(before, now)| before != now) {
                    fate.marks.push(Mark::Moved);
                }
            }
            Some(_) => {}
        }
        if fate.added != Certainty::Never {
            fate.marks.push(Mark::Added);
        }
        if !now.variants.is_empty() {
            fate.marks.push(Mark::Bracketed);
        }
        fate
    }

    /// What a point is compared with: of what it takes the place of, the last in this plan; else
    /// the first elsewhere.
    fn before(&self, at: Place) -> Option<Place> {
        let own = self.earlier(at).max_by_key(|one| self.column(*one));
        own.or_else(|| {
            let from = self.links.from(at).iter();
            from.copied().find(|one| self.column(*one).is_none())
        })
    }

    /// How sure it is that a point that takes no other's place was added.
    fn added(&self, at: Place) -> Certainty {
        let earlier = self.links.earlier.get(at.proposal).copied().flatten();
        let earlier = earlier.and_then(|row| self.briefing.proposals.get(row));
        match earlier.map(given) {
            None | Some(Given::None(_)) => Certainty::Never,
            Some(Given::All(_)) => Certainty::Certainly,
            Some(Given::Some(..) | Given::AtLeast(_)) => Certainty::Possibly,
        }
    }
}

/// An order of things with others put below some of them.
fn placed(order: Vec<usize>, below: &BTreeMap<usize, Vec<usize>>) -> Vec<usize> {
    let mut placed = Vec::new();
    let mut open: Vec<usize> = order.into_iter().rev().collect();
    while let Some(next) = open.pop() {
        placed.push(next);
        let below = below.get(&next).into_iter().flatten();
        open.extend(below.rev().copied());
    }
    placed
}

/// A position whose evidence is a point.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    /// The position.
    pub position: &'a Position,
    /// Whether it is an objection.
    pub kind: VoiceKind,
}

/// What a position that rests on a point says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoiceKind {
    /// Somebody who did not put the point forward opposes what it is about, or has conditions.
    Objection,
    /// The point shows what those want who put it forward, or somebody is for it.
    Other,
}

/// The positions that rest on each point. That somebody said something on an issue that a point is
/// about says nothing of the point: only what is given as evidence counts.
pub fn voices(briefing: &Briefing) -> HashMap<&RecordId, Vec<Voice<'_>>> {
    let mut voices: HashMap<_, Vec<_>> = HashMap::new();
    for position in &briefing.positions {
        for id in &position.evidence {
            let Some(crate::model::Record::Point(proposal, _)) = briefing.record(id.slug.as_str())
            else {
                continue;
            };
            let kind = kind(briefing, proposal, position);
            let voice = Voice { position, kind };
            voices.entry(id).or_default().push(voice);
        }
    }
    voices
}

fn kind(briefing: &Briefing, proposal: &Proposal, position: &Position) -> VoiceKind {
    let is_own = |actor: &ActorId| {
        let mut people = proposal.by.iter().flat_map(|by| briefing.people_of(by));
        proposal.by.contains(actor) || people.any(|one: &Actor| one.id == *actor)
    };
    match position.stance {
        Stance::Oppose | Stance::Conditional if !position.actors.iter().any(is_own) => {
            VoiceKind::Objection
        }
        _ => VoiceKind::Other,
    }
}

/// A run of words that two texts share, or that one of them has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// How they differ.
    pub change: Change,
    /// The words, as they stand in the text that has them; of both, in the later.
    pub text: &'a str,
}

/// Which of two texts has some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both.
    Same,
    /// The earlier alone.
    Before,
    /// The later alone.
    After,
}

/// Texts with more words than these are not compared word by word.
const MOST_WORDS: usize = 2_000;

/// How a text differs from another, word by word. Typography does not count.
pub fn difference<'a>(before: &'a str, after: &'a str) -> Vec<Run<'a>> {
    let (old, new) = (words(before), words(after));
    let whole = |change, text| Run { change, text };
    if old.len().max(new.len()) > MOST_WORDS {
        return vec![
            whole(Change::Before, before.trim()),
            whole(Change::After, after.trim()),
        ];
    }
    let key = |(word, _): &(String, std::ops::Range<usize>)| word.clone();
    let keys = |words: &[(String, _)]| words.iter().map(key).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(&old), keys(&new));
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &old_keys, &new_keys);
    let mut runs = Vec::new();
    for op in ops {
        let (tag, of_old, of_new) = op.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            runs.extend(run(Change::Same, after, new.get(of_new)));
            continue;
        }
        runs.extend(run(Change::Before, before, old.get(of_old)));
        runs.extend(run(Change::After, after, new.get(of_new)));
    }
    runs
}

fn run<'a>(
    change: Change,
    text: &'a str,
    words: Option<&[(String, std::ops::Range<usize>)]>,
) -> Option<Run<'a>> {
    let words = words?;
    let range = words.first()?.1.start..words.last()?.1.end;
    Some(Run {
        change,
        text: text.get(range)?,
    })
}

/// The words of a text, folded, and where they stand.
fn words(text: &str) -> Vec<(String, std::ops::Range<usize>)> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            words.push((quotation(word).text, at..at + word.len()));
        }
        at += piece.len();
    }
    words
}

#[cfg(test)]
mod tests;
