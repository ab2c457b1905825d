//! The rows of the library view: a briefing each, or a heading above some.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::library::catalogue::ShelfRow;
use crate::library::{Entry, Standing};
use crate::model::RecordKind;
use crate::report::{Role, count, overview};
use crate::text::width::width;

use crate::tui::catalogue::Widest;
use crate::tui::command::CommandId;
use crate::tui::layout::Shape;
use crate::tui::state::State;
use crate::tui::theme::Meaning;
use crate::tui::views::{Canvas, faults, marked, scrollbar};

use super::Places;

/// The width of the column of days, in cells, with the gap behind it.
const DAY: u16 = 13;
/// The width of the column of verdicts: a sign and two numbers.
const STATE: u16 = 10;
/// Below this width, in cells, a row has room for its day and title alone.
const ROOMY: u16 = 56;
/// From this width on, in cells, a row has its tags.
const SPACIOUS: u16 = 110;

/// The rows that are on the screen.
pub(super) fn draw(state: &State, places: &Places, screen: Canvas<'_>, buf: &mut Buffer) {
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
