//! Who is taken for whom.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::discover::Input;
use super::super::{Content, Entry, Filter, Scope, Verdicts, load};
use super::*;
use crate::diagnostic::SourceFile;
use crate::format;

/// An actor of a made briefing: its identifier, its names, its wikidata link.
#[derive(Clone, Debug, PartialEq)]
struct Who {
    id: &'static str,
    names: Vec<&'static str>,
    link: Option<u32>,
}

fn who(id: &'static str, names: &[&'static str], link: Option<u32>) -> Who {
    Who {
        id,
        names: names.to_vec(),
        link,
    }
}

fn entry(name: &str, tables: &str) -> Entry {
    let head = format!("format = 1\ntitle = \"{name}\"\nas_of = \"2025-12-02\"\n");
    let file = SourceFile::new(name, head + tables);
    let none = std::collections::BTreeMap::<String, String>::new();
    let parsed = format::parse(&file, name, &none);
    let errors = parsed.diagnostics;
    let content = parsed.briefing.map(|one| Content::new(one, parsed.texts));
    assert!(content.is_some(), "{errors:?}");
    Entry::new(name.into(), content, Vec::new())
}

fn tables(actors: &[Who]) -> String {
    let mut text = String::new();
    for actor in actors {
        let (name, aliases) = actor.names.split_first().unwrap();
        let _ = write!(
            text,
            "[[actors]]\nid = \"{}\"\nname = \"{name}\"\nkind = \"person\"\n",
            actor.id
        );
        if !aliases.is_empty() {
            let _ = writeln!(text, "aliases = {aliases:?}");
        }
        if let Some(link) = actor.link {
            let _ = writeln!(text, "links = {{ wikidata = \"Q{link}\" }}");
        }
    }
    text
}

/// A library of briefings named `a`, `b`, `c` …, in that order.
fn library(briefings: &[Vec<Who>]) -> Library {
    let named = ('a'..='z').zip(briefings);
    let entries = named.map(|(name, actors)| entry(&name.to_string(), &tables(actors)));
    Library::new(entries.collect())
}

fn named(library: &Library, ix: RecordIx) -> String {
    let key = library.key(ix).unwrap();
    format!("{}/{}", key.file, key.id.slug)
}

fn all(library: &Library, kind: RecordKind) -> Vec<RecordIx> {
    let places = 0..library.entries().len();
    let spans = places.flat_map(|at| library.records().span(at, kind));
    spans.map(RecordIx).collect()
}

/// The groups of several records of a kind, in words.
fn groups_of(library: &Library, kind: RecordKind) -> Vec<String> {
    let identities = library.identities();
    let mut groups = Vec::new();
    for ix in all(library, kind) {
        let same: Vec<_> = identities.same(ix).map(|ix| named(library, ix)).collect();
        assert_eq!(same.len(), identities.count(ix));
        assert_eq!(same[0], named(library, identities.head(ix)));
        if same.len() > 1 && identities.head(ix) == ix {
            groups.push(same.join(" "));
        }
    }
    groups
}

fn groups(briefings: &[Vec<Who>]) -> Vec<String> {
    groups_of(&library(briefings), RecordKind::Actor)
}

#[test]
fn the_same_wikidata_link_is_enough() {
    let found = groups(&[
        vec![who("putin", &["Vladimir Putin"], Some(7747))],
        vec![
            who("vvp", &["Putin"], Some(7747)),
            who("putin", &["Other"], None),
        ],
        vec![who("x", &["Vladimir Putin"], Some(1))],
    ]);
    assert_eq!(found, ["a/putin b/vvp"]);
}

#[test]
fn the_same_identifier_with_the_same_name_or_alias_is_enough() {
    let found = groups(&[
        vec![who("putin", &["Vladimir Putin", "Putin"], Some(7747))],
        vec![who("putin", &["Putin"], None)],
        vec![who("putin", &["Igor Putin"], None)],
        vec![who("vladimir", &["Vladimir Putin"], None)],
        vec![who("putin", &["putin"], None)],
    ]);
    assert_eq!(found, ["a/putin b/putin"]);
}

