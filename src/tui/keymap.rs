//! Which key gives which command, where.

use std::collections::BTreeMap;

use super::action::Action;
use super::catalogue;
use super::command::{COMMANDS, Command, CommandId, Place};
use super::keys::{Key, UnknownKey};
use super::pane::Pane;
use super::sight;
use super::state::{Overlay, State};

/// The keys that commands have instead of their defaults.
pub type Overrides = BTreeMap<CommandId, Vec<Key>>;

/// The keys of every command.
#[derive(Clone, Debug)]
pub struct Keymap {
    bindings: Vec<Binding>,
}

/// A key, where it works, and what it does.
#[derive(Clone, Copy, Debug)]
struct Binding {
    key: Key,
    place: Place,
    command: CommandId,
}

/// Where a key was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Context {
    /// In a pane.
    Pane(Pane),
    /// In something that lies over the panes.
    Overlay,
    /// In the list of faults, which lies over them.
    Faults,
    /// In the library view.
    Library,
    /// In a view, or in the detail beside it.
    View(Pane),
}

impl Context {
    /// Where a key would be pressed now.
    pub fn of(state: &State) -> Self {
        if matches!(state.overlay, Some(Overlay::Faults(_))) {
            Self::Faults
        } else if state.overlay.is_some() {
            Self::Overlay
        } else if state.scene.is_library() {
            Self::Library
        } else if state.sight.is_some() {
            Self::View(state.focus)
        } else {
            Self::Pane(state.focus)
        }
    }

    /// Whether a command can be given here.
    pub const fn takes(self, command: &Command) -> bool {
        self.covers(command.place, command.id)
    }

    const fn covers(self, place: Place, command: CommandId) -> bool {
        match self {
            Self::Pane(pane) => place.covers(pane),
            Self::View(Pane::Reading) => {
                place.covers(Pane::Reading) || matches!(place, Place::View)
            }
            Self::View(_) => {
                matches!(place, Place::Anywhere | Place::Panes | Place::View)
                    || sight::takes(command)
            }
            Self::Overlay => matches!(place, Place::Anywhere),
            Self::Faults => matches!(place, Place::Anywhere | Place::Faults),
            Self::Library => matches!(place, Place::Anywhere) || catalogue::takes(command),
        }
    }
}

/// What a key means now: text for what is being typed, or a command.
pub fn meaning(state: &State, key: Key) -> Action {
    let keymap = &state.keymap;
    let typing = match &state.overlay {
        Some(overlay) => matches!(overlay, Overlay::Chooser(_) | Overlay::Search(_)),
        None => state.prompt.is_some(),
    };
    if typing {
        // What concerns the program as a whole works while something is typed.
        let command = keymap.resolve(key, Context::Overlay);
        let whole = [
            CommandId::Help,
            CommandId::Mouse,
            CommandId::Suspend,
            CommandId::Redraw,
        ];
        let command = command.filter(|command| key.typed().is_none() && whole.contains(command));
        return command.map_or(Action::Typed(key), Action::Command);
    }
    let command = keymap.resolve(key, Context::of(state));
    command.map_or(Action::Unbound(key), Action::Command)
}

impl Keymap {
    /// The default keys, from the table of commands.
    ///
    /// # Errors
    /// When the table names a key that there is not; a test keeps that from happening.
    pub fn defaults() -> Result<Self, UnknownKey> {
        Self::with(&Overrides::new())
    }

    /// The default keys, with those of some commands replaced. A key that is given to a command
    /// here is lost to every other that has it by default in a place that overlaps.
    ///
    /// # Errors
    /// When the table of commands names a key that there is not; a test keeps that from happening.
    pub fn with(overrides: &Overrides) -> Result<Self, UnknownKey> {
        let place = |id: CommandId| id.row().map_or(Place::Anywhere, |row| row.place);
        let taken = |key: Key, from: Place| {
            let mut others = overrides.iter();
            others.any(|(id, keys)| keys.contains(&key) && place(*id).meets(from))
        };
        let mut bindings = Vec::new();
        for command in COMMANDS {
            let mut bind = |key| {
                bindings.push(Binding {
                    key,
                    place: command.place,
                    command: command.id,
                });
            };
            if let Some(keys) = overrides.get(&command.id) {
                keys.iter().copied().for_each(bind);
                continue;
            }
            for key in command.keys {
                let key = key.parse()?;
                if !taken(key, command.place) {
                    bind(key);
                }
            }
        }
        Ok(Self { bindings })
    }

    /// The command that a key gives.
    pub fn resolve(&self, key: Key, context: Context) -> Option<CommandId> {
        let fits = |one: &&Binding| one.key == key && context.covers(one.place, one.command);
        self.bindings.iter().find(fits).map(|one| one.command)
    }

    /// Whether a key does something anywhere.
    pub fn binds(&self, key: Key) -> bool {
        self.bindings.iter().any(|one| one.key == key)
    }

    /// The keys of a command, the one to show first.
    pub fn keys(&self, command: CommandId) -> impl Iterator<Item = Key> + '_ {
        let own = self
            .bindings
            .iter()
            .filter(move |one| one.command == command);
        own.map(|one| one.key)
    }

    /// The key of a command to name in a sentence; where it has none, what finds it in the
    /// palette: `:zoom`.
    pub fn first(&self, command: CommandId) -> String {
        if let Some(key) = self.keys(command).next() {
            return key.to_string();
        }
        let name = command.row().map_or("", |row| row.name);
        match self.keys(CommandId::Palette).next() {
            Some(key) if key.typed().is_some() => format!("{key}{name}"),
            Some(key) => format!("{key} {name}"),
            None => name.to_owned(),
        }
    }

    /// The keys of a command as text, with spaces between.
    pub fn label(&self, command: CommandId) -> String {
        let keys: Vec<_> = self.keys(command).map(|key| key.to_string()).collect();
        keys.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        let keymap = Keymap::defaults().expect("every key of the table is one");
        for (n, one) in keymap.bindings.iter().enumerate() {
            for other in &keymap.bindings[n + 1..] {
                let same = one.key == other.key && one.place.meets(other.place);
                assert!(
                    !same,
                    "{} is {:?} and {:?}",
                    one.key, one.command, other.command
                );
            }
        }
    }

    #[test]
    fn every_command_has_a_name_of_its_own_and_a_description() {
        for (n, command) in COMMANDS.iter().enumerate() {
            assert!(!command.name.is_empty(), "{:?}", command.id);
            assert!(!command.about.is_empty(), "{}", command.name);
            assert!(
                COMMANDS[n + 1..]
                    .iter()
                    .all(|other| other.name != command.name)
            );
        }
    }

    #[test]
    fn a_key_of_lists_means_something_else_in_a_text() {
        let keymap = Keymap::defaults().unwrap();
        let space: Key = "Space".parse().unwrap();
        let at = |pane| keymap.resolve(space, Context::Pane(pane));
        assert_eq!(at(Pane::Actors), Some(CommandId::Tick));
        assert_eq!(at(Pane::Reading), Some(CommandId::TextPageDown));
        assert_eq!(keymap.resolve(space, Context::Overlay), None);
    }
}
