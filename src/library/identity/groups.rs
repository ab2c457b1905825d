//! Finding the groups: marks and declarations first, then names.

use std::collections::HashMap;
use std::hash::BuildHasher;

use foldhash::quality::RandomState;
use hashbrown::HashTable;

use super::super::csr::Lists;
use super::super::segment::Segment;
use super::super::{RecordIx, Records};
use super::KINDS;
use super::declared::Declared;
use crate::leisure::{by_and_by, by_thousands};
use crate::model::{ActorKind, RecordKind};

/// From so many records on the kinds are looked at on several cores.
const MANY: usize = 20_000;

/// The groups of two records and more: for each kind lists of their numbers, in the library's
/// order.
pub(super) fn find(records: &Records, declared: &Declared) -> impl Iterator<Item = Lists> + use<> {
    let one = |kind| Nodes::gather(records, kind, declared).groups();
    let [actors, issues, sources] = KINDS;
    // Not on the pool that reads files: who asks does not wait for these.
    let found = if records.len() < MANY {
        [one(actors), one(issues), one(sources)]
    } else {
        std::thread::scope(|scope| {
            let others = scope.spawn(|| (one(issues), one(sources)));
            let actors = one(actors);
            let (issues, sources) = others.join().unwrap_or_default();
            [actors, issues, sources]
        })
    };
    found.into_iter().filter(|lists| lists.len() > 0)
}

/// The records of a kind in the library's order, as far as they are known to be one.
struct Nodes<'a> {
    /// The number of each in the library.
    records: Vec<u32>,
    /// Where each stands in its columns.
    places: Vec<(&'a Segment, u32)>,
    /// Where they have the same mark, or are declared to be one.
    certain: Forest,
    /// Which of them have a mark.
    marked: Vec<bool>,
    /// Where they are called the same.
    alike: Forest,
    /// Which declaration each is of that is of one.
    declared: Vec<(u32, u32)>,
    by_mark: HashMap<u64, u32, RandomState>,
    by_name: HashTable<FirstCalled<'a>>,
    hashes: RandomState,
}

/// The first record that is called so, with the hash of what it is called.
struct FirstCalled<'a> {
    hash: u64,
    node: u32,
    name: &'a str,
}

/// What tells whom a record may be of: an identifier, one of the names that go with it, and whether
/// it is a person, or the days of a source's date.
#[derive(PartialEq, Eq, Hash)]
struct Called<'a> {
    id: &'a str,
    name: &'a str,
    more: (i32, i32),
}

impl<'a> Called<'a> {
    fn new(kind: RecordKind, (segment, at): (&'a Segment, u32), name: &'a str) -> Self {
        Self {
            id: segment.id(at),
            name,
            more: match kind {
                RecordKind::Actor => (i32::from(is_person(segment, at)), 0),
                RecordKind::Source => segment.days(at),
                _ => (0, 0),
            },
        }
    }
}

/// What stands for a tree of names, by the marks in it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fits {
    /// There is none.
    Nothing,
    /// All that have one are certainly one: this.
    One(u32),
    /// There are several.
    Several,
}

impl<'a> Nodes<'a> {
    fn gather(records: &'a Records, kind: RecordKind, declared: &Declared) -> Self {
        let spans = (0..records.briefings()).map(|briefing| records.span(briefing, kind).len());
        let count = spans.sum();
        let mut nodes = Self {
            records: Vec::with_capacity(count),
            places: Vec::with_capacity(count),
            certain: Forest::default(),
            marked: Vec::with_capacity(count),
            alike: Forest::default(),
            declared: Vec::new(),
            by_mark: HashMap::default(),
            by_name: HashTable::with_capacity(count),
            hashes: RandomState::default(),
        };
        for briefing in 0..records.briefings() {
            if let Some(columns) = records.columns(briefing) {
                nodes.add(columns, kind);
            }
        }
        nodes.declare(declared);
        nodes
    }

    /// Takes the declarations in.
    fn declare(&mut self, declared: &Declared) {
        if declared.is_empty() {
            return;
        }
        let nodes = (0..).zip(&self.records);
        let of = |record| declared.get(&RecordIx(record)).copied();
        let found = nodes.filter_map(|(node, record)| Some((of(*record)?, node)));
        self.declared = found.collect();
        self.declared.sort_unstable();
        for pair in self.declared.windows(2) {
            if let [(one, first), (other, second)] = pair
                && one == other
            {
                self.certain.unite(*first, *second);
            }
        }
    }

