//! The matrix of positions: actors by issues, each cell a stance by sign and word, as of a day.

use std::borrow::Cow;

use crate::analysis::stances::{Cell as Held, Evidence, Holding, Matrix, Word};
use crate::library::{Library, RecordIx};
use crate::model::RecordKind;
use crate::model::date::Certainty;
use crate::report::document::{Document, Role, Span};
use crate::report::glyph::GlyphSet;
use crate::report::sheet::{CellKey, Line, Sheet};
use crate::report::{count, counted, legend, overview};
use crate::text::width::width;

use super::{Chart, Ground, Set};

/// The orders of its rows and columns.
pub(super) const ORDERS: &[&str] = &[
    "as in the file",
    "by name",
    "the most positions first",
    "alike beside each other",
];

/// The least and the most width of a column, in cells, with the gap behind it: as wide as the widest
/// of what it holds.
const COLUMN: (u16, u16) = (16, 24);
/// The least and the most width of the names at the left, in cells, with the gap behind them.
const NAMES: (u16, u16) = (12, 30);
/// From this width on, in cells, the signs are explained below the rows; the help explains them all.
const LEGEND: u16 = 60;
/// How many lines the title of an issue has.
const TITLE: usize = 2;
/// How many actors and issues are shown at most: nobody looks through a quarter of a million cells.
const MOST: (usize, usize) = (500, 500);

/// The matrix as it was made.
#[derive(Debug)]
pub(super) struct Positions {
    matrix: Matrix,
    /// How many actors and issues are left out.
    left_out: (usize, usize),
    day: Option<chrono::NaiveDate>,
}

impl Positions {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let question = ground.question(set.day);
        let mut matrix = Matrix::of(&question);
        let left_out = matrix.keep_most(MOST);
        let name = |ix: &RecordIx| ground.library.records().row(*ix).text.to_lowercase();
        match set.order {
            1 => {
                matrix.actors.sort_by_cached_key(name);
                matrix.issues.sort_by_cached_key(name);
            }
            2 => matrix.sort_by_count(),
            3 => matrix.sort_by_likeness(),
            _ => {}
        }
        Self {
            matrix,
            left_out,
            day: question.day(),
        }
    }

    fn about(&self) -> String {
        let (actors, issues) = (self.matrix.actors.len(), self.matrix.issues.len());
        let (actors, issues) = (
            some_of(actors, self.left_out.0, ("actor", "actors")),
            some_of(issues, self.left_out.1, ("issue", "issues")),
        );
        as_of(self.day, &format!("{actors}, {issues}"))
    }
}

/// How many are shown; of how many, where some are left out.
fn some_of(shown: usize, left_out: usize, (one, many): (&str, &str)) -> String {
    match left_out {
        0 => counted(shown, one, many),
        _ => format!(
            "{} of {}",
            count(shown),
            counted(shown + left_out, one, many)
        ),
    }
}

/// What a view shows, after the day that it is as of: that is what a narrow screen has to show.
pub(super) fn as_of(day: Option<chrono::NaiveDate>, counts: &str) -> String {
    day.map_or_else(
        || counts.to_owned(),
        |day| format!("as of {}, {counts}", overview::day(day)),
    )
}

pub(super) fn name(library: &Library, ix: RecordIx) -> &str {
    library.records().row(ix).text
}

