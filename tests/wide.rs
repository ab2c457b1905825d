//! Wide characters, emoji, combining marks and scripts from right to left: every line has exactly the
//! width of the screen, and the frames stand where they stand without them.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod support;
#[cfg(target_os = "linux")]
#[path = "support/terminal.rs"]
mod terminal;

use std::path::Path;

use ratatui::buffer::Buffer;
use ratatui::layout::Size;

use support::cells;
use support::screen::{Reader, USUAL};

const SIZES: [Size; 4] = [
    Size::new(120, 36),
    Size::new(121, 37),
    USUAL,
    Size::new(40, 12),
];

fn reader(size: Size) -> Reader {
    Reader::path(Path::new("tests/files/wide"), size)
}

/// The columns in which a frame goes down from each corner, and how far: the corner's line, and the
/// line with the end of it.
fn frames(buf: &Buffer) -> Vec<(u16, u16, u16)> {
    let symbol = |x, y| buf.cell((x, y)).map_or(" ", ratatui::buffer::Cell::symbol);
    let mut found = Vec::new();
    for x in 0..buf.area.width {
        let mut from = None;
        for y in 0..buf.area.height {
            match (symbol(x, y), from) {
                ("┌" | "┐" | "┬", None) => from = Some(y),
                ("└" | "┘" | "┴", Some(top)) => {
                    found.push((x, top, y));
                    from = None;
                }
                // A scrollbar stands on the frame.
                ("│" | "├" | "┤" | "┼" | "┃", Some(_)) | (_, None) => {}
                (other, Some(_)) => panic!("column {x}, line {y}: {other:?} breaks a frame"),
            }
        }
        assert_eq!(from, None, "column {x}: a frame has no end");
    }
    found
}

/// Everything that the reader can be led to by keys alone, briefly.
const WALKS: [&str; 22] = [
    "0",
    "0 <C-d>",
    "1",
    "1 G",
    "2",
    "2 G",
    "3",
    "3 j j j",
    "3 G",
    "4",
    "4 j",
    "4 G",
    "5",
    "6",
    "6 G",
    "3 <Enter>",
    "3 <Enter> s",
    "3 G <Enter> s",
    "1 <Space>",
    "3 /橋<Enter>",
    "3 <Enter> s /人<Enter>",
    "f 船",
];

#[test]
fn every_line_is_as_wide_as_the_screen() {
    for size in SIZES {
        for keys in WALKS {
            let mut reader = reader(size);
            reader.press(keys);
            cells::check_widths(&reader.buffer());
            for over in ["?", "<Esc> B", "<Esc> :", "<Esc> D"] {
                reader.press(over);
                cells::check_widths(&reader.buffer());
            }
        }
    }
}

#[test]
fn frames_stand_where_they_stand_without_wide_characters() {
    for size in [SIZES[0], SIZES[1]] {
        // The prompt of a filter stands on the last line of the panes.
        for keys in WALKS.into_iter().filter(|keys| !keys.starts_with('f')) {
            let (mut wide, mut narrow) = (reader(size), Reader::bundled(size));
            wide.press(keys);
            // The same place, reached by keys that do not depend on what stands there.
            narrow.press(keys);
            assert_eq!(frames(&wide.buffer()), frames(&narrow.buffer()), "{keys}");
        }
    }
}

#[test]
fn what_lies_over_the_panes_has_a_whole_frame() {
    for size in [USUAL, Size::new(81, 24), Size::new(79, 25)] {
        for keys in [
            "1 D", "2 D", "3 D", "3 j D", "4 D", "4 j :", "3 ?", "6 :", "B D",
        ] {
            let mut reader = reader(size);
            reader.press(keys);
            let frames = frames(&reader.buffer());
            assert_eq!(frames.len(), 2, "{keys}:\n{}", reader.screen());
            assert_eq!(frames[0].1..frames[0].2, frames[1].1..frames[1].2);
        }
    }
}

/// A terminal takes the width of a character from tables of its own, and this one from older ones than
/// the program: what stands to the right of such a character is where it belongs all the same.
#[cfg(target_os = "linux")]
#[test]
fn on_a_terminal_the_columns_are_where_they_were_drawn() {
    let fixture = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files/wide/strait.toml");
    let folder = tempfile::tempdir().unwrap();
    let terminal = terminal::Program::new(env!("CARGO_BIN_EXE_briefing"), folder.path())
        .arg(fixture)
        .size(120, 36)
        .start();
    terminal.wait_for_text("verbatim");
    let mut reader = reader(SIZES[0]);
    for keys in [
        "3", "j", "j", "j", "j", "j", "j", "j", "j", "4", "j", "j", "1", "G", "2", "j",
    ] {
        terminal.press(keys);
        reader.press(keys);
        let drawn = reader.buffer();
        terminal.wait_for(keys, |screen| shows(screen, &drawn));
    }
}

/// Whether a terminal shows every letter, every line of a frame and every blank where it was drawn.
/// What it makes of a wide character is its own affair.
#[cfg(target_os = "linux")]
fn shows(screen: &terminal::Screen, drawn: &Buffer) -> bool {
    let mut covered = 0;
    drawn.content.iter().enumerate().all(|(n, cell)| {
        let (x, y) = drawn.pos_of(n);
        let there = screen.cell(y, x).map_or("", vt100::Cell::contents);
        if covered > 0 {
            covered -= 1;
            return true;
        }
        covered = briefing::text::width::width(cell.symbol()).saturating_sub(1);
        match cell.symbol() {
            " " => there.trim().is_empty(),
            symbol if symbol.chars().count() == 1 && covered == 0 => there == symbol,
            _ => true,
        }
    })
}
