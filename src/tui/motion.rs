//! Moving: rows of a list, links and lines of a text.

use super::command::CommandId;
use super::pane::Pane;
use super::state::State;

/// Moves in the pane with the focus.
pub(super) fn apply(state: &mut State, command: CommandId) {
    if state.focus == Pane::Reading {
        text(state, command);
    } else {
        list(state, command);
    }
}

/// How far a command moves, of a page; `None` for the ends.
pub(super) fn distance(command: CommandId, page: usize) -> Option<isize> {
    let page = isize::try_from(page).unwrap_or(1).max(1);
    let half = (page / 2).max(1);
    // A page keeps a line of what was read, as less and vim do.
    let most = (page - 1).max(1);
    match command {
        CommandId::Down => Some(1),
        CommandId::Up => Some(-1),
        CommandId::PageDown | CommandId::TextPageDown => Some(most),
        CommandId::PageUp | CommandId::TextPageUp => Some(-most),
        CommandId::HalfDown => Some(half),
        CommandId::HalfUp => Some(-half),
        _ => None,
    }
}

/// Whether a command moves.
pub(super) fn is_one(command: CommandId) -> bool {
    distance(command, 1).is_some() || matches!(command, CommandId::Top | CommandId::Bottom)
}

/// A position moved within `0..count`.
pub(super) fn moved(at: usize, command: CommandId, page: usize, count: usize) -> usize {
    let last = count.saturating_sub(1);
    match (distance(command, page), command) {
        (Some(by), _) => at.saturating_add_signed(by).min(last),
        (None, CommandId::Bottom) => last,
        (None, _) => 0,
    }
}

fn list(state: &mut State, command: CommandId) {
    let pane = state.focus;
    let (page, rows) = (state.page(pane), state.rows(pane));
    let was = state.list(pane).map_or(0, |list| list.at);
    let at = moved(was, command, page, rows.len());
    // Headings are passed over.
    let at = if at >= was {
        rows.record_after(at)
    } else {
        rows.record_before(at)
    };
    state.list = pane;
    state.reading.follows = true;
    if let Some(list) = state.list_mut(pane) {
        list.at = at;
    }
}

/// One step goes to the next link where it can be seen, else on by a line; larger steps move the
/// text.
fn text(state: &mut State, command: CommandId) {
    let page = state.reading_page();
    let reading = &mut state.reading;
    let last = reading.laid.lines.len().saturating_sub(page);
    match command {
        CommandId::Down => {
            let window = reading.top..reading.top + page;
            let first = reading.laid.links_on(window).start;
            let next = reading.link.map_or(first, |link| link + 1);
            if !select(reading, next, page) {
                reading.top = (reading.top + 1).min(last);
                select(reading, next, page);
            }
        }
        CommandId::Up => {
            let next = reading.link.and_then(|link| link.checked_sub(1));
            if !next.is_some_and(|next| select(reading, next, page)) {
                reading.top = reading.top.saturating_sub(1);
                if let Some(next) = next {
                    select(reading, next, page);
                }
            }
        }
        CommandId::Top => {
            reading.top = 0;
            reading.link = Some(0);
        }
        CommandId::Bottom => {
            reading.top = last;
            reading.link = reading.laid.links.len().checked_sub(1);
        }
        _ => {
            let by = distance(command, page).unwrap_or(0);
            reading.top = reading.top.saturating_add_signed(by).min(last);
        }
    }
}

/// Selects a link if it can be seen.
fn select(reading: &mut super::state::Reading, link: usize, page: usize) -> bool {
    let window = reading.top..reading.top + page;
    let visible = reading.laid.links_on(window).contains(&link);
    if visible {
        reading.link = Some(link);
    }
    visible
}
