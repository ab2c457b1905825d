//! A plane for people that may be larger than a screen: cells in lines, with lines at its top and
//! columns at its left that stay when the rest is moved.

use std::borrow::Cow;
use std::ops::Range;

use super::document::{Role, Span};
use super::glyph::GlyphSet;
use crate::text::width::width;
use crate::text::wrap::wrap;

/// What a cell is of: numbers that only whoever made the sheet understands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey(pub u32, pub u32);

/// How many cells the names at the left give and take at most, so that columns beside them are seen
/// whole.
const GIVEN: u16 = 4;
const TAKEN: u16 = 6;

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
    /// A strip for the whole of what moves; none where there is no need of it.
    pub strip: Option<Strip>,
}

/// The first line of the head, where it stands for the whole of what moves: it stays where it is,
/// and what of it is on the screen is marked in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// For each column of what moves, ascending, where it begins and how wide it is, in cells of a
    /// terminal.
    pub columns: Vec<(u16, u16)>,
    /// For each of them, the cell of the strip that it is a part of, as a column of the screen.
    pub cells: Vec<u16>,
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
    /// How it is shown where there is no room for all of it.
    pub shown: Shown,
}

/// How a cell is shown that begins before the part of the sheet that is on the screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Only as a whole.
    #[default]
    Whole,
    /// What is left of its width has its text from the beginning.
    Sliding,
    /// Its text, of one cell, is repeated over its width.
    Repeated,
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
            shown: Shown::Whole,
        });
    }

    /// Adds a cell that is shown in part too.
    pub fn push_shown(&mut self, (at, width): (u16, u16), span: Span, shown: Shown) {
        self.cells.push(Cell {
            at,
            width,
            spans: vec![span],
            key: None,
            shown,
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
        let text: String = self.spans.iter().map(|span| span.text.as_str()).collect();
        match self.shown {
            Shown::Repeated => text.repeat(usize::from(self.width)),
            Shown::Whole | Shown::Sliding => text,
        }
    }
}

impl Sheet {
    /// Leaves room at the left for names beside columns that are all so many cells wide: a third of
    /// the width within bounds, and up to a few cells less or more, so that the last column that is
    /// seen is seen whole. Returns how much that is.
    pub fn stub_beside(&mut self, column: u16, (least, most): (u16, u16), width: u16) -> u16 {
        let third = (width / 3).clamp(least, most);
        let beside = width.saturating_sub(third);
        let over = beside.checked_rem(column).unwrap_or(0);
        let missing = column.saturating_sub(over);
        let stub = match third.checked_sub(missing) {
            Some(stub) if over > 0 && missing <= GIVEN && stub >= least => stub,
            _ if over <= TAKEN => third.saturating_add(over).min(most),
            _ => third,
        };
        self.stub = stub;
        stub
    }

    /// Puts titles over columns that are all so many cells wide, behind what stays at the left: each in
    /// a number of lines at most, the last of them cut where there are more.
    pub fn title_columns<'t>(
        &mut self,
        titles: impl IntoIterator<Item = Cow<'t, str>>,
        (cells, most): (u16, usize),
        glyphs: GlyphSet,
    ) {
        self.head = vec![Line::default(); most];
        let room = cells.saturating_sub(1);
        let mut at = self.stub;
        for title in titles {
            let parts = in_lines(&title, (usize::from(room), most), glyphs);
            for (line, part) in self.head.iter_mut().zip(parts) {
                let heading = [Span::new(part, Role::Heading)];
                line.push((at, room), heading, None);
            }
            at = at.saturating_add(cells);
        }
    }

    /// Which cells of the strip are of what is on the screen, of a part of what moves from a
    /// column on, so many wide; `None` where all or nothing of it is.
    pub fn window(&self, from: u16, room: u16) -> Option<(u16, u16)> {
        let strip = self.strip.as_ref()?;
        let until = from.saturating_add(room);
        let whole = |(at, width): &(u16, u16)| from <= *at && at.saturating_add(*width) <= until;
        let seen = strip.columns.iter().zip(&strip.cells);
        let mut seen = seen.filter(|(column, _)| whole(column));
        let first = seen.next()?;
        let last = seen.next_back().unwrap_or(first);
        let all = strip.columns.first() == Some(first.0) && strip.columns.last() == Some(last.0);
        (!all).then_some((*first.1, *last.1))
    }

    /// Where a cell stands: its line, and its place among the cells of the line.
    pub fn find(&self, key: CellKey) -> Option<(usize, usize)> {
        let mut lines = self.lines.iter().enumerate();
        lines.find_map(|(at, line)| {
            let cell = line.cells.iter().position(|cell| cell.key == Some(key))?;
            Some((at, cell))
        })
    }

    /// The cell that can be selected to which a place in a line belongs, by its column on the sheet:
    /// the one that stands there, the only one of its line, or the one that a line below it goes on
    /// from.
    pub fn belonging(&self, (line, column): (usize, u16)) -> Option<(usize, usize)> {
        let here = self.lines.get(line)?;
        let holds = |cell: &Cell| (cell.at..cell.at.saturating_add(cell.width)).contains(&column);
        if let Some(at) = here
            .cells
            .iter()
            .position(|cell| cell.key.is_some() && holds(cell))
        {
            return Some((line, at));
        }
        if here.keyed().next().is_some() {
            return only(here).map(|at| (line, at));
        }
        let start = here.cells.iter().find(|cell| holds(cell))?.at;
        let above = self.lines.get(..line)?.iter().enumerate().rev();
        let mut above = above.take_while(|(_, line)| !line.cells.is_empty());
        let (line, from) = above.find(|(_, line)| line.keyed().next().is_some())?;
        let below = |at: &usize| from.cells.get(*at).is_some_and(|cell| start >= cell.at);
        let starts = |cell: &Cell| cell.key.is_some() && cell.at == start;
        let at = only(from).filter(below);
        let at = at.or_else(|| from.cells.iter().position(starts))?;
        Some((line, at))
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
                // What is too long for its place has it all, and a space behind it.
                let before = usize::from(cell.at).checked_sub(width(&text)).unwrap_or(1);
                text.extend(std::iter::repeat_n(' ', before));
                text.push_str(&cell.text());
            }
            out.push_str(text.trim_end());
            out.push('\n');
        }
        out
    }
}

