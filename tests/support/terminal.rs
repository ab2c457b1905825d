//! A terminal without a window: a program runs in a real pseudo-terminal, keys are typed, and what
//! a person would see is there to look at.
//!
//! Nothing here sleeps for a while and hopes: every wait ends as soon as what it waits for is true,
//! and when that does not come, the screen is in the report.

#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "every user needs a part of it, and all of them fail by panicking"
)]

#[path = "home.rs"]
pub(crate) mod home;
#[path = "strokes.rs"]
mod strokes;

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::{Command, ExitStatus};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use home::Home;
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use strokes::{encode, strokes};
use vt100::MouseProtocolMode;
pub(crate) use vt100::Screen;

/// How long anything may take before it counts as never. Far more than is needed, so that a busy
/// machine fails no test.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// A shell's script that runs a program as its job, resumes it whenever Enter is typed, and ends as
/// it does.
pub(crate) const JOB: &str = r#"
    set -m
    "$0" "$1"
    ended=$?
    while jobs %1 > /dev/null 2>&1; do
        read -r line
        fg > /dev/null
        ended=$?
    done
    exit $ended
"#;

/// A program that is about to be started in a terminal.
pub(crate) struct Program {
    command: CommandBuilder,
    home: Arc<Home>,
    columns: u16,
    rows: u16,
}

impl Program {
    /// A program in a folder, with hardly any environment and with an empty home.
    pub(crate) fn new(path: impl AsRef<OsStr>, folder: &Path) -> Self {
        let mut command = CommandBuilder::new(path);
        command.cwd(folder);
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        let home = Arc::new(Home::new());
        let program = Self {
            command,
            home: Arc::clone(&home),
            columns: 120,
            rows: 36,
        };
        program.at_home(&home)
    }

    /// At home where an earlier run was, or where files of configuration lie.
    pub(crate) fn at_home(mut self, home: &Arc<Home>) -> Self {
        for (name, path) in home.variables() {
            self.command.env(name, path);
        }
        self.home = Arc::clone(home);
        self
    }

    /// With another argument.
    pub(crate) fn arg(mut self, argument: impl AsRef<OsStr>) -> Self {
        self.command.arg(argument);
        self
    }

    /// With an environment variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// In a terminal of this size, in cells.
    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    /// In a terminal that is not the controlling one, so that no signal comes from it.
    pub(crate) fn without_control(mut self) -> Self {
        self.command.set_controlling_tty(false);
        self
    }

    /// Starts it.
    pub(crate) fn start(self) -> Terminal {
        let pty = native_pty_system()
            .openpty(pty_size(self.columns, self.rows))
            .expect("a pseudo-terminal");
        let modes = Modes::of(&*pty.master);
        let reader = pty.master.try_clone_reader().expect("the terminal's end");
        let writer = pty.master.take_writer().expect("the terminal's end");
        let writer = Arc::new(Mutex::new(writer));
        let shared = Arc::new(Shared {
            seen: Mutex::new(Seen::new(self.columns, self.rows)),
            changed: Condvar::new(),
        });
        let thread = thread::spawn({
            let (shared, writer) = (Arc::clone(&shared), Arc::clone(&writer));
            move || follow(reader, &shared, &writer)
        });
        let started = Instant::now();
        let child = pty
            .slave
            .spawn_command(self.command)
            .expect("a program that starts");
        Terminal {
            master: Some(pty.master),
            writer: Some(writer),
            child,
            _home: self.home,
            shared,
            thread: Some(thread),
            modes,
            started,
            status: None,
        }
    }
}

/// A program in its terminal. Dropping it ends the program.
pub(crate) struct Terminal {
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Option<SharedWriter>,
    child: Box<dyn Child + Send + Sync>,
    _home: Arc<Home>,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
    modes: Modes,
    started: Instant,
    status: Option<ExitStatus>,
}

type SharedWriter = Arc<Mutex<Box<dyn Write + Send>>>;

/// What the program's end and the test's end both look at.
struct Shared {
    seen: Mutex<Seen>,
    changed: Condvar,
}

