//! What a filter shows of some briefings, as a text to write out: plain, Markdown or JSON.

use serde_json::{Map, Value, json};

use crate::model::{Briefing, Record, RecordKind};

use super::context::Context;
use super::listing::{self, Section};
use super::{markdown, plain};

/// The width of plain text, in cells.
const WIDTH: usize = 80;

/// The longest name of a file that is made of an identifier, in bytes.
const LONGEST: usize = 80;

/// The name of a file of what is listed of several briefings, without its ending.
pub const STEM_OF_MANY: &str = "briefings-selection";

/// The form of a text that is written out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// One record a paragraph.
    Text,
    /// Markdown, each record with its citation.
    Markdown,
    /// One JSON object.
    Json,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 3] = [Self::Text, Self::Markdown, Self::Json];

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "plain text",
            Self::Markdown => "Markdown",
            Self::Json => "JSON",
        }
    }

    /// How the name of a file of this form ends, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
            Self::Json => "json",
        }
    }
}

/// The chosen sections of some briefings, each under its own filter.
///
/// # Errors
/// Where a record has no form in JSON; there is none of the kind.
pub fn briefings(
    contexts: &[Context<'_>],
    sections: &[Section],
    form: Form,
) -> Result<String, serde_json::Error> {
    match form {
        Form::Text => Ok(text(contexts, sections)),
        Form::Markdown => {
            let parts = contexts.iter();
            let parts = parts.map(|context| markdown::briefing(context, sections));
            let parts: Vec<_> = parts.filter(|part| !part.is_empty()).collect();
            Ok(parts.join("\n"))
        }
        Form::Json => {
            let objects = contexts.iter().map(|context| object(context, sections));
            let objects = objects.collect::<Result<Vec<_>, _>>()?;
            Ok(serde_json::to_string_pretty(&json!({ "briefings": objects }))? + "\n")
        }
    }
}

/// The name of a file for what a filter shows of a briefing, without its end: letters, digits and
/// `-`, `_`, `.` only, however the briefing is called.
pub fn file_stem(briefing: &Briefing) -> String {
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    let name = briefing.id.chars();
    let name: String = name.map(|c| if allowed(c) { c } else { '-' }).collect();
    let mut name = name.trim_start_matches(['.', '-']).to_owned();
    while name.len() > LONGEST {
        name.pop();
    }
    let name = if name.is_empty() { "briefing" } else { &name };
    format!("{name}-selection")
}

fn text(contexts: &[Context<'_>], sections: &[Section]) -> String {
    let mut out = String::new();
    for context in contexts {
        let document = listing::document(context, sections);
        if document.paragraphs.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        // Of several briefings each says which one it is.
        if context.library.entries().len() > 1 && !sections.contains(&Section::Overview) {
            out.push_str(&context.briefing.title);
            out.push_str("\n\n");
        }
        out.push_str(&plain::text(&document, WIDTH));
    }
    out
}

fn object(context: &Context<'_>, sections: &[Section]) -> Result<Value, serde_json::Error> {
    let briefing = context.briefing;
    let mut object = Map::new();
    object.insert("id".to_owned(), json!(briefing.id));
    for section in sections {
        match section {
            Section::Overview => overview(briefing, &mut object),
            Section::Changelog => {
                let changelog = serde_json::to_value(&briefing.changelog)?;
                object.insert("changelog".to_owned(), changelog);
            }
            Section::Records(kind) => {
                let records = Value::Array(records(context, *kind)?);
                object.insert(kind.table().to_owned(), records);
            }
        }
    }
    Ok(Value::Object(object))
}

fn overview(briefing: &Briefing, object: &mut Map<String, Value>) {
    for (key, value) in [
        ("title", json!(briefing.title)),
        ("as_of", json!(briefing.as_of)),
        ("bottom_line", json!(briefing.bottom_line)),
        ("language", json!(briefing.language)),
        ("authors", json!(briefing.authors)),
        ("tags", json!(briefing.tags)),
        ("revision", json!(briefing.revision)),
    ] {
        object.insert(key.to_owned(), value);
    }
}

fn records(context: &Context<'_>, kind: RecordKind) -> Result<Vec<Value>, serde_json::Error> {
    let rows = context.selection.subjects(kind, context.library);
    let all = context.library.records();
    let records = rows.into_iter();
    let records = records.filter_map(|ix| all.record(ix, context.briefing));
    let values = records.map(|record| match record {
        Record::Actor(record) => serde_json::to_value(record),
        Record::Issue(record) => serde_json::to_value(record),
        Record::Position(record) => serde_json::to_value(record),
        Record::Quote(record) => serde_json::to_value(record),
        Record::Event(record) => serde_json::to_value(record),
        Record::Proposal(record) => serde_json::to_value(record),
        Record::Point(_, record) => serde_json::to_value(record),
        Record::Figure(record) => serde_json::to_value(record),
        Record::Option(record) => serde_json::to_value(record),
        Record::Source(record) => serde_json::to_value(record),
    });
    values.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_after_the_briefing_and_stays_in_its_folder() {
        for (id, name) in [
            ("geneva-2025", "geneva-2025-selection"),
            ("../../etc/passwd", "etc-passwd-selection"),
            ("-rf", "rf-selection"),
            ("a b\u{202e}", "a-b--selection"),
            ("…", "briefing-selection"),
            (".hidden", "hidden-selection"),
        ] {
            let briefing =
                Briefing::new(id.to_owned(), String::new(), chrono::NaiveDate::default());
            assert_eq!(file_stem(&briefing), name, "{id:?}");
        }
        let long = Briefing::new("é".repeat(200), String::new(), chrono::NaiveDate::default());
        assert!(file_stem(&long).len() <= LONGEST + "-selection".len());
    }
}
