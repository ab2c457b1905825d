//! What became of a claim.

use std::ops::Range;

use super::diff::{Change, DiffPiece};
use crate::model::Verdict;
use crate::text::position::byte_to_chars;

/// How a claim's words stand in a text. All ranges are bytes of the whole text that the haystack
/// was made of, on character boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// The verdict; a paraphrase has none. Never [`Verdict::Unchecked`], as there is a text.
    pub verdict: Option<Verdict>,
    /// Where the words stand, in order: one range for each unbroken run. Empty where they were not
    /// verified.
    pub pieces: Vec<Range<usize>>,
    /// What the author left out between them.
    pub dropped: Vec<Dropped>,
    /// What the author put in, brackets aside.
    pub inserted: Vec<String>,
    /// Where the words stand, for each place, if they are ambiguous.
    pub candidates: Vec<Vec<Range<usize>>>,
    /// Whether the words stand at more places than there are candidates.
    pub more_candidates: bool,
    /// What comes nearest, if the words were altered.
    pub nearest: Option<Nearest>,
    /// Whether the words stand inside quotation marks.
    pub in_quotation_marks: InMarks,
    /// What a reader should be warned of.
    pub concerns: Vec<Concern>,
}

impl Finding {
    /// The verdict alone.
    pub(super) fn of(verdict: Verdict) -> Self {
        Self {
            verdict: Some(verdict),
            ..Self::default()
        }
    }
}

/// Words of the source that the author left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// Where they stand.
    pub range: Range<usize>,
    /// The words as they stand there.
    pub text: String,
    /// Whether there is a negation among them for which the author put in no other.
    pub negates: bool,
}

/// What comes nearest to words that do not stand in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Where it stands.
    pub range: Range<usize>,
    /// The words of both, in order.
    pub diff: Vec<DiffPiece>,
}

impl Nearest {
    /// What differs: changed numbers first, then in the order of the text.
    pub fn changes(&self) -> Vec<&DiffPiece> {
        let differs = |piece: &&DiffPiece| piece.change != Change::Same;
        let mut changes: Vec<_> = self.diff.iter().filter(differs).collect();
        changes.sort_by_key(|piece| !piece.number);
        changes
    }
}

/// Whether words stand inside quotation marks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum InMarks {
    /// All of them do.
    Yes,
    /// Not all of them do.
    No,
    /// It does not matter, or there is no one place.
    #[default]
    NotApplicable,
}

/// Why words that verified may still mislead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Concern {
    /// This negation was left out: "not", "never", "denied".
    NegationDropped(String),
    /// These words were left out, without which the rest may mean something else: "unless",
    /// "all but".
    SenseReversed(String),
}

/// Ranges in code points for ranges in bytes of `text`.
pub fn code_points(text: &str, ranges: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut known = (0, 0);
    let mut at = |byte: usize| {
        let (from, count) = if byte < known.0 { (0, 0) } else { known };
        let count = count + byte_to_chars(text.get(from..).unwrap_or_default(), byte - from);
        known = (byte, count);
        count
    };
    ranges
        .iter()
        .map(|range| at(range.start)..at(range.end))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_code_points() {
        assert_eq!(
            code_points("aé“b”", &[1..3, 3..7, 0..1, 6..10]),
            [1..2, 2..4, 0..1, 3..5]
        );
    }
}
