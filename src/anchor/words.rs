//! A folded text as words and the gaps between them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use crate::text::bits::{BLOCK, bits, block};

/// A word: where it stands in its folded text, in bytes, and a hash of its letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) hash: u32,
}

impl Word {
    pub(super) fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The words of a folded text, in order; what is `passed` over, in order too, is in none.
///
/// - A word is a run of letters, digits and the marks on them.
/// - An apostrophe between letters belongs to its word ("don't"), and so does a full stop, comma,
///   colon or slash between digits ("600,000", "3.5", "10:30").
/// - A character of a script that sets no spaces (Chinese, Japanese, Thai …) is a word, and so is
///   a symbol beyond ASCII (`€`, `•`): it says something, and is never passed over.
///
/// Only the first 4 GiB of a text have words.
pub(super) fn words(text: &str, passed: &[Range<usize>]) -> Vec<Word> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() / 5 + 1);
    let mut scan = Scan::new(bytes);
    let mut passed = passed.iter();
    let mut barrier = passed.next();
    let mut at = 0;
    while let Some(next) = scan.notable(at) {
        if let Some(part) = barrier.filter(|part| part.start < next) {
            at = at.max(part.end);
            barrier = passed.next();
            continue;
        }
        let mut end = scan.letters(next);
        // Most words end at a space; what else may belong to them is looked at closely.
        if !matches!(bytes.get(end), Some(b' ') | None) {
            end = word_end(text, next, end);
        }
        let (Ok(start), Ok(stop)) = (u32::try_from(next), u32::try_from(end)) else {
            break;
        };
        found.push(Word {
            start,
            end: stop,
            hash: hash_at(bytes, next, end),
        });
        at = end;
    }
    found
}

/// Letters and what else is notable, block by block.
struct Scan<'a> {
    bytes: &'a [u8],
    /// Where the block begins of which the bits are known.
    base: usize,
    letters: u64,
    notable: u64,
}

impl<'a> Scan<'a> {
    fn new(bytes: &'a [u8]) -> Self {
        let mut scan = Self {
            bytes,
            base: 0,
            letters: 0,
            notable: 0,
        };
        scan.load(0);
        scan
    }

    fn load(&mut self, base: usize) {
        let block = block(self.bytes, base);
        self.base = base;
        self.letters = bits(&block, |byte| byte.is_ascii_alphanumeric());
        let other = bits(&block, |byte| !byte.is_ascii());
        self.notable = self.letters | other;
    }

    /// The bits from `at` on, and how many they are.
    fn from(&mut self, at: usize, bits: fn(&Self) -> u64) -> (u64, usize) {
        if at < self.base || at >= self.base + BLOCK {
            self.load(at);
        }
        let skipped = at - self.base;
        (bits(self) >> skipped, BLOCK - skipped)
    }

    /// The next byte from `at` on that begins a word.
    fn notable(&mut self, mut at: usize) -> Option<usize> {
        while at < self.bytes.len() {
            let (bits, count) = self.from(at, |scan| scan.notable);
            if bits != 0 {
                return Some(at + bits.trailing_zeros() as usize);
            }
            at += count;
        }
        None
    }

    /// The end of the ASCII letters and digits from `at` on.
    fn letters(&mut self, mut at: usize) -> usize {
        loop {
            let (bits, count) = self.from(at, |scan| scan.letters);
            let run = bits.trailing_ones() as usize;
            if run < count {
                return at + run;
            }
            at += count;
        }
    }
}

/// The end of the word that begins at `start` and goes on to `end` at least; beyond its start by
/// a character at least.
fn word_end(text: &str, start: usize, end: usize) -> usize {
    let at = start;
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = end;
    while let Some(&byte) = bytes.get(end) {
        match byte {
            _ if byte.is_ascii_alphanumeric() => {
                let rest = bytes.get(end..).unwrap_or_default();
                let letters = rest.iter().position(|byte| !byte.is_ascii_alphanumeric());
                end += letters.unwrap_or(rest.len());
            }
            b'\'' if starts_with_letter(text, end + 1) => end += 1,
            b'.' | b',' | b':' | b'/' if digit(end - 1) && digit(end + 1) => end += 1,
            _ if byte.is_ascii() => break,
            _ => {
                let Some(c) = text.get(end..).and_then(|rest| rest.chars().next()) else {
                    break;
                };
                let alone = is_spaceless(c) || !c.is_alphanumeric() && !is_combining_mark(c);
                if alone && end > at {
                    break;
                }
                end += c.len_utf8();
                if alone {
                    let marks = text.get(end..).unwrap_or_default().chars();
                    let marks = marks.take_while(|&c| is_combining_mark(c));
                    return end + marks.map(char::len_utf8).sum::<usize>();
                }
            }
        }
    }
    end
}

fn starts_with_letter(text: &str, at: usize) -> bool {
    let first = text.get(at..).and_then(|rest| rest.chars().next());
    first.is_some_and(|c| c.is_alphanumeric() && !is_spaceless(c))
}

/// Whether the script of a character sets no spaces between words.
fn is_spaceless(c: char) -> bool {
    matches!(c,
        '\u{e00}'..='\u{eff}' | '\u{f00}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{2e80}'..='\u{a4cf}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}'
        | '\u{20000}'..='\u{3ffff}')
}

/// A hash of a word, for finding it; words of one hash still have to be compared.
pub(super) fn hash(word: &str) -> u32 {
    hash_at(word.as_bytes(), 0, word.len())
}

/// The hash of a word in a text: of its length, its first eight bytes and its last eight.
pub(super) fn hash_at(bytes: &[u8], start: usize, end: usize) -> u32 {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let len = end - start;
    let first = eight(bytes, start) & u64::MAX >> (64 - 8 * len.clamp(1, 8));
    let last = if len > 8 { eight(bytes, end - 8) } else { 0 };
    let mixed = (first ^ last.rotate_left(31) ^ len as u64).wrapping_mul(MIX);
    (mixed >> 32) as u32
}

/// The eight bytes from `at` on, zeros behind the end.
fn eight(bytes: &[u8], at: usize) -> u64 {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(whole) = rest.first_chunk() {
        return u64::from_le_bytes(*whole);
    }
    rest.iter()
        .rev()
        .fold(0, |all, &byte| all << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let found = words(text, &[]).into_iter();
        found.map(|word| &text[word.range()]).collect()
    }

    #[test]
    fn what_belongs_to_a_word() {
        for (text, expected) in [
            ("", &[][..]),
            ("We agree, he said.", &["We", "agree", "he", "said"]),
            (
                "don't 'quote' workers' aims",
                &["don't", "quote", "workers", "aims"],
            ),
            (
                "600,000 at 3.5 by 10:30, 2",
                &["600,000", "at", "3.5", "by", "10:30", "2"],
            ),
            (
                "well-known U.S. and/or",
                &["well", "known", "U", "S", "and", "or"],
            ),
            ("née Ålå e\u{323}x", &["née", "Ålå", "e\u{323}x"]),
            ("5€ • a→b", &["5", "€", "•", "a", "→", "b"]),
            ("在2025年x", &["在", "2025", "年", "x"]),
            ("Мир. «", &["Мир", "«"]),
        ] {
            assert_eq!(texts(text), expected, "{text}");
        }
    }
}
