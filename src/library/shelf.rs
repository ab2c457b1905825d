//! The files of a library as they were read last, so that only what has changed is read again.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use crate::format::{FolderTexts, TextFault, TextStore};

use super::discover::{Found, Input, Place, Unusable, survey};
use super::watch::Watched;
use super::{Content, Entry, Library, Version, load};

/// A file that was changed a shorter time ago than this may change once more without getting
/// another time, as coarse as the clocks of file systems are.
const COARSE: Duration = Duration::from_secs(2);

/// How long an editor that writes a file in place is given to write the first byte.
const EMPTY_FOR: Duration = Duration::from_millis(150);

/// What is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Every file.
    All,
    /// What looks as if it had changed.
    Changed,
}

/// The files of a library as they were read last.
#[derive(Debug, Default)]
pub struct Shelf {
    known: HashMap<PathBuf, Known>,
    problems: Vec<String>,
    watched: Watched,
}

/// What reading the files has brought.
#[derive(Debug)]
pub struct Outcome {
    /// All of them.
    pub library: Library,
    /// What could not be read at all, in a line each.
    pub problems: Vec<String>,
    /// The files that say something else than before, are new or gone.
    pub changed: Vec<Arc<str>>,
}

/// A file as it was read.
#[derive(Clone, Debug)]
struct Known {
    entry: Entry,
    stamps: Vec<Stamp>,
    text: Arc<str>,
}

impl Shelf {
    /// Reads the files behind some inputs.
    ///
    /// A file that can no longer be understood keeps the content that it had, with its new faults.
    /// A file that can no longer be read at all is dropped, unless it is `open`, the one that
    /// somebody is reading.
    pub fn read(&mut self, inputs: &[Input], again: Again, open: Option<&str>) -> Outcome {
        let found = survey(inputs);
        let read: Vec<_> = found
            .files
            .par_iter()
            .map(|file| self.one(file, again))
            .collect();
        let mut problems = found.unusable;
        let mut known = HashMap::with_capacity(read.len());
        let mut changed = Vec::new();
        for (file, read) in found.files.iter().zip(read) {
            match read {
                Ok((one, differs)) => {
                    if differs {
                        changed.push(Arc::clone(&file.name));
                    }
                    known.insert(key(file), one);
                }
                Err(reason) => problems.push(reason),
            }
        }
        for (key, mut gone) in std::mem::take(&mut self.known) {
            if known.contains_key(&key) {
                continue;
            }
            let kept = open == Some(&*gone.entry.file) && gone.entry.content.is_some();
            if !kept || gone.entry.version != Version::Lost {
                changed.push(Arc::clone(&gone.entry.file));
            }
            let taken = known.values().any(|one| one.entry.file == gone.entry.file);
            if kept && !taken {
                gone.entry.version = Version::Lost;
                gone.entry.diagnostics.clear();
                gone.stamps.clear();
                known.insert(key, gone);
            }
        }
        self.known = known;
        self.watched = Watched::of(inputs, found.folders, self.texts());
        self.problems = problems.iter().map(ToString::to_string).collect();
        Outcome {
            library: Library::new(self.known.values().map(|one| one.entry.clone()).collect()),
            problems: self.problems.clone(),
            changed,
        }
    }

    /// The same where something has changed since it was read last.
    pub fn refresh(&mut self, inputs: &[Input], open: Option<&str>) -> Option<Outcome> {
        let problems = self.problems.clone();
        let outcome = self.read(inputs, Again::Changed, open);
        let differs = !outcome.changed.is_empty() || outcome.problems != problems;
        differs.then_some(outcome)
    }

    /// What has to be watched to notice that reading again would bring something else.
    pub fn watched(&self) -> Watched {
        self.watched.clone()
    }

    /// The files that briefings take their texts from, and the briefings.
    fn texts(&self) -> impl Iterator<Item = &Path> {
        let stamps = self.known.values().flat_map(|one| &one.stamps);
        stamps.map(|stamp| stamp.path.as_path())
    }

    /// One file, and whether it says something else than before.
    fn one(&self, file: &Found, again: Again) -> Result<(Known, bool), Unusable> {
        let before = self.known.get(&key(file));
        let before = before.filter(|one| one.entry.file == file.name);
        let refused = matches!(file.place, Place::Refused(..));
        let as_it_was = |one: &&Known| again == Again::Changed && !refused && one.is_as_it_was();
        if let Some(before) = before.filter(as_it_was) {
            return Ok((before.clone(), false));
        }
        let mut now = read(file)?;
        if now.text.is_empty() && before.is_some_and(|before| !before.text.is_empty()) {
            // Emptied to be written anew, most likely.
            thread::sleep(EMPTY_FOR);
            now = read(file)?;
        }
        let Some(before) = before else {
            return Ok((now, true));
        };
        let same = before.entry.version != Version::Lost && before.says_the_same(&now);
        if same {
            let stamps = now.stamps;
            let same = Known {
                stamps,
                ..before.clone()
            };
            return Ok((same, false));
        }
        if now.entry.content.is_none() && before.entry.content.is_some() {
            now.entry.content.clone_from(&before.entry.content);
            now.entry.sheet.clone_from(&before.entry.sheet);
            now.entry.version = Version::LastGood;
        }
        Ok((now, true))
    }
}

