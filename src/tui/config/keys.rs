//! `keymap.toml`: other keys for commands.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

use crate::diagnostic::{self, Code, Diagnostic, SourceFile};
use crate::format::settings::{self, Entry};
use crate::format::spec::{self, Table, Value};
use crate::format::suggest::closest;
use crate::text::position::LineIndex;
use crate::tui::command::{COMMANDS, Command, CommandId, Place};
use crate::tui::keymap::{Keymap, Overrides};
use crate::tui::keys::Key;

/// The file as a whole.
pub static KEYMAP: LazyLock<Table> = LazyLock::new(|| Table {
    name: "",
    noun: "keymap",
    kind: None,
    doc: "Only commands whose keys are others than the defaults need to be written: the list takes \
          the place of their default keys. An empty list takes all keys away; the command can \
          still be given by its name. A key that another command has by default, in a place that \
          overlaps, is lost to that command.",
    example: "[keys.anywhere]\ndown = [\"n\", \"Down\"]\n\n[keys.lists]\ntick = [\"x\"]",
    keys: Vec::leak(vec![spec::Key::new(
        "keys",
        Value::Table(&KEYS),
        "the keys of commands, by the place where they can be given",
    )]),
});

static KEYS: LazyLock<Table> = LazyLock::new(|| {
    let places = Place::ALL.map(|place| {
        let commands = COMMANDS.iter().filter(|command| command.place == place);
        let keys: Vec<_> = commands
            .map(|command| spec::Key::new(command.name, Value::Keys, command.about))
            .collect();
        let table = Box::leak(Box::new(Table {
            name: section(place),
            noun: section(place),
            kind: None,
            doc: place.words(),
            example: "",
            keys: Vec::leak(keys),
        }));
        spec::Key::new(place.name(), Value::Lists(table), place.words())
    });
    Table {
        name: "[keys]",
        noun: "the table `[keys]`",
        kind: None,
        doc: "One table for each place, of lists of keys by the names of commands.",
        example: "",
        keys: Vec::leak(places.to_vec()),
    }
});

/// The header of a place's table.
const fn section(place: Place) -> &'static str {
    match place {
        Place::Anywhere => "[keys.anywhere]",
        Place::Panes => "[keys.panes]",
        Place::Lists => "[keys.lists]",
        Place::Reading => "[keys.reading]",
        Place::Faults => "[keys.faults]",
        Place::Library => "[keys.library]",
        Place::View => "[keys.view]",
    }
}

/// A keymap as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The commands with other keys.
    pub overrides: Overrides,
    /// The lines that give them, counted from 1.
    pub lines: BTreeMap<CommandId, usize>,
    /// What is wrong with the file.
    pub faults: Vec<Diagnostic>,
}

/// Reads a `keymap.toml`.
pub fn read(file: &Arc<SourceFile>) -> Read {
    let (mut fields, faults) = settings::read(file, &KEYMAP);
    let mut reader = Reader {
        file,
        read: Read {
            faults,
            ..Read::default()
        },
        places: Vec::new(),
        named: Vec::new(),
    };
    let index = LineIndex::new(&file.text);
    for mut keys in fields.rows("keys") {
        for place in Place::ALL {
            for entry in keys.lists(place.name()).unwrap_or_default() {
                if let Some(command) = reader.command(place, &entry) {
                    let (line, _) = index.line_column(entry.name.1.start);
                    reader.read.lines.insert(command.id, line);
                    reader.named.push((command.id, entry.name.1.clone()));
                    reader.bind(command, &entry);
                }
            }
        }
    }
    reader.find_losers();
    reader.leave_a_way_out();
    diagnostic::sort(&mut reader.read.faults);
    reader.read
}

struct Reader<'a> {
    file: &'a Arc<SourceFile>,
    read: Read,
    /// Every key that was given so far, with its command and its place in the file.
    places: Vec<(Key, &'static Command, Range<usize>)>,
    /// The commands that were named, with the places of their names in the file.
    named: Vec<(CommandId, Range<usize>)>,
}

/// The commands of which one at least has a key, as nobody could quit otherwise.
const WAYS_OUT: [CommandId; 3] = [CommandId::Quit, CommandId::Close, CommandId::Palette];

