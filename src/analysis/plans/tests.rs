//! What became of points: of hand-made plans, and of those of the bundled briefings.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::*;
use crate::diagnostic::SourceFile;
use crate::library::{discover::Input, load};

/// A briefing of proposals, each with a line of its own keys and its points.
fn briefing(proposals: &[(&str, &str, &[&str])]) -> Briefing {
    let mut text = String::from("format = 1\ntitle = \"t\"\nas_of = \"2025-12-02\"\n");
    for (id, keys, points) in proposals {
        let _ = writeln!(text, "[[proposals]]\nid = {id:?}\ntitle = {id:?}\n{keys}");
        for point in *points {
            let _ = writeln!(text, "[[proposals.points]]\n{point}");
        }
    }
    text.push_str("[[actors]]\nid = \"us\"\nname = \"Us\"\nkind = \"state\"\n");
    text.push_str("[[actors]]\nid = \"me\"\nname = \"Me\"\nkind = \"person\"\nside = \"us\"\n");
    text.push_str("[[actors]]\nid = \"them\"\nname = \"Them\"\nkind = \"state\"\n");
    text.push_str("[[issues]]\nid = \"i\"\ntitle = \"I\"\nquestion = \"Should it?\"\n");
    for (actor, stance) in [("us", "oppose"), ("me", "conditional"), ("them", "oppose")] {
        if text.contains("\"spoken-of\"") {
            let _ = write!(
                text,
                "[[positions]]\nissue = \"i\"\nactor = {actor:?}\nstance = {stance:?}\n\
                 evidence = [\"spoken-of\"]\n"
            );
        }
    }
    parsed(text)
}

fn parsed(text: String) -> Briefing {
    let file = SourceFile::new("t.toml", text);
    let none: BTreeMap<String, String> = BTreeMap::new();
    let parsed = crate::format::parse(&file, "t", &none);
    let faults = parsed.diagnostics;
    parsed.briefing.unwrap_or_else(|| panic!("{faults:?}"))
}

/// The plans as a table: a line of versions, then a line for each row, with what became of each
/// point and whence.
fn table(briefing: &Briefing) -> String {
    let id = |place: &Place| point(briefing, *place).unwrap().1.id.to_string();
    let ids = |places: &[Place]| places.iter().map(id).collect::<Vec<_>>().join(", ");
    let doubt = |sure: Certainty| {
        if sure == Certainty::Certainly {
            ""
        } else {
            "?"
        }
    };
    let mut out = String::new();
    for plan in plans(briefing) {
        let proposals = plan.versions.iter().map(|row| &briefing.proposals[*row]);
        let titles: Vec<_> = proposals.map(|one| one.id.to_string()).collect();
        let _ = writeln!(out, "{}", titles.join(" | "));
        for row in &plan.rows {
            let cells = row.iter().map(|cell| match cell {
                Cell::Nothing => "-".to_owned(),
                Cell::Point(fate) => {
                    let mut text = id(&fate.at);
                    for mark in &fate.marks {
                        let doubt = match mark {
                            Mark::Added => doubt(fate.added),
                            _ => "",
                        };
                        let _ = write!(text, " {}{doubt}", mark.word());
                    }
                    if !fate.from.is_empty() {
                        let _ = write!(text, " < {}", ids(&fate.from));
                    }
                    text
                }
                Cell::Without { why, .. } => match why {
                    Why::Dropped(sure) => format!("(dropped{})", doubt(*sure)),
                    Why::Passed => "(not here)".to_owned(),
                    Why::Into(points) => format!("(in {})", ids(points)),
                    Why::NotGiven => "(not given)".to_owned(),
                },
            });
            let _ = writeln!(out, "  {}", cells.collect::<Vec<_>>().join(" | "));
        }
    }
    out
}

fn assert_table(briefing: &Briefing, expected: &[&str]) {
    let found = table(briefing);
    let found: Vec<_> = found.lines().collect();
    assert_eq!(found, expected, "{found:#?}");
}

