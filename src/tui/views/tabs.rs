//! The names of the panes, where not all of them are seen.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::text::width::width;

use crate::tui::layout::{Areas, Shape};
use crate::tui::pane::Pane;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::frame::unusual_order;
use super::{Canvas, chrome, count, key_of};

/// How much the names of the panes say, from the most to the least.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Detail {
    /// Key, name and count of every list.
    Counts,
    /// Key and name of every list, the count of the one that is seen.
    Names,
    /// Key, name and count of the one with the focus, the keys of the others.
    Keys,
}

/// The fewest cells in which what stands at the right still says something.
const FEWEST: usize = 4;

/// Draws the names of the panes, the one with the focus marked. At the right stands what there is
/// no other line for: the order of the list that is seen, where it is not the usual one; on a small
/// screen that the file could not be read, what is filtered by, or what is open.
pub(super) fn draw(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = areas.tabs.intersection(screen.area);
    if area.is_empty() {
        return;
    }
    let roomy = areas.shape == Shape::Medium;
    let line = Rect {
        x: area.x.saturating_add(u16::from(roomy)),
        width: area.width.saturating_sub(2 * u16::from(roomy)),
        ..area
    };
    let (aside, look) = aside(state, areas.shape);
    let reserved = match width(&aside) {
        cells if roomy && cells > 0 => cells + 2,
        _ => 0,
    };
    let room = usize::from(line.width).saturating_sub(reserved);
    let (texts, gap) = fitting(state, room, roomy);
    let mut x = line.x;
    for (pane, text) in texts {
        let meaning = if pane == state.focus {
            Meaning::Focus
        } else if pane == state.list && roomy {
            Meaning::Title
        } else {
            Meaning::Dim
        };
        let left = line.right().saturating_sub(x);
        let text = screen.cut(&text, left);
        let at = Position::new(x, line.y);
        x += screen.text(buf, at, left, &text, screen.style(meaning));
        x += gap;
    }
    let rest = Rect {
        x,
        width: line.right().saturating_sub(x),
        ..line
    };
    let aside = screen.cut(&aside, rest.width.saturating_sub(1));
    if width(&aside) >= FEWEST {
        screen.text_right(buf, rest, &aside, screen.style(look));
    }
}

/// What stands at the right.
fn aside(state: &State, shape: Shape) -> (String, Meaning) {
    let order = unusual_order(state, state.list).filter(|_| state.focus != Pane::Reading);
    let order = order.map(|order| (order.to_owned(), Meaning::Dim));
    if shape != Shape::Small {
        return order.unwrap_or((String::new(), Meaning::Dim));
    }
    let stale = chrome::stale(state).map(|stale| (stale, Meaning::Fault));
    let chosen = (!state.filter.is_empty()).then(|| (chrome::chosen(state), Meaning::Ticked));
    let open = || (chrome::heading(state, shape).0, Meaning::Dim);
    stale.or(chosen).or(order).unwrap_or_else(open)
}

/// The names that say most of what fits, and the cells between them.
fn fitting(state: &State, room: usize, roomy: bool) -> (Vec<(Pane, String)>, u16) {
    let all: &[(Detail, u16)] = if roomy {
        &[
            (Detail::Counts, 3),
            (Detail::Counts, 2),
            (Detail::Names, 2),
            (Detail::Names, 1),
            (Detail::Keys, 1),
        ]
    } else {
        &[(Detail::Keys, 1)]
    };
    // The rule above the detail says what it is: there it can be left out here.
    let tries: &[&[Pane]] = if roomy && !state.zoomed && state.focus != Pane::Reading {
        &[&Pane::ALL, &Pane::LISTS]
    } else {
        &[&Pane::ALL]
    };
    let mut last = (Vec::new(), 1);
    for (detail, gap) in all {
        for panes in tries {
            let texts: Vec<_> = panes
                .iter()
                .filter_map(|pane| Some((*pane, text(state, *pane, *detail)?)))
                .collect();
            let cells: usize = texts.iter().map(|(_, text)| width(text)).sum();
            let gaps = usize::from(*gap) * texts.len().saturating_sub(1);
            let fits = cells + gaps <= room;
            last = (texts, *gap);
            if fits {
                return last;
            }
        }
    }
    last
}

/// What is said of a pane; nothing where there is no room for it.
fn text(state: &State, pane: Pane, detail: Detail) -> Option<String> {
    let focused = pane == state.focus;
    if pane == Pane::Reading {
        let heading = state.reading.laid.document.heading.as_str();
        let name = if heading.is_empty() {
            pane.title()
        } else {
            heading
        };
        return (detail != Detail::Keys || focused).then(|| name.to_owned());
    }
    // Its user's own key, which need not be a digit; there may be none.
    let key = key_of(state, pane);
    let name = pane.title();
    let whole = || format!("{key}{name} {}", count(state, pane));
    match detail {
        Detail::Counts => Some(whole()),
        Detail::Names if pane == state.list => Some(whole()),
        Detail::Names => Some(format!("{key}{name}")),
        Detail::Keys if focused => Some(whole()),
        Detail::Keys => Some(key.trim_end().to_owned()).filter(|key| !key.is_empty()),
    }
}
