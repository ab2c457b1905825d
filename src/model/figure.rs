//! A number that somebody claims.

use serde::Serialize;

use super::date::Date;
use super::id::{ActorId, FigureId, IssueId};
use super::source::Cite;

/// A number, who claims it and for what day. Figures of one `quantity` can be compared.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// The record's identifier.
    pub id: FigureId,
    /// What is counted, in a line.
    pub label: String,
    /// The measured thing; figures that name the same one can be compared.
    pub quantity: Option<String>,
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub unit: Option<String>,
    /// The day the number is for.
    pub as_of: Option<Date>,
    /// Who says so.
    pub claimed_by: Vec<ActorId>,
    /// What it bears on.
    pub issues: Vec<IssueId>,
    /// Sources it rests on.
    pub cites: Vec<Cite>,
}

/// How much: a value, bounds, or only words.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Amount {
    /// One number.
    Value {
        /// The number.
        value: f64,
    },
    /// A range; at least one bound is known.
    Range {
        /// At least.
        low: Option<f64>,
        /// At most.
        high: Option<f64>,
    },
    /// The source gives no number: "billions".
    Words {
        /// The source's words.
        value_text: String,
    },
}
