//! What happened.

use serde::Serialize;

use super::date::Date;
use super::id::{ActorId, EventId, IssueId, QuoteId};
use super::source::Cite;
use super::words::{EventKind, EventStatus};

/// A dated or datable happening.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Event {
    /// The record's identifier.
    pub id: EventId,
    /// When, as exactly as it is known.
    pub when: Date,
    /// When, in the source's own words.
    pub when_text: Option<String>,
    /// What happened, in a line.
    pub title: String,
    /// A few sentences.
    pub summary: Option<String>,
    /// What sort of happening.
    pub kind: EventKind,
    /// How sure it is.
    pub status: EventStatus,
    /// Where.
    pub place: Option<String>,
    /// Who took part.
    pub actors: Vec<ActorId>,
    /// What it bears on.
    pub issues: Vec<IssueId>,
    /// What was said there.
    pub quotes: Vec<QuoteId>,
    /// Sources it rests on.
    pub cites: Vec<Cite>,
}
