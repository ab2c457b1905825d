//! Who agrees with whom, and who conflicts: the lower triangle of actors by actors, and below it the
//! coalitions and the sharpest conflicts with the issues behind each.

mod detail;

use std::borrow::Cow;

use crate::analysis::agreement::{Agreement, Entry, MOST, Pair, Relation, Shared};
use crate::analysis::stances::{Cell as Held, Matrix};
use crate::library::{Library, RecordIx};
use crate::model::{ActorKind, RecordKind, Stance};
use crate::report::document::{Document, Role, Span};
use crate::report::glyph::GlyphSet;
use crate::report::sheet::{CellKey, Line, Sheet};
use crate::report::{count, counted};

use super::matrix::{as_of, name};
use super::{Chart, Ground, Set};

/// The orders of its actors.
pub(super) const ORDERS: &[&str] = &["coalitions beside each other", "by name", "as in the file"];

/// The width of each of the three numbers of a cell with its sign, in cells.
const NUMBER: usize = 4;
/// The width of a column, in cells, with the gap behind it.
const COLUMN: u16 = 14;
/// The least and the most width of the names at the left, in cells, with the gap behind them.
const NAMES: (u16, u16) = (12, 34);
/// How many lines the name of an actor has above a column.
const TITLE: usize = 2;
/// How many conflicts the list shows.
const LISTED: usize = 20;

/// The first number of the keys of what is no pair of actors; no record has it.
const BESIDE: u32 = u32::MAX;

/// The agreement as it was made.
#[derive(Debug)]
pub(super) struct Agreements {
    matrix: Matrix,
    agreement: Agreement,
    /// The actors in the order of the view.
    order: Vec<usize>,
    conflicts: Vec<((usize, usize), Pair)>,
    /// What stands below the triangle.
    list: Vec<Listed>,
    day: Option<chrono::NaiveDate>,
}

/// A line below the triangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Listed {
    /// What the signs mean.
    Method,
    /// The heading of the coalitions.
    Coalitions,
    /// A coalition.
    Coalition(usize),
    /// An issue on which several of a coalition have a side, with how many are for it and against.
    Held(usize, RecordIx, (usize, usize)),
    /// The heading of the conflicts.
    Conflicts,
    /// A pair that conflicts.
    Conflict(usize, usize),
    /// An issue on which it does.
    Issue(usize, usize, Shared),
    /// How many conflicts are not listed.
    More(usize),
}

impl Agreements {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let question = ground.question(set.day);
        let matrix = Matrix::of(&question);
        let agreement = Agreement::of(&matrix);
        let order = match set.order {
            0 => agreement.clustered(),
            order => {
                let mut all: Vec<_> = (0..agreement.actors.len()).collect();
                if order == 1 {
                    let name = |one: &usize| {
                        let ix = agreement.actors.get(*one);
                        ix.map(|ix| name(ground.library, *ix).to_lowercase())
                    };
                    all.sort_by_cached_key(name);
                }
                all
            }
        };
        let conflicts = agreement.conflicts();
        let list = listed(&agreement, &conflicts);
        Self {
            matrix,
            agreement,
            order,
            conflicts,
            list,
            day: question.day(),
        }
    }

    fn actor(&self, one: usize) -> RecordIx {
        let actor = self.agreement.actors.get(one);
        actor.copied().unwrap_or(RecordIx(BESIDE))
    }

    fn about(&self) -> String {
        let actors = match self.agreement.left_out {
            0 => counted(self.agreement.actors.len(), "actor", "actors"),
            out => format!("{} of {} actors", count(MOST), count(MOST + out)),
        };
        as_of(self.day, &actors)
    }

    /// The cell of two actors: its key has the record of the one in the line first.
    fn key(&self, line: usize, column: usize) -> CellKey {
        CellKey(self.actor(line).0, self.actor(column).0)
    }

    /// The two actors of a key; the same twice for an actor by itself.
    fn actors_of(&self, key: CellKey) -> Option<(usize, usize)> {
        let find = |ix| self.agreement.find(RecordIx(ix));
        find(key.0).zip(find(key.1))
    }

    fn listed_of(&self, key: CellKey) -> Option<Listed> {
        let at = (key.0 == BESIDE).then_some(key.1 as usize);
        self.list.get(at?).copied()
    }
}

/// The lines below the triangle, but for their text.
fn listed(agreement: &Agreement, conflicts: &[((usize, usize), Pair)]) -> Vec<Listed> {
    let mut list = vec![Listed::Method, Listed::Coalitions];
    for (n, group) in agreement.coalitions.iter().enumerate() {
        list.push(Listed::Coalition(n));
        let held = agreement.held_by(group).into_iter();
        list.extend(held.map(|(issue, one, other)| Listed::Held(n, issue, (one, other))));
    }
    list.push(Listed::Conflicts);
    for ((one, other), _) in conflicts.iter().take(LISTED) {
        list.push(Listed::Conflict(*one, *other));
        let shared = agreement.shared(*one, *other).into_iter();
        let behind = shared.filter(|shared| shared.relation == Relation::Conflict);
        list.extend(behind.map(|shared| Listed::Issue(*one, *other, shared)));
    }
    if conflicts.len() > LISTED {
        list.push(Listed::More(conflicts.len() - LISTED));
    }
    list
}

