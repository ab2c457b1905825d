//! The terminal: taken over, and given back whatever happens.

use std::fmt;
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::os::fd::AsFd;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Once};

use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use ratatui::crossterm::style::force_color_output;
use ratatui::crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use ratatui::crossterm::{Command, cursor, execute, queue};
use ratatui::layout::{Rect, Size};
use signal_hook::consts::{SIGINT, SIGQUIT};
use signal_hook::flag;

use super::mouse::Capture;
use super::state::State;
use super::theme::Theme;
use super::views;

/// Whether the terminal is taken over now.
static TAKEN: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is the reader's as long as the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(false);
/// Whether a frame has begun and is not whole yet.
static DRAWING: AtomicBool = AtomicBool::new(false);
/// Whether another program has it meanwhile.
static LENT: AtomicBool = AtomicBool::new(false);
/// Whether its keys have sent a signal that is not heeded yet.
static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);
/// Whether such a signal is still to be heeded though the other program has ended.
static STALE: AtomicBool = AtomicBool::new(false);
/// The panic hook is put in once, however often the terminal is taken over.
static HOOK: Once = Once::new();

/// Where frames are written.
type Out = InOnePiece<WhileTaken<File>>;

/// More than a frame of a large screen takes, in bytes.
const FRAME: usize = 1 << 18;

/// A whole frame goes out in one write, so that a terminal never shows half of one: the library's
/// own standard output sends a kilobyte at a time, and the library sends on its own what wipes the
/// screen before all of it is drawn anew.
struct InOnePiece<W: io::Write>(BufWriter<W>);

impl<W: io::Write> io::Write for InOnePiece<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        if DRAWING.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.0.flush()
    }
}

/// Writes only while the terminal is taken over. A frame may be half drawn when it is given back,
/// and what is left of that must not reach the shell's screen.
struct WhileTaken<W>(W);

impl<W: io::Write> io::Write for WhileTaken<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if TAKEN.load(Ordering::SeqCst) {
            self.0.write(bytes)
        } else {
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// A terminal that is taken over; dropping it gives it back.
pub(super) struct Screen {
    terminal: Terminal<CrosstermBackend<Out>>,
    known: Known,
}

/// Whether what the terminal shows is what was drawn last.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Known {
    Drawn,
    Forgotten,
}

