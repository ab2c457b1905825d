//! The search over everything: what is typed, under it what is wrong with that or how far it has
//! come, then what was found, two lines each, and beside it on a wide screen what is known of the
//! selected one.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::library::search::{Field, Findings, How, Shown};
use crate::model::RecordKind;
use crate::report::{GlyphSet, Role, count};
use crate::text::width::{graphemes, width};

use crate::tui::search::Searching;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::chrome::from_column;
use super::{Canvas, overlay, prompt, scrollbar};

/// What stands before the typed text.
const PROMPT: &str = "> ";
/// From this width on, in cells, the selected row has a preview beside the list.
const ROOMY: u16 = 96;
/// The least and the most of the preview, in cells.
const PREVIEW: (u16, u16) = (38, 72);
/// The width of the column of kinds, in cells, with the gap behind it.
const KIND: u16 = 10;
/// Below this height, in lines, a row has one line.
const LOW: u16 = 6;
/// No title is cut shorter than this, in cells; where there is less room, there is none.
const LEAST: u16 = 12;

/// Where the parts stand.
struct Places {
    typed: Rect,
    foot: Rect,
    rows: Rect,
    /// Empty where there is no room.
    preview: Rect,
}

fn places(area: Rect) -> Places {
    let line = |y: u16| Rect {
        y: area.y.saturating_add(y),
        height: area.height.saturating_sub(y).min(1),
        ..area
    };
    let below = Rect {
        y: area.y.saturating_add(2),
        height: area.height.saturating_sub(2),
        ..area
    };
    let aside = if area.width < ROOMY {
        0
    } else {
        (area.width * 2 / 5).clamp(PREVIEW.0, PREVIEW.1)
    };
    // Between the two stand a line and a blank on either side of it.
    let gap = if aside == 0 { 0 } else { 3 };
    Places {
        typed: line(0),
        foot: line(1),
        rows: Rect {
            width: area.width.saturating_sub(aside + gap),
            ..below
        },
        preview: Rect {
            x: area.right().saturating_sub(aside),
            width: aside,
            ..below
        },
    }
}

/// How many lines a row takes.
const fn row_height(rows: Rect) -> u16 {
    if rows.height < LOW { 1 } else { 2 }
}

/// How many rows fit on the screen.
pub(in crate::tui) fn page(state: &State) -> usize {
    let rows = places(overlay::area(state)).rows;
    usize::from(rows.height / row_height(rows)).max(1)
}

/// The width of the preview's text, in cells; 0 where there is no room for it.
pub(in crate::tui) fn preview_width(state: &State) -> u16 {
    places(overlay::area(state)).preview.width
}

/// The row that stands on a cell.
pub(super) fn row_at(state: &State, searching: &Searching, at: Position) -> Option<usize> {
    let rows = places(overlay::area(state)).rows;
    let line = at.y.checked_sub(rows.y)?;
    let row = searching.rows.top + usize::from(line / row_height(rows));
    (rows.contains(at) && row < searching.found.rows.len()).then_some(row)
}

/// Where the terminal's cursor stands: in what is typed.
pub(super) fn cursor(searching: &Searching, area: Rect) -> Position {
    let line = places(area).typed;
    let (room, from) = window(searching, line);
    let cells = searching.input.visual_cursor().saturating_sub(from) as u16;
    let x = line
        .x
        .saturating_add(width(PROMPT) as u16 + cells.min(room));
    Position::new(x.min(line.right().saturating_sub(1)), line.y)
}

/// The cells for what is typed, and the first of its columns that is shown.
fn window(searching: &Searching, line: Rect) -> (u16, usize) {
    let room = line.width.saturating_sub(width(PROMPT) as u16);
    (room, searching.input.visual_scroll(usize::from(room)))
}

