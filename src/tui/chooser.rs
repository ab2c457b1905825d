//! Choosing one row of many: a list over the panes, narrowed by what is typed.
//!
//! The chooser knows rows and nothing of what they stand for. What they are, what moving to one
//! means and what choosing one does is its [`Purpose`]. To add a purpose:
//!
//! 1. add a variant to [`Purpose`], with what has to be kept meanwhile (what `Esc` restores), and
//!    its words in [`Purpose::title`] and [`Purpose::verb`];
//! 2. add a variant to [`Choice`] for what a row stands for;
//! 3. where it is opened, say `chooser::open(state, purpose, rows)`, the rows made by [`Row::new`];
//! 4. add its arms to `chosen`, and if they mean something to `moved`, `left` and `pressed`.
//!
//! Drawing, narrowing, moving, the mouse and the hint bar come with it.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tui_input::Input;

use crate::journal::filters::SavedFilter;
use crate::report::export::Form;
use crate::text::sanitise;

use super::action::{Destination, Effect};
use super::command::CommandId;
use super::keys::Key;
use super::line;
use super::motion;
use super::narrow::{self, Shown};
use super::state::{Overlay, State};

/// A list to choose from.
#[derive(Clone, Debug)]
pub struct Chooser {
    /// What is chosen, and what for.
    pub purpose: Purpose,
    /// Every row, in the order in which they are offered.
    pub rows: Vec<Row>,
    /// What was typed to narrow them.
    pub query: Input,
    /// The rows that are left, the best first. Follows from the rows and what was typed.
    pub shown: Vec<Shown>,
    /// The selected row, of those that are left.
    pub selected: usize,
    /// The first row on the screen, of those that are left.
    pub top: usize,
    /// What lay over the panes before, and does again when nothing is chosen.
    pub under: Option<Box<Overlay>>,
}

/// What is chosen, and what for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A command to give.
    Palette,
    /// In which form to take out what the filter shows, and where to.
    TakeOut,
    /// A theme to wear. Moving to one puts it on; the one that was on before is kept.
    Theme(String),
    /// A saved filter to set, or the one in force to save.
    Filters,
}

/// What a row stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// A command.
    Command(CommandId),
    /// A form of what the filter shows, and where it goes.
    TakeOut(Form, Destination),
    /// A theme, by name.
    Theme(String),
    /// A saved filter.
    Saved(SavedFilter),
    /// The filter in force, to be saved.
    Save(SavedFilter),
}

/// A row to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// What it is called: what is typed is first looked for here, letter by letter.
    pub label: String,
    /// What stands at its right end.
    pub note: String,
    /// What it is, in a line: what is typed is looked for here too, word by word.
    pub detail: String,
    /// Whether choosing it does something.
    pub standing: Standing,
    /// What it stands for.
    pub choice: Choice,
}

/// Whether choosing a row does something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It does.
    #[default]
    Open,
    /// Not here: it is dim, and comes after the others.
    Elsewhere,
}

impl Purpose {
    /// The title of the list.
    pub const fn title(&self) -> &'static str {
        match self {
            Self::Palette => "Commands",
            Self::TakeOut => "What the filter shows",
            Self::Theme(_) => "Themes",
            Self::Filters => "Saved filters",
        }
    }

    /// What Enter does with the selected row, in a word for the hint bar.
    pub const fn verb(&self) -> &'static str {
        match self {
            Self::Palette => "run",
            Self::TakeOut => "do it",
            Self::Theme(_) => "keep",
            Self::Filters => "choose",
        }
    }

    /// What stands where rows would, where there are none.
    pub const fn none(&self) -> &'static str {
        match self {
            Self::Palette | Self::TakeOut | Self::Theme(_) => "",
            Self::Filters => "none yet: what is filtered by can be saved here",
        }
    }

    /// The keys that it has for itself, for the help.
    pub const fn keys(&self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Palette | Self::TakeOut | Self::Theme(_) => &[],
            Self::Filters => &[("C-d Delete", "delete the selected filter")],
        }
    }
}

