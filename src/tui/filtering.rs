//! What changes the filter and is taken back: the possibly dated, and undoing.

use crate::library::{Filter, Unsure};
use crate::model::RecordKind;

use super::state::State;

/// So many changes of a briefing's filter can be undone.
const MOST: usize = 100;

/// Keeps a filter for undoing what came after it.
pub(super) fn remember(state: &mut State, before: Filter) {
    let Some(mark) = state.shelf_mark() else {
        return;
    };
    let past = state.past.entry(mark).or_default();
    if past.last() == Some(&before) {
        return;
    }
    if past.len() >= MOST {
        past.remove(0);
    }
    past.push(before);
}

/// Takes back the last change of the filter.
pub(super) fn undo(state: &mut State) {
    let mark = state.shelf_mark();
    let past = mark.and_then(|mark| state.past.get_mut(&mark));
    match past.and_then(Vec::pop) {
        Some(filter) => {
            state.filter = filter;
            state.message = Some("the last change of the filter is undone".to_owned());
        }
        None => state.message = Some("the filter was not changed yet".to_owned()),
    }
}

/// Hides what only possibly lies in the days that are asked for, or shows it again.
pub(super) fn toggle_unsure(state: &mut State) {
    state.filter.toggle_unsure();
    let kinds = [RecordKind::Quote, RecordKind::Event];
    let count: usize = kinds
        .map(|kind| state.selection.uncertain(kind))
        .iter()
        .sum();
    state.message = Some(match state.filter.unsure {
        _ if !state.filter.may_be_unsure() => "the filter asks for no date".to_owned(),
        Unsure::Hidden => format!("{count} possibly dated are hidden"),
        Unsure::Shown => format!("{count} possibly dated are shown"),
    });
}
