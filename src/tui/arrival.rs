//! What happens when files were read: for the first time, again, or in vain.

use std::sync::Arc;

use crate::journal::Left;
use crate::library::{Library, Verdicts, Version, shelf};

use crate::text::sanitise;

use super::action::{Action, Effect};
use super::breadth::Breadth;
use super::command::CommandId;
use super::state::{Loading, Overlay, State};

/// Asks for the files to be read; an answer to an earlier request is no longer taken.
pub fn load(state: &mut State) -> Effect {
    state.requests += 1;
    state.loading = Some(Loading {
        request: state.requests,
        progress: None,
    });
    Effect::Load(state.requests)
}

/// Takes in what has come of reading files and checking words.
pub(super) fn arrived(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Loaded {
            request,
            library,
            problems,
            verdicts,
            left,
        } => loaded(state, request, (library, problems, verdicts), *left),
        Action::Refreshed {
            library,
            problems,
            verdicts,
            changed,
        } => {
            let first = state.generation == 0;
            take_in(state, (library, problems, verdicts));
            state.message = if first {
                unreadable(state)
            } else {
                Some(told(state, &changed))
            };
            verify(state)
        }
        Action::Partly {
            request,
            library,
            progress,
        } => {
            partly(state, request, (library, progress));
            Vec::new()
        }
        Action::Opened(opened) => {
            super::opening::opened(state, *opened);
            Vec::new()
        }
        Action::Checked(generation, found) => {
            super::opening::checked(state, generation, found);
            Vec::new()
        }
        Action::Prepared(generation) => {
            if generation == state.generation {
                // The detail says now what other briefings have.
                state.settled.laid = None;
            }
            Vec::new()
        }
        Action::NotWatched(reason) => {
            let key = state.keymap.first(CommandId::Reload);
            let message =
                format!("changes of the files are not noticed, {key} reads them: {reason}");
            state.message = Some(sanitise::line(&message).into_owned());
            Vec::new()
        }
        Action::Verified {
            generation,
            at,
            verification,
        } => {
            if generation == state.generation {
                state.verdicts.insert(at, verification);
                if at == state.current {
                    super::resume::again(state);
                }
            }
            Vec::new()
        }
        Action::NotLoaded { request, reasons } => {
            not_loaded(state, request, reasons);
            Vec::new()
        }
        _ => Vec::new(),
    }
}

/// Whether a request is the one that is waited for.
fn is_awaited(state: &State, request: u64) -> bool {
    state
        .loading
        .is_some_and(|loading| loading.request == request)
}

/// Takes in what was read so far. What was there before stays until all was read.
pub(super) fn partly(
    state: &mut State,
    request: u64,
    (library, progress): (Arc<Library>, (usize, usize)),
) {
    if !is_awaited(state, request) {
        return;
    }
    state.loading = Some(Loading {
        request,
        progress: Some(progress),
    });
    if !state.begun {
        let first = state.generation == 0;
        take_in(state, (library, Vec::new(), Verdicts::default()));
        if first && !state.touched {
            super::catalogue::begin(state);
        }
    }
}

pub(super) fn loaded(
    state: &mut State,
    request: u64,
    (library, problems, verdicts): (Arc<Library>, Vec<String>, Verdicts),
    left: Left,
) -> Vec<Effect> {
    if !is_awaited(state, request) {
        return Vec::new();
    }
    let loading = state.loading.take();
    let shown = loading.is_some_and(|loading| loading.progress.is_some());
    let first = !std::mem::replace(&mut state.begun, true);
    take_in(state, (library, problems, verdicts));
    if first {
        // Who has read in what there was so far stays there.
        if shown && state.touched {
            state.left = left.sessions;
        } else {
            super::resume::begin(state, left);
        }
    }
    let done = (!first).then(|| "read again".to_owned());
    let settings = || super::config::told(&state.config_faults, &state.keymap);
    // What was said while it was read is newer.
    let said = state.message.take();
    state.message = unreadable(state).or_else(settings).or(said).or(done);
    verify(state)
}

/// Asks for the verdicts that are not known.
pub(super) fn verify(state: &State) -> Vec<Effect> {
    let mut entries = state.library.entries().iter().enumerate();
    let pending = entries.any(|(at, entry)| entry.is_readable() && state.verdicts.is_pending(at));
    let effect = pending.then_some(Effect::Verify(state.generation));
    effect.into_iter().collect()
}

pub(super) fn not_loaded(state: &mut State, request: u64, reasons: Vec<String>) {
    if is_awaited(state, request) {
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
    let mut library = Arc::unwrap_or_clone(library);
    let mut verdicts = verdicts;
    let before = (&*state.library, &state.verdicts);
    super::opening::keep(before, (&mut library, &mut verdicts));
    state.library = Arc::new(library);
    state.generation += 1;
    state.verdicts = verdicts;
    let kept = file.as_ref().and_then(|file| state.library.position(file));
    state.current = kept.unwrap_or(0);
    if let (Some(gone), None, Breadth::One) = (file, kept, state.breadth) {
        state.take_filter(Some(gone));
    }
    if let Some(Overlay::Faults(faults)) = &state.overlay {
        state.overlay = faults.again(state).map(Overlay::Faults);
    }
}

/// How many files cannot be read, where any.
pub(super) fn unreadable(state: &State) -> Option<String> {
    let entries = state.library.entries().iter();
    let broken = entries.filter(|entry| !entry.is_readable()).count() + state.problems.len();
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
