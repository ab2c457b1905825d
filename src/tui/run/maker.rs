//! Making views that are made of very much, in a thread.

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use crate::tui::action::Action;
use crate::tui::sight::Making;

use super::Message;
use super::files::lock;

/// Makes views, one after the other: of what was asked for meanwhile only the last.
#[derive(Debug, Default)]
pub(super) struct Maker {
    /// The request that is waited for; nought where none is.
    asked: AtomicU64,
    at_work: Mutex<()>,
}

impl Maker {
    /// Only the answer to the request of this number is waited for from now on.
    pub(super) fn ask(&self, request: u64) {
        self.asked.store(request, Ordering::Relaxed);
    }

    /// No answer is waited for.
    pub(super) fn stop(&self) {
        self.ask(0);
    }

    /// Makes a view, where somebody still waits for it.
    pub(super) fn make(&self, (request, making): (u64, &Making), sender: &Sender<Message>) {
        let _span = tracing::info_span!("make", request).entered();
        let is_stopped = || self.asked.load(Ordering::Relaxed) != request;
        let at_work = lock(&self.at_work);
        if is_stopped() {
            return;
        }
        let made = making.make(&is_stopped);
        drop(at_work);
        if let Some(made) = made.filter(|_| !is_stopped()) {
            // Nobody is listening any more when the reader has quit meanwhile.
            let _ = sender.send(Message::Done(Action::Made(request, made)));
        }
    }
}
