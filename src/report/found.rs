//! A record that was found, before it is opened: what its columns say of it, with the words marked.

use crate::library::search::{Field, Line, Marker, Shown};
use crate::library::{Library, RecordKey, Verdicts};
use crate::model::RecordKind;

use super::document::{Document, Role, Span};
use super::glyph::GlyphSet;
use super::{overview, preview};

/// What there is to say of something that was found; nothing is read for it.
pub fn document(
    (library, verdicts): (&Library, &Verdicts),
    (found, marker): (&Shown, &Marker),
    glyphs: GlyphSet,
) -> Document {
    let Some(at) = library.position(&found.file) else {
        return Document::new("Preview");
    };
    let Some(id) = &found.id else {
        return preview::document((library, verdicts), at, glyphs);
    };
    let key = RecordKey {
        file: found.file.clone(),
        id: id.clone(),
    };
    let mut document = Document::new("Preview");
    let lines = library.find(&key).map(|ix| library.lines(ix, marker));
    let (main, rest): (Vec<Line>, Vec<Line>) = lines
        .unwrap_or_default()
        .into_iter()
        .partition(|line| line.field == Field::Main);
    let is_quote = id.kind == RecordKind::Quote;
    let role = if is_quote { Role::Quote } else { Role::Title };
    for line in &main {
        let mut spans = marked(line, role);
        if is_quote {
            let (open, close) = glyphs.quotation_marks();
            spans.insert(0, Span::new(open, role));
            spans.push(Span::new(close, role));
        }
        document.paragraph(spans);
    }
    document.blank();
    document.field("what", [Span::body(id.kind.noun())]);
    if !found.who.is_empty() {
        let (marks, _) = marker.marks(&found.who);
        let who = Line {
            field: Field::Who,
            text: found.who.clone(),
            marks,
            place: None,
        };
        document.field("who", marked(&who, Role::Actor));
    }
    if !found.when.is_empty() {
        let sure = if found.sure { "" } else { " ?" };
        let when = format!("{}{sure}", glyphs.short_date(&found.when));
        document.field("when", [Span::new(when, Role::Date)]);
    }
    for line in &rest {
        if line.field == Field::Name {
            document.field("also", marked(line, Role::Body));
        }
    }
    if let Some(place) = &found.line.place {
        let [before, after] = &place.around;
        document.blank();
        document.paragraph([Span::dim(before)]);
        document.paragraph(marked(&found.line, Role::Body));
        document.paragraph([Span::dim(after)]);
    }
    for line in &rest {
        if line.field == Field::Rest {
            document.blank();
            document.paragraph(marked(line, Role::Body));
        }
    }
    if let Some(card) = library.card(at) {
        document.section("Briefing");
        document.paragraph([Span::body(&card.title)]);
        let day = overview::day(card.as_of);
        document.field("as of", [Span::body(day)]);
        document.field("file", [Span::body(&*found.file)]);
        if let Some(place) = &found.line.place {
            let file = place.file.as_deref().unwrap_or(&found.file);
            let line = place.line;
            document.field("text", [Span::body(format!("{file}, line {line}"))]);
        }
    }
    document
}

/// A line as spans: its words as the passage that was asked for.
fn marked(line: &Line, role: Role) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut done = 0;
    for mark in &line.marks {
        let before = line.text.get(done..mark.start).unwrap_or_default();
        let words = line.text.get(mark.clone()).unwrap_or_default();
        spans.extend([Span::new(before, role), Span::new(words, Role::Passage)]);
        done = mark.end;
    }
    let rest = line.text.get(done..).unwrap_or_default();
    spans.push(Span::new(rest, role));
    spans.retain(|span| !span.text.is_empty());
    spans
}