    /// Adds the records of a briefing.
    fn add(&mut self, (segment, part, first): (&'a Segment, usize, u32), kind: RecordKind) {
        let span = segment.span(part, kind);
        let mut marks = segment.marks(span.clone()).peekable();
        for at in by_and_by(span) {
            let node = self.records.len() as u32;
            self.records.push(first.saturating_add(at));
            self.places.push((segment, at));
            self.certain.add();
            self.alike.add();
            let mark = marks.next_if(|(marked, _)| *marked == at);
            self.marked.push(mark.is_some());
            if let Some((_, mark)) = mark {
                let known = *self.by_mark.entry(mark).or_insert(node);
                self.certain.unite(known, node);
            }
            if kind == RecordKind::Actor && is_anonymous(segment, at) {
                // What a source calls somebody whom it does not name tells nobody apart.
                continue;
            }
            for name in segment.names(at) {
                self.call(node, kind, &Called::new(kind, (segment, at), name));
            }
        }
    }

    /// Says what a record is called.
    fn call(&mut self, node: u32, kind: RecordKind, called: &Called<'a>) {
        let hash = self.hashes.hash_one(called);
        let places = &self.places;
        let is_called_so = |one: &FirstCalled<'_>| {
            let place = places.get(one.node as usize);
            let same = |place: &_| *called == Called::new(kind, *place, one.name);
            one.hash == hash && place.is_some_and(same)
        };
        let first = FirstCalled {
            hash,
            node,
            name: called.name,
        };
        let entry = self.by_name.entry(hash, is_called_so, |one| one.hash);
        let known = entry.or_insert(first).get().node;
        self.alike.unite(known, node);
    }

    fn groups(mut self) -> Lists {
        let count = self.records.len() as u32;
        let mut has_mark = vec![false; count as usize];
        for (node, marked) in (0..count).zip(&self.marked) {
            let certain = self.certain.root(node) as usize;
            if let Some(has_mark) = has_mark.get_mut(certain).filter(|_| *marked) {
                *has_mark = true;
            }
        }
        let marked = |certain: u32| has_mark.get(certain as usize) == Some(&true);
        // What is declared to be one is called by all of its names, where no mark says who it is.
        for pair in &std::mem::take(&mut self.declared) {
            let certain = self.certain.root(pair.1);
            if !marked(certain) {
                self.alike.unite(certain, pair.1);
            }
        }
        let mut fits = vec![Fits::Nothing; count as usize];
        for node in by_thousands(0..count) {
            let certain = self.certain.root(node);
            let tree = self.alike.root(node) as usize;
            if let Some(fits) = fits.get_mut(tree).filter(|_| marked(certain)) {
                *fits = match *fits {
                    Fits::Nothing => Fits::One(certain),
                    Fits::One(one) if one == certain => Fits::One(one),
                    _ => Fits::Several,
                };
            }
        }
        let group_of = |node: u32, nodes: &mut Self| {
            let certain = nodes.certain.root(node);
            if marked(certain) {
                return certain;
            }
            let tree = nodes.alike.root(node);
            match fits.get(tree as usize) {
                Some(Fits::One(one)) => *one,
                Some(Fits::Nothing) => tree,
                _ => certain,
            }
        };
        let groups: Vec<u32> = by_thousands(0..count)
            .map(|node| group_of(node, &mut self))
            .collect();
        self.listed(&groups)
    }

    /// The records by their groups, of those that have several.
    fn listed(&self, groups: &[u32]) -> Lists {
        let mut sizes = vec![0_u32; groups.len()];
        for group in groups {
            if let Some(size) = sizes.get_mut(*group as usize) {
                *size += 1;
            }
        }
        let mut by_group = Lists::default();
        for group in groups {
            by_group.push(Some(*group));
        }
        let by_group = by_group.inverted(groups.len());
        let mut listed = Lists::default();
        for group in by_thousands(0..groups.len() as u32) {
            let nodes = by_group.get(group);
            if nodes.len() > 1 {
                let records = nodes
                    .iter()
                    .filter_map(|node| self.records.get(node as usize));
                listed.push(records.copied());
            }
        }
        listed
    }
}

fn is_person(segment: &Segment, actor: u32) -> bool {
    segment.traits(actor).actor_kind() == Some(ActorKind::Person)
}

/// Whether an actor is a voice that its source does not name.
fn is_anonymous(segment: &Segment, actor: u32) -> bool {
    segment.traits(actor).actor_kind() == Some(ActorKind::Anonymous)
}

/// Which of some things are in one tree: trees are united, never divided.
#[derive(Debug, Default)]
struct Forest(Vec<u32>);

impl Forest {
    /// Adds a tree of one.
    fn add(&mut self) {
        self.0.push(self.0.len() as u32);
    }

    /// The thing that stands for the tree of another: the first of the tree.
    fn root(&mut self, mut of: u32) -> u32 {
        loop {
            let above = self.above(of);
            if above == of {
                return of;
            }
            let next = self.above(above);
            if let Some(slot) = self.0.get_mut(of as usize) {
                *slot = next;
            }
            of = next;
        }
    }

    fn above(&self, of: u32) -> u32 {
        self.0.get(of as usize).copied().unwrap_or(of)
    }

    fn unite(&mut self, one: u32, other: u32) {
        let (one, other) = (self.root(one), self.root(other));
        if let Some(slot) = self.0.get_mut(one.max(other) as usize) {
            *slot = one.min(other);
        }
    }
}
