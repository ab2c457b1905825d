//! A briefing before it is opened: what its columns say of it.

use crate::diagnostic::Severity;
use crate::library::{Library, Tally, Verdicts, catalogue};
use crate::model::RecordKind;
use crate::text::sanitise;

use super::document::{Document, Role, Span};
use super::glyph::GlyphSet;
use super::{count, overview};

/// How many faults are told; the list of faults has all of them.
const FAULTS: usize = 5;

/// How many issues are told: more than a screen holds, and little work however many there are.
const ISSUES: usize = 100;

/// What there is to say of the file at a place in the library's order; nothing is read for it.
pub fn document(
    (library, verdicts): (&Library, &Verdicts),
    at: usize,
    glyphs: GlyphSet,
) -> Document {
    let mut document = Document::new("Preview");
    let Some(entry) = library.entry(at) else {
        return document;
    };
    if let Some(card) = &entry.card {
        document.paragraph([Span::new(&card.title, Role::Title)]);
        let day = overview::day(card.as_of);
        document.paragraph([Span::dim(format!("as of {day}"))]);
        if let Some(bottom_line) = &card.bottom_line {
            document.blank();
            document.paragraph([Span::body(bottom_line)]);
        }
        document.blank();
        let kinds = RecordKind::ALL.into_iter();
        let counts = kinds.filter_map(|kind| match entry.count(kind) {
            0 => None,
            1 => Some(format!("1 {}", kind.noun())),
            many => Some(format!("{} {}", count(many), kind.table())),
        });
        let counts: Vec<_> = counts.collect();
        let dot = format!(" {} ", glyphs.dot());
        document.field("records", text(&counts.join(&dot)));
        document.field("words", [verification(verdicts.tally(at), glyphs)]);
        document.field("tags", text(&card.tags.join(", ")));
        document.field("file", [Span::body(&*entry.file)]);
        issues(library, at, glyphs, &mut document);
    } else {
        document.paragraph([Span::new(&*entry.file, Role::Title)]);
        document.paragraph([Span::dim("cannot be read")]);
    }
    let mut faults: Vec<_> = entry.diagnostics.iter().collect();
    if faults.is_empty() {
        return document;
    }
    document.section(format!("Faults {}", count(faults.len())));
    faults.sort_by_key(|fault| fault.severity() != Severity::Error);
    for fault in faults.iter().take(FAULTS) {
        let message = sanitise::line(&fault.message);
        let message = glyphs.words(&message).into_owned();
        let sign = match fault.severity() {
            Severity::Error => "!",
            Severity::Warning | Severity::Note => glyphs.dot(),
        };
        document.hanging(0, 2, [Span::body(format!("{sign} {message}"))]);
    }
    and_more(faults.len().saturating_sub(FAULTS), &mut document);
    document
}

fn text(text: &str) -> Option<Span> {
    (!text.is_empty()).then(|| Span::body(text))
}

/// How the quotations stand, in words.
fn verification(tally: Option<Tally>, glyphs: GlyphSet) -> Span {
    let Some(tally) = tally else {
        return Span::dim(format!("being checked {}", glyphs.ellipsis()));
    };
    let asked = tally.asked();
    if asked == 0 {
        return Span::dim("nothing is quoted");
    }
    let mut words = format!("{} of {} verified", count(tally.verified), count(asked));
    if tally.in_account == tally.verified && tally.verified > 0 {
        words += ", in an account";
    } else if tally.in_account > 0 {
        words = format!("{words}, {} in an account", count(tally.in_account));
    }
    Span::body(words)
}

/// The issues, each with where it stands.
fn issues(library: &Library, at: usize, glyphs: GlyphSet, document: &mut Document) {
    let all = library
        .entry(at)
        .map_or(0, |entry| entry.count(RecordKind::Issue));
    if all == 0 {
        return;
    }
    document.section(format!("Issues {}", count(all)));
    for (title, status) in catalogue::issues(library, at).take(ISSUES) {
        let sign = status.map_or(" ", |status| glyphs.issue_status(status));
        let word = status.map_or(String::new(), |status| format!("  {}", status.word()));
        document.hanging(
            0,
            2,
            [
                Span::body(format!("{sign} {title}")),
                Span::dim(word.replace('_', " ")),
            ],
        );
    }
    and_more(all.saturating_sub(ISSUES), document);
}

/// Says that there are more than are told.
fn and_more(more: usize, document: &mut Document) {
    if more > 0 {
        document.indented(2, [Span::dim(format!("and {} more", count(more)))]);
    }
}
