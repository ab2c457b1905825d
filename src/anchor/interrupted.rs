//! Quotations that the reporter's own words interrupt: `"First half," he said, "second half."`
//!
//! What stands between the halves has to stand wholly outside quotation marks: a closing mark
//! ends the first half and an opening mark begins the second, with no mark between, and marks
//! around that pair. Whatever was left out *inside* the marks might be a "not".

use std::ops::Range;

use super::haystack::Haystack;
use super::languages;

/// The most code points that the reporter may put between two halves. In news four of five
/// interruptions are shorter; the longer ones are mostly two quotations, of two occasions.
pub(super) const LONGEST: usize = 200;

/// The word that would go on with a quotation interrupted behind this word.
pub(super) fn word_behind(hay: &Haystack, before: usize) -> Option<usize> {
    let region = last_of_region(hay, before)?;
    let next = hay.marks.get(hay.marks.next_top(region)?)?;
    first_word(hay, next.inner, before + 1)
}

/// The word that would precede an interruption before this word.
pub(super) fn word_before(hay: &Haystack, behind: usize) -> Option<usize> {
    let region = hay.marks.top_around(&hay.range(behind))?;
    if behind
        .checked_sub(1)
        .is_some_and(|i| hay.range(i).start >= hay.marks.get(region).map_or(0, |r| r.inner))
    {
        return None;
    }
    let previous = hay.marks.get(hay.marks.previous_top(region)?)?;
    last_word(hay, previous.close, behind)
}

/// The outermost region of which this word is the last.
fn last_of_region(hay: &Haystack, word: usize) -> Option<usize> {
    let region = hay.marks.top_around(&hay.range(word))?;
    let close = hay.marks.get(region)?.close;
    (hay.range(word + 1).start >= close).then_some(region)
}

/// The first word from a place on, from the word `from` on.
fn first_word(hay: &Haystack, at: usize, from: usize) -> Option<usize> {
    // Few words stand between; a longer way would be no interruption.
    (from..hay.len())
        .take(LONGEST)
        .find(|&i| hay.range(i).start >= at)
}

/// The last word before a place, below the word `to`.
fn last_word(hay: &Haystack, at: usize, to: usize) -> Option<usize> {
    (0..to)
        .rev()
        .take(LONGEST)
        .find(|&i| hay.range(i).end <= at)
}

/// The reporter's words between two words of the text, marks included, in bytes of the folded
/// text: where they interrupt one quotation.
pub(super) fn between(hay: &Haystack, before: usize, behind: usize) -> Option<Range<usize>> {
    let region = last_of_region(hay, before)?;
    let next = hay.marks.next_top(region)?;
    let whole = hay.marks.get(region)?.close..hay.marks.get(next)?.inner;
    let words = hay.range(before).end <= whole.start && whole.end <= hay.range(behind).start;
    let adjoin = words && hay.range(behind - 1).start < whole.end;
    (adjoin && is_interruption(hay, region, next)).then_some(whole)
}

/// Whether a quotation goes on with the next: across the reporter's own words, or from one
/// paragraph to another.
pub(super) fn joins(hay: &Haystack, region: usize, next: usize) -> bool {
    hay.marks.get(next).is_some_and(|next| next.continues) || is_interruption(hay, region, next)
}

fn is_interruption(hay: &Haystack, region: usize, next: usize) -> bool {
    let (Some(first), Some(second)) = (hay.marks.get(region), hay.marks.get(next)) else {
        return false;
    };
    let (whole, gap) = (first.close..second.inner, first.end..second.open);
    first.closed
        && hay.text(gap.clone()).chars().take(LONGEST + 1).count() <= LONGEST
        && !hay.layout.breaks_within(&whole)
        && !hay.marks.is_doubtful(&whole)
        && !changes_speaker(hay, &gap, second.close..second.end)
}

