//! Everything that refers to a record.

use crate::analysis::references;
use crate::model::{RecordId, RecordKind};

use super::capital;
use super::context::Context;
use super::detail;
use super::document::{Document, Role, Span};

/// The order of the parts: what is argued and said first, then what happened and was proposed.
const PARTS: [RecordKind; 10] = [
    RecordKind::Position,
    RecordKind::Quote,
    RecordKind::Event,
    RecordKind::Proposal,
    RecordKind::Point,
    RecordKind::Figure,
    RecordKind::Option,
    RecordKind::Source,
    RecordKind::Actor,
    RecordKind::Issue,
];

/// Everything that refers to a record, by kind, with dates and names.
pub fn document(context: &Context<'_>, id: &RecordId) -> Document {
    let mut document = Document::new("References");
    let mut name = context.link(id);
    name.role = Role::Title;
    name.target = None;
    document.paragraph([Span::dim("What refers to "), name]);
    let references = references::to(context.briefing, id);
    let changes = context.briefing.changelog.iter();
    let changes: Vec<_> = changes
        .filter(|change| change.target.as_ref() == Some(id))
        .collect();
    document.paragraph([Span::dim(match references.len() + changes.len() {
        0 => "Nothing does.".to_owned(),
        1 => "One entry.".to_owned(),
        count => format!("{count} entries."),
    })]);
    for kind in PARTS {
        let of_kind = references.iter().filter(|one| one.from.kind == kind);
        let mut rows: Vec<_> = of_kind
            .filter_map(|one| Some((context.ix(&one.from)?, one)))
            .collect();
        if rows.is_empty() {
            continue;
        }
        // By date where they have one; what has none stands in the order of the file.
        rows.sort_by_key(|(ix, _)| context.library.records().days(*ix));
        document.section(format!("{} {}", capital(kind.table()), rows.len()));
        for (ix, one) in rows {
            let row = context.library.records().row(ix);
            let column = match kind {
                RecordKind::Actor | RecordKind::Issue | RecordKind::Option => {
                    (context.glyphs.dot().to_owned(), 2)
                }
                _ => (row.when.to_owned(), detail::DATE),
            };
            let mut more = Vec::new();
            if kind == RecordKind::Quote && !one.how.contains(&"said") {
                more.push(Span::dim(format!("  {}", row.who)));
            }
            more.push(Span::dim(format!("  {}", one.how.join(", "))));
            context.entry(&mut document, column, context.link(&one.from), more);
        }
    }
    if !changes.is_empty() {
        document.section(format!("Changes {}", changes.len()));
        for change in changes {
            let date = context.date_column(&change.date, detail::DATE);
            let spans = [
                date,
                Span::dim(format!("{}: ", change.kind)),
                Span::body(&change.note),
            ];
            document.hanging(0, detail::DATE, spans);
        }
    }
    document
}