impl Reader<'_> {
    fn fault(&self, code: Code, span: &Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(self.file, code, span.clone(), message)
    }

    /// The command that an entry names.
    fn command(&mut self, place: Place, entry: &Entry) -> Option<&'static Command> {
        let (name, span) = &entry.name;
        let named = COMMANDS.iter().find(|command| command.name == *name);
        if named.is_some_and(|command| command.place == place) {
            return named;
        }
        let fault = if let Some(command) = named {
            let message = format!("`{name}` does not stand in `{}`", section(place));
            let help = format!("move it to `{}`", section(command.place));
            self.fault(Code::UnknownCommand, span, message)
                .label("another place")
                .help(help)
        } else {
            let all = COMMANDS.iter().map(|command| command.name);
            let help = closest(name, all).map_or_else(
                || "`briefing manual keys` lists the commands".to_owned(),
                |meant| format!("did you mean `{meant}`?"),
            );
            let message = "there is no command of this name".to_owned();
            self.fault(Code::UnknownCommand, span, message)
                .label("unknown command")
                .help(help)
        };
        self.read.faults.push(fault);
        None
    }

    /// Gives a command the keys of an entry.
    fn bind(&mut self, command: &'static Command, entry: &Entry) {
        let mut keys = Vec::new();
        for (text, span) in &entry.texts {
            let Ok(key) = text.parse::<Key>() else {
                let help = closest(text, Key::names()).map_or_else(
                    || "keys are written like `j`, `G`, `Enter`, `PgDn`, `F1`, `C-d`".to_owned(),
                    |meant| format!("did you mean \"{meant}\"?"),
                );
                let message = format!("`{}` cannot have this key", command.name);
                let fault = self.fault(Code::UnknownKeyName, span, message);
                self.read
                    .faults
                    .push(fault.label("no key of this name").help(help));
                continue;
            };
            if let Some(sent) = key.sent() {
                let message = format!("a terminal sends {sent} for {key}");
                let fault = self.fault(Code::SameKey, span, message);
                let help = format!("bind \"{sent}\", which is the same");
                self.read.faults.push(fault.help(help));
            }
            let clash = self
                .places
                .iter()
                .find(|(one, other, _)| *one == key && other.place.meets(command.place))
                .cloned();
            match clash {
                Some((_, other, _)) if other.id == command.id => {}
                Some((_, other, first)) => {
                    let (name, other) = (command.name, other.name);
                    let message = format!("{key} cannot be `{other}` and `{name}` in one place");
                    let fault = self
                        .fault(Code::KeyTwice, span, message)
                        .label(format!("given to `{name}` too"))
                        .related(first, format!("`{other}` has it here"));
                    self.read.faults.push(fault);
                }
                None => {
                    self.places.push((key, command, span.clone()));
                    keys.push(key);
                }
            }
        }
        // What was all wrong changes nothing.
        if !keys.is_empty() || entry.texts.is_empty() {
            self.read.overrides.insert(command.id, keys);
        }
    }

    /// Notes the commands that have lost their last key to others.
    fn find_losers(&mut self) {
        let Ok(keymap) = Keymap::with(&self.read.overrides) else {
            return;
        };
        for command in COMMANDS {
            let given = self.read.overrides.contains_key(&command.id);
            if given || command.keys.is_empty() || keymap.keys(command.id).next().is_some() {
                continue;
            }
            let default = |key: &Key| command.keys.iter().any(|one| one.parse() == Ok(*key));
            let taken = self
                .places
                .iter()
                .find(|(key, other, _)| default(key) && other.place.meets(command.place));
            if let Some((key, other, span)) = taken {
                let (loser, winner) = (command.name, other.name);
                let message = format!("`{loser}` has no key left");
                let fault = self
                    .fault(Code::CommandWithoutKey, span, message)
                    .label(format!("{key} was its key, and is given to `{winner}`"));
                let help =
                    format!("give `{loser}` another key, or `{loser} = []` if it needs none");
                self.read.faults.push(fault.help(help));
            }
        }
    }
}

