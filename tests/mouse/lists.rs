//! Rows of lists.

use briefing::tui::hit::{Target, target};
use briefing::tui::pane::Pane;
use ratatui::layout::Size;

use super::{SIZES, in_pane, is_record, line, lines_of, top_of};

#[test]
fn a_click_on_the_selected_row_of_another_pane_moves_the_focus_alone() {
    for size in [Size::new(120, 40), Size::new(80, 24)] {
        let mut reader = in_pane(size, Pane::Quotes);
        reader.press("j j");
        let (there, selected) = (
            reader.cursor().unwrap(),
            reader.state.selected(Pane::Quotes),
        );
        reader.press("<Enter>");
        assert_eq!(reader.state.focus, Pane::Reading);
        reader.click(there);
        assert_eq!(reader.state.focus, Pane::Quotes);
        assert_eq!(reader.state.selected(Pane::Quotes), selected);
        assert_eq!(reader.cursor(), Some(there));
    }
}

#[test]
fn a_click_selects_the_row_that_is_drawn_there() {
    for size in SIZES {
        for pane in Pane::LISTS {
            let mut reader = in_pane(size, pane);
            reader.press("G");
            // From the last row to the first, so that every click is on another row.
            for at in lines_of(&reader, pane).into_iter().rev() {
                let Target::Row(_, row) = target(&reader.state, at) else {
                    continue;
                };
                let record = is_record(&reader, pane, row);
                let (text, before) = (line(&reader, at.y), reader.state.list(pane).unwrap().at);
                if row == before {
                    continue;
                }
                let top = top_of(&reader, pane);
                reader.click(at);
                let list = reader.state.list(pane).unwrap();
                let expected = if record { row } else { before };
                assert_eq!(list.at, expected, "{size:?} {pane:?} {at}: {text}");
                if !record || list.top != top {
                    continue;
                }
                let cursor = reader.cursor().unwrap();
                let height = reader.state.row_height(pane) as u16;
                let drawn = cursor.y..cursor.y + height;
                assert!(drawn.contains(&at.y), "{size:?} {pane:?} {at}: {cursor}");
            }
        }
    }
}

#[test]
fn a_second_click_opens_the_row() {
    for size in SIZES {
        for pane in Pane::LISTS {
            let mut reader = in_pane(size, pane);
            reader.press("G k g");
            let mut cells = lines_of(&reader, pane).into_iter();
            let at = cells.find(|at| {
                let Target::Row(_, row) = target(&reader.state, *at) else {
                    return false;
                };
                let record = is_record(&reader, pane, row);
                record && row != reader.state.list(pane).unwrap().at
            });
            let at = at.expect("another row");
            reader.click(at);
            assert_eq!(reader.state.focus, pane);
            reader.click(at);
            assert_eq!(reader.state.focus, Pane::Reading, "{size:?} {pane:?}");
            // As a key: there is a way back.
            reader.press("H");
            assert_eq!(reader.state.focus, pane);
        }
    }
}

#[test]
fn the_second_click_need_not_be_on_the_row_when_its_heading_has_come_into_sight() {
    let mut reader = in_pane(Size::new(40, 7), Pane::Actors);
    let first = lines_of(&reader, Pane::Actors)[0];
    for _ in 0..30 {
        reader.press("j");
        let Some(above) = top_of(&reader, Pane::Actors).checked_sub(1) else {
            continue;
        };
        if is_record(&reader, Pane::Actors, above) {
            continue;
        }
        reader.click(first);
        let selected = reader.state.selected(Pane::Actors);
        assert_eq!(
            top_of(&reader, Pane::Actors),
            above,
            "the heading is not seen"
        );
        reader.click(first);
        assert_eq!(reader.state.focus, Pane::Reading);
        assert_eq!(reader.state.selected(Pane::Actors), selected);
        return;
    }
    panic!("no heading is above the screen");
}

#[test]
fn a_click_where_there_is_no_row_gives_the_focus() {
    let mut reader = in_pane(Size::new(120, 40), Pane::Actors);
    let plans = reader.press("<click:Plans>").state.focus;
    assert_eq!(plans, Pane::Plans);
    reader.press("<click:Issues>");
    let selected = reader.state.selected(Pane::Issues);
    let last = *lines_of(&reader, Pane::Issues).last().unwrap();
    assert_eq!(target(&reader.state, last), Target::Pane(Pane::Issues));
    reader.press("3").click(last);
    assert_eq!(reader.state.focus, Pane::Issues);
    assert_eq!(reader.state.selected(Pane::Issues), selected);
}