/// How many were found, and of which kinds, in at most so many cells: ` 12 + 1? · 8 quotes · 4 events `.
pub(super) fn counts(searching: &Searching, glyphs: GlyphSet, cells: u16) -> String {
    let found = &searching.found;
    if found.total() == 0 && found.titles == 0 {
        return String::new();
    }
    let sure = count(found.total().saturating_sub(found.uncertain));
    let mut parts = vec![match found.uncertain {
        0 => sure,
        unsure => format!("{sure} + {}?", count(unsure)),
    }];
    let number = |number: usize, one: &str, many: &str| match number {
        0 => None,
        1 => Some(format!("1 {one}")),
        more => Some(format!("{} {many}", count(more))),
    };
    let mut kinds: Vec<_> = RecordKind::ALL.into_iter().zip(found.counts).collect();
    kinds.sort_by_key(|(_, number)| std::cmp::Reverse(*number));
    let kinds = kinds.into_iter();
    parts.extend(kinds.filter_map(|(kind, found)| number(found, kind.noun(), kind.table())));
    parts.extend(number(found.titles, "title", "titles"));
    let dot = format!(" {} ", glyphs.dot());
    while parts.len() > 1 && width(&parts.join(&dot)) + 2 > usize::from(cells) {
        parts.pop();
    }
    format!(" {} ", parts.join(&dot))
}

/// Draws everything inside the frame.
pub(super) fn draw(
    state: &State,
    searching: &Searching,
    area: Rect,
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    let places = places(area);
    typed(searching, places.typed, screen, buf);
    foot(state, searching, places.foot, screen, buf);
    rows(searching, places.rows, screen, buf);
    if places.preview.width > 0 {
        preview(searching, places.preview, screen, buf);
    }
    let column = Rect {
        x: places.rows.right().saturating_add(1),
        width: 1,
        ..places.rows
    };
    let page = usize::from(places.rows.height / row_height(places.rows)).max(1);
    let shown = (searching.rows.top, page, searching.found.rows.len());
    scrollbar(column, shown, screen, buf);
}

fn typed(searching: &Searching, line: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let dim = screen.style(Meaning::Dim);
    let cells = screen.text(buf, line.as_position(), line.width, PROMPT, dim);
    let (room, from) = window(searching, line);
    let at = Position::new(line.x.saturating_add(cells), line.y);
    let shown = from_column(searching.input.value(), from);
    screen.text(buf, at, room, shown, screen.style(Meaning::Text));
}

/// Under the line: what is told, the candidates, a fault with its caret, or how far it has come.
fn foot(state: &State, searching: &Searching, line: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    if let Some(message) = &state.message {
        let message = screen.cut(message, line.width);
        let style = screen.style(Meaning::Text);
        screen.text(buf, line.as_position(), line.width, &message, style);
        return;
    }
    if let Some(completion) = &searching.completion {
        prompt::candidates(completion, line, screen, buf);
        return;
    }
    if let Some(fault) = &searching.fault {
        let (_, from) = window(searching, line);
        prompt::fault(
            fault,
            (searching.input.value(), width(PROMPT), from),
            line,
            screen,
            buf,
        );
        return;
    }
    let status = status(searching, screen.glyphs);
    let status = screen.cut(&status, line.width);
    let dim = screen.style(Meaning::Dim);
    screen.text(buf, line.as_position(), line.width, &status, dim);
}

/// How far the search has come, in words.
fn status(searching: &Searching, glyphs: GlyphSet) -> String {
    let found = &searching.found;
    let (dot, ellipsis) = (glyphs.dot(), glyphs.ellipsis());
    if searching.input.value().trim().is_empty() {
        return format!(
            "words {dot} \"a phrase\" {dot} actor:name {dot} kind:quote {dot} date:2025-11 {dot} -word"
        );
    }
    if searching.is_waiting() {
        return format!("searching {ellipsis}{}", missing(found));
    }
    let shown = found.rows.iter().filter(|row| row.id.is_some());
    let exact = shown.filter(|row| row.how > How::Similar).count() + found.shared;
    let similar = found.rows.iter().any(|row| row.how == How::Similar);
    match (found.total(), similar) {
        (0, true) => format!(
            "nothing found; {} is called something similar",
            alike(glyphs)
        ),
        (0, false) if found.rows.is_empty() => "nothing found".to_owned(),
        (total, _) if exact < total => format!("the best {} are shown", count(exact)),
        _ => match found.shared {
            0 => String::new(),
            1 => "1 source with the same text is not shown".to_owned(),
            more => format!("{} sources with the same text are not shown", count(more)),
        },
    }
}

/// What has not been searched yet, in words.
fn missing(found: &Findings) -> String {
    let (records, texts) = (found.missing, found.missing_texts);
    let number = |number, noun: &str| format!("{} {noun}", count(number));
    let parts = [(records, "records"), (texts, "texts")];
    let parts = parts.into_iter().filter(|(missing, _)| *missing > 0);
    let parts: Vec<_> = parts.map(|(missing, noun)| number(missing, noun)).collect();
    if parts.is_empty() {
        return String::new();
    }
    format!(" {} are missing", parts.join(" and "))
}

