//! Where words come from: the chain of every quotation back to its speaker, each hop with its date
//! and grade; and how many independent sources every event and claim has.

use crate::analysis::trace::{self, Trace, Traced, Witnessed};
use crate::library::{RecordIx, Scope};
use crate::model::{Credibility, Record, RecordKind, Reliability, Source};
use crate::report::context::join;
use crate::report::document::{Document, Role, Span};
use crate::report::sheet::{CellKey, Line, Sheet};
use crate::report::{count, counted};

use super::{Chart, Ground, Set};

/// The orders of what is listed.
pub(super) const ORDERS: &[&str] = &["as listed", "the fewest sources first"];

/// The columns of a hop, in cells, each with the gap behind it: the arrow, the grade, the date.
const HOP: (u16, u16, u16, u16) = (2, 2, 4, 14);
/// The column of how many sources, in cells, with the gap behind it.
const SOURCES: u16 = 10;

/// The sources as they were traced.
#[derive(Debug)]
pub(super) struct Provenance {
    trace: Trace,
}

impl Provenance {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let mut trace = trace::of(ground.library, ground.scope, ground.selection);
        if set.order == 1 {
            trace.quotes.sort_by_key(|quote| quote.hops.len());
            for all in [&mut trace.events, &mut trace.claims] {
                all.sort_by_key(|one| (one.independent, one.sources.len()));
            }
        }
        Self { trace }
    }

    fn about(&self) -> String {
        let Trace {
            quotes,
            events,
            claims,
            unopened,
            ..
        } = &self.trace;
        let (quotes, events, claims) = (quotes.len(), events.len(), claims.len());
        let about = [
            counted(quotes, "quote", "quotes"),
            counted(events, "event", "events"),
            counted(claims, "claim", "claims"),
        ];
        let about = about.join(", ");
        match unopened {
            0 => about,
            some => format!("{about}; {} left out", count(*some)),
        }
    }

    fn witnessed(&self, ix: RecordIx) -> Option<&Witnessed> {
        let mut all = self.trace.events.iter().chain(&self.trace.claims);
        all.find(|one| one.record == ix)
    }

    fn traced(&self, ix: RecordIx) -> Option<&Traced> {
        self.trace.quotes.iter().find(|one| one.quote == ix)
    }
}

/// How many sources, and how many of them are independent, in words.
fn in_words(witnessed: &Witnessed) -> String {
    match (witnessed.sources.len(), witnessed.independent) {
        (0, _) => "no source".to_owned(),
        (1, _) => "one source".to_owned(),
        (all, 1) => format!("{} sources that rest on one", count(all)),
        (all, independent) => format!("{} independent of {}", count(independent), count(all)),
    }
}

