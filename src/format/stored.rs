//! The stored text of a source: the words that quotations are checked against.

use std::collections::BTreeMap;

use crate::text::offset::OffsetMap;
use crate::text::sanitise;

/// The largest stored text, in bytes.
pub const MAX_STORED: usize = 4 << 20;

/// Where stored texts come from.
pub trait TextStore {
    /// The whole text behind a relative path, exactly as `text_file` has it.
    ///
    /// # Errors
    /// Why it cannot be had. The path comes from a file that anybody may have written: what lies
    /// outside of the library's root is refused, and never opened.
    fn read(&self, relative: &str) -> Result<String, TextFault>;

    /// Whether texts are not to be read now: then nothing is said of them either.
    fn is_put_off(&self) -> bool {
        false
    }
}

/// Why a stored text cannot be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing is there.
    Missing,
    /// The path leads out of the library's root.
    Outside,
    /// A folder, a pipe or a device is there.
    NotAFile,
    /// The file is larger than the limit, in bytes.
    TooLarge {
        /// The limit.
        limit: usize,
    },
    /// The text is not UTF-8.
    NotUtf8 {
        /// The number of bytes before the first bad one.
        valid: usize,
    },
    /// The system's reason.
    Unreadable(String),
}

/// Stored texts held in memory, by path: for tests, and where no file may be read.
impl TextStore for BTreeMap<String, String> {
    fn read(&self, relative: &str) -> Result<String, TextFault> {
        self.get(relative).cloned().ok_or(TextFault::Missing)
    }
}

/// A stored text in both its forms: as it is matched and as it is shown.
#[derive(Debug)]
pub struct SourceText {
    original: String,
    body: usize,
    /// `None` where it is the original.
    shown: Option<String>,
    map: OffsetMap,
}

impl SourceText {
    /// Takes a text from a file: a byte order mark is dropped, line ends become `\n`, and front
    /// matter between `---` lines is told apart.
    pub fn from_file(text: &str) -> Self {
        let original = normalise(text);
        let body = front_matter(&original);
        Self::new(original, body)
    }

    /// The words of a text from a file, as [`Self::body`] has them, without its other forms.
    pub fn body_of_file(text: &str) -> String {
        let mut text = normalise(text);
        text.drain(..front_matter(&text));
        text
    }

    /// Takes a text from the briefing itself, which has no front matter.
    pub fn inline(text: &str) -> Self {
        Self::new(normalise(text), 0)
    }

    fn new(original: String, body: usize) -> Self {
        let safe = sanitise::block(&original);
        Self {
            body,
            shown: (safe.text != original).then(|| safe.text.into_owned()),
            map: safe.map,
            original,
        }
    }

    /// The text with `\n` at line ends, front matter and all: for matching, never for a terminal.
    pub fn original(&self) -> &str {
        &self.original
    }

    /// Where the words begin, after the front matter: a byte offset of the original.
    pub fn body_start(&self) -> usize {
        self.body
    }

    /// The words that are matched: the original without its front matter.
    pub fn body(&self) -> &str {
        self.original.get(self.body..).unwrap_or_default()
    }

    /// The whole text, safe for a terminal.
    pub fn shown(&self) -> &str {
        self.shown.as_deref().unwrap_or(&self.original)
    }

    /// Leads between offsets of the original and of the shown text.
    pub fn map(&self) -> &OffsetMap {
        &self.map
    }
}

fn normalise(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains('\r') {
        text.replace("\r\n", "\n").replace('\r', "\n")
    } else {
        text.to_owned()
    }
}

/// The length of the front matter: from a first line `---` to the next line `---`.
fn front_matter(text: &str) -> usize {
    let Some(rest) = text.strip_prefix("---\n") else {
        return 0;
    };
    let mut at = text.len() - rest.len();
    for line in rest.split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "---" {
            return at;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn front_matter_is_told_apart_only_where_it_is_closed() {
        let with = SourceText::from_file("\u{feff}---\r\ntitle: x\r\n---\r\nwords\r\n");
        assert_eq!(with.body(), "words\n");
        assert!(with.original().starts_with("---\n"));
        let open = SourceText::from_file("---\nwords\n");
        assert_eq!(open.body(), "---\nwords\n");
        assert_eq!(SourceText::inline("---\na\n---\n").body_start(), 0);
    }
}