impl Chart for Agreements {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet {
            about: self.about(),
            ..Sheet::default()
        };
        if self.agreement.actors.is_empty() {
            let none = "nobody holds a position on this day";
            sheet.empty = ground.nothing(none, &[RecordKind::Position]);
            return sheet;
        }
        let stub = sheet.stub_beside(COLUMN, NAMES, width);
        let column = |n: usize| stub.saturating_add(COLUMN.saturating_mul(n as u16));
        // The last has no column: below it there is nothing.
        let columns = self.order.len().saturating_sub(1);
        let titles = self.order.iter().take(columns);
        let titles = titles.map(|one| Cow::Owned(called(ground.library, self.actor(*one))));
        sheet.title_columns(titles, (COLUMN, TITLE), ground.glyphs);
        for (n, one) in self.order.iter().enumerate() {
            let mut line = Line::default();
            let ix = self.actor(*one);
            let name = Span::new(called(ground.library, ix), Role::Actor);
            line.push((0, stub - 1), [name], Some(self.key(*one, *one)));
            for (at, other) in self.order.iter().take(n).enumerate() {
                let spans = cell(self.agreement.pair(*one, *other), ground.glyphs);
                let key = self.key(*one, *other);
                line.push((column(at), COLUMN - 1), spans, Some(key));
            }
            sheet.lines.push(line);
        }
        for (n, listed) in self.list.iter().enumerate() {
            if matches!(
                listed,
                Listed::Method | Listed::Coalitions | Listed::Conflicts
            ) {
                sheet.lines.push(Line::default());
            }
            let (indent, spans) = self.line(ground, *listed);
            let mut line = Line::default();
            let key = CellKey(BESIDE, n as u32);
            line.push((indent, width.saturating_sub(indent)), spans, Some(key));
            sheet.lines.push(line);
        }
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let mut document = Document::new("Agreement");
        let pair = match self.listed_of(key) {
            Some(Listed::Conflict(one, other) | Listed::Issue(one, other, _)) => Some((one, other)),
            Some(listed) => {
                self.describe_listed(ground, listed, &mut document);
                return document;
            }
            None => self.actors_of(key),
        };
        match pair {
            Some((one, other)) if one == other => self.describe_actor(ground, one, &mut document),
            Some((one, other)) => self.describe_pair(ground, (one, other), &mut document),
            None => {}
        }
        document
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        match self.listed_of(key) {
            Some(Listed::Conflict(one, other)) => self.records_of(one, other, None),
            Some(Listed::Issue(one, other, shared)) => self.records_of(one, other, Some(shared)),
            Some(Listed::Coalition(n)) => {
                let members = self.agreement.coalitions.get(n).into_iter().flatten();
                members.map(|one| self.actor(*one)).collect()
            }
            Some(Listed::Held(_, issue, _)) => vec![issue],
            Some(_) => Vec::new(),
            None => match self.actors_of(key) {
                Some((one, other)) if one == other => vec![self.actor(one)],
                Some((one, other)) => self.records_of(one, other, None),
                None => Vec::new(),
            },
        }
    }

    fn days(&self) -> Vec<i32> {
        self.matrix.days()
    }
}

impl Agreements {
    /// The positions of two actors on what they share, or on one issue of it, and the actors.
    fn records_of(&self, one: usize, other: usize, on: Option<Shared>) -> Vec<RecordIx> {
        let shared = on.map_or_else(|| self.agreement.shared(one, other), |on| vec![on]);
        let mut found = Vec::new();
        for shared in shared {
            for actor in [one, other] {
                let held = self.matrix.cell(self.actor(actor), shared.issue);
                let all = held
                    .into_iter()
                    .flat_map(|held| held.own.iter().chain(&held.asserted));
                found.extend(all.map(|one| one.position));
            }
        }
        found.extend([self.actor(one), self.actor(other)]);
        found
    }

