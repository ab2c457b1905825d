//! What each actor could still do, beside the positions that it would serve: over one briefing or
//! many, from their columns.
//!
//! Records do not say what an option is for. It is taken to serve what its actor, or one of its
//! people, holds or is said to hold on the option's issues and their parts.

use std::collections::HashMap;

use crate::library::{RecordIx, Scope};
use crate::model::{OptionStatus, RecordKind};

use super::stances::{Holding, Matrix, Question, Word};

/// What an actor could do, or does, or has done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The option.
    pub option: RecordIx,
    /// Whether it is still to be had.
    pub status: OptionStatus,
    /// The positions that it would serve.
    pub serves: Vec<Served>,
}

/// A position that an option would serve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    /// Who holds it: the actor, or one of its people.
    pub actor: RecordIx,
    /// The issue.
    pub issue: RecordIx,
    /// The position, as it is held on the day.
    pub holding: Holding,
}

impl Served {
    /// Whether its actor says so itself.
    pub fn is_own(&self) -> bool {
        self.holding.word == Word::Own
    }
}

/// An actor with its options.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The actor: the record that stands for it; `None` for options of nobody in particular.
    pub actor: Option<RecordIx>,
    /// Its options, in the order of the files.
    pub courses: Vec<Course>,
}

/// The options that the selection lists, actor by actor, in the order of the files. A joint one stands
/// with each of its actors.
pub fn of(question: &Question<'_>) -> Vec<Actor> {
    let records = question.library.records();
    let matrix = Matrix::of(question);
    let mut actors: Vec<Actor> = Vec::new();
    let mut place_of = HashMap::new();
    for option in question.selection.rows(RecordKind::Option) {
        let Some(status) = records.option_status(*option) else {
            continue;
        };
        let issues = issues(question, *option);
        let of: Vec<_> = records.actors(*option).map(Some).collect();
        let of = if of.is_empty() { vec![None] } else { of };
        for actor in of {
            let head = actor.map(|actor| question.head(actor));
            let at = *place_of.entry(head).or_insert_with(|| {
                actors.push(Actor {
                    actor: head,
                    courses: Vec::new(),
                });
                actors.len() - 1
            });
            let serves = head.map_or_else(Vec::new, |actor| {
                served(&matrix, &people(question, actor), &issues)
            });
            if let Some(actor) = actors.get_mut(at) {
                actor.courses.push(Course {
                    option: *option,
                    status,
                    serves,
                });
            }
        }
    }
    actors
}

/// All records of the same actor or issue.
fn same(question: &Question<'_>, ix: RecordIx) -> Vec<RecordIx> {
    match question.scope {
        Scope::One(_) => vec![ix],
        Scope::All => {
            let mut all: Vec<_> = question.library.identities().same(ix).collect();
            if all.is_empty() {
                all.push(ix);
            }
            all
        }
    }
}

/// An option's issues and their parts, each once.
fn issues(question: &Question<'_>, option: RecordIx) -> Vec<RecordIx> {
    let records = question.library.records();
    let own = records.issues(option);
    let all = own.flat_map(|issue| with_members(question, issue));
    unique(all)
}

/// An actor and its people, each once: those of another time can do nothing for it.
fn people(question: &Question<'_>, actor: RecordIx) -> Vec<RecordIx> {
    unique(with_members(question, actor).into_iter())
}

fn with_members(question: &Question<'_>, whole: RecordIx) -> Vec<RecordIx> {
    let records = question.library.records();
    let all = same(question, whole).into_iter();
    let members = all.flat_map(|one| {
        let members = records.members(one);
        members.filter(move |member| records.former(*member).all(|former| former != one))
    });
    let own = std::iter::once(question.head(whole));
    own.chain(members.map(|member| question.head(member)))
        .collect()
}

fn unique(all: impl Iterator<Item = RecordIx>) -> Vec<RecordIx> {
    let mut seen = std::collections::HashSet::new();
    all.filter(|one| seen.insert(*one)).collect()
}

