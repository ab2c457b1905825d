//! What is in force, as TOML that could be written to `config.toml`, with where each value comes
//! from.

use std::fmt::Write as _;

use crate::folders::Folders;
use crate::format::settings::basic_string;
use crate::text::sanitise;
use crate::text::width::pad_right;

use super::files::Setup;
use super::spec::{CONFIG, default};
use super::{Glyphs, Origin, ThemeChoice};
use crate::model::Vocabulary;

/// The column in which comments begin, in cells.
const COMMENTS: usize = 44;

/// The whole of it.
pub fn in_force(setup: &Setup) -> String {
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
        let origin = setup.config.origins.get(key).unwrap_or(&Origin::Default);
        let line = match value {
            Some(value) => format!("{key} = {value}"),
            None => format!("# {key}"),
        };
        let line = sanitise::line(&line).into_owned();
        let _ = writeln!(text, "{}  # {origin}", pad_right(&line, COMMENTS));
    }
    text
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
