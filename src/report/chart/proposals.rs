//! Versions of one plan beside each other: each a column, each point in the row of what it takes the
//! place of, with what became of it.

mod cells;
mod detail;

use std::collections::HashMap;

use crate::analysis::plans::{self, Cell, Mark, Plan};
use crate::library::RecordIx;
use crate::model::date::Certainty;
use crate::model::{Briefing, Proposal};
use crate::report::Context;
use crate::report::document::{Document, Role, Span};
use crate::report::sheet::{CellKey, Line, Sheet};
use crate::report::{count, counted, glyph::GlyphSet};

use super::{Chart, Ground, Set};

/// The least and the most width of a version, in cells, with the gap behind it.
const COLUMN: (u16, u16) = (24, 60);
/// The least and the most width of what rows are about, in cells, with the gap behind it.
const ABOUT: (u16, u16) = (9, 18);
/// How many lines the title of a version has.
const TITLE: usize = 2;
/// A screen narrower than this keeps its head small.
const NARROW: u16 = 60;

/// The plans as they were made.
#[derive(Debug)]
pub(super) struct Proposals {
    /// The place of the briefing.
    at: usize,
    /// The plans of which the filter lists something, with the rows of which it does.
    plans: Vec<Plan>,
    /// Which of them is shown; all where there is none.
    chosen: Option<usize>,
    /// How many points stand in rows that the filter leaves out.
    hidden: usize,
    /// The records of the proposals and points.
    records: Records,
}

/// The records of proposals, and of the points of each.
#[derive(Debug, Default)]
struct Records {
    proposals: Vec<Option<RecordIx>>,
    points: HashMap<plans::Place, RecordIx>,
    places: HashMap<RecordIx, plans::Place>,
}

impl Records {
    fn of(ground: &Ground<'_>, at: usize, briefing: &Briefing) -> Self {
        let mut found = Self::default();
        for (row, proposal) in briefing.proposals.iter().enumerate() {
            let ix = ground.library.find_in(at, &proposal.id.record());
            found.proposals.push(ix);
            for (point, one) in proposal.points.iter().enumerate() {
                let place = plans::Place {
                    proposal: row,
                    point,
                };
                if let Some(ix) = ground.library.find_in(at, &one.id.record()) {
                    found.points.insert(place, ix);
                    found.places.insert(ix, place);
                }
            }
        }
        found
    }

    fn proposal(&self, row: usize) -> Option<RecordIx> {
        self.proposals.get(row).copied().flatten()
    }

    fn row(&self, ix: RecordIx) -> Option<usize> {
        self.proposals.iter().position(|one| *one == Some(ix))
    }
}

impl Proposals {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let at = ground.at;
        let mut made = Self {
            at,
            plans: Vec::new(),
            chosen: None,
            hidden: 0,
            records: Records::default(),
        };
        let Some(briefing) = ground.library.briefing(at) else {
            return made;
        };
        made.records = Records::of(ground, at, briefing);
        let listed = |ix: Option<RecordIx>| ix.is_some_and(|ix| ground.selection.contains(ix));
        for mut plan in plans::plans(briefing) {
            let all = points(&plan);
            plan.rows.retain(|row| {
                let mut places = places(row);
                places.any(|place| listed(made.records.points.get(&place).copied()))
            });
            let mut versions = plan.versions.iter();
            let is_listed = versions.any(|row| listed(made.records.proposal(*row)));
            made.hidden += all - points(&plan);
            if is_listed || !plan.rows.is_empty() {
                made.plans.push(plan);
            }
        }
        let choices = made.plans.len() + 1;
        made.chosen = (set.order % choices)
            .checked_sub(1)
            .or((made.plans.len() == 1).then_some(0));
        made
    }

    fn context<'a>(&self, ground: &Ground<'a>) -> Option<Context<'a>> {
        let verification = ground.verdicts.of(self.at).map(AsRef::as_ref);
        let context = Context::new(ground.library, self.at, ground.selection, verification)?;
        Some(context.with_glyphs(ground.glyphs))
    }

    /// The plans that are shown.
    fn shown(&self) -> impl Iterator<Item = &Plan> {
        let plans = self.plans.iter().enumerate();
        plans
            .filter(|(at, _)| self.chosen.is_none_or(|chosen| chosen == *at))
            .map(|(_, plan)| plan)
    }

    fn about(&self) -> String {
        let versions: usize = self.shown().map(|plan| plan.versions.len()).sum();
        let points: usize = self.shown().map(points).sum();
        let which = match (self.chosen, self.plans.len()) {
            (Some(chosen), all) if all > 1 => format!("plan {} of {}, ", chosen + 1, count(all)),
            (_, 1) => String::new(),
            (_, all) => format!("{} plans, ", count(all)),
        };
        let points = match (points, self.hidden) {
            (0, 0) => "no point given".to_owned(),
            (points, 0) => counted(points, "point", "points"),
            (points, hidden) => {
                let points = counted(points, "point", "points");
                format!("{points}, {} outside the filter", count(hidden))
            }
        };
        format!(
            "{which}{}, {points}",
            counted(versions, "version", "versions")
        )
    }

    /// What would help where there is nothing to show.
    fn empty(&self, ground: &Ground<'_>) -> &'static str {
        match ground.library.briefing(self.at) {
            Some(briefing) if briefing.proposals.is_empty() => {
                "no plan is on the table in this briefing"
            }
            Some(_) => "no plan or point within the filter",
            None if ground.library.card(self.at).is_some() => "the briefing is being read",
            None => "no briefing is open",
        }
    }
}

/// The points in a row.
fn places(row: &[Cell]) -> impl Iterator<Item = plans::Place> {
    row.iter().filter_map(|cell| match cell {
        Cell::Point(fate) => Some(fate.at),
        _ => None,
    })
}

