//! Somebody who is involved.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use super::date::{Certainty, Date, DayRange};
use super::id::ActorId;
use super::words::ActorKind;

/// A person, state, body, group or unnamed voice.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Actor {
    /// The record's identifier.
    pub id: ActorId,
    /// The name as it is shown.
    pub name: String,
    /// What sort of actor.
    pub kind: ActorKind,
    /// Other names and spellings.
    pub aliases: Vec<String>,
    /// A sentence or two.
    pub description: Option<String>,
    /// The state, body or group on whose side this actor stands.
    pub side: Option<ActorId>,
    /// The offices held.
    pub roles: Vec<Role>,
    /// Identifiers in other people's registers: `wikidata = "Q…"`.
    pub links: BTreeMap<String, String>,
}

/// An office or function, and the time it was held.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Role {
    /// The office: "President".
    pub title: String,
    /// The state or body it belongs to.
    pub of: Option<ActorId>,
    /// Since when.
    pub from: Option<Date>,
    /// Until when.
    pub to: Option<Date>,
}

impl Role {
    /// Whether it had certainly ended before a day.
    pub fn has_ended(&self, day: NaiveDate) -> bool {
        let since = DayRange {
            from: Some(day),
            to: None,
        };
        let to = self.to.as_ref().map(Date::bounds);
        to.is_some_and(|to| to.within(since) == Certainty::Never)
    }
}
