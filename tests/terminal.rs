//! The reader as people meet it: the program itself, in a real pseudo-terminal.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test says so when something is not there"
)]

#[path = "support/hostile.rs"]
mod hostile;
#[path = "support/process.rs"]
mod process;
#[path = "support/terminal.rs"]
mod terminal;

use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;
use terminal::home::Home;
use terminal::{Program, Screen, Terminal, framed, wait_until};
use vt100::Color;

/// A briefing that comes with the program.
const MOSCOW: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/briefings/witkoff-moscow-2025.toml"
);
const TITLE: &str = "Witkoff in Moscow";

fn program(folder: &TempDir) -> Program {
    Program::new(env!("CARGO_BIN_EXE_briefing"), folder.path())
}

/// The reader with the Moscow briefing on the screen.
fn reader(folder: &TempDir) -> Terminal {
    let terminal = started(program(folder).arg(MOSCOW));
    // The verdicts come a moment after the first frame, and in a frame of their own.
    terminal.wait_for_text("account");
    terminal
}

fn started(program: Program) -> Terminal {
    let terminal = program.start();
    terminal.wait_for_text(TITLE);
    terminal
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

// ── Opening ──────────────────────────────────────────────────────────────────────────────────────

#[test]
fn in_an_empty_folder_the_bundled_briefings_are_opened() {
    let folder = folder();
    let terminal = started(program(&folder));
    terminal.wait_for_text("Vladimir Putin");
    terminal.wait_for_text("Territory");
    terminal.assert_taken();
}

#[test]
fn the_folder_briefings_comes_before_the_bundled_ones() {
    let folder = folder();
    let briefings = folder.path().join("briefings");
    fs::create_dir(&briefings).unwrap();
    let text = "format = 1\ntitle = \"Only this one\"\nas_of = \"2025-12-02\"\n";
    fs::write(briefings.join("one.toml"), text).unwrap();
    let terminal = program(&folder).start();
    terminal.wait_for_text("Only this one");
    let shown = terminal.screen().contents();
    assert!(!shown.contains(TITLE), "{shown}");
}

#[test]
fn a_file_that_is_not_there_leaves_the_terminal_alone() {
    let folder = folder();
    let mut terminal = program(&folder).arg("nowhere.toml").start();
    assert_eq!(terminal.wait_for_end().code(), Some(2));
    terminal.assert_given_back();
    terminal.wait_for_text("nowhere.toml");
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(!raw.contains('\x1b'), "{raw:?}");
}

#[test]
fn nothing_that_stood_on_the_screen_shines_through() {
    let folder = folder();
    let terminal = reader(&folder);
    let raw = String::from_utf8(terminal.raw()).unwrap();
    // Not every terminal has a second screen, which would be empty by itself.
    assert!(raw.contains("\x1b[?1049h\x1b[2J"), "{raw:?}");
}

#[test]
fn input_from_elsewhere_does_not_matter() {
    let folder = folder();
    let terminal = Program::new("sh", folder.path())
        .arg("-c")
        .arg("exec \"$0\" \"$1\" < /dev/null")
        .arg(env!("CARGO_BIN_EXE_briefing"))
        .arg(MOSCOW);
    let mut terminal = started(terminal);
    terminal.type_keys("q");
    assert_eq!(terminal.wait_for_end().code(), Some(0));
}

// ── Reading ──────────────────────────────────────────────────────────────────────────────────────

#[test]
fn a_ticked_actor_leaves_only_what_is_theirs() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.type_keys("1 /Vladimir <Enter> <Space> 3 z");
    terminal.wait_for("only Putin's quotes", |screen| {
        let shown = screen.contents();
        shown.contains("If they don’t withdraw") && !shown.contains("very productive and useful")
    });
    let shown = terminal.screen().contents();
    assert!(!shown.contains("Marco Rubio"), "{shown}");
    terminal.type_keys("F");
    terminal.wait_for_text("very productive and useful");
}

#[test]
fn a_quotation_is_one_key_from_its_source_and_one_from_where_it_was() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("3 / withdraw <Enter> <Esc>");
    let before = terminal.screen();
    terminal.type_keys("s");
    terminal.wait_for("the words, marked", |screen| {
        follow_one_another(
            &marked(screen),
            "If they don’t withdraw, we will achieve this by force",
        )
    });
    let shown = terminal.screen().contents();
    assert!(shown.contains("he warned"), "nothing around it:\n{shown}");
    terminal.type_keys("H");
    terminal.wait_for("the same row again", |screen| {
        screen.contents() == before.contents()
            && screen.cursor_position() == before.cursor_position()
    });
}

