//! The list panes: a window over the selected records, columns in line down the pane.

mod plans;
mod sources;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

use crate::library::{Item, RecordIx, Row, Standing};
use crate::model::{EventStatus, Record, Stance};
use crate::report::Role;
use crate::text::fold::Needle;
use crate::text::width::{graphemes, truncate_with, width};
use crate::text::wrap::wrap;

use crate::tui::breadth::Breadth;
use crate::tui::command::CommandId;
use crate::tui::layout::{Areas, Shape};
use crate::tui::pane::Pane;
use crate::tui::state::State;
use crate::tui::theme::Meaning;

use super::{Canvas, mark_found, scrollbar};

/// The width of the column of dates, in cells.
const DATE: u16 = 14;
/// The width of the column of names where a quotation takes one line, in cells.
const NAME: u16 = 20;

/// Draws the rows that are on the screen.
pub(super) fn draw(state: &State, areas: &Areas, pane: Pane, screen: Canvas<'_>, buf: &mut Buffer) {
    let area = areas.content(pane).intersection(screen.area);
    let Some(list) = state.list(pane) else { return };
    let page = state.page(pane);
    let rows = state.rows(pane);
    if rows.is_empty() {
        empty(state, pane, area, screen, buf);
        return;
    }
    // Beside a frame the scrollbar stands on it; without one it has a column of its own.
    let framed = areas.shape == Shape::Wide;
    let inner = Rect {
        width: area.width.saturating_sub(u16::from(!framed)),
        ..area
    };
    for (at, line) in on_screen(state, (pane, page), inner) {
        let Some(item) = rows.get(at) else { break };
        let (ix, depth) = match item {
            Item::Record { ix, depth } => (ix, depth),
            Item::Above(ix) => (ix, 0),
            Item::Heading(over) => {
                heading(over.words(), line, screen, buf);
                continue;
            }
        };
        let mut row = RowView {
            state,
            pane,
            ix,
            depth: u16::from(depth),
            selected: at == list.at,
            line,
            screen,
        };
        row.draw(buf);
        if matches!(item, Item::Above(_)) && at != list.at {
            screen.style_area(buf, line, screen.style(Meaning::Dim));
        }
    }
    let x = if framed {
        area.right()
    } else {
        area.right().saturating_sub(1)
    };
    let column = Rect::new(x, area.y, 1, area.height);
    scrollbar(column, (list.top, page, rows.len()), screen, buf);
}

/// The rows that are on the screen, and where they stand in what the list has for them.
fn on_screen(
    state: &State,
    (pane, page): (Pane, usize),
    area: Rect,
) -> impl Iterator<Item = (usize, Rect)> {
    let height = state.row_height(pane) as u16;
    let top = state.list(pane).map_or(0, |list| list.top);
    let end = top.saturating_add(page);
    let end = end.min(state.rows(pane).len());
    (top..end).enumerate().map(move |(n, at)| {
        let y = area.y.saturating_add(n as u16 * height);
        let line = Rect::new(area.x, y, area.width, height);
        (at, line.intersection(area))
    })
}

/// The row that stands on a cell.
pub(in crate::tui) fn row_at(
    state: &State,
    areas: &Areas,
    pane: Pane,
    at: Position,
) -> Option<usize> {
    let mut rows = on_screen(state, (pane, state.page(pane)), areas.content(pane));
    let here = rows.find(|(_, line)| line.contains(at));
    here.map(|(row, _)| row)
}

/// Where the terminal's cursor stands: at the start of the selected row.
pub(super) fn cursor(state: &State, areas: &Areas) -> Option<Position> {
    let area = areas.content(state.focus);
    let list = state.list(state.focus)?;
    let row = list.at.checked_sub(list.top)? * state.row_height(state.focus);
    let y = area.y.saturating_add(row as u16);
    (y < area.bottom()).then(|| Position::new(area.x, y))
}

/// What stands over the rows of a part of a list.
fn heading(words: &str, line: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let at = Position::new(line.x.saturating_add(1), line.y);
    let room = line.width.saturating_sub(2);
    let words = screen.cut(words, room);
    screen.text(buf, at, room, &words, screen.style(Meaning::Dim));
}

