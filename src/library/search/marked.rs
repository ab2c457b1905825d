//! The line of a record in which the words stand, with the words marked.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::query::Query;
use crate::text::fold::{self, Case};
use crate::text::position::LineIndex;
use crate::text::sanitise;

use super::super::fields::Field as Kept;
use super::super::index::{Plan, Scan};
use super::super::words::stands_so;
use super::super::{Library, RecordIx};
use super::Wanted;

/// Which text of a record a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    /// Its name, title or words.
    Main,
    /// Another name that it goes by.
    Name,
    /// Who it is of.
    Who,
    /// Whatever else is said of it.
    Rest,
    /// Its stored text.
    Text,
}

impl From<Kept> for Field {
    fn from(field: Kept) -> Self {
        match field {
            Kept::Main => Self::Main,
            Kept::Name => Self::Name,
            Kept::Rest => Self::Rest,
        }
    }
}

/// A text of a record, with what was looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Which text.
    pub field: Field,
    /// The text, made safe when it was read.
    pub text: String,
    /// Where the words stand in it, in bytes, in order, none in another.
    pub marks: Vec<Range<usize>>,
    /// Where in a stored text it is.
    pub place: Option<TextPlace>,
}

/// A place in the stored text of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextPlace {
    /// The file that keeps the text, named as the briefing's is; `None` where that does itself.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: usize,
    /// The column, in code points from 1.
    pub column: usize,
    /// What stands before and behind it: paragraphs, or parts of them.
    pub around: [String; 2],
}

/// Finds the words of a query in the texts of records.
#[derive(Debug, Default)]
pub struct Marker(Vec<Plan>);

impl Marker {
    /// Finds the words of a query that are wanted.
    pub fn new(query: &Query) -> Self {
        Self(Wanted::of(query).plans)
    }

    /// Where the words stand in a text, in bytes, in order, none in another; and how many of the
    /// words do.
    pub fn marks(&self, text: &str) -> (Vec<Range<usize>>, usize) {
        let folded = fold::search(text, Case::Insensitive);
        let mut marks = Vec::new();
        let mut words = 0;
        for plan in self.0.iter().filter(|plan| !plan.needle.is_empty()) {
            let before = marks.len();
            let finder = Finder::new(plan.needle.as_bytes());
            for at in finder.find_iter(folded.text.as_bytes()) {
                let part = at..at + plan.needle.len();
                if stands_so(&folded.text, part.clone(), plan.stands) {
                    marks.push(folded.map.range_to_original(part));
                }
            }
            words += usize::from(marks.len() > before);
        }
        marks.sort_by_key(|mark| (mark.start, mark.end));
        let mut apart: Vec<Range<usize>> = Vec::with_capacity(marks.len());
        for mark in marks {
            match apart.last_mut() {
                Some(last) if mark.start < last.end => last.end = last.end.max(mark.end),
                _ => apart.push(mark),
            }
        }
        (apart, words)
    }
}

impl Library {
    /// The text of a record that has the most of the words, with the words marked: the first of
    /// those that have as many; its name, title or words where none has any.
    pub fn line(&self, ix: RecordIx, marker: &Marker) -> Line {
        let records = self.records();
        let own = records
            .fields(ix)
            .map(|(field, text)| (Field::from(field), text));
        let others = records.actors(ix).filter(|actor| *actor != ix);
        let others = others.map(|actor| (Field::Who, records.row(actor).text));
        let mut best: Option<(usize, Field, &str, Vec<Range<usize>>)> = None;
        for (field, text) in own.chain(others) {
            let (marks, words) = marker.marks(text);
            if best.as_ref().is_none_or(|(most, ..)| words > *most) {
                best = Some((words, field, text, marks));
            }
        }
        let (words, field, text, marks) = best.unwrap_or((0, Field::Main, "", Vec::new()));
        if words < marker.0.len()
            && let Some(line) = self.line_of_text(ix, marker, words)
        {
            return line;
        }
        Line {
            field,
            text: text.to_owned(),
            marks,
            place: None,
        }
    }