#[test]
fn what_a_version_says_it_replaces_decides() {
    let briefing = briefing(&[
        (
            "one",
            "size = 5",
            &[
                "id = \"a\"\nnumber = \"1\"\ntext = \"Stay.\"",
                "id = \"b\"\nnumber = \"2\"\ntext = \"Go.\"",
                "id = \"c\"\nnumber = \"3\"\ntext = \"Come.\"",
                "id = \"d\"\nnumber = \"4\"\ntext = \"Give.\"",
                "id = \"e\"\nnumber = \"5\"\ntext = \"Take.\"",
            ],
        ),
        (
            "two",
            "size = 5\nsupersedes = \"one\"",
            &[
                "id = \"a2\"\nnumber = \"1\"\ntext = \"Stay.\"\nreplaces = [\"a\"]",
                "id = \"bc\"\nnumber = \"2\"\ntext = \"Go and come.\"\nreplaces = [\"b\", \"c\"]",
                "id = \"d1\"\nnumber = \"3\"\ntext = \"Give a little.\"\nreplaces = [\"d\"]",
                "id = \"d2\"\nnumber = \"4\"\ntext = \"Give more.\"\nreplaces = [\"d\"]",
                // The same words, but nobody says that it is the same point.
                "id = \"e2\"\nnumber = \"5\"\ntext = \"Take.\"",
            ],
        ),
        (
            "three",
            "supersedes = \"two\"",
            &[
                "id = \"a3\"\nnumber = \"7\"\ntext = \"Stay here.\"\nreplaces = [\"a2\"]\n\
                 variants = [{ by = \"us\", text = \"Stay there.\" }]",
                "id = \"e3\"\ntext = \"Take!\"\nreplaces = [\"e\"]",
            ],
        ),
    ]);
    assert_table(
        &briefing,
        &[
            "one | two | three",
            "  a | a2 kept < a | a3 reworded moved bracketed < a2",
            "  b | bc merged < b, c | (dropped?)",
            "  c | (in bc) | -",
            "  d | d1 split < d | (dropped?)",
            "  - | d2 split < d | (dropped?)",
            "  - | e2 added | (dropped?)",
            "  e | (not here) | e3 reworded < e",
        ],
    );
}

#[test]
fn without_a_word_on_it_the_same_text_is_the_same_point_and_a_near_one_is_not() {
    let briefing = briefing(&[
        (
            "one",
            "size = 4",
            &[
                "id = \"a\"\nnumber = \"1\"\ntext = \"It’s  theirs – for now.\"",
                "id = \"b\"\nnumber = \"2\"\ntext = \"Twice.\"",
                "id = \"c\"\nnumber = \"3\"\ntext = \"Twice.\"",
                "id = \"d\"\nnumber = \"4\"\ntext = \"It is ours.\"",
            ],
        ),
        (
            "two",
            "size = 4\nsupersedes = \"one\"",
            &[
                "id = \"c2\"\nnumber = \"3\"\ntext = \"Twice.\"",
                "id = \"b2\"\nnumber = \"9\"\ntext = \"Twice.\"",
                "id = \"a2\"\nnumber = \"1\"\ntext = \"It's theirs - for now.\"",
                "id = \"d2\"\nnumber = \"4\"\ntext = \"It is ours, all.\"",
            ],
        ),
    ]);
    assert_table(
        &briefing,
        &[
            "one | two",
            "  a | a2 kept < a",
            "  - | d2 added",
            "  b | b2 kept moved < b",
            "  c | c2 kept < c",
            "  d | (dropped)",
        ],
    );
}

#[test]
fn what_no_point_is_given_of_is_not_made_up() {
    let briefing = briefing(&[
        ("one", "size = 28", &[]),
        (
            "two",
            "size = 2\nsupersedes = \"one\"",
            &["id = \"a\"\ntext = \"A\"", "id = \"b\"\ntext = \"B\""],
        ),
        ("three", "supersedes = \"two\"", &[]),
        (
            "four",
            "supersedes = \"three\"",
            &["id = \"c\"\ntext = \"A\""],
        ),
    ]);
    // Four does not say that its point is that of two, and three is not there to compare with.
    assert_table(
        &briefing,
        &[
            "one | two | three | four",
            "  - | - | - | c",
            "  - | a | (not given) | (dropped?)",
            "  - | b | (not given) | (dropped?)",
        ],
    );
}

#[test]
fn rivals_that_supersede_one_version_are_no_split() {
    let briefing = briefing(&[
        ("one", "size = 1", &["id = \"a\"\ntext = \"A\""]),
        (
            "two",
            "size = 1\nsupersedes = \"one\"",
            &["id = \"b\"\ntext = \"B\"\nreplaces = [\"a\"]"],
        ),
        (
            "rival",
            "size = 1\nsupersedes = \"one\"",
            &["id = \"c\"\ntext = \"A\""],
        ),
    ]);
    assert_table(
        &briefing,
        &["one | two | rival", "  a | b reworded < a | c kept < a"],
    );
}

#[test]
fn nothing_takes_the_place_of_what_stands_beside_it_or_comes_later() {
    let briefing = briefing(&[
        (
            "one",
            "",
            &[
                "id = \"a\"\ntext = \"A\"\nreplaces = [\"b\", \"c\"]",
                "id = \"c\"\ntext = \"C\"",
            ],
        ),
        ("two", "supersedes = \"one\"", &["id = \"b\"\ntext = \"B\""]),
    ]);
    assert_table(
        &briefing,
        &[
            "one | two",
            "  - | b added?",
            "  a < b | (dropped?)",
            "  c | (dropped?)",
        ],
    );
}