impl Row {
    /// A row with a label. Everything in it may come from a file: it is made safe here.
    pub fn new(label: &str, choice: Choice) -> Self {
        Self {
            label: sanitise::line(label).into_owned(),
            note: String::new(),
            detail: String::new(),
            standing: Standing::Open,
            choice,
        }
    }

    /// The same row with something at its right end.
    #[must_use]
    pub fn note(mut self, note: &str) -> Self {
        self.note = sanitise::line(note).into_owned();
        self
    }

    /// The same row with a line about it.
    #[must_use]
    pub fn detail(mut self, detail: &str) -> Self {
        self.detail = sanitise::line(detail).into_owned();
        self
    }

    /// The same row, where choosing it does something or does nothing.
    #[must_use]
    pub fn standing(mut self, standing: Standing) -> Self {
        self.standing = standing;
        self
    }
}

impl Chooser {
    /// A list of rows, the first one selected.
    pub fn new(purpose: Purpose, rows: Vec<Row>) -> Self {
        let mut chooser = Self {
            purpose,
            rows,
            query: Input::default(),
            shown: Vec::new(),
            selected: 0,
            top: 0,
            under: None,
        };
        chooser.narrow();
        chooser
    }

    /// The selected row, where any is left.
    pub fn selected_row(&self) -> Option<&Row> {
        let shown = self.shown.get(self.selected)?;
        self.rows.get(shown.row)
    }

    /// Finds the rows that what was typed leaves, and selects the best.
    fn narrow(&mut self) {
        self.shown = narrow::rows(&self.rows, self.query.value());
        self.selected = 0;
        self.top = 0;
    }

    /// Puts other rows in the place of these; the selected one stays so where it is still there.
    pub(super) fn replace(&mut self, rows: Vec<Row>) {
        let choice = self.selected_row().map(|row| row.choice.clone());
        let (at, top) = (self.selected, self.top);
        self.rows = rows;
        self.narrow();
        let mut shown = self.shown.iter().map(|shown| self.rows.get(shown.row));
        let same = shown.position(|row| row.map(|row| &row.choice) == choice.as_ref());
        self.selected = same.unwrap_or(at).min(self.shown.len().saturating_sub(1));
        self.top = top;
    }

    /// Keeps the selection within the rows and on a page of so many rows.
    pub(super) fn settle(&mut self, page: usize) {
        self.selected = self.selected.min(self.shown.len().saturating_sub(1));
        let least = (self.selected + 1).saturating_sub(page.max(1));
        let most = self.shown.len().saturating_sub(page);
        self.top = self.top.clamp(least, self.selected.max(least)).min(most);
    }
}

/// Opens a list over what is there.
pub(super) fn open(state: &mut State, purpose: Purpose, rows: Vec<Row>) -> Vec<Effect> {
    let mut chooser = Chooser::new(purpose, rows);
    chooser.under = state.overlay.take().map(Box::new);
    state.overlay = Some(Overlay::Chooser(chooser));
    moved(state)
}

/// Takes a key: it moves, chooses, leaves, or edits what is typed.
pub(super) fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    if let Some(effects) = pressed(state, key) {
        return effects;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let motion = match (key.code, control) {
        (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return leave(state),
        (KeyCode::Enter, _) => return choose(state),
        (KeyCode::Up | KeyCode::BackTab, _) | (KeyCode::Char('p'), true) => CommandId::Up,
        (KeyCode::Down | KeyCode::Tab, _) | (KeyCode::Char('n'), true) => CommandId::Down,
        (KeyCode::PageUp, _) => CommandId::PageUp,
        (KeyCode::PageDown, _) => CommandId::PageDown,
        (KeyCode::Home, _) => CommandId::Top,
        (KeyCode::End, _) => CommandId::Bottom,
        _ => {
            let Some(chooser) = chooser(state) else {
                return Vec::new();
            };
            let before = chooser.query.value().to_owned();
            let rubout = matches!(key.code, KeyCode::Backspace);
            if rubout && before.is_empty() {
                return leave(state);
            }
            if line::edit(&mut chooser.query, key) && chooser.query.value() != before {
                chooser.narrow();
                return moved(state);
            }
            return Vec::new();
        }
    };
    go(state, motion)
}

/// Takes pasted text into what is typed.
pub(super) fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(chooser) = chooser(state) else {
        return Vec::new();
    };
    line::insert(&mut chooser.query, text);
    chooser.narrow();
    moved(state)
}

