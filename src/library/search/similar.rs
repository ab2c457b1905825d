//! Names and titles that are similar to what was typed, for who does not know how they are written.

use std::collections::HashMap;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};
use strsim::osa_distance;

use super::super::words::folded;
use super::super::{Library, RecordIx};
use super::known::letters;
use super::{Hit, How, Search, Wanted};

/// Where fewer records than these are found, names that are similar are looked for.
pub(super) const FEW: usize = 5;

/// No more similar names are told than these.
const MOST: usize = 20;

/// Whether nobody waits any more is asked after so many.
const OFTEN: usize = 512;

/// Nothing is similar to fewer letters.
const LEAST: usize = 3;

impl Library {
    /// Records that are called something similar: one for each name, the most similar first.
    /// None of those that were found.
    pub(super) fn similar(&self, search: &Search<'_>, wanted: &Wanted, found: &[Hit]) -> Vec<Hit> {
        let mut likeness = Likeness::new(&wanted.whole.needle);
        if likeness.letters < LEAST {
            return Vec::new();
        }
        let records = self.records();
        let mut alike: Vec<(u32, RecordIx)> = Vec::new();
        for (n, name) in self.distinct_names(search.scope).iter().enumerate() {
            if n.is_multiple_of(OFTEN) && (search.stop)() {
                return Vec::new();
            }
            if !likeness.may_be(name.letters) {
                continue;
            }
            let text = records.names(name.ix).nth(name.number as usize);
            let Some(likeness) = text.and_then(|text| likeness.of(text)) else {
                continue;
            };
            if found.iter().all(|hit| hit.ix != name.ix) {
                alike.push((likeness, name.ix));
            }
        }
        alike.sort_by_key(|(likeness, ix)| (std::cmp::Reverse(*likeness), records.briefing(*ix)));
        let mut seen = std::collections::HashSet::new();
        alike.retain(|(_, ix)| seen.insert(*ix));
        alike.truncate(MOST.min(search.limit.saturating_sub(found.len())));
        let hits = alike.into_iter().map(|(_, ix)| Hit {
            ix,
            how: How::Similar,
            sure: true,
        });
        hits.collect()
    }
}

/// How similar names are to some words.
struct Likeness {
    atom: Atom,
    matcher: Matcher,
    words: Vec<String>,
    letters: usize,
    /// Which they are.
    all: u32,
    /// Words of names, and to which of the words each is similar.
    known: HashMap<String, Vec<bool>>,
    buffer: Vec<char>,
}

impl Likeness {
    fn new(needle: &str) -> Self {
        Self {
            atom: Atom::new(
                needle,
                CaseMatching::Ignore,
                Normalization::Smart,
                AtomKind::Fuzzy,
                false,
            ),
            matcher: Matcher::new(Config::DEFAULT),
            words: needle.split_whitespace().map(str::to_owned).collect(),
            letters: needle.chars().filter(|c| !c.is_whitespace()).count(),
            known: HashMap::new(),
            all: letters(needle),
            buffer: Vec::new(),
        }
    }

    /// Whether a name with these letters can be similar: it lacks no more than there may be slips.
    fn may_be(&self, letters: u32) -> bool {
        let slips = self.words.iter().map(|word| slips(word) as u32);
        (self.all & !letters).count_ones() <= slips.sum()
    }

    /// How similar a name is; `None` where it is not. Letters may be left out, or each word be
    /// written with a slip or two.
    fn of(&mut self, name: &str) -> Option<u32> {
        let slips = self.has_slips(name).then_some(u32::MAX);
        // For all letters next to each other at the beginning of a word the score is about
        // twenty-five for each; what is scattered over a name is not similar.
        let least = self.letters as u32 * 21;
        let name = Utf32Str::new(name, &mut self.buffer);
        let score = self.atom.score(name, &mut self.matcher).map(u32::from);
        slips.max(score.filter(|score| *score >= least))
    }

    /// Whether each word is one of the name's but for slips.
    fn has_slips(&mut self, name: &str) -> bool {
        let mut met = vec![false; self.words.len()];
        for word in name.split_whitespace() {
            if !self.known.contains_key(word) {
                let own = folded(word);
                let alike = self.words.iter().map(|wanted| is_slip(wanted, &own));
                self.known.insert(word.to_owned(), alike.collect());
            }
            let alike = self.known.get(word).into_iter().flatten();
            for (met, alike) in met.iter_mut().zip(alike) {
                *met |= alike;
            }
        }
        met.into_iter().all(|met| met)
    }
}

/// Whether a word is another but for a slip: two in a long one, none in a short one.
fn is_slip(wanted: &str, word: &str) -> bool {
    let allowed = slips(wanted);
    // A character has at most four bytes.
    wanted.len().abs_diff(word.len()) <= allowed * 4 && osa_distance(wanted, word) <= allowed
}

/// How many slips there may be in a word.
fn slips(wanted: &str) -> usize {
    match wanted.chars().count() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_and_left_out_letters_are_similar() {
        for (typed, name, similar) in [
            ("zelenksy", "Volodymyr Zelensky", true),
            ("zelnsk", "Volodymyr Zelensky", true),
            ("volodimir zelensky", "Volodymyr Zelensky", true),
            ("witkof", "Steve Witkoff", true),
            ("stwit", "Steve Witkoff", true),
            ("putin", "Steve Witkoff", false),
            ("tents", "The statement of the nations", false),
            ("orf", "Steve Witkoff", false),
        ] {
            let found = Likeness::new(typed).of(name);
            assert_eq!(found.is_some(), similar, "{typed} and {name}: {found:?}");
        }
    }
}
