//! The rows of a list: which records, in which order, under which headings.

use std::hash::Hash;
use std::sync::Arc;

use crate::model::RecordKind;

use super::{Library, RecordIx, Scope, Selection};

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
    Heading(&'static str),
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
    Records(Arc<[RecordIx]>),
    /// Records and headings.
    Items(Vec<Item>),
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

/// Puts the listed records of a scope in an order; `None` where the selection has them in it
/// already.
pub fn arrange(
    (library, scope): (&Library, Scope),
    selection: &Selection,
    (roll, order): (Roll, Order),
) -> Option<Arranged> {
    let records = library.records();
    let mut list = selection.rows(*roll.kinds().first()?).to_vec();
    match (roll, order) {
        (Roll::Actors, Order::Side) => {
            return by_side((library, scope), &list).map(Arranged::Items);
        }
        (Roll::Plans, order) => {
            let items = plans((library, scope), selection, order);
            return Some(Arranged::Items(items));
        }
        (Roll::Actors | Roll::Issues, Order::File) | (Roll::Quotes | Roll::Events, Order::Date) => {
            return None;
        }
        (_, Order::Name) => list.sort_by_cached_key(|ix| sorting(records.row(*ix).text)),
        (_, Order::Speaker) => list.sort_by_cached_key(|ix| {
            let who = records.row(*ix).who;
            (who.is_empty(), sorting(&who))
        }),
        (_, Order::Counts) => list.sort_by_key(|ix| {
            let counts = selection.counts(*ix);
            std::cmp::Reverse(counts.quotes + counts.events)
        }),
        (_, Order::Status) => list.sort_by_key(|ix| records.traits(*ix).issue_status()),
        (_, Order::Newest) => list.reverse(),
        (_, Order::File | Order::Side) => list.sort(),
        (_, Order::Date) => list.sort_by_key(|ix| records.days(*ix)),
        (_, Order::Kind) => {
            list.sort_by_key(|ix| (records.traits(*ix).source_kind(), records.days(*ix)));
        }
        (_, Order::Grade) => list.sort_by_key(|ix| records.traits(*ix).grade()),
        (_, Order::Cited) => list.sort_by_cached_key(|ix| {
            let from_it = records.of_source(*ix);
            let listed = from_it.filter(|one| selection.contains(*one));
            std::cmp::Reverse(listed.count())
        }),
    }
    Some(Arranged::Records(list.into()))
}

/// A name as it is sorted: without case, and without marks before it.
pub(super) fn sorting(name: &str) -> String {
    name.trim_start_matches(|c: char| !c.is_alphanumeric())
        .to_lowercase()
}

/// How deep a side within a side is shown; what lies deeper stands at this depth.
const DEEPEST: u8 = 3;

/// Actors beneath the state, body or group on whose side they stand. The sides come in the order
/// in which the files first name any of their own; whoever stands on nobody's side comes last.
/// `None` where no actor has a side.
fn by_side((library, scope): (&Library, Scope), listed: &[RecordIx]) -> Option<Vec<Item>> {
    let records = library.records();
    let mut listed = listed.iter().copied().peekable();
    let (mut items, mut others) = (Vec::new(), Vec::new());
    for at in library.places(scope) {
        let span = records.span(at, RecordKind::Actor);
        let side = |ix| records.traits(RecordIx(ix)).side();
        let sides = span.clone().map(|ix| side(ix).map(|row| row as usize));
        let mut sides = Sides::new(sides.collect());
        while let Some(ix) = listed.next_if(|ix| span.contains(&ix.0)) {
            sides.show(ix.0.saturating_sub(span.start) as usize);
        }
        let ix_of = |row: usize| RecordIx(span.start.saturating_add(row as u32));
        for row in 0..sides.of.len() {
            let root = sides.root(row);
            if !sides.members_of(root).is_empty() {
                sides.place((root, 0), ix_of, &mut items);
            }
        }
        for row in 0..sides.of.len() {
            sides.place((row, 1), ix_of, &mut others);
        }
    }
    if items.is_empty() {
        return None;
    }
    if !others.is_empty() {
        items.push(Item::Heading("No side"));
        items.append(&mut others);
    }
    Some(items)
}

/// Who stands on whose side, by the rows of the actors.
struct Sides {
    of: Vec<Option<usize>>,
    members: Vec<Vec<usize>>,
    roots: Vec<Option<usize>>,
    /// Whether an actor is listed.
    shown: Vec<bool>,
    /// Whether an actor or anybody beneath it is listed.
    holds: Vec<bool>,
    placed: Vec<bool>,
}

impl Sides {
    fn new(of: Vec<Option<usize>>) -> Self {
        let mut members = vec![Vec::new(); of.len()];
        for (row, side) in of.iter().enumerate() {
            if let Some(members) = side.and_then(|side| members.get_mut(side)) {
                members.push(row);
            }
        }
        let none = || vec![false; of.len()];
        Self {
            members,
            roots: vec![None; of.len()],
            shown: none(),
            holds: none(),
            placed: none(),
            of,
        }
    }

    fn side_of(&self, row: usize) -> Option<usize> {
        self.of.get(row).copied().flatten()
    }

    fn members_of(&self, row: usize) -> &[usize] {
        self.members.get(row).map_or(&[], Vec::as_slice)
    }

    fn show(&mut self, row: usize) {
        if let Some(shown) = self.shown.get_mut(row) {
            *shown = true;
        }
        let mut next = Some(row);
        while let Some(row) = next {
            match self.holds.get_mut(row) {
                Some(holds) if !*holds => *holds = true,
                _ => return,
            }
            next = self.side_of(row);
        }
    }

    /// The side of an actor's side, and so on to the end. Every actor is walked over once.
    fn root(&mut self, row: usize) -> usize {
        let mut path = vec![row];
        let root = loop {
            let here = path.last().copied().unwrap_or(row);
            if let Some(known) = self.roots.get(here).copied().flatten() {
                break known;
            }
            match self.side_of(here) {
                // Sides that go round end where they have been walked once.
                Some(side) if path.len() <= self.of.len() => path.push(side),
                _ => break here,
            }
        };
        for row in path {
            if let Some(slot) = self.roots.get_mut(row) {
                *slot = Some(root);
            }
        }
        root
    }

    /// Places an actor and whoever stands on its side, unless they have been placed.
    fn place(
        &mut self,
        first: (usize, u8),
        ix_of: impl Fn(usize) -> RecordIx,
        items: &mut Vec<Item>,
    ) {
        let mut open = vec![first];
        while let Some((row, depth)) = open.pop() {
            match self.placed.get_mut(row) {
                Some(placed) if !*placed => *placed = true,
                _ => continue,
            }
            let is = |flags: &[bool]| flags.get(row).copied().unwrap_or(false);
            let ix = ix_of(row);
            if is(&self.shown) {
                items.push(Item::Record { ix, depth });
            } else if is(&self.holds) {
                items.push(Item::Above(ix));
            }
            let beneath = (depth + 1).min(DEEPEST);
            open.extend(self.members_of(row).iter().rev().map(|one| (*one, beneath)));
        }
    }
}

/// Proposals with their points beneath them, figures and options: in parts, or by date together.
fn plans((library, scope): (&Library, Scope), selection: &Selection, order: Order) -> Vec<Item> {
    let records = library.records();
    let listed = |ix: &RecordIx| selection.contains(*ix);
    let mut proposals: Vec<(RecordIx, Vec<Item>)> = Vec::new();
    let mut figures = Vec::new();
    for at in library.places(scope) {
        let all = |kind| records.span(at, kind).map(RecordIx);
        let mut points = all(RecordKind::Point).peekable();
        for (row, ix) in (0..).zip(all(RecordKind::Proposal)) {
            let is_own = |ix: &RecordIx| records.traits(*ix).proposal() == Some(row);
            let own = std::iter::from_fn(|| points.next_if(is_own)).filter(listed);
            let own: Vec<_> = own.map(|ix| Item::Record { ix, depth: 1 }).collect();
            let head = if listed(&ix) {
                Item::Record { ix, depth: 0 }
            } else if own.is_empty() {
                continue;
            } else {
                Item::Above(ix)
            };
            proposals.push((ix, std::iter::once(head).chain(own).collect()));
        }
        let mut own: Vec<_> = all(RecordKind::Figure).filter(listed).collect();
        by_quantity(&mut own, |ix| records.traits(ix).quantity());
        figures.append(&mut own);
    }
    let one = |ix: &RecordIx| (*ix, vec![Item::Record { ix: *ix, depth: 0 }]);
    let figures: Vec<_> = figures.iter().map(one).collect();
    let options: Vec<_> = selection.rows(RecordKind::Option).iter().map(one).collect();
    if order == Order::Date {
        let mut together = [proposals, figures, options].concat();
        together.sort_by_key(|(ix, _)| records.days(*ix));
        return together.into_iter().flat_map(|(_, items)| items).collect();
    }
    let mut items = Vec::new();
    for (title, part) in [
        ("Proposals", proposals),
        ("Figures", figures),
        ("Options", options),
    ] {
        if !part.is_empty() {
            items.push(Item::Heading(title));
            items.extend(part.into_iter().flat_map(|(_, items)| items));
        }
    }
    items
}

/// Puts figures of one quantity together, where the first of them stands.
fn by_quantity<T: Copy, Q: Eq + Hash>(figures: &mut [T], quantity: impl Fn(T) -> Option<Q>) {
    let mut first = std::collections::HashMap::new();
    for (at, figure) in figures.iter().enumerate() {
        if let Some(quantity) = quantity(*figure) {
            first.entry(quantity).or_insert(at);
        }
    }
    let mut keyed: Vec<_> = figures.iter().copied().enumerate().collect();
    keyed.sort_by_key(|(at, figure)| {
        let first = quantity(*figure).and_then(|quantity| first.get(&quantity));
        first.copied().unwrap_or(*at)
    });
    for (slot, (_, figure)) in figures.iter_mut().zip(keyed) {
        *slot = figure;
    }
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

    #[test]
    fn sides_that_go_round_come_to_an_end() {
        let mut sides = Sides::new(vec![Some(1), Some(0), Some(0), None]);
        (0..4).for_each(|row| sides.show(row));
        let mut items = Vec::new();
        for row in 0..4 {
            let root = sides.root(row);
            sides.place((root, 0), |row| RecordIx(row as u32), &mut items);
        }
        assert_eq!(items.len(), 4);
    }

    #[test]
    fn a_long_chain_of_sides_is_no_trouble() {
        let count = 200_000;
        let of = (0..count).map(|row: usize| row.checked_sub(1)).collect();
        let mut sides = Sides::new(of);
        sides.show(count - 1);
        let mut items = Vec::new();
        assert_eq!(sides.root(count - 1), 0);
        sides.place((0, 0), |row| RecordIx(row as u32), &mut items);
        assert!(matches!(
            items.last(),
            Some(Item::Record { depth: DEEPEST, .. })
        ));
        assert_eq!(items.len(), count);
    }

    #[test]
    fn figures_of_one_quantity_stand_together() {
        let mut figures = [("a", 1), ("", 2), ("b", 3), ("a", 4), ("", 5), ("b", 6)];
        by_quantity(&mut figures, |(quantity, _)| {
            Some(quantity).filter(|quantity| !quantity.is_empty())
        });
        assert_eq!(figures.map(|(_, n)| n), [1, 4, 2, 3, 6, 5]);
    }
}
