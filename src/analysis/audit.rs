//! What the check of a briefing's words and its gaps come to, as reports.

use std::ops::Range;
use std::sync::Arc;

use crate::anchor::{Concern, Finding, InMarks, Nearest};
use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::library::load::Origin;
use crate::library::verify::Passage;
use crate::library::{Content, Verification};
use crate::model::{Quote, QuoteMode, RecordId, Slug, SourceId, StoredText, Verdict};

use super::coverage::{self, Gap};

/// How many records a report on gaps names.
const NAMED: usize = 5;

/// The reports on a briefing's quotations and cited passages.
pub fn of_words(
    content: &Content,
    origin: &Origin,
    verification: &Verification,
) -> Vec<Diagnostic> {
    let mut audit = Audit {
        content,
        origin,
        out: Vec::new(),
    };
    for quote in &content.briefing.quotes {
        if let Some(finding) = verification.quote(&quote.id) {
            audit.quote(quote, finding);
        }
    }
    for passage in verification.passages() {
        audit.passage(passage);
    }
    audit.out
}

/// The reports on a briefing's gaps: one for each sort.
pub fn of_gaps(content: &Content, origin: &Origin) -> Vec<Diagnostic> {
    let gaps = coverage::gaps(&content.briefing).into_iter();
    gaps.map(|(gap, records)| of_gap(gap, &records, origin))
        .collect()
}

fn of_gap(gap: Gap, records: &[RecordId], origin: &Origin) -> Diagnostic {
    let (code, what) = match gap {
        Gap::PositionWithoutEvidence => (Code::PositionsWithoutEvidence, "without evidence"),
        Gap::QuoteUnused => (Code::QuotesUnused, "unused as evidence"),
        Gap::OneOrigin => (Code::OneOrigin, "whose sources all rest on one"),
        Gap::OneSource => (Code::OneSource, "with one source"),
        Gap::SourceUnused => (Code::SourcesUnused, "never cited"),
        Gap::Silent => (Code::ActorsSilent, "silent where all others speak"),
    };
    let mut kinds: Vec<_> = records.iter().map(|id| id.kind).collect();
    kinds.dedup();
    let kind = match kinds.as_slice() {
        [one] if records.len() == 1 => one.noun(),
        [one] => one.table(),
        _ => "records",
    };
    let names = records
        .iter()
        .take(NAMED)
        .map(|id| format!("`{}`", id.slug));
    let names = names.collect::<Vec<_>>().join(", ");
    let more = match records.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let message = format!("{} {kind} {what}: {names}{more}", records.len());
    Diagnostic::of_file(&origin.file, code, message)
}

struct Audit<'a> {
    content: &'a Content,
    origin: &'a Origin,
    out: Vec<Diagnostic>,
}

