//! What is wrong with the files: a list of faults, the selected one as a compiler shows it.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{self, Diagnostic, Severity, Style};
use crate::library::Entry;
use crate::report::GlyphSet;
use crate::text::sanitise;
use crate::text::wrap::wrap;

use super::action::{Effect, Line};
use super::command::CommandId;
use super::motion;
use super::state::State;
use super::window::Window;

/// The list of faults, and what is shown of the selected one.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    /// The faults: those of the open file first.
    pub list: Vec<Fault>,
    /// The selected one, and the first on the screen.
    pub rows: Window,
    /// Whether it is said what its code means.
    pub explained: bool,
    /// The report on the selected one, wrapped.
    pub report: Vec<String>,
    /// The first line of it on the screen.
    pub top: usize,
    /// What the report was made of: which fault, explained or not, the width in cells, the signs.
    settled: Option<(usize, bool, usize, GlyphSet)>,
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// How bad it is.
    pub severity: Severity,
    /// `broken.toml:4:18`: the file's own name, line and column where it has a place.
    pub place: String,
    /// The code, and what is wrong in a line. Safe for a terminal.
    pub message: String,
    /// The file and the line to mend it at; `None` where there is nothing to open.
    pub edit: Option<(Arc<Path>, usize)>,
    /// The fault; `None` where a file cannot be read at all.
    pub diagnostic: Option<Diagnostic>,
}

impl Fault {
    fn of(
        diagnostic: &Diagnostic,
        place: Option<(usize, usize)>,
        path: Option<&Arc<Path>>,
    ) -> Self {
        let name = sanitise::line(&diagnostic.file.name);
        let name = name.rsplit('/').next().unwrap_or_default();
        Self {
            severity: diagnostic.severity(),
            place: place.map_or(name.to_owned(), |(line, column)| {
                format!("{name}:{line}:{column}")
            }),
            message: sanitise::line(&format!("{} {}", diagnostic.code, diagnostic.message))
                .into_owned(),
            edit: path.map(|path| (Arc::clone(path), place.map_or(1, |(line, _)| line))),
            diagnostic: Some(diagnostic.clone()),
        }
    }

    /// The faults of a file, in the order of the file.
    fn of_all(diagnostics: &[Diagnostic], path: Option<&Arc<Path>>) -> Vec<Self> {
        let mut faults: Vec<_> = diagnostics.iter().collect();
        faults.sort_by(|a, b| a.order().cmp(&b.order()));
        let places = diagnostic::places(&faults);
        let faults = faults.into_iter().zip(places);
        faults
            .map(|(fault, place)| Self::of(fault, place, path))
            .collect()
    }

    fn of_problem(problem: &str) -> Self {
        Self {
            severity: Severity::Error,
            place: String::new(),
            message: sanitise::line(problem).into_owned(),
            edit: None,
            diagnostic: None,
        }
    }
}

impl Faults {
    /// All faults there are; `None` where there are none.
    pub(super) fn gather(state: &State) -> Option<Self> {
        let entries = state.library.entries();
        let (before, after) = entries.split_at(state.looked_at().min(entries.len()));
        let (open, after) = after.split_at(after.len().min(1));
        let of = |entry: &Entry| Fault::of_all(&entry.diagnostics, entry.path.as_ref());
        let mut list: Vec<_> = open.iter().flat_map(of).collect();
        let problems = state.problems.iter();
        list.extend(problems.map(|problem| Fault::of_problem(problem)));
        list.extend(state.config_faults.iter().flat_map(|fault| {
            // These are named by their paths.
            let path: Arc<Path> = Path::new(&*fault.file.name).into();
            Fault::of_all(std::slice::from_ref(fault), Some(&path))
        }));
        list.extend(state.library.own_faults().flat_map(|(own, faults)| {
            let faults: Vec<_> = faults.into_iter().cloned().collect();
            Fault::of_all(&faults, Some(&own.path))
        }));
        list.extend(after.iter().chain(before).flat_map(of));
        (!list.is_empty()).then(|| Self {
            list,
            ..Self::default()
        })
    }

    /// The faults that there are now, with the same one selected where it is still there; else what
    /// has come into its place.
    pub(super) fn again(&self, state: &State) -> Option<Self> {
        let mut now = Self::gather(state)?;
        let was = self.list.get(self.rows.at);
        let same = was.and_then(|was| {
            let same = |one: &Fault| one.message == was.message && one.place == was.place;
            let alike = |one: &Fault| one.message == was.message;
            let mut list = now.list.iter();
            list.position(same)
                .or_else(|| now.list.iter().position(alike))
        });
        now.rows.at = same.unwrap_or(self.rows.at.min(now.list.len().saturating_sub(1)));
        now.explained = self.explained;
        Some(now)
    }

    /// The selected fault.
    pub fn selected(&self) -> Option<&Fault> {
        self.list.get(self.rows.at)
    }

