//! The program in a real pseudo-terminal: how long a reader waits, and what waiting costs.
//!
//! `cargo bench --bench terminal` prints a table. Beside each measurement stands the floor: the same
//! measurement for a program that does nothing, in the same run, on the same machine.
//!
//! With `RECORDS` it measures a library of so many records instead, in many files and in few: while it
//! is read, while its words are searched, and when all is there.

#![allow(
    clippy::unwrap_used,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a benchmark may fail by panicking"
)]

#[cfg(target_os = "linux")]
#[path = "support/desk.rs"]
#[allow(dead_code, reason = "only a part of it is needed here")]
mod desk;
#[cfg(target_os = "linux")]
#[path = "../tests/support/process.rs"]
mod process;
#[cfg(target_os = "linux")]
#[path = "../tests/support/terminal.rs"]
mod terminal;

#[cfg(target_os = "linux")]
mod measure {
    use std::path::Path;
    use std::sync::Arc;
    use std::thread;
    use std::time::{Duration, Instant};

    use super::desk::Desk;
    use super::process;
    use super::terminal::home::Home;
    use super::terminal::{Program, Terminal, wait_until};

    const STARTS: usize = 40;
    const KEYS: usize = 120;
    /// How often each of some words is typed and taken back, letter by letter.
    const ROUNDS: usize = 5;
    const IDLE: Duration = Duration::from_secs(10);

    pub(super) fn all() {
        let folder = tempfile::tempdir().unwrap();
        println!(
            "{:<44} {:>5} {:>10} {:>10} {:>10} {:>8}",
            "", "runs", "median", "p95", "p99", "× floor"
        );
        let records = std::env::var("RECORDS").ok();
        if let Some(records) = records.and_then(|records| records.parse::<usize>().ok()) {
            for desk in Desk::SIZES {
                if desk.records() == records {
                    library(folder.path(), desk);
                }
            }
            return;
        }
        start(folder.path());
        println!();
        keys(folder.path());
        println!();
        idle(folder.path());
    }

    /// The reader with the bundled briefings, as it is started in a folder without any.
    fn reader(folder: &Path) -> Program {
        Program::new(env!("CARGO_BIN_EXE_briefing"), folder)
    }

    fn opened(folder: &Path) -> (Terminal, Duration) {
        let terminal = reader(folder).start();
        let took = terminal.wait_for("the first whole frame", |screen| {
            let shown = screen.contents();
            shown.contains("Witkoff in Moscow") && shown.contains("Vladimir Putin")
        });
        (terminal, took)
    }

    // ── Start ────────────────────────────────────────────────────────────────────────────────────

    fn start(folder: &Path) {
        let floor = times(STARTS, || {
            let terminal = Program::new("true", folder).start();
            terminal.wait_for_close()
        });
        floor.print("floor: start of `true`, to its end", None);
        let echo = times(STARTS, || {
            let terminal = Program::new("echo", folder).arg("ready").start();
            terminal.wait_for_text("ready")
        });
        echo.print("floor: start of `echo`, to its word", Some(&floor));
        let frame = times(STARTS, || {
            let (mut terminal, took) = opened(folder);
            terminal.type_keys("q");
            terminal.wait_for_end();
            took
        });
        frame.print("start, to the first whole frame", Some(&floor));
        let version = times(STARTS, || {
            let terminal = reader(folder).arg("--version").start();
            terminal.wait_for_close()
        });
        version.print("start of `briefing --version`, to its end", Some(&floor));
    }

    // ── Keys ─────────────────────────────────────────────────────────────────────────────────────

