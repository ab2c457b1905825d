//! The frames of the panes and what stands in them: a box on a wide screen, a rule above the detail
//! on a smaller one.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, Widget};

use crate::text::width::width;

use crate::tui::layout::{Areas, Shape};
use crate::tui::pane::Pane;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::{Canvas, count, key_of, reading};

/// Draws a pane's frame, without what stands in it.
pub(super) fn draw(state: &State, areas: &Areas, pane: Pane, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = areas.pane(pane).intersection(screen.area);
    match areas.shape {
        Shape::Wide => Block::bordered()
            .merge_borders(MergeStrategy::Exact)
            .border_style(if pane == state.focus {
                screen.theme.frame_of_focus()
            } else {
                screen.style(Meaning::Frame)
            })
            .render(area, buf),
        Shape::Medium if pane == Pane::Reading => {
            let rule = "─".repeat(usize::from(area.width));
            let at = area.as_position();
            screen.text(buf, at, area.width, &rule, screen.style(Meaning::Frame));
        }
        Shape::Medium | Shape::Small => {}
    }
}

/// Writes what stands in a pane's frame. All frames are drawn by then: panes share them.
pub(super) fn title(
    state: &State,
    areas: &Areas,
    pane: Pane,
    screen: Canvas<'_>,
    buf: &mut Buffer,
) {
    let Some(line) = title_line(areas, pane) else {
        return;
    };
    let title = title_of(state, pane, usize::from(line.width));
    let own = if pane == state.focus {
        Meaning::Focus
    } else {
        Meaning::FrameTitle
    };
    let plain = screen.style(Meaning::FrameTitle);
    let style = |meaning| plain.patch(screen.style(meaning));
    screen.text_right(buf, line, &title.right, style(Meaning::Dim));
    for (area, text, part) in title.placed(line) {
        let meaning = match part {
            Part::Own => own,
            Part::Behind => Meaning::Dim,
        };
        screen.text(buf, area.as_position(), area.width, &text, style(meaning));
    }
}

/// The names in the frame of a pane, and where they stand: its own, and that of the list behind it.
pub(in crate::tui) fn names(state: &State, areas: &Areas, pane: Pane) -> Vec<(Pane, Rect)> {
    let Some(line) = title_line(areas, pane) else {
        return Vec::new();
    };
    let behind = state.front.behind(pane);
    let title = title_of(state, pane, usize::from(line.width));
    let named = title.placed(line).filter_map(|(area, _, part)| {
        let named = match part {
            Part::Own => Some(pane),
            Part::Behind => behind,
        };
        Some((named?, area))
    });
    named.collect()
}

/// Where the names in the frame of a pane stand; nowhere where it has no frame.
fn title_line(areas: &Areas, pane: Pane) -> Option<Rect> {
    let area = areas.pane(pane);
    let framed = areas.shape == Shape::Wide;
    let ruled = areas.shape == Shape::Medium && pane == Pane::Reading;
    let line = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    (!area.is_empty() && (framed || ruled)).then_some(line)
}

/// What stands in a pane's frame.
struct Title {
    /// At the left, piece by piece.
    left: Vec<(String, Part)>,
    /// At the right: the order and how many rows there are, or the place in the text.
    right: String,
}

impl Title {
    /// The pieces at the left, and where they stand on a line.
    fn placed(self, line: Rect) -> impl Iterator<Item = (Rect, String, Part)> {
        let right = (width(&self.right) as u16).min(line.width);
        let end = line.right().saturating_sub(right);
        let mut x = line.x;
        self.left.into_iter().map(move |(text, part)| {
            let room = end.saturating_sub(x);
            let area = Rect {
                x,
                width: (width(&text) as u16).min(room),
                ..line
            };
            x = area.right();
            (area, text, part)
        })
    }
}

/// Whose name a piece of a title is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// The pane's own.
    Own,
    /// That of the list behind it, in the same place.
    Behind,
}

/// As much of a pane's title as there is room for in some cells.
fn title_of(state: &State, pane: Pane, room: usize) -> Title {
    if pane == Pane::Reading {
        let outside = if state.outside_filter() {
            format!("{} outside the filter ", state.glyphs.dot())
        } else {
            String::new()
        };
        let heading = state
            .glyphs
            .truncate(&state.reading.laid.document.heading, room);
        return Title {
            left: vec![(format!(" {heading} {outside}"), Part::Own)],
            right: reading::place(state),
        };
    }
    let dot = state.glyphs.dot();
    let order = unusual_order(state, pane);
    // A zoomed list is alone in its place.
    let behind = state.front.behind(pane).filter(|_| !state.zoomed);
    let Some(behind) = behind else {
        let count = count(state, pane);
        return Title {
            left: vec![(format!(" {} ", name(state, pane)), Part::Own)],
            right: order.map_or_else(
                || format!(" {count} "),
                |order| format!(" {order} {dot} {count} "),
            ),
        };
    };
    let counted = |pane: Pane| format!("{} {}", name(state, pane), count(state, pane));
    let brief = |pane: Pane| match key_of(state, pane) {
        key if key.is_empty() => pane.title().to_owned(),
        key => key.trim_end().to_owned(),
    };
    // The two keep their places whichever of them is seen.
    let pair = |other: String| {
        let (own, other) = ((counted(pane), Part::Own), (other, Part::Behind));
        let [first, second] = if pane < behind {
            [own, other]
        } else {
            [other, own]
        };
        vec![
            (format!(" {} ", first.0), first.1),
            (format!("{dot} "), Part::Behind),
            (format!("{} ", second.0), second.1),
        ]
    };
    let right = order.map_or(String::new(), |order| format!(" {order} "));
    let cells = |left: &[(String, Part)]| left.iter().map(|(text, _)| width(text)).sum::<usize>();
    let mut tries = [counted(behind), name(state, behind), brief(behind)].map(pair);
    let fits = |left: &Vec<(String, Part)>| cells(left) + width(&right) < room;
    let at = tries.iter().position(fits).unwrap_or(tries.len() - 1);
    let left = tries.get_mut(at).map(std::mem::take).unwrap_or_default();
    let right = if cells(&left) + width(&right) < room {
        right
    } else {
        String::new()
    };
    Title { left, right }
}

/// A list's key and name.
fn name(state: &State, pane: Pane) -> String {
    format!("{}{}", key_of(state, pane), pane.title())
}

/// The order of a list, in a word, where it is not the usual one.
pub(super) fn unusual_order(state: &State, pane: Pane) -> Option<&'static str> {
    let (roll, order) = pane.roll().zip(state.order(pane))?;
    (order != roll.usual()).then(|| order.name())
}