#[test]
fn those_who_put_a_point_forward_and_their_people_do_not_object_to_it() {
    let briefing = briefing(&[(
        "one",
        "by = \"us\"",
        &["id = \"spoken-of\"\ntext = \"A\"\nissues = [\"i\"]"],
    )]);
    let voices = voices(&briefing);
    let point = briefing.proposals[0].points[0].id.record();
    let found = voices[&point].iter();
    let found: Vec<_> = found
        .map(|voice| (voice.position.actors[0].as_str(), voice.kind))
        .collect();
    assert_eq!(
        found,
        [
            ("us", VoiceKind::Other),
            ("me", VoiceKind::Other),
            ("them", VoiceKind::Objection),
        ]
    );
}

#[test]
fn words_that_differ_are_told_apart_and_typography_is_not() {
    let runs = difference(
        "It’s  ours, all of it – now.",
        "It's ours, most of it - then, now.",
    );
    let runs: Vec<_> = runs.iter().map(|run| (run.change, run.text)).collect();
    assert_eq!(
        runs,
        [
            (Change::Same, "It's ours,"),
            (Change::Before, "all"),
            (Change::After, "most"),
            (Change::Same, "of it -"),
            (Change::After, "then,"),
            (Change::Same, "now."),
        ]
    );
    assert!(difference("", " ").is_empty());
}

fn bundled(name: &str) -> Arc<Briefing> {
    let (library, _) = load::load(&[Input::Bundled]);
    let mut all = (0..library.entries().len()).filter_map(|at| library.briefing(at));
    let found = all.find(|one| one.id == name);
    Arc::clone(found.expect("it is bundled"))
}

/// What became of each point of the plans for the Irish border, by the texts of the plans: written
/// by hand.
#[test]
fn the_plans_for_the_irish_border() {
    assert_table(
        &bundled("irish-border-brexit"),
        &[
            // Two paragraphs of the text of 4 December were argued about; the Joint Report has 96,
            // of which five are given.
            "draft-2017-12-04 | joint-report-2017",
            "  - | jr-43 added?",
            "  - | jr-49a added?",
            "  - | jr-49b added?",
            "  d17-alignment | jr-49c reworded moved < d17-alignment",
            "  - | jr-50 added?",
            // The Commission made two things of paragraph 49: one area of rules, one of customs.
            // The area is not among what is given of March, and comes again in November. The end of
            // the backstop and Stormont's consent of the British plan are one article in 2019.
            "draft-2018-02 | draft-2018-03 | protocol-2018 | protocol-2019",
            "  - | pp-backstop added? | wa-1-4 reworded moved < pp-backstop | p19-18 merged < jp-4, wa-1-4",
            "  pf-area split < jr-49c | (not here) | wa-6-2 reworded moved < pf-area | p19-5 reworded moved < wa-6-2, jp-3",
            "  - | - | wa-7 reworded < jr-50 | p19-6 reworded moved < wa-7",
            "  - | - | - | p19-16 added?",
            "  - | - | wa-20 added? | (dropped?)",
            "  pf-customs split < jr-49c | pp-customs reworded bracketed < pf-customs | wa-6-1 reworded moved < pp-customs | p19-4 reworded moved < wa-6-1, jp-5",
            "chequers-2018",
            "  ch-rulebook",
            "  ch-customs",
            "  ch-backstop",
            "malthouse-2019",
            "  mc-a merged < wa-6-1, wa-6-2",
            "  mc-b",
            "johnson-2019",
            "  jp-1",
            "  jp-2",
            "  jp-3 reworded < wa-6-2",
            "  jp-4",
            "  jp-5 reworded < wa-6-1",
            "windsor-2023",
            "  wf-lanes reworded < p19-5",
            "  wf-brake",
            "  wf-medicines",
        ],
    );
}

/// Of the 28 points and the 19 none is given: nothing is said of any.
#[test]
fn the_plans_of_november_2025() {
    let briefing = bundled("witkoff-moscow-2025");
    let expected = [
        "plan-28 | plan-19",
        "territory-draft",
        "  territory-draft-point",
    ];
    assert_table(&briefing, &expected);
    let sizes = briefing.proposals.iter().map(given).collect::<Vec<_>>();
    assert_eq!(
        sizes,
        [
            Given::None(Some(28)),
            Given::None(Some(19)),
            Given::AtLeast(1)
        ]
    );
    assert_table(
        &bundled("geneva-talks-2025"),
        &[
            "us-proposal | refined-framework",
            "draft-agreements",
            "  draft-mechanisms",
            "  draft-guarantees",
            "  draft-commitments",
        ],
    );
}
