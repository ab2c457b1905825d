//! The page of the manual that explains the codes.

use std::fmt::Write;

use super::Code;

const INTRODUCTION: &str = "\
# Diagnostics

A file that is wrong is shown the way a compiler shows it, all of its faults at once: the code, the
place, the line with a caret, and what would help. `briefing explain B012` prints one of the entries
below.

An **error** cannot mean anything; the file is not used until it is mended. A **warning** means
something, but probably not what was meant; `briefing check --deny warnings` fails on it too. Codes are stable:
none is ever given a second meaning.

The same report for other programs is `briefing check --format json`: one object with the number of
`files`, and `diagnostics`, each with `code`, `severity`, `message`, `help` (or `null`), `file`,
`line`, `column`, `end_line` and `end_column`. Lines and columns count from 1, columns in code points;
they are `null` where a fault is the whole file's.

`briefing check` ends with 0 where there is no fault, 1 where there is one, and 2 where it could not
run: a path that is not there, or no briefing found.
";

/// The page, in Markdown.
pub fn manual() -> String {
    let mut page = INTRODUCTION.to_owned();
    for code in Code::ALL {
        let (title, severity) = (code.title(), code.severity().word());
        // Writing to a string cannot fail.
        let _ = write!(
            page,
            "\n## {code}: {title}\n\n*{severity}.* {}\n",
            code.explanation()
        );
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_published_page_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/manual/diagnostics.md");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == manual(),
            "it is stale: cargo run -- manual diagnostics > assets/manual/diagnostics.md"
        );
    }
}
