//! From bytes to what people and other programs count: lines, columns, code points.

use std::ops::Range;

/// Finds lines and columns in a text without reading it from the start each time.
///
/// A line ends at LF or CR LF. Lines and columns count from 1; a column is a number of code points.
#[derive(Clone, Debug)]
pub struct LineIndex<'a> {
    text: &'a str,
    /// Where each line begins, in bytes; the first at 0.
    starts: Vec<usize>,
}

impl<'a> LineIndex<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Self {
        let ends = memchr::memchr_iter(b'\n', text.as_bytes());
        let starts = std::iter::once(0).chain(ends.map(|at| at + 1)).collect();
        Self { text, starts }
    }

    /// How many lines there are: at least one, and an empty one after a last line break.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The line and the column of a byte. A byte within a character counts as the character's
    /// first, and one beyond the end of the text as its end.
    pub fn line_column(&self, byte: usize) -> (usize, usize) {
        let byte = byte.min(self.text.len());
        let line = self.starts.partition_point(|&start| start <= byte);
        let start = line.checked_sub(1).and_then(|i| self.starts.get(i));
        let start = start.copied().unwrap_or_default();
        let rest = self.text.get(start..).unwrap_or_default();
        (line, byte_to_chars(rest, byte - start) + 1)
    }

    /// The bytes of a line, its line break aside. For a line that there is not, the empty range at
    /// the end of the text.
    pub fn line_range(&self, line: usize) -> Range<usize> {
        let end_of_text = self.text.len();
        let Some(&start) = line.checked_sub(1).and_then(|i| self.starts.get(i)) else {
            return end_of_text..end_of_text;
        };
        let end = self.starts.get(line).map_or(end_of_text, |next| next - 1);
        let whole = self.text.get(start..end).unwrap_or_default();
        let broken = self.starts.len() > line;
        let shown = whole.strip_suffix('\r').filter(|_| broken);
        start..start + shown.unwrap_or(whole).len()
    }
}

/// How many code points stand before a byte. A byte within a character counts as the character's
/// first, and one beyond the end of the text as its end.
pub fn byte_to_chars(text: &str, byte: usize) -> usize {
    let mut boundary = byte.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    text.get(..boundary)
        .map_or(0, |before| before.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_and_columns_count_from_one() {
        let index = LineIndex::new("ab\né“c”\r\n\nlast");
        for (byte, expected) in [
            (0, (1, 1)),
            (2, (1, 3)),
            (3, (2, 1)),
            (4, (2, 1)),
            (5, (2, 2)),
            (7, (2, 2)),
            (8, (2, 3)),
            (12, (2, 5)),
            (13, (2, 6)),
            (14, (3, 1)),
            (15, (4, 1)),
            (19, (4, 5)),
            (99, (4, 5)),
        ] {
            assert_eq!(index.line_column(byte), expected, "byte {byte}");
        }
        assert_eq!(LineIndex::new("").line_column(7), (1, 1));
        assert_eq!(LineIndex::new("a\n").line_column(2), (2, 1));
    }

    #[test]
    fn a_line_without_its_break() {
        let text = "ab\nc\r\n\nlast\r";
        let index = LineIndex::new(text);
        let lines: Vec<&str> = (1..=index.lines())
            .map(|line| text.get(index.line_range(line)).unwrap())
            .collect();
        assert_eq!(lines, ["ab", "c", "", "last\r"]);
        assert_eq!(index.line_range(0), 12..12);
        assert_eq!(index.line_range(5), 12..12);
        assert_eq!(LineIndex::new("").line_range(1), 0..0);
    }

    #[test]
    fn code_points_before_a_byte() {
        for (byte, expected) in [(0, 0), (1, 1), (2, 1), (3, 2), (5, 2), (6, 3), (50, 3)] {
            assert_eq!(byte_to_chars("aé“", byte), expected, "byte {byte}");
        }
    }

    proptest! {
        #[test]
        fn line_and_column_lead_to_the_character(text in "([a-zé“日]|\r?\n){0,40}") {
            let index = LineIndex::new(&text);
            for (count, (at, c)) in text.char_indices().enumerate() {
                prop_assert_eq!(byte_to_chars(&text, at), count);
                let (line, column) = index.line_column(at);
                let start = index.line_range(line).start;
                let there = text.get(start..).unwrap().chars().nth(column - 1);
                prop_assert_eq!(there, Some(c));
            }
        }
    }
}
