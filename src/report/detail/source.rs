//! Everything known of a source, and everything taken from it.

use crate::model::{Credibility, Reliability, Source, TextKind};
use crate::report::context::{self, Context};
use crate::report::document::{Document, PassageTarget, Role, Span, Target};
use crate::report::passage;

use super::{counted, ids, named};

pub(super) fn document(context: &Context<'_>, source: &Source) -> Document {
    let mut document = Document::new("Source");
    document.paragraph([Span::new(&source.title, Role::Title)]);
    document.blank();
    record(context, &mut document, source);
    text(context, &mut document, source);
    taken(context, &mut document, source);
    let derived = ids(
        &context.briefing.sources,
        |one| one.derives_from.contains(&source.id),
        |one| one.id.record(),
    );
    named(context, &mut document, "Sources that rest on it", &derived);
    document
}

/// The source's record: publisher, date, grade, caveat, chain.
pub(in crate::report) fn record(context: &Context<'_>, document: &mut Document, source: &Source) {
    document.field("by", context.actors(&source.by));
    document.field("kind", [Span::body(source.kind.word())]);
    document.field("date", context.date(source.date.as_ref(), None));
    if let Some(grade) = source.grade() {
        let mut meanings = Vec::new();
        meanings.extend(source.reliability.map(Reliability::meaning));
        meanings.extend(source.credibility.map(Credibility::meaning));
        let meaning = meanings.join("; ");
        document.field(
            "grade",
            [
                Span::body(context.glyphs.words(&grade)),
                Span::dim(format!("  {meaning}")),
            ],
        );
    }
    document.field(
        "caveat",
        source
            .caveat
            .iter()
            .map(|caveat| Span::new(caveat, Role::Caution)),
    );
    document.field("rests on", context.sources(&source.derives_from));
    document.field("language", context::text(source.language.as_deref()));
    document.field("address", context::text(source.url.as_deref()));
    document.field("archived", context::text(source.archived_url.as_deref()));
    document.field("read", context.date(source.accessed.as_ref(), None));
}

fn text(context: &Context<'_>, document: &mut Document, source: &Source) {
    let meaning = match (&source.stored, source.text_kind) {
        (None, _) => {
            document.field("text", [Span::dim("not stored")]);
            return;
        }
        (Some(_), TextKind::Full) => "the whole of it",
        (Some(_), TextKind::Excerpt) => "an excerpt, word for word",
        (Some(_), TextKind::Account) => "our own account around the quotations",
    };
    let place = PassageTarget {
        source: source.id.clone(),
        record: None,
        candidate: 0,
    };
    let link = format!("read it {}", context.glyphs.arrow());
    document.field(
        "text",
        [
            Span::body(meaning),
            Span::dim("  "),
            Span::body(link).to(Target::Passage(place)),
        ],
    );
}

/// What was taken from a source: its quotations in the order of its text, and the records that
/// cite it.
pub(in crate::report) fn taken(context: &Context<'_>, document: &mut Document, source: &Source) {
    let quotes = passage::quotes_in_order(context, Some(&source.id));
    if !quotes.is_empty() {
        document.section(counted("Quoted from it", quotes.len()));
        for id in &quotes {
            let quote = context.briefing.quote(id);
            let who = quote
                .map(|quote| context.actors(&quote.speakers))
                .unwrap_or_default();
            let mut more = vec![Span::dim("  ")];
            more.extend(who.into_iter().map(|span| Span::dim(span.text)));
            let column = (context.glyphs.dot().to_owned(), 2);
            context.entry(document, column, context.link(&id.record()), more);
        }
    }
    let records = context.library.records();
    let own = context.ix(&source.id.record()).into_iter();
    let from_it = own.flat_map(|ix| records.of_source(ix));
    let from_it = from_it.filter_map(|ix| records.record(ix, context.briefing));
    let citing =
        from_it.filter(|record| record.cites().iter().any(|cite| cite.source == source.id));
    let citing: Vec<_> = citing.map(|record| record.id()).collect();
    named(context, document, "Cited by", &citing);
}
