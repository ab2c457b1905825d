//! A point of contention.

use serde::Serialize;

use super::id::IssueId;
use super::words::IssueStatus;

/// Something the actors disagree about.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Issue {
    /// The record's identifier.
    pub id: IssueId,
    /// The title as it is shown.
    pub title: String,
    /// The question that "support" and "oppose" answer.
    pub question: Option<String>,
    /// Where it stands.
    pub status: IssueStatus,
    /// A few sentences.
    pub summary: Option<String>,
    /// The larger issue that this one is a part of.
    pub parent: Option<IssueId>,
}
