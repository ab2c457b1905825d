//! Where a statement comes from.

use serde::Serialize;

use super::date::Date;
use super::id::{ActorId, SourceId};
use super::wording::Wording;
use super::words::{Credibility, Reliability, SourceKind, TextKind};

/// An article, post, document or the like.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Source {
    /// The record's identifier.
    pub id: SourceId,
    /// The title as it is shown.
    pub title: String,
    /// Outlet and author.
    pub by: Vec<ActorId>,
    /// What sort of source.
    pub kind: SourceKind,
    /// When it was published.
    pub date: Option<Date>,
    /// Its address: http or https.
    pub url: Option<String>,
    /// The address of an archived copy.
    pub archived_url: Option<String>,
    /// When it was read there.
    pub accessed: Option<Date>,
    /// A BCP 47 language tag.
    pub language: Option<String>,
    /// Where its words are kept.
    pub stored: Option<StoredText>,
    /// What the stored text is of the source.
    pub text_kind: TextKind,
    /// The Admiralty letter.
    pub reliability: Option<Reliability>,
    /// The Admiralty number.
    pub credibility: Option<Credibility>,
    /// Sources that this one rests on.
    pub derives_from: Vec<SourceId>,
    /// What a reader should beware of.
    pub caveat: Option<String>,
}

impl Source {
    /// The Admiralty grade as it is written: `C3`, `C–` or `–3` where half of it is missing.
    pub fn grade(&self) -> Option<String> {
        grade(self.reliability, self.credibility)
    }
}

/// The Admiralty grade as it is written: `C3`, `C–` or `–3` where half of it is missing.
pub fn grade(reliability: Option<Reliability>, credibility: Option<Credibility>) -> Option<String> {
    if reliability.is_none() && credibility.is_none() {
        return None;
    }
    let letter = reliability.map_or("–", Reliability::word);
    let number = credibility.map_or_else(|| "–".to_owned(), |c| c.grade().to_string());
    Some(format!("{letter}{number}"))
}

/// Where the words of a source are kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum StoredText {
    /// In a file beside the briefing: `text_file`, a relative path with `/`.
    File(String),
    /// In the briefing itself: `text`.
    Inline(Wording),
}

/// What a record rests on: a source, and where the author was exact, the words in it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cite {
    /// The source.
    pub source: SourceId,
    /// The exact words in its text.
    pub passage: Option<Wording>,
}
