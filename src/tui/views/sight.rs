//! A view in the place of the lists: a window over its sheet.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, Widget};

use crate::report::sheet::{Cell, Line, Shown};
use crate::text::width::width;
use crate::text::wrap::wrap;

use crate::tui::layout::{Areas, Shape};
use crate::tui::sight::Sight;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::{Canvas, scrollbar};

/// Where the sheet stands: within the frame, with a column at the left for the mark of what is
/// selected while something else has the focus. Without a frame a column at the right is left for
/// the scrollbar; on a small screen the view is not seen without the focus, and needs no mark.
pub(in crate::tui) fn area(state: &State) -> Rect {
    let areas = state.areas();
    let view = areas.view;
    let (frame, left, right) = match areas.shape {
        Shape::Wide => (1, 2, 1),
        Shape::Medium => (0, 1, 1),
        Shape::Small => (0, 0, 1),
    };
    Rect {
        x: view.x.saturating_add(left),
        y: view.y.saturating_add(frame),
        width: view.width.saturating_sub(left + right),
        height: view.height.saturating_sub(2 * frame),
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
        return empty(&sight.sheet.empty, (area, screen), buf);
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

/// Says what helps, in as many lines as it takes.
fn empty(text: &str, (area, screen): (Rect, Canvas<'_>), buf: &mut Buffer) {
    let room = usize::from(area.width);
    let lines = wrap(text, room, room).into_iter();
    for (range, y) in lines.zip(area.top()..area.bottom()) {
        let line = text.get(range).unwrap_or_default();
        let at = Position::new(area.x, y);
        screen.text(buf, at, area.width, line, screen.style(Meaning::Dim));
    }
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
    let name = format!(" {} ", sight.view.title());
    // Its name has room before all else.
    let room = usize::from(line.width).saturating_sub(width(&name) + 2);
    let about = sight.about(state.glyphs);
    let about = match &*screen.cut(&about, room as u16) {
        "" => String::new(),
        about => format!(" {about} "),
    };
    let right = screen.text_right(buf, line, &about, style(Meaning::Dim));
    let room = line.width.saturating_sub(right);
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
        if is_edge(one, area.width) {
            let more = screen.style(Meaning::Dim);
            screen.text(
                buf,
                area.as_position(),
                area.width,
                screen.glyphs.ellipsis(),
                more,
            );
        } else {
            cell(one, (area, screen), buf);
        }
        if at.is_some_and(|at| (at, n) == sight.at) {
            selected(state, (area, screen), buf);
        }
    }
}

/// Whether so little of a cell is seen at the right end that it says nothing: less than half of it,
/// where its text needs more.
fn is_edge(one: &Cell, seen: u16) -> bool {
    let is_part = one.shown == Shown::Whole && seen < one.width / 2;
    is_part && width(one.text().trim_end()) > usize::from(seen)
}

/// Shows that a cell is selected: a bar, or a mark at its left while something else has the focus.
fn selected(state: &State, (area, screen): (Rect, Canvas<'_>), buf: &mut Buffer) {
    if state.in_sight() {
        screen.lay(buf, area, Meaning::Selection);
    } else if let Some(x) = area.x.checked_sub(1) {
        let style = screen.style(Meaning::PassiveSelection);
        let at = Position::new(x, area.y);
        screen.text(buf, at, 1, screen.glyphs.bar(), style);
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

/// The cell that a click on a cell of the screen selects.
pub(in crate::tui) fn cell_at(state: &State, at: Position) -> Option<(usize, usize)> {
    let sight = state.sight.as_ref()?;
    let area = area(state);
    if !area.contains(at) {
        return None;
    }
    let below = usize::from(at.y - area.y).checked_sub(sight.sheet.head.len())?;
    let column = at.x - area.x;
    let moved = match column.checked_sub(sight.sheet.stub) {
        Some(_) => sight.left,
        None => 0,
    };
    let place = (sight.top + below, column.saturating_add(moved));
    sight.sheet.belonging(place)
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
