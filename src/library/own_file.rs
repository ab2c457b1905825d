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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::super::discover::{Input, read_own_file, survey};
    use super::*;

    const BRIEFING: &str = "format = 1\ntitle = \"T\"\nas_of = \"2025-12-02\"\n";

    /// The codes of what is wrong with a library, and how many of its briefings can be read.
    fn opened(folder: &Path) -> (Vec<&'static str>, usize) {
        let input = Input::Path(folder.to_owned());
        let (library, unusable) = load::load(std::slice::from_ref(&input));
        let own = library.own_faults().flat_map(|(_, faults)| faults);
        let mut codes: Vec<_> = own.map(|fault| fault.code.id()).collect();
        let entries = library.entries().iter();
        let faults = entries.clone().flat_map(|entry| entry.diagnostics.iter());
        codes.extend(faults.map(|fault| fault.code.id()));
        codes.extend(unusable.iter().map(|_| "unusable"));
        (codes, entries.filter(|entry| entry.is_readable()).count())
    }

    #[test]
    fn a_file_that_cannot_be_read_shares_nothing_and_keeps_nobody() {
        let folder = tempfile::tempdir().unwrap();
        let own = folder.path().join(NAME);
        fs::write(folder.path().join("a.toml"), BRIEFING).unwrap();
        assert_eq!(opened(folder.path()), (vec![], 1));
        fs::write(&own, b"title = \"\xff\"").unwrap();
        assert_eq!(opened(folder.path()), (vec!["B003"], 1));
        let large = fs::File::create(&own).unwrap();
        large.set_len(format::MAX_BRIEFING as u64 + 1).unwrap();
        assert_eq!(opened(folder.path()), (vec!["B004"], 1));
        fs::remove_file(&own).unwrap();
        fs::create_dir(&own).unwrap();
        assert_eq!(opened(folder.path()), (vec![], 1));
    }

    #[test]
    #[cfg(unix)]
    fn what_is_no_file_of_the_folder_is_not_read() {
        let folder = tempfile::tempdir().unwrap();
        let desk = folder.path().join("desk");
        fs::create_dir(&desk).unwrap();
        fs::write(desk.join("a.toml"), BRIEFING).unwrap();
        fs::write(folder.path().join("other.toml"), "title = \"secret\"").unwrap();
        std::os::unix::fs::symlink("../other.toml", desk.join(NAME)).unwrap();
        assert_eq!(opened(&desk), (vec!["B006"], 1));
        fs::remove_file(desk.join(NAME)).unwrap();
        let made = std::process::Command::new("mkfifo")
            .arg(desk.join(NAME))
            .status();
        assert!(made.unwrap().success());
        assert_eq!(opened(&desk), (vec!["B007"], 1));
    }

    /// The library of each file behind some inputs: its folder, from the folder of the test.
    fn libraries(folder: &Path, inputs: &[&str]) -> Vec<String> {
        let inputs: Vec<_> = inputs
            .iter()
            .map(|path| Input::Path(folder.join(path)))
            .collect();
        let files = survey(&inputs, &read_own_file).files.into_iter();
        let of = |path: &Path| {
            let below = path.parent().unwrap().strip_prefix(folder).unwrap();
            below.to_str().unwrap().to_owned()
        };
        let libraries = files.map(|file| {
            let own = file.place.library();
            own.map_or("none".to_owned(), |own| of(&own.path))
        });
        libraries.collect()
    }

    #[test]
    fn the_nearest_file_above_counts() {
        let folder = tempfile::tempdir().unwrap();
        for below in ["desk/old/deep", "desk/new"] {
            fs::create_dir_all(folder.path().join(below)).unwrap();
        }
        for file in ["desk/a", "desk/new/b", "desk/old/c", "desk/old/deep/d"] {
            fs::write(folder.path().join(format!("{file}.toml")), BRIEFING).unwrap();
        }
        for below in ["desk", "desk/old"] {
            fs::write(folder.path().join(below).join(NAME), "").unwrap();
        }
        let found = |inputs: &[&str]| libraries(folder.path(), inputs);
        let all = ["desk", "desk", "desk/old", "desk/old"];
        assert_eq!(found(&["desk"]), all);
        assert_eq!(found(&["desk/library.toml"]), all);
        let single = [
            "desk/a.toml",
            "desk/new/b.toml",
            "desk/old/c.toml",
            "desk/old/deep/d.toml",
        ];
        for (file, library) in single.iter().zip(all) {
            assert_eq!(found(&[file]), [library], "{file}");
        }
        assert_eq!(found(&single), all);
        // Of a folder that was opened nothing is looked for above.
        assert_eq!(found(&["desk/new"]), ["none"]);
    }
}
