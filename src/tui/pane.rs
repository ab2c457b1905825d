//! The parts of the screen that can have the focus.

use crate::model::RecordKind;

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
    /// The detail, or a source's text.
    Reading,
}

impl Pane {
    /// Every pane in the order of Tab.
    pub const ALL: [Self; 5] = [
        Self::Actors,
        Self::Issues,
        Self::Quotes,
        Self::Events,
        Self::Reading,
    ];

    /// The panes that are lists of records.
    pub const LISTS: [Self; 4] = [Self::Actors, Self::Issues, Self::Quotes, Self::Events];

    /// The kind of record that a list pane lists.
    pub const fn kind(self) -> Option<RecordKind> {
        match self {
            Self::Actors => Some(RecordKind::Actor),
            Self::Issues => Some(RecordKind::Issue),
            Self::Quotes => Some(RecordKind::Quote),
            Self::Events => Some(RecordKind::Event),
            Self::Reading => None,
        }
    }

    /// The list pane of a kind of record, where there is one.
    pub fn of_kind(kind: RecordKind) -> Option<Self> {
        Self::LISTS
            .into_iter()
            .find(|pane| pane.kind() == Some(kind))
    }

    /// The pane's title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Actors => "Actors",
            Self::Issues => "Issues",
            Self::Quotes => "Quotes",
            Self::Events => "Events",
            Self::Reading => "Detail",
        }
    }

    /// The digit that goes to it; the detail has none.
    pub const fn digit(self) -> Option<char> {
        match self {
            Self::Actors => Some('1'),
            Self::Issues => Some('2'),
            Self::Quotes => Some('3'),
            Self::Events => Some('4'),
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
