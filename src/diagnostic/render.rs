//! Faults for people, in the layout of the Rust compiler.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::lines::Lines;
use super::{Diagnostic, Severity, SourceFile, sort};
use crate::text::sanitise;

/// The width of a report, in cells.
const WIDTH: usize = 140;

/// Whether a report has colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Text alone.
    Plain,
    /// With the escape sequences of a terminal, and none but those of this program.
    Coloured,
}

/// The faults as text, by file and place, with an empty line behind each.
///
/// Nothing of what a file holds or is called reaches a terminal as anything but visible
/// characters.
pub fn render(diagnostics: &[Diagnostic], style: Style) -> String {
    let mut sorted = diagnostics.to_vec();
    sort(&mut sorted);
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled().hyperlink(false),
    }
    .term_width(WIDTH);
    let mut files = Files::default();
    let mut out = String::new();
    for diagnostic in &sorted {
        let groups = groups(diagnostic, &mut files);
        push_report(&mut out, &renderer.render(&groups));
        out.push('\n');
    }
    out
}

/// Adds a report without the `:::` lines: the renderer marks with them a snippet that has no path
/// of its own. Ours have none, because it would count columns in the excerpt, not in the file.
fn push_report(out: &mut String, report: &str) {
    for line in report.lines() {
        let mut words = line.split("\u{1b}[").enumerate().map(|(row, part)| {
            let plain = part.split_once('m').map_or("", |(_, rest)| rest);
            if row == 0 { part } else { plain }
        });
        let gap = line.contains(":::") && words.all(|part| matches!(part.trim(), "" | ":::"));
        if !gap {
            out.push_str(line);
            out.push('\n');
        }
    }
}

/// One line that counts the faults: "error: 3 errors and 1 warning in 2 files". `None` where there
/// are none.
pub fn summary(diagnostics: &[Diagnostic]) -> Option<String> {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|d| d.severity() == severity)
            .count()
    };
    let counts = [
        (count(Severity::Error), "error"),
        (count(Severity::Warning), "warning"),
    ];
    let (_, word) = counts.into_iter().find(|(count, _)| *count > 0)?;
    let named: Vec<_> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, word)| plural(count, word))
        .collect();
    let files: BTreeSet<_> = diagnostics.iter().map(|d| &d.file.name).collect();
    Some(format!(
        "{word}: {} in {}",
        named.join(" and "),
        plural(files.len(), "file")
    ))
}

/// "1 file", "2 files".
fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// The lines of each file, found once.
#[derive(Default)]
struct Files<'d>(HashMap<*const SourceFile, Lines<'d>>);

impl<'d> Files<'d> {
    fn lines(&mut self, file: &'d Arc<SourceFile>) -> &Lines<'d> {
        let key = Arc::as_ptr(file);
        self.0.entry(key).or_insert_with(|| Lines::new(file))
    }
}

fn groups<'a>(diagnostic: &'a Diagnostic, files: &mut Files<'a>) -> Vec<Group<'a>> {
    let level = match diagnostic.severity() {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let path = sanitise::line(&diagnostic.file.name);
    let title = level
        .primary_title(sanitise::line(&diagnostic.message))
        .id(diagnostic.code.id());
    let mut first = match &diagnostic.span {
        Some(span) => {
            let label = sanitise::line(&diagnostic.label);
            let label = (!label.is_empty()).then_some(label);
            let lines = files.lines(&diagnostic.file);
            place(Group::with_title(title), path, span, label, lines)
        }
        None => title.element(Origin::path(path)),
    };
    let help = diagnostic.help.as_deref().map(sanitise::line);
    if let Some(help) = help.filter(|help| !help.is_empty()) {
        first = first.element(Level::HELP.message(help));
    }
    let mut groups = vec![first];
    for related in &diagnostic.related {
        let title = Level::NOTE.secondary_title(sanitise::line(&related.message));
        let group = Group::with_title(title);
        let path = sanitise::line(&related.file.name);
        let lines = files.lines(&related.file);
        groups.push(place(group, path, &related.span, None, lines));
    }
    groups
}

/// Adds a line of the file with a caret under it.
fn place<'a>(
    group: Group<'a>,
    path: std::borrow::Cow<'a, str>,
    span: &Range<usize>,
    label: Option<std::borrow::Cow<'a, str>>,
    lines: &Lines<'_>,
) -> Group<'a> {
    let at = lines.position(span.start);
    let excerpt = lines.excerpt(span);
    let origin = Origin::path(path).line(at.line).char_column(at.column);
    let caret = AnnotationKind::Primary.span(excerpt.caret).label(label);
    let snippet = Snippet::source(excerpt.text)
        .line_start(excerpt.line)
        .annotation(caret);
    group.element(origin).element(snippet)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn file() -> Arc<SourceFile> {
        SourceFile::new("a\u{1b}[31m.toml", "one = 1\ntwo = \u{202e}2\nthree = 3\n")
    }

    #[test]
    fn a_fault_looks_as_compilers_show_it() {
        let file = file();
        let fault = Diagnostic::new(&file, Code::DuplicateId, 20..24, "used \u{1b}twice")
            .label("again")
            .related(0..3, "first here")
            .help("rename one");
        insta::assert_snapshot!(render(&[fault], Style::Plain), @r"
        error[B030]: used <U+001B>twice
         --> a<U+001B>[31m.toml:3:2
          |
        3 | three = 3
          |  ^^^^ again
          |
          = help: rename one
        note: first here
         --> a<U+001B>[31m.toml:1:1
          |
        1 | one = 1
          | ^^^
        ");
    }

    #[test]
    fn the_summary_counts() {
        let file = file();
        let of = |code| Diagnostic::of_file(&file, code, "x");
        assert_eq!(summary(&[]), None);
        assert_eq!(summary(&[of(Code::MoreFaults)]), None);
        let faults = [
            of(Code::Syntax),
            of(Code::Syntax),
            of(Code::HiddenCharacter),
        ];
        let text = "error: 2 errors and 1 warning in 1 file";
        assert_eq!(summary(&faults).as_deref(), Some(text));
        let text = "warning: 1 warning in 1 file";
        assert_eq!(summary(&faults[2..]).as_deref(), Some(text));
    }

    #[test]
    fn colours_are_our_own_alone() {
        let fault = Diagnostic::of_file(&file(), Code::Syntax, "\u{1b}]0;x\u{7}");
        let text = render(&[fault], Style::Coloured);
        assert!(text.contains("\u{1b}["));
        assert!(!text.contains("\u{1b}]") && !text.contains('\u{7}'));
        assert!(!text.contains("\u{1b}[31m."));
    }
}
