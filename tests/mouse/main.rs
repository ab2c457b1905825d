//! The mouse: what is clicked on is what is seen there.
//!
//! | module | what holds |
//! |---|---|
//! | `lists` | a click selects the row that is drawn there, another opens it |
//! | `detail` | the same of links |
//! | `view` | a click selects the cell of a view that is drawn there, another opens it; the wheel moves it |
//! | `wheel` | it moves what is under the pointer, and nothing else |
//! | `around` | names, keys that are named, what is typed |
//! | `over` | what lies over the panes |
//! | `splits` | the lines between panes go where they are pulled |
//! | `terminal` | the terminal gives the mouse when it is asked, and always gets it back |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod around;
mod detail;
mod lists;
mod over;
mod splits;
#[cfg(target_os = "linux")]
mod terminal;
mod view;
mod wheel;

#[path = "../support/mod.rs"]
mod support;

use briefing::library::Item;
use briefing::tui::action::Action;
use briefing::tui::pane::Pane;
use ratatui::layout::{Position, Size};
use support::screen::Reader;

const SIZES: [Size; 3] = [Size::new(120, 40), Size::new(80, 24), Size::new(40, 12)];

/// A reader that has the mouse, with nothing said about it any more.
fn reader(size: Size) -> Reader {
    let mut reader = Reader::bundled(size);
    reader.press("<F2>").state.message = None;
    reader
}

/// The reader with the focus in a pane.
fn in_pane(size: Size, pane: Pane) -> Reader {
    let mut reader = reader(size);
    match pane.command() {
        Some(command) => reader.act(Action::Command(command)),
        None => drop(reader.press("3 <Enter>")),
    }
    assert_eq!(reader.state.focus, pane);
    reader
}

fn line(reader: &Reader, y: u16) -> String {
    reader.lines()[usize::from(y)].clone()
}

/// The cells of a pane's content, the first of each line.
fn lines_of(reader: &Reader, pane: Pane) -> Vec<Position> {
    let area = reader.state.areas().content(pane);
    let lines = area.top()..area.bottom();
    lines.map(|y| Position::new(area.x + 1, y)).collect()
}

/// Whether a row of a list is a record, and no heading.
fn is_record(reader: &Reader, pane: Pane, row: usize) -> bool {
    let rows = reader.state.rows(pane);
    matches!(rows.get(row), Some(Item::Record { .. }))
}

/// The cell in the middle of a screen.
fn amid(size: Size) -> Position {
    Position::new(size.width / 2, size.height / 2)
}

fn top_of(reader: &Reader, pane: Pane) -> usize {
    reader.state.list(pane).unwrap().top
}

#[test]
fn without_being_asked_the_mouse_does_nothing() {
    let mut reader = Reader::bundled(Size::new(120, 40));
    let before = reader.styled();
    reader.press("<click:Territory> <wheel-down:60,10> <drag:75,20-40,20> <click:zoom>");
    assert_eq!(reader.styled(), before);
}
