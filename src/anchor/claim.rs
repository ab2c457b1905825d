//! What is claimed: a quotation's words, as they are looked for.

use std::ops::Range;

use super::markup::{footnotes, is_note};
use super::words::{hash, words};
use crate::model::QuoteMode;
use crate::text::fold;

/// A quotation as it is claimed to stand in a source: W3C `TextQuoteSelector`, and what is asked
/// of the place.
#[derive(Clone, Copy, Debug)]
pub struct Claim<'a> {
    /// The words: one string, or pieces in order with the reporter's own words between them.
    pub pieces: &'a [&'a str],
    /// Words just before, where the pieces alone do not decide.
    pub prefix: Option<&'a str>,
    /// Words just after.
    pub suffix: Option<&'a str>,
    /// How the words stand to what was said.
    pub mode: QuoteMode,
    /// Whether the source is expected to hold the words inside quotation marks, as articles,
    /// posts, interviews and accounts do; a statement or a document is itself the speaker's text.
    pub quoting: bool,
}

impl Claim<'_> {
    /// Whether the words should stand inside quotation marks.
    pub(super) fn wants_marks(&self) -> bool {
        self.quoting && matches!(self.mode, QuoteMode::Direct | QuoteMode::Partial)
    }
}

/// The fewest code points that verify without more ado.
pub(super) const LEAST: usize = 12;

/// What may stand between two words of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Joint {
    /// What the author wrote there.
    Plain,
    /// One piece ends and the next begins.
    Piece,
    /// Words that the author left out, under an ellipsis or between pieces.
    Omission,
    /// Words that the author put in, perhaps in the place of others.
    Insertion,
}

/// A word of a claim.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClaimWord {
    start: u32,
    end: u32,
    pub(super) hash: u32,
    /// What stands before it.
    pub(super) joint: Joint,
    /// Whether its first letter was raised or lowered.
    pub(super) any_case: bool,
}

/// Words in brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Inserted {
    pub(super) text: String,
    /// The same as it is written, in its brackets.
    pub(super) written: String,
    /// The word's own letters where the brackets only end it: `promise[d]`.
    pub(super) stem: Option<Stem>,
}

/// How a word begins that brackets end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stem {
    letters: String,
    /// Whether its first letter was raised or lowered: `[T]ake[s]`.
    any_case: bool,
}

impl Stem {
    /// Whether a word of the text begins so.
    pub(super) fn begins(&self, word: &str) -> bool {
        if word.starts_with(&self.letters) {
            return true;
        }
        let (mut stem, mut letters) = (self.letters.chars(), word.chars());
        let (first, other) = (stem.next(), letters.next());
        let lower = |c: Option<char>| c.map(|c| c.to_lowercase().collect::<String>());
        self.any_case && lower(first) == lower(other) && letters.as_str().starts_with(stem.as_str())
    }
}

/// A claim's words, folded.
#[derive(Debug)]
pub(super) struct Pattern {
    text: String,
    pub(super) words: Vec<ClaimWord>,
    /// What was inserted before each word, by its number; behind the last, by their count.
    pub(super) inserted: Vec<(usize, Inserted)>,
    /// Whether something may be left out or put in before the first word, or behind the last.
    pub(super) open_ends: (bool, bool),
    /// Code points of the text, white space at the ends aside.
    pub(super) chars: usize,
}

// What stands in a pattern's text for what the author left out or put in.
const PIECE: char = '\u{1}';
const OMISSION: char = '\u{2}';
const INSERTION: char = '\u{3}';

impl Pattern {
    /// The pieces as they are written: brackets and ellipses are characters like others.
    pub(super) fn literal(pieces: &[String]) -> Self {
        let mut text = String::new();
        for piece in pieces {
            if !text.is_empty() {
                text.extend([' ', PIECE, ' ']);
            }
            text.push_str(piece.trim());
        }
        Self::of(text, &[], Vec::new())
    }