/// The words on the screen that stand out: on a colour, or reversed.
fn marked(screen: &Screen) -> String {
    let (rows, columns) = screen.size();
    let mut marked = String::new();
    for row in 0..rows.get() {
        for column in 0..columns.get() {
            let cell = screen.cell(row, column).unwrap();
            if cell.inverse() || cell.bgcolor() != Color::Default {
                marked.push_str(cell.contents());
            } else if !marked.ends_with(' ') {
                marked.push(' ');
            }
        }
    }
    marked
}

/// Whether the words stand in a text in this order, whatever stands between them.
fn follow_one_another(text: &str, words: &str) -> bool {
    let mut text = text.split_whitespace();
    words
        .split_whitespace()
        .all(|word| text.any(|one| one.contains(word)))
}

#[test]
fn pasted_text_is_text_and_no_keys() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.send(b"\x1b[200~qQ\x03\x1b[201~");
    // An escape is a key of its own only where nothing more is there yet to be read: what comes next
    // is sent when the answer is seen.
    terminal.type_keys("?");
    terminal.wait_for_text("one row or link down");
    terminal.type_keys("<Esc>");
    terminal.wait_for("the lists again", |screen| {
        !screen.contents().contains("one row or link down")
    });
    terminal.type_keys("/");
    terminal.send("\x1b[200~withdraw,\r\n\twe\x07 will\x1b[201~".as_bytes());
    terminal.wait_for_text("withdraw,  we<U+0007> will");
}

#[test]
fn keys_that_come_faster_than_frames_are_all_heeded() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("4 j j j j j j j j");
    let eight_down = terminal.screen();
    terminal.press("k k k k");
    terminal.type_keys(&("jk".repeat(400) + "jjjj"));
    terminal.wait_for("the ninth row", |screen| {
        screen.cursor_position() == eight_down.cursor_position()
            && screen.contents() == eight_down.contents()
    });
    let long = (0..30).map(|n| format!("{n:03}")).collect::<Vec<_>>();
    let long = long.concat();
    terminal.type_keys(&format!("/{long}"));
    terminal.wait_for_text(&long);
}

// ── Sizes ────────────────────────────────────────────────────────────────────────────────────────

#[test]
fn the_window_can_be_made_smaller_and_larger() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("1 / Vladimir <Enter> <Esc>");
    for (columns, rows) in [(40, 12), (80, 24), (1, 1), (200, 60), (3, 40), (120, 2)] {
        let frames = terminal.frames();
        terminal.resize(columns, rows);
        terminal.wait_for_frame("a frame of that size", frames);
        if columns >= 40 && rows >= 12 {
            terminal.wait_for_text("Vladimir Putin");
        }
    }
    let frames = terminal.frames();
    terminal.resize(120, 36);
    terminal.wait_for_frame("a frame of that size", frames);
    terminal.wait_for_text(TITLE);
    let screen = terminal.screen();
    assert!(
        row_of_cursor(&screen).contains("Vladimir Putin"),
        "another row is selected:\n{}",
        framed(&screen)
    );
    // Nothing of the other sizes is left: drawn anew, the screen is the same.
    terminal.press("<C-l>");
    assert_eq!(terminal.screen().contents(), screen.contents());
}

#[test]
fn a_key_and_a_new_size_at_once_are_both_heeded() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("3 g");
    for n in 0..20 {
        let (row, _) = terminal.screen().cursor_position();
        let key = if n % 2 == 0 { "j" } else { "k" };
        let columns = 110 + n;
        if n % 3 == 0 {
            terminal.type_keys(key);
            terminal.resize(columns, 36);
        } else {
            terminal.resize(columns, 36);
            terminal.type_keys(key);
        }
        terminal.wait_for("the next row, in a frame of that width", |screen| {
            let corner = screen
                .rows(columns - 3, 3)
                .any(|end| !end.trim().is_empty());
            screen.cursor_position().0 != row && corner
        });
    }
}

fn row_of_cursor(screen: &Screen) -> String {
    let (row, _) = screen.cursor_position();
    let columns = screen.size().1.get();
    screen.rows(0, columns).nth(row.into()).unwrap_or_default()
}

