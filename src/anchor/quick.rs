//! The short way to what most claims are: words that stand once in the text, mark for mark.
//!
//! It answers only where the long way over all words would answer the same, and leaves to it
//! whatever is doubtful: a second place, marks within words, markup. It starts from the longest
//! word of the claim, which is looked for among the [`Signs`](super::signs) of the text.

use std::ops::Range;

use super::candidate::{Candidate, of_whole};
use super::haystack::Haystack;
use super::signs;
use super::words::hash;

/// The most places of a word that are looked at.
const MOST: usize = 512;
/// The most words of a claim that are tried, the longest first.
const TRIED: usize = 4;

/// The only place of a folded claim; `written` is the claim as its author wrote it.
pub(super) fn only_place(hay: &Haystack, folded: &str, written: &str) -> Option<Candidate> {
    let claim = folded.trim();
    let words = words_of(claim)?;
    let range = signs_of(claim)
        .into_iter()
        .filter(|sign| !sign.is_empty())
        .find_map(|sign| by_sign(hay, claim, &sign))?;
    let words = range.start + words.start..range.start + words.end;
    let plain = is_apart(&hay.folded.text, &range, &words)
        && !hay.markup.covers(range.start)
        && !hay.markup.touches(&range);
    plain.then(|| of_whole(hay, range, written)).flatten()
}

/// A claim without the marks at its ends; none where others than the plainest stand there.
fn words_of(claim: &str) -> Option<Range<usize>> {
    let inner = claim.trim_start_matches(['"', '\'', '(', '$']);
    let start = claim.len() - inner.len();
    let words = inner.trim_end_matches(['"', '\'', '.', ',', '!', '?', ';', ':', '%', ')']);
    let range = start..start + words.len();
    let letter = |c: char| c.is_ascii_alphanumeric();
    (words.starts_with(letter) && words.ends_with(letter)).then_some(range)
}

/// The longest signs of a claim, and empty ranges where it has fewer.
fn signs_of(claim: &str) -> [Range<usize>; TRIED] {
    let mut longest = [const { 0..0 }; TRIED];
    signs::runs(claim.as_bytes(), |start, end| {
        let mut sign = start..end;
        for other in &mut longest {
            if sign.len() > other.len() {
                std::mem::swap(other, &mut sign);
            }
        }
    });
    longest
}

/// The only place of a claim, where all places of one of its signs tell that it is the only one.
fn by_sign(hay: &Haystack, claim: &str, sign: &Range<usize>) -> Option<Range<usize>> {
    let text = hay.folded.text.as_str();
    let letters = claim.get(sign.clone())?;
    let rest = claim.get(sign.end..).unwrap_or_default();
    let before = claim.get(..sign.start).unwrap_or_default();
    if before.contains(letters) || rest.contains(letters) || may_be_halved(hay, letters) {
        return None;
    }
    let mut only = None;
    for (seen, place) in hay.signs.places(hash(letters)).enumerate() {
        if seen == MOST {
            return None;
        }
        let rest = text.get(place..).unwrap_or_default().as_bytes();
        let goes_on = rest
            .get(letters.len())
            .is_some_and(u8::is_ascii_alphanumeric);
        if goes_on || !rest.starts_with(letters.as_bytes()) {
            continue;
        }
        let start = place.checked_sub(sign.start);
        let range = start.map(|start| start..start + claim.len());
        let stands = |range: &Range<usize>| text.get(range.clone()) == Some(claim);
        if let Some(range) = range.filter(stands) {
            if only.replace(range).is_some() {
                return None;
            }
        } else if !differs(claim, sign, text, place) {
            return None;
        }
    }
    only
}

/// Whether a word may stand in two halves, parted at a line end or by a bracket.
fn may_be_halved(hay: &Haystack, word: &str) -> bool {
    let text = hay.folded.text.as_bytes();
    let word = word.as_bytes();
    let beside = |at: usize| {
        Some((
            at.checked_sub(1).and_then(|b| text.get(b))?,
            text.get(at + 1)?,
        ))
    };
    let parted =
        |&at: &usize| beside(at).is_some_and(|(a, b)| word.windows(2).any(|two| two == [*a, *b]));
    let lettered = |&at: &usize| {
        let rest = text.get(at + 1..).unwrap_or_default();
        word.get(1..).is_some_and(|word| rest.starts_with(word))
    };
    hay.layout.hyphens.iter().any(parted) || hay.markup.letters().iter().any(lettered)
}

/// Whether the words beside a sign of the claim are surely others than those beside the same sign
/// at `place` in the text.
fn differs(claim: &str, sign: &Range<usize>, text: &str, place: usize) -> bool {
    let end = place + sign.len();
    let behind = |text: &str, from: usize| {
        let rest = text.as_bytes().get(from..).unwrap_or_default();
        let gap = rest.iter().position(|byte| !is_light(*byte))?;
        let run = rest.get(gap..)?;
        let len = run.iter().position(|byte| !byte.is_ascii_alphanumeric());
        let word = from + gap..from + gap + len.unwrap_or(run.len());
        (gap > 0 && !word.is_empty()).then_some(word)
    };
    let before = |text: &str, to: usize| {
        let rest = text.as_bytes().get(..to).unwrap_or_default();
        let gap = rest.iter().rev().position(|byte| !is_light(*byte))?;
        let run = rest.get(..to - gap)?;
        let len = run
            .iter()
            .rev()
            .position(|byte| !byte.is_ascii_alphanumeric());
        let word = to - gap - len.unwrap_or(run.len())..to - gap;
        (gap > 0 && !word.is_empty()).then_some(word)
    };
    let other = |claimed: Option<Range<usize>>, found: Option<Range<usize>>| {
        let (Some(claimed), Some(found)) = (claimed, found) else {
            return false;
        };
        !is_halved(text, &found) && claim.get(claimed) != text.get(found)
    };
    other(behind(claim, sign.end), behind(text, end))
        || other(before(claim, sign.start), before(text, place))
}

/// Whether a byte parts words and is not what a reporter's words, markup or a compound begin with.
fn is_light(byte: u8) -> bool {
    matches!(byte, b' ' | b',' | b'.' | b';' | b':' | b'!' | b'?')
}

/// Whether letters may be a part of a longer word.
fn is_halved(text: &str, word: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let before = word.start.checked_sub(1).and_then(|at| bytes.get(at));
    let joins = |byte: Option<&u8>| {
        byte.is_some_and(|byte| !byte.is_ascii() || matches!(byte, b'-' | b'[' | b']' | b'\''))
    };
    joins(before) || joins(bytes.get(word.end))
}

/// Whether a claim that stands here begins and ends with whole words, whatever is beside it.
fn is_apart(text: &str, range: &Range<usize>, words: &Range<usize>) -> bool {
    let bytes = text.as_bytes();
    let byte = |at: usize| bytes.get(at).copied().unwrap_or(b' ');
    let before = |back: usize| range.start.checked_sub(back).map_or(b' ', byte);
    let begins = match before(1) {
        b' ' | b'"' => true,
        b'\'' => matches!(before(2), b' ' | b'"'),
        _ => false,
    };
    let ends = match byte(range.end) {
        b' ' | b'"' | b'!' | b'?' | b';' => true,
        b'.' | b',' | b':' | b'\'' => {
            !byte(range.end + 1).is_ascii_alphanumeric() && byte(range.end + 1).is_ascii()
        }
        _ => false,
    };
    // A mark between letters, or between digits, belongs to the word.
    let closed = words.end == range.end || !byte(range.end).is_ascii_alphanumeric();
    begins && ends && closed
}
