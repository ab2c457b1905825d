//! What is wrong with the TOML itself, and how to read on behind it.
//!
//! The parser stops understanding a file at some faults. So the lines with a fault are overwritten
//! with spaces, which keeps every offset, and the text is parsed again, until it reads to its end.
//! What stood on those lines is lost, and nothing recovered near a fault is taken for a fact.

use std::borrow::Cow;
use std::ops::Range;

use toml::de::{DeTable, Error};

use super::sink::Sink;
use crate::diagnostic::{Code, Diagnostic};

/// How often a text is parsed again before the rest of it is given up.
const MAX_ROUNDS: usize = 24;

/// The most syntax faults that are reported of one file: more are seldom the author's.
const MAX_FAULTS: usize = 20;

/// What the parser calls a key that is there already.
const DUPLICATE: &str = "duplicate key";

/// A text that parses to its end, with the offsets of the original.
pub(super) struct Mended<'t> {
    pub text: Cow<'t, str>,
    /// Whether every line of the original is still in it.
    pub whole: bool,
}

/// Reports what is wrong with the TOML of a text, and makes one that can be read.
pub(super) fn mend<'t>(text: &'t str, faults: Vec<Error>, sink: &mut Sink) -> Mended<'t> {
    let mut mender = Mender {
        original: text,
        bytes: Vec::new(),
        reported: Vec::new(),
        duplicates: Vec::new(),
    };
    if let Some(open) = swallowing_string(text) {
        mender.unclosed(open, sink);
    }
    let mut current = mender.current();
    let mut faults = if mender.bytes.is_empty() {
        faults
    } else {
        DeTable::parse_recoverable(&current).1
    };
    for _ in 0..MAX_ROUNDS {
        if !mender.blank_faulty_lines(faults, sink) {
            break;
        }
        current = mender.current();
        faults = DeTable::parse_recoverable(&current).1;
    }
    mender.report_duplicates(sink);
    Mended {
        text: mender.current(),
        whole: mender.bytes.is_empty(),
    }
}

struct Mender<'t> {
    original: &'t str,
    /// The text with its faulty lines overwritten; empty while there are none.
    bytes: Vec<u8>,
    /// The lines on which a fault was reported.
    reported: Vec<Range<usize>>,
    duplicates: Vec<Range<usize>>,
}