    fn keys(folder: &Path) {
        let cat = Program::new("sh", folder)
            .arg("-c")
            .arg("stty raw -echo; echo ready; exec cat");
        let cat = cat.start();
        cat.wait_for_text("ready");
        let floor = times(KEYS, || cat.echo(b"j"));
        floor.print("floor: a key to `cat` and back", None);

        let (terminal, _) = opened(folder);
        let rows: [(&str, &str, &str, &str); 12] = [
            ("j in the actors", "1 g", "j", ""),
            ("j in the issues", "2 g", "j", ""),
            ("j in the quotes", "3 g", "j", ""),
            ("j in the events", "4 g", "j", ""),
            ("j in a quotation's detail", "3 g <Enter>", "j", ""),
            ("j in a source's text", "3 g s g", "j", ""),
            ("Tab", "1 g", "<Tab>", ""),
            ("Space: the filter, on and off", "1 g", "<Space>", ""),
            ("s: the source, at the words", "3 g", "s", "H"),
            ("?: the keys, and away again", "1 g", "?", ""),
            ("/: the prompt", "3 g", "/", "<Esc>"),
            (
                "a letter of what is looked for",
                "3 g / n",
                "e",
                "<Backspace>",
            ),
        ];
        for (what, before, key, after) in rows {
            terminal.press(before);
            let mut pressed = 0;
            let took = times(KEYS, || {
                pressed += 1;
                // A list has an end; from there, back to its start.
                if key == "j" && pressed % 8 == 0 {
                    terminal.press("g");
                }
                let took = terminal.press(key);
                terminal.press(after);
                took
            });
            took.print(what, Some(&floor));
            terminal.press("F <Esc> <Esc>");
        }
    }

    // ── Idle ─────────────────────────────────────────────────────────────────────────────────────

    fn idle(folder: &Path) {
        let (terminal, _) = opened(folder);
        terminal.press("3 j");
        let mut wakes = 0;
        wait_until("threads that all sleep", || {
            thread::sleep(Duration::from_millis(1_500));
            let before = std::mem::replace(&mut wakes, process::wakes(terminal.pid()));
            before == wakes
        });
        let (ticks, written) = (process::ticks(terminal.pid()), terminal.written());
        let started = Instant::now();
        thread::sleep(IDLE);
        println!(
            "idle for {:.0} s: {} ticks of the processor, {} wake-ups, {} bytes written",
            started.elapsed().as_secs_f64(),
            process::ticks(terminal.pid()) - ticks,
            process::wakes(terminal.pid()) - wakes,
            terminal.written() - written,
        );
    }

    // ── A library ────────────────────────────────────────────────────────────────────────────────

    /// What is read, searched and walked through is a library of many records.
    fn library(folder: &Path, desk: Desk) {
        let cat = Program::new("sh", folder)
            .arg("-c")
            .arg("stty raw -echo; echo ready; exec cat")
            .start();
        cat.wait_for_text("ready");
        let floor = times(KEYS, || cat.echo(b"j"));
        println!("{} files, {} records", desk.briefings, desk.records());
        floor.print("floor: a key to `cat` and back", None);
        let below = std::env::temp_dir().join("briefing-bench");
        let (root, _) = desk.write_below(&below).unwrap();
        let home = Arc::new(Home::new());
        for turn in ["nothing cached", "from the cache"] {
            let terminal = reader(folder).arg(&root).at_home(&home).start();
            let frame = terminal.wait_for("a frame", |screen| {
                let shown = screen.contents();
                !shown.trim().is_empty()
            });
            println!("{turn}: the first frame after {}", ms(frame));
            if turn == "from the cache" {
                let usable = terminal.wait_for("all records in the panes", |screen| {
                    let shown = screen.contents().to_lowercase();
                    !shown.trim().is_empty() && !shown.contains("reading")
                });
                println!("{turn}: all records in the panes after {}", ms(usable));
            }
            let started = Instant::now();
            let is_there = |text: &str| terminal.screen().contents().contains(text);
            terminal.wait_for_text("as of ");
            // Until the first key there is a greeting.
            terminal.press("g");
            let mut walk = Walk::new(&terminal);
            let mut taken = Vec::new();
            while is_there(" stops") {
                taken.push(walk.step());
            }
            let read = started.elapsed() + frame;
            Times::of(taken).print("a step while it is read", Some(&floor));
            println!("{turn}: all read after {}", ms(read));
            if turn == "nothing cached" {
                // What follows reading goes on beside.
                let taken = (0..KEYS * 4).map(|_| walk.step()).collect();
                Times::of(taken).print("a step while it is indexed and checked", Some(&floor));
                wait_for_quiet(terminal.pid());
                let resident = process::resident(terminal.pid()) / 1_000_000;
                println!("resident: {resident} MB");
                everywhere(&terminal, &floor);
                searching(&terminal, &floor);
            }
            let mut terminal = terminal;
            terminal.type_keys("Q");
            terminal.wait_for_end();
        }
    }

