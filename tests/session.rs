//! A briefing comes back where it was left, and a saved filter is there again: the program in a real pseudo-terminal, run again.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says so when something is not there"
)]

#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use terminal::home::Home;
use terminal::{Program, Screen, Terminal, wait_until};

/// The program in a home that it was in before.
fn program(home: &Arc<Home>) -> Program {
    Program::new(env!("CARGO_BIN_EXE_briefing"), home.path()).at_home(home)
}

/// A run of it that has read the files.
fn run(program: Program) -> Terminal {
    let terminal = program.start();
    terminal.wait_for("the briefing", |screen| {
        let shown = screen.contents();
        shown.contains("help") && !shown.contains("eading …") && !shown.contains("Reading the b")
    });
    terminal
}

/// All that is on the screen but the line of keys: that one knows the way back, which is not kept.
fn seen(screen: &Screen) -> String {
    let (columns, rows) = (screen.size().1.get(), screen.size().0.get());
    let lines = screen.rows(0, columns).take(usize::from(rows) - 1);
    lines.collect::<Vec<_>>().join("\n")
}

fn quit(mut terminal: Terminal) {
    terminal.type_keys("Q");
    assert!(terminal.wait_for_end().success());
    terminal.assert_given_back();
}

/// The files that were written.
fn sessions(home: &Home) -> Vec<PathBuf> {
    let folder = home.path().join("state/briefing/sessions");
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Filters by an actor and goes to the passage of one of its quotations; what is seen then.
fn go_somewhere(terminal: &Terminal) -> String {
    for key in ["j", "<Space>", "3", "j", "s", "<C-d>", "<C-l>"] {
        terminal.press(key);
    }
    seen(&terminal.screen())
}

/// A first run, and its screen with all verdicts.
fn begin(program: Program) -> (Terminal, String) {
    let terminal = run(program);
    terminal.wait_for_text("account");
    let screen = seen(&terminal.screen());
    (terminal, screen)
}

#[test]
fn a_briefing_comes_back_where_it_was_left() {
    let home = Arc::new(Home::new());
    let (terminal, first) = begin(program(&home));
    let left = go_somewhere(&terminal);
    assert_ne!(left, first);
    quit(terminal);
    assert_eq!(sessions(&home).len(), 1);
    quit(begin_at(&left, program(&home)));

    // Of a size where it looks otherwise, the same is there, and again in the first size.
    quit(run(program(&home).size(40, 12)));
    quit(begin_at(&left, program(&home)));
}

#[test]
fn a_view_comes_back_with_its_cell_and_how_it_is_set() {
    for keys in [
        "m G h l l l ( ,",
        "t , - - G l l",
        "p , , j j",
        "a j j j l l ( <Enter>",
        "w G k k",
        "i , j <Enter> j j",
        "x j j",
    ] {
        let home = Arc::new(Home::new());
        let (terminal, first) = begin(program(&home));
        for key in keys.split_whitespace().chain(["<C-l>"]) {
            terminal.press(key);
        }
        let left = seen(&terminal.screen());
        assert_ne!(left, first);
        quit(terminal);
        quit(begin_at(&left, program(&home)));
    }
}

#[test]
fn a_view_of_which_the_cell_is_gone_begins_beside_it() {
    let home = Arc::new(Home::new());
    let file = home.path().join("one.toml");
    let issue = |id: &str| {
        format!(
            "[[issues]]\nid = \"{id}\"\ntitle = \"On {id}\"\nquestion = \"Yes?\"\n\
             [[positions]]\nissue = \"{id}\"\nactor = \"b\"\nstance = \"support\"\n"
        )
    };
    let head = "format = 1\ntitle = \"One\"\nas_of = \"2025-01-01\"\n\
        [[actors]]\nid = \"a\"\nname = \"Ann\"\nkind = \"person\"\n\
        [[actors]]\nid = \"b\"\nname = \"Bob\"\nkind = \"person\"\n\
        [[positions]]\nissue = \"war\"\nactor = \"a\"\nstance = \"oppose\"\n";
    fs::write(&file, format!("{head}{}{}", issue("war"), issue("peace"))).unwrap();
    let terminal = run(program(&home).arg(&file));
    for key in ["m", "j", "l", "l"] {
        terminal.press(key);
    }
    terminal.wait_for_text("on On peace");
    quit(terminal);

    // The issue is gone: of the cell, the actor is left.
    fs::write(&file, format!("{head}{}", issue("war"))).unwrap();
    let terminal = run(program(&home).arg(&file));
    let shown = terminal.screen().contents();
    assert!(
        shown.contains("Positions") && !shown.contains("peace"),
        "{shown}"
    );
    // What is behind it is all that Bob holds.
    assert!(
        shown.contains("Bob") && !shown.contains("on On war"),
        "{shown}"
    );
    terminal.press("l");
    terminal.wait_for_text("on On war");
    quit(terminal);

    // Nobody holds anything any more.
    let (none, _) = head.split_once("[[positions]]").unwrap();
    fs::write(&file, none).unwrap();
    let terminal = run(program(&home).arg(&file));
    terminal.wait_for_text("nobody holds a position in this briefing");
    quit(terminal);
}

#[test]
fn a_signal_loses_no_place() {
    for signal in ["TERM", "HUP"] {
        let home = Arc::new(Home::new());
        let mut terminal = run(program(&home));
        let left = go_somewhere(&terminal);
        terminal.signal(signal);
        terminal.wait_for_end();
        quit(begin_at(&left, program(&home)));
    }
}

#[test]
fn a_signal_while_an_editor_has_the_terminal_loses_no_place() {
    for signal in ["TERM", "HUP"] {
        let home = Arc::new(Home::new());
        let package = concat!(env!("CARGO_MANIFEST_DIR"), "/briefings");
        let mut copy = Command::new("cp");
        copy.arg("-r").arg(package).arg(home.path());
        assert!(copy.status().unwrap().success());
        let mut terminal = run(program(&home).env("EDITOR", "sh -c 'echo ready; read -r line'"));
        let left = go_somewhere(&terminal);
        terminal.type_keys("v");
        terminal.wait_for("the editor", |screen| {
            screen.contents().contains("ready") && !screen.alternate_screen()
        });
        terminal.signal(signal);
        wait_until("the reader's end", || terminal.has_ended());
        quit(begin_at(&left, program(&home)));
    }
}

#[test]
fn a_start_that_is_to_be_fresh_neither_reads_nor_writes() {
    let home = Arc::new(Home::new());
    let (terminal, first) = begin(program(&home).arg("--fresh"));
    let left = go_somewhere(&terminal);
    quit(terminal);
    assert_eq!(sessions(&home), [""; 0].map(PathBuf::from));

    let terminal = begin_at(&first, program(&home));
    go_somewhere(&terminal);
    quit(terminal);
    let written = fs::read(&sessions(&home)[0]).unwrap();
    quit(begin_at(&first, program(&home).arg("--fresh")));
    assert_eq!(fs::read(&sessions(&home)[0]).unwrap(), written);

    home.configure("config.toml", "session = false\n");
    quit(begin_at(&first, program(&home)));
    assert_eq!(fs::read(&sessions(&home)[0]).unwrap(), written);
    home.configure("config.toml", "");
    quit(begin_at(&left, program(&home)));
}

/// A run that comes to a screen by itself.
fn begin_at(screen: &str, program: Program) -> Terminal {
    let terminal = program.start();
    terminal.wait_for(&format!("this screen:\n{screen}"), |is| seen(is) == screen);
    terminal
}

#[test]
fn a_damaged_file_counts_as_not_there() {
    let home = Arc::new(Home::new());
    let (terminal, first) = begin(program(&home));
    go_somewhere(&terminal);
    quit(terminal);
    let file = sessions(&home).remove(0);
    let whole = fs::read(&file).unwrap();
    let mut noise = whole.clone();
    noise[20] = 0xff;
    for damaged in [&whole[..whole.len() / 2], &noise, b"", b"\x1b[31m"] {
        fs::write(&file, damaged).unwrap();
        quit(begin_at(&first, program(&home)));
        assert!(fs::read(&file).unwrap().starts_with(b"{\"version\""));
    }
}

#[test]
fn a_log_names_commands_and_nothing_that_is_typed() {
    let home = Arc::new(Home::new());
    let (terminal, _) = begin(program(&home).arg("--log").arg("log"));
    terminal.press("3");
    terminal.type_keys("/xyzzy");
    terminal.wait_for_text("xyzzy");
    terminal.press("<Enter>");
    terminal.press("J");
    terminal.type_keys(":zoom <Enter>");
    quit(terminal);
    let log = fs::read_to_string(home.path().join("log")).unwrap();
    for words in [
        "load",
        "verify",
        "command=\"quotes\"",
        "command=\"commands\"",
        "command=\"zoom\"",
        "effect=\"remember\"",
        "time.busy",
    ] {
        assert!(log.contains(words), "{words}: {log}");
    }
    for words in ["xyzzy", "Putin", "\u{1b}"] {
        assert!(!log.contains(words), "{words}: {log}");
    }
}

/// A briefing of three events.
fn write(folder: &Path, name: &str, day: u32) {
    let events = (1..=3).map(|n| {
        format!(
            "[[events]]\nid = \"e{n}\"\nwhen = \"2025-11-0{n}\"\ntitle = \"{name} number {n}\"\n"
        )
    });
    let events: String = events.collect();
    let head = format!("format = 1\ntitle = \"{name}\"\nas_of = \"2025-12-0{day}\"\n");
    fs::write(folder.join(format!("{name}.toml")), head + &events).unwrap();
}

#[test]
fn each_briefing_has_a_place_of_its_own() {
    let home = Arc::new(Home::new());
    let folder = home.path().join("desk");
    fs::create_dir(&folder).unwrap();
    write(&folder, "newer", 2);
    write(&folder, "older", 1);
    let at = |path: &str| program(&home).arg(folder.join(path));
    let terminal = run(at(""));
    for key in ["4", "j", "J", "4", "j", "j", "<C-l>"] {
        terminal.press(key);
    }
    let older = seen(&terminal.screen());
    assert!(older.contains("older number 3"), "{older}");
    quit(terminal);
    assert_eq!(sessions(&home).len(), 2);

    // The one that was left last, where it was left; and the other where that was.
    let terminal = begin_at(&older, at(""));
    terminal.press("K");
    terminal.press("<Enter>");
    terminal.wait_for("the second event", |screen| {
        let shown = screen.contents();
        shown.contains("newer number 2") && !shown.contains("older number")
    });
    quit(terminal);

    // What is no longer in the file is left out, and the file is known by any path to it.
    let path = folder.join("newer.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(
        &path,
        text.replace("e2", "other")
            .replace("number 2", "of another kind"),
    )
    .unwrap();
    let terminal = run(at("../desk/newer.toml"));
    assert!(terminal.screen().contents().contains("newer number 1"));
    quit(terminal);
    assert_eq!(sessions(&home).len(), 2);
}

#[test]
fn a_saved_filter_is_there_in_every_later_run() {
    let home = Arc::new(Home::new());
    let fresh = || program(&home).arg("--fresh");
    let file = home.path().join("state/briefing/filters.json");
    let (mut terminal, first) = begin(fresh());
    for key in ["j", "<Space>", "!"] {
        terminal.press(key);
    }
    let ticked = rows_of_lists(&terminal.screen());
    terminal.press("'");
    terminal.wait_for_text("save the filter in force as");
    terminal.press("<Enter>");
    terminal.wait_for_text("save as");
    terminal.press("mine");
    // Whoever quits at once has saved it all the same.
    terminal.type_keys("<Enter> Q");
    assert!(terminal.wait_for_end().success());
    assert!(file.is_file());

    let terminal = begin_at(&first, fresh());
    terminal.press("'");
    // The list opens at once, and its rows come when they are read.
    terminal.wait_for_text("mine  actor:");
    terminal.press("<Enter>");
    terminal.wait_for("the same rows", |screen| rows_of_lists(screen) == ticked);
    // All of it is one change.
    terminal.press("u");
    terminal.wait_for_text("no filter");

    terminal.press("'");
    // The list opens at once, and its rows come when they are read.
    terminal.wait_for_text("mine  actor:");
    terminal.press("<C-d>");
    terminal.wait_for_text("the filter \"mine\" is deleted");
    quit_list(terminal);
    assert!(!fs::read_to_string(&file).unwrap().contains("mine"));

    // A damaged file is told, and stays as it is where nothing is saved.
    fs::write(&file, b"\x1b[31m").unwrap();
    let terminal = begin_at(&first, fresh());
    terminal.press("'");
    terminal.wait_for_text("cannot be read");
    quit_list(terminal);
    assert_eq!(fs::read(&file).unwrap(), b"\x1b[31m");
}

fn quit_list(terminal: Terminal) {
    terminal.press("<Esc>");
    // Another key that comes with the escape would be an Alt key.
    terminal.wait_for_text("q quit");
    quit(terminal);
}

/// How many records of each list are left, as the headings of the lists say.
fn rows_of_lists(screen: &Screen) -> Vec<String> {
    let shown = screen.contents();
    let words = shown.split_whitespace().map(str::to_owned);
    let count =
        |word: &String| word.contains('/') && word.starts_with(|c: char| c.is_ascii_digit());
    words.filter(count).collect()
}
