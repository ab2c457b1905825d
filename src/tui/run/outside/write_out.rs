//! What the filter shows, made in another thread: for the clipboard, or into a new file.

use std::fs::OpenOptions;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use crate::library::verify::Cache;
use crate::library::{
    Entry, Filter, Library, RecordIx, Scope, Selection, Verdicts, Verification, load,
};
use crate::model::RecordKind;
use crate::report::Context;
use crate::report::export::{self, Form};
use crate::report::listing::Section;
use crate::tui::action::{Action, Destination, Parcel};
use crate::tui::breadth::Breadth;
use crate::tui::run::{Message, start};
use crate::tui::state::State;

use super::program::why;
use super::tell;

/// Of so many briefings something is taken out at once, at most: each is read and held.
const MOST_BRIEFINGS: usize = 500;

/// The most files of one name, told apart by a number.
const MOST: usize = 999;

/// Takes out what the filter shows of the open briefing; how it went comes as a message.
pub(in crate::tui) fn take_out(
    state: &State,
    form: Form,
    to: Destination,
    sender: &Sender<Message>,
) -> io::Result<()> {
    let mut taken = Taken::of(state);
    let everything = state.filter.is_empty();
    start("write-out", sender, move |sender| {
        if let Err(reason) = taken.gather() {
            return tell(sender, reason);
        }
        let contexts = taken.contexts();
        let mut sections = Section::ALL.to_vec();
        if !everything {
            // What the revisions did is under no filter.
            sections.retain(|section| *section != Section::Changelog);
        }
        let text = match export::briefings(&contexts, &sections, form) {
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
                let stem = match contexts.as_slice() {
                    [one] => export::file_stem(one.briefing),
                    _ => export::STEM_OF_MANY.to_owned(),
                };
                let told = match new_file(Path::new("."), &stem, form, &text) {
                    Ok(path) => format!("written: {}", path.display()),
                    Err(error) => format!("not written: {}", why(&error)),
                };
                tell(sender, &told);
            }
        }
    })
}

/// The briefings that something is taken out of, each with what is listed of it.
struct Taken {
    library: Library,
    breadth: Breadth,
    filter: Filter,
    verdicts: Verdicts,
    /// What is listed of all.
    selection: Selection,
    parts: Vec<(usize, Selection, Option<Arc<Verification>>)>,
}

impl Taken {
    fn of(state: &State) -> Self {
        let at = state.current;
        let verification = state.verdicts.of(at).map(Arc::clone);
        let parts = match state.breadth {
            Breadth::One => vec![(at, state.selection.clone(), verification)],
            Breadth::All => Vec::new(),
        };
        Self {
            library: (*state.library).clone(),
            breadth: state.breadth,
            filter: state.filter.clone(),
            verdicts: state.verdicts.clone(),
            selection: state.selection.clone(),
            parts,
        }
    }

    /// Of all briefings: those of which something is listed that was said, done or proposed. Each
    /// is read, and what is listed of it found by itself.
    fn gather(&mut self) -> Result<(), &'static str> {
        if self.breadth == Breadth::One {
            return Ok(());
        }
        let listed = |at: &usize| {
            let kinds = RecordKind::ALL.into_iter().filter(|kind| !is_facet(*kind));
            let mut all = kinds.flat_map(|kind| self.library.records().span(*at, kind));
            all.any(|ix| self.selection.contains(RecordIx(ix)))
        };
        let places: Vec<_> = (0..self.library.entries().len()).filter(listed).collect();
        if places.is_empty() {
            return Err("nothing is listed that could be taken out");
        }
        if places.len() > MOST_BRIEFINGS {
            return Err("it is of more than 500 briefings: narrow it first");
        }
        for at in places {
            let read = |entry: &Entry| match &entry.content {
                Some(content) => Some(Arc::clone(content)),
                None => load::open(entry)?.content,
            };
            let Some(content) = self.library.entry(at).and_then(read) else {
                continue;
            };
            self.library.reopen(at, &content);
            let verification = Arc::clone(content.verification(&Cache::default()));
            let filter = self.library.filter_in(&self.filter, at);
            let one = self.library.select(Scope::One(at), &filter, &self.verdicts);
            self.parts.push((at, one, Some(verification)));
        }
        Ok(())
    }

    fn contexts(&self) -> Vec<Context<'_>> {
        let contexts = self
            .parts
            .iter()
            .filter_map(|(at, selection, verification)| {
                Context::new(&self.library, *at, selection, verification.as_deref())
            });
        contexts.collect()
    }
}

/// Whether a kind is what is filtered by, rather than what is left.
const fn is_facet(kind: RecordKind) -> bool {
    matches!(
        kind,
        RecordKind::Actor | RecordKind::Issue | RecordKind::Source
    )
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
