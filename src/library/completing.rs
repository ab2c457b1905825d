//! The names that can be completed in all briefings, gathered once: of a large library in a thread
//! of its own, so that no key waits for it.

use std::collections::HashSet;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use memchr::memmem::Finder;

use crate::model::RecordKind;

use super::names::Known;
use super::words::{folded, is_of_a_word};
use super::{Library, Scope};

/// The kinds of records of which names are completed; behind them, tags.
const KINDS: [RecordKind; 3] = [RecordKind::Actor, RecordKind::Issue, RecordKind::Source];

/// While the names are not gathered, as many records are looked through as a key can wait for.
const AT_ONCE: usize = 500;

/// What stands between an identifier and a name, and before each word.
const PART: char = '\u{1f}';
const WORD: char = '\u{1e}';

/// The names of each kind, and the tags, once they were gathered.
#[derive(Debug, Default)]
pub(super) struct Completing([OnceLock<Names>; KINDS.len() + 1]);

/// Some names in alphabetical order.
#[derive(Debug, Default)]
struct Names {
    /// Each folded and marked, its identifier first, one after the other with a line end.
    folded: String,
    all: Vec<One>,
}

/// A name.
#[derive(Clone, Copy, Debug)]
struct One {
    /// Where it ends.
    end: u32,
    /// The briefing, and the place in it: of the record in its segment, or of the tag.
    of: (u32, u32),
}

/// An identifier with its name, and where both were found.
type Found<'a> = ((&'a str, &'a str), (u32, u32));

impl Library {
    /// Gathers the names that can be completed in all briefings, and by which records are found.
    pub fn gather_names(&self) {
        for kind in KINDS {
            self.gather_spellings(kind);
        }
        for (slot, names) in self.completing.0.iter().enumerate() {
            names.get_or_init(|| Names::of(self, KINDS.get(slot).copied()));
        }
    }

    /// The first names in all briefings that begin as a folded text does, of a kind of records, or
    /// of the tags. While they are not gathered, those of the newest briefings.
    pub(super) fn completed(
        &self,
        kind: Option<RecordKind>,
        (typed, most): (&str, usize),
    ) -> Vec<Known> {
        let slot = KINDS.iter().position(|one| Some(*one) == kind);
        let slot = self.completing.0.get(slot.unwrap_or(KINDS.len()));
        let Some(names) = slot.and_then(OnceLock::get) else {
            let found = self.names_of(kind).take(AT_ONCE);
            return Names::new(found.collect()).find(self, kind, (typed, most));
        };
        names.find(self, kind, (typed, most))
    }

    /// All names of a kind, or all tags.
    fn names_of(&self, kind: Option<RecordKind>) -> impl Iterator<Item = Found<'_>> {
        self.places(Scope::All).flat_map(move |at| {
            let columns = kind.zip(self.records().columns(at));
            let records = columns.into_iter().flat_map(move |(kind, columns)| {
                let (segment, part, _) = columns;
                let span = segment.span(part, kind);
                span.map(move |row| ((segment.id(row), segment.main(row)), (at as u32, row)))
            });
            let card = self.card(at).filter(|_| kind.is_none());
            let tags = card.into_iter().flat_map(|card| (0..).zip(&card.tags));
            records.chain(tags.map(move |(row, tag)| ((tag.as_str(), ""), (at as u32, row))))
        })
    }

    /// What stands at a place.
    fn name_at(&self, kind: Option<RecordKind>, (at, row): (u32, u32)) -> Option<Known> {
        let (at, row) = (at as usize, row);
        let (id, name) = if kind.is_some() {
            let (segment, ..) = self.records().columns(at)?;
            (segment.id(row), segment.main(row))
        } else {
            (self.card(at)?.tags.get(row as usize)?.as_str(), "")
        };
        Some(Known {
            id: id.to_owned(),
            name: name.to_owned(),
        })
    }
}

impl Names {
    /// Those of a kind in all briefings.
    fn of(library: &Library, kind: Option<RecordKind>) -> Self {
        let mut known = HashSet::with_hasher(RandomState::default());
        let all = library.names_of(kind);
        Self::new(all.filter(|(name, _)| known.insert(*name)).collect())
    }

    fn new(mut found: Vec<Found<'_>>) -> Self {
        found.sort_unstable();
        found.dedup_by_key(|(name, _)| *name);
        let mut names = Self::default();
        names.all.reserve_exact(found.len());
        for ((id, name), of) in found {
            // None of these signs is in any name.
            for (text, end) in [(id, PART), (name, '\n')] {
                push_marked(&folded(text), &mut names.folded);
                names.folded.push(end);
            }
            let end = names.folded.len() as u32 - 1;
            names.all.push(One { end, of });
        }
        names.folded.shrink_to_fit();
        names
    }

    /// The first that begin as a text does: the identifier, or a word of the name.
    fn find(
        &self,
        library: &Library,
        kind: Option<RecordKind>,
        (typed, most): (&str, usize),
    ) -> Vec<Known> {
        let mut marked = String::new();
        push_marked(typed, &mut marked);
        let finder = Finder::new(marked.as_bytes());
        let mut found = Vec::new();
        let mut from = 0;
        while found.len() < most {
            let rest = self.folded.as_bytes().get(from..).unwrap_or_default();
            let Some(hit) = finder.find(rest).map(|hit| from + hit) else {
                break;
            };
            let number = self.all.partition_point(|one| (one.end as usize) < hit);
            let Some(one) = self.all.get(number) else {
                break;
            };
            found.extend(library.name_at(kind, one.of));
            from = one.end as usize + 1;
        }
        found
    }
}

/// Adds a folded text with a mark before each word. Whatever begins with a word is found where a
/// word begins, without looking at what stands before it.
fn push_marked(text: &str, out: &mut String) {
    let mut within = false;
    for c in text.chars() {
        let is_of_one = is_of_a_word(c);
        if is_of_one && !within {
            out.push(WORD);
        }
        out.push(c);
        within = is_of_one;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use crate::library::load;
    use crate::query::Key;

    #[test]
    fn what_is_gathered_is_what_is_found_by_looking_through_all() {
        let (library, _) = load::load(&[Input::Bundled]);
        let (gathered, _) = load::load(&[Input::Bundled]);
        gathered.gather_names();
        let mut seen = 0;
        for (key, kind) in [
            (Key::Actor, Some(RecordKind::Actor)),
            (Key::Issue, Some(RecordKind::Issue)),
            (Key::Source, Some(RecordKind::Source)),
            (Key::Tag, None),
        ] {
            let all = library.known(Scope::All, kind);
            for typed in [
                "", "a", "e", "put", "witkoff", "steve w", "u.s.", "of the", "xyzzy",
            ] {
                let begins = |text: &str| super::super::words::begins(&folded(text), typed);
                let expected = all
                    .iter()
                    .filter(|one| typed.is_empty() || begins(&one.id) || begins(&one.name));
                let expected: Vec<_> = expected.cloned().collect();
                for library in [&library, &gathered] {
                    let found = library.completions(Scope::All, (key, typed), usize::MAX);
                    assert_eq!(found, expected, "{key:?} {typed}");
                    let few = library.completions(Scope::All, (key, typed), 2);
                    assert!(expected.starts_with(&few) && few.len() == expected.len().min(2));
                }
                seen += expected.len();
            }
        }
        assert!(seen > 100, "{seen}");
    }
}
