//! What an actor could still do.

use serde::Serialize;

use super::id::{ActorId, IssueId, OptionId};
use super::source::Cite;
use super::words::OptionStatus;

/// A course of action open to an actor.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PolicyOption {
    /// The record's identifier.
    pub id: OptionId,
    /// Whose option; several for a joint one.
    pub actors: Vec<ActorId>,
    /// The option in a line.
    pub title: String,
    /// A few sentences.
    pub summary: Option<String>,
    /// Whether it is still to be had.
    pub status: OptionStatus,
    /// What it bears on.
    pub issues: Vec<IssueId>,
    /// Sources it rests on.
    pub cites: Vec<Cite>,
}
