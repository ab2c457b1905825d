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
#[path = "support/opened.rs"]
mod opened;

use std::hint::black_box;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use briefing::library::shelf::Shelf;
use briefing::library::{Filter, Scope, Verdicts};
use desk::Desk;
use opened::{files, milliseconds, resident};
use rayon::prelude::*;
use toml::de::DeTable;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|one| one == "--open") {
        return open(Path::new(&arguments[at + 1]));
    }
    // Built with the tests, it has nothing to do with them.
    if arguments.iter().all(|argument| argument != "--bench") {
        return;
    }
    let folder = std::env::temp_dir().join("briefing-bench");
    println!(
        "{:>8} {:>9} {:>8}  {:>9} {:>9} {:>6}  {:>7} {:>6}  {:>9} {:>9} {:>10}",
        "files",
        "records",
        "TOML MB",
        "parse",
        "load",
        "ratio",
        "RSS MB",
        "ratio",
        "cached",
        "select",
        "identities"
    );
    let most = std::env::var("RECORDS").ok();
    let most = most.and_then(|most| most.parse().ok()).unwrap_or(100_000);
    for desk in Desk::SIZES
        .into_iter()
        .filter(|desk| desk.records() <= most)
    {
        measure(desk, &folder);
    }
}

fn measure(desk: Desk, folder: &Path) {
    let (root, written) = desk.write_below(folder).unwrap();
    let parse = parse_alone(&root).as_secs_f64();
    // In a process of its own, whose memory is that of nothing else.
    let this = std::env::current_exe().unwrap();
    let opened = || -> [f64; 4] {
        let mut command = Command::new(&this);
        let opened = command.arg("--open").arg(&root).output().unwrap();
        let opened = String::from_utf8(opened.stdout).unwrap();
        let numbers = opened.split_whitespace().map(str::parse);
        let numbers: Result<Vec<_>, _> = numbers.collect();
        numbers.unwrap().try_into().unwrap()
    };
    let _ = std::fs::remove_dir_all(folder.join("caches"));
    let [loaded, resident, selected, identified] = opened();
    let [cached, ..] = opened();
    let megabytes = written.toml as f64 / 1e6;
    println!(
        "{:>8} {:>9} {megabytes:>8.1}  {:>9} {:>9} {:>6.2}  {:>7.1} {:>6.2}  {:>9} {:>9} {:>10}",
        written.briefings,
        written.records,
        milliseconds(parse),
        milliseconds(loaded),
        loaded / parse,
        resident / 1e6,
        resident / 1e6 / megabytes,
        milliseconds(cached),
        milliseconds(selected),
        milliseconds(identified),
    );
}

/// Opens a library and tells how long it took, in seconds, how many bytes are resident then, and
/// how long everything in it takes to be selected and to be known across briefings.
fn open(root: &Path) {
    let started = Instant::now();
    let caches = root.parent().unwrap().join("caches");
    let mut shelf = Shelf::default().caching_in(caches);
    let library = opened::open(&mut shelf, root).library;
    let loaded = started.elapsed().as_secs_f64();
    let resident = resident();
    let started = Instant::now();
    black_box(library.select(Scope::All, &Filter::default(), &Verdicts::default()));
    let selected = started.elapsed().as_secs_f64();
    let identify = || {
        let library = library.clone().with_own_files(&[]);
        let started = Instant::now();
        black_box(library.identities());
        started.elapsed().as_secs_f64()
    };
    let identified = (0..5).map(|_| identify()).fold(f64::MAX, f64::min);
    if let Some(unsaved) = shelf.unsaved() {
        unsaved.save().unwrap();
    }
    println!("{loaded} {resident} {selected} {identified}");
}

/// Reading the files and parsing them with the TOML parser alone, on all cores.
fn parse_alone(root: &Path) -> Duration {
    let files = files(root, &["toml"]);
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