// ── Giving the terminal back ─────────────────────────────────────────────────────────────────────

#[test]
fn q_and_its_relatives_quit() {
    for key in ["q", "Q", "<C-c>"] {
        let folder = folder();
        let mut terminal = reader(&folder);
        terminal.type_keys(key);
        assert_eq!(terminal.wait_for_end().code(), Some(0), "{key}");
        terminal.assert_given_back();
    }
}

#[test]
fn a_signal_ends_the_reader_by_its_own_means() {
    for (name, number) in [("TERM", 15), ("HUP", 1), ("INT", 2)] {
        let folder = folder();
        let mut terminal = reader(&folder);
        terminal.signal(name);
        assert_eq!(terminal.wait_for_end().signal(), Some(number), "{name}");
        terminal.assert_given_back();
    }
}

#[test]
fn a_hung_up_terminal_ends_the_reader() {
    let folder = folder();
    let mut terminal = reader(&folder);
    terminal.hang_up();
    assert_eq!(terminal.wait_for_end().signal(), Some(1));
}

#[test]
fn a_hung_up_terminal_ends_the_reader_where_no_signal_says_so() {
    let folder = folder();
    let mut terminal = started(program(&folder).arg(MOSCOW).without_control());
    terminal.hang_up();
    assert_eq!(terminal.wait_for_end().signal(), Some(1));
}

#[test]
#[cfg(debug_assertions)]
fn a_panic_gives_the_terminal_back_and_says_where() {
    let folder = folder();
    let mut terminal = started(program(&folder).arg(MOSCOW).arg("--panic-at").arg("X"));
    terminal.press("j");
    terminal.type_keys("X");
    assert_eq!(terminal.wait_for_end().code(), Some(101));
    terminal.assert_given_back();
    terminal.wait_for_text("panicked at src/tui/run.rs:");
    terminal.wait_for_text("X was pressed");
}

// ── What is written ──────────────────────────────────────────────────────────────────────────────

#[test]
fn nothing_happens_while_nothing_happens() {
    let folder = folder();
    // Files of its own: those of the package are read by other tests, and that is noticed.
    let package = Path::new(MOSCOW).parent().unwrap();
    let mut copy = Command::new("cp");
    copy.arg("-r").arg(package).arg(folder.path());
    assert!(copy.status().unwrap().success());
    let terminal = started(program(&folder).arg("briefings"));
    terminal.press("3 j");
    let mut wakes_before = 0;
    wait_until("threads that all sleep", || {
        thread::sleep(Duration::from_millis(400));
        let before = std::mem::replace(&mut wakes_before, process::wakes(terminal.pid()));
        before == wakes_before
    });
    let (written, ticks_before) = (terminal.written(), process::ticks(terminal.pid()));
    thread::sleep(Duration::from_secs(2));
    assert_eq!(terminal.written(), written, "something was written");
    assert_eq!(
        process::ticks(terminal.pid()),
        ticks_before,
        "time was used"
    );
    assert_eq!(
        process::wakes(terminal.pid()),
        wakes_before,
        "a thread woke up"
    );
}

#[test]
fn no_colour_means_none() {
    let folder = folder();
    let terminal = started(program(&folder).arg(MOSCOW).env("NO_COLOR", "1"));
    press_everything(&terminal);
    for sequence in sequences(&terminal.raw()) {
        for number in sequence.select_graphic_rendition() {
            assert!(
                !matches!(number, 30..=38 | 40..=48 | 58 | 90..=97 | 100..=107),
                "{sequence:?} sets a colour"
            );
        }
    }
    let colourful = reader(&folder);
    press_everything(&colourful);
    let raw = colourful.raw();
    let mut numbers = sequences(&raw).flat_map(|one| one.select_graphic_rendition());
    assert!(numbers.any(|number| matches!(number, 30..=38)));
}

#[test]
fn a_theme_that_is_asked_for_has_its_colours() {
    let folder = folder();
    let program = program(&folder).arg(MOSCOW).env("NO_COLOR", "1");
    let terminal = started(program.arg("--theme").arg("dark"));
    terminal.press("3");
    let raw = terminal.raw();
    let mut numbers = sequences(&raw).flat_map(|one| one.select_graphic_rendition());
    assert!(numbers.any(|number| number == 38));
}

