//! Quotations from which the author left words out, or into which some were put: the parts have to
//! stand in order, each word for word, not far from each other and in one mouth.

use std::ops::Range;

use super::candidate::{Candidate, Omitted, is_long, segments};
use super::claim::{Inserted, Joint};
use super::edges;
use super::exact::{Matcher, Run};
use super::gap::{squeeze, weighty};
use super::interrupted;
use super::negation::{denial, negation};
use crate::model::Verdict;

/// The most words that an ellipsis may stand for: a long paragraph. Between single words, which
/// are found anywhere, it is fewer.
const OMITTED: usize = 160;
const OMITTED_BESIDE_ONE: usize = 40;
/// The most words that a bracket may stand for.
const REPLACED: usize = 8;
/// The most interruptions that are followed from one part to the next.
const STRETCH: usize = 8;

/// The places of a claim with its brackets and ellipses resolved, at most `most`.
pub(super) fn candidates(matcher: &Matcher<'_>, quoting: bool, most: usize) -> Vec<Candidate> {
    let parts = matcher.pattern.parts();
    let longest = parts.iter().map(Range::len).max().unwrap_or_default();
    if longest < 2 || !is_long(matcher.pattern) {
        return Vec::new();
    }
    let mut seeds = Vec::new();
    for part in &parts {
        // Without a place for each part there is none for the whole.
        let Some(seed) = matcher.rarest(part) else {
            return Vec::new();
        };
        seeds.push(seed);
    }
    // The part to begin with: the longest is the least likely to stand elsewhere too.
    let Some(anchor) = (0..parts.len())
        .rev()
        .max_by_key(|&p| parts.get(p).map_or(0, Range::len))
    else {
        return Vec::new();
    };
    let search = Search {
        matcher,
        parts: &parts,
        quoting,
    };
    let mut found: Vec<Candidate> = Vec::new();
    if let (Some(part), Some(&seed)) = (parts.get(anchor), seeds.get(anchor)) {
        for run in matcher.runs(part, seed) {
            let left = search.leftwards(anchor, run.first);
            let right = left
                .is_some()
                .then(|| search.rightwards(anchor, run.last))
                .flatten();
            if let (Some(mut runs), Some(right)) = (left, right) {
                runs.push(run);
                runs.extend(right.into_iter().rev());
                found.extend(search.candidate(&runs));
            }
            if found.len() > most {
                break;
            }
        }
    }
    tightest(found)
}

struct Search<'a> {
    matcher: &'a Matcher<'a>,
    parts: &'a [Range<usize>],
    quoting: bool,
}

