//! The verdicts on quotations: for other programs, and counted in a line.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};

use crate::anchor::{Change, Finding, Nearest, code_points};
use crate::library::{Content, Entry, Standing, Verification};
use crate::model::{Quote, Verdict, Vocabulary, Wording};
use crate::text::sanitise;

/// The verdict on each quotation of a file, as JSON objects. Offsets count code points of the
/// stored text with its line ends as line feeds; every text is safe for a terminal.
pub fn to_json(entry: &Entry, content: &Content, verification: &Verification) -> Vec<Value> {
    let quotes = content.briefing.quotes.iter();
    let found = quotes.filter_map(|quote| Some((quote, verification.quote(&quote.id)?)));
    found
        .map(|(quote, finding)| one(entry, content, quote, finding))
        .collect()
}

fn one(entry: &Entry, content: &Content, quote: &Quote, finding: &Finding) -> Value {
    let source = quote.source.as_ref();
    let text = source.and_then(|id| content.texts.get(id));
    let text = text.map_or("", |text| text.original());
    let record = source.and_then(|id| content.briefing.source(id));
    let text_kind = record.filter(|source| source.stored.is_some());
    let dropped = finding.dropped.iter().map(|dropped| {
        let Range { start, end } = points(text, &dropped.range);
        let words = sanitise::line(&dropped.text);
        json!({ "start": start, "end": end, "text": words, "negates": dropped.negates })
    });
    let candidates = finding.candidates.iter().map(|places| spans(text, places));
    json!({
        "file": &*entry.file,
        "id": quote.id,
        "source": source,
        "verdict": finding.verdict,
        "mode": quote.mode,
        "text_kind": text_kind.map(|source| source.text_kind),
        "text": quote.pieces.iter().map(Wording::shown).collect::<Vec<_>>(),
        "pieces": spans(text, &finding.pieces),
        "dropped": dropped.collect::<Vec<_>>(),
        "inserted": finding.inserted.iter().map(|text| sanitise::line(text)).collect::<Vec<_>>(),
        "candidates": candidates.collect::<Vec<_>>(),
        "nearest": finding.nearest.as_ref().map(|nearest| nearest_json(text, nearest)),
    })
}

fn spans(text: &str, ranges: &[Range<usize>]) -> Value {
    let points = code_points(text, ranges).into_iter();
    points
        .map(|range| json!({ "start": range.start, "end": range.end }))
        .collect()
}

/// A range of bytes in code points.
fn points(text: &str, range: &Range<usize>) -> Range<usize> {
    let one = code_points(text, std::slice::from_ref(range)).pop();
    one.unwrap_or_default()
}

fn nearest_json(text: &str, nearest: &Nearest) -> Value {
    let diff = nearest.diff.iter().map(|piece| {
        let there = text.get(piece.source.clone()).unwrap_or_default();
        json!({
            "change": change(piece.change),
            "number": piece.number,
            "quote": sanitise::line(&piece.claim),
            "source": sanitise::line(there),
        })
    });
    let Range { start, end } = points(text, &nearest.range);
    json!({ "start": start, "end": end, "diff": diff.collect::<Vec<_>>() })
}

const fn change(change: Change) -> &'static str {
    match change {
        Change::Same => "same",
        Change::Inserted => "inserted",
        Change::Dropped => "dropped",
        Change::Replaced => "replaced",
    }
}

/// How many quotations have each verdict. Those checked against an account are counted apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    in_source: BTreeMap<Verdict, usize>,
    in_account: BTreeMap<Verdict, usize>,
    not_asked: usize,
    pending: usize,
}

impl Tally {
    /// Counts one more quotation.
    pub fn count(&mut self, standing: Standing) {
        match standing {
            Standing::InSource(verdict) => *self.in_source.entry(verdict).or_default() += 1,
            Standing::InAccount(verdict) => *self.in_account.entry(verdict).or_default() += 1,
            Standing::NotAsked => self.not_asked += 1,
            Standing::Pending => self.pending += 1,
        }
    }

    /// Counts the quotations of a briefing.
    pub fn count_all(&mut self, content: &Content, verification: &Verification) {
        for quote in &content.briefing.quotes {
            self.count(verification.standing(content, quote));
        }
    }

    /// Adds the counts of another.
    pub fn extend(&mut self, other: Self) {
        for (mine, theirs) in [
            (&mut self.in_source, other.in_source),
            (&mut self.in_account, other.in_account),
        ] {
            for (verdict, count) in theirs {
                *mine.entry(verdict).or_default() += count;
            }
        }
        self.not_asked += other.not_asked;
        self.pending += other.pending;
    }

    /// The counts in a line: "14 quotations: 12 verbatim in an account, 2 unchecked"; `None`
    /// without quotations.
    pub fn line(&self) -> Option<String> {
        let mut parts = Vec::new();
        let mut total = self.not_asked + self.pending;
        for (counts, place) in [(&self.in_source, ""), (&self.in_account, " in an account")] {
            for (verdict, word, _) in Verdict::WORDS {
                if let Some(count) = counts.get(verdict) {
                    total += count;
                    parts.push(format!("{count} {word}{place}"));
                }
            }
        }
        for (count, word) in [(self.not_asked, "paraphrased"), (self.pending, "pending")] {
            if count > 0 {
                parts.push(format!("{count} {word}"));
            }
        }
        let noun = if total == 1 {
            "quotation"
        } else {
            "quotations"
        };
        (total > 0).then(|| format!("{total} {noun}: {}", parts.join(", ")))
    }
}
