//! A briefing as Markdown: quotations as block quotes, everything else as lists, each record with
//! its citation.

use crate::model::{Record, RecordKind};

use super::context::Context;
use super::link::web_address;
use super::listing::{self, Section};
use super::{capital, citation};

/// The chosen sections of a briefing. Empty where none of them has anything.
pub fn briefing(context: &Context<'_>, sections: &[Section]) -> String {
    let mut blocks = Vec::new();
    for section in sections {
        match section {
            Section::Overview => head(context, &mut blocks),
            Section::Records(kind) => records(context, *kind, &mut blocks),
            Section::Changelog => changelog(context, &mut blocks),
        }
    }
    let mut text = blocks.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn head(context: &Context<'_>, blocks: &mut Vec<String>) {
    let briefing = context.briefing;
    blocks.push(format!("# {}", escaped(&briefing.title)));
    blocks.push(escaped(&listing::about(briefing)));
    blocks.extend(briefing.bottom_line.as_deref().map(escaped));
}

fn records(context: &Context<'_>, kind: RecordKind, blocks: &mut Vec<String>) {
    let Some((rows, count)) = listing::shown(context, kind) else {
        return;
    };
    let title = capital(kind.table());
    blocks.push(format!("## {title} ({count})"));
    let all = context.library.records();
    let records = rows.into_iter();
    let records = records.filter_map(|ix| all.record(ix, context.briefing));
    let mut items = Vec::new();
    for record in records {
        let text = citation::cited(context, &record);
        let lines = text.lines().map(str::trim_start).map(escaped);
        match record {
            Record::Quote(_) => blocks.push(in_lines("> ", "> ", lines)),
            _ => items.push(in_lines("- ", "  ", lines)),
        }
    }
    if !items.is_empty() {
        blocks.push(items.join("\n"));
    }
}

fn changelog(context: &Context<'_>, blocks: &mut Vec<String>) {
    let changelog = &context.briefing.changelog;
    if changelog.is_empty() {
        return;
    }
    blocks.push(format!("## Changelog ({})", changelog.len()));
    let items = changelog.iter().map(|change| {
        let text = format!("{}, {}: {}", change.date.words(), change.kind, change.note);
        format!("- {}", escaped(&text))
    });
    blocks.push(items.collect::<Vec<_>>().join("\n"));
}

/// Lines that stay lines, each behind a mark.
fn in_lines(first: &str, others: &str, lines: impl Iterator<Item = String>) -> String {
    let lines: Vec<_> = lines.collect();
    first.to_owned() + &lines.join(&format!("\\\n{others}"))
}

/// A line as Markdown that shows the same line: what would mean something there is escaped, an
/// address becomes a link.
pub fn escaped(line: &str) -> String {
    let mut out = String::with_capacity(line.len() + line.len() / 8);
    for (n, word) in line.split(' ').enumerate() {
        if n > 0 {
            out.push(' ');
        }
        let address = word.trim_end_matches(['.', ',', ';', ':', ')', '?', '!']);
        let is_link = address.starts_with("http") && web_address(address).is_some();
        let rest = if is_link {
            out.extend(["<", address, ">"]);
            word.get(address.len()..).unwrap_or_default()
        } else {
            word
        };
        if n == 0 && opens_block(rest) {
            out.push_str(&numbered(rest));
        } else {
            escape(rest, &mut out);
        }
    }
    out
}

/// Whether a line that begins with this word would be a heading, a list, a rule or a quotation.
fn opens_block(word: &str) -> bool {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let number = digits.len() < word.len() && digits.starts_with(['.', ')']);
    number || word.starts_with(['#', '+', '-', '=', ':'])
}

/// The first word of such a line, so that it does not.
fn numbered(word: &str) -> String {
    let digits = word.trim_start_matches(|c: char| c.is_ascii_digit());
    let (number, rest) = word
        .split_at_checked(word.len() - digits.len())
        .unwrap_or_default();
    let mut out = format!("{number}\\");
    let mut rest = rest.chars();
    out.extend(rest.next());
    escape(rest.as_str(), &mut out);
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' | '~' | '$' | '^'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use pulldown_cmark::{Event, Options, Parser, Tag};

    use super::*;

    #[test]
    fn what_means_something_in_markdown_is_escaped() {
        for (text, markdown) in [
            ("plain, (text) – “so”!", "plain, (text) – “so”!"),
            ("*not* _bold_ `code`", "\\*not\\* \\_bold\\_ \\`code\\`"),
            ("[a](b) <b> &amp; a|b", "\\[a\\](b) \\<b\\> \\&amp; a\\|b"),
            ("# no heading", "\\# no heading"),
            ("1. no list", "1\\. no list"),
            ("1918) no list", "1918\\) no list"),
            ("- no list", "\\- no list"),
            ("> no quotation", "\\> no quotation"),
            ("=== no heading", "\\=== no heading"),
            ("see https://e.org/a_b*c.", "see <https://e.org/a_b*c>."),
            ("https://e.org (read)", "<https://e.org> (read)"),
            ("javascript:x", "javascript:x"),
            ("https://e.org/>x", "https://e.org/\\>x"),
        ] {
            assert_eq!(escaped(text), markdown);
        }
    }

    proptest! {
        #[test]
        fn the_same_words_are_shown(text in "[ -~“”é]{0,60}") {
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            let markdown = format!("- {}", escaped(&text));
            let extensions = Options::all() - Options::ENABLE_SMART_PUNCTUATION;
            let mut shown = String::new();
            for event in Parser::new_ext(&markdown, extensions) {
                match event {
                    Event::Text(text) => shown.push_str(&text),
                    Event::Start(Tag::List(None) | Tag::Item | Tag::Link { .. }) | Event::End(_) => {}
                    other => prop_assert!(false, "{other:?} in {markdown}"),
                }
            }
            prop_assert_eq!(shown, text);
        }
    }
}
