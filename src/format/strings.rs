//! Reads texts: what every string of a file has to pass.

use std::borrow::Cow;
use std::ops::Range;

use super::read::{At, Reader};
use super::spec;
use super::tree::{Known, Value, What};
use crate::diagnostic::Code;
use crate::text::sanitise;

/// The longest text of a key, in bytes.
pub const MAX_TEXT: usize = 100_000;

impl Reader<'_> {
    /// A text that is not empty and not too long. Hidden characters in it are reported; making
    /// them visible is left to the caller.
    pub(super) fn text<'v>(&mut self, at: At<'_>, value: Value<'v>) -> Option<&'v str> {
        let What::Text(text, known) = value.what() else {
            return self.refuse(at, value, "a text");
        };
        let limit = match at.key.value {
            spec::Value::Text => super::stored::MAX_STORED,
            _ => MAX_TEXT,
        };
        if text.len() > limit {
            let message = format!("`{}` is longer than {limit} bytes", at.key.name);
            let fault = self.fault(Code::TooMuch, value.span(), message);
            self.sink.report(fault);
            return None;
        }
        if text.trim().is_empty() {
            self.empty(at, value.span(), "nothing is said here");
            return None;
        }
        let hidden = match known {
            Known::Printable => None,
            Known::Nothing => first_hidden(text),
        };
        if let Some((start, c)) = hidden {
            let span = inside(&self.sink.file.text, value, start..start + c.len_utf8());
            let message = format!(
                "`{}` holds a hidden character, U+{:04X}",
                at.key.name,
                u32::from(c)
            );
            let fault = self
                .fault(Code::HiddenCharacter, span, message)
                .label("hidden character");
            self.sink.report(fault);
        }
        Some(text)
    }

    /// A text in one line, safe for a terminal, without white space around it.
    pub(super) fn text_line(&mut self, at: At<'_>, value: Value<'_>) -> Option<String> {
        let text = self.text(at, value)?;
        Some(value.shown(text.trim()))
    }

    pub(super) fn empty(&mut self, at: At<'_>, span: Range<usize>, label: &str) {
        let message = format!("`{}` is empty", at.key.name);
        let fault = self
            .fault(Code::EmptyValue, span, message)
            .label(label)
            .help("leave the key out where there is nothing to say");
        self.sink.report(fault);
    }
}

impl Value<'_> {
    /// A part of the text that this is, or all of it, as one line that is safe for a terminal.
    pub(super) fn shown(self, part: &str) -> String {
        match self.what() {
            What::Text(_, Known::Printable) => part.to_owned(),
            _ => sanitise::line(part).into_owned(),
        }
    }
}

/// The first character that is not seen but changes what is. Joiners and soft hyphens, which belong
/// to the spelling of words, are none; nor are the white space characters of a text.
fn first_hidden(text: &str) -> Option<(usize, char)> {
    if matches!(sanitise::line(text), Cow::Borrowed(_)) {
        return None;
    }
    let innocent = |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{ad}');
    text.char_indices()
        .find(|(_, c)| !innocent(*c) && sanitise::is_dangerous(*c))
}

/// A text as one paragraph: runs of white space with a line break in them become one space.
pub(super) fn one_paragraph(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    let lines: Vec<_> = text.lines().map(str::trim).collect();
    let lines: Vec<_> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    Cow::Owned(lines.join(" "))
}

/// Where a part of a string value stands in the file: exactly, where the string is written without
/// escapes, and otherwise the whole value.
pub(super) fn inside(file: &str, value: Value<'_>, part: Range<usize>) -> Range<usize> {
    let whole = value.span();
    let (Some(text), Some(written)) = (value.as_str(), file.get(whole.clone())) else {
        return whole;
    };
    let mark = if written.starts_with("\"\"\"") || written.starts_with("'''") {
        3
    } else {
        1
    };
    let Some(content) = written.get(mark..written.len().saturating_sub(mark)) else {
        return whole;
    };
    let Some(lead) = content.len().checked_sub(text.len()) else {
        return whole;
    };
    if content.get(lead..) != Some(text) || lead > 2 {
        return whole;
    }
    let start = whole.start + mark + lead;
    start + part.start.min(text.len())..start + part.end.min(text.len())
}
