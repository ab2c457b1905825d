//! The timeline: events and quotations by when they were, in lanes, with what is empty left out.

mod detail;

use std::fmt::Write as _;
use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use crate::analysis::timeline::{
    Axis, Column, Dated, Known, Lane, Lanes, Mark, Scale, Standing, Timeline, Trace, Whose, part,
};
use crate::library::{Library, RecordIx};
use crate::model::RecordKind;
use crate::report::document::{Document, Role, Span};
use crate::report::glyph::GlyphSet;
use crate::report::sheet::{CellKey, Line, Sheet, Shown, Strip};
use crate::report::{count, counted};
use crate::text::width::width as cells;

use super::{Chart, Ground, Set};

/// The orders of its lanes: what they are of.
pub(super) const ORDERS: &[&str] = &["by actor", "by issue", "all in one lane"];

/// The least and the most width of the names at the left, in cells, with the gap behind them.
const NAMES: (u16, u16) = (12, 30);
/// The room for a year or a month with the gap behind it, in cells.
const LABEL: u16 = 5;
/// In a key, the lane of what is of no actor or issue, and that of everything. There are fewer
/// records than that.
const NOBODYS: u32 = u32::MAX;
const EVERYBODYS: u32 = u32::MAX - 1;
/// In a key, the name of a lane instead of a day: the days of the common era begin with 1.
const NAME: u32 = 0;

/// The timeline as it was made.
#[derive(Debug)]
pub(super) struct Times {
    dated: Dated,
    timeline: Timeline,
    lanes: Lanes,
    zooms: RangeInclusive<i8>,
    events: usize,
}

impl Times {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let dated = Dated::of(ground.library, ground.selection);
        let lanes = match set.order {
            0 => Lanes::Actors,
            1 => Lanes::Issues,
            _ => Lanes::One,
        };
        let place = |scale: Scale| scale as i8;
        let usual = place(dated.usual());
        let zooms = usual - place(Scale::Year)..=usual - place(dated.closest());
        let zoom = set.zoom.clamp(*zooms.start(), *zooms.end());
        let mut scales = Scale::ALL.into_iter();
        let scale = scales.find(|scale| place(*scale) == usual - zoom);
        let scale = scale.unwrap_or(Scale::Year);
        let whole = (ground.library, ground.scope);
        let timeline = dated.timeline(whole, (lanes, scale));
        let records = ground.library.records();
        let events = ground.selection.rows(RecordKind::Event).iter();
        let events = events.filter(|ix| records.bounds(**ix).is_some()).count();
        Self {
            dated,
            timeline,
            lanes,
            zooms,
            events,
        }
    }

    fn axis(&self) -> &Axis {
        &self.timeline.axis
    }

    fn about(&self) -> String {
        let quotes = self.dated.len() - self.events;
        let mut about = format!(
            "by {}, {}, {}",
            self.axis().scale.word(),
            counted(self.events, "event", "events"),
            counted(quotes, "quote", "quotes")
        );
        if self.dated.undated > 0 {
            let _ = write!(about, ", {} without a date", count(self.dated.undated));
        }
        about
    }

    fn lane(&self, key: CellKey) -> Option<&Lane> {
        let mut lanes = self.timeline.lanes.iter();
        lanes.find(|lane| number(lane.of) == key.0)
    }

    /// The lane and the column of a cell; `None` for the name of a lane.
    fn place(&self, key: CellKey) -> Option<(&Lane, usize)> {
        let day = i32::try_from(key.1).ok().filter(|_| key.1 != NAME)?;
        Some((self.lane(key)?, self.axis().at(day)))
    }

    fn key(&self, lane: &Lane, column: usize) -> CellKey {
        let column = self.axis().columns.get(column);
        let day = column.map_or(NAME, |column| column.first.unsigned_abs());
        CellKey(number(lane.of), day)
    }

    /// What a lane is called.
    fn name<'a>(&self, library: &'a Library, of: Whose) -> (&'a str, Role) {
        match (of, self.lanes) {
            (Whose::Of(ix), Lanes::Actors) => (library.records().row(ix).text, Role::Actor),
            (Whose::Of(ix), _) => (library.records().row(ix).text, Role::Body),
            (Whose::Nobodys, Lanes::Issues) => ("no issue", Role::Dim),
            (Whose::Nobodys, _) => ("no actor", Role::Dim),
            (Whose::Everybodys, _) => ("all", Role::Body),
        }
    }
}

