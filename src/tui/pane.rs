//! The parts of the screen that can have the focus.

use crate::library::Roll;
use crate::model::RecordKind;

use super::command::CommandId;

/// A part of the screen that can have the focus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pane {
    /// Who is involved.
    #[default]
    Actors,
    /// What they disagree about.
    Issues,
    /// What each said.
    Quotes,
    /// What happened when.
    Events,
    /// Where it all comes from.
    Sources,
    /// Proposals with their points, figures, options.
    Plans,
    /// The detail, or a source's text.
    Reading,
}

impl Pane {
    /// Every pane in the order of Tab.
    pub const ALL: [Self; 7] = [
        Self::Actors,
        Self::Issues,
        Self::Quotes,
        Self::Events,
        Self::Sources,
        Self::Plans,
        Self::Reading,
    ];

    /// The panes that are lists of records.
    pub const LISTS: [Self; 6] = [
        Self::Actors,
        Self::Issues,
        Self::Quotes,
        Self::Events,
        Self::Sources,
        Self::Plans,
    ];

    /// What a list pane lists; the detail is no list.
    pub const fn roll(self) -> Option<Roll> {
        match self {
            Self::Actors => Some(Roll::Actors),
            Self::Issues => Some(Roll::Issues),
            Self::Quotes => Some(Roll::Quotes),
            Self::Events => Some(Roll::Events),
            Self::Sources => Some(Roll::Sources),
            Self::Plans => Some(Roll::Plans),
            Self::Reading => None,
        }
    }

    /// The kinds of record that a list pane lists.
    pub fn kinds(self) -> &'static [RecordKind] {
        self.roll().map_or(&[], Roll::kinds)
    }

    /// The list pane of a kind of record, where there is one.
    pub fn of_kind(kind: RecordKind) -> Option<Self> {
        Self::LISTS
            .into_iter()
            .find(|pane| pane.kinds().contains(&kind))
    }

    /// The pane's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Actors => "Actors",
            Self::Issues => "Issues",
            Self::Quotes => "Quotes",
            Self::Events => "Events",
            Self::Sources => "Sources",
            Self::Plans => "Plans",
            Self::Reading => "Detail",
        }
    }

    /// Its name: stable, that of its command where there is one.
    pub fn name(self) -> &'static str {
        let row = self.command().and_then(CommandId::row);
        row.map_or("detail", |row| row.name)
    }

    /// The pane of a name.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|pane| pane.name() == name)
    }

    /// The command that goes to it; the detail has none.
    pub const fn command(self) -> Option<CommandId> {
        match self {
            Self::Actors => Some(CommandId::Actors),
            Self::Issues => Some(CommandId::Issues),
            Self::Quotes => Some(CommandId::Quotes),
            Self::Events => Some(CommandId::Events),
            Self::Sources => Some(CommandId::Sources),
            Self::Plans => Some(CommandId::Plans),
            Self::Reading => None,
        }
    }

    /// The pane's place in [`Pane::ALL`].
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The next pane of the cycle, or the one before.
    #[must_use]
    pub fn neighbour(self, step: Step) -> Self {
        let count = Self::ALL.len();
        let at = match step {
            Step::Forward => (self.index() + 1) % count,
            Step::Back => (self.index() + count - 1) % count,
        };
        Self::ALL.get(at).copied().unwrap_or(self)
    }
}

/// One way or the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// On.
    Forward,
    /// Back.
    Back,
}
