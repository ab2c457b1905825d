//! What actors, issues and sources are called in all briefings, each spelling once.

use std::collections::HashMap;
use std::sync::OnceLock;

use memchr::memmem::Finder;

use crate::leisure::give_way;
use crate::model::RecordKind;

use super::cores::found_first;
use super::csr::Lists;
use super::names::Fit;
use super::words::{Stands, folded, stands_so};
use super::{Library, RecordIx, Scope};

/// The spellings of each kind, found when a name of the kind is first looked up.
#[derive(Debug, Default)]
pub(super) struct Called([OnceLock<Spellings>; RecordKind::ALL.len()]);

/// The identifiers and names of all records of a kind, folded.
#[derive(Debug, Default)]
struct Spellings {
    /// One after the other, each with a line end.
    text: String,
    all: Vec<Spelling>,
    /// The records.
    records: Vec<RecordIx>,
    /// For each spelling the places of its records among these.
    of: Lists,
}

/// Where a spelling ends.
#[derive(Clone, Copy, Debug)]
struct Spelling {
    end: usize,
    is_id: bool,
}

impl Library {
    fn spellings(&self, kind: RecordKind) -> Option<&Spellings> {
        let spellings = self.called.0.get(kind as usize)?;
        Some(found_first(spellings, || Spellings::new(self, kind)))
    }

    /// Gathers what records of a kind are called, before anybody asks.
    pub(super) fn gather_spellings(&self, kind: RecordKind) {
        self.spellings(kind);
    }

    /// Whether a name stands for any actor, issue or source of all briefings.
    pub(super) fn is_anybody_called(&self, kind: RecordKind, wanted: &str) -> bool {
        let spellings = self.spellings(kind);
        spellings.is_some_and(|spellings| spellings.fitting(wanted).next().is_some())
    }

    /// The actors, issues or sources of all briefings that a name stands for: in each briefing those
    /// that it fits best.
    pub(super) fn called_anywhere(&self, kind: RecordKind, wanted: &str) -> Vec<RecordIx> {
        let Some(spellings) = self.spellings(kind) else {
            return Vec::new();
        };
        let mut found = spellings.find(wanted);
        found.sort_unstable();
        found.dedup_by_key(|(ix, _)| *ix);
        let first = found.first().map(|(_, fit)| *fit);
        if found.iter().all(|(_, fit)| Some(*fit) == first) {
            return found.into_iter().map(|(ix, _)| ix).collect();
        }
        let mut best = Vec::with_capacity(found.len());
        let mut rest = found.as_slice();
        while let Some((first, _)) = rest.first() {
            // The records of a briefing have numbers after each other.
            let at = self.records().briefing(*first);
            let end = at.map_or(0, |at| self.records().all_of(at).end);
            let count = rest.partition_point(|(ix, _)| ix.0 < end).max(1);
            let (own, others) = rest.split_at(count);
            let fit = own.iter().map(|(_, fit)| *fit).min();
            let fitting = own.iter().filter(|(_, one)| Some(*one) == fit);
            best.extend(fitting.map(|(ix, _)| *ix));
            rest = others;
        }
        best
    }
}

impl Spellings {
    fn new(library: &Library, kind: RecordKind) -> Self {
        let mut spellings = Self::default();
        let mut known: HashMap<_, u32, foldhash::fast::RandomState> = HashMap::default();
        let mut lists = Lists::default();
        let mut own = Vec::new();
        for at in library.places(Scope::All) {
            let Some((segment, part, first)) = library.records().columns(at) else {
                continue;
            };
            give_way();
            for at in segment.span(part, kind) {
                own.clear();
                let names = segment.names(at).map(|name| (name, false));
                for (text, is_id) in std::iter::once((segment.id(at), true)).chain(names) {
                    let number = known.entry((text, is_id)).or_insert_with(|| {
                        spellings.text += &folded(text);
                        let end = spellings.text.len();
                        spellings.text.push('\n');
                        spellings.all.push(Spelling { end, is_id });
                        spellings.all.len() as u32 - 1
                    });
                    own.push(*number);
                }
                lists.push(own.iter().copied());
                spellings.records.push(RecordIx(first + at));
            }
        }
        spellings.of = lists.inverted(spellings.all.len());
        spellings
    }

    /// The records of which a spelling fits, with how well it does; some several times.
    fn find(&self, wanted: &str) -> Vec<(RecordIx, Fit)> {
        let mut found = Vec::new();
        for (number, fit) in self.fitting(wanted) {
            let of = self.of.get(number).iter();
            let records = of.filter_map(|at| self.records.get(at as usize));
            found.extend(records.map(|ix| (*ix, fit)));
        }
        found
    }

    /// The spellings that fit, with how well they do.
    fn fitting(&self, wanted: &str) -> impl Iterator<Item = (u32, Fit)> {
        let finder = Finder::new(wanted.as_bytes());
        let mut from = 0;
        std::iter::from_fn(move || {
            loop {
                let hit = from + finder.find(self.text.as_bytes().get(from..)?)?;
                // Of two places that overlap the second may be one where a word begins.
                from = hit + 1;
                if let Some((number, fit)) = self.fit_at(hit, wanted) {
                    from = self.all.get(number)?.end;
                    return Some((number as u32, fit));
                }
            }
        })
    }

    /// The spelling in which a text stands at a place, with how well it fits, where it does.
    fn fit_at(&self, hit: usize, wanted: &str) -> Option<(usize, Fit)> {
        let number = self.all.partition_point(|one| one.end < hit);
        let start = number.checked_sub(1).and_then(|at| self.all.get(at));
        let start = start.map_or(0, |before| before.end + 1);
        let Spelling { end, is_id } = self.all.get(number).copied()?;
        let text = self.text.get(start..end).unwrap_or_default();
        let part = hit - start..hit - start + wanted.len();
        let fit = match is_id {
            _ if part.end > text.len() => return None,
            true if text == wanted => Fit::Id,
            false if text == wanted => Fit::Name,
            _ if stands_so(text, part, Stands::AtStart) => Fit::Beginning,
            _ => return None,
        };
        // Nothing begins with no words at all.
        let is_any = !wanted.is_empty() || fit != Fit::Beginning;
        is_any.then_some((number, fit))
    }
}
