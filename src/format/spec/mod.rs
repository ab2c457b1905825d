//! The format, said once.
//!
//! [`ROOT`] is the whole of the briefing format as data: every table, every key, what it takes, what
//! it is worth when left out, and a line on what it means. The reader of files, the JSON Schema, the
//! manual page and the suggestions for misspelt words all read this table, so none can drift from
//! the others.

mod tables;

use crate::model::{RecordKind, Vocabulary};

pub use tables::{CITE, LIBRARY, ROOT};

/// A table of the file.
#[derive(Debug)]
pub struct Table {
    /// The header between the brackets; empty for the file itself.
    pub name: &'static str,
    /// What one entry is called: "actor", "role".
    pub noun: &'static str,
    /// The kind of record its entries are, where they are records.
    pub kind: Option<RecordKind>,
    /// What it holds: a sentence or two for the manual.
    pub doc: &'static str,
    /// An entry as an author would write it.
    pub example: &'static str,
    /// Its keys, in the order of the manual.
    pub keys: &'static [Key],
}

/// A key of a table.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// The key as it is written.
    pub name: &'static str,
    /// What it takes.
    pub value: Value,
    /// Whether it may be left out.
    pub need: Need,
    /// What it means, in a line.
    pub doc: &'static str,
    /// Whether following the key from record to record must never come back.
    pub acyclic: bool,
}

/// Whether a key may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// It may not.
    Required,
    /// It may, and then nothing is said.
    Optional,
    /// It may, and then it has this value.
    Default(&'static str),
}

/// A closed list of words with their meanings.
pub type Words = fn() -> Vec<(&'static str, &'static str)>;

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    /// The version of the format.
    Version,
    /// The identifier of this record.
    Id,
    /// Text in one line.
    Line,
    /// A sentence or several: shown as one paragraph.
    Prose,
    /// A list of texts in one line each.
    Lines,
    /// Words that are matched exactly.
    Wording,
    /// Words that are matched exactly, in one piece or a list of pieces.
    Pieces,
    /// A whole text.
    Text,
    /// An EDTF date.
    Date,
    /// One exact day.
    Day,
    /// A web address.
    Url,
    /// A relative path.
    Path,
    /// A number.
    Number,
    /// A whole number within bounds.
    Whole {
        /// The least.
        min: i64,
        /// The greatest.
        max: i64,
    },
    /// One word of a closed list.
    Word(Words),
    /// The identifier of a record of one of these kinds.
    Ref(&'static [RecordKind]),
    /// A list of such identifiers.
    Refs(&'static [RecordKind]),
    /// One such identifier or a list.
    OneOrMore(&'static [RecordKind]),
    /// Sources, each with or without a passage.
    Cites,
    /// A list of records of other files: `briefing/record`.
    Elsewhere,
    /// A table of texts under free keys.
    Links,
    /// One table.
    Table(&'static Table),
    /// Any number of tables.
    Tables(&'static Table),
    /// `true` or `false`.
    Flag,
    /// A program and its arguments, each as it is.
    Program,
    /// A list of paths, each as it is.
    Paths,
    /// A list of words of a closed list.
    Words(Words),
    /// One of these names, a number of the palette, or `#rrggbb`.
    Colour(Words),
    /// A name, or a table.
    NameOr(&'static Table),
    /// A list of names of keys of a keyboard.
    Keys,
    /// A table of lists of texts. Its keys are those of the specification; who asks for them says
    /// so where another is there.
    Lists(&'static Table),
}

impl Value {
    /// Whether it is written under a header of its own.
    pub(super) const fn is_table(self) -> bool {
        matches!(self, Self::Table(_) | Self::Tables(_) | Self::Lists(_))
    }
}

/// A colour of a terminal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colour {
    /// Red, green, blue.
    Rgb(u8, u8, u8),
    /// A number of the palette of 256.
    Indexed(u8),
    /// One of the names of the specification.
    Named(&'static str),
}

impl Table {
    /// The key of this name, with its place in [`Table::keys`].
    pub fn key(&self, name: &str) -> Option<(usize, &'static Key)> {
        self.keys
            .iter()
            .enumerate()
            .find(|(_, key)| key.name == name)
    }

    /// Whether the whole file is made of records.
    pub(super) fn is_of_records(&self) -> bool {
        let tables = |key: &Key| matches!(key.value, Value::Tables(_));
        self.name.is_empty() && self.keys.iter().any(tables)
    }

    /// The same, looked for from a place on: keys mostly stand in the order of the manual.
    pub(super) fn key_from(&self, place: usize, name: &str) -> Option<(usize, &'static Key)> {
        let (before, after) = self.keys.split_at_checked(place)?;
        let is_it = |key: &Key| key.name == name;
        let row = match after.iter().position(is_it) {
            Some(at) => before.len() + at,
            None => before.iter().position(is_it)?,
        };
        Some((row, self.keys.get(row)?))
    }

    /// This table and every table beneath it, each once, in the order of the manual.
    pub fn walk(&'static self) -> Vec<&'static Table> {
        let mut found = vec![self];
        for key in self.keys {
            if let Value::Table(table) | Value::Tables(table) | Value::NameOr(table) = key.value {
                for table in table.walk() {
                    if !found.iter().any(|one| std::ptr::eq(*one, table)) {
                        found.push(table);
                    }
                }
            }
        }
        found
    }
}

impl Key {
    /// A key that may be left out.
    pub const fn new(name: &'static str, value: Value, doc: &'static str) -> Self {
        Self {
            name,
            value,
            need: Need::Optional,
            doc,
            acyclic: false,
        }
    }

    const fn required(mut self) -> Self {
        self.need = Need::Required;
        self
    }

    /// The same, with what it is worth when left out.
    #[must_use]
    pub const fn default(mut self, value: &'static str) -> Self {
        self.need = Need::Default(value);
        self
    }

    const fn acyclic(mut self) -> Self {
        self.acyclic = true;
        self
    }
}

/// The words of a vocabulary with their meanings.
pub fn words<V: Vocabulary>() -> Vec<(&'static str, &'static str)> {
    V::WORDS
        .iter()
        .map(|(_, word, meaning)| (*word, *meaning))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_is_a_word_of_its_list_and_no_key_stands_twice() {
        for table in ROOT.walk() {
            for (row, key) in table.keys.iter().enumerate() {
                assert_eq!(
                    table.key(key.name).map(|(found, _)| found),
                    Some(row),
                    "{} twice in [{}]",
                    key.name,
                    table.name
                );
                if let (Need::Default(default), Value::Word(list)) = (key.need, key.value) {
                    assert!(list().iter().any(|(word, _)| *word == default), "{default}");
                }
            }
        }
    }

    #[test]
    fn every_kind_of_record_has_its_table() {
        for kind in RecordKind::ALL {
            let tables = ROOT.walk();
            let table = tables.iter().find(|table| table.kind == Some(kind));
            let name = table.map(|table| table.name.rsplit('.').next());
            assert_eq!(name, Some(Some(kind.table())));
        }
    }
}
