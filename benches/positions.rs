//! Views that are made from positions: making one, laying it out and drawing it, beside walking over the
//! positions that it is made from, and an empty screen.
//!
//! `cargo bench --bench positions`

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark may fail by panicking; criterion's macros write no documentation"
)]

#[path = "support/argued.rs"]
mod argued;
#[path = "support/reading.rs"]
mod reading;

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use briefing::library::{Filter, Library, Scope, Verdicts};
use briefing::model::RecordKind;
use briefing::report::GlyphSet;
use briefing::report::chart::{self, Ground, Set, View};
use briefing::tui::command::CommandId;
use briefing::tui::theme::{Theme, ThemeName};
use briefing::tui::views;
use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::layout::Size;
use reading::{blank, give, reader};

/// Actors, issues and positions.
const ARGUED: (usize, usize, usize) = (60, 40, 10_000);

const LARGE: Size = Size::new(200, 50);

/// The views made from positions, and the commands that open them.
const OF_POSITIONS: [(View, CommandId); 2] = [
    (View::Matrix, CommandId::Matrix),
    (View::Agreement, CommandId::Agreement),
];

fn argued() -> Arc<Library> {
    let (actors, issues, positions) = ARGUED;
    Arc::new(argued::library(actors, issues, positions))
}

fn making(c: &mut Criterion) {
    let library = argued();
    let verdicts = Verdicts::default();
    let scope = Scope::One(0);
    let selection = library.select(scope, &Filter::default(), &verdicts);
    let ground = Ground {
        library: &library,
        scope,
        selection: &selection,
        verdicts: &verdicts,
        glyphs: GlyphSet::Unicode,
    };
    let mut group = c.benchmark_group("make, 60 actors x 40 issues x 10,000 positions");
    for (view, _) in OF_POSITIONS {
        group.bench_function(view.name(), |b| {
            b.iter(|| {
                chart::of(black_box(view), &ground, Set::default()).sheet(&ground, LARGE.width)
            });
        });
    }
    group.bench_function("floor: every position with its evidence", |b| {
        let records = library.records();
        b.iter(|| {
            let positions = selection.rows(RecordKind::Position).iter();
            let evidence = positions.flat_map(|ix| records.evidence(*ix));
            evidence
                .filter(|ix| records.kind(black_box(*ix)).is_some())
                .count()
        });
    });
    group.finish();
}

fn drawing(c: &mut Criterion) {
    let library = argued();
    let theme = Theme::new(ThemeName::Default);
    let mut screen = blank(LARGE);
    let mut group = c.benchmark_group("draw 200x50, 60 actors x 40 issues x 10,000 positions");
    for (view, command) in OF_POSITIONS {
        let mut state = reader(&library, LARGE);
        give(&mut state, &[command]);
        give(&mut state, &[CommandId::HalfDown]);
        group.bench_function(view.name(), |b| {
            b.iter(|| {
                screen.reset();
                views::draw(black_box(&state), &theme, &mut screen);
            });
        });
        // A key, all that follows from it, and its frame.
        let mut is_down = false;
        group.bench_function(format!("{}, with a step of the cursor", view.name()), |b| {
            b.iter(|| {
                is_down = !is_down;
                let step = if is_down {
                    CommandId::Down
                } else {
                    CommandId::Up
                };
                give(&mut state, &[step]);
                screen.reset();
                views::draw(black_box(&state), &theme, &mut screen);
            });
        });
    }
    group.bench_function("floor: an empty screen", |b| {
        b.iter(|| black_box(&mut screen).reset());
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = making, drawing
}
criterion_main!(benches);
