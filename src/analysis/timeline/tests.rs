use std::collections::BTreeMap;
use std::fmt::Write as _;

use chrono::NaiveDate;

use super::*;
use crate::diagnostic::SourceFile;
use crate::library::discover::Input;
use crate::library::{Content, Entry, Filter, Verdicts, load};

fn briefing(tables: &str) -> Library {
    let head = "format = 1\ntitle = \"t\"\nas_of = \"2025-12-02\"\n";
    let file = SourceFile::new("t.toml", format!("{head}{tables}"));
    let none = BTreeMap::<String, String>::new();
    let parsed = crate::format::parse(&file, "t", &none);
    let content = Content::new(parsed.briefing.expect("no faults"), parsed.texts);
    Library::new(vec![Entry::new("t.toml".into(), Some(content), Vec::new())])
}

/// Events by when they were, named `e0`, `e1` …
fn events(dates: &[&str]) -> Library {
    let mut tables = String::new();
    for (n, when) in dates.iter().enumerate() {
        let _ = writeln!(
            tables,
            "[[events]]\nid = \"e{n}\"\nwhen = {when:?}\ntitle = \"t\""
        );
    }
    briefing(&tables)
}

fn dated(library: &Library) -> Dated {
    let all = library.select(Scope::One(0), &Filter::default(), &Verdicts::default());
    Dated::of(library, &all)
}

fn one_lane(library: &Library, scale: Scale) -> Timeline {
    dated(library).timeline((library, Scope::One(0)), (Lanes::One, scale))
}

/// A lane in signs, a column a sign: how many stand there, or else the mark.
fn drawn(lane: &Lane, axis: &Axis) -> String {
    let runs = lane.runs();
    let sign = |column: u32| {
        let standing = lane.within(column).len();
        let run = runs
            .iter()
            .find(|run| (run.from..=run.to).contains(&column));
        match (standing, run.map(|run| run.mark)) {
            (0, None) => ' ',
            (0, Some(Mark::Lasts)) => '-',
            (0, Some(Mark::Possibly)) => '.',
            (0, Some(Mark::Before)) => '<',
            (0, Some(Mark::After)) => '>',
            (count, _) => char::from_digit(count as u32, 10).unwrap_or('#'),
        }
    };
    (0..axis.columns.len() as u32).map(sign).collect()
}

#[test]
fn an_imprecise_date_stands_at_its_first_day_and_marks_the_others() {
    for (dates, scale, expected) in [
        // One day, and one of several days.
        (&["2025-12-02"][..], Scale::Day, "1"),
        (&["[2025-12-02..2025-12-05]"], Scale::Day, "1..."),
        // It lasted, with days left out in the middle.
        (&["2025-12-02/2025-12-05"], Scale::Day, "1---"),
        (&["2025-12-02/2025-12-20"], Scale::Day, "1--"),
        // About: three days to either side.
        (&["2025-12-10~"], Scale::Day, "...1..."),
        // At any time before or after: an edge.
        (
            &["2025-12-02", "2025-12-04", "[..2025-12-04]"],
            Scale::Day,
            "1<2",
        ),
        (
            &["2025-12-02", "[2025-12-02..]", "2025-12-05"],
            Scale::Day,
            "2> 1",
        ),
        (&["[..2025-12-04]"], Scale::Day, "1"),
        // Since and until: through all the others.
        (
            &["2025-12-01", "2025-12-02/..", "2025-12-05"],
            Scale::Day,
            "11--1",
        ),
        (
            &["2025-12-01", "../2025-12-04", "2025-12-05"],
            Scale::Day,
            "1--11",
        ),
        // A month is certain as a month, and not in its first week.
        (&["2025-11"], Scale::Month, "1"),
        (&["2025-11"], Scale::Week, "1...."),
        (&["2025-11/2025-12"], Scale::Month, "1-"),
        // It lasted until about the 20th: through the 17th, and at most to the 23rd.
        (&["2025-12-01/2025-12-20~"], Scale::Day, "1--.."),
        (&["2025-12-01/2025-12-04~"], Scale::Day, "1.."),
    ] {
        let timeline = one_lane(&events(dates), scale);
        let [lane] = timeline.lanes.as_slice() else {
            panic!("one lane for {dates:?}");
        };
        assert_eq!(drawn(lane, &timeline.axis), expected, "{dates:?} {scale:?}");
    }
}

