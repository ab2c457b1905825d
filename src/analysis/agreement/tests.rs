//! Who agrees with whom, in briefings made from tables.

use std::fmt::Write as _;

use proptest::prelude::*;

use super::*;
use crate::analysis::stances::Question;
use crate::diagnostic::SourceFile;
use crate::format;
use crate::library::{Content, Entry as File, Filter, Library, Scope, Verdicts};

/// A briefing from a table: a line an actor, a column an issue, and in each cell what the actor
/// holds: `+` support, `-` oppose, `/` conditional, `~` ambiguous, `o` neutral, `?` unknown, `(+)`
/// support as somebody else says, `+-` both, `+?` support from a day that is not exactly known,
/// `.` nothing.
fn briefing(table: &[(&str, &[&str])]) -> File {
    let mut text = "format = 1\ntitle = \"t\"\nas_of = \"2025-12-02\"\n".to_owned();
    let issues = table.first().map_or(0, |(_, cells)| cells.len());
    text.push_str("[[actors]]\nid = \"someone\"\nname = \"Someone\"\nkind = \"person\"\n");
    for n in 1..=issues {
        let _ = write!(
            text,
            "[[issues]]\nid = \"q{n}\"\ntitle = \"Q{n}\"\nquestion = \"?\"\n"
        );
    }
    for (actor, cells) in table {
        let id = actor.to_lowercase();
        let _ = write!(
            text,
            "[[actors]]\nid = \"{id}\"\nname = \"{actor}\"\nkind = \"state\"\n"
        );
        for (n, cell) in (1..).zip(*cells) {
            position(&mut text, (&id, n), cell);
        }
    }
    let source = SourceFile::new("t.toml", text);
    let none = std::collections::BTreeMap::<String, String>::new();
    let parsed = format::parse(&source, "t.toml", &none);
    let errors = parsed.diagnostics;
    let content = parsed.briefing.map(|one| Content::new(one, parsed.texts));
    assert!(content.is_some(), "{errors:?}");
    File::new("t.toml".into(), content, Vec::new())
}

fn position(text: &mut String, (actor, issue): (&str, usize), cell: &str) {
    let (speaker, cell) = match cell.strip_prefix('(') {
        Some(cell) => ("someone", cell.trim_end_matches(')')),
        None => (actor, cell),
    };
    let (cell, from) = match cell.strip_suffix('?').filter(|cell| !cell.is_empty()) {
        Some(cell) => (cell, "from = \"[2025-11-25..2025-12-20]\"\n"),
        None => (cell, ""),
    };
    for (at, sign) in cell.chars().enumerate() {
        let stance = match sign {
            '+' => "support",
            '-' => "oppose",
            '/' => "conditional",
            '~' => "ambiguous",
            'o' => "neutral",
            '?' => "unknown",
            _ => continue,
        };
        let id = format!("{actor}-q{issue}-{at}");
        let _ = write!(
            text,
            "[[quotes]]\nid = \"{id}\"\nspeaker = \"{speaker}\"\ntext = \"x\"\n\
             [[positions]]\nid = \"p-{id}\"\nactor = \"{actor}\"\nissue = \"q{issue}\"\n\
             stance = \"{stance}\"\n{from}evidence = [\"{id}\"]\n"
        );
    }
}

/// What follows, with the names of the actors.
fn of(files: Vec<File>) -> (Agreement, Vec<String>) {
    let library = Library::new(files);
    let verdicts = Verdicts::default();
    let scope = match library.entries().len() {
        1 => Scope::One(0),
        _ => Scope::All,
    };
    let selection = library.select(scope, &Filter::default(), &verdicts);
    let question = Question {
        library: &library,
        scope,
        selection: &selection,
        verdicts: &verdicts,
        day: None,
    };
    let agreement = Agreement::of(&Matrix::of(&question));
    let name = |ix: &RecordIx| library.records().row(*ix).text.to_owned();
    let names = agreement.actors.iter().map(name).collect();
    (agreement, names)
}

fn from(table: &[(&str, &[&str])]) -> (Agreement, Vec<String>) {
    of(vec![briefing(table)])
}

/// Agree, conflict and incomparable of the first two actors.
fn pair(one: &[&str], other: &[&str]) -> (u32, u32, u32) {
    let (agreement, _) = from(&[("A", one), ("B", other)]);
    let pair = agreement.pair(0, 1);
    assert_eq!(pair, agreement.pair(1, 0));
    (pair.agree, pair.conflict, pair.incomparable)
}

fn groups((agreement, names): &(Agreement, Vec<String>)) -> Vec<String> {
    let coalitions = agreement.coalitions.iter();
    let named = |group: &Vec<usize>| group.iter().map(|one| &*names[*one]).collect();
    coalitions.map(named).collect()
}

