//! What lies over the panes: the keys, the faults, lists to choose from.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::{Line, Span};
use ratatui::widgets::{Block, Clear, Widget};

use crate::diagnostic::Severity;
use crate::text::width::width as cells;

use crate::tui::faults::Faults;
use crate::tui::state::{Overlay, State};
use crate::tui::theme::Meaning;

use super::canvas::uncover;
use super::{Canvas, scrollbar};

/// The least lines for the report on a fault, so that the frame does not jump from one to the next.
const REPORT: usize = 14;

/// The content of the overlay, inside its frame; empty where nothing is open.
pub(in crate::tui) fn area(state: &State) -> Rect {
    let outer = outer(state);
    Rect {
        x: outer.x.saturating_add(2),
        y: outer.y.saturating_add(1),
        width: outer.width.saturating_sub(4),
        height: outer.height.saturating_sub(2),
    }
}

fn outer(state: &State) -> Rect {
    if state.overlay.is_none() {
        return Rect::ZERO;
    }
    // The last line stays: the hints belong to what is open.
    let room = Rect::new(0, 0, state.size.width, state.size.height.saturating_sub(1));
    let width = outer_width(state);
    let wanted = u16::try_from(lines(state)).unwrap_or(u16::MAX);
    let wanted = wanted.saturating_add(2);
    let height = wanted.min(room.height);
    Rect {
        x: (room.width - width) / 2,
        y: (room.height - height) / 3,
        width,
        height,
    }
}

/// The width of the overlay with its frame, in cells.
fn outer_width(state: &State) -> u16 {
    // The help has two columns where there is room for them.
    let widest = match state.overlay {
        Some(Overlay::Search(_)) => return state.size.width,
        Some(Overlay::Help(_)) => 132,
        _ => 92,
    };
    match state.size.width {
        narrow @ 0..60 => narrow,
        wide => wide.saturating_sub(8).min(widest),
    }
}

/// The width of the overlay's content, in cells.
pub(in crate::tui) fn width(state: &State) -> usize {
    usize::from(outer_width(state).saturating_sub(4))
}

/// How many lines the overlay has in all.
pub(in crate::tui) fn lines(state: &State) -> usize {
    match &state.overlay {
        None => 0,
        Some(Overlay::Help(help)) => help.lines(),
        Some(Overlay::Faults(faults)) => faults.list.len() + 1 + faults.report.len().max(REPORT),
        Some(Overlay::Chooser(chooser)) => super::chooser::lines(chooser, width(state)),
        Some(Overlay::Search(_)) => usize::from(state.size.height),
    }
}

/// Draws the overlay over everything but the last line.
pub(super) fn draw(state: &State, screen: Canvas<'_>, buf: &mut Buffer) {
    let Some(overlay) = &state.overlay else {
        return;
    };
    let outer = outer(state).intersection(screen.area);
    uncover(buf, outer);
    Clear.render(outer, buf);
    let title = match overlay {
        Overlay::Help(_) => "Help",
        Overlay::Faults(_) => "Faults",
        Overlay::Search(_) => "Search",
        Overlay::Chooser(chooser) => chooser.purpose.title(),
    };
    let count = match overlay {
        Overlay::Chooser(chooser) => super::chooser::count(chooser),
        Overlay::Faults(faults) => format!(" {} ", faults.counts(state.glyphs.dot())),
        Overlay::Search(searching) => {
            super::search::counts(searching, state.glyphs, outer.width.saturating_sub(12))
        }
        Overlay::Help(_) => String::new(),
    };
    let count = Span::styled(count, screen.style(Meaning::Dim));
    Block::bordered()
        .border_style(screen.theme.frame_of_focus())
        .title_top(Span::styled(
            format!(" {title} "),
            screen.style(Meaning::Focus),
        ))
        .title_top(Line::from(count).right_aligned())
        .render(outer, buf);
    let area = area(state).intersection(screen.area);
    if let Overlay::Chooser(chooser) = overlay {
        let rows = super::chooser::draw(chooser, area, screen, buf);
        let column = Rect::new(outer.right().saturating_sub(1), rows.y, 1, rows.height);
        let shown = (chooser.top, usize::from(rows.height), chooser.shown.len());
        scrollbar(column, shown, screen, buf);
        return;
    }
    if let Overlay::Search(searching) = overlay {
        return super::search::draw(state, searching, area, screen, buf);
    }
    let top = match overlay {
        Overlay::Help(help) => {
            super::help::draw(help, area, screen, buf);
            help.top
        }
        Overlay::Faults(found) => return faults_of(found, area, screen, buf),
        Overlay::Chooser(_) | Overlay::Search(_) => return,
    };
    let column = Rect::new(outer.right().saturating_sub(1), area.y, 1, area.height);
    scrollbar(
        column,
        (top, usize::from(area.height), lines(state)),
        screen,
        buf,
    );
}

/// What stands on a cell of what is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OverlayPart {
    /// A row to choose, by number.
    Row(usize),
    /// The report under the list of faults.
    Report,
    /// Nothing that can be chosen.
    Inside,
    /// What lies under it.
    Outside,
}

