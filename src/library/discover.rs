//! Which files a library is made of.

mod walk;

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::format::{TextFault, TextStore};
use crate::text::sanitise;

/// The briefings that come with the program, with their stored texts.
static BUNDLED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/briefings");

/// What to open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Input {
    /// A file, or a folder with all that is below it.
    Path(PathBuf),
    /// The briefings that come with the program.
    Bundled,
}

impl Input {
    /// What the command line asks for: the paths; without any, the folder `briefings` where there
    /// is one, else the bundled briefings.
    pub fn of_arguments(paths: &[PathBuf]) -> Vec<Self> {
        let here = Path::new("briefings");
        if !paths.is_empty() {
            paths.iter().cloned().map(Self::Path).collect()
        } else if here.is_dir() {
            vec![Self::Path(here.to_owned())]
        } else {
            vec![Self::Bundled]
        }
    }
}

/// A briefing file that was found, not yet read.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its name for display, safe for a terminal.
    pub name: Arc<str>,
    /// Where it is.
    pub place: Place,
}

/// Where a briefing file is.
#[derive(Clone, Debug)]
pub enum Place {
    /// On disk, in the library of a root folder.
    Disk {
        /// The file.
        path: PathBuf,
        /// The folder that stored texts must not leave.
        root: PathBuf,
    },
    /// In the program.
    Bundled(&'static str),
    /// Where nothing is read.
    Refused(PathBuf, Refusal),
}

/// Why something in a folder is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It is a link that leads out of all folders that were opened.
    Outside,
    /// It is a pipe, a socket or a device.
    NotAFile,
}

impl Place {
    /// The file on disk; `None` for what is in the program, and for what is to be left alone.
    pub fn path(&self) -> Option<Arc<Path>> {
        match self {
            Self::Disk { path, .. } => Some(path.as_path().into()),
            Self::Bundled(_) | Self::Refused(..) => None,
        }
    }
}

/// Something that was asked for and cannot be looked through.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {reason}")]
pub struct Unusable {
    /// The path, safe for a terminal.
    pub path: String,
    /// Why.
    pub reason: String,
}

impl Unusable {
    fn new(path: &Path, reason: &impl ToString) -> Self {
        Self {
            path: shown(path),
            reason: reason.to_string(),
        }
    }
}

/// Finds the briefing files behind some inputs: of a folder every `*.toml` at any depth, hidden
/// files and folders and `library.toml` aside, in the order of their names. What is behind a link is
/// found once, and only inside of the folders that were asked for: a link that leads out of them
/// is found as [`Place::Refused`].
pub fn find(inputs: &[Input]) -> (Vec<Found>, Vec<Unusable>) {
    let Survey {
        files, unusable, ..
    } = survey(inputs);
    (files, unusable)
}

/// What is behind some inputs.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The briefing files.
    pub(super) files: Vec<Found>,
    /// What cannot be looked through.
    pub(super) unusable: Vec<Unusable>,
    /// The folders that were looked through.
    pub(super) folders: Vec<PathBuf>,
}

/// Finds the briefing files behind some inputs, as [`find`] does, and the folders they are in.
pub(super) fn survey(inputs: &[Input]) -> Survey {
    let mut found = Vec::new();
    let mut survey = Survey::default();
    let roots = walk::Roots::of(inputs);
    for input in inputs {
        match input {
            Input::Bundled => found.extend(bundled()),
            Input::Path(path) => match std::fs::metadata(path) {
                Ok(one) if one.is_dir() => {
                    found.extend(walk::look_through(path, &roots, &mut survey));
                }
                Ok(_) => found.push(named(path)),
                Err(error) => survey.unusable.push(Unusable::new(path, &error)),
            },
        }
    }
    let mut seen = HashSet::new();
    let first = found
        .into_iter()
        .filter(|(whole, _)| seen.insert(whole.clone()));
    survey.files = first.map(|(_, file)| file).collect();
    name_apart(&mut survey.files);
    survey
}

/// A file, and its path without any links: what it is known by.
type Known = (PathBuf, Found);

/// A file that was asked for by name, wherever it leads.
fn named(path: &Path) -> Known {
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = Found {
        name: shown(path).into(),
        place: Place::Disk {
            path: path.to_owned(),
            root: root_of(path),
        },
    };
    (whole, file)
}

/// Gives files whose names look alike names of their own.
fn name_apart(files: &mut [Found]) {
    let mut names: HashSet<Arc<str>> = HashSet::new();
    for file in files {
        let mut name = Arc::clone(&file.name);
        let mut number = 1;
        while !names.insert(Arc::clone(&name)) {
            number += 1;
            name = format!("{} ({number})", file.name).into();
        }
        file.name = name;
    }
}

fn bundled() -> impl Iterator<Item = Known> {
    let files = BUNDLED.files().map(include_dir::File::path);
    let briefings = files.filter(|path| path.extension().is_some_and(|end| end == "toml"));
    let mut names: Vec<_> = briefings.filter_map(Path::to_str).collect();
    names.sort_unstable();
    names.into_iter().map(|name| {
        let file = Found {
            name: format!("bundled: {name}").into(),
            place: Place::Bundled(name),
        };
        (PathBuf::from(name), file)
    })
}

/// The file that marks the root of a library.
const LIBRARY: &str = "library.toml";

/// The folder that the stored texts of a single file must not leave: the nearest one above with a
/// `library.toml`, else the file's own.
fn root_of(file: &Path) -> PathBuf {
    let whole = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    let mut above = whole.ancestors().skip(1);
    let root = above.find(|folder| folder.join(LIBRARY).is_file());
    let own = file
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    root.or(own).unwrap_or(Path::new(".")).to_owned()
}

/// That no briefing is behind some inputs, and where it was looked for.
pub fn nothing_in(inputs: &[Input]) -> String {
    let places = inputs.iter().map(|input| match input {
        Input::Path(path) => shown(path),
        Input::Bundled => "the program".to_owned(),
    });
    let places = places.collect::<Vec<_>>().join(", ");
    format!("No briefing was found in {places}.")
}

/// A path as text that is safe for a terminal.
pub fn shown(path: &Path) -> String {
    sanitise::line(&path.to_string_lossy()).into_owned()
}

/// The stored texts of the bundled briefings.
#[derive(Clone, Copy, Debug)]
pub(super) struct BundledTexts;

impl TextStore for BundledTexts {
    fn read(&self, relative: &str) -> Result<String, TextFault> {
        bundled_text(relative)
            .map(str::to_owned)
            .ok_or(TextFault::Missing)
    }
}

/// The text of a bundled file.
pub(super) fn bundled_text(name: &str) -> Option<&'static str> {
    BUNDLED.get_file(name)?.contents_utf8()
}
