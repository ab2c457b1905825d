//! Views of what the records mean, on a large screen: making one, and drawing it, beside drawing an
//! empty screen. What is large about each view stands with it.
//!
//! `cargo bench --bench views` prints a line for each.
#![allow(missing_docs, reason = "a benchmark is no library")]
#![allow(clippy::unwrap_used, reason = "a benchmark may fail by panicking")]

#[path = "support/argued.rs"]
mod argued;
#[path = "support/reading.rs"]
mod reading;

use std::fmt::Write as _;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use briefing::library::discover::Input;
use briefing::library::{Library, load};
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
    println!("60 actors, 40 issues, 10,000 positions with as many quotations");
    let argued = Arc::new(argued::library(60, 40, 10_000));
    for (name, command) in [
        ("matrix", CommandId::Matrix),
        ("agreement", CommandId::Agreement),
        ("timeline", CommandId::Timeline),
        ("provenance", CommandId::Provenance),
        ("overview", CommandId::Overview),
    ] {
        measure(name, command, (&argued, floor));
    }
    println!("6 plans in 8 versions of 60 points");
    measure(
        "proposals",
        CommandId::Proposals,
        (&library(&plans()), floor),
    );
    println!("400 figures of 8 quantities, 400 options of 40 actors");
    let claimed = library(&claims());
    measure("figures", CommandId::Figures, (&claimed, floor));
    measure("options", CommandId::Options, (&claimed, floor));
}

/// The library of one file.
fn library(text: &str) -> Arc<Library> {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("views.toml"), text).unwrap();
    let (library, problems) = load::load(&[Input::Path(folder.path().to_owned())]);
    assert!(problems.is_empty());
    Arc::new(library)
}

/// Measures a view of a library.
fn measure(name: &str, command: CommandId, (library, floor): (&Arc<Library>, Duration)) {
    let mut state = reader(library, SIZE);
    let made = least(|| {
        give(&mut state, &[command, CommandId::Close]);
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
        "  {name:<12} {lines:>7} lines, opened and closed in {:>11}, drawn in {:>9} {ratio:>6.1} x",
        milliseconds(made),
        milliseconds(drawn),
    );
}

/// Figures that contradict one another, and what everybody could still do.
fn claims() -> String {
    let mut text = String::from("format = 1\ntitle = \"Claims\"\nas_of = \"2025-12-02\"\n");
    for actor in 0..40 {
        writeln!(
            text,
            "[[actors]]\nid = \"actor-{actor}\"\nname = \"Actor {actor}\"\nkind = \"state\""
        )
        .unwrap();
    }
    for claim in 0..400 {
        let (actor, quantity) = (claim % 40, claim % 8);
        writeln!(
            text,
            "[[figures]]\nid = \"figure-{claim}\"\nlabel = \"Claim {claim}\"\n\
             quantity = \"quantity-{quantity}\"\nvalue = {}\nunit = \"soldiers\"\n\
             as_of = \"2025-12-01\"\nclaimed_by = \"actor-{actor}\"\n\
             [[options]]\nid = \"option-{claim}\"\nactor = \"actor-{actor}\"\n\
             title = \"What {actor} could still do, {claim}\"",
            1_000 + claim * 37 % 900
        )
        .unwrap();
    }
    text
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