impl Chart for Positions {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet {
            about: self.about(),
            ..Sheet::default()
        };
        if self.matrix.actors.is_empty() {
            sheet.empty = ground.nothing("nobody holds a position", &[RecordKind::Position]);
            return sheet;
        }
        let rows: Vec<Vec<Vec<Span>>> = self.rows(ground.glyphs).collect();
        let cells = columns(rows.iter().flatten());
        let stub = sheet.stub_beside(cells, NAMES, width);
        let column = |n: usize| stub.saturating_add(cells.saturating_mul(n as u16));
        let titles = self.matrix.issues.iter();
        let titles = titles.map(|issue| Cow::Borrowed(name(ground.library, *issue)));
        sheet.title_columns(titles, (cells, TITLE), ground.glyphs);
        for (actor, row) in self.matrix.actors.iter().zip(rows) {
            let mut line = Line::default();
            let name = Span::new(name(ground.library, *actor), Role::Actor);
            let key = CellKey(actor.0, actor.0);
            line.push((0, stub - 1), [name], Some(key));
            for ((n, issue), spans) in self.matrix.issues.iter().enumerate().zip(row) {
                let key = CellKey(actor.0, issue.0);
                line.push((column(n), cells - 1), spans, Some(key));
            }
            sheet.lines.push(line);
        }
        if width >= LEGEND {
            sheet.lines.push(Line::default());
            for (sign, words) in legend::positions(ground.glyphs) {
                let mut line = Line::default();
                let room = cells_of(&words);
                line.push((0, stub - 1), [Span::dim(sign)], None);
                line.push((column(0), room), [Span::dim(words)], None);
                sheet.lines.push(line);
            }
        }
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let (actor, issue) = (RecordIx(key.0), RecordIx(key.1));
        let mut document = Document::new("Position");
        let library = ground.library;
        let link = |ix, role| Span::new(name(library, ix), role).leading_to(library, ix);
        document.paragraph([link(actor, Role::Actor)]);
        if actor == issue {
            self.all_of(ground, actor, &mut document);
            return document;
        }
        document.paragraph([Span::dim("on "), link(issue, Role::Body)]);
        let Some(held) = self.matrix.cell(actor, issue) else {
            document.blank();
            document.paragraph([Span::dim("No position is recorded.")]);
            return document;
        };
        for (title, holdings) in [
            ("In its own word", &held.own),
            ("Said by others, or shown by nothing", &held.asserted),
            ("Before", &held.before),
        ] {
            if holdings.is_empty() {
                continue;
            }
            document.section(title);
            for holding in holdings {
                describe(ground, holding, &mut document);
            }
        }
        if held.later > 0 {
            document.blank();
            document.paragraph([Span::dim(format!("{} only later", count(held.later)))]);
        }
        document
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        let (actor, issue) = (RecordIx(key.0), RecordIx(key.1));
        let held = self.matrix.cell(actor, issue);
        let all = held
            .into_iter()
            .flat_map(|held| held.own.iter().chain(&held.asserted).chain(&held.before));
        let mut found: Vec<_> = all.map(|one| one.position).collect();
        found.push(actor);
        found
    }

    fn days(&self) -> Vec<i32> {
        self.matrix.days()
    }
}

/// How wide the columns are for some cells.
fn columns<'a>(cells: impl Iterator<Item = &'a Vec<Span>>) -> u16 {
    let wide = |spans: &Vec<Span>| spans.iter().map(|span| width(&span.text)).sum::<usize>();
    let widest = cells.map(wide).max().unwrap_or(0);
    let (least, most) = COLUMN;
    u16::try_from(widest + 1).unwrap_or(most).clamp(least, most)
}

impl Positions {
    /// The cells of each actor, in the order of the issues.
    fn rows(&self, glyphs: GlyphSet) -> impl Iterator<Item = Vec<Vec<Span>>> {
        self.matrix.actors.iter().map(move |actor| {
            let cells = self.matrix.issues.iter().map(|issue| {
                let held = self.matrix.cell(*actor, *issue);
                held.map_or_else(Vec::new, |held| cell(held, glyphs))
            });
            cells.collect()
        })
    }

    /// Everything that an actor holds.
    fn all_of(&self, ground: &Ground<'_>, actor: RecordIx, document: &mut Document) {
        for issue in &self.matrix.issues {
            let Some(held) = self.matrix.cell(actor, *issue) else {
                continue;
            };
            let title = Span::body(name(ground.library, *issue));
            let mut spans = cell(held, ground.glyphs);
            spans.insert(0, Span::dim("  "));
            spans.insert(0, title.leading_to(ground.library, *issue));
            document.hanging(0, 2, spans);
        }
    }
}

