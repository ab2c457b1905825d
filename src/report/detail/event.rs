//! Everything known of an event.

use crate::model::{Event, Record};
use crate::report::context::{self, Context};
use crate::report::document::{Document, Part, Role, Span};

use super::{counted, evidence_for, rests_on};

pub(super) fn document(context: &Context<'_>, event: &Event) -> Document {
    let mut document = Document::new("Event");
    document.paragraph([Span::new(&event.title, Role::Title)]);
    document.blank();
    document.field(
        "when",
        context.date(Some(&event.when), event.when_text.as_deref()),
    );
    document.field("where", context::text(event.place.as_deref()));
    document.field("kind", [Span::body(event.kind.word())]);
    let status = event.status;
    let glyph = context.glyphs.event_status(status);
    document.field(
        "status",
        [Span::new(format!("{glyph} {status}"), Role::Status(status))],
    );
    document.field("who", context.actors(&event.actors));
    document.field("about", context.issues(&event.issues));
    super::witnesses(context, &mut document, &Record::Event(event));
    if let Some(summary) = &event.summary {
        document.blank();
        document.paragraph([Span::body(summary)]);
    }
    if !event.quotes.is_empty() {
        document.section(counted("Said there", event.quotes.len()));
        document.part = Part::Evidence;
        for id in &event.quotes {
            let row = context
                .ix(&id.record())
                .map(|ix| context.library.records().row(ix));
            let who = row.map_or(String::new(), |row| format!("  {}", row.who));
            let column = (context.glyphs.dot().to_owned(), 2);
            let link = context.link(&id.record());
            context.entry(&mut document, column, link, vec![Span::dim(who)]);
        }
    }
    rests_on(context, &mut document, &event.cites, &event.id.record());
    evidence_for(context, &mut document, &event.id.record());
    document
}
