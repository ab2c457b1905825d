//! Reading the library's files and watching them: in threads, so that nobody waits for it.

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::journal::Journal;
use rayon::prelude::*;

use crate::library::discover::{Input, nothing_in};
use crate::library::remembered::{self, Remembered};
use crate::library::shelf::{Again, Outcome, Partial, Request, Shelf};
use crate::library::verify::Cache;
use crate::library::watch::{Watched, Watcher};
use crate::library::{Entry, Library, Scope, Verdicts, cores, load};
use crate::tui::action::Action;
use crate::tui::breadth::Breadth;
use crate::tui::opening::{Checked, Opened, Urgency};
use crate::tui::state::State;

use super::opener::{Opener, ToOpen};
use super::{Message, Watch, pace};

/// What the threads share that read files, check words and notice changes.
#[derive(Debug)]
pub(super) struct Files {
    inputs: Vec<Input>,
    watch: Watch,
    shelf: Mutex<Shelf>,
    watching: Mutex<Watching>,
    cache: Cache,
    /// Where verdicts are kept between runs, and those that are; read when first asked for.
    caches: Option<PathBuf>,
    remembered: Mutex<Option<Remembered>>,
    journal: Option<Journal>,
    /// What is on the screen.
    shown: Mutex<Shown>,
    /// The last request to read everything, and the last one that is no longer waited for.
    asked: AtomicU64,
    stopped: AtomicU64,
    /// The library that is checked.
    verified: AtomicU64,
    opener: Opener,
}

/// How many briefings that are not open are checked before it is told: the first time, and later.
const CHECKED_FIRST: usize = 32;
const CHECKED_AT_MOST: usize = 512;

/// Of which records there are lists on the screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Shown {
    /// Of none.
    #[default]
    Nothing,
    /// Those of the briefing of a file.
    One(Arc<str>),
    /// Those of all briefings.
    All,
}

#[derive(Debug, Default)]
struct Watching {
    watcher: Option<Watcher>,
    /// What was told of already.
    fault: Option<String>,
}

impl Shown {
    /// What a state shows.
    pub(super) fn of(state: &State) -> Self {
        let file = state.library.entry(state.current).map(|entry| &entry.file);
        match (state.breadth, file) {
            (Breadth::All, _) => Self::All,
            (Breadth::One, Some(file)) => Self::One(Arc::clone(file)),
            (Breadth::One, None) => Self::Nothing,
        }
    }
}

impl Files {
    pub(super) fn new(
        inputs: &[Input],
        watch: Watch,
        (journal, caches): (Option<Journal>, Option<PathBuf>),
    ) -> Self {
        let shelf = Shelf::default();
        let shelf = match caches.clone() {
            Some(folder) => shelf.caching_in(folder),
            None => shelf,
        };
        Self {
            inputs: inputs.to_vec(),
            watch,
            shelf: Mutex::new(shelf),
            watching: Mutex::default(),
            cache: Cache::default(),
            caches,
            remembered: Mutex::default(),
            journal,
            shown: Mutex::default(),
            asked: AtomicU64::default(),
            stopped: AtomicU64::default(),
            verified: AtomicU64::default(),
            opener: Opener::default(),
        }
    }

    /// Reads everything, and watches it from then on.
    pub(super) fn load(&self, request: u64, sender: &Sender<Message>) {
        let _span = tracing::info_span!("load", request).entered();
        self.asked.fetch_max(request, Ordering::Relaxed);
        let mut shelf = lock(&self.shelf);
        self.stopped.fetch_max(request - 1, Ordering::Relaxed);
        let is_stopped = || self.stopped.load(Ordering::Relaxed) >= request;
        let asked = Request {
            inputs: &self.inputs,
            again: Again::All,
            open: None,
            stop: &is_stopped,
        };
        let mut tell = |partial: Partial| {
            cores::alone(|| self.prepare(&partial.library));
            // Nobody is listening any more when the reader has quit meanwhile.
            let _ = sender.send(Message::Done(Action::Partly {
                request,
                library: Arc::new(partial.library),
                progress: (partial.read, partial.files),
            }));
        };
        let Outcome {
            library,
            mut problems,
            ..
        } = shelf.read(&asked, &mut tell);
        if is_stopped() {
            return;
        }
        if library.entries().is_empty() && problems.is_empty() {
            problems.push(nothing_in(&self.inputs));
        }
        let (files, unreadable) = (library.entries().len(), problems.len());
        tracing::info!(files, unreadable);
        let left = self.journal.as_ref().map(|journal| journal.read(&library));
        self.prepare(&library);
        let action = Action::of_load(request, (Arc::new(library), problems), &self.cache)
            .with_left(left.unwrap_or_default());
        // Nobody is listening any more when the reader has quit meanwhile.
        let _ = sender.send(Message::Done(action));
        shelf.look_at_texts();
        let (watched, unsaved) = (shelf.watched(), shelf.unsaved());
        drop(shelf);
        self.follow(watched, sender);
        // Nobody waits for what is left, nor for anything that is held meanwhile.
        pace::stand_aside();
        if let Some(Err(error)) = unsaved.map(|unsaved| unsaved.save()) {
            tracing::warn!(%error, "the cache is not written");
        }
    }

