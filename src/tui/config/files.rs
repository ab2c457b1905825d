//! Reads the files of the configuration, with suspicion: regular files only, bounded.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::folders::Folders;
use crate::format::{ReadFault, read_bounded};

use super::themes::Themes;
use super::{Environment, Read, keys};

/// The largest file of a configuration, in bytes.
const MAX_FILE: usize = 1 << 20;

/// The most themes that are read.
const MAX_THEMES: usize = 200;

/// Everything that its user sets.
#[derive(Clone, Debug, Default)]
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
