//! Which of several places is meant.

use super::candidate::{Candidate, is_long};
use super::claim::{Claim, Pattern, folded};
use super::haystack::Haystack;
use crate::model::QuoteMode;

/// The candidates that are left when all that can decide has decided: prefix and suffix first,
/// then quotation marks around the words, then how exactly the words stand.
pub(super) fn decide(
    hay: &Haystack,
    claim: &Claim<'_>,
    pattern: &Pattern,
    mut candidates: Vec<Candidate>,
) -> Vec<Candidate> {
    if candidates.len() > 1 {
        keep_best(&mut candidates, |candidate| context(hay, claim, candidate));
    }
    let spoken = matches!(claim.mode, QuoteMode::Direct | QuoteMode::Partial);
    if candidates.len() > 1 && spoken && (claim.quoting || !is_long(pattern)) {
        keep_best(&mut candidates, |candidate| {
            usize::from(candidate.is_in_marks(hay))
        });
    }
    if candidates.len() > 1 {
        keep_best(&mut candidates, |candidate| {
            usize::MAX - candidate.verdict as usize
        });
    }
    if candidates.len() > 1 && !pattern.tail().is_empty() {
        // With the final mark that the claim has, rather than another.
        keep_best(&mut candidates, |candidate| {
            usize::from(hay.text(candidate.span()).ends_with(pattern.tail()))
        });
    }
    candidates
}

fn keep_best(candidates: &mut Vec<Candidate>, score: impl Fn(&Candidate) -> usize) {
    let scores: Vec<usize> = candidates.iter().map(score).collect();
    let best = scores.iter().copied().max().unwrap_or_default();
    let mut scores = scores.into_iter();
    candidates.retain(|_| scores.next() == Some(best));
}

/// How many words may stand between a prefix and the first word, or the last and a suffix.
const NEARLY: usize = 4;

/// How well the words around a candidate are those that the claim names.
fn context(hay: &Haystack, claim: &Claim<'_>, candidate: &Candidate) -> usize {
    let span = candidate.span();
    let text = &hay.folded.text;
    let before = text.get(..span.start).unwrap_or_default();
    let after = text.get(span.end..).unwrap_or_default();
    let prefix = claim
        .prefix
        .map_or(0, |prefix| ends_with(before, &folded(prefix)));
    let suffix = claim
        .suffix
        .map_or(0, |suffix| starts_with(after, &folded(suffix)));
    prefix + suffix
}

/// Two if a text ends with the words of a prefix, one if it nearly does.
fn ends_with(text: &str, prefix: &str) -> usize {
    let letters = || prefix.chars().rev().filter(|c| c.is_alphanumeric());
    if letters().next().is_none() {
        return 2 * usize::from(
            !prefix.trim().is_empty() && text.trim_end().ends_with(prefix.trim()),
        );
    }
    let fits = |text: &str| {
        let mut found = text.chars().rev().filter(|c| c.is_alphanumeric());
        letters().all(|c| found.next() == Some(c))
    };
    if fits(text) {
        return 2;
    }
    let cuts = text.rmatch_indices(' ').take(NEARLY + 1).map(|(at, _)| at);
    let mut cuts = cuts.filter_map(|at| text.get(..at));
    usize::from(cuts.any(fits))
}

/// Two if a text starts with the words of a suffix, one if it nearly does.
fn starts_with(text: &str, suffix: &str) -> usize {
    let letters = || suffix.chars().filter(|c| c.is_alphanumeric());
    if letters().next().is_none() {
        return 2 * usize::from(
            !suffix.trim().is_empty() && text.trim_start().starts_with(suffix.trim()),
        );
    }
    let fits = |text: &str| {
        let mut found = text.chars().filter(|c| c.is_alphanumeric());
        letters().all(|c| found.next() == Some(c))
    };
    if fits(text) {
        return 2;
    }
    let cuts = text.match_indices(' ').take(NEARLY + 1).map(|(at, _)| at);
    let mut cuts = cuts.filter_map(|at| text.get(at..));
    usize::from(cuts.any(fits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_around_adjoin_or_nearly() {
        assert_eq!(ends_with("Then he said: \"", "he said"), 2);
        assert_eq!(ends_with("Then he said: \"", "en he said:"), 2);
        assert_eq!(ends_with("Then he said to us: \"", "he said"), 1);
        assert_eq!(ends_with("Then he said: \"", "she said"), 0);
        assert_eq!(ends_with("Then he said: \"", ": \""), 2);
        assert_eq!(starts_with(",\" he said", "he sa"), 2);
        assert_eq!(starts_with(",\" as he said", "he"), 1);
        assert_eq!(starts_with("", "he"), 0);
    }
}