impl Chart for Provenance {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet {
            about: self.about(),
            ..Sheet::default()
        };
        let Trace {
            quotes,
            events,
            claims,
            ..
        } = &self.trace;
        if quotes.is_empty() && events.is_empty() && claims.is_empty() {
            let kinds = [
                RecordKind::Quote,
                RecordKind::Event,
                RecordKind::Position,
                RecordKind::Figure,
            ];
            sheet.empty = match (self.trace.unopened, ground.scope) {
                (0, _) => ground.nothing("no quotation, event or claim", &kinds),
                (_, Scope::One(_)) => "the briefing is being read".to_owned(),
                (_, Scope::All) => "the briefings can no longer be read".to_owned(),
            };
            return sheet;
        }
        if !quotes.is_empty() {
            heading(
                "Quotations, and whose hands their words went through",
                width,
                &mut sheet,
            );
            for quote in quotes {
                chain(ground, quote, width, &mut sheet.lines);
            }
        }
        for (title, all) in [
            ("Events, with independent sources of all", events),
            ("Claims, with independent sources of all", claims),
        ] {
            if all.is_empty() {
                continue;
            }
            heading(title, width, &mut sheet);
            for one in all {
                sheet.lines.push(witnesses(ground, one, width));
            }
        }
        super::say_left_out(&mut sheet, self.trace.closed, width);
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let (this, of) = (RecordIx(key.0), RecordIx(key.1));
        let mut document = Document::new("Provenance");
        let library = ground.library;
        document.paragraph([named(ground, of).leading_to(library, of)]);
        let row = library.records().row(of);
        let mut about = vec![row.who.into_owned()];
        about.push(ground.glyphs.short_date(row.when).into_owned());
        about.retain(|part| !part.is_empty());
        let dot = format!(" {} ", ground.glyphs.dot());
        document.paragraph([Span::dim(about.join(&dot))]);
        let sources = if let Some(traced) = self.traced(of) {
            let hops = match traced.hops.len() {
                0 => "no source is given".to_owned(),
                1 => "the source names no other for these words".to_owned(),
                hops => format!("through {} hands", count(hops)),
            };
            document.paragraph([Span::dim(hops)]);
            &traced.hops
        } else if let Some(witnessed) = self.witnessed(of) {
            document.paragraph([Span::dim(in_words(witnessed))]);
            &witnessed.sources
        } else {
            return document;
        };
        // What is selected comes first, then the others in their order.
        let first = sources.iter().filter(|source| **source == this);
        let others = sources.iter().filter(|source| **source != this);
        let all: Vec<_> = first.chain(others).collect();
        for source in &all {
            describe(ground, **source, &mut document);
        }
        for source in all {
            caveat(ground, *source, &mut document);
        }
        document
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        let (this, of) = (RecordIx(key.0), RecordIx(key.1));
        if this == of {
            vec![this]
        } else {
            vec![this, of]
        }
    }
}

/// A record's own words: of a quotation in quotation marks.
fn named(ground: &Ground<'_>, ix: RecordIx) -> Span {
    let records = ground.library.records();
    let row = records.row(ix);
    match records.kind(ix) {
        Some(RecordKind::Quote) => Span::new(ground.glyphs.quoted(row.text), Role::Quote),
        Some(RecordKind::Position) => {
            let issue = records.issues(ix).next();
            let issue = issue.map_or("", |issue| records.row(issue).text);
            let stance = records.stance(ix).map_or("", |stance| stance.word());
            Span::body(format!("{}: {stance} {issue}", row.who))
        }
        Some(RecordKind::Figure) => {
            let said = records.said(ix);
            let amount =
                said.map(|said| crate::report::amount_of(&said.amount, said.unit, ground.glyphs));
            Span::body(format!("{}: {}", row.text, amount.unwrap_or_default()))
        }
        _ => Span::body(row.text),
    }
}

/// A source: who published it and when, what it is worth, and what it rests on itself.
fn describe(ground: &Ground<'_>, source: RecordIx, document: &mut Document) {
    let (library, glyphs) = (ground.library, ground.glyphs);
    let records = library.records();
    let row = records.row(source);
    document.blank();
    let arrow = Span::dim(format!("{} ", glyphs.back_arrow()));
    let title = Span::body(row.text).leading_to(library, source);
    document.hanging(0, 2, [arrow, title]);
    let link = |ix: RecordIx, role| Span::new(records.row(ix).text, role).leading_to(library, ix);
    let by = records.actors(source).map(|ix| vec![link(ix, Role::Actor)]);
    document.field("by", join(by, ", "));
    if !row.when.is_empty() {
        let when = glyphs.short_date(row.when);
        document.field("date", [Span::new(when, Role::Date)]);
    }
    let traits = records.source_traits(source);
    let grade = traits.and_then(|traits| Some((traits, traits.grade()?)));
    match grade {
        Some((traits, grade)) => {
            let reliability = traits.reliability.map(Reliability::meaning);
            let credibility = traits.credibility.map(Credibility::meaning);
            let meanings: Vec<_> = reliability.into_iter().chain(credibility).collect();
            let grade = Span::body(glyphs.words(&grade));
            document.field(
                "grade",
                [grade, Span::dim(format!("  {}", meanings.join("; ")))],
            );
        }
        None => document.field("grade", [Span::dim("none is given")]),
    }
    let Some((at, known)) = known(ground, source) else {
        return;
    };
    let rests_on = known.derives_from.iter();
    let rests_on = rests_on.filter_map(|id| library.find_in(at, &id.record()));
    let rests_on = rests_on.map(|ix| vec![link(ix, Role::Body)]);
    document.field("rests on", join(rests_on, ", "));
}

