//! The specification for people: the manual's page on the format.

use std::fmt::Write;

use super::ids::with_article;
use super::spec::{CITE, Key, LIBRARY, Need, ROOT, Table, Value};
use crate::model::RecordKind;

const INTRODUCTION: &str = include_str!("manual/introduction.md");

const OF_LIBRARIES: &str = include_str!("manual/library.md");

const TABLES: &str = "
## The tables

Keys in **bold** are required. What a key is worth when it is left out stands behind its words; where
nothing stands, leaving it out says nothing.
";

/// The page, in Markdown.
pub fn manual() -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str(TABLES);
    for table in ROOT.walk() {
        section(&mut page, table);
    }
    section(&mut page, &CITE);
    page
}

/// The page on the file of a library, in Markdown.
pub fn library() -> String {
    format!("{OF_LIBRARIES}{TABLES}{}", of(&LIBRARY))
}

/// The reference of files with another specification: each table with its keys.
pub fn of(spec: &'static Table) -> String {
    let mut page = String::new();
    for table in spec.walk() {
        section(&mut page, table);
    }
    page
}

fn section(page: &mut String, table: &Table) {
    let heading = match (table.name, table.kind) {
        ("", _) => "The file as a whole".to_owned(),
        (name, Some(_)) => format!("`[[{name}]]`"),
        ("changelog", None) => "`[[changelog]]`".to_owned(),
        (name, None) if name.starts_with('[') => format!("`{name}`"),
        (name, None) => match name.rsplit_once('.') {
            Some((parent, key)) => format!("`{key}` of `{parent}`"),
            None => format!("An entry of `{name}` as a table"),
        },
    };
    // Writing to a string cannot fail.
    let _ = write!(page, "\n### {heading}\n\n{}\n\n", table.doc);
    if !table.example.is_empty() {
        let _ = write!(page, "```toml\n{}\n```\n\n", table.example);
    }
    page.push_str("| key | takes | meaning |\n|---|---|---|\n");
    for key in table.keys {
        if is_table_of_records(key) {
            continue;
        }
        row(page, table, key);
    }
    for key in table.keys {
        words(page, key);
    }
}

/// Tables with a section of their own are not listed among the keys of the file.
fn is_table_of_records(key: &Key) -> bool {
    matches!(key.value, Value::Tables(table) if table.kind.is_some() && !table.name.contains('.'))
}

fn row(page: &mut String, table: &Table, key: &Key) {
    let name = match key.need {
        Need::Required => format!("**`{}`**", key.name),
        _ => format!("`{}`", key.name),
    };
    let mut doc = key.doc.to_owned();
    if let Need::Default(default) = key.need {
        let _ = write!(doc, "; left out: `{default}`");
    }
    if key.acyclic && table.kind.is_some() {
        doc.push_str("; never in a circle");
    }
    let mut takes = takes(key.value).replace('|', "\\|");
    if key.need == Need::Required {
        takes.push_str(", required");
    }
    let _ = writeln!(page, "| {name} | {takes} | {} |", doc.replace('|', "\\|"));
}

/// The words of a closed list, each with its meaning.
fn words(page: &mut String, key: &Key) {
    let Value::Word(words) = key.value else {
        return;
    };
    let _ = write!(page, "\n`{}`:\n\n", key.name);
    for (word, meaning) in words() {
        let _ = writeln!(page, "- `{word}`: {meaning}");
    }
}

