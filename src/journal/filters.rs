//! Filters that were kept under a name: one small file for all briefings.

use std::fs::{self, File};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};

use rustix::fs::{FlockOperation, flock};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use crate::folders::write_whole;
use crate::format::{ReadFault, read_bounded};
use crate::library::Unsure;
use crate::text::sanitise;

use super::MAX_FILE;

/// The longest name, in code points.
pub const MAX_NAME: usize = 60;

/// How many filters can be kept.
const MAX_FILTERS: usize = 200;

/// The version of the file. A file of another version cannot be read.
const VERSION: u32 = 1;

/// A filter and its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFilter {
    /// What it is called.
    pub name: String,
    /// The text of a query that selects what it selects.
    pub query: String,
    /// What becomes of the possibly dated.
    #[serde(default)]
    pub unsure: Unsure,
}

/// What is to be done with the filters that were kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Order {
    /// Read them.
    Read,
    /// Keep one; it takes the place of one of the same name.
    Keep(SavedFilter),
    /// Forget the one of a name.
    Forget(String),
}

/// What has come of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The filters that are kept now, by name.
    pub filters: Vec<SavedFilter>,
    /// What is to be told.
    pub told: Option<String>,
}

/// The file of the filters.
#[derive(Clone, Debug)]
pub struct FilterFile {
    path: PathBuf,
}

#[derive(Serialize, Deserialize)]
struct Stored<F> {
    version: u32,
    filters: F,
}

/// Why there is nothing to be had from the file.
#[derive(Debug, thiserror::Error)]
enum Fault {
    /// It could not be read now.
    #[error("{0}")]
    Unread(io::Error),
    /// It is not what the program writes.
    #[error("{0}")]
    Foreign(String),
}

/// A name as it can be kept: safe, in a line, without white space around it; `None` where nothing
/// is left of it.
pub fn name(text: &str) -> Option<String> {
    let text = sanitise::line(text);
    // An accent that stood on the space before it now stands first.
    let text = sanitise::line(text.trim());
    let short: String = text.chars().take(MAX_NAME).collect();
    let short = short.trim_end();
    (!short.is_empty()).then(|| short.to_owned())
}

impl FilterFile {
    /// That in the program's folder of state.
    pub fn new(state: &Path) -> Self {
        Self {
            path: state.join("filters.json"),
        }
    }

    /// Does what is wanted. Other runs of the program may keep filters too: what is changed is read
    /// again before it is written, and meanwhile nobody else writes.
    pub fn carry_out(&self, order: Order) -> Answer {
        if order == Order::Read {
            return self.changed_by(order);
        }
        match self.lock() {
            Ok(lock) => {
                let answer = self.changed_by(order);
                drop(lock);
                answer
            }
            Err(error) => Answer {
                told: Some(format!("the filters cannot be written: {error}")),
                ..self.changed_by(Order::Read)
            },
        }
    }