#[test]
fn the_same_side_is_agreement_and_opposite_sides_are_conflict() {
    assert_eq!(pair(&["+"], &["+"]), (1, 0, 0));
    assert_eq!(pair(&["-"], &["-"]), (1, 0, 0));
    assert_eq!(pair(&["+"], &["-"]), (0, 1, 0));
    assert_eq!(pair(&["+", "-", "+"], &["-", "-", "+"]), (2, 1, 0));
}

#[test]
fn other_stances_cannot_be_compared_not_even_with_themselves() {
    for sign in ["/", "~", "o", "?"] {
        for other in ["+", "-", "/", "~", "o", "?"] {
            assert_eq!(pair(&[sign], &[other]), (0, 0, 1), "{sign} {other}");
        }
    }
}

#[test]
fn what_others_say_of_an_actor_is_not_its_side() {
    assert_eq!(pair(&["(+)"], &["+"]), (0, 0, 1));
    assert_eq!(pair(&["(+)"], &["(-)"]), (0, 0, 1));
}

#[test]
fn an_issue_on_which_nothing_is_recorded_of_one_is_not_shared() {
    let (agreement, names) = from(&[("A", &["+", "."]), ("B", &[".", "+"])]);
    assert_eq!(names, ["A", "B"]);
    assert_eq!(agreement.pair(0, 1), Pair::default());
    assert_eq!(agreement.pairs().count(), 0);
    assert!(agreement.coalitions.is_empty());
}

#[test]
fn two_stances_at_once_are_no_side() {
    assert_eq!(pair(&["+-"], &["+"]), (0, 0, 1));
    assert_eq!(pair(&["++"], &["+"]), (1, 0, 0));
}

#[test]
fn what_is_only_possibly_held_is_no_side() {
    assert_eq!(pair(&["+?"], &["+"]), (0, 0, 1));
}

#[test]
fn the_differences_and_shares_of_pairs() {
    let pair = |agree, conflict, incomparable| Pair {
        agree,
        conflict,
        incomparable,
    };
    assert_eq!(pair(1, 4, 2).difference(), -3);
    assert_eq!(pair(1, 4, 2).share(), Some(0.2));
    assert_eq!(pair(1, 4, 2).shared(), 7);
    assert_eq!(pair(0, 0, 2).share(), None);
    assert_eq!(pair(0, 0, 2).likeness(), None);
    assert_eq!(pair(1, 0, 0).likeness(), Some(ONE));
    assert_eq!(pair(0, 3, 0).likeness(), Some(-ONE));
    assert_eq!(pair(2, 1, 0).likeness(), Some(333_333_333));
    assert_eq!(pair(1, 2, 0).likeness(), Some(-333_333_333));
    assert_eq!(pair(5, 1, 0).likeness(), Some(666_666_667));
    assert_eq!(pair(1, 5, 0).likeness(), Some(-666_666_667));
}

#[test]
fn those_who_agree_more_than_they_conflict_are_a_coalition() {
    let two = from(&[
        ("A", &["+", "-"]),
        ("B", &["-", "+"]),
        ("C", &["+", "-"]),
        ("D", &["-", "+"]),
    ]);
    assert_eq!(groups(&two), ["AC", "BD"]);
    let (agreement, _) = two;
    assert_eq!(agreement.clustered(), [0, 2, 1, 3]);
    // As often as they conflict is not more often.
    assert!(groups(&from(&[("A", &["+", "+"]), ("B", &["+", "-"])])).is_empty());
}

#[test]
fn the_mean_of_all_that_can_be_compared_decides() {
    // A and B are alike, and C is like B; but that C conflicts with A as much keeps it out.
    let apart = from(&[("A", &["+", "+"]), ("B", &["+", "."]), ("C", &["+", "-"])]);
    // A–B 1, B–C 1, A–C 0: the mean of A–C and B–C is 1/2.
    assert_eq!(groups(&apart), ["ABC"]);
    let apart = from(&[
        ("A", &["+", "+"]),
        ("B", &["+", "+"]),
        ("C", &["+", "-"]),
        ("D", &["+", "-"]),
    ]);
    // Each of the first is to each of the last as often alike as not.
    assert_eq!(groups(&apart), ["AB", "CD"]);
    // What cannot be compared does not count as 0: A and C share nothing, and come together by B.
    let linked = from(&[("A", &["+", "."]), ("B", &["+", "+"]), ("C", &[".", "+"])]);
    assert_eq!(groups(&linked), ["ABC"]);
}

#[test]
fn of_several_that_are_equally_alike_the_earliest_come_together() {
    // B is as like A as it is like C, and A and C are opposites: B goes with A.
    let tied = from(&[
        ("A", &["+", ".", "+"]),
        ("B", &["+", "-", "."]),
        ("C", &[".", "-", "-"]),
    ]);
    assert_eq!(groups(&tied), ["AB"]);
    let tied = from(&[
        ("C", &[".", "-", "-"]),
        ("B", &["+", "-", "."]),
        ("A", &["+", ".", "+"]),
    ]);
    assert_eq!(groups(&tied), ["CB"]);
}

