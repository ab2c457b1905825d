//! The text of a source, opened at the words that a record rests on.

mod text;

use std::ops::Range;
use std::sync::Arc;

use crate::anchor::{Finding, Nearest, Selector};
use crate::format::SourceText;
use crate::model::{
    Date, Quote, QuoteId, Record, RecordId, RecordKind, Source, SourceId, TextKind, Verdict,
    Wording,
};

use super::context::Context;
use super::detail;
use super::document::{Document, Paragraph, Part, PassageTarget, Role, Span, Target};
use text::{
    Mark, disjoint, ends_paragraph, paragraphs, spans, starts_paragraph, word_end, word_start,
};

/// How much of the text around a quotation its excerpt shows, on each side, in bytes.
const AROUND: usize = 240;

/// The quotations from a source, in the order in which they stand in its text; those that are not
/// found come last, in the order of the file.
pub fn quotes_in_order(context: &Context<'_>, source: Option<&SourceId>) -> Vec<QuoteId> {
    let Some(source) = source else {
        return Vec::new();
    };
    let quotes = (RecordKind::Quote, &*context.briefing.quotes);
    let quotes = context.of(&source.record(), quotes);
    let mut found: Vec<_> = quotes
        .filter(|quote| quote.source.as_ref() == Some(source))
        .map(|quote| {
            let asked = of_quote(context, quote, 0);
            let start = asked.places().first().map(|place| place.start);
            (start.unwrap_or(usize::MAX), quote.id.clone())
        })
        .collect();
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, id)| id).collect()
}

/// What became of the words that were asked for. Places are bytes of the text as it is shown.
enum Asked {
    /// None were: the source as a whole.
    Nothing,
    /// They stand here, at one of so many places.
    Found(Vec<Range<usize>>, usize),
    /// They do not stand in the text, but something close does.
    Near(Vec<Range<usize>>, Arc<Finding>),
    /// They do not stand in the text.
    Lost,
}

impl Asked {
    fn places(&self) -> &[Range<usize>] {
        match self {
            Self::Found(places, _) | Self::Near(places, _) => places,
            Self::Nothing | Self::Lost => &[],
        }
    }

    /// What a finding says of the words. Of several places that may be meant, the one asked for.
    fn of(finding: &Arc<Finding>, text: &SourceText, candidate: usize) -> Self {
        let shown = |ranges: &[Range<usize>]| -> Vec<Range<usize>> {
            let map = text.map();
            ranges
                .iter()
                .map(|range| map.range_to_derived(range.clone()))
                .collect()
        };
        match finding.verdict {
            Some(Verdict::Ambiguous) => {
                let count = finding.candidates.len();
                let places = finding.candidates.get(candidate).map(Vec::as_slice);
                Self::Found(shown(places.unwrap_or_default()), count)
            }
            Some(Verdict::Altered) => match &finding.nearest {
                Some(nearest) => {
                    let range = nearest.range.clone();
                    Self::Near(shown(&[range]), Arc::clone(finding))
                }
                None => Self::Lost,
            },
            Some(verdict) if verdict.is_verified() => Self::Found(shown(&finding.pieces), 1),
            _ => Self::Lost,
        }
    }
}

/// Where the words of a quotation stand in the text of its source.
fn of_quote(context: &Context<'_>, quote: &Quote, candidate: usize) -> Asked {
    let text = quote
        .source
        .as_ref()
        .and_then(|source| text_of(context, source));
    let Some(text) = text else { return Asked::Lost };
    let finding = context
        .verification
        .and_then(|known| known.quote(&quote.id));
    if let Some(finding) = finding.filter(|finding| finding.verdict.is_some()) {
        return Asked::of(finding, text, candidate);
    }
    // Pending, or a paraphrase: where the words stand, without a verdict.
    let pieces: Vec<_> = quote.pieces.iter().map(Wording::original).collect();
    let selector = Selector {
        pieces: &pieces,
        prefix: quote.prefix.as_ref().map(Wording::original),
        suffix: quote.suffix.as_ref().map(Wording::original),
    };
    let source = quote.source.as_ref();
    let places = source.map(|source| locate(context, source, &selector));
    match places {
        Some(places) if !places.is_empty() => Asked::Found(places, 1),
        _ => Asked::Lost,
    }
}