/// How many points a plan has in its rows.
fn points(plan: &Plan) -> usize {
    plan.rows.iter().map(|row| places(row).count()).sum()
}

impl Chart for Proposals {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet::default();
        let Some(context) = self.context(ground).filter(|_| !self.plans.is_empty()) else {
            self.empty(ground).clone_into(&mut sheet.empty);
            return sheet;
        };
        sheet.about = self.about();
        let (least, most) = ABOUT;
        sheet.stub = (width / 5).clamp(least, most);
        let voices = plans::voices(context.briefing);
        for plan in self.shown() {
            let columns = Columns::of(plan, sheet.stub, width);
            let page = cells::Page {
                context: &context,
                records: &self.records,
                voices: &voices,
                columns,
            };
            let mut head = Vec::new();
            page.head(plan, &mut head);
            if self.chosen.is_some() {
                sheet.head = head;
            } else {
                if !sheet.lines.is_empty() {
                    sheet.lines.push(Line::default());
                }
                sheet.lines.extend(head);
            }
            page.sizes(plan, &mut sheet.lines);
            for row in &plan.rows {
                page.row(plan, row, &mut sheet.lines);
            }
        }
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let Some(context) = self.context(ground) else {
            return Document::new("Proposals");
        };
        detail::of(self, &context, key)
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        let (first, second) = (RecordIx(key.0), RecordIx(key.1));
        let mut found = vec![first];
        if second != first {
            found.push(second);
        }
        found
    }

    fn orders(&self, library: &crate::library::Library) -> Vec<String> {
        let Some(briefing) = library.briefing(self.at).filter(|_| self.plans.len() > 1) else {
            return Vec::new();
        };
        let title = |plan: &Plan| {
            let last = plan.versions.last();
            let last = last.and_then(|row| briefing.proposals.get(*row));
            last.map_or_else(String::new, |last| last.title.clone())
        };
        let all = std::iter::once("all plans".to_owned());
        all.chain(self.plans.iter().map(title)).collect()
    }
}

/// Where the versions of a plan stand.
#[derive(Clone, Copy, Debug)]
struct Columns {
    /// Where the first begins: the width of what the rows are about.
    stub: u16,
    /// How wide each is, with the gap behind it.
    width: u16,
    /// How wide the page is.
    page: u16,
}

impl Columns {
    fn of(plan: &Plan, stub: u16, page: u16) -> Self {
        let (least, most) = COLUMN;
        let room = page.saturating_sub(stub);
        // As many as there is room for, each as wide as that leaves it: none is seen in part.
        let versions = u16::try_from(plan.versions.len()).unwrap_or(u16::MAX);
        let beside = versions.min(room / least).max(1);
        let width = room / beside;
        Self {
            stub,
            width: width.clamp(least, most),
            page,
        }
    }

    /// Where a column begins, and how wide it is without the gap.
    fn place(self, column: usize) -> (u16, u16) {
        let column = u16::try_from(column).unwrap_or(u16::MAX);
        let at = self.stub.saturating_add(self.width.saturating_mul(column));
        (at, self.width.saturating_sub(2))
    }

    fn is_narrow(self) -> bool {
        self.page < NARROW
    }
}

/// A proposal's size in words.
fn size(proposal: &Proposal) -> String {
    use plans::Given;
    match plans::given(proposal) {
        Given::None(Some(1)) => "1 point, which is not given".to_owned(),
        Given::None(Some(size)) => {
            format!("{} points, of which none is given", count(size as usize))
        }
        Given::None(None) => "no point is given, nor how many there are".to_owned(),
        Given::Some(1, size) => format!("1 of {} points is given", count(size as usize)),
        Given::Some(known, size) => {
            format!(
                "{} of {} points are given",
                count(known),
                count(size as usize)
            )
        }
        Given::AtLeast(known) => format!(
            "{} given; how many there are in all is not",
            counted(known, "point", "points")
        ),
        Given::All(known) => format!("{}, all given", counted(known, "point", "points")),
    }
}

/// How the number of points changed; nothing where one of them is not known.
fn resized(earlier: &Proposal, now: &Proposal, glyphs: GlyphSet) -> Option<String> {
    use plans::Given;
    let (before, after) = (plans::given(earlier), plans::given(now));
    let number = |given| match given {
        Given::None(size) => size.map(|size| size as usize),
        Given::Some(_, size) => Some(size as usize),
        Given::AtLeast(_) => None,
        Given::All(known) => Some(known),
    };
    let (from, to) = number(before).zip(number(after))?;
    let arrow = glyphs.arrow();
    let all = |given| matches!(given, Given::All(_));
    let which = match (before, after) {
        _ if all(before) && all(after) => " points",
        (Given::None(_), _) | (_, Given::None(_)) => {
            " points: which of them were kept is not known"
        }
        _ => " points: what became of the others is not known",
    };
    Some(format!("{} {arrow} {}{which}", count(from), count(to)))
}

/// The signs and words of what became of a point.
fn marks(context: &Context<'_>, fate: &plans::Fate) -> Vec<Span> {
    let before = fate
        .before
        .and_then(|at| plans::point(context.briefing, at));
    let was_bracketed = before.is_some_and(|(_, before)| !before.variants.is_empty());
    let mut spans = Vec::new();
    for mark in &fate.marks {
        if !spans.is_empty() {
            spans.push(Span::dim("  "));
        }
        let words = match mark {
            Mark::Added if fate.added == Certainty::Possibly => "added?",
            Mark::Bracketed if was_bracketed => "still bracketed",
            mark => mark.word(),
        };
        let text = format!("{} {words}", context.glyphs.mark(*mark));
        spans.push(Span::new(text, Role::Label));
    }
    spans
}
