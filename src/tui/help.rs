//! The help: the keys of the place where one is, then all others, then what the signs mean.

use crate::report::{GlyphSet, legend};
use crate::text::width::width;
use crate::text::wrap::wrap;

use super::command::{COMMANDS, Command, CommandId, Group};
use super::hints;
use super::keymap::Context;
use super::prompt::Asking;
use super::state::{Overlay, State};

/// The width of the column of keys, in cells; keys that are wider have a line to themselves.
const KEYS: usize = 17;
/// The same where there is little room.
const FEW_KEYS: usize = 9;
/// Below this width, in cells, there is little room.
const NARROW: usize = 44;
/// From this width on, in cells, the help has two columns.
const TWO_COLUMNS: usize = 100;
/// The cells between two columns.
pub(super) const GAP: usize = 3;

/// The help as it is open.
#[derive(Clone, Debug, Default)]
pub struct Help {
    /// The first line on the screen.
    pub top: usize,
    /// Its lines, a list for each column.
    pub columns: Vec<Vec<Line>>,
    /// What lay over the panes before, and does again afterwards.
    pub under: Option<Box<Overlay>>,
    /// The width in cells and the signs that the columns were made for.
    pub(super) made_for: Option<(usize, GlyphSet)>,
    parts: Vec<Part>,
}

/// A line of a column: keys at its left, then what they do from a column on. A heading has no
/// keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    /// Keys, or a sign.
    pub keys: String,
    /// The text.
    pub text: String,
    /// Where the text begins, in cells.
    pub at: usize,
    /// Whether it is a heading.
    pub heading: bool,
}

/// A heading and what stands under it.
#[derive(Clone, Debug)]
struct Part {
    title: String,
    entries: Vec<(String, String)>,
}

impl Help {
    /// The help for where one is now.
    pub(super) fn new(state: &State) -> Self {
        Self {
            parts: parts(state),
            ..Self::default()
        }
    }

