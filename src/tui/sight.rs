//! A view of what the records mean, in the place of the lists: its sheet, the selected cell, and what
//! is behind it in the detail.

mod commands;
mod kept;
mod making;
mod pointer;

use std::sync::Arc;

use chrono::Datelike;

use crate::library::{RecordIx, Scope};
use crate::model::RecordId;
use crate::report::chart::{Chart, Ground, Set, View};
use crate::report::document::{Document, Span};
use crate::report::sheet::{CellKey, Line, Sheet};

use super::command::CommandId;
use super::pane::{Pane, Step};
use super::state::{State, Subject};

pub use commands::takes;
pub(super) use commands::{apply, close, go_to};
pub(super) use kept::{again, left};
use making::{Asked, MadeFrom};
pub use making::{Made, Making};
pub(super) use making::{made, stop, wanted};
pub(super) use pointer::{Click, click, focus, wheel};

/// A view as it is open.
#[derive(Debug)]
pub struct Sight {
    /// Which.
    pub view: View,
    /// How it is set.
    pub set: Set,
    /// The selected cell: its line, and its place among the cells of that.
    pub at: (usize, usize),
    /// The first line on the screen.
    pub top: usize,
    /// The first column on the screen behind those that stay, in cells.
    pub left: u16,
    /// It, laid out; or what there is to say in its place.
    pub sheet: Arc<Sheet>,
    key: Option<CellKey>,
    /// How many lines stand above the selected cell, until it is laid out.
    row: Option<usize>,
    /// What to go to once it is made.
    seek: Option<Seek>,
    /// The days that somebody went to: they are kept from one view to another.
    time: Option<(i32, i32)>,
    /// It, as it was made last.
    made: Option<Arc<Made>>,
    made_from: Option<MadeFrom>,
    /// What another thread is to make.
    asked: Option<Asked>,
}

/// What to go to in a view that has times.
#[derive(Clone, Copy, Debug)]
enum Seek {
    /// The cell of a record; where it has none, of what is nearest to its days.
    Record(RecordIx, Option<(i32, i32)>),
    /// The cell of what is nearest to some days.
    Days((i32, i32)),
}

/// A place in a view, to come back to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Seen {
    view: View,
    set: Set,
    key: Option<CellKey>,
    top: usize,
    left: u16,
}

impl Sight {
    fn new(view: View) -> Self {
        Self::at(Seen {
            view,
            set: Set::default(),
            key: None,
            top: 0,
            left: 0,
        })
    }

    /// A view as it was left.
    pub(super) fn at(seen: Seen) -> Self {
        Self {
            view: seen.view,
            set: seen.set,
            at: (0, 0),
            top: seen.top,
            left: seen.left,
            sheet: Arc::default(),
            key: seen.key,
            row: None,
            seek: None,
            time: None,
            made: None,
            made_from: None,
            asked: None,
        }
    }

    /// The place in it.
    pub(super) fn seen(&self) -> Seen {
        Seen {
            view: self.view,
            set: self.set,
            key: self.key,
            top: self.top,
            left: self.left,
        }
    }

    /// The selected cell.
    pub fn key(&self) -> Option<CellKey> {
        self.key.filter(|_| self.made.is_some())
    }

    /// The cell that is to be selected once it is made; before that there is none to see.
    pub(super) const fn wanted(&self) -> Option<CellKey> {
        self.key
    }

    fn chart(&self) -> Option<&dyn Chart> {
        self.made.as_ref().map(|made| &*made.chart)
    }

    /// The orders that the view can have, in words.
    pub fn orders(&self) -> Vec<String> {
        let own = self.chart().map(Chart::orders);
        let own = own.filter(|own| !own.is_empty());
        own.unwrap_or_else(|| {
            let usual = self.view.orders().iter();
            usual.map(|words| (*words).to_owned()).collect()
        })
    }

    /// Whether it can be looked at more closely, or from farther away.
    pub fn can_zoom(&self, step: Step) -> bool {
        let zooms = self.chart().map(Chart::zooms);
        zooms.is_some_and(|zooms| match step {
            Step::Forward => self.set.zoom < *zooms.end(),
            Step::Back => self.set.zoom > *zooms.start(),
        })
    }

    /// The days that the selected cell is of.
    fn days(&self) -> Option<(i32, i32)> {
        self.chart()?.time(self.key?)
    }

    /// Keeps what is selected in a view that is about to be made anew.
    fn keep(&mut self) {
        if self.seek.is_some() {
            return;
        }
        let days = self.days();
        let record = self.records().first().copied();
        let record = record.map(|record| Seek::Record(record, days));
        self.seek = record.or_else(|| days.map(Seek::Days));
    }

