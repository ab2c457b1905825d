//! Reads the files of the configuration, with suspicion: regular files only, bounded.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, SourceFile, any_error};
use crate::folders::Folders;
use crate::format::{ReadFault, read_bounded};

use super::themes::Themes;
use super::{Environment, Read, keys};

/// The largest file of a configuration, in bytes.
const MAX_FILE: usize = 1 << 20;

/// The most themes that are read.
const MAX_THEMES: usize = 200;

/// Everything that its user sets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setup {
    /// The folder it was read from; `None` where there is no home.
    pub folder: Option<PathBuf>,
    /// What `config.toml` sets.
    pub config: Read,
    /// What `keymap.toml` sets.
    pub keys: keys::Read,
    /// The themes of the program and of the folder `themes`.
    pub themes: Themes,
}

impl Setup {
    /// Reads the folder of the configuration, or another; what is not there is not set.
    pub fn read(folder: Option<&Path>) -> Self {
        let own = || Folders::of_user().map(|folders| folders.config);
        let Some(folder) = folder.map(Path::to_owned).or_else(own) else {
            return Self::default();
        };
        let mut unreadable = Vec::new();
        let mut themes = Themes::new(&theme_files(&folder.join("themes"), &mut unreadable));
        themes.faults.extend(unreadable);
        let mut config = match file(&folder.join("config.toml")) {
            Ok(Some(file)) => super::read(&file, std::env::home_dir().as_deref()),
            Ok(None) => Read::default(),
            Err(fault) => Read {
                faults: vec![*fault],
                ..Read::default()
            },
        };
        config.check_themes(&themes);
        let keys = match file(&folder.join("keymap.toml")) {
            Ok(Some(file)) => keys::read(&file),
            Ok(None) => keys::Read::default(),
            Err(fault) => keys::Read {
                faults: vec![*fault],
                ..keys::Read::default()
            },
        };
        Self {
            folder: Some(folder),
            config,
            keys,
            themes,
        }
    }

    /// What is in force when the files have been written again: of a file with errors what it set
    /// before, with its new faults.
    #[must_use]
    pub fn followed_by(&self, next: Self) -> Self {
        let Self {
            folder,
            mut config,
            mut keys,
            mut themes,
        } = next;
        if any_error(&config.faults) {
            config = Read {
                faults: config.faults,
                file: config.file,
                ..self.config.clone()
            };
        }
        if any_error(&keys.faults) {
            keys = keys::Read {
                faults: keys.faults,
                ..self.keys.clone()
            };
        }
        if any_error(&themes.faults) {
            let faults = std::mem::take(&mut themes.faults);
            themes = self.themes.clone();
            themes.faults = faults;
        }
        Self {
            folder,
            config,
            keys,
            themes,
        }
    }

    /// The names of the files that say something else than in another setup.
    pub fn differing_from(&self, other: &Self) -> Vec<&'static str> {
        let files = [
            ("config.toml", self.config != other.config),
            ("keymap.toml", self.keys != other.keys),
            ("themes", self.themes != other.themes),
        ];
        let differing = files.into_iter().filter(|(_, differs)| *differs);
        differing.map(|(name, _)| name).collect()
    }

    /// What is wrong with any of the files.
    pub fn faults(&self) -> Vec<Diagnostic> {
        let faults = self.config.faults.iter();
        let faults = faults.chain(&self.keys.faults).chain(&self.themes.faults);
        faults.cloned().collect()
    }
}

/// The files of the folder of themes with the names of the themes, in order.
fn theme_files(folder: &Path, unreadable: &mut Vec<Diagnostic>) -> Vec<(String, Arc<SourceFile>)> {
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut paths: Vec<_> = paths
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .take(MAX_THEMES)
        .collect();
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let name = path.file_stem().and_then(std::ffi::OsStr::to_str);
        match (name, file(&path)) {
            (Some(name), Ok(Some(file))) => files.push((name.to_owned(), file)),
            (_, Err(fault)) => unreadable.push(*fault),
            (_, Ok(_)) => {}
        }
    }
    files
}

impl Environment {
    /// What the environment of this process says.
    pub fn of_process() -> Self {
        let set = |name| std::env::var_os(name).filter(|value| !value.is_empty());
        Self {
            no_color: set("NO_COLOR").is_some(),
            linux_console: set("TERM").is_some_and(|term| term == "linux"),
            colorfgbg: std::env::var("COLORFGBG").ok(),
            editor: ["VISUAL", "EDITOR"]
                .into_iter()
                .find(|name| set(name).is_some()),
        }
    }
}

/// Reads a file; `None` where there is none.
fn file(path: &Path) -> Result<Option<Arc<SourceFile>>, Box<Diagnostic>> {
    let name = path.to_string_lossy();
    let fault = |message: String| {
        let file = SourceFile::new(name.as_ref(), "");
        let message = format!("it is not used: {message}");
        Box::new(Diagnostic::of_file(&file, Code::ConfigUnreadable, message))
    };
    let bytes = match read_bounded(path, MAX_FILE) {
        Ok(bytes) => bytes,
        Err(ReadFault::Io(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fault(error.to_string())),
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(SourceFile::new(name.as_ref(), text))),
        Err(_) => Err(fault("it is not UTF-8".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_file_with_errors_what_it_set_before_stays() {
        let folder = tempfile::tempdir().unwrap();
        let read = |config: &str, keymap: &str| {
            std::fs::write(folder.path().join("config.toml"), config).unwrap();
            std::fs::write(folder.path().join("keymap.toml"), keymap).unwrap();
            Setup::read(Some(folder.path()))
        };
        let first = read("mouse = true\nglyphs = \"ascii\"\n", "");
        let keymap = "[keys.anywhere]\nhelp = [\"C-t\"]\n";
        let second = first.followed_by(read("mouse = true\nglyphs = 1\n", keymap));
        assert_eq!(second.config.config, first.config.config);
        assert_eq!(second.faults().len(), 1);
        assert_ne!(second.keys, first.keys);
        assert_eq!(
            second.differing_from(&first),
            ["config.toml", "keymap.toml"]
        );
        let third = second.followed_by(read("", keymap));
        assert!(!third.config.config.mouse && third.faults().is_empty());
        assert_eq!(third.differing_from(&second), ["config.toml"]);
    }
}
