//! What lies over the panes: the keys, the faults, lists to choose from.

use super::action::Effect;
use super::chooser;
use super::command::CommandId;
use super::motion;
use super::state::{Overlay, State};
use super::views;

/// Moves in the overlay, or opens what is selected.
pub(super) fn apply(state: &mut State, command: CommandId) -> Vec<Effect> {
    let page = usize::from(views::overlay_area(state).height);
    match (&mut state.overlay, command) {
        (Some(Overlay::Chooser(_)), CommandId::Open) => return chooser::choose(state),
        (Some(Overlay::Search(_)), CommandId::Open) => return super::search::choose(state),
        (Some(Overlay::Search(_)), command) if motion::is_one(command) => {
            super::search::go(state, command);
        }
        (Some(Overlay::Chooser(_)), command) if motion::is_one(command) => {
            return chooser::go(state, command);
        }
        (Some(Overlay::Faults(faults)), CommandId::Open | CommandId::EditFault) => {
            let effect = faults.edit();
            return super::take::told(state, effect);
        }
        (Some(Overlay::Faults(faults)), CommandId::Explain) => {
            faults.explained = !faults.explained;
        }
        (Some(Overlay::Faults(faults)), _) => faults.go(command, page),
        (Some(Overlay::Help(_)), CommandId::Open) => {
            super::update::put_away_help(state);
        }
        (Some(Overlay::Help(help)), _) => {
            help.top = motion::moved(help.top, command, page, usize::MAX);
        }
        (Some(Overlay::Chooser(_) | Overlay::Search(_)) | None, _) => {}
    }
    Vec::new()
}
