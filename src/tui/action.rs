//! What comes into the reader, and what it asks the world to do.

use std::path::Path;
use std::sync::Arc;

use ratatui::layout::Size;

use crate::journal::filters::{Answer as FiltersAnswer, Order};
use crate::journal::{Leaving, Left};
use crate::library::verify::Cache;
use crate::library::{Library, Verdicts, Verification};
use crate::model::Slug;
use crate::report::export::Form;

use super::command::CommandId;
use super::keys::Key;
use super::mouse::{Capture, Mouse};
use super::narrowed::Narrowed;
use super::opening::{Checked, Opened, Urgency};
use super::search::{Answer, Question};
use super::settings::Settings;
use super::sight::Made;
use super::state::Hit;

/// Something that happened.
#[derive(Clone, Debug)]
pub enum Action {
    /// A command was given.
    Command(CommandId),
    /// A key was typed into the prompt.
    Typed(Key),
    /// A key was pressed that means nothing here.
    Unbound(Key),
    /// The mouse did something.
    Mouse(Mouse),
    /// Text was pasted.
    Pasted(String),
    /// The terminal has another size.
    Resized(Size),
    /// A library was loaded, as the answer to the request of this number.
    Loaded {
        /// Which request it answers.
        request: u64,
        /// The library.
        library: Arc<Library>,
        /// What could not be read at all, in a line each.
        problems: Vec<String>,
        /// How its words stand in their sources, where that is known by now.
        verdicts: Verdicts,
        /// Where its briefings were left the last time.
        left: Box<Left>,
    },
    /// A part of a library was loaded, and the rest is being read.
    Partly {
        /// Which request it answers.
        request: u64,
        /// What there is so far.
        library: Arc<Library>,
        /// How many files were read, of how many.
        progress: (usize, usize),
    },
    /// A briefing was opened.
    Opened(Box<Opened>),
    /// What is asked of all briefings of the library of this number is known by now.
    Prepared(u64),
    /// The words of some briefings were checked that are not open, of the library of this number.
    Checked(u64, Vec<Checked>),
    /// A view was made, as the answer to the request of this number.
    Made(u64, Arc<Made>),
    /// The rows of a list were looked through, as the answer to the request of this number.
    Found(u64, Vec<Hit>),
    /// What a typed query leaves is known, as the answer to the request of this number.
    Narrowed(u64, Box<Narrowed>),
    /// Files were changed by somebody, and read again.
    Refreshed {
        /// The library.
        library: Arc<Library>,
        /// What could not be read at all, in a line each.
        problems: Vec<String>,
        /// How its words stand in their sources.
        verdicts: Verdicts,
        /// The files that say something else than before, are new or gone.
        changed: Vec<Arc<str>>,
    },
    /// Files of the configuration of these names were changed by somebody, and read again.
    Configured(Box<Settings>, Vec<&'static str>),
    /// Changes of files will not be noticed: why.
    NotWatched(String),
    /// How the words of a briefing stand in their sources, of the library of this number.
    Verified {
        /// The library's number.
        generation: u64,
        /// The briefing's place in its order.
        at: usize,
        /// The findings.
        verification: Arc<Verification>,
    },
    /// Loading found nothing to open: why, in a line each.
    NotLoaded {
        /// Which request it answers.
        request: u64,
        /// Why.
        reasons: Vec<String>,
    },
    /// What has become of the saved filters.
    Filters(FiltersAnswer),
    /// What was asked of the world went this way: a line to show.
    Told(String),
    /// An answer to the question of this number, on what is typed into the search.
    Answered(u64, Box<Answer>),
    /// A text was made that is to be copied.
    ToCopy(Parcel),
}

/// A text to take away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The text as it goes out: not for the terminal's screen.
    pub text: String,
    /// What a reader should know of it, in a few words.
    pub note: Option<String>,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// By its number, from 1.
    Number(usize),
    /// The one on which a record begins when the file is opened.
    Of(Slug),
}

/// Where something goes that is taken out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To the clipboard.
    Clipboard,
    /// Into a new file in the working directory.
    File,
}

