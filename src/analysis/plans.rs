//! Versions of one plan beside each other: what became of each point, and who objected to it.
//!
//! A plan is the proposals that supersede each other. Of its points a version says itself which
//! earlier ones it replaces; only where a version says so of no point at all are its points laid to
//! those of the version before by their text, and only where that is the same. What reads alike and
//! is not said to be the same is never taken for it: it was dropped there and added here.
//!
//! Of most plans not all points are given. That a point was added, or dropped, is certain only
//! where all points of the other version are.

mod links;
mod voices;
mod weave;
mod wording;

use crate::model::date::Certainty;
use crate::model::{Briefing, Point, Proposal};

use links::{Links, chains};
use weave::Weave;

pub use voices::{Voice, VoiceKind, voices};
pub use wording::{Change, Run, difference};

/// Where a point stands: the row of its proposal, and its own among the points of that.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The proposal's row.
    pub proposal: usize,
    /// The point's row in it.
    pub point: usize,
}

/// The versions of one plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The rows of the proposals; what is superseded stands before what supersedes it.
    pub versions: Vec<usize>,
    /// Points and what became of them, each row with as many cells as there are versions.
    pub rows: Vec<Vec<Cell>>,
}

/// What a version has of what a row is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing is to be told.
    #[default]
    Nothing,
    /// A point.
    Point(Fate),
    /// No point, where an earlier version has one.
    Without {
        /// The last point of the row.
        earlier: Place,
        /// What is known of it in this version.
        why: Why,
    },
}

/// Why a version has no point where an earlier one has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// No later version of the plan has it. That is only possibly so where not all points of this
    /// version are given.
    Dropped(Certainty),
    /// It is not among the points of this version, and a later one has it again.
    Passed,
    /// It went into points that stand in other rows.
    Into(Vec<Place>),
    /// None of the points of this version is given.
    NotGiven,
}

/// What became of points in a version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// It says the same.
    Kept,
    /// It says something else.
    Reworded,
    /// It has another number.
    Moved,
    /// It takes the place of several.
    Merged,
    /// It is one of several in one version that take the place of one.
    Split,
    /// It is in no later version.
    Dropped,
    /// Nothing is said to have stood there before.
    Added,
    /// It has bracketed variants.
    Bracketed,
}

impl Mark {
    /// Every mark.
    pub const ALL: [Self; 8] = [
        Self::Kept,
        Self::Reworded,
        Self::Moved,
        Self::Merged,
        Self::Split,
        Self::Dropped,
        Self::Added,
        Self::Bracketed,
    ];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kept => "kept",
            Self::Reworded => "reworded",
            Self::Moved => "moved",
            Self::Merged => "merged",
            Self::Split => "split",
            Self::Dropped => "dropped",
            Self::Added => "added",
            Self::Bracketed => "bracketed",
        }
    }
}

/// What became of a point on its way into a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fate {
    /// The point.
    pub at: Place,
    /// The points that it takes the place of, in this plan or another.
    pub from: Vec<Place>,
    /// Of these, the one that it is compared with.
    pub before: Option<Place>,
    /// What is said of it.
    pub marks: Vec<Mark>,
    /// How sure it is that it was added, where it was.
    pub added: Certainty,
    /// Whether what it takes the place of is said by the briefing, or follows from equal texts.
    pub known: Known,
}

/// How it is known what a point takes the place of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// The briefing says so.
    Said,
    /// The texts are the same, and the briefing says nothing of any point of the version.
    Alike,
}

/// How many points of a version are given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// None; how many there are may be known.
    None(Option<u32>),
    /// Some, of so many.
    Some(usize, u32),
    /// Some; how many there are is not known.
    AtLeast(usize),
    /// All.
    All(usize),
}

/// How many points of a proposal are given.
pub fn given(proposal: &Proposal) -> Given {
    let known = proposal.points.len();
    match proposal.size {
        size if known == 0 => Given::None(size),
        None => Given::AtLeast(known),
        Some(size) if (known as u64) < u64::from(size) => Given::Some(known, size),
        Some(_) => Given::All(known),
    }
}

/// The point at a place, with its proposal.
pub fn point(briefing: &Briefing, at: Place) -> Option<(&Proposal, &Point)> {
    let proposal = briefing.proposals.get(at.proposal)?;
    Some((proposal, proposal.points.get(at.point)?))
}

/// The plans of a briefing, in the order of the file.
pub fn plans(briefing: &Briefing) -> Vec<Plan> {
    let links = Links::of(briefing);
    let chains = chains(briefing, &links.earlier);
    let plans = chains.into_iter().map(|versions| {
        let weave = Weave::new(briefing, &links, &versions);
        Plan {
            rows: weave.rows(),
            versions,
        }
    });
    plans.collect()
}

#[cfg(test)]
mod tests;
