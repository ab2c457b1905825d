//! Where a quotation begins and ends around its words, and how exactly.

use std::ops::Range;

use super::exact::Matcher;
use super::gap::squeeze;

/// The bytes of the folded text from a claim's first word to its last with the marks it has
/// around them; none where other marks stand there, or where it would begin or end inside a word.
pub(super) fn around(matcher: &Matcher<'_>, first: usize, last: usize) -> Option<Range<usize>> {
    Some(begin(matcher, first)?..end(matcher, last)?)
}

/// The most bytes of a gap that are compared with the marks at an end.
const NEAR: usize = 64;

/// Where a claim begins of which this is the first word.
pub(super) fn begin(matcher: &Matcher<'_>, first: usize) -> Option<usize> {
    let hay = matcher.hay;
    if !hay.may_begin(first) {
        return None;
    }
    let word = hay.range(first).start;
    let head = matcher.pattern.head();
    let found = hay.gap_before(first);
    if found.ends_with(head) {
        let raised = head.is_empty() && found.ends_with('[') && hay.markup.covers(word - 1);
        return Some(word - head.len() - usize::from(raised));
    }
    let wanted = squeeze(head, false, |_| false);
    let starts = found.char_indices().rev().map(|(at, _)| at);
    let start = word - found.len();
    let near = starts.take_while(|at| found.len() - at <= NEAR);
    let same = near
        .map(|at| start + at)
        .find(|&from| matcher.squeeze_range(from..word, false) == wanted);
    let only_marks = || wanted.chars().all(|c| c == '\'').then_some(word);
    same.or_else(only_marks)
}

/// Where a claim ends of which this is the last word.
pub(super) fn end(matcher: &Matcher<'_>, last: usize) -> Option<usize> {
    let hay = matcher.hay;
    if !hay.may_end(last) {
        return None;
    }
    let word = hay.range(last).end;
    let tail = matcher.pattern.tail();
    let found = hay.gap(last);
    if found.starts_with(tail) {
        return Some(word + tail.len());
    }
    let wanted = squeeze(tail, false, |_| false);
    let reach = |wanted: &str| {
        let ends = found.char_indices().map(|(at, c)| at + c.len_utf8());
        let mut ends = std::iter::once(0).chain(ends.take_while(|&at| at <= NEAR));
        ends.find(|at| matcher.squeeze_range(word..word + at, false) == wanted)
            .map(|at| word + at)
    };
    reach(&wanted).or_else(|| {
        // A final . or , may be the author's, or another than the source's, and so may a mark.
        let core = wanted.trim_end_matches(['.', ',', '\'']);
        let ended = wanted.get(core.len()..).unwrap_or_default();
        let end = reach(core)?;
        let stops = ended.bytes().filter(|&byte| byte != b'\'').count();
        (stops == 0 || stops <= 2 && may_stop(matcher, last, end)).then_some(end)
    })
}

/// Whether the text stops at `from`, behind the word `last`: at a closing mark, a full stop or
/// comma, or the end of a paragraph.
fn may_stop(matcher: &Matcher<'_>, last: usize, from: usize) -> bool {
    let hay = matcher.hay;
    let gap = from..hay.gap_range(last).end;
    let seen = hay
        .text(gap.clone())
        .char_indices()
        .find(|(at, _)| !hay.markup.covers(gap.start + at));
    matches!(seen, Some((_, '.' | ',' | '"' | '\'')))
        || last + 1 >= hay.len()
        || hay.layout.breaks_within(&(gap.start..gap.end))
}

/// A range of a source, and the same with the marks of emphasis and escapes beside it.
pub(super) fn with_emphasis(source: &str, range: &Range<usize>) -> [Range<usize>; 4] {
    let mark = |byte: &&u8| matches!(byte, b'*' | b'_' | b'\\');
    let before = source.as_bytes().get(..range.start).unwrap_or_default();
    let behind = source.as_bytes().get(range.end..).unwrap_or_default();
    let start = range.start - before.iter().rev().take_while(mark).count();
    let end = range.end + behind.iter().take_while(mark).count();
    [
        range.clone(),
        start..end,
        start..range.end,
        range.start..end,
    ]
}

/// Whether two texts are the same characters, runs of white space aside.
pub(super) fn same_characters(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let mut a = a.trim().chars().peekable();
    let mut b = b.trim().chars().peekable();
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(c), Some(d)) if c.is_whitespace() && d.is_whitespace() => {
                while a.next_if(|c| c.is_whitespace()).is_some() {}
                while b.next_if(|c| c.is_whitespace()).is_some() {}
            }
            (c, d) if c == d => {}
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::same_characters;

    #[test]
    fn runs_of_white_space_are_one() {
        assert!(same_characters(" a\n  b", "a b\t"));
        assert!(!same_characters("ab", "a b"));
        assert!(!same_characters("a’s", "a's"));
    }
}
