//! The rows of a list: which records, in which order, under which headings.

mod plans;
mod sides;

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use crate::model::RecordKind;

use super::select::{counted_out, in_set};
use super::{Library, RecordIx, Scope, Selection};
use plans::{PARTS, Plan, plans};
use sides::sides;

/// A list of records that can be arranged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Roll {
    /// Who is involved.
    Actors,
    /// What they disagree about.
    Issues,
    /// What each said.
    Quotes,
    /// What happened when.
    Events,
    /// Where it all comes from.
    Sources,
    /// Proposals with their points, figures, options.
    Plans,
}

/// An order of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Order {
    /// Actors beneath the state, body or group on whose side they stand.
    Side,
    /// As the file has them.
    File,
    /// By name.
    Name,
    /// By how many listed quotations and events there are of it, most first.
    Counts,
    /// By status, in the order of the vocabulary.
    Status,
    /// By date, oldest first.
    Date,
    /// By date, newest first.
    Newest,
    /// By the speakers' names, then by date.
    Speaker,
    /// By kind.
    Kind,
    /// By the Admiralty grade, best first.
    Grade,
    /// By how many listed records are from it, most first.
    Cited,
}

impl Order {
    /// Every order.
    pub const ALL: [Self; 11] = [
        Self::Side,
        Self::File,
        Self::Name,
        Self::Counts,
        Self::Status,
        Self::Date,
        Self::Newest,
        Self::Speaker,
        Self::Kind,
        Self::Grade,
        Self::Cited,
    ];

    /// A word for it that does not change from one version of the program to the next.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Side => "side",
            Self::File => "file",
            Self::Name => "name",
            Self::Counts => "counts",
            Self::Status => "status",
            Self::Date => "date",
            Self::Newest => "newest",
            Self::Speaker => "speaker",
            Self::Kind => "kind",
            Self::Grade => "grade",
            Self::Cited => "cited",
        }
    }

    /// The order of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// What it sorts by, for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Side => "by side",
            Self::File => "as in the file",
            Self::Name => "by name",
            Self::Counts => "by quotations and events",
            Self::Status => "by status",
            Self::Date => "by date, oldest first",
            Self::Newest => "by date, newest first",
            Self::Speaker => "by speaker",
            Self::Kind => "by kind",
            Self::Grade => "by grade, best first",
            Self::Cited => "by how often they are cited",
        }
    }
}

impl Roll {
    /// Every list.
    pub const ALL: [Self; 6] = [
        Self::Actors,
        Self::Issues,
        Self::Quotes,
        Self::Events,
        Self::Sources,
        Self::Plans,
    ];

    /// The kinds of record in it.
    pub const fn kinds(self) -> &'static [RecordKind] {
        match self {
            Self::Actors => &[RecordKind::Actor],
            Self::Issues => &[RecordKind::Issue],
            Self::Quotes => &[RecordKind::Quote],
            Self::Events => &[RecordKind::Event],
            Self::Sources => &[RecordKind::Source],
            Self::Plans => &[
                RecordKind::Proposal,
                RecordKind::Point,
                RecordKind::Figure,
                RecordKind::Option,
            ],
        }
    }

    /// The orders that it can have; the first is the usual one.
    pub const fn orders(self) -> &'static [Order] {
        match self {
            Self::Actors => &[Order::Side, Order::File, Order::Name, Order::Counts],
            Self::Issues => &[Order::File, Order::Status, Order::Counts],
            Self::Quotes => &[Order::Date, Order::Speaker, Order::File],
            Self::Events => &[Order::Date, Order::Newest],
            Self::Sources => &[Order::Date, Order::Kind, Order::Grade, Order::Cited],
            Self::Plans => &[Order::Kind, Order::Date],
        }
    }

    /// The usual order.
    pub fn usual(self) -> Order {
        self.orders().first().copied().unwrap_or(Order::File)
    }

    /// Whether it can have an order.
    pub fn has(self, order: Order) -> bool {
        self.orders().contains(&order)
    }

    /// The order after another, round the end.
    #[must_use]
    pub fn next(self, order: Order) -> Order {
        let orders = self.orders().iter().copied();
        let mut after = orders.skip_while(|one| *one != order).skip(1);
        after.next().unwrap_or(self.usual())
    }

    /// The list's place in [`Roll::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A row of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Item {
    /// A record, and how many levels it is indented.
    Record {
        /// Which.
        ix: RecordIx,
        /// How deep it stands beneath others.
        depth: u8,
    },
    /// A record that is not listed itself, over those that belong to it.
    Above(RecordIx),
    /// A heading over the records that follow.
    Heading(Heading),
}

/// What stands over records that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heading {
    /// Actors on nobody's side.
    NoSide,
    /// Proposals with their points.
    Proposals,
    /// Figures.
    Figures,
    /// Options.
    Options,
}

