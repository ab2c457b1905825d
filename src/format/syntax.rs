//! What is wrong with the TOML itself, and how to read on behind it.
//!
//! The parser stops understanding a file at some faults. So the lines with a fault are overwritten
//! with spaces, which keeps every offset, and the text is parsed again, until it reads to its end.
//! What stood on those lines is lost, and nothing recovered near a fault is taken for a fact.

mod bounds;
mod unclosed;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use toml::de::{DeTable, Error};

use super::sink::Sink;
use super::tree::{Table, Tree};
use crate::diagnostic::{Code, Diagnostic};
use bounds::{Bounded, bounded};
use unclosed::unclosed;

/// How often a text is parsed again before the rest of it is given up.
const MAX_ROUNDS: usize = 24;

/// How many words and marks are parsed again in all these rounds.
const MAX_AGAIN: usize = 2 * bounds::MAX_TOKENS;

/// The most syntax faults that are reported of one file: more are seldom the author's.
const MAX_FAULTS: usize = 20;

/// How help with a bare text begins.
const QUOTE: &str = "text stands in quotation marks";

/// What the parser calls a key that is there already.
const DUPLICATE: &str = "duplicate key";

/// From so many bytes on, one file at a time is left to the parser, which takes up to a hundred times
/// the memory.
const LARGE: usize = 4 << 20;

