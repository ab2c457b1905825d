//! A library of many briefings: what opening it costs beside parsing the same files, and what is
//! asked of it then.
//!
//! `cargo bench --bench library` prints a line for each size. The library is written below the
//! system's folder for temporary files, once, and read from there.
#![allow(missing_docs, reason = "a benchmark is no library")]
#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::indexing_slicing,
    clippy::cast_sign_loss,
    clippy::string_slice,
    reason = "a benchmark may fail by panicking"
)]

#[path = "support/desk.rs"]
mod desk;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use briefing::library::discover::Input;
use briefing::library::shelf::{Again, Request, Shelf};
use briefing::library::{Filter, Scope, Verdicts};
use desk::Desk;
use rayon::prelude::*;
use toml::de::DeTable;

fn main() {
    // Built with the tests, it has nothing to do with them.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    let folder = std::env::temp_dir().join("briefing-bench");
    println!(
        "{:>8} {:>9} {:>8}  {:>9} {:>9} {:>6}  {:>9} {:>6}  {:>9}",
        "files", "records", "TOML MB", "parse", "load", "ratio", "RSS MB", "ratio", "select"
    );
    let largest = std::env::var("RECORDS").ok();
    let largest = largest.and_then(|most| most.parse().ok());
    for desk in Desk::SIZES {
        if desk.records() <= largest.unwrap_or(100_000) {
            measure(desk, &folder);
        }
    }
}

fn measure(desk: Desk, folder: &Path) {
    let (root, written) = desk.write_below(folder).unwrap();
    let parse = parse_alone(&root);
    let before = resident();
    let started = Instant::now();
    let inputs = [Input::Path(root)];
    let request = Request {
        inputs: &inputs,
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    let mut shelf = Shelf::default();
    let outcome = shelf.read(&request, &mut |partial| {
        black_box(partial);
    });
    let loaded = started.elapsed();
    assert!(outcome.problems.is_empty());
    let library = outcome.library;
    let megabytes = written.toml as f64 / 1e6;
    let resident = (resident() - before) as f64 / 1e6;
    let started = Instant::now();
    black_box(library.select(Scope::All, &Filter::default(), &Verdicts::default()));
    let selected = started.elapsed();
    println!(
        "{:>8} {:>9} {megabytes:>8.1}  {:>9} {:>9} {:>6.2}  {resident:>9.1} {:>6.2}  {:>9}",
        written.briefings,
        written.records,
        milliseconds(parse),
        milliseconds(loaded),
        loaded.as_secs_f64() / parse.as_secs_f64(),
        resident / megabytes,
        milliseconds(selected),
    );
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// Reading the files and parsing them with the TOML parser alone, on all cores.
fn parse_alone(root: &Path) -> Duration {
    let files = toml_files(root);
    let once = || {
        let started = Instant::now();
        files.par_iter().for_each(|file| {
            let text = std::fs::read_to_string(file).unwrap();
            black_box(DeTable::parse(&text).unwrap());
        });
        started.elapsed()
    };
    (0..3).map(|_| once()).min().unwrap()
}

fn toml_files(root: &Path) -> Vec<PathBuf> {
    let entries = walkdir::WalkDir::new(root).into_iter();
    let paths = entries
        .filter_map(Result::ok)
        .map(walkdir::DirEntry::into_path);
    paths
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .collect()
}

/// The memory of this process that is resident, in bytes.
fn resident() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS"))
        .unwrap();
    let kibibytes = line.split_whitespace().nth(1).unwrap();
    kibibytes.parse::<u64>().unwrap() * 1024
}