/// Something that only the world outside can do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read the files; the answer carries this number.
    Load(u64),
    /// Read no more files.
    Stop,
    /// Read a briefing, by its place in the library's order.
    Open(usize, Urgency),
    /// No briefing is to be opened any more, unless that has begun.
    StopOpening,
    /// Check the words of the library of this number against their sources; the answers carry it.
    Verify(u64),
    /// Gather something, so that no key waits for it.
    Gather(Gathering),
    /// Look through the rows of the list that is searched; the answer carries this number.
    Find(u64),
    /// Find out what the query leaves that is being typed; the answer carries this number.
    Narrow(u64),
    /// Make the view that is open; the answer carries this number. What was to be made before is no
    /// longer wanted.
    Make(u64),
    /// No view is to be made any more.
    StopMaking,
    /// Find out something about what is typed into the search; the answers carry this number. What
    /// was to be found out before is no longer wanted.
    Search(u64, Question),
    /// Nothing is to be found out any more.
    StopSearch,
    /// Put a text on the clipboard.
    Copy(Parcel),
    /// Open an address in a browser.
    Browse {
        /// The address: http or https.
        url: String,
        /// What it opens, in words.
        opens: String,
    },
    /// Open a file in the editor, and read the files again after that.
    Edit {
        /// The file.
        file: Arc<Path>,
        /// At which line.
        line: Line,
    },
    /// Take out what the filter shows of the open briefing.
    TakeOut {
        /// In which form.
        form: Form,
        /// Where to.
        to: Destination,
    },
    /// Read or change the saved filters.
    Filters(Order),
    /// Write down where a briefing is left.
    Remember(Box<Leaving>),
    /// Note in the log that a command was given by its name.
    Log(CommandId),
    /// Take the mouse from the terminal, or give it back.
    Mouse(Capture),
    /// Stop until the shell says to go on.
    Suspend,
    /// Forget what the terminal shows and draw all of it.
    Redraw,
    /// End.
    Quit,
}

/// What is gathered before anybody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gathering {
    /// The names that can be completed, and by which records are found.
    Names,
    /// The words of what is said of each briefing.
    Words,
}

impl Effect {
    /// What it is, in a word: nothing of what is read or written.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Load(_) => "load",
            Self::Stop => "stop",
            Self::Open(..) => "open",
            Self::StopOpening => "stop-opening",
            Self::Verify(_) => "verify",
            Self::Gather(_) => "gather",
            Self::Find(_) => "find",
            Self::Narrow(_) => "narrow",
            Self::Make(_) => "make",
            Self::StopMaking => "stop-making",
            Self::Search(..) => "search",
            Self::StopSearch => "stop-search",
            Self::Copy(_) => "copy",
            Self::Browse { .. } => "browse",
            Self::Edit { .. } => "edit",
            Self::TakeOut { .. } => "take-out",
            Self::Filters(_) => "filters",
            Self::Remember(_) => "remember",
            Self::Log(_) => "log",
            Self::Mouse(_) => "mouse",
            Self::Suspend => "suspend",
            Self::Redraw => "redraw",
            Self::Quit => "quit",
        }
    }
}

impl Action {
    /// The answer to a request to read files: what was read, and what could not be.
    ///
    /// Files that are read again come with their verdicts, most of them from the cache: what is on
    /// the screen should not be pending for a moment.
    pub fn of_load(
        request: u64,
        (library, mut problems): (Arc<Library>, Vec<String>),
        cache: &Cache,
    ) -> Self {
        if library.entries().is_empty() {
            if problems.is_empty() {
                problems.push("No briefing was found.".to_owned());
            }
            return Self::NotLoaded {
                request,
                reasons: problems,
            };
        }
        let verdicts = match request {
            0 | 1 => Verdicts::default(),
            _ => Verdicts::of_all(&library, cache),
        };
        Self::Loaded {
            request,
            library,
            problems,
            verdicts,
            left: Box::default(),
        }
    }

    /// The same answer, with where the briefings were left.
    #[must_use]
    pub fn with_left(mut self, places: Left) -> Self {
        if let Self::Loaded { left, .. } = &mut self {
            **left = places;
        }
        self
    }
}
