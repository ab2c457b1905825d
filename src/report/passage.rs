//! The text of a source, opened at the words that a record rests on.

use std::ops::Range;

use crate::anchor::Selector;
use crate::model::{Date, Quote, QuoteId, Record, RecordId, Source, SourceId, TextKind, Wording};
use crate::text::width::width;

use super::context::Context;
use super::detail;
use super::document::{Document, Paragraph, Part, PassageTarget, Role, Span, Target};

/// How much of the text around a quotation its excerpt shows, on each side, in bytes.
const AROUND: usize = 240;

/// The quotations from a source, in the order in which they stand in its text; those that are not
/// found come last, in the order of the file.
pub fn quotes_in_order(context: &Context<'_>, source: Option<&SourceId>) -> Vec<QuoteId> {
    let quotes = context.briefing.quotes.iter();
    let mut found: Vec<_> = quotes
        .filter(|quote| source.is_some() && quote.source.as_ref() == source)
        .map(|quote| {
            let places = source.map(|source| locate_quote(context, source, quote));
            let start = places.and_then(|places| places.first().map(|place| place.start));
            (start.unwrap_or(usize::MAX), quote.id.clone())
        })
        .collect();
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, id)| id).collect()
}

/// Where the words of a quotation stand in a source's text as it is shown, in bytes.
fn locate_quote(context: &Context<'_>, source: &SourceId, quote: &Quote) -> Vec<Range<usize>> {
    let pieces: Vec<_> = quote.pieces.iter().map(Wording::original).collect();
    locate(
        context,
        source,
        &Selector {
            pieces: &pieces,
            prefix: quote.prefix.as_ref().map(Wording::original),
            suffix: quote.suffix.as_ref().map(Wording::original),
        },
    )
}

fn locate(context: &Context<'_>, source: &SourceId, selector: &Selector<'_>) -> Vec<Range<usize>> {
    let Some(text) = context.library.text(context.at, source) else {
        return Vec::new();
    };
    let Some(haystack) = context.library.haystack(context.at, source) else {
        return Vec::new();
    };
    let found = haystack.locate(selector).into_iter();
    found
        .map(|range| text.map().range_to_derived(range))
        .collect()
}

/// Where the words that a record takes from a source stand in the text as it is shown.
fn locate_record(context: &Context<'_>, source: &SourceId, id: &RecordId) -> Asked {
    let Some(record) = context.briefing.record(id.slug.as_str()) else {
        return Asked::Nothing;
    };
    if let Record::Quote(quote) = record {
        return Asked::from(locate_quote(context, source, quote));
    }
    let cites = record.cites().iter().filter(|cite| cite.source == *source);
    let passages: Vec<_> = cites.filter_map(|cite| cite.passage.as_ref()).collect();
    if passages.is_empty() {
        return Asked::Nothing;
    }
    let found = passages.into_iter().flat_map(|passage| {
        let selector = Selector {
            pieces: &[passage.original()],
            prefix: None,
            suffix: None,
        };
        locate(context, source, &selector)
    });
    Asked::from(found.collect::<Vec<_>>())
}

/// What became of the words that were asked for.
enum Asked {
    /// None were: the source as a whole.
    Nothing,
    /// They stand here.
    Found(Vec<Range<usize>>),
    /// They do not stand in the text.
    Lost,
}

impl From<Vec<Range<usize>>> for Asked {
    fn from(found: Vec<Range<usize>>) -> Self {
        if found.is_empty() {
            Self::Lost
        } else {
            Self::Found(found)
        }
    }
}

/// The source's record, and its text with the words of a record highlighted; every other
/// quotation in the text leads to its own record.
pub fn document(context: &Context<'_>, place: &PassageTarget) -> Document {
    let mut document = Document::new("Source");
    let Some(source) = context.briefing.source(&place.source) else {
        return document;
    };
    head(context, &mut document, source, place);
    let title = Span::new(&source.title, Role::Title).to_record(source.id.record());
    document.paragraph([title]);
    document.blank();
    detail::source_record(context, &mut document, source);
    if let Some(id) = &place.record {
        asked(context, &mut document, id);
    }
    let found = match &place.record {
        Some(record) => locate_record(context, &source.id, record),
        None => Asked::Nothing,
    };
    let Some(text) = context.library.text(context.at, &source.id) else {
        document.blank();
        document.paragraph([Span::new(
            "No text of this source is stored.",
            Role::Caution,
        )]);
        detail::taken(context, &mut document, source);
        return document;
    };
    document.section(text_heading(source));
    let mut marks = Vec::new();
    match found {
        Asked::Nothing => {}
        Asked::Lost => document.paragraph([Span::new(
            "The words do not stand in this text as they are quoted.",
            Role::Caution,
        )]),
        Asked::Found(ranges) => marks.extend(ranges.into_iter().map(|range| Mark {
            range,
            role: Role::Passage,
            target: None,
        })),
    }
    let quotes = context.briefing.quotes.iter();
    for quote in quotes.filter(|quote| quote.source.as_ref() == Some(&source.id)) {
        let places = locate_quote(context, &source.id, quote);
        marks.extend(places.into_iter().map(|range| Mark {
            range,
            role: Role::OtherPassage,
            target: Some(Target::Record(quote.id.record())),
        }));
    }
    document.part = Part::Text;
    let shown = text.shown();
    let body = text.map().to_derived(text.body_start())..shown.len();
    let marks = disjoint(marks);
    for range in paragraphs(shown, body) {
        if range.is_empty() {
            document.blank();
        } else {
            document.paragraph(spans(shown, range, &marks));
        }
    }
    detail::taken(context, &mut document, source);
    document
}

