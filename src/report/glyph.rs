//! The signs that stand beside words, in two sets: one for most terminals, one in ASCII.

use crate::library::Standing;
use crate::model::{
    ActorKind, EventStatus, IssueStatus, OptionStatus, ProposalStatus, Source, SourceKind, Stance,
    TextKind, Verdict,
};

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

    /// How far a proposal has come.
    pub const fn proposal_status(self, status: ProposalStatus) -> &'static str {
        match status {
            ProposalStatus::Draft => self.pick("○", "o"),
            ProposalStatus::Tabled => self.pick("◐", "/"),
            ProposalStatus::Rejected => self.pick("×", "x"),
            ProposalStatus::Accepted => self.pick("●", "*"),
            ProposalStatus::Superseded => self.pick("◌", "."),
        }
    }

    /// Whether an option is still to be had.
    pub const fn option_status(self, status: OptionStatus) -> &'static str {
        match status {
            OptionStatus::Available => self.pick("○", "o"),
            OptionStatus::InUse => self.pick("●", "*"),
            OptionStatus::Exhausted => self.pick("×", "x"),
        }
    }

    /// What sort of source.
    pub const fn source_kind(self, kind: SourceKind) -> &'static str {
        match kind {
            SourceKind::Article => self.pick("¶", "a"),
            SourceKind::Post => self.pick("@", "@"),
            SourceKind::Statement => self.pick("▷", "s"),
            SourceKind::Document => self.pick("§", "d"),
            SourceKind::Transcript => self.pick("≡", "t"),
            SourceKind::Dataset => self.pick("#", "#"),
            SourceKind::Interview => self.pick("⇄", "i"),
        }
    }

    /// What is stored of a source, where that is less than its own words.
    pub const fn stored(self, source: &Source) -> &'static str {
        match (&source.stored, source.text_kind) {
            (None, _) => self.pick("○", "o"),
            (Some(_), TextKind::Account) => self.pick("✎", "a"),
            (Some(_), TextKind::Full | TextKind::Excerpt) => " ",
        }
    }

    /// Words that were found as they are quoted: in the source, or in an account of it.
    pub const fn verified(self, in_account: bool) -> &'static str {
        let verdict = Verdict::Verbatim;
        self.standing(if in_account {
            Standing::InAccount(verdict)
        } else {
            Standing::InSource(verdict)
        })
    }

    /// A figure that somebody else gives otherwise.
    pub const fn contested(self) -> &'static str {
        self.pick("≠", "!")
    }

    /// A point with bracketed variants.
    pub const fn bracketed(self) -> &'static str {
        self.pick("⟦⟧", "[]")
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
