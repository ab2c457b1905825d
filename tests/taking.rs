//! Taking away, in a real pseudo-terminal: the clipboard, the browser, the editor, files.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says so when something is not there"
)]

#[path = "support/process.rs"]
mod process;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use terminal::{Program, Screen, Terminal, wait_until};

/// A briefing with one quotation that stands in its source, one that does not, and one that is
/// checked against an account.
const BRIEFING: &str = r#"format = 1
id = "ferry"
title = "The ferry"
as_of = "2025-06-02"

[[actors]]
id = "engineer"
name = "Åse Løkken"
kind = "person"
roles = [{ title = "Engineer", from = "2020" }]

[[quotes]]
id = "q-sound"
speaker = "engineer"
text = "the hull is sound, well-kept & dry"
said = "2025-06-01"
said_text = "on Sunday"
source = "paper"

[[quotes]]
id = "q-other"
speaker = "engineer"
text = "the hull is sound, badly kept & wet"
said = "2025-05-01"
source = "paper"

[[quotes]]
id = "q-account"
speaker = "engineer"
text = "nobody has looked below"
said = "2025-04-01"
source = "account"

[[sources]]
id = "paper"
title = "The hull"
kind = "article"
date = "2025-06-01"
url = "https://paper.example/hull?a=b&c=d"
accessed = "2025-06-02"
text = "“The rest is rotten,” she said, but “the hull is sound, well-kept & dry” for now."
text_kind = "full"

[[sources]]
id = "account"
title = "The dock"
kind = "article"
url = "https://paper.example/dock#top"
text = "She added that “nobody has looked below” for years."
text_kind = "account"
"#;

const SOUND: &str = "https://paper.example/hull?a=b&c=d#:~:text=the%20hull%20is%20sound%2C%20well%2Dkept%20%26%20dry";

struct Stage {
    folder: TempDir,
    file: PathBuf,
}

impl Stage {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("ferry.toml");
        fs::write(&file, BRIEFING).unwrap();
        Self { folder, file }
    }

    fn program(&self) -> Program {
        Program::new(env!("CARGO_BIN_EXE_briefing"), self.folder.path()).arg("ferry.toml")
    }

    /// A program that can be started, with what a shell does of it.
    fn script(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
        path
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.folder.path().join(name)).unwrap_or_default()
    }
}

/// The reader with the verdicts known and a quotation selected, counted from the newest.
fn at_quote(program: Program, number: usize) -> Terminal {
    let terminal = program.start();
    terminal.wait_for_text("The ferry");
    terminal.press("3 g");
    // The newest stands last.
    let down = "j ".repeat(3 - number);
    if !down.is_empty() {
        terminal.press(down.trim_end());
    }
    terminal.wait_for("the verdict on it", |screen| {
        let shown = screen.contents();
        ["verbatim", "altered"]
            .iter()
            .any(|word| shown.contains(word))
    });
    terminal
}

/// The texts that went to the terminal's clipboard.
fn copied(terminal: &Terminal) -> Vec<String> {
    let raw = String::from_utf8(terminal.raw()).unwrap();
    let parts = raw.split("\x1b]52;c;").skip(1);
    parts
        .map(|part| decoded(part.split_once("\x1b\\").unwrap().0))
        .collect()
}

/// What base 64 stands for.
fn decoded(text: &str) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for digit in text.trim_end_matches('=').bytes() {
        let value = DIGITS
            .iter()
            .position(|one| *one == digit)
            .expect("a digit");
        bits = bits << 6 | u32::try_from(value).unwrap();
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap());
        }
    }
    String::from_utf8(bytes).unwrap()
}