    /// How many there are of each severity: "2 errors · 1 warning".
    pub fn counts(&self, dot: &str) -> String {
        let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
            let of = self.list.iter().filter(|fault| fault.severity == severity);
            (of.count(), severity.word())
        });
        let named = counts.iter().filter(|(count, _)| *count > 0);
        let named = named.map(|(count, word)| {
            let ending = if *count == 1 { "" } else { "s" };
            format!("{count} {word}{ending}")
        });
        named.collect::<Vec<_>>().join(&format!(" {dot} "))
    }

    /// How many rows of the overlay's the list has: all of its rows where the report leaves room,
    /// else a third.
    pub fn height(&self, height: usize) -> usize {
        let room = height.saturating_sub(self.report.len() + 1);
        self.list.len().min(room.max(height / 3)).max(1)
    }

    /// How many lines of the report are on the screen, of an overlay of so many lines.
    pub fn room(&self, height: usize) -> usize {
        height.saturating_sub(self.height(height) + 1)
    }

    /// Moves: by rows in the list, by pages in the report where not all of it can be seen.
    pub(super) fn go(&mut self, command: CommandId, height: usize) {
        let room = self.room(height);
        let by_pages = matches!(
            command,
            CommandId::PageDown | CommandId::PageUp | CommandId::HalfDown | CommandId::HalfUp
        );
        if by_pages && self.report.len() > room {
            let tops = self.report.len() - room + 1;
            self.top = motion::moved(self.top, command, room, tops);
        } else {
            let page = self.height(height);
            self.rows.at = motion::moved(self.rows.at, command, page, self.list.len());
        }
    }

    /// Opens the editor at the selected fault.
    pub(super) fn edit(&self) -> Result<Effect, &'static str> {
        match self.selected().map(|fault| &fault.edit) {
            Some(Some((file, line))) => Ok(Effect::Edit {
                file: Arc::clone(file),
                line: Line::Number(*line),
            }),
            _ => Err("there is no file to edit"),
        }
    }

    /// Keeps the selected fault and the report on the screen, in an overlay of so many lines.
    pub(super) fn clamp(&mut self, height: usize) {
        self.rows.settle(self.height(height), self.list.len());
        let most = self.report.len().saturating_sub(self.room(height));
        self.top = self.top.min(most);
    }

    /// Writes the report on the selected fault for a width in cells.
    pub(super) fn settle(&mut self, width: usize, glyphs: GlyphSet) {
        self.rows.at = self.rows.at.min(self.list.len().saturating_sub(1));
        let wanted = Some((self.rows.at, self.explained, width, glyphs));
        if self.settled == wanted {
            return;
        }
        let same = self.settled.is_some_and(|(at, ..)| at == self.rows.at);
        if !same {
            self.top = 0;
        }
        self.settled = wanted;
        let mut lines = Vec::new();
        if let Some(fault) = self.selected() {
            if let Some(diagnostic) = &fault.diagnostic {
                let text = diagnostic::render(std::slice::from_ref(diagnostic), Style::Plain);
                lines.extend(text.trim_end().lines().map(str::to_owned));
                if self.explained {
                    lines.push(String::new());
                    lines.push(diagnostic.code.explanation().to_owned());
                }
            } else {
                lines.push(fault.message.clone());
            }
        }
        for line in &mut lines {
            in_signs_of(glyphs, line);
        }
        self.report = wrapped(&lines, width);
    }
}

/// Puts a line of a report into the signs of a set. What stands in the file stays as it is there;
/// the caret under it stays in its column.
fn in_signs_of(glyphs: GlyphSet, line: &mut String) {
    if glyphs == GlyphSet::Unicode || line.is_ascii() {
        return;
    }
    let excerpt = line.split_once(" | ").filter(|(number, _)| {
        let number = number.trim();
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    });
    let Some((number, text)) = excerpt else {
        *line = glyphs.words(line).into_owned();
        return;
    };
    let (lead, text) = match text.strip_prefix('…') {
        Some(rest) => (".", rest),
        None => ("", text),
    };
    let (text, tail) = match text.strip_suffix('…') {
        Some(rest) => (rest, "."),
        None => (text, ""),
    };
    *line = format!("{number} | {lead}{text}{tail}");
}

/// Lines of a report, wrapped under where their text begins.
fn wrapped(lines: &[String], width: usize) -> Vec<String> {
    let mut out = Vec::with_capacity(lines.len());
    for line in lines {
        let lead = line.len() - line.trim_start_matches([' ', '|', '=']).len();
        let room = width.saturating_sub(lead).max(1);
        for (n, range) in wrap(line, width.max(1), room).into_iter().enumerate() {
            let text = line.get(range).unwrap_or_default();
            out.push(match n {
                0 => text.to_owned(),
                _ => format!("{:lead$}{text}", ""),
            });
        }
    }
    out
}