/// An empty list says why, and what would help, in as many lines as it takes.
fn empty(state: &State, pane: Pane, area: Rect, screen: Canvas<'_>, buf: &mut Buffer) {
    let room = area.width.saturating_sub(2);
    let text = why_empty(state, pane, usize::from(room));
    let lines = wrap(&text, usize::from(room), usize::from(room));
    for (range, y) in lines.into_iter().zip(area.top()..area.bottom()) {
        let line = text.get(range).unwrap_or_default().replace(GLUE, " ");
        let at = Position::new(area.x.saturating_add(1), y);
        screen.text(buf, at, room, &line, screen.style(Meaning::Dim));
    }
}

/// A space at which no line ends.
const GLUE: &str = "\u{a0}";

/// Why a list is empty: nothing is read yet, the file has nothing for it, or the filter leaves
/// nothing of what it has. A part of it that has room in a line of so many cells stays in one.
fn why_empty(state: &State, pane: Pane, room: usize) -> String {
    if state.loading.is_some() && state.generation == 0 {
        return format!("reading {}", state.glyphs.ellipsis());
    }
    let total = state.total(pane);
    if total == 0 {
        let what = pane.title().to_lowercase();
        match state.breadth {
            Breadth::All => return format!("no {what} in any briefing"),
            Breadth::One if state.briefing().is_some() => {
                return format!("no {what} in this briefing");
            }
            Breadth::One => {}
        }
        let key = state.keymap.first(CommandId::Overview);
        return format!(
            "nothing to list {} {key} says what helps",
            state.glyphs.dot()
        );
    }
    let clear = state.keymap.label(CommandId::Clear);
    let mut parts = vec![
        format!("none of {total} within the filter"),
        format!("{clear} clears"),
    ];
    let near = state.nearest.iter();
    let near = near.filter(|(kind, _)| pane.kinds().contains(kind));
    parts.extend(near.map(|(_, ix)| {
        let when = state.library.records().row(*ix).when;
        format!("nearest {}", state.glyphs.short_date(when))
    }));
    let dot = state.glyphs.dot();
    let whole = |part: &String| match width(part) + 1 + width(dot) {
        cells if cells <= room => part.replace(' ', GLUE),
        _ => part.clone(),
    };
    let parts: Vec<_> = parts.iter().map(whole).collect();
    parts.join(&format!("{GLUE}{dot} "))
}

/// The fewest cells for a name beside the word of a verdict.
const NAME_AT_LEAST: u16 = 10;
/// From this width on, in cells, a quotation in one line has the word of its verdict.
const WIDE: u16 = 100;

struct RowView<'a> {
    state: &'a State,
    pane: Pane,
    ix: RecordIx,
    depth: u16,
    selected: bool,
    line: Rect,
    screen: Canvas<'a>,
}

