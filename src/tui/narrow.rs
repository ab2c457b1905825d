//! Narrowing the rows of a list by what is typed: letters of a name, words of what stands beside it.

use std::cmp::Reverse;
use std::ops::Range;

use nucleo_matcher::pattern::{Atom, AtomKind, CaseMatching, Normalization};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use crate::text::width::{Grapheme, graphemes};

use super::chooser::Row;

/// A row that is left, and what of it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Its place among all rows.
    pub row: usize,
    /// The letters of its label that were typed, in bytes, in order.
    pub label: Vec<Range<usize>>,
    /// The words of its detail that were typed, in bytes, in order.
    pub detail: Vec<Range<usize>>,
}

/// The rows that what was typed leaves: every word of it stands in the label, with other letters
/// between its own, or as it is in the detail. Those come first whose label has all of it, then
/// those that can be chosen here, then the best; for nothing typed, all rows in their own order.
pub(super) fn rows(rows: &[Row], typed: &str) -> Vec<Shown> {
    let words: Vec<Word> = typed.split_whitespace().map(Word::new).collect();
    let mut matcher = Matcher::new(Config::DEFAULT);
    let numbered = rows.iter().enumerate();
    let mut found: Vec<_> = numbered
        .filter_map(|(at, row)| {
            let (score, named, mut shown) = found_in(row, &words, &mut matcher)?;
            shown.row = at;
            Some(((Reverse(named), row.standing, Reverse(score)), shown))
        })
        .collect();
    found.sort_by_key(|(rank, shown)| (*rank, shown.row));
    found.into_iter().map(|(_, shown)| shown).collect()
}

/// How well a row has all the words, whether its label alone does, and where they stand.
fn found_in(row: &Row, words: &[Word], matcher: &mut Matcher) -> Option<(u32, bool, Shown)> {
    let (mut score, mut named, mut shown) = (0, true, Shown::default());
    for word in words {
        if let Some(own) = find(&word.letters, &row.label, matcher, &mut shown.label) {
            score += u32::from(own);
        } else {
            score += u32::from(find(&word.whole, &row.detail, matcher, &mut shown.detail)?);
            named = false;
        }
    }
    for ranges in [&mut shown.label, &mut shown.detail] {
        ranges.sort_by_key(|range| range.start);
        ranges.dedup();
    }
    Some((score, named, shown))
}

/// A word that was typed.
struct Word {
    letters: Atom,
    whole: Atom,
}

impl Word {
    fn new(word: &str) -> Self {
        let atom = |kind| {
            let (case, marks) = (CaseMatching::Smart, Normalization::Smart);
            Atom::new(word, case, marks, kind, false)
        };
        Self {
            letters: atom(AtomKind::Fuzzy),
            whole: atom(AtomKind::Substring),
        }
    }
}

/// How well a text has a word; notes the letters where it does.
fn find(
    word: &Atom,
    text: &str,
    matcher: &mut Matcher,
    found: &mut Vec<Range<usize>>,
) -> Option<u16> {
    // A letter with its marks is one, as it is one on the screen.
    let clusters: Vec<_> = graphemes(text).collect();
    let letters: Vec<char> = clusters.iter().map(Grapheme::base).collect();
    let mut places = Vec::new();
    let score = word.indices(Utf32Str::Unicode(&letters), matcher, &mut places)?;
    found.extend(places.into_iter().filter_map(|at| {
        let cluster = clusters.get(usize::try_from(at).ok()?)?;
        Some(cluster.at..cluster.end())
    }));
    Some(score)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::chooser::{Choice, Standing};
    use crate::tui::command::CommandId;

    fn row(label: &str, detail: &str) -> Row {
        Row::new(label, Choice::Command(CommandId::Help)).detail(detail)
    }

    fn labels(rows: &[Row], typed: &str) -> Vec<String> {
        let left = super::rows(rows, typed);
        left.iter()
            .map(|shown| rows[shown.row].label.clone())
            .collect()
    }

    #[test]
    fn letters_are_found_in_the_label_and_words_in_the_detail() {
        let rows = [
            row("next-pane", "the next pane"),
            row("source", "the source, at the words themselves"),
            row("zoom", "give this pane the whole screen"),
        ];
        assert_eq!(labels(&rows, ""), ["next-pane", "source", "zoom"]);
        assert_eq!(labels(&rows, "np"), ["next-pane"]);
        assert_eq!(labels(&rows, "pane"), ["next-pane", "zoom"]);
        assert_eq!(labels(&rows, "SOURCE words"), [""; 0]);
        assert_eq!(labels(&rows, "source words"), ["source"]);
        assert_eq!(labels(&rows, "pne zoom"), [""; 0]);
    }

    #[test]
    fn what_does_nothing_here_comes_after_what_does() {
        let away = row("next-quote", "").standing(Standing::Elsewhere);
        let rows = [away, row("the-next-of-the-matches", ""), row("a", "next")];
        let expected = ["the-next-of-the-matches", "next-quote", "a"];
        assert_eq!(labels(&rows, "next"), expected);
    }

    #[test]
    fn letters_with_marks_are_found_and_marked_whole() {
        let rows = [row("Vo\u{308}gel 鳥", "")];
        let left = super::rows(&rows, "vo鳥");
        let marked: Vec<_> = left[0]
            .label
            .iter()
            .map(|at| &rows[0].label[at.clone()])
            .collect();
        assert_eq!(marked, ["V", "o\u{308}", "鳥"]);
    }
}
