//! From text to tree.

use std::ops::Range;

use super::ast::{Expr, Name, Reach, Term, Test, Text};
use super::{Fault, Key, MAX_DEPTH, MAX_LEN, value};
use crate::diagnostic::Code;
use crate::format::suggest::{closest, quoted};

/// Reads a query; `None` where the text is white space alone.
pub(super) fn parse(text: &str) -> Result<Option<Expr>, Fault> {
    if text.len() > MAX_LEN {
        let message = format!(
            "a query has at most {MAX_LEN} bytes, and this has {}",
            text.len()
        );
        return Err(Fault::new(Code::QueryTooLong, 0..0, message));
    }
    let mut parser = Parser { text, at: 0 };
    parser.skip_blank();
    if parser.rest().is_empty() {
        return Ok(None);
    }
    let expr = parser.any(0)?;
    if parser.rest().starts_with(')') {
        let span = parser.at..parser.at + 1;
        return Err(Fault::new(
            Code::QueryUnpaired,
            span,
            "nothing is open that this closes",
        )
        .help("in quotation marks, a parenthesis is looked for as text"));
    }
    Ok(Some(expr))
}

/// The bare run of text around a byte, up to white space, parentheses and quotation marks: what is
/// being typed there. An open quotation mark in it, as in `actor:"Steve W`, is part of it.
pub fn word_at(text: &str, at: usize) -> Range<usize> {
    let before = text.get(..at).unwrap_or(text);
    let mut start = 0;
    let mut in_quotes = false;
    let mut escaped = false;
    for (n, c) in before.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' if in_quotes => escaped = true,
            '"' => in_quotes = !in_quotes,
            _ if in_quotes => {}
            c if c.is_whitespace() || matches!(c, '(' | ')') => start = n + c.len_utf8(),
            _ => {}
        }
    }
    start..before.len()
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blank(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Takes a character if it comes next.
    fn take(&mut self, c: char) -> bool {
        let there = self.rest().starts_with(c);
        self.at += if there { c.len_utf8() } else { 0 };
        there
    }

    /// The bare run that comes next, in bytes.
    fn bare(&self, ends: &[char]) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || ends.contains(&c));
        rest.get(..end.unwrap_or(rest.len())).unwrap_or_default()
    }

    /// Whether a word of the language comes next: `AND`, `OR`, `NOT`.
    fn is_at(&self, word: &str) -> bool {
        self.bare(MARKS) == word
    }

    fn take_word(&mut self, word: &str) -> Option<Range<usize>> {
        let span = self.at..self.at + word.len();
        self.is_at(word).then(|| {
            self.at = span.end;
            self.skip_blank();
            span
        })
    }

    /// Several with `OR` between them.
    fn any(&mut self, depth: usize) -> Result<Expr, Fault> {
        let mut parts = vec![self.all(depth, None)?];
        while let Some(or) = self.take_word("OR") {
            parts.push(self.all(depth, Some(("OR", or)))?);
        }
        Ok(single(parts, Expr::Any))
    }

    /// Several beside each other. What stands before them is given for the case that there are
    /// none.
    fn all(
        &mut self,
        depth: usize,
        mut behind: Option<(&str, Range<usize>)>,
    ) -> Result<Expr, Fault> {
        let mut parts = Vec::new();
        loop {
            self.skip_blank();
            if self.rest().is_empty() || self.peek() == Some(')') || self.is_at("OR") {
                break;
            }
            if !parts.is_empty()
                && let Some(and) = self.take_word("AND")
            {
                behind = Some(("AND", and));
                if self.rest().is_empty() || self.peek() == Some(')') || self.is_at("OR") {
                    break;
                }
            }
            parts.push(self.one(depth)?);
            behind = None;
        }
        match behind {
            Some((word, span)) => Err(Fault::new(
                Code::QueryIncomplete,
                span,
                format!("nothing stands after `{word}`"),
            )
            .help(format!(
                "\"{word}\" in quotation marks is looked for as text"
            ))),
            None if parts.is_empty() => Err(self.nothing_before()),
            None => Ok(single(parts, Expr::All)),
        }
    }

    /// Why there is nothing where something has to stand.
    fn nothing_before(&self) -> Fault {
        if self.is_at("OR") {
            let span = self.at..self.at + 2;
            return Fault::new(Code::QueryIncomplete, span, "nothing stands before `OR`")
                .help("\"OR\" in quotation marks is looked for as text");
        }
        match self.peek() {
            Some(')')
                if self
                    .text
                    .get(..self.at)
                    .is_some_and(|text| !text.contains('(')) =>
            {
                let span = self.at..self.at + 1;
                Fault::new(
                    Code::QueryUnpaired,
                    span,
                    "nothing is open that this closes",
                )
            }
            Some(')') => {
                let span = self.at..self.at + 1;
                Fault::new(
                    Code::QueryIncomplete,
                    span,
                    "nothing stands in the parentheses",
                )
            }
            _ => {
                let span = self.at..self.at;
                Fault::new(Code::QueryIncomplete, span, "something has to stand here")
            }
        }
    }

    fn one(&mut self, depth: usize) -> Result<Expr, Fault> {
        let start = self.at;
        if depth >= MAX_DEPTH {
            let message = format!("parentheses and negations stand more than {MAX_DEPTH} deep");
            return Err(Fault::new(Code::QueryTooDeep, start..start + 1, message));
        }
        if let Some(not) = self.take_word("NOT") {
            if matches!(self.peek(), None | Some(')')) {
                return Err(
                    Fault::new(Code::QueryIncomplete, not, "nothing stands after `NOT`")
                        .help("\"NOT\" in quotation marks is looked for as text"),
                );
            }
            return Ok(Expr::Not(Box::new(self.one(depth + 1)?)));
        }
        if let Some(and) = self.take_word("AND") {
            return Err(
                Fault::new(Code::QueryIncomplete, and, "nothing stands before `AND`")
                    .help("\"AND\" in quotation marks is looked for as text"),
            );
        }
        if self.is_at("OR") {
            return Err(self.nothing_before());
        }
        if self.take('-') {
            if self.peek().is_none_or(|c| c.is_whitespace() || c == ')') {
                return Err(Fault::new(
                    Code::QueryIncomplete,
                    start..start + 1,
                    "nothing stands after `-`",
                )
                .help("`-word` leaves out what has the word; \"-\" is looked for as text"));
            }
            return Ok(Expr::Not(Box::new(self.one(depth + 1)?)));
        }
        if self.take('(') {
            let inner = self.any(depth + 1)?;
            if !self.take(')') {
                let message = "this parenthesis is not closed";
                return Err(Fault::new(Code::QueryUnpaired, start..start + 1, message));
            }
            return Ok(inner);
        }
        let test = if self.peek() == Some('"') {
            Test::Text(Text::Phrase(self.phrase()?))
        } else {
            self.word_or_key()?
        };
        Ok(Expr::Term(Term {
            span: start..self.at,
            test,
        }))
    }

    fn word_or_key(&mut self) -> Result<Test, Fault> {
        let start = self.at;
        let run = self.bare(MARKS);
        let key = run.split_once(':');
        let key = key.filter(|(key, rest)| is_word(key) && !rest.starts_with("//"));
        let Some((key, _)) = key else {
            self.at += run.len();
            return Ok(Test::Text(Text::Word(run.to_owned())));
        };
        let span = start..start + key.len();
        let known = Key::from_word(key).ok_or_else(|| unknown_key(key, span.clone()))?;
        self.at = span.end + 1;
        let values = self.values(known)?;
        value::test(known, values)
    }

    fn values(&mut self, key: Key) -> Result<Vec<Name>, Fault> {
        let mut values = Vec::new();
        loop {
            let start = self.at;
            let named = matches!(key, Key::Actor | Key::Issue);
            let reach = if named && self.take('=') {
                Reach::Alone
            } else {
                Reach::Whole
            };
            let text = if self.peek() == Some('"') {
                self.phrase()?
            } else {
                let bare = self.bare(VALUE_MARKS);
                self.at += bare.len();
                bare.to_owned()
            };
            let span = start..self.at;
            if text.trim().is_empty() {
                let message = format!("`{}:` needs {}", key.word(), key.value());
                return Err(Fault::new(Code::QueryMissingValue, span, message));
            }
            values.push(Name { span, text, reach });
            if !self.take(',') {
                return Ok(values);
            }
        }
    }

    /// A text in quotation marks.
    fn phrase(&mut self) -> Result<String, Fault> {
        let start = self.at;
        self.take('"');
        let mut phrase = String::new();
        let mut escaped = false;
        for (at, c) in self.rest().char_indices() {
            match c {
                '"' if !escaped => {
                    self.at += at + 1;
                    if phrase.trim().is_empty() {
                        let message = "nothing stands between the quotation marks";
                        return Err(Fault::new(Code::QueryIncomplete, start..self.at, message));
                    }
                    return Ok(phrase);
                }
                '\\' if !escaped => escaped = true,
                c => {
                    if escaped && !matches!(c, '"' | '\\') {
                        phrase.push('\\');
                    }
                    phrase.push(c);
                    escaped = false;
                }
            }
        }
        let message = "this quotation mark is not closed";
        Err(Fault::new(Code::QueryUnpaired, start..start + 1, message))
    }
}

/// What ends a bare word.
const MARKS: &[char] = &['(', ')', '"'];

/// What ends a bare value.
const VALUE_MARKS: &[char] = &['(', ')', '"', ','];

fn is_word(key: &str) -> bool {
    !key.is_empty() && key.chars().all(|c| c.is_ascii_alphabetic())
}

fn unknown_key(key: &str, span: Range<usize>) -> Fault {
    let words = || Key::ALL.iter().map(|key| key.word());
    let help = match closest(key, words()) {
        Some(meant) => format!("did you mean `{meant}:`?"),
        None => format!(
            "the keys are {}; in quotation marks it is looked for as text",
            words().collect::<Vec<_>>().join(", ")
        ),
    };
    let message = format!("there is no key {}", quoted(key));
    Fault::new(Code::QueryUnknownKey, span, message).help(help)
}

/// One part stands for itself.
fn single(mut parts: Vec<Expr>, several: impl Fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            several(parts)
        }
    }
}
