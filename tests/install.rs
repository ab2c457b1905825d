//! What is installed beside the program: completions and manual pages.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

#[path = "support/cli.rs"]
mod cli;

use std::path::Path;

use cli::home::Home;
use cli::{briefing, code, stdout};

const TESTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");

#[test]
fn every_shell_is_told_the_commands_and_most_the_words() {
    let here = Path::new(TESTS);
    let commands = ["show", "check", "theme", "completions"];
    let words = ["light", "changelog", "diagnostics", "B012", "elvish"];
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = stdout(&briefing(here, &["completions", shell]));
        let words = words
            .iter()
            .filter(|_| ["bash", "zsh", "fish"].contains(&shell));
        for word in commands.iter().chain(words) {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
    assert_eq!(code(here, &["completions", "csh"]), Some(2));
}

/// What bash offers when Tab is pressed behind the last of these words.
#[cfg(target_os = "linux")]
fn offered(folder: &Path, words: &[&str]) -> String {
    let script = stdout(&briefing(folder, &["completions", "bash"]));
    let last = words.len() - 1;
    let ask = format!(
        "COMP_WORDS=({}); COMP_CWORD={last}; _briefing briefing '{}' '{}'; echo \"${{COMPREPLY[@]}}\"",
        words.join(" "),
        words[last],
        words[last - 1],
    );
    let output = Home::new()
        .command("bash")
        .args(["--norc", "-c", &format!("{script}\n{ask}")])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.stderr.is_empty(), "{output:?}");
    stdout(&output).trim_end().to_owned()
}

#[test]
#[cfg(target_os = "linux")]
fn bash_completes_themes_sections_codes_and_files() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("talks.toml"), "").unwrap();
    let offered = |words: &[&str]| offered(folder.path(), words);
    assert_eq!(offered(&["briefing", "--theme", "da"]), "dark");
    assert_eq!(offered(&["briefing", "show", "--section", "quo"]), "quotes");
    assert_eq!(offered(&["briefing", "explain", "B012"]), "B012");
    assert_eq!(
        offered(&["briefing", "show", "--from", "talk"]),
        "talks.toml"
    );
    assert_eq!(offered(&["briefing", "manual", "f"]), "format");
}

#[test]
fn the_manual_pages_are_printed_and_written() {
    let folder = tempfile::tempdir().unwrap();
    let printed = briefing(folder.path(), &["man"]);
    assert!(stdout(&printed).contains("\n.TH \"briefing\" \"1\" "));
    let output = briefing(folder.path(), &["man", "share/man"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stdout.is_empty() && output.stderr.is_empty());
    let page = |name: &str| std::fs::read(folder.path().join("share/man").join(name)).unwrap();
    assert_eq!(page("man1/briefing.1"), printed.stdout);
    for name in [
        "man1/briefing-show.1",
        "man5/briefing.5",
        "man5/briefing-config.5",
        "man5/briefing-library.5",
        "man7/briefing-codes.7",
    ] {
        assert!(page(name).starts_with(b".ie "), "{name}");
    }
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    assert_eq!(code(folder.path(), &["man", "file"]), Some(2));
}
