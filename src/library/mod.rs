//! One or many briefings as one set: find, load, index, select.
//!
//! A single briefing is a library of one, so the reader, `show` and the analyses have one path.
//! A library is an immutable snapshot: it is shared behind an `Arc` and replaced as a whole.

pub mod arrange;
mod asked;
mod bits;
mod bytes;
mod cache;
mod called;
mod card;
pub mod catalogue;
mod completing;
pub mod context_words;
pub mod cores;
mod csr;
pub mod discover;
mod fields;
pub mod figures;
pub mod filter;
pub mod identity;
mod index;
pub mod involvement;
mod kept;
pub mod load;
mod marks;
pub mod names;
mod nearest;
mod own_file;
mod recent;
pub mod records;
pub mod remembered;
pub mod search;
mod segment;
pub mod select;
pub mod shelf;
mod stamp;
#[cfg(test)]
mod tests;
mod texts;
mod traits;
mod verdicts;
pub mod verify;
pub mod watch;
mod words;
mod written;

use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, OnceLock};

use crate::anchor::Haystack;
use crate::diagnostic::{Diagnostic, Severity, spare};
use crate::format::SourceText;
use crate::model::{Briefing, RecordId, RecordKind, SourceId};

use discover::Place;

pub use arrange::{Arranged, Item, Order, Roll, Rows};
pub use card::Card;
pub use filter::{Choice, Filter, Matching, People, Scope, Unsure, Verified};
pub use identity::{Identities, Likeness, Suggestion};
pub use own_file::{OwnFile, Reach};
use records::Sheet;
pub use records::{RecordIx, Records, Row};
pub use select::Selection;
pub use traits::SourceTraits;
pub use verdicts::Verdicts;
use verify::Cache;
pub use verify::{Standing, Tally, Verification};

/// A record's name across reloads: which file, which kind, which identifier.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RecordKey {
    /// The file's name as it is displayed.
    pub file: Arc<str>,
    /// The record in it.
    pub id: RecordId,
}

/// One briefing file of a library, readable or not. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file's name as it is displayed, safe for a terminal.
    pub file: Arc<str>,
    /// Where it is on disk; `None` for what comes with the program.
    pub path: Option<Arc<Path>>,
    /// What the file says of itself; `None` where faults keep it from being read.
    pub card: Option<Arc<Card>>,
    /// All that the file says, where it is open; of a large library few files are.
    pub content: Option<Arc<Content>>,
    /// The columns of its records.
    sheet: Option<Sheet>,
    /// Where it was found.
    place: Option<Arc<Place>>,
    /// A hash of where it was found, of its text and of what its library shares.
    print: u128,
    /// What is wrong with it.
    pub diagnostics: Arc<[Diagnostic]>,
    /// Whether the content is what the file says now.
    pub version: Version,
}

/// Which version of a file its content is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Version {
    /// What the file says, as far as it can be read.
    #[default]
    Current,
    /// What it said before it got the faults that it has now.
    LastGood,
    /// What it said while it could be read.
    Lost,
}

/// What a readable file says.
#[derive(Debug)]
pub struct Content {
    /// The briefing.
    pub briefing: Arc<Briefing>,
    /// The stored texts of its sources.
    pub texts: BTreeMap<SourceId, Arc<SourceText>>,
    haystacks: BTreeMap<SourceId, OnceLock<Haystack>>,
    verification: OnceLock<Arc<Verification>>,
}

impl Content {
    /// A briefing with the stored texts of its sources.
    pub fn new(briefing: Briefing, texts: BTreeMap<SourceId, Arc<SourceText>>) -> Self {
        let haystacks = texts
            .keys()
            .map(|id| (id.clone(), OnceLock::new()))
            .collect();
        Self {
            briefing: Arc::new(briefing),
            texts,
            haystacks,
            verification: OnceLock::new(),
        }
    }

    /// How the briefing's words stand in their sources; found out once, when first asked for.
    pub fn verification(&self, cache: &Cache) -> &Arc<Verification> {
        let find = || Arc::new(Verification::of(self, cache));
        self.verification.get_or_init(find)
    }

    /// The stored text of a source, folded for looking words up; folded once, when first asked for.
    pub fn haystack(&self, source: &SourceId) -> Option<&Haystack> {
        let text = self.texts.get(source)?;
        let haystack = self.haystacks.get(source)?;
        Some(haystack.get_or_init(|| Haystack::new(text.original(), text.body_start())))
    }
}

