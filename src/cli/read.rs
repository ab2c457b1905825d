//! Reading: what the program does when nothing else is asked of it.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;
use clap::ValueEnum;

use super::{Outcome, show};
use crate::library::discover::Input;
use crate::report::GlyphSet;
use crate::tui::config::Glyphs;
use crate::tui::config::files::Setup;
use crate::tui::run::{self, End, Options, Watch};
use crate::tui::theme::ThemeName;

/// Arguments of the reader.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Briefing files, or folders of them [default: the folder `briefings` here, or else the
    /// briefings that come with the program]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What the reader looks like [default: `default`, or `mono` where `NO_COLOR` is set]
    #[arg(long, value_enum)]
    pub theme: Option<Theme>,
    /// The folder of the configuration [default: `briefing` in the user's own, as `briefing config`
    /// prints it]
    #[arg(long, value_name = "FOLDER")]
    pub config: Option<PathBuf>,
    /// Panic at this key, to test that the terminal comes back
    #[cfg(debug_assertions)]
    #[arg(long, hide = true)]
    pub panic_at: Option<crate::tui::keys::Key>,
}

/// The themes by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Theme {
    /// The terminal's own sixteen colours
    Default,
    /// For a dark background
    Dark,
    /// For a light background
    Light,
    /// No colours
    Mono,
}

impl From<Theme> for ThemeName {
    fn from(theme: Theme) -> Self {
        match theme {
            Theme::Default => Self::Default,
            Theme::Dark => Self::Dark,
            Theme::Light => Self::Light,
            Theme::Mono => Self::Mono,
        }
    }
}

/// Opens the reader; where the output is no terminal, writes everything as plain text.
///
/// # Errors
/// Why it could not be opened.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let setup = setup(args.config.as_deref())?;
    let set = &setup.config.config;
    let paths = if args.paths.is_empty() {
        &set.paths
    } else {
        &args.paths
    };
    let inputs = Input::of_arguments(paths);
    if !io::stdout().is_terminal() {
        return show::whole(&inputs);
    }
    for path in &args.paths {
        std::fs::metadata(path).with_context(|| crate::library::discover::shown(path))?;
    }
    let end = run::run(&Options {
        inputs,
        theme: args.theme.map_or_else(default_theme, ThemeName::from),
        glyphs: glyphs(set.glyphs),
        watch: if set.watch { Watch::On } else { Watch::Off },
        setup,
        #[cfg(debug_assertions)]
        panic_at: args.panic_at,
        #[cfg(not(debug_assertions))]
        panic_at: None,
    })
    .context("the terminal cannot be used")?;
    if let End::Signal(signal) = end {
        run::end_by(signal)?;
    }
    Ok(Outcome::Clean)
}

/// Without colours where `NO_COLOR` asks for that (<https://no-color.org>).
fn default_theme() -> ThemeName {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if no_colour {
        ThemeName::Mono
    } else {
        ThemeName::Default
    }
}

/// The signs to use. The Linux console has few.
fn glyphs(set: Glyphs) -> GlyphSet {
    match (set, std::env::var("TERM").as_deref()) {
        (Glyphs::Ascii, _) | (Glyphs::Auto, Ok("linux")) => GlyphSet::Ascii,
        (Glyphs::Unicode | Glyphs::Auto, _) => GlyphSet::Unicode,
    }
}

/// Reads what the user sets. A folder that was asked for has to be there.
pub(super) fn setup(folder: Option<&Path>) -> anyhow::Result<Setup> {
    if let Some(folder) = folder {
        let shown = || crate::library::discover::shown(folder);
        let found = std::fs::metadata(folder).with_context(shown)?;
        anyhow::ensure!(found.is_dir(), "{} is not a folder", shown());
    }
    Ok(Setup::read(folder))
}
