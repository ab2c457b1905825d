//! `briefing schema`: the JSON Schema of the files that people write.

use clap::ValueEnum;

use super::{Outcome, print};
use crate::{format, tui};

/// Arguments of `briefing schema`.
#[derive(Clone, Copy, Debug, clap::Args)]
pub struct Args {
    /// Of which file
    #[arg(value_enum, default_value_t = File::Briefing)]
    pub file: File,
}

/// A file that people write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum File {
    /// A briefing
    Briefing,
    /// `library.toml`
    Library,
    /// `config.toml`
    Config,
    /// `keymap.toml`
    Keymap,
    /// A theme
    Theme,
}

/// Prints the schema.
///
/// # Errors
/// Where it cannot be written.
pub fn run(args: Args) -> anyhow::Result<Outcome> {
    print(&match args.file {
        File::Briefing => format::schema(),
        File::Library => format::library::schema(),
        File::Config => tui::config::spec::schema(),
        File::Keymap => tui::config::keys::schema(),
        File::Theme => tui::config::themes::schema(),
    })?;
    Ok(Outcome::Clean)
}
