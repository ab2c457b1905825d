//! Searching while somebody types, in threads of its own: what is being indexed and checked must
//! hold up no answer.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;

use rayon::{ThreadPool, ThreadPoolBuilder};

use crate::library::{Library, Verdicts};
use crate::tui::action::Action;
use crate::tui::search::{Question, find_out};

use super::{Message, pace};

/// Finds out what is asked of the whole library.
#[derive(Debug, Default)]
pub(super) struct Searcher {
    /// `None` where there could be no threads.
    threads: OnceLock<Option<ThreadPool>>,
    /// The question that is waited for; nought where none is.
    asked: AtomicU64,
}

impl Searcher {
    /// Only the answer to the question of this number is waited for from now on.
    pub(super) fn ask(&self, request: u64) {
        self.asked.store(request, Ordering::Relaxed);
    }

    /// No answer is waited for.
    pub(super) fn stop(&self) {
        self.ask(0);
    }

    /// Finds out what was asked, as long as somebody waits for it.
    pub(super) fn find_out(
        &self,
        (request, question): (u64, &Question),
        known: (&Library, &Verdicts),
        sender: &Sender<Message>,
    ) {
        let _span = tracing::info_span!("search", request).entered();
        let is_stopped = || self.asked.load(Ordering::Relaxed) != request;
        let mut tell = |answer| {
            // Nobody is listening any more when the reader has quit meanwhile.
            let _ = sender.send(Message::Done(Action::of_answer(request, answer)));
        };
        if is_stopped() {
            return;
        }
        let threads = || {
            let threads = ThreadPoolBuilder::new().start_handler(|_| pace::step_back());
            let threads = threads.thread_name(|at| format!("search {at}"));
            threads.build().ok()
        };
        match self.threads.get_or_init(threads) {
            Some(threads) => {
                threads.install(|| find_out(question, known, &is_stopped, &mut tell));
            }
            None => find_out(question, known, &is_stopped, &mut tell),
        }
    }
}
