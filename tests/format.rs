//! The format as a whole: a file that uses all of it, and files broken in every way.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use briefing::diagnostic::SourceFile;
use briefing::format::spec::{self, Value};
use briefing::format::{FolderTexts, Parsed, parse};
use toml::de::{DeTable, DeValue};

const FILES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/files");

fn everything() -> String {
    std::fs::read_to_string(Path::new(FILES).join("everything.toml")).unwrap()
}

fn parsed(text: &str) -> Parsed {
    let file = SourceFile::new("everything.toml", text);
    let folder = Path::new(FILES);
    parse(&file, "everything", &FolderTexts::new(folder, folder))
}

#[test]
fn a_file_that_uses_everything_has_no_fault() {
    let parsed = parsed(&everything());
    assert_eq!(parsed.diagnostics, [], "it has faults");
    let briefing = parsed.briefing.unwrap();
    assert_eq!(briefing.id, "everything");
    assert_eq!(
        briefing.bottom_line.as_deref(),
        Some("Envoys carry a trimmed plan; territory stays open.")
    );
    assert_eq!(briefing.quotes[0].pieces.len(), 2);
    assert_eq!(briefing.positions[0].id.as_str(), "territory/putin");
    assert_eq!(briefing.proposals[1].points[0].variants.len(), 1);
    assert_eq!(parsed.texts.len(), 2);
    let article = &parsed.texts[&briefing.sources[0].id];
    assert!(article.body().starts_with("Putin repeated"));
    let text = everything();
    let place = parsed.places.get("plan-19.1").unwrap().clone();
    assert_eq!(&text[place], "[[proposals.points]]");
}

#[test]
fn that_file_uses_every_key_of_the_specification() {
    let text = everything();
    let file = DeTable::parse(&text).unwrap();
    let mut used = HashSet::new();
    gather(&spec::ROOT, file.get_ref(), &mut used);
    for table in spec::ROOT.walk() {
        for key in table.keys {
            let name = format!("{}.{}", table.name, key.name);
            assert!(used.contains(&name), "{name} is not used");
        }
    }
}

fn gather(table: &spec::Table, row: &DeTable<'_>, used: &mut HashSet<String>) {
    for (name, value) in row {
        let (_, key) = table.key(name.get_ref()).unwrap();
        used.insert(format!("{}.{}", table.name, key.name));
        match (key.value, value.get_ref()) {
            (Value::Table(inner), DeValue::Table(row)) => gather(inner, row, used),
            (Value::Tables(inner), DeValue::Array(rows)) => {
                for row in rows {
                    gather(inner, row.get_ref().as_table().unwrap(), used);
                }
            }
            _ => {}
        }
    }
}

#[test]
fn sources_that_share_a_file_share_its_text() {
    let text = everything().replace(
        "text = \"\"\"\nA post",
        "text_file = 'texts/explainer.md'\ncaveat = \"\"\"\nA post",
    );
    let parsed = parsed(&text);
    let texts: Vec<_> = parsed.texts.values().collect();
    assert!(Arc::ptr_eq(texts[0], texts[1]));
}
