//! Versions of one plan beside each other: each a column, each point in the row of what it takes the
//! place of, with what became of it.

mod cells;
mod detail;

use std::collections::HashMap;

use crate::analysis::plans::{self, Cell, Mark, Plan};
use crate::library::{Library, RecordIx, Scope};
use crate::model::date::Certainty;
use crate::model::{Briefing, Proposal, RecordKind};
use crate::report::Context;
use crate::report::document::{Document, Role, Span};
use crate::report::sheet::{CellKey, Line, Sheet};
use crate::report::{count, counted, glyph::GlyphSet};

use super::{Chart, Ground, Set, View};

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
    /// The briefings with plans of which the filter lists something, in the library's order.
    parts: Vec<Part>,
    /// Which plan is shown, of which briefing; all where there is none.
    chosen: Option<(usize, usize)>,
    /// How many briefings are left out, since they are not open.
    left_out: usize,
    /// What the plans are called, where there are several to choose from.
    titles: Vec<String>,
}

/// The plans of a briefing.
#[derive(Debug)]
struct Part {
    /// The place of the briefing.
    at: usize,
    /// The plans of which the filter lists something, with the rows of which it does.
    plans: Vec<Plan>,
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

impl Part {
    /// `None` where the briefing is not open.
    fn of(ground: &Ground<'_>, at: usize) -> Option<Self> {
        let briefing = ground.library.briefing(at)?;
        let mut part = Self {
            at,
            plans: Vec::new(),
            hidden: 0,
            records: Records::of(ground, at, briefing),
        };
        let listed = |ix: Option<RecordIx>| ix.is_some_and(|ix| ground.selection.contains(ix));
        for mut plan in plans::plans(briefing) {
            let all = points(&plan);
            plan.rows.retain(|row| {
                let mut places = places(row);
                places.any(|place| listed(part.records.points.get(&place).copied()))
            });
            let mut versions = plan.versions.iter();
            let is_listed = versions.any(|row| listed(part.records.proposal(*row)));
            part.hidden += all - points(&plan);
            if is_listed || !plan.rows.is_empty() {
                part.plans.push(plan);
            }
        }
        Some(part)
    }

    fn context<'a>(&self, ground: &Ground<'a>) -> Option<Context<'a>> {
        let verification = ground.verdicts.of(self.at).map(AsRef::as_ref);
        let context = Context::new(ground.library, self.at, ground.selection, verification)?;
        Some(context.with_glyphs(ground.glyphs))
    }

    /// What its plans are called: as their last versions are.
    fn titles<'a>(&'a self, library: &'a Library) -> impl Iterator<Item = String> + 'a {
        let briefing = library.briefing(self.at);
        self.plans.iter().map(move |plan| {
            let last = plan.versions.last().zip(briefing);
            let last = last.and_then(|(row, briefing)| briefing.proposals.get(*row));
            last.map_or_else(String::new, |last| last.title.clone())
        })
    }
}

