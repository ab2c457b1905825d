//! Telling whether a file has changed without reading it.

use std::cell::RefCell;
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::format::{FolderTexts, TextFault, TextStore};

use super::bytes::{Reader, Writer};
use super::load::Texts;

/// A file that was changed a shorter time ago than this may change once more without getting
/// another time, as coarse as the clocks of file systems are.
const COARSE: Duration = Duration::from_secs(2);

/// Stored texts in a folder, with the stamps of what was read or looked for.
pub(super) struct Stamping<'a> {
    texts: FolderTexts,
    base: &'a Path,
    when: Texts,
    stamps: RefCell<Vec<Stamp>>,
}

impl<'a> Stamping<'a> {
    /// The texts below a folder.
    pub(super) fn new(texts: FolderTexts, base: &'a Path, when: Texts) -> Self {
        Self {
            texts,
            base,
            when,
            stamps: RefCell::default(),
        }
    }

    /// The stamps.
    pub(super) fn into_stamps(self) -> Vec<Stamp> {
        self.stamps.into_inner()
    }
}

impl TextStore for Stamping<'_> {
    fn read(&self, relative: &str) -> Result<String, TextFault> {
        // Joined as text only: what lies outside of the root is not even looked at.
        let stamp = (!matches!(self.texts.path_of(relative), Err(TextFault::Outside)))
            .then(|| Stamp::of(&self.base.join(relative)));
        self.stamps.borrow_mut().extend(stamp);
        self.texts.read(relative)
    }

    fn is_put_off(&self) -> bool {
        self.when == Texts::Later
    }
}

/// What tells one state of a file from another without reading it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stamp {
    path: PathBuf,
    state: Option<(u64, SystemTime, u64)>,
    settled: bool,
}

impl Stamp {
    pub(super) fn of(path: &Path) -> Self {
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

    /// The file.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// Its size.
    pub(super) fn bytes(&self) -> u64 {
        self.state.map_or(0, |(bytes, ..)| bytes)
    }

    /// Its size, time and number; the same for all files that are not there.
    pub(super) fn state_bytes(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        let Some((size, modified, number)) = self.state else {
            return bytes;
        };
        let since = modified.duration_since(SystemTime::UNIX_EPOCH);
        let since = since.unwrap_or_else(|before| before.duration());
        let parts = [
            size.saturating_add(1),
            since.as_secs(),
            u64::from(since.subsec_nanos()),
            number,
        ];
        for (own, part) in bytes.chunks_mut(8).zip(parts) {
            own.copy_from_slice(&part.to_le_bytes());
        }
        bytes
    }

    /// Whether it was so long ago that the file was changed, that another change has another time.
    pub(super) const fn is_settled(&self) -> bool {
        self.settled
    }

    /// Writes the stamp; `None` where its path is no text, or its time is before 1970.
    pub(super) fn write(&self, out: &mut Writer) -> Option<()> {
        out.text(self.path.to_str()?);
        out.number(u64::from(self.settled));
        out.number(u64::from(self.state.is_some()));
        if let Some((bytes, modified, number)) = self.state {
            let since = modified.duration_since(SystemTime::UNIX_EPOCH).ok()?;
            out.number(bytes);
            out.number(since.as_secs());
            out.number(u64::from(since.subsec_nanos()));
            out.number(number);
        }
        Some(())
    }

    /// Reads a stamp.
    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let path = PathBuf::from(bytes.text()?);
        let settled = bytes.number()? == 1;
        let mut state = None;
        if bytes.number()? == 1 {
            let size = bytes.number()?;
            let (seconds, nanos) = (bytes.number()?, u32::try_from(bytes.number()?).ok()?);
            let since =
                Duration::from_secs(seconds).checked_add(Duration::from_nanos(nanos.into()))?;
            let modified = SystemTime::UNIX_EPOCH.checked_add(since)?;
            state = Some((size, modified, bytes.number()?));
        }
        Some(Self {
            path,
            state,
            settled,
        })
    }

    /// Whether the file is what it was.
    pub(super) fn holds(&self) -> bool {
        self.settled && self.is_still(&Self::of(&self.path))
    }

    /// Whether the file is what it was, by a later stamp of it.
    pub(super) fn is_still(&self, later: &Self) -> bool {
        self.settled && later.state == self.state
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
