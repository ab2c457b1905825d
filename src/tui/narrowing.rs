//! Narrowing by a query while it is being typed.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tui_input::Input;

use crate::diagnostic::Code;
use crate::library::Filter;
use crate::query::{Fault, Query};

use super::action::{Effect, Gathering};
use super::completion::Completion;
use super::filtering;
use super::keys::Key;
use super::narrowed::Pending;
use super::pane::{Pane, Step};
use super::prompt::{Asking, Prompt};
use super::state::{List, State};

/// So many queries are kept.
const MOST: usize = 50;

/// What is restored when the query is dropped, and what its keys are at.
#[derive(Clone, Debug)]
pub struct Narrowing {
    /// The file whose filter it is.
    file: Option<Arc<str>>,
    /// The filter before.
    before: Filter,
    /// The lists before.
    lists: [List; Pane::LISTS.len()],
    /// What was typed and is being asked of very much; until that is known, what was before stays.
    pending: Option<Pending>,
    /// What stood in the prompt when the names in it were looked up last.
    checked: String,
    /// What Tab goes through.
    pub completion: Option<Completion>,
    /// How many queries back one is, and what was typed before one went back.
    recalled: (usize, String),
}

/// Opens the prompt with the query in force.
pub(super) fn start(state: &mut State) {
    let query = state.filter.query.as_str().to_owned();
    let narrowing = Narrowing {
        file: file(state),
        before: state.filter.clone(),
        lists: state.lists.clone(),
        pending: None,
        checked: String::new(),
        completion: None,
        recalled: (0, String::new()),
    };
    // Another term can follow at once.
    let text = match query.as_str() {
        "" => query,
        _ => query + " ",
    };
    state.prompt = Some(Prompt::new(Asking::Narrow(Box::new(narrowing)), &text));
}

/// The first time that names can be completed in a library, they are gathered.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    let asked = Some(state.generation);
    if narrowing(state).is_none() || state.gathered == asked {
        return None;
    }
    state.gathered = asked;
    Some(Effect::Gather(Gathering::Names))
}

fn file(state: &State) -> Option<Arc<str>> {
    state.shelf_mark()
}

fn narrowing(state: &mut State) -> Option<&mut Narrowing> {
    match &mut state.prompt.as_mut()?.asking {
        Asking::Narrow(narrowing) => Some(narrowing),
        _ => None,
    }
}

/// Takes a key that means something here alone; says whether it does.
pub(super) fn pressed(state: &mut State, key: Key) -> bool {
    if narrowing(state).is_none() {
        return false;
    }
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    match (key.code, control) {
        (KeyCode::Tab, _) => complete(state, Step::Forward),
        (KeyCode::BackTab, _) => complete(state, Step::Back),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => recall(state, Step::Back),
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => recall(state, Step::Forward),
        _ => return false,
    }
    true
}

/// Narrows by what stands in the prompt, if that can be read; else what was listed last stays.
pub(super) fn changed(state: &mut State) {
    if let Some(narrowing) = narrowing(state) {
        narrowing.completion = None;
    }
    narrow(state);
}

fn narrow(state: &mut State) {
    let is_vast = state.is_vast();
    let query = match &state.prompt {
        Some(prompt) if is_vast => Query::parse(prompt.input.value()),
        Some(prompt) => read(state, prompt.input.value()),
        None => return,
    };
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let Asking::Narrow(narrowing) = &mut prompt.asking else {
        return;
    };
    let query = match query {
        Ok(query) => query,
        Err(fault) => {
            prompt.fault = Some(fault);
            return;
        }
    };
    if state.filter.query == query {
        narrowing.pending = None;
    } else if narrowing.pending.as_ref().map(|one| &one.query) != Some(&query) {
        narrowing.pending = Some(Pending::new(query));
    }
    // A name of nobody may still be one: until that is known, the fault does not flicker.
    let is_asked = is_vast && narrowing.pending.is_some();
    let (checked, value) = (&narrowing.checked, prompt.input.value());
    prompt.fault.take_if(|fault| {
        let is_there = checked.get(fault.span.clone()) == value.get(fault.span.clone());
        !is_asked || fault.code != Code::QueryUnknownName || !is_there
    });
    if !is_vast || is_known(state) {
        narrow_to_pending(state);
    }
}

/// Whether it was found before what the query leaves that is to be asked.
fn is_known(state: &State) -> bool {
    let pending = pending(state);
    let from = pending.map(|pending| state.selected_from(state.filter_by(&pending.query)));
    from.is_some_and(|from| state.settled.recent.has(&from))
}

/// The query that a text is, with names that all stand for something.
pub(super) fn read(state: &State, text: &str) -> Result<Query, Fault> {
    let query = Query::parse(text)?;
    state.library.check_names(state.scope(), &query)?;
    Ok(query)
}

