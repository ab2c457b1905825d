//! The line of a record in which the words stand, with the words marked.

use std::ops::Range;

use memchr::memmem::Finder;

use crate::query::Query;
use crate::text::fold::{self, Case};

use super::super::fields::Field as Kept;
use super::super::index::Plan;
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
        let (_, field, text, marks) = best.unwrap_or((0, Field::Main, "", Vec::new()));
        Line {
            field,
            text: text.to_owned(),
            marks,
        }
    }
}
