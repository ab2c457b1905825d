//! Where many files really are.
//!
//! To resolve a path takes a call for each folder above it; thousands of files stand in few folders, so
//! each of these is resolved once.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The folders of some files, resolved.
#[derive(Debug, Default)]
pub(super) struct RealPaths<'a> {
    folders: HashMap<&'a Path, PathBuf>,
}

impl<'a> RealPaths<'a> {
    /// Resolves the folders of some files.
    pub(super) fn new(paths: impl Iterator<Item = &'a Path>) -> Self {
        let mut folders = HashMap::new();
        for folder in paths.filter_map(Path::parent) {
            if !folders.contains_key(folder)
                && let Ok(whole) = folder.canonicalize()
            {
                folders.insert(folder, whole);
            }
        }
        Self { folders }
    }

    /// A file without the links on the way to it, as [`Path::canonicalize`] has it; the path as it is
    /// where that cannot be found out.
    pub(super) fn of<'b>(&self, path: &'b Path) -> Cow<'b, Path> {
        let folder = path.parent().and_then(|folder| self.folders.get(folder));
        // Another spelling of a name may lead to a file too, but nothing is found by it.
        if let Some((folder, name)) = folder.zip(path.file_name())
            && fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
        {
            return Cow::Owned(folder.join(name));
        }
        path.canonicalize().map_or(Cow::Borrowed(path), Cow::Owned)
    }
}