/// What some actors hold, or are said to hold, on some issues.
fn served(matrix: &Matrix, actors: &[RecordIx], issues: &[RecordIx]) -> Vec<Served> {
    let mut found = Vec::new();
    for issue in issues {
        for actor in actors {
            let Some(cell) = matrix.cell(*actor, *issue) else {
                continue;
            };
            let held = cell.own.iter().chain(&cell.asserted);
            found.extend(held.map(|holding| Served {
                actor: *actor,
                issue: *issue,
                holding: *holding,
            }));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use crate::library::{Filter, Library, Verdicts, load};

    /// What each actor could do as somebody would note it down, with what that would serve.
    fn noted(library: &Library, scope: Scope) -> Vec<String> {
        let verdicts = Verdicts::default();
        let selection = library.select(scope, &Filter::default(), &verdicts);
        let question = Question {
            library,
            scope,
            selection: &selection,
            verdicts: &verdicts,
            day: None,
        };
        let name = |ix| library.records().row(ix).text;
        let mut lines = Vec::new();
        for actor in of(&question) {
            lines.push(actor.actor.map_or("nobody", name).to_owned());
            for course in &actor.courses {
                let word = course.status.word();
                lines.push(format!("  {word}: {}", name(course.option)));
                for served in &course.serves {
                    let stance = served.holding.stance;
                    let who = name(served.actor);
                    let sign = if served.is_own() { "" } else { ", asserted" };
                    lines.push(format!("    {who}: {stance} {}{sign}", name(served.issue)));
                }
            }
        }
        lines
    }

    fn bundled(file: &str) -> Vec<String> {
        let (library, _) = load::load(&[Input::Bundled]);
        let mut entries = library.entries().iter();
        let at = entries.position(|entry| entry.file.contains(file)).unwrap();
        noted(&library, Scope::One(at))
    }

    /// The article says which levers remain to Washington, and which it has pulled. Nobody's position
    /// on them is recorded.
    #[test]
    fn washington_has_two_levers_left_and_three_in_use() {
        let expected = [
            "United States",
            "  available: Tighten sanctions on Moscow",
            "  available: Add military backing to Ukraine",
            "  in_use: Penalties on Russia’s energy sector",
            "  in_use: Penalties on Russia’s financial sector",
            "  in_use: Military aid to Ukraine",
        ];
        assert_eq!(bundled("witkoff-moscow-2025"), expected);
    }

    /// In Geneva nobody said what they could still do.
    #[test]
    fn nobody_has_an_option_in_geneva() {
        assert!(bundled("geneva-talks-2025").is_empty());
    }

    /// As of March 2023. The backstop is gone, so of what the Democratic Unionists hold on it and on
    /// the Irish Sea the latter is left, which Mrs Foster holds too, with Stormont's consent, a part of
    /// it. London has no position on the Irish Sea any more. What Mr Johnson held is not London's to
    /// serve: he was of its people until 2022.
    #[test]
    fn the_options_on_the_irish_border_serve_what_is_held_in_the_end() {
        let dup = "Democratic Unionist Party";
        let uk = "United Kingdom (HM Government)";
        let on_the_sea = [
            format!("    {dup}: oppose The Irish Sea"),
            "    Arlene Foster: oppose The Irish Sea".to_owned(),
            format!("    {dup}: conditional Stormont’s consent"),
        ];
        let consent = format!("    {uk}: support Stormont’s consent");
        let mut expected = vec![dup.to_owned()];
        expected.push("  exhausted: Withdraw its votes from the government".to_owned());
        expected.extend(on_the_sea.clone());
        expected.push("  in_use: Stay out of the Executive".to_owned());
        expected.extend(on_the_sea);
        expected.push(format!("    {dup}: oppose The Windsor Framework"));
        expected.push(uk.to_owned());
        expected.push("  available: Safeguards under Article 16".to_owned());
        expected.push(consent.clone());
        expected.push("  exhausted: Override the Protocol by an act of its own".to_owned());
        expected.push(consent);
        expected.push("  exhausted: Leave without an agreement".to_owned());
        expected.push(format!("    {uk}: support An open land border"));
        expected.extend(
            [
                "European Union",
                "  available: Safeguards under Article 16",
                "    European Union: support The Irish Sea",
                "Northern Ireland Assembly",
                "  available: Withhold consent to Articles 5 to 10",
                "  available: Pull the Stormont Brake",
            ]
            .map(str::to_owned),
        );
        assert_eq!(bundled("irish-border-brexit"), expected);
    }

    fn library(files: &[(&str, &str)]) -> Library {
        let folder = tempfile::tempdir().unwrap();
        for (name, rest) in files {
            let text = format!(
                r#"format = 1
title = "t"
as_of = "2025-12-02"
actors = [
    {{ id = "a", name = "A", kind = "state" }},
    {{ id = "p", name = "P", kind = "person", side = "a" }},
    {{ id = "b", name = "B", kind = "state" }},
]
issues = [
    {{ id = "war", title = "War", question = "War?" }},
    {{ id = "front", title = "Front", question = "Front?", parent = "war" }},
    {{ id = "trade", title = "Trade", question = "Trade?" }},
]
{rest}"#
            );
            std::fs::write(folder.path().join(format!("{name}.toml")), text).unwrap();
        }
        load::load(&[Input::Path(folder.path().to_owned())]).0
    }

    const OPTION: &str = r#"
[[options]]
id = "o"
actor = ["a", "b"]
title = "O"
issues = ["war"]
"#;

    const POSITIONS: &str = r#"
[[positions]]
issue = "front"
actor = "p"
stance = "oppose"
evidence = ["said"]
[[positions]]
issue = "war"
actor = "b"
stance = "support"
[[positions]]
issue = "trade"
actor = "a"
stance = "support"
[[quotes]]
id = "said"
speaker = "p"
text = "No."
"#;

    #[test]
    fn an_option_serves_what_its_actor_and_its_people_hold_on_its_issues_and_their_parts() {
        let library = library(&[("x", &format!("{OPTION}{POSITIONS}"))]);
        let expected = [
            "A",
            "  available: O",
            "    P: oppose Front",
            "B",
            "  available: O",
            "    B: support War, asserted",
        ];
        assert_eq!(noted(&library, Scope::One(0)), expected);
    }

    #[test]
    fn positions_of_another_briefing_count_over_all() {
        let library = library(&[("x", OPTION), ("y", POSITIONS)]);
        let expected = [
            "A",
            "  available: O",
            "    P: oppose Front",
            "B",
            "  available: O",
            "    B: support War, asserted",
        ];
        assert_eq!(noted(&library, Scope::All), expected);
    }
}