/// Where some words stand in the text of a source, before there is a verdict on them.
fn locate(context: &Context<'_>, source: &SourceId, selector: &Selector<'_>) -> Vec<Range<usize>> {
    let haystack = context.library.haystack(context.at, source);
    let Some((haystack, text)) = haystack.zip(text_of(context, source)) else {
        return Vec::new();
    };
    let found = haystack.locate(selector).into_iter();
    found
        .map(|range| text.map().range_to_derived(range))
        .collect()
}

/// Where the words stand that a record takes from a source.
fn of_record(context: &Context<'_>, place: &PassageTarget) -> Asked {
    let Some(id) = &place.record else {
        return Asked::Nothing;
    };
    let Some(record) = context.briefing.record(id.slug.as_str()) else {
        return Asked::Nothing;
    };
    if let Record::Quote(quote) = record {
        return of_quote(context, quote, place.candidate);
    }
    let Some(text) = text_of(context, &place.source) else {
        return Asked::Nothing;
    };
    let Some(known) = context.verification else {
        let cites = record
            .cites()
            .iter()
            .filter(|cite| cite.source == place.source);
        let words = cites.filter_map(|cite| cite.passage.as_ref());
        let places = words.flat_map(|words| {
            let selector = Selector {
                pieces: &[words.original()],
                prefix: None,
                suffix: None,
            };
            locate(context, &place.source, &selector)
        });
        let places: Vec<_> = places.collect();
        return if places.is_empty() {
            Asked::Nothing
        } else {
            Asked::Found(places, 1)
        };
    };
    let passages = known.passages().iter();
    let own = passages.filter(|one| one.record == *id && one.source == place.source);
    let asked: Vec<_> = own
        .map(|one| Asked::of(&one.finding, text, place.candidate))
        .collect();
    let places: Vec<_> = asked
        .iter()
        .flat_map(|asked| asked.places().to_vec())
        .collect();
    match (asked.len(), places.is_empty()) {
        (0, _) => Asked::Nothing,
        (_, true) => Asked::Lost,
        (1, false) => asked.into_iter().next().unwrap_or(Asked::Lost),
        (_, false) => Asked::Found(places, 1),
    }
}

fn text_of<'a>(context: &Context<'a>, source: &SourceId) -> Option<&'a Arc<SourceText>> {
    context.library.text(context.at, source)
}

/// At how many places the words of a passage may stand: more than one where they are ambiguous.
pub fn candidates(context: &Context<'_>, place: &PassageTarget) -> usize {
    match of_record(context, place) {
        Asked::Found(_, count) => count,
        Asked::Near(..) => 1,
        Asked::Nothing | Asked::Lost => 0,
    }
}

/// What is wrong with the words of a passage, in a line; `None` where they stand in the text.
pub fn caution(context: &Context<'_>, place: &PassageTarget) -> Option<String> {
    if text_of(context, &place.source).is_none() {
        return Some("no text of this source is stored".to_owned());
    }
    match of_record(context, place) {
        Asked::Near(..) => Some("not these words: this comes nearest".to_owned()),
        Asked::Lost => Some("the words do not stand in this text".to_owned()),
        Asked::Found(_, count) if count > 1 => Some(format!(
            "place {} of {count} where they may stand",
            place.candidate + 1
        )),
        Asked::Found(..) | Asked::Nothing => None,
    }
}

