//! A source's text, prepared once for many look-ups.

use std::ops::Range;
use std::sync::OnceLock;

use super::layout::Layout;
use super::lexicon::Lexicon;
use super::marks::Marks;
use super::markup::Markup;
use super::signs::Signs;
use super::words::Word;
use crate::text::fold::{self, Folded};
use crate::text::offset::OffsetMap;

/// A source's text: folded, its longer words found, its quotation marks paired; the rest when it
/// is first needed.
///
/// Building takes time linear in the text, and holds some four times its size; some eight times
/// when a claim had to be looked for word for word.
#[derive(Debug)]
pub struct Haystack {
    /// The text that quotations are looked for in, as it stands.
    pub(super) source: String,
    /// Where it begins in the whole text, in bytes.
    pub(super) base: usize,
    pub(super) folded: Folded,
    pub(super) marks: Marks,
    pub(super) markup: Markup,
    pub(super) layout: Layout,
    pub(super) signs: Signs,
    /// Made when first asked for.
    lexicon: OnceLock<Lexicon>,
    /// Made when first asked for.
    spaced: OnceLock<Folded>,
}

/// How the two halves of one word are parted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Halves {
    /// By a hyphen at the end of a line, which may belong to the word or not.
    Hyphen,
    /// By the brackets around a first letter that was raised or lowered: `[e]xtremely`.
    Letter,
}

impl Haystack {
    /// Prepares the text from byte `start` on; what stands before is never found.
    pub fn new(text: &str, start: usize) -> Self {
        let source = text.get(start..).unwrap_or_default().to_owned();
        let folded = fold::quotation(&source);
        let mut markup = Markup::of(&folded.text);
        let layout = Layout::new(&source, &folded.map, &mut markup);
        markup.finish();
        let marks = Marks::new(&source, &folded.map, &markup, &layout);
        for region in marks.regions().iter().filter(|region| region.continues) {
            markup.add(region.open..region.inner);
        }
        markup.add_letters(&folded.text);
        markup.finish();
        Self {
            source,
            base: start,
            signs: Signs::new(&folded.text),
            folded,
            marks,
            markup,
            layout,
            lexicon: OnceLock::new(),
            spaced: OnceLock::new(),
        }
    }

    fn lexicon(&self) -> &Lexicon {
        self.lexicon
            .get_or_init(|| Lexicon::new(&self.folded.text, &self.markup, &self.layout))
    }

    fn words(&self) -> &[Word] {
        self.lexicon().words()
    }

    /// Whether a word is one letter behind an opening bracket, with more of it to come.
    fn is_lone_letter(&self, i: usize) -> bool {
        let mut letters = self.word(i).chars();
        let letter = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none();
        let next = self.words().get(i + 1).is_some();
        letter && next && self.gap_before(i).ends_with('[')
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words().len()
    }

    /// The source as it is, but for runs of white space, which are one space each.
    pub(super) fn spaced(&self) -> &Folded {
        self.spaced.get_or_init(|| spaced(&self.source))
    }

    /// Some bytes of the folded text.
    pub(super) fn text(&self, range: Range<usize>) -> &str {
        self.folded.text.get(range).unwrap_or_default()
    }

    /// Where a word stands in the folded text, in bytes; behind the last, the end.
    pub(super) fn range(&self, i: usize) -> Range<usize> {
        let end = self.folded.text.len();
        self.words().get(i).map_or(end..end, |word| word.range())
    }

    /// A word.
    pub(super) fn word(&self, i: usize) -> &str {
        self.text(self.range(i))
    }

    /// Where the gap after a word stands, in bytes of the folded text.
    pub(super) fn gap_range(&self, i: usize) -> Range<usize> {
        self.range(i).end..self.range(i + 1).start
    }

    /// What stands between a word and the next, or the end.
    pub(super) fn gap(&self, i: usize) -> &str {
        self.text(self.gap_range(i))
    }

    /// Where the gap before a word stands.
    pub(super) fn gap_range_before(&self, i: usize) -> Range<usize> {
        let start = i.checked_sub(1).map_or(0, |before| self.range(before).end);
        start..self.range(i).start
    }

    /// What stands between a word and the one before, or the start.
    pub(super) fn gap_before(&self, i: usize) -> &str {
        self.text(self.gap_range_before(i))
    }

    /// How often a word of this hash stands in the text, or a little less often than this.
    pub(super) fn count(&self, hash: u32) -> usize {
        self.lexicon().count(hash)
    }