#[test]
fn whether_it_was_certainly_then_depends_on_the_scale() {
    for (date, scale, known, is_certain) in [
        ("2025-12-02", Scale::Day, Known::Exactly, true),
        (
            "[2025-11-25..2025-11-30]",
            Scale::Week,
            Known::Exactly,
            true,
        ),
        ("[2025-11-25..2025-11-30]", Scale::Day, Known::Within, false),
        (
            "[2025-11-30..2025-12-02]",
            Scale::Week,
            Known::Within,
            false,
        ),
        (
            "[2025-11-30..2025-12-02]",
            Scale::Year,
            Known::Exactly,
            true,
        ),
        ("[..2025-12-02]", Scale::Year, Known::OrBefore, false),
        ("[2025-12-02..]", Scale::Year, Known::OrAfter, false),
        ("2022/..", Scale::Year, Known::Since, true),
        ("../2025-12-02", Scale::Day, Known::Until, true),
        ("2025-11-29/2025-12-02", Scale::Day, Known::Exactly, true),
    ] {
        let timeline = one_lane(&events(&[date]), scale);
        let one = timeline.lanes[0].standing[0];
        assert_eq!(
            (one.known, one.is_certain),
            (known, is_certain),
            "{date} {scale:?}"
        );
    }
}

#[test]
fn lanes_stand_by_when_their_first_record_does() {
    let library = briefing(
        r#"
[[actors]]
id = "a"
name = "A"
kind = "person"
[[actors]]
id = "b"
name = "B"
kind = "person"
[[actors]]
id = "c"
name = "C"
kind = "person"
[[issues]]
id = "i"
title = "I"
[[events]]
id = "late"
when = "2025-12-02"
title = "late"
actors = ["a", "b"]
[[events]]
id = "early"
when = "2025-12-01"
title = "early"
actors = ["b"]
issues = ["i"]
[[quotes]]
id = "undated"
speaker = "c"
text = "words"
"#,
    );
    let dated = dated(&library);
    assert_eq!((dated.len(), dated.undated), (2, 1));
    let named = |lanes| {
        let timeline = dated.timeline((&library, Scope::One(0)), (lanes, Scale::Day));
        let lanes = timeline.lanes.iter();
        let name = |of| match of {
            Whose::Of(ix) => library.records().row(ix).text,
            Whose::Nobodys => "nobody's",
            Whose::Everybodys => "everybody's",
        };
        lanes
            .map(|lane| format!("{} {}", name(lane.of), drawn(lane, &timeline.axis)))
            .collect::<Vec<_>>()
    };
    assert_eq!(named(Lanes::Actors), ["B 11", "A  1"]);
    assert_eq!(named(Lanes::Issues), ["I 1 ", "nobody's  1"]);
    assert_eq!(named(Lanes::One), ["everybody's 11"]);
}

#[test]
fn density_is_over_all_days_alike() {
    let library = events(&["2025-01-01", "2025-01-02", "2025-12-31", "2025-07-01"]);
    let timeline = one_lane(&library, Scale::Day);
    let density = dated(&library).density(&timeline.axis, 4);
    assert_eq!(density, [2, 1, 0, 1]);
    assert_eq!(
        dated(&library).density(&timeline.axis, 0),
        Vec::<usize>::new()
    );
}

#[test]
fn the_usual_scale_shows_all_at_a_glance() {
    for (dates, usual) in [
        (&["2025-12-01", "2025-12-05"][..], Scale::Day),
        (&["2022", "2025-12-02"], Scale::Day),
        (&["1993"], Scale::Day),
        (&[], Scale::Day),
    ] {
        assert_eq!(dated(&events(dates)).usual(), usual, "{dates:?}");
    }
    let month: Vec<_> = (1..=30).map(|day| format!("2025-11-{day:02}")).collect();
    let month: Vec<_> = month.iter().map(String::as_str).collect();
    assert_eq!(dated(&events(&month)).usual(), Scale::Week);
}

/// Which events of the article fall into which week, by hand: the identifier, and whether it is
/// certain. The end of November is read there as 25–30 November, the weekend as the 29th and 30th,
/// and "this week" as the one that begins on 1 December; most of what it tells it only puts before
/// its own day, 2 December.
const MOSCOW: &[(&str, &[(&str, bool)])] = &[
    (
        // The year 2022 is one that begins within this week.
        "2021-12-27",
        &[("e-invasion", false), ("e-aid", true)],
    ),
    (
        "2025-11-24",
        &[
            ("e-putin-ready", true),
            ("e-putin-force", true),
            ("e-weekend-talks", true),
            ("e-rubio", false),
        ],
    ),
    (
        "2025-12-01",
        &[
            ("e-witkoff-moscow", true),
            ("e-sanctions", false),
            ("e-constitution", false),
            ("e-recapture", false),
            ("e-cap-russia", false),
            ("e-cap-ukraine-europe", false),
            ("e-territory-draft", false),
            ("e-kyiv-defies", false),
            ("e-plan-28", false),
            ("e-kyiv-rejects", false),
            ("e-geneva", false),
            ("e-florida", false),
            ("e-plan-19", false),
            ("e-yermak-inquiry", false),
            ("e-yermak-atlantic", false),
            ("e-yermak-resigns", false),
            ("e-trump-chance", false),
            ("e-trump-long-ago", false),
            ("e-post", true),
            // About 2 December: three days before or after it, that is from 29 November.
            ("e-kushner-flight", false),
        ],
    ),
];

/// Events by the first day of their column, each with whether it is certain.
type Table = Vec<(String, Vec<(String, bool)>)>;

