//! What its user sets: `config.toml`, `keymap.toml` and `themes/*.toml` in the folder of the
//! configuration.
//!
//! Only overrides need to be written. A faulty value is reported as a [`Diagnostic`] and counts as
//! not written.

pub mod files;
pub mod keys;
pub mod manual;
pub mod show;
pub mod spec;
pub mod themes;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use crate::diagnostic::{self, Code, Diagnostic, Severity, SourceFile};
use crate::format::settings::{self, Fields};
use crate::report::GlyphSet;
use crate::text::position::LineIndex;
use crate::text::sanitise;

use super::command::CommandId;
use super::keymap::Keymap;
use spec::CONFIG;
use themes::Themes;

/// What `config.toml` sets, or its defaults.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// What the reader looks like; `None` where nothing is set.
    pub theme: Option<ThemeChoice>,
    /// The signs to use.
    pub glyphs: Glyphs,
    /// Whether the mouse is the reader's from the start.
    pub mouse: bool,
    /// Whether briefings come back where they were left.
    pub session: bool,
    /// Whether a file that is saved is read again.
    pub watch: bool,
    /// What to open where the command line names nothing.
    pub paths: Vec<PathBuf>,
    /// The program that takes words to the clipboard, with its arguments.
    pub clipboard: Option<Program>,
    /// The editor, with its arguments.
    pub editor: Option<Program>,
    /// The browser, with its arguments.
    pub browser: Option<Program>,
}

/// A program and its arguments: at least one text, the program. Never for a shell.
pub type Program = Vec<String>;

/// Which theme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ThemeChoice {
    /// This one.
    Named(String),
    /// One by the terminal's background.
    ByBackground {
        /// On a dark one.
        dark: String,
        /// On a light one.
        light: String,
        /// Where it is not known.
        fallback: String,
    },
}

/// Which signs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// Those that the terminal can show.
    #[default]
    Auto,
    /// Geometric shapes and arrows.
    Unicode,
    /// ASCII alone.
    Ascii,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            theme: None,
            glyphs: Glyphs::Auto,
            mouse: false,
            session: true,
            watch: true,
            paths: Vec::new(),
            clipboard: None,
            editor: None,
            browser: None,
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Nothing sets it.
    Default,
    /// A line of a file of the configuration, counted from 1.
    File(String, usize),
    /// A variable of the environment.
    Environment(&'static str),
    /// An argument of the command line.
    Argument(&'static str),
}

/// A configuration, where each value of it comes from, and what is wrong with its file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// The values.
    pub config: Config,
    /// Where those come from that are not the defaults, by key: `clipboard.command`.
    pub origins: BTreeMap<&'static str, Origin>,
    /// The themes that the file names, with their places in it.
    pub themes: Vec<(String, Range<usize>)>,
    /// What is wrong with the file.
    pub faults: Vec<Diagnostic>,
    /// The file, where there is one.
    pub file: Option<Arc<SourceFile>>,
}

impl Read {
    /// Reports the themes that the file names and that there are not.
    fn check_themes(&mut self, themes: &Themes) {
        let Some(file) = &self.file else { return };
        for (name, place) in &self.themes {
            if themes.get(name).is_none() {
                let message = "there is no theme of this name";
                let fault = Diagnostic::new(file, Code::UnknownTheme, place.clone(), message);
                self.faults
                    .push(fault.label("unknown theme").help(themes.help(name)));
            }
        }
        diagnostic::sort(&mut self.faults);
    }
}

/// What of the environment has a say in how the reader looks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment {
    /// `NO_COLOR` is set and not empty.
    pub no_color: bool,
    /// The terminal is the Linux console, which has few signs.
    pub linux_console: bool,
    /// `COLORFGBG`: the numbers of the text's colour and, last, of the background's.
    pub colorfgbg: Option<String>,
    /// The variable that names an editor, where one does.
    pub editor: Option<&'static str>,
}

impl Environment {
    /// Whether the terminal's background is dark, where it says so.
    fn dark(&self) -> Option<bool> {
        let background = self.colorfgbg.as_deref()?.rsplit(';').next()?;
        let number = background
            .parse::<u8>()
            .ok()
            .filter(|number| *number < 16)?;
        Some(matches!(number, 0..=6 | 8))
    }
}

/// The name of the theme in force, and where it comes from: the command line, `config.toml`,
/// `NO_COLOR`, the default. What the user sets for this program goes before what is said to all
/// programs, as <https://no-color.org> asks for.
pub fn theme_in_force(
    setup: &files::Setup,
    argument: Option<&str>,
    environment: &Environment,
) -> (String, Origin) {
    if let Some(name) = argument {
        return (name.to_owned(), Origin::Argument("--theme"));
    }
    let chosen = match &setup.config.config.theme {
        None => None,
        Some(ThemeChoice::Named(name)) => Some(name),
        Some(ThemeChoice::ByBackground {
            dark,
            light,
            fallback,
        }) => Some(match environment.dark() {
            Some(true) => dark,
            Some(false) => light,
            None => fallback,
        }),
    };
    let known = chosen.filter(|name| setup.themes.get(name).is_some());
    let origin = setup.config.origins.get("theme");
    match (known, origin) {
        (Some(name), Some(origin)) => (name.clone(), origin.clone()),
        _ if environment.no_color => ("mono".to_owned(), Origin::Environment("NO_COLOR")),
        _ => ("default".to_owned(), Origin::Default),
    }
}

