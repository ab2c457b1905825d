use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::diagnostic::SourceFile;
use crate::library::verify::Cache;
use crate::library::{Content, Entry, Filter, Library, Scope, Verdicts};
use crate::report::link::{self, Opens};

const HEAD: &str = r#"format = 1
title = "The ferry"
as_of = "2025-06-02"
bottom_line = "Nobody has decided."
[[actors]]
id = "a"
name = "Åse Løkken"
kind = "person"
roles = [
  { title = "Mayor", from = "2011", to = "2015" },
  { title = "Engineer", of = "port", from = "2020" },
]
[[actors]]
id = "port"
name = "The port"
kind = "organisation"
[[actors]]
id = "paper"
name = "The Paper"
kind = "organisation"
[[issues]]
id = "hull"
title = "The hull"
question = "Is it sound?"
[[sources]]
id = "s"
title = "Below the line"
kind = "article"
by = ["paper"]
date = "2025-06-01"
url = "https://e.org/s"
archived_url = "https://archive.example/s"
accessed = "2025-06-02"
language = "en"
text = "She said: “The hull is sound.” And then: “Ask me again in May.”"
text_kind = "full"
[[sources]]
id = "post"
title = "A post"
kind = "post"
"#;

/// What is made of a record of a briefing.
fn with<T>(more: &str, id: &str, take: impl Fn(&Context<'_>, &Record<'_>) -> T) -> T {
    let file = SourceFile::new("ferry.toml", format!("{HEAD}{more}"));
    let none = BTreeMap::<String, String>::new();
    let parsed = crate::format::parse(&file, "ferry", &none);
    let briefing = parsed.briefing.expect("a briefing that can be read");
    let library = Library::new(vec![Entry::new(
        "ferry.toml".into(),
        Some(Content::new(briefing, parsed.texts)),
        Vec::new(),
    )]);
    let verdicts = Verdicts::of_all(&library, &Cache::default());
    let selection = library.select(Scope::One(0), &Filter::default(), &verdicts);
    let known = verdicts.of(0).map(Arc::as_ref);
    let context = Context::new(&library, 0, &selection, known).unwrap();
    let record = context.briefing.record(id).unwrap();
    take(&context, &record)
}

fn quote(fields: &str) -> String {
    let more = format!("[[quotes]]\nid = \"q\"\nspeaker = \"a\"\n{fields}");
    with(&more, "q", cited)
}

#[test]
fn a_quotation_has_its_speaker_with_the_office_of_the_time_and_its_source() {
    let text = quote(
        "text = \"The hull is sound.\"\nsaid = \"2025-05-30\"\nsaid_text = \"on Friday\"\n\
         venue = \"the quay\"\nsource = \"s\"\nvia = [\"post\"]\nnote = \"She laughed.\"\n",
    );
    let expected = "“The hull is sound.”\n\
        — Åse Løkken (Engineer, The port), 30 May 2025 (“on Friday”), the quay\n\
        The Paper: “Below the line”. 1 June 2025. https://e.org/s (read 2 June 2025) \
        Archived: https://archive.example/s Via: A post.\n\
        Note: She laughed.";
    assert_eq!(text, expected);
    let earlier = quote("text = \"Ask me again in May.\"\nsaid = \"2013\"\nsource = \"s\"\n");
    assert!(
        earlier.contains("\n— Åse Løkken (Mayor), 2013\n"),
        "{earlier}"
    );
    let between = quote("text = \"Ask me again in May.\"\nsaid = \"2018\"\nsource = \"s\"\n");
    assert!(between.contains("\n— Åse Løkken, 2018\n"), "{between}");
}

#[test]
fn what_is_not_the_speakers_own_or_not_verified_says_so() {
    let first = |fields: &str| quote(fields).lines().next().unwrap().to_owned();
    for (fields, expected) in [
        (
            "text = \"The hull is rotten.\"\nsource = \"s\"\n",
            "“The hull is rotten.” [not verified: altered]",
        ),
        (
            "text = \"Nothing of the kind at all\"\nsource = \"s\"\n",
            "“Nothing of the kind at all” [not verified: missing]",
        ),
        (
            "text = \"The hull is sound.\"\nsource = \"post\"\n",
            "“The hull is sound.” [not verified: unchecked]",
        ),
        (
            "text = \"The hull is sound.\"\nmode = \"indirect\"\nsource = \"s\"\n",
            "“The hull is sound.” [the source’s words, not the speaker’s]",
        ),
        (
            "text = \"She praised the hull.\"\nmode = \"paraphrase\"\nsource = \"s\"\n",
            "She praised the hull. [a paraphrase]",
        ),
        (
            "text = [\"The hull is sound.\", \"Ask me again in May.\"]\nsource = \"s\"\n",
            "“The hull is sound.” … “Ask me again in May.”",
        ),
    ] {
        assert_eq!(first(fields), expected);
    }
    assert!(quote("text = \"x y z\"\n").ends_with("\nNo source is given."));
}

