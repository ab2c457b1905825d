//! The mouse in a real pseudo-terminal: taken when it is asked for, and always given back.

#[path = "../support/process.rs"]
mod process;
#[path = "../support/terminal.rs"]
mod pseudo;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::sync::Arc;

use pseudo::home::Home;
use pseudo::{JOB, Program, Screen, Terminal, send_signal, wait_until};
use tempfile::TempDir;
use vt100::{MouseProtocolEncoding, MouseProtocolMode};

/// A briefing that comes with the program.
const MOSCOW: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/briefings/witkoff-moscow-2025.toml"
);

fn program(folder: &TempDir) -> Program {
    Program::new(env!("CARGO_BIN_EXE_briefing"), folder.path()).arg(MOSCOW)
}

fn started(program: Program) -> Terminal {
    let terminal = program.start();
    terminal.wait_for_text("account");
    terminal
}

/// The home of somebody whose mouse is the reader's from the start.
fn home_with_mouse() -> Arc<Home> {
    let home = Arc::new(Home::new());
    home.configure("config.toml", "mouse = true\n");
    home
}

fn with_mouse(folder: &TempDir) -> Terminal {
    started(program(folder).at_home(&home_with_mouse()))
}

/// Buttons, and motion while one is down; positions of any size.
fn is_taken(screen: &Screen) -> bool {
    screen.mouse_protocol_mode() == MouseProtocolMode::ButtonMotion
        && screen.mouse_protocol_encoding() == MouseProtocolEncoding::Sgr
}

fn is_left(screen: &Screen) -> bool {
    screen.mouse_protocol_mode() == MouseProtocolMode::None
}

fn count(terminal: &Terminal, sequence: &str) -> usize {
    let raw = String::from_utf8(terminal.raw()).unwrap();
    raw.matches(sequence).count()
}

/// Presses and lets go of the button on a cell, counted from 1.
fn click(terminal: &Terminal, column: u16, line: u16) {
    terminal.send(format!("\x1b[<0;{column};{line}M\x1b[<0;{column};{line}m").as_bytes());
}

#[test]
fn the_terminal_keeps_its_mouse_until_it_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = started(program(&folder));
    assert!(is_left(&terminal.screen()));
    terminal.type_keys("<F2>");
    terminal.wait_for_text("mouse on · F2 gives selecting back to the terminal");
    terminal.wait_for("the mouse", is_taken);
    terminal.type_keys("<F2>");
    terminal.wait_for_text("mouse off");
    terminal.wait_for("no mouse", is_left);
    assert_eq!(
        count(&terminal, "\x1b[?1003"),
        0,
        "every motion is asked for"
    );
    terminal.type_keys("q");
    terminal.wait_for_end();
    terminal.assert_given_back();
    assert_eq!(count(&terminal, "\x1b[?1000h"), 1);
}

#[test]
fn who_never_asks_for_the_mouse_hears_nothing_of_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = started(program(&folder));
    terminal.press("3 j");
    terminal.type_keys("q");
    terminal.wait_for_end();
    for mode in ["\x1b[?1000", "\x1b[?1002", "\x1b[?1003", "\x1b[?1006"] {
        assert_eq!(count(&terminal, mode), 0, "{mode:?}");
    }
}

