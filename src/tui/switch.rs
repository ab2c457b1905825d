//! From one briefing to another: each keeps its own filter and its own place.

use std::sync::Arc;

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
    if to != state.current {
        state.jump();
        go_to_briefing(state, to);
    }
}

/// The same, where a way back was remembered.
pub(super) fn go_to_briefing(state: &mut State, to: usize) {
    if to == state.current {
        return;
    }
    state.find = None;
    let file = state.library.entry(to).map(|entry| &entry.file);
    let place = file.and_then(|file| state.places.get(file)).cloned();
    state.enter(to);
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
    /// Makes another briefing the open one. Each briefing keeps its own filter: actors of one mean
    /// nothing in another; and its own place, to come back to.
    pub(super) fn enter(&mut self, to: usize) {
        if to == self.current {
            return;
        }
        self.leaving.extend(super::resume::leaving(self));
        if let Some(place) = self.mark() {
            self.places.insert(Arc::clone(&place.file), place);
        }
        let from = self.library.entry(self.current);
        let from = from.map(|entry| Arc::clone(&entry.file));
        self.current = to;
        self.take_filter(from);
    }

    /// Takes the filter of the briefing that is open now, and keeps the one of the file that was.
    pub(super) fn take_filter(&mut self, from: Option<Arc<str>>) {
        let into = self.library.entry(self.current);
        let filter = into.and_then(|entry| self.filters.remove(&entry.file));
        let left = std::mem::replace(&mut self.filter, filter.unwrap_or_default());
        if let Some(from) = from {
            self.filters.insert(from, left);
        }
    }
}