    /// Selects what is to be gone to.
    fn go(&mut self) {
        let Some((seek, chart)) = self.seek.zip(self.chart()) else {
            return;
        };
        let beside = self.key;
        let found = match seek {
            Seek::Record(record, days) => chart
                .cell_of(record, beside)
                .or_else(|| chart.cell_at(days?, beside)),
            Seek::Days(days) => chart.cell_at(days, beside),
        };
        self.key = found.or(self.key);
        self.seek = None;
    }

    /// The time that another view takes over: what somebody went to, or the day it is as of.
    fn time_to_keep(&self) -> Option<(i32, i32)> {
        let day = self.set.day.map(|day| day.num_days_from_ce());
        self.time.or_else(|| day.map(|day| (day, day)))
    }

    /// The records behind the selected cell.
    fn records(&self) -> Vec<RecordIx> {
        let found = self.chart().zip(self.key);
        found.map_or_else(Vec::new, |(chart, key)| chart.records(key))
    }

    /// Brings the selected cell into a window of so many lines and columns.
    fn clamp(&mut self, (lines, columns): (usize, u16)) {
        let is_here =
            |key: &CellKey| self.sheet.cell(self.at).and_then(|cell| cell.key) == Some(*key);
        let found = match self.key {
            Some(key) if is_here(&key) => Some(self.at),
            key => key.and_then(|key| self.sheet.find(key)),
        };
        let at = found.unwrap_or_else(|| nearest(&self.sheet, self.at));
        self.at = at;
        let cell = self.sheet.cell(at);
        self.key = cell.and_then(|cell| cell.key);
        if let Some(row) = self.row.take() {
            self.top = at.0.saturating_sub(row);
        }
        let count = self.sheet.lines.len();
        let tops = self.tops(at.0, lines);
        self.top = self
            .top
            .clamp(*tops.start(), *tops.end())
            .min(count.saturating_sub(lines));
        let room = columns.saturating_sub(self.sheet.stub);
        if let Some(cell) = cell.filter(|cell| cell.at >= self.sheet.stub) {
            let start = cell.at - self.sheet.stub;
            let least = start
                .saturating_add(cell.width)
                .saturating_sub(room)
                .min(start);
            self.left = self.left.clamp(least, start.max(least));
        }
        let wide = self.made.as_ref().map_or(0, |made| made.wide);
        let most = wide.saturating_sub(self.sheet.stub).saturating_sub(room);
        self.left = self.left.min(most);
    }

    /// The lines that belong to one with a cell to select: those below it without one, and above
    /// the first of the sheet all that stands there.
    fn whole(&self, line: usize) -> (usize, usize) {
        let is_keyed = |line: &Line| line.keyed().next().is_some();
        let (above, below) = self.sheet.lines.split_at(line.min(self.sheet.lines.len()));
        let first = if above.iter().any(is_keyed) { line } else { 0 };
        let more = below.iter().skip(1).take_while(|line| !is_keyed(line));
        (first, line + more.count())
    }

    /// The next line with a cell to select, so many on; of its cells the one nearest below or above.
    fn step_lines(&mut self, to: usize) {
        let column = self.sheet.cell(self.at).map_or(0, |cell| cell.at);
        let is_keyed = |at: &usize| {
            self.sheet
                .lines
                .get(*at)
                .is_some_and(|line| line.keyed().next().is_some())
        };
        let lines = self.sheet.lines.len();
        let to = to.min(lines.saturating_sub(1));
        let found = if to >= self.at.0 {
            (to..lines)
                .find(is_keyed)
                .or_else(|| (0..to).rfind(is_keyed))
        } else {
            (0..=to)
                .rfind(is_keyed)
                .or_else(|| (to..lines).find(is_keyed))
        };
        let Some(line) = found.and_then(|at| Some((at, self.sheet.lines.get(at)?))) else {
            return;
        };
        let cells = line
            .1
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.key.is_some());
        if let Some((cell, _)) = cells.min_by_key(|(_, cell)| cell.at.abs_diff(column)) {
            self.select((line.0, cell));
        }
    }

    /// The next cell of the line to one side.
    fn step_cells(&mut self, step: Step) {
        let (line, at) = self.at;
        let Some(cells) = self.sheet.lines.get(line).map(|line| &line.cells) else {
            return;
        };
        let keyed = |at: &usize| cells.get(*at).is_some_and(|cell| cell.key.is_some());
        let next = match step {
            Step::Forward => (at + 1..cells.len()).find(keyed),
            Step::Back => (0..at).rfind(keyed),
        };
        if let Some(next) = next {
            self.select((line, next));
        }
    }

    pub(super) fn select(&mut self, at: (usize, usize)) {
        if let Some(key) = self.sheet.cell(at).and_then(|cell| cell.key) {
            self.at = at;
            self.key = Some(key);
            // What is selected is seen from its beginning on.
            self.top = self.top.min(at.0);
        }
    }
}

