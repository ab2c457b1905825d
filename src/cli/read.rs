//! Reading: what the program does when nothing else is asked of it.

use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};

use anyhow::Context;

use super::offered::Offered;
use super::{Outcome, show};
use crate::library::discover::Input;
use crate::text::sanitise;
use crate::tui::config::Environment;
use crate::tui::config::files::Setup;
use crate::tui::run::{self, End, Memory, Options, Watch};
use crate::tui::theme::ThemeName;

/// Arguments of the reader.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Briefing files, or folders of them [default: the folder `briefings` here, or else the
    /// briefings that come with the program]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// What the reader looks like: one of these, or a theme of your own [default: what `config.toml`
    /// says; else `mono` where `NO_COLOR` is set, else `default`]
    #[arg(long, value_name = "NAME", value_parser = Offered(themes))]
    pub theme: Option<String>,
    /// Begin anew: neither look up where the briefings were left, nor write it down
    #[arg(long)]
    pub fresh: bool,
    /// The folder of the configuration [default: `briefing` in the user's own, as `briefing config`
    /// prints it]
    #[arg(long, value_name = "FOLDER")]
    pub config: Option<PathBuf>,
    /// Write what the program does, and how long it takes, to the end of a file; nothing that is
    /// typed or read is in it
    #[arg(long, value_name = "FILE")]
    pub log: Option<PathBuf>,
    /// Panic at this key, to test that the terminal comes back
    #[cfg(debug_assertions)]
    #[arg(long, hide = true)]
    pub panic_at: Option<crate::tui::keys::Key>,
}

/// Those that come with the program: which others there are is known only when the folder of the
/// configuration is read.
fn themes() -> Vec<(&'static str, &'static str)> {
    let themes = ThemeName::ALL.iter();
    themes.map(|(name, theme)| (*name, theme.about())).collect()
}

/// Opens the reader; where the output is no terminal, writes everything as plain text.
///
/// # Errors
/// Why it could not be opened.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    if let Some(file) = &args.log {
        super::log::start(file)?;
    }
    let setup = setup(args.config.as_deref())?;
    let set = &setup.config.config;
    if let Some(name) = &args.theme
        && setup.themes.get(name).is_none()
    {
        let (name, help) = (sanitise::line(name), setup.themes.help(name));
        anyhow::bail!("there is no theme \"{name}\": {}", sanitise::line(&help));
    }
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
        theme: args.theme.clone(),
        environment: Environment::of_process(),
        watch: if set.watch { Watch::On } else { Watch::Off },
        memory: match (args.fresh, set.session) {
            (false, true) => Memory::On,
            _ => Memory::Off,
        },
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

/// Reads what the user sets. A folder that was asked for has to be there.
pub(super) fn setup(folder: Option<&Path>) -> anyhow::Result<Setup> {
    if let Some(folder) = folder {
        let shown = || crate::library::discover::shown(folder);
        let found = std::fs::metadata(folder).with_context(shown)?;
        anyhow::ensure!(found.is_dir(), "{} is not a folder", shown());
    }
    Ok(Setup::read(folder))
}
