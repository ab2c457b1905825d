//! What may be one and is not known to be: for people to look at, never joined.

use std::collections::HashSet;
use std::hash::{BuildHasher, Hash};

use foldhash::fast::RandomState;

use super::super::words::folded;
use super::super::{RecordIx, Records};
use super::{AT_ONCE, Identities, KINDS};
use crate::leisure::by_and_by;
use crate::model::{ActorKind, RecordKind};

/// So many suggestions are made, at most.
const MOST: usize = 20;

/// So many records of one group are looked at, the newest first: others seldom add a name.
const MOST_OWN: usize = 300;

/// So many names of a record are looked at, and so many groups that have one in common.
const MOST_LOOKED_AT: usize = 2_000;

/// Somebody or something that may be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The record that stands for it.
    pub ix: RecordIx,
    /// What is alike, and what keeps it from being the same.
    pub why: Likeness,
}

/// How two records are alike that are not known to be one; the most alike first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Likeness {
    /// Identifier and name are the same, but so they are of others, which differ: it is not clear
    /// which of them is meant.
    Unclear,
    /// Identifier and name are the same; the wikidata links, the questions, or the addresses or
    /// dates are not.
    Conflict,
    /// Identifier and name are the same, but one is a person and the other is not; or the one source
    /// is of another date.
    Other,
    /// A name is the same, under another identifier.
    Name,
    /// The identifier is the same, under another name.
    Id,
}

impl Likeness {
    /// The likeness in words, of a kind of record.
    pub const fn words(self, kind: RecordKind) -> &'static str {
        match (self, kind) {
            (Self::Unclear, _) => "same identifier and name, but others have them too",
            (Self::Conflict, RecordKind::Actor) => {
                "same identifier and name, another wikidata link"
            }
            (Self::Conflict, RecordKind::Issue) => "same identifier and title, another question",
            (Self::Conflict, _) => "same identifier and title, another address or date",
            (Self::Other, RecordKind::Actor) => {
                "same identifier and name, but only one of them is a person"
            }
            (Self::Other, _) => "same identifier and title, another date",
            (Self::Name, RecordKind::Actor) => "same name under another identifier",
            (Self::Name, _) => "same title under another identifier",
            (Self::Id, RecordKind::Actor) => "same identifier under another name",
            (Self::Id, _) => "same identifier under another title",
        }
    }
}

/// Which groups have an identifier or a name, by hashes of these: of each group the first record
/// that has it. Sorted by hash, then in the library's order.
#[derive(Debug, Default)]
pub(super) struct Likely {
    ids: Vec<(u64, u32)>,
    names: Vec<(u64, u32)>,
    /// The groups that have a mark.
    marked: HashSet<RecordIx, RandomState>,
    hashes: RandomState,
}

impl Likely {
    fn of(identities: &Identities) -> Self {
        let records = &*identities.records;
        let mut likely = Self::default();
        let (mut ids, mut names) = (HashSet::default(), HashSet::default());
        for briefing in 0..records.briefings() {
            for kind in KINDS {
                let marked = records.marked(briefing, kind);
                let marked = marked.map(|ix| identities.head(ix));
                likely.marked.extend(marked);
                for ix in by_and_by(records.span(briefing, kind)).map(RecordIx) {
                    if identities.is_unnamed(ix) {
                        continue;
                    }
                    let head = identities.head(ix);
                    let id = likely.hash(kind, records.slug(ix));
                    if seen(&mut ids, (id, head)) {
                        likely.ids.push((id, ix.0));
                    }
                    for name in records.names(ix) {
                        let name = likely.hash(kind, &folded(name));
                        if seen(&mut names, (name, head)) {
                            likely.names.push((name, ix.0));
                        }
                    }
                }
            }
        }
        // What is equal stays in the library's order.
        likely.ids.sort_by_key(|(hash, _)| *hash);
        likely.names.sort_by_key(|(hash, _)| *hash);
        likely.ids.shrink_to_fit();
        likely.names.shrink_to_fit();
        likely
    }

    fn hash(&self, kind: RecordKind, text: &str) -> u64 {
        self.hashes.hash_one((kind, text))
    }

