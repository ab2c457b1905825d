//! How everything that a briefing takes word for word stands in the stored texts of its sources.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, PoisonError};

use crate::anchor::{self, Claim, Finding, Haystack};
use crate::format::SourceText;
use crate::leisure::{by_and_by, comparing};
use crate::model::{
    Quote, QuoteId, QuoteMode, Record, RecordId, RecordKind, Source, SourceId, SourceKind,
    TextKind, Verdict, Wording,
};

use super::Content;

/// The findings on one briefing.
#[derive(Debug, Default)]
pub struct Verification {
    quotes: HashMap<QuoteId, Arc<Finding>>,
    passages: Vec<Passage>,
    standings: Arc<[Standing]>,
}

/// The finding on a passage that a record cites.
#[derive(Debug)]
pub struct Passage {
    /// The record that cites it.
    pub record: RecordId,
    /// The source.
    pub source: SourceId,
    /// The words.
    pub words: Wording,
    /// How they stand there.
    pub finding: Arc<Finding>,
}

/// What is known of a quotation's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Standing {
    /// Not yet computed: never "ok".
    Pending,
    /// A paraphrase: nothing is asked of its words.
    NotAsked,
    /// The verdict of a check against a text of the source.
    InSource(Verdict),
    /// The verdict of a check against somebody's own account of the source.
    InAccount(Verdict),
}

impl Standing {
    /// The verdict, where there is one.
    pub const fn verdict(self) -> Option<Verdict> {
        match self {
            Self::InSource(verdict) | Self::InAccount(verdict) => Some(verdict),
            Self::Pending | Self::NotAsked => None,
        }
    }

    /// Whether the words were checked and do not stand as they are quoted, or could not be.
    pub fn is_unverified(self) -> bool {
        self.verdict().is_some_and(|verdict| !verdict.is_verified())
    }
}

/// How many of some quotations stand as they are quoted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those that do, in a text of the source or in an account of it.
    pub verified: usize,
    /// Of these, those that were checked against somebody's own account of the source.
    pub in_account: usize,
    /// Those that do not, or could not be checked.
    pub not_verified: usize,
    /// The worst that is known of any of these.
    pub worst: Option<Standing>,
}

impl Tally {
    /// Counts quotations; paraphrases are none.
    pub fn of(standings: &[Standing]) -> Self {
        let mut tally = Self::default();
        for standing in standings {
            let Some(verdict) = standing.verdict() else {
                continue;
            };
            if verdict.is_verified() {
                tally.verified += 1;
                tally.in_account += usize::from(matches!(standing, Standing::InAccount(_)));
                continue;
            }
            tally.not_verified += 1;
            if tally
                .worst
                .is_none_or(|worst| badness(worst) < badness(*standing))
            {
                tally.worst = Some(*standing);
            }
        }
        tally
    }

    /// Those whose words are asked for.
    pub const fn asked(&self) -> usize {
        self.verified + self.not_verified
    }
}

/// How bad it is that words do not stand as they are quoted.
const fn badness(standing: Standing) -> u8 {
    match standing {
        Standing::Pending | Standing::NotAsked => 0,
        Standing::InSource(verdict) | Standing::InAccount(verdict) => match verdict {
            Verdict::Missing => 4,
            Verdict::Altered => 3,
            Verdict::Ambiguous => 2,
            _ => 1,
        },
    }
}

impl Verification {
    /// Checks every quotation and every cited passage of a briefing.
    pub fn of(content: &Content, cache: &Cache) -> Self {
        let briefing = &content.briefing;
        let mut texts = Texts::new(content);
        // Source by source, so that of all texts one is folded at a time.
        let mut by_source: Vec<&Quote> = briefing.quotes.iter().collect();
        by_source.sort_by(comparing(|a: &&Quote, b: &&Quote| a.source.cmp(&b.source)));
        let of = |quote: &Quote| {
            (
                quote.id.clone(),
                of_quote(content, quote, &mut texts, cache),
            )
        };
        let quotes = by_and_by(by_source).map(of).collect();
        let all = RecordKind::ALL.into_iter();
        let records = all.flat_map(|kind| briefing.records(kind));
        let cited = by_and_by(records).flat_map(cited);
        let mut by_source: Vec<_> = cited.enumerate().collect();
        by_source.sort_by(|(_, a), (_, b)| a.source.cmp(b.source));
        let of = |(at, cited)| (at, of_cited(cited, &mut texts, cache));
        let mut passages: Vec<(usize, Passage)> = by_and_by(by_source).map(of).collect();
        passages.sort_unstable_by_key(|(at, _)| *at);
        let passages = passages.into_iter().map(|(_, passage)| passage).collect();
        let mut verification = Self {
            quotes,
            passages,
            standings: Arc::default(),
        };
        let of = |quote| verification.standing(content, quote);
        verification.standings = by_and_by(&briefing.quotes).map(of).collect();
        verification
    }

    /// What is known of each quotation, in the order of the file.
    pub const fn standings(&self) -> &Arc<[Standing]> {
        &self.standings
    }

    /// How a quotation's words stand.
    pub fn quote(&self, id: &QuoteId) -> Option<&Arc<Finding>> {
        self.quotes.get(id)
    }

    /// How the passages stand that records cite, in the order of the file's tables.
    pub fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// What is known of a quotation of the briefing.
    pub fn standing(&self, content: &Content, quote: &Quote) -> Standing {
        let Some(finding) = self.quotes.get(&quote.id) else {
            return Standing::Pending;
        };
        match finding.verdict {
            None => Standing::NotAsked,
            Some(verdict) if is_account(content, quote) => Standing::InAccount(verdict),
            Some(verdict) => Standing::InSource(verdict),
        }
    }
}

