//! What each actor could still do, in use or available or exhausted, with the positions on the same
//! issues that it would serve.

use crate::analysis::options::{self, Actor, Course, Served};
use crate::analysis::stances::Question;
use crate::library::RecordIx;
use crate::model::{OptionStatus, Record, RecordKind};
use crate::report::context::join;
use crate::report::count;
use crate::report::document::{Document, Role, Span};
use crate::report::sheet::{CellKey, Line, Sheet};

use super::matrix::describe;
use super::{Chart, Ground, Set};

/// The orders of an actor's options.
pub(super) const ORDERS: &[&str] = &["as in the file", "what is still to be had first"];

/// The width of an option's status with its sign and the gap behind it, in cells.
const STATUS: u16 = 12;
/// How far positions stand in, in cells.
const INDENT: u16 = 6;

/// The options as they were gathered.
#[derive(Debug)]
pub(super) struct Options {
    actors: Vec<Actor>,
}

impl Options {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let mut actors = options::of(&Question {
            library: ground.library,
            scope: ground.scope,
            selection: ground.selection,
            verdicts: ground.verdicts,
            day: None,
        });
        if set.order == 1 {
            for actor in &mut actors {
                actor.courses.sort_by_key(|course| course.status);
            }
        }
        Self { actors }
    }

    fn courses(&self) -> impl Iterator<Item = &Course> {
        self.actors.iter().flat_map(|actor| &actor.courses)
    }

    /// How many there are of each status; a joint one counts once.
    fn about(&self) -> String {
        let counts = [
            OptionStatus::Available,
            OptionStatus::InUse,
            OptionStatus::Exhausted,
        ];
        let counts = counts.map(|status| {
            let with = self.courses().filter(|course| course.status == status);
            let mut with: Vec<_> = with.map(|course| course.option).collect();
            with.sort_unstable();
            with.dedup();
            (with.len(), word(status))
        });
        let counts = counts.into_iter().filter(|(number, _)| *number > 0);
        let counts = counts.map(|(number, word)| format!("{} {word}", count(number)));
        counts.collect::<Vec<_>>().join(", ")
    }
}

/// A status in words.
fn word(status: OptionStatus) -> String {
    status.word().replace('_', " ")
}

impl Chart for Options {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet {
            about: self.about(),
            ..Sheet::default()
        };
        if self.actors.is_empty() {
            sheet.empty = ground.nothing("no option", &[RecordKind::Option]);
            return sheet;
        }
        let records = ground.library.records();
        for actor in &self.actors {
            if !sheet.lines.is_empty() {
                sheet.lines.push(Line::default());
            }
            let name = actor
                .actor
                .map_or("Of nobody in particular", |actor| records.row(actor).text);
            let mut line = Line::default();
            line.push((0, width), [Span::new(name, Role::Actor)], None);
            sheet.lines.push(line);
            for course in &actor.courses {
                sheet.lines.push(option(ground, course, width));
                let of = actor.actor.unwrap_or(course.option);
                for served in &course.serves {
                    sheet
                        .lines
                        .push(position(ground, (of, course, served), width));
                }
            }
        }
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let (this, option) = (RecordIx(key.0), RecordIx(key.1));
        let mut document = Document::new("Option");
        let Some(course) = self.courses().find(|course| course.option == option) else {
            return document;
        };
        let (library, glyphs) = (ground.library, ground.glyphs);
        let records = library.records();
        let link =
            |ix: RecordIx, role| Span::new(records.row(ix).text, role).leading_to(library, ix);
        let links =
            |all: Vec<RecordIx>, role| join(all.into_iter().map(|ix| vec![link(ix, role)]), ", ");
        if this != option {
            let served = self.courses().flat_map(|course| &course.serves);
            let mut served = served.filter(|served| served.holding.position == this);
            if let Some(served) = served.next() {
                "Position".clone_into(&mut document.heading);
                document.paragraph([link(served.actor, Role::Actor)]);
                document.paragraph([Span::dim("on "), link(served.issue, Role::Body)]);
                document.blank();
                describe(ground, &served.holding, &mut document);
                document.section("Would be served by");
            }
        }
        document.paragraph([link(option, Role::Title)]);
        let sign = glyphs.option_status(course.status);
        document.paragraph([Span::dim(format!("{sign} {}", word(course.status)))]);
        if let Some(summary) = summary(ground, option) {
            document.blank();
            document.paragraph([Span::body(summary)]);
        }
        document.blank();
        document.field("of", links(records.actors(option).collect(), Role::Actor));
        document.field("about", links(records.issues(option).collect(), Role::Body));
        document.field(
            "sources",
            links(records.sources(option).collect(), Role::Body),
        );
        document.section("Positions on its issues");
        let mut listed = false;
        for actor in &self.actors {
            let same = actor.courses.iter().filter(|one| one.option == option);
            for served in same.flat_map(|one| &one.serves) {
                listed = true;
                let who = link(served.actor, Role::Actor);
                document.paragraph([who, Span::dim(" on "), link(served.issue, Role::Body)]);
                describe(ground, &served.holding, &mut document);
            }
        }
        if !listed {
            let words = "None of its actor or that actor’s people is listed.";
            document.paragraph([Span::dim(glyphs.words(words))]);
        }
        document
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        let (this, option) = (RecordIx(key.0), RecordIx(key.1));
        if this == option {
            let of = self.courses().find(|course| course.option == option);
            let served = of.into_iter().flat_map(|course| &course.serves);
            let served = served.map(|served| served.holding.position);
            return std::iter::once(option).chain(served).collect();
        }
        vec![this, option]
    }
}

/// A few sentences about an option, where its briefing is open.
fn summary(ground: &Ground<'_>, option: RecordIx) -> Option<String> {
    let records = ground.library.records();
    let briefing = ground.library.briefing(records.briefing(option)?)?;
    match records.record(option, briefing)? {
        Record::Option(option) => option.summary.clone(),
        _ => None,
    }
}

/// An option with its status by sign and word.
fn option(ground: &Ground<'_>, course: &Course, width: u16) -> Line {
    let mut line = Line::default();
    let sign = ground.glyphs.option_status(course.status);
    let status = Span::dim(format!("{sign} {}", word(course.status)));
    line.push((2, STATUS), [status], None);
    let at = 2 + STATUS;
    let title = ground.library.records().row(course.option).text;
    let key = CellKey(course.option.0, course.option.0);
    let room = width.saturating_sub(at).max(1);
    line.push((at, room), [Span::body(title)], Some(key));
    line
}

/// A position that an option would serve: whose it is where it is not the actor's, the stance by
/// sign and word, in brackets where others say so, and the issue.
fn position(
    ground: &Ground<'_>,
    (of, course, served): (RecordIx, &Course, &Served),
    width: u16,
) -> Line {
    let records = ground.library.records();
    let stance = served.holding.stance;
    let sign = ground.glyphs.stance(stance);
    let mut says = format!("{sign} {stance}");
    if !served.is_own() {
        says = format!("({says})");
    }
    let mut line = Line::default();
    let whose = match served.actor {
        actor if actor == of => String::new(),
        actor => format!("{}: ", records.row(actor).text),
    };
    let issue = records.row(served.issue).text;
    let key = CellKey(served.holding.position.0, course.option.0);
    let room = width.saturating_sub(INDENT).max(1);
    let arrow = ground.glyphs.arrow();
    line.push((INDENT - 2, 2), [Span::dim(arrow)], None);
    let text = format!("{whose}{says} {issue}");
    line.push(
        (INDENT, room),
        [Span::new(text, Role::Stance(stance))],
        Some(key),
    );
    line
}
