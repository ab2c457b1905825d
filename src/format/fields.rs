//! One table of the file after every key of it has been read and checked.

use std::collections::BTreeMap;
use std::ops::Range;

use chrono::NaiveDate;

use super::library::Elsewhere;
use super::spec::{Colour, Need, Table};
use crate::model::{Cite, Date, RecordId, Slug, Vocabulary, Wording};

/// A value that has passed every check its key asks for.
#[derive(Debug)]
pub(super) enum Checked {
    Slug(Slug),
    Text(String),
    Texts(Vec<String>),
    Wordings(Vec<Wording>),
    Date(Date),
    Day(NaiveDate),
    Number(f64),
    Whole(i64),
    Word(&'static str),
    Refs(Vec<RecordId>),
    Cites(Vec<Cite>),
    Elsewhere(Vec<Elsewhere>),
    Links(BTreeMap<String, String>),
    Rows(Vec<Fields>),
    Flag(bool),
    Colour(Colour),
    Lists(Vec<Entry>),
}

/// One list of a table of lists of texts: its key and its texts, each with its place in bytes of
/// the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub name: (String, Range<usize>),
    /// The texts.
    pub texts: Vec<(String, Range<usize>)>,
}

/// What became of a key that the file has.
#[derive(Debug)]
struct Slot {
    /// The key's row in the specification.
    row: usize,
    /// `None` where it was refused, and the fault was reported, or where it was taken out.
    value: Option<Checked>,
    /// Whether it was refused.
    refused: bool,
    /// Where the value stands.
    span: Range<usize>,
}

/// The values of one table, by key.
///
/// Values are taken out once each. A key left out reads as `None` or empty, or as its default; so
/// does a refused one, whose fault has been reported already.
#[derive(Debug)]
pub struct Fields {
    table: &'static Table,
    /// The header of the table, or the whole of an inline table.
    pub span: Range<usize>,
    /// The keys that the file has.
    slots: Vec<Slot>,
    /// The row behind that of the key that was asked for last.
    next: usize,
}

macro_rules! taking {
    ($($name:ident: $variant:ident => $type:ty;)*) => {$(
        #[doc = concat!("The value of a key, where it is a good `", stringify!($type), "`.")]
        pub fn $name(&mut self, key: &str) -> Option<$type> {
            match self.take(key)? {
                Checked::$variant(value) => Some(value),
                other => { debug_assert!(false, "{key} is {other:?}"); None }
            }
        }
    )*};
}

impl Fields {
    pub(super) fn new(table: &'static Table, span: Range<usize>, keys: usize) -> Self {
        Self {
            table,
            span,
            slots: Vec::with_capacity(keys.min(table.keys.len())),
            next: 0,
        }
    }

    /// Notes what became of the key in a row of the specification.
    pub(super) fn put(&mut self, row: usize, value: Option<Checked>, span: Range<usize>) {
        let refused = value.is_none();
        self.slots.push(Slot {
            row,
            value,
            refused,
            span,
        });
    }

    /// The required keys that the file does not have.
    pub(super) fn missing(&self) -> impl Iterator<Item = &'static str> + '_ {
        let keys = self.table.keys.iter().enumerate();
        let required = keys.filter(|(_, key)| key.need == Need::Required);
        required
            .filter(|(row, _)| self.slots.iter().all(|slot| slot.row != *row))
            .map(|(_, key)| key.name)
    }

    /// Whether the file has the key, with a good value or not.
    pub fn has(&self, key: &str) -> bool {
        self.slot(key).is_some()
    }

    /// Whether a key has a text and not a table.
    pub fn is_name(&self, key: &str) -> bool {
        self.slot(key)
            .is_some_and(|slot| matches!(slot.value, Some(Checked::Text(_))))
    }

    /// Whether the key had a value that was refused.
    pub fn refused(&self, key: &str) -> bool {
        self.slot(key).is_some_and(|slot| slot.refused)
    }

    /// Where the value of a key stands; the table's own place where the key is left out.
    pub fn place(&self, key: &str) -> Range<usize> {
        let slot = self.slot(key);
        slot.map_or(&self.span, |slot| &slot.span).clone()
    }

    fn slot(&self, key: &str) -> Option<&Slot> {
        let found = self.table.key(key);
        debug_assert!(found.is_some(), "[{}] has no {key}", self.table.name);
        let (row, _) = found?;
        self.slots.iter().find(|slot| slot.row == row)
    }

    fn take(&mut self, key: &str) -> Option<Checked> {
        let found = self.table.key_from(self.next, key);
        debug_assert!(found.is_some(), "[{}] has no {key}", self.table.name);
        let (row, _) = found?;
        self.next = row + 1;
        let slot = self.slots.iter_mut().find(|slot| slot.row == row)?;
        slot.value.take()
    }

    taking! {
        slug: Slug => Slug;
        text: Text => String;
        date: Date => Date;
        day: Day => NaiveDate;
        number: Number => f64;
        whole: Whole => i64;
        flag: Flag => bool;
        colour: Colour => Colour;
        lists: Lists => Vec<Entry>;
    }

    /// The texts of a list.
    pub fn texts(&mut self, key: &str) -> Vec<String> {
        match self.take(key) {
            Some(Checked::Texts(texts)) => texts,
            _ => Vec::new(),
        }
    }

    pub(super) fn pieces(&mut self, key: &str) -> Vec<Wording> {
        match self.take(key) {
            Some(Checked::Wordings(pieces)) => pieces,
            _ => Vec::new(),
        }
    }

    pub(super) fn wording(&mut self, key: &str) -> Option<Wording> {
        self.pieces(key).into_iter().next()
    }

    /// The word of a key, or the word it defaults to.
    pub fn word<V: Vocabulary>(&mut self, key: &str) -> Option<V> {
        if let Some(Checked::Word(word)) = self.take(key) {
            return V::from_word(word);
        }
        match self.table.key(key)?.1.need {
            Need::Default(word) => V::from_word(word),
            _ => None,
        }
    }

    pub(super) fn records(&mut self, key: &str) -> Vec<RecordId> {
        match self.take(key) {
            Some(Checked::Refs(refs)) => refs,
            _ => Vec::new(),
        }
    }

    pub(super) fn ids<I: From<Slug>>(&mut self, key: &str) -> Vec<I> {
        let records = self.records(key).into_iter();
        records.map(|record| I::from(record.slug)).collect()
    }

    pub(super) fn id<I: From<Slug>>(&mut self, key: &str) -> Option<I> {
        self.ids(key).into_iter().next()
    }

    pub(super) fn cites(&mut self, key: &str) -> Vec<Cite> {
        match self.take(key) {
            Some(Checked::Cites(cites)) => cites,
            _ => Vec::new(),
        }
    }

    pub(super) fn elsewhere(&mut self, key: &str) -> Vec<Elsewhere> {
        match self.take(key) {
            Some(Checked::Elsewhere(found)) => found,
            _ => Vec::new(),
        }
    }

    pub(super) fn links(&mut self, key: &str) -> BTreeMap<String, String> {
        match self.take(key) {
            Some(Checked::Links(links)) => links,
            _ => BTreeMap::new(),
        }
    }

    /// The tables of a list, or the one table.
    pub fn rows(&mut self, key: &str) -> Vec<Fields> {
        match self.take(key) {
            Some(Checked::Rows(rows)) => rows,
            _ => Vec::new(),
        }
    }
}