/// A lane as a number of a key.
const fn number(of: Whose) -> u32 {
    match of {
        Whose::Of(ix) => ix.0,
        Whose::Nobodys => NOBODYS,
        Whose::Everybodys => EVERYBODYS,
    }
}

impl Chart for Times {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet {
            about: self.about(),
            ..Sheet::default()
        };
        if self.dated.is_empty() {
            let kinds = [RecordKind::Event, RecordKind::Quote];
            sheet.empty = ground.nothing("no event or quotation with a date", &kinds);
            return sheet;
        }
        let (least, most) = NAMES;
        sheet.stub = (width / 3).clamp(least, most);
        let glyphs = ground.glyphs;
        let lanes: Vec<_> = (self.timeline.lanes.iter())
            .map(|lane| groups(ground, lane))
            .collect();
        let layout = Layout::of(self.axis(), (sheet.stub, glyphs), &lanes);
        self.strip((&mut sheet, width), &layout, glyphs);
        layout.head(self.axis(), glyphs, &mut sheet.head);
        for (lane, groups) in self.timeline.lanes.iter().zip(lanes) {
            let mut line = Line::default();
            let (name, role) = self.name(ground.library, lane.of);
            let key = CellKey(number(lane.of), NAME);
            line.push((0, sheet.stub - 1), [Span::new(name, role)], Some(key));
            let runs = lane.runs();
            layout.marks((&runs, lane), glyphs, &mut line);
            for (column, mut spans) in groups {
                let (at, room) = layout.column(column);
                let taken: usize = spans.iter().map(|span| cells(&span.text)).sum();
                let rest = usize::from(room).saturating_sub(taken);
                if let Some(mark) = layout.going_on(&runs, column) {
                    spans.push(Span::dim(sign(mark, glyphs).repeat(rest)));
                }
                let key = self.key(lane, column as usize);
                line.push((at, room), spans, Some(key));
            }
            line.cells.sort_by_key(|cell| cell.at);
            sheet.lines.push(line);
        }
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        match self.place(key) {
            Some((lane, column)) => self.of_cell(ground, lane, column),
            None => self.of_lane(ground, key),
        }
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        if let Some((lane, column)) = self.place(key) {
            let standing = lane.within(column as u32).iter();
            return standing.map(|one| one.record).collect();
        }
        match self.lane(key).map(|lane| lane.of) {
            Some(Whose::Of(ix)) => vec![ix],
            _ => Vec::new(),
        }
    }

    fn plain(&self, ground: &Ground<'_>, width: u16) -> String {
        let sheet = self.sheet(ground, width).plain();
        let list = self.list(ground);
        format!("{sheet}{list}")
    }

    fn zooms(&self) -> RangeInclusive<i8> {
        self.zooms.clone()
    }

    fn zoomed(&self) -> String {
        format!("by {}", self.axis().scale.word())
    }

    fn time(&self, key: CellKey) -> Option<(i32, i32)> {
        let (_, column) = self.place(key)?;
        let column = self.axis().columns.get(column)?;
        Some((column.first, column.last))
    }

    fn cell_of(&self, record: RecordIx, beside: Option<CellKey>) -> Option<CellKey> {
        let own = CellKey(record.0, NAME);
        if self.lane(own).is_some() {
            return Some(own);
        }
        let beside = beside.map(|key| key.0);
        let lanes = self.timeline.lanes.iter();
        let found = lanes.filter_map(|lane| {
            let mut standing = lane.standing.iter();
            let one = standing.find(|one| one.record == record)?;
            Some((lane, one.column as usize))
        });
        let found = found.min_by_key(|(lane, _)| Some(number(lane.of)) != beside);
        found.map(|(lane, column)| self.key(lane, column))
    }

    fn cell_at(&self, days: (i32, i32), beside: Option<CellKey>) -> Option<CellKey> {
        let beside = beside.map(|key| key.0);
        let columns = &self.axis().columns;
        let distance = |column: usize| {
            let column = columns.get(column);
            column.map_or(i32::MAX, |column| apart((column.first, column.last), days))
        };
        let middle = self.axis().at(days.0) as u32;
        let lanes = self.timeline.lanes.iter();
        let near = lanes.flat_map(|lane| {
            let next = lane.standing.partition_point(|one| one.column < middle);
            let before = next.checked_sub(1);
            let both = [Some(next), before].into_iter().flatten();
            let both = both.filter_map(|at| lane.standing.get(at));
            both.map(move |one| (lane, one.column as usize))
        });
        let rank =
            |(lane, column): &(&Lane, usize)| (distance(*column), Some(number(lane.of)) != beside);
        let (lane, column) = near.min_by_key(rank)?;
        Some(self.key(lane, column))
    }
}

