//! Searching a library of many briefings while somebody types, beside looking through the same files
//! with `rg`, or where that is not installed with the substring search that it is built on.
//!
//! `cargo bench --bench search` prints a line for each size; `RECORDS` says how large the largest
//! is. The library is written below the system's folder for temporary files, once.
#![allow(missing_docs, reason = "a benchmark is no library")]
#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark may fail by panicking"
)]

#[path = "support/desk.rs"]
#[allow(dead_code, reason = "only a part of it is needed here")]
mod desk;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use briefing::library::discover::Input;
use briefing::library::search::Search;
use briefing::library::shelf::{Again, Request, Shelf};
use briefing::library::{Library, Scope, Verdicts};
use briefing::query::Query;
use desk::{Desk, Words};
use memchr::memmem::Finder;
use rayon::prelude::*;

/// How often each thing is measured.
const TIMES: usize = 7;

fn main() {
    // Built with the tests, it has nothing to do with them.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    let folder = std::env::temp_dir().join("briefing-bench");
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
    let library = load(&root);
    let started = Instant::now();
    library.index(&|| false);
    let index = started.elapsed();
    let bytes = library.indexed().bytes as f64 / written.records as f64;
    println!(
        "{} briefings, {} records, {:.1} MB: indexed in {}, {bytes:.1} bytes a record",
        written.briefings,
        written.records,
        written.toml as f64 / 1e6,
        milliseconds(index),
    );
    let words = Words::new();
    let phrase = |one, other| format!("\"{} {}\"", words.get(one), words.get(other));
    for (name, query) in [
        ("a rare word", words.get(3_000).to_owned()),
        ("a beginning", words.get(3_000)[..4].to_owned()),
        ("two words", format!("{} {}", words.get(30), words.get(300))),
        ("a phrase", phrase(30, 300)),
        ("a common phrase", phrase(3, 5)),
        ("a phrase hard to find", phrase(70, 80)),
        ("a common word", format!("\"{}\"", words.get(0))),
        ("one letter", "s".to_owned()),
        ("words and days", format!("{} date:2020", words.get(300))),
        ("nothing like it", "qqqqxyz".to_owned()),
    ] {
        let (found, time) = search(&library, &query);
        println!(
            "  {name:<24} {query:<24} {found:>8} {:>10}",
            milliseconds(time)
        );
    }
    let mut typed = Vec::new();
    for text in [40, 700, 9_000].map(|rank| words.get(rank)) {
        typed.extend(
            text.char_indices()
                .skip(1)
                .map(|(at, _)| text[..at].to_owned()),
        );
        typed.push(text.to_owned());
    }
    let looking = Looking::through(&root);
    let mut own: Vec<Duration> = typed.iter().map(|text| search(&library, text).1).collect();
    let mut other: Vec<Duration> = typed.iter().map(|text| looking.time(text)).collect();
    own.sort_unstable();
    other.sort_unstable();
    let (own, slowest) = (own[own.len() / 2], own[own.len() - 1]);
    let other = other[other.len() / 2];
    println!(
        "  {} keys: median {}, slowest {}; {} {}: {:.1} times as long",
        typed.len(),
        milliseconds(own),
        milliseconds(slowest),
        looking.name(),
        milliseconds(other),
        other.as_secs_f64() / own.as_secs_f64(),
    );
}

fn load(root: &Path) -> Library {
    let inputs = [Input::Path(root.to_owned())];
    let request = Request {
        inputs: &inputs,
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    Shelf::default().read(&request, &mut |_| {}).library
}

/// How many records a query finds, and how long that takes with the best two hundred of them.
fn search(library: &Library, text: &str) -> (usize, Duration) {
    let query = Query::parse(text).unwrap();
    let search = Search {
        query: &query,
        scope: Scope::All,
        verdicts: &Verdicts::default(),
        limit: 200,
        stop: &|| false,
    };
    let once = || {
        let started = Instant::now();
        let hits = library.search(&search, &mut |_| {}).unwrap();
        (black_box(hits).total(), started.elapsed())
    };
    let mut all: Vec<_> = (0..TIMES).map(|_| once()).collect();
    all.sort_unstable_by_key(|(_, time)| *time);
    all[TIMES / 2]
}

/// What searching is measured by.
enum Looking {
    /// `rg -i` over the files.
    Rg(PathBuf),
    /// Looking for the bytes as they are in the files' contents, read before, on all cores.
    Bytes(Vec<Vec<u8>>),
}

impl Looking {
    fn through(root: &Path) -> Self {
        let is_there = Command::new("rg")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        if is_there.is_ok_and(|status| status.success()) {
            return Self::Rg(root.to_owned());
        }
        let files = walkdir::WalkDir::new(root)
            .into_iter()
            .filter_map(Result::ok);
        let files = files.filter(|file| file.path().extension().is_some_and(|end| end == "toml"));
        Self::Bytes(
            files
                .map(|file| std::fs::read(file.path()).unwrap())
                .collect(),
        )
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Rg(_) => "rg -i",
            Self::Bytes(_) => "memmem in memory, case-sensitive",
        }
    }

    fn time(&self, text: &str) -> Duration {
        let once = || {
            let started = Instant::now();
            match self {
                Self::Rg(root) => {
                    let mut rg = Command::new("rg");
                    rg.args(["-i", "--count", "-g", "*.toml", text]).arg(root);
                    black_box(rg.stdout(Stdio::null()).status().unwrap());
                }
                Self::Bytes(files) => {
                    let finder = Finder::new(text);
                    let count = |file: &Vec<u8>| finder.find_iter(file).count();
                    black_box(files.par_iter().map(count).sum::<usize>());
                }
            }
            started.elapsed()
        };
        (0..3).map(|_| once()).min().unwrap()
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}
