//! What is wrong with the TOML itself, and how to read on behind it.

use std::borrow::Cow;

use super::sink::Sink;
use crate::diagnostic::{Code, Diagnostic};

/// A text that the parser can read to its end.
pub(super) struct Mended<'t> {
    pub text: Cow<'t, str>,
    pub whole: bool,
}

pub(super) fn mend<'t>(text: &'t str, faults: Vec<toml::de::Error>, sink: &mut Sink) -> Mended<'t> {
    for fault in faults {
        let span = fault.span().unwrap_or(0..0);
        let d = Diagnostic::new(&sink.file, Code::Syntax, span, fault.message());
        sink.report(d);
    }
    Mended {
        text: Cow::Borrowed(text),
        whole: false,
    }
}