/// How many days lie between two ranges of days.
const fn apart((first, last): (i32, i32), (from, to): (i32, i32)) -> i32 {
    if to < first {
        first.saturating_sub(to)
    } else {
        let apart = from.saturating_sub(last);
        if apart > 0 { apart } else { 0 }
    }
}

/// What stands in the columns of a lane, each by its number.
type Groups = Vec<(u32, Vec<Span>)>;

fn groups(ground: &Ground<'_>, lane: &Lane) -> Groups {
    let groups = lane.standing.chunk_by(|a, b| a.column == b.column);
    let groups = groups.filter_map(|group| Some((group.first()?.column, group)));
    groups
        .map(|(column, group)| (column, text(ground, group)))
        .collect()
}

/// A record by its sign, several by how many they are. What may have been at another time is
/// counted apart.
fn text(ground: &Ground<'_>, group: &[Standing]) -> Vec<Span> {
    let glyphs = ground.glyphs;
    if let [one] = group {
        let (sign, role) = sign_of(ground, one.record);
        let mut spans = Vec::with_capacity(3);
        match one.known {
            Known::OrBefore => spans.push(Span::dim(glyphs.or_before())),
            Known::OrAfter => spans.push(Span::dim(glyphs.or_after())),
            _ => {}
        }
        spans.push(Span::new(sign, role));
        if one.known == Known::Within {
            spans.push(Span::dim("?"));
        }
        return spans;
    }
    let certain = group.iter().filter(|one| one.is_certain).count();
    match (certain, group.len() - certain) {
        (certain, 0) => vec![Span::body(certain.to_string())],
        (0, possible) => vec![Span::dim(format!("{possible}?"))],
        (certain, possible) => vec![
            Span::body(certain.to_string()),
            Span::dim(format!("+{possible}?")),
        ],
    }
}

/// The sign of an event's status, or of what is known of a quotation's words.
fn sign_of(ground: &Ground<'_>, record: RecordIx) -> (&'static str, Role) {
    if let Some(status) = ground.library.records().event_status(record) {
        return (ground.glyphs.event_status(status), Role::Status(status));
    }
    let standing = ground.verdicts.standing(ground.library, record);
    (ground.glyphs.standing(standing), Role::Standing(standing))
}

const fn sign(mark: Mark, glyphs: GlyphSet) -> &'static str {
    match mark {
        Mark::Lasts => glyphs.lasting(),
        Mark::Possibly | Mark::Before | Mark::After => glyphs.possible(),
    }
}

/// Where the columns of an axis stand on a sheet, in cells of a terminal.
struct Layout {
    /// Where each begins, and its width with the gap behind it.
    columns: Vec<(u16, u16)>,
}

