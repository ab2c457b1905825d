//! A row of the pane of sources.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::analysis::tallies::{self, Taken};
use crate::library::Row;
use crate::model::TextKind;
use crate::report::{GlyphSet, Role};
use crate::text::width::width;

use crate::tui::breadth::Breadth;
use crate::tui::theme::Meaning;

use super::{DATE, RowView};

/// The widest number of quotations that the columns are laid out for.
const DIGITS: usize = 3;

impl RowView<'_> {
    /// Mark, tick, kind, date, title; at the right what is stored of it, its grade, how many
    /// quotations were taken from it and how many of these are verified: in one line where there
    /// is room, else in two.
    pub(super) fn source(&self, row: &Row<'_>, buf: &mut Buffer) {
        let glyphs = self.state.glyphs;
        let Some(traits) = self.state.library.records().source_traits(self.ix) else {
            return;
        };
        let (kind, stored) = (glyphs.source_kind(traits.kind), glyphs.stored(traits.text));
        let account = traits.text == Some(TextKind::Account);
        let grade = traits.grade().unwrap_or_default();
        let grade = glyphs.words(&grade);
        let when = glyphs.short_date(row.when);
        let dim = self.screen.style(Meaning::Dim);
        let date = self.screen.style(Meaning::Span(Role::Date));
        let total = self.line.width;
        let (quotes, verified) = self.taken(glyphs, account);
        self.ticked(buf);
        self.cell(buf, (3, 0, 1), kind, dim);
        let end = Rect {
            width: total.saturating_sub(1),
            ..self.line
        };
        if self.state.row_height(self.pane) > 1 {
            self.cell(buf, (5, 0, total.saturating_sub(6)), row.text, Style::new());
            self.cell(buf, (3, 1, DATE), &when, date);
            let when = width(&when) as u16;
            let room = usize::from(total.saturating_sub(3 + when + 3));
            let facts = [stored, &grade, &quotes, &verified];
            let below = Rect {
                y: end.y.saturating_add(1),
                height: end.height.saturating_sub(1),
                ..end
            };
            if below.height > 0 {
                let facts = fitting(&facts, room);
                self.screen.text_right(buf, below, &facts, dim);
            }
            return;
        }
        self.cell(buf, (5, 0, DATE), &when, date);
        let digits = DIGITS + 1;
        let right = format!("{stored} {grade:>2} {quotes:>digits$} {verified:>digits$}");
        let cells = self.screen.text_right(buf, end, &right, dim);
        let x = 5 + DATE;
        let room = total.saturating_sub(x + cells + 3);
        self.cell(buf, (x, 0, room), row.text, Style::new());
    }

    /// How many quotations were taken from the source, and how many of them are verified. Where
    /// they were checked against an account, the sign of that stands with them.
    fn taken(&self, glyphs: GlyphSet, account: bool) -> (String, String) {
        let state = self.state;
        let taken = match state.breadth {
            Breadth::One => {
                tallies::taken((&state.library, &state.verdicts), &state.selection, self.ix)
            }
            Breadth::All => Taken::default(),
        };
        if taken.quotes == 0 {
            return (String::new(), String::new());
        }
        let sign = glyphs.verified(account);
        let verified = match self.state.verdicts.of(self.state.current) {
            Some(_) => format!("{}{sign}", taken.verified),
            None => glyphs
                .standing(crate::library::Standing::Pending)
                .to_owned(),
        };
        (format!("{}q", taken.quotes), verified)
    }
}

/// As many of some facts as there is room for, the last first left out.
fn fitting(facts: &[&str], room: usize) -> String {
    let facts: Vec<&str> = facts
        .iter()
        .copied()
        .filter(|fact| !fact.trim().is_empty())
        .collect();
    (0..=facts.len())
        .rev()
        .map(|count| {
            facts
                .iter()
                .take(count)
                .copied()
                .collect::<Vec<_>>()
                .join(" ")
        })
        .find(|text| width(text) <= room)
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_left_out_from_the_end() {
        let facts = [" ", "C3", "14q", "13✓"];
        assert_eq!(fitting(&facts, 10), "C3 14q 13✓");
        assert_eq!(fitting(&facts, 9), "C3 14q");
        assert_eq!(fitting(&facts, 1), "");
    }
}
