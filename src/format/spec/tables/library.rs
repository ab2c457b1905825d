//! The file `library.toml`: what a library says of itself, and what its briefings share.

use super::super::{Key, Table, Value};
use super::sources::SOURCES;
use super::who::{ACTORS, ISSUES};

/// The keys of a table, and that which says where its records stand under other identifiers.
const fn with_same<const N: usize>(mut keys: &[Key]) -> [Key; N] {
    let same = Key::new(
        "same",
        Value::Elsewhere,
        "records of briefings that are the same, each as the briefing's `id`, a slash, and the record's: `\"geneva-2025/putin\"`",
    );
    let mut all = [same; N];
    let mut slots: &mut [Key] = &mut all;
    while let (Some((slot, others)), Some((key, more))) =
        (slots.split_first_mut(), keys.split_first())
    {
        *slot = *key;
        (slots, keys) = (others, more);
    }
    all
}

/// The file `library.toml` as a whole.
pub static LIBRARY: Table = Table {
    name: "",
    noun: "library",
    kind: None,
    doc: "The keys of the file as a whole stand at its top, above the first `[[…]]` header. All of them may be left out.",
    example: r#"#:schema assets/library.schema.json
format = 1
title = "The desk's briefings on the war in Ukraine"
first = "witkoff-moscow-2025""#,
    keys: &[
        Key::new("format", Value::Version, "the version of this format: `1`").default("1"),
        Key::new("title", Value::Line, "the library's title as it is shown"),
        Key::new(
            "first",
            Value::Id,
            "the `id` of the briefing that opens first",
        ),
        Key::new(
            "actors",
            Value::Tables(&SHARED_ACTORS),
            "actors that briefings may refer to",
        ),
        Key::new(
            "issues",
            Value::Tables(&SHARED_ISSUES),
            "issues that briefings may refer to",
        ),
        Key::new(
            "sources",
            Value::Tables(&SHARED_SOURCES),
            "sources that briefings may refer to",
        ),
    ],
};

static SHARED_ACTORS: Table = Table {
    doc: "Actors that briefings may refer to without defining them: the keys of `[[actors]]` in a briefing, and `same`.",
    example: r#"[[actors]]
id = "putin"
name = "Vladimir Putin"
kind = "person"
side = "russia"
links = { wikidata = "Q7747" }
same = ["geneva-2025/vvp", "alaska-2025/president"]

[[actors]]
id = "russia"
name = "Russia"
kind = "state""#,
    keys: &with_same::<{ ACTORS.keys.len() + 1 }>(ACTORS.keys),
    ..ACTORS
};

static SHARED_ISSUES: Table = Table {
    doc: "Issues that briefings may refer to without defining them: the keys of `[[issues]]` in a briefing, and `same`.",
    example: r#"[[issues]]
id = "nato"
title = "NATO membership"
question = "Should Ukraine be kept out of NATO?"
same = ["geneva-2025/nato-membership"]"#,
    keys: &with_same::<{ ISSUES.keys.len() + 1 }>(ISSUES.keys),
    ..ISSUES
};

static SHARED_SOURCES: Table = Table {
    doc: "Sources that briefings may refer to without defining them: the keys of `[[sources]]` in a briefing, and `same`. The path of a `text_file` is relative to `library.toml`.",
    example: r#"[[sources]]
id = "charter"
title = "Charter of the United Nations"
kind = "document"
date = "1945-06-26"
url = "https://www.un.org/en/about-us/un-charter/full-text"
same = ["geneva-2025/un-charter"]"#,
    keys: &with_same::<{ SOURCES.keys.len() + 1 }>(SOURCES.keys),
    ..SOURCES
};
