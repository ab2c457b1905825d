//! `briefing config`: where the configuration is, what is in force, and where each value comes from.

use std::io::{self, IsTerminal};
use std::path::PathBuf;

use super::{Outcome, print, warn};
use crate::diagnostic::{Severity, Style, render, summary};
use crate::tui::config::{Environment, show};

/// Arguments of `briefing config`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder of the configuration, where it is another
    #[arg(long, value_name = "FOLDER")]
    pub config: Option<PathBuf>,
}

/// Prints what is in force, as TOML; the faults go to standard error.
///
/// # Errors
/// Where the folder is not there, or nothing can be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let setup = super::read::setup(args.config.as_deref())?;
    print(&show::in_force(&setup, &Environment::of_process()))?;
    let faults = setup.faults();
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let style = if io::stderr().is_terminal() && !no_colour {
        Style::Coloured
    } else {
        Style::Plain
    };
    if !faults.is_empty() {
        let summary = summary(&faults).map_or(String::new(), |line| line + "\n");
        warn(&format!("\n{}{summary}", render(&faults, style)));
    }
    let wrong = faults
        .iter()
        .any(|fault| fault.severity() == Severity::Error);
    Ok(if wrong {
        Outcome::Faults
    } else {
        Outcome::Clean
    })
}
