//! Opening briefings.

use std::fs;

use super::terminal::Program;
use super::{MOSCOW, TITLE, folder, program, reader, started};

#[test]
fn in_an_empty_folder_the_bundled_briefings_are_opened() {
    let folder = folder();
    let terminal = started(program(&folder));
    terminal.wait_for_text("Vladimir Putin");
    terminal.wait_for_text("Territory");
    terminal.assert_taken();
}

#[test]
fn the_folder_briefings_comes_before_the_bundled_ones() {
    let folder = folder();
    let briefings = folder.path().join("briefings");
    fs::create_dir(&briefings).unwrap();
    let text = "format = 1\ntitle = \"Only this one\"\nas_of = \"2025-12-02\"\n";
    fs::write(briefings.join("one.toml"), text).unwrap();
    let terminal = program(&folder).start();
    terminal.wait_for_text("Only this one");
    let shown = terminal.screen().contents();
    assert!(!shown.contains(TITLE), "{shown}");
}

#[test]
fn a_file_that_is_not_there_leaves_the_terminal_alone() {
    let folder = folder();
    let mut terminal = program(&folder).arg("nowhere.toml").start();
    assert_eq!(terminal.wait_for_end().code(), Some(2));
    terminal.assert_given_back();
    terminal.wait_for_text("nowhere.toml");
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(!raw.contains('\x1b'), "{raw:?}");
}

#[test]
fn nothing_that_stood_on_the_screen_shines_through() {
    let folder = folder();
    let terminal = reader(&folder);
    let raw = String::from_utf8(terminal.raw()).unwrap();
    // Not every terminal has a second screen, which would be empty by itself.
    assert!(raw.contains("\x1b[?1049h\x1b[2J"), "{raw:?}");
}

#[test]
fn input_from_elsewhere_does_not_matter() {
    let folder = folder();
    let terminal = Program::new("sh", folder.path())
        .arg("-c")
        .arg("exec \"$0\" \"$1\" < /dev/null")
        .arg(env!("CARGO_BIN_EXE_briefing"))
        .arg(MOSCOW);
    let mut terminal = started(terminal);
    terminal.type_keys("q");
    assert_eq!(terminal.wait_for_end().code(), Some(0));
}
