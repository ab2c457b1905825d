//! What its user sets.

use std::sync::Arc;

use vt100::Color;

use super::terminal::home::Home;
use super::{MOSCOW, folder, program, started};

/// On a full disk, say.
#[test]
#[cfg(target_os = "linux")]
fn a_log_that_cannot_be_written_leaves_the_screen_alone() {
    let folder = folder();
    let terminal = started(program(&folder).arg("--log").arg("/dev/full"));
    terminal.press("3 j");
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(!raw.contains("No space left"), "{raw}");
}

#[test]
fn a_faulty_configuration_is_told_of_and_the_reader_opens() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    home.configure("config.toml", "muose = true\nsession = 1\n");
    let terminal = started(program(&folder).arg(MOSCOW).at_home(&home));
    terminal.wait_for_text("config.toml has 2 faults: D shows them");
    terminal.type_keys("D");
    terminal.wait_for_text("did you mean `mouse`?");
}

#[test]
fn what_is_to_be_opened_can_be_set() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    home.configure(
        "config.toml",
        &format!("paths = [{MOSCOW:?}]\nglyphs = \"ascii\"\n"),
    );
    let terminal = started(program(&folder).at_home(&home));
    assert!(!terminal.screen().contents().contains("●"));
}

#[test]
fn own_keys_work_and_are_shown() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    let keys = "[keys.anywhere]\nhelp = [\"x\"]\n[keys.panes]\nfaults = [\"C-t\"]\n";
    home.configure("keymap.toml", keys);
    home.configure("config.toml", "nothing = 1\n");
    let terminal = started(program(&folder).arg(MOSCOW).at_home(&home));
    terminal.wait_for_text("config.toml has 1 fault: C-t shows it");
    terminal.type_keys("?");
    terminal.wait_for_text("? does nothing here; x shows the keys");
    terminal.type_keys("<Esc>");
    terminal.wait_for_text("x help");
    terminal.type_keys("x");
    terminal.wait_for_text("one row or link down");
    terminal.type_keys("x <C-t>");
    terminal.wait_for_text("has no key `nothing`");
}

#[test]
fn a_theme_of_ones_own_is_on_the_screen() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    home.configure("config.toml", "theme = \"mine\"\n");
    home.configure(
        "themes/mine.toml",
        "inherits = \"mono\"\nstyles.title = { fg = \"#010203\" }\n",
    );
    let terminal = started(program(&folder).arg(MOSCOW).at_home(&home));
    let screen = terminal.screen();
    let title = screen.cell(0, 1).expect("the title's first letter");
    assert_eq!(title.contents(), "W");
    assert_eq!(title.fgcolor(), Color::Rgb(1, 2, 3));
}
