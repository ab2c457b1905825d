//! The command line: arguments in, library calls, text out.
//!
//! One file a subcommand. None holds a rule of the domain.

pub mod anchor;
pub mod check;
pub mod completions;
pub mod config;
pub mod explain;
mod log;
pub mod man;
pub mod manual;
mod offered;
pub mod read;
pub mod schema;
pub mod search;
pub mod show;
mod version;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::text::sanitise;

/// Read structured briefings in the terminal: who said what, when, and where it stands in the source.
#[derive(Debug, Parser)]
#[command(
    name = "briefing",
    version,
    long_version = version::long(),
    about,
    args_conflicts_with_subcommands = true
)]
pub struct Cli {
    /// What to read, and how it looks
    #[command(flatten)]
    pub read: read::Args,
    /// What to do instead of reading
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What to do instead of reading.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show a briefing as plain text
    Show(show::Args),
    /// Search briefings, the best first: words, phrases, actor:… date:…
    Search(search::Args),
    /// Check briefing files and show every fault in them
    Check(check::Args),
    /// Write the words around each verified quotation into the briefing, so that it is found again
    Anchor(anchor::Args),
    /// Show where the configuration is, what is in force, and where each value comes from
    Config(config::Args),
    /// Print the JSON Schema of briefings, or of a file of the configuration, for editors
    Schema(schema::Args),
    /// Print a page of the manual
    Manual(manual::Args),
    /// Explain a code such as B012
    Explain(explain::Args),
    /// Print what a shell needs to complete the command line
    Completions(completions::Args),
    /// Print the manual page, or write all of them into a folder
    Man(man::Args),
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All is well.
    Clean,
    /// It ran, and found faults, or nothing of what was looked for.
    Faults,
    /// It could not run.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Clean => 0,
            Outcome::Faults => 1,
            Outcome::Failed => 2,
        })
    }
}

/// Runs what the command line asks for.
///
/// # Errors
/// What kept it from running at all.
pub fn run(cli: &Cli) -> anyhow::Result<Outcome> {
    match &cli.command {
        None => read::run(&cli.read),
        Some(Command::Show(args)) => show::run(args),
        Some(Command::Search(args)) => search::run(args),
        Some(Command::Check(args)) => check::run(args),
        Some(Command::Anchor(args)) => anchor::run(args),
        Some(Command::Config(args)) => config::run(args),
        Some(Command::Schema(args)) => schema::run(*args),
        Some(Command::Manual(args)) => manual::run(*args),
        Some(Command::Explain(args)) => explain::run(args),
        Some(Command::Completions(args)) => completions::run(*args),
        Some(Command::Man(args)) => man::run(args),
    }
}

/// Whether an error says that nobody reads our output any more: no fault, but the end.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// Writes a text to standard output.
fn print(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes a text to standard error; where that cannot be done, nobody is to be told.
fn warn(text: &str) {
    let _ = io::stderr().write_all(text.as_bytes());
}

/// Several lines of text from a file, safe for a terminal.
fn safe_lines(text: &str) -> String {
    let lines = text.split('\n').map(sanitise::line);
    lines.collect::<Vec<_>>().join("\n")
}
