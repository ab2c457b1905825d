//! What is found is what a scan of the folded texts finds, in every script.

use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::library::discover::Input;
use crate::library::records::Records;
use crate::library::words::{Stands, folded, stands_so};
use crate::library::{Library, load};
use crate::text::fold::push_search;

/// Whether a text stands in what a reader sees of a record: the plainest way to find out.
fn stands_in(segment: &Segment, at: u32, needle: &str, stands: Stands) -> bool {
    let others = segment.actors(at).iter().filter(|actor| *actor != at);
    let names = others.map(|actor| segment.main(actor));
    let mut texts = segment.fields(at).map(|(_, text)| text).chain(names);
    texts.any(|text| {
        let mut folded = String::new();
        push_search(text, &mut folded);
        let mut starts = (0..folded.len()).filter(|at| folded.is_char_boundary(*at));
        starts.any(|start| {
            folded[start..].starts_with(needle)
                && stands_so(&folded, start..start + needle.len(), stands)
        })
    })
}

fn found(records: &Records, needle: &str, stands: Stands) -> Vec<u32> {
    let plan = Plan::new(needle.to_owned(), stands);
    let strengths = shards(records).find(&plan, records.len());
    let numbered = (0..).zip(strengths);
    let found = numbered.filter(|(_, strength)| *strength > 0);
    found.map(|(ix, _)| ix).collect()
}

fn shards(records: &Records) -> Shards<'_> {
    Shards::of(records, Extent::All, &|| false)
}

fn scanned(records: &Records, needle: &str, stands: Stands) -> Vec<u32> {
    let all = records.segments().flat_map(|(first, segment)| {
        let all = (0..segment.len()).filter(|at| stands_in(segment, *at, needle, stands));
        all.map(move |at| first + at)
    });
    if needle.is_empty() {
        Vec::new()
    } else {
        all.collect()
    }
}

/// A library of records with these texts, some of them by somebody with a name.
fn library(texts: &[(String, String)]) -> Library {
    let mut toml = String::from("format = 1\ntitle = \"T\"\nas_of = \"2025-12-02\"\n");
    let value = |text: &str| serde_json::Value::from(text).to_string();
    for (n, (name, text)) in texts.iter().enumerate() {
        let (name, text) = (value(name), value(text));
        let _ = write!(
            toml,
            "[[actors]]\nid = \"a{n}\"\nname = {name}\naliases = [{text}]\nkind = \"person\"\n\
             [[quotes]]\nid = \"q{n}\"\nspeaker = \"a{n}\"\ntext = {text}\nnote = {name}\n"
        );
    }
    let file = crate::diagnostic::SourceFile::new("t.toml", toml);
    let none = std::collections::BTreeMap::<String, String>::new();
    let parsed = crate::format::parse(&file, "t", &none);
    let content = crate::library::Content::new(parsed.briefing.unwrap(), parsed.texts);
    Library::new(vec![crate::library::Entry::new(
        Arc::from("t.toml"),
        Some(content),
        Vec::new(),
    )])
}

fn indexed(library: &Library) -> &Records {
    let records = library.records();
    records.index(&|| false);
    records
}

/// Text of many scripts, with everything between words that there may be.
fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "peace",
        "Peace",
        "peaceful",
        "talks",
        "the",
        "a",
        "é",
        "É",
        "ﬁ",
        "ß",
        "’",
        "'",
        "-",
        "—",
        "…",
        "...",
        ".",
        ",",
        " ",
        "  ",
        "\u{a0}",
        "\u{ad}",
        "\u{200b}",
        "習近平",
        "平",
        "主席",
        "สันติภาพ",
        "ภาพ",
        "मनि",
        "हिन्दी",
        "שָׁלוֹם",
        "سلام",
        "λόγος",
        "Київ",
        "19",
        "5%",
        "$",
        "€5",
        "“",
        "”",
        "x",
        "\u{301}",
        "한국",
        "🕊",
        "_",
        "/",
    ]);
    let pieces = prop::collection::vec(piece, 1..12).prop_map(|pieces| pieces.concat());
    pieces.prop_filter("something is said", |text| {
        text.contains(char::is_alphanumeric)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn the_index_finds_what_a_scan_finds(
        texts in prop::collection::vec((text(), text()), 1..5),
        wanted in prop_oneof![text(), "\\PC{1,3}"],
        part in any::<(prop::sample::Index, prop::sample::Index, prop::sample::Index)>(),
    ) {
        let library = library(&texts);
        let records = library.records();
        // A part of what is there is more likely to be found.
        let (one, start, end) = part;
        let whole = folded(&one.get(&texts).1);
        let mut cuts: Vec<_> = whole.char_indices().map(|(at, _)| at).collect();
        cuts.push(whole.len());
        let (start, end) = (*start.get(&cuts), *end.get(&cuts));
        let inside = whole[start.min(end)..start.max(end)].to_owned();
        let needles = [folded(wanted.trim()), inside];
        let read = needles.each_ref().map(|needle| {
            [Stands::AtStart, Stands::Whole].map(|stands| found(records, needle, stands))
        });
        indexed(&library);
        for (needle, read) in needles.into_iter().zip(read) {
            prop_assert_eq!(&read[0], &found(records, &needle, Stands::AtStart));
            prop_assert_eq!(&read[1], &found(records, &needle, Stands::Whole));
            for stands in [Stands::AtStart, Stands::Whole] {
                let expected = scanned(records, &needle, stands);
                prop_assert_eq!(found(records, &needle, stands), expected, "{:?} {:?}", needle, stands);
            }
        }
    }
}

#[test]
fn every_word_of_the_bundled_briefings_is_found() {
    let (library, _) = load::load(&[Input::Bundled]);
    let records = indexed(&library);
    for needle in [
        "a",
        "peace",
        "zelensk",
        "u.s.",
        "19-point",
        "the 19",
        "said",
        "“",
        "%",
        "don't",
        "of the",
        "nothing like this",
    ] {
        let needle = folded(needle);
        for stands in [Stands::AtStart, Stands::Whole] {
            let expected = scanned(records, &needle, stands);
            assert_eq!(found(records, &needle, stands), expected, "{needle}");
        }
    }
}

#[test]
fn a_segment_is_indexed_once() {
    let (library, _) = load::load(&[Input::Bundled]);
    assert!(shards(library.records()).missing() > 0);
    let records = indexed(&library);
    let before = shards(records);
    assert_eq!(before.missing(), 0);
    let size = before.size();
    let entries = library.entries().to_vec();
    let next = Library::new(entries[1..].to_vec());
    let after = shards(next.records());
    assert_eq!((after.missing(), after.size()), (0, size));
    let (library, _) = load::load(&[Input::Bundled]);
    library.records().index(&|| true);
    assert!(shards(library.records()).missing() > 0);
}
