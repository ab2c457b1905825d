//! `--log FILE`: what the program does, and how long it takes, for a report of a fault.
//!
//! Commands are named; what is typed, and what stands in the briefings, is not in it.

use std::fs::OpenOptions;
use std::path::Path;
use std::sync::Mutex;

use anyhow::Context;
use tracing::Level;
use tracing_subscriber::fmt::format::FmtSpan;

use crate::library::discover::shown;

/// Writes from now on to the end of a file.
///
/// # Errors
/// When the file cannot be opened for that.
pub(super) fn start(file: &Path) -> anyhow::Result<()> {
    let mut options = OpenOptions::new();
    let opened = options.append(true).create(true).open(file);
    let opened = opened.with_context(|| format!("cannot write the log to {}", shown(file)))?;
    tracing_subscriber::fmt()
        .with_writer(Mutex::new(opened))
        .with_ansi(false)
        .with_max_level(Level::DEBUG)
        .with_span_events(FmtSpan::CLOSE)
        // Where the log cannot be written, the screen must not be written over to say so.
        .log_internal_errors(false)
        .try_init()
        .map_err(anyhow::Error::from_boxed)
        .context("a log is written already")?;
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        commit = env!("BRIEFING_COMMIT")
    );
    Ok(())
}
