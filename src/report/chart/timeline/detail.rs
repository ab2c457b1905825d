//! What is behind a cell of the timeline, in words.

use std::fmt::Write as _;

use crate::analysis::timeline::{Column, Lane, Lanes, Mark, Scale, Standing, Whose};
use crate::library::records::date_of;
use crate::library::{RecordIx, Standing as OfWords};
use crate::model::{Date, Record};
use crate::report::chart::Ground;
use crate::report::count;
use crate::report::document::{Document, Role, Span};
use crate::report::sheet::CellKey;

use super::{Times, day, sign_of};

/// How many records of a cell or lane are listed.
const LISTED: usize = 200;

impl Times {
    /// The records of a cell.
    pub(super) fn of_cell(&self, ground: &Ground<'_>, lane: &Lane, column: usize) -> Document {
        let mut document = Document::new("Time");
        let Some(when) = self.axis().columns.get(column) else {
            return document;
        };
        document.paragraph([self.named(ground, lane)]);
        let words = words(self.axis().scale, *when);
        let words = ground.glyphs.words(&words).into_owned();
        document.paragraph([Span::new(words, Role::Date)]);
        document.blank();
        let column = column as u32;
        let standing = lane.within(column);
        for one in standing.iter().take(LISTED) {
            let possibly = (!one.is_certain).then(|| self.possibly());
            describe(ground, (one.record, possibly), &mut document);
        }
        more(standing.len(), &mut document);
        let mut through = lane.through(column).peekable();
        if through.peek().is_some() {
            document.section("Also then, or possibly");
        }
        let mut others = 0;
        for (record, mark) in through {
            others += 1;
            if others <= LISTED {
                let how = match mark {
                    Mark::Lasts => "lasting then".to_owned(),
                    Mark::Possibly | Mark::Before | Mark::After => self.possibly(),
                };
                describe(ground, (record, Some(how)), &mut document);
            }
        }
        more(others, &mut document);
        document
    }

    /// All records of a lane.
    pub(super) fn of_lane(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let mut document = Document::new("Time");
        let Some(lane) = self.lane(key) else {
            return document;
        };
        document.paragraph([self.named(ground, lane)]);
        document.blank();
        for one in lane.standing.iter().take(LISTED) {
            describe(ground, (one.record, None), &mut document);
        }
        more(lane.standing.len(), &mut document);
        document
    }

    fn possibly(&self) -> String {
        match self.axis().scale {
            Scale::Day => "possibly on this day".to_owned(),
            scale => format!("possibly in this {}", scale.word()),
        }
    }

    /// The name of a lane, leading to its actor or issue.
    fn named(&self, ground: &Ground<'_>, lane: &Lane) -> Span {
        let (name, role) = self.name(ground.library, lane.of);
        let span = Span::new(name, role);
        match lane.of {
            Whose::Of(ix) => span.leading_to(ground.library, ix),
            Whose::Nobodys | Whose::Everybodys => span,
        }
    }

    /// Every record once, by when it was, as plain text.
    pub(super) fn list(&self, ground: &Ground<'_>) -> String {
        let whole = (ground.library, ground.scope);
        let one = self.dated.timeline(whole, (Lanes::One, self.axis().scale));
        let mut out = String::new();
        for lane in &one.lanes {
            for group in lane.standing.chunk_by(|a, b| a.column == b.column) {
                let column = group.first().map_or(0, |one| one.column as usize);
                if let Some(column) = one.axis.columns.get(column) {
                    let words = words(one.axis.scale, *column);
                    let _ = writeln!(out, "\n{}", ground.glyphs.words(&words));
                }
                for standing in group {
                    out.push_str(&self.listed(ground, *standing));
                }
            }
        }
        out
    }

    fn listed(&self, ground: &Ground<'_>, one: Standing) -> String {
        let (sign, word) = (sign_of(ground, one.record).0, word(ground, one.record));
        let mut about = vec![when(ground, one.record)];
        let who = ground.library.records().row(one.record).who;
        if !who.is_empty() {
            about.push(who.into_owned());
        }
        about.push(word);
        if !one.is_certain {
            about.push(self.possibly());
        }
        let text = text(ground, one.record);
        let between = format!(" {} ", ground.glyphs.dot());
        format!("  {sign} {text}\n    {}\n", about.join(&between))
    }
}

/// Says how many are not listed.
fn more(all: usize, document: &mut Document) {
    let more = all.saturating_sub(LISTED);
    if more > 0 {
        let words = format!("{} more: look closer, or narrow the filter", count(more));
        document.paragraph([Span::dim(words)]);
    }
}

/// A record with when it was, who, and how sure it is, leading to it.
fn describe(
    ground: &Ground<'_>,
    (record, how): (RecordIx, Option<String>),
    document: &mut Document,
) {
    let (sign, role) = sign_of(ground, record);
    let link = Span::body(text(ground, record)).leading_to(ground.library, record);
    document.hanging(0, 2, [Span::new(format!("{sign} "), role), link]);
    let mut about = vec![when(ground, record)];
    let who = ground.library.records().row(record).who;
    if !who.is_empty() {
        about.push(who.into_owned());
    }
    about.push(word(ground, record));
    about.extend(how);
    let between = format!(" {} ", ground.glyphs.dot());
    document.indented(2, [Span::dim(about.join(&between))]);
}

/// The title of an event, or the words of a quotation.
fn text(ground: &Ground<'_>, record: RecordIx) -> String {
    let text = ground.library.records().row(record).text;
    match ground.library.records().event_status(record) {
        Some(_) => text.to_owned(),
        None => ground.glyphs.quoted(text),
    }
}

/// How sure an event is, or what is known of a quotation's words.
fn word(ground: &Ground<'_>, record: RecordIx) -> String {
    if let Some(status) = ground.library.records().event_status(record) {
        return status.word().to_owned();
    }
    match ground.verdicts.standing(ground.library, record) {
        OfWords::Pending => "being checked".to_owned(),
        OfWords::NotAsked => "a paraphrase".to_owned(),
        OfWords::InSource(verdict) => verdict.word().to_owned(),
        OfWords::InAccount(verdict) => format!("{verdict}, in our account"),
    }
}

/// When a record was: in words with those of the source where its briefing is open, else short.
fn when(ground: &Ground<'_>, record: RecordIx) -> String {
    let records = ground.library.records();
    let briefing = records.briefing(record);
    let briefing = briefing.and_then(|at| ground.library.briefing(at));
    let open = briefing.and_then(|briefing| records.record(record, briefing));
    let Some(open) = open else {
        let short = records.row(record).when;
        return ground.glyphs.short_date(short).into_owned();
    };
    let date = date_of(&open).map_or_else(String::new, Date::words);
    let date = ground.glyphs.words(&date);
    let own = match open {
        Record::Event(event) => event.when_text.as_deref(),
        Record::Quote(quote) => quote.said_text.as_deref(),
        _ => None,
    };
    own.map_or_else(
        || date.clone().into_owned(),
        |own| format!("{date} ({})", ground.glyphs.quoted(own)),
    )
}

/// The days of a column in words.
fn words(scale: Scale, column: Column) -> String {
    let (first, last) = (day(column.first), day(column.last));
    let expression = match (column.gap, scale) {
        (None, Scale::Day) => first.format("%Y-%m-%d").to_string(),
        (None, Scale::Month) => first.format("%Y-%m").to_string(),
        (None, Scale::Year) => first.format("%Y").to_string(),
        _ => format!("{}/{}", first.format("%Y-%m-%d"), last.format("%Y-%m-%d")),
    };
    Date::parse(&expression).map_or(expression, |date| date.words())
}
