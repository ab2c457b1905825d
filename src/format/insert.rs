//! Writing into a briefing file without disturbing what its author wrote: keys are put in beside a
//! value that is there, and every other byte stays.

use std::fmt::Write as _;
use std::ops::Range;

/// Keys to be put into a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The value that the keys are put behind, in bytes of the file.
    pub after: Range<usize>,
    /// The record's header or, of an inline table, all of it, in bytes.
    pub record: Range<usize>,
    /// The keys with their texts, in order.
    pub keys: Vec<(&'static str, String)>,
}

/// The text of a file with keys put in. An insertion whose place is not in the text is left out.
pub fn insert(text: &str, insertions: &[Insertion]) -> String {
    let mut sorted: Vec<_> = insertions.iter().collect();
    sorted.sort_by_key(|one| one.after.end);
    let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut out = String::with_capacity(text.len() + insertions.len() * 96);
    let mut copied = 0;
    for one in sorted {
        let is_inline = text
            .get(one.record.clone())
            .is_some_and(|record| record.starts_with('{'));
        let at = if is_inline {
            Some(one.after.end)
        } else {
            end_of_line(text, one.after.end)
        };
        let Some(before) = at.and_then(|at| text.get(copied..at)) else {
            continue;
        };
        out.push_str(before);
        copied += before.len();
        let indent = indent(text, one.after.start);
        for (key, value) in &one.keys {
            let value = basic_string(value);
            let _ = if is_inline {
                write!(out, ", {key} = {value}")
            } else {
                write!(out, "{newline}{indent}{key} = {value}")
            };
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    out
}

/// Where the line ends that a byte stands in, before its line break.
fn end_of_line(text: &str, from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let line = rest.split('\n').next().unwrap_or_default();
    Some(from + line.trim_end_matches('\r').len())
}

/// The white space that the line begins with in which a value begins.
fn indent(text: &str, value: usize) -> &str {
    let before = text.get(..value).unwrap_or_default();
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.get(start..).unwrap_or_default();
    let words = line.trim_start_matches([' ', '\t']);
    line.get(..line.len() - words.len()).unwrap_or_default()
}

/// A text as a basic string of TOML.
pub fn basic_string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn put(text: &str, value: &str, record: &str) -> String {
        let at = |words: &str| {
            let start = text.find(words).unwrap();
            start..start + words.len()
        };
        let insertion = Insertion {
            after: at(value),
            record: at(record),
            keys: vec![
                ("prefix", "a \"b\"\\".to_owned()),
                ("suffix", "c".to_owned()),
            ],
        };
        insert(text, &[insertion])
    }

    #[test]
    fn keys_stand_on_lines_of_their_own_behind_the_comment() {
        let text = "[[quotes]]\n  text = \"x\" # why\n\n  id = \"q\"\n";
        assert_eq!(
            put(text, "\"x\"", "[[quotes]]"),
            "[[quotes]]\n  text = \"x\" # why\n  prefix = \"a \\\"b\\\"\\\\\"\n  suffix = \"c\"\n\n  id = \"q\"\n"
        );
    }

    #[test]
    fn line_ends_of_windows_stay_what_they_are() {
        let text = "[[quotes]]\r\ntext = \"x\"\r\nid = \"q\"\r\n";
        assert_eq!(
            put(text, "\"x\"", "[[quotes]]"),
            "[[quotes]]\r\ntext = \"x\"\r\nprefix = \"a \\\"b\\\"\\\\\"\r\nsuffix = \"c\"\r\nid = \"q\"\r\n"
        );
    }

    #[test]
    fn an_inline_table_stays_inline() {
        let text = "quotes = [{ id = \"q\", text = \"x\" }]";
        assert_eq!(
            put(text, "\"x\"", "{ id = \"q\", text = \"x\" }"),
            "quotes = [{ id = \"q\", text = \"x\", prefix = \"a \\\"b\\\"\\\\\", suffix = \"c\" }]"
        );
    }

    #[test]
    fn the_last_line_may_lack_its_end() {
        assert_eq!(
            put("[[quotes]]\ntext = \"x\"", "\"x\"", "[[quotes]]"),
            "[[quotes]]\ntext = \"x\"\nprefix = \"a \\\"b\\\"\\\\\"\nsuffix = \"c\""
        );
    }
}