impl Audit<'_> {
    fn quote(&mut self, quote: &Quote, finding: &Finding) {
        let own = matches!(quote.mode, QuoteMode::Direct | QuoteMode::Partial);
        let code = |code| if own { code } else { Code::IndirectNotFound };
        let name = format!("the quote `{}`", quote.id);
        let Some(source) = &quote.source else { return };
        let span = self.span(&quote.id.0);
        let fault =
            |code, message: String| Diagnostic::new(&self.origin.file, code, span.clone(), message);
        let mut found = Vec::new();
        match finding.verdict {
            Some(Verdict::Altered) => {
                let fault = fault(
                    code(Code::QuoteAltered),
                    format!("{name} has other words than `{source}`"),
                );
                found.push(self.with_nearest(fault, source, finding.nearest.as_ref()));
            }
            Some(Verdict::Missing) => {
                let message = format!("{name} does not stand in `{source}`");
                let fault = fault(code(Code::QuoteMissing), message);
                found.push(fault.label("nothing like these words is there"));
            }
            Some(Verdict::Ambiguous) => {
                let message = format!("{name} stands in `{source}` more than once");
                let fault = fault(code(Code::QuoteAmbiguous), message);
                let fault = fault.help(
                    "give the words just before it as `prefix`, or those just after as `suffix`",
                );
                found.push(self.with_candidates(fault, source, finding));
            }
            _ => {}
        }
        if finding.in_quotation_marks == InMarks::No {
            let message = format!("{name} does not stand inside quotation marks in `{source}`");
            let fault = fault(Code::QuoteOutsideMarks, message);
            found.push(self.with_places(fault, source, &finding.pieces, "it stands here"));
        }
        for concern in &finding.concerns {
            let words = match concern {
                Concern::NegationDropped(words) | Concern::SenseReversed(words) => words,
            };
            let message = format!("{name} leaves out \"{words}\"");
            let dropped = finding.dropped.iter().map(|one| one.range.clone());
            let dropped: Vec<_> = dropped.collect();
            let fault = fault(Code::QuoteDropsSense, message);
            found.push(self.with_places(fault, source, &dropped, "left out here"));
        }
        self.out.extend(found);
    }

    fn passage(&mut self, passage: &Passage) {
        let id = &passage.record;
        let name = format!(
            "the passage that the {} `{}` cites",
            id.kind.noun(),
            id.slug
        );
        let source = &passage.source;
        let span = self.passage_span(passage);
        let fault =
            |code, message: String| Diagnostic::new(&self.origin.file, code, span.clone(), message);
        let fault = match passage.finding.verdict {
            Some(Verdict::Altered) => {
                let message = format!("{name} has other words than `{source}`");
                let fault = fault(Code::PassageNotFound, message);
                self.with_nearest(fault, source, passage.finding.nearest.as_ref())
            }
            Some(Verdict::Missing) => {
                let message = format!("{name} does not stand in `{source}`");
                fault(Code::PassageNotFound, message).label("nothing like these words is there")
            }
            Some(Verdict::Ambiguous) => {
                let message = format!("{name} stands in `{source}` more than once");
                self.with_candidates(
                    fault(Code::PassageAmbiguous, message),
                    source,
                    &passage.finding,
                )
            }
            _ => return,
        };
        self.out.push(fault);
    }

    /// Where a record's words are written in the briefing.
    fn span(&self, id: &Slug) -> Range<usize> {
        let words = self
            .origin
            .words
            .get(id)
            .or_else(|| self.origin.places.get(id));
        words.cloned().unwrap_or(0..0)
    }

    /// Where a passage is written: its words within the record's `cites`, where they stand there
    /// as they are.
    fn passage_span(&self, passage: &Passage) -> Range<usize> {
        let whole = self.span(&passage.record.slug);
        let text = self.origin.file.text.get(whole.clone()).unwrap_or_default();
        let words = passage.words.original();
        match text.find(words) {
            Some(at) => whole.start + at..whole.start + at + words.len(),
            None => whole,
        }
    }

    /// The source's stored text as a file that reports can point into.
    fn text(&self, source: &SourceId) -> Option<Arc<SourceFile>> {
        let text = self.content.texts.get(source)?;
        let stored = self.content.briefing.source(source)?.stored.as_ref()?;
        let name = match stored {
            StoredText::File(path) => beside(&self.origin.file.name, path),
            StoredText::Inline(_) => format!("the text of `{source}`"),
        };
        Some(SourceFile::new(name, text.original()))
    }

    fn with_nearest(
        &self,
        fault: Diagnostic,
        source: &SourceId,
        nearest: Option<&Nearest>,
    ) -> Diagnostic {
        let Some(nearest) = nearest else { return fault };
        let fault = fault.label(differences(nearest, self.content, source));
        match self.text(source) {
            Some(file) => fault.related_in(&file, nearest.range.clone(), "this comes nearest"),
            None => fault,
        }
    }

    fn with_candidates(
        &self,
        fault: Diagnostic,
        source: &SourceId,
        finding: &Finding,
    ) -> Diagnostic {
        let starts = finding
            .candidates
            .iter()
            .filter_map(|places| places.first());
        let starts: Vec<_> = starts.take(NAMED).cloned().collect();
        self.with_places(fault, source, &starts, "it may be this one")
    }

    fn with_places(
        &self,
        mut fault: Diagnostic,
        source: &SourceId,
        places: &[Range<usize>],
        message: &str,
    ) -> Diagnostic {
        if let Some(file) = self.text(source) {
            for place in places {
                fault = fault.related_in(&file, place.clone(), message);
            }
        }
        fault
    }
}

/// The path of a stored text as it is seen from where the briefing's own path is.
fn beside(briefing: &str, path: &str) -> String {
    match briefing.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{path}"),
        None => path.to_owned(),
    }
}

/// What differs, in a line: numbers first.
fn differences(nearest: &Nearest, content: &Content, source: &SourceId) -> String {
    use crate::anchor::Change;
    let text = content.texts.get(source).map(|text| text.original());
    let changes = nearest.changes().into_iter().map(|piece| {
        let there = text
            .and_then(|text| text.get(piece.source.clone()))
            .unwrap_or_default();
        let here = piece.claim.trim();
        let there = there.split_whitespace().collect::<Vec<_>>().join(" ");
        match piece.change {
            Change::Inserted => format!("\"{here}\" is not there"),
            Change::Dropped => format!("\"{there}\" is left out"),
            Change::Replaced | Change::Same => format!("\"{here}\" is \"{there}\" there"),
        }
    });
    changes.take(NAMED).collect::<Vec<_>>().join("; ")
}
