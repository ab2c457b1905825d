//! What the filter shows, made in another thread: for the clipboard, or into a new file.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::report::Context;
use crate::report::export::{self, Form};
use crate::report::listing::Section;
use crate::tui::action::{Action, Destination, Parcel};
use crate::tui::run::{Message, start};
use crate::tui::state::State;

use super::program::why;
use super::tell;

/// The most files of one name, told apart by a number.
const MOST: usize = 999;

/// Takes out what the filter shows of the open briefing; how it went comes as a message.
pub(in crate::tui) fn take_out(
    state: &State,
    form: Form,
    to: Destination,
    sender: &Sender<Message>,
) -> io::Result<()> {
    let library = Arc::clone(&state.library);
    let at = state.current;
    let selection = state.selection.clone();
    let verification = state.verdicts.of(at).map(Arc::clone);
    let everything = state.filter.is_empty();
    start("write-out", sender, move |sender| {
        let context = Context::new(&library, at, &selection, verification.as_deref());
        let Some(context) = context else {
            tell(sender, "no briefing is open");
            return;
        };
        let mut sections = Section::ALL.to_vec();
        if !everything {
            // What the revisions did is under no filter.
            sections.retain(|section| *section != Section::Changelog);
        }
        let text = match export::briefings(&[context], &sections, form) {
            Ok(text) => text,
            Err(error) => return tell(sender, &error.to_string()),
        };
        match to {
            Destination::Clipboard => {
                let note = Some(form.word().to_owned());
                let parcel = Parcel { text, note };
                // Nobody is listening any more when the reader has quit meanwhile.
                let _ = sender.send(Message::Done(Action::ToCopy(parcel)));
            }
            Destination::File => {
                let stem = export::file_stem(context.briefing);
                let told = match new_file(Path::new("."), &stem, form, &text) {
                    Ok(path) => format!("written: {}", path.display()),
                    Err(error) => format!("not written: {}", why(&error)),
                };
                tell(sender, &told);
            }
        }
    })
}

/// Writes a text into a new file of a folder; a file that is there is never touched.
fn new_file(folder: &Path, stem: &str, form: Form, text: &str) -> io::Result<PathBuf> {
    let end = form.extension();
    for number in 1..=MOST {
        let name = match number {
            1 => format!("{stem}.{end}"),
            _ => format!("{stem}-{number}.{end}"),
        };
        let path = folder.join(name);
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            Err(error) => return Err(error),
        };
        if let Err(error) = file.write_all(text.as_bytes()) {
            // Half a text would be taken for the whole.
            let _ = std::fs::remove_file(&path);
            return Err(error);
        }
        return Ok(path);
    }
    Err(io::Error::other(format!(
        "there are {MOST} files of that name already"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_file_is_written_over() {
        let folder = tempfile::tempdir().unwrap();
        let write = |text| new_file(folder.path(), "a-selection", Form::Markdown, text).unwrap();
        let paths = ["one", "two", "three"].map(write);
        let names = paths
            .each_ref()
            .map(|path| path.file_name().unwrap().to_str().unwrap());
        assert_eq!(
            names,
            ["a-selection.md", "a-selection-2.md", "a-selection-3.md"]
        );
        let texts = paths.map(|path| std::fs::read_to_string(path).unwrap());
        assert_eq!(texts, ["one", "two", "three"]);
    }

    #[test]
    #[cfg(unix)]
    fn a_link_in_the_way_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = folder.path().join("elsewhere");
        std::os::unix::fs::symlink(&elsewhere, folder.path().join("a-selection.txt")).unwrap();
        let path = new_file(folder.path(), "a-selection", Form::Text, "text").unwrap();
        assert!(path.ends_with("a-selection-2.txt"));
        assert!(!elsewhere.exists());
    }
}
