//! What a name in a query stands for: by identifier, name or alias, or the beginning of a word.

use std::collections::HashSet;
use std::ops::Range;

use crate::format::suggest::{closest, quoted};
use crate::model::{Record, RecordKind};
use crate::query::{Fault, Key, Name, Query, Test};

use super::words::{Stands, Wanted, begins, folded};
use super::{Library, RecordIx, Scope};

/// How well a name fits; the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    /// It is the identifier.
    Id,
    /// It is the name, the title or an alias.
    Name,
    /// A word of these begins so.
    Beginning,
}

/// A name that can stand behind a key, for completion.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Known {
    /// What to write.
    pub id: String,
    /// What it is called; empty where that is what is written.
    pub name: String,
}

impl Library {
    /// The places of the briefings of a scope.
    pub(super) fn places(&self, scope: Scope) -> Range<usize> {
        match scope {
            Scope::One(at) => at..at.saturating_add(1).min(self.entries().len()),
            Scope::All => 0..self.entries().len(),
        }
    }

    /// The actors, issues or sources of one briefing that a name stands for: those that it fits
    /// best.
    pub(super) fn called(&self, at: usize, kind: RecordKind, name: &str) -> Vec<RecordIx> {
        let wanted = folded(name.trim());
        let mut best = Fit::Beginning;
        let mut found = Vec::new();
        for ix in self.records().span(at, kind).map(RecordIx) {
            let Some(fit) = self.fit(ix, &wanted) else {
                continue;
            };
            if fit < best {
                best = fit;
                found.clear();
            }
            if fit == best {
                found.push(ix);
            }
        }
        found
    }

    /// The same in each briefing of a scope.
    pub(super) fn called_in(&self, scope: Scope, kind: RecordKind, name: &str) -> Vec<RecordIx> {
        match scope {
            Scope::One(at) => self.called(at, kind, name),
            Scope::All => self.called_anywhere(kind, &folded(name.trim())),
        }
    }

    /// Whether a name stands for anything in a scope.
    pub(super) fn is_called_in(&self, scope: Scope, kind: RecordKind, name: &str) -> bool {
        match scope {
            Scope::One(at) => !self.called(at, kind, name).is_empty(),
            Scope::All => self.is_anybody_called(kind, &folded(name.trim())),
        }
    }

    fn fit(&self, ix: RecordIx, wanted: &str) -> Option<Fit> {
        let id = folded(self.records().slug(ix));
        if id == wanted {
            return Some(Fit::Id);
        }
        let names: Vec<_> = self.records().names(ix).map(folded).collect();
        if names.iter().any(|name| name == wanted) {
            return Some(Fit::Name);
        }
        let beginning = begins(&id, wanted) || names.iter().any(|name| begins(name, wanted));
        beginning.then_some(Fit::Beginning)
    }

    /// Whether a briefing has a tag of which a word begins so.
    pub(super) fn is_tagged(&self, at: usize, tag: &Wanted<'_>) -> bool {
        let card = self.card(at);
        card.is_some_and(|card| tag.is_in(card.said().tags()))
    }

    /// Checks that every name in a query stands for something in the briefings of a scope.
    ///
    /// # Errors
    /// The first name that does not.
    pub fn check_names(&self, scope: Scope, query: &Query) -> Result<(), Fault> {
        let terms = query.expr().map(crate::query::Expr::terms);
        for term in terms.into_iter().flatten() {
            let (names, kind) = match &term.test {
                Test::Actor(names) => (names, Some(RecordKind::Actor)),
                Test::Issue(names) => (names, Some(RecordKind::Issue)),
                Test::Source(names) => (names, Some(RecordKind::Source)),
                Test::Tag(names) => (names, None),
                _ => continue,
            };
            for name in names {
                let mut places = self.places(scope);
                let known = if let Some(kind) = kind {
                    self.is_called_in(scope, kind, &name.text)
                } else {
                    let tag = tag_called(name);
                    places.any(|at| self.is_tagged(at, &tag))
                };
                if !known {
                    return Err(self.unknown(scope, kind, name));
                }
            }
        }
        Ok(())
    }