    /// The pieces with the author's brackets and ellipses resolved, in each [`Reading`] that they
    /// have. None where there are none, or where brackets change a word in another way than at its
    /// end or in the case of its first letter.
    pub(super) fn resolved(pieces: &[String]) -> Vec<Self> {
        let mut found = Vec::new();
        for reading in [Reading::Letters, Reading::Cased, Reading::PutIn] {
            let mut resolved = Resolved::new(reading);
            for piece in pieces {
                if !resolved.text.is_empty() {
                    resolved.text.push(' ');
                    resolved.omission();
                    resolved.text.push(' ');
                }
                if resolved.piece(piece.trim()).is_none() {
                    return Vec::new();
                }
            }
            let worth = match reading {
                Reading::Letters => {
                    resolved.kept && !resolved.letters.is_empty() && pieces.len() == 1
                }
                Reading::Cased => resolved.changed,
                Reading::PutIn => resolved.changed && resolved.alone,
            };
            if worth {
                found.push(Self::of(
                    resolved.text,
                    &resolved.letters,
                    resolved.inserted,
                ));
            }
        }
        found
    }

    fn of(text: String, any_case: &[usize], inserted: Vec<Inserted>) -> Self {
        let marked = text.bytes().any(|b| b <= INSERTION as u8);
        let mut waiting = inserted.into_iter();
        let mut inserted = Vec::new();
        let written = words(&text, &footnotes(&text));
        let mut found = Vec::with_capacity(written.len());
        let mut end = 0;
        let mut head = false;
        for (k, word) in written.into_iter().enumerate() {
            let gap = text.get(end..word.start as usize).unwrap_or_default();
            let joint = if marked { joint(gap) } else { Joint::Plain };
            let count = if marked {
                gap.matches(INSERTION).count()
            } else {
                0
            };
            inserted.extend(waiting.by_ref().take(count).map(|text| (k, text)));
            head |= k == 0 && joint != Joint::Plain;
            found.push(ClaimWord {
                start: word.start,
                end: word.end,
                hash: word.hash,
                joint,
                any_case: any_case.contains(&(word.start as usize)),
            });
            end = word.end as usize;
        }
        let tail = text
            .get(end..)
            .is_some_and(|gap| joint(gap) != Joint::Plain);
        inserted.extend(waiting.map(|text| (found.len(), text)));
        let marks = |text: &str| text.chars().filter(|&c| c <= INSERTION).count();
        let chars = text.chars().count() - if marked { marks(&text) } else { 0 };
        Self {
            text,
            words: found,
            inserted,
            open_ends: (head, tail),
            chars,
        }
    }

    pub(super) fn word(&self, k: usize) -> &str {
        let range = self
            .words
            .get(k)
            .map(|word| word.start as usize..word.end as usize);
        range
            .and_then(|range| self.text.get(range))
            .unwrap_or_default()
    }

    /// What is written between two words, or before the first or behind the last.
    pub(super) fn gap_before(&self, k: usize) -> &str {
        let before = k.checked_sub(1).and_then(|k| self.words.get(k));
        let start = before.map_or(0, |word| word.end as usize);
        let end = self
            .words
            .get(k)
            .map_or(self.text.len(), |word| word.start as usize);
        self.text.get(start..end).unwrap_or_default()
    }

    /// What is written before the first word: nothing where words may be left out there.
    pub(super) fn head(&self) -> &str {
        let head = self.gap_before(0);
        head.rsplit([OMISSION, INSERTION])
            .next()
            .unwrap_or_default()
            .trim()
    }

    /// What is written behind the last.
    pub(super) fn tail(&self) -> &str {
        let tail = self.gap_before(self.words.len());
        tail.split([OMISSION, INSERTION])
            .next()
            .unwrap_or_default()
            .trim()
    }

    /// The runs of words between which others may be left out or put in.
    pub(super) fn parts(&self) -> Vec<Range<usize>> {
        let mut starts: Vec<usize> = (1..self.words.len())
            .filter(|&k| {
                let joint = self.words.get(k).map(|word| word.joint);
                matches!(joint, Some(Joint::Omission | Joint::Insertion))
            })
            .collect();
        starts.push(self.words.len());
        let mut from = 0;
        starts
            .into_iter()
            .map(|to| std::mem::replace(&mut from, to)..to)
            .collect()
    }
}

fn joint(gap: &str) -> Joint {
    if gap.contains(OMISSION) {
        Joint::Omission
    } else if gap.contains(INSERTION) {
        Joint::Insertion
    } else if gap.contains(PIECE) {
        Joint::Piece
    } else {
        Joint::Plain
    }
}

/// Folds a claim's words for comparing.
pub(super) fn folded(text: &str) -> String {
    let folded = fold::quotation(text).text;
    if folded.bytes().any(|b| b <= INSERTION as u8) {
        return folded.replace([PIECE, OMISSION, INSERTION], "\u{fffd}");
    }
    folded
}