/// The sign of what is only called something similar.
const fn alike(glyphs: GlyphSet) -> &'static str {
    match glyphs {
        GlyphSet::Unicode => "≈",
        GlyphSet::Ascii => "~",
    }
}

fn rows(searching: &Searching, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let height = row_height(area);
    let shown = searching.found.rows.iter().enumerate();
    let shown = shown.skip(searching.rows.top);
    let lines = (area.top()..area.bottom()).step_by(usize::from(height));
    for ((at, row), y) in shown.zip(lines) {
        let place = Rect {
            y,
            height: height.min(area.bottom() - y),
            ..area
        };
        if place.height < height {
            return;
        }
        let view = RowView { row, screen };
        if height == 2 {
            view.head(Rect { height: 1, ..place }, buf);
        }
        let text = Rect {
            y: place.bottom().saturating_sub(1),
            height: 1,
            x: place.x.saturating_add(1),
            width: place.width.saturating_sub(2),
        };
        view.text(text, buf);
        if at == searching.rows.at {
            // What was found stays marked in the selected row.
            screen.lay_around(buf, place, Meaning::Selection);
        }
    }
}

fn preview(searching: &Searching, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let frame = screen.style(Meaning::Frame);
    for y in area.top()..area.bottom() {
        screen.text(
            buf,
            Position::new(area.x.saturating_sub(2), y),
            1,
            "│",
            frame,
        );
    }
    let laid = &searching.preview;
    let lines = laid.lines.iter().take(usize::from(area.height));
    for (line, y) in lines.zip(area.top()..) {
        let at = Position::new(area.x.saturating_add(line.lead), y);
        super::reading::spans(laid, line, at, screen, buf);
    }
}

struct RowView<'a> {
    row: &'a Shown,
    screen: Canvas<'a>,
}

impl RowView<'_> {
    /// What it is, of whom, when, in which briefing.
    fn head(&self, line: Rect, buf: &mut Buffer) {
        let dim = self.screen.style(Meaning::Dim);
        let kind = self.row.id.as_ref().map_or("briefing", |id| id.kind.noun());
        let at = Position::new(line.x.saturating_add(1), line.y);
        self.screen.text(buf, at, KIND, kind, dim);
        let mut line = Rect {
            x: line.x.saturating_add(1 + KIND),
            width: line.width.saturating_sub(2 + KIND),
            ..line
        };
        let glyphs = self.screen.glyphs;
        let sure = if self.row.sure { "" } else { "?" };
        let when = match self.row.when.as_str() {
            "" => String::new(),
            when => format!("{}{sure}", glyphs.short_date(when)),
        };
        let similar = match self.row.how {
            How::Similar => alike(glyphs),
            _ => "",
        };
        let briefing = match self.row.id {
            Some(_) => self.row.briefing.as_str(),
            None => "",
        };
        let parts = [
            (similar, Meaning::Text),
            (self.row.who.as_str(), Meaning::Span(Role::Actor)),
            (when.as_str(), Meaning::Span(Role::Date)),
            (briefing, Meaning::Dim),
        ];
        for (text, meaning) in parts.into_iter().filter(|(text, _)| !text.is_empty()) {
            let least = (width(text) as u16).min(LEAST);
            if line.width < least {
                return;
            }
            let cut = self.screen.cut(text, line.width);
            let style = self.screen.style(meaning);
            let used = self
                .screen
                .text(buf, line.as_position(), line.width, &cut, style)
                .saturating_add(2);
            line.x = line.x.saturating_add(used);
            line.width = line.width.saturating_sub(used);
        }
    }

    /// Its text, from before the first words that were looked for.
    fn text(&self, line: Rect, buf: &mut Buffer) {
        let (text, marks) = composed(self.row, usize::from(line.width), self.screen.glyphs);
        let kept = self.screen.cut(&text, line.width);
        let style = self.screen.style(Meaning::Text);
        self.written(line, (&kept, style), (&text, &marks), buf);
    }

    /// Writes as much of a text as is kept, and marks parts of it.
    fn written(
        &self,
        line: Rect,
        (kept, style): (&str, Style),
        (text, marks): (&str, &[Range<usize>]),
        buf: &mut Buffer,
    ) {
        self.screen
            .text(buf, line.as_position(), line.width, kept, style);
        let mut column = line.x;
        for grapheme in graphemes(kept) {
            let wide = grapheme.cells as u16;
            let inside = |range: &Range<usize>| range.contains(&grapheme.at);
            let same = text.get(grapheme.at..grapheme.end()) == Some(grapheme.text);
            if same && marks.iter().any(inside) {
                let area = Rect::new(column, line.y, wide, 1).intersection(line);
                self.screen.lay(buf, area, Meaning::Match);
            }
            column = column.saturating_add(wide);
        }
    }
}

