//! The cells of the versions of a plan, each text wrapped to its column.

use std::collections::HashMap;
use std::ops::Range;

use crate::analysis::plans::{self, Cell, Change, Fate, Mark, Place, Plan, Voice, VoiceKind, Why};
use crate::model::date::Certainty;
use crate::model::{Point, Proposal, RecordId};
use crate::report::Context;
use crate::report::context::join;
use crate::report::document::{Role, Span};
use crate::report::sheet::{CellKey, Line};
use crate::text::width::width;
use crate::text::wrap::wrap;

use super::{Columns, Records, TITLE};

/// How many lines of a cell are shown; the detail has all of it.
const LINES: usize = 40;

/// What is needed to write a plan.
pub(super) struct Page<'a> {
    pub(super) context: &'a Context<'a>,
    pub(super) records: &'a Records,
    pub(super) voices: &'a HashMap<&'a RecordId, Vec<Voice<'a>>>,
    pub(super) columns: Columns,
}

/// The lines of a cell.
type Lines = Vec<Vec<Span>>;

impl Page<'_> {
    /// The titles of the versions, and when and by whom each was made.
    pub(super) fn head(&self, plan: &Plan, lines: &mut Vec<Line>) {
        let narrow = self.columns.is_narrow();
        let most = if narrow { 1 } else { TITLE };
        let proposals = &self.context.briefing.proposals;
        let versions = plan.versions.iter();
        let versions: Vec<_> = versions.filter_map(|row| proposals.get(*row)).collect();
        // Date and status stand in one line where all versions have room for that.
        let (_, room) = self.columns.place(0);
        let apart = versions.iter().any(|one| {
            let both = self.date(one).into_iter().chain(self.status(one));
            let text: String = both.map(|span| span.text).collect();
            width(&text) > usize::from(room)
        });
        let cells = versions.into_iter().map(|proposal| {
            let title = [Span::new(&proposal.title, Role::Heading)];
            let mut cell = self.wrapped(&title, most);
            cell.resize(most, Vec::new());
            let mut date = self.date(proposal);
            if apart {
                cell.extend(self.wrapped(&date, 1));
                date.clear();
            }
            date.extend(self.status(proposal));
            cell.extend(self.wrapped(&date, 1));
            if !narrow {
                cell.extend(self.wrapped(&self.whose(proposal), 1));
            }
            (cell, None)
        });
        let mut head = Vec::new();
        self.put(Vec::new(), cells.collect(), &mut head);
        head.retain(|line| line.cells.iter().any(|cell| !cell.spans.is_empty()));
        lines.extend(head);
    }

    /// When a version was made, with the gap behind it.
    fn date(&self, proposal: &Proposal) -> Vec<Span> {
        let Some(date) = &proposal.date else {
            return Vec::new();
        };
        let short = date.short();
        let short = self.context.glyphs.short_date(&short);
        vec![Span::new(short.trim(), Role::Date), Span::dim("  ")]
    }

    /// How far a version has come, by sign and word.
    fn status(&self, proposal: &Proposal) -> Vec<Span> {
        let sign = self.context.glyphs.proposal_status(proposal.status);
        vec![Span::body(format!("{sign} {}", proposal.status.word()))]
    }

    /// Who put it forward, or brokered it.
    fn whose(&self, proposal: &Proposal) -> Vec<Span> {
        let mut groups = Vec::new();
        for (word, actors) in [("by ", &proposal.by), ("brokered by ", &proposal.brokers)] {
            if !actors.is_empty() {
                let mut spans = vec![Span::dim(word)];
                spans.extend(self.context.actors(actors));
                groups.push(spans);
            }
        }
        let dot = format!(" {} ", self.context.glyphs.dot());
        without_targets(join(groups, &dot))
    }

    /// Who put each version forward, where the head has no room for it.
    fn by(&self, plan: &Plan, lines: &mut Vec<Line>) {
        let proposals = &self.context.briefing.proposals;
        let versions = plan.versions.iter().map(|row| {
            let whose = proposals.get(*row).map(|one| self.whose(one));
            let cell = whose.map_or_else(Lines::new, |whose| self.wrapped(&whose, TITLE));
            (cell, None)
        });
        self.put(Lines::new(), versions.collect(), lines);
    }

    /// How many points each version has, and how many of them are given.
    pub(super) fn sizes(&self, plan: &Plan, lines: &mut Vec<Line>) {
        if self.columns.is_narrow() {
            self.by(plan, lines);
        }
        let proposals = &self.context.briefing.proposals;
        let versions = plan.versions.iter().map(|row| {
            let Some(proposal) = proposals.get(*row) else {
                return (Lines::new(), None);
            };
            let mut cell = self.wrapped(&[Span::dim(super::size(proposal))], LINES);
            let earlier = proposal.supersedes.as_ref();
            let earlier = earlier.and_then(|id| self.context.briefing.proposal(id));
            let resized =
                earlier.and_then(|one| super::resized(one, proposal, self.context.glyphs));
            if let Some(resized) = resized {
                cell.extend(self.wrapped(&[Span::body(resized)], LINES));
            }
            let ix = self.records.proposal(*row);
            (cell, ix.map(|ix| CellKey(ix.0, ix.0)))
        });
        let versions: Vec<_> = versions.collect();
        self.put(self.stub("points", Role::Label), versions, lines);
    }

    /// A row of points.
    pub(super) fn row(&self, plan: &Plan, row: &[Cell], lines: &mut Vec<Line>) {
        lines.push(Line::default());
        let cells = row.iter().zip(&plan.versions);
        let cells: Vec<_> = cells
            .map(|(cell, version)| match cell {
                Cell::Nothing => (Lines::new(), None),
                Cell::Point(fate) => {
                    let ix = self.records.points.get(&fate.at);
                    (self.point(fate), ix.map(|ix| CellKey(ix.0, ix.0)))
                }
                Cell::Without { earlier, why } => {
                    let ix = self.records.points.get(earlier);
                    let version = self.records.proposal(*version);
                    let key = ix
                        .zip(version)
                        .map(|(ix, version)| CellKey(ix.0, version.0));
                    (self.without(why), key)
                }
            })
            .collect();
        self.put(self.stub(&self.issues(row), Role::Dim), cells, lines);
    }

    /// What the points of a row are about.
    fn issues(&self, row: &[Cell]) -> String {
        let mut issues = Vec::new();
        for place in super::places(row) {
            let point = plans::point(self.context.briefing, place);
            for issue in point.into_iter().flat_map(|(_, point)| &point.issues) {
                if !issues.contains(&issue) {
                    issues.push(issue);
                }
            }
        }
        let titles = issues.into_iter().map(|id| self.context.issue(id).text);
        titles.collect::<Vec<_>>().join(", ")
    }

    fn stub(&self, text: &str, role: Role) -> Lines {
        let width = self.columns.stub.saturating_sub(1);
        wrapped(&[Span::new(text, role)], width)
    }

    fn point(&self, fate: &Fate) -> Lines {
        let Some((_, point)) = plans::point(self.context.briefing, fate.at) else {
            return Lines::new();
        };
        let mut cell = Lines::new();
        let marks = super::marks(self.context, fate);
        if !marks.is_empty() {
            cell.extend(self.wrapped(&marks, LINES));
        }
        if let Some(whence) = self.whence(fate) {
            cell.extend(self.wrapped(&[Span::dim(whence)], LINES));
        }
        let mut text = numbered(point);
        text.extend(self.text(fate, point));
        cell.extend(self.wrapped(&text, LINES));
        for variant in &point.variants {
            let mut spans = vec![Span::body(format!("[{}] ", variant.text.shown()))];
            spans.extend(without_targets(self.context.actors(&variant.by)));
            cell.extend(self.wrapped(&spans, LINES));
        }
        let id = point.id.record();
        for voice in self.voices.get(&id).into_iter().flatten() {
            if voice.kind == VoiceKind::Objection {
                let stance = voice.position.stance;
                let sign = self.context.glyphs.stance(stance);
                let mut spans = vec![
                    Span::new(format!("{sign} "), Role::Stance(stance)),
                    Span::dim(format!("{stance}: ")),
                ];
                spans.extend(without_targets(self.context.actors(&voice.position.actors)));
                cell.extend(self.wrapped(&spans, LINES));
            }
        }
        cell
    }

    /// What a point says; of one that is reworded, with what differs, where most of it does not.
    fn text(&self, fate: &Fate, point: &Point) -> Vec<Span> {
        let text = point.text.shown();
        let before = fate
            .before
            .filter(|_| fate.marks.contains(&Mark::Reworded))
            .and_then(|before| plans::point(self.context.briefing, before));
        let Some((_, before)) = before else {
            return vec![Span::body(text)];
        };
        let runs = plans::difference(before.text.shown(), text);
        let length = |change| {
            let runs = runs.iter().filter(|run| run.change == change);
            runs.map(|run| run.text.len()).sum::<usize>()
        };
        if length(Change::Same) < length(Change::After).max(length(Change::Before)) {
            return vec![Span::body(text)];
        }
        difference(&runs)
    }

    /// Where a point comes from, where that is not simply the same row.
    fn whence(&self, fate: &Fate) -> Option<String> {
        let changed = [Mark::Moved, Mark::Merged, Mark::Split];
        let is_elsewhere = |place: &Place| !self.is_here(*place, fate.at);
        let tell = fate.marks.iter().any(|mark| changed.contains(mark))
            || fate.from.iter().any(is_elsewhere);
        (tell && !fate.from.is_empty()).then(|| format!("from {}", self.names(fate)))
    }

    /// The numbers of what a point takes the place of, each with its proposal where that is of
    /// another plan.
    fn names(&self, fate: &Fate) -> String {
        let mut names = String::new();
        let mut from = fate.from.iter().peekable();
        while let Some(place) = from.next() {
            let Some((proposal, point)) = plans::point(self.context.briefing, *place) else {
                continue;
            };
            if !names.is_empty() {
                names.push_str(", ");
            }
            names.push_str(number(point));
            let goes_on = from
                .peek()
                .is_some_and(|next| next.proposal == place.proposal);
            if !goes_on && !self.is_here(*place, fate.at) {
                names.push_str(" of ");
                names.push_str(&proposal.title);
            }
        }
        names
    }

    /// Whether two points are of versions of one plan: whether the one supersedes the other, by
    /// however many steps.
    fn is_here(&self, place: Place, of: Place) -> bool {
        let proposals = &self.context.briefing.proposals;
        let mut at = proposals.get(of.proposal);
        let target = proposals.get(place.proposal).map(|one| &one.id);
        let mut steps = 0;
        while let Some(one) = at.filter(|_| steps <= proposals.len()) {
            if Some(&one.id) == target {
                return true;
            }
            let earlier = one.supersedes.as_ref();
            at = earlier.and_then(|id| self.context.briefing.proposal(id));
            steps += 1;
        }
        false
    }

    fn without(&self, why: &Why) -> Lines {
        let glyphs = self.context.glyphs;
        let spans = match why {
            Why::Dropped(sure) => {
                let doubt = if *sure == Certainty::Certainly {
                    ""
                } else {
                    "?"
                };
                let text = format!(
                    "{} {}{doubt}",
                    glyphs.mark(Mark::Dropped),
                    Mark::Dropped.word()
                );
                vec![Span::new(text, Role::Label)]
            }
            Why::Passed => vec![Span::dim(format!("{} not here", glyphs.dash()))],
            Why::NotGiven => vec![Span::dim("? not known")],
            Why::Into(points) => {
                let points = points.iter();
                let points = points.filter_map(|at| plans::point(self.context.briefing, *at));
                let names: Vec<_> = points.map(|(_, point)| number(point)).collect();
                let names = names.join(", ");
                vec![Span::dim(format!("{} in {names}", glyphs.arrow()))]
            }
        };
        self.wrapped(&spans, LINES)
    }

    fn wrapped(&self, spans: &[Span], most: usize) -> Lines {
        let (_, width) = self.columns.place(0);
        let mut lines = wrapped(spans, width);
        if lines.len() > most {
            lines.truncate(most);
            if let Some(last) = lines.last_mut().and_then(|line| line.last_mut()) {
                let glyphs = self.context.glyphs;
                let more = glyphs.ellipsis();
                let room = usize::from(width).saturating_sub(more.len());
                let cut = crate::text::width::truncate_with(&last.text, room, "");
                last.text = format!("{}{more}", cut.trim_end());
            }
        }
        lines
    }

    /// Puts cells beside each other, each with as many lines as it has.
    fn put(&self, stub: Lines, cells: Vec<(Lines, Option<CellKey>)>, lines: &mut Vec<Line>) {
        let height = cells.iter().map(|(cell, _)| cell.len()).max().unwrap_or(0);
        let from = lines.len();
        lines.resize(from + height.max(stub.len()), Line::default());
        let stub_width = self.columns.stub.saturating_sub(1);
        let rows = lines.get_mut(from..).unwrap_or_default();
        for (line, spans) in rows.iter_mut().zip(stub) {
            line.push((0, stub_width), spans, None);
        }
        for (column, (cell, key)) in cells.into_iter().enumerate() {
            let place = self.columns.place(column);
            let rows = lines.get_mut(from..).unwrap_or_default();
            for (n, (line, spans)) in rows.iter_mut().zip(cell).enumerate() {
                line.push(place, spans, key.filter(|_| n == 0));
            }
        }
    }
}

