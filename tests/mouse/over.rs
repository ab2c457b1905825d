//! What lies over the panes.

use std::path::Path;

use briefing::tui::catalogue::Scene;
use briefing::tui::mouse::Gesture;
use briefing::tui::pane::{Pane, Step};
use briefing::tui::state::Overlay;
use ratatui::layout::{Position, Size};

use super::support::screen::Reader;
use super::{SIZES, amid, in_pane, top_of};

#[test]
fn a_click_beside_what_is_open_closes_it() {
    let size = Size::new(120, 40);
    for keys in ["?", ":", "'", "W", ":theme<Enter>"] {
        let mut reader = in_pane(size, Pane::Quotes);
        reader.press(keys);
        let open = reader.lines();
        // On the frame, nothing happens.
        let corner = open
            .iter()
            .position(|line| line.contains("─┐") && line.contains(" ┌ "));
        let corner = corner.or(open.iter().position(|line| line.contains("┌ Comm")));
        if let Some(y) = corner {
            reader.click(Position::new(size.width / 2, y as u16));
            assert!(reader.state.overlay.is_some(), "{keys}");
        }
        reader.press("<click:1,12>");
        assert!(reader.state.overlay.is_none(), "{keys}");
        assert_eq!(
            reader.state.focus,
            Pane::Quotes,
            "{keys}: it closes, and no more"
        );
    }
}

#[test]
fn the_help_over_a_list_gives_it_back() {
    let mut reader = Reader::path(Path::new("tests/files/library"), Size::new(120, 40));
    reader.press("<F2> D ? <click:1,12>");
    assert!(matches!(reader.state.overlay, Some(Overlay::Faults(_))));
}

#[test]
fn a_row_of_the_library_is_selected_and_then_opened() {
    for size in SIZES {
        let mut reader = in_pane(size, Pane::Quotes);
        reader.press("B");
        let cursor = reader.cursor().unwrap();
        let last = Position::new(cursor.x + 4, cursor.y + 2);
        reader.click(last);
        assert_eq!(reader.cursor().unwrap().y, last.y);
        assert_eq!(reader.state.current, 0, "not yet");
        reader.click(last);
        assert_eq!(reader.state.scene, Scene::FromLibrary);
        assert_eq!(reader.state.current, 2, "{size:?}");
    }
}

#[test]
fn the_wheel_moves_the_rows_of_the_library() {
    let mut reader = in_pane(Size::new(40, 6), Pane::Quotes);
    reader.press("B . .");
    for _ in 0..20 {
        reader.press("<wheel-down:5,3>");
    }
    let rows = reader.state.catalogue.rows.len();
    let window = reader.state.catalogue.window;
    assert_eq!(window.top + 4, rows, "{}", reader.screen());
    assert!(window.at >= window.top);
    for _ in 0..20 {
        reader.press("<wheel-up:5,3>");
    }
    assert_eq!(reader.state.catalogue.window.top, 0);
}

#[test]
fn a_row_over_the_panes_is_selected_and_then_chosen() {
    for size in SIZES {
        let mut reader = in_pane(size, Pane::Quotes);

        reader.press(":zoom");
        let typed = reader.cursor().unwrap();
        reader.click(typed);
        assert!(reader.state.overlay.is_some());
        reader.click(Position::new(typed.x, typed.y + 1));
        assert!(reader.state.overlay.is_none() && reader.state.zoomed);
    }
}

#[test]
fn a_theme_is_put_on_by_the_first_click_and_kept_by_the_second() {
    let mut reader = in_pane(Size::new(80, 24), Pane::Quotes);
    let before = reader.state.theme_name.clone();
    reader.press(":theme<Enter> <click:mono>");
    assert_eq!(reader.state.theme_name, "mono");
    reader.press("<click:1,12>");
    assert_eq!(reader.state.theme_name, before);
    reader.press(":theme<Enter> <click:mono> <click:mono>");
    assert_eq!(reader.state.theme_name, "mono");
    assert!(reader.state.overlay.is_none());
}

#[test]
fn the_wheel_scrolls_what_lies_over_the_panes() {
    for size in SIZES {
        let mut reader = in_pane(size, Pane::Quotes);
        let before = top_of(&reader, Pane::Quotes);
        reader.press(":");
        let at = amid(size);
        for _ in 0..60 {
            reader.mouse(Gesture::Wheel(Step::Forward), at);
        }
        let Some(Overlay::Chooser(chooser)) = &reader.state.overlay else {
            panic!("the commands are open");
        };
        let (last, end) = (reader.cursor().unwrap().y + 1, chooser.shown.len());
        assert!(chooser.top > 0 && chooser.selected < end);
        let name = &chooser.rows[chooser.shown[end - 1].row].label;
        let shown = reader.lines()[usize::from(last)..].join("\n");
        assert!(shown.contains(name.as_str()), "{name}:\n{shown}");
        reader.press("<Esc> ? <wheel-down:20,6>");
        let Some(Overlay::Help(help)) = &reader.state.overlay else {
            panic!("the help is open");
        };
        assert_eq!(help.top, 3.min(help.lines()));
        assert_eq!(top_of(&reader, Pane::Quotes), before);
    }
}
