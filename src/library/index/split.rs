//! A folded text as the tokens that it is found by.
//!
//! A token begins wherever a search may begin to match. Of letters and figures it is the whole word;
//! of any other character but white space, which may be a sign or of a script without spaces, it is
//! the character and, where such another one follows, that too. So a text that is looked for
//! consists of tokens of the texts that it stands in, whatever the script.

use super::super::words::is_of_a_word;

/// How much of a word is kept, in bytes: nobody types more, and a file may hold a word of any
/// length.
pub(super) const LONGEST: usize = 64;

/// The tokens of a folded text, in order, each with where it stands in bytes; long ones are cut.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let mut chars = rest.chars();
            let first = chars.next()?;
            let at = text.len() - rest.len();
            if is_of_a_word(first) {
                let (word, after) = rest.split_at(word_end(rest));
                rest = after;
                return Some((at, cut(word)));
            }
            let after = chars.as_str();
            if first.is_whitespace() {
                rest = after;
                continue;
            }
            let second = chars.next().filter(|c| is_sign(*c));
            let end = first.len_utf8() + second.map_or(0, char::len_utf8);
            let token = rest.get(..end);
            rest = after;
            return Some((at, token.unwrap_or_default()));
        }
    })
}

/// Where a word ends that a text begins with, in bytes.
fn word_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ascii = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
    match ascii {
        None => text.len(),
        Some(at) if bytes.get(at).is_some_and(u8::is_ascii) => at,
        // `at` is where a character begins.
        Some(_) => text.find(|c| !is_of_a_word(c)).unwrap_or(text.len()),
    }
}

fn cut(word: &str) -> &str {
    if word.len() <= LONGEST {
        return word;
    }
    let mut cuts = (0..=LONGEST).rev();
    cuts.find_map(|end| word.get(..end)).unwrap_or_default()
}

/// Whether a character is neither of a word nor between words.
fn is_sign(c: char) -> bool {
    !is_of_a_word(c) && !c.is_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_whole_and_signs_in_pairs() {
        let long = "é".repeat(99);
        let of = |text| tokens(text).map(|(_, token)| token).collect::<Vec<_>>();
        assert_eq!(
            of("the \"north-east\" is 5%"),
            ["the", "\"", "north", "-", "east", "\"", "is", "5", "%"]
        );
        assert_eq!(of("習近平2x."), ["習近", "近平", "平", "2x", "."]);
        assert_eq!(of("don't..."), ["don", "'", "t", "..", "..", "."]);
        assert_eq!(of("київ łłλ"), ["київ", "łłλ"]);
        assert_eq!(of(&long), ["é".repeat(LONGEST / 2)]);
        assert_eq!(of(" "), [""; 0]);
    }
}
