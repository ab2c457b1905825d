//! The same quantity as different actors claim it, or for different days: figures as bars, those of
//! one quantity on one scale.

use crate::analysis::figures::{self, Figure, Quantity};
use crate::library::{RecordIx, Scope};
use crate::model::{Amount, RecordKind};
use crate::report::context::join;
use crate::report::document::{Document, Role, Span};
use crate::report::glyph::GlyphSet;
use crate::report::sheet::{CellKey, Line, Sheet};
use crate::report::{amount_of, count, counted, grouped};
use crate::text::width::width;

use super::{Chart, Ground, Set};

/// The orders of the figures of a quantity.
pub(super) const ORDERS: &[&str] = &["as in the file", "the largest first", "the newest first"];

/// How far lines stand in below the name of their quantity, in cells: a sign, and a space.
const INDENT: u16 = 2;

/// The figures as they were gathered.
#[derive(Debug)]
pub(super) struct Figures {
    /// Those that name a quantity first, then those that name none.
    quantities: Vec<Quantity>,
}

impl Figures {
    pub(super) fn of(ground: &Ground<'_>, set: Set) -> Self {
        let mut quantities = figures::quantities(ground.library, ground.scope, ground.selection);
        quantities.sort_by_key(|quantity| quantity.name.is_none());
        let records = ground.library.records();
        for quantity in &mut quantities {
            let figures = &mut quantity.figures;
            match set.order {
                1 => figures.sort_by(|one, other| largest(other).total_cmp(&largest(one))),
                2 => figures.sort_by_key(|figure| {
                    let date = records.bounds(figure.ix);
                    std::cmp::Reverse(date.map_or(i32::MIN, |date| date.days()[3]))
                }),
                _ => {}
            }
        }
        Self { quantities }
    }

    fn about(&self) -> String {
        let figures: usize = self.quantities.iter().map(|one| one.figures.len()).sum();
        let named = self.quantities.iter().filter(|one| one.name.is_some());
        let contested = named.clone().filter(|one| one.is_contested()).count();
        let quantities = counted(named.count(), "quantity", "quantities");
        let figures = counted(figures, "figure", "figures");
        match contested {
            0 => format!("{figures}, {quantities}"),
            some => format!("{figures}, {quantities}, {} contested", count(some)),
        }
    }

    fn find(&self, key: CellKey) -> Option<(&Quantity, &Figure)> {
        let all = self.quantities.iter();
        let mut all = all.flat_map(|one| one.figures.iter().map(move |figure| (one, figure)));
        all.find(|(_, figure)| figure.ix.0 == key.0)
    }
}

/// The most that an amount may be; words come last.
fn largest(figure: &Figure) -> f64 {
    match figure.amount {
        Amount::Value { value } => value,
        Amount::Range { low, high } => high.or(low).unwrap_or(f64::NEG_INFINITY),
        Amount::Words { .. } => f64::NEG_INFINITY,
    }
}

/// Who claims a figure, and for when.
fn claim(ground: &Ground<'_>, ix: RecordIx) -> String {
    let row = ground.library.records().row(ix);
    let who = match &*row.who {
        "" => "nobody is named",
        who => who,
    };
    match row.when {
        "" => who.to_owned(),
        when => {
            let when = ground.glyphs.short_date(when);
            format!("{who} {} {when}", ground.glyphs.dot())
        }
    }
}

/// What a figure rests on, each with its grade, after who claims it.
fn claim_with_sources(ground: &Ground<'_>, ix: RecordIx) -> String {
    let records = ground.library.records();
    let mut parts = vec![claim(ground, ix)];
    parts.extend(records.sources(ix).map(|source| {
        let title = records.row(source).text;
        let grade = records.source_traits(source).and_then(|one| one.grade());
        grade.map_or_else(
            || title.to_owned(),
            |grade| format!("{title} {}", ground.glyphs.words(&grade)),
        )
    }));
    parts.join(&format!(" {} ", ground.glyphs.dot()))
}

impl Chart for Figures {
    fn sheet(&self, ground: &Ground<'_>, width: u16) -> Sheet {
        let mut sheet = Sheet {
            about: self.about(),
            ..Sheet::default()
        };
        if self.quantities.is_empty() {
            sheet.empty = ground.nothing("no figure", &[RecordKind::Figure]);
            return sheet;
        }
        let mut before: Option<&Quantity> = None;
        for quantity in &self.quantities {
            // What names no quantity stands under one heading.
            if quantity.name.is_some() || before.is_none_or(|before| before.name.is_some()) {
                if before.is_some() {
                    sheet.lines.push(Line::default());
                }
                sheet.lines.push(heading(ground, quantity, width));
            }
            let amounts = quantity
                .figures
                .iter()
                .map(|one| number(one, ground.glyphs));
            let room = amounts.map(|text| self::width(&text)).max().unwrap_or(0) as u16;
            let beside = beside(ground, quantity, width);
            for figure in &quantity.figures {
                title(ground, figure, (beside, width), &mut sheet.lines);
                sheet
                    .lines
                    .push(amount(ground, (quantity, figure), (room, width)));
            }
            before = Some(quantity);
        }
        sheet
    }

