//! The loop: what happens outside becomes actions, what the state asks for is done. The only part
//! of the reader that reads, writes or waits.

mod files;
mod input;
mod jobs;
mod keeper;
mod maker;
mod opener;
mod outside;
mod pace;
mod scribe;
mod searcher;
mod settings;
mod signals;
mod threads;

use std::any::Any;
use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::AtomicU64;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{Event, KeyEventKind};
use ratatui::layout::Size;
use rustix::event::Timespec;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGTSTP, SIGWINCH};
use signal_hook::low_level::emulate_default_handler;

use crate::folders::Folders;
use crate::journal::Journal;
use crate::leisure;
use crate::library::cores;
use crate::library::discover::Input;
use crate::text::sanitise;

use super::action::{Action, Effect};
use super::command::CommandId;
use super::config::Environment;
use super::config::files::Setup;
use super::keymap::meaning;
use super::keys::Key;
use super::mouse::Mouse;
use super::sight::{Made, Sight};
use super::state::State;
use super::terminal::{Screen, give_back};
use super::update;
use files::{Files, Shown};
use input::Keyboard;
use keeper::Keeper;
use maker::Maker;
use outside::Outside;
use scribe::Scribe;
use searcher::Searcher;
use settings::Configuration;
use signals::{is_gone, suspend, watch_line, watch_signals};

/// How long the first frame waits for small libraries, so that it does not show an empty screen
/// for a moment.
const PATIENCE: Duration = Duration::from_millis(12);

/// What the reader is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to open.
    pub inputs: Vec<Input>,
    /// What it looks like, where the command line says so: the name of a theme.
    pub theme: Option<String>,
    /// What the environment says.
    pub environment: Environment,
    /// Whether changes of the files are shown at once.
    pub watch: Watch,
    /// Whether briefings come back where they were left.
    pub memory: Memory,
    /// What its user sets.
    pub setup: Setup,
    /// Panics at this key: for testing that the terminal comes back.
    pub panic_at: Option<Key>,
}

/// Whether changes of the files are shown at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watch {
    /// As soon as a file is saved.
    On,
    /// When the reader is told to read the files again.
    Off,
}

/// Whether briefings come back where they were left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Memory {
    /// It is read and written down where they were left.
    On,
    /// Neither.
    Off,
}

/// Why the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was told to quit.
    Quit,
    /// A signal ended it; the terminal is given back already.
    Signal(i32),
}

/// What the threads tell the loop.
pub(super) enum Message {
    Event(Event),
    NoInput(io::Error),
    Signal(i32),
    Done(Action),
    /// The files are no longer what they were.
    Changed,
    /// The files of the configuration are no longer what they were.
    Reconfigured,
    /// A thread panicked: the report is written and the terminal given back.
    Panicked(Box<dyn Any + Send>),
}

/// Reads briefings until the reader quits.
///
/// # Errors
/// When the terminal cannot be read or written.
pub fn run(options: &Options) -> io::Result<End> {
    let end = read(options);
    // Whatever failed first when the terminal went: that is why.
    if end.is_err() && is_gone(Some(&Timespec::default())) {
        return Ok(End::Signal(SIGHUP));
    }
    end
}

fn read(options: &Options) -> io::Result<End> {
    let configuration = Configuration::new(options);
    let settings = configuration
        .settings()
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let (sender, messages) = channel();
    let folders = (options.memory == Memory::On)
        .then(Folders::of_user)
        .flatten();
    let journal = folders.as_ref().map(|folders| Journal::new(&folders.state));
    let caches = folders.map(|folders| folders.cache);
    let kept = (journal.clone(), caches);
    let files = Files::new(&options.inputs, options.watch, kept);
    let mut reader = Reader {
        files: Arc::new(files),
        shown: Shown::default(),
        searcher: Arc::default(),
        maker: Arc::default(),
        scribe: journal.map(Scribe::new),
        keeper: Keeper::default(),
        looking: Arc::default(),
        narrowing: Arc::default(),
        sender,
        state: State::with(settings),
        configuration: Arc::new(configuration),
        panic_at: options.panic_at,
    };
    let first = update::load(&mut reader.state);
    if let Effect::Load(request) = first {
        reader.load(request)?;
    }
    // A key waits for no thread that is not given a core.
    let _helpers = cores::own();
    let configuration = Arc::clone(&reader.configuration);
    start("watch", &reader.sender, move |sender| {
        configuration.follow(sender);
    })?;
    // First the signals: one that comes now must not find the terminal taken over.
    watch_signals(&reader.sender)?;
    let screen = Screen::take()?;
    let mut world = World {
        keyboard: Keyboard::watch(&reader.sender)?,
        screen,
    };
    world.screen.capture(reader.state.pointer.capture)?;
    watch_line(&reader.sender)?;
    let end = reader.live(&mut world, &messages);
    // What is written now must keep nobody from the terminal.
    drop(world);
    reader.remember()?;
    end
}

