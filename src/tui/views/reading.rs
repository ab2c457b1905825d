//! The detail: the lines of its text that are on the screen, with styles and links.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::report::{Part, Role};
use crate::text::width::{Grapheme, graphemes, width};

use crate::tui::layout::{Areas, Shape};
use crate::tui::pane::Pane;
use crate::tui::reading::{Laid, Line};
use crate::tui::state::{Hit, State};
use crate::tui::theme::Meaning;

use super::{Canvas, scrollbar};

/// Draws the lines that are on the screen.
pub(super) fn draw(state: &State, areas: &Areas, screen: Canvas<'_>, buf: &mut Buffer) {
    let whole = areas.content(Pane::Reading).intersection(screen.area);
    head(state, whole, screen, buf);
    let area = text_area(state, areas).intersection(screen.area);
    let reading = &state.reading;
    let page = usize::from(area.height);
    let lines = reading.laid.lines.iter().skip(reading.top).take(page);
    for (n, line) in lines.enumerate() {
        let at = start_of(line, n, area);
        self::line(state, line, at, screen, buf);
    }
    let framed = areas.shape == Shape::Wide;
    let x = if framed {
        area.right()
    } else {
        area.right().saturating_sub(1)
    };
    let column = Rect::new(x, area.y, 1, area.height);
    scrollbar(
        column,
        (reading.top, page, reading.laid.lines.len()),
        screen,
        buf,
    );
}

/// The part of the detail in which its text is scrolled.
fn text_area(state: &State, areas: &Areas) -> Rect {
    let whole = areas.content(Pane::Reading);
    let head = state.reading_head() as u16;
    Rect {
        y: whole.y.saturating_add(head),
        height: whole.height.saturating_sub(head),
        ..whole
    }
}

/// Where a line begins that so many stand above on the screen.
fn start_of(line: &Line, above: usize, area: Rect) -> Position {
    Position::new(
        area.x.saturating_add(1 + line.lead),
        area.y.saturating_add(above as u16),
    )
}

/// The link that stands on a cell, by number.
pub(in crate::tui) fn link_at(state: &State, areas: &Areas, at: Position) -> Option<usize> {
    let area = text_area(state, areas);
    if !area.contains(at) {
        return None;
    }
    let (reading, above) = (&state.reading, usize::from(at.y - area.y));
    let number = reading.top + above;
    let line = reading.laid.lines.get(number)?;
    let paragraph = reading.laid.document.paragraphs.get(line.paragraph)?;
    let text = paragraph.text();
    let text = text.get(line.range.clone())?;
    let mut left = usize::from(at.x.checked_sub(start_of(line, above, area).x)?);
    let on_cell = |grapheme: &Grapheme<'_>| {
        let here = left < grapheme.cells;
        left = left.saturating_sub(grapheme.cells);
        here
    };
    let byte = line.range.start + graphemes(text).find(on_cell)?.at;
    let mut links = reading.laid.links_on(number..number + 1);
    links.find(|link| {
        let link = reading.laid.links.get(*link);
        link.is_some_and(|link| link.paragraph == line.paragraph && link.range.contains(&byte))
    })
}

/// What stays above the text, a line each, and a rule under it.
fn head(state: &State, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let lines = state.reading_head();
    let Some(rule) = lines.checked_sub(1) else {
        return;
    };
    let room = area.width.saturating_sub(2);
    let head = state.reading.laid.document.head.iter().take(rule);
    for (n, paragraph) in head.enumerate() {
        let at = Position::new(area.x.saturating_add(1), area.y.saturating_add(n as u16));
        let role = paragraph
            .spans
            .first()
            .map(|span| span.role)
            .unwrap_or_default();
        let text = paragraph.text();
        let text = screen.cut(&text, room);
        screen.text(buf, at, room, &text, screen.style(Meaning::Span(role)));
    }
    let at = Position::new(area.x, area.y.saturating_add(rule as u16));
    let line = "─".repeat(usize::from(area.width));
    screen.text(buf, at, area.width, &line, screen.style(Meaning::Frame));
}

