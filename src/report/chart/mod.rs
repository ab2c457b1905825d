//! Views of what the records mean: each is made from what the filter lists, laid out for a width,
//! and says of every cell what is behind it.

mod agreement;
mod extent;
mod figures;
mod matrix;
mod options;
mod proposals;
mod provenance;
mod reading;
mod timeline;

use std::ops::RangeInclusive;

use chrono::NaiveDate;

use crate::analysis::stances::Question;
use crate::library::{Library, RecordIx, Scope, Selection, Verdicts};
use crate::model::RecordKind;

use super::counted;
use super::document::{Document, Role, Span};
use super::glyph::GlyphSet;
use super::sheet::{CellKey, Line, Sheet};

/// A view.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum View {
    /// Actors by issues.
    Matrix,
    /// Figures by quantity.
    Figures,
    /// Options by actor.
    Options,
    /// Sources by what rests on them.
    Provenance,
    /// Versions of a plan beside each other.
    Proposals,
    /// Actors by actors.
    Agreement,
    /// Events and quotations by when they were.
    Timeline,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 7] = [
        Self::Matrix,
        Self::Agreement,
        Self::Timeline,
        Self::Proposals,
        Self::Figures,
        Self::Options,
        Self::Provenance,
    ];

    /// A word for it that does not change from one version of the program to the next.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Matrix => "matrix",
            Self::Figures => "figures",
            Self::Options => "options",
            Self::Provenance => "provenance",
            Self::Proposals => "proposals",
            Self::Agreement => "agreement",
            Self::Timeline => "timeline",
        }
    }

    /// The view of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.name() == name)
    }

    /// Its title.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Matrix => "Positions",
            Self::Figures => "Figures",
            Self::Options => "Options",
            Self::Provenance => "Provenance",
            Self::Proposals => "Proposals",
            Self::Agreement => "Agreement",
            Self::Timeline => "Timeline",
        }
    }

    /// The orders that it can have, in words; the first is the usual one.
    pub const fn orders(self) -> &'static [&'static str] {
        match self {
            Self::Matrix => matrix::ORDERS,
            Self::Agreement => agreement::ORDERS,
            Self::Figures => figures::ORDERS,
            Self::Options => options::ORDERS,
            Self::Provenance => provenance::ORDERS,
            Self::Timeline => timeline::ORDERS,
            // Which plan is shown: the chart knows them.
            Self::Proposals => &[],
        }
    }

    /// Whether its cells are of times, so that it can go to a date.
    pub const fn has_times(self) -> bool {
        matches!(self, Self::Timeline)
    }

    /// A word for its next order.
    pub const fn next_order(self) -> &'static str {
        match self {
            Self::Proposals => "plan",
            Self::Timeline => "lanes",
            _ => "sort",
        }
    }

    /// Whether it is as of a day.
    pub const fn has_day(self) -> bool {
        matches!(self, Self::Matrix | Self::Agreement)
    }
}

/// What a view is made from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The briefings.
    pub library: &'a Library,
    /// Which of them.
    pub scope: Scope,
    /// What the filter lists of them.
    pub selection: &'a Selection,
    /// How their words stand.
    pub verdicts: &'a Verdicts,
    /// The signs to use.
    pub glyphs: GlyphSet,
}

impl Ground<'_> {
    /// What is asked of the positions, as of a day.
    pub(super) const fn question(&self, day: Option<chrono::NaiveDate>) -> Question<'_> {
        Question {
            library: self.library,
            scope: self.scope,
            selection: self.selection,
            verdicts: self.verdicts,
            day,
        }
    }

    /// Says that there is nothing to show of some kinds, and where it was looked for.
    fn nothing(&self, none: &str, kinds: &[RecordKind]) -> String {
        let all: usize = kinds.iter().map(|kind| self.selection.total(*kind)).sum();
        match (all, self.scope) {
            (0, Scope::One(_)) => format!("{none} in this briefing"),
            (0, Scope::All) => format!("{none} in any briefing"),
            _ => format!("{none} within the filter"),
        }
    }
}

/// How a view is set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Set {
    /// As of which day; `None` for the last that the briefings describe.
    pub day: Option<NaiveDate>,
    /// Which of its orders.
    pub order: usize,
    /// How much closer than usual it is looked at, or how much less.
    pub zoom: i8,
}

/// A view that was made.
pub trait Chart: std::fmt::Debug + Send + Sync {
    /// It, laid out for a width in cells.
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet;

    /// What is behind a cell.
    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document;

    /// The records behind a cell; the first is the one that a key for "this" means.
    fn records(&self, key: CellKey) -> Vec<RecordIx>;

    /// The days on which something changes, ascending, as days of the common era.
    fn days(&self) -> Vec<i32> {
        Vec::new()
    }

    /// The orders that it can have, in words, where they depend on what it shows.
    fn orders(&self) -> Vec<String> {
        Vec::new()
    }

    /// It as plain text for a width in cells: it, and what only a screen would tell of it.
    fn plain(&self, ground: &Ground<'_>, width: u16) -> String {
        self.sheet(ground, width).plain()
    }

    /// From how far away it can be looked at to how closely.
    fn zooms(&self) -> RangeInclusive<i8> {
        0..=0
    }

    /// How closely it is looked at, in words.
    fn zoomed(&self) -> String {
        String::new()
    }

    /// The first and the last day that a cell is of, as days of the common era.
    fn time(&self, _key: CellKey) -> Option<(i32, i32)> {
        None
    }

    /// The cell of a record; of several, the one in the same line as another.
    fn cell_of(&self, _record: RecordIx, _beside: Option<CellKey>) -> Option<CellKey> {
        None
    }

    /// The cell whose time is nearest to some days; of several, the one in the same line as
    /// another.
    fn cell_at(&self, _days: (i32, i32), _beside: Option<CellKey>) -> Option<CellKey> {
        None
    }
}

/// Makes a view.
pub fn of(view: View, ground: &Ground<'_>, set: Set) -> Box<dyn Chart> {
    match view {
        View::Matrix => Box::new(matrix::Positions::of(ground, set)),
        View::Figures => Box::new(figures::Figures::of(ground, set)),
        View::Options => Box::new(options::Options::of(ground, set)),
        View::Provenance => Box::new(provenance::Provenance::of(ground, set)),
        View::Proposals => Box::new(proposals::Proposals::of(ground, set)),
        View::Agreement => Box::new(agreement::Agreements::of(ground, set)),
        View::Timeline => Box::new(timeline::Times::of(ground, set)),
    }
}

/// Says below a sheet of how many briefings it has nothing, though they have something of it.
fn say_left_out(sheet: &mut Sheet, briefings: usize, width: u16) {
    if briefings == 0 {
        return;
    }
    let briefings = counted(briefings, "more briefing", "more briefings");
    let mut line = Line::default();
    let text = format!("{briefings} left out here: narrow them to see those too");
    line.push((0, width), [Span::new(text, Role::Caution)], None);
    sheet.lines.extend([Line::default(), line]);
}
