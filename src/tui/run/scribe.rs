//! Writing down where briefings were left, in a thread: a slow disk must hold nobody up.

use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Duration;

use crate::journal::{Journal, Leaving};
use crate::tui::resume;
use crate::tui::state::State;

/// How long the end of the program waits for a slow disk.
const PATIENCE: Duration = Duration::from_secs(1);

/// Writes places down, one after the other.
#[derive(Debug)]
pub(super) struct Scribe {
    journal: Journal,
    thread: Option<(Sender<Leaving>, Receiver<()>)>,
}

impl Scribe {
    /// One that writes into a journal. Its thread starts with a place to write.
    pub(super) const fn new(journal: Journal) -> Self {
        Self {
            journal,
            thread: None,
        }
    }

    /// Writes down where the open briefing is now, and waits for that.
    pub(super) fn write_now(&mut self, state: &State) -> io::Result<()> {
        if let Some(leaving) = resume::leaving(state) {
            self.write(leaving)?;
        }
        self.finish();
        Ok(())
    }

    /// Writes a place down, soon. Where that fails, the briefing opens as it did before.
    pub(super) fn write(&mut self, leaving: Leaving) -> io::Result<()> {
        let (sender, _) = match &mut self.thread {
            Some(thread) => thread,
            none => none.insert(start(self.journal.clone())?),
        };
        let _ = sender.send(leaving);
        Ok(())
    }

    /// Waits until everything is written, for a while.
    fn finish(&mut self) {
        if let Some((sender, done)) = self.thread.take() {
            drop(sender);
            let _ = done.recv_timeout(PATIENCE);
        }
    }
}

fn start(journal: Journal) -> io::Result<(Sender<Leaving>, Receiver<()>)> {
    let (sender, places) = channel::<Leaving>();
    let (finished, done) = channel();
    let write = move || {
        for leaving in places {
            // A place that cannot be written is not worth an interruption.
            let _ = journal.write(&leaving);
        }
        let _ = finished.send(());
    };
    let name = "journal".to_owned();
    thread::Builder::new().name(name).spawn(write)?;
    Ok((sender, done))
}