/// The terminal's two halves.
struct World {
    keyboard: Keyboard,
    screen: Screen,
}

struct Reader {
    sender: Sender<Message>,
    state: State,
    panic_at: Option<Key>,
    files: Arc<Files>,
    /// What the files were told to be on the screen.
    shown: Shown,
    /// Searches while somebody types.
    searcher: Arc<Searcher>,
    /// Makes large views.
    maker: Arc<Maker>,
    configuration: Arc<Configuration>,
    /// Writes down where briefings are left, where that is wanted.
    scribe: Option<Scribe>,
    keeper: Keeper,
    /// The last request to look through rows.
    looking: Arc<AtomicU64>,
    /// The last request to narrow very much, and whose turn it is: one after the other.
    narrowing: Arc<(AtomicU64, Mutex<()>)>,
}

impl Reader {
    /// From the first frame to the end.
    fn live(&mut self, world: &mut World, messages: &Receiver<Message>) -> io::Result<End> {
        self.take(Action::Resized(world.screen.size()?));
        match messages.recv_timeout(PATIENCE) {
            Ok(message) => {
                if let Some(end) = self.handle(message, world)? {
                    return Ok(end);
                }
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
        self.serve(world, messages)
    }

    /// Writes down where the open briefing is left, and waits for that.
    fn remember(mut self) -> io::Result<()> {
        if let Some(scribe) = &mut self.scribe {
            scribe.write_now(&self.state)?;
        }
        self.keeper.finish();
        Ok(())
    }

    /// Draws, waits, takes in all that has come meanwhile; until something says to end.
    fn serve(&mut self, world: &mut World, messages: &Receiver<Message>) -> io::Result<End> {
        let mut drawn = false;
        loop {
            if !drawn {
                world.screen.draw(&self.state, &self.state.theme)?;
            }
            let Ok(first) = messages.recv() else {
                return Ok(End::Quit);
            };
            let mut next = Some(first);
            drawn = true;
            while let Some(message) = next {
                // What changed is still to be read: until then there is nothing new to see.
                drawn &= matches!(message, Message::Changed | Message::Reconfigured);
                if let Some(end) = self.handle(message, world)? {
                    return Ok(end);
                }
                next = messages.try_recv().ok();
            }
        }
    }

    fn handle(&mut self, message: Message, world: &mut World) -> io::Result<Option<End>> {
        let screen = &mut world.screen;
        let action = match message {
            Message::Signal(SIGWINCH) => return self.resized(screen).map(|()| None),
            Message::Signal(SIGTSTP) => {
                let told = suspend(screen)?;
                self.resized(screen)?;
                told.map(|told| Action::Told(told.to_owned()))
            }
            Message::Signal(SIGCONT) => {
                screen.reassert()?;
                return self.resized(screen).map(|()| None);
            }
            Message::Signal(signal) => {
                give_back();
                return Ok(Some(End::Signal(signal)));
            }
            Message::NoInput(error) => return Err(error),
            Message::Panicked(payload) => resume_unwind(payload),
            Message::Done(action) => Some(action),
            Message::Changed => {
                tracing::info!("files have changed");
                self.refresh()?;
                None
            }
            Message::Reconfigured => {
                tracing::info!("the configuration has changed");
                self.configure()?;
                None
            }
            Message::Event(event) => {
                leisure::somebody_is_there();
                self.action(event)
            }
        };
        let Some(action) = action else {
            return Ok(None);
        };
        // What an effect asks for in turn comes after the others.
        let mut effects = VecDeque::from(self.take(action));
        while let Some(effect) = effects.pop_front() {
            match effect {
                Effect::Quit => return Ok(Some(End::Quit)),
                effect => effects.extend(self.perform(effect, world)?),
            }
        }
        Ok(None)
    }

    /// Does what the state asks for; returns what follows from that.
    fn perform(&mut self, effect: Effect, world: &mut World) -> io::Result<Vec<Effect>> {
        tracing::debug!(effect = effect.name());
        let mut outside = Outside {
            state: &self.state,
            scribe: &mut self.scribe,
            screen: &mut world.screen,
            keyboard: &mut world.keyboard,
            sender: &self.sender,
        };
        let told = match effect {
            Effect::Quit => None,
            Effect::Log(command) => {
                log(command);
                None
            }
            Effect::Redraw => {
                world.screen.forget();
                None
            }
            Effect::Mouse(capture) => {
                world.screen.capture(capture)?;
                None
            }
            Effect::Suspend => {
                let told = suspend(&mut world.screen)?;
                self.resized(&world.screen)?;
                told.map(str::to_owned)
            }
            Effect::Load(request) => {
                self.configure()?;
                self.load(request)?;
                None
            }
            Effect::Verify(generation) => {
                self.verify(generation)?;
                None
            }
            Effect::Gather(what) => {
                self.gather(what)?;
                None
            }
            Effect::Search(request, question) => {
                self.search(request, question)?;
                None
            }
            Effect::Stop | Effect::StopSearch | Effect::StopMaking | Effect::StopOpening => {
                self.stop(&effect);
                None
            }
            Effect::Make(request) => {
                self.make(request)?;
                None
            }
            Effect::Open(at, urgency) => {
                self.open(at, urgency)?;
                None
            }
            Effect::Find(number) => {
                self.find(number)?;
                None
            }
            Effect::Narrow(number) => {
                self.narrow(number)?;
                None
            }
            Effect::Remember(leaving) => {
                if let Some(scribe) = &mut self.scribe {
                    scribe.write(*leaving)?;
                }
                None
            }
            Effect::Filters(order) => {
                self.keeper.carry_out(order, &self.sender)?;
                None
            }
            Effect::Copy(parcel) => outside.copy(parcel)?,
            Effect::Browse { url, opens } => {
                let told = outside.browse(&url, &opens)?;
                self.resized(&world.screen)?;
                told
            }
            Effect::Edit { file, line } => {
                let opened = outside.edit(&file, &line)?;
                self.resized(&world.screen)?;
                match opened {
                    // However it ended: what is in the file now says what became of it.
                    Ok(told) => {
                        let mut effects = vec![update::load(&mut self.state)];
                        effects.extend(self.told(told));
                        return Ok(effects);
                    }
                    Err(why) => Some(why),
                }
            }
            Effect::TakeOut { form, to } => {
                outside::take_out(&self.state, form, to, &self.sender)?;
                None
            }
        };
        Ok(self.told(told))
    }

    /// Shows the reader a line, where there is one.
    fn told(&mut self, line: Option<String>) -> Vec<Effect> {
        line.map_or(Vec::new(), |line| {
            self.take(Action::Told(sanitise::line(&line).into_owned()))
        })
    }

    fn take(&mut self, action: Action) -> Vec<Effect> {
        if let Action::Command(command) = &action {
            log(*command);
        }
        let library = Arc::clone(&self.state.library);
        let views = (self.seen(), made_in(&action));
        let effects = update::update(&mut self.state, action);
        let shown = Shown::of(&self.state);
        if self.shown != shown {
            self.files.shows(shown.clone());
            self.shown = shown;
        }
        let is_new = |made: &Arc<Made>| self.seen().is_none_or(|now| !Arc::ptr_eq(made, &now));
        let is_new = [&views.0, &views.1].into_iter().flatten().any(is_new);
        if is_new || !Arc::ptr_eq(&library, &self.state.library) {
            // What is large takes a while to be let go of.
            let _ = self.beside("drop", move |_| drop((library, views)));
        }
        effects
    }

    /// The view that is seen.
    fn seen(&self) -> Option<Arc<Made>> {
        let sight = self.state.sight.as_ref();
        sight.and_then(Sight::made).cloned()
    }

    /// The terminal may have another size after the program was away.
    fn resized(&mut self, screen: &Screen) -> io::Result<()> {
        self.take(Action::Resized(screen.size()?));
        Ok(())
    }

    /// What an event of the terminal means now.
    fn action(&mut self, event: Event) -> Option<Action> {
        match event {
            Event::Key(key) if key.kind == KeyEventKind::Press => {
                let key = Key::from_event(key);
                assert!(
                    self.panic_at != Some(key),
                    "{key} was pressed, as the test asked for"
                );
                Some(meaning(&self.state, key))
            }
            Event::Paste(text) => Some(Action::Pasted(text)),
            Event::Resize(width, height) => Some(Action::Resized(Size::new(width, height))),
            Event::Mouse(mouse) => Mouse::from_event(mouse).map(Action::Mouse),
            Event::Key(_) | Event::FocusGained | Event::FocusLost => None,
        }
    }
}

/// The view that an action brings.
fn made_in(action: &Action) -> Option<Arc<Made>> {
    match action {
        Action::Made(_, made) => Some(Arc::clone(made)),
        _ => None,
    }
}

fn log(command: CommandId) {
    tracing::debug!(command = command.row().map(|row| row.name));
}

/// Starts a thread. Its panic is the reader's: nobody would wait for what it was to do.
pub(super) fn start(
    name: &str,
    sender: &Sender<Message>,
    work: impl FnOnce(&Sender<Message>) + Send + 'static,
) -> io::Result<()> {
    let sender = sender.clone();
    let whole = move || {
        if let Err(payload) = catch_unwind(AssertUnwindSafe(|| work(&sender))) {
            let _ = sender.send(Message::Panicked(payload));
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(whole)?;
    Ok(())
}

/// Ends the program by a signal's own means, so that the parent sees which one it was.
///
/// # Errors
/// When the signal cannot be raised.
pub fn end_by(signal: i32) -> io::Result<()> {
    emulate_default_handler(signal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_in_a_thread_is_told() {
        let (sender, messages) = channel();
        start("test", &sender, |_| panic!("on purpose")).unwrap();
        let message = messages.recv_timeout(Duration::from_secs(10));
        assert!(matches!(message, Ok(Message::Panicked(_))));
    }
}
