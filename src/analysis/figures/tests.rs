use std::sync::LazyLock;

use super::*;
use crate::library::discover::Input;
use crate::library::{Filter, Verdicts, load};
use crate::model::Date;

static BUNDLED: LazyLock<Library> = LazyLock::new(|| load::load(&[Input::Bundled]).0);

/// The quantities of some briefings as somebody would note them down, each with its figures below it.
fn noted(library: &Library, scope: Scope) -> Vec<String> {
    let selection = library.select(scope, &Filter::default(), &Verdicts::default());
    let mut lines = Vec::new();
    for quantity in quantities(library, scope, &selection) {
        let name = quantity.name.as_deref().unwrap_or("alone");
        let unit = quantity.unit.as_deref().unwrap_or("no unit");
        let (from, to) = quantity.scale;
        lines.push(format!("{name}, {unit}, {from} to {to}"));
        for figure in &quantity.figures {
            let (low, high) = ends(&figure.amount);
            let amount = match &figure.amount {
                Amount::Value { value } => value.to_string(),
                Amount::Range { .. } => format!("{low} to {high}"),
                Amount::Words { value_text } => value_text.clone(),
            };
            let row = library.records().row(figure.ix);
            let sign = if figure.rivals.is_empty() { "" } else { "≠ " };
            lines.push(format!("  {sign}{amount}: {}, {}", row.who, row.when));
        }
    }
    lines
}

fn bundled(file: &str) -> Vec<String> {
    let mut entries = BUNDLED.entries().iter();
    let at = entries.position(|entry| entry.file.contains(file)).unwrap();
    noted(&BUNDLED, Scope::One(at))
}

/// The article tells of a cap of 600,000 that Russia demanded, and of 800,000 that Ukraine and the
/// Europeans suggested; of some 880,000 soldiers now and 209,000 before the invasion; and of military
/// aid worth billions.
#[test]
fn the_moscow_briefing_has_what_its_article_tells() {
    let expected = [
        "force-cap, soldiers, 0 to 800000",
        "  ≠ 600000: Russia, ≤ 2 Dec 2025",
        "  ≠ 800000: Ukraine, European “officers” (officials), ≤ 2 Dec 2025",
        "force-strength, soldiers, 0 to 880000",
        "  880000: Unnamed author of the explainer, ~2 Dec 2025",
        "  209000: Unnamed author of the explainer, ≤ 31 Dec 2022",
        "military-aid, dollars, 0 to 0",
        "  billions: Unnamed author of the explainer, ~2 Dec 2025",
    ];
    assert_eq!(bundled("witkoff-moscow-2025"), expected);
}

#[test]
fn the_geneva_briefing_has_one_figure_in_words() {
    let expected = [
        "deaths, people, 0 to 0",
        "  millions: Marco Rubio, US delegation, 23 Nov 2025",
    ];
    assert_eq!(bundled("geneva-talks-2025"), expected);
}

/// The referendum, the three votes on the deal side by side, the counts of crossings, of which the last
/// is in words and the first two are for one month and the time before it, and what crosses.
#[test]
fn the_irish_briefing_has_its_counts_side_by_side() {
    let expected = [
        "leave share of the vote, %, 0 to 51.9",
        "  51.9: Electoral Commission, 23 Jun 2016",
        "  44.2: Electoral Commission, 23 Jun 2016",
        "remain share of the vote, %, 0 to 55.8",
        "  48.1: Electoral Commission, 23 Jun 2016",
        "  55.8: Electoral Commission, 23 Jun 2016",
        "votes for the deal of November 2018, votes, 0 to 286",
        "  202: House of Commons, 15 Jan 2019",
        "  242: House of Commons, 12 Mar 2019",
        "  286: House of Commons, 29 Mar 2019",
        "votes against the deal of November 2018, votes, 0 to 432",
        "  432: House of Commons, 15 Jan 2019",
        "  391: House of Commons, 12 Mar 2019",
        "  344: House of Commons, 29 Mar 2019",
        "crossings of the land border, crossings, 0 to 275",
        "  208: , Apr 2018",
        "  275: , ≤ Apr 2018",
        "  almost 300: , ~Dec 2018",
        "vehicles over the border in a month, a month, 0 to 208000",
        "  177000: Revenue Commissioners, ≤ Mar 2018",
        "  208000: Revenue Commissioners, ≤ Mar 2018",
        "physical customs checks, no unit, 0 to 0",
        "  a “small number”: Boris Johnson, 2 Oct 2019",
    ];
    assert_eq!(bundled("irish-border-brexit"), expected);
}

