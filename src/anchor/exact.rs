//! Where a run of a claim's words stands, word for word.

use std::cell::Cell;
use std::ops::Range;

use super::claim::{Joint, Pattern, hashes};
use super::gap::{heavy, squeeze};
use super::haystack::{Halves, Haystack};
use super::interrupted;

/// Words of a claim found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Run {
    /// The first and the last word, by number.
    pub(super) first: usize,
    pub(super) last: usize,
    /// Each interruption: the word of the claim behind it, and the words of the text before and
    /// behind it. In order.
    pub(super) breaks: Vec<Break>,
}

/// Where the reporter's own words stand in a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Break {
    pub(super) claim: usize,
    pub(super) before: usize,
    pub(super) behind: usize,
}

/// Compares one claim with one text, with a bound to the comparisons made.
pub(super) struct Matcher<'a> {
    pub(super) hay: &'a Haystack,
    pub(super) pattern: &'a Pattern,
    budget: &'a Cell<usize>,
}

/// How many comparisons of words a claim may take in a text of so many words. In prose a claim
/// takes a few times its own words; only texts of few different words come near.
pub(super) fn budget(words: usize) -> usize {
    (1 << 16) + 4 * words
}

impl<'a> Matcher<'a> {
    pub(super) fn new(hay: &'a Haystack, pattern: &'a Pattern, budget: &'a Cell<usize>) -> Self {
        Self {
            hay,
            pattern,
            budget,
        }
    }

    /// Takes one comparison from what is left.
    fn spend(&self) -> Option<()> {
        let left = self.budget.get().checked_sub(1)?;
        self.budget.set(left);
        Some(())
    }

    /// Whether comparisons are left.
    pub(super) fn may_go_on(&self) -> bool {
        self.budget.get() > 0
    }

    /// The word of a part that is rarest in the text; none where one of them is not in it.
    pub(super) fn rarest(&self, part: &Range<usize>) -> Option<usize> {
        let mut best = None;
        for k in part.clone() {
            let hashes = hashes(self.pattern, k).into_iter().flatten();
            let count: usize = hashes.map(|hash| self.hay.count(hash)).sum();
            if count == 0 {
                return None;
            }
            if best.is_none_or(|(least, _)| count < least) {
                best = Some((count, k));
            }
        }
        best.map(|(_, k)| k)
    }

    /// Every run of a part's words, in no order, told from its word `seed`.
    pub(super) fn runs(&self, part: &Range<usize>, seed: usize) -> impl Iterator<Item = Run> {
        let hashes = hashes(self.pattern, seed).into_iter().flatten();
        let places = hashes.flat_map(|hash| self.hay.places(hash));
        places
            .take_while(|_| self.may_go_on())
            .filter_map(move |place| self.run(part, seed, place))
    }

    /// The run of a part's words of which `seed` is the one that begins at `place`.
    pub(super) fn run(&self, part: &Range<usize>, seed: usize, place: usize) -> Option<Run> {
        let mut run = Run {
            first: place,
            last: self.forward(seed, place)?,
            breaks: Vec::new(),
        };
        for k in (part.start + 1..=seed).rev() {
            let (last, first) = self.before(k, run.first)?;
            if last + 1 != run.first {
                run.breaks.push(Break {
                    claim: k,
                    before: last,
                    behind: run.first,
                });
            }
            run.first = first;
        }
        run.breaks.reverse();
        for k in seed + 1..part.end {
            let (first, last) = self.behind(k, run.last)?;
            if first != run.last + 1 {
                run.breaks.push(Break {
                    claim: k,
                    before: run.last,
                    behind: first,
                });
            }
            run.last = last;
        }
        Some(run)
    }

    /// Where the claim's word before `k` stands, whose own place is `behind`: its last and first
    /// word in the text.
    fn before(&self, k: usize, behind: usize) -> Option<(usize, usize)> {
        let last = behind.checked_sub(1)?;
        if self.adjoins(k, last)
            && let Some(first) = self.backward(k - 1, last)
        {
            return Some((last, first));
        }
        if !has_mark(self.hay.gap(last)) {
            return None;
        }
        let last = interrupted::word_before(self.hay, behind)?;
        let first = self.backward(k - 1, last)?;
        self.interrupts(k, last, behind).then_some((last, first))
    }

    /// Where the claim's word `k` stands behind the word `before`: its first and last word.
    fn behind(&self, k: usize, before: usize) -> Option<(usize, usize)> {
        let first = before + 1;
        if self.adjoins(k, before)
            && let Some(last) = self.forward(k, first)
        {
            return Some((first, last));
        }
        if !has_mark(self.hay.gap(before)) {
            return None;
        }
        let first = interrupted::word_behind(self.hay, before)?;
        let last = self.forward(k, first)?;
        self.interrupts(k, before, first).then_some((first, last))
    }

