//! What the lines of a stored text say that its folded form does not.

use super::markup::Markup;
use crate::text::offset::OffsetMap;

/// Ends of paragraphs and of lines.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Where paragraphs end, at a blank line: bytes of the source.
    pub(super) breaks: Vec<usize>,
    /// The same, in bytes of the folded text.
    pub(super) folded_breaks: Vec<usize>,
    /// Hyphens at line ends within a word, in bytes of the folded text.
    pub(super) hyphens: Vec<usize>,
}

impl Layout {
    /// Reads the lines of a source; the marks of quoted lines (`> `) go to `markup`.
    pub(super) fn new(source: &str, map: &OffsetMap, markup: &mut Markup) -> Self {
        let mut layout = Self::default();
        let bytes = source.as_bytes();
        let mut blank_until = 0;
        quote_mark(source, 0, map, markup);
        for at in memchr::memchr_iter(b'\n', bytes) {
            if at < blank_until {
                continue;
            }
            if parts_words(bytes, at) {
                continue;
            }
            let line = source.get(at + 1..).unwrap_or_default();
            // All lines of nothing but white space and `>`.
            let rest = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
            let skipped = line.get(..line.len() - rest.len()).unwrap_or_default();
            if let Some(last) = skipped.rfind('\n') {
                layout.breaks.push(at);
                layout.folded_breaks.push(map.to_derived(at));
                blank_until = at + 1 + last;
                quote_marks(source, at + 1..at + 1 + skipped.len(), map, markup);
            } else if rest.is_empty() {
                layout.breaks.push(at);
                layout.folded_breaks.push(map.to_derived(at));
                break;
            } else {
                quote_marks(source, at + 1..at + 1 + skipped.len(), map, markup);
                layout.hyphen(source, at, map);
            }
        }
        layout
    }

    /// Notes a hyphen before the line break at `at`.
    fn hyphen(&mut self, source: &str, at: usize, map: &OffsetMap) {
        let line = source.get(..at).unwrap_or_default().trim_end();
        let hyphen = line.chars().next_back();
        let Some(hyphen) = hyphen.filter(|c| matches!(c, '-' | '\u{2010}')) else {
            return;
        };
        let place = line.len() - hyphen.len_utf8();
        let word = line.get(..place).and_then(|word| word.chars().next_back());
        if word.is_some_and(char::is_alphabetic) {
            self.hyphens.push(map.to_derived(place));
        }
    }

    /// Whether a paragraph ends within these bytes of the folded text.
    pub(super) fn breaks_within(&self, range: &std::ops::Range<usize>) -> bool {
        let next = self.folded_breaks.partition_point(|&at| at < range.start);
        let next = self.folded_breaks.get(next);
        next.is_some_and(|&at| at < range.end)
    }
}

/// Whether a line break stands between two words, as most do.
fn parts_words(bytes: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| bytes.get(before));
    let after = bytes.get(at + 1);
    before.is_some_and(|&byte| byte.is_ascii_graphic() && byte != b'-')
        && after.is_some_and(u8::is_ascii_alphanumeric)
}

fn quote_mark(source: &str, at: usize, map: &OffsetMap, markup: &mut Markup) {
    let line = source.get(at..).unwrap_or_default();
    let rest = line.trim_start_matches(|c: char| c.is_whitespace() || c == '>');
    quote_marks(source, at..at + line.len() - rest.len(), map, markup);
}

/// Each `>` here is the mark of a quoted line.
fn quote_marks(source: &str, range: std::ops::Range<usize>, map: &OffsetMap, markup: &mut Markup) {
    let start = range.start;
    let skipped = source.get(range).unwrap_or_default();
    for (i, _) in skipped.match_indices('>') {
        let folded = map.to_derived(start + i);
        markup.add(folded..folded + 1);
    }
}