    fn everywhere(terminal: &Terminal, floor: &Times) {
        terminal.press("B g");
        let mut walk = Walk::new(terminal);
        let taken = (0..KEYS).map(|_| walk.step()).collect();
        Times::of(taken).print("a step in the briefings", Some(floor));
        for (key, words, what) in [
            (
                "f",
                &["tag:ben", "date:2020-03", "se ban", "b"][..],
                "query",
            ),
            ("/", &["ban", "se ba", "de"], "title"),
        ] {
            terminal.press(key);
            let taken = letters(terminal, words);
            let label = format!("of the briefings: a letter of a {what}");
            taken.print(&label, Some(floor));
            terminal.press("<Esc>");
        }
        terminal.press("B A");
        lists(terminal, floor, "of all");
        narrowing(terminal, floor, "of all");
        within_a_query(terminal, floor);
        terminal.press("A");
        wait_for_quiet(terminal.pid());
        lists(terminal, floor, "of one");
        narrowing(terminal, floor, "of one");
        terminal.press("0");
        narrowing(terminal, floor, "of one, at a glance");
    }

    /// Goes through the lists, of all briefings or of one.
    fn lists(terminal: &Terminal, floor: &Times, whose: &str) {
        for (place, before) in [
            ("the actors", "1 g"),
            ("the issues", "2 g"),
            ("the quotes", "3 g"),
            ("the end of the quotes", "3 G"),
            ("the events", "4 g"),
            ("the end of the events", "4 G"),
        ] {
            terminal.press(before);
            let mut walk = Walk::new(terminal);
            walk.down = !before.ends_with('G');
            let taken = (0..KEYS).map(|_| walk.step()).collect();
            Times::of(taken).print(&format!("{whose}: a step in {place}"), Some(floor));
        }
        terminal.press("1 g");
        filters(terminal).print(&format!("{whose}: Space, a filter on and off"), Some(floor));
        terminal.press("3 g");
        let taken = times(KEYS, || terminal.press("<PgDn>"));
        taken.print(&format!("{whose}: a page of the quotes"), Some(floor));
    }

    fn searching(terminal: &Terminal, floor: &Times) {
        terminal.press("S");
        let taken = letters(terminal, &["banso", "se ban", "de she", "s", "ba"]);
        taken.print("a letter while words are searched", Some(floor));
        terminal.press("<Esc>");
    }

    fn narrowing(terminal: &Terminal, floor: &Times, whose: &str) {
        terminal.press("f");
        let queries = ["actor:ben", "source:ba", "date:2020-03", "se ban", "b"];
        let taken = letters(terminal, &queries);
        taken.print(&format!("{whose}: a letter of a query"), Some(floor));
        terminal.press("<Esc>");
    }

    /// What was asked before is not asked again while other filters are set beside it.
    fn within_a_query(terminal: &Terminal, floor: &Times) {
        terminal.press("f");
        letters_of(terminal, "se ban").for_each(drop);
        terminal.press("<Enter> 1 g");
        filters(terminal).print("of all: Space, within a query", Some(floor));
        terminal.press("F");
    }

    /// Sets a filter by one actor after the other, and lets go of it.
    fn filters(terminal: &Terminal) -> Times {
        let mut taken = Vec::new();
        for _ in 0..KEYS / 2 {
            taken.extend([terminal.press("<Space>"), terminal.press("<Space>")]);
            terminal.press("j");
        }
        Times::of(taken)
    }

