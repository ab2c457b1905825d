//! The help: a window over its columns.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::report::Role;
use crate::tui::help::{GAP, Help};
use crate::tui::theme::Meaning;

use super::Canvas;

/// Draws the lines that are on the screen.
pub(super) fn draw(help: &Help, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let count = help.columns.len().max(1);
    let gaps = (count - 1) * GAP;
    let cells = (usize::from(area.width).saturating_sub(gaps) / count) as u16;
    for (n, column) in help.columns.iter().enumerate() {
        let x = area.x.saturating_add(n as u16 * (cells + GAP as u16));
        let shown = column.iter().skip(help.top).take(usize::from(area.height));
        for (row, line) in shown.enumerate() {
            let at = Position::new(x, area.y.saturating_add(row as u16));
            screen.text(buf, at, cells, &line.keys, screen.style(Meaning::Key));
            let meaning = if line.heading {
                Meaning::Span(Role::Heading)
            } else {
                Meaning::Text
            };
            let before = (line.at as u16).min(cells);
            let at = Position::new(x.saturating_add(before), at.y);
            screen.text(buf, at, cells - before, &line.text, screen.style(meaning));
        }
    }
}
