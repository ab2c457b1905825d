//! Of how much a view is made: what can be made while a key waits for it, what takes longer, and what
//! is too much.

use crate::library::Selection;
use crate::model::RecordKind;
use crate::report::count;
use crate::report::glyph::GlyphSet;

use super::{Ground, View};

/// Of so many records a view is made while a key waits for it: a few hundredths of a second.
const AT_ONCE: usize = 20_000;

/// Of so many records a view is made at most: a million takes a second or two, and some hundred
/// megabytes while it is open.
const MOST: usize = 1_000_000;

impl View {
    /// The records that it is made of.
    pub(super) const fn kinds(self) -> &'static [RecordKind] {
        match self {
            Self::Matrix | Self::Agreement => &[RecordKind::Position],
            Self::Timeline => &[RecordKind::Quote, RecordKind::Event],
            Self::Provenance => &[
                RecordKind::Quote,
                RecordKind::Event,
                RecordKind::Position,
                RecordKind::Figure,
            ],
            Self::Figures => &[RecordKind::Figure],
            Self::Options => &[RecordKind::Option, RecordKind::Position],
            Self::Proposals => &[RecordKind::Proposal, RecordKind::Point],
        }
    }

    /// How many of the listed records it is made of.
    fn extent(self, selection: &Selection) -> usize {
        let kinds = self.kinds().iter();
        kinds.map(|kind| selection.rows(*kind).len()).sum()
    }

    /// Whether it is made while a key waits for it; else that is left to another thread.
    pub fn is_made_at_once(self, ground: &Ground<'_>) -> bool {
        self.extent(ground.selection) <= AT_ONCE && ground.to_read(self).is_empty()
    }

    /// What to say where more is listed than it is made of. For views that read briefings not all
    /// need to be read: they say so themselves.
    pub fn too_much(self, selection: &Selection) -> Option<String> {
        too_many(self.extent(selection)).filter(|_| !self.reads_briefings())
    }

    /// What to say while it is being made.
    pub fn being_made(self, selection: &Selection, glyphs: GlyphSet) -> String {
        let more = glyphs.ellipsis();
        let (name, things) = match self {
            Self::Matrix => ("matrix of", "positions"),
            Self::Agreement => ("agreement in", "positions"),
            Self::Timeline => ("timeline of", "events and quotes"),
            Self::Figures => ("comparison of", "figures"),
            Self::Options => ("view of", "options and positions"),
            Self::Provenance | Self::Proposals => {
                return format!("what the briefings say of it is being read{more}");
            }
        };
        let many = count(self.extent(selection));
        format!("the {name} {many} {things} is being made{more}")
    }
}

fn too_many(listed: usize) -> Option<String> {
    let (many, most) = (count(listed), count(MOST));
    let too_many = format!("{many} records are too many, {most} can be shown: narrow them first");
    (listed > MOST).then_some(too_many)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_too_much_says_how_much_is_not() {
        assert_eq!(too_many(MOST), None);
        assert_eq!(
            too_many(MOST + 1).unwrap(),
            "1,000,001 records are too many, 1,000,000 can be shown: narrow them first"
        );
    }
}