/// What came from the program.
struct Seen {
    parser: vt100::Parser<Watcher>,
    raw: Vec<u8>,
    ended: bool,
    let_go: Option<usize>,
    last: Instant,
}

impl Seen {
    fn new(columns: u16, rows: u16) -> Self {
        let (columns, rows) = cells(columns, rows);
        Self {
            parser: vt100::Parser::new_with_callbacks(rows, columns, 0, Watcher::default()),
            raw: Vec::new(),
            ended: false,
            let_go: None,
            last: Instant::now(),
        }
    }

    /// Whether nobody looks any more, once a frame more has come than when that was said.
    fn is_let_go(&self) -> bool {
        let frames = self.parser.callbacks().frames;
        self.whole() && self.let_go.is_some_and(|before| frames > before)
    }

    /// Whether the screen is a whole one, and not half way from one to the next.
    fn whole(&self) -> bool {
        !self.parser.callbacks().drawing
    }
}

/// Follows what the screen itself does not: frames drawn in one piece, and questions asked.
#[derive(Default)]
struct Watcher {
    drawing: bool,
    frames: usize,
    questions: Vec<Question>,
}

enum Question {
    CursorPosition,
    Attributes,
}

impl vt100::Callbacks for Watcher {
    fn unhandled_csi(
        &mut self,
        _: &mut Screen,
        first: Option<u8>,
        _: Option<u8>,
        numbers: &[&[u16]],
        last: char,
    ) {
        match (first, numbers, last) {
            (Some(b'?'), [[2026]], 'h') => self.drawing = true,
            (Some(b'?'), [[2026]], 'l') if self.drawing => {
                self.drawing = false;
                self.frames += 1;
            }
            (None, [[6]], 'n') => self.questions.push(Question::CursorPosition),
            (None, _, 'c') => self.questions.push(Question::Attributes),
            _ => {}
        }
    }
}

/// The modes of the terminal's line: what raw mode changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Modes([u64; 4]);

impl Modes {
    fn of(master: &dyn MasterPty) -> Self {
        let modes = master.get_termios().expect("the terminal's modes");
        Self([
            modes.input_flags.bits().into(),
            modes.output_flags.bits().into(),
            modes.control_flags.bits().into(),
            modes.local_flags.bits().into(),
        ])
    }
}

fn pty_size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(columns: u16, rows: u16) -> (NonZeroU16, NonZeroU16) {
    let cells = |n| NonZeroU16::new(n).expect("at least one cell");
    (cells(columns), cells(rows))
}

/// Reads until the program has ended, and answers what it asks.
fn follow(mut reader: Box<dyn Read + Send>, shared: &Shared, writer: &SharedWriter) {
    let mut bytes = vec![0; 1 << 16];
    loop {
        let read = reader.read(&mut bytes).unwrap_or(0);
        let now = Instant::now();
        let mut seen = shared.seen.lock().unwrap();
        seen.raw.extend_from_slice(&bytes[..read]);
        seen.parser.process(&bytes[..read]);
        seen.last = now;
        seen.ended = read == 0;
        let over = seen.ended || seen.is_let_go();
        let questions = std::mem::take(&mut seen.parser.callbacks_mut().questions);
        let (row, column) = seen.parser.screen().cursor_position();
        drop(seen);
        shared.changed.notify_all();
        for question in questions {
            let answer = match question {
                Question::CursorPosition => format!("\x1b[{};{}R", row + 1, column + 1),
                Question::Attributes => "\x1b[?62;22c".to_owned(),
            };
            let _ = writer.lock().unwrap().write_all(answer.as_bytes());
        }
        if over {
            return;
        }
    }
}

impl Terminal {
    /// Waits until a whole screen meets a condition; returns when the last part of it came, counted
    /// from the program's start.
    #[track_caller]
    pub(crate) fn wait_for(&self, what: &str, condition: impl Fn(&Screen) -> bool) -> Duration {
        let moment = self.wait_for_moment(what, condition);
        moment.saturating_duration_since(self.started)
    }

    /// Waits until a whole screen meets a condition; returns when the last part of it came.
    #[track_caller]
    pub(crate) fn wait_for_moment(
        &self,
        what: &str,
        condition: impl Fn(&Screen) -> bool,
    ) -> Instant {
        let seen = self.wait(what, |seen| seen.whole() && condition(seen.parser.screen()));
        seen.last
    }

