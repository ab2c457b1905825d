//! `briefing anchor`: writes the words around each verified quotation into the briefing.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use similar::TextDiff;

use super::{Outcome, print, warn};
use crate::format::insert;
use crate::library::discover::{Input, Place, find};
use crate::library::verify::Cache;
use crate::library::{Verification, context_words, load};

/// Arguments of `briefing anchor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Briefing files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Show what would be written, and write nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Writes the `prefix` and `suffix` that verified quotations lack; nothing else in the file changes.
///
/// # Errors
/// Where a file cannot be written. The files before it are written by then, each whole.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let inputs: Vec<_> = args.paths.iter().cloned().map(Input::Path).collect();
    let (files, unusable) = find(&inputs);
    for one in &unusable {
        warn(&format!("error: {one}\n"));
    }
    if files.is_empty() && unusable.is_empty() {
        bail!("no briefing found: a folder is searched for files that end in .toml");
    }
    let mut outcome = if unusable.is_empty() {
        Outcome::Clean
    } else {
        Outcome::Failed
    };
    let cache = Cache::default();
    for file in &files {
        let path = match &file.place {
            Place::Disk { path, .. } | Place::Refused(path, _) => path,
            Place::Bundled(_) => continue,
        };
        let (entry, origin) = load::read(file)?;
        let Some(content) = &entry.content else {
            warn(&format!(
                "error: {} has faults; briefing check shows them\n",
                entry.file
            ));
            outcome = Outcome::Faults;
            continue;
        };
        let verification = Verification::of(content, &cache);
        let insertions = context_words::missing(content, &origin, &verification);
        let before = &*origin.file.text;
        let after = insert(before, &insertions);
        if args.dry_run {
            let diff = TextDiff::from_lines(before, &after);
            let diff = diff
                .unified_diff()
                .header(&entry.file, &entry.file)
                .to_string();
            print(&super::safe_lines(&diff))?;
        } else if !insertions.is_empty() {
            crate::folders::write_whole(path, after.as_bytes())
                .with_context(|| entry.file.to_string())?;
        }
        let verb = if args.dry_run {
            "would be anchored"
        } else {
            "anchored"
        };
        let count = insertions.len();
        let noun = if count == 1 {
            "quotation"
        } else {
            "quotations"
        };
        warn(&format!("{}: {count} {noun} {verb}\n", entry.file));
    }
    Ok(outcome)
}
