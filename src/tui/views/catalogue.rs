//! The library view: a row a briefing in columns that line up, and beside it on a wide screen what
//! is known of the selected one.

use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect, Spacing};
use ratatui::symbols::merge::MergeStrategy;
use ratatui::widgets::{Block, Widget};

use crate::library::catalogue::{ShelfGroups, ShelfOrder, ShelfRow};
use crate::library::{Entry, Standing};
use crate::model::RecordKind;
use crate::report::{Role, count, overview};
use crate::text::width::width;

use crate::tui::catalogue::Widest;
use crate::tui::command::CommandId;
use crate::tui::layout::Shape;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::pen::{Deed, Pen, Piece};
use super::{Canvas, faults, marked, scrollbar};

/// The width of the column of days, in cells, with the gap behind it.
const DAY: u16 = 13;
/// The width of the column of verdicts: a sign and two numbers.
const STATE: u16 = 10;
/// Below this width, in cells, a row has room for its day and title alone.
const ROOMY: u16 = 56;
/// From this width on, in cells, a row has its tags.
const SPACIOUS: u16 = 110;
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
    list(state, &places, screen, buf);
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

/// The rows that are on the screen.
fn list(state: &State, places: &Places, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = places.list.intersection(screen.area);
    let catalogue = &state.catalogue;
    if catalogue.rows.is_empty() {
        let at = Position::new(area.x.saturating_add(1), area.y);
        let room = area.width.saturating_sub(2);
        let text = why_empty(state);
        let text = screen.cut(&text, room);
        screen.text(buf, at, room, &text, screen.style(Meaning::Dim));
        return;
    }
    // Beside a frame the scrollbar stands on it; without one it has a column of its own.
    let framed = places.shape == Shape::Wide;
    let inner = Rect {
        width: area.width.saturating_sub(u16::from(!framed)),
        ..area
    };
    let columns = Columns::of(catalogue.widest, inner.width);
    let top = catalogue.window.top;
    let page = usize::from(places.list.height);
    let seen = catalogue.rows.iter().enumerate().skip(top);
    for ((at, row), y) in seen.zip(area.top()..area.bottom()) {
        let line = Rect::new(inner.x, y, inner.width, 1);
        match row {
            ShelfRow::Heading(words, number) => heading((words, *number), line, screen, buf),
            ShelfRow::Briefing(briefing) => {
                if let Some(entry) = state.library.entry(*briefing) {
                    let row = RowView {
                        state,
                        entry,
                        briefing: *briefing,
                        columns,
                        selected: at == catalogue.window.at,
                        line,
                        screen,
                    };
                    row.draw(buf);
                }
            }
        }
    }
    let x = if framed {
        area.right()
    } else {
        area.right().saturating_sub(1)
    };
    let column = Rect::new(x, area.y, 1, area.height);
    scrollbar(column, (top, page, catalogue.rows.len()), screen, buf);
}

/// Why nothing is listed.
fn why_empty(state: &State) -> String {
    if state.loading.is_some() {
        return format!("reading {}", state.glyphs.ellipsis());
    }
    let all = state.library.entries().len();
    if all == 0 {
        return "no briefings".to_owned();
    }
    let key = state.keymap.first(CommandId::Clear);
    let dot = state.glyphs.dot();
    format!(
        "none of {} within the filter {dot} {key} clears",
        count(all)
    )
}

fn heading((words, number): (&str, usize), line: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let dim = screen.style(Meaning::Dim);
    let end = Rect {
        width: line.width.saturating_sub(1),
        ..line
    };
    let right = screen.text_right(buf, end, &count(number), dim);
    let room = line.width.saturating_sub(3 + right);
    let at = Position::new(line.x.saturating_add(1), line.y);
    let words = screen.cut(words, room);
    screen.text(buf, at, room, &words, dim);
}

/// The widths of the columns in cells; 0 for what has no room.
#[derive(Clone, Copy)]
struct Columns {
    faults: u16,
    state: u16,
    tags: u16,
    quotes: u16,
    events: u16,
}

impl Columns {
    fn of(widest: Widest, cells: u16) -> Self {
        let digits = |number: usize| width(&number.to_string()) as u16;
        let number = |number: usize| match number {
            0 => 0,
            most => digits(most) + 2,
        };
        if cells < ROOMY {
            return Self {
                faults: 0,
                state: 0,
                tags: 0,
                quotes: 0,
                events: 0,
            };
        }
        Self {
            faults: match widest.faults {
                0 => 0,
                most => digits(most) + 3,
            },
            state: STATE.max(2 * digits(widest.quotes) + 5),
            tags: if cells < SPACIOUS { 0 } else { cells / 5 },
            quotes: number(widest.quotes),
            events: number(widest.events),
        }
    }
}

struct RowView<'a> {
    state: &'a State,
    entry: &'a Entry,
    briefing: usize,
    columns: Columns,
    selected: bool,
    line: Rect,
    screen: Canvas<'a>,
}