/// One line: the pieces of its paragraph's spans, then what is selected and found on it.
fn line(state: &State, line: &Line, at: Position, screen: Canvas<'_>, buf: &mut Buffer) {
    let focused = state.focus == Pane::Reading;
    let laid = &state.reading.laid;
    let Some(paragraph) = laid.document.paragraphs.get(line.paragraph) else {
        return;
    };
    pieces((laid, focused), line, at, screen, buf);
    let cells = |range: &std::ops::Range<usize>| {
        let (from, to) = (
            range.start.max(line.range.start),
            range.end.min(line.range.end),
        );
        (from < to).then(|| {
            let text = paragraph.text();
            let before = width(text.get(line.range.start..from).unwrap_or_default()) as u16;
            let long = width(text.get(from..to).unwrap_or_default()) as u16;
            Rect::new(at.x.saturating_add(before), at.y, long, 1)
        })
    };
    let link = state.reading.link.and_then(|link| laid.links.get(link));
    if let Some(link) = link.filter(|link| focused && link.paragraph == line.paragraph)
        && let Some(area) = cells(&link.range)
    {
        screen.lay(buf, area, Meaning::SelectedLink);
    }
    let Some(find) = state
        .find
        .as_ref()
        .filter(|find| find.pane == Pane::Reading)
    else {
        return;
    };
    let first = find.hits.partition_point(|hit| match hit {
        Hit::Text { paragraph, .. } => *paragraph < line.paragraph,
        Hit::Row(_) => true,
    });
    for (n, hit) in find.hits.iter().enumerate().skip(first) {
        let Hit::Text { paragraph, range } = hit else {
            continue;
        };
        if *paragraph != line.paragraph {
            break;
        }
        let current = n == find.current;
        let meaning = if current {
            Meaning::CurrentMatch
        } else {
            Meaning::Match
        };
        if let Some(area) = cells(range) {
            screen.lay(buf, area, meaning);
        }
    }
}

/// Draws the pieces of the spans that stand on a line of a text without links.
pub(super) fn spans(laid: &Laid, line: &Line, at: Position, screen: Canvas<'_>, buf: &mut Buffer) {
    pieces((laid, false), line, at, screen, buf);
}

/// The pieces of the spans on a line; links are marked where they can be chosen.
fn pieces(
    (laid, focused): (&Laid, bool),
    line: &Line,
    at: Position,
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    let Some(paragraph) = laid.document.paragraphs.get(line.paragraph) else {
        return;
    };
    let room = screen.area.right().saturating_sub(at.x);
    let mut x = at.x;
    let mut start = 0;
    for span in &paragraph.spans {
        let (from, to) = (start, start + span.text.len());
        start = to;
        let (from, to) = (from.max(line.range.start), to.min(line.range.end));
        if from >= to {
            continue;
        }
        let offset = start - span.text.len();
        let piece = span
            .text
            .get(from - offset..to - offset)
            .unwrap_or_default();
        let mut style = screen.style(Meaning::Span(span.role));
        let plain_text = match span.role {
            Role::OtherPassage => paragraph.part == Part::Text,
            role => role == Role::Passage,
        };
        if span.target.is_some() && focused && !plain_text {
            style = style.patch(screen.style(Meaning::Link));
        }
        let left = room.saturating_sub(x.saturating_sub(at.x));
        x += screen.text(buf, Position::new(x, at.y), left, piece, style);
    }
}

/// Where in the text the screen is, as vim says it; empty where all of it fits.
pub(super) fn place(state: &State) -> String {
    let page = state.reading_page();
    let count = state.reading.laid.lines.len();
    let top = state.reading.top;
    if count <= page {
        return String::new();
    }
    let most = count - page;
    match top {
        0 => " Top ".to_owned(),
        top if top >= most => " Bot ".to_owned(),
        top => format!(" {}% ", top * 100 / most),
    }
}

/// Where the terminal's cursor stands: at the selected link, or at the first line.
pub(super) fn cursor(state: &State, areas: &Areas) -> Option<Position> {
    let area = text_area(state, areas);
    let reading = &state.reading;
    let link = reading.link.and_then(|link| reading.laid.links.get(link));
    let passage = reading.laid.passage.filter(|line| *line >= reading.top);
    let line = link.map_or(passage.unwrap_or(reading.top), |link| {
        reading.laid.line_of(link.paragraph, link.range.start)
    });
    let row = line.saturating_sub(reading.top);
    let lead = reading.laid.lines.get(line).map_or(0, |line| line.lead);
    let before = link.and_then(|link| {
        let paragraph = reading.laid.document.paragraphs.get(link.paragraph)?;
        let start = reading.laid.lines.get(line)?.range.start;
        Some(width(paragraph.text().get(start..link.range.start)?) as u16)
    });
    let x = area
        .x
        .saturating_add(1 + lead)
        .saturating_add(before.unwrap_or(0));
    let y = area.y.saturating_add(row as u16);
    (y < area.bottom() && x < area.right()).then(|| Position::new(x, y))
}