impl Screen {
    /// Takes the terminal over.
    pub(super) fn take() -> io::Result<Self> {
        HOOK.call_once(|| {
            let report = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                give_back();
                report(info);
            }));
        });
        // The theme decides; left to itself, the library writes resets in the place of colours.
        force_color_output(true);
        take_over()?;
        // Whatever fails from here on gives it back.
        Self::on_standard_output().inspect_err(|_| give_back())
    }

    fn on_standard_output() -> io::Result<Self> {
        let out = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let out = InOnePiece(BufWriter::with_capacity(FRAME, WhileTaken(out)));
        let terminal = Terminal::new(CrosstermBackend::new(out))?;
        Ok(Self {
            terminal,
            known: Known::Drawn,
        })
    }

    /// The terminal's size in cells.
    pub(super) fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Draws what has changed, in one piece where the terminal can do that.
    pub(super) fn draw(&mut self, state: &State, theme: &Theme) -> io::Result<()> {
        DRAWING.store(true, Ordering::SeqCst);
        let drawn = self.draw_frame(state, theme);
        DRAWING.store(false, Ordering::SeqCst);
        drawn?;
        io::Write::flush(self.terminal.backend_mut())
    }

    fn draw_frame(&mut self, state: &State, theme: &Theme) -> io::Result<()> {
        queue!(self.terminal.backend_mut(), BeginSynchronizedUpdate)?;
        if self.known == Known::Forgotten {
            let size = self.terminal.size()?;
            self.terminal
                .resize(Rect::new(0, 0, size.width, size.height))?;
            self.known = Known::Drawn;
        }
        self.terminal.draw(|frame| {
            views::draw(state, theme, frame.buffer_mut());
            if let Some(position) = views::cursor(state) {
                frame.set_cursor_position(position);
            }
        })?;
        queue!(self.terminal.backend_mut(), EndSynchronizedUpdate)
    }

    /// Forgets what the terminal shows, so that all of it is drawn next.
    pub(super) fn forget(&mut self) {
        self.known = Known::Forgotten;
    }

    /// Takes over anew what another program may have changed while this one was stopped from
    /// outside, and forgets what the terminal shows.
    pub(super) fn reassert(&mut self) -> io::Result<()> {
        if TAKEN.load(Ordering::SeqCst) {
            // Left to itself, the library takes the mode for what it was.
            disable_raw_mode()?;
            enable_raw_mode()?;
            execute!(io::stdout(), EnableBracketedPaste)?;
            if MOUSE.load(Ordering::SeqCst) {
                execute!(io::stdout(), TakeMouse)?;
            }
        }
        self.forget();
        Ok(())
    }

    /// Takes the mouse from the terminal or gives it back, now and whenever the terminal is taken
    /// over again.
    pub(super) fn capture(&mut self, capture: Capture) -> io::Result<()> {
        let taken = capture == Capture::Reader;
        let before = MOUSE.swap(taken, Ordering::SeqCst);
        match (before, taken) {
            (false, true) => execute!(self.terminal.backend_mut(), TakeMouse),
            (true, false) => execute!(self.terminal.backend_mut(), LeaveMouse),
            _ => Ok(()),
        }
    }

    /// Sends a sequence that is no part of a frame.
    pub(super) fn send(&mut self, sequence: &str) -> io::Result<()> {
        let out = self.terminal.backend_mut();
        out.write_all(sequence.as_bytes())?;
        io::Write::flush(out)
    }

    /// Gives the terminal to another program until `meanwhile` returns, as [`Screen::leave`] does.
    pub(super) fn lend<T>(&mut self, meanwhile: impl FnOnce() -> T) -> io::Result<T> {
        self.leave(|| {
            INTERRUPTED.store(false, Ordering::SeqCst);
            LENT.store(true, Ordering::SeqCst);
            let result = meanwhile();
            let late = INTERRUPTED.swap(false, Ordering::SeqCst);
            STALE.store(late, Ordering::SeqCst);
            LENT.store(false, Ordering::SeqCst);
            result
        })
    }

    /// Gives the terminal back until `while_away` returns, then takes it over again.
    pub(super) fn leave<T>(&mut self, while_away: impl FnOnce() -> T) -> io::Result<T> {
        give_back();
        let result = while_away();
        take_over()?;
        self.forget();
        Ok(result)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    // A terminal without a second screen still shows what stood there before.
    let mut entered = execute!(
        io::stdout(),
        EnterAlternateScreen,
        Clear(ClearType::All),
        EnableBracketedPaste
    );
    if MOUSE.load(Ordering::SeqCst) {
        entered = entered.and_then(|()| execute!(io::stdout(), TakeMouse));
    }
    entered.inspect_err(|_| give_back())
}

/// Has the terminal tell of buttons, of motion while one is down, and of the wheel, with positions
/// of any size. The library's own sequence also asks for every motion: the reader would be woken
/// by a mouse that is only moved.
struct TakeMouse;

impl Command for TakeMouse {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\x1b[?1000h\x1b[?1002h\x1b[?1006h")
    }
}

/// Has the terminal keep the mouse to itself.
struct LeaveMouse;

impl Command for LeaveMouse {
    fn write_ansi(&self, out: &mut impl fmt::Write) -> fmt::Result {
        out.write_str("\x1b[?1006l\x1b[?1002l\x1b[?1000l")
    }
}

/// Whether another program has the terminal now: signals that come from its keys are meant for that.
pub(super) fn is_lent() -> bool {
    LENT.load(Ordering::SeqCst)
}

/// Has the signals that the terminal's keys send noted the moment they come: on a busy machine
/// they may be heeded after the program has ended that they were meant for.
pub(super) fn note_interruptions() -> io::Result<()> {
    for signal in [SIGINT, SIGQUIT] {
        flag::register(signal, Arc::clone(&INTERRUPTED))?;
    }
    Ok(())
}

/// Whether such a signal, which is to be heeded now, was meant for another program.
pub(super) fn was_for_another() -> bool {
    if is_lent() {
        INTERRUPTED.store(false, Ordering::SeqCst);
        return true;
    }
    STALE.swap(false, Ordering::SeqCst)
}

/// Gives the terminal back, if it is taken over. Nothing more can be done about an error here.
pub(super) fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let mut out = io::stdout();
        if MOUSE.load(Ordering::SeqCst) {
            let _ = execute!(out, EndSynchronizedUpdate, LeaveMouse);
        }
        let _ = execute!(
            out,
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            cursor::Show
        );
        let _ = disable_raw_mode();
        let _ = out.flush();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_written_to_a_terminal_that_is_not_ours() {
        let mut out = BufWriter::new(WhileTaken(Vec::new()));
        queue!(out, BeginSynchronizedUpdate).unwrap();
        out.flush().unwrap();
        let Ok(WhileTaken(written)) = out.into_inner() else {
            panic!("a vector takes everything");
        };
        assert_eq!(written, b"");
    }
}
