//! What has to be looked up to find a text.

use super::super::words::Stands;
use super::split::{LONGEST, tokens};

/// A text that is looked for: the tokens that every text has in which it stands.
#[derive(Debug)]
pub(in super::super) struct Plan {
    /// The folded text.
    pub(in super::super) needle: String,
    /// Where it has to stand.
    pub(in super::super) stands: Stands,
    pub(super) needs: Vec<Need>,
    /// Words that follow each other, by their places among what is needed.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Whether what has the tokens has the text, so that nobody need look.
    pub(super) is_enough: bool,
}

/// A token that is looked up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Need {
    pub(super) token: String,
    pub(super) how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    /// It is the token.
    Whole,
    /// The token begins so.
    Beginning,
}

impl Plan {
    /// The words that follow each other.
    pub(super) fn word_pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        let word = |at: usize| self.needs.get(at).map(|need| need.token.as_str());
        let pairs = self.pairs.iter();
        pairs.filter_map(move |(one, other)| word(*one).zip(word(*other)))
    }

    /// How a folded text is found.
    pub(in super::super) fn new(needle: String, stands: Stands) -> Self {
        let mut needs: Vec<Need> = Vec::new();
        let mut pairs = Vec::new();
        let mut pair_end = 0;
        let mut is_cut = false;
        // The word before, and where the next would begin.
        let mut before = None;
        for (at, token) in tokens(&needle) {
            let end = at + token.len();
            if end <= pair_end {
                // The second of two signs that are looked up together.
                continue;
            }
            let is_word = token.starts_with(super::is_of_a_word);
            if !is_word {
                pair_end = end;
            }
            // What follows the last token is not known, unless it is a word that must end there.
            let open = end == needle.len() && (!is_word || stands == Stands::AtStart);
            is_cut |= token.len() + char::MAX.len_utf8() > LONGEST;
            let need = Need {
                token: token.to_owned(),
                how: if open { How::Beginning } else { How::Whole },
            };
            let known = needs.iter().position(|one| *one == need);
            let place = known.unwrap_or(needs.len());
            if known.is_none() {
                needs.push(need);
            }
            let word = (is_word && !open).then_some(place);
            if let Some(((one, next), other)) = before.zip(word)
                && next == at
            {
                pairs.push((one, other));
            }
            before = word.map(|word| (word, end + 1));
        }
        let is_enough = match needs.as_slice() {
            [one] => one.token == needle && !is_cut,
            _ => false,
        };
        Self {
            needle,
            stands,
            needs,
            pairs,
            is_enough,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_token_says_enough() {
        let needs = |text: &str, stands| {
            let plan = Plan::new(text.to_owned(), stands);
            let needs = plan.needs.iter().map(|need| {
                let end = if need.how == How::Whole { "" } else { "*" };
                need.token.clone() + end
            });
            let look = if plan.is_enough { "" } else { "?" };
            needs.collect::<Vec<_>>().join(" ") + look
        };
        for (text, at_start, whole) in [
            ("peace", "peace*", "peace"),
            ("peace talks", "peace talks*?", "peace talks?"),
            ("north-east", "north - east*?", "north - east?"),
            ("習", "習*", "習*"),
            ("近平", "近平*", "近平*"),
            ("習近平", "習近 近平*?", "習近 近平*?"),
            ("...", ".. ..*?", ".. ..*?"),
            (" ", "?", "?"),
        ] {
            assert_eq!(needs(text, Stands::AtStart), at_start, "{text}");
            assert_eq!(needs(text, Stands::Whole), whole, "{text}");
        }
    }
}
