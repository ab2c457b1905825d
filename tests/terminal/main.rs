//! The reader as people meet it: the program itself, in a real pseudo-terminal.
//!
//! | module | what holds |
//! |---|---|
//! | `opening` | what is opened, whatever stands around it |
//! | `reading` | filters, passages, pasted text and search, however fast keys come |
//! | `sizes` | the window can be made smaller and larger |
//! | `given_back` | the terminal is given back, however the reader ends |
//! | `written` | nothing is written without need, and nothing that does harm |
//! | `set` | configuration, keys and themes of one's own |

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says so when something is not there"
)]

#[path = "../support/hostile.rs"]
mod hostile;
#[path = "../support/process.rs"]
mod process;
#[path = "../support/terminal.rs"]
mod terminal;

mod given_back;
mod opening;
mod reading;
mod set;
mod sizes;
mod written;

use tempfile::TempDir;
use terminal::{Program, Screen, Terminal};
use vt100::Color;

/// A briefing that comes with the program.
const MOSCOW: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/briefings/witkoff-moscow-2025.toml"
);
const TITLE: &str = "Witkoff in Moscow";

fn program(folder: &TempDir) -> Program {
    Program::new(env!("CARGO_BIN_EXE_briefing"), folder.path())
}

/// The reader with the Moscow briefing on the screen.
fn reader(folder: &TempDir) -> Terminal {
    let terminal = started(program(folder).arg(MOSCOW));
    // The verdicts come a moment after the first frame, and in a frame of their own.
    terminal.wait_for_text("account");
    terminal
}

fn started(program: Program) -> Terminal {
    let terminal = program.start();
    terminal.wait_for_text(TITLE);
    terminal
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The words on the screen that stand out: on a colour, or reversed.
fn marked(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let mut marked = String::new();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            let cell = screen.cell(row, column).unwrap();
            if cell.inverse() || cell.bgcolor() != Color::Default {
                marked.push_str(cell.contents());
            } else if !marked.ends_with(' ') {
                marked.push(' ');
            }
        }
    }
    marked
}

/// Whether the words stand in a text in this order, whatever stands between them.
fn follow_one_another(text: &str, words: &str) -> bool {
    let mut text = text.split_whitespace();
    words
        .split_whitespace()
        .all(|word| text.any(|one| one.contains(word)))
}
