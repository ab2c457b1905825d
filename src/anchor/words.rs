//! A folded text as words and the gaps between them.

use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::markup::Markup;

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

/// The words of a folded text, in order; what `markup` leaves out is in none.
///
/// - A word is a run of letters, digits and the marks on them.
/// - An apostrophe between letters belongs to its word ("don't"), and so does a full stop, comma,
///   colon or slash between digits ("600,000", "3.5", "10:30").
/// - A character of a script that sets no spaces (Chinese, Japanese, Thai …) is a word, and so is
///   a symbol beyond ASCII (`€`, `•`): it says something, and is never passed over.
///
/// Only the first 4 GiB of a text have words.
pub(super) fn words(text: &str, mut markup: Option<&mut Markup>) -> Vec<Word> {
    let bytes = text.as_bytes();
    let mut found = Vec::with_capacity(bytes.len() / 5 + 1);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        if byte.is_ascii_alphanumeric() || !byte.is_ascii() {
            let end = word_end(text, at);
            let (Ok(start), Ok(stop)) = (u32::try_from(at), u32::try_from(end)) else {
                break;
            };
            found.push(Word {
                start,
                end: stop,
                hash: hash(bytes.get(at..end).unwrap_or_default()),
            });
            at = end;
        } else {
            at = match (&mut markup, byte) {
                (Some(markup), b'[' | b']' | b'<') => markup.pass(text, at),
                _ => at + 1,
            };
        }
    }
    found
}

/// The end of the word that begins at `at`; beyond it by a character at least.
fn word_end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let mut end = at;
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

/// A hash of a word's bytes, for finding it; words of one hash still have to be compared.
pub(super) fn hash(word: &[u8]) -> u32 {
    const MIX: u64 = 0x9e37_79b9_7f4a_7c15;
    let mixed = word.chunks(8).fold(word.len() as u64, |hash, chunk| {
        let chunk = chunk.iter().fold(0, |all, &b| all << 8 | u64::from(b));
        (hash.rotate_left(23) ^ chunk).wrapping_mul(MIX)
    });
    (mixed >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<&str> {
        let found = words(text, None).into_iter();
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
