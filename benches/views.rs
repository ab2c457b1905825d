//! Views of what the records mean, on a large screen: making one, and drawing it, beside drawing an
//! empty screen. What is large about each view stands with it.
//!
//! `cargo bench --bench views` prints a line for each.
#![allow(missing_docs, reason = "a benchmark is no library")]
#![allow(clippy::unwrap_used, reason = "a benchmark may fail by panicking")]

#[path = "support/reading.rs"]
mod reading;

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use briefing::library::discover::Input;
use briefing::library::load;
use briefing::tui::command::CommandId;
use briefing::tui::theme::{Theme, ThemeName};
use briefing::tui::views;
use ratatui::layout::Size;
use reading::{blank, give, reader};

/// The screen.
const SIZE: Size = Size::new(200, 50);
/// How often each thing is measured; the least counts.
const TIMES: usize = 21;

fn main() {
    // Built with the tests, it has nothing to do with them.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    let mut screen = blank(SIZE);
    let floor = least(|| screen.reset());
    println!("an empty screen {}", milliseconds(floor));
    measure("proposals", CommandId::Proposals, (&plans(), floor));
}

/// Measures a view of a briefing.
fn measure(name: &str, command: CommandId, (text, floor): (&str, Duration)) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("views.toml"), text).unwrap();
    let (library, _) = load::load(&[Input::Path(folder.path().to_owned())]);
    let mut state = reader(&Arc::new(library), SIZE);
    let made = least(|| {
        give(&mut state, &[command]);
        let is_open = state.sight.is_some();
        assert!(is_open);
        give(&mut state, &[CommandId::Close]);
    });
    give(&mut state, &[command]);
    let lines = state
        .sight
        .as_ref()
        .map_or(0, |sight| sight.sheet.lines.len());
    let theme = Theme::new(ThemeName::Default);
    let mut screen = blank(SIZE);
    let drawn = least(|| {
        screen.reset();
        views::draw(black_box(&state), &theme, &mut screen);
    });
    let ratio = drawn.as_secs_f64() / floor.as_secs_f64();
    println!(
        "{name:<12} {lines:>7} lines, opened and closed in {:>10}, drawn in {:>10} {ratio:>6.1} x",
        milliseconds(made),
        milliseconds(drawn),
    );
}

/// Six plans in eight versions of sixty points, all but a few of which follow from one before.
fn plans() -> String {
    let mut text = String::from("format = 1\ntitle = \"Plans\"\nas_of = \"2025-12-02\"\n");
    for plan in 0..6 {
        for version in 0..8 {
            let id = format!("plan-{plan}-{version}");
            writeln!(
                text,
                "[[proposals]]\nid = \"{id}\"\ntitle = \"Plan {plan}\""
            )
            .unwrap();
            if version > 0 {
                writeln!(text, "supersedes = \"plan-{plan}-{}\"", version - 1).unwrap();
            }
            for point in 0..60 {
                let words =
                    "of what is agreed on so far and what is not yet ".repeat(1 + point % 5);
                writeln!(
                    text,
                    "[[proposals.points]]\nid = \"{id}.{point}\"\nnumber = \"{point}\"\n\
                     text = \"Point {point}, {words}in wording {}.\"",
                    version * point % 7
                )
                .unwrap();
                if version > 0 && point % 9 > 0 {
                    let before = version - 1;
                    writeln!(text, "replaces = [\"plan-{plan}-{before}.{point}\"]").unwrap();
                }
            }
        }
    }
    text
}

/// The least time of several runs.
fn least(mut run: impl FnMut()) -> Duration {
    let times = (0..TIMES).map(|_| {
        let started = Instant::now();
        run();
        started.elapsed()
    });
    times.min().unwrap_or_default()
}

fn milliseconds(time: Duration) -> String {
    format!("{:.3} ms", time.as_secs_f64() * 1e3)
}
