//! The files that keep the words of a briefing's sources, where the briefing is not open: whether
//! they are what they were when they were last looked at.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use xxhash_rust::xxh3::Xxh3;

use crate::format::{FolderTexts, MAX_STORED, read_bounded};

use super::Entry;
use super::discover::Place;
use super::stamp::Stamp;

/// What the texts of a briefing were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kept {
    /// A hash of their sizes, times and numbers.
    state: u64,
    /// A hash of their words, where one may have changed once more without getting another time.
    words: Option<u64>,
}

impl Kept {
    /// The texts of a briefing as they are now.
    pub(super) fn of(entry: &Entry) -> Self {
        let mut state = Xxh3::new();
        let paths = paths(entry);
        let mut is_settled = true;
        for path in &paths {
            let stamp = Stamp::of(path);
            state.update(&stamp.state_bytes());
            is_settled &= stamp.is_settled();
        }
        Self {
            state: state.digest(),
            words: (!is_settled).then(|| words(&paths)),
        }
    }

    /// Whether the texts of the briefing are still what they were.
    pub(super) fn holds(self, entry: &Entry) -> bool {
        let now = Self::of(entry);
        let same = |words| now.words == Some(words) || self::words(&paths(entry)) == words;
        now.state == self.state && self.words.is_none_or(same)
    }
}

/// The folders in which a briefing keeps texts, as it names them; those of a library are fewer than
/// its texts.
pub(super) fn folders(entry: &Entry, out: &mut BTreeSet<PathBuf>) {
    let Some((base, _)) = places(entry) else {
        return;
    };
    for relative in stored(entry) {
        let above = Path::new(relative).parent().unwrap_or(Path::new(""));
        let folder = base.join(above);
        if !out.contains(&folder) {
            out.insert(folder);
        }
    }
}

/// Where the texts of a briefing are; none that lie outside of the library.
fn paths(entry: &Entry) -> Vec<PathBuf> {
    let Some((base, root)) = places(entry) else {
        return Vec::new();
    };
    let mut texts = stored(entry).peekable();
    if texts.peek().is_none() {
        return Vec::new();
    }
    let folder = FolderTexts::new(base, root);
    let path = |relative: &str| {
        // One that is not there may come.
        let missing = || base.join(relative);
        let is_outside = |fault: &_| matches!(fault, crate::format::TextFault::Outside);
        match folder.path_of(relative) {
            Err(fault) if is_outside(&fault) => None,
            found => Some(found.unwrap_or_else(|_| missing())),
        }
    };
    texts.filter_map(path).collect()
}

fn words(paths: &[PathBuf]) -> u64 {
    let mut words = Xxh3::new();
    for path in paths {
        words.update(&read_bounded(path, MAX_STORED).unwrap_or_default());
        words.update(&[0xff]);
    }
    words.digest()
}

/// The folder of a briefing on disk, and the root of its library.
fn places(entry: &Entry) -> Option<(&Path, &Path)> {
    match entry.place.as_deref()? {
        Place::Disk { path, root, .. } => Some((path.parent().unwrap_or(Path::new("")), root)),
        Place::Bundled(_) | Place::Refused(..) => None,
    }
}

