//! Somebody writes a briefing in an editor while it is read: the program in a real
//! pseudo-terminal, files changed as editors change them.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says so when something is not there"
)]

#[path = "support/terminal.rs"]
mod terminal;

use std::fs::{self, File};
use std::io::Write;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use terminal::home::Home;
use terminal::{Program, Screen, Terminal};
use vt100::MouseProtocolMode;

/// A briefing of three events.
fn briefing(title: &str) -> String {
    let events = (1..=3).map(|n| {
        format!(
            "[[events]]\nid = \"e{n}\"\nwhen = \"2025-11-0{n}\"\ntitle = \"Event number {n}\"\n"
        )
    });
    let events: String = events.collect();
    format!("format = 1\ntitle = \"{title}\"\nas_of = \"2025-12-02\"\n{events}")
}

/// What an editor opens and what the reader opens, in a folder of their own.
struct Desk {
    folder: TempDir,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("desk")).unwrap();
        let desk = Self { folder };
        desk.write("a.toml", &briefing("Before"));
        desk
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join("desk").join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).unwrap();
    }

    /// The reader of a file or of the folder, with the second event selected.
    fn read(&self, name: &str) -> Terminal {
        let terminal = Program::new(env!("CARGO_BIN_EXE_briefing"), self.folder.path())
            .arg(self.path(name))
            .start();
        terminal.wait_for_text("Before");
        terminal.press("4 g j");
        terminal
    }
}

fn shows_with_the_second_event(terminal: &Terminal, title: &str) {
    terminal.wait_for(title, |screen| {
        screen.contents().contains(title) && selected(screen).contains("Event number 2")
    });
}

fn selected(screen: &Screen) -> String {
    let (row, _) = screen.cursor_position();
    let columns = screen.size().1.get();
    screen.rows(0, columns).nth(row.into()).unwrap_or_default()
}

/// A way of saving a file, by the name of who saves so.
type Save = fn(&Path, &str);

const WAYS: &[(&str, Save)] = &[
    ("in place", |path, text| fs::write(path, text).unwrap()),
    ("emptied, and written a moment later", |path, text| {
        let mut file = File::create(path).unwrap();
        thread::sleep(Duration::from_millis(120));
        file.write_all(text.as_bytes()).unwrap();
    }),
    ("piece by piece", |path, text| {
        let mut file = File::create(path).unwrap();
        for piece in text.as_bytes().chunks(40) {
            file.write_all(piece).unwrap();
            thread::sleep(Duration::from_millis(10));
        }
    }),
    ("another file in its place", |path, text| {
        let beside = path.with_extension("tmp");
        fs::write(&beside, text).unwrap();
        fs::rename(&beside, path).unwrap();
    }),
    (
        "the old one as a backup, the new one written",
        |path, text| {
            let backup = path.with_extension("toml~");
            fs::write(path.with_file_name("4913"), "").unwrap();
            fs::remove_file(path.with_file_name("4913")).unwrap();
            fs::rename(path, &backup).unwrap();
            fs::write(path, text).unwrap();
            fs::remove_file(&backup).unwrap();
        },
    ),
    ("removed and made anew", |path, text| {
        fs::remove_file(path).unwrap();
        thread::sleep(Duration::from_millis(150));
        fs::write(path, text).unwrap();
    }),
    ("by way of a hidden file of its own", |path, text| {
        let hidden = path.with_file_name(".a.toml.swp");
        fs::write(&hidden, "swap").unwrap();
        fs::write(path, text).unwrap();
        fs::remove_file(&hidden).unwrap();
    }),
];

#[test]
fn a_save_shows_at_once_however_an_editor_saves() {
    for opened in ["a.toml", ""] {
        let desk = Desk::new();
        let terminal = desk.read(opened);
        for (n, (_, save)) in WAYS.iter().enumerate() {
            let title = format!("Version {n}");
            save(&desk.path("a.toml"), &briefing(&title));
            shows_with_the_second_event(&terminal, &title);
        }
        // And once more, now that everything in the folder is another than it was.
        desk.write("a.toml", &briefing("The last one"));
        shows_with_the_second_event(&terminal, "The last one");
    }
}

#[test]
fn a_file_behind_links_is_seen_to_change() {
    let desk = Desk::new();
    let elsewhere = desk.folder.path().join("elsewhere");
    fs::create_dir(&elsewhere).unwrap();
    fs::rename(desk.path("a.toml"), elsewhere.join("real.toml")).unwrap();
    symlink("../elsewhere/real.toml", desk.path("a.toml")).unwrap();
    let terminal = desk.read("a.toml");
    for (n, (_, save)) in WAYS.iter().enumerate() {
        let title = format!("Version {n}");
        save(&elsewhere.join("real.toml"), &briefing(&title));
        shows_with_the_second_event(&terminal, &title);
    }
    // The link itself is set to something else.
    fs::write(elsewhere.join("other.toml"), briefing("Other")).unwrap();
    symlink("../elsewhere/other.toml", desk.path("new")).unwrap();
    fs::rename(desk.path("new"), desk.path("a.toml")).unwrap();
    shows_with_the_second_event(&terminal, "Other");
}

#[test]
fn a_save_that_breaks_the_file_leaves_the_last_good_version() {
    let desk = Desk::new();
    let terminal = desk.read("a.toml");
    let broken = briefing("Broken").replace("2025-11-03", "2025-11-33");
    desk.write("a.toml", &broken);
    terminal.wait_for("the fault, and what there was", |screen| {
        let shown = screen.contents();
        shown.contains("file has 1 fault")
            && shown.contains("showing the last good version")
            && shown.contains("Before")
            && selected(screen).contains("Event number 2")
    });
    terminal.press("D");
    terminal.wait_for_text("2025-11-33");
    // It stays as long as the file is broken, whatever else is saved.
    desk.write("a.toml", "format = ");
    terminal.wait_for_text("B001");
    terminal.press("q");
    terminal.wait_for_text("Before");
    desk.write("a.toml", &briefing("Mended"));
    shows_with_the_second_event(&terminal, "Mended");
    terminal.wait_for("no more faults", |screen| {
        !screen.contents().contains("last good version")
    });
}

