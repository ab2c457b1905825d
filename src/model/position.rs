//! Where an actor stands on an issue.

use serde::Serialize;

use super::date::Date;
use super::id::{ActorId, IssueId, PositionId, RecordId};
use super::source::Cite;
use super::words::Stance;

/// The stance of one or several actors on an issue's question, for a time, with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Position {
    /// The record's identifier; by default `issue/actor`.
    pub id: PositionId,
    /// The issue.
    pub issue: IssueId,
    /// Whose position; several for a joint one.
    pub actors: Vec<ActorId>,
    /// The attitude to the issue's question.
    pub stance: Stance,
    /// What it amounts to.
    pub summary: Option<String>,
    /// What a conditional stance depends on.
    pub conditions: Option<String>,
    /// Held since.
    pub from: Option<Date>,
    /// Held until.
    pub to: Option<Date>,
    /// Quotes, events, figures and points that show it.
    pub evidence: Vec<RecordId>,
    /// Sources it rests on.
    pub cites: Vec<Cite>,
}
