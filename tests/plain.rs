//! The program where no terminal is: plain text for pipes, files and screen readers.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test says so when something is not there"
)]

#[path = "support/home.rs"]
mod home;
#[path = "support/hostile.rs"]
mod hostile;

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use home::Home;
use serde_json::Value;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");
const MOSCOW: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/briefings/witkoff-moscow-2025.toml"
);

fn briefing(home: &Home, folder: &Path) -> Command {
    let mut command = home.command(PROGRAM);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

fn show(arguments: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new();
    let mut command = briefing(&home, folder.path());
    command
        .args(["show", MOSCOW])
        .args(arguments)
        .output()
        .unwrap()
}

/// What `show` prints, where nothing is wrong.
fn shown(arguments: &[&str]) -> String {
    let output = show(arguments);
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success());
    text(&output.stdout)
}

fn shown_json(arguments: &[&str]) -> Value {
    let arguments = [arguments, &["--format", "json"]].concat();
    let json: Value = serde_json::from_str(&shown(&arguments)).unwrap();
    json["briefings"][0].clone()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

// ── Without a terminal ───────────────────────────────────────────────────────────────────────────

#[test]
fn in_a_pipe_the_bundled_briefings_are_linear_text() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new();
    let output = briefing(&home, folder.path()).output().unwrap();
    assert!(output.status.success());
    assert_eq!(text(&output.stderr), "");
    let text = text(&output.stdout);
    assert!(text.contains("Witkoff in Moscow"));
    assert!(
        text.replace('\n', " ")
            .contains("“If they don’t withdraw, we will achieve this by force”")
    );
    let boxes = |c: char| matches!(c, '\u{2500}'..='\u{259f}');
    assert!(!text.contains(boxes), "it draws");
    let harm = hostile::harmful_characters(&text, &['\n']);
    assert!(harm.is_empty(), "{harm:?}");
    let longest = text.lines().map(|line| line.chars().count()).max();
    assert!(longest <= Some(80), "a line of {longest:?} characters");
}

#[test]
fn what_the_reader_would_open_is_what_is_written() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("briefings")).unwrap();
    let file = folder.path().join("briefings/one.toml");
    let only = "format = 1\ntitle = \"Only this one\"\nas_of = \"2025-12-02\"\n";
    std::fs::write(file, only).unwrap();
    let home = Home::new();
    let output = briefing(&home, folder.path()).output().unwrap();
    assert!(text(&output.stdout).starts_with("Only this one\n"));
    let output = briefing(&home, folder.path()).arg(MOSCOW).output().unwrap();
    assert!(text(&output.stdout).starts_with("Witkoff in Moscow"));
}

#[test]
fn whoever_reads_may_stop_reading() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::new();
    let mut child = briefing(&home, folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // More than a pipe holds is to come, so that the end is noticed while writing.
    let mut first = [0; 16];
    let mut out = child.stdout.take().unwrap();
    out.read_exact(&mut first).unwrap();
    drop(out);
    let output = child.wait_with_output().unwrap();
    assert_eq!(text(&output.stderr), "");
    assert!(output.status.success(), "{}", output.status);
}

// ── What is shown ────────────────────────────────────────────────────────────────────────────────

#[test]
fn one_actor_is_shown_by_identifier_or_name() {
    let by_identifier = shown(&["--actor", "putin", "--section", "quotes"]);
    assert!(by_identifier.starts_with("QUOTES (3 of 14)\n"));
    assert!(by_identifier.contains("If they don’t withdraw"));
    assert!(!by_identifier.contains("Marco Rubio"));
    let by_name = shown(&["--actor", "vladimir putin", "--section", "quotes"]);
    assert_eq!(by_name, by_identifier);
}

#[test]
fn several_actors_add_up_or_meet() {
    let count = |arguments: &[&str]| {
        let json = shown_json(&[arguments, &["--section", "events"]].concat());
        json["events"].as_array().unwrap().len()
    };
    let (one, other) = (["--actor", "putin"], ["--actor", "witkoff"]);
    let both = [one, other].concat();
    let together = count(&[&both[..], &["--all-actors"]].concat());
    assert!(together >= 1);
    assert_eq!(count(&both), count(&one) + count(&other) - together);
}

#[test]
fn one_issue_and_one_section_are_shown() {
    let territory = shown(&["--issue", "territory", "--section", "positions"]);
    assert!(territory.contains("Vladimir Putin on Territory. Stance: support."));
    assert!(!territory.contains(" on NATO membership."));
    assert!(!territory.contains("QUOTES"));
}

