//! Faults as annotations of a code review on GitHub: workflow commands, a line each.
//!
//! The form: <https://docs.github.com/actions/reference/workflow-commands-for-github-actions>.

use std::fmt::Write as _;

use super::lines::Index;
use super::{Diagnostic, Severity, sort};
use crate::text::sanitise;

/// The faults as workflow commands. Lines and columns count from 1; a fault of a file as a whole
/// has none.
pub fn to_github(diagnostics: &[Diagnostic]) -> String {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let mut index = Index::default();
    let mut out = String::new();
    for fault in &sorted {
        let command = match fault.severity() {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "notice",
        };
        let _ = write!(out, "::{command} file={}", property(&fault.file.name));
        if let Some(span) = &fault.span {
            let (start, end) = index.places(&fault.file, span);
            let _ = write!(out, ",line={},endLine={}", start.line, end.line);
            // Columns are taken only within one line.
            if start.line == end.line {
                let _ = write!(out, ",col={},endColumn={}", start.column, end.column);
            }
        }
        let title = format!("{} {}", fault.code.id(), fault.code.title());
        let help = fault.help.as_ref().map(|help| format!("\nhelp: {help}"));
        let message = fault.message.clone() + &help.unwrap_or_default();
        let _ = writeln!(out, ",title={}::{}", property(&title), text(&message));
    }
    out
}

/// A message: safe for a terminal, line breaks escaped.
fn text(message: &str) -> String {
    let lines = message
        .split('\n')
        .map(|line| sanitise::line(line).replace('%', "%25"));
    lines.collect::<Vec<_>>().join("%0A")
}

/// The value of a property, which ends at a comma or colon.
fn property(value: &str) -> String {
    text(value).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, SourceFile};

    #[test]
    fn one_command_a_line_with_everything_escaped() {
        let file = SourceFile::new("a,b:c.toml", "x = 1\ny = 2\n");
        let faults = [
            Diagnostic::new(&file, Code::UnknownKey, 6..7, "100% bad\n::error::x").help("so"),
            Diagnostic::of_file(&file, Code::FileNotUtf8, "not UTF-8"),
        ];
        insta::assert_snapshot!(to_github(&faults), @r"
        ::error file=a%2Cb%3Ac.toml,title=B003 the file is not UTF-8::not UTF-8
        ::error file=a%2Cb%3Ac.toml,line=2,endLine=2,col=1,endColumn=2,title=B010 unknown key::100%25 bad%0A::error::x%0Ahelp: so
        ");
    }
}
