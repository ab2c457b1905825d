//! Keeping faults without keeping the files that they are of.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Diagnostic, SourceFile};

/// Lets go of every line of the files that nothing points at, so that many faults of many files take
/// little memory. Reports are the same: lines keep their numbers, and those that are shown their
/// words.
pub fn spare(diagnostics: &mut [Diagnostic]) {
    let mut spared: HashMap<*const SourceFile, Spared> = HashMap::new();
    for diagnostic in &*diagnostics {
        for (file, span) in places(diagnostic) {
            let spared = spared.entry(Arc::as_ptr(file));
            spared.or_insert_with(|| Spared::new(file)).keep(span);
        }
    }
    for spared in spared.values_mut() {
        spared.write();
    }
    for diagnostic in diagnostics {
        if let Some(spared) = spared.get(&Arc::as_ptr(&diagnostic.file)) {
            diagnostic.span = diagnostic.span.take().map(|span| spared.moved(&span));
            diagnostic.file = Arc::clone(&spared.file);
        } else {
            diagnostic.file = SourceFile::new(diagnostic.file.name.clone(), "");
        }
        for related in &mut diagnostic.related {
            if let Some(spared) = spared.get(&Arc::as_ptr(&related.file)) {
                related.span = spared.moved(&related.span);
                related.file = Arc::clone(&spared.file);
            }
        }
    }
}

/// Where a fault points.
fn places(diagnostic: &Diagnostic) -> impl Iterator<Item = (&Arc<SourceFile>, &Range<usize>)> {
    let own = diagnostic.span.iter().map(|span| (&diagnostic.file, span));
    let related = diagnostic.related.iter();
    own.chain(related.map(|related| (&related.file, &related.span)))
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
        for ((start, end), kept) in self.starts.iter().zip(ends).zip(&self.kept) {
            self.now.push(left.len());
            let line = text.get(*start..(*end).min(text.len())).unwrap_or_default();
            if *kept {
                left.push_str(line);
            } else if line.ends_with('\n') {
                left.push('\n');
            }
        }
        self.file = SourceFile::new(self.file.name.clone(), left);
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
            let kept: usize = faults
                .iter()
                .map(|fault| fault.file.text.len())
                .max()
                .unwrap();
            assert!(kept < 1_200, "{kept} bytes are kept");
        }
    }
}
