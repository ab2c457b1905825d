//! The command palette: every command by name, and running one where the palette was opened.

use super::action::{Action, Effect};
use super::chooser::{self, Choice, Purpose, Row, Standing};
use super::command::{COMMANDS, Command, CommandId, Group, Place};
use super::keymap::Context;
use super::state::State;

/// How many commands are remembered as chosen lately.
const REMEMBERED: usize = 8;

/// Opens the palette: what was chosen lately first, then what can be done here, then the rest.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let context = Context::of(state);
    let here = |command: &Command| {
        if context.takes(command) {
            Standing::Open
        } else {
            Standing::Elsewhere
        }
    };
    let others = COMMANDS
        .iter()
        .filter(|command| command.id != CommandId::Palette)
        // What works among the faults alone is of use to nobody elsewhere.
        .filter(|command| command.place != Place::Faults || context == Context::Faults);
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
    if Context::of(state).takes(row) {
        let mut effects = vec![Effect::Log(command)];
        effects.extend(super::update::update(state, Action::Command(command)));
        return effects;
    }
    state.message = Some(format!("{} works {}", row.name, row.place.words()));
    Vec::new()
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::report::GlyphSet;
    use crate::tui::keymap::Keymap;
    use crate::tui::pane::Pane;
    use crate::tui::state::Overlay;

    /// The commands of the palette where it is opened, those that can be given here apart.
    fn offered(focus: Pane) -> (Vec<CommandId>, Vec<CommandId>) {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        state.focus = focus;
        open(&mut state);
        let Some(Overlay::Chooser(chooser)) = &state.overlay else {
            panic!("the palette is a list to choose from");
        };
        let rows = chooser.rows.iter();
        let (here, elsewhere): (Vec<_>, Vec<_>) =
            rows.partition(|row| row.standing == Standing::Open);
        let id = |row: &Row| match row.choice {
            Choice::Command(id) => id,
            _ => panic!("the palette has commands alone"),
        };
        (
            here.into_iter().map(id).collect(),
            elsewhere.into_iter().map(id).collect(),
        )
    }

    #[test]
    fn every_command_can_be_reached_by_a_key_or_by_name() {
        let keymap = Keymap::defaults().unwrap();
        assert!(keymap.keys(CommandId::Palette).next().is_some());
        for pane in Pane::ALL {
            let (here, elsewhere) = offered(pane);
            for command in COMMANDS {
                let mut keys = keymap.keys(command.id);
                let resolves =
                    keys.any(|key| keymap.resolve(key, Context::Pane(pane)) == Some(command.id));
                let listed = here.contains(&command.id);
                let palette = command.id == CommandId::Palette;
                assert!(
                    listed || palette || !command.place.covers(pane),
                    "{}",
                    command.name
                );
                let of_faults = command.place == Place::Faults;
                assert!(
                    listed || resolves || of_faults || elsewhere.contains(&command.id),
                    "{}",
                    command.name
                );
                assert!(!of_faults || !elsewhere.contains(&command.id));
            }
            let of_faults = COMMANDS.iter().filter(|one| one.place == Place::Faults);
            let offered = COMMANDS.len() - 1 - of_faults.count();
            assert_eq!(here.len() + elsewhere.len(), offered);
        }
    }
}