#[test]
fn who_fits_two_of_different_links_fits_neither() {
    let bush = |link| vec![who("bush", &["George Bush"], link)];
    let briefings = [
        bush(Some(1)),
        bush(Some(2)),
        bush(None),
        bush(None),
        bush(Some(2)),
    ];
    let library = library(&briefings);
    assert_eq!(groups_of(&library, RecordKind::Actor), ["b/bush e/bush"]);
    let suggested = |file: &str| {
        let at = library.position(file).unwrap();
        let ix = library.records().at(at, RecordKind::Actor, 0).unwrap();
        let suggested = library.identities().suggested(ix);
        let words = suggested.iter();
        let words = words.map(|one| format!("{} {:?}", named(&library, one.ix), one.why));
        words.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(
        suggested("a"),
        "c/bush Unclear, d/bush Unclear, b/bush Conflict"
    );
    assert_eq!(
        suggested("c"),
        "a/bush Unclear, b/bush Unclear, d/bush Unclear"
    );
}

#[test]
fn a_link_reaches_those_that_are_called_as_one_of_its_records_is() {
    // Each of the two that have no link fits one that has: by one identifier or by the other.
    let found = groups(&[
        vec![who("putin", &["Putin"], Some(7747))],
        vec![who("vvp", &["V. V. Putin"], Some(7747))],
        vec![who("putin", &["Putin"], None)],
        vec![who("vvp", &["V. V. Putin"], None)],
    ]);
    assert_eq!(found, ["a/putin b/vvp c/putin d/vvp"]);
}

#[test]
fn a_name_alone_or_an_identifier_alone_is_suggested() {
    let library = library(&[
        vec![who("rubio", &["Marco Rubio"], Some(324_546))],
        vec![who("marco", &["MARCO  Rubio"], None)],
        vec![who("rubio", &["Mr. Rubio"], None)],
        vec![who("mr", &["Marco Rubio"], Some(5))],
    ]);
    assert_eq!(groups_of(&library, RecordKind::Actor), [""; 0]);
    let first = all(&library, RecordKind::Actor)[0];
    let suggested = library.identities().suggested(first);
    let words: Vec<_> = suggested
        .iter()
        .map(|one| (named(&library, one.ix), one.why))
        .collect();
    // Somebody else by the register is nobody to think of.
    let expected = [("b/marco", Likeness::Name), ("c/rubio", Likeness::Id)];
    assert_eq!(words, expected.map(|(name, why)| (name.to_owned(), why)));
}

#[test]
fn a_voice_without_a_name_is_nobody_else_s() {
    let actor = |kind: &str| {
        format!("[[actors]]\nid = \"official\"\nname = \"A senior official\"\nkind = \"{kind}\"\n")
    };
    let voices = |kinds: [&str; 2]| {
        let named = ["a", "b"].into_iter().zip(kinds);
        Library::new(
            named
                .map(|(name, kind)| entry(name, &actor(kind)))
                .collect(),
        )
    };
    for (kinds, groups, suggested) in [
        (["anonymous", "anonymous"], &[][..], 0),
        (["anonymous", "person"], &[], 0),
        (["person", "person"], &["a/official b/official"], 0),
        (["state", "organisation"], &["a/official b/official"], 0),
        (["person", "state"], &[], 1),
    ] {
        let library = voices(kinds);
        assert_eq!(groups_of(&library, RecordKind::Actor), groups, "{kinds:?}");
        let first = all(&library, RecordKind::Actor)[0];
        let found = library.identities().suggested(first);
        assert_eq!(found.len(), suggested, "{kinds:?}");
    }
}

#[test]
fn issues_are_one_with_the_same_title_unless_they_ask_something_else() {
    let issue = |id: &str, title: &str, question: &str| {
        let question = match question {
            "" => String::new(),
            asked => format!("question = \"{asked}\"\n"),
        };
        format!("[[issues]]\nid = \"{id}\"\ntitle = \"{title}\"\n{question}")
    };
    let library = Library::new(vec![
        entry("a", &issue("nato", "NATO", "Should it join?")),
        entry("b", &issue("nato", "NATO", "Should it join?")),
        entry("c", &issue("nato", "NATO", "")),
        entry(
            "d",
            &(issue("nato-2", "NATO", "") + &issue("ceasefire", "Ceasefire", "When?")),
        ),
        entry(
            "e",
            &issue("ceasefire", "Ceasefire", "Should there be one?"),
        ),
        entry("f", &issue("ceasefire", "Ceasefire", "")),
    ]);
    assert_eq!(
        groups_of(&library, RecordKind::Issue),
        ["a/nato b/nato c/nato"]
    );
}

#[test]
fn sources_are_one_with_the_same_address_and_date_or_the_same_title_and_date() {
    let source = |id: &str, title: &str, more: &str| {
        format!("[[sources]]\nid = \"{id}\"\ntitle = \"{title}\"\nkind = \"article\"\n{more}\n")
    };
    let at = |page: &str, date: &str| format!("url = \"https://x.org/{page}\"\ndate = \"{date}\"");
    let library = Library::new(vec![
        entry("a", &source("s", "One", &at("1", "2025-12-01"))),
        entry("b", &source("t", "The first", &at("1", "2025-12-01"))),
        // The page has changed since.
        entry("c", &source("u", "Later", &at("1", "2025-12-02"))),
        entry("d", &source("s", "One", "date = \"2025-12-01\"")),
        entry("e", &source("s", "One", "date = \"2025-12-03\"")),
        // An article, and the post that is embedded in it.
        entry(
            "f",
            &(source("v", "Article", &at("1", "2025-12-01"))
                + &source("w", "Post", &at("1", "2025-12-01"))),
        ),
    ]);
    assert_eq!(groups_of(&library, RecordKind::Source), ["a/s b/t d/s"]);
}

/// A library on disk: files, and what they say.
fn desk(files: &[(&str, &str)]) -> (tempfile::TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let input = Input::Path(folder.path().to_owned());
    let (library, unusable) = load::load(&[input]);
    assert!(unusable.is_empty());
    (folder, library)
}

fn briefing(title: &str, tables: &str) -> String {
    format!("format = 1\ntitle = \"{title}\"\nas_of = \"2025-12-02\"\n{tables}")
}

/// An event that somebody takes part in.
fn event(who: &str) -> String {
    format!(
        "[[events]]\nid = \"e\"\nwhen = \"2025-12-01\"\ntitle = \"Talks\"\nactors = [\"{who}\"]\n"
    )
}

/// The groups of actors of a library on disk, by the identifiers of briefings.
fn groups_on_disk(library: &Library) -> Vec<String> {
    let groups = groups_of(library, RecordKind::Actor).into_iter();
    let short = |name: &str| {
        let (file, id) = name.rsplit_once('/').unwrap();
        let stem = file.rsplit('/').next().unwrap().trim_end_matches(".toml");
        format!("{stem}/{id}")
    };
    groups
        .map(|group| group.split(' ').map(short).collect::<Vec<_>>().join(" "))
        .collect()
}

fn own_codes(library: &Library) -> Vec<&'static str> {
    let faults = library.own_faults().flat_map(|(_, faults)| faults);
    faults.map(|fault| fault.code.id()).collect()
}

