//! Looking through a folder, and never out of it.
//!
//! Links are not followed but looked up. What they lead to inside of an opened folder is there by
//! itself, unless it is hidden: then it is read behind the link. What is outside of them all is
//! left alone.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::{Found, Input, Known, NAME, Place, Reach, Refusal, Survey, Unusable, shown};

/// The deepest folder that is looked into, below the one that was asked for; and how many hidden
/// ones one behind the other.
const DEPTH: usize = 64;

/// The folders that were asked for, by their paths without any links.
pub(super) struct Roots(Vec<PathBuf>);

/// Where a link leads.
enum Leads {
    /// Out of all folders that were asked for.
    Outside,
    /// To what is found there by itself.
    Plain,
    /// To what is hidden there.
    Hidden,
}

impl Roots {
    /// Those of some inputs.
    pub(super) fn of(inputs: &[Input]) -> Self {
        let folders = inputs.iter().filter_map(|input| match input {
            Input::Path(path) => path.canonicalize().ok().filter(|path| path.is_dir()),
            Input::Bundled => None,
        });
        Self(folders.collect())
    }

    /// Where a path without any links lies.
    fn leads(&self, target: &Path, sort: Sort) -> Leads {
        let below = self
            .0
            .iter()
            .filter_map(|root| target.strip_prefix(root).ok());
        let mut leads = Leads::Outside;
        for below in below {
            let names = below.components().filter_map(|part| match part {
                Component::Normal(name) => Some(name),
                _ => None,
            });
            let seen = !names.clone().any(is_hidden) && names.count() <= DEPTH;
            let counts = sort == Sort::Folder || target.file_name().is_some_and(is_briefing);
            if seen && counts {
                return Leads::Plain;
            }
            leads = Leads::Hidden;
        }
        leads
    }
}

/// What something on disk is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Folder,
    File,
    /// A pipe, a socket, a device.
    Other,
}

impl Sort {
    fn of(found: std::fs::FileType) -> Self {
        if found.is_dir() {
            Self::Folder
        } else if found.is_file() {
            Self::File
        } else {
            Self::Other
        }
    }
}

/// Finds the briefing files below a folder that was asked for.
pub(super) fn look_through(folder: &Path, roots: &Roots, survey: &mut Survey) -> Vec<Known> {
    let whole = folder.canonicalize();
    let mut walk = Walk {
        root: folder,
        roots,
        survey,
        hidden: HashSet::new(),
        found: Vec::new(),
    };
    walk.folder(folder, &whole.unwrap_or_else(|_| folder.to_owned()), 0);
    walk.found
}

struct Walk<'a> {
    root: &'a Path,
    roots: &'a Roots,
    survey: &'a mut Survey,
    /// The hidden folders that a link has led to.
    hidden: HashSet<PathBuf>,
    found: Vec<Known>,
}