impl Proposals {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let places = ground.places(View::Proposals);
        let parts = places.iter().filter_map(|at| Part::of(ground, *at));
        let parts: Vec<_> = parts.collect();
        let left_out = places.len() - parts.len();
        let parts = parts.into_iter().filter(|part| !part.plans.is_empty());
        let parts: Vec<_> = parts.collect();
        let titles = parts.iter().flat_map(|part| part.titles(ground.library));
        let titles: Vec<_> = titles.collect();
        let plans = parts.iter().enumerate();
        let plans = plans.flat_map(|(n, part)| (0..part.plans.len()).map(move |plan| (n, plan)));
        let plans: Vec<_> = plans.collect();
        let chosen = (set.order % (plans.len() + 1)).checked_sub(1);
        let chosen = chosen.or((plans.len() == 1).then_some(0));
        Self {
            chosen: chosen.and_then(|chosen| plans.get(chosen).copied()),
            parts,
            left_out,
            titles,
        }
    }

    /// The plans of a briefing that are shown.
    fn shown_of(&self, n: usize) -> impl Iterator<Item = &Plan> {
        let plans = self.parts.get(n).map_or(&[][..], |part| &part.plans);
        let plans = plans.iter().enumerate();
        plans
            .filter(move |(at, _)| self.chosen.is_none_or(|chosen| chosen == (n, *at)))
            .map(|(_, plan)| plan)
    }

    /// The plans that are shown.
    fn shown(&self) -> impl Iterator<Item = &Plan> {
        (0..self.parts.len()).flat_map(|n| self.shown_of(n))
    }

    /// The plans of the briefing of a record.
    fn part_of(&self, ground: &Ground<'_>, ix: RecordIx) -> Option<&Part> {
        let at = match ground.scope {
            Scope::One(at) => at,
            Scope::All => ground.library.records().briefing(ix)?,
        };
        self.parts.iter().find(|part| part.at == at)
    }

    fn about(&self) -> String {
        let versions: usize = self.shown().map(|plan| plan.versions.len()).sum();
        let points: usize = self.shown().map(points).sum();
        let hidden: usize = self.parts.iter().map(|part| part.hidden).sum();
        let points = match (points, hidden) {
            (0, 0) => "no point given".to_owned(),
            (points, 0) => counted(points, "point", "points"),
            (points, hidden) => {
                let points = counted(points, "point", "points");
                format!("{points}, {} outside the filter", count(hidden))
            }
        };
        format!(
            "{}{}, {points}",
            self.which(),
            counted(versions, "version", "versions")
        )
    }

    /// How many plans are shown, of how many briefings; or which one.
    fn which(&self) -> String {
        let all = self.titles.len();
        let chosen = self.chosen.map(|(n, plan)| {
            let before = self.parts.iter().take(n);
            before.map(|part| part.plans.len()).sum::<usize>() + plan + 1
        });
        match (chosen, self.parts.len(), self.left_out) {
            (Some(chosen), ..) if all > 1 => format!("plan {} of {}, ", count(chosen), count(all)),
            (Some(_), ..) => String::new(),
            (None, 1, 0) => format!("{} plans, ", count(all)),
            (None, parts, 0) => format!("{} plans in {} briefings, ", count(all), count(parts)),
            (None, parts, left_out) => format!(
                "{} plans in {} of {} briefings, ",
                count(all),
                count(parts),
                count(parts + left_out)
            ),
        }
    }

    /// What would help where there is nothing to show.
    fn empty(&self, ground: &Ground<'_>) -> &'static str {
        let is_none = ground.selection.total(RecordKind::Proposal) == 0;
        match (ground.scope, self.left_out) {
            (Scope::One(_), 0) if is_none => "no plan is on the table in this briefing",
            (Scope::All, 0) if is_none => "no plan is on the table in these briefings",
            (_, 0) => "no plan or point within the filter",
            (Scope::One(at), _) if ground.library.card(at).is_some() => {
                "the briefing is being read"
            }
            (Scope::One(_), _) => "no briefing is open",
            (Scope::All, _) => "the briefings can no longer be read",
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

/// A briefing's title, above its plans.
fn title(context: &Context<'_>, width: u16) -> Line {
    let mut line = Line::default();
    let title = Span::new(&context.briefing.title, Role::Title);
    line.push((0, width), [title], None);
    line
}

impl Chart for Proposals {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet::default();
        if self.parts.is_empty() {
            self.empty(ground).clone_into(&mut sheet.empty);
            return sheet;
        }
        sheet.about = self.about();
        let (least, most) = ABOUT;
        sheet.stub = (width / 5).clamp(least, most);
        for (n, part) in self.parts.iter().enumerate() {
            let Some(context) = part.context(ground) else {
                continue;
            };
            let voices = plans::voices(context.briefing);
            let mut titles = (self.parts.len() > 1).then(|| title(&context, width));
            for plan in self.shown_of(n) {
                let page = cells::Page {
                    context: &context,
                    records: &part.records,
                    voices: &voices,
                    columns: Columns::of(plan, sheet.stub, width),
                };
                let mut head: Vec<_> = titles.take().into_iter().collect();
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
        }
        super::say_left_out(&mut sheet, self.left_out, width);
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let part = self.part_of(ground, RecordIx(key.0));
        let found = part.and_then(|part| Some((part, part.context(ground)?)));
        match found {
            Some((part, context)) => detail::of(part, &context, key),
            None => Document::new("Proposals"),
        }
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        let (first, second) = (RecordIx(key.0), RecordIx(key.1));
        let mut found = vec![first];
        if second != first {
            found.push(second);
        }
        found
    }

    fn orders(&self) -> Vec<String> {
        if self.titles.len() < 2 {
            return Vec::new();
        }
        let all = std::iter::once("all plans".to_owned());
        all.chain(self.titles.iter().cloned()).collect()
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