impl RowView<'_> {
    /// Day, faults, verdicts, title; at the right tags, quotations, events.
    fn draw(&self, buf: &mut Buffer) {
        let columns = self.columns;
        let date = self.screen.style(Meaning::Span(Role::Date));
        let dim = self.screen.style(Meaning::Dim);
        let day = self.entry.card.as_ref().map(|card| card.as_of);
        let day = day.map_or(String::new(), overview::short_day);
        self.cell(buf, (1, DAY), &day, date);
        let mut x = 1 + DAY;
        let faulty = self.entry.diagnostics.len();
        if faulty > 0 && columns.faults > 0 {
            let fault = self.screen.style(Meaning::Fault);
            self.cell(buf, (x, columns.faults), &format!("!{faulty}"), fault);
        }
        x += columns.faults;
        if columns.state > 0 && self.entry.is_readable() {
            let (standing, numbers) = self.verdicts();
            let style = self.screen.style(Meaning::Span(Role::Standing(standing)));
            let sign = self.state.glyphs.standing(standing);
            self.cell(buf, (x, 2), sign, style);
            self.cell(buf, (x + 2, columns.state - 2), &numbers, dim);
        }
        x += columns.state;
        let mut end = self.line.width.saturating_sub(1);
        let counts = [
            (columns.events, RecordKind::Event, "e"),
            (columns.quotes, RecordKind::Quote, "q"),
        ];
        for (cells, kind, unit) in counts {
            end = end.saturating_sub(cells);
            let number = self.entry.count(kind);
            if number > 0 && cells > 0 {
                let area = Rect {
                    x: self.line.x.saturating_add(end),
                    width: cells,
                    ..self.line
                };
                let text = format!("{number}{unit}");
                self.screen.text_right(buf, area, &text, dim);
            }
        }
        let tags = self.entry.card.as_ref().map(|card| card.tags.join(", "));
        if let Some(tags) = tags.filter(|_| columns.tags > 0) {
            end = end.saturating_sub(columns.tags);
            self.cell(buf, (end.saturating_add(1), columns.tags), &tags, dim);
        }
        let room = end.saturating_sub(x);
        match &self.entry.card {
            Some(card) => {
                let style = self.screen.style(Meaning::Text);
                let cells = self.cell(buf, (x, room + 1), &card.title, style);
                self.found(buf, (x, cells), &card.title);
            }
            None => self.unreadable(buf, x, room),
        }
        if self.selected {
            self.select(buf);
        }
    }

    /// That the file cannot be read; without a column of faults, with their number.
    fn unreadable(&self, buf: &mut Buffer, x: u16, room: u16) {
        let fault = self.screen.style(Meaning::Fault);
        let number = faults(self.entry.errors());
        let text = match self.columns.faults {
            0 => number,
            _ => "cannot be read".to_owned(),
        };
        // Without a day and verdicts, the file's name begins where those stand.
        let at = if self.columns.faults > 0 { x } else { 1 };
        let room = room + (x - at.min(x));
        let line = Rect {
            x: self.line.x.saturating_add(at),
            width: room,
            ..self.line
        };
        let taken = self.screen.text_right(buf, line, &text, fault);
        let room = room.saturating_sub(taken + 1);
        let file = self.screen.cut(&self.entry.file, room);
        let cells = self
            .screen
            .text(buf, line.as_position(), room, &file, fault);
        self.found(buf, (at, cells), &file);
    }

    /// Writes a text in a column, a blank kept behind it; returns the cells it took.
    fn cell(
        &self,
        buf: &mut Buffer,
        (x, cells): (u16, u16),
        text: &str,
        style: ratatui::style::Style,
    ) -> u16 {
        let at = Position::new(self.line.x.saturating_add(x), self.line.y);
        let room = self
            .line
            .width
            .saturating_sub(x)
            .min(cells.saturating_sub(1));
        let text = self.screen.cut(text, room);
        self.screen.text(buf, at, room, &text, style)
    }

    /// How the quotations stand, and how many of how many are verified.
    fn verdicts(&self) -> (Standing, String) {
        let Some(tally) = self.state.verdicts.tally(self.briefing) else {
            return (Standing::Pending, String::new());
        };
        if tally.asked() == 0 {
            return (Standing::NotAsked, String::new());
        }
        let verified = crate::model::Verdict::Verbatim;
        let standing = match tally.worst {
            Some(worst) => worst,
            None if tally.in_account == tally.verified => Standing::InAccount(verified),
            None => Standing::InSource(verified),
        };
        (standing, format!("{}/{}", tally.verified, tally.asked()))
    }

    /// Marks what is looked for.
    fn found(&self, buf: &mut Buffer, (x, cells): (u16, u16), text: &str) {
        let Some(sought) = &self.state.catalogue.sought else {
            return;
        };
        let at = Position::new(self.line.x.saturating_add(x), self.line.y);
        let place = (at, cells);
        marked(
            (&sought.needle, self.selected),
            place,
            text,
            (self.screen, buf),
        );
    }

    /// What was found stays marked in the selected row.
    fn select(&self, buf: &mut Buffer) {
        self.screen.lay_around(buf, self.line, Meaning::Selection);
    }
}
