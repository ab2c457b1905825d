//! Where in a record something stands.

use crate::model::RecordKind;

use super::super::fields::Field;

/// Where in a record a token stands; the best of several places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) enum Place {
    /// A name or title of it begins so; of an actor, any word of a name.
    Name,
    /// In its names, its title or its words.
    Main,
    /// In the name of somebody it is of.
    Who,
    /// In whatever else is said of it.
    Rest,
}

impl Place {
    pub(super) fn number(self) -> u32 {
        self as u32
    }

    /// The place that the lowest two bits of a number say.
    pub(super) fn of_number(number: u32) -> Self {
        match number & 3 {
            0 => Self::Name,
            1 => Self::Main,
            2 => Self::Who,
            _ => Self::Rest,
        }
    }
}

impl Place {
    /// Where something stands in a record of a kind that stands in one of its fields, at the
    /// beginning of that or not.
    pub(super) fn of(kind: Option<RecordKind>, field: Field, at_beginning: bool) -> Self {
        match field {
            Field::Rest => Self::Rest,
            Field::Main | Field::Name if kind == Some(RecordKind::Actor) => Self::Name,
            Field::Main | Field::Name if at_beginning && is_named(kind) => Self::Name,
            Field::Main | Field::Name => Self::Main,
        }
    }
}

/// Whether records of a kind are called something, rather than made of words.
pub(in super::super) fn is_named(kind: Option<RecordKind>) -> bool {
    !matches!(
        kind,
        None | Some(RecordKind::Quote | RecordKind::Position | RecordKind::Point)
    )
}