/// What stands on a cell while something is open.
pub(in crate::tui) fn part_at(state: &State, at: Position) -> OverlayPart {
    if !outer(state).contains(at) {
        return OverlayPart::Outside;
    }
    let area = area(state);
    let height = usize::from(area.height);
    let (rows, top, count) = match &state.overlay {
        Some(Overlay::Chooser(chooser)) => {
            let rows = super::chooser::rows_area(area);
            (rows, chooser.top, chooser.shown.len())
        }
        Some(Overlay::Faults(faults)) => {
            let height = (faults.height(height) as u16).min(area.height);
            if at.y >= area.y.saturating_add(height) {
                return OverlayPart::Report;
            }
            let rows = Rect { height, ..area };
            (rows, faults.rows.top, faults.list.len())
        }
        Some(Overlay::Search(searching)) => {
            let row = super::search::row_at(state, searching, at);
            return row.map_or(OverlayPart::Inside, OverlayPart::Row);
        }
        Some(Overlay::Help(_)) | None => return OverlayPart::Inside,
    };
    if !rows.contains(at) {
        return OverlayPart::Inside;
    }
    let row = top + usize::from(at.y - rows.y);
    if row < count {
        OverlayPart::Row(row)
    } else {
        OverlayPart::Inside
    }
}

fn write(
    screen: Canvas<'_>,
    buf: &mut Buffer,
    area: Rect,
    row: usize,
    text: &str,
    meaning: Meaning,
) {
    let at = Position::new(area.x, area.y.saturating_add(row as u16));
    let text = screen.cut(text, area.width);
    screen.text(buf, at, area.width, &text, screen.style(meaning));
}

/// The list of faults, a line each; under a rule, the selected one as a compiler shows it.
fn faults_of(faults: &Faults, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let rows = faults.height(usize::from(area.height));
    let top = faults.rows.top;
    let shown = || faults.list.iter().enumerate().skip(top).take(rows);
    let widest = shown().map(|(_, fault)| cells(&fault.place)).max();
    let place = widest.unwrap_or(0).min(usize::from(area.width) / 3);
    for (row, (n, fault)) in shown().enumerate() {
        let word = screen.glyphs.pad_right(fault.severity.word(), 7);
        let at = screen.glyphs.pad_right(&fault.place, place);
        let text = format!("{word}  {at}  {}", screen.glyphs.words(&fault.message));
        let meaning = match fault.severity {
            Severity::Error => Meaning::Fault,
            Severity::Warning | Severity::Note => Meaning::Text,
        };
        write(screen, buf, area, row, &text, meaning);
        if n == faults.rows.at {
            let line = Rect::new(area.x, area.y.saturating_add(row as u16), area.width, 1);
            screen.lay(buf, line.intersection(area), Meaning::Selection);
        }
    }
    let rule = "─".repeat(usize::from(area.width));
    let below = usize::from(area.height).saturating_sub(rows + 1);
    if below > 0 {
        write(screen, buf, area, rows, &rule, Meaning::Frame);
    }
    let seen = faults.report.iter().enumerate().skip(faults.top);
    let error = faults.report.first();
    let error = error.is_some_and(|line| line.starts_with("error"));
    // What is wrong may take several lines, up to the one that says where.
    let place = faults
        .report
        .iter()
        .position(|line| line.trim_start().starts_with("-->"));
    for (row, (n, line)) in seen.take(below).enumerate() {
        let meaning = match place.unwrap_or(1) {
            heading if error && n < heading => Meaning::Fault,
            _ => Meaning::Text,
        };
        write(screen, buf, area, rows + 1 + row, line, meaning);
    }
    let list = Rect::new(area.right() + 1, area.y, 1, rows as u16);
    scrollbar(list, (top, rows, faults.list.len()), screen, buf);
    let (y, height) = (area.y.saturating_add(rows as u16 + 1), below as u16);
    let report = Rect::new(area.right() + 1, y, 1, height);
    let shown = (faults.top, below, faults.report.len());
    scrollbar(report.intersection(screen.area), shown, screen, buf);
}

/// "1 fault", "2 faults".
pub(in crate::tui) fn faults(count: usize) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} fault{ending}")
}

/// Where the terminal's cursor stands.
pub(super) fn cursor(state: &State) -> Position {
    let area = area(state);
    if let Some(Overlay::Chooser(chooser)) = &state.overlay {
        return super::chooser::cursor(chooser, area);
    }
    if let Some(Overlay::Search(searching)) = &state.overlay {
        return super::search::cursor(searching, area);
    }
    let row = match &state.overlay {
        Some(Overlay::Faults(faults)) => faults.rows.at.saturating_sub(faults.rows.top),
        _ => 0,
    };
    Position::new(area.x, area.y.saturating_add(row as u16))
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::report::GlyphSet;
    use crate::tui::keymap::Keymap;

    #[test]
    fn the_cursor_has_a_place_on_a_screen_without_room_for_the_list() {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::ZERO, GlyphSet::Unicode, keymap);
        let mut faults = Faults::default();
        faults.rows.at = 1;
        state.overlay = Some(Overlay::Faults(faults));
        for height in 0..6 {
            state.size = Size::new(20, height);
            let at = crate::tui::views::cursor(&state);
            assert!(at.is_none_or(|at| at.y < height), "{height}: {at:?}");
        }
    }

    #[test]
    fn a_list_longer_than_a_screen_can_be_tall_fills_the_screen() {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        let mut faults = Faults::default();
        faults.report = vec![String::new(); (1 << 16) + 1];
        state.overlay = Some(Overlay::Faults(faults));
        assert_eq!(outer(&state).height, 23);
    }
}