/// What a row's text is in so many cells: the record's own, and behind it the one that has the words
/// where that is another; with the places of the words, in bytes.
fn composed(row: &Shown, cells: usize, glyphs: GlyphSet) -> (String, Vec<Range<usize>>) {
    let is_quote = row
        .id
        .as_ref()
        .is_some_and(|id| id.kind == RecordKind::Quote);
    let (open, close) = if is_quote {
        glyphs.quotation_marks()
    } else {
        ("", "")
    };
    let own = format!("{open}{}{close}", row.main.text);
    let is_other = matches!(row.line.field, Field::Name | Field::Rest | Field::Text);
    if !is_other {
        let shift = |mark: &Range<usize>| mark.start + open.len()..mark.end + open.len();
        let marks: Vec<_> = row.main.marks.iter().map(shift).collect();
        return excerpt(&own, &marks, cells, glyphs.ellipsis());
    }
    // Two fifths are enough to know it by.
    let lead = match &*glyphs.truncate(&own, cells * 2 / 5) {
        "" => String::new(),
        own => format!("{own} {} ", glyphs.dot()),
    };
    let room = cells.saturating_sub(width(&lead));
    let (text, marks) = excerpt(&row.line.text, &row.line.marks, room, glyphs.ellipsis());
    let shift = |mark: Range<usize>| mark.start + lead.len()..mark.end + lead.len();
    let marks = marks.into_iter().map(shift).collect();
    (lead + &text, marks)
}

/// A part of a text that begins so that the first of its marks is seen in so many cells, with its
/// marks.
fn excerpt(
    text: &str,
    marks: &[Range<usize>],
    cells: usize,
    ellipsis: &str,
) -> (String, Vec<Range<usize>>) {
    let end = marks.first().map_or(0, |mark| mark.end);
    // Behind the mark there is to be an ellipsis at least.
    let seen = width(text.get(..end).unwrap_or_default()) + 2 <= cells;
    let first = marks.first().filter(|_| !seen && width(text) > cells);
    let Some(first) = first else {
        return (text.to_owned(), marks.to_vec());
    };
    let before = text.get(..first.start).unwrap_or_default();
    let mut start = first.start;
    for (at, _) in before.rmatch_indices(' ') {
        // As much before it as leaves the end in sight, or a third of the room.
        let whole = width(text.get(at + 1..).unwrap_or_default()) + 2 <= cells;
        if !whole && width(before.get(at + 1..).unwrap_or_default()) > cells / 3 {
            break;
        }
        start = at + 1;
    }
    let lead = format!("{ellipsis} ");
    let shift = |at: usize| (at + lead.len()).saturating_sub(start);
    let marks = marks.iter().map(|mark| shift(mark.start)..shift(mark.end));
    let marks = marks.collect();
    (lead.clone() + text.get(start..).unwrap_or_default(), marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_shows_the_first_mark() {
        let of = |text: &str, word: &str, cells| {
            let marks: Vec<_> = text
                .match_indices(word)
                .map(|(at, word)| at..at + word.len())
                .collect();
            let (text, marks) = excerpt(text, &marks, cells, "…");
            let marked: Vec<_> = marks
                .iter()
                .map(|mark| text[mark.clone()].to_owned())
                .collect();
            assert!(marked.iter().all(|one| one == word));
            text
        };
        let text = "they spoke of the ceasefire and then at length of the border";
        assert_eq!(of(text, "ceasefire", 60), text);
        assert_eq!(of(text, "ceasefire", 40), text);
        assert_eq!(of(text, "border", 40), "… and then at length of the border");
        assert_eq!(of(text, "border", 9), "… border");
        assert_eq!(of(text, "nowhere", 9), text);
    }
}
