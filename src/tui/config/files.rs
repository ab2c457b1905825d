//! Reads the files of the configuration, with suspicion: regular files only, bounded.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::folders::Folders;
use crate::format::{ReadFault, read_bounded};

use super::{Read, keys};

/// The largest file of a configuration, in bytes.
const MAX_FILE: usize = 1 << 20;

/// Everything that its user sets.
#[derive(Clone, Debug, Default)]
pub struct Setup {
    /// The folder it was read from; `None` where there is no home.
    pub folder: Option<PathBuf>,
    /// What `config.toml` sets.
    pub config: Read,
    /// What `keymap.toml` sets.
    pub keys: keys::Read,
}

impl Setup {
    /// Reads the folder of the configuration, or another; what is not there is not set.
    pub fn read(folder: Option<&Path>) -> Self {
        let own = || Folders::of_user().map(|folders| folders.config);
        let Some(folder) = folder.map(Path::to_owned).or_else(own) else {
            return Self::default();
        };
        let config = match file(&folder.join("config.toml")) {
            Ok(Some(file)) => super::read(&file, std::env::home_dir().as_deref()),
            Ok(None) => Read::default(),
            Err(fault) => Read {
                faults: vec![*fault],
                ..Read::default()
            },
        };
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
        }
    }

    /// What is wrong with any of the files.
    pub fn faults(&self) -> Vec<Diagnostic> {
        let faults = self.config.faults.iter().chain(&self.keys.faults);
        faults.cloned().collect()
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
