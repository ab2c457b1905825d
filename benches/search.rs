//! Searching a library of many briefings while somebody types, beside looking through the same files
//! with `rg`, or where that is not installed with the substring search that it is built on.
//!
//! `cargo bench --bench search` prints lines for each size; `RECORDS` says how large the largest
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
#[path = "support/opened.rs"]
mod opened;

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use briefing::library::search::Search;
use briefing::library::shelf::Shelf;
use briefing::library::{Library, Scope, Verdicts};
use briefing::query::Query;
use desk::{Desk, Words};
use memchr::memmem::Finder;
use opened::{files, milliseconds, resident};
use rayon::prelude::*;

/// How often each thing is measured.
const TIMES: usize = 7;

/// What the files of briefings end in, and those of stored texts.
const TOML: &[&str] = &["toml"];
const ALL: &[&str] = &["toml", "md"];

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|one| one == "--index") {
        return index(Path::new(&arguments[at + 1]));
    }
    // Built with the tests, it has nothing to do with them.
    if arguments.iter().all(|argument| argument != "--bench") {
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

/// Opens a library and indexes everything in it, and tells how many bytes are resident before, when
/// records are indexed, and when texts are.
fn index(root: &Path) {
    let library = opened::open(&mut Shelf::default(), root).library;
    print!("{}", resident());
    library.index(&|| false);
    print!(" {}", resident());
    library.index_texts(&|| false);
    println!(" {}", resident());
}

fn measure(desk: Desk, folder: &Path) {
    let (root, written) = desk.write_below(folder).unwrap();
    // In a process of its own, whose memory is that of nothing else.
    let this = std::env::current_exe().unwrap();
    let resident = Command::new(this).arg("--index").arg(&root).output();
    let resident = String::from_utf8(resident.unwrap().stdout).unwrap();
    let resident = resident.split_whitespace().map(|bytes| {
        let bytes: f64 = bytes.parse().unwrap();
        format!("{:.2}", bytes / written.toml as f64)
    });
    let resident = resident.collect::<Vec<_>>().join(", then ");
    let library = opened::open(&mut Shelf::default(), &root).library;
    let timed = |index: &dyn Fn()| {
        let (started, before) = (Instant::now(), library.indexed().bytes);
        index();
        let bytes = library.indexed().bytes - before;
        (started.elapsed().as_secs_f64(), bytes as f64)
    };
    let records = timed(&|| library.index(&|| false));
    let texts = timed(&|| library.index_texts(&|| false));
    println!(
        "{} briefings, {} records, {:.1} MB and {:.1} MB of texts: records indexed in {}, {:.1} bytes \
         each; texts in {}, {:.2} of their bytes; resident {resident} of the TOML",
        written.briefings,
        written.records,
        written.toml as f64 / 1e6,
        written.texts as f64 / 1e6,
        milliseconds(records.0),
        records.1 / written.records as f64,
        milliseconds(texts.0),
        texts.1 / written.texts as f64,
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
            milliseconds(time.as_secs_f64())
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
    let mut own: Vec<Duration> = typed.iter().map(|text| search(&library, text).1).collect();
    own.sort_unstable();
    let (median, slowest) = (own[own.len() / 2], own[own.len() - 1]);
    print!(
        "  {} keys: median {}, slowest {}",
        typed.len(),
        milliseconds(median.as_secs_f64()),
        milliseconds(slowest.as_secs_f64()),
    );
    for (what, endings) in [("TOML", TOML), ("TOML and texts", ALL)] {
        let looking = Looking::through(&root, endings);
        let mut other: Vec<Duration> = typed.iter().map(|text| looking.time(text)).collect();
        other.sort_unstable();
        let other = other[other.len() / 2];
        print!(
            "; {} over {what} {}: {:.1} times as long",
            looking.name(),
            milliseconds(other.as_secs_f64()),
            other.as_secs_f64() / median.as_secs_f64(),
        );
    }
    println!();
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
    /// `rg -i` over the files that end so.
    Rg(PathBuf, &'static [&'static str]),
    /// Looking for the bytes as they are in the files' contents, read before, on all cores.
    Bytes(Vec<Vec<u8>>),
}

impl Looking {
    fn through(root: &Path, endings: &'static [&'static str]) -> Self {
        let is_there = Command::new("rg")
            .arg("--version")
            .stdout(Stdio::null())
            .status();
        if is_there.is_ok_and(|status| status.success()) {
            return Self::Rg(root.to_owned(), endings);
        }
        let files = files(root, endings).into_iter();
        Self::Bytes(files.map(|file| std::fs::read(file).unwrap()).collect())
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Rg(..) => "rg -i",
            Self::Bytes(_) => "memmem in memory, case-sensitive",
        }
    }

    fn time(&self, text: &str) -> Duration {
        let once = || {
            let started = Instant::now();
            match self {
                Self::Rg(root, endings) => {
                    let mut rg = Command::new("rg");
                    for ending in *endings {
                        rg.args(["-g", &format!("*.{ending}")]);
                    }
                    rg.args(["-i", "--count", text]).arg(root);
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