impl Layout {
    fn of(axis: &Axis, (stub, glyphs): (u16, GlyphSet), lanes: &[Groups]) -> Self {
        let least = match axis.scale {
            Scale::Day | Scale::Month => 4,
            Scale::Week => 6,
            Scale::Year => 5,
        };
        let room = |column: &Column| match column.gap {
            Some(_) => cells(&unit(axis.scale, *column, glyphs)) + 1,
            None => least,
        };
        let mut widths: Vec<usize> = axis.columns.iter().map(room).collect();
        for (column, spans) in lanes.iter().flatten() {
            if let Some(width) = widths.get_mut(*column as usize) {
                let taken: usize = spans.iter().map(|span| cells(&span.text)).sum();
                *width = (*width).max(taken + 1);
            }
        }
        let mut at = stub;
        let place = |width: usize| {
            let width = u16::try_from(width).unwrap_or(u16::MAX);
            let start = at;
            at = at.saturating_add(width);
            (start, width)
        };
        Self {
            columns: widths.into_iter().map(place).collect(),
        }
    }

    fn column(&self, column: u32) -> (u16, u16) {
        let found = self.columns.get(column as usize);
        found.copied().unwrap_or((u16::MAX, 0))
    }

    /// Where the columns of a run begin, and how wide they are together.
    fn run(&self, run: Trace) -> (u16, u16) {
        let ((from, _), (last, width)) = (self.column(run.from), self.column(run.to));
        (from, last.saturating_add(width).saturating_sub(from))
    }

    /// The mark that goes on from a column to the next, or out at the end.
    fn going_on(&self, runs: &[Trace], column: u32) -> Option<Mark> {
        let run = run_at(runs, column)?;
        let goes_on = run_at(runs, column + 1).is_some();
        let at_end = column as usize + 1 == self.columns.len();
        (goes_on || at_end).then_some(run.mark)
    }

    /// The marks of a lane between the columns that something stands in.
    fn marks(&self, (runs, lane): (&[Trace], &Lane), glyphs: GlyphSet, line: &mut Line) {
        for run in runs {
            let mut from = run.from;
            let first = lane.standing.partition_point(|one| one.column < run.from);
            let standing = lane.standing.iter().skip(first).map(|one| one.column);
            let standing = standing.take_while(|column| *column <= run.to);
            for column in standing.chain([run.to + 1]) {
                if column > from {
                    let part = Trace {
                        from,
                        to: column - 1,
                        mark: run.mark,
                    };
                    let (at, width) = self.run(part);
                    let half = width / 2;
                    let place = match run.mark {
                        Mark::Before => (at + half, width - half),
                        Mark::After => (at, half),
                        Mark::Possibly | Mark::Lasts => (at, width),
                    };
                    let span = Span::dim(sign(run.mark, glyphs));
                    line.push_shown(place, span, Shown::Repeated);
                }
                from = from.max(column + 1);
            }
        }
    }

    /// The lines above the lanes that say when each column is.
    fn head(&self, axis: &Axis, glyphs: GlyphSet, head: &mut Vec<Line>) {
        if axis.scale < Scale::Year {
            head.push(self.labels(axis, |date| date.year(), year));
        }
        if axis.scale < Scale::Month {
            let month = |date: NaiveDate| date.format("%b").to_string();
            let which = |date: NaiveDate| date.year() * 12 + date.month0().cast_signed();
            head.push(self.labels(axis, which, |date, _| month(date)));
        }
        let mut line = Line::default();
        for (column, (at, width)) in axis.columns.iter().zip(&self.columns) {
            let span = Span::new(unit(axis.scale, *column, glyphs), Role::Dim);
            line.push((*at, width.saturating_sub(1)), [span], None);
        }
        head.push(line);
    }

    /// A label over the columns that have something in common, from the first to the next.
    fn labels(
        &self,
        axis: &Axis,
        which: impl Fn(NaiveDate) -> i32,
        text: impl Fn(NaiveDate, u16) -> String,
    ) -> Line {
        let mut labels: Vec<(u16, u16, NaiveDate)> = Vec::new();
        for (column, (at, width)) in axis.columns.iter().zip(&self.columns) {
            let date = day(column.first);
            match labels.last_mut() {
                Some((from, room, last)) if column.gap.is_some() || which(*last) == which(date) => {
                    *room = at.saturating_add(*width).saturating_sub(*from);
                }
                _ => labels.push((*at, *width, date)),
            }
        }
        // Behind the last column nothing is in the way.
        if let Some((_, width, _)) = labels.last_mut() {
            *width = (*width).max(LABEL);
        }
        let mut line = Line::default();
        for (at, width, date) in labels {
            let room = width.saturating_sub(1);
            let span = Span::new(text(date, room), Role::Heading);
            line.push_shown((at, room), span, Shown::Sliding);
        }
        line
    }
}

