//! What stands on a cell of the screen. Everything is asked of what draws it, so that nothing is
//! clicked on where it is not seen.

use ratatui::layout::Position;

use super::layout::{Areas, Split};
use super::pane::Pane;
use super::state::State;
use super::views;

pub use super::views::{Deed, OverlayPart};

/// What a click on a cell is meant for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Target {
    /// A pane's name: in the line of names, or in a frame.
    Name(Pane),
    /// A row of a list, by number.
    Row(Pane, usize),
    /// A row of the library view, by number.
    Briefing(usize),
    /// A cell of the view, by its line and its place among the cells of that.
    Cell((usize, usize)),
    /// The name of the view, or the rest of it.
    View,
    /// A link of the detail, by number.
    Link(usize),
    /// The rest of a pane.
    Pane(Pane),
    /// A key that is named, or words that say what they do.
    Deed(Deed),
    /// A part of what lies over the panes.
    Overlay(OverlayPart),
    /// Nothing.
    Nothing,
}

/// What a cell belongs to. It may be anywhere: beside the screen there is nothing.
pub fn target(state: &State, at: Position) -> Target {
    let areas = state.areas();
    let deed = |pieces: Vec<views::Piece>| {
        let piece = pieces.into_iter().find(|piece| piece.area.contains(at));
        piece
            .and_then(|piece| piece.deed)
            .map_or(Target::Nothing, Target::Deed)
    };
    if areas.hints.contains(at) {
        return deed(views::hint_bar(state, &areas));
    }
    if state.overlay.is_some() {
        return Target::Overlay(views::overlay_part(state, at));
    }
    if is_typed_on(state, at) {
        return Target::Nothing;
    }
    if state.scene.is_library() {
        let row = views::catalogue_row_at(state, at);
        return match row {
            Some(row) => Target::Briefing(row),
            None => deed(views::catalogue_filter_line(state)),
        };
    }
    if areas.filter.contains(at) {
        return deed(views::filter_line(state, &areas));
    }
    if areas.tabs.contains(at) && state.sight.is_none() {
        let mut tabs = views::tabs(state, &areas).into_iter();
        let tab = tabs.find(|tab| tab.area.contains(at));
        return tab.map_or(Target::Nothing, |tab| Target::Name(tab.pane));
    }
    if let Some(target) = in_view(state, &areas, at) {
        return target;
    }
    for pane in Pane::ALL {
        let names = views::names(state, &areas, pane);
        if let Some((named, _)) = names.into_iter().find(|(_, area)| area.contains(at)) {
            return Target::Name(named);
        }
    }
    let pane = Pane::ALL
        .into_iter()
        .find(|pane| areas.content(*pane).contains(at));
    match pane {
        None => Target::Nothing,
        Some(Pane::Reading) => {
            views::link_at(state, &areas, at).map_or(Target::Pane(Pane::Reading), Target::Link)
        }
        Some(pane) => views::row_at(state, &areas, pane, at)
            .map_or(Target::Pane(pane), |row| Target::Row(pane, row)),
    }
}

/// What of the view stands on a cell, where one is open.
fn in_view(state: &State, areas: &Areas, at: Position) -> Option<Target> {
    let here = state.sight.is_some() && areas.view.contains(at);
    let named = views::view_name(state, areas).contains(at);
    let cell = || views::sight_cell_at(state, at).map_or(Target::View, Target::Cell);
    match (here, named) {
        (true, _) => Some(cell()),
        (false, true) => Some(Target::View),
        (false, false) => None,
    }
}

/// Whether a wheel over a cell moves the view.
pub fn is_view(state: &State, at: Position) -> bool {
    let areas = state.areas();
    state.sight.is_some() && areas.view.contains(at) && !is_typed_on(state, at)
}

/// The pane whose text or rows a wheel over a cell moves; its frame counts.
pub fn pane(state: &State, at: Position) -> Option<Pane> {
    let areas = state.areas();
    let mut panes = Pane::ALL.into_iter();
    panes.find(|pane| areas.pane(*pane).contains(at) && !is_typed_on(state, at))
}

/// The line between panes that can be taken hold of at a cell.
pub fn split(state: &State, at: Position) -> Option<Split> {
    let panes = state.overlay.is_none() && !state.scene.is_library();
    let free = panes && !is_typed_on(state, at);
    free.then(|| state.areas().split_at(at)).flatten()
}

/// Whether the lines in which something is typed stand on a cell.
fn is_typed_on(state: &State, at: Position) -> bool {
    state.overlay.is_none() && views::prompt_area(state).contains(at)
}
