//! Gathers the faults of one file, bounded.

use std::sync::Arc;

use crate::diagnostic::{self, Code, Diagnostic, Severity, SourceFile};

/// The most faults that are reported of one file.
pub const MAX_SHOWN: usize = 200;

/// The most faults of one severity that are kept, so that the first of the file can be chosen.
const MAX_KEPT: usize = 2_000;

/// The faults of one file as they are found, in any order.
pub(super) struct Sink {
    /// The file they are faults of.
    pub file: Arc<SourceFile>,
    codes: fn(Code) -> Code,
    errors: Vec<Diagnostic>,
    others: Vec<Diagnostic>,
    dropped: usize,
}

impl Sink {
    pub(super) fn new(file: &Arc<SourceFile>) -> Self {
        Self {
            file: Arc::clone(file),
            codes: |code| code,
            errors: Vec::new(),
            others: Vec::new(),
            dropped: 0,
        }
    }

    /// The same under other codes: for files that are no briefings.
    pub(super) fn with_codes(mut self, codes: fn(Code) -> Code) -> Self {
        self.codes = codes;
        self
    }

    pub(super) fn report(&mut self, mut diagnostic: Diagnostic) {
        diagnostic.code = (self.codes)(diagnostic.code);
        let kept = if diagnostic.severity() == Severity::Error {
            &mut self.errors
        } else {
            &mut self.others
        };
        if kept.len() < MAX_KEPT {
            kept.push(diagnostic);
        } else {
            self.dropped += 1;
        }
    }

    /// Counts an error, where so many are kept that no more are: what would be said of it need not
    /// be found out. `false` where it is to be reported.
    pub(super) fn passes_over(&mut self) -> bool {
        let is_full = self.errors.len() >= MAX_KEPT;
        self.dropped += usize::from(is_full);
        is_full
    }

    /// How many faults there are so far.
    pub(super) fn count(&self) -> usize {
        self.errors.len() + self.others.len() + self.dropped
    }

    /// Whether the file has any error so far.
    pub(super) fn failed(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Whether another error would still be shown: costly help is not worth finding otherwise.
    pub(super) fn wants_more(&self) -> bool {
        self.errors.len() < MAX_SHOWN
    }

    /// The faults in the order of the file, at most [`MAX_SHOWN`], errors before others; where
    /// there are more, a last one says how many.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        diagnostic::sort(&mut self.errors);
        diagnostic::sort(&mut self.others);
        let found = self.errors.len() + self.others.len() + self.dropped;
        let mut shown = self.errors;
        shown.append(&mut self.others);
        shown.truncate(MAX_SHOWN);
        let hidden = found - shown.len();
        diagnostic::sort(&mut shown);
        if hidden > 0 {
            let message = match hidden {
                1 => "1 more fault is not shown".to_owned(),
                more => format!("{more} more faults are not shown"),
            };
            let code = (self.codes)(Code::MoreFaults);
            shown.push(Diagnostic::of_file(&self.file, code, message));
        }
        shown
    }
}
