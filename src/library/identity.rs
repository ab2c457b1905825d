//! Who is who across briefings: which records of several briefings are of one actor, one issue, one
//! source.
//!
//! A wrong answer would put words into somebody's mouth, so little is taken for certain. Two
//! records of a kind are one
//!
//! 1. where both have the same mark: an actor's wikidata link; an issue's question with its
//!    identifier and title; a source's address with its date, for an address alone may show
//!    something else every day (what a briefing tells apart itself stays apart: see
//!    `marks`);
//! 2. where they are declared to be, if that brings no two wikidata links together;
//! 3. where they have the same identifier and letter for letter the same name, title or alias, a
//!    source also the same date, are both persons or both not, and have no marks that differ. (A
//!    voice that its source does not name has no name: "a senior official" is somebody else every
//!    time.) A record without a mark that fits two
//!    of different marks this way fits neither, nor others that do.
//!
//! What follows from these is one as well: the records fall into groups. No group of actors has two
//! wikidata links. Which groups there are does not depend on the order of the briefings, and a
//! briefing that shares no identifier and no mark with others changes nothing about them. Whatever
//! is less alike is only suggested.

mod declared;
mod groups;
mod likely;
#[cfg(test)]
mod tests;

use std::sync::{Arc, OnceLock};

use crate::diagnostic::Diagnostic;
use crate::model::RecordKind;

use super::csr::{List, Lists};
use super::{Library, OwnFile, RecordIx, Records};
use likely::Likely;

pub use likely::{Likeness, Suggestion};

/// The kinds of records that stand for somebody or something outside of their briefing.
pub(super) const KINDS: [RecordKind; 3] =
    [RecordKind::Actor, RecordKind::Issue, RecordKind::Source];

/// Of so many records it is found out in no time who is who, and who may be.
const AT_ONCE: usize = 20_000;

/// No group, in the column of groups.
const ALONE: u32 = u32::MAX;

/// Which records of a library are of the same actor, issue or source.
#[derive(Debug, Default)]
pub struct Identities {
    /// The group of each record; empty where there are no groups.
    group: Vec<u32>,
    /// The records of each group, in the library's order.
    groups: Lists,
    /// What is wrong with what each own file of a library declares.
    faults: Vec<Vec<Diagnostic>>,
    records: Arc<Records>,
    likely: OnceLock<Likely>,
}

impl Library {
    /// Which records are of the same actor, issue or source. Found out once a snapshot, when first
    /// asked for: of 90,000 actors in 10,000 briefings in some milliseconds.
    pub fn identities(&self) -> &Identities {
        let find = || Identities::of(self);
        self.identities.get_or_init(find)
    }

    /// The same, where it is known by now or found in no time; `None` where the library is so large that
    /// somebody would wait for it.
    pub fn identities_at_once(&self) -> Option<&Identities> {
        match self.identities.get() {
            None if self.records.len() > AT_ONCE => None,
            _ => Some(self.identities()),
        }
    }

    /// What is wrong with the own files of the libraries: each by itself, and beside the briefings
    /// that were opened.
    pub fn own_faults(&self) -> impl Iterator<Item = (&OwnFile, Vec<&Diagnostic>)> {
        let declared = &self.identities().faults;
        self.own_files().iter().enumerate().map(|(at, own)| {
            let declared = declared.get(at).into_iter().flatten();
            (&**own, own.diagnostics.iter().chain(declared).collect())
        })
    }
}

impl Identities {
    fn of(library: &Library) -> Self {
        let records = &library.records;
        let declared = declared::resolve(library);
        let mut group = Vec::new();
        let mut groups = Lists::default();
        for found in groups::find(records, &declared.groups) {
            group.resize(records.len(), ALONE);
            for at in 0..found.len() as u32 {
                let number = groups.len() as u32;
                for one in found.get(at) {
                    if let Some(slot) = group.get_mut(one as usize) {
                        *slot = number;
                    }
                }
                groups.push(found.get(at));
            }
        }
        Self {
            group,
            groups,
            faults: declared.faults,
            records: Arc::clone(records),
            likely: OnceLock::new(),
        }
    }

    fn group(&self, ix: RecordIx) -> List<'_> {
        let group = self.group.get(ix.0 as usize);
        group.map_or_else(List::default, |group| self.groups.get(*group))
    }

    /// The record that stands for all of the same actor, issue or source: the first in the
    /// library's order, of its newest briefing. It is the record itself where it is alone, or is of
    /// another kind.
    pub fn head(&self, ix: RecordIx) -> RecordIx {
        self.group(ix).first().map_or(ix, RecordIx)
    }

    /// All records of the same actor, issue or source, itself included, in the library's order.
    pub fn same(&self, ix: RecordIx) -> impl Iterator<Item = RecordIx> + Clone {
        let group = self.group(ix);
        let alone = group.is_empty().then_some(ix);
        alone.into_iter().chain(group.iter().map(RecordIx))
    }

    /// How many records [`Identities::same`] has.
    pub fn count(&self, ix: RecordIx) -> usize {
        self.group(ix).len().max(1)
    }
}
