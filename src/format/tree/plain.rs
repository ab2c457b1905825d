//! Reads what is written plainly: bare keys, headers, texts in quotation marks, lists, tables in
//! one line. That is nearly all of nearly every briefing.
//!
//! Whatever else there is, and every fault, is left to the TOML parser, which is asked for single
//! values as well: numbers, dates, and texts with escapes or of several lines.

use std::borrow::Cow;

use memchr::{memchr, memchr2};
use toml_datetime::Datetime;
use toml_parser::decoder::{Encoding, ScalarKind};
use toml_parser::{ErrorSink, ParseError, Raw};

use super::gather::{Gathering, Header};
use super::{Integer, Key, Known, Node, Span, Tree, What};
use crate::text::sanitise;

/// How deep lists and inline tables lie in each other, at most.
const DEPTH: usize = 16;

/// For every so many bytes of a text room is kept for an entry: few texts have more. Room that is not
/// used costs nothing.
const AN_ENTRY: usize = 16;

/// Reads a text; `None` where it is not plain.
pub(super) fn read(text: &str) -> Option<Tree<'_>> {
    u32::try_from(text.len()).ok()?;
    let mut reader = Reader {
        text,
        at: 0,
        tree: Gathering::with_room(text.len() / AN_ENTRY),
    };
    while reader.at < text.len() {
        reader.line()?;
    }
    reader.tree.finish()
}

struct Reader<'i> {
    text: &'i str,
    /// How far it was read, in bytes.
    at: usize,
    tree: Gathering<'i>,
}

impl<'i> Reader<'i> {
    fn bytes(&self) -> &'i [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes on behind a byte, if that is the next.
    fn accept(&mut self, byte: u8) -> bool {
        let is_next = self.peek() == Some(byte);
        self.at += usize::from(is_next);
        is_next
    }

    fn must_be(&mut self, byte: u8) -> Option<()> {
        self.accept(byte).then_some(())
    }

    /// Goes on behind all bytes of a sort; says where they are.
    fn run(&mut self, fits: impl Fn(u8) -> bool) -> Span {
        let start = self.at;
        while self.peek().is_some_and(&fits) {
            self.at += 1;
        }
        Span::new(&(start..self.at))
    }

