//! Two runs of words laid beside each other, so that as many as can be agree.

use std::ops::Range;

use super::claim::Pattern;
use super::haystack::Haystack;
use super::near::is_similar;

/// Words side by side, by number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pair {
    /// A word of the claim and one of the text, equal or not.
    Both(usize, usize),
    /// A word that only the claim has.
    Claim(usize),
    /// A word that only the text has.
    Text(usize),
}

/// The most words that a claim is shifted against a place it is laid beside, to each side.
const SLACK: usize = 48;

/// A number of a word, moved so that a claim of `words` words may begin before the text.
pub(super) fn shifted(place: usize, words: usize) -> usize {
    place + words + SLACK
}

/// What it costs that a word stands on one side alone, or beside another. Words that the claim
/// leaves out are the cheapest: a cut quotation is still the nearest.
const CLAIM: u32 = 5;
const TEXT: u32 = 1;
const REPLACED: u32 = 5;
const SIMILAR: u32 = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Both,
    Claim,
    Text,
    Start,
}

/// Lays the first `words` words of a claim beside the text where it begins within `window`, in
/// [`shifted`] numbers of words. What stands in the text before the first and behind the last of
/// the claim's is free.
pub(super) fn align(
    hay: &Haystack,
    pattern: &Pattern,
    words: usize,
    window: &Range<usize>,
) -> Vec<Pair> {
    let slack = (4 + words / 4).min(SLACK);
    // Column j of row k is the word `k + base + j` of the text: a band along the diagonal.
    let base = window.start.saturating_sub(slack);
    let width = window.end + slack + 1 - base;
    let word = |k: usize, j: usize| {
        let place = (k + base + j).checked_sub(words + SLACK);
        place.filter(|&place| place < hay.len())
    };
    // costs[j]: the least for the claim's first k words against the text before word(k, j).
    let mut costs = vec![0_u32; width + 1];
    let mut steps: Vec<Vec<Step>> = vec![vec![Step::Start; width + 1]];
    for k in 0..words {
        let mut next = vec![u32::MAX / 2; width + 1];
        let mut row = vec![Step::Claim; width + 1];
        let mut left = u32::MAX / 2;
        for (j, (cell, step)) in next.iter_mut().zip(&mut row).enumerate() {
            // Only the claim's word: the text's place stays, one column on in the row before.
            let claim = costs.get(j + 1).map_or(u32::MAX / 2, |cost| cost + CLAIM);
            // Only the text's: the place before, in this row.
            let text = left.saturating_add(TEXT);
            let here = word(k, j);
            let both = match here {
                Some(i) => costs
                    .get(j)
                    .map_or(u32::MAX / 2, |cost| cost + difference(hay, pattern, k, i)),
                None => u32::MAX / 2,
            };
            let best = both.min(claim).min(text);
            *step = if best == both {
                Step::Both
            } else if best == claim {
                Step::Claim
            } else {
                Step::Text
            };
            *cell = best;
            left = best;
        }
        costs = next;
        steps.push(row);
    }
    trace(&costs, &steps, words, word)
}

fn difference(hay: &Haystack, pattern: &Pattern, k: usize, i: usize) -> u32 {
    let (claimed, found) = (pattern.word(k), hay.word(i));
    if claimed == found {
        0
    } else if is_similar(claimed, found) {
        SIMILAR
    } else {
        REPLACED
    }
}

/// The way back from the cheapest end.
fn trace(
    costs: &[u32],
    steps: &[Vec<Step>],
    words: usize,
    word: impl Fn(usize, usize) -> Option<usize>,
) -> Vec<Pair> {
    let cheapest = costs.iter().enumerate().min_by_key(|(_, cost)| **cost);
    let (mut k, mut j) = (words, cheapest.map_or(0, |(j, _)| j));
    let mut pairs = Vec::new();
    // In row k > 0, column j means the text up to and with word(k - 1, j).
    while k > 0 {
        match steps.get(k).and_then(|row| row.get(j)) {
            Some(Step::Both) => {
                k -= 1;
                let Some(i) = word(k, j) else { break };
                pairs.push(Pair::Both(k, i));
            }
            Some(Step::Claim) => {
                k -= 1;
                j += 1;
                pairs.push(Pair::Claim(k));
            }
            Some(Step::Text) => {
                let Some(i) = word(k - 1, j) else { break };
                pairs.push(Pair::Text(i));
                let Some(before) = j.checked_sub(1) else {
                    break;
                };
                j = before;
            }
            Some(Step::Start) | None => break,
        }
    }
    pairs.reverse();
    pairs
}
