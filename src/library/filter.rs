//! What a reader narrows a library to.

use serde::{Deserialize, Serialize};

use crate::model::date::DayRange;
use crate::query::Query;

use super::{Library, RecordKey};

/// Which briefings the panes show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scope {
    /// The briefing at a place in the library's order.
    One(usize),
    /// All of them.
    All,
}

/// How several chosen actors combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Matching {
    /// A record of at least one of them.
    #[default]
    Any,
    /// A record of every one of them.
    All,
}

/// Whether a chosen state, body or group stands for its people too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum People {
    /// "Russia" is Russia, its president and its envoys.
    #[default]
    Included,
    /// "Russia" is what is said or done in the name of Russia alone.
    Excluded,
}

/// Which quotations are listed, by their verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verified {
    /// All of them.
    #[default]
    Whatever,
    /// Those whose words were checked and do not stand as they are quoted, or could not be checked.
    NotVerified,
}

/// Whether records are listed that only possibly lie in the days that are asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unsure {
    /// They are, and counted apart.
    #[default]
    Shown,
    /// They are counted alone.
    Hidden,
}

/// An actor, issue or source that a reader has chosen.
pub type Choice = RecordKey;

/// The conditions that records must meet; all of them where several are set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Records of these actors, in the order they were chosen.
    pub actors: Vec<Choice>,
    /// How several actors combine.
    pub matching: Matching,
    /// Whether bodies stand for their people.
    pub people: People,
    /// Records on any of these issues.
    pub issues: Vec<Choice>,
    /// Records from any of these sources.
    pub sources: Vec<Choice>,
    /// Records that lie in these days, certainly or possibly.
    pub days: DayRange,
    /// Quotations by their verdict; other records are not concerned.
    pub verified: Verified,
    /// What was typed.
    pub query: Query,
    /// What becomes of records that only possibly meet it, because of their dates.
    pub unsure: Unsure,
}

impl Filter {
    /// Whether every record meets it.
    pub fn is_empty(&self) -> bool {
        let whatever = self.verified == Verified::Whatever;
        let ticked = self.actors.len() + self.issues.len() + self.sources.len();
        whatever && ticked == 0 && !self.has_days() && self.query.is_empty()
    }

    /// Whether it asks for days.
    pub fn has_days(&self) -> bool {
        self.days != DayRange::default()
    }

    /// Whether a record may meet it only possibly.
    pub fn may_be_unsure(&self) -> bool {
        self.has_days() || self.query.asks_for_days()
    }

    /// Whether what it lists depends on how words stand in their sources.
    pub fn asks_for_verdicts(&self) -> bool {
        self.verified == Verified::NotVerified || self.query.asks_for_verdicts()
    }

    /// Chooses an actor, or lets go of it.
    pub fn toggle_actor(&mut self, actor: Choice) {
        toggle(&mut self.actors, actor);
    }

    /// Chooses an issue, or lets go of it.
    pub fn toggle_issue(&mut self, issue: Choice) {
        toggle(&mut self.issues, issue);
    }

    /// Chooses a source, or lets go of it.
    pub fn toggle_source(&mut self, source: Choice) {
        toggle(&mut self.sources, source);
    }

    /// The same conditions with the other combination of actors.
    pub fn toggle_matching(&mut self) {
        self.matching = match self.matching {
            Matching::Any => Matching::All,
            Matching::All => Matching::Any,
        };
    }

    /// The same conditions with bodies standing for their people, or not.
    pub fn toggle_people(&mut self) {
        self.people = match self.people {
            People::Included => People::Excluded,
            People::Excluded => People::Included,
        };
    }

    /// Lists only quotations that are not verified, or all again.
    pub fn toggle_verified(&mut self) {
        self.verified = match self.verified {
            Verified::Whatever => Verified::NotVerified,
            Verified::NotVerified => Verified::Whatever,
        };
    }

    /// Hides what only possibly lies in the days that are asked for, or shows it again.
    pub fn toggle_unsure(&mut self) {
        self.unsure = match self.unsure {
            Unsure::Shown => Unsure::Hidden,
            Unsure::Hidden => Unsure::Shown,
        };
    }

    /// Drops every condition; how actors combine is kept, and whether the possibly dated show.
    pub fn clear(&mut self) {
        self.actors.clear();
        self.issues.clear();
        self.sources.clear();
        self.days = DayRange::default();
        self.verified = Verified::Whatever;
        self.query = Query::default();
    }
}

impl Library {
    /// A filter of all briefings for one of them: who and what is chosen stands for the same there.
    /// What the briefing does not have stays chosen, so that nothing is listed for it.
    pub fn filter_in(&self, filter: &Filter, at: usize) -> Filter {
        let there = |choice: &Choice| {
            let ix = self.find(choice)?;
            let mut same = self.identities().same(ix);
            let own = same.find(|one| self.records().briefing(*one) == Some(at))?;
            self.key(own)
        };
        let all = |choices: &[Choice]| {
            let own = choices
                .iter()
                .map(|one| there(one).unwrap_or_else(|| one.clone()));
            own.collect()
        };
        Filter {
            actors: all(&filter.actors),
            issues: all(&filter.issues),
            sources: all(&filter.sources),
            ..filter.clone()
        }
    }
}

fn toggle(choices: &mut Vec<Choice>, choice: Choice) {
    if let Some(at) = choices.iter().position(|one| *one == choice) {
        choices.remove(at);
    } else {
        choices.push(choice);
    }
}
