//! Finds what was opened and not closed.
//!
//! To a parser such a string or list goes on for ever, and every line behind it is a fault. To an
//! author one mark is missing. The difference shows in what is swallowed: a line that looks like a
//! header or a key can stand in neither.

use std::ops::Range;

/// Something that was not closed.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Unclosed {
    /// What it is, in words.
    pub what: &'static str,
    /// What would close it, in words.
    pub close: &'static str,
    /// The marks that open it.
    pub open: Range<usize>,
    /// Where the first line begins that it swallowed; the text's end where it swallowed none.
    pub until: usize,
}

/// A reading of brackets and strings, and of nothing else.
struct Scan<'t> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    /// The brackets that are open.
    open: Vec<(u8, usize)>,
    /// The last string that did not end on its line, since all brackets were closed.
    text_open: Option<usize>,
    /// The last byte that was neither white space nor comment.
    last: u8,
}

/// The first thing that was not closed.
pub(super) fn unclosed(text: &str) -> Option<Unclosed> {
    let mut scan = Scan {
        text,
        bytes: text.as_bytes(),
        at: 0,
        open: Vec::new(),
        text_open: None,
        last: b'\n',
    };
    loop {
        if let Some(found) = scan.line() {
            return Some(found);
        }
        if scan.at >= scan.bytes.len() {
            let whole = scan.bytes.len();
            return scan.found(whole);
        }
    }
}

impl Scan<'_> {
    /// Reads to the end of a line, or of the string that begins on it.
    fn line(&mut self) -> Option<Unclosed> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let start = self.at;
        let words = rest.trim_start_matches([' ', '\t']);
        let is_header = words.starts_with("[[") || (self.open.is_empty() && words.starts_with('['));
        if is_header && (self.open.is_empty() || names_a_table(words)) {
            if !self.open.is_empty() {
                return self.found(start);
            }
            self.at = self.line_end() + 1;
            self.text_open = None;
            return None;
        }
        let within_table = self
            .open
            .last()
            .is_some_and(|(bracket, _)| *bracket == b'{');
        let follows = within_table && matches!(self.last, b',' | b'{');
        if !self.open.is_empty() && !follows && assigns(words) {
            return self.found(start);
        }
        if self.open.is_empty() {
            self.text_open = None;
        }
        while let Some(byte) = self.bytes.get(self.at).copied() {
            let at = self.at;
            self.at += 1;
            match byte {
                b'\n' => return None,
                b'#' => self.at = self.line_end(),
                b'"' | b'\'' => {
                    if let Some(found) = self.string(byte, at) {
                        return Some(found);
                    }
                }
                b'[' | b'{' => self.open.push((byte, at)),
                b']' | b'}' => {
                    let opened = if byte == b']' { b'[' } else { b'{' };
                    let fits = self.open.last().is_none_or(|(top, _)| *top == opened);
                    if !fits {
                        return self.found(self.line_end() + 1);
                    }
                    self.open.pop();
                }
                _ => {}
            }
            if !byte.is_ascii_whitespace() && byte != b'#' {
                self.last = byte;
            }
        }
        None
    }

    /// Reads behind the marks that open a string.
    fn string(&mut self, mark: u8, start: usize) -> Option<Unclosed> {
        let triple = [mark; 3];
        let rest = self.bytes.get(start..).unwrap_or_default();
        if !rest.starts_with(&triple) {
            self.at = self.string_end(mark);
            let ended = self.bytes.get(self.at.wrapping_sub(1)) == Some(&mark);
            if !ended || self.at == start + 1 {
                self.text_open = Some(start);
            }
            return None;
        }
        let end = self.text_end(start + 3, &triple);
        let content = self.text.get(start..end).unwrap_or_default();
        let swallowed = content.match_indices("\n[[").find(|(at, _)| {
            let line = content.get(at + 1..).unwrap_or_default();
            names_a_table(line)
        });
        if let Some((header, _)) = swallowed {
            return Some(Unclosed {
                what: "this text is not closed",
                close: "close it with the same three quotation marks",
                open: start..start + 3,
                until: start + header + 1,
            });
        }
        self.at = (end + 3).min(self.bytes.len());
        None
    }

    /// Where a string in one line ends: behind its mark, or at the line's end.
    fn string_end(&self, mark: u8) -> usize {
        let mut at = self.at;
        while let Some(byte) = self.bytes.get(at) {
            match byte {
                b'\n' => return at,
                b'\\' if mark == b'"' && self.bytes.get(at + 1) != Some(&b'\n') => at += 2,
                byte if *byte == mark => return at + 1,
                _ => at += 1,
            }
        }
        self.bytes.len()
    }

    /// Where a string in several lines closes: its marks, not behind a backslash.
    fn text_end(&self, from: usize, marks: &[u8]) -> usize {
        let mut at = from;
        while let Some(rest) = self.bytes.get(at..).filter(|rest| !rest.is_empty()) {
            if rest.starts_with(marks) {
                // Up to two more marks belong to the text.
                let more = rest.iter().take(5).take_while(|byte| marks.contains(byte));
                return at + more.count() - 3;
            }
            let escape = marks.first() == Some(&b'"') && rest.first() == Some(&b'\\');
            at += if escape { 2 } else { 1 };
        }
        self.bytes.len()
    }

    fn line_end(&self) -> usize {
        let rest = self.bytes.get(self.at..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map_or(self.bytes.len(), |end| self.at + end)
    }

    /// The innermost thing that is open here, if anything is.
    fn found(&self, until: usize) -> Option<Unclosed> {
        let until = until.min(self.bytes.len());
        let (bracket, open) = *self.open.last()?;
        if let Some(start) = self.text_open.filter(|start| *start > open) {
            return Some(Unclosed {
                what: "this text is not closed",
                close: "close it with the same quotation mark",
                open: start..start + 1,
                until,
            });
        }
        let (what, close) = match bracket {
            b'{' => ("this table is not closed", "close it with `}`"),
            _ => ("this list is not closed", "close it with `]`"),
        };
        Some(Unclosed {
            what,
            close,
            open: open..open + 1,
            until,
        })
    }
}

