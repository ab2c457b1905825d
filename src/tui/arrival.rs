//! What happens when files were read: for the first time, again, or in vain.

use std::sync::Arc;

use crate::journal::Left;
use crate::library::{Library, Verdicts, Version, shelf};

use super::action::Effect;
use super::command::CommandId;
use super::state::{Overlay, State};

/// Asks for the files to be read; an answer to an earlier request is no longer taken.
pub fn load(state: &mut State) -> Effect {
    state.requests += 1;
    state.loading = Some(state.requests);
    Effect::Load(state.requests)
}

pub(super) fn loaded(
    state: &mut State,
    request: u64,
    (library, problems, verdicts): (Arc<Library>, Vec<String>, Verdicts),
    left: Left,
) -> Vec<Effect> {
    if state.loading != Some(request) {
        return Vec::new();
    }
    state.loading = None;
    let first = state.generation == 0;
    take_in(state, (library, problems, verdicts));
    if first {
        super::resume::begin(state, left);
    }
    let done = (!first).then(|| "read again".to_owned());
    let settings = || super::config::told(&state.config_faults, &state.keymap);
    state.message = unreadable(state).or_else(settings).or(done);
    if state.verdicts.is_empty() {
        vec![Effect::Verify(state.generation)]
    } else {
        Vec::new()
    }
}

pub(super) fn not_loaded(state: &mut State, request: u64, reasons: Vec<String>) {
    if state.loading == Some(request) {
        state.loading = None;
        if state.generation > 0 {
            let key = state.keymap.first(CommandId::Faults);
            state.message = Some(format!(
                "nothing can be read any more: {key} shows why; this is as it was"
            ));
        }
        state.problems = reasons;
        state.settled.laid = None;
    }
}

/// Puts another library in the place of this one. The open file stays open.
pub(super) fn take_in(
    state: &mut State,
    (library, problems, verdicts): (Arc<Library>, Vec<String>, Verdicts),
) {
    state.problems = problems;
    let file = state
        .library
        .entry(state.current)
        .map(|entry| Arc::clone(&entry.file));
    state.library = library;
    state.generation += 1;
    state.verdicts = verdicts;
    let kept = file.as_ref().and_then(|file| state.library.position(file));
    state.current = kept.unwrap_or(0);
    if let (Some(gone), None) = (file, kept) {
        state.take_filter(Some(gone));
    }
    if let Some(Overlay::Faults(faults)) = &state.overlay {
        state.overlay = faults.again(state).map(Overlay::Faults);
    }
}

/// How many files cannot be read, where any.
pub(super) fn unreadable(state: &State) -> Option<String> {
    let entries = state.library.entries().iter();
    let broken = entries.filter(|entry| entry.content.is_none()).count() + state.problems.len();
    let key = state.keymap.first(CommandId::Faults);
    match broken {
        0 => None,
        1 => Some(format!("1 file cannot be read: {key} shows why")),
        _ => Some(format!("{broken} files cannot be read: {key} shows why")),
    }
}

/// What changes of files have come to, in a line: what is wrong now comes first.
pub(super) fn told(state: &State, changed: &[Arc<str>]) -> String {
    let entries = || {
        let found = changed.iter().filter_map(|file| {
            let at = state.library.position(file)?;
            state.library.entry(at)
        });
        found.filter(|entry| entry.errors() > 0 || entry.version == Version::Lost)
    };
    let name = |file: &Arc<str>| shelf::named(std::slice::from_ref(file));
    match entries().next() {
        Some(entry) if entry.version == Version::Lost => {
            let name = name(&entry.file);
            format!("{name} cannot be read any more: this is the last good version")
        }
        Some(entry) => {
            let (name, faults) = (name(&entry.file), super::views::faults(entry.errors()));
            let key = state.keymap.first(CommandId::Faults);
            format!("{name} has {faults}: {key} shows why")
        }
        None if changed.is_empty() => "read again".to_owned(),
        None => format!("{} read again", shelf::named(changed)),
    }
}