impl Walk<'_> {
    /// Looks through a folder, of which `whole` is the path without any links.
    fn folder(&mut self, folder: &Path, whole: &Path, depth: usize) {
        self.survey.folders.push(folder.to_owned());
        let walk = WalkDir::new(folder)
            .min_depth(1)
            .max_depth(DEPTH)
            .sort_by_file_name();
        let seen = |entry: &DirEntry| entry.depth() == 0 || !is_hidden(entry.file_name());
        for entry in walk.into_iter().filter_entry(seen) {
            match entry {
                Ok(entry) => {
                    let below = entry.path().strip_prefix(folder);
                    let whole = whole.join(below.unwrap_or(entry.path()));
                    self.entry(&entry, whole, depth);
                }
                Err(error) => {
                    let at = error.path().unwrap_or(folder).to_owned();
                    match error.io_error() {
                        // It was there a moment ago.
                        Some(gone) if gone.kind() == ErrorKind::NotFound => {}
                        Some(reason) => self.survey.unusable.push(Unusable::new(&at, reason)),
                        None => self.survey.unusable.push(Unusable::new(&at, &error)),
                    }
                }
            }
        }
    }

    fn entry(&mut self, entry: &DirEntry, whole: PathBuf, depth: usize) {
        let path = entry.path();
        if entry.file_type().is_symlink() {
            match target(path) {
                Ok(Some((target, sort))) => self.link(path, (whole, target), sort, depth),
                Ok(None) => {}
                Err(reason) => self.survey.unusable.push(Unusable::new(path, &reason)),
            }
            return;
        }
        match Sort::of(entry.file_type()) {
            Sort::Folder => self.survey.folders.push(path.to_owned()),
            Sort::File if entry.file_name() == NAME => self.own_file(path),
            Sort::Other if entry.file_name() == NAME => {
                self.refuse(path, whole, Refusal::NotAFile);
            }
            sort if is_briefing(entry.file_name()) => self.take(path, whole, sort),
            _ => {}
        }
    }

    /// A link at a place, with what it leads to.
    fn link(&mut self, path: &Path, (whole, target): (PathBuf, PathBuf), sort: Sort, depth: usize) {
        let own = sort == Sort::File && path.file_name().is_some_and(|name| name == NAME);
        if sort != Sort::Folder && !own && !path.file_name().is_some_and(is_briefing) {
            return;
        }
        match (self.roots.leads(&target, sort), sort) {
            (Leads::Plain | Leads::Hidden, _) if own => self.own_file(path),
            (Leads::Plain, _) => {}
            (Leads::Outside, _) => self.refuse(path, whole, Refusal::Outside),
            (Leads::Hidden, Sort::Folder) => {
                if depth < DEPTH && self.hidden.insert(target.clone()) {
                    self.folder(path, &target, depth + 1);
                }
            }
            (Leads::Hidden, sort) => self.take(path, target, sort),
        }
    }

    /// A library's own file.
    fn own_file(&mut self, path: &Path) {
        self.survey.own_files.insert(path.to_owned(), Reach::Whole);
    }

    fn take(&mut self, path: &Path, whole: PathBuf, sort: Sort) {
        if sort == Sort::Other {
            return self.refuse(path, whole, Refusal::NotAFile);
        }
        let place = Place::Disk {
            path: path.to_owned(),
            root: self.root.to_owned(),
            library: None,
        };
        self.push(path, whole, place);
    }

    fn refuse(&mut self, path: &Path, whole: PathBuf, refusal: Refusal) {
        self.push(path, whole, Place::Refused(path.to_owned(), refusal));
    }

    fn push(&mut self, path: &Path, whole: PathBuf, place: Place) {
        let name = shown(path).into();
        self.found.push((whole, Found { name, place }));
    }
}