    fn document(&self, ground: &Ground<'_>, key: CellKey) -> Document {
        let mut document = Document::new("Figure");
        let Some((quantity, figure)) = self.find(key) else {
            return document;
        };
        let (library, glyphs) = (ground.library, ground.glyphs);
        let records = library.records();
        let row = records.row(figure.ix);
        let link =
            |ix: RecordIx, role| Span::new(records.row(ix).text, role).leading_to(library, ix);
        let unit = quantity.unit.as_deref();
        let says = amount_of(&figure.amount, unit, glyphs);
        document.paragraph([Span::new(says, Role::Title)]);
        document.paragraph([link(figure.ix, Role::Body)]);
        document.blank();
        let commas = |spans: Vec<Span>| join(spans.into_iter().map(|span| vec![span]), ", ");
        let actors = records.actors(figure.ix);
        let actors: Vec<_> = actors.map(|ix| link(ix, Role::Actor)).collect();
        if actors.is_empty() {
            document.field("claimed by", [Span::dim("nobody is named")]);
        }
        document.field("claimed by", commas(actors));
        if !row.when.is_empty() {
            let when = glyphs.short_date(row.when);
            document.field("as of", [Span::new(when, Role::Date)]);
        }
        let issues = records.issues(figure.ix);
        document.field(
            "about",
            commas(issues.map(|ix| link(ix, Role::Body)).collect()),
        );
        for source in records.sources(figure.ix) {
            let mut spans = vec![link(source, Role::Body)];
            let grade = records.source_traits(source).and_then(|one| one.grade());
            spans.extend(grade.map(|grade| {
                let grade = glyphs.words(&grade).into_owned();
                Span::dim(format!(" {} {grade}", glyphs.dot()))
            }));
            document.field("source", spans);
        }
        others(ground, (quantity, figure), &mut document);
        document
    }

    fn records(&self, key: CellKey) -> Vec<RecordIx> {
        let found = self.find(key);
        found.map_or_else(Vec::new, |(_, figure)| {
            let rivals = figure.rivals.iter().copied();
            std::iter::once(figure.ix).chain(rivals).collect()
        })
    }
}

/// The other figures of the quantity, and how far they are from this one.
fn others(ground: &Ground<'_>, (quantity, figure): (&Quantity, &Figure), document: &mut Document) {
    let others = quantity.figures.iter().filter(|one| one.ix != figure.ix);
    let others: Vec<_> = others.collect();
    if others.is_empty() {
        return;
    }
    let glyphs = ground.glyphs;
    document.section(format!("The same quantity {}", count(others.len())));
    for other in others {
        let contested = figure.rivals.contains(&other.ix);
        let sign = if contested {
            glyphs.contested()
        } else {
            glyphs.dot()
        };
        let row = ground.library.records().row(other.ix);
        let says = amount_of(&other.amount, quantity.unit.as_deref(), glyphs);
        let label = Span::body(row.text).leading_to(ground.library, other.ix);
        let colon = Span::body(format!(": {says}"));
        document.hanging(0, 2, [Span::dim(format!("{sign} ")), label, colon]);
        let mut about = Vec::new();
        if contested {
            about.push("contested".to_owned());
        }
        about.extend(difference(&figure.amount, &other.amount));
        about.push(claim_with_sources(ground, other.ix));
        let about = about.join(&format!(" {} ", glyphs.dot()));
        document.indented(2, [Span::dim(about)]);
    }
}

/// How much more or less another amount is, where both are one number.
fn difference(one: &Amount, other: &Amount) -> Option<String> {
    let (Amount::Value { value: one }, Amount::Value { value: other }) = (one, other) else {
        return None;
    };
    // Fractions of a decimal number are not exact in binary.
    let more = ((other - one) * 1e6).round() / 1e6;
    match more.total_cmp(&0.0) {
        std::cmp::Ordering::Greater => Some(format!("{} more", grouped(more))),
        std::cmp::Ordering::Less => Some(format!("{} less", grouped(-more))),
        std::cmp::Ordering::Equal => Some("the same".to_owned()),
    }
}

