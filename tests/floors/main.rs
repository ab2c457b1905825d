//! The house: each floor imports only from those below it, and knows only what it may know.
//!
//! The order of the floors is read from the table at the top of `src/lib.rs`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod source;

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use source::{File, Token, files, uses};

/// The floors from the top down, by the table in `src/lib.rs`.
fn floors() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("src/lib.rs")).unwrap();
    let rows = text
        .lines()
        .filter_map(|line| line.strip_prefix("//! | [`"));
    let names = rows.map(|row| row.split_once("`]").unwrap().0);
    names
        .map(|name| name.trim_start_matches("mod@").to_owned())
        .collect()
}

/// The floors that a file imports from: by `crate::`, or by `super::` up to the root.
fn imports(file: &File) -> Vec<(usize, String)> {
    let mut found = Vec::new();
    for one in uses(&file.tokens) {
        let up = one.path.iter().take_while(|part| *part == "super").count();
        let from_root = one.path[0] == "crate" || (up > 0 && up == file.module.len());
        if let Some(floor) = one.path.get(up.max(1)).filter(|_| from_root) {
            found.push((one.line, floor.clone()));
        }
    }
    found
}

/// Files of some floors, without some.
fn of<'a>(
    all: &'a [File],
    floors: &'a [&str],
    without: &'a [&str],
) -> impl Iterator<Item = &'a File> {
    all.iter().filter(move |file| {
        let floor = file.module.first().map(String::as_str);
        floor.is_some_and(|floor| floors.contains(&floor)) && !without.contains(&file.name.as_str())
    })
}

/// Whatever a file mentions that it may not: paths that begin with these.
fn mentions(file: &File, forbidden: &[&str]) -> Vec<String> {
    let uses = uses(&file.tokens).into_iter();
    let bad = uses.filter(|one| {
        forbidden.iter().any(|path| {
            let path: Vec<_> = path.split("::").collect();
            one.path.len() >= path.len() && one.path.iter().zip(&path).all(|(a, b)| a == b)
        })
    });
    bad.map(|one| format!("{}:{}: {}", file.name, one.line, one.path.join("::")))
        .collect()
}

fn assert_none(what: &str, found: &[String]) {
    assert!(found.is_empty(), "{what}:\n  {}", found.join("\n  "));
}

#[test]
fn the_table_names_every_module_and_no_other() {
    let root = files()
        .into_iter()
        .find(|file| file.name == "src/lib.rs")
        .unwrap();
    let modules = root.tokens.windows(2).filter(|pair| pair[0].text == "mod");
    let modules: BTreeSet<_> = modules.map(|pair| pair[1].text.clone()).collect();
    let floors = floors();
    assert_eq!(floors.iter().cloned().collect::<BTreeSet<_>>(), modules);
    assert_eq!(
        floors.len(),
        modules.len(),
        "a floor stands in the table twice"
    );
}

#[test]
fn each_floor_imports_only_from_those_below_it() {
    let floors = floors();
    let level = |name: &str| floors.iter().position(|floor| floor == name);
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in files() {
        let Some(own) = file.module.first() else {
            continue;
        };
        for (line, floor) in imports(&file) {
            seen += 1;
            let below = level(&floor).is_none_or(|at| Some(at) >= level(own));
            if !below {
                wrong.push(format!("{}:{line}: {own} imports from {floor}", file.name));
            }
        }
    }
    assert!(seen > 100, "only {seen} imports were found");
    assert_none("imports from a floor above", &wrong);
}

#[test]
fn the_program_uses_nothing_but_the_highest_floor() {
    let all = files();
    let main = all.iter().find(|file| file.name == "src/main.rs").unwrap();
    let uses = uses(&main.tokens).into_iter();
    let own = uses.filter(|one| one.path[0] == "briefing");
    let floors: BTreeSet<_> = own.map(|one| one.path[1].clone()).collect();
    assert_eq!(floors, BTreeSet::from([floors_top()]));
}

fn floors_top() -> String {
    floors().swap_remove(0)
}

#[test]
fn the_floors_of_the_domain_know_no_files_and_no_terminal() {
    let forbidden = [
        "std::fs",
        "std::io",
        "std::env",
        "std::net",
        "std::process",
        "std::thread",
        "std::time",
        "ratatui",
        "crossterm",
        "walkdir",
        "chrono::Utc",
        "chrono::Local",
    ];
    let all = files();
    let found = of(
        &all,
        &["model", "text", "anchor", "analysis", "report"],
        &[],
    )
    .flat_map(|file| mentions(file, &forbidden));
    assert_none(
        "these know nothing of the world outside",
        &found.collect::<Vec<_>>(),
    );
}

