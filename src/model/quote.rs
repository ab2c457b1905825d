//! What somebody said.

use serde::Serialize;

use super::date::Date;
use super::id::{ActorId, IssueId, QuoteId, SourceId};
use super::wording::Wording;
use super::words::QuoteMode;

/// A quotation: a W3C `TextQuoteSelector` (exact words, prefix, suffix) with its speaker and source.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Quote {
    /// The record's identifier.
    pub id: QuoteId,
    /// Who said it; several for a joint statement.
    pub speakers: Vec<ActorId>,
    /// The words: one piece, or several in order where the reporter's own words stand between them.
    pub pieces: Vec<Wording>,
    /// How the words stand to what was said.
    pub mode: QuoteMode,
    /// When it was said.
    pub said: Option<Date>,
    /// When it was said, in the source's own words.
    pub said_text: Option<String>,
    /// Where it was said.
    pub venue: Option<String>,
    /// Where the words were taken from.
    pub source: Option<SourceId>,
    /// The chain between speaker and source, the speaker's end first.
    pub via: Vec<SourceId>,
    /// Words just before the quotation in the source, where it would not be found without.
    pub prefix: Option<Wording>,
    /// Words just after it.
    pub suffix: Option<Wording>,
    /// What it is about.
    pub issues: Vec<IssueId>,
    /// The reporter's verb: "vowed".
    pub cue: Option<String>,
    /// The words before they were translated.
    pub original: Option<OriginalWords>,
    /// What a reader should know about it.
    pub note: Option<String>,
}

impl Quote {
    /// The words in one line, pieces joined by ` … `.
    pub fn shown(&self) -> String {
        self.shown_with(" … ")
    }

    /// The words in one line, with something else between the pieces.
    pub fn shown_with(&self, between: &str) -> String {
        self.pieces
            .iter()
            .map(Wording::shown)
            .collect::<Vec<_>>()
            .join(between)
    }
}

/// A quotation in the language it was spoken in.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OriginalWords {
    /// A BCP 47 language tag.
    pub language: String,
    /// The words.
    pub text: Wording,
}