impl Reader<'_> {
    /// Gives the commands that quit their default keys back where the file leaves none of them one.
    fn leave_a_way_out(&mut self) {
        let has_one = |read: &Read| {
            let keymap = Keymap::with(&read.overrides);
            keymap.is_ok_and(|keymap| {
                let mut ways = WAYS_OUT.into_iter();
                ways.any(|way| keymap.keys(way).next().is_some())
            })
        };
        if has_one(&self.read) {
            return;
        }
        let taken = self.places.first().map(|(_, command, _)| command.id);
        let mut named = self.named.iter();
        let first = named.find(|(id, _)| WAYS_OUT.contains(id) || Some(*id) == taken);
        let span = first.map_or(0..0, |(_, span)| span.clone());
        let fault = self
            .fault(Code::NoWayOut, &span, "no key quits".to_owned())
            .label("with what else stands here")
            .help("give `quit`, `close` or `commands` a key");
        self.read.faults.push(fault);
        for way in WAYS_OUT {
            self.read.overrides.remove(&way);
            self.read.lines.remove(&way);
        }
        if !has_one(&self.read) {
            // Others have all of their default keys.
            self.read.overrides.clear();
            self.read.lines.clear();
        }
    }
}

/// The default keys as a `keymap.toml`, each command with what it does.
pub fn defaults() -> String {
    let mut text = String::from(
        "# Every command of the reader with its default keys. Copy what you change to the\n\
         # `keymap.toml` in your folder of the configuration; `briefing config` says where it is.\n",
    );
    for place in Place::ALL {
        // Writing to a string cannot fail.
        let _ = write!(text, "\n# {}\n{}\n", place.words(), section(place));
        for command in COMMANDS.iter().filter(|command| command.place == place) {
            let keys: Vec<_> = command
                .keys
                .iter()
                .map(|key| settings::basic_string(key))
                .collect();
            let (name, keys) = (command.name, keys.join(", "));
            let _ = writeln!(text, "# {}\n{name} = [{keys}]", command.about);
        }
    }
    text
}

/// The JSON Schema of keymaps.
pub fn schema() -> String {
    settings::schema("Keymap of briefing", &KEYMAP)
}

#[cfg(test)]
mod tests {
    use ratatui::buffer::{Buffer, Cell};
    use ratatui::layout::{Rect, Size};

    use super::*;
    use crate::report::GlyphSet;
    use crate::tui::action::Action;
    use crate::tui::keymap::Context;
    use crate::tui::pane::Pane;
    use crate::tui::state::State;
    use crate::tui::theme::{Theme, ThemeName};
    use crate::tui::views::draw;

    fn keymap(text: &str) -> (Keymap, Vec<Code>) {
        let read = read(&SourceFile::new("keymap.toml", text));
        let codes = read.faults.iter().map(|fault| fault.code).collect();
        (Keymap::with(&read.overrides).unwrap(), codes)
    }

    fn gives(keymap: &Keymap, key: &str, context: Context) -> Option<CommandId> {
        keymap.resolve(key.parse().unwrap(), context)
    }

    #[test]
    fn the_published_files_are_these() {
        let assets = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/");
        for (name, text, command) in [
            ("keymap.toml", defaults(), "manual keymap"),
            ("keymap.schema.json", schema(), "schema keymap"),
        ] {
            let published = std::fs::read_to_string(format!("{assets}{name}")).unwrap_or_default();
            assert!(
                published == text,
                "it is stale: cargo run -- {command} > assets/{name}"
            );
        }
    }

    #[test]
    fn the_default_keys_written_down_are_the_default_keys() {
        let read = read(&SourceFile::new("keymap.toml", defaults()));
        assert!(read.faults.is_empty(), "{:?}", read.faults);
        assert_eq!(read.overrides.len(), COMMANDS.len());
        let (own, plain) = (
            Keymap::with(&read.overrides).unwrap(),
            Keymap::defaults().unwrap(),
        );
        for command in COMMANDS {
            assert_eq!(own.label(command.id), plain.label(command.id));
        }
    }

    #[test]
    fn a_key_is_lost_to_who_has_it_by_default() {
        let actors = Context::Pane(Pane::Actors);
        let (keymap, codes) = keymap("keys.panes.zoom = [\"j\"]");
        assert_eq!(codes, []);
        assert_eq!(gives(&keymap, "j", actors), Some(CommandId::Zoom));
        assert_eq!(gives(&keymap, "z", actors), None);
        assert_eq!(gives(&keymap, "Down", actors), Some(CommandId::Down));
    }

    #[test]
    fn a_key_of_a_place_apart_is_not_lost() {
        let (keymap, codes) = keymap("keys.lists.tick = [\"b\"]");
        assert_eq!(codes, []);
        let page = gives(&keymap, "b", Context::Pane(Pane::Reading));
        assert_eq!(page, Some(CommandId::TextPageUp));
        let tick = gives(&keymap, "b", Context::Pane(Pane::Quotes));
        assert_eq!(tick, Some(CommandId::Tick));
    }

