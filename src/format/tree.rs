//! A TOML file as a tree that is quick to make and to walk: what is read by the specification.
//!
//! It is made of what the TOML parser understood of a file or, where the file is written plainly
//! and without a fault, from the text at once. Both make the same tree.

mod gather;
mod plain;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml_datetime::Datetime;

use crate::leisure::by_thousands;

/// The deepest table or list that is taken over: far below what any specification asks for.
const DEPTH: usize = 100;

/// A file: its tables and lists lie one after the other, the entries of each together.
#[derive(Debug, Default)]
pub(super) struct Tree<'i> {
    slots: Vec<Slot<'i>>,
    root: Span,
}

/// An entry of a table with its key, or of a list without.
#[derive(Debug)]
struct Slot<'i> {
    key: Key<'i>,
    node: Node<'i>,
}

/// A key with its place.
#[derive(Clone, Copy, Debug, Default)]
struct Key<'i> {
    name: &'i str,
    span: Span,
}

/// A value with its place in bytes.
#[derive(Debug)]
struct Node<'i> {
    what: What<'i>,
    span: Span,
}

/// A range, half the size. No file is so large that it does not fit.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    start: u32,
    end: u32,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(super) enum What<'i> {
    /// A text, and whether it is known to be printable ASCII throughout.
    Text(Cow<'i, str>, Known),
    Integer(Integer<'i>),
    Float(Cow<'i, str>),
    Boolean(bool),
    Datetime(Datetime),
    List(Entries),
    Table(Entries),
}

/// A whole number as it is written: its digits, and their base.
#[derive(Clone, Debug)]
pub(super) struct Integer<'i> {
    digits: Cow<'i, str>,
    radix: u32,
}

/// What is known of the characters of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// They are printable ASCII.
    Printable,
    /// Nothing.
    Nothing,
}

/// Where the entries of a table or a list are.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entries(Span);

impl Span {
    const fn new(range: &Range<usize>) -> Self {
        Self {
            start: range.start as u32,
            end: range.end as u32,
        }
    }

    const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Reads a text that is written plainly and has no fault; `None` where that is not certain.
pub(super) fn plain(text: &str) -> Option<Tree<'_>> {
    plain::read(text)
}

impl Drop for Tree<'_> {
    fn drop(&mut self) {
        by_thousands(std::mem::take(&mut self.slots)).for_each(drop);
    }
}

impl<'i> Tree<'i> {
    /// What the parser understood of a file.
    pub(super) fn of(root: &'i DeTable<'_>) -> Self {
        let mut tree = Self::default();
        tree.root = tree.take_table(root, 0).0;
        tree
    }

    /// The table that is the file.
    pub(super) fn root(&self) -> Table<'_> {
        self.table(Entries(self.root))
    }

    fn take_table(&mut self, table: &'i DeTable<'_>, depth: usize) -> Entries {
        let mut slots = Vec::with_capacity(table.len());
        for (key, value) in table {
            let key = Key {
                name: key.get_ref(),
                span: Span::new(&key.span()),
            };
            let node = self.take(value, depth);
            slots.push(Slot { key, node });
        }
        self.keep(slots)
    }

    fn take(&mut self, value: &'i Spanned<DeValue<'_>>, depth: usize) -> Node<'i> {
        let what = match value.get_ref() {
            DeValue::String(text) => What::Text(Cow::Borrowed(text), Known::Nothing),
            DeValue::Integer(number) => What::Integer(Integer {
                digits: Cow::Borrowed(number.as_str()),
                radix: number.radix(),
            }),
            DeValue::Float(number) => What::Float(Cow::Borrowed(number.as_str())),
            DeValue::Boolean(flag) => What::Boolean(*flag),
            DeValue::Datetime(moment) => What::Datetime(*moment),
            DeValue::Array(_) if depth > DEPTH => What::List(Entries(Span::default())),
            DeValue::Table(_) if depth > DEPTH => What::Table(Entries(Span::default())),
            DeValue::Array(list) => {
                let mut slots = Vec::with_capacity(list.len());
                for value in list {
                    let node = self.take(value, depth + 1);
                    let key = Key::default();
                    slots.push(Slot { key, node });
                }
                What::List(self.keep(slots))
            }
            DeValue::Table(table) => What::Table(self.take_table(table, depth + 1)),
        };
        Node {
            what,
            span: Span::new(&value.span()),
        }
    }

    /// Keeps the entries of a table or list that is complete.
    fn keep(&mut self, slots: impl IntoIterator<Item = Slot<'i>>) -> Entries {
        let start = self.slots.len();
        self.slots.extend(slots);
        Entries(Span::new(&(start..self.slots.len())))
    }

    fn table(&self, entries: Entries) -> Table<'_> {
        let slots = self.slots.get(entries.0.range()).unwrap_or_default();
        Table { tree: self, slots }
    }
}

