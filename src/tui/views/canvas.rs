//! Writing into a part of a buffer, so that every terminal shows it in the same cells.

use std::borrow::Cow;

use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::{Color, Modifier, Style};

use crate::report::GlyphSet;
use crate::text::sanitise::is_clean_line;
use crate::text::width::{graphemes, width};

use crate::tui::theme::{Meaning, Theme};

/// The selector that asks for a coloured picture instead of a letter.
const PICTURE: char = '\u{fe0f}';

/// The widest that a cluster of characters is taken for, in cells: a letter with several skin tones.
const WIDEST: u16 = 8;

/// The part of the buffer that may be drawn on, and how things look.
#[derive(Clone, Copy)]
pub(super) struct Canvas<'a> {
    pub(super) area: Rect,
    pub(super) theme: &'a Theme,
    pub(super) glyphs: GlyphSet,
}

impl Canvas<'_> {
    pub(super) fn style(&self, meaning: Meaning) -> Style {
        self.theme.style(meaning)
    }

    /// The text in at most so many cells, cut where it is longer.
    pub(super) fn cut<'t>(&self, text: &'t str, cells: u16) -> Cow<'t, str> {
        self.glyphs.truncate(text, usize::from(cells))
    }

    /// Writes text from a cell on, within a number of cells; returns the cells it took.
    pub(super) fn text(
        &self,
        buf: &mut Buffer,
        at: Position,
        cells: u16,
        text: &str,
        style: Style,
    ) -> u16 {
        let room = self.area.right().saturating_sub(at.x).min(cells);
        if room == 0 || !self.area.contains(at) {
            return 0;
        }
        uncover(buf, Rect::new(at.x, at.y, 1, 1));
        let (end, _) = buf.set_stringn(at.x, at.y, text, usize::from(room), style);
        if !is_clean_line(text) {
            self.put_right(buf, at, end, text);
        }
        end.saturating_sub(at.x)
    }

    /// Sees to it that all terminals show a text in the same cells, whatever they take for the width
    /// of an emoji.
    ///
    /// - A selector for a coloured picture is left out: with it, half of the terminals take two cells
    ///   and the others one. Without it all take one, and a blank follows.
    /// - A flag or a skin tone takes a cell or two for each of its parts on some. Only cells that
    ///   change are written, so those under a wide character are marked to be written when they come
    ///   into view again, and those into which parts may spill to be written each time.
    fn put_right(&self, buf: &mut Buffer, at: Position, end: u16, text: &str) {
        let mut x = at.x;
        for grapheme in graphemes(text) {
            let after = x.saturating_add(grapheme.cells as u16);
            if after > end {
                return;
            }
            if grapheme.cells > 0
                && grapheme.text.contains(PICTURE)
                && let Some(cell) = buf.cell_mut((x, at.y))
            {
                cell.set_symbol(&grapheme.text.replace(PICTURE, ""));
            }
            let parts = grapheme.cells.max(grapheme.parts()) as u16;
            let last = x.saturating_add(parts).min(self.area.right());
            for beside in x.saturating_add(1)..last {
                if let Some(cell) = buf.cell_mut((beside, at.y)) {
                    cell.set_diff_option(CellDiffOption::AlwaysUpdate);
                }
            }
            x = after;
        }
    }

    /// Writes text so that it ends before the right end of an area; returns the cells it took.
    pub(super) fn text_right(&self, buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
        let cells = (width(text) as u16).min(area.width);
        let at = Position::new(area.right().saturating_sub(cells), area.y);
        self.text(buf, at, cells, text, style)
    }

    /// Lays a meaning over what is drawn. Where it has colours or is reversed, those of what lies
    /// under it are gone, so that a selected row is one bar on every terminal.
    pub(super) fn lay(&self, buf: &mut Buffer, area: Rect, meaning: Meaning) {
        let style = self.style(meaning);
        let reversed = style.add_modifier.contains(Modifier::REVERSED);
        let alone = reversed || style.fg.is_some() || style.bg.is_some();
        let area = area.intersection(self.area);
        if alone {
            let bare = Style::new().fg(Color::Reset).bg(Color::Reset);
            buf.set_style(
                area,
                bare.remove_modifier(Modifier::REVERSED | Modifier::DIM),
            );
        }
        buf.set_style(area, style);
    }

    /// The same around what has a background already.
    pub(super) fn lay_around(&self, buf: &mut Buffer, area: Rect, meaning: Meaning) {
        for at in area.intersection(self.area).positions() {
            if buf.cell(at).is_some_and(|cell| cell.bg == Color::Reset) {
                self.lay(buf, Rect::new(at.x, at.y, 1, 1), meaning);
            }
        }
    }

    pub(super) fn style_area(&self, buf: &mut Buffer, area: Rect, style: Style) {
        buf.set_style(area.intersection(self.area), style);
    }
}

/// Takes away the wide characters that reach from the left into an area: a terminal would show
/// either them or what is drawn there.
pub(super) fn uncover(buf: &mut Buffer, area: Rect) {
    for y in area.top()..area.bottom() {
        for before in 1..=WIDEST {
            let x = area.x.checked_sub(before);
            let cell = x.and_then(|x| buf.cell_mut(Position::new(x, y)));
            let reaches = |cell: &&mut Cell| {
                let symbol = cell.symbol();
                !symbol.is_ascii() && width(symbol) > usize::from(before)
            };
            if let Some(cell) = cell.filter(reaches) {
                cell.set_symbol(" ");
            }
        }
    }
}
