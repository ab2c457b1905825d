//! Reading the files of a library.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::format::{self, FolderTexts, MAX_BRIEFING, ReadFault, TextStore};

use super::discover::{BundledTexts, Found, Input, Place, Unusable, bundled_text, find};
use super::{Content, Entry, Library};

/// Reads everything behind some inputs into a library. Files with faults are in it with their
/// diagnostics; what cannot be looked through is returned beside it.
pub fn load(inputs: &[Input]) -> (Library, Vec<Unusable>) {
    let (files, unusable) = find(inputs);
    let entries = files.iter().map(read).collect();
    (Library::new(entries), unusable)
}

/// Reads one file with its stored texts.
pub fn read(file: &Found) -> Entry {
    match &file.place {
        Place::Bundled(name) => {
            let text = bundled_text(name).unwrap_or_default();
            parse(file, text.into(), Path::new(name), &BundledTexts)
        }
        Place::Disk { path, root } => {
            let base = path.parent().unwrap_or(Path::new(""));
            match read_text(path, &file.name) {
                Ok(text) => parse(file, text, path, &FolderTexts::new(base, root)),
                Err(diagnostic) => Entry {
                    file: Arc::clone(&file.name),
                    content: None,
                    diagnostics: vec![*diagnostic],
                },
            }
        }
    }
}

fn parse(file: &Found, text: Arc<str>, path: &Path, texts: &dyn TextStore) -> Entry {
    let source = SourceFile::new(&*file.name, text);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    let parsed = format::parse(&source, &stem.unwrap_or_default(), texts);
    let content = parsed
        .briefing
        .map(|briefing| Content::new(briefing, parsed.texts));
    Entry {
        file: Arc::clone(&file.name),
        content,
        diagnostics: parsed.diagnostics,
    }
}

/// The text of a briefing file, or why there is none.
fn read_text(path: &Path, name: &str) -> Result<Arc<str>, Box<Diagnostic>> {
    let nothing = SourceFile::new(name, "");
    let fault = |code, message: String| Box::new(Diagnostic::of_file(&nothing, code, message));
    let bytes = format::read_bounded(path, MAX_BRIEFING).map_err(|reason| match reason {
        ReadFault::TooLarge(_) => fault(Code::FileTooLarge, reason.to_string()),
        ReadFault::Io(_) | ReadFault::NotAFile => fault(Code::FileUnreadable, reason.to_string()),
    })?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let message = format!("the file is not UTF-8: byte {valid} is the first bad one");
        fault(Code::FileNotUtf8, message)
    })?;
    Ok(text.into())
}