#[test]
fn a_range_of_days_keeps_what_may_lie_in_it() {
    let events = shown(&["--to", "2022", "--section", "events"]);
    assert!(events.contains("Russia begins its full-scale invasion"));
    assert!(!events.contains("A weekend of"), "that was in 2025");
    let later = shown(&["--from", "2025-12-03", "--section", "events"]);
    assert!(!later.contains("Russia begins its full-scale invasion"));
    assert!(
        later.contains("Witkoff in Moscow for talks with Putin"),
        "the first week of December has days after the second"
    );
}

#[test]
fn a_query_narrows_as_ticks_do() {
    let ticked = shown(&["--actor", "putin", "--section", "quotes"]);
    let asked = shown(&["--query", "actor:putin", "--section", "quotes"]);
    assert_eq!(asked, ticked);
    let events = shown(&[
        "--query",
        "actor:yermak date:2025-11",
        "--section",
        "events",
    ]);
    assert!(events.starts_with("EVENTS (0 + 3? of 26)\n"), "{events}");
    let both = shown_json(&["--query", "actor:putin", "--issue", "territory"]);
    let quotes = both["quotes"].as_array().unwrap();
    assert!(!quotes.is_empty() && quotes.len() < 3, "{quotes:?}");
}

#[test]
fn figures_are_bars_with_their_exact_amounts() {
    let text = shown(&["--view", "figures"]);
    let lines: Vec<_> = text.lines().collect();
    let bar_of = |amount: &str| {
        let amount = format!("  {amount} ");
        let bar = lines.iter().find_map(|line| line.strip_prefix(&amount));
        bar.unwrap().chars().filter(|c| *c == '▆').count()
    };
    let (demanded, suggested) = (bar_of("600,000"), bar_of("800,000"));
    assert_eq!(demanded * 4, suggested * 3 + 1, "to the nearest cell");
    assert!(bar_of("209,000") * 4 < bar_of("880,000"));
    assert!(lines.contains(&"force-cap · soldiers · ≠ contested"));
    assert!(lines.contains(&"force-strength · soldiers"));
    assert!(lines.contains(&"  “billions” dollars, in words, so without a bar"));
}

#[test]
fn a_section_that_is_asked_for_twice_is_shown_once() {
    let once = shown(&["--section", "quotes"]);
    assert_eq!(shown(&["--section", "quotes", "--section", "quotes"]), once);
}

#[test]
fn days_that_end_before_they_begin_are_a_mistake() {
    let output = show(&["--from", "2025-12", "--to", "2025-11"]);
    assert_eq!(output.status.code(), Some(2));
    let said = "error: no day lies between --from 2025-12 and --to 2025-11: were they swapped?\n";
    assert_eq!(text(&output.stderr), said);
}

#[test]
fn json_holds_what_is_shown() {
    let json = shown_json(&["--actor", "putin"]);
    assert_eq!(json["id"], "witkoff-moscow-2025");
    assert_eq!(json["as_of"], "2025-12-02");
    let quotes = json["quotes"].as_array().unwrap();
    assert_eq!(quotes.len(), 3);
    for quote in quotes {
        assert_eq!(quote["speakers"], serde_json::json!(["putin"]));
    }
    let identifiers: HashSet<_> = quotes.iter().map(|quote| quote["id"].as_str()).collect();
    assert!(identifiers.contains(&Some("q-putin-force")));
}

// ── Views ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn of_plans_of_which_only_the_size_is_known_nothing_else_is_said() {
    let text = shown(&["--view", "proposals"]);
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("Witkoff in Moscow: the 19-point plan"));
    let about = "Proposals: 2 plans, 3 versions, 1 point";
    assert_eq!(lines.next(), Some(about));
    let words: Vec<_> = text.split_whitespace().collect();
    let words = words.join(" ");
    for said in [
        "28 points, of which none is given 19 points, of which none is given",
        "28 → 19 points: which of them were kept is not known",
        "1 point given; how many there are in all is not",
        "under Russian control. ▼ oppose: Ukraine",
    ] {
        assert!(words.contains(said), "{said:?} is not in {text}");
    }
    for made_up in ["added", "dropped", "kept ", "reworded"] {
        let lines = text.lines().filter(|line| !line.contains("were kept"));
        let found = lines.filter(|line| line.contains(made_up)).count();
        assert_eq!(found, 0, "{made_up:?} is in {text}");
    }
    assert!(text.lines().all(|line| line == line.trim_end()));
}

