//! The lines between panes.

use briefing::tui::pane::Pane;
use ratatui::layout::Size;

use super::reader;
use super::support::screen::Reader;

#[test]
fn a_line_between_panes_goes_where_it_is_pulled() {
    let mut reader = reader(Size::new(120, 40));
    let right = |reader: &Reader| reader.state.areas().pane(Pane::Reading).x;
    let from = right(&reader);
    reader.press(&format!("<drag:{},20-61,20>", from + 1));
    assert_eq!(right(&reader), 60);
    // The share stays, whatever the size, and comes back exactly.
    reader.press("<resize:200x50>");
    assert_eq!(right(&reader), 100);
    reader.press("<resize:40x12> <resize:120x40>");
    assert_eq!(right(&reader), 60);
    // No further than the panes' least sizes.
    reader.press("<drag:61,20-1,20>");
    let areas = reader.state.areas();
    assert!(areas.pane(Pane::Quotes).width >= 24, "{areas:?}");
    let at = right(&reader);
    reader.press(&format!("<drag:{},20-120,20>", at + 1));
    assert_eq!(reader.state.areas().pane(Pane::Reading).width, 32);

    let lower = |reader: &Reader| reader.state.areas().pane(Pane::Events).y;
    let issues = reader.state.areas().pane(Pane::Issues);
    let (x, y) = (
        reader.state.areas().pane(Pane::Events).x + 4,
        lower(&reader),
    );
    reader.press(&format!("<drag:{x},{}-{x},11>", y + 1));
    assert_eq!(lower(&reader), 10);
    assert_eq!(
        reader.state.areas().pane(Pane::Issues),
        issues,
        "of its own"
    );
}

#[test]
fn the_rule_above_the_detail_can_be_pulled() {
    let mut reader = reader(Size::new(80, 24));
    let rule = |reader: &Reader| reader.state.areas().pane(Pane::Reading).y;
    let from = rule(&reader);
    reader.press(&format!("<drag:40,{}-40,16>", from + 1));
    assert_eq!(rule(&reader), 15);
    reader.press("<drag:40,16-40,1>");
    assert_eq!(reader.state.areas().content(Pane::Actors).height, 3);
    let from = rule(&reader);
    reader.press(&format!("<drag:40,{}-40,24>", from + 1));
    assert_eq!(reader.state.areas().pane(Pane::Reading).height, 4);
}
