//! What a careful author may have forgotten: nothing that is wrong, but gaps.

use std::collections::BTreeSet;

use crate::model::{ActorId, ActorKind, Briefing, Record, RecordId, RecordKind, SourceId};

use super::provenance;

/// A sort of gap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// Positions that nothing shows.
    PositionWithoutEvidence,
    /// Quotations that show no position and stand at no event.
    QuoteUnused,
    /// Events and figures that one independent source alone reports, though several are cited.
    OneOrigin,
    /// Events that rest on one source.
    OneSource,
    /// Sources that nothing rests on.
    SourceUnused,
    /// Actors without a position on an issue on which all others of the briefing have one.
    Silent,
}

/// The gaps of a briefing: each sort with the records it concerns, sorts without any left out.
pub fn gaps(briefing: &Briefing) -> Vec<(Gap, Vec<RecordId>)> {
    let all = [
        (Gap::PositionWithoutEvidence, without_evidence(briefing)),
        (Gap::QuoteUnused, unused_quotes(briefing)),
        (Gap::OneOrigin, one_origin(briefing)),
        (Gap::OneSource, one_source(briefing)),
        (Gap::SourceUnused, unused_sources(briefing)),
        (Gap::Silent, silent(briefing)),
    ];
    all.into_iter()
        .filter(|(_, records)| !records.is_empty())
        .collect()
}

fn without_evidence(briefing: &Briefing) -> Vec<RecordId> {
    let positions = briefing.positions.iter();
    let bare = positions.filter(|one| one.evidence.is_empty() && one.cites.is_empty());
    bare.map(|one| one.id.record()).collect()
}

fn unused_quotes(briefing: &Briefing) -> Vec<RecordId> {
    let shown = briefing.positions.iter().flat_map(|one| &one.evidence);
    let shown: BTreeSet<_> = shown.map(|id| &id.slug).collect();
    let at_events = briefing.events.iter().flat_map(|one| &one.quotes);
    let at_events: BTreeSet<_> = at_events.collect();
    let quotes = briefing.quotes.iter();
    quotes
        .filter(|one| !shown.contains(&one.id.0) && !at_events.contains(&one.id))
        .map(|one| one.id.record())
        .collect()
}

/// The sources behind a record, and how many of them are independent.
fn counts(briefing: &Briefing, record: &Record<'_>) -> (usize, usize) {
    let sources = provenance::sources_of(briefing, record);
    (sources.len(), provenance::independent(briefing, &sources))
}

fn one_origin(briefing: &Briefing) -> Vec<RecordId> {
    let kinds = [RecordKind::Event, RecordKind::Figure, RecordKind::Position];
    let records = kinds.into_iter().flat_map(|kind| briefing.records(kind));
    records
        .filter(|record| matches!(counts(briefing, record), (2.., 1)))
        .map(|record| record.id())
        .collect()
}

fn one_source(briefing: &Briefing) -> Vec<RecordId> {
    let events = briefing.records(RecordKind::Event);
    events
        .filter(|record| counts(briefing, record).0 == 1)
        .map(|record| record.id())
        .collect()
}

fn unused_sources(briefing: &Briefing) -> Vec<RecordId> {
    let mut used: BTreeSet<&SourceId> = BTreeSet::new();
    for kind in RecordKind::ALL {
        for record in briefing.records(kind) {
            used.extend(record.cites().iter().map(|cite| &cite.source));
        }
    }
    for quote in &briefing.quotes {
        used.extend(quote.source.iter().chain(&quote.via));
    }
    used.extend(briefing.sources.iter().flat_map(|one| &one.derives_from));
    let sources = briefing.sources.iter();
    let idle = sources.filter(|one| !used.contains(&one.id));
    idle.map(|one| one.id.record()).collect()
}

/// Persons, states and bodies that hold any position at all, and lack one where every other such
/// actor has one; of issues with at least three voices.
fn silent(briefing: &Briefing) -> Vec<RecordId> {
    let held = briefing.positions.iter().flat_map(|one| &one.actors);
    let voices: BTreeSet<&ActorId> = held
        .filter(|id| {
            let kind = briefing.actor(id).map(|actor| actor.kind);
            kind.is_some_and(|kind| kind != ActorKind::Anonymous)
        })
        .collect();
    let mut found = BTreeSet::new();
    for issue in &briefing.issues {
        let on_it = briefing
            .positions
            .iter()
            .filter(|one| one.issue == issue.id);
        let on_it: BTreeSet<_> = on_it.flat_map(|one| &one.actors).collect();
        let mut missing = voices.iter().filter(|voice| !on_it.contains(*voice));
        if let (Some(only), None) = (missing.next(), missing.next())
            && on_it.len() >= 3
        {
            found.insert(only.record());
        }
    }
    found.into_iter().collect()
}