    fn written(&self, span: Span) -> &'i str {
        self.text.get(span.range()).unwrap_or_default()
    }

    fn blanks(&mut self) {
        self.run(|byte| matches!(byte, b' ' | b'\t'));
    }

    /// One line: a header, a key with its value, or neither.
    fn line(&mut self) -> Option<()> {
        self.blanks();
        match self.peek() {
            None | Some(b'\n' | b'\r' | b'#') => {}
            Some(b'[') => self.header()?,
            Some(_) => {
                let key = self.key()?;
                self.tree.last_takes(key.name)?;
                let node = self.assigned()?;
                self.tree.push(key, node)?;
            }
        }
        self.blanks();
        self.rest_of_line()
    }

    /// What may stand behind everything in a line: a comment, and the end.
    fn rest_of_line(&mut self) -> Option<()> {
        match self.peek() {
            None => return Some(()),
            Some(b'#') => {
                let rest = self.bytes();
                let end = memchr(b'\n', rest).unwrap_or(rest.len());
                let line = rest.get(..end)?;
                let line = line.strip_suffix(b"\r").unwrap_or(line);
                self.at += line.len();
                let odd = |byte: &u8| byte.is_ascii_control() && *byte != b'\t';
                if line.iter().any(odd) {
                    return None;
                }
            }
            _ => {}
        }
        if self.peek().is_none() {
            return Some(());
        }
        self.accept(b'\r');
        self.must_be(b'\n')
    }

    /// Everything between the entries of a list.
    fn between(&mut self) -> Option<()> {
        loop {
            self.blanks();
            match self.peek()? {
                b'\n' | b'\r' | b'#' => self.rest_of_line()?,
                _ => return Some(()),
            }
        }
    }

    fn key(&mut self) -> Option<Key<'i>> {
        let span = self.run(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let name = self.written(span);
        (!name.is_empty()).then_some(Key { name, span })
    }

    fn header(&mut self) -> Option<()> {
        let start = self.at;
        self.must_be(b'[')?;
        let many = self.accept(b'[');
        let mut path = vec![self.key()?];
        while self.accept(b'.') {
            path.push(self.key()?);
        }
        self.must_be(b']')?;
        if many {
            self.must_be(b']')?;
        }
        let span = Span::new(&(start..self.at));
        self.tree.header(Header { path, span, many })
    }

    /// A value with the sign before it.
    fn assigned(&mut self) -> Option<Node<'i>> {
        self.assigned_at(0)
    }

    fn assigned_at(&mut self, depth: usize) -> Option<Node<'i>> {
        self.blanks();
        self.must_be(b'=')?;
        self.blanks();
        self.value(depth)
    }

    fn value(&mut self, depth: usize) -> Option<Node<'i>> {
        let start = self.at;
        let what = match self.peek()? {
            b'"' if self.bytes().starts_with(b"\"\"\"") => self.long(b'"')?,
            b'\'' if self.bytes().starts_with(b"'''") => self.long(b'\'')?,
            b'"' => self.text()?,
            b'\'' => self.literal()?,
            b'[' | b'{' if depth >= DEPTH => return None,
            b'[' => self.list(depth + 1)?,
            b'{' => self.table(depth + 1)?,
            _ => self.bare()?,
        };
        let span = Span::new(&(start..self.at));
        Some(Node { what, span })
    }

    /// A text between quotation marks, in one line.
    fn text(&mut self) -> Option<What<'i>> {
        let start = self.at;
        self.at += 1;
        let first = memchr2(b'"', b'\\', self.bytes())?;
        let end = self.at + first;
        if self.text.as_bytes().get(end) == Some(&b'"') {
            let text = self.text.get(self.at..end)?;
            self.at = end + 1;
            return printable(text);
        }
        self.at = end;
        loop {
            self.at += memchr2(b'"', b'\\', self.bytes())?;
            if self.accept(b'"') {
                return self.decoded(start, Some(Encoding::BasicString));
            }
            // The sign and what it escapes, which may be one of the two.
            self.at += 2;
        }
    }

    fn literal(&mut self) -> Option<What<'i>> {
        self.at += 1;
        let end = self.at + memchr(b'\'', self.bytes())?;
        let text = self.text.get(self.at..end)?;
        self.at = end + 1;
        printable(text)
    }

    /// A text of several lines.
    fn long(&mut self, mark: u8) -> Option<What<'i>> {
        let start = self.at;
        self.at += 3;
        let (escape, encoding) = match mark {
            b'"' => (b'\\', Encoding::MlBasicString),
            _ => (mark, Encoding::MlLiteralString),
        };
        let delimiter = [mark; 3];
        loop {
            self.at += memchr2(mark, escape, self.bytes())?;
            if self.bytes().starts_with(&delimiter) {
                break;
            }
            self.at += if self.peek() == Some(mark) { 1 } else { 2 };
        }
        self.at += 3;
        // Two more of them may belong to the text.
        let _ = self.accept(mark) && self.accept(mark);
        self.decoded(start, Some(encoding))
    }

    /// A number, a date, `true` or `false`.
    fn bare(&mut self) -> Option<What<'i>> {
        let start = self.at;
        let fits = |byte: u8| {
            byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'_' | b'.' | b':')
        };
        self.run(fits);
        // A date and a time may have a space between them; that is left to the parser.
        self.decoded(start, None)
    }

    /// What the parser makes of a value that begins at a place and ends here.
    fn decoded(&self, start: usize, encoding: Option<Encoding>) -> Option<What<'i>> {
        let raw = self.text.get(start..self.at)?;
        let span = toml_parser::Span::new_unchecked(start, self.at);
        let raw = Raw::new_unchecked(raw, encoding, span);
        let mut faults = Faults::None;
        let mut decoded = Cow::Borrowed("");
        let kind = raw.decode_scalar(&mut decoded, &mut faults);
        if matches!(faults, Faults::Some) {
            return None;
        }
        Some(match kind {
            ScalarKind::String => What::Text(decoded, Known::Nothing),
            ScalarKind::Boolean(flag) => What::Boolean(flag),
            ScalarKind::DateTime => What::Datetime(decoded.parse::<Datetime>().ok()?),
            ScalarKind::Float => What::Float(decoded),
            ScalarKind::Integer(radix) => What::Integer(Integer {
                digits: decoded,
                radix: radix.value(),
            }),
        })
    }

    fn list(&mut self, depth: usize) -> Option<What<'i>> {
        self.at += 1;
        let entries = self.tree.begin();
        loop {
            self.between()?;
            if self.accept(b']') {
                break;
            }
            let node = self.value(depth)?;
            self.tree.push(Key::default(), node)?;
            self.between()?;
            if !self.accept(b',') {
                self.must_be(b']')?;
                break;
            }
        }
        Some(What::List(self.tree.end(entries)))
    }

    /// A table between braces, in one line.
    fn table(&mut self, depth: usize) -> Option<What<'i>> {
        self.at += 1;
        let entries = self.tree.begin();
        self.blanks();
        if self.accept(b'}') {
            return Some(What::Table(self.tree.end(entries)));
        }
        loop {
            self.blanks();
            let key = self.key()?;
            self.tree.takes(entries, key.name)?;
            let node = self.assigned_at(depth)?;
            self.tree.push(key, node)?;
            self.blanks();
            if !self.accept(b',') {
                self.must_be(b'}')?;
                break;
            }
        }
        Some(What::Table(self.tree.end(entries)))
    }
}

/// A text as it is; `None` where it holds what TOML does not allow.
fn printable(text: &str) -> Option<What<'_>> {
    if sanitise::is_clean_line(text) {
        return Some(What::Text(Cow::Borrowed(text), Known::Printable));
    }
    let odd = |byte: u8| byte.is_ascii_control() && byte != b'\t';
    let allowed = !text.bytes().any(odd);
    allowed.then_some(What::Text(Cow::Borrowed(text), Known::Nothing))
}

/// Whether the parser found anything wrong with a value.
enum Faults {
    None,
    Some,
}

impl ErrorSink for Faults {
    fn report_error(&mut self, _: ParseError) {
        *self = Self::Some;
    }
}