    /// Finds out what the lists need that are on the screen, so that nobody waits for them when they
    /// are those of another library.
    fn prepare(&self, library: &Library) {
        let shown = lock(&self.shown).clone();
        match shown {
            Shown::Nothing => {}
            Shown::One(file) => {
                if let Some(at) = library.position(&file) {
                    library.prepare_lists(Scope::One(at));
                }
            }
            Shown::All => library.prepare_lists(Scope::All),
        }
    }

    /// Tells what is on the screen.
    pub(super) fn shows(&self, shown: Shown) {
        *lock(&self.shown) = shown;
    }

    /// Reads no more for what was asked so far.
    pub(super) fn stop(&self) {
        self.stopped
            .fetch_max(self.asked.load(Ordering::Relaxed), Ordering::Relaxed);
    }

    /// A briefing is to be opened, by its place in a library.
    pub(super) fn ask_to_open(&self, library: &Library, which: (usize, Urgency)) -> ToOpen {
        let records = library.records().all_of(which.0).len();
        self.opener.ask(which, records)
    }

    /// No briefing that was asked for is wanted any more.
    pub(super) fn stop_opening(&self) {
        self.opener.stop();
    }

    /// Reads a briefing again, and checks its words, unless another has been asked for meanwhile.
    pub(super) fn open(
        self: &Arc<Self>,
        library: Arc<Library>,
        to_open: ToOpen,
        sender: &Sender<Message>,
    ) {
        let at = to_open.at;
        let _span = tracing::info_span!("open", at).entered();
        let Some(_turn) = self.opener.turn(to_open) else {
            return;
        };
        let Some(entry) = library.entry(at).cloned() else {
            return;
        };
        let files = Arc::clone(self);
        let read = move || Opened::of((&entry, load::open(&entry)), &files.cache);
        let opened = match to_open.patience() {
            Some(patience) => pace::aside(read, patience),
            None => read(),
        };
        cores::alone(|| library.prepare_lists(Scope::One(at)));
        // Who is the only one that has it can change it as it is.
        drop(library);
        let action = Action::Opened(Box::new(opened));
        let _ = sender.send(Message::Done(action));
    }

    /// Reads what has changed; says so only where that makes a difference.
    pub(super) fn refresh(&self, open: Option<&str>, sender: &Sender<Message>) {
        let _span = tracing::info_span!("refresh").entered();
        let mut shelf = lock(&self.shelf);
        let outcome = shelf.refresh(&self.inputs, open);
        // Where nothing is left that could be read, what there was stays.
        if let Some(outcome) = outcome.filter(|one| !one.library.entries().is_empty()) {
            let library = Arc::new(outcome.library);
            library.prepare();
            let verdicts = Verdicts::of_all(&library, &self.cache);
            let _ = sender.send(Message::Done(Action::Refreshed {
                library,
                problems: outcome.problems,
                verdicts,
                changed: outcome.changed,
            }));
        }
        let watched = shelf.watched();
        drop(shelf);
        self.follow(watched, sender);
    }

    /// Checks the words of all briefings, one first.
    pub(super) fn verify(
        &self,
        (library, generation): (&Library, u64),
        (first, verdicts): (usize, &Verdicts),
        sender: &Sender<Message>,
    ) {
        let _span = tracing::info_span!("verify", generation).entered();
        self.verified.fetch_max(generation, Ordering::Relaxed);
        let mut closed = Vec::new();
        let others = (0..library.entries().len()).filter(|at| *at != first);
        for at in std::iter::once(first).chain(others) {
            let entry = library.entry(at);
            let Some(content) = entry.and_then(|entry| entry.content.as_ref()) else {
                let readable = entry.is_some_and(Entry::is_readable);
                closed.extend(Some(at).filter(|at| readable && verdicts.is_pending(*at)));
                continue;
            };
            let action = Action::Verified {
                generation,
                at,
                verification: Arc::clone(content.verification(&self.cache)),
            };
            // Nobody is listening any more when the reader has quit meanwhile.
            if sender.send(Message::Done(action)).is_err() {
                return;
            }
        }
        // What is asked of all briefings later is known at once. Who asks sooner waits for this thread: it
        // must not be one that is kept waiting itself.
        cores::alone(|| library.prepare());
        if sender
            .send(Message::Done(Action::Prepared(generation)))
            .is_err()
        {
            return;
        }
        let Some(closed) = self.remind((library, generation), &closed, sender) else {
            return;
        };
        // Who has read the files has then looked at their texts: what of them changes from now on is
        // noticed.
        drop(lock(&self.shelf));
        // What is asked for later is found at once.
        pace::in_background(|| {
            let is_stopped = || self.verified.load(Ordering::Relaxed) != generation;
            library.index(&is_stopped);
            library.index_texts(&is_stopped);
            self.check((library, generation), &closed, sender);
        });
    }