impl<'t> Mender<'t> {
    fn current(&self) -> Cow<'t, str> {
        if self.bytes.is_empty() {
            Cow::Borrowed(self.original)
        } else {
            // Whole lines were overwritten with ASCII, so this is UTF-8 still.
            Cow::Owned(String::from_utf8_lossy(&self.bytes).into_owned())
        }
    }

    /// Reports the faults of one parse, and overwrites their lines. `false` where nothing was left
    /// to overwrite.
    fn blank_faulty_lines(&mut self, mut faults: Vec<Error>, sink: &mut Sink) -> bool {
        faults.sort_by_key(|fault| fault.span().map_or(0, |span| span.start));
        let mut changed = false;
        self.duplicates.clear();
        for fault in faults {
            let span = fault.span().unwrap_or(0..0);
            if fault.message() == DUPLICATE {
                self.duplicates.push(span);
                continue;
            }
            let span = self.onto_text(span);
            let line = line_around(self.original, span.start);
            let seen = |other: &Range<usize>| other.start <= line.start && line.end <= other.end;
            if !self.reported.iter().any(seen) {
                if self.reported.len() < MAX_FAULTS {
                    self.report(&fault, span, sink);
                }
                self.reported.push(line.clone());
            }
            changed |= self.blank(&line);
        }
        changed
    }

    /// A fault at the end of a line or of the text is shown at the last words before it.
    fn onto_text(&self, span: Range<usize>) -> Range<usize> {
        let before = self.original.get(..span.start).unwrap_or_default();
        let at_end = self
            .original
            .get(span.start..)
            .is_none_or(|rest| rest.trim_start_matches(['\r', '\n', ' ', '\t']).is_empty());
        if at_end {
            let last = before.trim_end().len();
            return last..last;
        }
        span
    }

    /// Overwrites a line, and where the line is a header, what stood below it: those keys would
    /// otherwise fall to the table above.
    fn blank(&mut self, line: &Range<usize>) -> bool {
        if self.bytes.is_empty() {
            self.bytes = self.original.as_bytes().to_vec();
        }
        let text = self.original.get(line.clone()).unwrap_or_default();
        let end = if text.trim_start().starts_with('[') {
            next_header(self.original, line.end)
        } else {
            line.end
        };
        let mut changed = false;
        let bytes = self.bytes.get_mut(line.start..end).unwrap_or_default();
        for byte in bytes {
            if !matches!(byte, b'\n' | b'\r' | b' ') {
                *byte = b' ';
                changed = true;
            }
        }
        changed
    }

    fn report(&self, fault: &Error, span: Range<usize>, sink: &mut Sink) {
        let line = line_around(self.original, span.start);
        let text = self.original.get(line).unwrap_or_default();
        let message = fault.message();
        let (what, expected) = match message.split_once(", expected ") {
            Some((what, expected)) => (what, Some(expected)),
            None => (message, None),
        };
        let what = if what.is_empty() {
            "this is not TOML"
        } else {
            what
        };
        let label = expected.map_or(String::new(), |words| format!("expected {words}"));
        let fault = Diagnostic::new(&sink.file, Code::Syntax, span, what)
            .label(label)
            .maybe_help(help(text));
        sink.report(fault);
    }

    /// Keys that stand twice, at both places.
    fn report_duplicates(&mut self, sink: &mut Sink) {
        for span in std::mem::take(&mut self.duplicates) {
            let name = self.original.get(span.clone()).unwrap_or_default();
            let line = line_around(self.original, span.start);
            let header = self.original.get(line.clone()).unwrap_or_default();
            let is_header = header.trim_start().starts_with('[');
            let message = format!("`{name}` is defined twice");
            let mut fault = Diagnostic::new(&sink.file, Code::DuplicateKey, span.clone(), message)
                .label("defined again here");
            if let Some(first) = first_place(self.original, name, &span, is_header) {
                fault = fault.related(first, "first defined here");
            }
            fault = fault.help(if is_header {
                format!("entries of a list have double brackets: `[[{name}]]`")
            } else {
                "keep one; a new record begins with its own `[[…]]` header".to_owned()
            });
            sink.report(fault);
            if is_header {
                self.blank(&line);
            }
        }
    }

    /// Reports a string that was not closed and so swallowed tables, and overwrites what it
    /// swallowed up to the first of them.
    fn unclosed(&mut self, open: Range<usize>, sink: &mut Sink) {
        let header = line_around(self.original, open.end);
        let fault = Diagnostic::new(
            &sink.file,
            Code::Syntax,
            open.start..(open.start + 3).min(open.end),
            "this text is not closed",
        )
        .label("opened here")
        .related(header, "this header would be a part of the text")
        .help("close it with the same three quotation marks");
        sink.report(fault);
        let start = line_around(self.original, open.start).start;
        self.reported.push(start..open.end);
        self.blank(&(start..open.end));
    }
}

/// The line that holds a byte, without its end.
fn line_around(text: &str, at: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let at = at.min(bytes.len());
    let before = bytes.get(..at).unwrap_or_default();
    let after = bytes.get(at..).unwrap_or_default();
    let start = memchr::memrchr(b'\n', before).map_or(0, |end| end + 1);
    let end = memchr::memchr(b'\n', after).map_or(bytes.len(), |end| at + end);
    start..end
}

/// Where the next line begins that looks like a header.
fn next_header(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let mut at = from;
    for line in rest.split_inclusive('\n') {
        if at > from && line.trim_start().starts_with('[') {
            return at;
        }
        at += line.len();
    }
    text.len()
}

/// A multi-line string that holds a line like a `[[…]]` header: from its opening marks to that
/// line. An author's text has no such line; a string that was not closed has.
fn swallowing_string(text: &str) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(found) = memchr::memchr3(b'"', b'\'', b'#', bytes.get(at..)?) {
        let start = at + found;
        let mark = *bytes.get(start)?;
        let rest = bytes.get(start..)?;
        if mark == b'#' {
            at = start + memchr::memchr(b'\n', rest)?;
            continue;
        }
        let triple = [mark; 3];
        if rest.starts_with(&triple) {
            let end = closing(bytes, start + 3, &triple).unwrap_or(bytes.len());
            let content = text.get(start..end)?;
            if let Some(header) = content.find("\n[[") {
                return Some(start..start + header + 1);
            }
            at = end + 3;
        } else {
            at = closing_on_line(bytes, start + 1, mark);
        }
    }
    None
}

