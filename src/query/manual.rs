//! The manual's page on the language.

use std::fmt::Write as _;

use super::Key;

const INTRODUCTION: &str = include_str!("introduction.md");
const NAMES: &str = include_str!("names.md");

/// The page, in Markdown.
pub fn manual() -> String {
    let mut page = INTRODUCTION.to_owned();
    page.push_str("| key | takes | asks for |\n|---|---|---|\n");
    for key in Key::ALL {
        // Writing to a string cannot fail.
        let _ = writeln!(
            page,
            "| `{}:` | {} | {} |",
            key.word(),
            key.value(),
            key.about()
        );
    }
    let lists = Key::ALL.iter().filter(|key| !key.words().is_empty());
    for key in lists {
        let words: Vec<_> = key.words().iter().map(|word| format!("`{word}`")).collect();
        let _ = write!(page, "\n`{}:` takes {}.\n", key.word(), words.join(", "));
    }
    page.push_str(NAMES);
    page
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_page_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/manual/query.md");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == super::manual(),
            "it is stale: cargo run -- manual query > assets/manual/query.md"
        );
    }
}