#[test]
fn without_colours_the_marked_words_still_stand_out() {
    let folder = folder();
    let terminal = started(program(&folder).arg(MOSCOW).env("NO_COLOR", "1"));
    terminal.press("3 / withdraw <Enter> <Esc>");
    terminal.type_keys("s");
    terminal.wait_for("the words, marked", |screen| {
        follow_one_another(
            &marked(screen),
            "If they don’t withdraw, we will achieve this by force",
        )
    });
}

#[test]
fn the_linux_console_gets_signs_it_can_show() {
    const SIGNS: [char; 8] = ['●', '○', '◐', '◆', '■', '▲', '▼', '▌'];
    let folder = folder();
    let signs = |terminal: &Terminal| {
        press_everything(terminal);
        let raw = String::from_utf8(terminal.raw()).unwrap();
        SIGNS.map(|sign| raw.contains(sign))
    };
    let console = started(program(&folder).arg(MOSCOW).env("TERM", "linux"));
    assert_eq!(signs(&console), [false; SIGNS.len()]);
    let other = reader(&folder);
    assert!(signs(&other).contains(&true));
}

#[test]
fn a_harmful_briefing_does_no_harm() {
    let folder = folder();
    let path = hostile::write(folder.path());
    // The folder, so that the file that cannot be read is there too.
    let terminal = program(&folder).arg(folder.path()).start();
    terminal.wait_for_text("<U+001B>[2J");
    terminal.press("D G x");
    terminal.wait_for_text("broken<U+001B>[31m");
    terminal.press("<Esc>");
    press_everything(&terminal);
    terminal.resize(40, 12);
    press_everything(&terminal);
    terminal.resize(80, 24);
    press_everything(&terminal);
    assert_harmless(&terminal.raw());

    let mut terminal = program(&folder).arg(path.with_extension("no")).start();
    terminal.wait_for_end();
    let raw = String::from_utf8(terminal.raw()).unwrap();
    let harm = hostile::harmful_characters(&raw, &['\r', '\n']);
    assert!(harm.is_empty(), "{harm:?}");
}

/// Goes everywhere: every pane, its details, their sources, the links in them, every overlay.
fn press_everything(terminal: &Terminal) {
    for pane in ["1", "2", "3", "4"] {
        terminal.press(pane);
        terminal.press("j k <Enter> j <Enter> H s ] n <Space> b e e <Enter> z z G g q");
        terminal.press(pane);
        terminal.press("<Space> <Space> & @ s H G <Enter> s <Esc> <Esc>");
        terminal.press(pane);
    }
    terminal.press("0 G H H H F ? G g <Esc> B j k <Esc> D G g <Esc> <Tab> <S-Tab> <C-l> R X");
    terminal.press("/ a <Enter> n N / z <C-u> <Esc> J <Enter> D <Esc> K");
}

/// One control sequence of the program's output.
#[derive(Debug)]
struct Sequence<'a> {
    parameters: &'a str,
    last: char,
}

impl Sequence<'_> {
    /// What it changes about the look of the characters after it.
    fn select_graphic_rendition(&self) -> Vec<u16> {
        if self.last != 'm' {
            return Vec::new();
        }
        let mut numbers = self.parameters.split(';');
        let mut found = Vec::new();
        while let Some(number) = numbers.next() {
            let number = number.parse().unwrap_or(0);
            found.push(number);
            // What follows is the colour itself.
            if matches!(number, 38 | 48 | 58) {
                let skip = if numbers.next() == Some("5") { 1 } else { 3 };
                let _ = numbers.by_ref().take(skip).count();
            }
        }
        found
    }
}

/// The control sequences of what a program wrote. Fails at anything else that is not text.
fn sequences(raw: &[u8]) -> impl Iterator<Item = Sequence<'_>> {
    let text = str::from_utf8(raw).expect("output in UTF-8");
    let mut parts = text.split('\x1b');
    let first = parts.next().unwrap_or_default();
    assert_text(first);
    parts.map(|part| {
        let sequence = part
            .strip_prefix('[')
            .unwrap_or_else(|| panic!("an escape that starts no control sequence: {part:?}"));
        let parameter = |c: char| c.is_ascii_digit() || matches!(c, ';' | ':' | '?');
        let end = sequence.find(|c| !parameter(c)).unwrap_or(sequence.len());
        let (parameters, rest) = sequence.split_at(end);
        let last = rest.chars().next().expect("a sequence with an end");
        assert_text(&rest[last.len_utf8()..]);
        Sequence { parameters, last }
    })
}