/// Where a multi-line string closes: the marks, not behind a backslash.
fn closing(bytes: &[u8], from: usize, marks: &[u8]) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        if rest.starts_with(marks) {
            return Some(at);
        }
        let escape = marks.first() == Some(&b'"') && rest.first() == Some(&b'\\');
        at += if escape { 2 } else { 1 };
    }
}

/// Where a string in one line ends, behind its mark or at the line's end.
fn closing_on_line(bytes: &[u8], from: usize, mark: u8) -> usize {
    let mut at = from;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'\n' => return at,
            b'\\' if mark == b'"' => at += 2,
            byte if *byte == mark => return at + 1,
            _ => at += 1,
        }
    }
    bytes.len()
}

/// Where a key that stands twice stands first: the nearest line above that begins with it, in the
/// same table; for a table, the first header of that name.
fn first_place(text: &str, name: &str, again: &Range<usize>, header: bool) -> Option<Range<usize>> {
    let above = text.get(..line_around(text, again.start).start)?;
    let mut end = above.len();
    let mut found = None;
    for line in above.split_inclusive('\n').rev() {
        let start = end - line.len();
        end = start;
        let words = line.trim_start();
        let lead = line.len() - words.len();
        let is_header = words.starts_with('[');
        let bare = if header {
            words.trim_start_matches('[')
        } else {
            words
        };
        let rest = bare.strip_prefix(name).map(str::trim_start);
        let closes = rest.is_some_and(|rest| rest.starts_with(if header { ']' } else { '=' }));
        if closes && is_header == header {
            let at = start + lead + (words.len() - bare.len());
            found = Some(at..at + name.len());
            if !header {
                return found;
            }
        } else if is_header && !header {
            return found;
        }
    }
    found
}

/// What would help with a line, judged by its look.
fn help(line: &str) -> Option<String> {
    let line = line.trim();
    if line.contains(['“', '”', '‘', '’', '„', '«']) && !line.contains('"') {
        return Some("text stands in straight quotation marks: \"…\"".to_owned());
    }
    let (key, value) = line.split_once('=')?;
    let (key, value) = (key.trim(), value.trim());
    let bare = value.split('#').next().unwrap_or_default().trim();
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if value.is_empty() {
        return Some(format!("give `{key}` a value, or leave the line out"));
    }
    let year = bare.get(..4).is_some_and(digits);
    let date_like = bare
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.' | '~' | '?'));
    if bare.starts_with("[..") || (bare.starts_with('[') && bare.contains("..")) {
        return Some(format!(
            "put the date in quotation marks: `{key} = \"{bare}\"`"
        ));
    }
    if year && date_like && bare.contains(['-', '/', '~', '?']) {
        return Some(format!(
            "a date that is not one whole day stands in quotation marks: `{key} = \"{bare}\"`"
        ));
    }
    if bare.contains(',') && bare.replace([',', ' '], "").parse::<f64>().is_ok() {
        let number = bare.replace(',', "_").replace(' ', "");
        return Some(format!("a number has no commas: `{key} = {number}`"));
    }
    if value.starts_with('"') && value.contains('\\') {
        return Some(
            "write `\\\\` for a backslash, or the text in single quotation marks".to_owned(),
        );
    }
    if value.starts_with('"') && value.matches('"').count() % 2 == 1 {
        return Some("close the text with `\"`".to_owned());
    }
    if value.starts_with('"') && value.matches('"').count() > 2 {
        return Some(
            "write `\\\"` for a quotation mark inside of a text, or use “ and ”".to_owned(),
        );
    }
    if value.chars().next().is_some_and(char::is_alphabetic) {
        return Some(format!("text stands in quotation marks: `{key} = \"…\"`"));
    }
    None
}
