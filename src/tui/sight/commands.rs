//! What commands do in a view.

use chrono::{Datelike, NaiveDate};

use crate::library::Scope;
use crate::library::records::NO_DAY;
use crate::model::Date;
use crate::report::chart::{Chart, View};
use crate::report::overview;
use crate::report::sheet::CellKey;
use crate::tui::action::Effect;
use crate::tui::command::CommandId;
use crate::tui::motion;
use crate::tui::pane::{Pane, Step};
use crate::tui::state::State;
use crate::tui::views;

use super::{Seek, Sight, opened_by};

/// Opens a view, or closes it where it is open.
fn toggle(state: &mut State, view: View) {
    if state.sight.as_ref().is_some_and(|sight| sight.view == view) {
        return close(state);
    }
    let this = state.subject_record();
    let this = this.and_then(|id| state.library.find_in(state.current, &id));
    state.jump();
    let mut sight = Sight::new(view);
    sight.key = this.map(|ix| CellKey(ix.0, ix.0));
    sight.time = match &state.sight {
        Some(before) => before.time_to_keep(),
        None => None,
    };
    if view.has_times() {
        sight.seek = sight.time.map(Seek::Days).or_else(|| selected(state));
    }
    let last = last_day(state);
    let day = sight.time.map(|(_, last)| last);
    let day = day.and_then(NaiveDate::from_num_days_from_ce_opt);
    sight.set.day = day.filter(|day| view.has_day() && last.is_some_and(|last| *day < last));
    state.sight = Some(sight);
    state.focus = state.list;
    state.zoomed = false;
    state.find = None;
    state.reading.follows = true;
    state.settled.laid = None;
}

/// The selected record of the lists, with the days it is of.
fn selected(state: &State) -> Option<Seek> {
    let ix = state.selected(state.list)?;
    let days = state.library.records().days(ix);
    Some(Seek::Record(ix, (days.0 != NO_DAY).then_some(days)))
}

/// Closes the view: the lists are as they were, but that the one record of a time is selected.
pub(in crate::tui) fn close(state: &mut State) {
    let sight = state.sight.take();
    let found = sight.filter(|sight| sight.days().is_some());
    let found = found.map_or_else(Vec::new, |sight| sight.records());
    if let [one] = found.as_slice() {
        state.select_row(*one);
    }
    state.focus = state.list;
    state.reading.follows = true;
    state.settled.laid = None;
}

/// Whether a command moves the day of a view, wherever the focus is.
const fn moves_day(command: CommandId) -> bool {
    use CommandId as C;
    matches!(command, C::Earlier | C::Later | C::DayBefore | C::DayAfter)
}

/// Whether a command means something of its own in a view.
pub const fn takes(command: CommandId) -> bool {
    use CommandId as C;
    matches!(command, C::Left | C::Right | C::Sort | C::Tick)
}

/// Opens a view, or does in one what a command says; `None` where it means the same as in the panes.
pub(in crate::tui) fn apply(state: &mut State, command: CommandId) -> Option<Vec<Effect>> {
    use CommandId as C;
    if let Some(view) = opened_by(command) {
        toggle(state, view);
        return Some(Vec::new());
    }
    let beside = moves_day(command) || matches!(command, C::NextPane | C::PreviousPane);
    if !state.in_sight() && !beside {
        return None;
    }
    let page = usize::from(views::sight_area(state).height).max(1);
    let sight = state.sight.as_mut()?;
    let needs_it = moves_day(command) || matches!(command, C::ZoomIn | C::ZoomOut);
    if needs_it && sight.made().is_none() {
        // What there is to say in its place says why.
        state.message = Some(sight.sheet.empty.clone());
        return Some(Vec::new());
    }
    match command {
        command if motion::is_one(command) => {
            let lines = sight.sheet.lines.len();
            let page = page.saturating_sub(sight.sheet.head.len()).max(1);
            sight.step_lines(motion::moved(sight.at.0, command, page, lines));
        }
        C::Left | C::Right => {
            sight.step_cells(match command {
                C::Left => Step::Back,
                _ => Step::Forward,
            });
            sight.time = sight.days().or(sight.time);
        }
        C::ZoomIn => zoom(state, Step::Forward),
        C::ZoomOut => zoom(state, Step::Back),
        C::Sort => {
            let orders = sight.orders();
            sight.set.order = (sight.set.order + 1) % orders.len().max(1);
            let words = orders.get(sight.set.order);
            let words = words.map_or("nothing to choose", String::as_str);
            state.message = Some(format!("{}: {words}", sight.view.title().to_lowercase()));
        }
        C::Earlier => step_day(state, Step::Back, By::Change),
        C::Later => step_day(state, Step::Forward, By::Change),
        C::DayBefore => step_day(state, Step::Back, By::Day),
        C::DayAfter => step_day(state, Step::Forward, By::Day),
        C::NextPane | C::PreviousPane => {
            state.focus = match state.focus {
                Pane::Reading => state.list,
                _ => Pane::Reading,
            };
        }
        C::Open => {
            state.jump();
            state.focus = Pane::Reading;
        }
        C::Tick => tick(state),
        C::GoToDate if sight.view.has_times() => return None,
        C::Find | C::NextMatch | C::PreviousMatch | C::GoToDate => {
            state.message = Some("not in this view".to_owned());
        }
        _ => return None,
    }
    Some(Vec::new())
}