    /// How many lines the longest column has.
    pub fn lines(&self) -> usize {
        self.columns.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Lays it out for a width in cells, where it is not.
    pub(super) fn lay(&mut self, cells: usize, glyphs: GlyphSet) {
        if self.made_for == Some((cells, glyphs)) {
            return;
        }
        self.made_for = Some((cells, glyphs));
        let count = if cells >= TWO_COLUMNS { 2 } else { 1 };
        let room = (cells.saturating_sub((count - 1) * GAP)) / count;
        let legend = signs(glyphs);
        let parts = self.parts.iter().chain(&legend);
        let blocks: Vec<_> = parts.map(|part| block(part, room)).collect();
        let total: usize = blocks.iter().map(Vec::len).sum();
        self.columns = vec![Vec::new(); count];
        let mut used = 0;
        for block in blocks {
            // A part stands whole in the column where more of it would stand.
            let at = ((used + block.len() / 2) * count / total.max(1)).min(count - 1);
            used += block.len();
            if let Some(column) = self.columns.get_mut(at) {
                if !column.is_empty() {
                    column.push(Line::default());
                }
                column.extend(block);
            }
        }
    }
}

/// The place where one is, then the parts of the table without what stood there.
fn parts(state: &State) -> Vec<Part> {
    let (title, mut entries, here) = here(state);
    let own = |command: &&Command| here.contains(&command.id);
    for id in &here {
        if let Some(command) = COMMANDS.iter().filter(own).find(|one| one.id == *id) {
            entries.push((keys(state, command), command.about.to_owned()));
        }
    }
    let mut parts = vec![Part { title, entries }];
    for group in Group::ALL {
        let commands = COMMANDS.iter().filter(|command| command.group == group);
        let others = commands.filter(|command| !own(command));
        let entry = |command: &Command| {
            let context = Context::of(state);
            let place = if context.takes(command) {
                String::new()
            } else {
                format!(" ({})", command.place.words())
            };
            (keys(state, command), format!("{}{place}", command.about))
        };
        let entries: Vec<_> = others.map(entry).collect();
        if !entries.is_empty() {
            let title = group.title().to_owned();
            parts.push(Part { title, entries });
        }
    }
    parts
}

/// What a command's user types for it: its keys, or its name in the palette.
fn keys(state: &State, command: &Command) -> String {
    let keys = state.keymap.label(command.id);
    if keys.is_empty() {
        let palette = state.keymap.keys(CommandId::Palette).next();
        let palette = palette.map_or_else(|| ":".to_owned(), |key| key.to_string());
        return format!("{palette}{}", command.name);
    }
    keys
}

/// Where one is: its name, the keys that are no command's, and the commands that are useful there.
fn here(state: &State) -> (String, Vec<(String, String)>, Vec<CommandId>) {
    let fixed = |keys: &[(&str, &str)]| {
        let entry = |(keys, about): &(&str, &str)| ((*keys).to_owned(), (*about).to_owned());
        keys.iter().map(entry).collect::<Vec<_>>()
    };
    if let (None, Some(prompt)) = (&state.overlay, &state.prompt) {
        let (title, own) = match prompt.asking {
            Asking::Find(_) => ("finding", FINDING),
            Asking::Title(_) => ("finding", FINDING),
            Asking::Narrow(_) => ("narrowing", NARROWING),
            Asking::Shelf(_) => ("narrowing", SIFTING),
            Asking::Date => ("going to a date", GOING),
            Asking::Name(_) => ("saving a filter", NAMING),
        };
        let keys = [own, EDITING].concat();
        return (format!("Here: {title}"), fixed(&keys), Vec::new());
    }
    let title = match &state.overlay {
        Some(Overlay::Chooser(chooser)) => {
            let title = format!("Here: {}", chooser.purpose.title());
            let own = chooser.purpose.keys();
            return (title, fixed(&[CHOOSER, own].concat()), Vec::new());
        }
        Some(Overlay::Search(_)) => {
            let keys = [SEARCHING, EDITING].concat();
            return ("Here: searching".to_owned(), fixed(&keys), Vec::new());
        }
        Some(Overlay::Faults(..)) => "Faults",
        Some(Overlay::Help(_)) => "Help",
        None if state.scene.is_library() => "Library",
        None => state.focus.title(),
    };
    let mut useful: Vec<_> = hints::useful(state).into_iter().map(|(id, _)| id).collect();
    let context = Context::of(state);
    if let Context::Pane(pane) = context {
        // What only this pane has is its own, useful or not.
        let own = COMMANDS.iter().filter(|command| command.place.is_of(pane));
        let own: Vec<_> = own.map(|command| command.id).collect();
        useful.extend(
            own.into_iter()
                .filter(|id| !useful.contains(id))
                .collect::<Vec<_>>(),
        );
    }
    (format!("Here: {title}"), Vec::new(), useful)
}

/// The keys of a list that is narrowed by typing.
const CHOOSER: &[(&str, &str)] = &[
    ("letters", "narrow: letters of the name, words of the rest"),
    ("Up Down C-p C-n", "the row above, the row below"),
    ("PgUp PgDn", "a page up, a page down"),
    ("Home End", "the first row, the last row"),
    ("Enter", "choose the selected row"),
    ("Esc", "leave without choosing"),
];

/// The keys of the search over everything.
const SEARCHING: &[(&str, &str)] = &[
    ("letters", "search all briefings, as they are typed"),
    ("Up Down C-p C-n", "the row above, the row below"),
    ("PgUp PgDn", "a page up, a page down"),
    ("Enter", "open the selected row; back comes back here"),
    (
        "Tab S-Tab",
        "complete a key or name; the next one, the one before",
    ),
    ("C-r C-s", "an earlier query, a later one"),
    ("Esc", "leave; all is as it was"),
];

/// The keys of the search prompt.
const FINDING: &[(&str, &str)] = &[
    ("letters", "find them, as they are typed"),
    (
        "Enter",
        "stay at the match; with nothing typed, find the words of last time",
    ),
    ("Esc", "back to where the search set out"),
];

/// The keys of the prompt for a query.
const NARROWING: &[(&str, &str)] = &[
    ("letters", "narrow by the query, as it is typed"),
    ("Tab S-Tab", "complete the word, the next way and back"),
    ("Up Down", "the queries before and after"),
    ("Enter", "keep the query"),
    ("Esc", "back to the query before"),
];

/// The keys of the prompt for a query in the library view.
const SIFTING: &[(&str, &str)] = &[
    (
        "letters",
        "list the briefings with these words in title, tags or bottom line",
    ),
    ("tag: date:", "also before: and after: ask for briefings"),
    ("Enter", "keep the query"),
    ("Esc", "back to the query before"),
];

/// The keys of the prompt for a date.
const GOING: &[(&str, &str)] = &[("Enter", "go to the date"), ("Esc", "stay")];

/// The keys of the prompt for a name.
const NAMING: &[(&str, &str)] = &[
    ("Enter", "save the filter under this name"),
    ("Esc", "do not save it"),
];

/// The keys that edit what is typed.
const EDITING: &[(&str, &str)] = &[
    ("C-a C-e", "the beginning, the end of the line"),
    ("C-w C-u C-k", "delete a word, the line, the rest of it"),
];

/// What the signs mean.
fn signs(glyphs: GlyphSet) -> Vec<Part> {
    let parts = legend(glyphs).into_iter().map(|part| Part {
        title: format!("Signs: {}", part.about.to_lowercase()),
        entries: part
            .signs
            .into_iter()
            .map(|(sign, words)| (sign.into_owned(), words))
            .collect(),
    });
    parts.collect()
}

/// A part as lines of at most some cells, a blank between it and the next left to the caller.
fn block(part: &Part, cells: usize) -> Vec<Line> {
    let signs = part.title.starts_with("Signs");
    let column = match cells {
        _ if signs => 2 + FEW_KEYS,
        0..NARROW => 2 + FEW_KEYS,
        _ => 2 + KEYS,
    };
    let heading = Line {
        text: part.title.clone(),
        heading: true,
        ..Line::default()
    };
    let mut lines = vec![heading];
    for (keys, text) in &part.entries {
        let mut keys = format!("  {keys}");
        let alone = width(&keys) + 1 > column;
        if alone {
            lines.push(Line {
                keys: std::mem::take(&mut keys),
                ..Line::default()
            });
        }
        let room = cells.saturating_sub(column).max(1);
        for range in wrap(text, room, room) {
            lines.push(Line {
                keys: std::mem::take(&mut keys),
                text: text.get(range).unwrap_or_default().to_owned(),
                at: column,
                heading: false,
            });
        }
    }
    lines
}