#[test]
fn what_is_declared_to_be_one_is_one() {
    let shared = "[[actors]]\nid = \"putin\"\nname = \"Putin\"\nkind = \"person\"\n\
        same = [\"b/vvp\", \"c/president\"]\n";
    let one = |title: &str, who: Who| briefing(title, &tables(&[who]));
    let (_folder, library) = desk(&[
        ("library.toml", shared),
        ("a.toml", &briefing("a", &event("putin"))),
        ("b.toml", &one("b", who("vvp", &["V. V."], None))),
        ("c.toml", &one("c", who("president", &["He"], Some(7747)))),
        // Called as one of them is, or as the shared one is, or linked as one of them is.
        ("d.toml", &one("d", who("vvp", &["V. V."], None))),
        ("e.toml", &one("e", who("putin", &["Putin"], None))),
        ("f.toml", &one("f", who("x", &["X"], Some(7747)))),
    ]);
    let all = ["a/putin b/vvp c/president d/vvp e/putin f/x"];
    assert_eq!(groups_on_disk(&library), all);
    assert_eq!(own_codes(&library), [""; 0]);
}

#[test]
fn a_declaration_brings_no_two_links_together() {
    let shared = |link: &str| {
        format!(
            "[[actors]]\nid = \"bush\"\nname = \"Bush\"\nkind = \"person\"\n{link}\n\
            same = [\"b/elder\", \"c/younger\", \"d/bush\"]\n"
        )
    };
    for (link, group) in [
        ("", "a/bush d/bush"),
        ("links = { wikidata = \"Q1\" }", "a/bush b/elder d/bush"),
    ] {
        let one = |title: &str, who: Who| briefing(title, &tables(&[who]));
        let (_folder, library) = desk(&[
            ("library.toml", &shared(link)),
            ("a.toml", &briefing("a", &event("bush"))),
            ("b.toml", &one("b", who("elder", &["George"], Some(1)))),
            ("c.toml", &one("c", who("younger", &["George"], Some(2)))),
            ("d.toml", &one("d", who("bush", &["W."], None))),
        ]);
        assert_eq!(groups_on_disk(&library), [group], "{link}");
        assert_eq!(own_codes(&library), ["B093"], "{link}");
    }
}

