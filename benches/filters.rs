//! Filtering a library of many briefings as a whole, with all counts, and putting its lists in each
//! of their orders, beside walking over the dates of all records once.
//!
//! `cargo bench --bench filters` prints a line for each filter and order, for each size; `RECORDS`
//! says how large the largest is and `FILES` that only the library of so many files is wanted; a word
//! behind `--` measures only what is named so, as often as `TIMES` says. The library is written below the system's folder for temporary files, once.
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
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use briefing::library::arrange::arrange;
use briefing::library::discover::Input;
use briefing::library::shelf::{Again, Request, Shelf};
use briefing::library::{
    Choice, Filter, Library, RecordIx, Roll, Scope, Selection, Standing, Verdicts, Verified,
};
use briefing::model::date::DayRange;
use briefing::model::{RecordKind, Verdict};
use briefing::query::Query;
use chrono::NaiveDate;
use desk::{Desk, Dice};

/// That of the program.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() {
    // Built with the tests, it has nothing to do with them.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    // It asks as the program does, that draws on a thread with helpers.
    let _helpers = briefing::library::cores::own();
    let folder = std::env::temp_dir().join("briefing-bench");
    let largest = number("RECORDS", 100_000);
    for desk in Desk::SIZES {
        let is_wanted = number("FILES", desk.briefings) == desk.briefings;
        if is_wanted && desk.records() <= largest {
            measure(desk, &folder);
        }
    }
}

