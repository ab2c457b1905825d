//! Typed identifiers: a slug says which record, its type says which table.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

/// An identifier as it is written in a briefing file: ASCII letters, digits, `-`, `_` and `.`,
/// beginning with a letter or digit. A position's default identifier, `issue/actor`, is the only
/// one with a slash. All records of one file share one namespace.
///
/// Cloning is cheap: the text is shared.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Slug(Arc<str>);

impl Slug {
    /// The longest identifier, in bytes.
    pub const MAX_LEN: usize = 120;

    /// Reads an identifier.
    ///
    /// # Errors
    /// `None` where the text is empty, longer than [`Slug::MAX_LEN`], begins with a mark, or has a
    /// character that an identifier cannot have.
    pub fn new(text: &str) -> Option<Self> {
        let first = text.chars().next()?;
        let fits = text.len() <= Self::MAX_LEN
            && first.is_ascii_alphanumeric()
            && text
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'));
        fits.then(|| Self(text.into()))
    }

    /// The default identifier of a position: the issue's, a slash, the actor's.
    pub fn of_position(issue: &IssueId, actor: &ActorId) -> Self {
        Self(format!("{issue}/{actor}").into())
    }

    /// An identifier that was read before, and was one.
    pub(crate) fn known(text: &str) -> Self {
        Self(text.into())
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Something by identifier. Its hashes are quick and differ from run to run, so that nobody can
/// choose identifiers that meet.
pub type BySlug<T> = HashMap<Slug, T, foldhash::fast::RandomState>;

impl fmt::Debug for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, f)
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::borrow::Borrow<str> for Slug {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A table of the briefing file, and so the kind of record that an identifier names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    /// `[[actors]]`
    Actor,
    /// `[[issues]]`
    Issue,
    /// `[[positions]]`
    Position,
    /// `[[quotes]]`
    Quote,
    /// `[[events]]`
    Event,
    /// `[[proposals]]`
    Proposal,
    /// `[[proposals.points]]`
    Point,
    /// `[[figures]]`
    Figure,
    /// `[[options]]`
    Option,
    /// `[[sources]]`
    Source,
}

impl RecordKind {
    /// Every kind, in the order of the file's tables.
    pub const ALL: [Self; 10] = [
        Self::Actor,
        Self::Issue,
        Self::Position,
        Self::Quote,
        Self::Event,
        Self::Proposal,
        Self::Point,
        Self::Figure,
        Self::Option,
        Self::Source,
    ];

    /// The word for one record of this kind.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Actor => "actor",
            Self::Issue => "issue",
            Self::Position => "position",
            Self::Quote => "quote",
            Self::Event => "event",
            Self::Proposal => "proposal",
            Self::Point => "point",
            Self::Figure => "figure",
            Self::Option => "option",
            Self::Source => "source",
        }
    }

    /// The name of the table in the file, which is also the word for several records.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Actor => "actors",
            Self::Issue => "issues",
            Self::Position => "positions",
            Self::Quote => "quotes",
            Self::Event => "events",
            Self::Proposal => "proposals",
            Self::Point => "points",
            Self::Figure => "figures",
            Self::Option => "options",
            Self::Source => "sources",
        }
    }
}

macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident => $kind:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub Slug);

        impl $name {
            /// The kind of record that this identifier names.
            pub const KIND: RecordKind = RecordKind::$kind;

            /// The identifier as text.
            pub fn as_str(&self) -> &str {
                self.0.as_str()
            }

            /// The identifier with its kind as a value.
            pub fn record(&self) -> RecordId {
                RecordId { kind: Self::KIND, slug: self.0.clone() }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl From<Slug> for $name {
            fn from(slug: Slug) -> Self {
                Self(slug)
            }
        }
    )*};
}

typed_ids! {
    /// Names an actor.
    ActorId => Actor;
    /// Names an issue.
    IssueId => Issue;
    /// Names a position.
    PositionId => Position;
    /// Names a quotation.
    QuoteId => Quote;
    /// Names an event.
    EventId => Event;
    /// Names a proposal.
    ProposalId => Proposal;
    /// Names a point of a proposal.
    PointId => Point;
    /// Names a figure.
    FigureId => Figure;
    /// Names an option.
    OptionId => Option;
    /// Names a source.
    SourceId => Source;
}

/// Any record of one briefing: its identifier, and the kind of record found behind it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct RecordId {
    /// Which table the record stands in.
    pub kind: RecordKind,
    /// Its identifier.
    pub slug: Slug,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slug_is_ascii_letters_digits_and_three_marks() {
        for good in ["a", "q-1", "plan-28.3", "A_b", "28-points"] {
            assert_eq!(
                Slug::new(good).map(|s| s.to_string()),
                Some(good.to_owned())
            );
        }
        for bad in [
            "",
            "-a",
            ".a",
            "a b",
            "é",
            "a/b",
            "a\u{200b}",
            &"x".repeat(121),
        ] {
            assert_eq!(Slug::new(bad), None, "{bad:?}");
        }
    }
}