    /// Tells the verdicts that are remembered of some briefings; those that are left are to be
    /// checked. `None` where nobody is listening any more.
    fn remind(
        &self,
        (library, generation): (&Library, u64),
        closed: &[usize],
        sender: &Sender<Message>,
    ) -> Option<Vec<usize>> {
        if closed.is_empty() {
            return Some(Vec::new());
        }
        let mut remembered = lock(&self.remembered);
        let remembered = remembered.get_or_insert_with(|| match &self.caches {
            Some(folder) => Remembered::read(folder, &self.inputs),
            None => Remembered::default(),
        });
        let known = closed.par_iter().filter_map(|at| {
            let entry = library.entry(*at)?;
            Some(Checked {
                at: *at,
                standings: remembered.standings(entry)?,
                diagnostics: Arc::clone(&entry.diagnostics),
            })
        });
        let known: Vec<_> = known.collect();
        let told: HashSet<_> = known.iter().map(|one| one.at).collect();
        let left = closed.iter().filter(|at| !told.contains(at)).copied();
        let left = left.collect();
        if !known.is_empty() {
            let action = Action::Checked(generation, known);
            sender.send(Message::Done(action)).ok()?;
        }
        Some(left)
    }

    /// Checks the words of briefings that are not open: each is read, checked and let go of. Ends
    /// when a later library is checked.
    fn check(
        &self,
        (library, generation): (&Library, u64),
        closed: &[usize],
        sender: &Sender<Message>,
    ) {
        let mut most = CHECKED_FIRST;
        let mut rest = closed;
        while !rest.is_empty() && self.verified.load(Ordering::Relaxed) == generation {
            let (now, later) = rest.split_at(most.min(rest.len()));
            let checked = now.par_iter().filter_map(|at| {
                let checked = remembered::check(library.entry(*at)?)?;
                Some((*at, checked))
            });
            let checked: Vec<_> = checked.collect();
            if let Some(remembered) = &mut *lock(&self.remembered) {
                for (_, one) in &checked {
                    remembered.keep(one);
                }
            }
            let checked = checked.into_iter().map(|(at, one)| Checked {
                at,
                standings: one.standings,
                diagnostics: one.diagnostics,
            });
            let action = Action::Checked(generation, checked.collect());
            if sender.send(Message::Done(action)).is_err() {
                return;
            }
            rest = later;
            most = (most * 2).min(CHECKED_AT_MOST);
        }
        if let Some(remembered) = &mut *lock(&self.remembered)
            && let Err(error) = remembered.save(library.entries())
        {
            tracing::warn!(%error, "the verdicts are not written");
        }
    }

    /// Watches the files from now on. That it does not work is told once.
    fn follow(&self, watched: Watched, sender: &Sender<Message>) {
        if self.watch == Watch::Off {
            return;
        }
        let mut watching = lock(&self.watching);
        if watching.watcher.is_none() && watched.is_empty() {
            return;
        }
        let _span = tracing::info_span!("watch").entered();
        let followed = watching.follow(watched, sender);
        let fault = match followed {
            Ok(more) => {
                watching.fault = None;
                if more {
                    // What changed before it was watched.
                    let _ = sender.send(Message::Changed);
                }
                return;
            }
            Err(fault) => fault.to_string(),
        };
        if watching.fault.as_ref() != Some(&fault) {
            watching.fault = Some(fault.clone());
            let _ = sender.send(Message::Done(Action::NotWatched(fault)));
        }
    }
}

impl Watching {
    fn follow(
        &mut self,
        watched: Watched,
        sender: &Sender<Message>,
    ) -> Result<bool, crate::library::watch::WatchFault> {
        if self.watcher.is_none() {
            let sender = sender.clone();
            let changed = move || {
                let _ = sender.send(Message::Changed);
            };
            self.watcher = Some(Watcher::new(changed)?);
        }
        match &mut self.watcher {
            Some(watcher) => watcher.follow(watched),
            None => Ok(false),
        }
    }
}

/// A panic in another thread ends the reader anyhow.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