fn takes(value: Value) -> String {
    match value {
        Value::Version | Value::Whole { .. } => "a whole number".to_owned(),
        Value::Id => "an identifier".to_owned(),
        Value::Line => "a text in one line".to_owned(),
        Value::Prose => "a text".to_owned(),
        Value::Lines => "a list of texts".to_owned(),
        Value::Wording => "exact words".to_owned(),
        Value::Pieces => "exact words, or a list of pieces".to_owned(),
        Value::Text => "a whole text".to_owned(),
        Value::Date => "a date".to_owned(),
        Value::Day => "one exact day".to_owned(),
        Value::Url => "a web address".to_owned(),
        Value::Path => "a path".to_owned(),
        Value::Number => "a number".to_owned(),
        Value::Word(_) => "one word of the list below".to_owned(),
        Value::Ref(kinds) => format!("the `id` of {}", one(kinds)),
        Value::Refs(kinds) => format!("a list of `id`s of {}", several(kinds)),
        Value::OneOrMore(kinds) => format!("the `id` of {}, or a list of them", one(kinds)),
        Value::Cites => "a list of sources".to_owned(),
        Value::Elsewhere => "a list of records of briefings".to_owned(),
        Value::Links => "a table of texts".to_owned(),
        Value::Table(table) => format!("a table: `{}`", table.name),
        Value::Tables(table) => format!("a list of tables: `{}`", table.name),
        Value::Flag => "`true` or `false`".to_owned(),
        Value::Program => "a list: a program and its arguments".to_owned(),
        Value::Paths => "a list of paths".to_owned(),
        Value::Keys => "a list of keys".to_owned(),
        Value::Words(words) => {
            let words: Vec<_> = words()
                .iter()
                .map(|(word, _)| format!("`{word}`"))
                .collect();
            format!("a list of {}", words.join(", "))
        }
        Value::Colour(_) => "a colour".to_owned(),
        Value::NameOr(table) => format!("a name, or a table: `{}`", table.name),
        Value::Lists(table) => format!("a table of lists of keys, by command: `{}`", table.name),
    }
}

fn one(kinds: &[RecordKind]) -> String {
    match kinds {
        [kind] => with_article(kind.noun()),
        _ => "any record".to_owned(),
    }
}

fn several(kinds: &[RecordKind]) -> String {
    let tables: Vec<_> = kinds.iter().map(|kind| kind.table()).collect();
    tables.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;
    use crate::model::Date;
    use toml::de::DeTable;

    #[test]
    fn the_published_page_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/manual/format.md");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == manual(),
            "it is stale: cargo run -- manual format > assets/manual/format.md"
        );
    }

    #[test]
    fn the_published_page_on_libraries_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/manual/library.md");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == library(),
            "it is stale: cargo run -- manual library > assets/manual/library.md"
        );
    }

    #[test]
    fn every_example_of_a_library_is_a_good_one() {
        let examples = OF_LIBRARIES.split("```toml\n").skip(1);
        let examples = examples.filter_map(|rest| rest.split("```").next());
        let tables = LIBRARY.walk();
        let of_tables = tables.iter().map(|table| table.example);
        let of_tables = of_tables.filter(|example| example.contains("same"));
        let texts = std::collections::BTreeMap::new();
        for example in examples.chain(of_tables) {
            let file = SourceFile::new("library.toml", example);
            let (_, faults) = super::super::library::read(&file, &texts);
            assert_eq!(faults, [], "{example}");
        }
    }

    #[test]
    fn every_date_of_the_page_is_a_date() {
        let table = INTRODUCTION.split("## Dates").nth(1).unwrap_or_default();
        let rows = table.lines().filter_map(|line| line.strip_prefix("| `"));
        let dates: Vec<_> = rows.filter_map(|row| row.split('`').next()).collect();
        assert!(dates.len() > 8, "{dates:?}");
        for date in dates {
            assert!(Date::parse(date).is_ok(), "{date}");
        }
    }

    #[test]
    fn every_example_has_known_keys_and_nothing_is_wrong_but_its_references() {
        use crate::diagnostic::Code;
        for table in ROOT.walk() {
            assert!(DeTable::parse(table.example).is_ok(), "{}", table.name);
            let parent = match table.name.split_once('.') {
                Some((parent, _)) => format!("[[{parent}]]\n"),
                None => String::new(),
            };
            let file = SourceFile::new("example.toml", parent + table.example);
            let texts = std::collections::BTreeMap::new();
            let parsed = super::super::parse(&file, "example", &texts);
            for fault in parsed.diagnostics {
                let left_out = matches!(
                    fault.code,
                    Code::DanglingReference | Code::MissingKey | Code::TextMissing
                );
                assert!(left_out, "{}: {}", table.name, fault.message);
            }
        }
    }
}
