//! The file `library.toml` of a library: found with the briefings, read before them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::Xxh3;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::format::{self, FolderTexts, InLibrary, Shared};
use crate::model::Slug;
use crate::text::position::LineIndex;

use super::discover::{Unusable, shown};
use super::load::{self, Texts};
use super::stamp::{Stamp, Stamping};

/// Its name.
pub(super) const NAME: &str = "library.toml";

/// How much of a library was opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reach {
    /// Some of its briefings: what is not among them may be elsewhere.
    Part,
    /// The whole folder.
    Whole,
}

/// A library's own file as it was read.
#[derive(Debug)]
pub struct OwnFile {
    /// Its name for display, safe for a terminal.
    pub name: Arc<str>,
    /// Where it is.
    pub path: Arc<Path>,
    /// How much of the library was opened.
    pub reach: Reach,
    /// What it says; what it said before it got the errors that it has now.
    pub shared: Arc<Shared>,
    /// What is wrong with it by itself.
    pub diagnostics: Vec<Diagnostic>,
    stamps: Vec<Stamp>,
    print: u128,
}

impl OwnFile {
    /// Reads the file at a place; what cannot be read at all shares nothing.
    pub(super) fn read(path: &Path, reach: Reach) -> (Self, Option<Unusable>) {
        let name: Arc<str> = shown(path).into();
        let folder = path.parent().unwrap_or(Path::new(""));
        // What changes while it is read has another stamp afterwards.
        let first = Stamp::of(path);
        let stamping = Stamping::new(FolderTexts::new(folder, folder), folder, Texts::Now);
        let (text, shared, diagnostics, unusable) = match load::read_text(path, &name) {
            Ok(Ok(text)) => {
                let file = SourceFile::new(&*name, Arc::clone(&text));
                let (shared, faults) = format::library::read(&file, &stamping);
                (text, shared, faults, None)
            }
            Ok(Err(fault)) => (
                Arc::default(),
                Shared::unread(&fault.file),
                vec![*fault],
                None,
            ),
            Err(reason) => {
                let file = SourceFile::new(&*name, "");
                let shared = Shared::unread(&file);
                (Arc::default(), shared, Vec::new(), Some(reason))
            }
        };
        let mut hasher = Xxh3::new();
        hasher.update(folder.as_os_str().as_encoded_bytes());
        for text in std::iter::once(&*text).chain(shared.texts().map(|text| text.original())) {
            hasher.update(&[0xff]);
            hasher.update(text.as_bytes());
        }
        let file = Self {
            name,
            path: path.into(),
            reach,
            shared: Arc::new(shared),
            diagnostics,
            stamps: std::iter::once(first)
                .chain(stamping.into_stamps())
                .collect(),
            print: hasher.digest128(),
        };
        (file, unusable)
    }

    /// The same with what it said before, where it has errors now and had none.
    pub(super) fn or_before(self, before: &Self) -> Self {
        if !self.shared.is_faulty() || before.shared.is_faulty() {
            return self;
        }
        Self {
            shared: Arc::clone(&before.shared),
            print: before.print,
            ..self
        }
    }

    /// The line, from 1, on which a shared record begins.
    pub fn line_of(&self, record: &Slug) -> Option<usize> {
        let place = self.shared.place(record)?;
        let lines = LineIndex::new(&self.shared.file.text);
        Some(lines.line_column(place.start).0)
    }

    /// Whether nothing has changed that it was read from.
    pub(super) fn is_as_it_was(&self) -> bool {
        self.stamps.iter().all(Stamp::holds)
    }

    /// Whether it is the same file, and nothing else is said by it or wrong with it.
    pub(super) fn says_the_same(&self, other: &Self) -> bool {
        let same = self.path == other.path && self.print == other.print;
        same && self.diagnostics == other.diagnostics
    }

    /// What tells what it shares from what another file shares.
    pub(super) fn print(&self) -> u128 {
        self.print
    }

    /// The files that it was read from.
    pub(super) fn files(&self) -> impl Iterator<Item = &Path> {
        self.stamps.iter().map(Stamp::path)
    }

    /// What it shares with a briefing.
    pub(super) fn with(&self, briefing: &Path) -> InLibrary<'_> {
        InLibrary {
            shared: &self.shared,
            depth: self.depth(briefing).unwrap_or(0),
        }
    }

    /// How many folders a file is below this one.
    fn depth(&self, file: &Path) -> Option<usize> {
        let (own, other) = (self.path.parent()?, file.parent()?);
        if let Ok(below) = other.strip_prefix(own)
            && !own.as_os_str().is_empty()
        {
            return Some(below.components().count());
        }
        let whole = |folder: &Path| -> Option<PathBuf> {
            let here = folder.as_os_str().is_empty();
            let folder = if here { Path::new(".") } else { folder };
            folder.canonicalize().ok()
        };
        let below = whole(other)?
            .strip_prefix(whole(own)?)
            .ok()?
            .components()
            .count();
        Some(below)
    }
}
