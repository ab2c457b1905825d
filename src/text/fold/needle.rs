//! What a reader looks for, and where it stands.

use std::ops::Range;

use memchr::memmem::Finder;
use unicode_normalization::char::is_combining_mark;

use super::{Case, is_unseen, push_folded, search};

/// A query, folded once, to be found in many texts.
#[derive(Clone, Debug)]
pub struct Needle {
    case: Case,
    finder: Finder<'static>,
    ascii: bool,
    spaced: bool,
}

/// The longest query that is compared byte by byte at each place; longer ones are worth folding.
const SHORT: usize = 64;

impl Needle {
    /// A query in smart case: capitals count where it has one.
    pub fn new(query: &str) -> Self {
        Self::with_case(query, Case::smart(query))
    }

    /// A query in a given case.
    pub fn with_case(query: &str, case: Case) -> Self {
        let folded = search(query, case).text;
        Self {
            case,
            ascii: folded.is_ascii(),
            spaced: folded.contains(' '),
            finder: Finder::new(folded.as_bytes()).into_owned(),
        }
    }

    /// Whether there is nothing to look for: then nothing is found.
    pub fn is_empty(&self) -> bool {
        self.finder.needle().is_empty()
    }

    /// Where the query stands: byte ranges of `haystack` as it is, in order, none overlapping
    /// another. Each covers whole characters with the marks that stand on them.
    ///
    /// White space in the query matches any run of white space. An empty query is nowhere.
    pub fn find_in(&self, haystack: &str) -> Vec<Range<usize>> {
        if self.is_empty() {
            return Vec::new();
        }
        let plain = self.find_plain(haystack, usize::MAX);
        plain.unwrap_or_else(|| self.find_folded(haystack))
    }

    /// Whether the query stands anywhere: looks no further than the first place.
    pub fn is_in(&self, haystack: &str) -> bool {
        self.is_in_with(haystack, &mut String::new())
    }

    /// The same for one of many texts, in turn: what is kept between them spares the memory of
    /// folding each.
    pub fn is_in_with(&self, haystack: &str, room: &mut String) -> bool {
        if self.is_empty() {
            return false;
        }
        if let Some(found) = self.find_plain(haystack, 1) {
            return !found.is_empty();
        }
        // A word of ASCII folds to itself, whatever stands around it.
        if self.ascii && !self.spaced && !self.find_bytes(haystack.as_bytes(), 1).is_empty() {
            return true;
        }
        room.clear();
        push_folded(haystack, self.case, room);
        self.finder.find(room.as_bytes()).is_some()
    }

    /// Whether the query may stand in a text of which [`super::push_search`] made another. Where it
    /// does not, it certainly does not.
    pub fn may_be_in_folded(&self, folded: &str) -> bool {
        match self.case {
            Case::Insensitive => self.finder.find(folded.as_bytes()).is_some(),
            Case::Sensitive => true,
        }
    }

    /// The first places, so many at most, where the texts are so plain that nothing has to be
    /// folded; `None` where they are not.
    fn find_plain(&self, haystack: &str, most: usize) -> Option<Vec<Range<usize>>> {
        if !haystack.is_ascii() {
            return None;
        }
        if !self.ascii {
            return Some(Vec::new());
        }
        let bytes = haystack.as_bytes();
        let is_plain = !self.spaced || is_evenly_spaced(bytes);
        let is_quick = self.case == Case::Sensitive || self.finder.needle().len() <= SHORT;
        (is_plain && is_quick).then(|| self.find_bytes(bytes, most))
    }

    /// The first places of a query of ASCII in a text as it is, so many at most.
    fn find_bytes(&self, haystack: &[u8], most: usize) -> Vec<Range<usize>> {
        match self.case {
            Case::Sensitive => self.find_exactly(haystack, most),
            Case::Insensitive => self.find_ignoring_case(haystack, most),
        }
    }

    /// Whether another query stands in this one, so that it stands wherever this one does.
    pub fn holds(&self, other: &Self) -> bool {
        self.case == other.case && other.finder.find(self.finder.needle()).is_some()
    }

    fn find_exactly(&self, haystack: &[u8], most: usize) -> Vec<Range<usize>> {
        let len = self.finder.needle().len();
        let found = self.finder.find_iter(haystack).take(most);
        found.map(|at| at..at + len).collect()
    }

    /// Both are ASCII, and the needle is in small letters.
    fn find_ignoring_case(&self, haystack: &[u8], most: usize) -> Vec<Range<usize>> {
        let needle = self.finder.needle();
        let Some(first) = needle.first() else {
            return Vec::new();
        };
        let mut found: Vec<Range<usize>> = Vec::new();
        let mut free = 0;
        for at in memchr::memchr2_iter(*first, first.to_ascii_uppercase(), haystack) {
            let range = at..at + needle.len();
            let here = haystack.get(range.clone());
            if at >= free && here.is_some_and(|here| here.eq_ignore_ascii_case(needle)) {
                free = range.end;
                found.push(range);
                if found.len() >= most {
                    break;
                }
            }
        }
        found
    }