/// What is wrong with the names in a query is known, if anything is: it is told where the query still
/// stands in the prompt.
pub(super) fn checked(state: &mut State, query: &Query, fault: Option<&Fault>) {
    if let Some(prompt) = &mut state.prompt
        && Query::parse(prompt.input.value()).as_ref() == Ok(query)
    {
        prompt.fault = fault.cloned();
        let text = prompt.input.value().to_owned();
        if let Asking::Narrow(narrowing) = &mut prompt.asking {
            narrowing.checked = text;
        }
    }
}

/// The query that is being asked of very much.
pub(super) fn pending(state: &State) -> Option<&Pending> {
    match &state.prompt.as_ref()?.asking {
        Asking::Narrow(narrowing) => narrowing.pending.as_ref(),
        _ => None,
    }
}

/// Nothing is waited for any more.
pub(super) fn forget_pending(state: &mut State) {
    if let Some(pending) = pending_mut(state) {
        *pending = None;
    }
}

pub(super) fn pending_mut(state: &mut State) -> Option<&mut Option<Pending>> {
    narrowing(state).map(|narrowing| &mut narrowing.pending)
}

/// Narrows by the query that was typed, where it is not yet in force.
pub(super) fn narrow_to_pending(state: &mut State) {
    let Some(narrowing) = narrowing(state) else {
        return;
    };
    if let Some(Pending { query, .. }) = narrowing.pending.take() {
        // What was selected when typing began stays so, wherever half a word led.
        let lists = narrowing.lists.clone();
        state.lists = lists;
        state.filter.query = query;
    }
}

/// Keeps the query; one that cannot be read stays to be changed.
pub(super) fn accept(state: &mut State) {
    // Whoever ends does not want to wait for it.
    if state.is_vast() {
        let fault = state.prompt.as_ref();
        let fault = fault.and_then(|prompt| read(state, prompt.input.value()).err());
        if let Some(prompt) = &mut state.prompt {
            prompt.fault = fault;
        }
    }
    if state
        .prompt
        .as_ref()
        .is_none_or(|prompt| prompt.fault.is_some())
    {
        return;
    }
    narrow_to_pending(state);
    let Some(Prompt {
        asking: Asking::Narrow(narrowing),
        ..
    }) = state.prompt.take()
    else {
        return;
    };
    if narrowing.before != state.filter && narrowing.file == file(state) {
        filtering::remember(state, narrowing.before);
    }
    let query = state.filter.query.as_str().to_owned();
    keep_query(state, query);
}

/// Remembers a query that was typed.
pub(super) fn keep_query(state: &mut State, query: String) {
    if !query.is_empty() {
        state.queries.retain(|one| *one != query);
        state.queries.insert(0, query);
        state.queries.truncate(MOST);
    }
}

/// Drops what was typed: all is as it was.
pub(super) fn cancel(state: &mut State) {
    let Some(Prompt {
        asking: Asking::Narrow(narrowing),
        ..
    }) = state.prompt.take()
    else {
        return;
    };
    if narrowing.file == file(state) && state.filter != narrowing.before {
        state.filter = narrowing.before;
        // The rows come first: the lists are places in them.
        state.settle();
        state.lists = narrowing.lists;
    }
}

/// Puts an earlier or later query into the prompt.
fn recall(state: &mut State, step: Step) {
    let count = state.queries.len();
    let typed = state.prompt.as_ref();
    let typed = typed.map_or_else(String::new, |prompt| prompt.input.value().to_owned());
    let Some(narrowing) = narrowing(state) else {
        return;
    };
    narrowing.completion = None;
    if narrowing.recalled.0 == 0 {
        narrowing.recalled.1 = typed;
    }
    let back = match step {
        Step::Back => (narrowing.recalled.0 + 1).min(count),
        Step::Forward => narrowing.recalled.0.saturating_sub(1),
    };
    narrowing.recalled.0 = back;
    let draft = narrowing.recalled.1.clone();
    let earlier = back.checked_sub(1).and_then(|at| state.queries.get(at));
    let text = earlier.cloned().unwrap_or(draft);
    if let Some(prompt) = &mut state.prompt {
        prompt.input = Input::new(text);
    }
    narrow(state);
}

/// Completes what stands before the cursor; again, goes on to the next that would fit.
fn complete(state: &mut State, step: Step) {
    let (scope, library) = (state.scope(), Arc::clone(&state.library));
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let cursor = prompt.cursor();
    let Asking::Narrow(narrowing) = &mut prompt.asking else {
        return;
    };
    let text = prompt.input.value();
    let completion = match narrowing.completion.take() {
        Some(completion) => completion.next(step),
        None => Completion::of(&library, scope, (text, cursor)),
    };
    let Some((text, cursor)) = completion.applied(text) else {
        state.message = Some(completion.hint.to_owned());
        return;
    };
    prompt.input = Input::new(text).with_cursor(cursor);
    // What is the only one is complete: Tab goes on to what follows it.
    narrowing.completion = Some(completion).filter(|completion| completion.candidates.len() > 1);
    narrow(state);
}