    /// Waits until a text is on the screen.
    #[track_caller]
    pub(crate) fn wait_for_text(&self, text: &str) -> Duration {
        self.wait_for(text, |screen| screen.contents().contains(text))
    }

    #[track_caller]
    fn wait(&self, what: &str, condition: impl Fn(&Seen) -> bool) -> MutexGuard<'_, Seen> {
        let seen = self.shared.seen.lock().unwrap();
        let (seen, waited) = self
            .shared
            .changed
            .wait_timeout_while(seen, PATIENCE, |seen| !condition(seen) && !seen.ended)
            .unwrap();
        if condition(&seen) {
            return seen;
        }
        let why = if waited.timed_out() {
            "not after 10 s"
        } else {
            "the program has ended"
        };
        let shown = framed(seen.parser.screen());
        drop(seen);
        panic!("{what}: {why}. The screen:\n{shown}");
    }

    /// The screen, when it is a whole one.
    #[track_caller]
    pub(crate) fn screen(&self) -> Screen {
        let seen = self.wait("a whole screen", |seen| seen.whole() || seen.ended);
        seen.parser.screen().clone()
    }

    /// Types keys, as [`encode`] reads them.
    pub(crate) fn type_keys(&self, keys: &str) {
        self.send(&encode(keys));
    }

    /// Sends bytes in one piece.
    pub(crate) fn send(&self, bytes: &[u8]) -> Instant {
        let writer = self.writer.as_ref().expect("not hung up");
        let mut writer = writer.lock().unwrap();
        let now = Instant::now();
        writer.write_all(bytes).expect("a terminal that takes keys");
        writer.flush().expect("a terminal that takes keys");
        now
    }

    /// Types one key at a time and waits for the frame that answers each. Returns how long the last
    /// one took, from the key to the last byte of the frame.
    #[track_caller]
    pub(crate) fn press(&self, keys: &str) -> Duration {
        let mut took = Duration::ZERO;
        for (key, bytes) in strokes(keys) {
            let frames = self.frames();
            let sent = self.send(&bytes);
            let last = self.wait_for_frame(&format!("an answer to {key}"), frames);
            took = last.saturating_duration_since(sent);
        }
        took
    }

    /// Waits until there are more frames than `frames`; returns when the last of it came.
    #[track_caller]
    pub(crate) fn wait_for_frame(&self, what: &str, frames: usize) -> Instant {
        let drawn = |seen: &Seen| seen.whole() && seen.parser.callbacks().frames > frames;
        self.wait(what, drawn).last
    }

    /// Sends bytes to a program that sends back as many, and waits for that.
    #[track_caller]
    pub(crate) fn echo(&self, bytes: &[u8]) -> Duration {
        let before = self.written();
        let sent = self.send(bytes);
        let seen = self.wait("an echo", |seen| seen.raw.len() >= before + bytes.len());
        seen.last.saturating_duration_since(sent)
    }

    /// How many frames were drawn so far.
    pub(crate) fn frames(&self) -> usize {
        let seen = self.shared.seen.lock().unwrap();
        seen.parser.callbacks().frames
    }

    /// How many bytes were written so far.
    pub(crate) fn written(&self) -> usize {
        self.shared.seen.lock().unwrap().raw.len()
    }

    /// Every byte that the program wrote.
    pub(crate) fn raw(&self) -> Vec<u8> {
        self.shared.seen.lock().unwrap().raw.clone()
    }

    /// Gives the terminal another size.
    pub(crate) fn resize(&self, columns: u16, rows: u16) {
        let (wide, high) = cells(columns, rows);
        let mut seen = self.shared.seen.lock().unwrap();
        seen.parser.set_size(high, wide);
        drop(seen);
        let master = self.master.as_ref().expect("not hung up");
        master
            .resize(pty_size(columns, rows))
            .expect("a terminal that can be resized");
    }

    /// The modes of the terminal's line now.
    pub(crate) fn modes(&self) -> Modes {
        Modes::of(&**self.master.as_ref().expect("not hung up"))
    }

    /// Waits until the terminal is as it was before the program started.
    #[track_caller]
    pub(crate) fn assert_given_back(&self) {
        self.wait_for("a terminal that is given back", |screen| {
            !screen.alternate_screen()
                && !screen.hide_cursor()
                && !screen.bracketed_paste()
                && screen.mouse_protocol_mode() == MouseProtocolMode::None
        });
        assert_eq!(self.modes(), self.modes, "the line is still raw");
    }

    /// Fails unless the terminal is the program's.
    #[track_caller]
    pub(crate) fn assert_taken(&self) {
        self.wait_for("a terminal that is taken over", |screen| {
            screen.alternate_screen() && screen.bracketed_paste()
        });
        // Who was stopped makes the line raw anew, for which it is not for a moment.
        wait_until("a raw line", || self.modes() != self.modes);
    }

    /// The program's process number.
    pub(crate) fn pid(&self) -> u32 {
        self.child.process_id().expect("a process")
    }

    /// The number of the process that has the terminal: of a shell's job, its first one.
    pub(crate) fn foreground(&self) -> u32 {
        let master = self.master.as_ref().expect("not hung up");
        let group = master.process_group_leader().expect("a foreground");
        group.unsigned_abs()
    }

    /// Sends a signal by its name: `TERM`, `HUP`, `CONT`.
    pub(crate) fn signal(&self, name: &str) {
        send_signal(self.pid(), name);
    }

    /// Hangs up: the program's terminal is gone, as when a window or connection is closed.
    pub(crate) fn hang_up(&mut self) {
        let frames = self.frames();
        self.shared.seen.lock().unwrap().let_go = Some(frames);
        // The other thread is waiting for output, and holds the terminal open: a frame frees it.
        self.send(b"\x0c");
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
        self.writer = None;
        self.master = None;
    }

    /// Waits for the program's end.
    #[track_caller]
    pub(crate) fn wait_for_end(&mut self) -> ExitStatus {
        wait_until("the program's end", || self.has_ended());
        // What it wrote last is still to be read.
        if let Some(thread) = self.thread.take() {
            thread.join().unwrap();
        }
        self.status.expect("it has ended")
    }

    /// Waits until nothing has the terminal open any more; returns when that was, counted from the
    /// program's start.
    #[track_caller]
    pub(crate) fn wait_for_close(&self) -> Duration {
        let seen = self.wait("the terminal's end", |seen| seen.ended);
        seen.last.saturating_duration_since(self.started)
    }

    /// Whether the program has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        if self.status.is_none() {
            let child: &mut dyn Child = &mut *self.child;
            let child = child.downcast_mut::<std::process::Child>();
            self.status = child.expect("a process").try_wait().unwrap();
        }
        self.status.is_some()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        if !self.has_ended() {
            let child: &mut dyn Child = &mut *self.child;
            if let Some(child) = child.downcast_mut::<std::process::Child>() {
                let _ = child.kill();
                let _ = child.wait();
            }
        }
    }
}

/// Sends a signal to a process by its name: `TERM`, `HUP`, `CONT`.
pub(crate) fn send_signal(pid: u32, name: &str) {
    let status = Command::new("sh")
        .args(["-c", "kill -s \"$1\" \"$2\"", "sh", name])
        .arg(pid.to_string())
        .status()
        .expect("a shell");
    assert!(status.success(), "no such process, or no such signal");
}

/// Waits until something is true that nobody reports, by looking again and again.
#[track_caller]
pub(crate) fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    let started = Instant::now();
    while !condition() {
        assert!(started.elapsed() < PATIENCE, "{what}: not after 10 s");
        thread::sleep(Duration::from_millis(1));
    }
}

/// A screen with a frame around it, so that its edges can be seen.
pub(crate) fn framed(screen: &Screen) -> String {
    let columns = screen.size().1.get();
    let edge = "─".repeat(columns.into());
    let rows = screen.rows(0, columns).map(|row| format!("│{row}"));
    let rows = rows.collect::<Vec<_>>().join("\n");
    let (row, column) = screen.cursor_position();
    format!("┌{edge}\n{rows}\n└{edge} cursor {column},{row}")
}