    /// Types words letter by letter and takes them away again.
    fn letters(terminal: &Terminal, words: &[&str]) -> Times {
        let mut taken = Vec::new();
        for word in words.repeat(ROUNDS) {
            taken.extend(letters_of(terminal, word));
            for _ in word.chars() {
                taken.push(cursor_moves(terminal, "<Backspace>"));
            }
        }
        Times::of(taken)
    }

    /// Types a word letter by letter.
    fn letters_of(terminal: &Terminal, word: &str) -> impl Iterator<Item = Duration> {
        word.chars().map(|letter| {
            let key = match letter {
                ' ' => "<Space>".to_owned(),
                letter => letter.to_string(),
            };
            cursor_moves(terminal, &key)
        })
    }

    /// Waits until the program does nothing any more.
    fn wait_for_quiet(pid: u32) {
        let mut before = process::ticks(pid);
        loop {
            thread::sleep(Duration::from_millis(1_500));
            let now = process::ticks(pid);
            if now - before <= 1 {
                return;
            }
            before = now;
        }
    }

    /// Types a key and waits until the cursor is elsewhere; other frames come at any time.
    fn cursor_moves(terminal: &Terminal, key: &str) -> Duration {
        // A frame that is being drawn has the cursor anywhere.
        terminal.wait_for_moment("a whole screen", |_| true);
        let before = terminal.screen().cursor_position();
        let sent = Instant::now();
        terminal.type_keys(key);
        let moved = terminal.wait_for_moment("a cursor elsewhere", |screen| {
            screen.cursor_position() != before
        });
        moved.saturating_duration_since(sent)
    }

    /// Steps to and fro between two rows.
    struct Walk<'a> {
        terminal: &'a Terminal,
        down: bool,
    }

    impl<'a> Walk<'a> {
        fn new(terminal: &'a Terminal) -> Self {
            Self {
                terminal,
                down: true,
            }
        }

        fn step(&mut self) -> Duration {
            let key = if self.down { "j" } else { "k" };
            self.down = !self.down;
            cursor_moves(self.terminal, key)
        }
    }

    // ── Numbers ──────────────────────────────────────────────────────────────────────────────────

    /// How long something took, again and again, in order.
    struct Times(Vec<Duration>);

    fn times(runs: usize, mut once: impl FnMut() -> Duration) -> Times {
        Times::of((0..runs).map(|_| once()).collect())
    }

    fn ms(time: Duration) -> String {
        format!("{:.3} ms", time.as_secs_f64() * 1e3)
    }

    impl Times {
        fn of(mut times: Vec<Duration>) -> Self {
            times.sort_unstable();
            Self(times)
        }

        /// The time that so many of a hundred runs did not exceed.
        fn percentile(&self, of_hundred: usize) -> Duration {
            let rank = (self.0.len() * of_hundred).div_ceil(100);
            let time = self.0.get(rank.saturating_sub(1));
            time.copied().unwrap_or_default()
        }

        fn print(&self, what: &str, floor: Option<&Self>) {
            let ratio = floor.map_or(String::new(), |floor| {
                let floor = floor.percentile(50).as_secs_f64();
                format!("{:.1}", self.percentile(50).as_secs_f64() / floor)
            });
            println!(
                "{what:<44} {:>5} {:>10} {:>10} {:>10} {ratio:>8}",
                self.0.len(),
                ms(self.percentile(50)),
                ms(self.percentile(95)),
                ms(self.percentile(99)),
            );
        }
    }
}

fn main() {
    // `cargo test` builds and starts benchmarks as well: to see that they start.
    if std::env::args().all(|argument| argument != "--bench") {
        return;
    }
    #[cfg(target_os = "linux")]
    measure::all();
    #[cfg(not(target_os = "linux"))]
    println!("what a process costs is read where Linux tells it");
}
