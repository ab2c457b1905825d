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
use std::time::Instant;

use briefing::library::discover::Input;
use briefing::library::shelf::Shelf;
use briefing::library::{Filter, Scope, Verdicts};
use desk::Desk;
use opened::{files, milliseconds, resident};
use rayon::prelude::*;
use toml::de::DeTable;

/// That of the program.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// How often each is measured, in a process of its own; the quickest counts.
const TURNS: usize = 3;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let asked = |name| {
        let at = arguments.iter().position(|one| one == name)?;
        arguments.get(at + 1).map(Path::new)
    };
    if let Some(root) = asked("--open") {
        return open(root);
    }
    if let Some(root) = asked("--parse") {
        return parse(root);
    }
    // Built with the tests, it has nothing to do with them.
    if arguments.iter().all(|argument| argument != "--bench") {
        return;
    }
    let folder = std::env::temp_dir().join("briefing-bench");
    println!(
        "{:>8} {:>9} {:>8}  {:>9} {:>9} {:>6}  {:>7} {:>6} {:>7} {:>6}  {:>9} {:>9} {:>9} {:>10}",
        "files",
        "records",
        "TOML MB",
        "parse",
        "load",
        "ratio",
        "RSS MB",
        "ratio",
        "indexed",
        "ratio",
        "cached",
        "select",
        "refresh",
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

/// What was found in a process of its own, where nothing else has used memory before.
fn apart<const N: usize>(what: &str, root: &Path) -> [f64; N] {
    let mut command = Command::new(std::env::current_exe().unwrap());
    let told = command.arg(what).arg(root).output().unwrap();
    let told = String::from_utf8(told.stdout).unwrap();
    let numbers = told.split_whitespace().map(str::parse);
    let numbers: Result<Vec<_>, _> = numbers.collect();
    numbers.unwrap().try_into().unwrap()
}

fn measure(desk: Desk, folder: &Path) {
    let (root, written) = desk.write_below(folder).unwrap();
    let (mut parse, mut loaded, mut cached) = (f64::MAX, f64::MAX, f64::MAX);
    let mut memory = [f64::MAX; 2];
    let (mut selected, mut refreshed, mut identified) = (f64::MAX, f64::MAX, f64::MAX);
    for _ in 0..TURNS {
        let [time] = apart("--parse", &root);
        parse = parse.min(time);
        let _ = std::fs::remove_dir_all(folder.join("caches"));
        let [time, resident, indexed, select, refresh, identify] = apart("--open", &root);
        loaded = loaded.min(time);
        memory = [memory[0].min(resident), memory[1].min(indexed)];
        selected = selected.min(select);
        refreshed = refreshed.min(refresh);
        identified = identified.min(identify);
        let [time, ..] = apart::<6>("--open", &root);
        cached = cached.min(time);
    }
    let megabytes = written.toml as f64 / 1e6;
    let [resident, indexed] = memory.map(|bytes| bytes / 1e6);
    println!(
        "{:>8} {:>9} {megabytes:>8.1}  {:>9} {:>9} {:>6.2}  {resident:>7.1} {:>6.2} {indexed:>7.1} {:>6.2}  {:>9} {:>9} {:>9} {:>10}",
        written.briefings,
        written.records,
        milliseconds(parse),
        milliseconds(loaded),
        loaded / parse,
        resident / megabytes,
        indexed / megabytes,
        milliseconds(cached),
        milliseconds(selected),
        milliseconds(refreshed),
        milliseconds(identified),
    );
}

/// Opens a library and tells how long it took, in seconds, how many bytes are resident then and
/// once it is indexed, how long everything in it takes to be selected, and how long it takes to see
/// that nothing has changed.
fn open(root: &Path) {
    let started = Instant::now();
    let caches = root.parent().unwrap().join("caches");
    let mut shelf = Shelf::default().caching_in(caches);
    let library = opened::open(&mut shelf, root).library;
    let loaded = started.elapsed().as_secs_f64();
    let read = resident();
    if let Some(unsaved) = shelf.unsaved() {
        unsaved.save().unwrap();
    }
    library.index(&|| false);
    let indexed = resident();
    let started = Instant::now();
    black_box(library.select(Scope::All, &Filter::default(), &Verdicts::default()));
    let selected = started.elapsed().as_secs_f64();
    let started = Instant::now();
    let inputs = [Input::Path(root.to_owned())];
    assert!(shelf.refresh(&inputs, None).is_none());
    let refreshed = started.elapsed().as_secs_f64();
    let identify = || {
        let library = library.clone().with_own_files(&[]);
        let started = Instant::now();
        black_box(library.identities());
        started.elapsed().as_secs_f64()
    };
    let identified = (0..5).map(|_| identify()).fold(f64::MAX, f64::min);
    println!("{loaded} {read} {indexed} {selected} {refreshed} {identified}");
}

/// Reads the files and parses them with the TOML parser alone, on all cores, and tells how long
/// that took, in seconds.
fn parse(root: &Path) {
    let files = files(root, &["toml"]);
    let started = Instant::now();
    files.par_iter().for_each(|file| {
        let text = std::fs::read_to_string(file).unwrap();
        black_box(DeTable::parse(&text).unwrap());
    });
    println!("{}", started.elapsed().as_secs_f64());
}
