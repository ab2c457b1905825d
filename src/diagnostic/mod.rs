//! What is wrong, where, and what would help.
//!
//! One type for every file that people write by hand. It knows bytes, lines and words, and nothing
//! of what the file is about: that is said by the [`Code`] and the message.

pub mod code;
mod github;
pub mod json;
mod lines;
mod manual;
pub mod render;
mod sarif;
mod spare;

use std::ops::Range;
use std::sync::Arc;

pub use code::Code;
pub use github::to_github;
pub use json::to_json;
pub use lines::places;
pub use manual::manual;
pub use render::{Style, render, summary};
pub use sarif::to_sarif;
pub use spare::spare;

/// A text file as it was read, with the name to show for it.
#[derive(Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The path as the person gave it; made safe only where it is shown.
    pub name: String,
    /// The whole text, or the lines of it that are kept.
    pub text: Arc<str>,
    /// Where lines are left out of the text, in order.
    gaps: Box<[Gap]>,
}

/// From a line of what is kept on, lines are left out before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Gap {
    /// The line, from 1.
    from: usize,
    /// How many are left out before it, with those of the gaps before.
    before: usize,
}

impl SourceFile {
    /// Pairs a name with a text.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Arc<Self> {
        Arc::new(Self {
            name: name.into(),
            text: text.into(),
            gaps: Box::default(),
        })
    }

    /// The number that a line of the text has in the file, both from 1.
    pub fn line(&self, of_text: usize) -> usize {
        let upto = self.gaps.partition_point(|gap| gap.from <= of_text);
        let gap = upto.checked_sub(1).and_then(|at| self.gaps.get(at));
        of_text + gap.map_or(0, |gap| gap.before)
    }
}

/// How bad it is. The order is that of reports: the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// It cannot mean anything: the file is not used.
    Error,
    /// It means something, but probably not what its author meant.
    Warning,
    /// Something to know.
    Note,
}

impl Severity {
    /// The word in reports and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// One fault of one file.
///
/// Messages, labels and helps may repeat the file's own words: they are made safe for a terminal
/// where they are rendered, not here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// What sort of fault.
    pub code: Code,
    /// What is wrong, in one clause, without a full stop.
    pub message: String,
    /// What is said beside the caret; may be empty.
    pub label: String,
    /// Where: bytes of the file. `None` where the fault is the whole file's.
    pub span: Option<Range<usize>>,
    /// Other places that have to do with it.
    pub related: Vec<Related>,
    /// What would help.
    pub help: Option<String>,
    /// The file.
    pub file: Arc<SourceFile>,
}

/// Another place, in the same file or another, that has to do with a fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where: bytes of the file.
    pub span: Range<usize>,
    /// What is there.
    pub message: String,
}

impl Diagnostic {
    /// A fault at a place, in bytes of the file.
    pub fn new(
        file: &Arc<SourceFile>,
        code: Code,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        Self {
            span: Some(span),
            ..Self::of_file(file, code, message)
        }
    }

    /// A fault of a file as a whole.
    pub fn of_file(file: &Arc<SourceFile>, code: Code, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            label: String::new(),
            span: None,
            related: Vec::new(),
            help: None,
            file: Arc::clone(file),
        }
    }

    /// Says something beside the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Says what would help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what would help, where something would.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help.or(self.help);
        self
    }

    /// Points at another place in the same file.
    #[must_use]
    pub fn related(self, span: Range<usize>, message: impl Into<String>) -> Self {
        let file = Arc::clone(&self.file);
        self.related_in(&file, span, message)
    }

    /// Points at a place in another file.
    #[must_use]
    pub fn related_in(
        mut self,
        file: &Arc<SourceFile>,
        span: Range<usize>,
        message: impl Into<String>,
    ) -> Self {
        self.related.push(Related {
            file: Arc::clone(file),
            span,
            message: message.into(),
        });
        self
    }

    /// How bad it is: the code says.
    pub const fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The key of the order in which faults are reported: file, then place, then code. What concerns
    /// a whole file comes first, but notes on it come last.
    pub(crate) fn order(&self) -> (&str, usize, usize, Code) {
        let (start, end) = match &self.span {
            Some(span) => (span.start, span.end),
            None if self.severity() == Severity::Note => (usize::MAX, usize::MAX),
            None => (0, 0),
        };
        (&self.file.name, start, end, self.code)
    }
}

/// Sorts faults by file, then by place.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
}

/// Whether any of them is an error.
pub fn any_error(diagnostics: &[Diagnostic]) -> bool {
    diagnostics.iter().any(|d| d.severity() == Severity::Error)
}
