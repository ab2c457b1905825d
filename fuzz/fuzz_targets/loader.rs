//! Reading any text as a briefing: no panic, spans within the text, reports without control
//! characters.
#![no_main]

use std::collections::BTreeMap;

use briefing::diagnostic::{SourceFile, Style, render};
use briefing::format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let file = SourceFile::new("fuzzed.toml", text);
    let texts: BTreeMap<String, String> = BTreeMap::new();
    let parsed = format::parse(&file, "fuzzed", &texts);
    for fault in &parsed.diagnostics {
        if let Some(span) = &fault.span {
            assert!(span.start <= span.end && span.end <= text.len());
        }
    }
    let report = render(&parsed.diagnostics, Style::Plain);
    assert!(report.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(parsed.briefing.is_none() || !briefing::diagnostic::any_error(&parsed.diagnostics));
});