#[test]
fn however_it_ends_the_mouse_is_given_back() {
    for end in ["q", "TERM", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let mut terminal = with_mouse(&folder);
        terminal.wait_for("the mouse", is_taken);
        if end == "q" {
            terminal.type_keys(end);
        } else {
            terminal.signal(end);
        }
        terminal.wait_for_end();
        terminal.assert_given_back();
    }
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_gives_the_mouse_back() {
    let folder = tempfile::tempdir().unwrap();
    let mut terminal = started(program(&folder).arg("--panic-at").arg("X"));
    terminal.type_keys("<F2>");
    terminal.wait_for("the mouse", is_taken);
    terminal.type_keys("X");
    assert_eq!(terminal.wait_for_end().code(), Some(101));
    terminal.assert_given_back();
}

#[test]
fn a_stopped_reader_has_no_mouse_and_takes_it_again() {
    let folder = tempfile::tempdir().unwrap();
    let shell = Program::new("sh", folder.path()).arg("-c").arg(JOB);
    let shell = shell.arg(env!("CARGO_BIN_EXE_briefing")).arg(MOSCOW);
    let mut terminal = started(shell.at_home(&home_with_mouse()));
    terminal.wait_for("the mouse", is_taken);
    let reader = terminal.foreground();
    for stop in ["<C-z>", "TSTP"] {
        match stop {
            "TSTP" => send_signal(reader, stop),
            keys => terminal.type_keys(keys),
        }
        wait_until("a stopped process", || process::state(reader) == 'T');
        terminal.assert_given_back();
        terminal.type_keys("<Enter>");
        terminal.wait_for("the mouse again", is_taken);
    }
    // Left to the terminal meanwhile, it stays there.
    terminal.type_keys("<F2>");
    terminal.wait_for("no mouse", is_left);
    terminal.type_keys("<C-z>");
    wait_until("a stopped process", || process::state(reader) == 'T');
    terminal.assert_given_back();
    terminal.type_keys("<Enter>");
    terminal.wait_for("the reader again", Screen::alternate_screen);
    terminal.press("j");
    assert!(is_left(&terminal.screen()));
    terminal.type_keys("q");
    terminal.wait_for_end();
    terminal.assert_given_back();
}

#[test]
fn an_editor_does_not_get_the_readers_mouse() {
    let folder = tempfile::tempdir().unwrap();
    let editor = folder.path().join("editor");
    fs::write(&editor, "#!/bin/sh\necho the editor\nread -r line\n").unwrap();
    fs::set_permissions(&editor, fs::Permissions::from_mode(0o755)).unwrap();
    let program = program(&folder).at_home(&home_with_mouse());
    let terminal = started(program.env("EDITOR", editor.to_str().unwrap()));
    terminal.wait_for("the mouse", is_taken);
    terminal.type_keys("v");
    terminal.wait_for_text("the editor");
    assert!(is_left(&terminal.screen()));
    terminal.type_keys("<Enter>");
    terminal.wait_for("the mouse again", |screen| {
        is_taken(screen) && screen.alternate_screen()
    });
}

#[test]
fn a_click_on_a_row_selects_it() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = with_mouse(&folder);
    terminal.wait_for("the mouse", is_taken);
    click(&terminal, 40, 10);
    terminal.wait_for("the cursor on that line", |screen| {
        let (line, column) = screen.cursor_position();
        (8..=9).contains(&line) && column > 28
    });
    let frame = terminal.screen().contents();
    terminal.send(b"\x1b[<65;40;10M");
    terminal.wait_for("another frame", |screen| screen.contents() != frame);
    terminal.send(b"\x1b[<64;40;10M");
    terminal.wait_for("the frame before", |screen| screen.contents() == frame);
}

#[test]
fn positions_that_no_screen_has_do_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = with_mouse(&folder);
    terminal.wait_for("the mouse", is_taken);
    terminal.press("3 j j");
    let frame = terminal.screen().contents();
    terminal.press("k");
    for position in [
        "0;0",
        "0;10",
        "9999;9999",
        "65535;65535",
        "65536;99999999999",
        ";",
    ] {
        for button in [0, 32, 2, 64, 255, 999] {
            let report = format!("\x1b[<{button};{position}M\x1b[<{button};{position}m");
            terminal.send(report.as_bytes());
        }
    }
    terminal.type_keys("j");
    terminal.wait_for("the frame before", |screen| screen.contents() == frame);
}

#[test]
fn a_mouse_that_is_only_moved_wakes_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = with_mouse(&folder);
    terminal.wait_for("the mouse", is_taken);
    terminal.press("3 j");
    let written = terminal.written();
    // Motion that was not asked for, then something that draws a frame.
    for column in 1..100 {
        terminal.send(format!("\x1b[<35;{column};10M").as_bytes());
    }
    terminal.press("k");
    let frame = terminal.raw().split_off(written);
    let frames = frame.windows(8).filter(|bytes| bytes == b"\x1b[?2026h");
    assert_eq!(frames.count(), 1, "a frame for nothing");
}
