//! What is in force, as TOML that could be written to `config.toml`, with where each value comes
//! from.

use std::fmt::Write as _;

use crate::folders::Folders;
use crate::format::settings::basic_string;
use crate::text::sanitise;
use crate::text::width::pad_right;

use crate::report::GlyphSet;
use crate::tui::command::COMMANDS;
use crate::tui::keymap::Keymap;

use super::files::Setup;
use super::spec::{CONFIG, default};
use super::{Environment, Glyphs, Origin, ThemeChoice, glyphs_in_force, theme_in_force};
use crate::model::Vocabulary;

/// The column in which comments begin, in cells.
const COMMENTS: usize = 44;

/// The whole of it.
pub fn in_force(setup: &Setup, environment: &Environment) -> String {
    let mut text = String::new();
    let mut say = |what: &str, path: Option<String>| {
        let path = path.unwrap_or_else(|| "nowhere: there is no home folder".to_owned());
        // Writing to a string cannot fail.
        let _ = writeln!(text, "# {} {}", pad_right(what, 14), sanitise::line(&path));
    };
    let shown = |path: &std::path::Path| path.to_string_lossy().into_owned();
    let own = Folders::of_user();
    say("configuration", setup.folder.as_deref().map(shown));
    say("state", own.as_ref().map(|own| shown(&own.state)));
    say("cache", own.as_ref().map(|own| shown(&own.cache)));
    text.push('\n');
    for (key, value) in values(setup) {
        let origin = origin(setup, environment, key);
        let line = match value {
            Some(value) => format!("{key} = {value}"),
            None => format!("# {key}"),
        };
        let line = sanitise::line(&line).into_owned();
        let _ = writeln!(text, "{}  # {origin}", pad_right(&line, COMMENTS));
    }
    let (theme, origin) = theme_in_force(setup, None, environment);
    let (glyphs, signs) = glyphs_in_force(setup, environment);
    let glyphs = match glyphs {
        GlyphSet::Unicode => "unicode",
        GlyphSet::Ascii => "ascii",
    };
    let themes: Vec<_> = setup.themes.names().collect();
    let _ = writeln!(
        text,
        "\n# in force: the theme {} ({origin}), {glyphs} signs ({signs})",
        sanitise::line(&theme)
    );
    let _ = writeln!(text, "# themes: {}", sanitise::line(&themes.join(", ")));
    keys(&mut text, setup);
    text
}

/// The commands with other keys, as a keymap has them, but as comments: they stand in another file.
fn keys(text: &mut String, setup: &Setup) {
    let Ok(keymap) = Keymap::with(&setup.keys.overrides) else {
        return;
    };
    if setup.keys.overrides.is_empty() {
        text.push_str("# keys: the default ones\n");
        return;
    }
    text.push_str("# keys that are not the default ones:\n");
    for command in COMMANDS {
        if let Some(line) = setup.keys.lines.get(&command.id) {
            let keys: Vec<_> = keymap
                .keys(command.id)
                .map(|key| basic_string(&key.to_string()))
                .collect();
            let line_of = format!("#   {} = [{}]", command.name, keys.join(", "));
            let line_of = sanitise::line(&line_of).into_owned();
            let _ = writeln!(
                text,
                "{}  # keymap.toml:{line}",
                pad_right(&line_of, COMMENTS)
            );
        }
    }
}

fn origin(setup: &Setup, environment: &Environment, key: &str) -> Origin {
    match key {
        "editor.command" if setup.config.config.editor.is_none() => match environment.editor {
            Some(name) => Origin::Environment(name),
            None => Origin::Default,
        },
        key => setup
            .config
            .origins
            .get(key)
            .cloned()
            .unwrap_or(Origin::Default),
    }
}

/// Every key with its value as it would be written; without one where there is none.
fn values(setup: &Setup) -> Vec<(&'static str, Option<String>)> {
    let config = &setup.config.config;
    let list = |texts: &[String]| {
        let texts: Vec<_> = texts.iter().map(|text| basic_string(text)).collect();
        format!("[{}]", texts.join(", "))
    };
    let program = |program: &Option<Vec<String>>| program.as_deref().map(list);
    let mut values = Vec::new();
    for key in CONFIG.keys {
        let plain = || default(key.name).unwrap_or_default();
        let (name, value) = match key.name {
            "theme" => ("theme", Some(theme(config.theme.as_ref()))),
            "glyphs" => ("glyphs", word(config.glyphs).map(basic_string)),
            "mouse" => ("mouse", Some(config.mouse.to_string())),
            "session" => ("session", Some(config.session.to_string())),
            "watch" => ("watch", Some(config.watch.to_string())),
            "paths" => {
                let paths = config.paths.iter().map(|path| path.to_string_lossy());
                let paths: Vec<_> = paths.map(std::borrow::Cow::into_owned).collect();
                ("paths", Some(list(&paths)).filter(|_| !paths.is_empty()))
            }
            "clipboard" => ("clipboard.command", program(&config.clipboard)),
            "editor" => ("editor.command", program(&config.editor)),
            "browser" => ("browser.command", program(&config.browser)),
            name => (name, Some(plain().to_owned())),
        };
        values.push((name, value));
    }
    values
}

fn theme(theme: Option<&ThemeChoice>) -> String {
    match theme {
        None => basic_string(default("theme").unwrap_or_default()),
        Some(ThemeChoice::Named(name)) => basic_string(name),
        Some(ThemeChoice::ByBackground {
            dark,
            light,
            fallback,
        }) => format!(
            "{{ dark = {}, light = {}, fallback = {} }}",
            basic_string(dark),
            basic_string(light),
            basic_string(fallback)
        ),
    }
}

fn word(glyphs: Glyphs) -> Option<&'static str> {
    let mut words = Glyphs::WORDS.iter();
    words
        .find(|(one, _, _)| *one == glyphs)
        .map(|(_, word, _)| *word)
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(name, line) => write!(f, "{name}:{line}"),
            Self::Environment(name) => write!(f, "environment: {name}"),
            Self::Argument(name) => write!(f, "argument: {name}"),
        }
    }
}
