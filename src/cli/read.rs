//! Reading: what the program does when nothing else is asked of it.

use std::path::PathBuf;

use super::Outcome;

/// Opens the reader.
///
/// # Errors
/// Why it could not be opened.
pub fn run(_paths: &[PathBuf]) -> anyhow::Result<Outcome> {
    anyhow::bail!("the reader is not built yet; try `briefing check`")
}