#[test]
fn of_several_that_are_equally_alike_those_with_the_most_issues_come_first() {
    // B is fully like A and like C, A and C are opposites: with C it shares two issues.
    let tied = from(&[
        ("A", &["+", "+", ".", "."]),
        ("B", &["+", ".", "-", "-"]),
        ("C", &[".", "-", "-", "-"]),
    ]);
    assert_eq!(groups(&tied), ["BC"]);
}

/// The coalitions as the rule has them: everything is looked at anew at every step, in fractions.
fn by_the_rule(agreement: &Agreement) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..agreement.actors.len()).map(|one| vec![one]).collect();
    loop {
        let mut best: Option<(i64, i64, u32, usize, usize)> = None;
        for second in 0..groups.len() {
            for first in 0..second {
                let both = groups[first].iter().flat_map(|one| {
                    groups[second]
                        .iter()
                        .map(move |other| agreement.pair(*one, *other))
                });
                let known: Vec<_> = both.filter(|pair| pair.comparable() > 0).collect();
                let sum: i64 = known.iter().filter_map(|pair| pair.likeness()).sum();
                let count = i64::try_from(known.len()).unwrap();
                let issues = known.iter().map(|pair| pair.comparable()).sum();
                let is_better = best.is_none_or(|(s, c, i, one, other)| {
                    let (ours, theirs) = (sum * c, s * count);
                    let order =
                        (groups[one][0], groups[other][0]) > (groups[first][0], groups[second][0]);
                    ours > theirs || ours == theirs && (issues > i || issues == i && order)
                });
                if sum > 0 && is_better {
                    best = Some((sum, count, issues, first, second));
                }
            }
        }
        let Some((.., first, second)) = best else {
            break;
        };
        let joined = groups.remove(second);
        groups[first].extend(joined);
    }
    groups.retain(|group| group.len() > 1);
    groups.sort_by_key(|group| std::cmp::Reverse(group.len()));
    groups
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn coalitions_are_those_of_the_rule(
        cells in prop::collection::vec(prop::sample::select(vec!["+", "-", ".", "/"]), 60)
    ) {
        let names = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J"];
        let table: Vec<_> = names.into_iter().zip(cells.chunks(6)).collect();
        let (agreement, _) = from(&table);
        prop_assert_eq!(&agreement.coalitions, &by_the_rule(&agreement));
        let mut order = agreement.clustered();
        order.sort_unstable();
        prop_assert_eq!(order, (0..agreement.actors.len()).collect::<Vec<_>>());
    }
}

#[test]
fn the_largest_coalition_is_the_first() {
    let all = from(&[
        ("A", &["+", "."]),
        ("B", &["+", "."]),
        ("C", &[".", "-"]),
        ("D", &[".", "-"]),
        ("E", &[".", "-"]),
        ("F", &[".", "/"]),
    ]);
    assert_eq!(groups(&all), ["CDE", "AB"]);
    let (agreement, _) = all;
    assert_eq!(agreement.clustered(), [2, 3, 4, 0, 1, 5]);
    let held = agreement.held_by(&agreement.coalitions[0]);
    let held: Vec<_> = held.iter().map(|(_, one, other)| (*one, *other)).collect();
    assert_eq!(held, [(0, 3)]);
}

#[test]
fn the_sharpest_conflict_is_over_the_most_issues_with_the_least_agreement() {
    let (agreement, names) = from(&[
        ("A", &["+", "+", "+"]),
        ("B", &["-", "-", "+"]),
        ("C", &["-", "-", "."]),
        ("D", &[".", ".", "-"]),
    ]);
    let conflicts = agreement.conflicts().into_iter();
    let conflicts: Vec<_> = conflicts
        .map(|((one, other), pair)| format!("{}{} {}", names[one], names[other], pair.conflict))
        .collect();
    assert_eq!(conflicts, ["AC 2", "AB 2", "AD 1", "BD 1"]);
    let shared: Vec<_> = agreement.shared(0, 1);
    let shared: Vec<_> = shared.iter().map(|one| one.relation).collect();
    assert_eq!(
        shared,
        [Relation::Conflict, Relation::Conflict, Relation::Agree]
    );
}

#[test]
fn over_several_briefings_an_actor_is_one() {
    let files = vec![
        briefing(&[("A", &["+"]), ("B", &["-"])]),
        briefing(&[("A", &["+"]), ("C", &["-"])]),
    ];
    let (agreement, mut names) = of(files);
    names.sort();
    assert_eq!(names, ["A", "B", "C"]);
    assert_eq!(agreement.conflicts().len(), 2);
}

