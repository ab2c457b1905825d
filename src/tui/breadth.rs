//! Whose records the lists show: those of one briefing, or of all.

use std::sync::Arc;

use crate::library::{Choice, RecordIx, RecordKey, Scope};

use super::pane::Pane;
use super::state::State;

/// Whose records the lists show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Breadth {
    /// Those of the open briefing.
    #[default]
    One,
    /// Those of all briefings. The open one is that of the record that is looked at.
    All,
}

impl State {
    /// Which briefings the lists show.
    pub fn scope(&self) -> Scope {
        match self.breadth {
            Breadth::One => Scope::One(self.current),
            Breadth::All => Scope::All,
        }
    }

    /// What the filter and the place are kept under that belong to what the lists show: the file,
    /// or no name where they show all.
    pub(super) fn shelf_mark(&self) -> Option<Arc<str>> {
        match self.breadth {
            Breadth::One => {
                let entry = self.library.entry(self.current)?;
                Some(Arc::clone(&entry.file))
            }
            Breadth::All => Some(Arc::from("")),
        }
    }

    /// The record whose row in the lists is that of another: where they show all briefings, an
    /// actor, an issue or a source has one row.
    pub fn row_of(&self, ix: RecordIx) -> RecordIx {
        match self.breadth {
            Breadth::One => ix,
            Breadth::All => self.library.identities().head(ix),
        }
    }

    /// What is filtered by where a record is ticked.
    pub(super) fn choice(&self, ix: RecordIx) -> Option<Choice> {
        self.library.key(self.row_of(ix))
    }

    /// Whether an actor, issue or source is among what is filtered by.
    pub fn is_chosen(&self, choices: &[Choice], ix: RecordIx) -> bool {
        let row = self.row_of(ix);
        let mut chosen = choices.iter().filter_map(|key| self.library.find(key));
        chosen.any(|one| self.row_of(one) == row)
    }

    /// The key of the record that is looked at, in the list that had the focus last.
    fn looked_at_record(&self) -> Option<RecordKey> {
        let shown = || {
            let entry = self.library.entry(self.current)?;
            Some(RecordKey {
                file: Arc::clone(&entry.file),
                id: self.subject_record()?,
            })
        };
        let selected = || self.library.key(self.selected(self.list)?);
        if self.focus == Pane::Reading {
            shown().or_else(selected)
        } else {
            selected()
        }
    }

    /// Selects a record's row in its list, where the list has it; says whether it does.
    pub(super) fn select_row(&mut self, ix: RecordIx) -> bool {
        let kind = self.library.records().kind(ix);
        let Some(pane) = kind.and_then(Pane::of_kind) else {
            return false;
        };
        let at = self.rows(pane).position(self.row_of(ix));
        if let (Some(at), Some(list)) = (at, self.list_mut(pane)) {
            list.at = at;
            self.list = pane;
        }
        at.is_some()
    }
}

/// Shows the records of all briefings, or again those of the open one alone. What is looked at stays
/// so, where it is listed.
pub(super) fn toggle(state: &mut State) {
    let readable = |state: &State| {
        let entries = state.library.entries().iter();
        entries.filter(|entry| entry.is_readable()).count()
    };
    let to = match state.breadth {
        Breadth::One if readable(state) < 2 => {
            state.message = Some("there are no other briefings".to_owned());
            return;
        }
        Breadth::One => Breadth::All,
        Breadth::All => Breadth::One,
    };
    let this = state.looked_at_record();
    let (focus, subject) = (state.focus, state.reading.subject.clone());
    let follows = state.reading.follows;
    state.jump();
    state.turn(to, state.current);
    let mark = state.shelf_mark();
    let place = mark.and_then(|mark| state.places.get(&mark));
    let place = place.map(|place| (place.lists.clone(), place.front));
    let list = state.list;
    (state.lists, state.front) = place.unwrap_or_default();
    state.list = list;
    state.find = None;
    state.settled.selection = None;
    state.settle_lists();
    let there = this.as_ref().and_then(|key| state.library.find(key));
    if let Some(ix) = there {
        state.select_row(ix);
    }
    state.focus = focus;
    if focus == Pane::Reading {
        state.reading.subject = subject;
        state.reading.follows = follows;
    } else {
        state.reading.follows = true;
    }
    let words = match to {
        Breadth::One => "the records of this briefing alone",
        Breadth::All => "the records of all briefings",
    };
    state.message = Some(words.to_owned());
}