/// The source's record, and its text with the words of a record highlighted; every other
/// quotation in the text leads to its own record.
pub fn document(context: &Context<'_>, place: &PassageTarget) -> Document {
    let mut document = Document::new("Source");
    let Some(source) = context.briefing.source(&place.source) else {
        return document;
    };
    head(context, &mut document, source, place);
    if let Some(id) = &place.record {
        asked_for(context, &mut document, id);
    }
    let Some(text) = text_of(context, &source.id) else {
        document.blank();
        document.paragraph([Span::new(
            "No text of this source is stored.",
            Role::Caution,
        )]);
        record(context, &mut document, source);
        detail::taken(context, &mut document, source);
        return document;
    };
    record(context, &mut document, source);
    let asked = of_record(context, place);
    document.section(text_heading(source));
    said_of(&mut document, &asked, place, text);
    let mut marks: Vec<_> = asked
        .places()
        .iter()
        .map(|range| mark(range, &asked))
        .collect();
    let quotes = context.briefing.quotes.iter();
    for quote in quotes.filter(|quote| quote.source.as_ref() == Some(&source.id)) {
        let found = of_quote(context, quote, 0);
        let Asked::Found(places, 1) = found else {
            continue;
        };
        marks.extend(places.into_iter().map(|range| Mark {
            range,
            role: Role::OtherPassage,
            target: Some(Target::Record(quote.id.record())),
        }));
    }
    document.part = Part::Text;
    let shown = text.shown();
    let body = text.map().to_derived(text.body_start())..shown.len();
    let marks = disjoint(marks);
    for range in paragraphs(shown, body) {
        if range.is_empty() {
            document.blank();
        } else {
            document.paragraph(spans(shown, range, &marks));
        }
    }
    document.part = Part::Main;
    detail::taken(context, &mut document, source);
    document
}

fn mark(range: &Range<usize>, asked: &Asked) -> Mark {
    Mark {
        range: range.clone(),
        role: match asked {
            Asked::Near(..) => Role::Changed,
            _ => Role::Passage,
        },
        target: None,
    }
}

/// The source's record, whole: above its text, however little of it the head has room for.
fn record(context: &Context<'_>, document: &mut Document, source: &Source) {
    document.section("The source");
    document.paragraph([Span::new(&source.title, Role::Title).to_record(source.id.record())]);
    detail::source_record(context, document, source);
}

/// What there is to say of the words before the text is read: that they are not in it, what
/// differs, or that another place may be meant.
fn said_of(document: &mut Document, asked: &Asked, place: &PassageTarget, text: &SourceText) {
    match asked {
        Asked::Lost => document.paragraph([Span::new(
            "The words do not stand in this text as they are quoted.",
            Role::Caution,
        )]),
        Asked::Near(_, finding) => {
            let caution = "The words do not stand in this text. This comes nearest:";
            document.paragraph([Span::new(caution, Role::Caution)]);
            if let Some(nearest) = &finding.nearest {
                difference(document, nearest, text.original());
            }
            document.blank();
        }
        Asked::Found(_, count) if *count > 1 => {
            let text = format!(
                "They stand at {count} places: this is {}.",
                place.candidate + 1
            );
            document.paragraph([Span::new(text, Role::Caution)]);
        }
        Asked::Found(..) | Asked::Nothing => {}
    }
}

/// A quotation's words and those of its source, what differs marked in each.
pub(in crate::report) fn difference(document: &mut Document, nearest: &Nearest, text: &str) {
    use crate::anchor::Change;
    use crate::text::sanitise;
    let (mut quoted, mut there) = (Vec::new(), Vec::new());
    for piece in &nearest.diff {
        let role = match piece.change {
            Change::Same => Role::Body,
            _ => Role::Changed,
        };
        let source = text.get(piece.source.clone()).unwrap_or_default();
        for (words, line) in [(piece.claim.as_str(), &mut quoted), (source, &mut there)] {
            let words = sanitise::line(words);
            if !words.trim().is_empty() {
                line.push(Span::new(words.trim(), role));
                line.push(Span::body(" "));
            }
        }
    }
    document.field("quoted", quoted);
    document.field("source", there);
}

