//! Which files a library is made of.

mod walk;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use include_dir::{Dir, include_dir};

use crate::format::{TextFault, TextStore};
use crate::text::sanitise;

use super::own_file::{NAME, OwnFile, Reach};

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
        /// The file of the library that it is a part of, where there is one.
        library: Option<Arc<OwnFile>>,
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
    /// The file of the library that a briefing is a part of.
    pub(super) fn library(&self) -> Option<&Arc<OwnFile>> {
        match self {
            Self::Disk { library, .. } => library.as_ref(),
            Self::Bundled(_) | Self::Refused(..) => None,
        }
    }

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
    } = survey(inputs, &read_own_file);
    (files, unusable)
}

/// How a library's own file is read.
pub(super) type ReadOwnFile<'a> = &'a dyn Fn(&Path, Reach) -> (Arc<OwnFile>, Option<Unusable>);

/// Reads a library's own file.
pub(super) fn read_own_file(path: &Path, reach: Reach) -> (Arc<OwnFile>, Option<Unusable>) {
    let (file, unusable) = OwnFile::read(path, reach);
    (Arc::new(file), unusable)
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
    /// The libraries that the files are parts of, those within others after them.
    pub(super) libraries: Vec<Arc<OwnFile>>,
    /// Where their files are.
    own_files: BTreeMap<PathBuf, Reach>,
}

/// Finds the briefing files behind some inputs, as [`find`] does, and the folders they are in.
pub(super) fn survey(inputs: &[Input], read: ReadOwnFile<'_>) -> Survey {
    let inputs: Vec<_> = inputs.iter().map(folder_of_library).collect();
    let inputs = &*inputs;
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
                Ok(_) => found.push(named(path, &mut survey)),
                Err(error) => survey.unusable.push(Unusable::new(path, &error)),
            },
        }
    }
    let mut seen = HashSet::new();
    let first = found
        .into_iter()
        .filter(|(whole, _)| seen.insert(whole.clone()));
    survey.files = first.map(|(_, file)| file).collect();
    survey.read_own_files(read);
    name_apart(&mut survey.files);
    survey
}

/// A library that is named by its own file is its folder.
fn folder_of_library(input: &Input) -> Input {
    match input {
        Input::Path(path) if path.file_name().is_some_and(|name| name == NAME) => {
            Input::Path(folder_of(path).to_owned())
        }
        other => other.clone(),
    }
}

/// The folder that a file is in.
fn folder_of(file: &Path) -> &Path {
    let folder = file.parent();
    let folder = folder.filter(|folder| !folder.as_os_str().is_empty());
    folder.unwrap_or(Path::new("."))
}

impl Survey {
    /// Reads the libraries' own files, and says of each briefing which it is a part of: the nearest
    /// in its folder or above.
    fn read_own_files(&mut self, read: ReadOwnFile<'_>) {
        let mut by_folder = HashMap::new();
        let mut own_files: Vec<_> = std::mem::take(&mut self.own_files).into_iter().collect();
        own_files.sort_by_key(|(path, _)| path.components().count());
        for (path, reach) in own_files {
            let (file, unusable) = read(&path, reach);
            self.unusable.extend(unusable);
            by_folder.insert(folder_of(&path).to_owned(), Arc::clone(&file));
            self.libraries.push(file);
        }
        if by_folder.is_empty() {
            return;
        }
        for file in &mut self.files {
            if let Place::Disk {
                path,
                root,
                library,
            } = &mut file.place
            {
                let mut above = path.ancestors().skip(1);
                let nearest = above.find_map(|folder| by_folder.get(folder));
                *library = nearest.or_else(|| by_folder.get(root)).map(Arc::clone);
            }
        }
    }
}

/// A file, and its path without any links: what it is known by.
type Known = (PathBuf, Found);

/// A file that was asked for by name, wherever it leads.
fn named(path: &Path, survey: &mut Survey) -> Known {
    let own = own_file_above(path);
    if let Some(own) = &own {
        survey.own_files.entry(own.clone()).or_insert(Reach::Part);
    }
    let root = own.as_deref().map_or(folder_of(path), folder_of);
    let whole = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let file = Found {
        name: shown(path).into(),
        place: Place::Disk {
            path: path.to_owned(),
            root: root.to_owned(),
            library: None,
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

/// The file of the library that a single file is a part of: the nearest `library.toml` in its
/// folder or above. Its folder is the one that stored texts must not leave.
fn own_file_above(file: &Path) -> Option<PathBuf> {
    let folder = folder_of(file);
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    // As it was named, as far as that goes.
    let steps = file.components().any(|part| part == Component::ParentDir);
    let named = folder.ancestors().filter(|_| !steps);
    let mut all = named
        .chain(whole.ancestors())
        .map(|folder| folder.join(NAME));
    all.find(|own| own.is_file())
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
