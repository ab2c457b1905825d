//! What searching the bundled briefings finds, and in which order.

use std::fmt::Write as _;
use std::sync::LazyLock;

use super::*;
use crate::library::discover::Input;
use crate::library::load;

static LIBRARY: LazyLock<Library> = LazyLock::new(|| load::load(&[Input::Bundled]).0);

fn search(text: &str, limit: usize) -> Hits {
    let query = Query::parse(text).unwrap();
    let search = Search {
        query: &query,
        scope: Scope::All,
        verdicts: &Verdicts::default(),
        limit,
        stop: &|| false,
    };
    LIBRARY.search(&search, &mut |_| {}).unwrap()
}

fn written(text: &str, limit: usize) -> String {
    let hits = search(text, limit);
    let marker = Marker::new(&Query::parse(text).unwrap());
    let mut out = format!("{text}: {}\n", hits.total());
    for hit in &hits.hits {
        let id = LIBRARY.records().id(hit.ix).unwrap();
        let line = LIBRARY.line(hit.ix, &marker);
        let mut marked = line.text.clone();
        for mark in line.marks.iter().rev() {
            marked.insert(mark.end, ']');
            marked.insert(mark.start, '[');
        }
        let (how, kind) = (hit.how, id.kind.noun());
        writeln!(out, "  {how:?} {kind} {}: {marked}", id.slug).unwrap();
    }
    out
}

#[test]
fn the_best_come_first_with_their_words_marked() {
    let queries = [
        "putin",
        "zelensk",
        "zelenksy",
        "territory",
        "security guarantees",
        "\"security guarantees\"",
        "frozen assets OR nato",
        "actor:yermak kind:event",
        "peace -putin kind:quote",
    ];
    let all: Vec<_> = queries.iter().map(|text| written(text, 6)).collect();
    insta::assert_snapshot!(all.join(""));
}

#[test]
fn what_is_found_is_what_is_selected() {
    for text in [
        "putin",
        "\"the\" kind:quote",
        "date:2025-11 talks",
        "-a kind:event",
    ] {
        let hits = search(text, 100_000);
        let filter = crate::library::Filter {
            query: Query::parse(text).unwrap(),
            ..crate::library::Filter::default()
        };
        let selected = LIBRARY.select(Scope::All, &filter, &Verdicts::default());
        for kind in RecordKind::ALL {
            let rows = selected.subjects(kind, &LIBRARY);
            let found = hits.hits.iter().filter(|hit| {
                LIBRARY.records().kind(hit.ix) == Some(kind) && hit.how > How::Similar
            });
            let mut found: Vec<_> = found.map(|hit| hit.ix).collect();
            assert_eq!(found.len(), hits.count(kind), "{text} {kind:?}");
            found.sort_unstable();
            let mut rows = rows;
            rows.sort_unstable();
            assert_eq!(found, rows, "{text} {kind:?}");
        }
    }
}

#[test]
fn nothing_is_found_for_nothing_or_for_nobody() {
    assert_eq!(search("", 10), Hits::default());
    let (library, _) = load::load(&[Input::Bundled]);
    let query = Query::parse("putin").unwrap();
    let mut search = Search {
        query: &query,
        scope: Scope::All,
        verdicts: &Verdicts::default(),
        limit: 3,
        stop: &|| true,
    };
    assert_eq!(library.search(&search, &mut |_| {}), None);
    search.stop = &|| false;
    assert_eq!(library.search(&search, &mut |_| {}).unwrap().hits.len(), 3);
}