impl Heading {
    /// It in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::NoSide => "No side",
            Self::Proposals => "Proposals",
            Self::Figures => "Figures",
            Self::Options => "Options",
        }
    }
}

impl Item {
    /// The record that can be selected in this row.
    pub const fn record(self) -> Option<RecordIx> {
        match self {
            Self::Record { ix, .. } => Some(ix),
            Self::Above(_) | Self::Heading(_) => None,
        }
    }
}

/// The rows of a list, in order.
#[derive(Clone, Copy, Debug)]
pub enum Rows<'a> {
    /// Records, one under the other, as the selection has them.
    Plain(&'a [RecordIx]),
    /// Records, one under the other, in an order of their own.
    Sorted(&'a [RecordIx]),
    /// Records and headings in an order of their own.
    Arranged(&'a [Item]),
}

/// The rows of a list in another order than the selection's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Arranged {
    /// Records, one under the other.
    Records(Arc<Vec<RecordIx>>),
    /// Records and headings.
    Items(Arc<Vec<Item>>),
}

impl Arranged {
    /// The rows.
    pub fn rows(&self) -> Rows<'_> {
        match self {
            Self::Records(records) => Rows::Sorted(records),
            Self::Items(items) => Rows::Arranged(items),
        }
    }
}

impl<'a> Rows<'a> {
    /// How many rows there are, with the headings.
    pub const fn len(&self) -> usize {
        match self {
            Self::Plain(rows) | Self::Sorted(rows) => rows.len(),
            Self::Arranged(items) => items.len(),
        }
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What stands in a row.
    pub fn get(&self, at: usize) -> Option<Item> {
        match self {
            Self::Plain(rows) | Self::Sorted(rows) => {
                let ix = *rows.get(at)?;
                Some(Item::Record { ix, depth: 0 })
            }
            Self::Arranged(items) => items.get(at).copied(),
        }
    }

    /// The record in a row; none in a heading.
    pub fn record(&self, at: usize) -> Option<RecordIx> {
        self.get(at)?.record()
    }

    /// The records, each with its row.
    pub fn records(self) -> impl Iterator<Item = (usize, RecordIx)> + 'a {
        (0..self.len()).filter_map(move |at| Some((at, self.record(at)?)))
    }

    /// The row of a record.
    pub fn position(&self, ix: RecordIx) -> Option<usize> {
        match self {
            Self::Plain(rows) | Self::Sorted(rows) => rows.iter().position(|one| *one == ix),
            Self::Arranged(items) => items.iter().position(|item| item.record() == Some(ix)),
        }
    }

    /// The first row with a record at or after a row, or else the last one before it.
    pub fn record_after(&self, at: usize) -> usize {
        let after = (at..self.len()).find(|at| self.record(*at).is_some());
        let before = || (0..at.min(self.len())).rfind(|at| self.record(*at).is_some());
        after.or_else(before).unwrap_or(0)
    }

    /// The last row with a record at or before a row, or else the first one after it.
    pub fn record_before(&self, at: usize) -> usize {
        let upto = at.saturating_add(1).min(self.len());
        let before = (0..upto).rfind(|at| self.record(*at).is_some());
        before.unwrap_or_else(|| self.record_after(at))
    }
}

/// The orders of a scope that do not depend on what is listed, each found when it is first asked for.
#[derive(Debug, Default)]
pub(super) struct Orders {
    rows: [[OnceLock<Arc<Vec<RecordIx>>>; Order::ALL.len()]; Roll::ALL.len()],
    sides: OnceLock<Option<Arc<Vec<Item>>>>,
    /// In parts, and by date together.
    plans: [OnceLock<[Vec<Plan>; PARTS.len()]>; 2],
}

impl Orders {
    fn rows(
        &self,
        (roll, order): (Roll, Order),
        find: impl FnOnce() -> Vec<RecordIx>,
    ) -> Option<&Arc<Vec<RecordIx>>> {
        let orders = self.rows.get(roll.index())?;
        let known = orders.get(order as usize)?;
        Some(known.get_or_init(|| find().into()))
    }
}