/// A library of briefings with two actors, an issue, and some figures as they are written.
fn library(files: &[(&str, &str)]) -> Library {
    let folder = tempfile::tempdir().unwrap();
    for (name, figures) in files {
        let head = "format = 1\ntitle = \"t\"\nas_of = \"2025-12-02\"\n\
            actors = [{ id = \"a\", name = \"A\", kind = \"state\" }, { id = \"b\", name = \"B\", kind = \"state\" }]\n\
            issues = [{ id = \"war\", title = \"The war\" }]\n";
        let text = format!("{head}{figures}");
        std::fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
    }
    load::load(&[Input::Path(folder.path().to_owned())]).0
}

fn figure(id: &str, rest: &str) -> String {
    format!("[[figures]]\nid = \"{id}\"\nlabel = \"{id}\"\nquantity = \"dead\"\n{rest}\n")
}

#[test]
fn different_units_are_never_on_one_scale() {
    let figures = [
        figure("one", "value = 5\nunit = \"thousands\"\nclaimed_by = \"a\""),
        figure("two", "value = 7000\nunit = \"people\"\nclaimed_by = \"b\""),
        figure(
            "three",
            "value = -2\nunit = \"thousands\"\nclaimed_by = \"b\"",
        ),
    ];
    let expected = [
        "dead, thousands, -2 to 5",
        "  ≠ 5: A, ",
        "  ≠ -2: B, ",
        "dead, people, 0 to 7000",
        "  7000: B, ",
    ];
    let library = library(&[("x", &figures.concat())]);
    assert_eq!(noted(&library, Scope::One(0)), expected);
}

#[test]
fn of_several_briefings_only_what_bears_on_one_issue_is_one_quantity() {
    let on_the_war = figure("one", "value = 5\nclaimed_by = \"a\"\nissues = [\"war\"]");
    let elsewhere = figure("one", "value = 6\nclaimed_by = \"b\"");
    let again = figure(
        "one",
        "low = 7\nhigh = 9\nclaimed_by = \"b\"\nissues = [\"war\"]",
    );
    let library = library(&[("x", &on_the_war), ("y", &elsewhere), ("z", &again)]);
    let expected = [
        "dead, no unit, 0 to 9",
        "  ≠ 5: A, ",
        "  ≠ 7 to 9: B, ",
        "dead, no unit, 0 to 6",
        "  6: B, ",
    ];
    assert_eq!(noted(&library, Scope::All), expected);
}

#[test]
fn a_dispute_is_between_claimants_of_amounts_that_cannot_both_be() {
    let value = |value| Amount::Value { value };
    let range = |low, high| Amount::Range { low, high };
    let words = |text: &str| Amount::Words {
        value_text: text.to_owned(),
    };
    let known = [
        (value(6.0), value(8.0), true),
        (value(6.0), value(6.0), false),
        (value(6.0), range(Some(5.0), Some(7.0)), false),
        (value(6.0), range(Some(7.0), None), true),
        (value(6.0), range(None, Some(7.0)), false),
        (
            range(Some(1.0), Some(2.0)),
            range(Some(3.0), Some(4.0)),
            true,
        ),
        (words("billions"), value(6.0), false),
        (words("billions"), words("millions"), true),
    ];
    for (one, other, expected) in &known {
        let claim = |by, amount| Claim {
            by,
            amount,
            unit: None,
            day: None,
        };
        let (one, other) = (claim(&["a"], one), claim(&["b"], other));
        assert_eq!(contradict(&one, &other), *expected, "{one:?} {other:?}");
        assert_eq!(contradict(&other, &one), *expected, "{other:?} {one:?}");
        let unclaimed = Claim { by: &[], ..other };
        assert!(!contradict(&one, &unclaimed));
        let own = Claim {
            by: &["b", "a"],
            ..other
        };
        assert!(!contradict(&one, &own));
    }
}

#[test]
fn figures_for_different_days_are_no_dispute() {
    let amounts = [1.0, 2.0].map(|value| Amount::Value { value });
    for (one, other, expected) in [
        ("2022", "2025", false),
        ("2025", "2025-12-02", true),
        ("[..2025-12-02]", "2025-11", true),
    ] {
        let days = [one, other].map(|text| *Date::parse(text).unwrap().bounds());
        let claim = |by, amount, day| Claim {
            by,
            amount,
            unit: Some("people"),
            day: Some(day),
        };
        let one = claim(&["a"], &amounts[0], &days[0]);
        let other = claim(&["b"], &amounts[1], &days[1]);
        assert_eq!(contradict(&one, &other), expected);
        let elsewise = Claim {
            unit: None,
            ..other
        };
        assert!(!contradict(&one, &elsewise), "another unit");
    }
}
