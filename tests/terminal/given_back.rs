//! Giving the terminal back.

use std::os::unix::process::ExitStatusExt;

use super::{MOSCOW, folder, program, reader, started};

#[test]
fn q_and_its_relatives_quit() {
    for key in ["q", "Q", "<C-c>"] {
        let folder = folder();
        let mut terminal = reader(&folder);
        terminal.type_keys(key);
        assert_eq!(terminal.wait_for_end().code(), Some(0), "{key}");
        terminal.assert_given_back();
    }
}

#[test]
fn a_signal_ends_the_reader_by_its_own_means() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2)] {
        let folder = folder();
        let mut terminal = reader(&folder);
        terminal.signal(name);
        assert_eq!(terminal.wait_for_end().signal(), Some(number), "{name}");
        terminal.assert_given_back();
    }
}

#[test]
fn a_hung_up_terminal_ends_the_reader() {
    let folder = folder();
    let mut terminal = reader(&folder);
    terminal.hang_up();
    assert_eq!(terminal.wait_for_end().signal(), Some(1));
}

#[test]
fn a_hung_up_terminal_ends_the_reader_where_no_signal_says_so() {
    let folder = folder();
    let mut terminal = started(program(&folder).arg(MOSCOW).without_control());
    terminal.hang_up();
    assert_eq!(terminal.wait_for_end().signal(), Some(1));
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_gives_the_terminal_back_and_says_where() {
    let folder = folder();
    let mut terminal = started(program(&folder).arg(MOSCOW).arg("--panic-at").arg("X"));
    terminal.press("j");
    terminal.type_keys("X");
    assert_eq!(terminal.wait_for_end().code(), Some(101));
    terminal.assert_given_back();
    terminal.wait_for_text("panicked at src/tui/run.rs:");
    terminal.wait_for_text("X was pressed");
}