/// The place of the only cell of a line that can be selected.
fn only(line: &Line) -> Option<usize> {
    let mut keyed = (0..line.cells.len())
        .filter(|at| line.cells.get(*at).is_some_and(|cell| cell.key.is_some()));
    let first = keyed.next();
    first.filter(|_| keyed.next().is_none())
}

/// A text in lines of so many cells, the last of so many lines cut where there are more.
fn in_lines(text: &str, (room, most): (usize, usize), glyphs: GlyphSet) -> Vec<String> {
    let lines = wrap(text, room, room);
    let part = |range: &Range<usize>| text.get(range.clone()).unwrap_or_default();
    let mut parts: Vec<String> = lines
        .iter()
        .take(most)
        .map(|range| part(range).to_owned())
        .collect();
    if let (Some(last), Some(next)) = (parts.last_mut(), lines.get(most)) {
        let all = format!("{} {}", last.trim_end(), part(next));
        *last = glyphs.truncate(&all, room).into_owned();
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_belongs_to_the_cell_that_it_is_part_of() {
        let text = || [Span::body("x")];
        let key = |n| Some(CellKey(n, n));
        let mut sheet = Sheet {
            lines: vec![Line::default(); 8],
            ..Sheet::default()
        };
        // A heading, two cells that go on below, a gap, a cell alone with its sign and its bar.
        sheet.lines[0].push((0, 20), text(), None);
        sheet.lines[1].push((4, 6), text(), key(1));
        sheet.lines[1].push((10, 6), text(), key(2));
        sheet.lines[2].push((0, 3), text(), None);
        sheet.lines[2].push((10, 6), text(), None);
        sheet.lines[4].push((0, 20), text(), None);
        sheet.lines[5].push((0, 2), text(), None);
        sheet.lines[5].push((2, 5), text(), key(3));
        sheet.lines[6].push((2, 18), text(), None);
        sheet.lines[7].push((0, 18), text(), None);
        let at = |line, column| sheet.belonging((line, column));
        assert_eq!(at(0, 1), None);
        assert_eq!(
            (at(1, 4), at(1, 15), at(1, 16)),
            (Some((1, 0)), Some((1, 1)), None)
        );
        assert_eq!((at(2, 12), at(2, 5), at(2, 1)), (Some((1, 1)), None, None));
        assert_eq!((at(3, 4), at(4, 4)), (None, None));
        assert_eq!(
            (at(5, 0), at(5, 2), at(5, 19)),
            (Some((5, 1)), Some((5, 1)), Some((5, 1)))
        );
        assert_eq!((at(6, 10), at(6, 1), at(7, 1)), (Some((5, 1)), None, None));
        assert_eq!(at(8, 0), None);
    }

    #[test]
    fn names_give_and_take_so_that_columns_are_seen_whole() {
        let stub = |column, width| Sheet::default().stub_beside(column, (12, 30), width);
        // 70 leaves 47 beside a third: three columns of 17 lack four cells, three of 14 have five over.
        assert_eq!(stub(17, 70), 19);
        assert_eq!(stub(14, 70), 28);
        // Too much is missing, and too much is over.
        assert_eq!(stub(18, 70), 23);
        // Names have bounds.
        assert_eq!(stub(17, 39), 13);
        assert_eq!(stub(14, 36), 12);
        assert_eq!(stub(100, 93), 30);
        assert_eq!(stub(0, 0), 12);
        for (column, width) in [(17, 70), (14, 70)] {
            assert_eq!((width - stub(column, width)) % column, 0);
        }
    }
}
