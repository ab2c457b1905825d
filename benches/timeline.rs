//! The timeline of very many events: making it, laying it out, and drawing it on 200×50, beside an
//! empty screen and beside walking over the dates of all records once.
//!
//! `cargo bench --bench timeline` prints a line for each.
#![allow(missing_docs, reason = "a benchmark is no library")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark may fail by panicking"
)]

#[path = "support/reading.rs"]
mod reading;
#[path = "support/synthetic.rs"]
mod synthetic;

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use briefing::library::{Filter, Library, RecordIx, Scope, Verdicts};
use briefing::model::RecordKind;
use briefing::query::Query;
use briefing::report::GlyphSet;
use briefing::report::chart::{self, Ground, Set, View};
use briefing::tui::command::CommandId;
use briefing::tui::theme::{Theme, ThemeName};
use briefing::tui::views;
use ratatui::layout::Size;
use reading::{blank, give, reader};

/// How often each thing is measured.
const TIMES: usize = 11;
/// The size of the screen.
const SIZE: Size = Size::new(200, 50);
/// Events on the timeline.
const EVENTS: usize = 100_000;

fn main() {
    // Built with the tests, it has nothing to do with them.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    timeline();
}

fn timeline() {
    let library = Arc::new(synthetic::library(EVENTS));
    let filter = Filter {
        query: Query::parse("kind:event").unwrap(),
        ..Filter::default()
    };
    let verdicts = Verdicts::default();
    let selection = library.select(Scope::One(0), &filter, &verdicts);
    let events = selection.rows(RecordKind::Event).len();
    let walk = median(|| dates(&library, selection.rows(RecordKind::Event)));
    println!("timeline of {events} events; all their dates in {walk:.2?}");
    let ground = Ground {
        library: &library,
        scope: Scope::One(0),
        selection: &selection,
        verdicts: &verdicts,
        glyphs: GlyphSet::Unicode,
    };
    for (order, lanes) in View::Timeline.orders().iter().enumerate() {
        for zoom in -1..=3 {
            let set = Set {
                order,
                zoom,
                ..Set::default()
            };
            let made = chart::of(View::Timeline, &ground, set);
            let (name, zooms) = (made.zoomed(), made.zooms());
            if !zooms.contains(&zoom) {
                continue;
            }
            let name = format!("{lanes}, {name}");
            line(
                &format!("{name}: make"),
                median(|| chart::of(View::Timeline, &ground, set)),
                walk,
            );
            line(
                &format!("{name}: lay out"),
                median(|| made.sheet(&ground, SIZE.width)),
                walk,
            );
        }
    }
    let mut state = reader(&library, SIZE);
    let mut screen = blank(SIZE);
    let theme = Theme::new(ThemeName::Default);
    let empty = median(|| black_box(&mut screen).reset());
    state.filter.query = Query::parse("kind:event").unwrap();
    give(&mut state, &[CommandId::Timeline]);
    for _ in 0..4 {
        let mut screen = blank(SIZE);
        let draw = median(|| {
            screen.reset();
            views::draw(black_box(&state), &theme, &mut screen);
        });
        let sight = state.sight.as_ref().unwrap();
        let about = sight.sheet.about.clone();
        line(&format!("{about}: draw"), draw, empty);
        let step = median_of(&mut state, |state| {
            give(state, &[CommandId::Right]);
        });
        line(&format!("{about}: step to the next cell"), step, empty);
        give(&mut state, &[CommandId::ZoomIn]);
    }
}

/// The sum of the first days of some records, looked at one by one.
fn dates(library: &Library, of: &[RecordIx]) -> i64 {
    let records = library.records();
    of.iter().map(|ix| i64::from(records.days(*ix).0)).sum()
}

fn line(name: &str, time: Duration, base: Duration) {
    let (time, share) = (
        time.as_secs_f64() * 1e3,
        time.as_secs_f64() / base.as_secs_f64(),
    );
    println!("  {name:<72} {time:>8.3} ms {share:>8.2} x");
}

fn median<T>(mut once: impl FnMut() -> T) -> Duration {
    median_of(&mut (), |()| once())
}

fn median_of<S, T>(state: &mut S, mut once: impl FnMut(&mut S) -> T) -> Duration {
    let mut times: Vec<_> = (0..TIMES)
        .map(|_| {
            let started = Instant::now();
            let made = black_box(once(state));
            let time = started.elapsed();
            drop(made);
            time
        })
        .collect();
    times.sort_unstable();
    times[TIMES / 2]
}
