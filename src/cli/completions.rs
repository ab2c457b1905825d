//! `briefing completions`: what a shell needs to complete the command line.

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Outcome, print};

/// Arguments of `briefing completions`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// Which shell
    pub shell: Shell,
}

/// Prints the script of a shell.
///
/// # Errors
/// Where it cannot be written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "briefing", &mut script);
    print(&String::from_utf8(script)?)?;
    Ok(Outcome::Clean)
}
