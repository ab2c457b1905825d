//! The specification for editors: a JSON Schema, draft 7, without references, which is what the
//! TOML language servers read best.

use serde_json::{Map, Value as Json, json};

use super::spec::{CITE, Key, LIBRARY, Need, ROOT, Table, Value};
use super::value::VERSION;
use crate::model::Slug;

/// What an identifier looks like.
const SLUG: &str = "^[A-Za-z0-9][A-Za-z0-9._-]*$";

/// What the name of a record of another file looks like.
const ELSEWHERE: &str = "^[A-Za-z0-9][A-Za-z0-9._-]*/[A-Za-z0-9][A-Za-z0-9._-]*$";

/// The JSON Schema of briefing files.
pub fn schema() -> String {
    of("Briefing", &ROOT)
}

/// The JSON Schema of `library.toml`.
pub fn library() -> String {
    of("Library", &LIBRARY)
}

/// The JSON Schema of files with another specification.
pub fn of(title: &str, spec: &Table) -> String {
    let mut schema = Map::new();
    schema.insert(
        "$schema".to_owned(),
        json!("http://json-schema.org/draft-07/schema#"),
    );
    schema.insert("title".to_owned(), json!(title));
    if let Json::Object(root) = table(spec) {
        schema.extend(root);
    }
    let mut text = serde_json::to_string_pretty(&schema).unwrap_or_default();
    text.push('\n');
    text
}

fn table(table: &Table) -> Json {
    let properties: Map<String, Json> = table
        .keys
        .iter()
        .map(|key| (key.name.to_owned(), property(key)))
        .collect();
    let required: Vec<&str> = table
        .keys
        .iter()
        .filter(|key| key.need == Need::Required)
        .map(|key| key.name)
        .collect();
    let mut schema = json!({
        "type": "object",
        "description": plain(table.doc),
        "properties": properties,
        "additionalProperties": false,
    });
    if let Some(schema) = schema.as_object_mut().filter(|_| !required.is_empty()) {
        schema.insert("required".to_owned(), json!(required));
    }
    schema
}

fn property(key: &Key) -> Json {
    let mut schema = value(key.value);
    if let Some(schema) = schema.as_object_mut() {
        let mut described = key.doc.to_owned();
        if let Some(more) = meanings(key.value) {
            described = format!("{described}: {more}");
        }
        schema.insert("description".to_owned(), json!(plain(&described)));
        if let Need::Default(default) = key.need {
            schema.insert("default".to_owned(), json!(default));
        }
    }
    schema
}

fn meanings(value: Value) -> Option<String> {
    let Value::Word(words) = value else {
        return None;
    };
    let words: Vec<_> = words()
        .into_iter()
        .map(|(word, meaning)| format!("{word} ({meaning})"))
        .collect();
    Some(words.join("; "))
}

fn value(value: Value) -> Json {
    let text = || json!({ "type": "string", "pattern": "\\S" });
    let slug = || json!({ "type": "string", "pattern": SLUG, "maxLength": Slug::MAX_LEN });
    let reference = || json!({ "type": "string", "minLength": 1 });
    let list = |items: Json| json!({ "type": "array", "items": items });
    match value {
        Value::Version => json!({ "type": "integer", "const": VERSION }),
        Value::Id => slug(),
        Value::Line | Value::Prose | Value::Wording | Value::Text | Value::Path => text(),
        Value::Lines => list(text()),
        Value::Pieces => {
            let mut pieces = list(text());
            if let Some(pieces) = pieces.as_object_mut() {
                pieces.insert("minItems".to_owned(), json!(1));
            }
            json!({ "anyOf": [text(), pieces] })
        }
        // Servers take a bare TOML date for a string.
        Value::Date => json!({ "type": "string", "minLength": 4 }),
        Value::Day => json!({ "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" }),
        Value::Url => json!({ "type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]+$" }),
        Value::Number => json!({ "type": "number" }),
        Value::Whole { min, max } => json!({ "type": "integer", "minimum": min, "maximum": max }),
        Value::Word(words) => {
            let words: Vec<_> = words().into_iter().map(|(word, _)| word).collect();
            json!({ "type": "string", "enum": words })
        }
        Value::Ref(_) => reference(),
        Value::Refs(_) => list(reference()),
        Value::OneOrMore(_) => {
            let mut several = list(reference());
            if let Some(several) = several.as_object_mut() {
                several.insert("minItems".to_owned(), json!(1));
            }
            json!({ "anyOf": [reference(), several] })
        }
        Value::Cites => list(json!({ "anyOf": [reference(), table(&CITE)] })),
        Value::Elsewhere => list(json!({ "type": "string", "pattern": ELSEWHERE })),
        Value::Links => json!({ "type": "object", "additionalProperties": text() }),
        Value::Table(inner) => table(inner),
        Value::Tables(inner) => list(table(inner)),
        Value::Flag => json!({ "type": "boolean" }),
        Value::Program => {
            json!({ "type": "array", "items": { "type": "string" }, "minItems": 1 })
        }
        Value::Paths => list(text()),
        Value::Keys => {
            json!({ "type": "array", "items": { "type": "string", "minLength": 1 }, "uniqueItems": true })
        }
        Value::Words(words) => {
            let words: Vec<_> = words().into_iter().map(|(word, _)| word).collect();
            list(json!({ "type": "string", "enum": words }))
        }
        Value::Colour(names) => {
            let names: Vec<_> = names().into_iter().map(|(name, _)| name).collect();
            json!({ "anyOf": [
                { "type": "string", "enum": names },
                { "type": "string", "pattern": "^#[0-9A-Fa-f]{6}$" },
                { "type": "integer", "minimum": 0, "maximum": 255 },
            ] })
        }
        Value::NameOr(inner) => json!({ "anyOf": [text(), table(inner)] }),
        Value::Lists(inner) => table(inner),
    }
}

/// Documentation without its marks.
fn plain(doc: &str) -> String {
    doc.replace('`', "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_schema_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/briefing.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == schema(),
            "assets/briefing.schema.json is stale: cargo run -- schema > assets/briefing.schema.json"
        );
    }

    #[test]
    fn the_published_schema_of_libraries_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/library.schema.json");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == library(),
            "it is stale: cargo run -- schema library > assets/library.schema.json"
        );
    }
}
