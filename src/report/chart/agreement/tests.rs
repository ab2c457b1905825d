//! What the view shows of the bundled briefing about Moscow, written by hand from the article; and
//! of the others, from their texts.

mod others;

use super::*;
use crate::library::discover::Input;
use crate::library::{Filter, Scope, Verdicts, load};
use crate::report::sheet::{Cell, Sheet};

const MOSCOW: &str = "witkoff-moscow-2025";

/// The view of the briefing, and what it was made from.
struct Seen {
    library: Library,
    scope: Scope,
    verdicts: Verdicts,
}

impl Seen {
    fn moscow() -> Self {
        Self::of(MOSCOW)
    }

    fn of(id: &str) -> Self {
        let (library, _) = load::load(&[Input::Bundled]);
        let places = 0..library.entries().len();
        let at = places
            .into_iter()
            .find(|at| library.card(*at).is_some_and(|card| card.id == id));
        Self {
            scope: Scope::One(at.unwrap()),
            verdicts: Verdicts::default(),
            library,
        }
    }

    fn with<T>(&self, set: Set, look: impl FnOnce(&Ground<'_>, &Agreements) -> T) -> T {
        let selection = self
            .library
            .select(self.scope, &Filter::default(), &self.verdicts);
        let ground = Ground {
            library: &self.library,
            scope: self.scope,
            selection: &selection,
            verdicts: &self.verdicts,
            glyphs: GlyphSet::default(),
        };
        look(&ground, &Agreements::of(&ground, set))
    }

    fn sheet(&self, set: Set) -> Sheet {
        self.with(set, |ground, made| made.sheet(ground, 100))
    }

    fn named(&self, ix: u32) -> String {
        name(&self.library, RecordIx(ix)).to_owned()
    }

    /// The cells of pairs that are not empty: who is in the line, who in the column, what it says.
    fn pairs(&self, set: Set) -> Vec<(String, String, String)> {
        let mut found = Vec::new();
        for line in self.sheet(set).lines {
            for (cell, key) in line.keyed() {
                if key.0 == BESIDE || key.0 == key.1 {
                    continue;
                }
                let text = cell.text();
                let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
                if !text.is_empty() {
                    found.push((self.named(key.0), self.named(key.1), text));
                }
            }
        }
        found
    }
}

const AS_IN_THE_FILE: Set = Set {
    day: None,
    order: 2,
    zoom: 0,
};

#[test]
fn the_pairs_of_the_article() {
    // Territory: Putin for, Yermak against in his own words; that Kyiv defies the draft says the
    // article alone. NATO: Russia against; Ukraine changed its constitution, which the article
    // reports. The cap: Russia for, Ukraine and the Europeans at another size. Headway: Trump and
    // Rubio for, the officials on a condition, the author of two minds; so he is of Washington's
    // levers, which the critics name.
    let (officials, author) = ("“Officers” (officials)", "Unnamed author of the explainer");
    let expected = [
        ("Andriy Yermak", "Vladimir Putin", "1≠"),
        ("Marco Rubio", "Donald Trump", "1="),
        ("Ukraine", "Vladimir Putin", "1?"),
        ("Ukraine", "Andriy Yermak", "1?"),
        ("Russia", "Ukraine", "2?"),
        (officials, "Donald Trump", "1?"),
        (officials, "Marco Rubio", "1?"),
        ("European “officers” (officials)", "Ukraine", "1?"),
        ("European “officers” (officials)", "Russia", "1?"),
        (author, "Donald Trump", "1?"),
        (author, "Marco Rubio", "1?"),
        (author, officials, "1?"),
        (author, "“Judges” (critics)", "1?"),
    ];
    let expected = expected.map(|(one, other, text)| (one.into(), other.into(), text.into()));
    assert_eq!(Seen::moscow().pairs(AS_IN_THE_FILE), expected);
}

#[test]
fn the_lists_below_the_pairs() {
    let sheet = Seen::moscow().sheet(AS_IN_THE_FILE);
    let text = sheet.plain();
    let (_, lists) = text.split_once("Issues on which two").unwrap();
    assert_eq!(
        lists,
        "  = agree  ≠ conflict  ? cannot be compared

Coalitions: 1
  1  Donald Trump, Marco Rubio
    Headway to a deal  ▲ support 2

Sharpest conflicts: 1
  Vladimir Putin ≠ Andriy Yermak  conflict on 1
    Territory  Vladimir Putin ▲ support, Andriy Yermak ▼ oppose
"
    );
}

#[test]
fn coalitions_stand_beside_each_other_first_and_names_in_their_order() {
    let first = |order, count: usize| {
        let sheet = Seen::moscow().sheet(Set {
            order,
            ..Set::default()
        });
        let names = sheet.lines.iter().filter_map(|line| line.cells.first());
        names.take(count).map(Cell::text).collect::<Vec<_>>()
    };
    let clustered = [
        "Donald Trump",
        "Marco Rubio",
        "Vladimir Putin",
        "Andriy Yermak",
    ];
    assert_eq!(first(0, 4), clustered);
    let by_name = [
        "Andriy Yermak",
        "Donald Trump",
        "European “officers” (officials)",
        "Marco Rubio",
    ];
    assert_eq!(first(1, 4), by_name);
    let in_the_file = [
        "Vladimir Putin",
        "Donald Trump",
        "Andriy Yermak",
        "Marco Rubio",
    ];
    assert_eq!(first(2, 4), in_the_file);
}

#[test]
fn anonymous_actors_are_marked() {
    let text = Seen::moscow().sheet(AS_IN_THE_FILE).plain();
    for name in [
        "“Officers” (officials)",
        "“Judges” (critics)",
        "Unnamed author of the explainer",
    ] {
        assert!(text.contains(&format!("\nanon. {name}")), "{name}");
    }
    assert!(text.contains("\nEuropean “officers” (officials)"));
}

#[test]
fn before_anybody_said_anything_there_is_nothing_to_compare() {
    let day = chrono::NaiveDate::from_ymd_opt(2025, 11, 24);
    let pairs = Seen::moscow().pairs(Set {
        day,
        ..AS_IN_THE_FILE
    });
    let conflicts: Vec<_> = pairs
        .iter()
        .filter(|(.., text)| text.contains('≠'))
        .collect();
    assert!(conflicts.is_empty(), "{conflicts:?}");
}

#[test]
fn every_cell_has_something_behind_it_that_leads_on() {
    let seen = Seen::moscow();
    seen.with(AS_IN_THE_FILE, |ground, made| {
        let sheet = made.sheet(ground, 100);
        let mut keys: Vec<_> = sheet.lines.iter().flat_map(Line::keyed).collect();
        keys.retain(|(cell, _)| !cell.text().trim().is_empty());
        let mut all: Vec<_> = keys.iter().map(|(_, key)| *key).collect();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), keys.len(), "a key is given twice");
        for (cell, key) in keys {
            let document = made.document(ground, key);
            assert!(!document.paragraphs.is_empty(), "{}", cell.text());
            let is_method = cell.text().starts_with("Issues on which");
            let mut spans = document.paragraphs.iter().flat_map(|one| &one.spans);
            assert!(
                is_method || spans.any(|span| span.target.is_some()),
                "{}",
                cell.text()
            );
        }
    });
}

#[test]
fn a_pair_that_conflicts_has_both_positions_behind_it() {
    let seen = Seen::moscow();
    seen.with(AS_IN_THE_FILE, |ground, made| {
        let find = |wanted: &str| {
            let mut actors = made.agreement.actors.iter();
            actors
                .position(|ix| name(&seen.library, *ix) == wanted)
                .unwrap()
        };
        let key = made.key(find("Andriy Yermak"), find("Vladimir Putin"));
        let records = made.records(key).into_iter();
        let ids = records.map(|ix| seen.library.key(ix).unwrap().id.slug.to_string());
        let ids: Vec<_> = ids.collect();
        assert_eq!(
            ids,
            ["territory/yermak", "territory/putin", "yermak", "putin"]
        );
        let text = crate::report::plain::text(&made.document(ground, key), 80);
        for part in [
            "conflict on 1",
            "≠ They conflict",
            "Territory",
            "Nobody sane",
            "Warns that force",
        ] {
            assert!(text.contains(part), "{part} in {text}");
        }
    });
}
