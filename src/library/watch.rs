//! Noticing that files change.
//!
//! Folders are watched, not files: most editors write a new file and put it in the place of the
//! old one, which nobody would notice who watches the old.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::discover::Input;
use crate::leisure::by_and_by;

/// When it is told that something has happened.
#[derive(Clone, Copy, Debug)]
struct Patience {
    /// How long nothing more has to happen: saving a file takes an editor several steps.
    quiet: Duration,
    /// When it is told although things go on happening.
    longest: Duration,
}

const PATIENCE: Patience = Patience {
    quiet: Duration::from_millis(40),
    longest: Duration::from_millis(500),
};

/// The most links in a row that are followed.
const HOPS: usize = 16;

/// What has to be watched to notice changes of a library.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Watched {
    /// Folders in which every briefing counts.
    folders: BTreeSet<PathBuf>,
    /// Files that count wherever they are, and where they may be.
    files: HashSet<PathBuf>,
    /// The folders of those.
    around: BTreeSet<PathBuf>,
    /// Folders in which every file counts.
    texts: BTreeSet<PathBuf>,
}

impl Watched {
    /// The folders that were looked through, the files that were asked for by name, and those that
    /// were read or looked for beside them.
    pub fn of<'a>(
        inputs: &'a [Input],
        folders: Vec<PathBuf>,
        texts: impl Iterator<Item = &'a Path>,
    ) -> Self {
        let folders = folders
            .into_iter()
            .filter_map(|folder| folder.canonicalize().ok());
        let mut watched = Self {
            folders: folders.collect(),
            ..Self::default()
        };
        let named = inputs.iter().filter_map(|input| match input {
            Input::Path(path) => Some(path.as_path()),
            Input::Bundled => None,
        });
        let mut places = Places::default();
        for path in by_and_by(named.chain(texts)) {
            watched.add(path, &mut places);
        }
        watched
    }

    /// The same with some folders in which every file counts, wherever they are or may come to be.
    #[must_use]
    pub(super) fn with_texts_in(mut self, folders: BTreeSet<PathBuf>) -> Self {
        let mut places = Places::default();
        for folder in folders {
            match folder.canonicalize() {
                Ok(own) => {
                    self.texts.insert(own);
                }
                Err(_) => self.add(&folder, &mut places),
            }
        }
        self
    }

    /// Whether there is nothing that could change.
    pub fn is_empty(&self) -> bool {
        self.folders.is_empty() && self.files.is_empty()
    }

    /// Adds a file with the links that lead to it.
    fn add(&mut self, path: &Path, places: &mut Places) {
        let mut path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        for _ in 0..HOPS {
            let Some(place) = places.of(&path) else {
                return;
            };
            let link = std::fs::read_link(&place);
            let beside = place.parent().map(Path::to_owned).unwrap_or_default();
            self.around.insert(beside.clone());
            self.files.insert(place);
            match link {
                Ok(to) => path = beside.join(to),
                Err(_) => return,
            }
        }
    }

    /// The folders to be watched.
    fn to_watch(&self) -> BTreeSet<PathBuf> {
        let all = [&self.folders, &self.around, &self.texts];
        all.into_iter().flatten().cloned().collect()
    }

    /// Whether a watched folder itself may be gone, or another one in its place.
    fn loses(&self, event: &Event) -> bool {
        let moves = matches!(
            event.kind,
            EventKind::Create(_) | EventKind::Remove(_) | EventKind::Modify(ModifyKind::Name(_))
        );
        let all = [&self.folders, &self.around, &self.texts];
        let is_watched = |path: &PathBuf| all.iter().any(|folders| folders.contains(path));
        moves && event.paths.iter().any(is_watched)
    }

    /// Whether something that happened may have changed the library.
    fn concerns(&self, event: &Event) -> bool {
        let changes = match event.kind {
            // Reading must not lead to reading again.
            EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
            _ => true,
        };
        event.need_rescan()
            || self.loses(event)
            || (changes && event.paths.iter().any(|path| self.holds(path)))
    }

    fn holds(&self, path: &Path) -> bool {
        if self.files.contains(path) || self.folders.contains(path) {
            return true;
        }
        let hidden = |name: &OsStr| name.to_string_lossy().starts_with('.');
        let is_in = |folders: &BTreeSet<PathBuf>| {
            path.parent().is_some_and(|folder| folders.contains(folder))
        };
        if path.file_name().is_none_or(hidden) {
            return false;
        }
        if is_in(&self.texts) {
            return true;
        }
        if !is_in(&self.folders) {
            return false;
        }
        path.extension().is_some_and(|end| end == "toml") || path.is_dir()
    }
}