/// The line above the figures of a quantity.
fn heading(ground: &Ground<'_>, quantity: &Quantity, width: u16) -> Line {
    let mut line = Line::default();
    let Some(name) = &quantity.name else {
        let words = "Of no quantity that is named: nothing to compare with";
        line.push((0, width), [Span::new(words, Role::Heading)], None);
        return line;
    };
    let mut spans = vec![Span::new(name, Role::Heading)];
    let dot = ground.glyphs.dot();
    if let Some(unit) = &quantity.unit {
        spans.push(Span::dim(format!(" {dot} {unit}")));
    }
    if quantity.is_contested() {
        let sign = ground.glyphs.contested();
        spans.push(Span::dim(format!(" {dot} ")));
        spans.push(Span::new(format!("{sign} contested"), Role::Caution));
    }
    if ground.scope == Scope::All {
        let records = ground.library.records();
        let first = quantity.figures.first();
        let issue = first.and_then(|figure| records.issues(figure.ix).next());
        let issue = issue.map(|issue| records.row(issue).text);
        spans.extend(issue.map(|issue| Span::dim(format!(" {dot} {issue}"))));
    }
    line.push((0, width), spans, None);
    line
}

/// The column in which stands who claims the figures of a quantity, behind what they are of: all in
/// one column, where there is room for all; else none, and each stands below.
fn beside(ground: &Ground<'_>, quantity: &Quantity, room: u16) -> Option<u16> {
    let widest = |text: &dyn Fn(&Figure) -> usize| quantity.figures.iter().map(text).max();
    let records = ground.library.records();
    let names = widest(&|figure| width(records.row(figure.ix).text))?;
    let claims = widest(&|figure| width(&claim(ground, figure.ix)))?;
    let at = usize::from(INDENT) + names + 2;
    let at = (at + claims <= usize::from(room)).then_some(at)?;
    u16::try_from(at).ok()
}

/// What a figure is of, and who claims it: in a column behind it, or below it.
fn title(
    ground: &Ground<'_>,
    figure: &Figure,
    (beside, room): (Option<u16>, u16),
    lines: &mut Vec<Line>,
) {
    let mut line = Line::default();
    if !figure.rivals.is_empty() {
        let sign = Span::new(ground.glyphs.contested(), Role::Caution);
        line.push((0, INDENT), [sign], None);
    }
    let text = ground.library.records().row(figure.ix).text;
    let least = room.saturating_sub(INDENT).max(1);
    let wide = u16::try_from(width(text))
        .unwrap_or(u16::MAX)
        .clamp(1, least);
    let key = CellKey(figure.ix.0, figure.ix.0);
    line.push((INDENT, wide), [Span::body(text)], Some(key));
    let claim = [Span::dim(claim_with_sources(ground, figure.ix))];
    if let Some(at) = beside {
        line.push((at, room.saturating_sub(at)), claim, None);
        lines.push(line);
        return;
    }
    lines.push(line);
    let mut below = Line::default();
    below.push((INDENT, least), claim, None);
    lines.push(below);
}

/// An amount as a number without its unit; empty where it is only words.
fn number(figure: &Figure, glyphs: GlyphSet) -> String {
    match figure.amount {
        Amount::Words { .. } => String::new(),
        _ => amount_of(&figure.amount, None, glyphs),
    }
}

/// How much: the number, and a bar beside it.
fn amount(
    ground: &Ground<'_>,
    (quantity, figure): (&Quantity, &Figure),
    (column, room): (u16, u16),
) -> Line {
    let glyphs = ground.glyphs;
    let unit = quantity.unit.as_deref();
    let mut line = Line::default();
    let whole = room.saturating_sub(INDENT).max(1);
    if let Amount::Words { value_text } = &figure.amount {
        let words = if value_text.contains(['“', '”', '"']) {
            value_text.clone()
        } else {
            glyphs.quoted(value_text)
        };
        let says = unit.map_or_else(|| words.clone(), |unit| format!("{words} {unit}"));
        let spans = [Span::body(says), Span::dim(", in words, so without a bar")];
        line.push((INDENT, whole), spans, None);
        return line;
    }
    if quantity.name.is_none() {
        let says = amount_of(&figure.amount, unit, glyphs);
        line.push((INDENT, whole), [Span::body(says)], None);
        return line;
    }
    let number = number(figure, glyphs);
    let before = usize::from(column).saturating_sub(width(&number));
    let number = format!("{}{number}", " ".repeat(before));
    line.push((INDENT, column.min(whole)), [Span::body(number)], None);
    let at = INDENT.saturating_add(column).saturating_add(1);
    let cells = room.saturating_sub(at);
    if cells > 1 {
        let bar = bar(&figure.amount, quantity.scale, cells, glyphs);
        line.push((at, cells), bar, None);
    }
    line
}

