//! Where words stand, for showing them: no verdict.

use std::ops::Range;

use super::claim::Claim;
use super::haystack::Haystack;
use super::verify::verify;
use crate::model::QuoteMode;

/// A quotation's words as they are looked for: W3C `TextQuoteSelector`.
#[derive(Clone, Copy, Debug)]
pub struct Selector<'a> {
    /// The exact words; several pieces in order.
    pub pieces: &'a [&'a str],
    /// Words just before the first piece, where the pieces alone do not decide.
    pub prefix: Option<&'a str>,
    /// Words just after the last piece.
    pub suffix: Option<&'a str>,
}

impl Haystack {
    /// Where the words stand, in bytes of the whole text: all of them in order, or nothing. Of
    /// several places that nothing decides between, the first.
    pub fn locate(&self, selector: &Selector<'_>) -> Vec<Range<usize>> {
        let mut finding = verify(
            self,
            &Claim {
                pieces: selector.pieces,
                prefix: selector.prefix,
                suffix: selector.suffix,
                mode: QuoteMode::Indirect,
                quoting: false,
            },
        );
        if finding.candidates.is_empty() {
            return finding.pieces;
        }
        finding.candidates.swap_remove(0)
    }
}
