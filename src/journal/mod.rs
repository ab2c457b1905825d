//! What the program remembers between runs: where each briefing was left.
//!
//! One small file a briefing, in the folder for what can be lost without harm. Whatever stands in
//! such a file, reading it does no harm: what cannot be understood counts as not there.

pub mod filters;
mod real_paths;
mod session;
#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use rayon::prelude::*;

use crate::folders::write_whole;
use crate::format::read_bounded;
use crate::library::{Entry, Library};

use real_paths::RealPaths;
pub use session::{
    CellName, Detail, Line, ListPlace, Name, Narrowed, Part, Session, Shelved, Shown, ViewPlace,
};

/// The largest file that is read or written, in bytes.
const MAX_FILE: usize = 64 << 10;

/// How many briefings are remembered; those that were left longest ago are forgotten first.
const MAX_FILES: usize = 500;

/// Which briefing, however it is named on the command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// A file on disk.
    Disk(Arc<Path>),
    /// A briefing that comes with the program, by its name.
    Bundled(Arc<str>),
}

/// A place to be remembered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaving {
    /// Of which briefing.
    pub whose: Whose,
    /// Where it was left.
    pub session: Session,
}

/// Where the briefings of a library were left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// By file, as it is displayed.
    pub sessions: HashMap<Arc<str>, Session>,
    /// The file that was left last.
    pub last: Option<Arc<str>>,
}

impl Whose {
    /// The briefing of a file of a library.
    pub fn of(entry: &Entry) -> Self {
        match &entry.path {
            Some(path) => Self::Disk(Arc::clone(path)),
            None => Self::Bundled(Arc::clone(&entry.file)),
        }
    }

    /// The name of the file that remembers its place: the same for every path that leads to it.
    fn file_name(&self, real: &RealPaths<'_>) -> String {
        let hash = match self {
            Self::Disk(path) => {
                let whole = real.of(path);
                hash(&[b"disk:", whole.as_os_str().as_encoded_bytes()])
            }
            Self::Bundled(name) => hash(&[b"bundled:", name.as_bytes()]),
        };
        format!("{hash:032x}.json")
    }
}

/// FNV-1a of 128 bits: the same in every version of the program.
fn hash(parts: &[&[u8]]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    let bytes = parts.iter().copied().flatten();
    bytes.fold(BASIS, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(PRIME)
    })
}

/// The files that remember where briefings were left.
#[derive(Clone, Debug)]
pub struct Journal {
    folder: PathBuf,
}

impl Journal {
    /// Those in the program's folder of state.
    pub fn new(state: &Path) -> Self {
        Self {
            folder: state.join("sessions"),
        }
    }

    /// Where the briefings of a library were left, as far as it is remembered.
    pub fn read(&self, library: &Library) -> Left {
        let known: HashSet<_> = self.files().map(|(name, _)| name).collect();
        let mut left = Left::default();
        let mut latest = None;
        if known.is_empty() {
            return left;
        }
        let paths = library
            .entries()
            .iter()
            .filter_map(|entry| entry.path.as_deref());
        let real = RealPaths::new(paths);
        let readable = library
            .entries()
            .par_iter()
            .filter(|entry| entry.is_readable());
        let named = readable.map(|entry| (entry, Whose::of(entry).file_name(&real)));
        let named: Vec<_> = named.filter(|(_, name)| known.contains(name)).collect();
        for (entry, name) in named {
            let path = self.folder.join(name);
            let session = read_bounded(&path, MAX_FILE).ok();
            let Some(session) = session.and_then(|bytes| Session::from_bytes(&bytes)) else {
                continue;
            };
            let time = fs::metadata(&path).and_then(|found| found.modified()).ok();
            if time > latest {
                latest = time;
                left.last = Some(Arc::clone(&entry.file));
            }
            left.sessions.insert(Arc::clone(&entry.file), session);
        }
        left
    }

    /// Remembers where a briefing was left. A place too large to be read again is not.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write(&self, leaving: &Leaving) -> io::Result<()> {
        let bytes = leaving.session.to_bytes()?;
        if bytes.len() > MAX_FILE {
            return Ok(());
        }
        let path = self
            .folder
            .join(leaving.whose.file_name(&RealPaths::default()));
        if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
            // What it leads to is not the journal's to write over.
            fs::remove_file(&path)?;
        }
        write_whole(&path, &bytes)?;
        self.forget();
        Ok(())
    }

    /// Removes the files that were written longest ago where there are too many.
    fn forget(&self) {
        let mut files: Vec<_> = self.files().collect();
        let excess = files.len().saturating_sub(MAX_FILES);
        if excess == 0 {
            return;
        }
        files.sort_by_key(|(_, modified)| *modified);
        for (name, _) in files.into_iter().take(excess) {
            // Another run may have been faster.
            let _ = fs::remove_file(self.folder.join(name));
        }
    }

    /// The files of the journal, and when each was written; no others that may stand beside them.
    fn files(&self) -> impl Iterator<Item = (String, SystemTime)> + use<> {
        let entries = fs::read_dir(&self.folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| {
            let name = entry.file_name().into_string().ok()?;
            let stem = name.strip_suffix(".json")?;
            let own = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
            let modified = entry.metadata().and_then(|found| found.modified());
            own.then(|| (name, modified.unwrap_or(SystemTime::UNIX_EPOCH)))
        })
    }
}
