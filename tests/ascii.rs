//! With the signs of ASCII, a screen that shows a briefing in ASCII has no other character on it.
//!
//! The walk goes to every record and every command of the table, so that a view that is added later
//! is measured as well.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod support;

use std::path::Path;

use briefing::report::GlyphSet;
use briefing::tui::action::Action;
use briefing::tui::command::COMMANDS;
use ratatui::layout::Size;

use support::screen::{Reader, USUAL};

/// A wide screen, the usual one, a small one.
const SIZES: [Size; 3] = [Size::new(120, 36), USUAL, Size::new(40, 12)];

/// A reader of a briefing in ASCII, beside which lies one that cannot be read.
fn reader(size: Size) -> Reader {
    Reader::path(Path::new("tests/files/ascii"), size).with_glyphs(GlyphSet::Ascii)
}

/// Every cell is one character of ASCII.
fn check(reader: &Reader, at: &str) {
    let buf = reader.buffer();
    let bad: Vec<_> = buf
        .content
        .iter()
        .map(ratatui::buffer::Cell::symbol)
        .filter(|symbol| !symbol.is_ascii())
        .collect();
    assert!(bad.is_empty(), "{at}: {bad:?}\n{}", reader.screen());
}

#[test]
fn of_every_record() {
    for size in SIZES {
        let mut reader = reader(size);
        check(&reader, "at the start");
        for pane in ["0", "1", "2", "3", "4", "5", "6"] {
            reader.press(pane).press("g");
            for row in 0..40 {
                check(&reader, &format!("{pane}, row {row}"));
                let before = reader.screen();
                for keys in ["<Enter>", "<C-d>", "<C-d>", "s", "<C-d>", "r"] {
                    reader.press(keys);
                    check(&reader, &format!("{pane}, row {row}, {keys}"));
                }
                reader.press("<Esc> <Esc> <Esc> <Esc>").press(pane);
                let steps = "j ".repeat(row + 1);
                reader.press("g").press(&steps);
                if reader.screen() == before {
                    break;
                }
            }
        }
    }
}

#[test]
fn of_every_command() {
    let small = SIZES[2];
    let places = [
        (USUAL, "0"),
        (USUAL, "1 j"),
        (USUAL, "3 j f date:2025-11<Enter>"),
        (small, "4 j f xyzzy<Enter>"),
        (small, "5 j"),
        (USUAL, "6 j"),
        (USUAL, "3 j <Enter> s"),
        (USUAL, "B j"),
        (small, "B ."),
    ];
    for (size, keys) in places {
        for command in COMMANDS {
            let mut reader = reader(size);
            reader.press(keys);
            reader.act(Action::Command(command.id));
            check(&reader, &format!("{keys} {}", command.name));
        }
    }
}

#[test]
fn of_what_lies_over_the_panes_and_of_prompts() {
    let all = [
        "?",
        "? G",
        "B",
        "B j",
        "B . j",
        "B . . , ,",
        "B /the<Enter> n",
        "B f tag:x",
        "B f xyzzy<Enter>",
        "B f tag:",
        "B <Enter> q",
        "D",
        "D j",
        "D j j",
        "D j j j",
        "D j j j j",
        "J D",
        "J",
        ":",
        ":pan",
        "f date:<Tab>",
        "f act<Tab>",
        "f actor:<Tab> <Tab>",
        "f kind:nothing<Enter>",
        "f (<Enter>",
        "f date:2025-1<Enter>",
        "/the",
        "/the<Enter>",
        "/line<Enter> n n",
        "/xyzzy<Enter>",
        "T 2025-11-31<Enter>",
        "T 2020<Enter>",
        "4 T 2025-11<Enter>",
        "f date:2025-11<Enter> <C-s>",
        "3 j <Space>",
        "1 j <Space> j <Space> &",
        "3 <Enter> /ferry<Enter> n",
    ];
    for size in SIZES {
        for keys in all {
            let mut reader = reader(size);
            reader.press(keys);
            check(&reader, keys);
            reader.press("<Esc>");
            check(&reader, keys);
        }
        check(
            &Reader::loading(size).with_glyphs(GlyphSet::Ascii),
            "loading",
        );
        let nothing = Reader::path(Path::new("tests/files/texts"), size);
        check(&nothing.with_glyphs(GlyphSet::Ascii), "nothing found");
        let torn = Reader::path(Path::new("tests/files/ascii/torn.toml"), size);
        check(&torn.with_glyphs(GlyphSet::Ascii), "nothing but faults");
    }
}

#[test]
fn the_measure_tells_the_sets_apart() {
    let reader = Reader::path(Path::new("tests/files/ascii"), USUAL);
    let others = reader.screen().chars().filter(|c| !c.is_ascii()).count();
    assert!(others > 0);
}
