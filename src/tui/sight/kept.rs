//! A view as it is kept from one run to the next: its cell by names, not by numbers.

use crate::journal::{CellName, Name, Part, ViewPlace};
use crate::library::RecordIx;
use crate::report::chart::{Set, View};
use crate::report::sheet::CellKey;
use crate::tui::state::State;

use super::{Seen, Sight, commands};

/// The open view, and the place in it; of none where none is open.
pub(in crate::tui) fn left(state: &State) -> ViewPlace {
    let Some(sight) = &state.sight else {
        return ViewPlace::default();
    };
    let Set { day, order, zoom } = sight.set;
    let row = sight
        .row
        .unwrap_or_else(|| sight.at.0.saturating_sub(sight.top));
    ViewPlace {
        name: sight.view.name().to_owned(),
        day,
        order: u16::try_from(order).unwrap_or_default(),
        zoom,
        cell: sight.key.map(|key| named(state, sight.view, key)),
        row: u16::try_from(row).unwrap_or(u16::MAX),
        left: sight.left,
    }
}

/// The view of a place, to be opened at it; `None` where there was none, or it is of another version
/// of the program. Of a cell of which a record is gone it begins at the other's own, or anew.
pub(in crate::tui) fn again(state: &State, place: &ViewPlace) -> Option<Sight> {
    let view = View::from_name(&place.name)?;
    let last = commands::last_day(state);
    let is_earlier = |day: &chrono::NaiveDate| last.is_some_and(|last| *day < last);
    let set = Set {
        day: place.day.filter(|day| view.has_day() && is_earlier(day)),
        order: usize::from(place.order),
        zoom: place.zoom,
    };
    let mut sight = Sight::at(Seen {
        view,
        set,
        key: place.cell.as_ref().and_then(|cell| key(state, view, cell)),
        top: 0,
        left: place.left,
    });
    sight.row = Some(usize::from(place.row));
    Some(sight)
}

/// The names of what a cell is of. A number that is of no record stays as it is, and so does what
/// stands behind one: it is a place in a list, or a day.
fn named(state: &State, view: View, key: CellKey) -> CellName {
    let name = |number| match state.library.key(RecordIx(number)) {
        Some(key) => Part::Record(Name(key.id)),
        None => Part::Number(number),
    };
    let first = name(key.0);
    let second = match first {
        Part::Record(_) if !view.has_times() => name(key.1),
        _ => Part::Number(key.1),
    };
    CellName(first, second)
}

fn key(state: &State, view: View, CellName(first, second): &CellName) -> Option<CellKey> {
    let number = |part: &Part| match part {
        Part::Record(Name(id)) => state.library.find_in(state.current, id).map(|ix| ix.0),
        Part::Number(number) => Some(*number),
    };
    match (number(first), number(second)) {
        (Some(first), Some(second)) => Some(CellKey(first, second)),
        (None, None) => None,
        // The number of a day or of a place says nothing alone.
        (None, Some(_)) if view.has_times() => None,
        (Some(own), None) | (None, Some(own)) => Some(CellKey(own, own)),
    }
}
