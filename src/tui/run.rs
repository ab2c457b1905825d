//! The loop: what happens outside becomes actions, what the state asks for is done. The only part
//! of the reader that reads, writes or waits.

mod files;

use std::any::Any;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Duration;

use ratatui::crossterm::event::{self, Event, KeyEventKind};
use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};
use signal_hook::iterator::Signals;
use signal_hook::low_level::emulate_default_handler;

use crate::library::discover::Input;
use crate::report::GlyphSet;

use super::action::{Action, Effect};
use super::config::files::Setup;
use super::keymap::{Keymap, meaning};
use super::keys::Key;
use super::state::State;
use super::terminal::{Screen, give_back};
use super::theme::{Theme, ThemeName};
use super::update;
use files::Files;

/// How long the first frame waits for small libraries, so that it does not show an empty screen
/// for a moment.
const PATIENCE: Duration = Duration::from_millis(12);

/// What the reader is started with.
#[derive(Clone, Debug)]
pub struct Options {
    /// What to open.
    pub inputs: Vec<Input>,
    /// What it looks like.
    pub theme: ThemeName,
    /// The signs to use.
    pub glyphs: GlyphSet,
    /// Whether changes of the files are shown at once.
    pub watch: Watch,
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

/// Why the reader ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// It was told to quit.
    Quit,
    /// A signal ended it; the terminal is given back already.
    Signal(i32),
}

enum Message {
    Event(Event),
    NoInput(io::Error),
    Signal(i32),
    Done(Action),
    /// The files are no longer what they were.
    Changed,
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
    let keymap = Keymap::with(&options.setup.keys.overrides)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
    let (sender, messages) = channel();
    let mut reader = Reader {
        theme: Theme::new(options.theme),
        files: Arc::new(Files::new(&options.inputs, options.watch)),
        sender,
        state: State::new(Size::ZERO, options.glyphs, keymap),
        panic_at: options.panic_at,
    };
    reader.state.config = options.setup.config.config.clone();
    reader.state.config_faults = options.setup.faults();
    let first = update::load(&mut reader.state);
    reader.load(first)?;
    // First the signals: one that comes now must not find the terminal taken over.
    watch_signals(&reader.sender)?;
    let mut screen = Screen::take()?;
    watch_input(&reader.sender)?;
    watch_line(&reader.sender)?;
    reader.take(Action::Resized(screen.size()?));
    match messages.recv_timeout(PATIENCE) {
        Ok(message) => {
            if let Some(end) = reader.handle(message, &mut screen)? {
                return Ok(end);
            }
        }
        Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
    }
    reader.serve(&mut screen, &messages)
}

struct Reader {
    theme: Theme,
    sender: Sender<Message>,
    state: State,
    panic_at: Option<Key>,
    files: Arc<Files>,
}

impl Reader {
    /// Draws, waits, takes in all that has come meanwhile; until something says to end.
    fn serve(&mut self, screen: &mut Screen, messages: &Receiver<Message>) -> io::Result<End> {
        let mut drawn = false;
        loop {
            if !drawn {
                screen.draw(&self.state, &self.theme)?;
            }
            let Ok(first) = messages.recv() else {
                return Ok(End::Quit);
            };
            let mut next = Some(first);
            drawn = true;
            while let Some(message) = next {
                // What changed is still to be read: until then there is nothing new to see.
                drawn &= matches!(message, Message::Changed);
                if let Some(end) = self.handle(message, screen)? {
                    return Ok(end);
                }
                next = messages.try_recv().ok();
            }
        }
    }