/// Where folders are by their own paths; each is asked for once.
#[derive(Default)]
struct Places(HashMap<PathBuf, Option<PathBuf>>);

impl Places {
    /// Where a file is or would be: by its folder's own path. Where the folder is not there, the
    /// nearest one above it that is, with the name of what is missing in it.
    fn of(&mut self, path: &Path) -> Option<PathBuf> {
        let mut path = path;
        loop {
            let (folder, name) = (path.parent()?, path.file_name()?);
            match self.folder(folder) {
                Some(folder) => return Some(folder.join(name)),
                None => path = folder,
            }
        }
    }

    fn folder(&mut self, folder: &Path) -> Option<&Path> {
        if !self.0.contains_key(folder) {
            let own = folder.canonicalize().ok();
            self.0.insert(folder.to_owned(), own);
        }
        self.0.get(folder)?.as_deref()
    }
}

/// Why changes are not noticed.
#[derive(Debug, thiserror::Error)]
pub enum WatchFault {
    /// The system watches as much as it is allowed to.
    #[error("the system allows no more watches (on Linux: fs.inotify.max_user_watches)")]
    Limit,
    /// The system's reason.
    #[error("{0}")]
    System(String),
}

impl From<notify::Error> for WatchFault {
    fn from(error: notify::Error) -> Self {
        match error.kind {
            notify::ErrorKind::MaxFilesWatch => Self::Limit,
            // Too many instances: the same for a person.
            notify::ErrorKind::Io(error) if error.raw_os_error() == Some(24) => Self::Limit,
            notify::ErrorKind::Io(error) => Self::System(error.to_string()),
            kind => Self::System(crate::text::sanitise::line(&format!("{kind:?}")).into_owned()),
        }
    }
}

/// Watches the files of a library in threads of its own, which sleep while nothing happens.
#[derive(Debug)]
pub struct Watcher {
    system: RecommendedWatcher,
    watched: Arc<Mutex<Watched>>,
    folders: BTreeSet<PathBuf>,
    /// Whether a watched folder may have gone.
    lost: Arc<AtomicBool>,
}

impl Watcher {
    /// Watches nothing yet; says when something has changed, once for what happens together.
    ///
    /// # Errors
    /// Where the system watches no files.
    pub fn new(changed: impl FnMut() + Send + 'static) -> Result<Self, WatchFault> {
        let watched = Arc::new(Mutex::new(Watched::default()));
        let (sender, happened) = channel();
        let lost = Arc::new(AtomicBool::new(false));
        let (looked_for, loses) = (Arc::clone(&watched), Arc::clone(&lost));
        let system = notify::recommended_watcher(move |event: notify::Result<Event>| {
            let concerns = event.is_ok_and(|event| {
                let watched = lock(&looked_for);
                loses.fetch_or(watched.loses(&event), Ordering::SeqCst);
                watched.concerns(&event)
            });
            if concerns {
                // Nobody is listening any more when the watcher is dropped.
                let _ = sender.send(());
            }
        })?;
        thread::Builder::new()
            .name("watch".to_owned())
            .spawn(move || tell(&happened, PATIENCE, changed))
            .map_err(|error| WatchFault::System(error.to_string()))?;
        Ok(Self {
            system,
            watched,
            folders: BTreeSet::new(),
            lost,
        })
    }