/// Whether a word is the first or the last inside its outermost marks.
pub(super) fn fills(hay: &Haystack, first: usize, last: usize) -> bool {
    let Some(region) = hay
        .marks
        .top_around(&hay.range(first))
        .and_then(|r| hay.marks.get(r))
    else {
        return false;
    };
    let begins = first
        .checked_sub(1)
        .is_none_or(|i| hay.range(i).start < region.inner);
    begins && hay.range(last + 1).start >= region.close && hay.range(last).end <= region.close
}

const VERBS: &[&str] = &[
    "said",
    "says",
    "say",
    "saying",
    "told",
    "tells",
    "added",
    "adds",
    "replied",
    "replies",
    "answered",
    "wrote",
    "writes",
    "tweeted",
    "stated",
    "states",
    "asked",
    "asks",
    "argued",
    "argues",
    "insisted",
    "responded",
    "continued",
    "explained",
    "claimed",
    "warned",
    "noted",
    "posted",
    "countered",
    "retorted",
    "agreed",
    "concluded",
    "announced",
    "declared",
    "called",
    "according",
];

const PRONOUNS: &[&str] = &[
    "he", "she", "they", "it", "i", "we", "who", "the", "a", "an", "in", "on", "at", "after",
    "before", "but", "and", "then", "later", "when", "while", "as", "his", "her", "their", "this",
    "that", "asked", "speaking", "during", "also", "mr", "mrs", "ms", "dr",
];

/// Whether somebody else speaks behind the gap: where the words behind it have an attribution of
/// their own (`"No," said A. "Yes," B replied.`) that names nobody of the gap, or where the gap
/// itself holds two attributions with a name each (`"No," said A, while B said "yes"`).
fn changes_speaker(hay: &Haystack, gap: &Range<usize>, closing: Range<usize>) -> bool {
    let text = hay.text(gap.clone());
    let ends_sentence = text.contains(['.', '?', '!']);
    let clauses: Vec<&str> = text.split(['.', ',', ';', '?', '!', ':']).collect();
    let mut names = clauses
        .iter()
        .filter_map(|clause| attributed(clause))
        .filter(|name| !name.is_empty());
    if let (Some(first), Some(last)) = (names.next(), names.next_back())
        && !last.iter().any(|word| first.contains(word))
    {
        return true;
    }
    if !ends_sentence {
        return false;
    }
    // `," B replied` or `", B replied`: what follows belongs to the second half.
    let before = hay.text(closing.start.saturating_sub(1)..closing.start);
    let after = hay.text(closing.end..hay.folded.text.len().min(closing.end + LONGEST));
    let after = if after.is_empty() {
        clip(hay, closing.end)
    } else {
        after
    };
    let goes_on = before == "," || before == "?" || before == "!" || after.starts_with(',');
    if !goes_on {
        return false;
    }
    let clause = after
        .trim_start_matches([',', ' '])
        .split(['.', ',', ';', '"', '?', '!'])
        .next();
    let Some(name) = clause.and_then(attributed) else {
        return false;
    };
    !name.is_empty() && !name.iter().any(|word| text.contains(word))
}

/// What follows a place, up to the longest gap, cut between characters.
fn clip(hay: &Haystack, from: usize) -> &str {
    let rest = hay.text(from..hay.folded.text.len());
    let end = rest
        .char_indices()
        .nth(LONGEST)
        .map_or(rest.len(), |(at, _)| at);
    rest.get(..end).unwrap_or_default()
}

/// The capitalised words of a clause that says who spoke; none where it does not say so.
fn attributed(clause: &str) -> Option<Vec<&str>> {
    let words = || {
        clause
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
    };
    let says = |word: &str| VERBS.contains(&word) || languages::VERBS.contains(&word);
    words().any(says).then_some(())?;
    let named = |word: &&str| {
        let lower = word.to_lowercase();
        word.starts_with(char::is_uppercase)
            && !PRONOUNS.contains(&lower.as_str())
            && !languages::PRONOUNS.contains(&lower.as_str())
    };
    Some(words().take(24).filter(named).collect())
}
