//! The names of the panes, where not all of them are seen.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::text::width::width;

use crate::tui::layout::{Areas, Shape};
use crate::tui::pane::Pane;
use crate::tui::sight::Sight;
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

/// A pane's name, and where it stands.
pub(in crate::tui) struct Tab {
    pub(in crate::tui) pane: Pane,
    pub(in crate::tui) area: Rect,
    text: String,
}

/// Draws the names of the panes, the one with the focus marked. At the right stands what there is
/// no other line for: the order of the list that is seen, where it is not the usual one; on a small
/// screen that the file could not be read, what is filtered by, or what is open.
pub(super) fn draw(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    let line = line(areas);
    if line.intersection(screen.area).is_empty() {
        return;
    }
    if let Some(sight) = &state.sight {
        return of_view(state, sight, areas, (line, screen), buf);
    }
    let (aside, look) = aside(state, areas.shape);
    let (tabs, end) = laid_out(state, areas, &aside);
    for tab in tabs {
        let meaning = if tab.pane == state.focus {
            Meaning::Focus
        } else if tab.pane == state.list && areas.shape == Shape::Medium {
            Meaning::Title
        } else {
            Meaning::Dim
        };
        let (at, cells) = (tab.area.as_position(), tab.area.width);
        screen.text(buf, at, cells, &tab.text, screen.style(meaning));
    }
    let rest = Rect {
        x: end,
        width: line.right().saturating_sub(end),
        ..line
    };
    let aside = screen.cut(&aside, rest.width.saturating_sub(1));
    if width(&aside) >= FEWEST {
        screen.text_right(buf, rest, &aside, screen.style(look));
    }
}

/// The name of the view that stands in their place, and what it shows.
fn of_view(
    state: &State,
    sight: &Sight,
    areas: &Areas,
    (line, screen): (Rect, Canvas<'_>),
    buf: &mut Buffer,
) {
    let title = named(state, sight, areas);
    let meaning = if areas.view.is_empty() || state.in_sight() {
        Meaning::Focus
    } else {
        Meaning::Title
    };
    let used = screen.text(
        buf,
        line.as_position(),
        line.width,
        title,
        screen.style(meaning),
    );
    let rest = behind(line, used);
    let about = sight.about(state.glyphs);
    let about = if areas.view.is_empty() {
        sight.view.title()
    } else {
        &about
    };
    let about = screen.cut(about, rest.width);
    screen.text_right(buf, rest, &about, screen.style(Meaning::Dim));
}

/// What is named first: the view, or the detail where that has the whole screen.
fn named<'a>(state: &'a State, sight: &Sight, areas: &Areas) -> &'a str {
    if areas.view.is_empty() {
        state.reading.laid.document.heading.as_str()
    } else {
        sight.view.title()
    }
}

/// The rest of a line behind a name of so many cells.
fn behind(line: Rect, used: u16) -> Rect {
    Rect {
        x: line.x.saturating_add(used + 2),
        width: line.width.saturating_sub(used + 2),
        ..line
    }
}

/// Where the name of the view stands in the line of names; nowhere where there is no such line.
pub(in crate::tui) fn view_name(state: &State, areas: &Areas) -> Rect {
    let Some(sight) = state.sight.as_ref().filter(|_| !areas.tabs.is_empty()) else {
        return Rect::ZERO;
    };
    let line = line(areas);
    let cells = |text: &str, room: u16| (width(text) as u16).min(room);
    let first = cells(named(state, sight, areas), line.width);
    if !areas.view.is_empty() {
        return Rect {
            width: first,
            ..line
        };
    }
    let rest = behind(line, first);
    let own = cells(sight.view.title(), rest.width);
    Rect {
        x: rest.right().saturating_sub(own),
        width: own,
        ..rest
    }
}

/// The names of the panes, where they are seen.
pub(in crate::tui) fn tabs(state: &State, areas: &Areas) -> Vec<Tab> {
    if areas.tabs.is_empty() || state.sight.is_some() {
        return Vec::new();
    }
    let (aside, _) = aside(state, areas.shape);
    laid_out(state, areas, &aside).0
}

/// The line without its margins.
fn line(areas: &Areas) -> Rect {
    let margin = u16::from(areas.shape == Shape::Medium);
    Rect {
        x: areas.tabs.x.saturating_add(margin),
        width: areas.tabs.width.saturating_sub(2 * margin),
        ..areas.tabs
    }
}

/// The names beside what stands at the right, and the column behind them.
fn laid_out(state: &State, areas: &Areas, aside: &str) -> (Vec<Tab>, u16) {
    let (line, roomy) = (line(areas), areas.shape == Shape::Medium);
    let reserved = match width(aside) {
        cells if roomy && cells > 0 => cells + 2,
        _ => 0,
    };
    let room = usize::from(line.width).saturating_sub(reserved);
    let (texts, gap) = fitting(state, room, roomy);
    let mut x = line.x;
    let mut tabs = Vec::with_capacity(texts.len());
    for (pane, text) in texts {
        let left = line.right().saturating_sub(x);
        let text = state.glyphs.truncate(&text, usize::from(left)).into_owned();
        let area = Rect {
            x,
            width: (width(&text) as u16).min(left),
            ..line
        };
        x = area.right().saturating_add(gap);
        tabs.push(Tab { pane, area, text });
    }
    (tabs, x)
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
        return match detail {
            Detail::Keys if focused => Some(name.to_owned()),
            // Where there is a mouse, there has to be something to click on.
            Detail::Keys if state.pointer.is_taken() => Some(pane.title().to_owned()),
            Detail::Keys => None,
            Detail::Counts | Detail::Names => Some(name.to_owned()),
        };
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
        Detail::Keys if key.is_empty() && state.pointer.is_taken() => Some(name.to_owned()),
        Detail::Keys => Some(key.trim_end().to_owned()).filter(|key| !key.is_empty()),
    }
}
