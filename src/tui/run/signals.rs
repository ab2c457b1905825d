//! What the system tells the reader: signals, and that its terminal is gone.

use std::io;
use std::sync::mpsc::Sender;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::tui::terminal::{Screen, is_lent, note_interruptions, was_for_another};

use super::{Message, jobs, start};

/// Stops until the shell says to go on; or says why not.
pub(super) fn suspend(screen: &mut Screen) -> io::Result<Option<&'static str>> {
    if !jobs::can_be_resumed() {
        return Ok(Some(jobs::NOBODY));
    }
    screen.leave(|| emulate_default_handler(SIGTSTP))??;
    Ok(None)
}

pub(super) fn watch_signals(sender: &Sender<Message>) -> io::Result<()> {
    note_interruptions()?;
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP, SIGCONT, SIGWINCH])?;
    start("signals", sender, move |sender| {
        for signal in signals.forever() {
            if matches!(signal, SIGINT | SIGQUIT) && was_for_another() {
                continue;
            }
            if is_lent() && !matches!(signal, SIGCONT | SIGWINCH) {
                heed_while_lent(signal);
                continue;
            }
            if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    })
}

/// A signal that comes while another program has the terminal, and the loop waits for its end.
fn heed_while_lent(signal: i32) {
    let heeded = match signal {
        SIGTSTP => jobs::can_be_resumed(),
        _ => true,
    };
    if heeded {
        // The terminal is not the reader's now: there is nothing to give back.
        let _ = emulate_default_handler(signal);
    }
}

/// Notices that the terminal is gone, and says so where no signal does. Every read of it then
/// returns at once with nothing, and the thread that reads the keys would try again for ever.
pub(super) fn watch_line(sender: &Sender<Message>) -> io::Result<()> {
    start("line", sender, |sender| {
        if is_gone(None) {
            let _ = sender.send(Message::Signal(SIGHUP));
        }
    })
}

/// Whether the terminal is gone, or will be within a time; `None` waits for as long as it is there.
pub(super) fn is_gone(within: Option<&Timespec>) -> bool {
    let out = io::stdout();
    let mut line = [PollFd::new(&out, PollFlags::empty())];
    while let Err(Errno::INTR) = poll(&mut line, within) {}
    let gone = PollFlags::HUP | PollFlags::ERR;
    line.iter().any(|line| line.revents().intersects(gone))
}
