//! The answers to the terms of a query, and what they come to together.

use std::borrow::Cow;
use std::sync::Arc;

use super::super::bits::Bits;
use super::super::select::Dated;

/// The records that meet what a filter asks: those that certainly do, and all that may.
#[derive(Clone, Debug)]
pub(in super::super) struct Met {
    pub(super) sure: Bits,
    pub(super) maybe: Bits,
}

impl From<Dated> for Met {
    fn from(dated: Dated) -> Self {
        let Dated { sure, maybe, .. } = dated;
        Self { sure, maybe }
    }
}

/// An expression with its answers.
pub(super) enum Answered {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Term(Sort, Arc<Met>),
}

/// What sort of question a term is, and so which records it speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Sort {
    /// Words, or a tag.
    Text,
    Actor,
    Issue,
    Kind,
    Stance,
    Source,
    /// What actors and issues do not have: dates, verdicts.
    Other,
}

/// Which records are asked, for what.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Asking {
    /// Those that hold what happened and was said: every term speaks of them.
    Records,
    /// Issues, to be listed beside them.
    IssuesBeside,
    /// Issues for themselves.
    Issues,
    /// Actors for themselves.
    Actors,
    /// Sources, to be listed beside them.
    SourcesBeside,
}

impl Asking {
    /// Whether a term speaks of what is asked. Where none does, nothing is left out.
    fn concerns(self, sort: Sort) -> bool {
        match self {
            Self::Records => true,
            Self::IssuesBeside => {
                matches!(sort, Sort::Text | Sort::Actor | Sort::Stance | Sort::Source)
            }
            Self::Issues => sort != Sort::Other,
            Self::Actors => matches!(sort, Sort::Text | Sort::Actor | Sort::Kind),
            Self::SourcesBeside => sort != Sort::Source,
        }
    }
}

impl Answered {
    /// The records that meet it; `None` where no term of it speaks of what is asked.
    pub(super) fn met(&self, asking: Asking) -> Option<Cow<'_, Met>> {
        match self {
            Self::Term(sort, met) => asking.concerns(*sort).then_some(Cow::Borrowed(&**met)),
            Self::Not(part) => part.met(asking).map(|met| Cow::Owned(met.not())),
            Self::All(parts) => join(parts, asking, Met::and),
            Self::Any(parts) => join(parts, asking, Met::or),
        }
    }
}

fn join(parts: &[Answered], asking: Asking, both: impl Fn(&mut Met, &Met)) -> Option<Cow<'_, Met>> {
    let mut parts = parts.iter().filter_map(|part| part.met(asking));
    let first = parts.next()?;
    Some(parts.fold(first, |mut all, one| {
        both(all.to_mut(), &one);
        all
    }))
}

impl Met {
    pub(super) fn certain(bits: Bits) -> Self {
        Self {
            sure: bits.clone(),
            maybe: bits,
        }
    }

    pub(super) const fn possibly(&self) -> &Bits {
        &self.maybe
    }

    fn and(&mut self, other: &Self) {
        self.sure.intersect(&other.sure);
        self.maybe.intersect(&other.maybe);
    }

    fn or(&mut self, other: &Self) {
        self.sure.unite(&other.sure);
        self.maybe.unite(&other.maybe);
    }

    /// What may meet it does not certainly fail to.
    fn not(&self) -> Self {
        Self {
            sure: self.maybe.complement(),
            maybe: self.sure.complement(),
        }
    }
}