    /// The last word of the text that the claim's word `k` takes from `place` on.
    fn forward(&self, k: usize, place: usize) -> Option<usize> {
        self.spend()?;
        if self.same(k, place) {
            return Some(place);
        }
        self.same_whole(k, place).then_some(place + 1)
    }

    /// The first word of the text that the claim's word `k` takes up to `place`.
    fn backward(&self, k: usize, place: usize) -> Option<usize> {
        self.spend()?;
        if self.same(k, place) {
            return Some(place);
        }
        let first = place.checked_sub(1)?;
        self.same_whole(k, first).then_some(first)
    }

    fn same(&self, k: usize, place: usize) -> bool {
        let (claimed, found) = (self.pattern.word(k), self.hay.word(place));
        claimed == found && !claimed.is_empty()
            || self.may_turn(k) && same_but_first(claimed, found)
    }

    fn may_turn(&self, k: usize) -> bool {
        self.pattern.words.get(k).is_some_and(|word| word.any_case)
    }

    /// Whether a word is the two of the text that begin at `place`.
    fn same_whole(&self, k: usize, place: usize) -> bool {
        let Some(halves) = self.hay.halves_at(place) else {
            return false;
        };
        let claimed = self.pattern.word(k);
        let (first, second) = (self.hay.word(place), self.hay.word(place + 1));
        let Some((start, end)) = claimed.split_at_checked(first.len()) else {
            return false;
        };
        let turned = halves == Halves::Letter || self.may_turn(k);
        end == second && (start == first || turned && start.to_lowercase() == first.to_lowercase())
    }

    /// Whether the gap after the word `place` is the one before the claim's word `k`.
    fn adjoins(&self, k: usize, place: usize) -> bool {
        let (claimed, found) = (self.pattern.gap_before(k), self.hay.gap(place));
        if claimed == found {
            return true;
        }
        let found = self.squeezed(place);
        if self.joint(k) == Joint::Piece {
            // Between pieces the marks are the author's own.
            return !found.contains('\'') && heavy(&found).is_empty();
        }
        let spaced = ends_in_digit(self.hay.word(place)) && starts_with_digit(self.pattern.word(k));
        let claimed = squeeze(claimed, spaced, |_| false);
        // Markup may be quoted, too.
        claimed == found || claimed == squeeze(self.hay.gap(place), spaced, |_| false)
    }

    /// The gap after a word, without typography.
    pub(super) fn squeezed(&self, place: usize) -> String {
        let next = self.hay.word(place + 1);
        let spaced = ends_in_digit(self.hay.word(place)) && starts_with_digit(next);
        self.squeeze_range(self.hay.gap_range(place), spaced)
    }

    /// Part of a gap, without typography.
    pub(super) fn squeeze_range(&self, range: Range<usize>, spaced: bool) -> String {
        let start = range.start;
        let markup = self.hay.markup.touches(&range);
        squeeze(self.hay.text(range), spaced, |at| {
            markup && self.hay.markup.covers(start + at)
        })
    }

    pub(super) fn joint(&self, k: usize) -> Joint {
        self.pattern
            .words
            .get(k)
            .map_or(Joint::Plain, |word| word.joint)
    }

    /// Whether the reporter's own words stand between these words of the text, and the marks
    /// beside them are those before the claim's word `k`.
    fn interrupts(&self, k: usize, before: usize, behind: usize) -> bool {
        let Some(gap) = interrupted::between(self.hay, before, behind) else {
            return false;
        };
        let claimed = self.pattern.gap_before(k).chars();
        let claimed: String = claimed.filter(|c| !c.is_control()).collect();
        // Marks around the pieces are the author's; within a string they are the text's.
        let bare = |gap: String| match self.joint(k) {
            Joint::Piece => heavy(&gap).replace('\'', ""),
            _ => heavy(&gap),
        };
        let claimed = bare(squeeze(&claimed, false, |_| false));
        let end = self.hay.range(before).end..gap.start;
        let start = gap.end..self.hay.range(behind).start;
        let written =
            |range: &Range<usize>| bare(squeeze(self.hay.text(range.clone()), false, |_| false));
        let seen = |range: &Range<usize>| bare(self.squeeze_range(range.clone(), false));
        claimed == [seen(&end), seen(&start)].concat()
            || claimed == [written(&end), written(&start)].concat()
    }
}

/// Whether two words are equal but for the case of their first letters.
fn same_but_first(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.chars(), b.chars());
    let (first, other) = (a.next(), b.next());
    let lower = |c: Option<char>| c.map(|c| c.to_lowercase().collect::<String>());
    first.is_some() && a.as_str() == b.as_str() && lower(first) == lower(other)
}

fn has_mark(gap: &str) -> bool {
    gap.bytes().any(|byte| matches!(byte, b'"' | b'\''))
}

fn ends_in_digit(word: &str) -> bool {
    word.ends_with(|c: char| c.is_ascii_digit())
}

fn starts_with_digit(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}