/// Reads a text with the TOML parser. What is wrong with it goes to the sink; what was understood,
/// and whether that is all of it, goes on.
pub(super) fn read<T>(
    text: &str,
    mut sink: Sink,
    then: impl FnOnce(Table<'_>, bool, Sink) -> T,
) -> T {
    let _alone = alone(text);
    let Bounded {
        end,
        tokens,
        beyond,
    } = bounded(text);
    let text = text.get(..end).unwrap_or_default();
    let (root, faults) = DeTable::parse_recoverable(text);
    if faults.is_empty() {
        let is_whole = beyond.is_none();
        if let Some(beyond) = beyond {
            beyond.report(&mut sink);
        }
        return then(Tree::of(root.get_ref()).root(), is_whole, sink);
    }
    drop(root);
    let rounds = if beyond.is_some() {
        0
    } else {
        (MAX_AGAIN / tokens.max(1)).clamp(1, MAX_ROUNDS)
    };
    let mended = mend(text, (faults, rounds), &mut sink);
    if let Some(beyond) = beyond {
        beyond.report(&mut sink);
        return then(Tree::default().root(), false, sink);
    }
    let (root, _) = DeTable::parse_recoverable(&mended.text);
    then(Tree::of(root.get_ref()).root(), mended.whole, sink)
}

/// A turn at the parser, for a large text.
fn alone(text: &str) -> Option<MutexGuard<'static, ()>> {
    static TURN: Mutex<()> = Mutex::new(());
    // Nothing is guarded but the turn itself.
    (text.len() >= LARGE).then(|| TURN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// A text that parses to its end, with the offsets of the original.
struct Mended<'t> {
    text: Cow<'t, str>,
    /// Whether every line of the original is still in it.
    whole: bool,
}

/// Reports what is wrong with the TOML of a text, and makes one that can be read; in so many rounds,
/// or as far as that goes.
fn mend<'t>(text: &'t str, (faults, rounds): (Vec<Error>, usize), sink: &mut Sink) -> Mended<'t> {
    let mut mender = Mender {
        original: text,
        bytes: Vec::new(),
        reported: Vec::new(),
        lines: HashSet::new(),
        duplicates: Vec::new(),
    };
    mender.close_all(sink);
    let mut faults = if mender.bytes.is_empty() || rounds == 0 {
        faults
    } else {
        drop(faults);
        DeTable::parse_recoverable(&mender.current()).1
    };
    for left in (0..=rounds).rev() {
        if !mender.blank_faulty_lines(faults, sink) || left == 0 {
            break;
        }
        faults = DeTable::parse_recoverable(&mender.current()).1;
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
    /// What was reported to be open, with what it swallowed.
    reported: Vec<Range<usize>>,
    /// Where the lines begin on which a fault was found.
    lines: HashSet<usize>,
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
        // Of a line, the first fault is enough.
        let mut last = 0..0;
        for fault in faults {
            let span = fault.span().unwrap_or(0..0);
            if fault.message() == DUPLICATE {
                self.duplicates.push(span);
                continue;
            }
            if last.contains(&span.start) {
                continue;
            }
            let span = self.onto_text(span);
            let line = line_around(self.original, span.start);
            let seen = |other: &Range<usize>| other.start <= line.start && line.end <= other.end;
            let is_new = !self.reported.iter().any(seen) && self.lines.insert(line.start);
            if is_new && self.reported.len() + self.lines.len() <= MAX_FAULTS {
                self.report(&fault, span, sink);
            }
            changed |= self.blank(&line);
            last = line;
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
        let text = self.original.get(line.clone()).unwrap_or_default();
        let end = if text.trim_start().starts_with('[') {
            next_header(self.original, line)
        } else if opens_text(text) {
            let rest = self.original.get(line.end..).unwrap_or_default();
            let close = rest.find("\"\"\"").unwrap_or(0);
            line_around(self.original, line.end + close).end
        } else {
            line.end
        };
        self.overwrite(line.start..end)
    }

    /// Overwrites a part of the text. `false` where it was overwritten before.
    fn overwrite(&mut self, part: Range<usize>) -> bool {
        if self.bytes.is_empty() {
            self.bytes = self.original.as_bytes().to_vec();
        }
        let mut changed = false;
        let bytes = self.bytes.get_mut(part).unwrap_or_default();
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
        let help = help(text);
        let unquoted = help.as_ref().is_some_and(|help| help.starts_with(QUOTE));
        let (what, expected) = match what {
            _ if unquoted => ("text without quotation marks", None),
            "" => ("this is not TOML", expected),
            "unclosed array table" | "unclosed table" => ("this header is not closed", expected),
            "invalid basic string" | "invalid literal string" => ("this text is wrong", expected),
            "missing escaped value" => ("unknown escape in a text", None),
            "unexpected key or value" => ("unexpected words behind the value", expected),
            what => (what, expected),
        };
        let label = expected.map_or(String::new(), |words| format!("expected {words}"));
        let fault = Diagnostic::new(&sink.file, Code::Syntax, span, what)
            .label(label)
            .maybe_help(help);
        sink.report(fault);
    }

    /// Keys that stand twice, at both places.
    fn report_duplicates(&mut self, sink: &mut Sink) {
        let has_rows = self.original.contains("[[");
        let mut line = 0..0;
        for (count, span) in std::mem::take(&mut self.duplicates).into_iter().enumerate() {
            let name = self.original.get(span.clone()).unwrap_or_default();
            if !line.contains(&span.start) {
                line = line_around(self.original, span.start);
            }
            let header = self.original.get(line.clone()).unwrap_or_default();
            let is_header = header.trim_start().starts_with('[');
            if is_header {
                self.blank(&line);
            }
            if sink.passes_over() {
                continue;
            }
            let message = format!("`{name}` is defined twice");
            let mut fault = Diagnostic::new(&sink.file, Code::DuplicateKey, span.clone(), message)
                .label("defined again here");
            let first = (count < MAX_FAULTS)
                .then(|| first_place(self.original, name, &span, is_header))
                .flatten();
            if let Some(first) = first {
                fault = fault.related(first, "first defined here");
            }
            fault = fault.help(if is_header {
                format!("entries of a list have double brackets: `[[{name}]]`")
            } else if has_rows {
                "keep one; a new record begins with its own `[[…]]` header".to_owned()
            } else {
                "keep one of the two".to_owned()
            });
            sink.report(fault);
        }
    }

    /// Reports what was not closed, and overwrites it up to the line that it should not have
    /// swallowed.
    fn close_all(&mut self, sink: &mut Sink) {
        for _ in 0..MAX_FAULTS {
            let current = self.current();
            let Some(found) = unclosed(&current) else {
                return;
            };
            drop(current);
            let start = line_around(self.original, found.open.start).start;
            let mut fault =
                Diagnostic::new(&sink.file, Code::Syntax, found.open.clone(), found.what)
                    .label("opened here")
                    .help(found.close);
            let first = line_around(self.original, found.open.end);
            if found.until > first.end + 1 && found.until < self.original.len() {
                let swallowed = line_around(self.original, found.until);
                fault = fault.related(swallowed, "this line would be a part of it");
            }
            sink.report(fault);
            let lost = start..found.until.max(first.end);
            self.reported.push(lost.clone());
            if !self.overwrite(lost) {
                return;
            }
        }
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

/// Whether a line begins with a key and opens a text of several lines: what follows is lost with
/// it.
fn opens_text(line: &str) -> bool {
    let Some((key, text)) = line.split_once("\"\"\"") else {
        return false;
    };
    let key = key.trim().trim_end_matches('=').trim_end();
    let bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    !key.is_empty() && key.chars().all(bare) && !text.contains("\"\"\"")
}

/// Where the next line begins that looks like a header, of another table than those below the one
/// in `line`.
fn next_header(text: &str, line: &Range<usize>) -> usize {
    let header = text.get(line.clone()).unwrap_or_default().trim();
    let below = format!("{}.", header.trim_matches(['[', ']', ' ']));
    let mut at = line.end;
    let rest = text.get(at..).unwrap_or_default();
    for line in rest.split_inclusive('\n') {
        let words = line.trim_start();
        let name = words.trim_start_matches('[');
        if at > 0 && words.starts_with('[') && !name.starts_with(&below) {
            return at;
        }
        at += line.len();
    }
    text.len()
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
        return Some(format!("{QUOTE}, straight ones: \"…\""));
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
        return Some(format!("{QUOTE}: `{key} = \"…\"`"));
    }
    None
}