impl Drop for Content {
    fn drop(&mut self) {
        if let Some(briefing) = Arc::get_mut(&mut self.briefing) {
            briefing.let_go();
        }
    }
}

impl Entry {
    /// A file as it is now: what it says, where it can be read, and what is wrong with it.
    pub fn new(file: Arc<str>, content: Option<Content>, diagnostics: Vec<Diagnostic>) -> Self {
        let mut entry = Self::without_records(file, content, diagnostics);
        records::pack(&mut [&mut entry]);
        entry
    }

    /// The same, its records not yet in columns.
    fn without_records(
        file: Arc<str>,
        content: Option<Content>,
        diagnostics: Vec<Diagnostic>,
    ) -> Self {
        let card = content.as_ref().map(|content| Card::of(&content.briefing));
        Self {
            file,
            path: None,
            place: None,
            print: 0,
            card: card.map(Arc::new),
            sheet: None,
            content: content.map(Arc::new),
            diagnostics: diagnostics.into(),
            version: Version::Current,
        }
    }

    /// Whether the file could be read, now or before.
    pub const fn is_readable(&self) -> bool {
        self.card.is_some()
    }

    /// The own file of the library that the briefing is a part of.
    pub fn own_file(&self) -> Option<&Arc<OwnFile>> {
        self.place.as_ref()?.library()
    }

    /// Closes the file: of its text only the lines are kept that its faults point at.
    pub fn close(&mut self) {
        self.content = None;
        if !self.diagnostics.is_empty() {
            let mut faults = self.diagnostics.to_vec();
            spare(&mut faults);
            self.diagnostics = faults.into();
        }
    }

    /// Whether the records of a file are those of another version of it, read at the same time.
    pub fn has_same_records(&self, other: &Self) -> bool {
        let sheets = self.sheet.as_ref().zip(other.sheet.as_ref());
        sheets.is_some_and(|(own, other)| own.is(other))
    }

    /// Whether the records of the file are known.
    pub fn has_records(&self) -> bool {
        self.sheet.is_some()
    }

    /// How many records of a kind the file has.
    pub fn count(&self, kind: RecordKind) -> usize {
        self.sheet.as_ref().map_or(0, |sheet| sheet.count(kind))
    }

    /// The same with the place where it was found.
    #[must_use]
    pub fn at(mut self, place: &Place) -> Self {
        self.path = place.path();
        self.place = Some(Arc::new(place.clone()));
        self
    }

    /// The number of faults that keep the file from being read.
    pub fn errors(&self) -> usize {
        self.diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.severity() == Severity::Error)
            .count()
    }
}

/// A set of briefings, with flat columns over all their records.
#[derive(Clone, Debug, Default)]
pub struct Library {
    entries: Vec<Entry>,
    by_file: Arc<HashMap<Arc<str>, usize>>,
    records: Arc<Records>,
    known: Arc<search::Known>,
    identities: Arc<OnceLock<Identities>>,
    grounds: Arc<select::Grounds>,
    own_files: Arc<[Arc<OwnFile>]>,
    called: Arc<called::Called>,
    completing: Arc<completing::Completing>,
    terms: Arc<asked::Terms>,
}