/// A bar from 0 to an amount: full up to what it is at least, light from there to what it may be. The
/// last cell is for a sign that there is no upper bound.
fn bar(amount: &Amount, scale: (f64, f64), cells: u16, glyphs: GlyphSet) -> Vec<Span> {
    let (low, high, is_open) = match *amount {
        Amount::Value { value } => (value, value, false),
        Amount::Range { low, high } => {
            let high_or_low = high.or(low).unwrap_or(0.0);
            let low = low.unwrap_or_else(|| high_or_low.min(0.0));
            (low, high_or_low, high.is_none())
        }
        Amount::Words { .. } => return Vec::new(),
    };
    let room = cells.saturating_sub(1);
    let place = |number: f64| {
        let (from, to) = scale;
        // As parts of the whole: the difference of two very large numbers is none.
        let whole = to.max(-from);
        if whole <= 0.0 {
            return 0;
        }
        let (from, to, number) = (from / whole, to / whole, number / whole);
        let part = (number - from) / (to - from) * f64::from(room);
        // The cells of which it reaches the middle.
        let cells = (0..room).take_while(|cell| f64::from(*cell) + 0.5 <= part);
        cells.count()
    };
    let (zero, from, to) = (place(0.0), place(low), place(high));
    let full = |cells: usize| Span::body(glyphs.full_bar().repeat(cells));
    let light = |cells: usize| Span::dim(glyphs.light_bar().repeat(cells));
    let (start, parts) = if high < 0.0 {
        (
            from,
            [
                light(to.saturating_sub(from)),
                full(zero.saturating_sub(to)),
            ],
        )
    } else {
        let start = if low > 0.0 { zero } else { from };
        (
            start,
            [
                full(from.saturating_sub(start)),
                light(to.saturating_sub(from)),
            ],
        )
    };
    let mut spans = vec![Span::body(" ".repeat(start))];
    let is_empty = parts.iter().all(|part| part.text.is_empty());
    spans.extend(parts);
    // What is not nothing is seen, however little it is.
    if is_empty && (low > 0.0 || high < 0.0) {
        spans.push(Span::body(glyphs.sliver()));
    }
    if is_open {
        spans.push(Span::dim(glyphs.arrow()));
    }
    spans.retain(|span| !span.text.is_empty());
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(amount: &Amount, scale: (f64, f64)) -> String {
        let spans = bar(amount, scale, 11, GlyphSet::Ascii);
        spans.into_iter().map(|span| span.text).collect()
    }

    #[test]
    fn bars_begin_at_nothing_and_end_at_the_amount() {
        let value = |value| Amount::Value { value };
        let range = |low, high| Amount::Range { low, high };
        for (amount, scale, expected) in [
            (value(10.0), (0.0, 10.0), "##########"),
            (value(6.0), (0.0, 10.0), "######"),
            (value(0.0), (0.0, 10.0), ""),
            (value(0.01), (0.0, 10.0), "|"),
            (value(0.0), (0.0, 0.0), ""),
            (range(Some(4.0), Some(7.0)), (0.0, 10.0), "####:::"),
            (range(Some(4.0), None), (0.0, 10.0), "####>"),
            (range(None, Some(7.0)), (0.0, 10.0), ":::::::"),
            (value(-5.0), (-5.0, 5.0), "#####"),
            (value(5.0), (-5.0, 5.0), "     #####"),
            (range(Some(-5.0), Some(-2.0)), (-5.0, 5.0), ":::##"),
            (range(Some(-2.0), Some(2.0)), (-5.0, 5.0), "   ::::"),
            (value(f64::MAX), (f64::MIN, f64::MAX), "     #####"),
        ] {
            assert_eq!(drawn(&amount, scale), expected, "{amount:?}");
        }
    }

    #[test]
    fn differences_are_told_as_decimal_numbers() {
        let value = |value| Amount::Value { value };
        for (one, other, expected) in [
            (44.2, 51.9, "7.7 more"),
            (800_000.0, 600_000.0, "200,000 less"),
            (3.0, 3.0, "the same"),
        ] {
            let told = difference(&value(one), &value(other));
            assert_eq!(told.as_deref(), Some(expected));
        }
        let range = Amount::Range {
            low: Some(1.0),
            high: None,
        };
        assert_eq!(difference(&value(1.0), &range), None);
    }
}
