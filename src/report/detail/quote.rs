//! Everything known of a quotation.

use crate::anchor::{Concern, InMarks};
use crate::model::{Quote, QuoteMode, Record, RecordId, RecordKind, TextKind};
use crate::report::context::{self, Context};
use crate::report::document::{Document, PassageTarget, Role, Span, Target};
use crate::report::passage;
use crate::text::sanitise;

use super::{actor, dated, evidence_for};

pub(super) fn document(context: &Context<'_>, quote: &Quote) -> Document {
    let mut document = Document::new("Quote");
    document.paragraph(words(context, quote));
    document.blank();
    for speaker in actor::with_offices(context, &quote.speakers) {
        document.paragraph(speaker);
    }
    document.field(
        "said",
        context.date(quote.said.as_ref(), quote.said_text.as_deref()),
    );
    document.field("where", context::text(quote.venue.as_deref()));
    document.field("words", mode(context, quote));
    document.field("about", context.issues(&quote.issues));
    source(context, &mut document, quote);
    verdict(context, &mut document, quote);
    document.field("via", context.sources(&quote.via));
    super::witnesses(context, &mut document, &Record::Quote(quote));
    document.field("note", context::text(quote.note.as_deref()));
    if let Some(original) = &quote.original {
        let text = Span::new(original.text.shown(), Role::Quote);
        let language = Span::dim(format!("  ({})", original.language));
        document.field("original", [text, language]);
    }
    let id = quote.id.record();
    passage::excerpt(context, &mut document, quote);
    evidence_for(context, &mut document, &id);
    let events = (RecordKind::Event, &*context.briefing.events);
    let events = context.shown_by(&id, events);
    let events: Vec<_> = events.map(|event| event.id.record()).collect();
    dated(context, &mut document, "Said at", &events);
    others(context, &mut document, quote, &id);
    document
}

/// The words, each piece in quotation marks of its own; a paraphrase without any.
fn words(context: &Context<'_>, quote: &Quote) -> Vec<Span> {
    let piece = |text: &str| match quote.mode {
        QuoteMode::Paraphrase => vec![Span::body(text)],
        _ => vec![Span::new(context.glyphs.quoted(text), Role::Quote)],
    };
    let pieces = quote.pieces.iter().map(|one| piece(one.shown()));
    context::join(pieces, context.glyphs.between_pieces())
}

fn mode(context: &Context<'_>, quote: &Quote) -> Vec<Span> {
    let meaning = match quote.mode {
        QuoteMode::Direct => "direct: the speaker's own",
        QuoteMode::Partial => "partial: the speaker's own, not the whole sentence",
        QuoteMode::Indirect => "indirect: the source's, not the speaker's",
        QuoteMode::Paraphrase => "paraphrase: the briefing's own",
    };
    let mut spans = vec![Span::body(meaning)];
    if let Some(cue) = &quote.cue {
        spans.push(Span::dim(format!("  {}", context.glyphs.quoted(cue))));
    }
    spans
}

fn source(context: &Context<'_>, document: &mut Document, quote: &Quote) {
    let Some(id) = &quote.source else {
        document.field("source", [Span::new("none is given", Role::Caution)]);
        return;
    };
    let mut spans = vec![context.passage(id, &quote.id.record())];
    if let Some(source) = context.briefing.source(id) {
        if let Some(grade) = source.grade() {
            let grade = context.glyphs.words(&grade);
            spans.push(Span::dim(format!(" {} {grade}", context.glyphs.dot())));
        }
        if source.stored.is_some() && source.text_kind == TextKind::Account {
            spans.push(Span::dim(format!(
                " {} in our account",
                context.glyphs.dot()
            )));
        }
    }
    document.field("source", spans);
}

/// How the words stand in the source, and what a reader should know of it.
fn verdict(context: &Context<'_>, document: &mut Document, quote: &Quote) {
    let standing = context.standing(quote);
    let glyph = context.glyphs.standing(standing);
    let word = super::standing_in_words(standing);
    let mut spans = vec![Span::new(
        format!("{glyph} {word}"),
        Role::Standing(standing),
    )];
    let finding = context
        .verification
        .and_then(|known| known.quote(&quote.id));
    let Some(finding) = finding else {
        document.field("verdict", spans);
        return;
    };
    if finding.candidates.len() > 1 {
        spans.push(Span::dim(format!("  {} places", finding.candidates.len())));
    }
    document.field("verdict", spans);
    if finding.in_quotation_marks == InMarks::No {
        let text = "It does not stand inside quotation marks there.";
        document.field("", [Span::new(text, Role::Caution)]);
    }
    for dropped in &finding.dropped {
        let words = sanitise::line(dropped.text.trim()).into_owned();
        let role = if dropped.negates {
            Role::Caution
        } else {
            Role::Quote
        };
        document.field("left out", [Span::new(context.glyphs.quoted(&words), role)]);
    }
    for concern in &finding.concerns {
        let text = match concern {
            Concern::NegationDropped(words) => {
                let words = context.glyphs.quoted(words);
                format!("A negation is left out: {words}.")
            }
            Concern::SenseReversed(words) => {
                let words = context.glyphs.quoted(words);
                format!("Without {words} the rest may mean something else.")
            }
        };
        document.field("", [Span::new(text, Role::Caution)]);
    }
    let text = quote
        .source
        .as_ref()
        .and_then(|id| context.library.text(context.at, id));
    if let (Some(nearest), Some(text)) = (&finding.nearest, text) {
        passage::difference(document, nearest, text.original());
    }
}

/// The other quotations from the same source, in a line: where the passage view leads.
fn others(context: &Context<'_>, document: &mut Document, quote: &Quote, id: &RecordId) {
    let Some(source) = &quote.source else { return };
    let in_order = passage::quotes_in_order(context, Some(source));
    let (count, at) = (
        in_order.len(),
        in_order.iter().position(|one| *one == quote.id),
    );
    if count < 2 {
        return;
    }
    document.blank();
    let place = PassageTarget {
        source: source.clone(),
        record: Some(id.clone()),
        candidate: 0,
    };
    let number = at.map_or(0, |at| at + 1);
    let text = format!("{number} of {count} quotations from this source");
    document.paragraph([Span::dim(text).to(Target::Passage(place))]);
}