#[test]
fn only_the_reader_knows_the_terminal() {
    let all = files();
    let floors = floors();
    let floors: Vec<_> = floors
        .iter()
        .map(String::as_str)
        .filter(|floor| *floor != "tui")
        .collect();
    let found = of(&all, &floors, &[]).flat_map(|file| mentions(file, &["ratatui", "crossterm"]));
    assert_none("the terminal", &found.collect::<Vec<_>>());
}

#[test]
fn what_changes_and_draws_the_reader_does_not_touch_the_world() {
    let forbidden = [
        "std::fs",
        "std::io",
        "std::env",
        "std::process",
        "std::thread",
        "std::time",
    ];
    let all = files();
    let world = [
        "src/tui/run.rs",
        "src/tui/run/files.rs",
        "src/tui/run/input.rs",
        "src/tui/run/keeper.rs",
        "src/tui/run/opener.rs",
        "src/tui/run/outside/browser.rs",
        "src/tui/run/outside/clipboard.rs",
        "src/tui/run/outside/editor.rs",
        "src/tui/run/outside/mod.rs",
        "src/tui/run/outside/program.rs",
        "src/tui/run/outside/write_out.rs",
        "src/tui/run/pace.rs",
        "src/tui/run/scribe.rs",
        "src/tui/run/signals.rs",
        "src/tui/run/threads.rs",
        "src/tui/terminal.rs",
        "src/tui/config/files.rs",
    ];
    for file in world {
        assert!(
            all.iter().any(|one| one.name == file),
            "{file} is no longer there"
        );
    }
    let found = of(&all, &["tui"], &world).flat_map(|file| mentions(file, &forbidden));
    assert_none(
        "files, clocks and threads belong into run.rs and run/",
        &found.collect::<Vec<_>>(),
    );
}

#[test]
fn nothing_outside_of_tests_panics_on_purpose() {
    let mut found = Vec::new();
    for file in files() {
        let say = |token: &Token| format!("{}:{}: {}", file.name, token.line, token.text);
        for three in file.tokens.windows(3) {
            let [before, word, after] = three else {
                continue;
            };
            let calls = before.text == "." && after.text == "(";
            let is_macro = after.text == "!";
            let bad = match word.text.as_str() {
                "unwrap" | "expect" | "unwrap_err" | "expect_err" => calls,
                "panic" | "todo" | "unimplemented" | "unreachable" => is_macro,
                _ => false,
            };
            if bad {
                found.push(say(word));
            }
        }
    }
    assert_none("these may panic", &found);
}

/// What the paths of somebody's own machine begin with.
const MACHINES: [&str; 6] = [
    "/home/",
    "/Users/",
    concat!("/", "root/"),
    "/tmp/",
    "/var/folders/",
    "\\Users\\",
];

#[test]
fn no_file_knows_the_machine_it_was_written_on() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let listed = Command::new("git")
        .args(["ls-files", "-z"])
        .current_dir(root)
        .output();
    let Some(listed) = listed.ok().filter(|listed| listed.status.success()) else {
        // Outside of a repository there is no telling which files belong to it.
        return;
    };
    let mut found = Vec::new();
    for name in String::from_utf8(listed.stdout).unwrap().split('\0') {
        let own = name == "tests/floors/main.rs" || name.is_empty();
        let Some(text) = std::fs::read_to_string(root.join(name))
            .ok()
            .filter(|_| !own)
        else {
            continue;
        };
        for (n, line) in text.lines().enumerate() {
            if machine_path(line) || line.contains(env!("CARGO_MANIFEST_DIR")) {
                found.push(format!("{name}:{}: {line}", n + 1));
            }
        }
    }
    assert_none("paths of somebody's own machine", &found);
}

/// Whether a line has a path of a machine: not one in the middle of an address.
fn machine_path(line: &str) -> bool {
    MACHINES.iter().any(|start| {
        line.match_indices(start).any(|(at, _)| {
            let before = line[..at].chars().next_back();
            let inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
            start.starts_with('\\') || !before.is_some_and(inside)
        })
    })
}

#[test]
fn a_path_of_a_machine_is_told_from_an_address() {
    assert!(machine_path("see /home/somebody/notes"));
    assert!(machine_path("\"/tmp/x\""));
    assert!(machine_path("C:\\Users\\somebody"));
    assert!(!machine_path("https://example.org/home/page"));
    assert!(!machine_path("src/tmp/x"));
}