/// What is said of the source above its text: title; grade, date, publisher and chain; caveat.
fn head(context: &Context<'_>, document: &mut Document, source: &Source, place: &PassageTarget) {
    let names = |ids: Vec<Span>| ids.into_iter().map(|span| span.text).collect::<String>();
    let mut about = Vec::new();
    about.extend(source.grade().map(|grade| format!("grade {grade}")));
    about.extend(source.date.as_ref().map(Date::short));
    about.push(names(context.actors(&source.by)));
    let record = place.record.as_ref();
    let record = record.and_then(|id| context.briefing.record(id.slug.as_str()));
    if let Some(Record::Quote(quote)) = record
        && !quote.via.is_empty()
    {
        about.push(format!("via {}", names(context.sources(&quote.via))));
    }
    if !source.derives_from.is_empty() {
        about.push(format!(
            "rests on {}",
            names(context.sources(&source.derives_from))
        ));
    }
    about.retain(|part| !part.is_empty());
    let dot = format!(" {} ", context.glyphs.dot());
    let line = |text: String, role| Paragraph {
        spans: vec![Span::new(text, role)],
        ..Paragraph::default()
    };
    document.head.push(line(source.title.clone(), Role::Title));
    document.head.push(line(about.join(&dot), Role::Dim));
    let caveat = source.caveat.iter();
    document
        .head
        .extend(caveat.map(|caveat| line(caveat.clone(), Role::Caution)));
}

/// The record whose words are shown: a way back to it.
fn asked(context: &Context<'_>, document: &mut Document, id: &RecordId) {
    document.blank();
    let arrow = context.glyphs.arrow();
    document.hanging(0, 2, [Span::dim(format!("{arrow} ")), context.link(id)]);
}

fn text_heading(source: &Source) -> &'static str {
    match source.text_kind {
        TextKind::Full => "Text",
        TextKind::Excerpt => "Text: an excerpt",
        TextKind::Account => "Text: our own account around the quotations",
    }
}

/// The passage that a quotation was taken from, in a few lines.
pub fn excerpt(context: &Context<'_>, document: &mut Document, quote: &Quote) {
    let Some(id) = &quote.source else { return };
    let Some(text) = context.library.text(context.at, id) else {
        document.section("Passage");
        document.paragraph([Span::new(
            "No text of this source is stored.",
            Role::Caution,
        )]);
        return;
    };
    let found = locate_quote(context, id, quote);
    let account = context
        .briefing
        .source(id)
        .is_some_and(|source| source.text_kind == TextKind::Account);
    document.section(if account {
        "Passage, in our account"
    } else {
        "Passage"
    });
    let (Some(first), Some(last)) = (found.first(), found.last()) else {
        document.paragraph([Span::new(
            "The words do not stand in the stored text as they are quoted.",
            Role::Caution,
        )]);
        return;
    };
    let shown = text.shown();
    let start = word_start(shown, first.start.saturating_sub(AROUND), first.start);
    let end = word_end(
        shown,
        last.end.saturating_add(AROUND).min(shown.len()),
        last.end,
    );
    let target = Target::Passage(PassageTarget {
        source: id.clone(),
        record: Some(quote.id.record()),
    });
    let marks = disjoint(
        found
            .into_iter()
            .map(|range| Mark {
                range,
                role: Role::Passage,
                target: Some(target.clone()),
            })
            .collect(),
    );
    let mut first_paragraph = true;
    for range in paragraphs(shown, start..end) {
        let touches = marks
            .iter()
            .any(|mark| mark.range.start < range.end && range.start < mark.range.end);
        if !touches || range.is_empty() {
            continue;
        }
        let mut line = Vec::new();
        if first_paragraph && range.start > 0 && !starts_paragraph(shown, range.start) {
            line.push(Span::dim("… "));
        }
        first_paragraph = false;
        let ends = ends_paragraph(shown, range.end);
        line.extend(spans(shown, range, &marks));
        if !ends {
            line.push(Span::dim(" …"));
        }
        document.indented(2, line);
    }
}

fn starts_paragraph(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    before.trim_end_matches(' ').ends_with('\n') || before.trim().is_empty()
}

fn ends_paragraph(text: &str, at: usize) -> bool {
    let after = text.get(at..).unwrap_or_default().trim_start_matches(' ');
    after.is_empty() || after.starts_with("\n\n") || after == "\n"
}

/// The start of the word after a byte offset, but not past `limit`.
fn word_start(text: &str, from: usize, limit: usize) -> usize {
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
fn word_end(text: &str, to: usize, limit: usize) -> usize {
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
struct Mark {
    range: Range<usize>,
    role: Role,
    target: Option<Target>,
}

/// The marks in order, none overlapping: where two do, the passage that was asked for wins, then
/// the earlier one.
fn disjoint(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.sort_by_key(|mark| (mark.role != Role::Passage, mark.range.start));
    let asked = marks.partition_point(|mark| mark.role == Role::Passage);
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
fn spans(text: &str, range: Range<usize>, marks: &[Mark]) -> Vec<Span> {
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
fn paragraphs(text: &str, part: Range<usize>) -> Vec<Range<usize>> {
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
