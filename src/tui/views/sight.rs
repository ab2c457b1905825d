//! A view in the place of the lists: a window over its sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, Widget};

use crate::report::sheet::{Cell, Line, Shown};
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
        if y == area.top() && sight.sheet.strip.is_some() {
            whole(sight, one, (strip, screen), buf);
        } else {
            line(state, (sight, at), one, (strip, screen), buf);
        }
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

/// The line that stands for the whole of what moves, with what is on the screen between brackets.
fn whole(sight: &Sight, line: &Line, (strip, screen): (Rect, Canvas<'_>), buf: &mut Buffer) {
    for one in line.cells.iter().filter(|one| one.at < strip.width) {
        let area = Rect {
            x: strip.x.saturating_add(one.at),
            width: one.width.min(strip.width - one.at),
            ..strip
        };
        cell(one, (area, screen), buf);
    }
    let stub = sight.sheet.stub;
    let (from, room) = (
        stub.saturating_add(sight.left),
        strip.width.saturating_sub(stub),
    );
    let Some((first, last)) = sight.sheet.window(from, room) else {
        return;
    };
    let style = screen.style(Meaning::Title);
    for (sign, at) in [("[", first.checked_sub(1)), ("]", last.checked_add(1))] {
        if let Some(at) = at.filter(|at| *at < strip.width) {
            let at = Position::new(strip.x.saturating_add(at), strip.y);
            screen.text(buf, at, 1, sign, style);
        }
    }
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
        let Some((from, width)) = seen(one, (stub, sight.left)) else {
            continue;
        };
        if from >= strip.width {
            continue;
        }
        let area = Rect {
            x: strip.x.saturating_add(from),
            width: width.min(strip.width - from),
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

/// Where a cell begins on the screen, and how much of its width is seen, behind what stays at the
/// left and with so many columns moved out of sight.
fn seen(cell: &Cell, (stub, left): (u16, u16)) -> Option<(u16, u16)> {
    if cell.at < stub {
        return Some((cell.at, cell.width));
    }
    let start = stub.saturating_add(left);
    match (cell.at.checked_sub(left), cell.shown) {
        (Some(from), _) if from >= stub => Some((from, cell.width)),
        (_, Shown::Whole) => None,
        (_, Shown::Sliding | Shown::Repeated) => {
            let end = cell.at.saturating_add(cell.width);
            let width = end.checked_sub(start).filter(|width| *width > 0)?;
            Some((stub, width))
        }
    }
}

fn cell(cell: &Cell, (area, screen): (Rect, Canvas<'_>), buf: &mut Buffer) {
    if let ([one], Shown::Repeated) = (cell.spans.as_slice(), cell.shown) {
        let text = one.text.repeat(usize::from(area.width));
        let style = screen.style(Meaning::Span(one.role));
        screen.text(buf, area.as_position(), area.width, &text, style);
        return;
    }
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