    /// Watches these files from now on; says whether any folder came to those that were watched.
    /// What changed in that before, nobody has noticed.
    ///
    /// # Errors
    /// Why a folder cannot be watched; the others are.
    pub fn follow(&mut self, watched: Watched) -> Result<bool, WatchFault> {
        let wanted = watched.to_watch();
        *lock(&self.watched) = watched;
        let lost = self.lost.swap(false, Ordering::SeqCst);
        self.folders.retain(|folder| {
            let keep = !lost && wanted.contains(folder);
            if !keep {
                // A folder that is gone is no longer watched anyhow.
                let _ = self.system.unwatch(folder);
            }
            keep
        });
        let (mut more, mut fault) = (false, None);
        for folder in by_and_by(wanted) {
            if self.folders.contains(&folder) {
                continue;
            }
            match self.system.watch(&folder, RecursiveMode::NonRecursive) {
                Ok(()) => more |= self.folders.insert(folder),
                // It went away meanwhile: that is noticed in the folder above.
                Err(error) if matches!(error.kind, notify::ErrorKind::PathNotFound) => {}
                // It may not be read either, and that is said of it already.
                Err(error) if is_denied(&error) => {}
                Err(error) => fault = Some(WatchFault::from(error)),
            }
        }
        fault.map_or(Ok(more), Err)
    }
}

fn is_denied(error: &notify::Error) -> bool {
    let notify::ErrorKind::Io(error) = &error.kind else {
        return false;
    };
    error.kind() == std::io::ErrorKind::PermissionDenied
}

fn lock(watched: &Mutex<Watched>) -> std::sync::MutexGuard<'_, Watched> {
    watched.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Tells of what happens, once it has come to rest.
