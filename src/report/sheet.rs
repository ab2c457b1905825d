//! A plane for people that may be larger than a screen: cells in lines, with lines at its top and
//! columns at its left that stay when the rest is moved.

use super::document::Span;
use crate::text::width::width;

/// What a cell is of: numbers that only whoever made the sheet understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey(pub u32, pub u32);

/// A plane of cells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What it shows, in a line.
    pub about: String,
    /// The lines that stay at the top.
    pub head: Vec<Line>,
    /// The other lines.
    pub lines: Vec<Line>,
    /// How many columns of the screen stay at the left, in cells of a terminal.
    pub stub: u16,
    /// What helps where there is nothing to show; empty where there is something.
    pub empty: String,
}

/// A line of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Its cells, from left to right, none over another.
    pub cells: Vec<Cell>,
}

/// A cell: a text at a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Where it begins, in cells of a terminal.
    pub at: u16,
    /// How wide it is, in cells of a terminal; its text is cut to that.
    pub width: u16,
    /// The text.
    pub spans: Vec<Span>,
    /// What it is of, where it can be selected.
    pub key: Option<CellKey>,
}

impl Line {
    /// Adds a cell of a width at a column, which can be selected where it has a key.
    pub fn push(
        &mut self,
        (at, width): (u16, u16),
        spans: impl IntoIterator<Item = Span>,
        key: Option<CellKey>,
    ) {
        self.cells.push(Cell {
            at,
            width,
            spans: spans.into_iter().collect(),
            key,
        });
    }

    /// The cells that can be selected.
    pub fn keyed(&self) -> impl Iterator<Item = (&Cell, CellKey)> {
        self.cells.iter().filter_map(|cell| Some((cell, cell.key?)))
    }
}

impl Cell {
    /// The text without meanings.
    pub fn text(&self) -> String {
        self.spans.iter().map(|span| span.text.as_str()).collect()
    }
}

impl Sheet {
    /// Where a cell stands: its line, and its place among the cells of the line.
    pub fn find(&self, key: CellKey) -> Option<(usize, usize)> {
        let mut lines = self.lines.iter().enumerate();
        lines.find_map(|(at, line)| {
            let cell = line.cells.iter().position(|cell| cell.key == Some(key))?;
            Some((at, cell))
        })
    }

    /// The cell at a place.
    pub fn cell(&self, (line, cell): (usize, usize)) -> Option<&Cell> {
        self.lines.get(line)?.cells.get(cell)
    }

    /// How many columns all of it takes, in cells of a terminal.
    pub fn width(&self) -> u16 {
        let all = self
            .head
            .iter()
            .chain(&self.lines)
            .flat_map(|line| &line.cells);
        all.map(|cell| cell.at.saturating_add(cell.width))
            .max()
            .unwrap_or(0)
    }

    /// All of it as plain text, each line ended by a line feed; no spaces at the end of a line.
    pub fn plain(&self) -> String {
        let mut out = format!("{}\n\n", self.about);
        if !self.empty.is_empty() {
            out.push_str(&self.empty);
            out.push('\n');
        }
        for line in self.head.iter().chain(&self.lines) {
            let mut text = String::new();
            for cell in &line.cells {
                let before = usize::from(cell.at).saturating_sub(width(&text));
                text.extend(std::iter::repeat_n(' ', before));
                text.push_str(&cell.text());
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
        out
    }
}
