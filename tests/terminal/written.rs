//! What is written to the terminal: nothing that is not needed, and nothing that does harm.

use std::path::Path;
use std::process::Command;
use std::thread;
use std::time::Duration;

use super::terminal::{Terminal, wait_until};
use super::{
    MOSCOW, folder, follow_one_another, hostile, marked, process, program, reader, started,
};

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
    // Within a second, the allocator wakes up once more to give back what is free.
    wait_until("threads that all sleep", || {
        thread::sleep(Duration::from_millis(1_500));
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
fn the_screen_is_wiped_only_within_a_frame() {
    let folder = folder();
    let terminal = reader(&folder);
    terminal.press("<C-l> j <C-l>");
    for (columns, rows) in [(80, 24), (100, 30)] {
        let frames = terminal.frames();
        terminal.resize(columns, rows);
        terminal.wait_for_frame("a frame of that size", frames);
    }
    let raw = terminal.raw();
    let (mut drawing, mut wiped) = (false, Vec::new());
    for sequence in sequences(&raw) {
        match (sequence.parameters, sequence.last) {
            ("?2026", last) => drawing = last == 'h',
            ("2", 'J') => wiped.push(drawing),
            _ => {}
        }
    }
    // Once before the first frame: whatever stood there is not to be seen while that is made.
    assert_eq!(wiped.first(), Some(&false));
    assert!(wiped.len() > 4, "{wiped:?}");
    assert!(wiped.iter().skip(1).all(|&drawing| drawing), "{wiped:?}");
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
