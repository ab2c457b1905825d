//! The rows of the pane of plans: proposals, their points, figures, options.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::library::Row;
use crate::model::{Point, Proposal, Record};
use crate::report::amount_in;
use crate::text::width::width;

use crate::tui::theme::Meaning;

use super::RowView;

/// From this width on, in cells, a column at the right says when or whose.
const ROOMY: u16 = 64;
/// The width of that column, in cells.
const ASIDE: u16 = 18;
/// The least width of the points' numbers, and the most, in cells.
const NUMBER: (u16, u16) = (5, 12);

impl RowView<'_> {
    pub(super) fn plan(&self, row: &Row<'_>, buf: &mut Buffer) {
        let glyphs = self.state.glyphs;
        match self.record() {
            Some(Record::Proposal(proposal)) => {
                let sign = glyphs.proposal_status(proposal.status);
                let status = proposal.status.word();
                let title = self.screen.style(Meaning::Title);
                self.entry(
                    (sign, row.text, title),
                    (&points(proposal), status, &glyphs.short_date(row.when)),
                    buf,
                );
            }
            Some(Record::Point(_, point)) => self.point(point, buf),
            Some(Record::Figure(figure)) => {
                let sign = if self.state.tallies.is_contested(self.ix) {
                    glyphs.contested()
                } else {
                    ""
                };
                let value = amount_in(figure, glyphs);
                // Where the label would be cut to a word or two, it says more than the unit.
                let room = usize::from(self.line.width).saturating_sub(5 + 1 + 2);
                let unit = figure.unit.as_deref();
                let number = unit.and_then(|unit| value.strip_suffix(unit));
                let value = match number {
                    Some(number) if width(row.text) + width(&value) > room => number.trim_end(),
                    _ => &value,
                };
                self.entry((sign, row.text, Style::new()), (value, "", &row.who), buf);
            }
            Some(Record::Option(option)) => {
                let sign = glyphs.option_status(option.status);
                let status = option.status.word().replace('_', " ");
                self.entry((sign, row.text, Style::new()), ("", &status, &row.who), buf);
            }
            _ => self.closed_plan(row, buf),
        }
    }

    /// What is known of one whose briefing is not open.
    fn closed_plan(&self, row: &Row<'_>, buf: &mut Buffer) {
        let glyphs = self.state.glyphs;
        let records = self.state.library.records();
        let (proposal, option) = (
            records.proposal_status(self.ix),
            records.option_status(self.ix),
        );
        let when = glyphs.short_date(row.when);
        let (sign, word, aside): (_, _, &str) = match (proposal, option) {
            (Some(status), _) => (glyphs.proposal_status(status), status.word(), &when),
            (_, Some(status)) => (glyphs.option_status(status), status.word(), &row.who),
            (None, None) => ("", "", &row.who),
        };
        let word = word.replace('_', " ");
        self.entry((sign, row.text, Style::new()), ("", &word, aside), buf);
    }

    /// Mark, tick, sign, title; at the right a value, and where there is room a word and when or
    /// whose it is.
    fn entry(
        &self,
        (sign, title, style): (&str, &str, Style),
        (value, word, aside): (&str, &str, &str),
        buf: &mut Buffer,
    ) {
        let total = self.line.width;
        let dim = self.screen.style(Meaning::Dim);
        self.cell(buf, (3, 0, 1), sign, dim);
        let mut end = Rect {
            width: total.saturating_sub(1),
            ..self.line
        };
        if total >= ROOMY {
            let x = total.saturating_sub(1 + ASIDE);
            self.cell(buf, (x, 0, ASIDE), aside, dim);
            end.width = x.saturating_sub(2);
        }
        let value = match (total >= ROOMY, value, word) {
            (false, "", _) => aside.to_owned(),
            (false, value, _) | (true, value, "") => value.to_owned(),
            (true, "", word) => word.to_owned(),
            (true, value, word) => format!("{word}  {value}"),
        };
        let value = self.screen.cut(&value, total / 2);
        let cells = self.screen.text_right(buf, end, &value, dim);
        let gap = if cells > 0 { 2 } else { 0 };
        let room = end.width.saturating_sub(5 + cells + gap);
        self.cell(buf, (5, 0, room), title, style);
    }

    /// Number and text, beneath the proposal; a mark where variants are in brackets.
    fn point(&self, point: &Point, buf: &mut Buffer) {
        let dim = self.screen.style(Meaning::Dim);
        let total = self.line.width;
        let number = point.number.as_deref().unwrap_or(self.state.glyphs.dash());
        let column = (width(number) as u16).clamp(NUMBER.0, NUMBER.1);
        self.cell(buf, (5, 0, column), number, dim);
        let mark = match (point.variants.len(), total >= ROOMY) {
            (0, _) => String::new(),
            (_, false) => self.state.glyphs.bracketed().to_owned(),
            (_, true) => format!("{} bracketed", self.state.glyphs.bracketed()),
        };
        let end = Rect {
            width: total.saturating_sub(1),
            ..self.line
        };
        let cells = self.screen.text_right(buf, end, &mark, dim);
        let x = 5 + column + 1;
        let room = end.width.saturating_sub(x + cells + u16::from(cells > 0));
        self.cell(buf, (x, 0, room), point.text.shown(), Style::new());
    }
}

/// How many points a proposal has: those it is said to have, else those that are known.
fn points(proposal: &Proposal) -> String {
    let known = u32::try_from(proposal.points.len()).unwrap_or(u32::MAX);
    match proposal.size.unwrap_or(known) {
        0 => String::new(),
        1 => "1 pt".to_owned(),
        count => format!("{count} pts"),
    }
}