fn tell(happened: &Receiver<()>, patience: Patience, mut changed: impl FnMut()) {
    while happened.recv().is_ok() {
        let first = Instant::now();
        while first.elapsed() < patience.longest {
            match happened.recv_timeout(patience.quiet) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return,
            }
        }
        changed();
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use notify::event::{CreateKind, DataChange, MetadataKind, RemoveKind, RenameMode};

    use super::*;

    fn event(kind: EventKind, path: &Path) -> Event {
        Event::new(kind).add_path(path.to_owned())
    }

    fn data() -> EventKind {
        EventKind::Modify(ModifyKind::Data(DataChange::Any))
    }

    #[test]
    fn reading_and_files_of_no_concern_are_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let text = root.join("texts/s.md");
        fs::create_dir(root.join("texts")).unwrap();
        let inputs = [Input::Path(root.clone())];
        let watched = Watched::of(&inputs, vec![root.clone()], std::iter::once(&*text));
        let briefing = root.join("a.toml");
        for kind in [
            data(),
            EventKind::Create(CreateKind::File),
            EventKind::Remove(RemoveKind::File),
            EventKind::Modify(ModifyKind::Name(RenameMode::To)),
            EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)),
            EventKind::Access(AccessKind::Close(AccessMode::Write)),
        ] {
            assert!(watched.concerns(&event(kind, &briefing)), "{kind:?}");
            assert!(watched.concerns(&event(kind, &text)), "{kind:?}");
            for other in [
                "a.toml~",
                ".a.toml.swp",
                "4913",
                ".#a.toml",
                "texts/other.md",
            ] {
                let event = event(kind, &root.join(other));
                assert!(!watched.concerns(&event), "{event:?}");
            }
        }
        for kind in [
            EventKind::Access(AccessKind::Open(AccessMode::Any)),
            EventKind::Access(AccessKind::Close(AccessMode::Read)),
            EventKind::Access(AccessKind::Read),
        ] {
            assert!(!watched.concerns(&event(kind, &briefing)), "{kind:?}");
        }
        let created = event(EventKind::Create(CreateKind::Folder), &root.join("texts"));
        assert!(
            watched.concerns(&created),
            "a new folder may hold briefings"
        );
    }

    #[test]
    fn in_a_folder_of_texts_every_file_counts_and_the_folder_may_come_later() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let texts = [root.join("texts"), root.join("later")];
        fs::create_dir(&texts[0]).unwrap();
        let watched = Watched::of(&[], Vec::new(), std::iter::empty()).with_texts_in(texts.into());
        assert_eq!(
            watched.to_watch(),
            [root.clone(), root.join("texts")].into()
        );
        assert!(watched.concerns(&event(data(), &root.join("texts/s.md"))));
        assert!(!watched.concerns(&event(data(), &root.join("texts/.s.md.swp"))));
        assert!(!watched.concerns(&event(data(), &root.join("a.md"))));
        let created = EventKind::Create(CreateKind::Folder);
        assert!(watched.concerns(&event(created, &root.join("later"))));
        let removed = EventKind::Remove(RemoveKind::Folder);
        assert!(watched.concerns(&event(removed, &root.join("texts"))));
    }

    #[test]
    fn of_the_folder_of_a_file_asked_for_by_name_only_that_file_counts() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        fs::write(root.join("a.toml"), "").unwrap();
        let inputs = [Input::Path(root.join("a.toml"))];
        let watched = Watched::of(&inputs, Vec::new(), std::iter::empty());
        assert_eq!(watched.to_watch(), [root.clone()].into());
        assert!(watched.concerns(&event(data(), &root.join("a.toml"))));
        assert!(!watched.concerns(&event(data(), &root.join("b.toml"))));
    }

    #[test]
    fn what_is_not_there_is_looked_for_where_it_may_come() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let inputs = [Input::Path(root.join("no/such/folder/a.toml"))];
        let watched = Watched::of(&inputs, Vec::new(), std::iter::empty());
        assert_eq!(watched.to_watch(), [root.clone()].into());
        let created = EventKind::Create(CreateKind::Folder);
        assert!(watched.concerns(&event(created, &root.join("no"))));
    }

    #[test]
    #[cfg(unix)]
    fn the_links_that_lead_to_a_file_count_and_a_circle_of_them_ends() {
        use std::os::unix::fs::symlink;
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        for name in ["one", "two"] {
            fs::create_dir(root.join(name)).unwrap();
        }
        fs::write(root.join("two/real.toml"), "").unwrap();
        symlink("../two/real.toml", root.join("one/link.toml")).unwrap();
        symlink("round.toml", root.join("one/round.toml")).unwrap();
        let inputs =
            ["link", "round"].map(|name| Input::Path(root.join(format!("one/{name}.toml"))));
        let watched = Watched::of(&inputs, Vec::new(), std::iter::empty());
        assert_eq!(
            watched.to_watch(),
            [root.join("one"), root.join("two")].into()
        );
        assert!(watched.concerns(&event(data(), &root.join("two/real.toml"))));
    }

    /// How often it is told of `count` things that have happened already.
    fn tellings(count: usize, patience: Patience) -> usize {
        let (sender, happened) = channel();
        for _ in 0..count {
            sender.send(()).unwrap();
        }
        let mut told = 0;
        let mut sender = Some(sender);
        // Nothing else will happen when the last of them is told.
        tell(&happened, patience, || {
            told += 1;
            if patience.longest > Duration::ZERO || told == count {
                sender = None;
            }
        });
        told
    }

    #[test]
    fn what_happens_together_is_told_once() {
        let patience = Patience {
            quiet: Duration::from_millis(1),
            longest: Duration::from_secs(3600),
        };
        assert_eq!(tellings(20, patience), 1);
    }

    #[test]
    fn what_goes_on_happening_is_told_of_all_the_same() {
        let patience = Patience {
            quiet: Duration::from_secs(3600),
            longest: Duration::ZERO,
        };
        assert_eq!(tellings(20, patience), 20);
    }

    #[test]
    fn a_file_that_is_written_is_told_of() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let (sender, told) = channel();
        let mut watcher = Watcher::new(move || {
            let _ = sender.send(());
        })
        .unwrap();
        let inputs = [Input::Path(root.join("a.toml"))];
        let watched = Watched::of(&inputs, Vec::new(), std::iter::empty());
        assert!(watcher.follow(watched.clone()).unwrap());
        assert!(!watcher.follow(watched).unwrap(), "no folder came to it");
        fs::write(root.join("a.toml"), "").unwrap();
        told.recv_timeout(Duration::from_secs(10)).unwrap();
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn what_the_system_says_of_reading_is_of_no_concern() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().canonicalize().unwrap();
        let [read, written] = ["a.toml", "b.toml"].map(|name| root.join(name));
        fs::write(&read, "").unwrap();
        let inputs = [Input::Path(read.clone())];
        let watched = Watched::of(&inputs, Vec::new(), std::iter::empty());
        let (sender, happened) = channel();
        let mut system = notify::recommended_watcher(sender).unwrap();
        system.watch(&root, RecursiveMode::NonRecursive).unwrap();
        fs::read(&read).unwrap();
        fs::write(&written, "").unwrap();
        // What is written after it comes after it.
        loop {
            let event = happened.recv_timeout(Duration::from_secs(10)).unwrap();
            let event = event.unwrap();
            assert!(!watched.concerns(&event), "{event:?}");
            if event.paths.contains(&written) {
                return;
            }
        }
    }
}
