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

use std::hint::black_box;
use std::sync::Arc;
use std::time::Duration;

use briefing::library::{Filter, Library, Scope, Verdicts};
use briefing::model::RecordKind;
use briefing::report::GlyphSet;
use briefing::report::chart::{self, Ground, Set, View};
use briefing::tui::action::{Action, Effect};
use briefing::tui::command::CommandId;
use briefing::tui::keymap::Keymap;
use briefing::tui::state::State;
use briefing::tui::theme::{Theme, ThemeName};
use briefing::tui::update::{self, update};
use briefing::tui::views;
use criterion::{Criterion, criterion_group, criterion_main};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

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

/// A reader with a library open.
fn reader(library: &Arc<Library>) -> State {
    let keymap = Keymap::defaults().unwrap();
    let mut state = State::new(LARGE, GlyphSet::Unicode, keymap);
    let Effect::Load(request) = update::load(&mut state) else {
        unreachable!("it asks for the files");
    };
    let loaded = Action::Loaded {
        request,
        library: Arc::clone(library),
        problems: Vec::new(),
        verdicts: Verdicts::default(),
        left: Box::default(),
    };
    update(&mut state, loaded);
    state
}

fn making(c: &mut Criterion) {
    let library = argued();
    let verdicts = Verdicts::default();
    let scope = Scope::One(0);
    let selection = library.select(scope, &Filter::default(), &verdicts);
    let ground = Ground {
        library: &library,
        scope,
        at: 0,
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
    let mut screen = Buffer::empty(Rect::new(0, 0, LARGE.width, LARGE.height));
    let mut group = c.benchmark_group("draw 200x50, 60 actors x 40 issues x 10,000 positions");
    for (view, command) in OF_POSITIONS {
        let mut state = reader(&library);
        update(&mut state, Action::Command(command));
        update(&mut state, Action::Command(CommandId::HalfDown));
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
                update(&mut state, Action::Command(step));
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
