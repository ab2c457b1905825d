//! Where the program's own files live, and how they are written.
//!
//! The folders are those of the XDG Base Directory Specification, on macOS too; on Windows the
//! usual ones. A folder is only named here, never made before something is written into it.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use etcetera::app_strategy::{AppStrategy, AppStrategyArgs, choose_app_strategy};

/// The program's own folders.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folders {
    /// What its user sets: configuration, keys, themes.
    pub config: PathBuf,
    /// What it remembers between runs, and could lose without harm.
    pub state: PathBuf,
    /// What it can compute again.
    pub cache: PathBuf,
}

impl Folders {
    /// The folders of this user, from the environment; `None` where there is no home.
    pub fn of_user() -> Option<Self> {
        let strategy = choose_app_strategy(AppStrategyArgs {
            top_level_domain: "org".to_owned(),
            author: "briefing".to_owned(),
            app_name: "briefing".to_owned(),
        })
        .ok()?;
        Some(Self {
            config: strategy.config_dir(),
            state: strategy.state_dir().unwrap_or_else(|| strategy.data_dir()),
            cache: strategy.cache_dir(),
        })
    }
}

/// What files begin with that are being written.
const UNFINISHED: &str = ".briefing";

/// No file takes so long to be written.
const ABANDONED: Duration = Duration::from_secs(60 * 60);

/// Writes a file as a whole: whoever reads it sees the old content or the new, never a part. A file
/// that is there keeps its permissions; a link is followed, not replaced. Missing folders are made.
///
/// # Errors
/// When the file or a file beside it cannot be written; the old content then still stands.
pub fn write_whole(path: &Path, content: &[u8]) -> io::Result<()> {
    write_with(path, |file| file.write_all(content))
}

/// The same, the content written piece by piece.
///
/// # Errors
/// As [`write_whole`], and where writing the content fails.
pub fn write_with(path: &Path, write: impl FnOnce(&mut File) -> io::Result<()>) -> io::Result<()> {
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut file = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempfile_in(folder)?;
    write(file.as_file_mut())?;
    if let Ok(metadata) = std::fs::metadata(&path) {
        file.as_file().set_permissions(metadata.permissions())?;
    }
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(())
}

/// Removes from one of the program's own folders what was being written when the program was ended.
pub fn clear_away(folder: &Path) {
    let entries = folder.read_dir().into_iter().flatten().flatten();
    for entry in entries {
        let is_unfinished = entry
            .file_name()
            .as_encoded_bytes()
            .starts_with(UNFINISHED.as_bytes());
        let modified = entry.metadata().and_then(|data| data.modified());
        let age = modified.ok().and_then(|modified| modified.elapsed().ok());
        if is_unfinished && age.is_some_and(|age| age > ABANDONED) {
            // Another run may have removed it already.
            let _ = std::fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    #[test]
    fn what_was_never_finished_is_cleared_away_after_a_while() {
        let folder = tempfile::tempdir().unwrap();
        let long_ago = SystemTime::now() - ABANDONED * 2;
        for (name, modified) in [
            (".briefingOld", long_ago),
            (".briefingNew", SystemTime::now()),
            ("old.columns", long_ago),
        ] {
            let file = File::create(folder.path().join(name)).unwrap();
            file.set_modified(modified).unwrap();
        }
        clear_away(folder.path());
        let left = [".briefingOld", ".briefingNew", "old.columns"]
            .map(|name| folder.path().join(name).exists());
        assert_eq!(left, [false, true, true]);
    }

    #[test]
    fn a_file_is_written_into_a_folder_that_was_not_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.toml");
        write_whole(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        let beside = std::fs::read_dir(path.parent().unwrap()).unwrap().count();
        assert_eq!(beside, 1, "nothing is left beside it");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_is_followed_and_permissions_are_kept() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("real");
        let link = folder.path().join("link");
        std::fs::write(&path, "one").unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&path, &link).unwrap();
        write_whole(&link, b"two").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert!(link.is_symlink());
        assert_eq!(
            std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
}
