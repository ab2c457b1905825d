//! The reader among other programs: stopped and resumed by a shell, all that a terminal runs, waiting
//! for an editor.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test says so when something is not there"
)]

#[path = "support/process.rs"]
mod process;
#[path = "support/terminal.rs"]
mod terminal;

use std::path::Path;

use tempfile::TempDir;
use terminal::{JOB, Program, Terminal, send_signal, wait_until};

/// A briefing that comes with the program.
const MOSCOW: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/briefings/witkoff-moscow-2025.toml"
);
const TITLE: &str = "Witkoff in Moscow";
const READER: &str = env!("CARGO_BIN_EXE_briefing");

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

/// The reader as a job of a shell that resumes it whenever Enter is typed, and ends as it does.
fn job(folder: &Path) -> Terminal {
    let shell = Program::new("sh", folder).arg("-c").arg(JOB);
    ready(shell.arg(READER).arg(MOSCOW))
}

fn ready(program: Program) -> Terminal {
    let terminal = program.start();
    // The verdicts come a moment after the first frame, and in a frame of their own.
    terminal.wait_for_text("account");
    terminal
}

#[test]
fn a_stopped_reader_leaves_the_terminal_and_comes_back() {
    let folder = folder();
    let mut terminal = job(folder.path());
    let reader = terminal.foreground();
    // A frame that still followed from reading may have been taken for the answer to the first key.
    terminal.press("3 <C-l>");
    let before = terminal.screen();
    for stop in ["<C-z>", "TSTP"] {
        if stop == "TSTP" {
            send_signal(reader, stop);
        } else {
            terminal.type_keys(stop);
        }
        wait_until("a stopped process", || process::state(reader) == 'T');
        terminal.assert_given_back();
        terminal.resize(100, 30);
        terminal.resize(120, 36);
        terminal.type_keys("<Enter>");
        terminal.wait_for("the same screen again", |screen| {
            screen.alternate_screen()
                && screen.contents() == before.contents()
                && screen.cursor_position() == before.cursor_position()
        });
        terminal.assert_taken();
    }
    terminal.type_keys("q");
    assert_eq!(terminal.wait_for_end().code(), Some(0));
    terminal.assert_given_back();
}

#[test]
fn the_shell_has_the_terminal_while_the_reader_is_stopped() {
    let script = r#"
        set -m
        "$0" "$1"
        echo "the shell again"
        read -r line
        echo "read: $line"
        fg > /dev/null
        echo "ended: $?"
    "#;
    let folder = folder();
    let shell = Program::new("sh", folder.path())
        .arg("-c")
        .arg(script)
        .arg(READER)
        .arg(MOSCOW);
    let mut terminal = ready(shell);
    terminal.type_keys("<C-z>");
    terminal.wait_for("the shell's own screen", |screen| {
        screen.contents().contains("the shell again") && !screen.alternate_screen()
    });
    terminal.type_keys("some-words <Enter>");
    terminal.wait_for("the reader again", |screen| {
        screen.alternate_screen() && screen.contents().contains(TITLE)
    });
    terminal.type_keys("q");
    terminal.wait_for_end();
    terminal.assert_given_back();
    let shown = terminal.screen().contents();
    assert!(shown.contains("read: some-words"), "{shown}");
    assert!(shown.contains("ended: 0"), "{shown}");
}

#[test]
fn a_stopped_reader_can_be_ended() {
    let folder = folder();
    let mut terminal = job(folder.path());
    let reader = terminal.foreground();
    terminal.type_keys("<C-z>");
    wait_until("a stopped process", || process::state(reader) == 'T');
    send_signal(reader, "TERM");
    terminal.type_keys("<Enter>");
    assert_eq!(terminal.wait_for_end().code(), Some(128 + 15));
    terminal.assert_given_back();
}

#[test]
fn what_nobody_could_resume_is_not_stopped() {
    let folder = folder();
    let script = "\"$0\" \"$1\"; exit $?";
    let alone = Program::new(READER, folder.path()).arg(MOSCOW);
    let below = Program::new("sh", folder.path()).arg("-c").arg(script);
    for program in [alone, below.arg(READER).arg(MOSCOW)] {
        let mut terminal = ready(program);
        terminal.type_keys("<C-z>");
        terminal.wait_for_text("nothing to return to: not suspended");
        terminal.press("j");
        terminal.assert_taken();
        terminal.type_keys("q");
        assert_eq!(terminal.wait_for_end().code(), Some(0));
    }
}
