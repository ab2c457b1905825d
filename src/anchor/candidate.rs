//! A place where a claim's words may stand, and how.

use std::ops::Range;

use super::claim::{LEAST, Pattern};
use super::edges;
use super::exact::{Matcher, Run};
use super::haystack::Haystack;
use super::interrupted;
use super::negation::denial;
use crate::model::Verdict;

/// A place; ranges are bytes of the folded text, but for those found in the source itself.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    pub(super) verdict: Verdict,
    /// One range for each unbroken run of words, in bytes of the source.
    pub(super) pieces: Vec<Range<usize>>,
    /// The same in the folded text: where marks are looked up.
    pub(super) folded: Vec<Range<usize>>,
    /// What was left out, in bytes of the source, with what was put in there.
    pub(super) dropped: Vec<Omitted>,
    pub(super) inserted: Vec<String>,
}

/// Words that were left out.
#[derive(Clone, Debug)]
pub(super) struct Omitted {
    pub(super) range: Range<usize>,
    pub(super) folded: Range<usize>,
    pub(super) negates: bool,
}

impl Candidate {
    pub(super) fn new(hay: &Haystack, verdict: Verdict, folded: Vec<Range<usize>>) -> Self {
        let pieces = folded.iter().map(|range| hay.to_source(range.clone()));
        Self {
            verdict,
            pieces: pieces.collect(),
            folded,
            dropped: Vec::new(),
            inserted: Vec::new(),
        }
    }

    /// Whether all of it stands inside quotation marks.
    pub(super) fn is_in_marks(&self, hay: &Haystack) -> bool {
        let inside = |range: &Range<usize>| {
            let trimmed = words_of(hay, range.clone());
            hay.marks.hold(&trimmed)
        };
        !self.folded.is_empty() && self.folded.iter().all(inside)
    }

    /// From the first byte to the last, in the folded text.
    pub(super) fn span(&self) -> Range<usize> {
        let start = self.folded.first().map_or(0, |range| range.start);
        start..self.folded.last().map_or(start, |range| range.end)
    }
}

/// A range without the marks and spaces at its ends.
fn words_of(hay: &Haystack, range: Range<usize>) -> Range<usize> {
    let text = hay.text(range.clone());
    let outer = |c: char| c.is_ascii_punctuation() || c == ' ';
    let start = range.start + (text.len() - text.trim_start_matches(outer).len());
    let end = range.start + text.trim_end_matches(outer).len();
    if start < end { start..end } else { range }
}

/// The whole claim as one run: verbatim, typographic or interrupted. `written` is the claim as the
/// author wrote it; it is compared where nothing interrupts.
pub(super) fn of_run(matcher: &Matcher<'_>, run: &Run, written: &str) -> Option<Candidate> {
    let hay = matcher.hay;
    let whole = edges::around(matcher, run.first, run.last)?;
    if run.breaks.is_empty() {
        return of_whole(hay, whole, written);
    }
    is_worth_joining(matcher, run).then(|| {
        let pieces = segments(hay, run, whole);
        Candidate::new(hay, Verdict::Interrupted, pieces)
    })
}

/// A claim that stands in one run of the folded text, as its author wrote it or but for typography.
pub(super) fn of_whole(hay: &Haystack, whole: Range<usize>, written: &str) -> Option<Candidate> {
    let mut found = Candidate::new(hay, Verdict::Typographic, vec![whole]);
    let piece = found.pieces.first_mut()?;
    let exact = edges::with_emphasis(&hay.source, piece)
        .into_iter()
        .find(|range| same_characters(hay, range, written));
    if let Some(exact) = exact {
        *piece = exact;
        found.verdict = Verdict::Verbatim;
    }
    Some(found)
}

fn same_characters(hay: &Haystack, range: &Range<usize>, written: &str) -> bool {
    let found = hay.source.get(range.clone());
    found.is_some_and(|found| edges::same_characters(found, written))
}

/// The unbroken runs of words of a run, in bytes of the folded text.
pub(super) fn segments(hay: &Haystack, run: &Run, whole: Range<usize>) -> Vec<Range<usize>> {
    let mut start = whole.start;
    let mut found = Vec::with_capacity(run.breaks.len() + 1);
    for at in &run.breaks {
        found.push(start..hay.range(at.before).end);
        start = hay.range(at.behind).start;
    }
    found.push(start..whole.end);
    found
}

/// Whether an interrupted quotation is one: each piece has two words at least or fills its marks,
/// not all of them are single words, and none is a denial that was quoted for itself.
fn is_worth_joining(matcher: &Matcher<'_>, run: &Run) -> bool {
    let hay = matcher.hay;
    let mut from = (0, run.first);
    let ends = run.breaks.iter().map(|b| (b.claim, b.before, b.behind));
    let end = (matcher.pattern.words.len(), run.last, run.last);
    let mut longest = 0;
    for (claim, before, behind) in ends.chain([end]) {
        let (start, first) = std::mem::replace(&mut from, (claim, behind));
        let words = claim.saturating_sub(start);
        longest = longest.max(words);
        if start > 0 && words <= FRAGMENT && is_quoted_denial(hay, first, before)
            || words < 2 && is_bare_denial(hay, first)
        {
            return false;
        }
        if words < 2 && !interrupted::fills(hay, first, before) {
            return false;
        }
    }
    longest >= 2 && is_long(matcher.pattern)
}

/// The most words of a fragment that a reporter quotes in a sentence of his own.
const FRAGMENT: usize = 3;

/// Whether a word denies and begins no sentence, as in `the “not” in it`.
fn is_bare_denial(hay: &Haystack, word: usize) -> bool {
    let word = hay.word(word);
    word.starts_with(char::is_lowercase) && denial(word).is_some()
}

/// Whether these words fill their marks and deny, and the reporter's words run on into them: `who
/// had said “never”`.
fn is_quoted_denial(hay: &Haystack, first: usize, last: usize) -> bool {
    let gap = hay
        .gap_before(first)
        .trim_end_matches(['"', '\''])
        .trim_end();
    let paused = gap.ends_with([',', '.', ':', ';', '-', '?', '!']);
    !paused
        && interrupted::fills(hay, first, last)
        && denial(hay.text(hay.range(first).start..hay.range(last).end)).is_some()
}

/// Whether a claim has the length that verifies without more ado.
pub(super) fn is_long(pattern: &Pattern) -> bool {
    pattern.chars >= LEAST
}