// ── The manual ───────────────────────────────────────────────────────────────────────────────────

/// The rows of the tables of a page, each with its first cell.
fn tables(page: &str) -> Vec<Vec<Vec<&str>>> {
    let mut tables: Vec<Vec<Vec<&str>>> = Vec::new();
    let mut is_in = false;
    for line in page.lines() {
        let Some(row) = line.strip_prefix("| ") else {
            is_in &= line.starts_with("|--");
            continue;
        };
        if !is_in {
            tables.push(Vec::new());
            is_in = true;
        }
        let cells = row.trim_end_matches('|').split('|').map(str::trim);
        tables.last_mut().unwrap().push(cells.collect());
    }
    tables
}

/// The stances of the worked example, as the page gives them, and what it says of each pair.
#[test]
fn the_worked_example_of_the_manual_is_right() {
    let tables = tables(MANUAL);
    let [stances, pairs, ..] = tables.as_slice() else {
        panic!("two tables: {tables:?}")
    };
    let sign = |word: &str| match word {
        "support" => "+",
        "oppose" => "-",
        "conditional" => "/",
        "(support)" => "(+)",
        "" => ".",
        other => panic!("{other:?}"),
    };
    let rows: Vec<(&str, Vec<&str>)> = stances[1..]
        .iter()
        .map(|row| (row[0], row[1..].iter().map(|word| sign(word)).collect()))
        .collect();
    let table: Vec<(&str, &[&str])> = rows.iter().map(|(who, row)| (*who, &row[..])).collect();

    // By hand: letter by letter, without the rules.
    for (row, (one, other)) in
        pairs[1..]
            .iter()
            .zip([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3), (2, 3)])
    {
        let both = rows[one].1.iter().zip(&rows[other].1);
        let both: Vec<_> = both.map(|(one, other)| format!("{one}{other}")).collect();
        let count = |what: &[&str]| {
            both.iter()
                .filter(|both| what.contains(&both.as_str()))
                .count()
        };
        let (agree, conflict) = (count(&["++", "--"]), count(&["+-", "-+"]));
        let nothing = both.iter().filter(|both| both.contains('.')).count();
        let incomparable = both.len() - agree - conflict - nothing;
        let name = format!("{}, {}", rows[one].0, rows[other].0);
        let numbers = [agree, conflict, incomparable].map(|number| number.to_string());
        assert_eq!(
            row[..4],
            [&[name], &numbers[..]].concat()[..],
            "in the page"
        );
    }

    // And by the rules.
    let made = from(&table);
    let (agreement, names) = &made;
    for (row, ((one, other), pair)) in pairs[1..].iter().zip(sorted(agreement)) {
        assert_eq!(row[0], format!("{}, {}", names[one], names[other]));
        let numbers = [pair.agree, pair.conflict, pair.incomparable];
        assert_eq!(row[1..4], numbers.map(|number| number.to_string()));
        let difference = format!("{}", pair.difference()).replace('-', "−");
        assert_eq!(row[4], difference);
        assert_eq!(row[5], format!("{}/{}", pair.agree, pair.comparable()));
        let likeness = pair.likeness().unwrap();
        assert_eq!(
            row[6],
            fraction(pair.difference(), pair.comparable()),
            "{likeness}"
        );
    }
    let coalitions: Vec<String> = agreement
        .coalitions
        .iter()
        .map(|group| {
            let named: Vec<_> = group.iter().map(|one| names[*one].as_str()).collect();
            format!("**{}**", named.join(" and "))
        })
        .collect();
    assert_eq!(coalitions.len(), 2);
    for coalition in coalitions {
        assert!(MANUAL.contains(&coalition), "{coalition}");
    }
    let ((one, other), pair) = agreement.conflicts()[0];
    let sharpest = format!(
        "{} and {} on {} issues",
        names[one], names[other], pair.conflict
    );
    assert!(MANUAL.contains(&sharpest), "{sharpest}");
}

/// All pairs, by their actors.
fn sorted(agreement: &Agreement) -> Vec<((usize, usize), Pair)> {
    let mut pairs: Vec<_> = agreement.pairs().collect();
    pairs.sort_by_key(|(actors, _)| *actors);
    pairs
}

/// A fraction in lowest terms, as the page writes it.
fn fraction(over: i64, under: u32) -> String {
    let under = i64::from(under);
    let divisor = (1..=under)
        .rev()
        .find(|one| over % one == 0 && under % one == 0)
        .unwrap();
    let (over, under) = (over / divisor, under / divisor);
    let sign = if over < 0 { "−" } else { "" };
    match under {
        1 => format!("{sign}{}", over.abs()),
        under => format!("{sign}{}/{under}", over.abs()),
    }
}
