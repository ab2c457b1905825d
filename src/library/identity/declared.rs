//! What is declared to be one in the own files of libraries.
//!
//! A shared record is one with all that briefings take it for, and with those of their own records
//! that its `same` names. A declaration brings no two wikidata links together: where the shared
//! actor has one, an actor with another is left out; where it has none and those that are named have
//! several, all that have one are.

use std::collections::HashMap;
use std::path::Path;

use foldhash::fast::RandomState;

use super::super::marks::wikidata;
use super::super::{Library, OwnFile, Reach, RecordIx};
use super::KINDS;
use crate::diagnostic::{Code, Diagnostic};
use crate::format::library::{self, Elsewhere};
use crate::format::suggest::closest;
use crate::model::{Record, RecordId, RecordKind, Slug};

/// The number of the declaration that each record is of that is of one.
pub(super) type Declared = HashMap<RecordIx, u32, RandomState>;

/// The declarations of a library.
#[derive(Debug, Default)]
pub(super) struct Resolved {
    pub(super) groups: Declared,
    /// What is wrong with those of each own file.
    pub(super) faults: Vec<Vec<Diagnostic>>,
}

/// Finds what is declared to be one.
pub(super) fn resolve(library: &Library) -> Resolved {
    let mut resolved = Resolved::default();
    let mut number = 0;
    for own in library.own_files() {
        let mut faults = Vec::new();
        let desk = Desk::of(library, own);
        desk.first_is_there(&mut faults);
        for declared in &own.shared.declared {
            number += 1;
            let mut members = desk.taken(&declared.id).to_vec();
            members.extend(desk.named(declared, &mut faults));
            for ix in members {
                // Of two libraries, one within the other, the outer one goes first.
                resolved.groups.entry(ix).or_insert(number);
            }
        }
        resolved.faults.push(faults);
    }
    resolved
}

/// The briefings of a library as its own file sees them.
struct Desk<'a> {
    library: &'a Library,
    own: &'a OwnFile,
    /// The briefings by their identifiers.
    briefings: HashMap<&'a str, Vec<usize>, RandomState>,
    /// The records that were taken from the file, by what they are there.
    taken: HashMap<(RecordKind, &'a str), Vec<RecordIx>, RandomState>,
    /// Whether a briefing that is not found may be one that was not read.
    may_be_unread: bool,
}

impl<'a> Desk<'a> {
    fn of(library: &'a Library, own: &'a OwnFile) -> Self {
        let mut desk = Self {
            library,
            own,
            briefings: HashMap::default(),
            taken: HashMap::default(),
            may_be_unread: own.reach == Reach::Part,
        };
        let folder = own.path.parent().unwrap_or(Path::new(""));
        for (at, entry) in library.entries().iter().enumerate() {
            let of = entry.place.as_ref().and_then(|place| place.library());
            let Some(of) = of.filter(|of| of.path.starts_with(folder)) else {
                continue;
            };
            let Some(card) = &entry.card else {
                desk.may_be_unread = true;
                continue;
            };
            desk.briefings.entry(&card.id).or_default().push(at);
            if of.path == own.path {
                desk.take(at);
            }
        }
        desk
    }

    fn take(&mut self, briefing: usize) {
        let records = self.library.records();
        for kind in KINDS {
            for ix in records.shared(briefing, kind) {
                let known = self.taken.entry((kind, records.slug(ix))).or_default();
                known.push(ix);
            }
        }
    }

    /// The records that briefings take a shared one for.
    fn taken<'b>(&'b self, id: &'b RecordId) -> &'b [RecordIx] {
        let taken = self.taken.get(&(id.kind, id.slug.as_str()));
        taken.map_or(&[], Vec::as_slice)
    }

    fn fault(&self, code: Code, at: &std::ops::Range<usize>, message: String) -> Diagnostic {
        Diagnostic::new(&self.own.shared.file, code, at.clone(), message)
    }

    /// The briefing that was probably meant.
    fn meant(&self, briefing: &Slug) -> Option<String> {
        let known = self.briefings.keys().copied();
        let meant = closest(briefing.as_str(), known)?;
        Some(format!("did you mean \"{meant}\"?"))
    }

    /// The record of some briefings that was probably meant.
    fn meant_in(&self, briefings: &[usize], kind: RecordKind, same: &Elsewhere) -> Option<String> {
        let records = self.library.records();
        let spans = briefings.iter().flat_map(|at| records.span(*at, kind));
        let known = spans.map(|ix| records.slug(RecordIx(ix)));
        let meant = closest(same.id.as_str(), known)?;
        Some(format!("did you mean \"{}/{meant}\"?", same.briefing))
    }

