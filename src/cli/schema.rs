//! `briefing schema`: the JSON Schema of briefing files.

use super::{Outcome, print};
use crate::format;

/// Prints the schema.
///
/// # Errors
/// Where it cannot be written.
pub fn run() -> anyhow::Result<Outcome> {
    print(&format::schema())?;
    Ok(Outcome::Clean)
}
