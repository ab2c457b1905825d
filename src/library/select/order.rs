//! The order of rows: quotations and events by date, and all else briefing after briefing.

use std::collections::HashMap;

use crate::leisure::{by_thousands, comparing};
use crate::library::bits::Bits;
use crate::library::segment::Segment;
use crate::library::{Library, RecordIx, Scope};
use crate::model::RecordKind;

/// Whether rows of a kind stand by date.
const fn is_dated(kind: RecordKind) -> bool {
    matches!(kind, RecordKind::Quote | RecordKind::Event)
}

/// The records of a kind that stand in rows, in their order.
pub(super) fn rows(
    (library, scope): (&Library, Scope),
    kind: RecordKind,
    standing: &Bits,
) -> Vec<RecordIx> {
    if is_dated(kind) {
        return by_date((library, scope), kind);
    }
    let spans = library.places(scope);
    let spans = spans.map(|at| library.records().span(at, kind));
    let standing = by_thousands(spans.flatten()).filter(|ix| standing.contains(*ix));
    standing.map(RecordIx).collect()
}

/// Some records of a kind in the order of rows.
pub(super) fn sorted(
    library: &Library,
    kind: RecordKind,
    mut found: Vec<RecordIx>,
) -> Vec<RecordIx> {
    let records = library.records();
    found.sort_by_cached_key(|ix| {
        let days = is_dated(kind).then(|| records.days(*ix));
        (days, records.briefing(*ix), *ix)
    });
    found
}

/// All records of a kind by date; those of one date briefing after briefing.
///
/// There are far fewer dates than records, so the dates are sorted and the records are counted out.
fn by_date((library, scope): (&Library, Scope), kind: RecordKind) -> Vec<RecordIx> {
    let records = library.records();
    let columns = || {
        let places = library.places(scope);
        places.filter_map(|at| records.columns(at))
    };
    let spans = || {
        let spans = columns();
        let spans = spans.map(|(segment, part, first)| (segment, first, segment.span(part, kind)));
        // A segment without records has the number of the next one.
        spans.filter(|(.., span)| !span.is_empty())
    };
    let mut segments: Vec<(u32, &Segment)> = spans().map(|(one, first, _)| (first, one)).collect();
    segments.sort_unstable_by_key(|(first, _)| *first);
    segments.dedup_by_key(|(first, _)| *first);
    let count: usize = spans().map(|(.., span)| span.len()).sum();
    let dates: usize = segments.iter().map(|(_, one)| one.calendar().count()).sum();
    if dates > count {
        let found = spans().flat_map(|(_, first, span)| span.map(move |at| first + at));
        return sorted(library, kind, found.map(RecordIx).collect());
    }
    let mut known = Vec::with_capacity(dates);
    for (_, segment) in &segments {
        known.extend(by_thousands(segment.calendar_days()));
    }
    known.sort_unstable_by(comparing(Ord::cmp));
    known.dedup();
    // For each segment, where each of its dates comes among all.
    let of_segment = |segment: &Segment| {
        let days = by_thousands(segment.calendar_days());
        let place = |days| known.partition_point(|one| *one < days) as u32;
        days.map(place).collect::<Vec<_>>()
    };
    let segments = segments.into_iter();
    let places: HashMap<u32, Vec<u32>> = segments
        .map(|(first, segment)| (first, of_segment(segment)))
        .collect();
    let mut keys = Vec::with_capacity(count);
    let undated = known.len() as u32;
    for (segment, first, span) in spans() {
        let Some(places) = places.get(&first) else {
            continue;
        };
        keys.extend(by_thousands(span).map(|at| {
            let date = segment.date_number(at);
            let place = date.and_then(|date| places.get(date));
            (place.copied().unwrap_or(undated), first + at)
        }));
    }
    counted_out(&keys, known.len() + 1)
}

/// Those of some records that have a date, by date.
pub(super) fn dated(library: &Library, some: &Bits) -> Vec<RecordIx> {
    let records = library.records();
    let some = by_thousands(some.iter()).map(RecordIx);
    let mut found: Vec<_> = some.filter(|ix| records.bounds(*ix).is_some()).collect();
    found.sort_by_cached_key(|ix| records.days(*ix));
    found
}

/// Those of some rows that are in a set, which has so many of them.
pub(in crate::library) fn in_set(rows: &[RecordIx], (set, count): (&Bits, usize)) -> Vec<RecordIx> {
    let mut found = Vec::with_capacity(count);
    extend(&mut found, rows, set);
    found
}

/// Adds those of some rows that are in a set.
pub(super) fn extend(found: &mut Vec<RecordIx>, rows: &[RecordIx], set: &Bits) {
    // Each is written, and written over where it is not in it: there is nothing to guess wrong.
    const ONCE: usize = 256;
    for rows in rows.chunks(ONCE) {
        let mut some = [RecordIx(0); ONCE + 1];
        let mut next = 0;
        for ix in rows {
            if let Some(slot) = some.get_mut(next) {
                *slot = *ix;
            }
            next += usize::from(set.contains(ix.0));
        }
        found.extend_from_slice(some.get(..next).unwrap_or(&[]));
    }
}

/// Some records by their keys, of which there are so many; those of one key stay in order.
pub(in crate::library) fn counted_out(keys: &[(u32, u32)], count: usize) -> Vec<RecordIx> {
    let mut next = vec![0_u32; count + 1];
    for (key, _) in by_thousands(keys) {
        if let Some(slot) = next.get_mut(*key as usize + 1) {
            *slot += 1;
        }
    }
    let mut total = 0;
    for slot in &mut next {
        total += *slot;
        *slot = total;
    }
    let mut found = vec![RecordIx(0); keys.len()];
    for (key, ix) in by_thousands(keys) {
        if let Some(next) = next.get_mut(*key as usize) {
            if let Some(slot) = found.get_mut(*next as usize) {
                *slot = RecordIx(*ix);
            }
            *next += 1;
        }
    }
    found
}