impl RowView<'_> {
    fn draw(&mut self, buf: &mut Buffer) {
        let row = self.state.library.records().row(self.ix);
        match self.pane {
            Pane::Actors => self.actor(&row, buf),
            Pane::Issues => self.issue(&row, buf),
            Pane::Quotes => self.quote(&row, buf),
            Pane::Sources => self.source(&row, buf),
            Pane::Plans => self.plan(&row, buf),
            Pane::Events | Pane::Reading => self.event(&row, buf),
        }
        if !self.selected {
            return;
        }
        if self.pane == self.state.focus {
            // What was found stays marked in the selected row.
            self.screen.lay_around(buf, self.line, Meaning::Selection);
        } else {
            let bar = self.state.glyphs.bar();
            let style = self.screen.style(Meaning::PassiveSelection);
            for y in self.line.top()..self.line.bottom() {
                self.screen
                    .text(buf, Position::new(self.line.x, y), 1, bar, style);
            }
        }
    }

    /// Writes a text in a column of the row's first or second line, and marks what is looked for.
    fn cell(&self, buf: &mut Buffer, (x, y, cells): (u16, u16, u16), text: &str, style: Style) {
        let at = Position::new(self.line.x.saturating_add(x), self.line.y.saturating_add(y));
        if y >= self.line.height || cells == 0 {
            return;
        }
        let needle = self
            .state
            .find
            .as_ref()
            .filter(|find| find.pane == self.pane);
        let needle = needle.map(|find| &find.needle);
        let ellipsis = self.state.glyphs.ellipsis();
        let shown = window(text, usize::from(cells), needle, ellipsis);
        self.screen.text(buf, at, cells, &shown, style);
        let current = self.selected;
        mark_found(
            self.state,
            (self.pane, current),
            (at, cells),
            &shown,
            (self.screen, buf),
        );
    }

    /// The record itself, where its briefing is open.
    fn record(&self) -> Option<Record<'_>> {
        let records = self.state.library.records();
        let briefing = self.state.library.briefing(records.briefing(self.ix)?)?;
        records.record(self.ix, briefing)
    }

    fn ticked(&self, buf: &mut Buffer) {
        let filter = &self.state.filter;
        let chosen = [&filter.actors, &filter.issues, &filter.sources];
        if chosen
            .iter()
            .any(|keys| self.state.is_chosen(keys, self.ix))
        {
            let style = self.screen.style(Meaning::Ticked);
            self.cell(buf, (1, 0, 1), self.state.glyphs.ticked(), style);
        }
    }

    /// How many of the listed quotations and events are of an actor, or on an issue.
    fn counts(&self) -> String {
        let counts = self.state.selection.counts(self.ix);
        let number = |count: u32, unit: &str| match count {
            0 => "    ".to_owned(),
            count => format!("{count:>3}{unit}"),
        };
        number(counts.quotes, "q") + &number(counts.events, "e")
    }

    /// Mark, tick, kind, name; how many quotations and events at the right end.
    fn actor(&self, row: &Row<'_>, buf: &mut Buffer) {
        let counts = self.state.selection.counts(self.ix);
        let right = self.counts();
        let cells = width(&right) as u16;
        let indent = 3 + 2 * self.depth;
        let room = self.line.width.saturating_sub(indent + cells + 1);
        let silent = counts.quotes == 0 && counts.events == 0 && !self.state.filter.is_empty();
        let style = if silent { Meaning::Dim } else { Meaning::Text };
        self.ticked(buf);
        self.cell(buf, (indent, 0, room), row.text, self.screen.style(style));
        let end = Rect {
            width: self.line.width.saturating_sub(1),
            ..self.line
        };
        self.screen
            .text_right(buf, end, &right, self.screen.style(Meaning::Dim));
    }

    /// Mark, tick, status, title; how many actors stand on each side at the right end, over all
    /// briefings how many quotations and events there are.
    fn issue(&self, row: &Row<'_>, buf: &mut Buffer) {
        let glyphs = self.state.glyphs;
        let status = self.state.library.records().issue_status(self.ix);
        let status = status.map(|status| glyphs.issue_status(status));
        let tally = self.state.tallies.issue(self.ix);
        let sides = [
            (Stance::Support, tally.support),
            (Stance::Oppose, tally.oppose),
            (Stance::Conditional, tally.other),
        ];
        // Counts line up down a wide pane; in a narrow one the title needs the room.
        let roomy = self.line.width >= 44;
        let sides = sides.map(|(stance, count)| match count {
            0 if roomy => "   ".to_owned(),
            0 => String::new(),
            count => format!(" {}{count}", glyphs.stance(stance)),
        });
        let sides = match self.state.breadth {
            Breadth::One => sides.concat(),
            Breadth::All => self.counts(),
        };
        let cells = width(&sides) as u16;
        let room = self.line.width.saturating_sub(5 + cells + 1);
        self.ticked(buf);
        let dim = self.screen.style(Meaning::Dim);
        self.cell(buf, (3, 0, 1), status.unwrap_or_default(), dim);
        self.cell(buf, (5, 0, room), row.text, Style::new());
        let end = Rect {
            width: self.line.width.saturating_sub(1),
            ..self.line
        };
        self.screen.text_right(buf, end, &sides, dim);
    }

    /// Date, verdict, speaker and words: in one line where there is room, else in two. The verdict
    /// is a sign and, where the line has room for it, a word.
    fn quote(&self, row: &Row<'_>, buf: &mut Buffer) {
        let total = self.line.width;
        let date = self.screen.style(Meaning::Span(Role::Date));
        let name = self.screen.style(Meaning::Span(Role::Actor));
        let glyphs = self.state.glyphs;
        let words = match self.record() {
            Some(Record::Quote(quote)) => glyphs.quotation(quote),
            _ => glyphs.quoted(row.text),
        };
        let when = glyphs.short_date(row.when);
        self.cell(buf, (1, 0, DATE), &when, date);
        let standing = self.state.verdicts.standing(&self.state.library, self.ix);
        let glyph = self.state.glyphs.standing(standing);
        let verdict = self.screen.style(Meaning::Span(Role::Standing(standing)));
        let word = match standing {
            Standing::InAccount(verdict) if verdict.is_verified() => "account",
            Standing::NotAsked => "paraphrase",
            Standing::Pending => "pending",
            Standing::InSource(verdict) | Standing::InAccount(verdict) => verdict.word(),
        };
        let mut x = 1 + DATE;
        self.cell(buf, (x, 0, 1), glyph, verdict);
        x += 2;
        if self.state.row_height(self.pane) > 1 {
            let room = total.saturating_sub(x + 1);
            let long = (width(word) as u16).min(room);
            let names = room.saturating_sub(long + 1);
            self.cell(buf, (x, 0, names), &row.who, name);
            let end = Rect {
                width: total.saturating_sub(1),
                ..self.line
            };
            if names >= NAME_AT_LEAST {
                self.screen
                    .text_right(buf, end, word, self.screen.style(Meaning::Dim));
            } else {
                self.cell(buf, (x, 0, room), &row.who, name);
            }
            let room = total.saturating_sub(4);
            self.cell(buf, (3, 1, room), &words, Style::new());
            return;
        }
        let cells = NAME.min(total.saturating_sub(x) / 3);
        self.cell(buf, (x, 0, cells), &row.who, name);
        x += cells + 1;
        let mut room = total.saturating_sub(x + 1);
        // A verdict that asks for attention is said in a word; all of them where there is room.
        let attention = standing.is_unverified();
        if attention || total >= WIDE {
            let end = Rect {
                width: total.saturating_sub(1),
                ..self.line
            };
            let style = if attention {
                verdict
            } else {
                self.screen.style(Meaning::Dim)
            };
            room = room.saturating_sub(self.screen.text_right(buf, end, word, style) + 2);
        }
        self.cell(buf, (x, 0, room), &words, Style::new());
    }

    /// Date, status, title: in one line, or on a small screen in two.
    fn event(&self, row: &Row<'_>, buf: &mut Buffer) {
        let glyphs = self.state.glyphs;
        let status = self.state.library.records().event_status(self.ix);
        let date = self.screen.style(Meaning::Span(Role::Date));
        let when = glyphs.short_date(row.when);
        self.cell(buf, (1, 0, DATE), &when, date);
        let mut x = 1 + DATE;
        if let Some(status) = status {
            // Only what is less than certain is marked.
            let style = self.screen.style(Meaning::Span(Role::Status(status)));
            let glyph = match status {
                EventStatus::Confirmed => "",
                other => glyphs.event_status(other),
            };
            self.cell(buf, (x, 0, 1), glyph, style);
            x += 2;
        }
        let total = self.line.width;
        if self.state.row_height(self.pane) > 1 {
            let word = status.filter(|status| *status != EventStatus::Confirmed);
            let word = word.map_or("", EventStatus::word);
            let dim = self.screen.style(Meaning::Dim);
            self.cell(buf, (x, 0, total.saturating_sub(x + 1)), word, dim);
            let room = total.saturating_sub(4);
            self.cell(buf, (3, 1, room), row.text, Style::new());
        } else {
            let room = total.saturating_sub(x + 1);
            self.cell(buf, (x, 0, room), row.text, Style::new());
        }
    }
}

