//! Drawing: the state as cells. Nothing here changes anything.

mod chooser;
mod chrome;
mod help;
mod list;
mod overlay;
mod prompt;
mod reading;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Widget};

use crate::report::GlyphSet;
use crate::text::width::width;

use super::layout::{Areas, Shape};
use super::pane::Pane;
use super::state::State;
use super::theme::{Meaning, Theme};

pub(super) use chooser::page as chooser_page;
pub(super) use overlay::{
    area as overlay_area, faults, lines as overlay_lines, width as overlay_width,
};

/// Draws the whole screen into a part of a buffer as large as the state's size; what does not fit
/// is left out.
pub fn draw(state: &State, theme: &Theme, buf: &mut Buffer) {
    let screen = Canvas {
        area: Rect::new(0, 0, state.size.width, state.size.height).intersection(buf.area),
        theme,
    };
    let areas = state.areas();
    chrome::header(state, &areas, screen, buf);
    chrome::tabs(state, &areas, screen, buf);
    let others = Pane::ALL.into_iter().filter(|pane| *pane != state.focus);
    // The pane with the focus comes last: the frame that it shares with others is its own.
    for pane in others.chain([state.focus]) {
        let area = areas.pane(pane).intersection(screen.area);
        if !area.is_empty() {
            frame(state, &areas, pane, screen, buf);
            match pane {
                Pane::Reading => reading::draw(state, &areas, screen, buf),
                list => list::draw(state, &areas, list, screen, buf),
            }
        }
    }
    for pane in Pane::ALL.into_iter().filter(|pane| *pane != state.focus) {
        retitle(state, &areas, pane, screen, buf);
    }
    chrome::filter(state, &areas, screen, buf);
    chrome::hints(state, &areas, screen, buf);
    if state.overlay.is_none() {
        prompt::draw(state, &areas, screen, buf);
    }
    overlay::draw(state, screen, buf);
    if state.glyphs == GlyphSet::Ascii {
        in_ascii(screen.area, buf);
    }
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
    } else if state.focus == Pane::Reading {
        reading::cursor(state, &areas)
    } else {
        list::cursor(state, &areas)
    };
    let screen = Rect::new(0, 0, state.size.width, state.size.height);
    position.filter(|position| screen.contains(*position))
}

/// The part of the buffer that may be drawn on, and how things look.
#[derive(Clone, Copy)]
struct Canvas<'a> {
    area: Rect,
    theme: &'a Theme,
}

impl Canvas<'_> {
    fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// Writes text from a cell on, within a number of cells; returns the cells it took.
    fn text(&self, buf: &mut Buffer, at: Position, cells: u16, text: &str, style: Style) -> u16 {
        let room = self.area.right().saturating_sub(at.x).min(cells);
        if room == 0 || !self.area.contains(at) {
            return 0;
        }
        let (end, _) = buf.set_stringn(at.x, at.y, text, usize::from(room), style);
        end.saturating_sub(at.x)
    }

    /// Writes text so that it ends before the right end of an area; returns the cells it took.
    fn text_right(&self, buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
        let cells = (width(text) as u16).min(area.width);
        let at = Position::new(area.right().saturating_sub(cells), area.y);
        self.text(buf, at, cells, text, style)
    }

    fn style_area(&self, buf: &mut Buffer, area: Rect, style: Style) {
        buf.set_style(area.intersection(self.area), style);
    }
}

/// A pane's frame and title: a box on a wide screen, a rule above the detail on a smaller one.
fn frame(state: &State, areas: &Areas, pane: Pane, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = areas.pane(pane).intersection(screen.area);
    let focused = pane == state.focus;
    let meaning = if focused {
        Meaning::Focus
    } else {
        Meaning::Frame
    };
    let (left, right) = title(state, pane);
    let title_meaning = if focused {
        Meaning::Focus
    } else {
        Meaning::FrameTitle
    };
    match areas.shape {
        Shape::Wide => {
            let left = Line::from(Span::styled(left, screen.style(title_meaning)));
            let right = Line::from(Span::styled(right, screen.style(Meaning::Dim)));
            Block::bordered()
                .merge_borders(MergeStrategy::Exact)
                .border_style(if focused {
                    screen.theme.frame_of_focus()
                } else {
                    screen.style(meaning)
                })
                .title_top(left)
                .title_top(right.right_aligned())
                .render(area, buf);
        }
        Shape::Medium if pane == Pane::Reading => {
            let rule = "─".repeat(usize::from(area.width));
            let at = area.as_position();
            screen.text(buf, at, area.width, &rule, screen.style(Meaning::Frame));
            let style = screen.style(title_meaning);
            screen.text(
                buf,
                Position::new(area.x + 1, area.y),
                area.width.saturating_sub(2),
                &left,
                style,
            );
            let end = Rect {
                width: area.width.saturating_sub(1),
                ..area
            };
            screen.text_right(buf, end, &right, screen.style(Meaning::Dim));
        }
        Shape::Medium | Shape::Small => {}
    }
}

/// Gives the title of a pane its own look again where the frame around it is that of the focus.
fn retitle(state: &State, areas: &Areas, pane: Pane, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = areas.pane(pane).intersection(screen.area);
    if areas.shape != Shape::Wide || area.is_empty() {
        return;
    }
    let (left, right) = title(state, pane);
    let cells = |text: &str| (width(text) as u16).min(area.width.saturating_sub(2));
    let start = area.x.saturating_add(1);
    let end = area.right().saturating_sub(1 + cells(&right));
    for (x, text, meaning) in [
        (start, left, Meaning::FrameTitle),
        (end, right, Meaning::Dim),
    ] {
        let style = screen
            .style(Meaning::FrameTitle)
            .patch(screen.style(meaning));
        screen.style_area(buf, Rect::new(x, area.y, cells(&text), 1), style);
    }
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

/// What stands in a pane's frame: its name on the left; counts or the place in the text on the
/// right.
fn title(state: &State, pane: Pane) -> (String, String) {
    if pane == Pane::Reading {
        let outside = if state.outside_filter() {
            "· outside the filter "
        } else {
            ""
        };
        let heading = &state.reading.laid.document.heading;
        return (format!(" {heading} {outside}"), reading::place(state));
    }
    let digit = key_of(state, pane);
    (
        format!(" {digit}{} ", pane.title()),
        format!(" {} ", count(state, pane)),
    )
}

/// How many rows a list has: `14`, or `3/14` of them under a filter; `2 + 1?/14` where one of them
/// only possibly meets it.
fn count(state: &State, pane: Pane) -> String {
    pane.kind()
        .map_or_else(String::new, |kind| chrome::left(state, kind))
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
    let meaning = if current {
        Meaning::CurrentMatch
    } else {
        Meaning::Match
    };
    for range in find.needle.find_in(text) {
        let before = width(text.get(..range.start).unwrap_or_default()) as u16;
        let long = width(text.get(range).unwrap_or_default()) as u16;
        let area = Rect::new(at.x.saturating_add(before), at.y, long, 1);
        let area = area.intersection(Rect::new(at.x, at.y, cells, 1));
        screen.style_area(buf, area, screen.style(meaning));
    }
}