/// What a link leads to: its path without any links, and what is there; `None` where it leads
/// nowhere, or in a circle.
fn target(link: &Path) -> io::Result<Option<(PathBuf, Sort)>> {
    let target = link.canonicalize();
    let found = target.and_then(|target| Ok((std::fs::metadata(&target)?, target)));
    match found {
        Ok((found, target)) => Ok(Some((target, Sort::of(found.file_type())))),
        Err(error) if error.kind() == ErrorKind::NotFound || is_circle(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

fn is_circle(error: &io::Error) -> bool {
    rustix::io::Errno::from_io_error(error) == Some(rustix::io::Errno::LOOP)
}

fn is_hidden(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

/// Whether something of this name counts as a briefing.
fn is_briefing(name: &OsStr) -> bool {
    Path::new(name).extension().is_some_and(|end| end == "toml") && name != NAME
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    use super::super::survey;
    use super::*;

    /// Folders `desk` and `other`, each with a briefing, and what is found of some of them.
    struct Desk(tempfile::TempDir);

    impl Desk {
        fn new() -> Self {
            let desk = Self(tempfile::tempdir().unwrap());
            for folder in ["desk/sub", "desk/.store/new", "other"] {
                fs::create_dir_all(desk.path(folder)).unwrap();
            }
            for file in ["desk/sub/a.toml", "desk/.store/new/b.toml", "other/c.toml"] {
                fs::write(desk.path(file), "").unwrap();
            }
            desk
        }

        fn path(&self, name: &str) -> PathBuf {
            self.0.path().join(name)
        }

        fn link(&self, to: &str, name: &str) {
            symlink(to, self.path(name)).unwrap();
        }

        /// The names of what is found, with `!` before what is outside and `?` before what is no
        /// file.
        fn found(&self, folders: &[&str]) -> Vec<String> {
            let inputs: Vec<_> = folders
                .iter()
                .map(|one| Input::Path(self.path(one)))
                .collect();
            let survey = survey(&inputs, &super::super::read_own_file);
            assert!(survey.unusable.is_empty(), "{:?}", survey.unusable);
            let start = format!("{}/", self.0.path().display());
            let name = |found: &Found| {
                let mark = match found.place {
                    Place::Refused(_, Refusal::Outside) => "!",
                    Place::Refused(_, Refusal::NotAFile) => "?",
                    Place::Disk { .. } | Place::Bundled(_) => "",
                };
                format!("{mark}{}", found.name.replace(&start, ""))
            };
            survey.files.iter().map(name).collect()
        }
    }

    #[test]
    fn what_is_behind_links_inside_is_found_once() {
        let desk = Desk::new();
        desk.link("sub/a.toml", "desk/1.toml");
        desk.link("sub", "desk/2");
        assert_eq!(desk.found(&["desk"]), ["desk/sub/a.toml"]);
        desk.link(".store/new", "desk/3");
        desk.link("3", "desk/4");
        desk.link("3/b.toml", "desk/5.toml");
        assert_eq!(desk.found(&["desk"]), ["desk/3/b.toml", "desk/sub/a.toml"]);
        desk.link("desk", "opened");
        assert_eq!(desk.found(&["opened"]).len(), 2);
        assert_eq!(desk.found(&["opened", "desk", "desk/sub/a.toml"]).len(), 2);
    }

    #[test]
    fn circles_of_links_and_links_to_nowhere_end() {
        let desk = Desk::new();
        for (to, name) in [
            ("..", "desk/sub/up"),
            (".", "desk/here"),
            ("round.toml", "desk/round.toml"),
            ("nowhere", "desk/lost.toml"),
            ("../..", "desk/.store/new/up"),
            (".store/new", "desk/store"),
            ("../new", "desk/.store/new/again"),
        ] {
            desk.link(to, name);
        }
        let found = ["desk/store/b.toml", "desk/sub/a.toml"];
        assert_eq!(desk.found(&["desk"]), found);
    }

    #[test]
    fn a_link_that_leads_outside_is_refused_unless_that_is_opened_too() {
        let desk = Desk::new();
        desk.link("../other/c.toml", "desk/1.toml");
        desk.link("../other", "desk/2");
        desk.link("../other", "desk/.hidden");
        desk.link("../other/c.toml", "desk/notes.md");
        let refused = ["!desk/1.toml", "!desk/2", "desk/sub/a.toml"];
        assert_eq!(desk.found(&["desk"]), refused);
        let both = desk.found(&["desk", "other"]);
        assert_eq!(both, ["desk/sub/a.toml", "other/c.toml"]);
        assert_eq!(desk.found(&["desk/1.toml"]), ["desk/1.toml"]);
    }

    #[test]
    fn pipes_and_sockets_are_refused() {
        let desk = Desk::new();
        let _socket = UnixListener::bind(desk.path("desk/s.toml")).unwrap();
        let made = std::process::Command::new("mkfifo")
            .args([desk.path("desk/p.toml"), desk.path("desk/.store/p")])
            .status();
        assert!(made.unwrap().success());
        desk.link("p.toml", "desk/1.toml");
        desk.link(".store/p", "desk/2.toml");
        desk.link("/dev/null", "desk/3.toml");
        assert_eq!(
            desk.found(&["desk"]),
            [
                "?desk/2.toml",
                "!desk/3.toml",
                "?desk/p.toml",
                "?desk/s.toml",
                "desk/sub/a.toml"
            ]
        );
    }
}