fn number(name: &str, usual: usize) -> usize {
    let number = std::env::var(name).ok();
    number.and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Whether something is to be measured, by its name.
fn is_asked_for(name: &str) -> bool {
    let words = std::env::args().skip(1);
    let mut words = words.filter(|word| !word.starts_with('-')).peekable();
    words.peek().is_none() || words.any(|word| name.contains(&word))
}

fn measure(desk: Desk, folder: &Path) {
    let (root, written) = desk.write_below(folder).unwrap();
    let library = load(&root);
    let verdicts = verdicts(&library);
    let started = Instant::now();
    black_box(library.identities());
    let same = started.elapsed();
    let started = Instant::now();
    let all = library.select(Scope::All, &Filter::default(), &verdicts);
    let first = started.elapsed();
    let walk = median(|| walk(&library));
    println!(
        "{} briefings, {} records, {} actors: who is the same in {}, the first time {}, all dates in {}",
        written.briefings,
        written.records,
        all.rows(RecordKind::Actor).len(),
        milliseconds(same),
        milliseconds(first),
        milliseconds(walk),
    );
    let print = |name: &str, found: usize, time: Duration| {
        let share = time.as_secs_f64() / walk.as_secs_f64();
        let time = milliseconds(time);
        println!("  {name:<32} {found:>8} {time:>10} {share:>6.2} x");
    };
    for (name, filter) in filters(&library, &all) {
        if !is_asked_for(&name) {
            continue;
        }
        // What is found out once, when it is first asked for, is no part of it.
        let selection = library.select(Scope::All, &filter, &verdicts);
        let time = median_after(
            || library.forget_answers(),
            || library.select(Scope::All, &filter, &verdicts),
        );
        print(&name, listed(&selection), time);
    }
    // A filter that is set and let go of while words are asked for.
    for (name, filter) in within_words(&library, &all) {
        let selection = library.select(Scope::All, &filter, &verdicts);
        let time = median(|| library.select(Scope::All, &filter, &verdicts));
        print(&name, listed(&selection), time);
    }
    let half = library.select(Scope::All, &until_2020(), &verdicts);
    for (listing, selection) in [("all", &all), ("half", &half)] {
        for roll in Roll::ALL {
            for order in roll.orders() {
                let name = format!("{listing}: {roll:?} {}", order.words());
                if !is_asked_for(&name) {
                    continue;
                }
                let arranged = || arrange((&library, Scope::All), selection, (roll, *order));
                let rows = arranged().map_or(0, |arranged| arranged.rows().len());
                let time = median(arranged);
                print(&name, rows, time);
            }
        }
    }
    let at = (library.entries().iter()).position(|entry| entry.card.is_some());
    let one = Scope::One(at.unwrap());
    let selection = library.select(one, &Filter::default(), &verdicts);
    let time = median(|| library.select(one, &Filter::default(), &verdicts));
    print("one briefing: nothing asked", listed(&selection), time);
    let time = median(|| library.select(one, &until_2020(), &verdicts));
    print("one briefing: half of all days", listed(&selection), time);
}

/// The filters that are measured.
fn filters(library: &Library, all: &Selection) -> Vec<(String, Filter)> {
    let key = |ix: &RecordIx| library.key(*ix).unwrap();
    let mut actors = all.rows(RecordKind::Actor).to_vec();
    actors.sort_by_key(|ix| all.counts(*ix).quotes + all.counts(*ix).events);
    let counted = |ix: &&RecordIx| all.counts(**ix).quotes > 0;
    let rare = actors.iter().find(counted).unwrap();
    let common = actors.last().unwrap();
    let issues = all.rows(RecordKind::Issue).iter();
    let issue = issues.max_by_key(|ix| all.counts(**ix).quotes).unwrap();
    let chosen = |actors: &[Choice]| Filter {
        actors: actors.to_vec(),
        ..Filter::default()
    };
    let asked = |text: &str| Filter {
        query: Query::parse(text).unwrap(),
        ..Filter::default()
    };
    let name = |ix: &RecordIx| library.records().row(*ix).text.to_owned();
    let common_in_2020 = Filter {
        days: days("2020-01-01", "2020-12-31"),
        ..chosen(&[key(common)])
    };
    let list = [
        ("nothing asked", Filter::default()),
        ("a common actor", chosen(&[key(common)])),
        ("a rare actor", chosen(&[key(rare)])),
        (
            "an issue",
            Filter {
                issues: vec![key(issue)],
                ..Filter::default()
            },
        ),
        ("a month", within(days("2020-03-01", "2020-03-31"))),
        ("a year", within(days("2020-01-01", "2020-12-31"))),
        ("half of all days", until_2020()),
        ("an actor in a year", common_in_2020),
        (
            "an actor, half of all days",
            Filter {
                days: until_2020().days,
                ..chosen(&[key(common)])
            },
        ),
        (
            "not verified",
            Filter {
                verified: Verified::NotVerified,
                ..Filter::default()
            },
        ),
    ];
    let queries = [
        "kind:quote".to_owned(),
        "verdict:verbatim".to_owned(),
        "date:2020".to_owned(),
        "stance:oppose".to_owned(),
        format!("actor:\"{}\"", name(common)),
        "actor:b".to_owned(),
        "source:b".to_owned(),
    ];
    let queries = queries.iter().map(|text| (text.clone(), asked(text)));
    let list = list.into_iter().map(|(name, one)| (name.to_owned(), one));
    list.chain(queries).collect()
}

/// Words, and an actor within them.
fn within_words(library: &Library, all: &Selection) -> [(String, Filter); 2] {
    let words = Filter {
        query: Query::parse("se ban").unwrap(),
        ..Filter::default()
    };
    let actors = all.rows(RecordKind::Actor).iter();
    let common = actors.max_by_key(|ix| all.counts(**ix).quotes + all.counts(**ix).events);
    let within = Filter {
        actors: vec![library.key(*common.unwrap()).unwrap()],
        ..words.clone()
    };
    [
        ("words, again".to_owned(), words),
        ("an actor within them, again".to_owned(), within),
    ]
}

fn until_2020() -> Filter {
    within(days("2000-01-01", "2020-12-31"))
}

fn within(days: DayRange) -> Filter {
    Filter {
        days,
        ..Filter::default()
    }
}

fn days(from: &str, to: &str) -> DayRange {
    let day = |text: &str| Some(text.parse::<NaiveDate>().unwrap());
    DayRange {
        from: day(from),
        to: day(to),
    }
}

fn listed(selection: &Selection) -> usize {
    let all = RecordKind::ALL.into_iter();
    all.map(|kind| selection.rows(kind).len()).sum()
}

/// How many records lie in a year, looked at one by one.
fn walk(library: &Library) -> usize {
    let records = library.records();
    let all = (0..records.len() as u32).map(RecordIx);
    all.filter(|ix| (737_425..737_790).contains(&records.days(*ix).0))
        .count()
}

/// Verdicts on all quotations: one in fifty does not stand in its text.
fn verdicts(library: &Library) -> Verdicts {
    let mut verdicts = Verdicts::default();
    for (at, entry) in library.entries().iter().enumerate() {
        let mut dice = Dice::new(at as u64);
        let standings: Arc<[Standing]> = (0..entry.count(RecordKind::Quote))
            .map(|_| match dice.below(50) {
                0 => Standing::InSource(Verdict::Altered),
                _ => Standing::InSource(Verdict::Verbatim),
            })
            .collect();
        verdicts.insert_standings(at, standings);
    }
    verdicts
}

fn load(root: &Path) -> Library {
    let inputs = [Input::Path(root.to_owned())];
    let request = Request {
        inputs: &inputs,
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    let outcome = Shelf::default().read(&request, &mut |partial| {
        black_box(partial);
    });
    assert!(outcome.problems.is_empty());
    outcome.library
}

fn median<T>(once: impl Fn() -> T) -> Duration {
    median_after(|| (), once)
}

/// The same of something before which something else is done each time.
fn median_after<T>(before: impl Fn(), once: impl Fn() -> T) -> Duration {
    let mut times: Vec<_> = (0..number("TIMES", 11))
        .map(|_| {
            before();
            time_of(&once)
        })
        .collect();
    times.sort_unstable();
    times[times.len() / 2]
}

fn time_of<T>(once: impl FnOnce() -> T) -> Duration {
    let started = Instant::now();
    let found = black_box(once());
    let time = started.elapsed();
    drop(found);
    time
}

fn milliseconds(time: Duration) -> String {
    format!("{:.2} ms", time.as_secs_f64() * 1e3)
}
