//! The wheel.

use briefing::tui::mouse::Gesture;
use briefing::tui::pane::{Pane, Step};
use ratatui::layout::{Position, Size};

use super::{SIZES, amid, in_pane, lines_of, reader, top_of};

#[test]
fn the_wheel_moves_what_is_under_the_pointer_and_nothing_else() {
    let mut reader = in_pane(Size::new(120, 40), Pane::Actors);
    let quotes = reader.state.areas().content(Pane::Quotes);
    let before = reader.state.selected(Pane::Actors);
    let at = Position::new(quotes.x, quotes.y);
    reader.mouse(Gesture::Wheel(Step::Forward), at);
    assert_eq!(
        top_of(&reader, Pane::Quotes),
        1,
        "three lines, of rows of two"
    );
    assert_eq!(reader.state.focus, Pane::Actors);
    assert_eq!(reader.state.selected(Pane::Actors), before);
    reader.mouse(Gesture::Wheel(Step::Back), at);
    assert_eq!(top_of(&reader, Pane::Quotes), 0);
    let detail = reader.state.areas().content(Pane::Reading);
    reader.press("0 1 <wheel-down:116,20>");
    assert!(detail.contains(Position::new(115, 19)));
    assert_eq!(reader.state.focus, Pane::Actors);
}

#[test]
fn the_wheel_keeps_the_selected_row_until_it_would_be_out_of_sight() {
    let mut reader = in_pane(Size::new(80, 24), Pane::Events);
    reader.press("g j j j j");
    let at = amid(Size::new(80, 10));
    reader.mouse(Gesture::Wheel(Step::Forward), at);
    let list = reader.state.list(Pane::Events).unwrap();
    assert_eq!((list.top, list.at), (3, 4));
    reader.mouse(Gesture::Wheel(Step::Forward), at);
    let list = reader.state.list(Pane::Events).unwrap();
    assert_eq!((list.top, list.at), (6, 6));
    for _ in 0..20 {
        reader.mouse(Gesture::Wheel(Step::Forward), at);
    }
    let (page, rows) = (
        reader.state.page(Pane::Events),
        reader.state.rows(Pane::Events).len(),
    );
    assert_eq!(top_of(&reader, Pane::Events), rows - page, "the end");
    for _ in 0..20 {
        reader.mouse(Gesture::Wheel(Step::Back), at);
    }
    assert_eq!(top_of(&reader, Pane::Events), 0);
}

#[test]
fn the_wheel_goes_through_every_list_to_its_end() {
    for size in SIZES {
        for pane in Pane::LISTS {
            let mut reader = in_pane(size, pane);
            reader.press("g");
            let at = lines_of(&reader, pane)[0];
            for _ in 0..60 {
                reader.mouse(Gesture::Wheel(Step::Forward), at);
            }
            let (page, rows) = (reader.state.page(pane), reader.state.rows(pane).len());
            assert_eq!(
                top_of(&reader, pane),
                rows.saturating_sub(page),
                "{size:?} {pane:?}"
            );
        }
    }
}

#[test]
fn the_wheel_scrolls_a_text() {
    for size in SIZES {
        let mut reader = reader(size);
        reader.press("0 g");
        let area = reader.state.areas().content(Pane::Reading);
        let at = Position::new(area.x, area.y);
        reader.mouse(Gesture::Wheel(Step::Forward), at);
        let last = reader.state.reading.laid.lines.len() - reader.state.reading_page();
        assert_eq!(reader.state.reading.top, 3.min(last), "{size:?}");
        reader.mouse(Gesture::Wheel(Step::Back), at);
        assert_eq!(reader.state.reading.top, 0);
    }
}
