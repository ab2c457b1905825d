//! What the reader does between a key and a frame, without a terminal: reading files, filtering,
//! finding, drawing. On the bundled briefings, and on one with twenty thousand records.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark may fail by panicking; criterion's macros write no documentation"
)]

#[path = "support/reading.rs"]
mod reading;
#[path = "support/synthetic.rs"]
mod synthetic;

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use briefing::library::discover::Input;
use briefing::library::{Filter, Library, Scope, Verdicts, load};
use briefing::model::RecordKind;
use briefing::query::Query;
use briefing::tui::action::Action;
use briefing::tui::command::CommandId;
use briefing::tui::keys::Key;
use briefing::tui::pane::Pane;
use briefing::tui::theme::{Theme, ThemeName};
use briefing::tui::update::update;
use briefing::tui::views;
use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use ratatui::layout::Size;
use reading::{blank, give, reader};
use toml::de::DeTable;

/// Quotations in the synthetic briefing; as many events.
const MANY: usize = 10_000;

const LARGE: Size = Size::new(200, 50);
const USUAL: Size = Size::new(80, 24);

fn bundled() -> Arc<Library> {
    Arc::new(load::load(&[Input::Bundled]).0)
}

// ── Reading files ────────────────────────────────────────────────────────────────────────────────

fn loading(c: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap());
    let files = files.filter(|file| file.path().extension().is_some_and(|end| end == "toml"));
    let texts: Vec<_> = files
        .map(|file| fs::read_to_string(file.path()).unwrap())
        .collect();
    let mut group = c.benchmark_group("load");
    let bytes: usize = texts.iter().map(String::len).sum();
    group.throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("the bundled briefings", |b| {
        b.iter(|| load::load(black_box(&[Input::Bundled])));
    });
    group.bench_function("floor: their TOML alone", |b| {
        b.iter(|| {
            for text in &texts {
                let table = DeTable::parse(black_box(text)).unwrap();
                black_box(table.get_ref().len());
            }
        });
    });
    group.finish();
}

// ── Drawing ──────────────────────────────────────────────────────────────────────────────────────

fn drawing(c: &mut Criterion) {
    use CommandId as C;
    let views: [(&str, &[CommandId]); 9] = [
        ("overview", &[C::Overview]),
        ("actors", &[C::Actors]),
        ("issues", &[C::Issues]),
        ("quotes", &[C::Quotes]),
        ("events", &[C::Events]),
        ("detail of a quotation", &[C::Quotes, C::Open]),
        ("passage", &[C::Quotes, C::Source]),
        ("help", &[C::Help]),
        ("list of briefings", &[C::Briefings]),
    ];
    let library = bundled();
    let theme = Theme::new(ThemeName::Default);
    for (size, name) in [(LARGE, "draw 200x50"), (USUAL, "draw 80x24")] {
        let mut group = c.benchmark_group(name);
        for (view, commands) in views {
            let mut state = reader(&library, size);
            give(&mut state, commands);
            let mut screen = blank(size);
            group.bench_function(view, |b| {
                b.iter(|| {
                    screen.reset();
                    views::draw(black_box(&state), &theme, &mut screen);
                });
            });
        }
        let mut screen = blank(size);
        group.bench_function("floor: an empty screen", |b| {
            b.iter(|| black_box(&mut screen).reset());
        });
        group.finish();
    }
}

/// A key and its frame: down, and at the end of the list back to its start.
fn moving(c: &mut Criterion) {
    let mut group = c.benchmark_group("j and its frame, 120x36");
    let theme = Theme::new(ThemeName::Default);
    let size = Size::new(120, 36);
    let libraries = [
        ("bundled", bundled()),
        ("10,000 + 10,000", Arc::new(synthetic::library(MANY))),
    ];
    for (name, library) in libraries {
        for pane in [CommandId::Actors, CommandId::Quotes, CommandId::Events] {
            let mut state = reader(&library, size);
            give(&mut state, &[pane]);
            let mut screen = blank(size);
            let id = BenchmarkId::new(format!("{pane:?}").to_lowercase(), name);
            group.bench_function(id, |b| {
                b.iter(|| {
                    let list = state.list(state.focus).unwrap();
                    let at_end = list.at + 1 == state.rows(state.focus).len();
                    let command = if at_end {
                        CommandId::Top
                    } else {
                        CommandId::Down
                    };
                    give(&mut state, &[command]);
                    screen.reset();
                    views::draw(&state, &theme, &mut screen);
                });
            });
        }
    }
    group.finish();
}