// ── The clipboard ────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_quotation_goes_to_the_clipboard_with_its_citation() {
    let stage = Stage::new();
    let terminal = at_quote(stage.program(), 1);
    terminal.type_keys("y");
    terminal.wait_for_text("sent to the terminal: ");
    let citation = "“the hull is sound, well-kept & dry”\n\
                    — Åse Løkken (Engineer), 1 June 2025 (“on Sunday”)\n\
                    “The hull”. 1 June 2025. https://paper.example/hull?a=b&c=d (read 2 June 2025)";
    assert_eq!(copied(&terminal), [citation]);
    terminal.type_keys("Y");
    terminal.wait_for_text("sent to the terminal: 34 characters");
    assert_eq!(copied(&terminal)[1], "the hull is sound, well-kept & dry");
    terminal.type_keys("U");
    terminal.wait_for_text("the page at the words");
    assert_eq!(copied(&terminal)[2], SOUND);
    // The same from the detail, and from the source's text.
    terminal.press("<Enter>");
    terminal.type_keys("y");
    terminal.wait_for_text("sent to the terminal: ");
    terminal.press("s");
    terminal.type_keys("U");
    terminal.wait_for_text("the page at the words");
    assert_eq!(copied(&terminal)[3..], [citation, SOUND]);
}

#[test]
fn what_is_not_verified_says_so_wherever_it_goes() {
    let stage = Stage::new();
    let terminal = at_quote(stage.program(), 2);
    terminal.type_keys("Y");
    terminal.wait_for_text("not verified: altered");
    assert_eq!(
        copied(&terminal),
        ["the hull is sound, badly kept & wet [not verified: altered]"]
    );
    let terminal = at_quote(stage.program(), 3);
    terminal.type_keys("y");
    terminal.wait_for_text("verbatim in our account");
    let text = copied(&terminal).remove(0);
    let first = "“nobody has looked below” [verbatim in our account]\n— Åse Løkken (Engineer)";
    assert!(text.starts_with(first), "{text}");
    // The page's own words are not known: it is opened as a whole.
    terminal.type_keys("U");
    terminal.wait_for_text("as a whole");
    assert_eq!(copied(&terminal)[1], "https://paper.example/dock#top");
}

#[test]
fn a_program_takes_the_words_where_one_is_set() {
    let stage = Stage::new();
    let taker = stage.script("taker", "cat > taken");
    let folder = stage.folder.path().join("settings");
    fs::create_dir(&folder).unwrap();
    let config = format!(
        "[clipboard]\ncommand = [{:?}, \"--x\"]\n",
        taker.to_str().unwrap()
    );
    fs::write(folder.join("config.toml"), config).unwrap();
    let terminal = at_quote(stage.program().arg("--config").arg(&folder), 1);
    terminal.type_keys("Y");
    terminal.wait_for_text("copied by taker: 34 characters");
    assert_eq!(stage.read("taken"), "the hull is sound, well-kept & dry");
    assert_eq!(copied(&terminal), [""; 0]);
}

#[test]
fn through_tmux_it_goes_twice() {
    let stage = Stage::new();
    let terminal = at_quote(stage.program().env("TMUX", "/x,1,0"), 1);
    terminal.type_keys("Y");
    terminal.wait_for_text("sent to the terminal: 34 characters");
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(raw.contains("\x1bPtmux;\x1b\x1b]52;c;"), "{raw:?}");
}

// ── The browser ──────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_source_opens_in_the_browser_at_the_words() {
    let stage = Stage::new();
    let browser = stage.script(
        "surfer",
        "echo noise; echo noise >&2; printf '%s|' \"$#\" \"$@\" > opened",
    );
    let terminal = at_quote(stage.program().env("BROWSER", browser.to_str().unwrap()), 1);
    terminal.type_keys("o");
    terminal.wait_for_text("given to surfer: the page at the words");
    assert_eq!(stage.read("opened"), format!("1|{SOUND}|"));
    let shown = terminal.screen().contents();
    assert!(!shown.contains("noise"), "{shown}");
}

#[test]
fn without_a_browser_it_says_what_would_help() {
    let stage = Stage::new();
    let terminal = at_quote(stage.program(), 1);
    terminal.type_keys("o");
    terminal.wait_for_text("no browser here: U copies the link");
}

#[test]
fn a_browser_of_the_terminal_has_the_terminal() {
    let stage = Stage::new();
    let browser = stage.script(
        "w3m",
        "echo \"reading $1\"; read -r line; echo \"$line\" > typed",
    );
    let terminal = at_quote(stage.program().env("BROWSER", browser.to_str().unwrap()), 1);
    terminal.type_keys("o");
    terminal.wait_for("the browser", |screen| {
        screen
            .contents()
            .contains("reading https://paper.example/hull")
            && !screen.alternate_screen()
    });
    terminal.type_keys("some-words <Enter>");
    terminal.wait_for_text("The ferry");
    terminal.assert_taken();
    assert_eq!(stage.read("typed"), "some-words\n");
}

