//! What lies over the panes: the keys, the list of briefings, the faults.

use super::command::CommandId;
use super::motion;
use super::state::{Overlay, State};
use super::views;

/// Moves in the overlay, or opens the selected briefing.
pub(super) fn apply(state: &mut State, command: CommandId) {
    let page = usize::from(views::overlay_area(state).height);
    let entries = state.library.entries().len();
    match (&mut state.overlay, command) {
        (Some(Overlay::Briefings(at)), CommandId::Open) => {
            let to = *at;
            state.overlay = None;
            super::update::open_briefing(state, to);
        }
        (Some(Overlay::Briefings(at)), _) => *at = motion::moved(*at, command, page, entries),
        (Some(Overlay::Help(_) | Overlay::Faults(..)), CommandId::Open) => state.overlay = None,
        (Some(Overlay::Help(top) | Overlay::Faults(_, top)), _) => {
            *top = motion::moved(*top, command, page, usize::MAX);
        }
        (None, _) => {}
    }
}