    /// The paragraph of a source's text that has the most of the words, and more of them than so
    /// many.
    fn line_of_text(&self, ix: RecordIx, marker: &Marker, more: usize) -> Option<Line> {
        let text = self.text_of(ix)?;
        let mut scans: Vec<_> = marker.0.iter().map(Scan::new).collect();
        let mut best: Option<(usize, Range<usize>)> = None;
        for paragraph in paragraphs(text.original(), text.body_start()) {
            let own = text.original().get(paragraph.clone()).unwrap_or_default();
            let words = scans.iter_mut().filter_map(|scan| scan.text(own)).count();
            if words > best.as_ref().map_or(more, |(most, _)| *most) {
                best = Some((words, paragraph));
            }
        }
        let (_, paragraph) = best?;
        Some(self.line_at(ix, (text.original(), paragraph), marker))
    }

    fn line_at(
        &self,
        ix: RecordIx,
        (text, paragraph): (&str, Range<usize>),
        marker: &Marker,
    ) -> Line {
        let own = text.get(paragraph.clone()).unwrap_or_default();
        let (marks, _) = marker.marks(own);
        let first = marks.first().map_or(0, |mark| mark.start);
        let from = before(own, first, BEFORE);
        let upto = after(own, first, LONGEST);
        let shown = sanitise::line(own.get(from..upto).unwrap_or_default().trim());
        let lead = if from > 0 { "… " } else { "" };
        let end = if upto < own.len() { " …" } else { "" };
        let shown = format!("{lead}{shown}{end}");
        let (marks, _) = marker.marks(&shown);
        let (line, column) = LineIndex::new(text).line_column(paragraph.start + first);
        let part = |from: usize, upto: usize| {
            sanitise::line(text.get(from..upto).unwrap_or_default().trim()).into_owned()
        };
        let (start, end) = (paragraph.start + from, paragraph.start + upto);
        let around = [
            part(before(text, start, AROUND), start),
            part(end, after(text, end, AROUND)),
        ];
        Line {
            field: Field::Text,
            text: shown,
            marks,
            place: Some(TextPlace {
                file: self
                    .text_file(ix)
                    .map(|file| sanitise::line(&file).into_owned()),
                line,
                column,
                around,
            }),
        }
    }
}

/// Of a long paragraph so much is shown from before the words on, and so much of it before them, in
/// bytes.
const LONGEST: usize = 600;
const BEFORE: usize = 160;
/// So much is shown of what stands around it.
const AROUND: usize = 400;

/// The paragraphs of a text from a place on.
fn paragraphs(text: &str, from: usize) -> impl Iterator<Item = Range<usize>> {
    let mut at = from;
    std::iter::from_fn(move || {
        let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
        let len = rest.find("\n\n").map_or(rest.len(), |end| end + 2);
        let paragraph = at..at + len;
        at = paragraph.end;
        Some(paragraph)
    })
}

/// Where a part of a text begins that ends at a place and has about so many bytes, at a word.
fn before(text: &str, at: usize, bytes: usize) -> usize {
    let Some(from) = at.checked_sub(bytes) else {
        return 0;
    };
    let mut cuts = from..=at;
    let is_cut = |cut: &usize| {
        text.get(..*cut)
            .is_some_and(|text| text.ends_with([' ', '\n']))
    };
    cuts.find(is_cut).unwrap_or(at)
}

/// Where a part of a text ends that begins at a place and has about so many bytes, at a word.
fn after(text: &str, at: usize, bytes: usize) -> usize {
    let upto = at.saturating_add(bytes);
    if upto >= text.len() {
        return text.len();
    }
    let mut cuts = (at..=upto).rev();
    let is_cut = |cut: &usize| {
        text.get(*cut..)
            .is_some_and(|text| text.starts_with([' ', '\n']))
    };
    cuts.find(is_cut).unwrap_or(at)
}
