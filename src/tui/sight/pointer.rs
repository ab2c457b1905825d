//! What the mouse does in a view, and how far the window over it can be moved.

use std::ops::RangeInclusive;

use crate::tui::state::State;
use crate::tui::views;

use super::Sight;

/// Whether a click selected a cell, or was on the one that is selected already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tui) enum Click {
    /// It is selected now.
    Selected,
    /// It was, and the view had the focus.
    Again,
}

/// Gives the view the focus, and selects a cell of it.
pub(in crate::tui) fn click(state: &mut State, cell: (usize, usize)) -> Click {
    let was_here = state.in_sight();
    focus(state);
    let Some(sight) = &mut state.sight else {
        return Click::Selected;
    };
    if was_here && sight.at == cell {
        return Click::Again;
    }
    sight.select(cell);
    sight.time = sight.days().or(sight.time);
    Click::Selected
}

/// Gives the view the focus.
pub(in crate::tui) fn focus(state: &mut State) {
    state.focus = state.list;
}

/// Moves the window over the lines of the view. The selected cell stays until it would go out of
/// sight.
pub(in crate::tui) fn wheel(state: &mut State, by: isize) {
    let height = usize::from(views::sight_area(state).height);
    let Some(sight) = &mut state.sight else {
        return;
    };
    let lines = height.saturating_sub(sight.sheet.head.len()).max(1);
    let most = sight.sheet.lines.len().saturating_sub(lines);
    let top = sight.top.saturating_add_signed(by).min(most);
    if !sight.tops(sight.at.0, lines).contains(&top) {
        sight.select_near(top, lines);
    }
    sight.top = top;
}

impl Sight {
    /// Which lines can be the first of so many on the screen while a cell of a line is selected: all
    /// that belongs to it is seen, or as much of that as there is room for.
    pub(super) fn tops(&self, line: usize, lines: usize) -> RangeInclusive<usize> {
        let (first, last) = self.whole(line);
        let end = (last + 1).saturating_sub(lines);
        // Where there is no room for all of it, it can be moved through from its beginning on.
        let alone = (line + 1).saturating_sub(lines);
        let least = end.min(first.max(alone));
        least..=first.max(end)
    }

    /// Selects a cell that can be seen with a line as the first on the screen: the nearest one, in
    /// the column that is selected. Where one takes more than the screen there may be none: then it is
    /// the next one that way, whether that moves the window more or less.
    fn select_near(&mut self, top: usize, lines: usize) {
        let is_keyed = |line: &usize| {
            let line = self.sheet.lines.get(*line);
            line.is_some_and(|line| line.keyed().next().is_some())
        };
        let fits = |line: &usize| is_keyed(line) && self.tops(*line, lines).contains(&top);
        let (at, count) = (self.at.0, self.sheet.lines.len());
        let found = if top > self.top {
            (at..count)
                .find(fits)
                .or_else(|| (top.max(at + 1)..count).find(is_keyed))
                .or_else(|| (at + 1..count).rfind(is_keyed))
        } else {
            (0..at)
                .rfind(fits)
                .or_else(|| (0..at.min(top + 1)).rfind(is_keyed))
                .or_else(|| (0..at).rfind(is_keyed))
        };
        if let Some(line) = found {
            self.step_lines(line);
        }
    }
}
