//! How much of a text is left to the TOML parser.
//!
//! The parser keeps something for every word and mark of a text, and a fault for every one that is
//! wrong there: of a file of nothing but brackets that is a hundred times its size. Its words and
//! marks alone are found quickly and without keeping anything, so they are counted first.

use std::ops::Range;

use toml_parser::Source;
use toml_parser::lexer::{Token, TokenKind};

use crate::diagnostic::{Code, Diagnostic};

use super::super::sink::Sink;

/// How deep lists, tables in braces and names with dots go, at most: far deeper than any
/// specification asks for, and not so deep that the parser refuses.
pub(super) const MAX_DEPTH: usize = 64;

/// The most words and marks of a text: what is written of them by hand fills many megabytes.
pub(super) const MAX_TOKENS: usize = 3_000_000;

/// The most tables of their own under a header. Where one of many stands twice, the parser moves all
/// others.
const MAX_SINGLE: usize = 20_000;

/// What of a text is read.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Bounded {
    /// Where that ends: at the end of a line.
    pub end: usize,
    /// How many words and marks it has, at most.
    pub tokens: usize,
    /// Why it ends before the text does.
    pub beyond: Option<Beyond>,
}

/// What is more than a text may have.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Beyond {
    /// Something lies too deep at a place, in what begins at another.
    Deep { at: Range<usize>, within: usize },
    /// There is more than so much of something by a place.
    Long { at: Range<usize>, most: String },
}

impl Beyond {
    /// Says so.
    pub(super) fn report(self, sink: &mut Sink) {
        let file = &sink.file;
        let fault = match self {
            Self::Deep { at, within } => {
                let message = format!("this lies more than {MAX_DEPTH} deep");
                let fault = Diagnostic::new(file, Code::TooDeep, at.clone(), message)
                    .help("close what was opened before; nothing that is read here has more than a few levels");
                if at.start == within {
                    fault
                } else {
                    fault.related(within..within + 1, "the first level begins here")
                }
            }
            Self::Long { at, most } => {
                let message = format!("more than {most} before this");
                Diagnostic::new(file, Code::TooMuch, at, message)
                    .help("what follows is not read; split the file into several")
            }
        };
        sink.report(fault);
    }
}

/// What of a text is read.
pub(super) fn bounded(text: &str) -> Bounded {
    let mut scan = Scan::default();
    for token in Source::new(text).lex() {
        if let Some(beyond) = scan.take(token) {
            return Bounded {
                end: scan.end(&beyond),
                tokens: scan.tokens,
                beyond: Some(beyond),
            };
        }
    }
    Bounded {
        end: text.len(),
        tokens: scan.tokens,
        beyond: None,
    }
}

/// A reading of words and marks, and of what they open.
#[derive(Default)]
struct Scan {
    tokens: usize,
    /// How many brackets and braces are open.
    depth: usize,
    /// How many dots the name has that is being read.
    dots: usize,
    /// Where the first of the open brackets is, or the name.
    within: usize,
    /// Where the line begins.
    line: usize,
    /// Where the line begins on which the first of the open brackets is.
    opened: usize,
    /// Whether nothing but white space was read of the line.
    is_new: bool,
    /// Whether the line is a header, or the beginning of one.
    is_header: bool,
    /// How many headers of a single table there were.
    single: usize,
}

impl Scan {
    fn take(&mut self, token: Token) -> Option<Beyond> {
        let at = token.span().start()..token.span().end();
        self.tokens += 1;
        let most = if self.tokens > MAX_TOKENS {
            Some(format!("{MAX_TOKENS} words and marks"))
        } else if self.single > MAX_SINGLE {
            Some(format!("{MAX_SINGLE} headers of single tables"))
        } else {
            None
        };
        if let Some(most) = most {
            return Some(Beyond::Long { at, most });
        }
        let is_first = std::mem::replace(&mut self.is_new, false) || at.start == 0;
        match token.kind() {
            TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => {
                self.dots = 0;
                if self.depth == 0 {
                    self.within = at.start;
                    self.opened = self.line;
                    self.is_header = is_first && token.kind() == TokenKind::LeftSquareBracket;
                    self.single += usize::from(self.is_header);
                } else if self.is_header && at.start == self.within + 1 {
                    // One of many tables.
                    self.single -= 1;
                }
                self.depth += 1;
            }
            TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => {
                self.depth = self.depth.saturating_sub(1);
                self.dots = 0;
            }
            TokenKind::Dot => {
                if self.dots == 0 && self.depth == 0 {
                    self.within = at.start;
                    self.opened = self.line;
                }
                self.dots += 1;
            }
            TokenKind::Newline => {
                self.line = at.end;
                self.is_new = true;
                self.dots = 0;
                if std::mem::take(&mut self.is_header) {
                    // Whatever of it is open: it ends with its line.
                    self.depth = 0;
                }
            }
            TokenKind::Whitespace => self.is_new = is_first,
            TokenKind::Equals | TokenKind::Comma => self.dots = 0,
            _ => {}
        }
        let within = self.within;
        (self.depth + self.dots > MAX_DEPTH).then_some(Beyond::Deep { at, within })
    }