    /// How two groups are alike that have an identifier or a name in common.
    fn likeness(
        &self,
        (records, kind): (&Records, RecordKind),
        heads: [RecordIx; 2],
        (id, name): (bool, bool),
    ) -> Option<Likeness> {
        let differ = heads.iter().all(|head| self.marked.contains(head));
        let [own, head] = heads;
        let is_person = |ix| records.actor_kind(ix) == Some(ActorKind::Person);
        let other = match kind {
            RecordKind::Actor => is_person(own) != is_person(head),
            RecordKind::Source => records.days(own) != records.days(head),
            _ => false,
        };
        let told_apart = differ && kind != RecordKind::Issue;
        match (id, name) {
            (true, true) if differ => Some(Likeness::Conflict),
            (true, true) if other => Some(Likeness::Other),
            (true, true) => Some(Likeness::Unclear),
            _ if told_apart => None,
            (false, true) => Some(Likeness::Name),
            (true, false) => Some(Likeness::Id),
            (false, false) => None,
        }
    }
}

type Seen = HashSet<(u64, RecordIx), RandomState>;

/// Whether something is seen for the first time.
fn seen(known: &mut Seen, one: (u64, RecordIx)) -> bool {
    known.insert(one)
}

/// The records with a hash.
fn with(all: &[(u64, u32)], hash: u64) -> impl Iterator<Item = RecordIx> {
    let from = all.partition_point(|(one, _)| *one < hash);
    let rest = all.get(from..).unwrap_or_default().iter();
    let rest = rest.take_while(move |(one, _)| *one == hash);
    rest.take(MOST_LOOKED_AT).map(|(_, ix)| RecordIx(*ix))
}

impl Identities {
    /// Whether a record is of a voice that its source does not name: everybody may be.
    fn is_unnamed(&self, ix: RecordIx) -> bool {
        self.records.actor_kind(ix) == Some(ActorKind::Anonymous)
    }

    /// Who or what may be the same as a record without being known to be, the most alike first:
    /// what has the same identifier or a name that reads the same, unless both have a wikidata link
    /// or an address and these differ. At most 20; found out when first asked for.
    pub fn suggested(&self, ix: RecordIx) -> Vec<Suggestion> {
        self.likely.get_or_init(|| Likely::of(self));
        self.suggested_at_once(ix)
    }

    /// The same, where it is known by now or found in no time; nothing where the library is so large
    /// that somebody would wait for it.
    pub fn suggested_at_once(&self, ix: RecordIx) -> Vec<Suggestion> {
        let Some(kind) = self.records.kind(ix).filter(|kind| KINDS.contains(kind)) else {
            return Vec::new();
        };
        if self.is_unnamed(ix) {
            return Vec::new();
        }
        let likely = match self.likely.get() {
            None if self.records.len() > AT_ONCE => return Vec::new(),
            _ => self.likely.get_or_init(|| Likely::of(self)),
        };
        let own = self.head(ix);
        let (mut same_id, mut same_name) = (Vec::new(), Vec::new());
        let (mut ids, mut names) = (HashSet::default(), HashSet::default());
        let mut written = HashSet::<&str, RandomState>::default();
        for one in self.same(ix).take(MOST_OWN) {
            let id = likely.hash(kind, self.records.slug(one));
            if seen(&mut ids, (id, own)) {
                same_id.extend(with(&likely.ids, id).map(|ix| self.head(ix)));
            }
            let names_of_one = self.records.names(one).take(MOST_LOOKED_AT);
            // Most are called the same; to fold a name takes longer than to see that.
            for name in names_of_one.filter(|name| written.insert(*name)) {
                let name = likely.hash(kind, &folded(name));
                if seen(&mut names, (name, own)) {
                    same_name.extend(with(&likely.names, name).map(|ix| self.head(ix)));
                }
            }
        }
        let id: HashSet<RecordIx> = same_id.iter().copied().collect();
        let name: HashSet<RecordIx> = same_name.iter().copied().collect();
        let mut known = HashSet::from([own]);
        let found = same_id.into_iter().chain(same_name);
        let found = found.filter(|one| known.insert(*one));
        let found = found.filter_map(|one| {
            let why = likely.likeness(
                (&self.records, kind),
                [own, one],
                (id.contains(&one), name.contains(&one)),
            )?;
            Some(Suggestion { ix: one, why })
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|one| one.why);
        found.truncate(MOST);
        found
    }
}