    #[test]
    fn an_empty_list_takes_the_keys_away_and_nothing_is_noted() {
        let (keymap, codes) = keymap("keys.panes.zoom = []");
        assert_eq!(codes, []);
        assert_eq!(keymap.label(CommandId::Zoom), "");
        assert_eq!(keymap.first(CommandId::Zoom), ":zoom");
    }

    #[test]
    fn what_is_wrong_leaves_the_default() {
        let (keymap, codes) = keymap("keys.panes.zoom = [\"Entr\"]\nkeys.lists.zoom = [\"x\"]");
        assert_eq!(codes, [Code::UnknownKeyName, Code::UnknownCommand]);
        assert_eq!(keymap.label(CommandId::Zoom), "z");
    }

    #[test]
    fn two_commands_cannot_share_a_key_of_the_user() {
        let (keymap, codes) = keymap("keys.panes.zoom = [\"Z\"]\nkeys.panes.find = [\"Z\", \"X\"]");
        assert_eq!(codes, [Code::KeyTwice]);
        let here = Context::Pane(Pane::Actors);
        assert_eq!(gives(&keymap, "Z", here), Some(CommandId::Zoom));
        assert_eq!(gives(&keymap, "X", here), Some(CommandId::Find));
    }

    #[test]
    fn there_is_always_a_key_that_quits() {
        let none = "close = []\nquit = []\n";
        let (way_left, codes) = keymap(&format!("[keys.anywhere]\n{none}"));
        assert_eq!(codes, []);
        assert_eq!(way_left.label(CommandId::Quit), "");
        let taken = "[keys.panes]\nzoom = [\"q\", \"Q\", \"C-c\", \":\"]\n";
        for others in ["down = [\"x\"]\n", taken] {
            let text = format!("[keys.anywhere]\n{none}commands = []\n{others}");
            let (keymap, codes) = keymap(&text);
            assert!(codes.contains(&Code::NoWayOut), "{text}");
            assert_eq!(keymap.label(CommandId::Quit), "Q C-c", "{text}");
        }
        let (keymap, codes) = keymap(taken);
        assert!(codes.contains(&Code::NoWayOut));
        assert_eq!(keymap.label(CommandId::Zoom), "z");
    }

    #[test]
    fn every_command_can_have_another_key() {
        let letters = ('a'..='z')
            .chain('A'..='Z')
            .chain('0'..='9')
            .chain('#'..='/')
            .chain(':'..='@')
            .chain('['..='`');
        let new: Vec<_> = letters.map(|c| format!("M-{c}")).collect();
        assert!(new.len() >= COMMANDS.len());
        let mut text = String::new();
        for place in Place::ALL {
            let _ = writeln!(text, "{}", section(place));
            for (command, key) in COMMANDS.iter().zip(&new) {
                if command.place == place {
                    let _ = writeln!(text, "{} = [{key:?}]", command.name);
                }
            }
        }
        let (keymap, codes) = keymap(&text);
        assert_eq!(codes, []);
        let contexts = || {
            let panes = Pane::ALL.into_iter().map(Context::Pane);
            panes.chain([Context::Overlay, Context::Faults, Context::Library])
        };
        for (command, key) in COMMANDS.iter().zip(&new) {
            assert_eq!(keymap.label(command.id), *key);
            for context in contexts() {
                let here = context.takes(command).then_some(command.id);
                assert_eq!(gives(&keymap, key, context), here, "{}", command.name);
                for old in command.keys {
                    assert_eq!(gives(&keymap, old, context), None, "{}", command.name);
                }
            }
        }
        let mut state = State::new(Size::new(100, 160), GlyphSet::Unicode, keymap);
        crate::tui::update::update(&mut state, Action::Command(CommandId::Help));
        let mut buffer = Buffer::empty(Rect::new(0, 0, 100, 160));
        draw(&state, &Theme::new(ThemeName::Default), &mut buffer);
        let cells: Vec<_> = buffer.content().iter().map(Cell::symbol).collect();
        let lines: Vec<_> = cells.chunks(100).map(<[&str]>::concat).collect();
        for (command, key) in COMMANDS.iter().zip(&new) {
            let row = |line: &String| line.split_whitespace().any(|word| word == key);
            assert!(lines.iter().any(row), "{}", command.name);
        }
    }
}
