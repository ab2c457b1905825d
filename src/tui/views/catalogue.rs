//! The library view: a row a briefing in columns that line up, and beside it on a wide screen what
//! is known of the selected one.

mod rows;

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect, Spacing};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, Widget};

use crate::library::catalogue::{ShelfGroups, ShelfOrder};
use crate::report::count;
use crate::text::width::width;

use crate::tui::command::CommandId;
use crate::tui::layout::Shape;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::Canvas;
use super::pen::{Deed, Pen, Piece};

/// The share of the preview on a wide screen, and the least and the most of it, in cells.
const PREVIEW: (u16, u16, u16) = (2, 46, 84);

/// Where everything stands.
struct Places {
    shape: Shape,
    header: Rect,
    /// The list with its frame.
    framed: Rect,
    /// The rows.
    list: Rect,
    /// The preview with its frame; empty where there is no room.
    aside: Rect,
    /// The preview.
    preview: Rect,
    filter: Rect,
}

fn places(state: &State) -> Places {
    let areas = state.areas();
    let shape = areas.shape;
    let between = |top: u16, bottom: u16| Rect {
        x: 0,
        y: top,
        width: state.size.width,
        height: bottom.saturating_sub(top),
    };
    let inside = |area: Rect| Rect {
        x: area.x.saturating_add(1),
        y: area.y.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    };
    match shape {
        Shape::Wide => {
            let body = between(areas.filter.bottom(), areas.hints.y);
            let (part, least, most) = PREVIEW;
            let aside = (body.width * part / 5).clamp(least, most);
            let [framed, aside] =
                Layout::horizontal([Constraint::Min(0), Constraint::Length(aside)])
                    .spacing(Spacing::Overlap(1))
                    .areas(body);
            Places {
                shape,
                header: areas.header,
                framed,
                list: inside(framed),
                aside,
                preview: inside(aside),
                filter: areas.filter,
            }
        }
        Shape::Medium | Shape::Small => {
            let header = match shape {
                Shape::Small => areas.tabs,
                _ => areas.header,
            };
            let end = match shape {
                Shape::Small => areas.hints.y,
                _ => areas.filter.y,
            };
            let list = between(header.bottom(), end);
            Places {
                shape,
                header,
                framed: Rect::ZERO,
                list,
                aside: Rect::ZERO,
                preview: Rect::ZERO,
                filter: areas.filter,
            }
        }
    }
}

/// How many rows fit on the screen.
pub(in crate::tui) fn page(state: &State) -> usize {
    usize::from(places(state).list.height).max(1)
}

/// The width of the preview's text, in cells; 0 where there is no room for it.
pub(in crate::tui) fn preview_width(state: &State) -> u16 {
    places(state).preview.width.saturating_sub(2)
}

/// The row that stands on a cell.
pub(in crate::tui) fn row_at(state: &State, at: Position) -> Option<usize> {
    let list = places(state).list;
    let row = state.catalogue.window.top + usize::from(at.y.checked_sub(list.y)?);
    (list.contains(at) && row < state.catalogue.rows.len()).then_some(row)
}

/// Where the terminal's cursor stands: at the start of the selected row.
pub(super) fn cursor(state: &State) -> Option<Position> {
    let list = places(state).list;
    let window = state.catalogue.window;
    let y = list
        .y
        .saturating_add(window.at.checked_sub(window.top)? as u16);
    (y < list.bottom()).then(|| Position::new(list.x, y))
}

/// Draws all of it but the last line.
pub(super) fn draw(state: &State, screen: Canvas<'_>, buf: &mut Buffer) {
    let places = places(state);
    header(state, &places, screen, buf);
    if places.shape == Shape::Wide {
        frames(state, &places, screen, buf);
        preview(state, places.preview, screen, buf);
    }
    rows::draw(state, &places, screen, buf);
    for piece in filter_line(state) {
        piece.draw(screen, buf);
    }
}

/// What it is, how much is in it, and how far the checking of its words has come.
fn header(state: &State, places: &Places, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = places.header.intersection(screen.area);
    if area.is_empty() {
        return;
    }
    let line = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    let dim = screen.style(Meaning::Dim);
    let dot = format!(" {} ", state.glyphs.dot());
    let entries = state.library.entries().len();
    let number = |number: usize, noun: &str| {
        let ending = if number == 1 { "" } else { "s" };
        format!("{} {noun}{ending}", count(number))
    };
    let mut parts = vec![number(entries, "briefing")];
    if places.shape == Shape::Wide {
        parts.push(number(state.catalogue.widest.records, "record"));
    }
    parts.extend(checking(state));
    if places.shape != Shape::Wide {
        // What has no room goes, the first first.
        parts.reverse();
    }
    let name = state.library.title().unwrap_or(TITLE);
    let name = screen.cut(name, line.width / 2);
    let room = usize::from(line.width).saturating_sub(width(&name) + 2);
    while parts.len() > 1 && width(&parts.join(&dot)) > room {
        parts.pop();
    }
    let right = screen.text_right(buf, line, &parts.join(&dot), dim);
    let title = title(state, places.shape);
    let room = line.width.saturating_sub(right + 2);
    let style = screen.style(Meaning::Title);
    let used = screen.text(buf, line.as_position(), room, &name, style);
    let at = Position::new(line.x.saturating_add(used), line.y);
    let room = room.saturating_sub(used);
    if width(&title) <= usize::from(room) {
        screen.text(buf, at, room, &title, dim);
    }
    let lost = state.catalogue.widest.unreadable;
    if area.height > 1 && lost > 0 {
        let key = state.keymap.first(CommandId::Faults);
        let files = number(lost, "file");
        let text = format!("{files} cannot be read{dot}{key} shows why");
        let at = Position::new(line.x, line.y + 1);
        let text = screen.cut(&text, line.width);
        screen.text(buf, at, line.width, &text, dim);
    }
}

