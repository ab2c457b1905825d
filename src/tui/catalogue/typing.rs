//! Finding a title in the library view, and narrowing its list by a query, as one types.

use std::sync::Arc;

use crate::library::Library;
use crate::library::catalogue::{ShelfRow, check, titled};
use crate::query::Query;
use crate::text::fold::Needle;

use crate::tui::pane::Step;
use crate::tui::prompt::{Asking, Prompt};
use crate::tui::state::State;
use crate::tui::window::Window;

/// Words that are looked for among the titles, and where they are.
#[derive(Clone, Debug)]
pub struct Sought {
    /// What was typed.
    pub query: String,
    /// The same, ready for searching.
    pub needle: Needle,
    /// The rows that have it, in order.
    pub hits: Vec<usize>,
    /// Which of them is looked at.
    pub current: usize,
}

/// What is restored when a search is dropped.
#[derive(Clone, Debug)]
pub struct Seeking {
    origin: Window,
    previous: Option<Sought>,
}

/// What is restored when a query is dropped.
#[derive(Clone, Debug)]
pub struct Sifting {
    origin: Window,
    selected: Option<Arc<str>>,
    before: Query,
}

impl Sought {
    /// Looks among the titles of some rows; of files that cannot be read, among their names.
    pub(super) fn find(&mut self, rows: &[ShelfRow], library: &Library) {
        self.hits = titled(library, rows, &self.needle);
        self.current = self.current.min(self.hits.len().saturating_sub(1));
    }
}

/// Opens the prompt for words to find.
pub(super) fn start_find(state: &mut State) {
    let seeking = Seeking {
        origin: state.catalogue.window,
        previous: state.catalogue.sought.take(),
    };
    state.prompt = Some(Prompt::new(Asking::Title(Box::new(seeking)), ""));
}

/// Looks again from where the search set out.
pub(in crate::tui) fn changed_find(state: &mut State) {
    let Some(Prompt {
        input,
        asking: Asking::Title(seeking),
        ..
    }) = &state.prompt
    else {
        return;
    };
    state.catalogue.window = seeking.origin;
    let query = input.value();
    if query.is_empty() {
        state.catalogue.sought = None;
        return;
    }
    let mut sought = Sought {
        needle: Needle::new(query),
        query: query.to_owned(),
        hits: Vec::new(),
        current: 0,
    };
    sought.find(&state.catalogue.rows, &state.library);
    let from = seeking.origin.at;
    let first = sought.hits.iter().position(|row| *row >= from);
    sought.current = first.unwrap_or(0);
    state.catalogue.sought = Some(sought);
    go_to_hit(state);
}

fn go_to_hit(state: &mut State) {
    let sought = state.catalogue.sought.as_ref();
    if let Some(row) = sought.and_then(|sought| sought.hits.get(sought.current)) {
        state.catalogue.window.at = *row;
    }
}

/// Drops the search.
pub(in crate::tui) fn cancel_find(state: &mut State) {
    if let Some(Prompt {
        asking: Asking::Title(seeking),
        ..
    }) = state.prompt.take()
    {
        state.catalogue.window = seeking.origin;
        state.catalogue.sought = seeking.previous;
        if let Some(sought) = &mut state.catalogue.sought {
            sought.find(&state.catalogue.rows, &state.library);
        }
    }
}

/// Stays at what was found; with nothing typed, looks for the words of last time.
pub(in crate::tui) fn accept_find(state: &mut State) {
    let Some(Prompt {
        input,
        asking: Asking::Title(seeking),
        ..
    }) = state.prompt.take()
    else {
        return;
    };
    if input.value().is_empty() {
        state.catalogue.sought = seeking.previous;
        return step(state, Step::Forward);
    }
    not_found(state);
}

fn not_found(state: &mut State) {
    let sought = state.catalogue.sought.as_ref();
    if let Some(sought) = sought.filter(|sought| sought.hits.is_empty()) {
        state.message = Some(format!("not found: {}", sought.query));
    }
}

/// Goes to the next or previous hit, round the end.
pub(super) fn step(state: &mut State, step: Step) {
    let here = state.catalogue.window.at;
    let Some(sought) = &mut state.catalogue.sought else {
        state.message = Some("nothing was looked for yet; / finds".to_owned());
        return;
    };
    let hits = &sought.hits;
    let next = match step {
        Step::Forward => hits.iter().position(|row| *row > here).unwrap_or(0),
        Step::Back => {
            let before = hits.iter().rposition(|row| *row < here);
            before.unwrap_or(hits.len().saturating_sub(1))
        }
    };
    sought.current = next;
    go_to_hit(state);
    not_found(state);
}

/// Opens the prompt for a query.
pub(super) fn start_query(state: &mut State) {
    let sifting = Sifting {
        origin: state.catalogue.window,
        selected: state.catalogue.selected.clone(),
        before: state.catalogue.query.clone(),
    };
    let query = sifting.before.as_str().to_owned();
    // Another term can follow at once.
    let text = match query.as_str() {
        "" => query,
        _ => query + " ",
    };
    state.prompt = Some(Prompt::new(Asking::Shelf(Box::new(sifting)), &text));
}

/// Narrows by what stands in the prompt, if that can be read; else the last that could stays.
pub(in crate::tui) fn changed_query(state: &mut State) {
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let query = Query::parse(prompt.input.value());
    let query = query.and_then(|query| {
        let known = check(&state.library, &query);
        known.map(|()| query)
    });
    match query {
        Ok(query) => {
            prompt.fault = None;
            if let (Asking::Shelf(sifting), true) = (&prompt.asking, state.catalogue.query != query)
            {
                // What was selected when typing began stays so, wherever half a word led.
                state.catalogue.window = sifting.origin;
                state.catalogue.selected.clone_from(&sifting.selected);
                state.catalogue.query = query;
            }
        }
        Err(fault) => prompt.fault = Some(fault),
    }
}

/// Keeps the query; one that cannot be read stays to be changed.
pub(in crate::tui) fn accept_query(state: &mut State) {
    if state
        .prompt
        .as_ref()
        .is_some_and(|prompt| prompt.fault.is_none())
    {
        state.prompt = None;
    }
}

/// Back to the query before.
pub(in crate::tui) fn cancel_query(state: &mut State) {
    if let Some(Prompt {
        asking: Asking::Shelf(sifting),
        ..
    }) = state.prompt.take()
    {
        state.catalogue.query = sifting.before;
        state.catalogue.window = sifting.origin;
        state.catalogue.selected = sifting.selected;
    }
}