/// Looks at a view more closely, or from farther away.
fn zoom(state: &mut State, step: Step) {
    let Some(sight) = &mut state.sight else {
        return;
    };
    if !sight.can_zoom(step) {
        let words = match (sight.chart().map(Chart::zoomed), step) {
            (Some(words), Step::Forward) if !words.is_empty() => {
                format!("{words}: this is as close as it gets")
            }
            (Some(words), Step::Back) if !words.is_empty() => {
                format!("{words}: this is as far away as it gets")
            }
            _ => "this view has one size".to_owned(),
        };
        state.message = Some(words);
        return;
    }
    // What was set before the filter changed may be farther than it reaches now.
    let zooms = sight.chart().map_or(0..=0, Chart::zooms);
    let now = sight.set.zoom.clamp(*zooms.start(), *zooms.end());
    sight.set.zoom = match step {
        Step::Forward => now.saturating_add(1),
        Step::Back => now.saturating_sub(1),
    };
}

/// Goes to what is nearest to some days in a view that has times; says whether one is open.
pub(in crate::tui) fn go_to(state: &mut State, date: &Date) -> bool {
    if !state.in_sight() {
        return false;
    }
    let Some(sight) = &mut state.sight else {
        return false;
    };
    if !sight.view.has_times() {
        return false;
    }
    let (first, last) = date.sort_key();
    let wanted = (first.num_days_from_ce(), last.num_days_from_ce());
    sight.seek = Some(Seek::Days(wanted));
    sight.go();
    sight.time = Some(wanted);
    let nothing = sight
        .days()
        .is_none_or(|(from, to)| to < wanted.0 || wanted.1 < from);
    if nothing {
        let none = format!("nothing on {}; this is the nearest", date.words());
        state.message = Some(state.glyphs.words(&none).into_owned());
    }
    true
}

/// By how much the day of a view is moved.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    /// To the next day on which something changes.
    Change,
    /// By a day.
    Day,
}

fn step_day(state: &mut State, step: Step, by: By) {
    let Some(sight) = &state.sight else { return };
    if !sight.view.has_day() {
        state.message = Some("this view is of all days".to_owned());
        return;
    }
    let last = last_day(state);
    let Some(now) = sight.set.day.or(last) else {
        return;
    };
    let now = now.num_days_from_ce();
    let days = sight.chart().map_or_else(Vec::new, Chart::days);
    let to = match (by, step) {
        (By::Change, Step::Back) => days.iter().rev().find(|day| **day < now).copied(),
        (By::Change, Step::Forward) => {
            let next = days.iter().find(|day| **day > now).copied();
            next.or_else(|| {
                last.map(|last| last.num_days_from_ce())
                    .filter(|last| *last > now)
            })
        }
        (By::Day, Step::Back) => now.checked_sub(1),
        (By::Day, Step::Forward) => now.checked_add(1),
    };
    let to = to.and_then(NaiveDate::from_num_days_from_ce_opt);
    let Some(to) = to else {
        state.message = Some("nothing changes that way".to_owned());
        return;
    };
    state.message = Some(format!("as of {}", overview::day(to)));
    if let Some(sight) = &mut state.sight {
        sight.set.day = Some(to).filter(|to| Some(*to) != last);
        sight.time = None;
    }
}

/// The last day that the briefings describe.
pub(super) fn last_day(state: &State) -> Option<NaiveDate> {
    let card = |at: usize| Some(state.library.card(at)?.as_of);
    match state.scope() {
        Scope::One(at) => card(at),
        Scope::All => (0..state.library.entries().len()).filter_map(card).max(),
    }
}

/// Filters by the actors of what is behind the selected cell, or stops.
fn tick(state: &mut State) {
    let Some(sight) = &state.sight else { return };
    let first = sight.records().first().copied();
    let actors = first.map_or_else(Vec::new, |ix| state.library.records().actors(ix).collect());
    let choices: Vec<_> = actors
        .into_iter()
        .filter_map(|ix| state.choice(ix))
        .collect();
    if choices.is_empty() {
        state.message = Some("nobody is behind this".to_owned());
    }
    for choice in choices {
        state.filter.toggle_actor(choice);
    }
}