/// A year in a number of cells.
fn year(date: NaiveDate, room: u16) -> String {
    let year = date.format("%Y").to_string();
    if cells(&year) <= usize::from(room) {
        return year;
    }
    date.format("'%y").to_string()
}

fn run_at(runs: &[Trace], column: u32) -> Option<&Trace> {
    let next = runs.partition_point(|run| run.to < column);
    runs.get(next).filter(|run| run.from <= column)
}

fn day(day: i32) -> NaiveDate {
    NaiveDate::from_num_days_from_ce_opt(day).unwrap_or_default()
}

/// What a column is called under its month or year; of a gap, how long it is.
fn unit(scale: Scale, column: Column, glyphs: GlyphSet) -> String {
    if let Some(count) = column.gap {
        return format!("{} {}", glyphs.gap(), length(scale, count, column));
    }
    let (first, last) = (day(column.first), day(column.last));
    match scale {
        Scale::Day => first.format("%-d").to_string(),
        Scale::Week => format!("{}{}{}", first.day(), glyphs.dash(), last.day()),
        Scale::Month => first.format("%b").to_string(),
        Scale::Year => first.format("%Y").to_string(),
    }
}

/// How long a gap is: in its own unit, or where it is long, about how long in a larger one.
fn length(scale: Scale, count: u32, column: Column) -> String {
    let days = f64::from(column.last - column.first + 1);
    let larger = [
        (Scale::Year, 365.2425),
        (Scale::Month, 365.2425 / 12.0),
        (Scale::Week, 7.0),
    ];
    let mut larger = larger.into_iter();
    let fits = |(unit, length): &(Scale, f64)| *unit > scale && days >= 2.0 * length;
    match larger.find(fits) {
        Some((unit, length)) => format!("~{:.0} {}s", days / length, unit.word()),
        None => format!("{count} {}s", scale.word()),
    }
}

impl Times {
    /// The line that shows how much was when, over all of the time in equal parts.
    fn strip(&self, (sheet, width): (&mut Sheet, u16), layout: &Layout, glyphs: GlyphSet) {
        let axis = self.axis();
        let Some((first, last)) = axis.days() else {
            return;
        };
        // A cell at either side is kept for the bracket of what is on the screen.
        let start = sheet.stub.saturating_add(1);
        let parts = usize::from(width.saturating_sub(start).saturating_sub(2)).max(1);
        let density = self.dated.density(axis, parts);
        let most = density.iter().copied().max().unwrap_or(0);
        let bars: String = (density.iter())
            .map(|count| glyphs.level(*count, most))
            .collect();
        let mut line = Line::default();
        let dash = glyphs.dash();
        let first = self.dated.first().unwrap_or(first);
        let span = match (day(first).year(), day(last).year()) {
            (from, to) if from == to => from.to_string(),
            (from, to) => format!("{from}{dash}{to}"),
        };
        line.push((0, sheet.stub - 1), [Span::dim(span)], None);
        line.push((start, parts as u16), [Span::new(bars, Role::Date)], None);
        sheet.head.push(line);
        let columns = axis.columns.iter().zip(&layout.columns);
        let columns = columns.filter(|(column, _)| column.gap.is_none());
        let cell = |day: i32| start.saturating_add(part(axis, day, parts) as u16);
        sheet.strip = Some(Strip {
            cells: columns
                .clone()
                .map(|(column, _)| cell(column.first))
                .collect(),
            columns: columns.map(|(_, place)| *place).collect(),
        });
    }
}