#[test]
fn what_briefings_take_from_the_library_is_one_whatever_others_are_called() {
    let shared = "[[actors]]\nid = \"bush\"\nname = \"Bush\"\nkind = \"person\"\n";
    let bush = |link| tables(&[who("bush", &["Bush"], link)]);
    let (_folder, library) = desk(&[
        ("library.toml", shared),
        ("a.toml", &briefing("a", &event("bush"))),
        ("b.toml", &briefing("b", &event("bush"))),
        ("c.toml", &briefing("c", &bush(Some(1)))),
        ("d.toml", &briefing("d", &bush(Some(2)))),
        ("e.toml", &briefing("e", &bush(None))),
    ]);
    assert_eq!(groups_on_disk(&library), ["a/bush b/bush"]);
}

#[test]
fn a_part_of_a_library_does_not_miss_the_rest() {
    let shared = "first = \"b\"\n[[actors]]\nid = \"putin\"\nname = \"Putin\"\n\
        kind = \"person\"\nsame = [\"b/vvp\"]\n";
    let (folder, whole) = desk(&[
        ("library.toml", shared),
        ("sub/a.toml", &briefing("a", &event("putin"))),
    ]);
    assert_eq!(own_codes(&whole), ["B094", "B092"]);
    let input = Input::Path(folder.path().join("sub/a.toml"));
    let (part, _) = load::load(&[input]);
    assert!(part.entries()[0].is_readable());
    assert_eq!(own_codes(&part), [""; 0]);
}

/// Made briefings: few identifiers, names and links, so that they meet in every way.
fn made() -> impl Strategy<Value = Vec<Vec<Who>>> {
    let ids = prop::sample::subsequence(vec!["a", "b", "c"], 0..=3);
    let names = prop::collection::vec(prop::sample::select(vec!["A", "B", "C", "D"]), 1..3);
    let link = prop_oneof![3 => Just(None), 2 => (1_u32..4).prop_map(Some)];
    let one = (names, link);
    let briefing = (ids, prop::collection::vec(one, 3)).prop_map(|(ids, rest)| {
        let all = ids.into_iter().zip(rest);
        let all = all.map(|(id, (mut names, link))| {
            names.dedup();
            Who { id, names, link }
        });
        all.collect()
    });
    prop::collection::vec(briefing, 1..8)
}

/// For each pair of actors whether they are one, by the names of their briefings.
fn pairs(library: &Library) -> Vec<(String, String, bool)> {
    let actors = all(library, RecordKind::Actor);
    let mut pairs = Vec::new();
    for one in &actors {
        for other in &actors {
            let head = |ix: &RecordIx| library.identities().head(*ix);
            let same = head(one) == head(other);
            pairs.push((named(library, *one), named(library, *other), same));
        }
    }
    pairs.sort();
    pairs
}