fn cells_of(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

/// A stance by sign and word, with how many pieces of evidence there are and how they stand. What
/// others say stands in brackets; what was another stance before has that before it.
fn cell(held: &Held, glyphs: GlyphSet) -> Vec<Span> {
    let Some(own) = held.own.first() else {
        let Some(asserted) = held.asserted.first() else {
            let before = held.before.first();
            return before.map_or_else(Vec::new, |before| {
                let sign = glyphs.stance(before.stance);
                vec![Span::dim(format!("{sign} no longer"))]
            });
        };
        let sign = glyphs.stance(asserted.stance);
        return vec![Span::dim(format!("({sign} {})", asserted.stance))];
    };
    let role = Role::Stance(own.stance);
    let mut spans = Vec::new();
    if held.has_changed() {
        let before = held.before.first().map(|before| before.stance);
        let sign = before.map_or("", |before| glyphs.stance(before));
        spans.push(Span::dim(format!("{sign}{}", glyphs.arrow())));
    }
    spans.push(Span::new(glyphs.stance(own.stance), role));
    spans.push(Span::new(format!(" {}", own.stance), Role::Body));
    if own.held == Certainty::Possibly {
        spans.push(Span::dim("?"));
    }
    spans.push(Span::dim(format!(" {}", evidence(own.evidence, glyphs))));
    spans
}

/// How many pieces of evidence, and a sign for how the quotations among them stand.
fn evidence(evidence: Evidence, glyphs: GlyphSet) -> String {
    let sign = if evidence.unverified > 0 {
        "!"
    } else if evidence.pending > 0 {
        glyphs.ellipsis()
    } else if evidence.verified > 0 {
        glyphs.verified(evidence.in_account == evidence.verified)
    } else {
        ""
    };
    format!("{}{sign}", evidence.pieces())
}

/// The same in words.
fn evidence_in_words(evidence: Evidence) -> String {
    let parts = [
        (evidence.verified - evidence.in_account, "verified"),
        (evidence.in_account, "verified in an account"),
        (evidence.unverified, "not verified"),
        (evidence.pending, "being checked"),
    ];
    let quotes: usize = parts.iter().map(|(count, _)| count).sum();
    let mut words = Vec::new();
    if quotes > 0 {
        let parts = parts.iter().filter(|(count, _)| *count > 0);
        let parts: Vec<_> = parts
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let noun = if quotes == 1 {
            "quotation"
        } else {
            "quotations"
        };
        words.push(format!("{quotes} {noun}: {}", parts.join(", ")));
    }
    match evidence.others {
        0 => {}
        1 => words.push("1 other piece of evidence".to_owned()),
        others => words.push(format!("{others} other pieces of evidence")),
    }
    if words.is_empty() {
        return "no evidence".to_owned();
    }
    words.join("; ")
}

/// A position and what shows it, each leading to its record.
pub(super) fn describe(ground: &Ground<'_>, holding: &Holding, document: &mut Document) {
    let records = ground.library.records();
    let sign = ground.glyphs.stance(holding.stance);
    let row = records.row(holding.position);
    let summary = match row.text {
        "" => holding.stance.to_string(),
        text => text.to_owned(),
    };
    let mut spans = vec![
        Span::new(format!("{sign} "), Role::Stance(holding.stance)),
        Span::dim(format!("{}  ", holding.stance)),
    ];
    spans.push(Span::body(summary).leading_to(ground.library, holding.position));
    document.hanging(0, 2, spans);
    let mut about = Vec::new();
    if !row.when.is_empty() {
        about.push(format!("since {}", ground.glyphs.short_date(row.when)));
    }
    if holding.held == Certainty::Possibly {
        about.push("possibly held on this day".to_owned());
    }
    match holding.word {
        Word::Own => {}
        Word::Others => {
            let names = records
                .voices(holding.position)
                .map(|voice| records.row(voice).text);
            about.push(format!(
                "asserted by {}",
                names.collect::<Vec<_>>().join(", ")
            ));
        }
        Word::Nobodys => about.push("nobody is named who says so".to_owned()),
    }
    about.push(evidence_in_words(holding.evidence));
    document.indented(
        2,
        [Span::dim(about.join(&format!(" {} ", ground.glyphs.dot())))],
    );
    for piece in records.evidence(holding.position) {
        let row = records.row(piece);
        let text = match records.kind(piece) {
            Some(RecordKind::Quote) => ground.glyphs.quoted(row.text),
            _ => row.text.to_owned(),
        };
        let dot = ground.glyphs.dot();
        let link = Span::body(text).leading_to(ground.library, piece);
        document.hanging(2, 4, [Span::dim(format!("{dot} ")), link]);
    }
}