/// Puts the listed records of a scope in an order; `None` where the selection has them in it
/// already.
pub fn arrange(
    (library, scope): (&Library, Scope),
    selection: &Selection,
    (roll, order): (Roll, Order),
) -> Option<Arranged> {
    let kind = *roll.kinds().first()?;
    let rows = selection.rows(kind);
    match (roll, order) {
        (Roll::Actors, Order::Side) => sides(library, scope).map(Arranged::Items),
        (Roll::Plans, order) => {
            let items = plans((library, scope), selection, order);
            Some(Arranged::Items(items.into()))
        }
        (Roll::Actors | Roll::Issues, Order::File) | (Roll::Quotes | Roll::Events, Order::Date) => {
            None
        }
        (_, Order::Counts) => {
            let mut list = rows.to_vec();
            list.sort_by_cached_key(|ix| {
                let counts = selection.counts(*ix);
                Reverse(counts.quotes + counts.events)
            });
            Some(Arranged::Records(list.into()))
        }
        (_, Order::Cited) => {
            let mut list = rows.to_vec();
            list.sort_by_cached_key(|ix| Reverse(cited((library, scope), selection, *ix)));
            Some(Arranged::Records(list.into()))
        }
        (_, Order::Newest) => {
            let newest = rows.iter().rev().copied();
            Some(Arranged::Records(Arc::new(newest.collect())))
        }
        (roll, order) => {
            let ground = library.ground(scope);
            let all = || of_all(library, &ground.rows(library, kind), order);
            let all = ground.orders.rows((roll, order), all)?;
            let listed = if rows.len() == all.len() {
                Arc::clone(all)
            } else {
                in_set(all, (selection.listed(), rows.len())).into()
            };
            Some(Arranged::Records(listed))
        }
    }
}

/// All rows of a kind in an order that does not depend on what is listed.
fn of_all(library: &Library, rows: &[RecordIx], order: Order) -> Vec<RecordIx> {
    let records = library.records();
    let mut all = rows.to_vec();
    match order {
        Order::Name => return by_words(rows, |ix| records.row(ix).text.into()),
        Order::Speaker => return by_words(rows, |ix| records.row(ix).who),
        Order::Status => all.sort_by_cached_key(|ix| records.traits(*ix).issue_status()),
        Order::File | Order::Side => all.sort_by_cached_key(|ix| (records.briefing(*ix), *ix)),
        Order::Date => all.sort_by_cached_key(|ix| records.days(*ix)),
        Order::Kind => {
            all.sort_by_cached_key(|ix| (records.traits(*ix).source_kind(), records.days(*ix)));
        }
        Order::Grade => all.sort_by_cached_key(|ix| records.traits(*ix).grade()),
        // They depend on what is listed, or on the order it has.
        Order::Newest | Order::Counts | Order::Cited => {}
    }
    all
}

/// Some rows by what each is called, as it is sorted; those without a name come last. Many are called
/// the same, so that the names are sorted and the rows are counted out.
fn by_words<'a>(rows: &[RecordIx], called: impl Fn(RecordIx) -> Cow<'a, str>) -> Vec<RecordIx> {
    let mut known: HashMap<Cow<'a, str>, u32, foldhash::fast::RandomState> = HashMap::default();
    let numbers = rows.iter().map(|ix| {
        let next = known.len() as u32;
        (*known.entry(called(*ix)).or_insert(next), ix.0)
    });
    let mut keys: Vec<(u32, u32)> = numbers.collect();
    let words = known.into_iter();
    let mut words: Vec<_> = words
        .map(|(words, number)| ((words.is_empty(), sorting(&words)), number))
        .collect();
    words.sort_unstable();
    let mut places = vec![0; words.len()];
    let mut place = 0;
    let mut before = None;
    for (words, number) in &words {
        place += u32::from(before.is_some_and(|before| before != words));
        before = Some(words);
        if let Some(slot) = places.get_mut(*number as usize) {
            *slot = place;
        }
    }
    for (key, _) in &mut keys {
        *key = places.get(*key as usize).copied().unwrap_or(0);
    }
    counted_out(&keys, words.len())
}

/// How many listed records are from a source.
fn cited((library, scope): (&Library, Scope), selection: &Selection, source: RecordIx) -> usize {
    let records = library.records();
    let listed = selection.listed();
    let count = |ix: RecordIx| {
        let Some(found) = records.found(ix) else {
            return 0;
        };
        let from_it = found.segment.of_source(found.at).iter();
        let others = from_it.filter(|at| *at != found.at);
        others
            .filter(|at| listed.contains(found.first.saturating_add(*at)))
            .count()
    };
    match scope {
        Scope::One(_) => count(source),
        Scope::All => library.identities().same(source).map(count).sum(),
    }
}

/// A name as it is sorted: without case, and without marks before it.
pub(super) fn sorting(name: &str) -> String {
    name.trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_orders_lead_back() {
        for order in Order::ALL {
            assert_eq!(Order::from_name(order.name()), Some(order));
        }
        assert_eq!(Order::from_name("sideways"), None);
    }

    #[test]
    fn orders_go_round() {
        for roll in Roll::ALL {
            let mut order = roll.usual();
            for _ in roll.orders() {
                order = roll.next(order);
            }
            assert_eq!(order, roll.usual(), "{roll:?}");
        }
    }
}
