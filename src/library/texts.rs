//! The stored texts of sources: of briefings that are open, and of those that are not.

use std::path::Path;
use std::sync::Arc;

use crate::format::{FolderTexts, SourceText, TextStore};
use crate::model::SourceId;

use super::discover::{BundledTexts, Place};
use super::{Entry, Library, RecordIx, load};

impl Library {
    /// The words of a source, without front matter; read where its briefing is not open. `None` for
    /// all other records, and where the words cannot be had.
    pub(super) fn words_of(&self, ix: RecordIx) -> Option<String> {
        let (path, entry) = (self.records().stored(ix)?, self.entry_of(ix)?);
        if entry.content.is_some() || path.is_empty() {
            let text = self.in_briefing(entry, ix)?;
            return Some(text.body().to_owned());
        }
        Some(SourceText::body_of_file(&read(entry, path)?))
    }

    /// The text of a source; read where its briefing is not open. `None` for all other records, and
    /// where the text cannot be had.
    pub(super) fn text_of(&self, ix: RecordIx) -> Option<Arc<SourceText>> {
        let (path, entry) = (self.records().stored(ix)?, self.entry_of(ix)?);
        if entry.content.is_some() || path.is_empty() {
            return self.in_briefing(entry, ix);
        }
        Some(Arc::new(SourceText::from_file(&read(entry, path)?)))
    }

    /// The file that keeps the words of a source, named as the briefing's is; `None` where they stand
    /// in the briefing itself, or none are kept.
    pub(super) fn text_file(&self, ix: RecordIx) -> Option<String> {
        let path = self.records().stored(ix)?;
        let file = &*self.entry_of(ix)?.file;
        let folder = file.rsplit_once('/').map(|(folder, _)| folder);
        match folder {
            _ if path.is_empty() => None,
            Some(folder) => Some(format!("{folder}/{path}")),
            None => Some(path.to_owned()),
        }
    }

    fn entry_of(&self, ix: RecordIx) -> Option<&Entry> {
        self.entry(self.records().briefing(ix)?)
    }

    fn in_briefing(&self, entry: &Entry, ix: RecordIx) -> Option<Arc<SourceText>> {
        let id = SourceId(self.records().id(ix)?.slug);
        if let Some(content) = &entry.content {
            return content.texts.get(&id).cloned();
        }
        let opened = load::open(entry)?;
        opened.content.as_ref()?.texts.get(&id).cloned()
    }
}

/// The text behind a path of a briefing.
fn read(entry: &Entry, relative: &str) -> Option<String> {
    match entry.place.as_deref()? {
        Place::Disk { path, root, .. } => {
            let base = path.parent().unwrap_or(Path::new(""));
            FolderTexts::new(base, root).read(relative).ok()
        }
        Place::Bundled(_) => BundledTexts.read(relative).ok(),
        Place::Refused(..) => None,
    }
}
