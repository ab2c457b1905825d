//! How the words of two points differ.

use std::ops::Range;

use crate::text::fold::quotation;

/// A run of words that two texts share, or that one of them has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run<'a> {
    /// How they differ.
    pub change: Change,
    /// The words, as they stand in the text that has them; of both, in the later.
    pub text: &'a str,
}

/// Which of two texts has some words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// Both.
    Same,
    /// The earlier alone.
    Before,
    /// The later alone.
    After,
}

/// Texts with more words than these are not compared word by word.
const MOST_WORDS: usize = 2_000;

/// How a text differs from another, word by word. Typography does not count.
pub fn difference<'a>(before: &'a str, after: &'a str) -> Vec<Run<'a>> {
    let (old, new) = (words(before), words(after));
    let whole = |change, text| Run { change, text };
    if old.len().max(new.len()) > MOST_WORDS {
        return vec![
            whole(Change::Before, before.trim()),
            whole(Change::After, after.trim()),
        ];
    }
    let key = |(word, _): &(String, Range<usize>)| word.clone();
    let keys = |words: &[(String, _)]| words.iter().map(key).collect::<Vec<_>>();
    let (old_keys, new_keys) = (keys(&old), keys(&new));
    let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &old_keys, &new_keys);
    let mut runs = Vec::new();
    for op in ops {
        let (tag, of_old, of_new) = op.as_tag_tuple();
        if tag == similar::DiffTag::Equal {
            runs.extend(run(Change::Same, after, new.get(of_new)));
            continue;
        }
        runs.extend(run(Change::Before, before, old.get(of_old)));
        runs.extend(run(Change::After, after, new.get(of_new)));
    }
    runs
}

fn run<'a>(
    change: Change,
    text: &'a str,
    words: Option<&[(String, Range<usize>)]>,
) -> Option<Run<'a>> {
    let words = words?;
    let range = words.first()?.1.start..words.last()?.1.end;
    Some(Run {
        change,
        text: text.get(range)?,
    })
}

/// The words of a text, folded, and where they stand.
fn words(text: &str) -> Vec<(String, Range<usize>)> {
    let mut words = Vec::new();
    let mut at = 0;
    for piece in text.split_inclusive(char::is_whitespace) {
        let word = piece.trim_end();
        if !word.is_empty() {
            words.push((quotation(word).text, at..at + word.len()));
        }
        at += piece.len();
    }
    words
}