/// The number of a point; its identifier where it has none.
pub(super) fn number(point: &Point) -> &str {
    point.number.as_deref().unwrap_or(point.id.as_str())
}

/// The number of a point, before what it says.
fn numbered(point: &Point) -> Vec<Span> {
    let number = point.number.iter();
    number
        .map(|number| Span::new(format!("{number}  "), Role::Label))
        .collect()
}

/// Two texts in one: what only the earlier has between `[-` and `-]`, what only the later has
/// between `{+` and `+}`.
pub(super) fn difference(runs: &[plans::Run<'_>]) -> Vec<Span> {
    let spans = runs.iter().enumerate().flat_map(|(n, run)| {
        let gap = (n > 0).then(|| Span::body(" "));
        let span = match run.change {
            Change::Same => Span::body(run.text),
            Change::Before => Span::new(format!("[-{}-]", run.text), Role::Dim),
            Change::After => Span::new(format!("{{+{}+}}", run.text), Role::Changed),
        };
        gap.into_iter().chain([span])
    });
    spans.collect()
}

fn without_targets(mut spans: Vec<Span>) -> Vec<Span> {
    for span in &mut spans {
        span.target = None;
    }
    spans
}

/// A text in lines of a width, each with the meanings of its parts.
fn wrapped(spans: &[Span], width: u16) -> Lines {
    let text: String = spans.iter().map(|span| span.text.as_str()).collect();
    let width = usize::from(width);
    let lines = wrap(&text, width, width);
    lines.into_iter().map(|range| cut(spans, &range)).collect()
}

/// The part of a text that a line has.
fn cut(spans: &[Span], range: &Range<usize>) -> Vec<Span> {
    let mut parts = Vec::new();
    let mut start = 0;
    for span in spans {
        let end = start + span.text.len();
        let from = range.start.clamp(start, end) - start;
        let to = range.end.clamp(start, end) - start;
        if let Some(text) = span.text.get(from..to).filter(|text| !text.is_empty()) {
            parts.push(Span::new(text, span.role));
        }
        start = end;
    }
    parts
}