fn link_of(library: &Library, ix: RecordIx) -> Option<String> {
    let at = library.records().briefing(ix)?;
    let briefing = library.briefing(at)?;
    match library.records().record(ix, briefing)? {
        crate::model::Record::Actor(actor) => actor.links.get("wikidata").cloned(),
        _ => None,
    }
}

proptest! {
    #[test]
    fn no_group_has_two_links_and_the_same_link_is_one_group(briefings in made()) {
        let library = library(&briefings);
        let actors = all(&library, RecordKind::Actor);
        for one in &actors {
            for other in &actors {
                let links = link_of(&library, *one).zip(link_of(&library, *other));
                let same = library.identities().same(*one).any(|ix| ix == *other);
                prop_assert_eq!(same, library.identities().same(*other).any(|ix| ix == *one));
                if let Some((one, other)) = links {
                    prop_assert_eq!(same, one == other);
                }
            }
        }
    }

    #[test]
    fn groups_are_the_same_in_any_order_of_the_briefings(briefings in made(), by in any::<u64>()) {
        let first = library(&briefings);
        // By their titles the entries stand in another order.
        let mut entries = first.entries().to_vec();
        for (at, entry) in entries.iter_mut().enumerate() {
            let mut card = (**entry.card.as_ref().unwrap()).clone();
            card.title = (by.rotate_left(at as u32 * 7) % 97).to_string();
            entry.card = Some(Arc::new(card));
        }
        let second = Library::new(entries);
        prop_assert_eq!(pairs(&first), pairs(&second));
    }

    #[test]
    fn a_briefing_of_strangers_changes_nothing(briefings in made()) {
        let before = library(&briefings);
        let strangers = vec![who("z", &["A"], None), who("y", &["B", "C"], Some(99))];
        let mut more = briefings;
        more.push(strangers);
        let after = library(&more);
        let known = pairs(&after).into_iter();
        let stranger = |name: &str| name.ends_with("/z") || name.ends_with("/y");
        let known: Vec<_> = known.filter(|(one, other, _)| !stranger(one) && !stranger(other)).collect();
        prop_assert_eq!(pairs(&before), known);
    }

    #[test]
    fn who_is_called_the_same_is_one_or_suggested(briefings in made()) {
        let library = library(&briefings);
        let actors = all(&library, RecordKind::Actor);
        let identities = library.identities();
        let slug = |ix: RecordIx| library.key(ix).unwrap().id.slug;
        for one in &actors {
            let suggested = identities.suggested(*one);
            prop_assert!(suggested.iter().all(|other| other.ix == identities.head(other.ix)));
            prop_assert!(suggested.iter().all(|other| other.ix != identities.head(*one)));
            for other in actors.iter().filter(|other| slug(**other) == slug(*one)) {
                let names: Vec<_> = library.records().names(*one).collect();
                let mut others = library.records().names(*other);
                let alike = others.any(|name| names.contains(&name));
                let head = identities.head(*other);
                let same = head == identities.head(*one);
                prop_assert!(!alike || same || suggested.iter().any(|one| one.ix == head));
            }
        }
    }
}

#[test]
fn a_briefing_without_records_changes_nothing_about_the_order() {
    let mut tables = String::new();
    for (id, when) in [
        ("a", "2025-03-01"),
        ("b", "2025-01-01"),
        ("c", "2025-02-01"),
        ("d", "2025-01-01"),
    ] {
        let event = format!("id = \"{id}\"\nwhen = \"{when}\"\ntitle = \"x\"\n");
        let _ = write!(tables, "[[events]]\n{event}");
    }
    let rows = |entries: Vec<Entry>| {
        let library = Library::new(entries);
        let all = library.select(Scope::All, &Filter::default(), &Verdicts::default());
        let events = all.rows(RecordKind::Event).iter();
        let ids = events.map(|ix| library.key(*ix).unwrap().id.slug.to_string());
        ids.collect::<Vec<_>>()
    };
    let sorted = ["b", "d", "c", "a"];
    assert_eq!(rows(vec![entry("z", &tables)]), sorted);
    assert_eq!(rows(vec![entry("e", ""), entry("z", &tables)]), sorted);
}
