//! The words around a quotation in its source: its `prefix` and `suffix`, for finding it again when
//! the text has changed.

use std::ops::Range;

use crate::anchor::{self, Claim, Finding};
use crate::format::Insertion;
use crate::model::{Quote, Verdict, Wording};

use super::Content;
use super::load::Origin;
use super::verify::{Verification, is_quoting};

/// How many code points of the text are taken on each side, words not cut.
const AROUND: usize = 32;

/// What is to be written for the quotations that verify and lack a prefix or suffix, and how many
/// quotations those are. A quotation keeps its words, its place and its verdict.
pub fn missing(content: &Content, origin: &Origin, verification: &Verification) -> Vec<Insertion> {
    let quotes = content.briefing.quotes.iter();
    let missing = quotes.filter_map(|quote| {
        let finding = verification.quote(&quote.id)?;
        Some(Insertion {
            after: origin.words.get(&quote.id.0)?.clone(),
            record: origin.places.get(&quote.id.0)?.clone(),
            keys: keys(content, quote, finding)?,
        })
    });
    missing.collect()
}

fn keys(
    content: &Content,
    quote: &Quote,
    finding: &Finding,
) -> Option<Vec<(&'static str, String)>> {
    if !finding.verdict.is_some_and(Verdict::is_verified) {
        return None;
    }
    let source = content.briefing.source(quote.source.as_ref()?)?;
    let text = content.texts.get(&source.id)?;
    let (first, last) = (finding.pieces.first()?, finding.pieces.last()?);
    let body = text.body_start();
    let before = before(text.original(), body..first.start);
    let after = after(text.original().get(last.end..)?);
    let prefix = before.filter(|_| quote.prefix.is_none());
    let suffix = after.filter(|_| quote.suffix.is_none());
    if prefix.is_none() && suffix.is_none() {
        return None;
    }
    // With the words around it the quotation has to be found where it was.
    let pieces: Vec<_> = quote.pieces.iter().map(Wording::original).collect();
    let claim = Claim {
        pieces: &pieces,
        prefix: prefix
            .as_deref()
            .or(quote.prefix.as_ref().map(Wording::original)),
        suffix: suffix
            .as_deref()
            .or(quote.suffix.as_ref().map(Wording::original)),
        mode: quote.mode,
        quoting: is_quoting(source),
    };
    let again = anchor::verify(content.haystack(&source.id)?, &claim);
    if again.verdict != finding.verdict || again.pieces != finding.pieces {
        return None;
    }
    let prefix = prefix.map(|words| ("prefix", words));
    let suffix = suffix.map(|words| ("suffix", words));
    Some(prefix.into_iter().chain(suffix).collect())
}

/// The last words of a part of a text, within its paragraph; `None` where there are none.
fn before(text: &str, part: Range<usize>) -> Option<String> {
    let part = text.get(part)?;
    let paragraph = part
        .rfind("\n\n")
        .and_then(|at| part.get(at..))
        .unwrap_or(part);
    let taken: Vec<char> = paragraph.chars().rev().take(AROUND + 1).collect();
    let whole = taken.len() <= AROUND;
    let words: String = taken.into_iter().rev().collect();
    let words = match words.find(char::is_whitespace) {
        Some(at) if !whole => words.get(at..).unwrap_or_default(),
        _ => &words,
    };
    squeezed(words)
}

/// The first words of a text, within its paragraph; `None` where there are none.
fn after(text: &str) -> Option<String> {
    let paragraph = text.split("\n\n").next().unwrap_or_default();
    let words: String = paragraph.chars().take(AROUND + 1).collect();
    let whole = paragraph.chars().nth(AROUND).is_none();
    let words = match words.rfind(char::is_whitespace) {
        Some(at) if !whole => words.get(..at).unwrap_or_default(),
        _ => &words,
    };
    squeezed(words)
}

/// The words with one space between them; `None` where there are none.
fn squeezed(words: &str) -> Option<String> {
    let words: Vec<_> = words.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_around_are_whole_and_of_one_paragraph() {
        let text =
            "First.\n\nThe mayor spoke at\nnoon and said: “Words” she added at once, being asked.";
        let at = text.find("Words").unwrap();
        assert_eq!(
            before(text, 0..at).as_deref(),
            Some("mayor spoke at noon and said: “")
        );
        assert_eq!(
            after(&text[at + 5..]).as_deref(),
            Some("” she added at once, being")
        );
        assert_eq!(before(text, 0..8), None);
        assert_eq!(after(" \n\nNext."), None);
    }
}