impl Known {
    fn is_as_it_was(&self) -> bool {
        !self.stamps.is_empty() && self.stamps.iter().all(Stamp::holds)
    }

    fn says_the_same(&self, now: &Self) -> bool {
        let texts = |content: &Option<Arc<Content>>| {
            content.as_ref().map(|content| {
                let texts = content.texts.values();
                texts.map(Arc::clone).collect::<Vec<_>>()
            })
        };
        let same_texts = || match (&now.entry.content, texts(&self.entry.content)) {
            (None, _) => true,
            (Some(_), None) => false,
            (now, Some(before)) => {
                let now = texts(now).unwrap_or_default();
                let mut pairs = before.iter().zip(&now);
                before.len() == now.len() && pairs.all(|(a, b)| a.original() == b.original())
            }
        };
        self.text == now.text && self.entry.diagnostics == now.entry.diagnostics && same_texts()
    }
}

/// What a file is known by, however it is named.
fn key(file: &Found) -> PathBuf {
    match &file.place {
        Place::Disk { path, .. } | Place::Refused(path, _) => path.clone(),
        Place::Bundled(name) => Path::new("bundled:").join(name),
    }
}

fn read(file: &Found) -> Result<Known, Unusable> {
    let Place::Disk { path, root } = &file.place else {
        let (entry, origin) = load::read(file)?;
        let text = Arc::clone(&origin.file.text);
        return Ok(Known {
            entry,
            stamps: Vec::new(),
            text,
        });
    };
    // What changes while it is read has another stamp afterwards.
    let first = Stamp::of(path);
    let base = path.parent().unwrap_or(Path::new(""));
    let texts = Stamping {
        texts: FolderTexts::new(base, root),
        base,
        stamps: RefCell::new(vec![first]),
    };
    let (entry, origin) = load::read_with(file, path, &texts)?;
    Ok(Known {
        entry,
        stamps: texts.stamps.into_inner(),
        text: Arc::clone(&origin.file.text),
    })
}

/// Stored texts in a folder, with the stamps of what was read or looked for.
struct Stamping<'a> {
    texts: FolderTexts,
    base: &'a Path,
    stamps: RefCell<Vec<Stamp>>,
}

impl TextStore for Stamping<'_> {
    fn read(&self, relative: &str) -> Result<String, TextFault> {
        // Joined as text only: what lies outside of the root is not even looked at.
        let stamp = (!matches!(self.texts.path_of(relative), Err(TextFault::Outside)))
            .then(|| Stamp::of(&self.base.join(relative)));
        self.stamps.borrow_mut().extend(stamp);
        self.texts.read(relative)
    }
}

/// What tells one state of a file from another without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stamp {
    path: PathBuf,
    state: Option<(u64, SystemTime, u64)>,
    settled: bool,
}

impl Stamp {
    fn of(path: &Path) -> Self {
        let metadata = std::fs::metadata(path).ok();
        let state =
            metadata.and_then(|found| Some((found.len(), found.modified().ok()?, number(&found))));
        let age = state.map(|(_, modified, _)| SystemTime::now().duration_since(modified));
        let settled = match age {
            Some(Ok(age)) => age > COARSE,
            Some(Err(_)) => false,
            None => true,
        };
        Self {
            path: path.to_owned(),
            state,
            settled,
        }
    }

    /// Whether the file is what it was.
    fn holds(&self) -> bool {
        self.settled && Self::of(&self.path).state == self.state
    }
}

/// What tells a file from another that was put in its place.
#[cfg(unix)]
fn number(found: &Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(found)
}

/// What tells a file from another that was put in its place.
#[cfg(not(unix))]
fn number(_: &Metadata) -> u64 {
    0
}