/// The signs in force, and where that comes from.
pub fn glyphs_in_force(setup: &files::Setup, environment: &Environment) -> (GlyphSet, Origin) {
    let origin = setup.config.origins.get("glyphs");
    let origin = origin.cloned().unwrap_or(Origin::Default);
    match setup.config.config.glyphs {
        Glyphs::Ascii => (GlyphSet::Ascii, origin),
        Glyphs::Unicode => (GlyphSet::Unicode, origin),
        Glyphs::Auto if environment.linux_console => (GlyphSet::Ascii, Origin::Environment("TERM")),
        Glyphs::Auto => (GlyphSet::Unicode, origin),
    }
}

/// Reads a `config.toml`. `home` is what `~` stands for.
pub fn read(file: &Arc<SourceFile>, home: Option<&std::path::Path>) -> Read {
    let (mut fields, faults) = settings::read(file, &CONFIG);
    let lines = LineIndex::new(&file.text);
    let name = file_name(&file.name);
    let mut origins = BTreeMap::new();
    for key in CONFIG.keys {
        if fields.has(key.name) && !fields.refused(key.name) {
            let (line, _) = lines.line_column(fields.place(key.name).start);
            origins.insert(key.name, Origin::File(name.to_owned(), line));
        }
    }
    let mut program = |table: &str, key: &'static str, origins: &mut BTreeMap<_, _>| {
        let mut fields = fields.rows(table).into_iter().next()?;
        let place = fields.place("command").start;
        let program = Some(fields.texts("command")).filter(|texts| !texts.is_empty())?;
        origins.insert(
            key,
            Origin::File(name.to_owned(), lines.line_column(place).0),
        );
        Some(program)
    };
    let clipboard = program("clipboard", "clipboard.command", &mut origins);
    let editor = program("editor", "editor.command", &mut origins);
    let browser = program("browser", "browser.command", &mut origins);
    for table in ["clipboard", "editor", "browser"] {
        origins.remove(table);
    }
    let mut themes = Vec::new();
    let plain = Config::default();
    let config = Config {
        theme: theme(&mut fields, &mut themes),
        glyphs: fields.word("glyphs").unwrap_or_default(),
        mouse: fields.flag("mouse").unwrap_or(plain.mouse),
        session: fields.flag("session").unwrap_or(plain.session),
        watch: fields.flag("watch").unwrap_or(plain.watch),
        paths: expanded(fields.texts("paths"), home),
        clipboard,
        editor,
        browser,
    };
    Read {
        config,
        origins,
        themes,
        faults,
        file: Some(Arc::clone(file)),
    }
}

/// The theme that is set; the names that stand there go to a list with their places.
fn theme(fields: &mut Fields, named: &mut Vec<(String, Range<usize>)>) -> Option<ThemeChoice> {
    if fields.is_name("theme") {
        let name = fields.text("theme")?;
        named.push((name.clone(), fields.place("theme")));
        return Some(ThemeChoice::Named(name));
    }
    let mut fields = fields.rows("theme").into_iter().next()?;
    let mut one = |key: &str, default: &str| match fields.text(key) {
        Some(name) => {
            named.push((name.clone(), fields.place(key)));
            name
        }
        None => default.to_owned(),
    };
    Some(ThemeChoice::ByBackground {
        dark: one("dark", "dark"),
        light: one("light", "light"),
        fallback: one("fallback", "default"),
    })
}

/// Paths with the home folder for `~`.
fn expanded(paths: Vec<String>, home: Option<&std::path::Path>) -> Vec<PathBuf> {
    let expanded = |path: String| match (path.strip_prefix('~'), home) {
        (Some(""), Some(home)) => home.to_owned(),
        (Some(rest), Some(home)) if rest.starts_with('/') => {
            home.join(rest.trim_start_matches('/'))
        }
        _ => PathBuf::from(path),
    };
    paths.into_iter().map(expanded).collect()
}

/// The last part of a path.
fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// What to say of faults at the start: "config.toml has 2 faults: D shows them".
pub(super) fn told(faults: &[Diagnostic], keymap: &Keymap) -> Option<String> {
    let wrong = faults
        .iter()
        .filter(|fault| fault.severity() != Severity::Note);
    let mut names: Vec<_> = wrong
        .clone()
        .map(|fault| file_name(&fault.file.name))
        .collect();
    let count = names.len();
    names.dedup();
    let (last, others) = names.split_last()?;
    let names = match others {
        [] => (*last).to_owned(),
        _ => format!("{} and {last}", others.join(", ")),
    };
    let have = if others.is_empty() { "has" } else { "have" };
    let (faults, them) = match count {
        1 => ("1 fault".to_owned(), "it"),
        many => (format!("{many} faults"), "them"),
    };
    let text = format!(
        "{names} {have} {faults}: {} shows {them}",
        keymap.first(CommandId::Faults)
    );
    Some(sanitise::line(&text).into_owned())
}
