//! The points of a plan in rows, and what became of each.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::model::Briefing;
use crate::model::date::Certainty;

use super::links::{Links, folded};
use super::{Cell, Fate, Given, Known, Mark, Place, Why, given, point};

/// A plan while its points are put into rows.
pub(super) struct Weave<'a> {
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
    pub(super) fn new(briefing: &'a Briefing, links: &'a Links, versions: &'a [usize]) -> Self {
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

    pub(super) fn rows(&self) -> Vec<Vec<Cell>> {
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
