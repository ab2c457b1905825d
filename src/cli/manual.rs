//! `briefing manual`: the pages of the manual that are made from the program's own tables.

use clap::ValueEnum;

use super::{Outcome, print};
use crate::analysis::agreement;
use crate::{diagnostic, format, query, tui};

/// Arguments of `briefing manual`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// Which page
    pub page: Page,
}

/// A page of the manual.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Page {
    /// How a briefing file is written
    Format,
    /// What `library.toml` says, and who is the same in several briefings
    Library,
    /// What each code means
    Diagnostics,
    /// What each key does
    Keys,
    /// How a briefing is narrowed
    Query,
    /// What can be set
    Config,
    /// How it is counted who agrees with whom
    Agreement,
    /// The default keys as a `keymap.toml`
    Keymap,
}

/// Prints a page.
///
/// # Errors
/// Where it cannot be written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    print(&match args.page {
        Page::Agreement => agreement::MANUAL.to_owned(),
        Page::Format => format::manual(),
        Page::Library => format::library::manual(),
        Page::Diagnostics => diagnostic::manual(),
        Page::Keys => tui::manual::manual(),
        Page::Query => query::manual(),
        Page::Config => tui::config::manual::manual(),
        Page::Keymap => tui::config::keys::defaults(),
    })?;
    Ok(Outcome::Clean)
}