    /// Where what is read ends: where nothing is open, unless it has been for very long.
    const fn end(&self, beyond: &Beyond) -> usize {
        let is_open = self.depth > 0 || self.dots > 0;
        match beyond {
            Beyond::Deep { .. } => self.opened,
            Beyond::Long { .. } if is_open && self.opened > self.line / 2 => self.opened,
            Beyond::Long { .. } => self.line,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Where something lies too deep, and what of the text is read.
    fn deep(text: &str) -> Option<(usize, &str)> {
        let bounded = bounded(text);
        let at = match bounded.beyond? {
            Beyond::Deep { at, .. } | Beyond::Long { at, .. } => at.start,
        };
        Some((at, text.get(..bounded.end)?))
    }

    #[test]
    fn levels_are_counted_where_they_are_levels() {
        let (open, close) = ("[".repeat(MAX_DEPTH), "]".repeat(MAX_DEPTH));
        let braces = "{a=".repeat(MAX_DEPTH);
        let dots = ".a".repeat(MAX_DEPTH);
        for good in [
            format!("a = {open}{close}\nb = {open}{close}\n"),
            format!("a = \"{open}[\"\nb = '{open}['\n# {open}[\n"),
            format!("a = \"\"\"\n{open}\"\n[\n\\\"\"\"[\"\"\"\nb = '''\n{open}[\n'''\n"),
            format!("a = [\"\"\"{open}\"\"\", '''\n{open}''', \"\\\"{open}\"]\n"),
            "[[a]]\n".repeat(1_000),
            "[a\n[[b\n".repeat(1_000),
            "a = [1.5, 2.5]\n".repeat(1_000),
            format!("a{dots} = 1.5\nb{dots} = 1\n[[a.b]]\n"),
            "]}".repeat(1_000),
            String::new(),
        ] {
            assert_eq!(deep(&good), None, "{good}");
        }
        let good = "a = 1\n[[b]]\n";
        for (start, bad) in [
            ("", format!("{open}[")),
            ("a = ", format!("{open}[")),
            ("a = ", format!("{braces}{{a=")),
            ("a = \"[\" # [\nb = [\n  ", format!("{open}\n")),
            ("a", format!("{dots}.a")),
            ("[[a", format!("{dots}.a]]\n")),
            ("\"a\"", format!("{}.'a'", ".'a'".repeat(MAX_DEPTH))),
        ] {
            let kept = start.rfind("\nb").map_or(0, |end| end + 1);
            let text = format!("{good}{start}{bad}");
            let (at, read) = deep(&text).unwrap();
            assert_eq!(read, format!("{good}{}", &start[..kept]), "{text}");
            assert!(at > read.len() && at < text.len(), "{text}");
        }
    }

    #[test]
    fn what_is_too_long_ends_at_the_end_of_a_line() {
        let lines = "a = [1,\n2]\n".repeat(MAX_TOKENS / 10);
        let (at, read) = deep(&lines).unwrap();
        assert!(read.ends_with("2]\n") && at - read.len() < 11);
        let one = format!("b = 1\na = [{}", "1,".repeat(MAX_TOKENS));
        assert_eq!(deep(&one).unwrap().1, "b = 1\n");
        let open = format!("b = [\n{}", "1,\n".repeat(MAX_TOKENS));
        assert!(deep(&open).unwrap().1.len() > MAX_TOKENS / 2);
        let many: Vec<_> = (0..=MAX_SINGLE).map(|n| format!("[k{n}]\n")).collect();
        let many = many.concat();
        assert!(many.starts_with(deep(&many).unwrap().1));
        assert_eq!(deep(&many.replace('[', "[[").replace(']', "]]")), None);
    }
}
