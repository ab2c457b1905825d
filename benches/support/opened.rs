//! A library on disk, opened as the program opens it; and what that takes.

use std::fs;
use std::path::{Path, PathBuf};

use briefing::library::discover::Input;
use briefing::library::shelf::{Again, Outcome, Request, Shelf};

/// Reads everything in a folder, and tells what was read so far.
pub(crate) fn open(shelf: &mut Shelf, root: &Path) -> Outcome {
    let inputs = [Input::Path(root.to_owned())];
    let request = Request {
        inputs: &inputs,
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    let outcome = shelf.read(&request, &mut |partial| {
        std::hint::black_box(partial);
    });
    assert!(outcome.problems.is_empty());
    outcome
}

/// The files below a folder that end in one of some ways.
pub(crate) fn files(root: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root).into_iter();
    let paths = entries
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path);
    let fits = |path: &PathBuf| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| endings.contains(&ending))
    };
    paths.filter(fits).collect()
}

/// The memory of this process that is resident, in bytes.
pub(crate) fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let mut lines = status.lines();
    let line = lines.find(|line| line.starts_with("VmRSS")).unwrap();
    let kibibytes = line.split_whitespace().nth(1).unwrap();
    kibibytes.parse::<u64>().unwrap() * 1024
}

/// A time for people.
pub(crate) fn milliseconds(seconds: f64) -> String {
    format!("{:.1} ms", seconds * 1e3)
}
