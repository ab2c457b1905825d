//! Windows of other sizes.

use super::terminal::Screen;
use super::{TITLE, folder, reader};

#[test]
fn the_window_can_be_made_smaller_and_larger() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("1 / Vladimir <Enter> <Esc>");
    for (columns, rows) in [(40, 12), (80, 24), (1, 1), (200, 60), (3, 40), (120, 2)] {
        let frames = terminal.frames();
        terminal.resize(columns, rows);
        terminal.wait_for_frame("a frame of that size", frames);
        if columns >= 40 && rows >= 12 {
            terminal.wait_for_text("Vladimir Putin");
        }
    }
    let frames = terminal.frames();
    terminal.resize(120, 36);
    terminal.wait_for_frame("a frame of that size", frames);
    terminal.wait_for_text(TITLE);
    // What follows reading may draw once more.
    terminal.wait_for("the same row selected", |screen| {
        row_of_cursor(screen).contains("Vladimir Putin")
    });
    let screen = terminal.screen();
    // Nothing of the other sizes is left: drawn anew, the screen is the same.
    terminal.press("<C-l>");
    assert_eq!(terminal.screen().contents(), screen.contents());
}

#[test]
fn a_key_and_a_new_size_at_once_are_both_heeded() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("3 g");
    for n in 0..20 {
        let (row, _) = terminal.screen().cursor_position();
        let key = if n % 2 == 0 { "j" } else { "k" };
        let columns = 110 + n;
        if n % 3 == 0 {
            terminal.type_keys(key);
            terminal.resize(columns, 36);
        } else {
            terminal.resize(columns, 36);
            terminal.type_keys(key);
        }
        terminal.wait_for("the next row, in a frame of that width", |screen| {
            let corner = screen
                .rows(columns - 3, 3)
                .any(|end| !end.trim().is_empty());
            screen.cursor_position().0 != row && corner
        });
    }
}

fn row_of_cursor(screen: &Screen) -> String {
    let (row, _) = screen.cursor_position();
    let columns = screen.size().1.get();
    screen.rows(0, columns).nth(row.into()).unwrap_or_default()
}
