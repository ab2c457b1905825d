//! What is done in other threads, each for itself; the answers come as messages.

use std::io;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Sender;
use std::sync::{Arc, PoisonError};

use crate::library::cores;
use crate::tui::action::{Action, Effect, Gathering};
use crate::tui::narrowed::Selecting;
use crate::tui::opening::Urgency;
use crate::tui::search::Question;
use crate::tui::seek::Looking;
use crate::tui::sight::Making;

use super::{Message, Reader, pace, start};

impl Reader {
    /// Starts a thread that steps back: a key is answered first.
    pub(super) fn beside(
        &self,
        name: &str,
        work: impl FnOnce(&Sender<Message>) + Send + 'static,
    ) -> io::Result<()> {
        start(name, &self.sender, |sender| {
            pace::step_back();
            work(sender);
        })
    }

    /// Checks the words of all briefings in another thread, the open one's first; the answers come
    /// as messages.
    pub(super) fn verify(&self, generation: u64) -> io::Result<()> {
        let (library, files) = (Arc::clone(&self.state.library), Arc::clone(&self.files));
        let (first, verdicts) = (self.state.current, self.state.verdicts.clone());
        self.beside("verify", move |sender| {
            files.verify((&library, generation), (first, &verdicts), sender);
        })
    }

    /// What was asked for is not wanted any more.
    pub(super) fn stop(&self, effect: &Effect) {
        match effect {
            Effect::StopSearch => self.searcher.stop(),
            Effect::StopMaking => self.maker.stop(),
            Effect::StopOpening => self.files.stop_opening(),
            _ => self.files.stop(),
        }
    }

    /// Gathers something in another thread.
    pub(super) fn gather(&self, what: Gathering) -> io::Result<()> {
        let library = Arc::clone(&self.state.library);
        self.beside("gather", move |_| match what {
            Gathering::Names => library.gather_names(),
            Gathering::Words => library.gather_words(),
        })
    }

    /// Finds out in another thread what was asked of the whole library; the answers come as
    /// messages.
    pub(super) fn search(&self, request: u64, question: Question) -> io::Result<()> {
        self.searcher.ask(request);
        let (library, searcher) = (Arc::clone(&self.state.library), Arc::clone(&self.searcher));
        let verdicts = question.verdicts(&self.state.verdicts);
        self.beside("search", move |sender| {
            searcher.find_out((request, &question), (&library, &verdicts), sender);
        })
    }

    /// Makes the view that is open in another thread; the answer comes as a message.
    pub(super) fn make(&self, request: u64) -> io::Result<()> {
        self.maker.ask(request);
        let Some(making) = Making::of(&self.state) else {
            return Ok(());
        };
        let maker = Arc::clone(&self.maker);
        self.beside("make", move |sender| {
            maker.make((request, &making), sender);
        })
    }

    /// Reads a briefing in another thread; the answer comes as a message.
    pub(super) fn open(&self, at: usize, urgency: Urgency) -> io::Result<()> {
        let (library, files) = (Arc::clone(&self.state.library), Arc::clone(&self.files));
        let to_open = files.ask_to_open(&library, (at, urgency));
        self.beside("open", move |sender| {
            files.open(library, to_open, sender);
        })
    }

    /// Looks through the rows of a list in another thread, until something else is looked for; the
    /// answer comes as a message.
    pub(super) fn find(&self, number: u64) -> io::Result<()> {
        let Some(looking) = Looking::of(&self.state) else {
            return Ok(());
        };
        let latest = Arc::clone(&self.looking);
        latest.store(number, Ordering::Relaxed);
        self.beside("find", move |sender| {
            if let Some(hits) = looking.hits(&|| latest.load(Ordering::Relaxed) != number) {
                let _ = sender.send(Message::Done(Action::Found(number, hits)));
            }
        })
    }

    /// Finds out in another thread what a typed query leaves, unless another is asked meanwhile; the
    /// answer comes as a message.
    pub(super) fn narrow(&self, number: u64) -> io::Result<()> {
        let Some(selecting) = Selecting::of(&self.state) else {
            return Ok(());
        };
        let narrowing = Arc::clone(&self.narrowing);
        narrowing.0.store(number, Ordering::Relaxed);
        self.beside("narrow", move |sender| {
            let (latest, turn) = &*narrowing;
            // Nothing is held by it that a panic elsewhere could leave half done.
            let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
            let is_latest = latest.load(Ordering::Relaxed) == number;
            if let Some(narrowed) = is_latest.then(|| selecting.find()) {
                let _ = sender.send(Message::Done(Action::Narrowed(number, Box::new(narrowed))));
            }
        })
    }

    /// Reads the files in another thread; the answer comes as a message.
    pub(super) fn load(&self, request: u64) -> io::Result<()> {
        let files = Arc::clone(&self.files);
        start("load", &self.sender, move |sender| {
            pace::start_workers();
            pace::step_back();
            cores::start();
            files.load(request, sender);
        })
    }

    /// Reads the files of the configuration in another thread; where that makes a difference, it
    /// comes as a message.
    pub(super) fn configure(&self) -> io::Result<()> {
        let configuration = Arc::clone(&self.configuration);
        start("configuration", &self.sender, move |sender| {
            configuration.read_again(sender);
        })
    }

    /// Reads what has changed of the files in another thread; where that makes a difference, it
    /// comes as a message.
    pub(super) fn refresh(&self) -> io::Result<()> {
        let files = Arc::clone(&self.files);
        let open = self.state.library.entry(self.state.current);
        let open = open.map(|entry| Arc::clone(&entry.file));
        self.beside("refresh", move |sender| {
            files.refresh(open.as_deref(), sender);
        })
    }
}