    /// A line below the triangle: how far in it begins, and what it says.
    fn line(&self, ground: &Ground<'_>, listed: Listed) -> (u16, Vec<Span>) {
        let glyphs = ground.glyphs;
        let library = ground.library;
        let heading = |text: String| vec![Span::new(text, Role::Heading)];
        let called = |one: usize| called(library, self.actor(one));
        match listed {
            Listed::Method => (0, vec![Span::dim(legend(glyphs))]),
            Listed::Coalitions => {
                let found = self.agreement.coalitions.len();
                (0, heading(format!("Coalitions: {}", number_of(found))))
            }
            Listed::Coalition(n) => {
                let members = self.agreement.coalitions.get(n).into_iter().flatten();
                let members: Vec<_> = members.map(|one| called(*one)).collect();
                let members = Span::new(members.join(", "), Role::Actor);
                (2, vec![Span::dim(format!("{}  ", n + 1)), members])
            }
            Listed::Held(_, issue, sides) => {
                let mut spans = vec![Span::body(format!("{}  ", name(library, issue)))];
                spans.extend(sides_of(sides, glyphs));
                (4, spans)
            }
            Listed::Conflicts => {
                let found = self.conflicts.len();
                let found = number_of(found);
                (0, heading(format!("Sharpest conflicts: {found}")))
            }
            Listed::Conflict(one, other) => {
                let pair = self.agreement.pair(one, other);
                let names = format!("{} {} {}", called(one), glyphs.opposed(), called(other));
                let counts = format!("  {}", counts_of(pair));
                (2, vec![Span::new(names, Role::Actor), Span::dim(counts)])
            }
            Listed::Issue(one, other, shared) => {
                let mut spans = vec![Span::body(format!("{}  ", name(library, shared.issue)))];
                for (n, (actor, entry)) in [one, other].into_iter().zip(shared.entries).enumerate()
                {
                    let gap = if n == 0 { "" } else { ", " };
                    spans.push(Span::dim(format!("{gap}{} ", called(actor))));
                    spans.extend(stance_of(entry, glyphs));
                }
                (4, spans)
            }
            Listed::More(more) => (2, vec![Span::dim(format!("and {} more", count(more)))]),
        }
    }
}

/// The positions that decide how an actor stands: its own, or else what others say of it.
fn counted_of(held: &Held) -> &[crate::analysis::stances::Holding] {
    if held.own.is_empty() {
        &held.asserted
    } else {
        &held.own
    }
}

/// An actor's name; where it is anonymous, that is said.
fn called(library: &Library, ix: RecordIx) -> String {
    let name = name(library, ix);
    match library.records().actor_kind(ix) {
        Some(ActorKind::Anonymous) => format!("anon. {name}"),
        _ => name.to_owned(),
    }
}

fn actor(library: &Library, ix: RecordIx) -> Span {
    Span::new(called(library, ix), Role::Actor).leading_to(library, ix)
}

/// The three numbers of a pair, each in its place, with its sign.
fn cell(pair: Pair, glyphs: GlyphSet) -> Vec<Span> {
    let parts = [
        (pair.agree, glyphs.agreed(), Role::Stance(Stance::Support)),
        (
            pair.conflict,
            glyphs.opposed(),
            Role::Stance(Stance::Oppose),
        ),
        (pair.incomparable, "?", Role::Dim),
    ];
    if pair.shared() == 0 {
        return Vec::new();
    }
    let spans = parts.map(|(count, sign, role)| match count {
        0 => Span::dim(" ".repeat(NUMBER)),
        count => Span::new(format!("{count:>2}{sign} "), role),
    });
    spans.to_vec()
}

/// The same in words.
fn counts_of(pair: Pair) -> String {
    let parts = [
        (pair.agree, "agree on"),
        (pair.conflict, "conflict on"),
        (pair.incomparable, "cannot be compared on"),
    ];
    let parts = parts.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<_> = parts
        .map(|(count, word)| format!("{word} {count}"))
        .collect();
    parts.join(", ")
}

fn number_of(found: usize) -> String {
    match found {
        0 => "none".to_owned(),
        found => count(found),
    }
}

fn legend(glyphs: GlyphSet) -> String {
    format!(
        "Issues on which two  {} agree  {} conflict  ? cannot be compared",
        glyphs.agreed(),
        glyphs.opposed()
    )
}

/// How many are for an issue, and how many against.
fn sides_of((one, other): (usize, usize), glyphs: GlyphSet) -> Vec<Span> {
    let sides = [(one, Stance::Support), (other, Stance::Oppose)];
    let sides = sides.into_iter().filter(|(count, _)| *count > 0);
    let sides = sides.enumerate().map(|(n, (count, stance))| {
        let gap = if n == 0 { "" } else { "  " };
        let sign = glyphs.stance(stance);
        let text = format!("{gap}{sign} {stance} {count}");
        Span::new(text, Role::Stance(stance))
    });
    sides.collect()
}

/// A stance by sign and word.
fn stance_of(entry: Entry, glyphs: GlyphSet) -> Vec<Span> {
    match entry {
        Entry::Own(stance) | Entry::Possibly(stance) => {
            let sign = glyphs.stance(stance);
            vec![Span::new(format!("{sign} {stance}"), Role::Stance(stance))]
        }
        Entry::Several | Entry::NotOwn => Vec::new(),
    }
}

#[cfg(test)]
mod tests;
