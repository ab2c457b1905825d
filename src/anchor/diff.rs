//! How a claim's words differ from those of a text.

use std::ops::Range;

use super::align::Pair;
use super::claim::Pattern;
use super::finding::Nearest;
use super::gap::squeeze;
use super::haystack::Haystack;

/// A run of words that stand alike to the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiffPiece {
    /// How they stand.
    pub change: Change,
    /// Whether a number differs.
    pub number: bool,
    /// The words of the claim, typography aside; none where only the text has words.
    pub claim: String,
    /// The words of the text, in bytes of the whole; empty where only the claim has words.
    pub source: Range<usize>,
}

/// How words of a claim stand to those of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both have them.
    Same,
    /// Only the claim has them.
    Inserted,
    /// Only the text has them.
    Dropped,
    /// The claim has others, or other marks between them.
    Replaced,
}

/// The passage that was laid beside a claim, with what differs.
pub(super) fn nearest(hay: &Haystack, pattern: &Pattern, pairs: &[Pair]) -> Option<Nearest> {
    let in_text = |pair: &Pair| match *pair {
        Pair::Both(_, i) | Pair::Text(i) => Some(i),
        Pair::Claim(_) => None,
    };
    let first = pairs.iter().find_map(in_text)?;
    let last = pairs.iter().rev().find_map(in_text)?;
    let whole = hay.range(first).start..hay.range(last).end;
    let mut writer = Writer {
        hay,
        pattern,
        pieces: Vec::new(),
        at: hay.range(first).start,
        before: None,
    };
    for pair in pairs {
        writer.take(*pair);
    }
    let all = 0..pattern.words.len();
    let covered = pairs
        .iter()
        .filter(|pair| !matches!(pair, Pair::Text(_)))
        .count();
    // What of a very long claim was not compared is said to be the claim's alone.
    for k in all.skip(covered) {
        writer.push(Change::Inserted, pattern.word(k), None);
    }
    Some(Nearest {
        range: hay.to_whole(&hay.to_source(whole)),
        diff: writer.finish(),
    })
}

struct Writer<'a> {
    hay: &'a Haystack,
    pattern: &'a Pattern,
    /// Source ranges are bytes of the folded text until the end.
    pieces: Vec<DiffPiece>,
    /// Where the text has been read to.
    at: usize,
    /// The pair before, where it was two equal words.
    before: Option<(usize, usize)>,
}

impl Writer<'_> {
    fn take(&mut self, pair: Pair) {
        let mut equal = None;
        match pair {
            Pair::Both(k, i) => {
                let same = self.pattern.word(k) == self.hay.word(i);
                if same
                    && self.before.is_some()
                    && self.before == k.checked_sub(1).zip(i.checked_sub(1))
                {
                    self.marks(k, i);
                }
                let change = if same { Change::Same } else { Change::Replaced };
                equal = same.then_some((k, i));
                self.push(change, self.pattern.word(k), Some(&self.hay.range(i)));
            }
            Pair::Claim(k) => self.push(Change::Inserted, self.pattern.word(k), None),
            Pair::Text(i) => self.push(Change::Dropped, "", Some(&self.hay.range(i))),
        }
        self.before = equal;
    }

    /// Other marks between equal words.
    fn marks(&mut self, k: usize, i: usize) {
        let gap = self.hay.gap_range_before(i);
        let claimed = self.pattern.gap_before(k);
        let start = gap.start;
        let found = squeeze(self.hay.text(gap.clone()), false, |at| {
            self.hay.markup.covers(start + at)
        });
        let same = claimed == self.hay.text(gap.clone());
        if !same && squeeze(claimed, false, |_| false) != found {
            self.push(Change::Replaced, claimed.trim(), Some(&gap));
        }
    }

    fn push(&mut self, change: Change, claim: &str, text: Option<&Range<usize>>) {
        let found = text.cloned().unwrap_or(self.at..self.at);
        self.at = found.end;
        let digits = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
        let number =
            change != Change::Same && (digits(claim) || digits(self.hay.text(found.clone())));
        if let Some(last) = self.pieces.last_mut()
            && last.change == change
            && (change != Change::Replaced)
            && last.number == number
        {
            if !claim.is_empty() {
                if !last.claim.is_empty() {
                    last.claim.push(' ');
                }
                last.claim.push_str(claim);
            }
            if text.is_some() {
                last.source.end = found.end;
            }
            return;
        }
        self.pieces.push(DiffPiece {
            change,
            number,
            claim: claim.to_owned(),
            source: found,
        });
    }

    fn finish(self) -> Vec<DiffPiece> {
        let mut pieces = self.pieces;
        for piece in &mut pieces {
            piece.source = self.hay.to_whole(&self.hay.to_source(piece.source.clone()));
        }
        pieces
    }
}
