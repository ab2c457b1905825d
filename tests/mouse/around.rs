//! What stands around the panes, and what is typed.

use briefing::tui::hit::{Target, target};
use briefing::tui::pane::Pane;
use ratatui::layout::{Position, Size};

use super::{SIZES, in_pane};

#[test]
fn every_pane_can_be_reached_by_its_name() {
    for size in SIZES {
        for from in Pane::ALL {
            for to in Pane::ALL {
                let mut reader = in_pane(size, from);
                let cells = (0..size.height).flat_map(|y| (0..size.width).map(move |x| (x, y)));
                let mut cells = cells.map(Position::from);
                let name = cells.find(|at| target(&reader.state, *at) == Target::Name(to));
                let name = name.unwrap_or_else(|| panic!("{size:?} {from:?} to {to:?}"));
                reader.click(name);
                assert_eq!(reader.state.focus, to, "{size:?} from {from:?}");
            }
        }
    }
}

#[test]
fn a_key_that_is_named_is_a_button() {
    let mut reader = in_pane(Size::new(120, 40), Pane::Quotes);
    reader.press("<click:zoom>");
    assert!(reader.state.zoomed);
    reader.press("<click:unzoom>");
    assert!(!reader.state.zoomed);
    // The button goes up elsewhere: nothing happens.
    reader.press("<drag:zoom-60,20>");
    assert!(!reader.state.zoomed);
    reader.press("<Space> <click:clears>");
    assert!(reader.state.filter.is_empty());
}

#[test]
fn a_click_ends_what_is_typed_and_keeps_what_is_seen_of_it() {
    let mut reader = in_pane(Size::new(120, 40), Pane::Quotes);
    reader.press("f trump <click:Marco>");
    assert!(reader.state.prompt.is_none());
    assert!(!reader.state.filter.is_empty());
    reader.press("F / putin <click:Territory>");
    assert!(reader.state.prompt.is_none() && reader.state.find.is_some());
    // A query that cannot be read is not left behind unseen.
    reader.press("f (trump <click:Territory>");
    assert!(reader.state.prompt.is_some());
    reader.press("<Esc>");
    // On the line itself, nothing happens.
    reader.press("f trump <click:20,40>");
    assert!(reader.state.prompt.is_some());
}