// ── The editor ───────────────────────────────────────────────────────────────────────────────────

/// Whether a text stands on a screen that is not the reader's.
fn on_the_shells_screen(terminal: &Terminal, text: &str) {
    terminal.wait_for(text, |screen| {
        screen.contents().contains(text) && !screen.alternate_screen()
    });
}

fn line_of(file: &Path, text: &str) -> usize {
    let lines = fs::read_to_string(file).unwrap();
    lines.lines().position(|line| line == text).unwrap() + 1
}

#[test]
fn the_editor_opens_at_the_record_and_has_the_keys_to_itself() {
    let stage = Stage::new();
    let editor = stage.script(
        "editor",
        "echo \"editing $*\"; read -r line; printf '%s\\n' \"$line\" > typed\n\
         sed -i \"s/The ferry/The $line/\" ferry.toml",
    );
    let editor = format!("{} -n", editor.to_str().unwrap());
    let terminal = at_quote(stage.program().env("EDITOR", &editor), 1);
    let line = line_of(&stage.file, "id = \"q-sound\"") - 1;
    terminal.type_keys("v");
    on_the_shells_screen(&terminal, &format!("editing -n +{line} ferry.toml"));
    terminal.assert_given_back();
    terminal.type_keys("harbour <Enter>");
    terminal.wait_for("the file, read again", |screen| {
        screen.alternate_screen() && screen.contents().contains("The harbour")
    });
    assert_eq!(stage.read("typed"), "harbour\n");
    terminal.assert_taken();
    // And every key is the reader's again.
    terminal.press("1");
    terminal.press("3 g");
}

#[test]
fn the_editor_opens_at_a_fault() {
    let stage = Stage::new();
    let broken = BRIEFING.replace("kind = \"article\"\ndate", "kind = \"artikel\"\ndate");
    fs::write(&stage.file, broken).unwrap();
    let line = line_of(&stage.file, "kind = \"artikel\"");
    let editor = stage.script(
        "editor",
        // What it wrote the first time must not be taken for the second.
        "echo \"editing $*\"; read -r line; printf '\\033[2J\\033[H'",
    );
    let program = stage.program().env("EDITOR", editor.to_str().unwrap());
    let terminal = program.start();
    terminal.wait_for_text("D shows why");
    terminal.press("D");
    terminal.wait_for_text("artikel");
    for key in ["v", "<Enter>"] {
        terminal.type_keys(key);
        on_the_shells_screen(&terminal, &format!("editing +{line} ferry.toml"));
        terminal.type_keys("<Enter>");
        terminal.wait_for("the reader again", Screen::alternate_screen);
        terminal.wait_for_text("artikel");
    }
    // What was mended is no longer among the faults.
    let mended = fs::read_to_string(&stage.file).unwrap();
    fs::write(&stage.file, mended.replace("artikel", "article")).unwrap();
    terminal.wait_for("no fault", |screen| !screen.contents().contains("artikel"));
}

#[test]
fn what_interrupts_the_editor_does_not_end_the_reader() {
    let stage = Stage::new();
    let script = "trap 'echo interrupted' INT; echo ready; read -r line; read -r line";
    let editor = stage.script("editor", script);
    let mut terminal = at_quote(stage.program().env("VISUAL", editor.to_str().unwrap()), 1);
    terminal.type_keys("v");
    on_the_shells_screen(&terminal, "ready");
    terminal.type_keys("<C-c>");
    on_the_shells_screen(&terminal, "interrupted");
    terminal.type_keys("<Enter> <Enter>");
    terminal.wait_for("the reader again", |screen| {
        screen.alternate_screen() && screen.contents().contains("The ferry")
    });
    assert!(!terminal.has_ended());
}

