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
        let marker = Marker::new(&Query::parse(text).unwrap());
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
            // What stands in a stored text alone is found, and narrows nothing.
            found.retain(|ix| LIBRARY.line(*ix, &marker).field != Field::Text);
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

/// What the records of a folder say to a query: how many are found, and the line of the best.
fn in_folder(library: &Library, text: &str) -> String {
    let query = Query::parse(text).unwrap();
    let search = Search {
        query: &query,
        scope: Scope::All,
        verdicts: &Verdicts::default(),
        limit: 9,
        stop: &|| false,
    };
    let hits = library.search(&search, &mut |_| {}).unwrap();
    let findings = library.findings(&query, &hits);
    let line = findings.rows.first().map_or(String::new(), |row| {
        let line = &row.line;
        let marked = line.marks.iter().map(|mark| &line.text[mark.clone()]);
        let marked = marked.collect::<Vec<_>>().join("+");
        let place = line.place.as_ref().map(|place| {
            let file = place.file.as_deref().unwrap_or("in the briefing");
            let end = file.rsplit('/').next().unwrap();
            format!(" at {end}:{}:{}", place.line, place.column)
        });
        format!(": {:?} {marked}{}", line.field, place.unwrap_or_default())
    });
    format!("{}{line}", hits.total())
}

#[test]
fn the_words_of_sources_are_found_open_or_not_indexed_or_not() {
    let folder = tempfile::tempdir().unwrap();
    let briefing = "format = 1\ntitle = \"One\"\nas_of = \"2025-12-02\"\n\
        [[sources]]\nid = \"paper\"\ntitle = \"The harbour paper\"\nkind = \"article\"\n\
        text_file = \"paper.md\"\n\
        [[sources]]\nid = \"twin\"\ntitle = \"Its reprint\"\nkind = \"article\"\n\
        text_file = \"paper.md\"\n\
        [[sources]]\nid = \"note\"\ntitle = \"A note\"\nkind = \"post\"\n\
        text = \"Nobody moored there.\"\n";
    let text = "---\nabout: crane\n---\nFirst the mayor spoke.\n\n\
        Then, on the quay,\nthe ferry\nwas late.\r\n\r\nIt left.\n";
    std::fs::write(folder.path().join("one.toml"), briefing).unwrap();
    std::fs::write(folder.path().join("paper.md"), text).unwrap();
    let read = |open: u64| {
        let request = crate::library::shelf::Request {
            inputs: &[Input::Path(folder.path().to_owned())],
            again: crate::library::shelf::Again::All,
            open: None,
            stop: &|| false,
        };
        let mut shelf = crate::library::shelf::Shelf::keeping_open(open);
        shelf.read(&request, &mut |_| {}).library
    };
    for (open, indexed) in [(0, false), (0, true), (u64::MAX, false), (u64::MAX, true)] {
        let library = read(open);
        if indexed {
            library.index(&|| false);
            library.index_texts(&|| false);
            let indexed = library.indexed();
            assert_eq!((indexed.missing, indexed.missing_texts), (0, 0));
        }
        for (query, found) in [
            ("quay", "2: Text quay at paper.md:6:14"),
            ("fer", "2: Text fer at paper.md:7:5"),
            ("\"ferry was\"", "2: Text ferry was at paper.md:7:5"),
            ("\"ferry late\"", "0"),
            ("mayor late", "2: Text mayor at paper.md:4:11"),
            ("harbour quay", "1: Main harbour"),
            ("reprint -quay", "0"),
            ("moored", "1: Text moored at in the briefing:1:8"),
            ("crane", "0"),
            ("quay kind:event", "0"),
            ("quay source:twin", "1: Text quay at paper.md:6:14"),
        ] {
            let own = in_folder(&library, query);
            assert_eq!(own, found, "{query} {open} {indexed}");
        }
    }
}
