//! What the reader has other programs do, and the terminal itself: the clipboard, the browser, the
//! editor, files that are written out. None of it goes through a shell.

mod browser;
mod clipboard;
mod editor;
mod program;
mod write_out;

use std::io;
use std::path::Path;
use std::sync::mpsc::Sender;

use crate::text::sanitise;
use crate::tui::action::{Action, Line, Parcel};
use crate::tui::state::State;
use crate::tui::terminal::Screen;

use super::input::Keyboard;
use super::scribe::Scribe;
use super::{Message, start};

pub(super) use write_out::take_out;

/// What it takes to reach the world outside.
pub(super) struct Outside<'a> {
    pub state: &'a State,
    pub scribe: &'a mut Option<Scribe>,
    pub screen: &'a mut Screen,
    pub keyboard: &'a mut Keyboard,
    pub sender: &'a Sender<Message>,
}

impl Outside<'_> {
    /// Puts a text on the clipboard; returns what there is to tell at once.
    pub(super) fn copy(&mut self, parcel: Parcel) -> io::Result<Option<String>> {
        if let Some(words) = self.state.config.clipboard.clone() {
            start("clipboard", self.sender, move |sender| {
                tell(sender, &clipboard::by_program(&words, &parcel));
            })?;
            return Ok(None);
        }
        match clipboard::sequence(&parcel.text, clipboard::Multiplexer::of_environment()) {
            Ok(sequence) => {
                self.screen.send(&sequence)?;
                Ok(Some(clipboard::sent(&parcel)))
            }
            Err(too_long) => Ok(Some(too_long)),
        }
    }

    /// Opens an address in a browser; returns what there is to tell at once.
    pub(super) fn browse(&mut self, url: &str, opens: &str) -> io::Result<Option<String>> {
        let found = browser::find(self.state.config.browser.as_deref(), url);
        let Some(browser) = found else {
            return Ok(Some(browser::NONE.to_owned()));
        };
        if browser.in_terminal {
            let outcome = self.lend(|| browser.run())?;
            return Ok(outcome.err());
        }
        let opens = opens.to_owned();
        start("browser", self.sender, move |sender| {
            tell(sender, &browser.open(&opens));
        })?;
        Ok(None)
    }

    /// Opens a file in the editor and waits for its end, which is told where it was no good one; or
    /// why it was not opened, in words.
    pub(super) fn edit(
        &mut self,
        file: &Path,
        line: &Line,
    ) -> io::Result<Result<Option<String>, String>> {
        let number = line.number(file);
        let edit = match editor::command(self.state.config.editor.as_deref(), file, number) {
            Ok(edit) => edit,
            Err(why) => return Ok(Err(why)),
        };
        let editor = program::name(&edit.get_program().to_string_lossy());
        let ended = self.lend(|| program::run(edit))?;
        Ok(ended.map(|status| {
            // What it may have said is on the shell's screen, out of sight.
            let bad = !status.success();
            bad.then(|| format!("{editor} ended with {}", program::how(status)))
        }))
    }

    /// Gives the terminal and its keys to another program until that has ended.
    fn lend<T>(&mut self, run: impl FnOnce() -> T) -> io::Result<T> {
        // What ends the reader meanwhile leaves no time for it.
        if let Some(scribe) = self.scribe {
            scribe.write_now(self.state)?;
        }
        let screen = &mut *self.screen;
        self.keyboard.pause(|| screen.lend(run))?
    }
}

impl Line {
    /// The line's number, from 1; the first where the record is not in the file any more.
    fn number(&self, file: &Path) -> usize {
        match self {
            Self::Number(number) => *number,
            Self::Of(record) => crate::library::load::line_of(file, record).unwrap_or(1),
        }
    }
}

/// Tells the reader how something went.
fn tell(sender: &Sender<Message>, text: &str) {
    let text = sanitise::line(text).into_owned();
    // Nobody is listening any more when the reader has quit meanwhile.
    let _ = sender.send(Message::Done(Action::Told(text)));
}
