//! Filters that are kept under a name: the list of them, and what is done with one.
//!
//! They are read anew whenever the list is opened, and written in another thread; what has become
//! of them comes as an answer.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tui_input::Input;

use crate::journal::filters::{self, Answer, Order, SavedFilter};
use crate::library::{Filter, Unsure};
use crate::query::Query;
use crate::text::sanitise;

use super::action::Effect;
use super::chooser::{self, Choice, Purpose, Row};
use super::filtering;
use super::keys::Key;
use super::narrowing::read;
use super::prompt::{Asking, Prompt};
use super::state::{Overlay, State};

/// Opens the list: what is known of it at once, the rest as soon as it is read.
pub(super) fn open(state: &mut State) -> Vec<Effect> {
    let rows = rows(state);
    let mut effects = chooser::open(state, Purpose::Filters, rows);
    effects.push(Effect::Filters(Order::Read));
    effects
}

/// Takes in what has become of the saved filters.
pub(super) fn answered(state: &mut State, answer: Answer) {
    state.saved = answer.filters;
    if answer.told.is_some() {
        state.message = answer.told;
    }
    let rows = rows(state);
    if let Some(Overlay::Chooser(chooser)) = &mut state.overlay
        && chooser.purpose == Purpose::Filters
        && chooser.rows != rows
    {
        chooser.replace(rows);
    }
}

fn rows(state: &State) -> Vec<Row> {
    let uncertain = |filter: &SavedFilter| match filter.unsure {
        Unsure::Shown => "",
        Unsure::Hidden => "certain only",
    };
    let row = |label: &str, filter: &SavedFilter, choice| {
        let row = Row::new(label, choice).detail(&filter.query);
        row.note(uncertain(filter))
    };
    let here = in_force(state).map(|filter| {
        let choice = Choice::Save(filter.clone());
        let label = format!("save the filter in force as {}", state.glyphs.ellipsis());
        row(&label, &filter, choice)
    });
    let saved = state.saved.iter();
    let saved = saved.map(|filter| row(&filter.name, filter, Choice::Saved(filter.clone())));
    here.into_iter().chain(saved).collect()
}

/// The filter that is set, written as a query, without a name.
fn in_force(state: &State) -> Option<SavedFilter> {
    let filter = &state.filter;
    (!filter.is_empty()).then(|| SavedFilter {
        name: String::new(),
        query: filter.written(),
        unsure: match filter.unsure {
            // Where no days are asked for it makes no difference.
            Unsure::Hidden if filter.may_be_unsure() => Unsure::Hidden,
            _ => Unsure::Shown,
        },
    })
}

/// Asks what a filter is to be called.
pub(super) fn ask(state: &mut State, filter: SavedFilter) {
    if let Err(fault) = Query::parse(&filter.query) {
        let message = format!("this filter is no query: {}", fault.line());
        state.message = Some(sanitise::line(&message).into_owned());
        return;
    }
    state.prompt = Some(Prompt::new(Asking::Name(Box::new(filter)), ""));
}

/// Keeps what is typed for a name within its bound.
pub(super) fn changed(state: &mut State) {
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let typed = prompt.input.value();
    if let Some((end, _)) = typed.char_indices().nth(filters::MAX_NAME) {
        let short = typed.get(..end).unwrap_or_default().to_owned();
        prompt.input = Input::new(short);
    }
}

/// Keeps the filter under the name that was typed; without one, nothing.
pub(super) fn accept(state: &mut State) -> Vec<Effect> {
    let Some(Prompt {
        asking: Asking::Name(mut filter),
        input,
        ..
    }) = state.prompt.take()
    else {
        return Vec::new();
    };
    let Some(name) = filters::name(input.value()) else {
        return Vec::new();
    };
    filter.name = name;
    vec![Effect::Filters(Order::Keep(*filter))]
}

/// Whether there is a filter of the name that is typed.
pub(super) fn is_taken(state: &State, typed: &str) -> bool {
    let name = filters::name(typed);
    name.is_some_and(|name| state.saved.iter().any(|one| one.name == name))
}

/// Puts a saved filter in the place of the one in force.
pub(super) fn apply(state: &mut State, saved: &SavedFilter) {
    match read(state, &saved.query) {
        Ok(query) => {
            let filter = Filter {
                query,
                unsure: saved.unsure,
                ..Filter::default()
            };
            if filter == state.filter {
                state.message = Some(format!("\"{}\" is the filter in force", saved.name));
            } else {
                let before = std::mem::replace(&mut state.filter, filter);
                filtering::remember(state, before);
            }
        }
        Err(fault) => {
            let message = format!("\"{}\" fits nothing here: {}", saved.name, fault.line());
            state.message = Some(sanitise::line(&message).into_owned());
        }
    }
}

/// The keys that delete the selected filter.
pub(super) fn pressed(state: &mut State, key: Key) -> Option<Vec<Effect>> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, control) {
        (KeyCode::Delete, _) | (KeyCode::Char('d'), true) => Some(delete(state)),
        _ => None,
    }
}

fn delete(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Chooser(chooser)) = &mut state.overlay else {
        return Vec::new();
    };
    let Some(Row {
        choice: Choice::Saved(filter),
        ..
    }) = chooser.selected_row()
    else {
        state.message = Some("no saved filter is selected".to_owned());
        return Vec::new();
    };
    let name = filter.name.clone();
    state.saved.retain(|one| one.name != name);
    let rows = rows(state);
    if let Some(Overlay::Chooser(chooser)) = &mut state.overlay {
        chooser.replace(rows);
    }
    vec![Effect::Filters(Order::Forget(name))]
}