/// How brackets and ellipses are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reading {
    /// Brackets around the first letter of a word changed its case; all others are the source's.
    Letters,
    /// All are the author's, and a letter on its own is a word in another case: `[A] ferry`.
    Cased,
    /// All are the author's, and a letter on its own was put in.
    PutIn,
}

/// Claims being resolved.
struct Resolved {
    reading: Reading,
    text: String,
    /// Where words begin of which the first letter was raised or lowered.
    letters: Vec<usize>,
    inserted: Vec<Inserted>,
    changed: bool,
    /// Whether brackets or ellipses were kept as the source's.
    kept: bool,
    /// Whether there is a single letter in brackets.
    alone: bool,
}

impl Resolved {
    fn new(reading: Reading) -> Self {
        Self {
            reading,
            text: String::new(),
            letters: Vec::new(),
            inserted: Vec::new(),
            changed: false,
            kept: false,
            alone: false,
        }
    }

    fn piece(&mut self, piece: &str) -> Option<()> {
        let mut rest = piece;
        while let Some(at) = rest.find(['[', '(', '.']) {
            let (before, from) = rest.split_at_checked(at)?;
            self.text.push_str(before);
            let dots = from.bytes().take_while(|&b| b == b'.').count();
            let ellipsis = ["[...]", "(...)"]
                .iter()
                .find_map(|dots| from.strip_prefix(dots));
            rest = if let Some(after) = ellipsis {
                self.left_out(from.get(..from.len() - after.len())?);
                after
            } else if dots >= 3 {
                let (dots, after) = from.split_at_checked(dots)?;
                self.left_out(dots);
                after
            } else if let Some((inside, after)) =
                from.strip_prefix('[').and_then(|b| b.split_once(']'))
            {
                self.bracket(inside, after)?
            } else {
                let c = from.chars().next()?;
                self.text.push(c);
                from.get(c.len_utf8()..)?
            };
        }
        self.text.push_str(rest);
        Some(())
    }

    /// An ellipsis, as it is written.
    fn left_out(&mut self, written: &str) {
        if self.reading == Reading::Letters {
            self.kept = true;
            self.text.push_str(written);
        } else {
            self.omission();
        }
    }

    fn omission(&mut self) {
        self.text.push(OMISSION);
        self.changed = true;
    }

    /// Takes what stands in brackets, and gives back what is left behind them.
    fn bracket<'a>(&mut self, inside: &str, after: &'a str) -> Option<&'a str> {
        if !inside.contains(char::is_alphanumeric) {
            self.text.extend(["[", inside, "]"]);
            return Some(after);
        }
        self.changed = true;
        let joins = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let before = joins(self.text.chars().next_back());
        let behind = joins(after.strip_prefix('\'').unwrap_or(after).chars().next());
        let letter = inside.chars().count() == 1 && inside.chars().all(char::is_alphabetic);
        self.alone |= letter && !before && !behind;
        if !before && letter && (behind || self.reading == Reading::Cased) {
            self.letters.push(self.text.len());
            self.text.push_str(inside);
            return Some(after);
        }
        if self.reading == Reading::Letters {
            self.kept = true;
            self.text.extend(["[", inside, "]"]);
            return Some(after);
        }
        if behind || inside.contains('[') || before && is_note(inside) {
            return None;
        }
        let mut stem = None;
        if before {
            let kept = self.text.trim_end_matches(char::is_alphanumeric).len();
            let turned = self.letters.last() == Some(&kept);
            if turned {
                self.letters.pop();
            }
            stem = Some(Stem {
                letters: self.text.split_off(kept),
                any_case: turned,
            });
        }
        self.text.push(INSERTION);
        let start = stem.as_ref().map_or("", |stem| &stem.letters);
        self.inserted.push(Inserted {
            text: [start, inside.trim()].concat(),
            written: [start, "[", inside, "]"].concat(),
            stem,
        });
        Some(after)
    }
}

/// The hashes under which a word of a claim may be found.
pub(super) fn hashes(pattern: &Pattern, k: usize) -> [Option<u32>; 2] {
    let Some(word) = pattern.words.get(k) else {
        return [None, None];
    };
    let other = word.any_case.then(|| {
        let mut letters = pattern.word(k).chars();
        let first = letters.next().unwrap_or_default();
        let turned: String = if first.is_uppercase() {
            first.to_lowercase().collect()
        } else {
            first.to_uppercase().collect()
        };
        hash(&turned.chars().chain(letters).collect::<String>())
    });
    [Some(word.hash), other]
}