/// What a library is called that does not say so itself.
const TITLE: &str = "Library";

/// Behind the title, where no frame says it: the order and the groups, where they are unusual.
fn title(state: &State, shape: Shape) -> String {
    if shape == Shape::Wide {
        return String::new();
    }
    let arranged = arranged(state);
    if arranged.is_empty() {
        return String::new();
    }
    format!(" {} {arranged}", state.glyphs.dot())
}

/// The order and the groups, where they are not the usual ones.
fn arranged(state: &State) -> String {
    let mut parts = Vec::new();
    if state.catalogue.order != ShelfOrder::default() {
        parts.push(state.catalogue.order.words());
    }
    if state.catalogue.groups != ShelfGroups::default() {
        parts.push(state.catalogue.groups.words());
    }
    parts.join(&format!(" {} ", state.glyphs.dot()))
}

/// How many briefings have had their words checked, while that goes on.
fn checking(state: &State) -> Option<String> {
    let widest = state.catalogue.widest;
    let all = state
        .library
        .entries()
        .len()
        .saturating_sub(widest.unreadable);
    let known = state.verdicts.len();
    if known >= all || state.loading.is_some() {
        return None;
    }
    Some(format!("checking {} of {}", count(known), count(all)))
}

/// The frames, and what stands in them.
fn frames(state: &State, places: &Places, screen: Canvas<'_>, buf: &mut Buffer) {
    let frame = |area: Rect, style, buf: &mut Buffer| {
        Block::bordered()
            .merge_borders(MergeStrategy::Exact)
            .border_style(style)
            .render(area.intersection(screen.area), buf);
    };
    frame(places.aside, screen.style(Meaning::Frame), buf);
    // The frame that it shares with the other is the list's own.
    frame(places.framed, screen.theme.frame_of_focus(), buf);
    let plain = screen.style(Meaning::FrameTitle);
    let style = |meaning| plain.patch(screen.style(meaning));
    let line = |area: Rect| Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        height: 1,
        ..area
    };
    let own = line(places.framed);
    let mut right = vec![arranged(state), shown(state)];
    right.retain(|part| !part.is_empty());
    let right = right.join(&format!(" {} ", state.glyphs.dot()));
    screen.text_right(buf, own, &format!(" {right} "), style(Meaning::Dim));
    let (at, room) = (own.as_position(), own.width);
    screen.text(buf, at, room, " Briefings ", style(Meaning::Focus));
    let other = line(places.aside);
    let (at, room) = (other.as_position(), other.width);
    screen.text(buf, at, room, " Preview ", plain);
}

/// How many briefings there are: `14`, or `3/14` of them where they are narrowed.
pub(super) fn shown(state: &State) -> String {
    let all = state.library.entries().len();
    if state.catalogue.query.is_empty() {
        return count(all);
    }
    format!("{}/{}", count(state.catalogue.listed), count(all))
}

/// What stands on the line of the filter, piece by piece.
pub(in crate::tui) fn filter_line(state: &State) -> Vec<Piece> {
    let area = places(state).filter;
    if area.is_empty() {
        return Vec::new();
    }
    let line = Rect {
        x: area.x.saturating_add(1),
        width: area.width.saturating_sub(2),
        ..area
    };
    let mut pen = Pen::new(line, state.glyphs);
    if let Some(progress) = state.progress() {
        pen.write_or_cut(&progress, Meaning::Text);
        pen.means(Deed::Command(CommandId::Peel));
        return pen.pieces;
    }
    let query = state.catalogue.query.as_str();
    if query.is_empty() {
        let key = state.keymap.first(CommandId::Narrow);
        let text = format!("no filter {} {key} sets one", state.glyphs.dot());
        pen.write_or_cut(&text, Meaning::Dim);
        return pen.pieces;
    }
    pen.write_right(&format!("{} briefings", shown(state)), Meaning::Dim);
    let clear = format!("   {} clears", state.keymap.first(CommandId::Clear));
    let reserved = (width(&clear) as u16).min(pen.room);
    pen.room -= reserved;
    pen.write("filter  ", Meaning::Dim);
    pen.write_or_cut(query, Meaning::Ticked);
    pen.room += reserved;
    if pen.write(&clear, Meaning::Dim) {
        pen.means(Deed::Command(CommandId::Clear));
    }
    pen.pieces
}

/// What is known of the selected briefing, as much as there is room for.
fn preview(state: &State, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let laid = &state.catalogue.preview;
    let lines = laid.lines.iter().take(usize::from(area.height));
    for (line, y) in lines.zip(area.top()..) {
        let at = Position::new(area.x.saturating_add(1 + line.lead), y);
        super::reading::spans(laid, line, at, screen, buf);
    }
}