    fn find_folded(&self, haystack: &str) -> Vec<Range<usize>> {
        let folded = search(haystack, self.case);
        let len = self.finder.needle().len();
        let mut found: Vec<Range<usize>> = Vec::new();
        for at in self.finder.find_iter(folded.text.as_bytes()) {
            let mut range = folded.map.range_to_original(at..at + len);
            let rest = haystack.get(range.end..).unwrap_or_default();
            let marks = rest
                .chars()
                .take_while(|&c| is_combining_mark(c) || is_unseen(c));
            range.end += marks.map(char::len_utf8).sum::<usize>();
            // Half a ligature may be found twice.
            if found.last().is_none_or(|last| last.end <= range.start) {
                found.push(range);
            }
        }
        found
    }
}

/// Whether white space is single spaces only.
fn is_evenly_spaced(ascii: &[u8]) -> bool {
    let mut space = false;
    ascii.iter().all(|&byte| {
        let doubled = space && byte == b' ';
        space = byte == b' ';
        !doubled && !matches!(byte, b'\t'..=b'\r')
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn found<'a>(query: &str, haystack: &'a str) -> Vec<&'a str> {
        let ranges = Needle::new(query).find_in(haystack);
        ranges
            .into_iter()
            .map(|r| haystack.get(r).unwrap())
            .collect()
    }

    #[test]
    fn what_is_typed_finds_what_is_meant() {
        for (query, haystack, expected) in [
            ("", "anything", vec![]),
            ("\u{301}", "e\u{301}", vec![]),
            ("nato", "NATO and nato", vec!["NATO", "nato"]),
            ("NATO", "NATO and nato", vec!["NATO"]),
            (
                "negocie",
                "négocié, ne\u{301}gocie\u{301}!",
                vec!["négocié", "ne\u{301}gocie\u{301}"],
            ),
            ("négocié", "negocie", vec!["negocie"]),
            ("don't", "“don’t”", vec!["don’t"]),
            ("2-3", "2–3 and 2—3", vec!["2–3", "2—3"]),
            (
                "by force",
                "by\n  force, by force",
                vec!["by\n  force", "by force"],
            ),
            ("a  b", "a b", vec!["a b"]),
            ("s", "ß", vec!["ß"]),
            ("aa", "aaaaa", vec!["aa", "aa"]),
            ("agreement", "agree\u{ad}ment", vec!["agree\u{ad}ment"]),
            ("क", "कि", vec!["कि"]),
            ("é", "plain", vec![]),
        ] {
            assert_eq!(
                found(query, haystack),
                expected,
                "{query:?} in {haystack:?}"
            );
        }
    }

    #[test]
    fn a_long_query_is_found_too() {
        let long = "the words of a long query ".repeat(4);
        let haystack = format!("xx {}yy", long.to_uppercase());
        let there = Needle::new(&long).find_in(&haystack);
        assert_eq!(there.len(), 1);
        assert_eq!(there.first(), Some(&(3..3 + long.len())));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1024))]

        #[test]
        fn the_short_way_finds_what_folding_finds(
            haystack in "[abAB \n]{0,40}",
            query in "[abAB ]{1,3}",
        ) {
            let needle = Needle::new(&query);
            prop_assert_eq!(needle.find_in(&haystack), needle.find_folded(&haystack));
        }

        #[test]
        fn what_is_somewhere_has_a_place(
            haystack in "(\\PC|[abAB \n\u{1}\u{ad}\u{301}ﬁßÉ“—]){0,24}",
            query in "[abABfsé\" \u{301}-]{0,3}",
        ) {
            let needle = Needle::new(&query);
            prop_assert_eq!(needle.is_in(&haystack), !needle.find_in(&haystack).is_empty());
        }

        #[test]
        fn what_holds_another_stands_nowhere_without_it(
            haystack in "[abAB é]{0,12}",
            query in "[abABé ]{1,2}",
            more in "[abAé]",
        ) {
            let (less, more) = (Needle::new(&query), Needle::new(&(query.clone() + &more)));
            if more.holds(&less) && more.is_in(&haystack) {
                prop_assert!(less.is_in(&haystack));
            }
        }

        #[test]
        fn a_part_of_a_text_is_found_where_it_stands(
            before in "\\PC{0,8}",
            part in "[a-zé“ß日]{1,6}",
            after in "\\PC{0,8}",
        ) {
            let haystack = [before.as_str(), &part, &after].concat();
            let ranges = Needle::with_case(&part, Case::Sensitive).find_in(&haystack);
            let covered = ranges.iter().any(|r| r.start <= before.len() && before.len() < r.end);
            prop_assert!(covered, "{part:?} in {haystack:?}: {ranges:?}");
            for pair in ranges.windows(2) {
                prop_assert!(pair[0].end <= pair[1].start);
            }
            for range in ranges {
                prop_assert!(haystack.get(range).is_some());
            }
        }
    }
}
