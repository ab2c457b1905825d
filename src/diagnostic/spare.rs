//! Keeping faults without keeping the files that they are of.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Diagnostic, Gap, SourceFile};

/// Lets go of every line of the files that nothing points at, so that many faults of many files take
/// little memory. Reports are the same: lines keep their numbers, and those that are shown their
/// words.
pub fn spare(diagnostics: &mut [Diagnostic]) {
    let mut spared: HashMap<*const SourceFile, Spared> = HashMap::new();
    for diagnostic in &*diagnostics {
        for (file, span) in places(diagnostic) {
            let spared = spared.entry(Arc::as_ptr(file));
            let spared = spared.or_insert_with(|| Spared::new(file));
            if let Some(span) = span {
                spared.keep(span);
            }
        }
    }
    for spared in spared.values_mut() {
        spared.write();
    }
    for diagnostic in diagnostics {
        if let Some(spared) = spared.get(&Arc::as_ptr(&diagnostic.file)) {
            diagnostic.span = diagnostic.span.take().map(|span| spared.moved(&span));
            diagnostic.file = Arc::clone(&spared.file);
        }
        for related in &mut diagnostic.related {
            if let Some(spared) = spared.get(&Arc::as_ptr(&related.file)) {
                related.span = spared.moved(&related.span);
                related.file = Arc::clone(&spared.file);
            }
        }
    }
}

/// The files of a fault, and where in them it points.
fn places(
    diagnostic: &Diagnostic,
) -> impl Iterator<Item = (&Arc<SourceFile>, Option<&Range<usize>>)> {
    let own = (&diagnostic.file, diagnostic.span.as_ref());
    let related = diagnostic.related.iter();
    let related = related.map(|related| (&related.file, Some(&related.span)));
    std::iter::once(own).chain(related)
}

/// A file of which some lines are kept.
struct Spared {
    file: Arc<SourceFile>,
    /// Where each line begins; at last the end of the text.
    starts: Vec<usize>,
    kept: Vec<bool>,
    /// Where each line begins in what is kept.
    now: Vec<usize>,
}

impl Spared {
    fn new(file: &Arc<SourceFile>) -> Self {
        let text = &file.text;
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let starts: Vec<usize> = std::iter::once(0).chain(breaks).collect();
        let mut kept = vec![false; starts.len()];
        if let Some(first) = kept.first_mut() {
            // A mark at the beginning counts as no column.
            *first = text.starts_with('\u{feff}');
        }
        Self {
            file: Arc::clone(file),
            kept,
            now: Vec::with_capacity(starts.len()),
            starts,
        }
    }

    fn line(&self, byte: usize) -> usize {
        let upto = self.starts.partition_point(|start| *start <= byte);
        upto.saturating_sub(1)
    }

    fn keep(&mut self, span: &Range<usize>) {
        let lines = self.line(span.start)..=self.line(span.end.max(span.start));
        if let Some(kept) = self.kept.get_mut(lines) {
            kept.fill(true);
        }
    }

    /// Writes what is kept.
    fn write(&mut self) {
        let text = &self.file.text;
        let ends = self.starts.iter().skip(1).chain([&usize::MAX]);
        let mut left = String::new();
        let mut gaps: Vec<Gap> = Vec::new();
        let mut line_of_text = 0;
        for (line, ((start, end), kept)) in (1..).zip(self.starts.iter().zip(ends).zip(&self.kept))
        {
            self.now.push(left.len());
            if !kept {
                continue;
            }
            line_of_text += 1;
            left.push_str(text.get(*start..(*end).min(text.len())).unwrap_or_default());
            let before = self.file.line(line) - line_of_text;
            if before > gaps.last().map_or(0, |gap| gap.before) {
                gaps.push(Gap {
                    from: line_of_text,
                    before,
                });
            }
        }
        self.file = Arc::new(SourceFile {
            name: self.file.name.clone(),
            text: left.into(),
            gaps: gaps.into(),
        });
    }

    fn moved(&self, span: &Range<usize>) -> Range<usize> {
        let moved = |byte: usize| {
            let line = self.line(byte);
            let was = self.starts.get(line).copied().unwrap_or(0);
            let now = self.now.get(line).copied().unwrap_or(0);
            (now + byte.saturating_sub(was)).min(self.file.text.len())
        };
        moved(span.start)..moved(span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::{Code, Style, render};

    #[test]
    fn reports_are_the_same_and_the_files_are_not_kept() {
        let lines: Vec<_> = (0..1000).map(|n| format!("line {n} ünd more")).collect();
        let text = lines.join("\n");
        for text in [
            text.clone(),
            format!("\u{feff}{text}"),
            text.replace('\n', "\r\n"),
        ] {
            let file = SourceFile::new("a.toml", text.as_str());
            let at = |n: usize| {
                let start = text.find(&format!("{n} ünd")).unwrap();
                start..start + 6
            };
            let mut faults = vec![
                Diagnostic::new(&file, Code::WrongType, at(77), "wrong").related(at(900), "there"),
                Diagnostic::new(&file, Code::UnknownKey, 0..3, "first").label("here"),
                Diagnostic::new(&file, Code::UnknownKey, text.len()..text.len(), "end"),
                Diagnostic::of_file(&file, Code::MoreFaults, "whole"),
            ];
            let before = render(&faults, Style::Plain);
            spare(&mut faults);
            assert_eq!(render(&faults, Style::Plain), before);
            // Of what is left less is left.
            faults.remove(0);
            let before = render(&faults, Style::Plain);
            spare(&mut faults);
            assert_eq!(render(&faults, Style::Plain), before);
            for fault in &faults {
                let kept = fault.file.text.len();
                assert!(kept < 50, "{kept} bytes are kept of {} lines", lines.len());
            }
        }
    }
}
