//! What other programs read of a network.

use std::collections::BTreeMap;
use std::sync::Arc;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::*;
use crate::diagnostic::SourceFile;
use crate::format;
use crate::library::discover::Input;
use crate::library::{Content, Entry, Filter, Verdicts, load};

/// A network of one briefing, by its identifier, or of all of a library.
fn written(library: &Library, id: Option<&str>, form: Form) -> String {
    let mut places = 0..library.entries().len();
    let at = places.find(|at| library.card(*at).is_some_and(|card| Some(&*card.id) == id));
    let scope = at.map_or(Scope::All, Scope::One);
    let verdicts = Verdicts::default();
    let selection = library.select(scope, &Filter::default(), &verdicts);
    let question = Question {
        library,
        scope,
        selection: &selection,
        verdicts: &verdicts,
        day: None,
    };
    Network::of(&question).write(form).unwrap()
}

fn bundled() -> Library {
    load::load(&[Input::Bundled]).0
}

const MOSCOW: Option<&str> = Some("witkoff-moscow-2025");

/// The lines of a CSV, each by the names of its fields.
fn lines(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(Result::unwrap).collect()
}

/// A node or an edge: its attributes, and its values by the names of their fields.
type Part = (&'static str, BTreeMap<String, String>);

/// The nodes and edges of a `GraphML`, as a program reads them that only knows the format.
fn parts(text: &str) -> Vec<Part> {
    let attributes = |tag: &BytesStart<'_>| -> BTreeMap<String, String> {
        let all = tag.attributes().map(Result::unwrap);
        all.map(|one| {
            let value = quick_xml::escape::unescape(&one.value).unwrap();
            (one.key.as_ref().to_owned(), value.into_owned())
        })
        .collect()
    };
    let mut reader = Reader::from_str(text);
    let mut fields = BTreeMap::new();
    let mut found: Vec<Part> = Vec::new();
    let mut field: Option<String> = None;
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => return found,
            Event::Empty(tag) if tag.name().as_ref() == "key" => {
                let tag = attributes(&tag);
                fields.insert(tag["id"].clone(), tag["attr.name"].clone());
            }
            Event::Start(tag) => match tag.name().as_ref() {
                "graph" => found.push(("graph", attributes(&tag))),
                "node" => found.push(("node", attributes(&tag))),
                "edge" => found.push(("edge", attributes(&tag))),
                "data" => field = Some(fields[&attributes(&tag)["key"]].clone()),
                _ => {}
            },
            Event::End(tag) if tag.name().as_ref() == "data" => field = None,
            Event::Text(text) => {
                add(&mut found, field.as_ref(), &text);
            }
            Event::GeneralRef(entity) => {
                let entity = format!("&{};", &*entity);
                let text = quick_xml::escape::unescape(&entity).unwrap();
                add(&mut found, field.as_ref(), &text);
            }
            _ => {}
        }
    }
}

fn add(found: &mut [Part], field: Option<&String>, text: &str) {
    if let (Some(field), Some((_, values))) = (field, found.last_mut()) {
        values.entry(field.clone()).or_default().push_str(text);
    }
}

#[test]
fn both_forms_say_the_same_of_every_edge() {
    let library = bundled();
    for id in [MOSCOW, None] {
        let lines = lines(&written(&library, id, Form::Csv));
        let parts = parts(&written(&library, id, Form::Graphml));
        let edges: Vec<_> = parts.iter().filter(|(what, _)| *what == "edge").collect();
        assert!(!lines.is_empty());
        assert_eq!(lines.len(), edges.len());
        let nodes = parts.iter().filter(|(what, _)| *what == "node");
        let nodes: BTreeMap<_, _> = nodes.map(|(_, node)| (node["id"].clone(), node)).collect();
        for (line, (_, edge)) in lines.iter().zip(edges) {
            for (field, _) in [("source", Type::String), ("target", Type::String)]
                .iter()
                .chain(&EDGE)
            {
                let value = edge.get(*field).map_or("", String::as_str);
                assert_eq!(line[*field], value, "{field}");
            }
            for end in ["source", "target"] {
                let node = nodes[&line[end]];
                for field in END {
                    let value = node.get(field).map_or("", String::as_str);
                    assert_eq!(line[&format!("{end}_{field}")], value, "{end} {field}");
                }
            }
        }
    }
}

