//! Faults for other programs.

use serde::Serialize;
use serde_json::Value;

use super::lines::Index;
use super::{Diagnostic, sort};
use crate::text::sanitise;

/// The whole report: one object.
#[derive(Serialize)]
struct Report<'a> {
    files: usize,
    diagnostics: Vec<Entry>,
    /// The verdicts on quotations.
    quotes: &'a [Value],
}

/// One fault. Lines and columns count from 1; columns count code points.
#[derive(Serialize)]
struct Entry {
    code: &'static str,
    severity: &'static str,
    message: String,
    help: Option<String>,
    file: String,
    line: Option<usize>,
    column: Option<usize>,
    end_line: Option<usize>,
    end_column: Option<usize>,
}

/// The faults of `files` files that were checked, as one JSON object in one line; `quotes` stand in
/// it as they are.
///
/// Every text in it is safe for a terminal: whatever could act on one stands there as a visible
/// mark. A fault of a file as a whole has `null` for its lines and columns.
pub fn to_json(diagnostics: &[Diagnostic], files: usize, quotes: &[Value]) -> String {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let mut index = Index::default();
    let entries = sorted.iter().map(|d| {
        let place = d.span.as_ref().map(|span| index.places(&d.file, span));
        Entry {
            code: d.code.id(),
            severity: d.severity().word(),
            message: sanitise::line(&d.message).into_owned(),
            help: d
                .help
                .as_ref()
                .map(|help| sanitise::line(help).into_owned()),
            file: sanitise::line(&d.file.name).into_owned(),
            line: place.map(|(start, _)| start.line),
            column: place.map(|(start, _)| start.column),
            end_line: place.map(|(_, end)| end.line),
            end_column: place.map(|(_, end)| end.column),
        }
    });
    let report = Report {
        files,
        diagnostics: entries.collect(),
        quotes,
    };
    serde_json::to_string(&report).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, SourceFile};

    #[test]
    fn one_object_with_positions_in_code_points() {
        let file = SourceFile::new("a\u{202e}.toml", "é = 1\nb = 2\n");
        let faults = [
            Diagnostic::new(&file, Code::Syntax, 7..8, "bad\u{1b}").help("so"),
            Diagnostic::of_file(&file, Code::FileNotUtf8, "not UTF-8"),
        ];
        insta::assert_snapshot!(to_json(&faults, 2, &[]), @r#"{"files":2,"diagnostics":[{"code":"B003","severity":"error","message":"not UTF-8","help":null,"file":"a<U+202E>.toml","line":null,"column":null,"end_line":null,"end_column":null},{"code":"B001","severity":"error","message":"bad<U+001B>","help":"so","file":"a<U+202E>.toml","line":2,"column":1,"end_line":2,"end_column":2}],"quotes":[]}"#);
    }
}