#[test]
fn nothing_is_verified_while_that_is_pending() {
    let more =
        "[[quotes]]\nid = \"q\"\nspeaker = \"a\"\ntext = \"The hull is sound.\"\nsource = \"s\"\n";
    let text = with(more, "q", |context, record| {
        let context = Context {
            verification: None,
            ..*context
        };
        words(&context, record)
    });
    assert_eq!(text, "The hull is sound. [not verified: pending]");
}

#[test]
fn the_words_go_out_as_they_were_written_but_for_what_hides() {
    let more = "[[quotes]]\nid = \"q\"\nspeaker = \"a\"\n\
        text = \"a\\u0007b\\u202Ec\\u001B[2J می\\u200Cخواهم\\nd\"\n";
    let text = with(more, "q", words);
    assert_eq!(text, "abc[2J می\u{200c}خواهم d [not verified: unchecked]");
}

#[test]
fn other_records_bring_what_they_rest_on() {
    let more = "[[events]]\nid = \"e\"\nwhen = \"2025-05-30\"\nwhen_text = \"last week\"\n\
        title = \"The ferry is looked at\"\nactors = [\"a\"]\n\
        cites = [{ source = \"s\", passage = \"Ask me again in June\" }]\n\
        [[quotes]]\nid = \"q\"\nspeaker = \"a\"\ntext = \"The hull is sound.\"\nsource = \"s\"\n\
        [[positions]]\nissue = \"hull\"\nactor = \"a\"\nstance = \"support\"\nevidence = [\"q\"]\n\
        [[figures]]\nid = \"f\"\nlabel = \"Holes\"\nvalue = 3\nclaimed_by = [\"a\"]\n";
    let event = with(more, "e", cited);
    let mut lines = event.lines();
    let first = "30 May 2025 (“last week”): The ferry is looked at. [confirmed]";
    assert_eq!(lines.next(), Some(first));
    assert_eq!(lines.next(), Some("With Åse Løkken."));
    let last = lines.next().unwrap();
    assert!(
        last.ends_with("“Ask me again in June” [not verified: altered]"),
        "{last}"
    );
    let position = with(more, "hull/a", cited);
    assert!(position.starts_with("Åse Løkken on The hull: support.\n— Åse Løkken, own words\n"));
    assert!(
        position.contains("\n  “The hull is sound.”\n"),
        "{position}"
    );
    assert_eq!(with(more, "f", cited), "Holes: 3. Claimed by Åse Løkken.");
    assert_eq!(with(more, "hull", words), "The hull");
}

#[test]
fn a_link_opens_the_page_at_the_words() {
    let more = "[[quotes]]\nid = \"q\"\nspeaker = \"a\"\ntext = \"The hull is rotten.\"\nsource = \"s\"\n\
        [[quotes]]\nid = \"q2\"\nspeaker = \"a\"\ntext = \"The hull is sound.\"\nsource = \"s\"\n\
        [[quotes]]\nid = \"q3\"\nspeaker = \"a\"\ntext = \"So it is\"\nsource = \"post\"\n\
        [[positions]]\nissue = \"hull\"\nactor = \"a\"\nstance = \"support\"\nevidence = [\"q2\"]\n";
    let opens = |id| {
        with(more, id, |context, record| {
            link::of_record(context, record).map(|link| (link.opens, link.url))
        })
    };
    let words = "https://e.org/s#:~:text=The%20hull%20is%20sound".to_owned();
    let nearest = "https://e.org/s#:~:text=The%20hull%20is".to_owned();
    assert_eq!(opens("q"), Ok((Opens::Nearest, nearest)));
    assert_eq!(opens("q2"), Ok((Opens::Words, words.clone())));
    assert_eq!(opens("hull/a"), Ok((Opens::Words, words)));
    assert_eq!(opens("q3"), Err(link::NoLink::NoAddress));
    assert_eq!(opens("a"), Err(link::NoLink::NoSource));
    assert_eq!(opens("s"), Ok((Opens::Page, "https://e.org/s".to_owned())));
}
