//! The text of a source as paragraphs of spans.

use std::ops::Range;

use crate::text::width::width;

use super::super::document::{Role, Span, Target};

pub(super) fn starts_paragraph(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.trim_end_matches(' ').ends_with('\n') || before.trim().is_empty()
}

pub(super) fn ends_paragraph(text: &str, at: usize) -> bool {
    let after = text.get(at..).unwrap_or_default().trim_start_matches(' ');
    after.is_empty() || after.starts_with("\n\n") || after == "\n"
}

/// The start of the word after a byte offset, but not past `limit`.
pub(super) fn word_start(text: &str, from: usize, limit: usize) -> usize {
    if from == 0 {
        return 0;
    }
    let from = (from..=limit)
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(limit);
    let space = text
        .get(from..limit)
        .and_then(|part| part.find(char::is_whitespace));
    space.map_or(limit, |at| from + at + 1)
}

/// The end of the word before a byte offset, but not before `limit`.
pub(super) fn word_end(text: &str, to: usize, limit: usize) -> usize {
    if to >= text.len() {
        return text.len();
    }
    let to = (limit..=to)
        .rev()
        .find(|at| text.is_char_boundary(*at))
        .unwrap_or(limit);
    let space = text
        .get(limit..to)
        .and_then(|part| part.rfind(char::is_whitespace));
    space.map_or(limit, |at| limit + at)
}

/// Words of the text that mean something.
pub(super) struct Mark {
    pub range: Range<usize>,
    pub role: Role,
    pub target: Option<Target>,
}

/// The marks in order, none overlapping: where two do, the passage that was asked for wins, then
/// the earlier one.
pub(super) fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.role == Role::OtherPassage, mark.range.start));
    let asked = marks.partition_point(|mark| mark.role != Role::OtherPassage);
    let others = marks.split_off(asked);
    let mut kept: Vec<Mark> = Vec::new();
    let mut next = marks
        .into_iter()
        .filter(|mark| !mark.range.is_empty())
        .peekable();
    let end = |kept: &[Mark]| kept.last().map_or(0, |mark| mark.range.end);
    for mark in others.into_iter().filter(|mark| !mark.range.is_empty()) {
        while let Some(first) = next.next_if(|first| first.range.start <= mark.range.start) {
            if first.range.start >= end(&kept) {
                kept.push(first);
            }
        }
        let clear = next
            .peek()
            .is_none_or(|first| mark.range.end <= first.range.start);
        if clear && mark.range.start >= end(&kept) {
            kept.push(mark);
        }
    }
    for mark in next {
        if mark.range.start >= end(&kept) {
            kept.push(mark);
        }
    }
    kept
}

/// One paragraph of the text as spans: line breaks become spaces, marked words are spans of their
/// own.
pub(super) fn spans(text: &str, range: Range<usize>, marks: &[Mark]) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = range.start;
    let piece = |from: usize, to: usize| text.get(from..to).unwrap_or_default().replace('\n', " ");
    let first = marks.partition_point(|mark| mark.range.end <= range.start);
    for mark in marks.get(first..).unwrap_or_default() {
        if mark.range.start >= range.end {
            break;
        }
        let (from, to) = (
            mark.range.start.max(range.start),
            mark.range.end.min(range.end),
        );
        if at < from {
            spans.push(Span::body(piece(at, from)));
        }
        spans.push(Span {
            text: piece(from, to),
            role: mark.role,
            target: mark.target.clone(),
        });
        at = to;
    }
    if at < range.end {
        spans.push(Span::body(piece(at, range.end)));
    }
    spans
}

/// The paragraphs of a part of a text, in bytes; an empty range is a blank line.
///
/// Lines that were wrapped by hand are joined, as Markdown does; a heading, a list entry, a
/// quotation mark `>` and a line after a short one or after two spaces begin anew.
pub(super) fn paragraphs(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open: Option<(Range<usize>, bool)> = None;
    let mut at = part.start;
    for line in text.get(part).unwrap_or_default().split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_end();
        if content.is_empty() {
            found.extend(open.take().map(|(range, _)| range));
            found.push(start..start);
            continue;
        }
        let lead = content.len() - content.trim_start().len();
        let range = start + lead..start + content.len();
        let breaks = line.trim_end_matches('\n').ends_with("  ") || width(content) < 40;
        open = Some(match open.take() {
            Some((before, false)) if !begins_anew(content) => (before.start..range.end, breaks),
            Some((before, _)) => {
                found.push(before);
                (range, breaks)
            }
            None => (range, breaks),
        });
    }
    found.extend(open.map(|(range, _)| range));
    found
}

fn begins_anew(line: &str) -> bool {
    let line = line.trim_start();
    let numbered = line.split_once(['.', ')']).is_some_and(|(number, rest)| {
        !number.is_empty()
            && number.len() <= 3
            && number.bytes().all(|byte| byte.is_ascii_digit())
            && rest.starts_with(' ')
    });
    numbered
        || ["- ", "* ", "+ ", "• ", "#", ">", "|"]
            .iter()
            .any(|mark| line.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let found = paragraphs(text, 0..text.len());
        found.into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text =
            "A line that somebody has wrapped by hand at\nsome width and went on.\n\nNext.\n";
        assert_eq!(
            texts(text),
            [
                "A line that somebody has wrapped by hand at\nsome width and went on.",
                "",
                "Next."
            ]
        );
    }

    #[test]
    fn list_entries_and_short_lines_stand_alone() {
        let text = "# Heading\nA paragraph that is long enough to go on with\n- one\n- two\n";
        assert_eq!(
            texts(text),
            [
                "# Heading",
                "A paragraph that is long enough to go on with",
                "- one",
                "- two"
            ]
        );
    }

    #[test]
    fn the_passage_asked_for_wins_over_others() {
        let mark = |range, role| Mark {
            range,
            role,
            target: None,
        };
        let marks = disjoint(vec![
            mark(4..9, Role::Passage),
            mark(0..5, Role::OtherPassage),
            mark(9..12, Role::OtherPassage),
        ]);
        let ranges: Vec<_> = marks.into_iter().map(|mark| mark.range).collect();
        assert_eq!(ranges, [4..9, 9..12]);
    }
}
