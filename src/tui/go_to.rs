//! Going to a date in the list of quotations, events or sources, or in a view that has times.

use chrono::Datelike;

use crate::model::Date;
use crate::query::Fault;

use super::pane::Pane;
use super::prompt::{Asking, Prompt};
use super::sight;
use super::state::State;
use crate::library::records::NO_DAY;

/// Opens the prompt.
pub(super) fn start(state: &mut State) {
    state.prompt = Some(Prompt::new(Asking::Date, ""));
}

/// What was wrong may no longer be.
pub(super) fn changed(state: &mut State) {
    if let Some(prompt) = &mut state.prompt {
        prompt.fault = None;
    }
}

/// Goes to the nearest row; a text that is no date stays to be changed.
pub(super) fn accept(state: &mut State) {
    let Some(prompt) = &mut state.prompt else {
        return;
    };
    let text = prompt.input.value();
    let blank = text.len() - text.trim_start().len();
    match Date::parse(text.trim()) {
        Ok(date) => {
            state.prompt = None;
            if !sight::go_to(state, &date) {
                go_to(state, &date);
            }
        }
        Err(_) if text.trim().is_empty() => state.prompt = None,
        Err(error) => {
            let span = error.span.start + blank..error.span.end + blank;
            prompt.fault = Some(Fault::bad_date(span, error));
        }
    }
}

/// Selects the row nearest to a date: in the list with the focus where that has dates, else among
/// the events.
fn go_to(state: &mut State, date: &Date) {
    let pane = match state.focus {
        pane @ (Pane::Quotes | Pane::Sources) => pane,
        _ => Pane::Events,
    };
    let (first, last) = date.sort_key();
    let wanted = first.num_days_from_ce()..=last.num_days_from_ce();
    let distance = |(from, to): (i32, i32)| {
        if *wanted.end() < from {
            i64::from(from) - i64::from(*wanted.end())
        } else {
            (i64::from(*wanted.start()) - i64::from(to)).max(0)
        }
    };
    let records = state.library.records();
    let rows = state.rows(pane).records();
    let days = rows.map(|(at, ix)| (at, records.days(ix)));
    let dated = days.filter(|(_, days)| days.0 != NO_DAY);
    // Of those that are equally near, the one that begins nearest to it.
    let begins = |days: (i32, i32)| days.0.abs_diff(*wanted.start());
    let nearest = dated.min_by_key(|(_, days)| (distance(*days), begins(*days)));
    let Some((at, days)) = nearest else {
        let what = pane.title().to_lowercase();
        state.message = Some(format!("none of the {what} has a date"));
        return;
    };
    if distance(days) > 0 {
        let row = state.rows(pane).record(at);
        let when = row.map_or("", |ix| state.library.records().row(ix).when);
        let none = format!("nothing on {}; the nearest is {when}", date.words());
        state.message = Some(state.glyphs.words(&none).into_owned());
    }
    state.jump();
    super::update::focus(state, pane);
    if let Some(list) = state.list_mut(pane) {
        list.at = at;
    }
}