#[test]
fn an_edge_of_the_article() {
    let lines = lines(&written(&bundled(), MOSCOW, Form::Csv));
    assert_eq!(lines.len(), 13);
    let line = lines
        .iter()
        .find(|line| line["target"] == "yermak")
        .unwrap();
    for (field, value) in [
        ("source", "putin"),
        ("agree", "0"),
        ("conflict", "1"),
        ("incomparable", "0"),
        ("difference", "-1"),
        ("share", "0"),
        ("issues_agree", ""),
        ("issues_conflict", "Territory"),
        ("issues_incomparable", ""),
        ("source_name", "Vladimir Putin"),
        ("source_kind", "person"),
        ("source_wikidata", "Q7747"),
        ("target_name", "Andriy Yermak"),
        ("target_wikidata", ""),
    ] {
        assert_eq!(line[field], value, "{field}");
    }
}

#[test]
fn the_nodes_of_the_article() {
    let parts = parts(&written(&bundled(), MOSCOW, Form::Graphml));
    let nodes: Vec<_> = parts.iter().filter(|(what, _)| *what == "node").collect();
    assert_eq!(nodes.len(), 11);
    let node = |id: &str| {
        nodes
            .iter()
            .find(|(_, node)| node["id"] == id)
            .unwrap()
            .1
            .clone()
    };
    assert_eq!(node("officials")["kind"], "anonymous");
    assert_eq!(node("trump")["coalition"], "1");
    assert_eq!(node("rubio")["coalition"], "1");
    assert_eq!(node("putin").get("coalition"), None);
    let (_, graph) = parts.iter().find(|(what, _)| *what == "graph").unwrap();
    assert_eq!(graph["edgedefault"], "undirected");
    assert_eq!(graph["as_of"], "2025-12-02");
}

/// A briefing with two actors who agree; the first has a name that is hard to write.
fn entry(file: &str, name: &str, link: &str) -> Entry {
    let text = format!(
        r#"
format = 1
title = "t"
as_of = "2025-12-02"
actors = [
  {{ id = "one", name = {name}, kind = "person"{link} }},
  {{ id = "two", name = "Two", kind = "anonymous" }},
]
issues = [{{ id = "i", title = "A; <b> & \"c\"", question = "?" }}]
quotes = [
  {{ id = "q", speaker = "one", text = "x" }},
  {{ id = "r", speaker = "two", text = "x" }},
]
positions = [
  {{ issue = "i", actor = "one", stance = "support", evidence = ["q"] }},
  {{ issue = "i", actor = "two", stance = "support", evidence = ["r"] }},
]
"#
    );
    let source = SourceFile::new(file, text);
    let parsed = format::parse(&source, file, &BTreeMap::<String, String>::new());
    let errors = parsed.diagnostics;
    let content = parsed.briefing.map(|one| Content::new(one, parsed.texts));
    assert!(content.is_some(), "{errors:?}");
    Entry::new(Arc::from(file), content, Vec::new())
}

#[test]
fn names_come_back_as_they_were_whatever_is_in_them() {
    for name in [
        "One, \"Two\" & <Three>",
        "]]> -- &amp; &#x1b;",
        "'=1+1'",
        "“Größe” 東京 \u{1f600}",
        "a\u{ffff}b",
    ] {
        let library = Library::new(vec![entry(
            "t.toml",
            &format!("{name:?}").replace("\\u{ffff}", "\u{ffff}"),
            "",
        )]);
        let shown = library.records().row(RecordIx(0)).text.to_owned();
        let lines = lines(&written(&library, Some("t.toml"), Form::Csv));
        assert_eq!(lines[0]["source_name"], shown);
        assert_eq!(lines[0]["issues_agree"], "A; <b> & \"c\"");
        let parts = parts(&written(&library, Some("t.toml"), Form::Graphml));
        let nodes: Vec<_> = parts.iter().filter(|(what, _)| *what == "node").collect();
        assert_eq!(nodes[0].1["name"], shown.replace('\u{ffff}', "\u{fffd}"));
    }
}

#[test]
fn of_several_briefings_an_actor_is_one_node_with_the_link_of_any() {
    let link = ", links = { wikidata = \"Q1\" }";
    let library = Library::new(vec![
        entry("a.toml", "\"One\"", ""),
        entry("b.toml", "\"One\"", link),
    ]);
    let parts = parts(&written(&library, None, Form::Graphml));
    let named = |name: &str| {
        let nodes = parts.iter().filter(|(what, _)| *what == "node");
        nodes
            .filter(|(_, node)| node["name"] == name)
            .collect::<Vec<_>>()
    };
    assert_eq!(named("One").len(), 1);
    assert_eq!(named("One")[0].1["wikidata"], "Q1");
    // The unnamed voices of two briefings are two, whatever they are called.
    assert_eq!(named("Two").len(), 2);
    assert_eq!(parts.iter().filter(|(what, _)| *what == "edge").count(), 3);
}