    /// The numbers of the words of this hash; of a word in two halves, the first.
    pub(super) fn places(&self, hash: u32) -> impl Iterator<Item = usize> + '_ {
        self.lexicon().places(hash)
    }

    /// Whether a word and the next are the halves of one.
    pub(super) fn halves_at(&self, i: usize) -> Option<Halves> {
        if !self.lexicon().has_halves() {
            return None;
        }
        match self.gap(i) {
            "-" => {
                let hyphen = self.range(i).end;
                let found = self.layout.hyphens.binary_search(&hyphen);
                found.is_ok().then_some(Halves::Hyphen)
            }
            "]" => self.is_lone_letter(i).then_some(Halves::Letter),
            _ => None,
        }
    }

    /// Whether a quotation may begin with this word: not within a compound, a number or a word.
    pub(super) fn may_begin(&self, i: usize) -> bool {
        let gap = self.gap_before(i);
        if i > 0 && matches!(gap, "_" | "]") {
            return false;
        }
        let Some(before) = gap.strip_suffix('-') else {
            return true;
        };
        let at = self.range(i).start - 1;
        let joins = before.is_empty() && i > 0;
        let digit = self.word(i).starts_with(|c: char| c.is_ascii_digit());
        let minus = digit && (before.is_empty() || before.ends_with([' ', '(', '"', '\'']));
        !(joins && self.is_hyphen(at) || minus && self.is_minus(at))
    }

    /// Whether a quotation may end with this word.
    pub(super) fn may_end(&self, i: usize) -> bool {
        if i + 1 >= self.len() {
            return true;
        }
        match self.gap(i) {
            "_" | "[" => false,
            "-" => !self.is_hyphen(self.range(i).end),
            _ => true,
        }
    }

    /// Whether some bytes of the source, and the same of the folded text, begin and end outside of
    /// words, compounds and numbers.
    pub(super) fn is_whole(&self, source: &Range<usize>, folded: &Range<usize>) -> bool {
        let text = self.source.as_str();
        let joins = |at: usize| {
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at..).and_then(|text| text.chars().next());
            let (Some(before), Some(after)) = (before, after) else {
                return false;
            };
            before.is_alphanumeric() && after.is_alphanumeric()
        };
        let first = self
            .words()
            .partition_point(|word| word.range().end <= folded.start);
        let behind = self
            .words()
            .partition_point(|word| word.range().start < folded.end);
        let last = behind.saturating_sub(1);
        let cuts = |i: usize, at: usize| self.range(i).start < at && at < self.range(i).end;
        let starts = self.range(first).start == folded.start;
        let ends = self.range(last).end == folded.end;
        !joins(source.start)
            && !joins(source.end)
            && !cuts(first, folded.start)
            && !cuts(last, folded.end)
            && (!starts || self.may_begin(first))
            && (!ends || self.may_end(last))
    }

    fn source_char(&self, folded: usize) -> Option<char> {
        let at = self.folded.map.to_original(folded);
        self.source.get(at..)?.chars().next()
    }

    fn is_hyphen(&self, folded: usize) -> bool {
        let one = self.folded.map.range_to_original(folded..folded + 1);
        let c = self.source_char(folded);
        matches!(c, Some('-' | '\u{2010}' | '\u{2011}'))
            && !self
                .source
                .get(one)
                .is_some_and(|dash| dash.starts_with("--"))
    }

    fn is_minus(&self, folded: usize) -> bool {
        self.is_hyphen(folded) || self.source_char(folded) == Some('\u{2212}')
    }

    /// From bytes of the folded text to bytes of the source.
    pub(super) fn to_source(&self, folded: Range<usize>) -> Range<usize> {
        self.folded.map.range_to_original(folded)
    }

    /// From bytes of the source to bytes of the whole text.
    pub(super) fn to_whole(&self, source: &Range<usize>) -> Range<usize> {
        source.start + self.base..source.end + self.base
    }
}

/// A text with its runs of white space as one space each.
pub(super) fn spaced(text: &str) -> Folded {
    let mut folded = Folded {
        text: String::with_capacity(text.len()),
        map: OffsetMap::default(),
    };
    let mut map = OffsetMap::builder();
    let mut rest = text;
    while let Some(at) = rest.find(char::is_whitespace) {
        let (before, from) = rest.split_at_checked(at).unwrap_or((rest, ""));
        let after = from.trim_start();
        folded.text.extend([before, " "]);
        map.copied(before.len());
        map.replaced(from.len() - after.len(), 1);
        rest = after;
    }
    folded.text.push_str(rest);
    map.copied(rest.len());
    folded.map = map.finish();
    folded
}