#[test]
fn files_and_folders_come_and_go() {
    let desk = Desk::new();
    let terminal = desk.read("");
    desk.write("b.toml", &briefing("Another"));
    terminal.wait_for_text("briefing 2/2");
    fs::create_dir_all(desk.path("new/folder")).unwrap();
    fs::write(desk.path("new/folder/c.toml"), briefing("A third")).unwrap();
    terminal.wait_for_text("/3");
    fs::write(desk.path("new/folder/c.toml"), briefing("The third")).unwrap();
    terminal.press("B");
    terminal.wait_for_text("The third");
    terminal.press("q");
    fs::rename(desk.path("new"), desk.folder.path().join("away")).unwrap();
    terminal.wait_for_text("/2");
    fs::remove_file(desk.path("b.toml")).unwrap();
    shows_with_the_second_event(&terminal, "Before");
    terminal.wait_for("one briefing", |screen| !screen.contents().contains("/2"));
    // The one that is read stays.
    fs::remove_file(desk.path("a.toml")).unwrap();
    terminal.wait_for_text("file is gone");
    shows_with_the_second_event(&terminal, "Before");
    desk.write("a.toml", &briefing("Back again"));
    shows_with_the_second_event(&terminal, "Back again");
}

#[test]
fn a_stored_text_that_is_saved_is_checked_again() {
    let desk = Desk::new();
    let source = "[[actors]]\nid = \"a\"\nname = \"Somebody\"\nkind = \"person\"\n\
        [[quotes]]\nid = \"q\"\nspeaker = \"a\"\ntext = \"some words\"\nsource = \"s\"\n\
        [[sources]]\nid = \"s\"\ntitle = \"S\"\nkind = \"post\"\ntext_file = \"s.md\"\n";
    desk.write("s.md", "Here are some words.");
    desk.write("a.toml", &(briefing("Before") + source));
    let terminal = desk.read("a.toml");
    terminal.press("3");
    terminal.wait_for_text("verbatim");
    desk.write("s.md", "Here is something else.");
    terminal.wait_for_text("missing");
}

// ── The configuration ────────────────────────────────────────────────────────────────────────────

/// A reader at a home, whose `config.toml` is this at first.
fn configured(desk: &Desk, home: &Arc<Home>, config: &str) -> Terminal {
    home.configure("config.toml", config);
    let terminal = Program::new(env!("CARGO_BIN_EXE_briefing"), desk.folder.path())
        .at_home(home)
        .env("EDITOR", "sed -i s/asci/ascii/")
        .arg(desk.path("a.toml"))
        .start();
    terminal.wait_for_text("? help");
    terminal
}

#[test]
fn settings_that_are_saved_are_in_force_at_once_and_faulty_ones_leave_the_last_good() {
    let (desk, home) = (Desk::new(), Arc::new(Home::new()));
    let terminal = configured(&desk, &home, "");
    terminal.wait_for_text("┌");
    home.configure("config.toml", "glyphs = \"ascii\"\n");
    terminal.wait_for("lines in ASCII", |screen| !screen.contents().contains('┌'));
    home.configure("keymap.toml", "[keys.anywhere]\nhelp = [\"x\"]\n");
    terminal.wait_for_text("keymap.toml read again");
    terminal.type_keys("x");
    terminal.wait_for_text("one row or link down");
    terminal.type_keys("x");
    home.configure("config.toml", "glyphs = 1\n");
    terminal.wait_for_text("config.toml has 1 fault: D shows it");
    assert!(!terminal.screen().contents().contains('┌'));
    terminal.type_keys("D");
    terminal.wait_for_text("C012");
    assert_eq!(mouse(&terminal), MouseProtocolMode::None);
    home.configure(
        "config.toml",
        "mouse = true\nglyphs = \"unicode\"\ntheme = \"mine\"\n",
    );
    terminal.wait_for_text("there is no theme of this name");
    // The folder of themes was not there when the reader began.
    home.configure(
        "themes/mine.toml",
        "inherits = \"mono\"\nstyles.title = { fg = \"#010203\" }\n",
    );
    terminal.wait_for("the theme, and lines that are none of ASCII", |screen| {
        let title = screen.cell(0, 1).expect("the title's first letter");
        title.fgcolor() == vt100::Color::Rgb(1, 2, 3) && screen.contents().contains('┌')
    });
    assert_ne!(mouse(&terminal), MouseProtocolMode::None);
}

fn mouse(terminal: &Terminal) -> MouseProtocolMode {
    terminal.screen().mouse_protocol_mode()
}

#[test]
fn settings_are_read_again_when_asked_for_and_after_the_editor() {
    let (desk, home) = (Desk::new(), Arc::new(Home::new()));
    let terminal = configured(&desk, &home, "watch = false\n");
    home.configure("config.toml", "watch = false\nglyphs = \"asci\"\n");
    terminal.type_keys("R");
    terminal.wait_for_text("config.toml has 1 fault: D shows it");
    terminal.type_keys("D");
    terminal.wait_for_text("unknown word");
    terminal.type_keys("v");
    terminal.wait_for("lines in ASCII", |screen| {
        screen.alternate_screen() && !screen.contents().contains('┌')
    });
}