    /// Waits until no other run of the program changes the filters, and keeps them from that until
    /// the lock is dropped. The lock is on a file beside, as the file itself is replaced whole.
    fn lock(&self) -> io::Result<File> {
        let beside = self.path.with_extension("lock");
        if let Some(folder) = beside.parent() {
            fs::create_dir_all(folder)?;
        }
        let lock = File::options()
            .write(true)
            .create(true)
            .truncate(false)
            .open(beside)?;
        loop {
            match flock(&lock, FlockOperation::LockExclusive) {
                Err(Errno::INTR) => {}
                // A file system without locks: as well as can be.
                Err(Errno::NOSYS | Errno::OPNOTSUPP | Errno::NOLCK) | Ok(()) => return Ok(lock),
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn changed_by(&self, order: Order) -> Answer {
        let found = self.read();
        let told = |filters, told| Answer {
            filters,
            told: Some(told),
        };
        let mut filters = match (found, &order) {
            (Ok(filters), _) => filters,
            (Err(Fault::Foreign(_)), Order::Keep(_)) => match self.set_aside() {
                Ok(()) => Vec::new(),
                Err(error) => return told(Vec::new(), format!("the filter is not saved: {error}")),
            },
            (Err(fault), Order::Keep(_)) => {
                return told(Vec::new(), format!("the filter is not saved: {fault}"));
            }
            (Err(fault), Order::Read | Order::Forget(_)) => {
                let said = format!("the saved filters cannot be read: {fault}");
                return told(Vec::new(), said);
            }
        };
        let before = filters.clone();
        let said = match order {
            Order::Read => {
                return Answer {
                    filters,
                    told: None,
                };
            }
            Order::Keep(filter) => {
                let count = filters.len();
                filters.retain(|one| one.name != filter.name);
                let replaced = filters.len() < count;
                let done = if replaced { "replaced" } else { "saved" };
                let said = format!("the filter \"{}\" is {done}", filter.name);
                filters.push(filter);
                sort(&mut filters);
                said
            }
            Order::Forget(name) => {
                filters.retain(|one| one.name != name);
                format!("the filter \"{name}\" is deleted")
            }
        };
        match self.write(&filters) {
            Ok(()) => told(filters, said),
            Err(error) => told(before, format!("the filters cannot be written: {error}")),
        }
    }

    fn read(&self) -> Result<Vec<SavedFilter>, Fault> {
        match read_bounded(&self.path, MAX_FILE) {
            Ok(bytes) => from_bytes(&bytes).map_err(Fault::Foreign),
            Err(ReadFault::Io(error)) if error.kind() == ErrorKind::NotFound => Ok(Vec::new()),
            Err(ReadFault::Io(error)) => Err(Fault::Unread(error)),
            Err(fault) => Err(Fault::Foreign(fault.to_string())),
        }
    }

    fn write(&self, filters: &[SavedFilter]) -> io::Result<()> {
        let bytes = to_bytes(filters)?;
        if filters.len() > MAX_FILTERS || bytes.len() > MAX_FILE {
            return Err(io::Error::other("there are too many, delete some"));
        }
        write_whole(&self.path, &bytes)
    }

    /// Makes room for a file that can be read, and keeps the one that cannot beside it.
    fn set_aside(&self) -> io::Result<()> {
        let mut beside = (1..=9).map(|n| self.path.with_extension(format!("json.{n}.bak")));
        let free = beside.find(|path| fs::symlink_metadata(path).is_err());
        let free = free.ok_or_else(|| io::Error::other("the damaged file cannot be kept"))?;
        fs::rename(&self.path, free)
    }
}

/// By name, capitals or not.
fn sort(filters: &mut [SavedFilter]) {
    filters.sort_by_cached_key(|one| (one.name.to_lowercase(), one.name.clone()));
}

/// Reads what [`to_bytes`] has written, made safe.
fn from_bytes(bytes: &[u8]) -> Result<Vec<SavedFilter>, String> {
    let stored: Stored<Vec<SavedFilter>> = serde_json::from_slice(bytes)
        .map_err(|error| sanitise::line(&error.to_string()).into_owned())?;
    if stored.version != VERSION {
        return Err("another version of the program has written them".to_owned());
    }
    let mut filters: Vec<_> = stored.filters.iter().filter_map(safe).collect();
    sort(&mut filters);
    filters.dedup_by(|one, before| one.name == before.name);
    Ok(filters)
}

fn safe(filter: &SavedFilter) -> Option<SavedFilter> {
    Some(SavedFilter {
        name: name(&filter.name)?,
        query: sanitise::line(&filter.query).into_owned(),
        unsure: filter.unsure,
    })
}

fn to_bytes(filters: &[SavedFilter]) -> io::Result<Vec<u8>> {
    let version = VERSION;
    let mut bytes = serde_json::to_vec_pretty(&Stored { version, filters })?;
    bytes.push(b'\n');
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn filter(name: &str, query: &str) -> SavedFilter {
        SavedFilter {
            name: name.to_owned(),
            query: query.to_owned(),
            unsure: Unsure::Hidden,
        }
    }

    fn keep(file: &FilterFile, name: &str, query: &str) -> Answer {
        file.carry_out(Order::Keep(filter(name, query)))
    }

    fn names(answer: &Answer) -> Vec<&str> {
        answer.filters.iter().map(|one| one.name.as_str()).collect()
    }

    #[test]
    fn filters_are_kept_replaced_and_forgotten_by_name() {
        let folder = tempfile::tempdir().unwrap();
        let state = folder.path().join("not/there");
        let (one, other) = (FilterFile::new(&state), FilterFile::new(&state));
        assert_eq!(one.carry_out(Order::Read), Answer::default());
        assert!(!state.exists());
        keep(&one, "b", "plan");
        // Another run of the program.
        let answer = keep(&other, "A \"quoted\" \\ name", "\"a b\"");
        assert_eq!(names(&answer), ["A \"quoted\" \\ name", "b"]);
        let answer = keep(&one, "b", "peace");
        assert_eq!(answer.told.unwrap(), "the filter \"b\" is replaced");
        assert_eq!(answer.filters[1], filter("b", "peace"));
        assert_eq!(other.carry_out(Order::Read).filters, answer.filters);
        let answer = other.carry_out(Order::Forget("b".to_owned()));
        assert_eq!(names(&answer), ["A \"quoted\" \\ name"]);
        assert_eq!(one.carry_out(Order::Read).filters, answer.filters);
    }

    #[test]
    fn what_several_runs_keep_at_once_is_all_kept() {
        let folder = tempfile::tempdir().unwrap();
        let start = std::sync::Barrier::new(8);
        std::thread::scope(|scope| {
            for n in 0..8 {
                let (file, start) = (FilterFile::new(folder.path()), &start);
                scope.spawn(move || {
                    start.wait();
                    for m in 0..6 {
                        keep(&file, &format!("{n} {m}"), "plan");
                    }
                });
            }
        });
        let kept = FilterFile::new(folder.path()).carry_out(Order::Read);
        assert_eq!(kept.filters.len(), 48, "{:?}", names(&kept));
    }

    #[test]
    fn a_damaged_file_is_left_alone_until_something_is_kept_and_then_set_aside() {
        let good = String::from_utf8(to_bytes(&[filter("a", "b")]).unwrap()).unwrap();
        let other = good.replace("\"version\": 1", "\"version\": 2");
        let long = " ".repeat(MAX_FILE + 1);
        for damaged in ["", "{}", "\u{1b}[31m", &"[".repeat(5000), &other, &long] {
            let folder = tempfile::tempdir().unwrap();
            let file = FilterFile::new(folder.path());
            fs::write(&file.path, damaged).unwrap();
            for order in [Order::Read, Order::Forget("a".to_owned())] {
                let answer = file.carry_out(order);
                assert!(answer.filters.is_empty());
                assert!(answer.told.unwrap().contains("cannot be read"));
                assert_eq!(fs::read_to_string(&file.path).unwrap(), damaged);
            }
            assert_eq!(names(&keep(&file, "x", "plan")), ["x"]);
            assert_eq!(names(&file.carry_out(Order::Read)), ["x"]);
            let kept = fs::read_to_string(folder.path().join("filters.json.1.bak"));
            assert_eq!(kept.unwrap(), damaged);
        }
    }

    #[test]
    fn there_is_an_end_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let file = FilterFile::new(folder.path());
        let many: Vec<_> = (0..MAX_FILTERS)
            .map(|n| filter(&format!("{n:03}"), "plan"))
            .collect();
        file.write(&many).unwrap();
        let answer = keep(&file, "one more", "plan");
        assert!(answer.told.unwrap().contains("too many"));
        assert_eq!(answer.filters, many);
        assert_eq!(file.carry_out(Order::Read).filters, many);
        assert_eq!(keep(&file, "000", "peace").filters.len(), MAX_FILTERS);
        let answer = keep(&file, "000", &"x".repeat(MAX_FILE));
        assert!(answer.told.unwrap().contains("too many"));
    }

    #[test]
    fn a_name_is_one_safe_line() {
        assert_eq!(name("  a  b "), Some("a  b".to_owned()));
        assert_eq!(name("  "), None);
        assert_eq!(name(" \u{301}a"), Some("\u{25cc}\u{301}a".to_owned()));
        assert_eq!(name(&"é".repeat(100)), Some("é".repeat(MAX_NAME)));
        assert!(
            !name("a\u{1b}[2J\u{202e}\nb")
                .unwrap()
                .contains(['\u{1b}', '\u{202e}', '\n'])
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn whatever_stands_in_the_file_what_is_read_is_safe(
            bytes in prop_oneof![
                prop::collection::vec(any::<u8>(), 0..200),
                prop::collection::vec((any::<String>(), any::<String>()), 0..6).prop_map(|pairs| {
                    let filters = pairs.iter().map(|(name, query)| filter(name, query));
                    to_bytes(&filters.collect::<Vec<_>>()).unwrap()
                }),
            ],
        ) {
            let Ok(filters) = from_bytes(&bytes) else { return Ok(()) };
            for one in &filters {
                prop_assert_eq!(name(&one.name), Some(one.name.clone()));
                prop_assert_eq!(sanitise::line(&one.query).into_owned(), one.query.clone());
            }
            prop_assert_eq!(from_bytes(&to_bytes(&filters).unwrap()), Ok(filters));
        }
    }
}
