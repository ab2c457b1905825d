//! Faults as SARIF 2.1.0, for systems that review code.
//!
//! The form: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_json::{Value, json};

use super::lines::{Index, Position};
use super::{Code, Diagnostic, Severity, sort};
use crate::text::sanitise;

/// The faults as one SARIF log with one run. Columns count code points from 1; every text is safe
/// for a terminal.
pub fn to_sarif(diagnostics: &[Diagnostic]) -> String {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let codes: BTreeSet<&str> = sorted.iter().map(|fault| fault.code.id()).collect();
    let codes: Vec<_> = codes.into_iter().filter_map(Code::from_id).collect();
    let mut index = Index::default();
    let results: Vec<_> = sorted
        .iter()
        .map(|fault| result(fault, &codes, &mut index))
        .collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "briefing",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().map(|code| rule(*code)).collect::<Vec<_>>(),
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    serde_json::to_string_pretty(&log).unwrap_or_default()
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.id(),
        "shortDescription": { "text": code.title() },
        "fullDescription": { "text": code.explanation() },
        "defaultConfiguration": { "level": level(code.severity()) },
    })
}

fn result<'t>(fault: &'t Diagnostic, codes: &[Code], index: &mut Index<'t>) -> Value {
    let help = fault.help.as_ref().map(|help| format!(". Help: {help}"));
    let message = fault.message.clone() + &help.unwrap_or_default();
    let place = fault
        .span
        .as_ref()
        .map(|span| index.places(&fault.file, span));
    let related: Vec<_> = fault
        .related
        .iter()
        .map(|one| {
            let place = index.places(&one.file, &one.span);
            let mut location = location(&one.file.name, Some(place));
            if let Some(object) = location.as_object_mut() {
                object.insert(
                    "message".to_owned(),
                    json!({ "text": sanitise::line(&one.message) }),
                );
            }
            location
        })
        .collect();
    let mut result = json!({
        "ruleId": fault.code.id(),
        "ruleIndex": codes.iter().position(|code| *code == fault.code),
        "level": level(fault.severity()),
        "message": { "text": sanitise::line(&message) },
        "locations": [location(&fault.file.name, place)],
    });
    if let (Some(object), false) = (result.as_object_mut(), related.is_empty()) {
        object.insert("relatedLocations".to_owned(), Value::Array(related));
    }
    result
}

fn location(file: &str, place: Option<(Position, Position)>) -> Value {
    let artifact = json!({ "uri": uri(file) });
    let Some((start, end)) = place else {
        return json!({ "physicalLocation": { "artifactLocation": artifact } });
    };
    json!({ "physicalLocation": {
        "artifactLocation": artifact,
        "region": {
            "startLine": start.line,
            "startColumn": start.column,
            "endLine": end.line,
            "endColumn": end.column,
        },
    }})
}

/// A path as a relative reference (RFC 3986): everything but letters, digits, `/` and `-._~` is
/// escaped.
fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;

    #[test]
    fn a_result_has_its_rule_its_place_and_its_message() {
        let file = SourceFile::new("a b.toml", "é = 1\nb = 2\n");
        let fault = Diagnostic::new(&file, Code::UnknownKey, 7..8, "bad\u{1b}").help("so");
        let fault = fault.related(0..2, "first");
        let log: Value = serde_json::from_str(&to_sarif(&[fault])).unwrap();
        let run = &log["runs"][0];
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(run["tool"]["driver"]["rules"][0]["id"], "B010");
        let result = &run["results"][0];
        assert_eq!(result["ruleIndex"], 0);
        assert_eq!(result["message"]["text"], "bad<U+001B>. Help: so");
        let place = &result["locations"][0]["physicalLocation"];
        assert_eq!(place["artifactLocation"]["uri"], "a%20b.toml");
        assert_eq!(
            place["region"],
            json!({ "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 2 })
        );
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "first");
    }
}
