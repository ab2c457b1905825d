//! The line that is being typed: what it is for, and what its keys do.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tui_input::Input;

use crate::journal::filters::SavedFilter;
use crate::query::Fault;

use super::action::Effect;
use super::catalogue::{Seeking, Sifting};
use super::keys::Key;
use super::narrowing::Narrowing;
use super::state::{Find, Spot, State};
use super::{catalogue, find, go_to, line, narrowing, saved};

/// The line that is being typed.
#[derive(Clone, Debug)]
pub struct Prompt {
    /// The text and its cursor.
    pub input: Input,
    /// What it is for, with what is restored when it is left.
    pub asking: Asking,
    /// What is wrong with what was typed, where it cannot be used.
    pub fault: Option<Fault>,
}

/// What is asked for.
#[derive(Clone, Debug)]
pub enum Asking {
    /// Words to find in a pane.
    Find(Box<Finding>),
    /// Words to find among the titles of the library view.
    Title(Box<Seeking>),
    /// A query to narrow by.
    Narrow(Box<Narrowing>),
    /// A query to narrow the library view by.
    Shelf(Box<Sifting>),
    /// A date to go to.
    Date,
    /// A name for a filter.
    Name(Box<SavedFilter>),
}

/// What is restored when a search is dropped.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Where the search set out.
    pub origin: Spot,
    /// What was looked for before.
    pub previous: Option<Find>,
}

impl Prompt {
    /// A prompt with some text in it and the cursor behind that.
    pub fn new(asking: Asking, text: &str) -> Self {
        Self {
            input: Input::new(text.to_owned()),
            asking,
            fault: None,
        }
    }

    /// Whether it has a line of its own under it, for faults and help.
    pub const fn has_foot(&self) -> bool {
        !matches!(self.asking, Asking::Find(_) | Asking::Title(_))
    }

    /// What is typed before the cursor, in bytes.
    pub fn cursor(&self) -> usize {
        let before = self.input.value().chars().take(self.input.cursor());
        before.map(char::len_utf8).sum()
    }
}

/// Takes a key into the prompt.
pub(super) fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let Some(prompt) = &mut state.prompt else {
        return Vec::new();
    };
    let empty = prompt.input.value().is_empty();
    let is_find = matches!(prompt.asking, Asking::Find(_) | Asking::Title(_));
    match (key.code, control) {
        (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => cancel(state),
        (KeyCode::Enter, _) => return accept(state),
        (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) if empty && is_find => {
            cancel(state);
        }
        _ if narrowing::pressed(state, key) => {}
        _ => edit(state, key),
    }
    Vec::new()
}

/// Leaves the prompt for something else: what can be seen of it already is kept, what would only
/// come of it is not.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    let keeps = state.prompt.as_ref().is_some_and(|prompt| {
        let empty = prompt.input.value().is_empty();
        match prompt.asking {
            // An empty search looks for the words of last time.
            Asking::Find(_) | Asking::Title(_) => !empty,
            Asking::Narrow(_) | Asking::Shelf(_) => true,
            Asking::Date | Asking::Name(_) => false,
        }
    });
    if keeps {
        return accept(state);
    }
    cancel(state);
    Vec::new()
}

fn edit(state: &mut State, key: Key) {
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let before = prompt.input.value().to_owned();
    if line::edit(&mut prompt.input, key) && prompt.input.value() != before {
        changed(state);
    }
}

/// Takes pasted text into the prompt.
pub(super) fn pasted(state: &mut State, text: &str) {
    if let Some(prompt) = &mut state.prompt {
        line::insert(&mut prompt.input, text);
        changed(state);
    }
}

fn changed(state: &mut State) {
    match state.prompt.as_ref().map(|prompt| &prompt.asking) {
        Some(Asking::Find(_)) => find::changed(state),
        Some(Asking::Title(_)) => catalogue::changed_find(state),
        Some(Asking::Narrow(_)) => narrowing::changed(state),
        Some(Asking::Shelf(_)) => catalogue::changed_query(state),
        Some(Asking::Date) => go_to::changed(state),
        Some(Asking::Name(_)) => saved::changed(state),
        None => {}
    }
}

fn accept(state: &mut State) -> Vec<Effect> {
    match state.prompt.as_ref().map(|prompt| &prompt.asking) {
        Some(Asking::Find(_)) => find::accept(state),
        Some(Asking::Title(_)) => catalogue::accept_find(state),
        Some(Asking::Narrow(_)) => narrowing::accept(state),
        Some(Asking::Shelf(_)) => catalogue::accept_query(state),
        Some(Asking::Date) => go_to::accept(state),
        Some(Asking::Name(_)) => return saved::accept(state),
        None => {}
    }
    Vec::new()
}

fn cancel(state: &mut State) {
    match state.prompt.as_ref().map(|prompt| &prompt.asking) {
        Some(Asking::Find(_)) => find::cancel(state),
        Some(Asking::Title(_)) => catalogue::cancel_find(state),
        Some(Asking::Narrow(_)) => narrowing::cancel(state),
        Some(Asking::Shelf(_)) => catalogue::cancel_query(state),
        Some(Asking::Date | Asking::Name(_)) | None => state.prompt = None,
    }
}