impl Drop for Verification {
    fn drop(&mut self) {
        by_and_by(std::mem::take(&mut self.quotes)).for_each(drop);
        by_and_by(std::mem::take(&mut self.passages)).for_each(drop);
    }
}

/// Whether a quotation is checked against an account of its source.
fn is_account(content: &Content, quote: &Quote) -> bool {
    let source = quote
        .source
        .as_ref()
        .and_then(|id| content.briefing.source(id));
    source.is_some_and(|source| source.text_kind == TextKind::Account && source.stored.is_some())
}

/// Whether a source is expected to hold a speaker's words inside quotation marks: what is written
/// about the speaker is, what the speaker wrote or was taken down is not.
pub(super) fn is_quoting(source: &Source) -> bool {
    source.text_kind == TextKind::Account
        || matches!(
            source.kind,
            SourceKind::Article | SourceKind::Post | SourceKind::Interview
        )
}

fn of_quote(
    content: &Content,
    quote: &Quote,
    texts: &mut Texts<'_>,
    cache: &Cache,
) -> Arc<Finding> {
    if quote.mode == QuoteMode::Paraphrase {
        return Arc::default();
    }
    let source = quote
        .source
        .as_ref()
        .and_then(|id| content.briefing.source(id));
    let Some(source) = source else {
        return unchecked();
    };
    let pieces: Vec<_> = quote.pieces.iter().map(Wording::original).collect();
    let claim = Claim {
        pieces: &pieces,
        prefix: quote.prefix.as_ref().map(Wording::original),
        suffix: quote.suffix.as_ref().map(Wording::original),
        mode: quote.mode,
        quoting: is_quoting(source),
    };
    texts.verify(&source.id, &claim, cache)
}

/// A passage that a record cites.
struct Cited<'a> {
    record: RecordId,
    source: &'a SourceId,
    words: &'a Wording,
}

fn cited(record: Record<'_>) -> impl Iterator<Item = Cited<'_>> {
    record.cites().iter().filter_map(move |cite| {
        Some(Cited {
            record: record.id(),
            source: &cite.source,
            words: cite.passage.as_ref()?,
        })
    })
}

fn of_cited(cited: Cited<'_>, texts: &mut Texts<'_>, cache: &Cache) -> Passage {
    let claim = Claim {
        pieces: &[cited.words.original()],
        prefix: None,
        suffix: None,
        mode: QuoteMode::Indirect,
        quoting: false,
    };
    Passage {
        finding: texts.verify(cited.source, &claim, cache),
        record: cited.record,
        source: cited.source.clone(),
        words: cited.words.clone(),
    }
}

fn unchecked() -> Arc<Finding> {
    Arc::new(Finding {
        verdict: Some(Verdict::Unchecked),
        ..Finding::default()
    })
}

/// The stored texts of one briefing, each hashed once.
struct Texts<'a> {
    content: &'a Content,
    hashes: HashMap<&'a SourceId, u64>,
    /// The one that was asked last, folded: that is many times larger than the text.
    folded: Option<(SourceId, Haystack)>,
}

impl<'a> Texts<'a> {
    fn new(content: &'a Content) -> Self {
        let hash = |text: &Arc<SourceText>| hash_of(&(text.original(), text.body_start()));
        let hashes = by_and_by(&content.texts).map(|(id, text)| (id, hash(text)));
        Self {
            content,
            hashes: hashes.collect(),
            folded: None,
        }
    }

    fn haystack(&mut self, source: &SourceId) -> Option<&Haystack> {
        if self.folded.as_ref().is_none_or(|(of, _)| of != source) {
            let text = self.content.texts.get(source)?;
            let haystack = Haystack::new(text.original(), text.body_start());
            self.folded = Some((source.clone(), haystack));
        }
        self.folded.as_ref().map(|(_, haystack)| haystack)
    }

    fn verify(&mut self, source: &SourceId, claim: &Claim<'_>, cache: &Cache) -> Arc<Finding> {
        let Some(text) = self.hashes.get(source).copied() else {
            return unchecked();
        };
        let asked = (
            claim.pieces,
            claim.prefix,
            claim.suffix,
            claim.mode,
            claim.quoting,
        );
        cache.get((text, hash_of(&asked)), || {
            let haystack = self.haystack(source);
            haystack.map_or_else(Finding::default, |haystack| anchor::verify(haystack, claim))
        })
    }
}

fn hash_of(value: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Findings by the hash of the text and the hash of what is asked of it, so that what has not
/// changed is not checked again. Cheap to share.
#[derive(Debug, Default)]
pub struct Cache(Mutex<HashMap<(u64, u64), Arc<Finding>>>);

impl Cache {
    /// The most findings that are kept; past that all are dropped.
    const MOST: usize = 50_000;

    fn get(&self, key: (u64, u64), find: impl FnOnce() -> Finding) -> Arc<Finding> {
        let known = self.lock().get(&key).cloned();
        known.unwrap_or_else(|| {
            let finding = Arc::new(find());
            let mut findings = self.lock();
            if findings.len() >= Self::MOST {
                findings.clear();
            }
            findings.insert(key, Arc::clone(&finding));
            finding
        })
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<(u64, u64), Arc<Finding>>> {
        // A finding is put in whole or not at all, so a panic elsewhere leaves nothing half done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
