//! Quotation and passage: where the words of a quotation stand in the text of their source.

use std::ops::Range;

use memchr::memmem;

use crate::text::fold;

/// A quotation's words as they are looked for: W3C `TextQuoteSelector`.
#[derive(Clone, Copy, Debug)]
pub struct Selector<'a> {
    /// The exact words; several pieces in order.
    pub pieces: &'a [&'a str],
    /// Words just before the first piece, where the pieces alone do not decide.
    pub prefix: Option<&'a str>,
    /// Words just after the last piece.
    pub suffix: Option<&'a str>,
}

/// A source's text, folded once for many look-ups.
#[derive(Debug)]
pub struct Haystack {
    folded: fold::Folded,
    base: usize,
}

impl Haystack {
    /// Folds the text from byte `start` on; what stands before is never found.
    pub fn new(text: &str, start: usize) -> Self {
        Self {
            folded: fold::quotation(text.get(start..).unwrap_or_default()),
            base: start,
        }
    }

    /// Where the pieces stand, in bytes of the original text: all of them in order, or nothing.
    /// White space, line wraps and typography do not count; the prefix and suffix choose among
    /// several places, and without them the first place is taken.
    pub fn locate(&self, selector: &Selector<'_>) -> Vec<Range<usize>> {
        let pieces: Vec<String> = selector
            .pieces
            .iter()
            .map(|piece| fold_trimmed(piece))
            .collect();
        let Some((first, rest)) = pieces.split_first() else {
            return Vec::new();
        };
        let prefix = selector.prefix.map(fold_trimmed);
        let suffix = selector.suffix.map(fold_trimmed);
        let mut fallback = Vec::new();
        for start in self.occurrences(first, 0) {
            let mut found = vec![start..start + first.len()];
            let mut end = start + first.len();
            for piece in rest {
                let Some(at) = self.occurrences(piece, end).next() else {
                    break;
                };
                end = at + piece.len();
                found.push(at..end);
            }
            if found.len() != pieces.len() {
                continue;
            }
            let before = self.folded.text.get(..start).unwrap_or_default();
            let after = self.folded.text.get(end..).unwrap_or_default();
            let fits = prefix
                .as_deref()
                .is_none_or(|prefix| before.trim_end().ends_with(prefix))
                && suffix
                    .as_deref()
                    .is_none_or(|suffix| after.trim_start().starts_with(suffix));
            if fits {
                return self.to_original(&found);
            }
            if fallback.is_empty() {
                fallback = found;
            }
        }
        self.to_original(&fallback)
    }

    /// Where a folded piece begins, from a folded offset on; never inside a word.
    fn occurrences<'a>(&'a self, piece: &'a str, from: usize) -> impl Iterator<Item = usize> + 'a {
        let text = self.folded.text.as_str();
        let finder = memmem::find_iter(text.get(from..).unwrap_or_default().as_bytes(), piece);
        finder
            .map(move |at| from + at)
            .filter(move |at| !piece.is_empty() && stands_alone(text, *at, piece))
    }

    fn to_original(&self, found: &[Range<usize>]) -> Vec<Range<usize>> {
        let map = &self.folded.map;
        let original = found
            .iter()
            .map(|range| map.range_to_original(range.clone()));
        original
            .map(|range| range.start + self.base..range.end + self.base)
            .collect()
    }
}

fn fold_trimmed(text: &str) -> String {
    fold::quotation(text).text.trim().to_owned()
}

/// Whether a hit neither begins nor ends inside a word.
fn stands_alone(text: &str, at: usize, piece: &str) -> bool {
    let before = text.get(..at).and_then(|text| text.chars().next_back());
    let after = text
        .get(at + piece.len()..)
        .and_then(|text| text.chars().next());
    let joins = |inside: Option<char>, outside: Option<char>| {
        inside
            .zip(outside)
            .is_some_and(|(inside, outside)| inside.is_alphanumeric() && outside.is_alphanumeric())
    };
    !joins(piece.chars().next(), before) && !joins(piece.chars().next_back(), after)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slices(text: &str, pieces: &[&str], prefix: Option<&str>) -> Vec<String> {
        let selector = Selector {
            pieces,
            prefix,
            suffix: None,
        };
        let found = Haystack::new(text, 0).locate(&selector);
        found.into_iter().map(|r| text[r].to_owned()).collect()
    }

    #[test]
    fn words_are_found_through_line_wraps_and_typography() {
        let text = "He said: “We don’t\nknow — yet.” Then he left.";
        assert_eq!(
            slices(text, &["We don't know - yet."], None),
            ["We don’t\nknow — yet."]
        );
    }

    #[test]
    fn pieces_are_found_in_order_or_not_at_all() {
        let text = "“One,” she said, “two.” And one.";
        assert_eq!(slices(text, &["One", "two"], None), ["One", "two"]);
        assert_eq!(slices(text, &["two", "One"], None), [""; 0]);
    }

    #[test]
    fn a_prefix_decides_between_places() {
        let text = "no deal. Then again: no deal.";
        let found = Haystack::new(text, 0).locate(&Selector {
            pieces: &["no deal"],
            prefix: Some("again:"),
            suffix: None,
        });
        assert_eq!(found, [21..28]);
    }

    #[test]
    fn a_word_is_not_found_inside_another() {
        assert_eq!(slices("Notable.", &["table"], None), [""; 0]);
    }

    #[test]
    fn what_stands_before_the_start_is_not_found() {
        let selector = Selector {
            pieces: &["peace"],
            prefix: None,
            suffix: None,
        };
        assert_eq!(Haystack::new("peace, peace", 6).locate(&selector), [7..12]);
    }
}