/// The part of a text that is shown in some cells: its beginning, or where something is looked
/// for and found further on, the part around it.
fn window(text: &str, cells: usize, needle: Option<&Needle>, ellipsis: &str) -> String {
    let first = needle.and_then(|needle| needle.find_in(text).into_iter().next());
    if let Some(found) = first
        && width(text.get(..found.end).unwrap_or_default()) + 1 > cells
    {
        let before = text.get(..found.start).unwrap_or_default();
        // As much of what stands before as there is room for, if all that follows fits too.
        let lead = width(ellipsis);
        let rest = width(text.get(found.start..).unwrap_or_default());
        let long = width(text.get(found).unwrap_or_default());
        let keep = match cells.checked_sub(rest + lead) {
            Some(room) => room,
            None => cells.saturating_sub(long) / 3,
        };
        let start = word_within(before, keep);
        let rest = [ellipsis, text.get(start..).unwrap_or_default()].concat();
        return truncate_with(&rest, cells, ellipsis).into_owned();
    }
    truncate_with(text, cells, ellipsis).into_owned()
}

/// Where the first word begins of the last so many cells of a text, in bytes: at a space, or at a
/// wide character, which is a word of its own; at its end where there is none.
fn word_within(text: &str, cells: usize) -> usize {
    let from = width(text).saturating_sub(cells);
    let mut column = 0;
    let mut after_space = true;
    for grapheme in graphemes(text) {
        let begins = after_space || grapheme.cells > 1;
        if column >= from && begins && grapheme.base() != ' ' {
            return grapheme.at;
        }
        after_space = grapheme.base() == ' ';
        column += grapheme.cells;
    }
    text.len()
}
