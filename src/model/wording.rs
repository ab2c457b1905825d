//! Words that are both shown and matched.

use serde::Serialize;

/// A text of which the exact characters matter: a quotation, a cited passage.
///
/// `shown` is safe for a terminal. Where making it safe changed anything, the text as it stands in
/// the file is kept beside it, for matching and export.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct Wording {
    shown: Box<str>,
    original: Option<Box<str>>,
}

impl Wording {
    /// Pairs the text as it stands in the file with its safe form.
    pub fn new(original: &str, shown: String) -> Self {
        let original = (original != shown).then(|| original.into());
        Self {
            shown: shown.into(),
            original,
        }
    }

    /// The text made safe for a terminal.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// The text as it stands in the file: for matching, never for a terminal.
    pub fn original(&self) -> &str {
        self.original.as_deref().unwrap_or(&self.shown)
    }
}

impl From<Wording> for String {
    /// Serialised text is the safe form.
    fn from(wording: Wording) -> Self {
        wording.shown.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_are_safe_are_kept_once_and_in_no_more_room_than_they_take() {
        let mut shown = String::with_capacity(100);
        shown.push_str("safe");
        let words = Wording::new("safe", shown);
        assert_eq!(
            (words.original.as_deref(), words.original()),
            (None, "safe")
        );
        assert_eq!(size_of::<Wording>(), 2 * size_of::<Box<str>>());
    }
}
