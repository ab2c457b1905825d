//! Folding: a text in the form in which it is compared, and the exact way back.
//!
//! There are two, because they answer two questions. [`search`] is generous: it serves a reader
//! who types `negocies` and means "négociés". [`quotation`] forgives typography alone: it serves
//! the check whether somebody's words stand in a source, and there an accent is part of a word.

mod emphasis;
mod needle;
mod quotation;
mod search;

pub use needle::Needle;
pub use quotation::quotation;
pub use search::{push_folded, push_search, search};

use super::offset::OffsetMap;
use super::sanitise::{is_dangerous, is_variation_selector};

/// A folded text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// What is compared.
    pub text: String,
    /// From the folded text to the original, in bytes.
    pub map: OffsetMap,
}

/// Whether capitals count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Case {
    /// Capitals and small letters differ.
    Sensitive,
    /// They are the same.
    Insensitive,
}

impl Case {
    /// The case a reader means who typed this: capitals count where there is one.
    pub fn smart(query: &str) -> Self {
        if query.chars().any(char::is_uppercase) {
            Self::Sensitive
        } else {
            Self::Insensitive
        }
    }
}

/// The ASCII mark for a typographic one: quotation marks, apostrophes, primes and dashes of all
/// shapes.
fn ascii_mark(c: char) -> Option<char> {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '″' | '‶' | '＂' | '〝' | '〞' | '〟' | '❝' | '❞'
        | '「' | '」' | '『' | '』' | '｢' | '｣' | '﹁' | '﹂' | '﹃' | '﹄' => {
            Some('"')
        }
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '′' | '‵' | 'ʼ' | 'ʻ' | 'ʹ' | '＇' | '´' | '❛'
        | '❜' => Some('\''),
        '\u{2010}'..='\u{2015}'
        | '\u{2212}'
        | '\u{2e3a}'
        | '\u{2e3b}'
        | '\u{fe58}'
        | '\u{fe63}'
        | '\u{ff0d}' => Some('-'),
        _ => None,
    }
}

/// Whether a character shows as nothing and so says nothing: soft hyphens, zero-width characters,
/// directional controls, selectors.
fn is_unseen(c: char) -> bool {
    !c.is_ascii()
        && !c.is_control()
        && !c.is_whitespace()
        && (is_dangerous(c) || is_variation_selector(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_count_where_one_is_typed() {
        assert_eq!(Case::smart("nato"), Case::Insensitive);
        assert_eq!(Case::smart("naTo"), Case::Sensitive);
        assert_eq!(Case::smart("19 – é"), Case::Insensitive);
        assert_eq!(Case::smart("É"), Case::Sensitive);
    }
}
