//! A view in the place of the lists: a window over its sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, Widget};

use crate::report::sheet::{Cell, Line};
use crate::text::width::width;

use crate::tui::layout::{Areas, Shape};
use crate::tui::sight::Sight;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::{Canvas, scrollbar};

/// Where the sheet stands.
pub(in crate::tui) fn area(state: &State) -> Rect {
    let areas = state.areas();
    let view = areas.view;
    let area = match areas.shape {
        Shape::Wide => Rect {
            x: view.x.saturating_add(1),
            y: view.y.saturating_add(1),
            width: view.width.saturating_sub(2),
            height: view.height.saturating_sub(2),
        },
        Shape::Medium | Shape::Small => view,
    };
    // A column at the right for the scrollbar where there is no frame for it.
    Rect {
        width: area
            .width
            .saturating_sub(u16::from(areas.shape != Shape::Wide)),
        ..area
    }
}

/// Draws the view, with its frame on a wide screen.
pub(super) fn draw(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    let Some(sight) = &state.sight else { return };
    let framed = areas.view.intersection(screen.area);
    if framed.is_empty() {
        return;
    }
    if areas.shape == Shape::Wide {
        frame(state, sight, (framed, screen), buf);
    }
    let area = area(state).intersection(screen.area);
    if !sight.sheet.empty.is_empty() {
        let text = screen.cut(&sight.sheet.empty, area.width.saturating_sub(1));
        let at = Position::new(area.x.saturating_add(1), area.y);
        screen.text(buf, at, area.width, &text, screen.style(Meaning::Dim));
        return;
    }
    let head = sight.sheet.head.iter().map(|line| (None, line));
    let rows = sight.sheet.lines.iter().enumerate().skip(sight.top);
    let rows = rows.map(|(at, line)| (Some(at), line));
    for ((at, one), y) in head.chain(rows).zip(area.top()..area.bottom()) {
        let strip = Rect {
            y,
            height: 1,
            ..area
        };
        line(state, (sight, at), one, (strip, screen), buf);
    }
    let page = usize::from(area.height).saturating_sub(sight.sheet.head.len());
    let column = Rect {
        x: area.right(),
        width: 1,
        ..area
    };
    scrollbar(
        column,
        (sight.top, page, sight.sheet.lines.len()),
        screen,
        buf,
    );
}

fn frame(state: &State, sight: &Sight, (area, screen): (Rect, Canvas<'_>), buf: &mut Buffer) {
    let (border, title) = if state.in_sight() {
        (screen.theme.frame_of_focus(), Meaning::Focus)
    } else {
        (screen.style(Meaning::Frame), Meaning::FrameTitle)
    };
    Block::bordered()
        .merge_borders(MergeStrategy::Exact)
        .border_style(border)
        .render(area, buf);
    let line = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    let plain = screen.style(Meaning::FrameTitle);
    let style = |meaning| plain.patch(screen.style(meaning));
    let about = format!(" {} ", sight.sheet.about);
    let right = screen.text_right(buf, line, &about, style(Meaning::Dim));
    let room = line.width.saturating_sub(right);
    let name = format!(" {} ", sight.view.title());
    screen.text(buf, line.as_position(), room, &name, style(title));
}

/// A line of the sheet: what stays at its left, then what can be seen of the rest.
fn line(
    state: &State,
    (sight, at): (&Sight, Option<usize>),
    line: &Line,
    (strip, screen): (Rect, Canvas<'_>),
    buf: &mut Buffer,
) {
    let stub = sight.sheet.stub;
    for (n, one) in line.cells.iter().enumerate() {
        let stays = one.at < stub;
        let from = if stays {
            one.at
        } else {
            let Some(from) = one.at.checked_sub(sight.left).filter(|from| *from >= stub) else {
                continue;
            };
            from
        };
        if from >= strip.width {
            continue;
        }
        let area = Rect {
            x: strip.x.saturating_add(from),
            width: one.width.min(strip.width - from),
            ..strip
        };
        cell(one, (area, screen), buf);
        if at.is_some_and(|at| (at, n) == sight.at) {
            let meaning = if state.in_sight() {
                Meaning::Selection
            } else {
                Meaning::SelectedLink
            };
            screen.lay(buf, area, meaning);
        }
    }
}

fn cell(cell: &Cell, (area, screen): (Rect, Canvas<'_>), buf: &mut Buffer) {
    let mut x = area.x;
    for span in &cell.spans {
        let room = area.right().saturating_sub(x);
        let style = screen.style(Meaning::Span(span.role));
        let at = Position::new(x, area.y);
        // Where there is no room for all of it, nothing stands behind its cut end.
        if width(span.text.trim_end()) > usize::from(room) {
            let text = screen.cut(&span.text, room);
            screen.text(buf, at, room, &text, style);
            return;
        }
        x = x.saturating_add(screen.text(buf, at, room, &span.text, style));
    }
}

/// Where the terminal's cursor stands: at the selected cell.
pub(super) fn cursor(state: &State) -> Option<Position> {
    let sight = state.sight.as_ref()?;
    let area = area(state);
    let cell = sight.sheet.cell(sight.at)?;
    let column = if cell.at < sight.sheet.stub {
        cell.at
    } else {
        cell.at.checked_sub(sight.left)?
    };
    let line = sight.at.0.checked_sub(sight.top)? + sight.sheet.head.len();
    let at = Position::new(
        area.x.saturating_add(column),
        area.y.saturating_add(line as u16),
    );
    area.contains(at).then_some(at)
}
