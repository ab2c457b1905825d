//! The thread that reads the keys, and the gate that keeps it from them while another program has
//! the terminal.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::net::UnixStream;
use std::sync::mpsc::Sender;
use std::time::{Duration, Instant};

use ratatui::crossterm::event::{self, Event};
use rustix::event::{PollFd, PollFlags, poll};
use rustix::io::Errno;

use super::{Message, start};
use crate::tui::mouse::Mouse;

/// How long further events are waited for after one. Those that were read together with it are there
/// already, but the library looks for them only while there is time left.
const SOON: Duration = Duration::from_millis(20);

/// How much longer the wait may take than it should, for it to be believed that nothing is there: a
/// busy machine may have let all of the time pass before the library looked.
const SLACK: Duration = Duration::from_millis(5);

/// The keys as they come in.
pub(super) struct Keyboard {
    gate: UnixStream,
}

impl Keyboard {
    /// Starts to read; what comes in is told as messages.
    pub(super) fn watch(sender: &Sender<Message>) -> io::Result<Self> {
        let (gate, thread_end) = UnixStream::pair()?;
        let line = terminal()?;
        start("input", sender, move |sender| {
            let mut gate = thread_end;
            while follow(&line, &mut gate, sender) {}
        })?;
        Ok(Self { gate })
    }

    /// Leaves the keys to somebody else until `meanwhile` returns.
    pub(super) fn pause<T>(&mut self, meanwhile: impl FnOnce() -> T) -> io::Result<T> {
        self.gate.write_all(b"p")?;
        self.gate.read_exact(&mut [0])?;
        let result = meanwhile();
        self.gate.write_all(b"r")?;
        Ok(result)
    }
}

/// The terminal that the library reads from: standard input, or else the controlling one.
fn terminal() -> io::Result<OwnedFd> {
    let stdin = io::stdin();
    if stdin.is_terminal() {
        stdin.as_fd().try_clone_to_owned()
    } else {
        Ok(File::open("/dev/tty")?.into())
    }
}

/// Waits for keys or for the gate, and does what is asked for. `false` when there is no more to do.
fn follow(line: &OwnedFd, gate: &mut UnixStream, sender: &Sender<Message>) -> bool {
    let mut waiting = [
        PollFd::new(line, PollFlags::IN),
        PollFd::new(&*gate, PollFlags::IN),
    ];
    match poll(&mut waiting, None) {
        Err(Errno::INTR) => return true,
        Err(error) => return no_input(error.into(), sender),
        Ok(_) => {}
    }
    let [keys, asked] = waiting.map(|one| one.revents());
    if asked.intersects(PollFlags::IN | PollFlags::HUP | PollFlags::ERR) {
        return give_way(gate).is_ok();
    }
    if keys.contains(PollFlags::NVAL) {
        // A system that cannot wait for this terminal: its keys are read, whoever has it.
        return take(event::read(), sender);
    }
    if keys.intersects(PollFlags::HUP | PollFlags::ERR) {
        // Whoever watches the line says so.
        return false;
    }
    loop {
        let began = Instant::now();
        match event::poll(SOON) {
            Ok(true) => {
                if !take(event::read(), sender) {
                    return false;
                }
            }
            Ok(false) if began.elapsed() < SOON + SLACK => return true,
            Ok(false) => {}
            Err(error) => return no_input(error, sender),
        }
    }
}

fn take(event: io::Result<Event>, sender: &Sender<Message>) -> bool {
    match event {
        // Some terminals tell of every motion, asked or not: nobody is to be woken by that.
        Ok(Event::Mouse(mouse)) if Mouse::from_event(mouse).is_none() => true,
        Ok(event) => sender.send(Message::Event(event)).is_ok(),
        Err(error) => no_input(error, sender),
    }
}

fn no_input(error: io::Error, sender: &Sender<Message>) -> bool {
    // Nobody is listening any more when the reader has quit meanwhile.
    let _ = sender.send(Message::NoInput(error));
    false
}

/// Says that no key is read any more, and waits until they may be read again.
fn give_way(gate: &mut UnixStream) -> io::Result<()> {
    gate.read_exact(&mut [0])?;
    gate.write_all(b"p")?;
    gate.read_exact(&mut [0])
}

#[cfg(test)]
mod tests {
    use std::thread;

    use super::*;

    #[test]
    fn nothing_is_read_while_the_gate_is_closed() {
        let (gate, mut other) = UnixStream::pair().unwrap();
        let thread = thread::spawn(move || {
            give_way(&mut other).unwrap();
        });
        let mut keyboard = Keyboard { gate };
        let read_on = keyboard.pause(|| thread.is_finished()).unwrap();
        assert!(!read_on);
        thread.join().unwrap();
    }
}