    fn handle(&mut self, message: Message, screen: &mut Screen) -> io::Result<Option<End>> {
        let action = match message {
            Message::Signal(SIGTSTP) => {
                suspend(screen)?;
                return self.resized(screen).map(|()| None);
            }
            Message::Signal(SIGCONT) => {
                screen.forget()?;
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
                self.refresh()?;
                None
            }
            Message::Event(event) => self.action(event),
        };
        let Some(action) = action else {
            return Ok(None);
        };
        for effect in self.take(action) {
            match effect {
                Effect::Quit => return Ok(Some(End::Quit)),
                Effect::Redraw => screen.forget()?,
                Effect::Suspend => {
                    suspend(screen)?;
                    self.resized(screen)?;
                }
                Effect::Load(_) => self.load(effect)?,
                Effect::Verify(generation) => self.verify(generation)?,
            }
        }
        Ok(None)
    }

    fn take(&mut self, action: Action) -> Vec<Effect> {
        let before = Arc::clone(&self.state.library);
        let effects = update::update(&mut self.state, action);
        if !Arc::ptr_eq(&before, &self.state.library) {
            // A large library takes a while to be let go of.
            let _ = start("drop", &self.sender, move |_| drop(before));
        }
        effects
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
            Event::Key(_) | Event::Mouse(_) | Event::FocusGained | Event::FocusLost => None,
        }
    }

    /// Checks the words of all briefings in another thread, the open one's first; the answers come
    /// as messages.
    fn verify(&self, generation: u64) -> io::Result<()> {
        let (library, files) = (Arc::clone(&self.state.library), Arc::clone(&self.files));
        let first = self.state.current;
        start("verify", &self.sender, move |sender| {
            files.verify((&library, generation), first, sender);
        })
    }

    /// Reads the files in another thread; the answer comes as a message.
    fn load(&self, effect: Effect) -> io::Result<()> {
        let Effect::Load(request) = effect else {
            return Ok(());
        };
        let files = Arc::clone(&self.files);
        start("load", &self.sender, move |sender| {
            files.load(request, sender);
        })
    }

    /// Reads what has changed of the files in another thread; where that makes a difference, it
    /// comes as a message.
    fn refresh(&self) -> io::Result<()> {
        let files = Arc::clone(&self.files);
        let open = self.state.library.entry(self.state.current);
        let open = open.map(|entry| Arc::clone(&entry.file));
        start("refresh", &self.sender, move |sender| {
            files.refresh(open.as_deref(), sender);
        })
    }
}

/// Stops until the shell says to go on.
fn suspend(screen: &mut Screen) -> io::Result<()> {
    screen.leave(|| emulate_default_handler(SIGTSTP))?
}

fn watch_signals(sender: &Sender<Message>) -> io::Result<()> {
    let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    start("signals", sender, move |sender| {
        for signal in signals.forever() {
            if sender.send(Message::Signal(signal)).is_err() {
                return;
            }
        }
    })
}

fn watch_input(sender: &Sender<Message>) -> io::Result<()> {
    start("input", sender, |sender| {
        loop {
            let (message, ended) = match event::read() {
                Ok(event) => (Message::Event(event), false),
                Err(error) => (Message::NoInput(error), true),
            };
            if sender.send(message).is_err() || ended {
                return;
            }
        }
    })
}

/// Notices that the terminal is gone, and says so where no signal does. Every read of it then
/// returns at once with nothing, and the thread that reads the keys would try again for ever.
fn watch_line(sender: &Sender<Message>) -> io::Result<()> {
    start("line", sender, |sender| {
        if is_gone(None) {
            let _ = sender.send(Message::Signal(SIGHUP));
        }
    })
}

/// Whether the terminal is gone, or will be within a time; `None` waits for as long as it is there.
fn is_gone(within: Option<&Timespec>) -> bool {
    let out = io::stdout();
    let mut line = [PollFd::new(&out, PollFlags::empty())];
    while let Err(Errno::INTR) = poll(&mut line, within) {}
    let gone = PollFlags::HUP | PollFlags::ERR;
    line.iter().any(|line| line.revents().intersects(gone))
}

/// Starts a thread. Its panic is the reader's: nobody would wait for what it was to do.
fn start(
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