fn assert_text(text: &str) {
    let harm = hostile::harmful_characters(text, &[]);
    assert!(harm.is_empty(), "{harm:?} in {text:?}");
}

/// Fails unless the output consists of text and of what the program itself uses to draw.
fn assert_harmless(raw: &[u8]) {
    for sequence in sequences(raw) {
        let known = match (sequence.last, sequence.parameters) {
            // To a cell, and how the characters look.
            ('H' | 'm', parameters) => !parameters.contains('?'),
            // All of the screen, before it is drawn anew.
            ('J', "2") => true,
            // The other screen, bracketed paste, frames in one piece, the cursor.
            ('h' | 'l', "?1049" | "?2004" | "?2026" | "?25") => true,
            _ => false,
        };
        assert!(known, "{sequence:?}");
    }
}

// ── What its user sets ───────────────────────────────────────────────────────────────────────────

/// On a full disk, say.
#[test]
#[cfg(target_os = "linux")]
fn a_log_that_cannot_be_written_leaves_the_screen_alone() {
    let folder = folder();
    let terminal = started(program(&folder).arg("--log").arg("/dev/full"));
    terminal.press("3 j");
    let raw = String::from_utf8(terminal.raw()).unwrap();
    assert!(!raw.contains("No space left"), "{raw}");
}

#[test]
fn a_faulty_configuration_is_told_of_and_the_reader_opens() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    home.configure("config.toml", "muose = true\nsession = 1\n");
    let terminal = started(program(&folder).arg(MOSCOW).at_home(&home));
    terminal.wait_for_text("config.toml has 2 faults: D shows them");
    terminal.type_keys("D");
    terminal.wait_for_text("did you mean `mouse`?");
}

#[test]
fn what_is_to_be_opened_can_be_set() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    home.configure(
        "config.toml",
        &format!("paths = [{MOSCOW:?}]\nglyphs = \"ascii\"\n"),
    );
    let terminal = started(program(&folder).at_home(&home));
    assert!(!terminal.screen().contents().contains("●"));
}

#[test]
fn own_keys_work_and_are_shown() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    let keys = "[keys.anywhere]\nhelp = [\"x\"]\n[keys.panes]\nfaults = [\"C-t\"]\n";
    home.configure("keymap.toml", keys);
    home.configure("config.toml", "nothing = 1\n");
    let terminal = started(program(&folder).arg(MOSCOW).at_home(&home));
    terminal.wait_for_text("config.toml has 1 fault: C-t shows it");
    terminal.type_keys("?");
    terminal.wait_for_text("? does nothing here; x shows the keys");
    terminal.type_keys("<Esc>");
    terminal.wait_for_text("x help");
    terminal.type_keys("x");
    terminal.wait_for_text("one row or link down");
    terminal.type_keys("x <C-t>");
    terminal.wait_for_text("has no key `nothing`");
}

#[test]
fn a_theme_of_ones_own_is_on_the_screen() {
    let (folder, home) = (folder(), Arc::new(Home::new()));
    home.configure("config.toml", "theme = \"mine\"\n");
    home.configure(
        "themes/mine.toml",
        "inherits = \"mono\"\nstyles.title = { fg = \"#010203\" }\n",
    );
    let terminal = started(program(&folder).arg(MOSCOW).at_home(&home));
    let screen = terminal.screen();
    let title = screen.cell(0, 1).expect("the title's first letter");
    assert_eq!(title.contents(), "W");
    assert_eq!(title.fgcolor(), Color::Rgb(1, 2, 3));
}

// ── Searching ────────────────────────────────────────────────────────────────────────────────────

#[test]
fn everything_is_searched_while_one_types_and_what_is_found_is_opened() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.type_keys("S");
    terminal.wait_for_text("Search");
    terminal.type_keys("weightiest");
    terminal.wait_for_text("source");
    terminal.wait_for_text("as the weightiest attempt");
    terminal.press("<Enter>");
    terminal.wait_for_text("1/1");
    terminal.wait_for("the text of the source", |screen| {
        let text = screen.contents();
        text.contains("weightiest") && !text.contains("> weightiest")
    });
    terminal.type_keys("H");
    terminal.wait_for_text("> weightiest");
    terminal.press("<Esc>");
    terminal.wait_for("the briefing", |screen| {
        !screen.contents().contains("> weightiest")
    });
}
