//! Files on disk, read with suspicion: bounded, regular files only, never out of the root.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};

use super::stored::{MAX_STORED, TextFault, TextStore};

/// The largest briefing file, in bytes.
pub const MAX_BRIEFING: usize = 64 << 20;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// The system's reason.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// A folder, pipe or device.
    #[error("not a regular file")]
    NotAFile,
    /// More than this many bytes.
    #[error("larger than {0} bytes")]
    TooLarge(usize),
}

/// Reads a regular file of at most `limit` bytes. A pipe or device is refused without being opened;
/// one that takes the place of a file in that moment is not waited for.
///
/// # Errors
/// Why it was not read.
pub fn read_bounded(path: &Path, limit: usize) -> Result<Vec<u8>, ReadFault> {
    if !fs::metadata(path)?.is_file() {
        return Err(ReadFault::NotAFile);
    }
    let file = open(path)?;
    let found = file.metadata()?;
    if !found.is_file() {
        return Err(ReadFault::NotAFile);
    }
    let length = usize::try_from(found.len()).unwrap_or(usize::MAX);
    if length > limit {
        return Err(ReadFault::TooLarge(limit));
    }
    let mut bytes = Vec::with_capacity(length);
    let bound = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(bound).read_to_end(&mut bytes)?;
    if bytes.len() > limit {
        return Err(ReadFault::TooLarge(limit));
    }
    Ok(bytes)
}

#[cfg(unix)]
fn open(path: &Path) -> io::Result<File> {
    use rustix::fs::{Mode, OFlags};
    let flags = OFlags::RDONLY | OFlags::CLOEXEC | OFlags::NONBLOCK | OFlags::NOCTTY;
    Ok(rustix::fs::open(path, flags, Mode::empty())?.into())
}

#[cfg(not(unix))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Stored texts in a folder: paths are relative to the briefing and stay inside the root.
#[derive(Debug)]
pub struct FolderTexts {
    base: io::Result<PathBuf>,
    root: io::Result<PathBuf>,
}

impl FolderTexts {
    /// Texts for a briefing in the folder `base`, which lies in the library `root`.
    pub fn new(base: &Path, root: &Path) -> Self {
        let here = |path: &Path| {
            let path = if path.as_os_str().is_empty() {
                Path::new(".")
            } else {
                path
            };
            fs::canonicalize(path)
        };
        Self {
            base: here(base),
            root: here(root),
        }
    }
}

impl FolderTexts {
    /// Where a text is, inside the root.
    ///
    /// # Errors
    /// Why it is not to be read, or not there.
    pub fn path_of(&self, relative: &str) -> Result<PathBuf, TextFault> {
        let (base, root) = match (&self.base, &self.root) {
            (Ok(base), Ok(root)) => (base, root),
            (Err(error), _) | (_, Err(error)) => {
                return Err(TextFault::Unreadable(error.to_string()));
            }
        };
        let depth = match base.strip_prefix(root) {
            Ok(below) => below.components().count(),
            Err(_) => return Err(TextFault::Outside),
        };
        if !stays_inside(relative, depth) {
            return Err(TextFault::Outside);
        }
        let path = fs::canonicalize(base.join(relative)).map_err(|error| fault(&error))?;
        if path.starts_with(root) {
            Ok(path)
        } else {
            Err(TextFault::Outside)
        }
    }
}

impl TextStore for FolderTexts {
    fn read(&self, relative: &str) -> Result<String, TextFault> {
        let bytes =
            read_bounded(&self.path_of(relative)?, MAX_STORED).map_err(|error| match error {
                ReadFault::Io(error) => fault(&error),
                ReadFault::NotAFile => TextFault::NotAFile,
                ReadFault::TooLarge(limit) => TextFault::TooLarge { limit },
            })?;
        String::from_utf8(bytes).map_err(|error| TextFault::NotUtf8 {
            valid: error.utf8_error().valid_up_to(),
        })
    }
}

fn fault(error: &io::Error) -> TextFault {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => TextFault::Missing,
        _ => TextFault::Unreadable(error.to_string()),
    }
}

/// Whether a path, read from `depth` folders below the root, stays inside it as far as its words
/// go. Links are another matter.
fn stays_inside(relative: &str, depth: usize) -> bool {
    let bytes = relative.as_bytes();
    let drive = bytes.get(1) == Some(&b':');
    if relative.is_empty() || drive || relative.contains(['\\', '\0']) {
        return false;
    }
    let mut depth = depth;
    for component in Path::new(relative).components() {
        match component {
            Component::Normal(_) => depth += 1,
            Component::CurDir => {}
            Component::ParentDir => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            Component::RootDir | Component::Prefix(_) => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_out_of_the_root_is_refused_by_its_words() {
        for good in ["a.md", "texts/a.md", "./a.md", "../a.md", "x/../../a.md"] {
            assert!(stays_inside(good, 1), "{good}");
        }
        for bad in [
            "",
            "/etc/passwd",
            "../../a.md",
            "x/../../../a.md",
            "C:/a.md",
            "C:\\a.md",
            "\\\\host\\share\\a.md",
            "texts\\a.md",
            "a\0.md",
        ] {
            assert!(!stays_inside(bad, 1), "{bad:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_pipe_in_the_place_of_a_file_is_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status();
        assert!(made.unwrap().success());
        assert!(!open(&pipe).unwrap().metadata().unwrap().is_file());
    }

    #[cfg(unix)]
    #[test]
    fn links_out_folders_and_pipes_are_refused() {
        let outside = tempfile::tempdir().unwrap();
        let root = tempfile::tempdir().unwrap();
        let base = root.path().join("briefings");
        fs::create_dir(&base).unwrap();
        fs::write(outside.path().join("secret"), "secret").unwrap();
        fs::write(root.path().join("inside.md"), "inside").unwrap();
        fs::write(base.join("latin.md"), b"caf\xe9").unwrap();
        fs::write(base.join("large.md"), vec![b'x'; MAX_STORED + 1]).unwrap();
        let link = std::os::unix::fs::symlink::<PathBuf, PathBuf>;
        link(outside.path().join("secret"), base.join("out.md")).unwrap();
        link(outside.path().to_path_buf(), base.join("dir")).unwrap();
        link(root.path().join("inside.md"), base.join("in.md")).unwrap();
        let pipe = std::process::Command::new("mkfifo")
            .arg(base.join("pipe"))
            .status();

        let texts = FolderTexts::new(&base, root.path());
        assert_eq!(texts.read("in.md"), Ok("inside".to_owned()));
        assert_eq!(texts.read("../inside.md"), Ok("inside".to_owned()));
        assert_eq!(texts.read("out.md"), Err(TextFault::Outside));
        assert_eq!(texts.read("dir/secret"), Err(TextFault::Outside));
        assert_eq!(texts.read("../../secret"), Err(TextFault::Outside));
        assert_eq!(texts.read("none.md"), Err(TextFault::Missing));
        assert_eq!(texts.read("."), Err(TextFault::NotAFile));
        assert_eq!(texts.read("latin.md"), Err(TextFault::NotUtf8 { valid: 3 }));
        assert_eq!(
            texts.read("large.md"),
            Err(TextFault::TooLarge { limit: MAX_STORED })
        );
        if pipe.is_ok_and(|status| status.success()) {
            assert_eq!(texts.read("pipe"), Err(TextFault::NotAFile));
        }
    }
}