// ── Filtering and finding ────────────────────────────────────────────────────────────────────────

/// The first actor with a quotation in the first briefing.
fn by_one_actor(library: &Library) -> Filter {
    let everything = library.select(Scope::One(0), &Filter::default(), &Verdicts::default());
    let quote = everything.rows(RecordKind::Quote)[0];
    let actor = library.records().actors(quote).next().unwrap();
    let mut filter = Filter::default();
    filter.toggle_actor(library.key(actor).unwrap());
    filter
}

fn filtering(c: &mut Criterion) {
    let mut group = c.benchmark_group("filter by an actor");
    let libraries = [
        ("bundled", bundled()),
        ("10,000 + 10,000", Arc::new(synthetic::library(MANY))),
    ];
    for (name, library) in libraries {
        let filter = by_one_actor(&library);
        group.bench_function(name, |b| {
            b.iter(|| library.select(Scope::One(0), black_box(&filter), &Verdicts::default()));
        });
        let none = Filter::default();
        group.bench_function(BenchmarkId::new("none", name), |b| {
            b.iter(|| library.select(Scope::One(0), black_box(&none), &Verdicts::default()));
        });
    }
    group.finish();
}

fn asking(c: &mut Criterion) {
    let library = synthetic::library(MANY);
    // The reader does so in the background.
    library.index(&|| false);
    let mut group = c.benchmark_group("query, 10,000 + 10,000");
    for text in [
        "ceasefire",
        "\"second round\"",
        "actor:actor-1",
        "date:2025-11",
        "verdict:pending",
        "actor:actor-1 date:2025-11 -ceasefire OR \"second round\" kind:event",
    ] {
        let query = Query::parse(text).unwrap();
        let filter = Filter {
            query,
            ..Filter::default()
        };
        group.bench_function(text, |b| {
            b.iter(|| library.select(Scope::One(0), black_box(&filter), &Verdicts::default()));
        });
    }
    group.finish();
}

/// A letter more and a letter less of a query, each with all that follows from it.
fn narrowing(c: &mut Criterion) {
    let mut group = c.benchmark_group("narrow as you type, two letters");
    let libraries = [
        ("bundled", bundled()),
        ("10,000 + 10,000", Arc::new(synthetic::library(MANY))),
    ];
    let key = |name: &str| name.parse::<Key>().unwrap();
    for (name, library) in libraries {
        library.index(&|| false);
        let mut state = reader(&library, Size::new(120, 36));
        give(&mut state, &[CommandId::Quotes, CommandId::Narrow]);
        for letter in "ceasef".chars() {
            update(&mut state, Action::Typed(key(&letter.to_string())));
        }
        let (more, less) = (key("i"), key("Backspace"));
        group.bench_function(name, |b| {
            b.iter(|| {
                update(&mut state, Action::Typed(more));
                update(&mut state, Action::Typed(less));
            });
        });
    }
    group.finish();
}

/// A letter more and a letter less of what is looked for, each with all that follows from it.
fn finding(c: &mut Criterion) {
    let mut group = c.benchmark_group("find as you type, two letters");
    let libraries = [
        ("bundled", bundled()),
        ("10,000 + 10,000", Arc::new(synthetic::library(MANY))),
    ];
    let key = |name: &str| name.parse::<Key>().unwrap();
    for (name, library) in libraries {
        for (what, typed) in [("found often", "withdraw"), ("found nowhere", "xylophon")] {
            let mut state = reader(&library, Size::new(120, 36));
            give(&mut state, &[CommandId::Quotes, CommandId::Find]);
            assert_eq!(state.focus, Pane::Quotes);
            for letter in typed.chars() {
                update(&mut state, Action::Typed(key(&letter.to_string())));
            }
            let (more, less) = (key("a"), key("Backspace"));
            group.bench_function(BenchmarkId::new(what, name), |b| {
                b.iter(|| {
                    update(&mut state, Action::Typed(more));
                    update(&mut state, Action::Typed(less));
                });
            });
        }
    }
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = loading, drawing, moving, filtering, asking, narrowing, finding
}
criterion_main!(benches);
