//! Drawing: the state as cells. Nothing here changes anything.

mod canvas;
mod catalogue;
mod chooser;
mod chrome;
mod frame;
mod help;
mod list;
mod overlay;
mod pen;
mod prompt;
mod reading;
mod search;
mod sight;
mod tabs;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::report::GlyphSet;
use crate::text::fold::Needle;
use crate::text::width::width;

use super::layout::Areas;
use super::pane::Pane;
use super::state::State;
use super::theme::{Meaning, Theme};

use canvas::Canvas;
pub(super) use catalogue::{
    filter_line as catalogue_filter_line, page as catalogue_page, preview_width,
    row_at as catalogue_row_at,
};
pub(super) use chooser::page as chooser_page;
pub(super) use chrome::{filter_line, hint_bar};
pub(super) use frame::names;
pub(super) use list::row_at;
pub use overlay::OverlayPart;
pub(super) use overlay::{
    area as overlay_area, faults, lines as overlay_lines, part_at as overlay_part,
    width as overlay_width,
};
pub use pen::Deed;
pub(super) use pen::Piece;
pub(super) use prompt::area as prompt_area;
pub(super) use reading::link_at;
pub(super) use search::{page as search_page, preview_width as search_preview_width};
pub(super) use sight::{area as sight_area, cell_at as sight_cell_at};
pub(super) use tabs::{tabs, view_name};

/// Draws the whole screen into a part of a buffer as large as the state's size; what does not fit
/// is left out.
pub fn draw(state: &State, theme: &Theme, buf: &mut Buffer) {
    let screen = Canvas {
        area: Rect::new(0, 0, state.size.width, state.size.height).intersection(buf.area),
        theme,
        glyphs: state.glyphs,
    };
    let areas = state.areas();
    if state.scene.is_library() {
        catalogue::draw(state, screen, buf);
    } else {
        panes(state, &areas, screen, buf);
    }
    chrome::hints(state, &areas, screen, buf);
    if state.overlay.is_none() {
        prompt::draw(state, &areas, screen, buf);
    }
    overlay::draw(state, screen, buf);
    if state.glyphs == GlyphSet::Ascii {
        in_ascii(screen.area, buf);
    }
}

/// Draws a briefing: what stands around the panes, and the panes.
fn panes(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    chrome::header(state, areas, screen, buf);
    tabs::draw(state, areas, screen, buf);
    sight::draw(state, areas, screen, buf);
    let others = Pane::ALL.into_iter().filter(|pane| *pane != state.focus);
    // The pane with the focus comes last: the frame that it shares with others is its own.
    for pane in others.chain([state.focus]) {
        let area = areas.pane(pane).intersection(screen.area);
        if !area.is_empty() {
            frame::draw(state, areas, pane, screen, buf);
            match pane {
                Pane::Reading => reading::draw(state, areas, screen, buf),
                list => list::draw(state, areas, list, screen, buf),
            }
        }
    }
    for pane in Pane::ALL {
        frame::title(state, areas, pane, screen, buf);
    }
    chrome::filter(state, areas, screen, buf);
}

/// Draws lines and corners with what ASCII has for them. They meet at corners that the frames make
/// together, so this is done when all of them stand.
fn in_ascii(area: Rect, buf: &mut Buffer) {
    for position in area.positions() {
        let Some(cell) = buf.cell_mut(position) else {
            continue;
        };
        let mut symbol = cell.symbol().chars();
        let plain = match (symbol.next(), symbol.next()) {
            (Some('─' | '━' | '═'), None) => "-",
            (Some('│' | '║'), None) => "|",
            (Some('┃'), None) => "#",
            (Some('\u{2500}'..='\u{257f}'), None) => "+",
            _ => continue,
        };
        cell.set_symbol(plain);
    }
}

/// Where the terminal's own cursor stands: on the selected row, for screen readers and
/// magnifiers, or in the prompt.
pub fn cursor(state: &State) -> Option<Position> {
    let areas = state.areas();
    let position = if state.overlay.is_some() {
        Some(overlay::cursor(state))
    } else if state.prompt.is_some() {
        prompt::cursor(state, &areas)
    } else if state.scene.is_library() {
        catalogue::cursor(state)
    } else if state.in_sight() {
        sight::cursor(state)
    } else if state.focus == Pane::Reading {
        reading::cursor(state, &areas)
    } else {
        list::cursor(state, &areas)
    };
    let screen = Rect::new(0, 0, state.size.width, state.size.height);
    position.filter(|position| screen.contains(*position))
}

/// The key that goes to a list pane, with a space behind it; nothing where it has none, or none
/// that is short.
fn key_of(state: &State, pane: Pane) -> String {
    let key = pane.command().and_then(|id| state.keymap.keys(id).next());
    let key = key.map_or(String::new(), |key| key.to_string());
    match key.chars().count() {
        1..=3 => key + " ",
        _ => String::new(),
    }
}

/// A scrollbar in a column, where there is more than fits.
fn scrollbar(
    column: Rect,
    (top, page, count): (usize, usize, usize),
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    let height = usize::from(column.height);
    if count <= page || height < 2 {
        return;
    }
    let thumb = (height * page / count).clamp(1, height - 1);
    let most = count - page;
    let start = (top.min(most) * (height - thumb) + most / 2) / most;
    for y in start..start + thumb {
        let at = Position::new(column.x, column.y.saturating_add(y as u16));
        screen.text(buf, at, 1, "┃", screen.style(Meaning::Dim));
    }
}

/// How many records a list has: `14`, or `3/14` of them under a filter; `2 + 1?/14` where one of
/// them only possibly meets it.
fn count(state: &State, pane: Pane) -> String {
    chrome::left(state, pane.kinds())
}

/// Marks what is looked for in a text that was written from a cell on, within some cells.
fn mark_found(
    state: &State,
    (pane, current): (Pane, bool),
    (at, cells): (Position, u16),
    text: &str,
    (screen, buf): (Canvas<'_>, &mut Buffer),
) {
    let Some(find) = state.find.as_ref().filter(|find| find.pane == pane) else {
        return;
    };
    marked((&find.needle, current), (at, cells), text, (screen, buf));
}

/// Marks some words in a text that was written from a cell on, within some cells.
fn marked(
    (needle, current): (&Needle, bool),
    (at, cells): (Position, u16),
    text: &str,
    (screen, buf): (Canvas<'_>, &mut Buffer),
) {
    let meaning = if current {
        Meaning::CurrentMatch
    } else {
        Meaning::Match
    };
    for range in needle.find_in(text) {
        let before = width(text.get(..range.start).unwrap_or_default()) as u16;
        let long = width(text.get(range).unwrap_or_default()) as u16;
        let area = Rect::new(at.x.saturating_add(before), at.y, long, 1);
        let area = area.intersection(Rect::new(at.x, at.y, cells, 1));
        screen.lay(buf, area, meaning);
    }
}