impl Library {
    /// Puts briefings together: the newest first, then by title; unreadable files last.
    pub fn new(mut entries: Vec<Entry>) -> Self {
        entries.sort_by(|a, b| {
            match (&a.card, &b.card) {
                (Some(a), Some(b)) => (b.as_of.cmp(&a.as_of)).then_with(|| a.title.cmp(&b.title)),
                (Some(_), None) => std::cmp::Ordering::Less,
                (None, Some(_)) => std::cmp::Ordering::Greater,
                (None, None) => std::cmp::Ordering::Equal,
            }
            .then_with(|| a.file.cmp(&b.file))
        });
        let by_file = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (Arc::clone(&entry.file), at))
            .collect();
        let records = Records::new(entries.iter().map(|entry| entry.sheet.as_ref()));
        Self {
            entries,
            by_file: Arc::new(by_file),
            records: Arc::new(records),
            known: Arc::default(),
            identities: Arc::default(),
            grounds: Arc::default(),
            own_files: Arc::default(),
            called: Arc::default(),
            completing: Arc::default(),
            terms: Arc::default(),
        }
    }

    /// The same library with its own files: that of the whole first, where there is one.
    #[must_use]
    pub fn with_own_files(mut self, own_files: &[Arc<OwnFile>]) -> Self {
        self.own_files = own_files.into();
        self.identities = Arc::default();
        self.grounds = Arc::default();
        self.called = Arc::default();
        self.terms = Arc::default();
        self
    }

    /// Forgets the answers to what was asked last, as where much else is asked before it is asked again.
    /// What is found out once stays known.
    pub fn forget_answers(&self) {
        self.terms.forget();
        self.grounds.forget_answers();
    }

    /// The files `library.toml` of the libraries that the briefings are parts of.
    pub fn own_files(&self) -> &[Arc<OwnFile>] {
        &self.own_files
    }

    /// What the library is called, where its own file says so.
    pub fn title(&self) -> Option<&str> {
        self.own_files.first()?.shared.title.as_deref()
    }

    /// The place of the briefing that opens first, where the library's own file names one.
    pub fn first(&self) -> Option<usize> {
        let (id, _) = self.own_files.first()?.shared.first.as_ref()?;
        let mut entries = self.entries.iter();
        entries.position(|entry| {
            entry
                .card
                .as_ref()
                .is_some_and(|card| card.id == id.as_str())
        })
    }

    /// The same library with the file at a place open.
    #[must_use]
    pub fn with_open(&self, at: usize, content: &Arc<Content>, faults: Arc<[Diagnostic]>) -> Self {
        let mut library = self.clone();
        library.reopen(at, content);
        library.set_diagnostics(at, faults);
        library
    }

    /// Opens the file at a place, unless it is open.
    pub fn reopen(&mut self, at: usize, content: &Arc<Content>) {
        if let Some(entry) = self.entries.get_mut(at) {
            entry.content.get_or_insert_with(|| Arc::clone(content));
        }
    }

    /// Closes the file at a place.
    pub fn close(&mut self, at: usize) {
        if let Some(entry) = self.entries.get_mut(at) {
            entry.close();
        }
    }

    /// Says what is wrong with the file at a place.
    pub fn set_diagnostics(&mut self, at: usize, diagnostics: Arc<[Diagnostic]>) {
        if let Some(entry) = self.entries.get_mut(at) {
            entry.diagnostics = diagnostics;
        }
    }

    /// The files, in order.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }

    /// One file by its place in the order.
    pub fn entry(&self, at: usize) -> Option<&Entry> {
        self.entries.get(at)
    }

    /// The place of a file in the order, by its displayed name.
    pub fn position(&self, file: &str) -> Option<usize> {
        self.by_file.get(file).copied()
    }

    /// What the file at a place in the order says of itself, if it is readable.
    pub fn card(&self, at: usize) -> Option<&Arc<Card>> {
        self.entries.get(at)?.card.as_ref()
    }

    /// The briefing at a place in the order, if it is open.
    pub fn briefing(&self, at: usize) -> Option<&Arc<Briefing>> {
        Some(&self.entries.get(at)?.content.as_ref()?.briefing)
    }

    /// The stored text of a source.
    pub fn text(&self, at: usize, source: &SourceId) -> Option<&Arc<SourceText>> {
        self.entries.get(at)?.content.as_ref()?.texts.get(source)
    }

    /// The stored text of a source, folded for looking words up; folded once, when first asked for.
    pub fn haystack(&self, at: usize, source: &SourceId) -> Option<&Haystack> {
        self.entries.get(at)?.content.as_ref()?.haystack(source)
    }

    /// The flat columns over all records.
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// The stable name of a record.
    pub fn key(&self, ix: RecordIx) -> Option<RecordKey> {
        let entry = self.entries.get(self.records.briefing(ix)?)?;
        Some(RecordKey {
            file: Arc::clone(&entry.file),
            id: self.records.id(ix)?,
        })
    }

    /// Where a record stands in this snapshot, if it is still there.
    pub fn find(&self, key: &RecordKey) -> Option<RecordIx> {
        let at = self.position(&key.file)?;
        self.find_in(at, &key.id)
    }

    /// Where a record of one briefing stands in this snapshot.
    pub fn find_in(&self, at: usize, id: &RecordId) -> Option<RecordIx> {
        self.records.find_in(at, id)
    }
}
