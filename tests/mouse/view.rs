//! Views of what the records mean.

use briefing::tui::hit::{Target, target};
use briefing::tui::mouse::Gesture;
use briefing::tui::pane::{Pane, Step};
use briefing::tui::sight::Sight;
use ratatui::layout::{Position, Size};

use super::{SIZES, reader};
use crate::support::screen::Reader;

/// The keys of the views.
const VIEWS: [&str; 7] = ["m", "a", "t", "p", "i", "x", "w"];

/// A reader that has the mouse, with a view open of the briefing that has most to show.
fn with(size: Size, view: &str) -> Reader {
    let mut reader = reader(size);
    reader.press("J J").press(view);
    reader.state.message = None;
    reader
}

fn sight(reader: &Reader) -> &Sight {
    reader.state.sight.as_ref().unwrap()
}

/// All cells of the screen.
fn screen(size: Size) -> impl Iterator<Item = Position> {
    let cells = (0..size.height).flat_map(move |y| (0..size.width).map(move |x| (x, y)));
    cells.map(Position::from)
}

/// The first cell of the screen that has a target.
fn find(reader: &Reader, is: impl Fn(Target) -> bool) -> Option<Position> {
    screen(reader.state.size).find(|at| is(target(&reader.state, *at)))
}

#[test]
fn a_click_selects_the_cell_that_is_drawn_there() {
    for size in SIZES {
        for view in VIEWS {
            let mut reader = with(size, view);
            let mut selected = 0;
            for at in screen(size) {
                let Target::Cell(cell) = target(&reader.state, at) else {
                    continue;
                };
                if cell == sight(&reader).at {
                    continue;
                }
                let (top, left) = (sight(&reader).top, sight(&reader).left);
                reader.click(at);
                let place = format!("{size:?} {view} {at}");
                assert_eq!(sight(&reader).at, cell, "{place}");
                assert!(reader.state.in_sight(), "{place}");
                selected += 1;
                if (sight(&reader).top, sight(&reader).left) != (top, left) {
                    continue;
                }
                // It is marked in the line that was clicked on, or in the one that this goes on from.
                let cursor = reader.cursor().unwrap();
                assert!(cursor.y <= at.y, "{place}: {cursor}");
                assert_eq!(target(&reader.state, cursor), Target::Cell(cell), "{place}");
            }
            assert!(selected > 0, "{size:?} {view}");
        }
    }
}

#[test]
fn a_second_click_opens_the_cell_and_there_is_a_way_back() {
    for size in SIZES {
        for view in VIEWS {
            let mut reader = with(size, view);
            let now = sight(&reader).at;
            let is_other = |target| matches!(target, Target::Cell(cell) if cell != now);
            let at = find(&reader, is_other).unwrap();
            reader.click(at);
            let (cell, there) = (sight(&reader).at, reader.cursor().unwrap());
            reader.click(there);
            assert_eq!(reader.state.focus, Pane::Reading, "{size:?} {view}");
            reader.press("H");
            assert!(reader.state.in_sight(), "{size:?} {view}");
            assert_eq!(sight(&reader).at, cell, "{size:?} {view}");
        }
    }
}

#[test]
fn the_name_and_the_rest_of_the_view_give_it_the_focus() {
    for size in SIZES {
        for view in VIEWS {
            let mut reader = with(size, view);
            reader.press("<Enter>");
            assert_eq!(reader.state.focus, Pane::Reading);
            let cell = sight(&reader).at;
            let name = find(&reader, |target| target == Target::View);
            reader.click(name.unwrap_or_else(|| panic!("{size:?} {view}")));
            assert!(reader.state.in_sight(), "{size:?} {view}");
            assert_eq!(sight(&reader).at, cell, "{size:?} {view}");
        }
    }
}

#[test]
fn a_click_on_the_detail_leaves_the_view_open() {
    for size in [Size::new(120, 40), Size::new(80, 24)] {
        let mut reader = with(size, "m");
        let detail = find(&reader, |target| target == Target::Pane(Pane::Reading));
        reader.click(detail.unwrap());
        assert_eq!(reader.state.focus, Pane::Reading);
        assert!(reader.state.sight.is_some());
    }
}

#[test]
fn the_wheel_moves_the_view_and_keeps_its_cell_until_that_would_be_out_of_sight() {
    let size = Size::new(80, 24);
    let mut reader = with(size, "m");
    reader.press("j j j j");
    let at = Position::new(10, 10);
    reader.mouse(Gesture::Wheel(Step::Forward), at);
    assert_eq!((sight(&reader).top, sight(&reader).at.0), (3, 4));
    reader.mouse(Gesture::Wheel(Step::Forward), at);
    assert_eq!((sight(&reader).top, sight(&reader).at.0), (6, 6));
    reader.mouse(Gesture::Wheel(Step::Back), at);
    assert_eq!((sight(&reader).top, sight(&reader).at.0), (3, 6));
    // Over the detail it moves that, or nothing.
    reader.mouse(Gesture::Wheel(Step::Forward), Position::new(10, 18));
    assert_eq!((sight(&reader).top, sight(&reader).at.0), (3, 6));
}

#[test]
fn the_wheel_goes_through_every_view_to_its_end_and_back() {
    for size in SIZES {
        for view in VIEWS {
            let mut reader = with(size, view);
            let at = find(&reader, |target| target == Target::View).unwrap();
            let at = Position::new(at.x, at.y.max(4));
            let place = format!("{size:?} {view}");
            let count = sight(&reader).sheet.lines.len();
            let mut tops = vec![sight(&reader).top];
            for _ in 0..count {
                reader.mouse(Gesture::Wheel(Step::Forward), at);
                tops.push(sight(&reader).top);
            }
            assert!(tops.is_sorted(), "{place}: {tops:?}");
            let end = sight(&reader).top;
            reader.press("G");
            assert_eq!(sight(&reader).top, end, "{place}");
            for _ in 0..count {
                reader.mouse(Gesture::Wheel(Step::Back), at);
            }
            assert_eq!(sight(&reader).top, 0, "{place}");
        }
    }
}