/// Whether a line is a header of a list of tables: `[[quotes]]`, `[[proposals.points]]`.
fn names_a_table(line: &str) -> bool {
    let end = memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len());
    let line = line.get(..end).unwrap_or_default();
    let name = line
        .strip_prefix("[[")
        .and_then(|rest| rest.split_once("]]"));
    name.is_some_and(|(name, _)| {
        let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ' ');
        !name.trim().is_empty()
            && name.chars().all(bare)
            && !name.chars().all(|c| c.is_ascii_digit() || c == ' ')
    })
}

/// Whether a line begins with a key and `=`.
fn assigns(line: &str) -> bool {
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let rest = line.trim_start_matches(bare);
    rest.len() < line.len() && rest.trim_start_matches([' ', '\t']).starts_with('=')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(&str, &str)> {
        let found = unclosed(text)?;
        Some((text.get(found.open)?, text.get(found.until..)?))
    }

    #[test]
    fn what_is_closed_is_not_found() {
        for text in [
            "",
            "a = [1, [2, 3]]\n[[b]]\nc = { d = [1] }\n",
            "a = [\n  \"]\", # [\n  ']',\n]\nb = 1\n",
            "a = [\n  { b = 1 },\n  {\n    b = 2,\n    c = 3 },\n]\n",
            "a = \"\"\"\n[not a header\nb = 1\n\"\\\"\"\" \"\"\"\"\"\n[[c]]\n",
            "a = [\n[1],\n[[2]],\n]\n",
            "a = 'don\"t'\n[b]\nc = 1",
        ] {
            assert_eq!(found(text), None, "{text}");
        }
    }

    #[test]
    fn what_is_open_is_found_with_what_it_swallowed() {
        assert_eq!(found("a = [1, 2\nb = 3\n"), Some(("[", "b = 3\n")));
        assert_eq!(found("a = [\n 1\n[[b]]\n"), Some(("[", "[[b]]\n")));
        assert_eq!(found("a = [{ b = 1 ]\nc = 2\n"), Some(("{", "c = 2\n")));
        assert_eq!(found("a = { b = 1\nc = 2\n"), Some(("{", "c = 2\n")));
        assert_eq!(found("a = [\"b, \"c\"]\nd = 2\n"), Some(("\"", "d = 2\n")));
        assert_eq!(found("a = \"\"\"b\n[[c]]\n"), Some(("\"\"\"", "[[c]]\n")));
        assert_eq!(found("a = [1"), Some(("[", "")));
    }
}
