//! What holds of a reader at any time.

use briefing::library::catalogue::ShelfRow;
use briefing::text::sanitise::is_dangerous;
use briefing::tui::pane::Pane;
use briefing::tui::state::State;
use briefing::tui::theme::{Theme, ThemeName};
use briefing::tui::views;
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

use super::support::cells;

/// Every position in the state is one that there is.
pub(crate) fn check_positions(state: &State) {
    for pane in Pane::LISTS {
        let list = state.list(pane).unwrap();
        let (rows, page) = (state.rows(pane).len(), state.page(pane));
        assert!(list.at < rows.max(1), "{pane:?}: row {} of {rows}", list.at);
        assert!(list.top <= list.at, "{pane:?}: {} > {}", list.top, list.at);
        let last = list.top + page;
        assert!(list.at < last, "{pane:?}: row {} is below {last}", list.at);
        if let Some(key) = list.selected.as_ref().filter(|_| rows > 0) {
            let there = state.selected(pane).and_then(|ix| state.library.key(ix));
            assert_eq!(there.as_ref(), Some(key), "{pane:?}");
        }
    }
    let reading = &state.reading;
    let (lines, links) = (reading.laid.lines.len(), reading.laid.links.len());
    assert!(
        reading.top < lines.max(1),
        "line {} of {lines}",
        reading.top
    );
    if let Some(link) = reading.link {
        assert!(link < links, "link {link} of {links}");
    }
    if let Some(find) = &state.find {
        let hits = find.hits.len();
        assert!(find.current < hits.max(1), "hit {} of {hits}", find.current);
    }
    check_library(state);
    let Size { width, height } = state.size;
    let areas = state.areas();
    let focus = if state.in_sight() {
        areas.view
    } else {
        areas.pane(state.focus)
    };
    let roomy = width > 0 && height >= 3;
    assert!(!focus.is_empty() || !roomy, "{:?} is not seen", state.focus);
    if let Some(at) = views::cursor(state) {
        assert!(at.x < width && at.y < height, "the cursor is at {at}");
    }
    if state.library.entries().is_empty() {
        assert_eq!(state.current, 0);
    } else {
        assert!(state.current < state.library.entries().len());
    }
}

/// The same of the library view, while it is seen.
fn check_library(state: &State) {
    if !state.scene.is_library() {
        return;
    }
    let catalogue = &state.catalogue;
    let (rows, window) = (catalogue.rows.len(), catalogue.window);
    assert!(window.at < rows.max(1), "row {} of {rows}", window.at);
    assert!(window.top <= window.at, "{window:?}");
    if rows > 0 {
        let at = catalogue.selected().expect("a heading is never selected");
        assert!(at < state.library.entries().len());
    }
    if catalogue.query.is_empty() {
        let mut listed: Vec<_> = catalogue
            .rows
            .iter()
            .filter_map(ShelfRow::briefing)
            .collect();
        listed.sort_unstable();
        listed.dedup();
        let all: Vec<_> = (0..state.library.entries().len()).collect();
        assert_eq!(listed, all, "every briefing has a row");
    }
    if let Some(sought) = &catalogue.sought {
        let hits = sought.hits.len();
        assert!(
            sought.current < hits.max(1),
            "hit {} of {hits}",
            sought.current
        );
    }
}

/// Draws the whole screen and into smaller, larger and shifted buffers.
pub(crate) fn check_drawing(state: &State) {
    let Size { width, height } = state.size;
    for area in [
        Rect::new(0, 0, width, height),
        Rect::new(0, 0, width / 2, height / 3),
        Rect::new(width / 3, height / 2, width, 3),
    ] {
        draw(state, ThemeName::Default, area);
    }
}

/// Draws into a part of the screen; no cell may act on the terminal.
pub(crate) fn draw(state: &State, theme: ThemeName, area: Rect) -> Buffer {
    let mut buf = Buffer::empty(area);
    views::draw(state, &Theme::new(theme), &mut buf);
    for (n, cell) in buf.content.iter().enumerate() {
        let symbol = cell.symbol();
        let acts = symbol.chars().any(|c| is_dangerous(c) || c.is_control());
        assert!(!acts, "{symbol:?} at {:?}", buf.pos_of(n));
    }
    cells::check_widths(&buf);
    buf
}
