//! A home with nothing in it: what the person who runs the tests has set must change none of them.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "every user needs a part of it, and all of them fail by panicking"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A home of its own, gone when dropped. Every run of the program gets a new one, or is given one
/// where it is to find what an earlier run left.
pub(crate) struct Home(TempDir);

impl Home {
    /// An empty one.
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// Where a program's own folder of configuration is.
    pub(crate) fn config(&self) -> PathBuf {
        self.0.path().join("config/briefing")
    }

    /// Writes a file of the configuration.
    pub(crate) fn configure(&self, name: &str, text: &str) -> PathBuf {
        let path = self.config().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
        path
    }

    /// The folder itself.
    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    /// The variables that lead a program there.
    pub(crate) fn variables(&self) -> [(&'static str, PathBuf); 4] {
        let below = |name| self.0.path().join(name);
        [
            ("HOME", self.0.path().to_owned()),
            ("XDG_CONFIG_HOME", below("config")),
            ("XDG_STATE_HOME", below("state")),
            ("XDG_CACHE_HOME", below("cache")),
        ]
    }

    /// A program, at home here.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.envs(self.variables());
        for name in ["NO_COLOR", "COLORFGBG", "VISUAL", "EDITOR"] {
            command.env_remove(name);
        }
        command
    }
}
