//! The signs that stand beside words, in two sets: one for most terminals, one in ASCII.

use crate::library::Standing;
use crate::model::{ActorKind, EventStatus, IssueStatus, Stance, Verdict};

/// Which signs a terminal can show. Every sign is one cell wide in either set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum GlyphSet {
    /// Geometric shapes and arrows.
    #[default]
    Unicode,
    /// For the Linux console, and where widths are ambiguous.
    Ascii,
}

impl GlyphSet {
    const fn pick(self, unicode: &'static str, ascii: &'static str) -> &'static str {
        match self {
            Self::Unicode => unicode,
            Self::Ascii => ascii,
        }
    }

    /// A stance.
    pub const fn stance(self, stance: Stance) -> &'static str {
        match stance {
            Stance::Support => self.pick("▲", "+"),
            Stance::Oppose => self.pick("▼", "-"),
            Stance::Conditional => self.pick("◆", "/"),
            Stance::Ambiguous => self.pick("≈", "~"),
            Stance::Neutral => self.pick("○", "o"),
            Stance::Unknown => self.pick("?", "?"),
        }
    }

    /// What is known of a quotation's words. An account of our own has a sign of its own.
    pub const fn standing(self, standing: Standing) -> &'static str {
        match standing {
            Standing::Pending => self.pick("…", "."),
            Standing::NotAsked => self.pick("–", " "),
            Standing::InAccount(verdict) if verdict.is_verified() => self.pick("✎", "a"),
            Standing::InSource(verdict) | Standing::InAccount(verdict) => self.verdict(verdict),
        }
    }

    const fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Verbatim | Verdict::Typographic => self.pick("✓", "v"),
            Verdict::Interrupted | Verdict::Elided => self.pick("✓", "v"),
            Verdict::Altered => self.pick("≠", "!"),
            Verdict::Ambiguous => self.pick("?", "?"),
            Verdict::Missing => self.pick("✗", "x"),
            Verdict::Unchecked => self.pick("○", "o"),
        }
    }

    /// How sure an event is.
    pub const fn event_status(self, status: EventStatus) -> &'static str {
        match status {
            EventStatus::Confirmed => self.pick("●", "*"),
            EventStatus::Reported => self.pick("◐", "r"),
            EventStatus::Disputed => self.pick("≠", "!"),
            EventStatus::Scheduled => self.pick("◇", ">"),
            EventStatus::Cancelled => self.pick("×", "x"),
        }
    }

    /// Where an issue stands.
    pub const fn issue_status(self, status: IssueStatus) -> &'static str {
        match status {
            IssueStatus::Open => self.pick("○", "o"),
            IssueStatus::Narrowed => self.pick("◐", "/"),
            IssueStatus::Agreed => self.pick("●", "*"),
            IssueStatus::Stalled => self.pick("■", "#"),
            IssueStatus::Dropped => self.pick("×", "x"),
        }
    }

    /// What sort of actor.
    pub const fn actor_kind(self, kind: ActorKind) -> &'static str {
        match kind {
            ActorKind::Person => self.pick("·", "."),
            ActorKind::State => self.pick("■", "#"),
            ActorKind::Organisation => self.pick("□", "="),
            ActorKind::Group => self.pick("∴", ":"),
            ActorKind::Anonymous => self.pick("?", "?"),
        }
    }

    /// Something chosen to filter by.
    pub const fn ticked(self) -> &'static str {
        self.pick("●", "*")
    }

    /// The mark of the selected row.
    pub const fn bar(self) -> &'static str {
        self.pick("▌", ">")
    }

    /// Between parts of one line.
    pub const fn dot(self) -> &'static str {
        self.pick("·", "-")
    }

    /// Before something that leads on.
    pub const fn arrow(self) -> &'static str {
        self.pick("→", ">")
    }
}