/// Moves by a command of moving.
pub(super) fn go(state: &mut State, command: CommandId) -> Vec<Effect> {
    let page = super::views::chooser_page(state);
    let Some(chooser) = chooser(state) else {
        return Vec::new();
    };
    let count = chooser.shown.len();
    chooser.selected = match (command, chooser.selected) {
        // One step goes round the end, as in the prompts of shells and editors.
        (CommandId::Up, 0) => count.saturating_sub(1),
        (CommandId::Down, at) if at + 1 >= count => 0,
        (command, at) => motion::moved(at, command, page, count),
    };
    moved(state)
}

/// Chooses the selected row: closes the list, then does what it is for.
pub(super) fn choose(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Chooser(chooser)) = state.overlay.take() else {
        return Vec::new();
    };
    let row = chooser.selected_row().cloned();
    let Some(row) = row else {
        // Nothing is left to choose: what was typed can be changed.
        state.overlay = Some(Overlay::Chooser(chooser));
        return Vec::new();
    };
    state.overlay = chooser.under.map(|under| *under);
    chosen(state, chooser.purpose, row)
}

/// Closes the list without choosing.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Chooser(chooser)) = state.overlay.take() else {
        return Vec::new();
    };
    state.overlay = chooser.under.map(|under| *under);
    left(state, chooser.purpose)
}

fn chooser(state: &mut State) -> Option<&mut Chooser> {
    match &mut state.overlay {
        Some(Overlay::Chooser(chooser)) => Some(chooser),
        _ => None,
    }
}

/// What choosing a row does. The list is closed already.
fn chosen(state: &mut State, purpose: Purpose, row: Row) -> Vec<Effect> {
    match (purpose, row.choice) {
        (Purpose::Palette, Choice::Command(command)) => super::palette::run(state, command),
        (Purpose::TakeOut, Choice::TakeOut(form, to)) => vec![Effect::TakeOut { form, to }],
        (Purpose::Theme(_), Choice::Theme(name)) => super::looks::keep(state, &name),
        (Purpose::Filters, Choice::Saved(filter)) => {
            super::saved::apply(state, &filter);
            Vec::new()
        }
        (Purpose::Filters, Choice::Save(filter)) => {
            super::saved::ask(state, filter);
            Vec::new()
        }
        // The rows of a list are made for its purpose.
        (Purpose::Palette | Purpose::TakeOut | Purpose::Theme(_) | Purpose::Filters, _) => {
            Vec::new()
        }
    }
}

/// What moving to a row does: previews it, for instance. Also called where what is typed has
/// brought another row under the selection, and when the list opens.
pub(super) fn moved(state: &mut State) -> Vec<Effect> {
    let Some(chooser) = chooser(state) else {
        return Vec::new();
    };
    match &chooser.purpose {
        Purpose::Palette | Purpose::TakeOut | Purpose::Filters => {}
        Purpose::Theme(before) => {
            let selected = chooser.selected_row().map(|row| &row.choice);
            let name = match selected {
                Some(Choice::Theme(name)) => name,
                _ => before,
            };
            let name = name.clone();
            state.wear(&name);
        }
    }
    Vec::new()
}

/// What leaving without a choice does. The list is closed already.
fn left(state: &mut State, purpose: Purpose) -> Vec<Effect> {
    match purpose {
        Purpose::Palette | Purpose::TakeOut | Purpose::Filters => {}
        Purpose::Theme(before) => state.wear(&before),
    }
    Vec::new()
}

/// A key that a purpose has for itself, before all others; `None` where it has none for it.
fn pressed(state: &mut State, key: Key) -> Option<Vec<Effect>> {
    match chooser(state)?.purpose {
        Purpose::Palette | Purpose::TakeOut | Purpose::Theme(_) => None,
        Purpose::Filters => super::saved::pressed(state, key),
    }
}
