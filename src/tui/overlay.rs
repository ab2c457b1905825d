//! What lies over the panes: the keys, the list of briefings, the faults.

use crate::text::wrap::wrap;

use super::action::Effect;
use super::chooser;
use super::command::CommandId;
use super::motion;
use super::state::{Overlay, State};
use super::views;

/// Moves in the overlay, or opens what is selected.
pub(super) fn apply(state: &mut State, command: CommandId) -> Vec<Effect> {
    let page = usize::from(views::overlay_area(state).height);
    let entries = state.library.entries().len();
    match (&mut state.overlay, command) {
        (Some(Overlay::Chooser(_)), CommandId::Open) => return chooser::choose(state),
        (Some(Overlay::Chooser(_)), command) if motion::is_one(command) => {
            return chooser::go(state, command);
        }
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
        (Some(Overlay::Chooser(_)) | None, _) => {}
    }
    Vec::new()
}

/// Lines of a report, wrapped under where their text begins.
pub(super) fn wrapped(lines: &[String], width: usize) -> Vec<String> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let lead = line.len() - line.trim_start_matches([' ', '|', '=']).len();
        let room = width.saturating_sub(lead).max(1);
        for (n, range) in wrap(line, width.max(1), room).into_iter().enumerate() {
            let text = line.get(range).unwrap_or_default();
            out.push(match n {
                0 => text.to_owned(),
                _ => format!("{:lead$}{text}", ""),
            });
        }
    }
    out
}