/// What is said of the source above its text: title; grade, date, chain and publisher; caveat.
fn head(context: &Context<'_>, document: &mut Document, source: &Source, place: &PassageTarget) {
    let names = |ids: Vec<Span>| ids.into_iter().map(|span| span.text).collect::<String>();
    let mut about = Vec::new();
    about.extend(
        source
            .grade()
            .map(|grade| format!("grade {}", context.glyphs.words(&grade))),
    );
    let date = source.date.as_ref().map(Date::short);
    about.extend(date.map(|date| context.glyphs.words(&date).into_owned()));
    let record = place.record.as_ref();
    let record = record.and_then(|id| context.briefing.record(id.slug.as_str()));
    if let Some(Record::Quote(quote)) = record
        && !quote.via.is_empty()
    {
        about.push(format!("via {}", names(context.sources(&quote.via))));
    }
    if !source.derives_from.is_empty() {
        about.push(format!(
            "rests on {}",
            names(context.sources(&source.derives_from))
        ));
    }
    about.push(names(context.actors(&source.by)));
    about.retain(|part| !part.is_empty());
    let dot = format!(" {} ", context.glyphs.dot());
    let line = |text: String, role| Paragraph {
        spans: vec![Span::new(text, role)],
        ..Paragraph::default()
    };
    document.head.push(line(source.title.clone(), Role::Title));
    document.head.push(line(about.join(&dot), Role::Dim));
    let caveat = source.caveat.iter();
    document
        .head
        .extend(caveat.map(|caveat| line(caveat.clone(), Role::Caution)));
}

/// The record whose words are shown: a way back to it.
fn asked_for(context: &Context<'_>, document: &mut Document, id: &RecordId) {
    let arrow = context.glyphs.arrow();
    document.hanging(0, 2, [Span::dim(format!("{arrow} ")), context.link(id)]);
}

fn text_heading(source: &Source) -> &'static str {
    match source.text_kind {
        TextKind::Full => "Text",
        TextKind::Excerpt => "Text: an excerpt",
        TextKind::Account => "Text: our own account around the quotations",
    }
}

/// The passage that a quotation was taken from, in a few lines.
pub fn excerpt(context: &Context<'_>, document: &mut Document, quote: &Quote) {
    let Some(id) = &quote.source else { return };
    let Some(text) = text_of(context, id) else {
        document.section("Passage");
        document.paragraph([Span::new(
            "No text of this source is stored.",
            Role::Caution,
        )]);
        return;
    };
    let asked = of_quote(context, quote, 0);
    let source = context.briefing.source(id);
    let account = source.is_some_and(|source| source.text_kind == TextKind::Account);
    document.section(match (&asked, account) {
        (Asked::Near(..), _) => "What comes nearest",
        (_, true) => "Passage, in our account",
        (_, false) => "Passage",
    });
    let (Some(first), Some(last)) = (asked.places().first(), asked.places().last()) else {
        document.paragraph([Span::new(
            "The words do not stand in the stored text as they are quoted.",
            Role::Caution,
        )]);
        return;
    };
    let shown = text.shown();
    let start = word_start(shown, first.start.saturating_sub(AROUND), first.start);
    let end = last.end.saturating_add(AROUND).min(shown.len());
    let end = word_end(shown, end, last.end);
    let target = Target::Passage(PassageTarget {
        source: id.clone(),
        record: Some(quote.id.record()),
        candidate: 0,
    });
    let marks = asked.places().iter().map(|range| Mark {
        target: Some(target.clone()),
        ..mark(range, &asked)
    });
    let marks = disjoint(marks.collect());
    let mut first_paragraph = true;
    for range in paragraphs(shown, start..end) {
        let meets = |mark: &Mark| mark.range.start < range.end && range.start < mark.range.end;
        if !marks.iter().any(meets) || range.is_empty() {
            continue;
        }
        let mut line = Vec::new();
        if first_paragraph && range.start > 0 && !starts_paragraph(shown, range.start) {
            line.push(Span::dim(format!("{} ", context.glyphs.ellipsis())));
        }
        first_paragraph = false;
        let ends = ends_paragraph(shown, range.end);
        line.extend(spans(shown, range, &marks));
        if !ends {
            line.push(Span::dim(format!(" {}", context.glyphs.ellipsis())));
        }
        document.indented(2, line);
    }
}
