//! Markdown's emphasis, as far as a quotation has to see past it.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

/// The emphasis marks of Markdown that come in pairs, in order: runs of one to three `*` or `_`,
/// the first before a word, the second after one, in one paragraph.
pub(super) fn emphasis(text: &str) -> Vec<Range<usize>> {
    let mut paired = Vec::new();
    // The last that opened, by mark and length; the same kind does not nest.
    let mut open: [Option<Range<usize>>; 6] = Default::default();
    let mut at = 0;
    while let Some(ahead) = next_mark(text, at) {
        let start = at + ahead;
        let mark = if text.as_bytes().get(start) == Some(&b'*') {
            '*'
        } else {
            '_'
        };
        let rest = text.get(start..).unwrap_or_default();
        let len = rest.len() - rest.trim_start_matches(mark).len();
        if has_blank_line(text.get(at..start).unwrap_or_default()) {
            open = Default::default();
        }
        at = start + len;
        let escaped = is_escaped(text, start);
        let run = start + usize::from(escaped)..at;
        let kind = usize::from(mark == '_') * 3 + run.len();
        let slot = kind.checked_sub(1).and_then(|i| open.get_mut(i));
        let Some(slot) = slot.filter(|_| matches!(run.len(), 1..=3)) else {
            continue;
        };
        let before = text.get(..run.start).and_then(|s| s.chars().next_back());
        let after = text.get(run.end..).and_then(|s| s.chars().next());
        let closes = touches(before) && !after.is_some_and(is_letter);
        let opens = touches(after) && !before.is_some_and(is_letter);
        match slot.take() {
            Some(opening) if closes => paired.extend([opening, run]),
            opening => *slot = if opens { Some(run) } else { opening },
        }
    }
    paired.sort_unstable_by_key(|run| run.start);
    paired
}

fn next_mark(text: &str, from: usize) -> Option<usize> {
    memchr::memchr2(b'*', b'_', text.as_bytes().get(from..)?)
}

fn touches(c: Option<char>) -> bool {
    c.is_some_and(|c| !c.is_whitespace())
}

/// Part of a word, be it a mark on a letter.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        // What follows the last line break is not a whole line.
        if lines.peek().is_some() && line.trim().is_empty() {
            return true;
        }
    }
    false
}

/// Whether an odd number of backslashes stands before.
fn is_escaped(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    (before.len() - before.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn without(text: &str) -> String {
        let mut kept = String::new();
        let mut at = 0;
        for run in emphasis(text) {
            kept.push_str(text.get(at..run.start).unwrap());
            at = run.end;
        }
        kept + text.get(at..).unwrap()
    }

    #[test]
    fn marks_go_in_pairs() {
        for (given, expected) in [
            ("a *word* b", "a word b"),
            ("**two words**, ***three*** _four_", "two words, three four"),
            ("_*both*_ and **_both_**", "both and both"),
            ("(*so*) \"*so*\" *\"so\"*", "(so) \"so\" \"so\""),
            ("*over\ntwo lines*", "over\ntwo lines"),
            ("*not over\n \na paragraph*", "*not over\n \na paragraph*"),
            ("* item *one*\n* item", "* item one\n* item"),
            ("5*3*2 and snake_case_name", "5*3*2 and snake_case_name"),
            ("growth* and f*** you", "growth* and f*** you"),
            ("2 * 3 * 4", "2 * 3 * 4"),
            ("\\*no\\* \\\\*yes*", "\\*no\\* \\\\yes"),
            ("**** ____", "**** ____"),
            ("*a **b** c*", "a b c"),
            ("*", "*"),
        ] {
            assert_eq!(without(given), expected, "{given:?}");
        }
    }
}