/// The place of a cell that can be selected, nearest to another.
fn nearest(sheet: &Sheet, (line, cell): (usize, usize)) -> (usize, usize) {
    let all = sheet.lines.iter().enumerate();
    let keyed = all.flat_map(|(at, line)| {
        let cells = line
            .cells
            .iter()
            .enumerate()
            .filter(|(_, cell)| cell.key.is_some());
        cells.map(move |(cell, _)| (at, cell))
    });
    let distance = |place: &(usize, usize)| (place.0.abs_diff(line), place.1.abs_diff(cell));
    keyed.min_by_key(distance).unwrap_or((0, 0))
}

/// The view that a command opens.
pub const fn opened_by(command: CommandId) -> Option<View> {
    match command {
        CommandId::Matrix => Some(View::Matrix),
        CommandId::Figures => Some(View::Figures),
        CommandId::Options => Some(View::Options),
        CommandId::Provenance => Some(View::Provenance),
        CommandId::Proposals => Some(View::Proposals),
        CommandId::Agreement => Some(View::Agreement),
        CommandId::Timeline => Some(View::Timeline),
        _ => None,
    }
}

impl State {
    /// Whether a view has the focus, in the place of the lists.
    pub fn in_sight(&self) -> bool {
        self.sight.is_some() && self.focus != Pane::Reading
    }

    /// What a view is made from; of one that was made, the briefings that it was made from.
    fn ground<'a>(&'a self, made: Option<&'a Made>) -> Ground<'a> {
        let read = made.and_then(|made| made.library.as_deref());
        Ground {
            library: read.unwrap_or(&self.library),
            scope: self.scope(),
            selection: &self.selection,
            verdicts: &self.verdicts,
            glyphs: self.glyphs,
        }
    }

    /// Makes the view anew where what it follows from has changed, and lays it out.
    pub(super) fn settle_sight(&mut self) {
        // Where it stands depends on that it is there.
        let area = super::views::sight_area(self);
        let Some(mut sight) = self.sight.take() else {
            return;
        };
        self.settle_made(&mut sight, area.width);
        sight.go();
        let lines = usize::from(area.height).saturating_sub(sight.sheet.head.len());
        // Where there is no room for it now, or nothing in it, it stays as it was.
        let is_laid = sight.made().is_some_and(|made| made.laid_for.is_some());
        let is_empty = is_laid && sight.sheet.lines.is_empty();
        if is_laid && area.width > 0 && !is_empty {
            sight.clamp((lines.max(1), area.width));
        }
        let this = sight.records().first().copied();
        let key = sight.key.filter(|_| !is_empty);
        let has_no_room = !is_laid && sight.made().is_some();
        self.sight = Some(sight);
        if self.focus == Pane::Reading && !self.reading.follows {
            return;
        }
        if let (Some(ix), Scope::All) = (this, self.scope()) {
            self.look_into(ix);
        }
        match key {
            // Whether anything is in it is known when it is laid out: what was empty stays so until then.
            Some(_) if has_no_room && self.reading.subject == Subject::Overview => {}
            Some(key) => self.show(Subject::Cell(key)),
            None => self.show(Subject::Overview),
        }
    }

    /// What is behind a cell of the view; what there is to say where that is not made.
    pub(super) fn behind(&self, key: CellKey) -> Option<Document> {
        let sight = self.sight.as_ref()?;
        let Some(chart) = sight.chart() else {
            let mut document = Document::new(sight.view.title());
            document.paragraph([Span::dim(&sight.sheet.empty)]);
            return Some(document);
        };
        // Of the briefing on the screen more is known, where that is open.
        let made = sight.made().filter(|_| self.briefing().is_none());
        Some(chart.document(&self.ground(made.map(AsRef::as_ref)), key))
    }

    /// The record that a key for "this" means in a view.
    pub(super) fn this_in_sight(&self) -> Option<RecordId> {
        let ix = self.sight.as_ref()?.records().first().copied()?;
        Some(self.library.key(ix)?.id)
    }
}

#[cfg(test)]
mod tests;
