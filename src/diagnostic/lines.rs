//! Lines and columns of a file, and the part of a line that is shown with a fault.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Diagnostic, SourceFile};

use crate::text::position::LineIndex;
use crate::text::sanitise;

/// How many characters of a long line are shown before a caret, and how many from it on.
const BEFORE: usize = 40;
const AFTER: usize = 80;

/// Where a byte of a file stands. Lines and columns count from 1; columns count code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Position {
    pub line: usize,
    pub column: usize,
}

/// The lines of a file.
pub(super) struct Lines<'t> {
    file: &'t SourceFile,
    text: &'t str,
    index: LineIndex<'t>,
}

/// A line, or the part of a long one around a place, safe for a terminal.
pub(super) struct Excerpt {
    /// The number of the line, from 1.
    pub line: usize,
    pub text: String,
    /// The place, in bytes of `text`.
    pub caret: Range<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(file: &'t SourceFile) -> Self {
        Self {
            file,
            text: &file.text,
            index: LineIndex::new(&file.text),
        }
    }

    /// Where a byte stands. A byte order mark at the start of the file is no column.
    pub(super) fn position(&self, byte: usize) -> Position {
        let (line, column) = self.index.line_column(byte);
        let marked = line == 1 && column > 1 && self.text.starts_with('\u{feff}');
        Position {
            line: self.file.line(line),
            column: column - usize::from(marked),
        }
    }

    /// The first line of a span, as it is shown.
    pub(super) fn excerpt(&self, span: &Range<usize>) -> Excerpt {
        let start = self.floor(span.start);
        let (line, _) = self.index.line_column(start);
        let range = self.index.line_range(line);
        let end = self.floor(span.end).clamp(start, range.end.max(start));
        let before = self.text.get(range.start..start).unwrap_or_default();
        let after = self.text.get(start..range.end).unwrap_or_default();
        let long = after.len() + before.len() > BEFORE + AFTER;
        let from = match before.char_indices().rev().nth(BEFORE) {
            Some((at, c)) if long => at + c.len_utf8(),
            _ => 0,
        };
        let to = match after.char_indices().nth(AFTER) {
            Some((at, _)) if long => start + at,
            _ => range.end.max(start),
        };
        let cut = range.start + from;
        let window = self.text.get(cut..to).unwrap_or_default();
        let safe = sanitise::block(window);
        let caret = safe
            .map
            .range_to_derived(start - cut..end.clamp(start, to.max(start)) - cut);
        let lead = if from > 0 { "…" } else { "" };
        let tail = if to < range.end { "…" } else { "" };
        Excerpt {
            line: self.file.line(line),
            text: format!("{lead}{}{tail}", safe.text.replace('\n', " ")),
            caret: caret.start + lead.len()..caret.end + lead.len(),
        }
    }

    fn floor(&self, byte: usize) -> usize {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        byte
    }
}

/// The lines of several files, counted once each.
#[derive(Default)]
pub(super) struct Index<'t> {
    files: HashMap<*const SourceFile, Lines<'t>>,
}

impl<'t> Index<'t> {
    /// Where a span of a file begins and ends.
    pub(super) fn places(
        &mut self,
        file: &'t Arc<SourceFile>,
        span: &Range<usize>,
    ) -> (Position, Position) {
        let lines = self
            .files
            .entry(Arc::as_ptr(file))
            .or_insert_with(|| Lines::new(file));
        (lines.position(span.start), lines.position(span.end))
    }
}

/// Where faults begin: line and column, counted from 1, columns in code points. `None` where a fault
/// is the whole file's.
pub fn places<'t>(faults: &[&'t Diagnostic]) -> Vec<Option<(usize, usize)>> {
    let mut index = Index::default();
    let place = |fault: &&'t Diagnostic| {
        let span = fault.span.as_ref()?;
        let (Position { line, column }, _) = index.places(&fault.file, span);
        Some((line, column))
    };
    faults.iter().map(place).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_code_points() {
        let file = SourceFile::new("", "\u{feff}aé=b\r\nc");
        let lines = Lines::new(&file);
        let at = |byte| {
            let Position { line, column } = lines.position(byte);
            (line, column)
        };
        assert_eq!(at(3), (1, 1));
        assert_eq!(at(6), (1, 3));
        assert_eq!(at(5), (1, 2), "within é");
        assert_eq!(at(10), (2, 1));
        assert_eq!(at(99), (2, 2));
    }

    #[test]
    fn the_caret_stays_on_its_words_when_marks_take_room() {
        let text = "a = \"\u{202e}x\u{1b}[0m\" # word";
        let file = SourceFile::new("", text);
        let lines = Lines::new(&file);
        let at = text.find("word").unwrap();
        let excerpt = lines.excerpt(&(at..at + 4));
        assert_eq!(excerpt.text.get(excerpt.caret.clone()), Some("word"));
        assert!(!excerpt.text.contains(['\u{202e}', '\u{1b}']));
    }

    #[test]
    fn a_long_line_is_cut_around_the_caret() {
        let text = format!("{}HERE{}", "ä".repeat(500), "b".repeat(1 << 20));
        let file = SourceFile::new("", text.as_str());
        let lines = Lines::new(&file);
        let excerpt = lines.excerpt(&(1000..1004));
        assert_eq!(excerpt.text.get(excerpt.caret.clone()), Some("HERE"));
        assert_eq!(excerpt.text.chars().count(), BEFORE + AFTER + 2);
        let whole = lines.excerpt(&(0..text.len()));
        assert!(whole.text.len() < 400);
        assert!(whole.caret.end <= whole.text.len());
    }
}
