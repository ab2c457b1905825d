//! Why a text is no query.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::model::date::DateError;

/// Why a text is no query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What sort of fault.
    pub code: Code,
    /// The part of the text it concerns, in bytes, between characters; it may be empty.
    pub span: Range<usize>,
    /// What is wrong, in one clause. It may repeat what was typed: make it safe where it is shown.
    pub message: String,
    /// What would help, where something would.
    pub help: Option<String>,
}

impl Fault {
    pub(super) fn new(code: Code, span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            code,
            span,
            message: message.into(),
            help: None,
        }
    }

    /// Says that a name is not known.
    pub fn unknown_name(span: Range<usize>, message: String, help: Option<String>) -> Self {
        Self {
            help,
            ..Self::new(Code::QueryUnknownName, span, message)
        }
    }

    /// Says that a text is no date; the place is that of the whole text it stands in.
    pub fn bad_date(span: Range<usize>, error: DateError) -> Self {
        Self {
            help: error.help,
            ..Self::new(Code::QueryBadDate, span, error.reason)
        }
    }

    #[must_use]
    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The fault in a line: what is wrong, and what would help.
    pub fn line(&self) -> String {
        match &self.help {
            Some(help) => format!("{}; {help}", self.message),
            None => self.message.clone(),
        }
    }

    /// What was probably meant, where that says enough by itself.
    pub fn suggestion(&self) -> Option<&str> {
        let help = self.help.as_deref();
        help.filter(|help| help.starts_with("did you mean"))
    }

    /// The fault as it is reported of a text that was given under some name.
    pub fn diagnostic(&self, name: &str, text: &str) -> Diagnostic {
        let file = SourceFile::new(name, text);
        Diagnostic::new(&file, self.code, self.span.clone(), &self.message)
            .maybe_help(self.help.clone())
    }
}
