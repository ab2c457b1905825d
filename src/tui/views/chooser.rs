//! A list to choose from: what is typed, and a window over the rows that are left.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::text::width::{graphemes, width};

use crate::tui::chooser::{Chooser, Row, Standing};
use crate::tui::narrow::Shown;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::Canvas;

/// From this width on, in cells, what a row is about stands beside its label; below it the
/// selected row's stands under the list.
const ROOMY: u16 = 56;
/// What stands before the typed text.
const PROMPT: &str = "> ";

/// The lines of a list with so many rows: one for the typed text, and where it is narrow one for
/// what the selected row is about.
pub(super) fn lines(chooser: &Chooser, cells: usize) -> usize {
    let about = usize::from(cells < usize::from(ROOMY));
    chooser.rows.len().max(1) + 1 + about
}

/// The part of the overlay's content that the rows have.
pub(super) fn rows_area(area: Rect) -> Rect {
    let about = u16::from(area.width < ROOMY && area.height > 3);
    Rect {
        y: area.y.saturating_add(1),
        height: area.height.saturating_sub(1 + about),
        ..area
    }
}

/// How many rows fit on the screen.
pub(in crate::tui) fn page(state: &State) -> usize {
    usize::from(rows_area(super::overlay::area(state)).height).max(1)
}

/// How many rows are left, of how many: ` 12/60 `.
pub(super) fn count(chooser: &Chooser) -> String {
    let (left, all) = (chooser.shown.len(), chooser.rows.len());
    if left == all {
        format!(" {all} ")
    } else {
        format!(" {left}/{all} ")
    }
}

/// Draws the typed text and the rows; returns where the rows stand, for a scrollbar.
pub(super) fn draw(chooser: &Chooser, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) -> Rect {
    let dim = screen.style(Meaning::Dim);
    let used = screen.text(buf, area.as_position(), area.width, PROMPT, dim);
    let at = Position::new(area.x.saturating_add(used), area.y);
    let room = area.width.saturating_sub(used);
    let from = chooser.query.visual_scroll(usize::from(room));
    let typed = super::chrome::from_column(chooser.query.value(), from);
    screen.text(buf, at, room, typed, screen.style(Meaning::Text));
    let rows = rows_area(area);
    if chooser.shown.is_empty() {
        let at = Position::new(rows.x.saturating_add(2), rows.y);
        let room = rows.width.saturating_sub(2);
        let none = chooser.rows.is_empty() && !chooser.purpose.none().is_empty();
        let words = if none {
            chooser.purpose.none()
        } else {
            "nothing is called that"
        };
        screen.text(buf, at, room, words, dim);
    }
    let labels = chooser.rows.iter().map(|row| width(&row.label));
    let label = (labels.max().unwrap_or(0) as u16).min(area.width / 2);
    let window = chooser.shown.iter().enumerate().skip(chooser.top);
    for (n, (at, shown)) in window.take(usize::from(rows.height)).enumerate() {
        let y = rows.y.saturating_add(n as u16);
        let line = Rect::new(rows.x, y, rows.width, 1);
        let view = RowView {
            shown,
            line,
            label,
            screen,
        };
        if let Some(row) = chooser.rows.get(shown.row) {
            view.draw(row, buf);
        }
        if at == chooser.selected {
            // What was typed stays marked in the selected row.
            screen.lay_around(buf, line, Meaning::Selection);
        }
    }
    let about = rows.bottom();
    if about < area.bottom()
        && let Some(row) = chooser.selected_row()
    {
        let text = screen.cut(&row.detail, area.width.saturating_sub(2));
        let at = Position::new(area.x.saturating_add(2), about);
        screen.text(buf, at, area.width, &text, dim);
    }
    rows
}

/// Where the terminal's cursor stands: in what is typed.
pub(super) fn cursor(chooser: &Chooser, area: Rect) -> Position {
    let room = area.width.saturating_sub(width(PROMPT) as u16);
    let from = chooser.query.visual_scroll(usize::from(room));
    let cells = chooser.query.visual_cursor().saturating_sub(from) as u16;
    let x = area.x.saturating_add(width(PROMPT) as u16 + cells);
    Position::new(x.min(area.right().saturating_sub(1)), area.y)
}

struct RowView<'a> {
    shown: &'a Shown,
    line: Rect,
    /// The width of the column of labels, in cells.
    label: u16,
    screen: Canvas<'a>,
}

impl RowView<'_> {
    fn draw(&self, row: &Row, buf: &mut Buffer) {
        let dim = self.screen.style(Meaning::Dim);
        let (label, key) = match row.standing {
            Standing::Open => (
                self.screen.style(Meaning::Text),
                self.screen.style(Meaning::Key),
            ),
            Standing::Elsewhere => (dim, dim),
        };
        let inner = Rect {
            x: self.line.x.saturating_add(2),
            width: self.line.width.saturating_sub(3),
            ..self.line
        };
        if self.line.width < ROOMY {
            let note = self.screen.text_right(buf, inner, &row.note, key);
            let room = inner.width.saturating_sub(note + 1);
            self.cell(buf, (inner.x, room), (&row.label, label), &self.shown.label);
            return;
        }
        let beside = inner.x.saturating_add(self.label + 2);
        self.cell(
            buf,
            (inner.x, self.label),
            (&row.label, label),
            &self.shown.label,
        );
        let note = self.screen.text_right(buf, inner, &row.note, key);
        let room = inner
            .right()
            .saturating_sub(beside)
            .saturating_sub(note + 2);
        self.cell(buf, (beside, room), (&row.detail, dim), &self.shown.detail);
    }

    /// Writes a text from a column on within some cells, and marks what of it was typed.
    fn cell(
        &self,
        buf: &mut Buffer,
        (x, cells): (u16, u16),
        (text, style): (&str, Style),
        typed: &[Range<usize>],
    ) {
        let kept = self.screen.cut(text, cells);
        let at = Position::new(x, self.line.y);
        self.screen.text(buf, at, cells, &kept, style);
        let mut column = x;
        for grapheme in graphemes(&kept) {
            let wide = grapheme.cells as u16;
            let inside = |range: &Range<usize>| range.contains(&grapheme.at);
            if typed.iter().any(inside)
                && text.get(grapheme.at..grapheme.end()) == Some(grapheme.text)
            {
                let area = Rect::new(column, self.line.y, wide, 1).intersection(self.line);
                self.screen.lay(buf, area, Meaning::Match);
            }
            column = column.saturating_add(wide);
        }
    }
}