#[test]
fn the_timeline_is_drawn_and_then_told_record_by_record() {
    let text = shown(&["--view", "timeline", "--actor", "rubio"]);
    let moscow = "\
Witkoff in Moscow: the 19-point plan
Timeline: by day, 1 event, 1 quote

2025                           █
                              2025
                              Nov Dec
                              30  1   2
Marco Rubio                   2?··········

30 November 2025
  ✎ “very productive and useful”
    on one day, 30 November – 2 December 2025 (“after the weekend discussions”) · Marco Rubio · verbatim, in our \
account · possibly on this day
  ● Rubio comments on the meetings
    on one day, 30 November – 2 December 2025 (“after the weekend discussions”) · Marco Rubio · confirmed · possibly \
on this day
";
    assert!(text.contains(moscow), "{text}");
    let none = shown(&["--view", "timeline", "--query", "kind:issue"]);
    let words = "Timeline: by day, 0 events, 0 quotes\n\n\
        no event or quotation with a date within the filter\n";
    assert!(none.ends_with(words), "{none}");
}

// ── What is not there, and what means harm ───────────────────────────────────────────────────────

#[test]
fn what_cannot_be_shown_is_said_with_what_would_help() {
    for (arguments, said) in [
        (
            ["--actor", "putim"],
            "no actor is called \"putim\"; did you mean \"putin\"?",
        ),
        (
            ["--issue", "teritory"],
            "no issue is called \"teritory\"; did you mean \"territory\"?",
        ),
        (
            ["--actor", "xylophone"],
            "no actor is called \"xylophone\"\n",
        ),
        (["--from", "soon"], "--from: this is not a date"),
        (["--section", "quote"], "quotes"),
    ] {
        let output = show(&arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(text(&output.stdout), "", "{arguments:?}");
        let error = text(&output.stderr);
        assert!(error.starts_with("error: "), "{error}");
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn harmful_briefings_do_no_harm_as_text() {
    let folder = tempfile::tempdir().unwrap();
    hostile::write(folder.path());
    for arguments in [
        &["show", "."][..],
        &["show", ".", "--format", "json"],
        &["show", ".", "--view", "proposals"],
        &["show", ".", "--actor", "\u{1b}[31m\u{9b}1m\u{202e}"],
        &["show", "none\u{1b}[31m\u{9b}1m\u{202e}"],
        &["check", "."],
        &["check", ".", "--format", "json"],
        &["."],
    ] {
        let home = Home::new();
        let output = briefing(&home, folder.path())
            .args(arguments)
            .output()
            .unwrap();
        for stream in [&output.stdout, &output.stderr] {
            let harm = hostile::harmful_characters(&text(stream), &['\n']);
            assert!(harm.is_empty(), "{arguments:?}: {harm:?}");
        }
        let said = output.stdout.len() + output.stderr.len();
        assert!(said > 40, "{arguments:?} says nothing");
    }
}

// ── Who agrees with whom ─────────────────────────────────────────────────────────────────────────

#[test]
fn the_agreement_of_a_day_is_text() {
    let text = shown(&["--view", "agreement"]);
    assert!(text.contains("Agreement: as of 2 December 2025, 11 actors"));
    assert!(text.contains("= agree  ≠ conflict  ? cannot be compared"));
    assert!(text.contains("  Vladimir Putin ≠ Andriy Yermak  conflict on 1\n"));
    let earlier = shown(&["--view", "agreement", "--as-of", "2022-01-01"]);
    assert!(earlier.contains("as of 1 January 2022"));
    assert!(earlier.contains("Sharpest conflicts: none"));
    let narrowed = shown(&["--view", "agreement", "--issue", "headway"]);
    assert!(
        narrowed.contains("Agreement: as of 2 December 2025, 4 actors"),
        "{narrowed}"
    );
}

#[test]
fn the_agreement_is_a_network_for_other_programs() {
    let graph = shown(&["--view", "agreement", "--export", "graphml"]);
    assert!(graph.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<graphml "));
    assert!(graph.contains("<edge source=\"putin\" target=\"yermak\">"));
    let edges = shown(&["--view", "agreement", "--export", "csv"]);
    assert!(edges.starts_with("source,target,agree,conflict,incomparable,"));
    assert_eq!(edges.lines().count(), 14);
    let other = show(&["--view", "matrix", "--export", "csv"]);
    assert_eq!(other.status.code(), Some(2));
    assert!(text(&other.stderr).contains("--export is for --view agreement"));
}