    fn unknown(&self, scope: Scope, kind: Option<RecordKind>, name: &Name) -> Fault {
        let known = self.known(scope, kind);
        let noun = kind.map_or("tag", RecordKind::noun);
        let words = known.iter().flat_map(|known| {
            let parts = known.name.split_whitespace();
            [known.id.as_str(), &known.name].into_iter().chain(parts)
        });
        let meant = closest(&name.text, words).map(|meant| {
            let known = known.iter().find(|known| {
                let mut parts = known.name.split_whitespace();
                known.id == meant || known.name == meant || parts.any(|part| part == meant)
            });
            known.map_or(meant, |known| known.id.as_str())
        });
        let help = match meant {
            Some(meant) => Some(format!("did you mean `{meant}`?")),
            None if known.is_empty() => Some(format!("there is no {noun} at all")),
            None if known.len() <= FEW => {
                let ids: Vec<_> = known.iter().map(|known| known.id.as_str()).collect();
                Some(format!("there are {}", ids.join(", ")))
            }
            None => None,
        };
        let message = format!("no {noun} is called {}", quoted(&name.text));
        Fault::unknown_name(name.span.clone(), message, help)
    }

    /// The first names that can stand behind a key of a query and begin as a text does.
    pub fn completions(&self, scope: Scope, (key, typed): (Key, &str), most: usize) -> Vec<Known> {
        let kind = match key {
            Key::Actor => Some(RecordKind::Actor),
            Key::Issue => Some(RecordKind::Issue),
            Key::Source => Some(RecordKind::Source),
            Key::Tag => None,
            _ => return Vec::new(),
        };
        let typed = folded(typed.trim());
        if scope == Scope::All {
            return self.completed(kind, (&typed, most));
        }
        let begins = |name: &str| typed.is_empty() || begins(&folded(name), &typed);
        let mut known = self.known(scope, kind);
        known.retain(|known| begins(&known.id) || begins(&known.name));
        known.truncate(most);
        known
    }

    /// The names of a kind in the briefings of a scope, in alphabetical order; tags where no kind
    /// is given.
    pub fn known(&self, scope: Scope, kind: Option<RecordKind>) -> Vec<Known> {
        let mut known = HashSet::with_hasher(foldhash::fast::RandomState::default());
        for at in self.places(scope) {
            match kind {
                Some(kind) => known.extend(self.known_in(at, kind)),
                None => known.extend(self.tags(at).iter().map(|tag| (tag.as_str(), ""))),
            }
        }
        let mut known: Vec<_> = known.into_iter().collect();
        known.sort_unstable();
        let known = known.into_iter().map(|(id, name)| Known {
            id: id.to_owned(),
            name: name.to_owned(),
        });
        known.collect()
    }

    fn known_in(&self, at: usize, kind: RecordKind) -> impl Iterator<Item = (&str, &str)> {
        let columns = self.records().columns(at).into_iter();
        columns.flat_map(move |(segment, part, _)| {
            let span = segment.span(part, kind);
            span.map(|at| (segment.id(at), segment.main(at)))
        })
    }

    fn tags(&self, at: usize) -> &[String] {
        self.card(at).map_or(&[][..], |card| &card.tags)
    }
}

/// The beginning of a word of a tag that a name in a query stands for.
pub(super) fn tag_called(name: &Name) -> Wanted<'static> {
    Wanted::of(&name.text, Stands::AtStart)
}

/// So few names are all told where none is close.
const FEW: usize = 8;

/// What a record is called: its name or title, then its aliases.
pub fn names<'a>(record: &Record<'a>) -> Vec<&'a str> {
    match *record {
        Record::Actor(actor) => {
            let aliases = actor.aliases.iter().map(String::as_str);
            std::iter::once(actor.name.as_str())
                .chain(aliases)
                .collect()
        }
        Record::Issue(issue) => vec![&issue.title],
        Record::Source(source) => vec![&source.title],
        _ => Vec::new(),
    }
}
