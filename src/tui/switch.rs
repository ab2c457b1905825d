//! From one briefing to another: each keeps its own filter and its own place.

use std::sync::Arc;

use super::breadth::Breadth;
use super::pane::{Pane, Step};
use super::state::{State, Subject};

/// Opens the next or previous briefing of the library.
pub(super) fn neighbour_briefing(state: &mut State, step: Step) {
    let to = match step {
        Step::Forward => state.current.checked_add(1),
        Step::Back => state.current.checked_sub(1),
    };
    let to = to.filter(|to| *to < state.library.entries().len());
    match to {
        Some(to) => open_briefing(state, to),
        None => state.message = Some("no more briefings that way".to_owned()),
    }
}

/// Opens a briefing by its place in the library's order.
pub(super) fn open_briefing(state: &mut State, to: usize) {
    if to != state.current || state.breadth == Breadth::All {
        state.jump();
        go_to_briefing(state, to);
    }
}

/// The same, where a way back was remembered.
pub(super) fn go_to_briefing(state: &mut State, to: usize) {
    if to == state.current && state.breadth == Breadth::One {
        return;
    }
    state.find = None;
    let file = state.library.entry(to).map(|entry| &entry.file);
    let place = file.and_then(|file| state.places.get(file)).cloned();
    state.turn(Breadth::One, to);
    if let Some(place) = place {
        state.restore(place);
        return;
    }
    state.lists = Default::default();
    state.front = super::layout::Front::default();
    state.focus = Pane::Actors;
    state.list = Pane::Actors;
    state.zoomed = false;
    state.show(Subject::Overview);
    state.reading.follows = false;
    state.reading.top = 0;
    super::resume::enter(state);
}

impl State {
    /// Makes another briefing the open one, and the lists show its records, or all. Each briefing
    /// keeps its own filter: actors of one mean nothing in another; and its own place, to come back
    /// to. So do all together.
    pub(super) fn turn(&mut self, breadth: Breadth, to: usize) {
        if (self.breadth, breadth) == (Breadth::All, Breadth::All) {
            self.current = to;
            return;
        }
        if self.breadth == breadth && to == self.current {
            return;
        }
        self.leaving.extend(super::resume::leaving(self));
        let from = self.shelf_mark();
        if let Some((from, place)) = from.clone().zip(self.mark()) {
            self.places.insert(from, place);
        }
        self.breadth = breadth;
        self.current = to;
        self.take_filter(from);
    }

    /// Takes the filter of what the lists show now, and keeps the one of what they did.
    pub(super) fn take_filter(&mut self, from: Option<Arc<str>>) {
        let into = self.shelf_mark();
        let filter = into.and_then(|into| self.filters.remove(&into));
        let left = std::mem::replace(&mut self.filter, filter.unwrap_or_default());
        if let Some(from) = from {
            self.filters.insert(from, left);
        }
    }
}