    fn has(&self, briefing: &Slug) -> bool {
        self.briefings.contains_key(briefing.as_str())
    }

    fn first_is_there(&self, faults: &mut Vec<Diagnostic>) {
        let first = self.own.shared.first.as_ref();
        let gone = first.filter(|(id, _)| !self.has(id) && !self.may_be_unread);
        if let Some((id, at)) = gone {
            let message = format!("no briefing of the library has the identifier `{id}`");
            let fault = self.fault(Code::FirstNowhere, at, message);
            faults.push(fault.maybe_help(self.meant(id)));
        }
    }

    /// The records that a shared one is declared to be the same as, but for those that it cannot
    /// be.
    fn named(&self, declared: &library::Declared, faults: &mut Vec<Diagnostic>) -> Vec<RecordIx> {
        let mut named: Vec<(RecordIx, &Elsewhere)> = Vec::new();
        for same in &declared.same {
            let found = self.find(declared.id.kind, same, faults);
            named.extend(found.into_iter().map(|ix| (ix, same)));
        }
        if declared.id.kind == RecordKind::Actor {
            self.drop_others(declared, &mut named, faults);
        }
        named.into_iter().map(|(ix, _)| ix).collect()
    }

    fn find(
        &self,
        kind: RecordKind,
        same: &Elsewhere,
        faults: &mut Vec<Diagnostic>,
    ) -> Vec<RecordIx> {
        let records = self.library.records();
        let briefings = self.briefings.get(same.briefing.as_str());
        let id = RecordId {
            kind,
            slug: same.id.clone(),
        };
        let briefings = briefings.map_or(&[][..], Vec::as_slice);
        let own = |ix: &RecordIx, at: usize| !records.shared(at, kind).any(|one| one == *ix);
        let found = briefings.iter().filter_map(|at| {
            let found = records.find_in(*at, &id);
            found.filter(|ix| own(ix, *at))
        });
        let found: Vec<_> = found.collect();
        if !found.is_empty() {
            return found;
        }
        let (message, help) = if self.has(&same.briefing) {
            let message = format!(
                "the briefing `{}` defines no {} `{}`",
                same.briefing,
                kind.noun(),
                same.id
            );
            (message, self.meant_in(briefings, kind, same))
        } else if self.may_be_unread {
            return found;
        } else {
            let message = format!(
                "no briefing of the library has the identifier `{}`",
                same.briefing
            );
            (message, self.meant(&same.briefing))
        };
        let fault = self.fault(Code::DeclaredNowhere, &same.place, message);
        faults.push(fault.maybe_help(help));
        found
    }

    /// Leaves out whom a wikidata link tells apart.
    fn drop_others(
        &self,
        declared: &library::Declared,
        named: &mut Vec<(RecordIx, &Elsewhere)>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let records = self.library.records();
        let own = match self.own.shared.record(&declared.id) {
            Some(Record::Actor(actor)) => actor.links.get("wikidata"),
            _ => None,
        };
        let own = own.and_then(|link| wikidata(link));
        let id = &declared.id.slug;
        let mut links = named.iter().filter_map(|(ix, same)| {
            let mark = records.mark(*ix)?;
            Some((mark, *same))
        });
        if let Some(own) = own {
            for (link, same) in links.filter(|(link, _)| *link != own) {
                let message = format!(
                    "`{}/{}` has the wikidata link Q{link}, and `{id}` here Q{own}",
                    same.briefing, same.id
                );
                let fault = self.fault(Code::ConflictingLinks, &same.place, message);
                faults.push(fault.label("this is somebody else"));
            }
            named.retain(|(ix, _)| records.mark(*ix).is_none_or(|link| link == own));
            return;
        }
        let Some((first, there)) = links.next() else {
            return;
        };
        let mut conflict = false;
        for (link, same) in links.filter(|(link, _)| *link != first) {
            conflict = true;
            let message = format!(
                "`{}/{}` has the wikidata link Q{link}, and `{}/{}` Q{first}",
                same.briefing, same.id, there.briefing, there.id
            );
            let fault = self
                .fault(Code::ConflictingLinks, &same.place, message)
                .label("not the same")
                .related(there.place.clone(), "as this")
                .help(format!("give `{id}` the link that is meant"));
            faults.push(fault);
        }
        if conflict {
            named.retain(|(ix, _)| records.mark(*ix).is_none());
        }
    }
}