/// A table of a tree.
#[derive(Clone, Copy)]
pub(super) struct Table<'t> {
    tree: &'t Tree<'t>,
    slots: &'t [Slot<'t>],
}

/// A list of a tree.
#[derive(Clone, Copy)]
pub(super) struct List<'t>(Table<'t>);

/// A value of a tree.
#[derive(Clone, Copy)]
pub(super) struct Value<'t> {
    tree: &'t Tree<'t>,
    node: &'t Node<'t>,
}

/// A key of a table, and its place in bytes.
#[derive(Clone, Copy)]
pub(super) struct Named<'t>(&'t Key<'t>);

impl<'t> Table<'t> {
    /// The value of a key.
    pub(super) fn get(self, name: &str) -> Option<Value<'t>> {
        let slot = self.slots.iter().find(|slot| slot.key.name == name)?;
        Some(self.value(slot))
    }

    /// How many keys it has.
    pub(super) const fn len(self) -> usize {
        self.slots.len()
    }

    /// Its keys and their values, in the order of the file.
    pub(super) fn iter(self) -> impl Iterator<Item = (Named<'t>, Value<'t>)> {
        let slots = self.slots.iter();
        slots.map(move |slot| (Named(&slot.key), self.value(slot)))
    }

    const fn value(self, slot: &'t Slot<'t>) -> Value<'t> {
        Value {
            tree: self.tree,
            node: &slot.node,
        }
    }
}

impl<'t> List<'t> {
    /// How many entries it has.
    pub(super) const fn len(self) -> usize {
        self.0.slots.len()
    }

    /// Whether it has none.
    pub(super) const fn is_empty(self) -> bool {
        self.0.slots.is_empty()
    }

    /// Its entries.
    pub(super) fn iter(self) -> impl Iterator<Item = Value<'t>> {
        self.0.slots.iter().map(move |slot| self.0.value(slot))
    }
}

impl<'t> Named<'t> {
    /// The key as it is read.
    pub(super) const fn name(self) -> &'t str {
        self.0.name
    }

    /// Where it stands.
    pub(super) const fn span(self) -> Range<usize> {
        self.0.span.range()
    }
}

impl<'t> Value<'t> {
    /// What it is.
    pub(super) const fn what(self) -> &'t What<'t> {
        &self.node.what
    }

    /// Where it stands, in bytes.
    pub(super) const fn span(self) -> Range<usize> {
        self.node.span.range()
    }

    /// The text that it is.
    pub(super) fn as_str(self) -> Option<&'t str> {
        match self.what() {
            What::Text(text, _) => Some(text),
            _ => None,
        }
    }

    /// The list that it is.
    pub(super) fn as_list(self) -> Option<List<'t>> {
        match *self.what() {
            What::List(entries) => Some(List(self.tree.table(entries))),
            _ => None,
        }
    }

    /// The table that it is.
    pub(super) fn as_table(self) -> Option<Table<'t>> {
        match *self.what() {
            What::Table(entries) => Some(self.tree.table(entries)),
            _ => None,
        }
    }
}

impl Integer<'_> {
    /// The number, where it fits.
    pub(super) fn value(&self) -> Option<i64> {
        i64::from_str_radix(&self.digits.replace('_', ""), self.radix).ok()
    }
}

impl fmt::Display for Integer<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.radix {
            2 => "0b",
            8 => "0o",
            16 => "0x",
            _ => "",
        })?;
        f.write_str(&self.digits)
    }
}
