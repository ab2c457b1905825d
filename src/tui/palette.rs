//! The command palette: every command by name, and running one where the palette was opened.

use super::action::{Action, Effect};
use super::chooser::{self, Choice, Purpose, Row, Standing};
use super::command::{COMMANDS, Command, CommandId, Group};
use super::keymap::Context;
use super::state::State;

/// How many commands are remembered as chosen lately.
const REMEMBERED: usize = 8;

/// Opens the palette: what was chosen lately first, then what can be done here, then the rest.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let context = Context::of(state);
    let here = |command: &Command| {
        if context.covers(command.place) {
            Standing::Open
        } else {
            Standing::Elsewhere
        }
    };
    let others = COMMANDS
        .iter()
        .filter(|command| command.id != CommandId::Palette);
    let mut commands: Vec<_> = others.map(|command| (here(command), command)).collect();
    let lately = |command: &Command| {
        let at = state.recent.iter().position(|one| *one == command.id);
        at.unwrap_or(REMEMBERED)
    };
    // Nobody looks up how to go down a row.
    let plain = |command: &Command| command.group == Group::Moving;
    commands.sort_by_key(|(standing, command)| (*standing, lately(command), plain(command)));
    let row = |(standing, command): (Standing, &Command)| {
        let about = match standing {
            Standing::Open => command.about.to_owned(),
            Standing::Elsewhere => format!("{} ({})", command.about, command.place.words()),
        };
        Row::new(command.name, Choice::Command(command.id))
            .note(&state.keymap.label(command.id))
            .detail(&about)
            .standing(standing)
    };
    let rows = commands.into_iter().map(row).collect();
    chooser::open(state, Purpose::Palette, rows)
}

/// Runs a command where the palette was opened, or says where it works.
pub(super) fn run(state: &mut State, command: CommandId) -> Vec<Effect> {
    state.recent.retain(|one| *one != command);
    state.recent.insert(0, command);
    state.recent.truncate(REMEMBERED);
    let Some(row) = command.row() else {
        return Vec::new();
    };
    if Context::of(state).covers(row.place) {
        return super::update::update(state, Action::Command(command));
    }
    state.message = Some(format!("{} works {}", row.name, row.place.words()));
    Vec::new()
}