/// The paths of its texts, relative to its folder.
fn stored(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.sheet.iter().flat_map(|sheet| {
        let segment = sheet.segment();
        let texts = segment.kept_texts(sheet.part());
        texts.filter_map(|at| segment.stored(at).filter(|path| !path.is_empty()))
    })
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::time::{Duration, SystemTime};

    use super::*;
    use crate::library::discover::Input;
    use crate::library::search::Search;
    use crate::library::shelf::{Again, Request, Shelf};
    use crate::library::{Library, Scope, Verdicts};
    use crate::query::Query;

    /// A desk of two briefings with a text each, of which none is kept open.
    struct Desk {
        folder: tempfile::TempDir,
        shelf: Shelf,
        library: Library,
    }

    impl Desk {
        fn new() -> Self {
            let mut desk = Self {
                folder: tempfile::tempdir().unwrap(),
                shelf: Shelf::keeping_open(0),
                library: Library::default(),
            };
            fs::create_dir(desk.folder.path().join("texts")).unwrap();
            for name in ["one", "two"] {
                let briefing = format!(
                    "format = 1\ntitle = \"{name}\"\nas_of = \"2025-12-02\"\n[[sources]]\n\
                     id = \"{name}\"\ntitle = \"x\"\nkind = \"post\"\ntext_file = \"texts/{name}.md\"\n"
                );
                fs::write(desk.folder.path().join(format!("{name}.toml")), briefing).unwrap();
                desk.write(name, "before", 100);
            }
            let inputs = desk.inputs();
            let request = Request {
                inputs: &inputs,
                again: Again::All,
                open: None,
                stop: &|| false,
            };
            desk.library = desk.shelf.read(&request, &mut |_| {}).library;
            desk.shelf.look_at_texts();
            desk.index();
            desk
        }

        fn inputs(&self) -> [Input; 1] {
            [Input::Path(self.folder.path().to_owned())]
        }

        fn text(&self, name: &str) -> PathBuf {
            self.folder.path().join(format!("texts/{name}.md"))
        }

        /// Writes a text as if so many seconds ago.
        fn write(&self, name: &str, words: &str, ago: u64) {
            fs::write(self.text(name), words).unwrap();
            let file = fs::File::options().append(true).open(self.text(name));
            let time = SystemTime::UNIX_EPOCH + Duration::from_secs(now() - ago);
            file.unwrap().set_modified(time).unwrap();
        }

        fn index(&self) {
            self.library.index(&|| false);
            self.library.index_texts(&|| false);
        }

        /// Reads what has changed: how many briefings that is.
        fn refresh(&mut self) -> usize {
            let inputs = self.inputs();
            let Some(outcome) = self.shelf.refresh(&inputs, None) else {
                return 0;
            };
            let same = |at: usize| {
                let entry = outcome.library.entry(at).unwrap();
                let before = self.library.position(&entry.file).unwrap();
                entry.has_same_records(self.library.entry(before).unwrap())
            };
            let others = (0..2).filter(|at| !same(*at)).count();
            assert_eq!(others, outcome.changed.len(), "verdicts stay with records");
            self.library = outcome.library;
            assert_eq!(self.library.indexed().missing_texts, others);
            self.index();
            outcome.changed.len()
        }

        fn found(&self, words: &str) -> usize {
            let query = Query::parse(words).unwrap();
            let search = Search {
                query: &query,
                scope: Scope::All,
                verdicts: &Verdicts::default(),
                limit: 10,
                stop: &|| false,
            };
            self.library.search(&search, &mut |_| {}).unwrap().total()
        }
    }

    fn now() -> u64 {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.unwrap().as_secs()
    }

    #[test]
    fn a_text_that_changes_goes_or_comes_makes_its_briefing_another() {
        let mut desk = Desk::new();
        assert_eq!((desk.refresh(), desk.found("before")), (0, 2));
        desk.write("one", "afterwards", 90);
        assert_eq!(desk.refresh(), 1);
        assert_eq!((desk.found("before"), desk.found("afterwards")), (1, 1));
        assert_eq!(desk.refresh(), 0);
        fs::remove_file(desk.text("two")).unwrap();
        assert_eq!(desk.refresh(), 1);
        assert_eq!((desk.found("before"), desk.found("afterwards")), (0, 1));
        desk.write("two", "afterwards", 80);
        assert_eq!((desk.refresh(), desk.found("afterwards")), (1, 2));
    }

    #[test]
    fn other_words_of_the_same_time_are_other_words() {
        let mut desk = Desk::new();
        desk.write("one", "just now", 0);
        assert_eq!(desk.refresh(), 1);
        let time = fs::metadata(desk.text("one")).unwrap().modified().unwrap();
        desk.write("one", "just won", 0);
        let file = fs::File::options().append(true).open(desk.text("one"));
        file.unwrap().set_modified(time).unwrap();
        assert_eq!((desk.refresh(), desk.found("won")), (1, 1));
        assert_eq!(desk.refresh(), 0);
    }

    #[test]
    fn the_folders_of_texts_are_known_and_nothing_outside_is_looked_at() {
        let desk = Desk::new();
        let mut all = BTreeSet::new();
        for entry in desk.library.entries() {
            folders(entry, &mut all);
            assert_eq!(paths(entry).len(), 1);
        }
        assert_eq!(all, [desk.folder.path().join("texts")].into());
        fs::remove_file(desk.text("one")).unwrap();
        let outside = tempfile::NamedTempFile::new().unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(outside.path(), desk.text("one")).unwrap();
        let one = desk
            .library
            .entries()
            .iter()
            .find(|entry| entry.file.ends_with("one.toml"));
        assert!(paths(one.unwrap()).is_empty());
    }
}