#[test]
fn an_editor_that_is_stopped_stops_the_reader_with_it() {
    let stage = Stage::new();
    let editor = stage.script(
        "editor",
        "echo ready; kill -s TSTP 0; echo again; read -r line",
    );
    let script =
        "set -m\n\"$0\" ferry.toml\necho \"the shell\"\nread -r line\nfg > /dev/null\necho ended";
    let terminal = Program::new("sh", stage.folder.path())
        .arg("-c")
        .arg(script)
        .arg(env!("CARGO_BIN_EXE_briefing"))
        .env("EDITOR", editor.to_str().unwrap())
        .start();
    terminal.wait_for_text("The ferry");
    terminal.press("3");
    terminal.type_keys("v");
    on_the_shells_screen(&terminal, "the shell");
    terminal.type_keys("<Enter>");
    on_the_shells_screen(&terminal, "again");
    terminal.type_keys("<Enter>");
    terminal.wait_for("the reader again", terminal::Screen::alternate_screen);
    terminal.type_keys("Q");
    on_the_shells_screen(&terminal, "ended");
}

#[test]
fn a_reader_whose_editor_runs_can_be_ended() {
    let stage = Stage::new();
    let editor = stage.script("editor", "echo ready; read -r line");
    let mut terminal = at_quote(stage.program().env("EDITOR", editor.to_str().unwrap()), 1);
    terminal.type_keys("v");
    on_the_shells_screen(&terminal, "ready");
    terminal.signal("TERM");
    wait_until("the reader's end", || terminal.has_ended());
}

#[test]
fn an_editor_that_is_not_there_is_told_of() {
    let stage = Stage::new();
    let terminal = at_quote(stage.program().env("EDITOR", "no-such-editor --wait"), 1);
    terminal.type_keys("v");
    terminal.wait_for_text("no-such-editor cannot be started: there is no such program");
    terminal.assert_taken();
}

#[test]
fn an_editor_that_fails_is_told_of_and_the_file_read_again() {
    let stage = Stage::new();
    let editor = stage.script(
        "editor",
        "sed -i 's/The ferry/The harbour/' ferry.toml; echo 'no display' >&2; exit 3",
    );
    let terminal = at_quote(stage.program().env("EDITOR", editor.to_str().unwrap()), 1);
    terminal.type_keys("v");
    terminal.wait_for("the file, read again", |screen| {
        let text = screen.contents();
        text.contains("The harbour") && text.contains("editor ended with code 3")
    });
    terminal.assert_taken();
}

#[test]
fn what_comes_with_the_program_has_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let terminal = Program::new(env!("CARGO_BIN_EXE_briefing"), folder.path()).start();
    terminal.wait_for_text("Witkoff in Moscow");
    terminal.type_keys("v");
    terminal.wait_for_text("there is no file to edit");
}

// ── What the filter shows ────────────────────────────────────────────────────────────────────────

#[test]
fn what_the_filter_shows_is_copied_or_written() {
    let stage = Stage::new();
    let terminal = at_quote(stage.program(), 1);
    terminal.press("!");
    terminal.press("W");
    terminal.wait_for_text("copy as Markdown");
    terminal.type_keys("writemark <Enter>");
    terminal.wait_for_text("written: ./ferry-selection.md");
    let text = stage.read("ferry-selection.md");
    assert!(
        text.starts_with("# The ferry\n\nAs of 2 June 2025.\n"),
        "{text}"
    );
    let quotes = text.split_once("## Quotes (1 of 3)\n\n").expect(&text).1;
    let quote = "> “the hull is sound, badly kept \\& wet” \\[not verified: altered\\]\\\n> — Åse";
    assert!(quotes.starts_with(quote), "{quotes}");
    // A second one stands beside it.
    terminal.press("W");
    terminal.type_keys("writejson <Enter>");
    terminal.wait_for_text("written: ./ferry-selection.json");
    terminal.press("W");
    terminal.type_keys("writejson <Enter>");
    terminal.wait_for_text("written: ./ferry-selection-2.json");
    let json = stage.read("ferry-selection-2.json");
    assert_eq!(json, stage.read("ferry-selection.json"));
    assert!(
        json.contains("\"q-other\"") && !json.contains("\"q-sound\""),
        "{json}"
    );
    terminal.press("W");
    terminal.type_keys("copyplain <Enter>");
    terminal.wait_for_text("sent to the terminal: ");
    let text = copied(&terminal).remove(0);
    assert!(text.contains("QUOTES (1 of 3)"), "{text}");
}
