//! `briefing check`: every fault of every file.

use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::bail;
use clap::ValueEnum;
use indicatif::{ProgressBar, ProgressDrawTarget};
use rayon::prelude::*;
use serde_json::Value;

use super::{Outcome, print, warn};
use crate::analysis::audit;
use crate::diagnostic::{
    Diagnostic, Severity, Style, render, summary, to_github, to_json, to_sarif,
};
use crate::library::discover::Input;
use crate::library::load::{self, Origin};
use crate::library::verify::Cache;
use crate::library::{Entry, Verification};
use crate::report::verdicts::{self, Tally};

/// How long a check takes before it shows how far it has come.
const PATIENCE: Duration = Duration::from_millis(500);

/// Arguments of `briefing check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Briefing files, or folders of them
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// The form of the report
    #[arg(long, value_enum, default_value_t = Form::Human)]
    pub format: Form,
    /// What else makes the check fail
    #[arg(long, value_enum)]
    pub deny: Option<Deny>,
}

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Form {
    /// As a compiler shows it
    Human,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for systems that review code
    Sarif,
    /// Annotations of a code review on GitHub
    Github,
}

/// What else makes a check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Any warning
    Warnings,
}

/// Checks the files and prints the report.
///
/// # Errors
/// Where no briefing is found, or the report cannot be written. What cannot be read is named on
/// standard error and makes the outcome [`Outcome::Failed`]; the rest is checked all the same.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let inputs: Vec<_> = args.paths.iter().cloned().map(Input::Path).collect();
    let mut loaded = load::entries(&inputs);
    let own_faults = loaded.own_faults();
    let load::Loaded {
        entries,
        unusable,
        libraries,
    } = loaded;
    if entries.is_empty() && unusable.is_empty() && libraries.is_empty() {
        bail!("no briefing found: a folder is searched for files that end in .toml");
    }
    let read = entries.len() + libraries.len();
    let mut checked = Checked {
        faults: own_faults,
        ..Checked::default()
    };
    for one in check_all(entries) {
        checked.faults.extend(one.faults);
        checked.quotes.extend(one.quotes);
        checked.tally.extend(one.tally);
    }
    let faults = checked.faults;
    let report = match args.format {
        Form::Json => to_json(&faults, read, &checked.quotes) + "\n",
        Form::Sarif => to_sarif(&faults) + "\n",
        Form::Github => to_github(&faults),
        Form::Human => human(&faults, read, checked.tally.line().as_deref()),
    };
    if read > 0 || args.format != Form::Human {
        print(&report)?;
    }
    if !unusable.is_empty() {
        for one in unusable {
            warn(&format!("error: {one}\n"));
        }
        return Ok(Outcome::Failed);
    }
    let denied = |d: &Diagnostic| match d.severity() {
        Severity::Error => true,
        Severity::Warning => args.deny == Some(Deny::Warnings),
        Severity::Note => false,
    };
    Ok(if faults.iter().any(denied) {
        Outcome::Faults
    } else {
        Outcome::Clean
    })
}

fn human(faults: &[Diagnostic], files: usize, quotes: Option<&str>) -> String {
    let no_colour = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    let style = if io::stdout().is_terminal() && !no_colour {
        Style::Coloured
    } else {
        Style::Plain
    };
    let last = summary(faults).unwrap_or_else(|| match files {
        1 => "1 file checked: no faults".to_owned(),
        many => format!("{many} files checked: no faults"),
    });
    let quotes = quotes.map_or(String::new(), |line| format!("{line}\n"));
    format!("{}{quotes}{last}\n", render(faults, style))
}

/// What the check of one file, or of several, found.
#[derive(Default)]
struct Checked {
    faults: Vec<Diagnostic>,
    quotes: Vec<Value>,
    tally: Tally,
}

/// Checks the words of every file on all cores; a bar on the terminal shows how far it has come
/// where it takes long.
fn check_all(entries: Vec<(Entry, Origin)>) -> Vec<Checked> {
    let bar =
        ProgressBar::with_draw_target(Some(entries.len() as u64), ProgressDrawTarget::hidden());
    let started = Instant::now();
    let cache = Cache::default();
    let checked = entries.into_par_iter().map(|(entry, origin)| {
        if bar.is_hidden() && started.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        let checked = check_one(entry, &origin, &cache);
        bar.inc(1);
        checked
    });
    let checked = checked.collect();
    bar.finish_and_clear();
    checked
}

fn check_one(mut entry: Entry, origin: &Origin, cache: &Cache) -> Checked {
    let mut checked = Checked {
        faults: std::mem::take(&mut entry.diagnostics).to_vec(),
        ..Checked::default()
    };
    if let Some(content) = &entry.content {
        let verification = Verification::of(content, cache);
        checked
            .faults
            .extend(audit::of_words(content, origin, &verification));
        checked.faults.extend(audit::of_gaps(content, origin));
        checked.quotes = verdicts::to_json(&entry, content, &verification);
        checked.tally.count_all(content, &verification);
    }
    checked
}
