//! Reading the files of a library.

use std::path::Path;
use std::sync::Arc;

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::format::{self, FolderTexts, MAX_BRIEFING, ReadFault, TextStore};

use super::discover::{BundledTexts, Found, Input, Place, Unusable, bundled_text, find};
use super::{Content, Entry, Library};

/// Reads everything behind some inputs into a library. Files with faults are in it with their
/// diagnostics; what cannot be read at all is returned beside it.
pub fn load(inputs: &[Input]) -> (Library, Vec<Unusable>) {
    let (entries, unusable) = entries(inputs);
    (Library::new(entries), unusable)
}

/// Reads everything behind some inputs, in the order in which it is found.
pub fn entries(inputs: &[Input]) -> (Vec<Entry>, Vec<Unusable>) {
    let (files, mut unusable) = find(inputs);
    let mut entries = Vec::with_capacity(files.len());
    for file in &files {
        match read(file) {
            Ok(entry) => entries.push(entry),
            Err(reason) => unusable.push(reason),
        }
    }
    (entries, unusable)
}

/// Reads one file with its stored texts.
///
/// # Errors
/// Where the system refuses to read the file, or it is no regular file.
pub fn read(file: &Found) -> Result<Entry, Unusable> {
    match &file.place {
        Place::Bundled(name) => {
            let text = bundled_text(name).unwrap_or_default();
            Ok(parse(file, text.into(), Path::new(name), &BundledTexts))
        }
        Place::Disk { path, root } => {
            let base = path.parent().unwrap_or(Path::new(""));
            Ok(match read_text(path, &file.name)? {
                Ok(text) => parse(file, text, path, &FolderTexts::new(base, root)),
                Err(diagnostic) => Entry {
                    file: Arc::clone(&file.name),
                    content: None,
                    diagnostics: vec![*diagnostic],
                },
            })
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

/// The text of a briefing file, or what is wrong with the file as a whole.
fn read_text(path: &Path, name: &str) -> Result<Result<Arc<str>, Box<Diagnostic>>, Unusable> {
    let fault = |code, message: String, help: &str| {
        let file = SourceFile::new(name, "");
        Ok(Err(Box::new(
            Diagnostic::of_file(&file, code, message).help(help),
        )))
    };
    let bytes = match format::read_bounded(path, MAX_BRIEFING) {
        Ok(bytes) => bytes,
        Err(ReadFault::TooLarge(limit)) => {
            let message = format!("the file is larger than {limit} bytes");
            return fault(Code::FileTooLarge, message, "split it into several");
        }
        Err(reason) => {
            return Err(Unusable {
                path: name.to_owned(),
                reason: reason.to_string(),
            });
        }
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Ok(text.into())),
        Err(error) => {
            let bad = error.utf8_error().valid_up_to() + 1;
            let message = format!("the file is not UTF-8: the first bad byte is byte {bad}");
            fault(
                Code::FileNotUtf8,
                message,
                "save it as UTF-8 in your editor",
            )
        }
    }
}
