//! Links of the detail.

use std::path::Path;

use briefing::tui::hit::{Target, target};
use briefing::tui::pane::Pane;
use ratatui::layout::Position;

use super::support::screen::Reader;
use super::{SIZES, in_pane};

#[test]
fn every_link_is_where_it_is_drawn() {
    for size in SIZES {
        let seen = links_found(in_pane(size, Pane::Reading));
        assert!(seen > 20, "{size:?}: {seen} links");
    }
}

#[test]
fn a_link_behind_characters_of_any_width_is_where_it_is_drawn() {
    for size in SIZES {
        let mut reader = Reader::path(Path::new("tests/files/wide"), size);
        reader.press("<F2> 3 <Enter>");
        let seen = links_found(reader);
        assert!(seen > 5, "{size:?}: {seen} links");
    }
}

/// Goes through the links of the overview, and counts those whose first cell is seen.
fn links_found(mut reader: Reader) -> usize {
    reader.press("0 g");
    let mut seen = 0;
    for _ in 0..100 {
        let (link, at) = (reader.state.reading.link, reader.cursor().unwrap());
        let Some(link) = link else {
            reader.press("j");
            continue;
        };
        let begins = reader.state.reading.laid.links[link].lines.start;
        if begins >= reader.state.reading.top {
            assert_eq!(target(&reader.state, at), Target::Link(link), "{at}");
            seen += 1;
        }
        let left = Position::new(at.x.saturating_sub(1), at.y);
        assert_ne!(target(&reader.state, left), Target::Link(link), "{at}");
        reader.press("j");
    }
    seen
}

#[test]
fn a_click_selects_a_link_and_another_follows_it() {
    for size in SIZES {
        let mut reader = in_pane(size, Pane::Issues);
        reader.press("0 g");
        while reader.state.reading.link.is_none_or(|link| link < 2) {
            reader.press("j");
        }
        let (link, at) = (reader.link().cloned(), reader.cursor().unwrap());
        reader.press("k");
        assert_ne!(reader.link(), link.as_ref());
        let subject = reader.state.reading.subject.clone();
        if size.width > 40 {
            // Where the detail is without the focus, it gets it.
            reader.state.focus = Pane::Issues;
        }
        reader.click(at);
        assert_eq!(reader.state.focus, Pane::Reading);
        assert_eq!(reader.link(), link.as_ref());
        assert_eq!(reader.state.reading.subject, subject, "not yet");
        reader.click(at);
        assert_ne!(reader.state.reading.subject, subject, "{size:?}");
        reader.press("H");
        assert_eq!(reader.state.reading.subject, subject);
    }
}
