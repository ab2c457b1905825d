//! A plan on the table, and its points.

use serde::Serialize;

use super::date::Date;
use super::id::{ActorId, IssueId, PointId, ProposalId};
use super::source::Cite;
use super::wording::Wording;
use super::words::ProposalStatus;

/// One version of a plan.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Proposal {
    /// The record's identifier.
    pub id: ProposalId,
    /// The title as it is shown.
    pub title: String,
    /// When it was made.
    pub date: Option<Date>,
    /// Who put it forward.
    pub by: Vec<ActorId>,
    /// Who brokered it.
    pub brokers: Vec<ActorId>,
    /// How far it has come.
    pub status: ProposalStatus,
    /// The version's name: "2", "revised".
    pub version: Option<String>,
    /// The version it replaces.
    pub supersedes: Option<ProposalId>,
    /// Sources it rests on.
    pub cites: Vec<Cite>,
    /// The number of points, where only that is known or where not all are given.
    pub size: Option<u32>,
    /// The points that are known.
    pub points: Vec<Point>,
}

/// One point of a proposal.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Point {
    /// The record's identifier.
    pub id: PointId,
    /// Its number in the document: "3(a)".
    pub number: Option<String>,
    /// What it says.
    pub text: Wording,
    /// What it bears on.
    pub issues: Vec<IssueId>,
    /// Points of earlier versions that it takes the place of.
    pub replaces: Vec<PointId>,
    /// Bracketed alternatives, each with who wants it.
    pub variants: Vec<Variant>,
    /// Sources it rests on.
    pub cites: Vec<Cite>,
}

/// A bracketed alternative to a point.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Variant {
    /// Who wants it.
    pub by: Vec<ActorId>,
    /// What it says.
    pub text: Wording,
}