/// The names of some files, for a message: one, or how many.
pub fn named(files: &[Arc<str>]) -> String {
    let names: HashSet<_> = files.iter().collect();
    match (names.len(), files.first()) {
        (1, Some(name)) => {
            let end = name.rsplit('/').next().unwrap_or(name);
            end.to_owned()
        }
        (count, _) => format!("{count} files"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    const GOOD: &str = "format = 1\ntitle = \"One\"\nas_of = \"2025-12-02\"\n";

    struct Desk {
        folder: tempfile::TempDir,
        shelf: Shelf,
    }

    impl Desk {
        fn with(files: &[(&str, &str)]) -> Self {
            let folder = tempfile::tempdir().unwrap();
            let desk = Self {
                folder,
                shelf: Shelf::default(),
            };
            for (name, text) in files {
                desk.write(name, text);
            }
            desk
        }

        fn write(&self, name: &str, text: &str) {
            fs::write(self.folder.path().join(name), text).unwrap();
        }

        fn inputs(&self) -> Vec<Input> {
            vec![Input::Path(self.folder.path().to_owned())]
        }

        fn read(&mut self) -> Library {
            let inputs = self.inputs();
            self.shelf.read(&inputs, Again::All, None).library
        }

        fn refresh(&mut self) -> Option<Outcome> {
            let inputs = self.inputs();
            self.shelf.refresh(&inputs, None)
        }

        fn name(&self, file: &str) -> String {
            let path = self.folder.path().join(file);
            super::super::discover::shown(&path)
        }
    }

    fn titles(library: &Library) -> Vec<String> {
        let entries = library.entries().iter();
        let contents = entries.filter_map(|entry| entry.content.as_ref());
        contents
            .map(|content| content.briefing.title.clone())
            .collect()
    }

    #[test]
    fn what_has_not_changed_is_the_same_and_nothing_is_told() {
        let mut desk = Desk::with(&[("a.toml", GOOD), ("b.toml", &GOOD.replace("One", "Two"))]);
        let first = desk.read();
        assert!(desk.refresh().is_none());
        desk.write("b.toml", GOOD);
        let second = desk.refresh().unwrap();
        assert_eq!(second.changed.len(), 1);
        assert_eq!(titles(&second.library), ["One", "One"]);
        let content = |library: &Library| {
            let at = library.position(&desk.name("a.toml")).unwrap();
            Arc::clone(library.entry(at).unwrap().content.as_ref().unwrap())
        };
        assert!(Arc::ptr_eq(&content(&first), &content(&second.library)));
    }

    #[test]
    fn a_file_that_gets_faults_keeps_what_it_said() {
        let mut desk = Desk::with(&[("a.toml", GOOD)]);
        desk.read();
        for (text, faults) in [("format = 1\ntitle = \n", 1), ("", 3)] {
            desk.write("a.toml", text);
            let outcome = desk.refresh().unwrap();
            let entry = outcome.library.entry(0).unwrap();
            assert_eq!(entry.version, Version::LastGood);
            assert!(entry.errors() >= faults, "{:?}", entry.diagnostics);
            assert_eq!(titles(&outcome.library), ["One"]);
            assert!(desk.refresh().is_none(), "nothing more has changed");
        }
        // Reading everything anew does not lose it either.
        assert_eq!(titles(&desk.read()), ["One"]);
        desk.write("a.toml", &GOOD.replace("One", "Mended"));
        let outcome = desk.refresh().unwrap();
        assert_eq!(outcome.library.entry(0).unwrap().version, Version::Current);
        assert_eq!(titles(&outcome.library), ["Mended"]);
    }

    #[test]
    fn a_file_that_is_gone_stays_only_for_who_reads_it() {
        let mut desk = Desk::with(&[("a.toml", GOOD), ("b.toml", GOOD)]);
        desk.read();
        let (inputs, open) = (desk.inputs(), desk.name("a.toml"));
        for name in ["a.toml", "b.toml"] {
            fs::remove_file(desk.folder.path().join(name)).unwrap();
        }
        let outcome = desk.shelf.refresh(&inputs, Some(&open)).unwrap();
        let entries = outcome.library.entries();
        assert_eq!(entries.len(), 1);
        assert_eq!(
            (&*entries[0].file, entries[0].version),
            (&*open, Version::Lost)
        );
        assert!(desk.shelf.refresh(&inputs, Some(&open)).is_none());
        desk.write("a.toml", GOOD);
        let outcome = desk.shelf.refresh(&inputs, Some(&open)).unwrap();
        assert_eq!(outcome.library.entry(0).unwrap().version, Version::Current);
        fs::remove_file(desk.folder.path().join("a.toml")).unwrap();
        assert!(desk.read().entries().is_empty(), "asked for, it is dropped");
    }

    #[test]
    fn a_stored_text_is_a_part_of_its_briefing() {
        let briefing = format!(
            "{GOOD}[[sources]]\nid = \"s\"\ntitle = \"S\"\nkind = \"post\"\ntext_file = \"s.md\"\n"
        );
        let mut desk = Desk::with(&[("a.toml", &briefing)]);
        let library = desk.read();
        assert_eq!(library.entry(0).unwrap().errors(), 1, "the text is missing");
        desk.write("s.md", "some words");
        let outcome = desk.refresh().unwrap();
        let content = outcome.library.entry(0).unwrap().content.clone().unwrap();
        assert!(
            content
                .texts
                .values()
                .all(|text| text.original() == "some words")
        );
        desk.write("s.md", "same length");
        assert_eq!(desk.refresh().unwrap().changed.len(), 1);
        assert!(desk.refresh().is_none());
    }

    #[test]
    fn one_file_has_a_name_and_several_a_number() {
        let names = ["a/b.toml".into(), "c.toml".into()];
        assert_eq!(named(&names[..1]), "b.toml");
        assert_eq!(named(&names), "2 files");
    }
}