/// The events of a bundled briefing by the first day of their column, each with whether it is certain;
/// and how many records have a date, and how many none.
fn of_bundled(file: &str, scale: Scale) -> (Table, [usize; 2]) {
    let (library, _) = load::load(&[Input::Bundled]);
    let mut entries = library.entries().iter();
    let at = entries.position(|entry| entry.file.contains(file)).unwrap();
    let all = library.select(Scope::One(at), &Filter::default(), &Verdicts::default());
    let dated = Dated::of(&library, &all);
    let timeline = dated.timeline((&library, Scope::One(at)), (Lanes::One, scale));
    let lane = &timeline.lanes[0];
    let mut found = Vec::new();
    for (column, days) in (0..).zip(&timeline.axis.columns) {
        let events = lane.within(column).iter().filter_map(|one| {
            let id = library.records().id(one.record)?;
            (id.kind == RecordKind::Event).then(|| (id.slug.to_string(), one.is_certain))
        });
        let events: Vec<_> = events.collect();
        if !events.is_empty() {
            let first = NaiveDate::from_num_days_from_ce_opt(days.first).unwrap();
            found.push((first.to_string(), events));
        }
    }
    (found, [dated.len(), dated.undated])
}

/// A table as [`of_bundled`] gives it, where every event is certain.
fn certain(table: &[(&str, &[&str])]) -> Table {
    let sure = |events: &[&str]| events.iter().map(|id| ((*id).to_owned(), true)).collect();
    let lines = table.iter();
    lines
        .map(|(first, events)| ((*first).to_owned(), sure(events)))
        .collect()
}

#[test]
fn the_weeks_of_the_moscow_briefing_are_those_of_the_article() {
    let expected: Vec<_> = MOSCOW
        .iter()
        .map(|(monday, events)| {
            let events = events.iter().map(|(id, sure)| ((*id).to_owned(), *sure));
            ((*monday).to_owned(), events.collect::<Vec<_>>())
        })
        .collect();
    let (found, counts) = of_bundled("witkoff-moscow", Scale::Week);
    assert_eq!(found, expected);
    // The hard choice that the author sees is dated by nothing.
    assert_eq!(counts, [26 + 13, 1]);
}

/// All is of one day, or goes on from it.
#[test]
fn the_day_of_the_geneva_briefing_is_that_of_the_talks() {
    let expected = certain(&[(
        "2025-11-23",
        &[
            "e-meeting",
            "e-framework",
            "e-joint-statement",
            "e-readout",
            "e-work-goes-on",
            "e-europe",
            "e-decisions",
        ],
    )]);
    let (found, counts) = of_bundled("geneva-talks", Scale::Day);
    assert_eq!(found, expected);
    assert_eq!(counts, [7 + 16, 0]);
}

/// Which events fall into which year, by hand. Of some the day is not known, but of all the year:
/// even the summer of 2018, the counting about April of that year, and the vote that is due in the
/// last two months of 2024.
#[test]
fn the_years_of_the_irish_briefing_are_those_of_the_talks() {
    let expected = certain(&[
        ("1993-01-01", &["customs-posts-close"]),
        (
            "2016-01-01",
            &["referendum", "may-pm", "foster-mcguinness-letter"],
        ),
        (
            "2017-01-01",
            &[
                "lancaster-house-speech",
                "article-50",
                "guidelines-2017",
                "confidence-and-supply",
                "position-paper-2017",
                "commission-paper-2017",
                "juncker-lunch",
                "joint-report-published",
                "davis-intent",
            ],
        ),
        (
            "2018-01-01",
            &[
                "draft-published",
                "coloured-draft",
                "crossings-counted",
                "summer-talks",
                "technical-note",
                "chequers-resignations",
                "white-paper",
                "salzburg",
                "eu-moves-uk-wide",
                "foster-interview",
                "deal-2018-agreed",
                "johnson-belfast",
                "deal-2018-endorsed",
            ],
        ),
        (
            "2019-01-01",
            &[
                "mv1",
                "malthouse-emerges",
                "brady",
                "remain-parties-answer",
                "special-place",
                "strasbourg",
                "mv2",
                "mv3",
                "may-resigns",
                "johnson-pm",
                "johnson-letter",
                "johnson-plan",
                "wirral",
                "deal-2019-agreed",
                "wab-second-reading",
                "election-2019",
            ],
        ),
        (
            "2020-01-01",
            &[
                "stormont-returns",
                "ep-consent",
                "exit",
                "internal-market-bill",
            ],
        ),
        ("2021-01-01", &["protocol-applies", "article-16-vaccines"]),
        (
            "2022-01-01",
            &["givan-resigns", "no-first-minister", "protocol-bill"],
        ),
        (
            "2023-01-01",
            &["windsor-announced", "brake-vote", "windsor-adopted"],
        ),
        ("2024-01-01", &["consent-vote"]),
    ]);
    let (found, counts) = of_bundled("irish-border", Scale::Year);
    assert_eq!(found, expected);
    assert_eq!(counts, [55 + 28, 0]);
}
