//! What comes nearest to words that do not stand in a text.
//!
//! The rarer words of the claim vote, with each place they have in the text, for where the claim
//! would begin; the claim is then laid beside the few places with the most votes. The time taken
//! depends on the length of the claim, not on that of the text.

use std::ops::Range;

use super::align::{Pair, align, shifted};
use super::claim::Pattern;
use super::diff;
use super::finding::Nearest;
use super::haystack::Haystack;

/// The most words of a claim that vote, the rarest first, and the most places of each.
const VOTERS: usize = 32;
const VOTES: usize = 48;
/// The most places that the claim is laid beside.
const PLACES: usize = 3;
/// The most words of a claim that are laid beside the text.
const WORDS: usize = 2048;
/// How much of a claim's letters has to stand at a place to be near, of 100: below, what agrees is
/// mostly "the", "of" and "to", which agree anywhere.
const NEAR: usize = 55;

/// The nearest passage, if anything is near.
pub(super) fn nearest(hay: &Haystack, pattern: &Pattern) -> Option<Nearest> {
    let words = pattern.words.len().min(WORDS);
    let mut best: Option<(usize, Vec<Pair>)> = None;
    for window in windows(hay, pattern, words) {
        let pairs = align(hay, pattern, words, &window);
        let score = score(hay, pattern, words, &pairs);
        if score >= NEAR && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, pairs));
        }
    }
    let (_, pairs) = best?;
    diff::nearest(hay, pattern, &pairs)
}

/// How much of the claim stands in a laying, of 100.
fn score(hay: &Haystack, pattern: &Pattern, words: usize, pairs: &[Pair]) -> usize {
    let weight = |word: &str| word.len().min(10) + 1;
    let all: usize = (0..words).map(|k| weight(pattern.word(k))).sum();
    let (mut same, mut equal, mut extra, mut cut) = (0, 0, 0, 0);
    for pair in pairs {
        match *pair {
            Pair::Both(k, i) if pattern.word(k) == hay.word(i) => {
                same += 2 * weight(pattern.word(k));
                equal += 1;
            }
            Pair::Both(k, i) if is_similar(pattern.word(k), hay.word(i)) => {
                same += weight(pattern.word(k));
            }
            Pair::Text(i) => {
                extra += 1;
                cut += weight(hay.word(i));
            }
            _ => {}
        }
    }
    // One word in common is no likeness, nor are a few in a passage many times as long.
    if equal < 2 || extra > 2 * words + 8 {
        return 0;
    }
    // What was cut out counts against it, but a cut quotation is still the nearest.
    50 * same / (all + cut / 8).max(1)
}

/// Whether two words may be one with another ending or in another case; never two numbers.
pub(super) fn is_similar(a: &str, b: &str) -> bool {
    let lower = |word: &str| word.bytes().next().map(|byte| byte.to_ascii_lowercase());
    if lower(a) != lower(b) {
        return false;
    }
    if a.eq_ignore_ascii_case(b) {
        return true;
    }
    let same = |(a, b): &(u8, u8)| a.eq_ignore_ascii_case(b);
    let common = a.bytes().zip(b.bytes()).take_while(same).count();
    let number = || a.bytes().chain(b.bytes()).any(|byte| byte.is_ascii_digit());
    common >= 4 && 2 * common > a.len().max(b.len()) && !number()
}

/// Where the claim may stand, by the votes of its words: for each place the first and the last
/// beginning that was voted for, as [`shifted`] numbers of words.
fn windows(hay: &Haystack, pattern: &Pattern, words: usize) -> Vec<Range<usize>> {
    let mut voters: Vec<(usize, usize)> = (0..words)
        .filter_map(|k| {
            let count = hay.count(pattern.words.get(k)?.hash);
            (count > 0).then_some((count, k))
        })
        .collect();
    voters.sort_unstable();
    voters.truncate(VOTERS);
    let mut votes: Vec<(usize, usize)> = Vec::new();
    for (count, k) in voters {
        let Some(word) = pattern.words.get(k) else {
            continue;
        };
        // A word that stands once says as much as a dozen that stand everywhere.
        let say = 1 + 60 / count.min(60);
        let places = hay.places(word.hash).take(VOTES);
        votes.extend(places.map(|place| (shifted(place, words) - k, say)));
    }
    votes.sort_unstable();
    let width = words.clamp(8, 64);
    let mut ranked: Vec<(usize, Range<usize>)> = Vec::new();
    let mut from = 0;
    let mut sum = 0;
    for (to, &(last, say)) in votes.iter().enumerate() {
        sum += say;
        while let Some(&(first, say)) = votes.get(from).filter(|&&(first, _)| last - first > width)
        {
            debug_assert!(first < last);
            sum -= say;
            from += 1;
        }
        let first = votes.get(from).map_or(last, |&(first, _)| first);
        debug_assert!(from <= to);
        ranked.push((sum, first..last));
    }
    ranked.sort_by_key(|(sum, window)| (std::cmp::Reverse(*sum), window.start));
    let mut found: Vec<Range<usize>> = Vec::new();
    for (_, window) in ranked {
        let apart = |other: &Range<usize>| window.end < other.start || other.end < window.start;
        if found.iter().all(apart) {
            found.push(window);
            if found.len() == PLACES {
                break;
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::is_similar;

    #[test]
    fn words_with_other_endings_are_similar_and_numbers_are_not() {
        for (a, b, similar) in [
            ("signed", "signing", true),
            ("The", "the", true),
            ("agree", "agreement", true),
            ("peace", "piece", false),
            ("600,000", "600,001", false),
            ("to", "too", false),
        ] {
            assert_eq!(is_similar(a, b), similar, "{a} {b}");
        }
    }
}
