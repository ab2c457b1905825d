//! `briefing check`: every fault of every file.

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use clap::ValueEnum;
use walkdir::WalkDir;

use super::{Outcome, print};
use crate::diagnostic::{Code, Diagnostic, Severity, SourceFile, Style, render, summary, to_json};
use crate::format::{self, FolderTexts, MAX_BRIEFING, ReadFault, read_bounded};
use crate::text::sanitise;

/// The file that marks a folder as the root of a library.
const LIBRARY: &str = "library.toml";

/// Arguments of `briefing check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Briefing files, or folders of them
    #[arg(required = true)]
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
}

/// What else makes a check fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Any warning
    Warnings,
}

/// A file to check, and the folder its stored texts have to stay in.
struct Task {
    path: PathBuf,
    root: PathBuf,
}

/// Checks the files and prints the report.
///
/// # Errors
/// Where no briefing is found, or the report cannot be written. What cannot be read is named on
/// standard error and makes the outcome [`Outcome::Failed`]; the rest is checked all the same.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut tasks = Vec::new();
    let mut unread = Vec::new();
    for path in &args.paths {
        unread.extend(gather(path, &mut tasks).err());
    }
    let mut faults = Vec::new();
    let mut read = 0;
    for task in &tasks {
        match check(task) {
            Ok(found) => {
                read += 1;
                faults.extend(found);
            }
            Err(error) => unread.push(error),
        }
    }
    if tasks.is_empty() && unread.is_empty() {
        bail!("no briefing found: a folder is searched for files that end in .toml");
    }
    let report = match args.format {
        Form::Json => to_json(&faults, read) + "\n",
        Form::Human => human(&faults, read),
    };
    if read > 0 || args.format == Form::Json {
        print(&report)?;
    }
    if !unread.is_empty() {
        for error in unread {
            // Where even this cannot be written, the exit code still says it.
            let _ = writeln!(io::stderr(), "error: {error:#}");
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

fn human(faults: &[Diagnostic], files: usize) -> String {
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
    format!("{}{last}\n", render(faults, style))
}

/// The files that a path of the command line stands for.
fn gather(path: &Path, tasks: &mut Vec<Task>) -> anyhow::Result<()> {
    let shown = || sanitise::line(&path.to_string_lossy()).into_owned();
    let found = std::fs::metadata(path).with_context(shown)?;
    if !found.is_dir() {
        tasks.push(Task {
            path: path.to_owned(),
            root: root_of(path),
        });
        return Ok(());
    }
    let walk = WalkDir::new(path)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry.file_name()));
    for entry in walk {
        let entry = match entry {
            Ok(entry) => entry,
            // A link that leads back to a folder above it, or nowhere: what it hides is elsewhere
            // or not at all.
            Err(error) if error.loop_ancestor().is_some() || is_missing(&error) => continue,
            Err(error) => return Err(error).with_context(shown),
        };
        let is_toml = entry.path().extension().is_some_and(|end| end == "toml");
        if is_toml && entry.file_type().is_file() && entry.file_name() != LIBRARY {
            tasks.push(Task {
                path: entry.into_path(),
                root: path.to_owned(),
            });
        }
    }
    Ok(())
}

fn is_hidden(name: &std::ffi::OsStr) -> bool {
    name.as_encoded_bytes().starts_with(b".")
}

fn is_missing(error: &walkdir::Error) -> bool {
    let error = error.io_error();
    error.is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// The root of the library that a single file belongs to: the nearest folder above it with a
/// `library.toml`, or else its own folder.
fn root_of(path: &Path) -> PathBuf {
    let folder = folder_of(path);
    let absolute = std::fs::canonicalize(&folder).unwrap_or_else(|_| folder.clone());
    let root = absolute
        .ancestors()
        .find(|above| above.join(LIBRARY).is_file());
    root.map_or(folder, Path::to_owned)
}

fn folder_of(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}

/// The faults of one file. A file whose content is wrong has faults; one that cannot be read at all
/// ends the check.
fn check(task: &Task) -> anyhow::Result<Vec<Diagnostic>> {
    let name = task.path.to_string_lossy().into_owned();
    let of_file = |code, message: String, help: &str| {
        let file = SourceFile::new(name.clone(), "");
        vec![Diagnostic::of_file(&file, code, message).help(help)]
    };
    let bytes = match read_bounded(&task.path, MAX_BRIEFING) {
        Ok(bytes) => bytes,
        Err(ReadFault::TooLarge(limit)) => {
            let message = format!("the file is larger than {limit} bytes");
            return Ok(of_file(
                Code::FileTooLarge,
                message,
                "split it into several",
            ));
        }
        Err(error) => {
            return Err(error).with_context(|| sanitise::line(&name).into_owned());
        }
    };
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => {
            let bad = error.utf8_error().valid_up_to() + 1;
            let message = format!("the file is not UTF-8: the first bad byte is byte {bad}");
            let help = "save it as UTF-8 in your editor";
            return Ok(of_file(Code::FileNotUtf8, message, help));
        }
    };
    let file = SourceFile::new(name.clone(), Arc::<str>::from(text));
    let stem = task.path.file_stem().unwrap_or_default().to_string_lossy();
    let texts = FolderTexts::new(&folder_of(&task.path), &task.root);
    Ok(format::parse(&file, &stem, &texts).diagnostics)
}