/// What to beware of with a source: below all hops, for it may be long.
fn caveat(ground: &Ground<'_>, source: RecordIx, document: &mut Document) {
    let caveat = known(ground, source).and_then(|(_, known)| known.caveat.as_deref());
    let Some(caveat) = caveat else { return };
    document.section(format!(
        "Beware: {}",
        ground.library.records().row(source).text
    ));
    document.paragraph([Span::new(caveat, Role::Caution)]);
}

/// A source of an open briefing, and the place of that.
fn known<'a>(ground: &Ground<'a>, source: RecordIx) -> Option<(usize, &'a Source)> {
    let records = ground.library.records();
    let at = match ground.scope {
        Scope::One(at) => at,
        Scope::All => records.briefing(source)?,
    };
    match records.record(source, ground.library.briefing(at)?)? {
        Record::Source(source) => Some((at, source)),
        _ => None,
    }
}

fn heading(title: &str, width: u16, sheet: &mut Sheet) {
    if !sheet.lines.is_empty() {
        sheet.lines.push(Line::default());
    }
    let mut line = Line::default();
    line.push((0, width), [Span::new(title, Role::Heading)], None);
    sheet.lines.push(line);
}

/// A quotation, and below it every hop of its words.
fn chain(ground: &Ground<'_>, quote: &Traced, width: u16, lines: &mut Vec<Line>) {
    let records = ground.library.records();
    let glyphs = ground.glyphs;
    let standing = ground.verdicts.standing(ground.library, quote.quote);
    let mut line = Line::default();
    let sign = Span::new(glyphs.standing(standing), Role::Standing(standing));
    line.push((0, 2), [sign], None);
    let key = |ix: RecordIx| Some(CellKey(ix.0, quote.quote.0));
    let who = records.row(quote.quote).who;
    let words = named(ground, quote.quote);
    let words = Span::new(format!("{who}: {}", words.text), Role::Quote);
    let room = width.saturating_sub(2).max(1);
    line.push((2, room), [words], key(quote.quote));
    lines.push(line);
    let (indent, arrow, grade, date) = HOP;
    if quote.hops.is_empty() {
        let mut line = Line::default();
        line.push(
            (indent, room),
            [Span::new("no source is given", Role::Caution)],
            None,
        );
        lines.push(line);
    }
    for hop in &quote.hops {
        let row = records.row(*hop);
        let mut line = Line::default();
        let mut at = indent;
        let worth = records
            .source_traits(*hop)
            .and_then(|traits| traits.grade());
        let worth = worth.unwrap_or_else(|| glyphs.dash().to_owned());
        for (text, room) in [
            (glyphs.back_arrow().to_owned(), arrow),
            (glyphs.words(&worth).into_owned(), grade),
            (glyphs.short_date(row.when).into_owned(), date),
        ] {
            line.push((at, room), [Span::dim(text)], None);
            at += room;
        }
        let room = width.saturating_sub(at).max(1);
        line.push((at, room), [Span::body(row.text)], key(*hop));
        lines.push(line);
    }
}

/// An event or a claim, and how many independent sources it has of all.
fn witnesses(ground: &Ground<'_>, one: &Witnessed, width: u16) -> Line {
    let mut line = Line::default();
    let number = match one.sources.len() {
        0 => "none".to_owned(),
        all => format!("{} of {}", count(one.independent), count(all)),
    };
    let role = if one.independent < 2 {
        Role::Dim
    } else {
        Role::Body
    };
    line.push((2, SOURCES), [Span::new(number, role)], None);
    let at = 2 + SOURCES;
    let key = CellKey(one.record.0, one.record.0);
    let room = width.saturating_sub(at).max(1);
    line.push((at, room), [named(ground, one.record)], Some(key));
    line
}