impl Search<'_> {
    /// The runs of the parts before `part`, in order: of each the nearest that leads to the first.
    fn leftwards(&self, part: usize, behind: usize) -> Option<Vec<Run>> {
        let Some(before) = part.checked_sub(1) else {
            return Some(Vec::new());
        };
        let words = self.parts.get(before)?;
        let reach = self.reach(before);
        let from = behind.saturating_sub(reach + 1);
        for place in (from..behind)
            .rev()
            .take_while(|_| self.matcher.may_go_on())
        {
            let Some(run) = self.matcher.run(words, words.end - 1, place) else {
                continue;
            };
            let begins = before > 0 || edges::begin(self.matcher, run.first).is_some();
            if run.last >= behind || !begins || !self.may_skip(before, run.last, behind) {
                continue;
            }
            if let Some(mut runs) = self.leftwards(before, run.first) {
                runs.push(run);
                return Some(runs);
            }
        }
        None
    }

    /// The runs of the parts behind `part`, the last first.
    fn rightwards(&self, part: usize, before: usize) -> Option<Vec<Run>> {
        let next = part + 1;
        let Some(words) = self.parts.get(next) else {
            return Some(Vec::new());
        };
        let to = before + 1 + self.reach(part);
        for place in (before + 1..=to).take_while(|_| self.matcher.may_go_on()) {
            let Some(run) = self.matcher.run(words, words.start, place) else {
                continue;
            };
            let ends = next + 1 < self.parts.len() || edges::end(self.matcher, run.last).is_some();
            if !ends || !self.may_skip(part, before, run.first) {
                continue;
            }
            if let Some(mut runs) = self.rightwards(next, run.last) {
                runs.push(run);
                return Some(runs);
            }
        }
        None
    }

    /// How many words may be skipped behind a part.
    fn reach(&self, part: usize) -> usize {
        let len = |part: usize| self.parts.get(part).map_or(0, Range::len);
        match self
            .parts
            .get(part + 1)
            .map(|next| self.matcher.joint(next.start))
        {
            Some(Joint::Insertion) => REPLACED,
            _ if len(part) < 2 || len(part + 1) < 2 => OMITTED_BESIDE_ONE,
            _ => OMITTED,
        }
    }

    /// Whether the words between `before` and `behind` may be those that stand no longer behind
    /// this part.
    fn may_skip(&self, part: usize, before: usize, behind: usize) -> bool {
        let hay = self.matcher.hay;
        let Some(k) = self.parts.get(part).map(|part| part.end) else {
            return false;
        };
        let skipped = before + 1..behind;
        let stems = self.inserted(k).all(|inserted| {
            inserted.stem.as_ref().is_none_or(|stem| {
                let one = if self.inserted(k).count() == 1 {
                    skipped.len() == 1 && stem.begins(hay.word(skipped.start))
                } else {
                    skipped.clone().any(|i| stem.begins(hay.word(i)))
                };
                let between = hay.range(before).end..hay.range(behind).start;
                one || skipped.len() == 2 && hay.text(between).contains(&inserted.written)
            })
        });
        let whole = skipped.is_empty() || hay.may_end(before) && hay.may_begin(behind);
        stems && whole && self.signs_stand(k, before, behind) && self.one_mouth(before, behind)
    }

    /// Whether the signs that the author left beside the omission (a currency, a per cent) stand
    /// in the text.
    fn signs_stand(&self, k: usize, before: usize, behind: usize) -> bool {
        let gap = self.matcher.pattern.gap_before(k);
        let mut sides = gap.split(char::is_control);
        let signs =
            |side: Option<&str>| weighty(&squeeze(side.unwrap_or_default(), false, |_| false));
        let after = signs(sides.next());
        let ahead = signs(sides.next_back());
        let hay = self.matcher.hay;
        let here = |range| weighty(&self.matcher.squeeze_range(range, false));
        here(hay.gap_range(before)).starts_with(&after)
            && here(hay.gap_range_before(behind)).ends_with(&ahead)
    }

    /// Whether the same person speaks at both words: inside one quotation, interrupted or
    /// continued perhaps, or outside of all.
    fn one_mouth(&self, before: usize, behind: usize) -> bool {
        let hay = self.matcher.hay;
        let region = |i: usize| hay.marks.top_around(&hay.range(i));
        match (region(before), region(behind)) {
            (Some(first), Some(last)) if first <= last => self.goes_on(first, last),
            (None, None) => true,
            // Marks within the speaker's own text.
            _ => !self.quoting,
        }
    }

    /// Whether quotation `last` goes on with quotation `first`.
    fn goes_on(&self, first: usize, last: usize) -> bool {
        let hay = self.matcher.hay;
        let mut at = first;
        for _ in 0..STRETCH {
            if at == last {
                return true;
            }
            let Some(next) = hay.marks.next_top(at) else {
                return false;
            };
            if !interrupted::joins(hay, at, next) {
                return !self.quoting;
            }
            at = next;
        }
        false
    }

    fn inserted(&self, k: usize) -> impl Iterator<Item = &Inserted> {
        let all = self.matcher.pattern.inserted.iter();
        all.filter(move |(at, _)| *at == k)
            .map(|(_, inserted)| inserted)
    }

    fn candidate(&self, runs: &[Run]) -> Option<Candidate> {
        let hay = self.matcher.hay;
        let (first, last) = (runs.first()?, runs.last()?);
        let whole = edges::around(self.matcher, first.first, last.last)?;
        let mut folded: Vec<Range<usize>> = Vec::new();
        let mut skipped = self.stemmed_ends(first.first, last.last)?;
        let mut put_in = self.at_ends()?;
        let mut all_stand = put_in.is_empty() && self.matcher.pattern.open_ends == (false, false);
        let mut joined = false;
        for (part, run) in runs.iter().enumerate() {
            let start = if part == 0 {
                whole.start
            } else {
                hay.range(run.first).start
            };
            let end = if part + 1 == runs.len() {
                whole.end
            } else {
                hay.range(run.last).end
            };
            let mut pieces = segments(hay, run, start..end).into_iter();
            if joined && let (Some(before), Some(piece)) = (folded.last_mut(), pieces.next()) {
                before.end = piece.end;
            }
            folded.extend(pieces);
            if let (Some(next), Some(words)) = (runs.get(part + 1), self.parts.get(part)) {
                joined = self.stands(words.end, run.last, next.first)?;
                if !joined {
                    all_stand = false;
                    put_in.extend(
                        self.inserted(words.end)
                            .map(|inserted| inserted.text.clone()),
                    );
                    skipped.push((words.end, run.last + 1..next.first));
                }
            }
        }
        let verdict = match folded.len() {
            _ if !all_stand => Verdict::Elided,
            1 => Verdict::Typographic,
            _ => Verdict::Interrupted,
        };
        let mut found = Candidate::new(hay, verdict, folded);
        found.inserted = put_in;
        for (k, words) in skipped {
            found.dropped.extend(self.omitted(k, words)?);
        }
        Some(found)
    }

    /// Whether what the author seems to have left out or put in stands in the text as it is
    /// written: sources have brackets and ellipses of their own. None where the text has brackets
    /// there with other words in them.
    fn stands(&self, k: usize, before: usize, behind: usize) -> Option<bool> {
        let hay = self.matcher.hay;
        if behind == before + 1 {
            let omission = self.matcher.joint(k) == Joint::Omission;
            return Some(omission && self.matcher.squeezed(before).contains('…'));
        }
        if self.matcher.joint(k) == Joint::Omission {
            return Some(false);
        }
        let mut inserted = self.inserted(k);
        let (Some(only), None) = (inserted.next(), inserted.next()) else {
            return Some(false);
        };
        let words = hay.text(hay.range(before + 1).start..hay.range(behind - 1).end);
        let between = hay.text(hay.range(before).end..hay.range(behind).start);
        let opens = hay.gap(before).ends_with('[');
        let closes = hay.gap(behind - 1).starts_with(']');
        let same =
            between.contains(&only.written) && words == only.written.trim_matches(['[', ']']);
        let letter = only.text.chars().count() == 1 && words.eq_ignore_ascii_case(&only.text);
        if !same && (opens && closes || between.contains(&only.written)) {
            return None;
        }
        Some(letter || same)
    }

    /// What was put in before the first word and behind the last; none where it denies.
    fn at_ends(&self) -> Option<Vec<String>> {
        let ends = [0, self.matcher.pattern.words.len()];
        let inserted = ends.iter().flat_map(|&k| self.inserted(k));
        inserted
            .map(|inserted| {
                denial(&inserted.text)
                    .is_none()
                    .then(|| inserted.text.clone())
            })
            .collect()
    }

    /// The words left out before the claim's word `k`; none where what was put in there denies and
    /// they do not: nobody may put a "not" into somebody else's mouth.
    fn omitted(&self, k: usize, words: Range<usize>) -> Option<Vec<Omitted>> {
        let hay = self.matcher.hay;
        let denies = |range: &Range<usize>| negation(hay.text(range.clone())).is_some();
        let put_in = self
            .inserted(k)
            .any(|inserted| negation(&inserted.text).is_some());
        let dropped = self.spoken(words);
        let denial = self
            .inserted(k)
            .any(|inserted| denial(&inserted.text).is_some());
        if denial && !dropped.iter().any(denies) {
            return None;
        }
        let omitted = dropped.into_iter().map(|folded| Omitted {
            range: hay.to_source(folded.clone()),
            negates: !put_in && denies(&folded),
            folded,
        });
        Some(omitted.collect())
    }

    /// The words that stand for words ended by brackets at the head or the tail of the claim; none
    /// where other words stand there.
    fn stemmed_ends(&self, first: usize, last: usize) -> Option<Vec<(usize, Range<usize>)>> {
        let hay = self.matcher.hay;
        let mut found = Vec::new();
        let behind = self.matcher.pattern.words.len();
        for (k, place) in [(0, first.checked_sub(1)), (behind, Some(last + 1))] {
            for inserted in self.inserted(k) {
                if let Some(stem) = &inserted.stem {
                    let place = place.filter(|&i| stem.begins(hay.word(i)))?;
                    found.push((k, place..place + 1));
                }
            }
        }
        Some(found)
    }

    /// The ranges of skipped words without what the reporter says between them.
    fn spoken(&self, words: Range<usize>) -> Vec<Range<usize>> {
        let hay = self.matcher.hay;
        let inside = |i: usize| hay.marks.top_around(&hay.range(i));
        let region = words.start.checked_sub(1).and_then(inside);
        let mut found: Vec<(Option<usize>, Range<usize>)> = Vec::new();
        for i in words {
            let here = inside(i);
            if region.is_some() && here.is_none() {
                continue;
            }
            let range = hay.range(i);
            match found.last_mut() {
                Some((before, last)) if *before == here || region.is_none() => last.end = range.end,
                _ => found.push((here, range)),
            }
        }
        found.into_iter().map(|(_, range)| range).collect()
    }
}

/// Of candidates that overlap, the one that leaves out least.
fn tightest(mut found: Vec<Candidate>) -> Vec<Candidate> {
    found.sort_by_key(|candidate| (candidate.span().len(), candidate.span().start));
    let mut kept: Vec<Candidate> = Vec::new();
    for candidate in found {
        let span = candidate.span();
        let apart =
            |other: &Candidate| other.span().end <= span.start || span.end <= other.span().start;
        if kept.iter().all(apart) {
            kept.push(candidate);
        }
    }
    kept.sort_by_key(|candidate| candidate.span().start);
    kept
}
