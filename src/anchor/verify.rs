//! The verdict on a claim.

use std::cell::Cell;
use std::ops::Range;

use memchr::memmem;

use super::candidate::{Candidate, is_long, of_run};
use super::claim::{Claim, Pattern, folded};
use super::decide::decide;
use super::elided;
use super::exact::{Matcher, budget};
use super::finding::{Concern, Dropped, Finding, InMarks};
use super::haystack::{Haystack, spaced};
use super::near;
use super::negation::{negation, reversal};
use super::quick;
use crate::leisure::give_way;
use crate::model::{QuoteMode, Verdict};

/// The most places that are looked at; words that stand at more are ambiguous anyhow.
pub const MOST_CANDIDATES: usize = 64;

/// Checks a claim against a text: verbatim, typographic, interrupted, elided, or else what comes
/// nearest.
///
/// A near passage never verifies; it is a suggestion. Fewer than twelve code points are looked for
/// word for word alone, and where they stand more than once it is the prefix, the suffix or the
/// quotation marks around them that decide, or nothing.
pub fn verify(hay: &Haystack, claim: &Claim<'_>) -> Finding {
    give_way();
    if claim.mode == QuoteMode::Paraphrase {
        return Finding::default();
    }
    let pieces: Vec<String> = claim.pieces.iter().map(|piece| folded(piece)).collect();
    if let ([folded], [written]) = (pieces.as_slice(), claim.pieces)
        && let Some(only) = quick::only_place(hay, folded, written)
    {
        return verified(hay, claim, only);
    }
    long_way(hay, claim, &pieces)
}

/// The verdict on a claim, its pieces folded, from all words of the text.
pub(super) fn long_way(hay: &Haystack, claim: &Claim<'_>, pieces: &[String]) -> Finding {
    let pattern = Pattern::literal(pieces);
    let left = Cell::new(budget(hay.len()));
    let mut found = literal(hay, claim, &pattern, &left);
    if found.is_empty() {
        found = raw(hay, claim, &pattern);
    }
    if found.is_empty() {
        let readings = Pattern::resolved(pieces);
        let places = readings
            .iter()
            .map(|resolved| with_brackets(hay, claim, resolved, &left));
        found = places
            .into_iter()
            .find(|found| !found.is_empty())
            .unwrap_or_default();
    }
    if found.is_empty() {
        return lost(hay, &pattern);
    }
    let more_candidates = found.len() > MOST_CANDIDATES;
    found.truncate(MOST_CANDIDATES);
    found.sort_by_key(|candidate| candidate.pieces.first().map_or(0, |piece| piece.start));
    let mut left = decide(hay, claim, &pattern, found);
    match left.pop() {
        Some(last) if left.is_empty() && !more_candidates => verified(hay, claim, last),
        last => {
            left.extend(last);
            Finding {
                candidates: left
                    .iter()
                    .map(|candidate| places(hay, candidate))
                    .collect(),
                more_candidates,
                ..Finding::of(Verdict::Ambiguous)
            }
        }
    }
}

/// Where the claim's words stand as they are written.
fn literal(
    hay: &Haystack,
    claim: &Claim<'_>,
    pattern: &Pattern,
    left: &Cell<usize>,
) -> Vec<Candidate> {
    let whole = 0..pattern.words.len();
    let matcher = Matcher::new(hay, pattern, left);
    let Some(seed) = matcher.rarest(&whole) else {
        return Vec::new();
    };
    let joined;
    let written = match claim.pieces {
        [piece] => *piece,
        pieces => {
            joined = pieces.join(" ");
            &joined
        }
    };
    let runs = matcher.runs(&whole, seed);
    let found = runs.filter_map(|run| of_run(&matcher, &run, written));
    found.take(MOST_CANDIDATES + 1).collect()
}

/// Where a claim stands character for character, though its markup is not that of whole text: half
/// of an emphasis, or marks without a word.
fn raw(hay: &Haystack, claim: &Claim<'_>, pattern: &Pattern) -> Vec<Candidate> {
    let [written] = claim.pieces else {
        return Vec::new();
    };
    let written = spaced(written).text;
    let written = written.trim();
    if written.is_empty() {
        return Vec::new();
    }
    let text = hay.spaced();
    let places = memmem::find_iter(text.text.as_bytes(), written);
    let found = places.filter_map(|at| {
        let range = text.map.range_to_original(at..at + written.len());
        let folded = hay.folded.map.range_to_derived(range.clone());
        // What nobody sees, an address or a tag, holds no short words.
        let seen = is_long(pattern) || !hay.markup.covers(folded.start);
        (seen && hay.is_whole(&range, &folded)).then(|| Candidate {
            pieces: vec![range],
            ..Candidate::new(hay, Verdict::Verbatim, vec![folded])
        })
    });
    found.take(MOST_CANDIDATES + 1).collect()
}

/// Where the claim's words stand but for what the author marked.
fn with_brackets(
    hay: &Haystack,
    claim: &Claim<'_>,
    resolved: &Pattern,
    left: &Cell<usize>,
) -> Vec<Candidate> {
    let matcher = Matcher::new(hay, resolved, left);
    let whole = 0..resolved.words.len();
    let only_letters = resolved.parts().len() == 1 && resolved.open_ends == (false, false);
    if only_letters {
        let Some(seed) = matcher.rarest(&whole) else {
            return Vec::new();
        };
        let runs = matcher.runs(&whole, seed);
        // The bracket is the author's, so it is never verbatim.
        let found = runs.filter_map(|run| of_run(&matcher, &run, ""));
        return found.take(MOST_CANDIDATES + 1).collect();
    }
    elided::candidates(&matcher, claim.quoting, MOST_CANDIDATES)
}

/// Words that were not found: altered or missing.
fn lost(hay: &Haystack, pattern: &Pattern) -> Finding {
    match near::nearest(hay, pattern) {
        Some(nearest) => Finding {
            nearest: Some(nearest),
            ..Finding::of(Verdict::Altered)
        },
        None => Finding::of(Verdict::Missing),
    }
}

fn places(hay: &Haystack, candidate: &Candidate) -> Vec<Range<usize>> {
    candidate
        .pieces
        .iter()
        .map(|range| hay.to_whole(range))
        .collect()
}

fn verified(hay: &Haystack, claim: &Claim<'_>, found: Candidate) -> Finding {
    let in_quotation_marks = match claim.wants_marks() {
        true if found.is_in_marks(hay) => InMarks::Yes,
        true => InMarks::No,
        false => InMarks::NotApplicable,
    };
    let mut concerns = Vec::new();
    for omitted in &found.dropped {
        let text = hay.text(omitted.folded.clone());
        if omitted.negates {
            concerns.extend(negation(text).map(|word| Concern::NegationDropped(word.to_owned())));
        }
        concerns.extend(reversal(text).map(Concern::SenseReversed));
    }
    let dropped = found.dropped.iter().map(|omitted| Dropped {
        range: hay.to_whole(&omitted.range),
        text: hay
            .source
            .get(omitted.range.clone())
            .unwrap_or_default()
            .to_owned(),
        negates: omitted.negates,
    });
    Finding {
        verdict: Some(found.verdict),
        pieces: places(hay, &found),
        dropped: dropped.collect(),
        in_quotation_marks,
        concerns,
        inserted: found.inserted,
        ..Finding::default()
    }
}
