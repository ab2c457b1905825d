//! Opening the briefings of a library that is too large to keep them all open.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::library::verify::Cache;
use crate::library::{Content, Entry, Library, Standing, Verdicts, Verification};

use super::action::Effect;
use super::breadth::Breadth;
use super::state::{Mark, State};

/// How many briefings stay open at once. Each is read again in a few milliseconds.
const MOST_OPEN: usize = 6;

/// How many records they have together at most: open, a briefing takes some five times its file.
const MOST_RECORDS: usize = 60_000;

/// The briefings that were opened, and the one that is being opened.
#[derive(Clone, Debug, Default)]
pub struct Opening {
    /// The file that was asked for last, until it cannot be read or the library is another.
    asked: Option<Arc<str>>,
    /// Where to go when it has come, where nobody has done anything meanwhile.
    place: Option<Mark>,
    /// The open files, the latest last.
    open: Vec<Arc<str>>,
}

/// How soon a briefing is to be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// At once: it is what is read.
    Now,
    /// As soon as nobody steps on, where it takes a while: whoever steps through the records of all
    /// briefings comes from one to the other with every key.
    AtRest,
}

/// A briefing that was opened.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The briefing as it was before.
    pub asked: Entry,
    /// All that the file says; `None` where it can no longer be read.
    pub content: Option<Arc<Content>>,
    /// How its words stand in their sources.
    pub verification: Arc<Verification>,
    /// What is wrong with the file.
    pub diagnostics: Arc<[Diagnostic]>,
}

impl Opened {
    /// What the file of a briefing says now, checked; `None` where it could not be read.
    pub fn of((asked, now): (&Entry, Option<Entry>), cache: &Cache) -> Self {
        let (content, diagnostics) =
            now.map_or_else(Default::default, |entry| (entry.content, entry.diagnostics));
        let verification = content.as_ref().map(|content| content.verification(cache));
        Self {
            asked: asked.clone(),
            verification: verification.map(Arc::clone).unwrap_or_default(),
            content,
            diagnostics,
        }
    }
}

/// What checking the words of a briefing has shown that is not open.
#[derive(Clone, Debug)]
pub struct Checked {
    /// Its place in the library's order.
    pub at: usize,
    /// The verdicts on its quotations, in the order of the file.
    pub standings: Arc<[Standing]>,
    /// What is wrong with the file and its texts.
    pub diagnostics: Arc<[Diagnostic]>,
}

impl State {
    /// Whether the briefing on the screen is still to be read.
    pub fn is_opening(&self) -> bool {
        let entry = self.library.entry(self.current);
        entry.is_some_and(|entry| entry.is_readable() && entry.content.is_none())
    }

    /// Keeps a place to go to, where its briefing is still to be read.
    pub(super) fn keep_place(&mut self, mark: &Mark) {
        if self.is_opening() {
            self.opening.place = Some(mark.clone());
        }
    }
}

impl Opening {
    /// Somebody has done something: where it was left no longer matters.
    pub(super) fn forget_place(&mut self) {
        self.place = None;
    }
}

/// Asks for the briefing on the screen, where it is not open; where it is, another that was asked for is
/// not wanted any more.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    if state.scene.is_library() {
        // Nothing is read of a briefing until it is opened.
        return None;
    }
    if !state.is_opening() {
        return state.opening.asked.take().map(|_| Effect::StopOpening);
    }
    let entry = state.library.entry(state.current)?;
    if state.opening.asked.as_ref() == Some(&entry.file) {
        return None;
    }
    state.opening.asked = Some(Arc::clone(&entry.file));
    let urgency = match state.breadth {
        Breadth::One => Urgency::Now,
        Breadth::All => Urgency::AtRest,
    };
    Some(Effect::Open(state.current, urgency))
}

/// Takes in a briefing that was opened; those that were not looked at for the longest make room. While a
/// library is read, one follows the other: what was asked of one may be answered to the next.
pub(super) fn opened(state: &mut State, opened: Opened) {
    let file = Arc::clone(&opened.asked.file);
    let same = |at: &usize| {
        let entry = state.library.entry(*at);
        entry.is_some_and(|entry| {
            entry.has_same_records(&opened.asked) || !opened.asked.has_records()
        })
    };
    let Some(at) = state.library.position(&file).filter(same) else {
        state.opening.asked = None;
        return;
    };
    let Some(content) = opened.content else {
        // It is not asked for again.
        let key = state.keymap.first(super::command::CommandId::Reload);
        state.message = Some(format!("{file} can no longer be read; {key} looks again"));
        return;
    };
    state.opening.asked.take_if(|asked| *asked == file);
    let mut library = state.library.with_open(at, &content, opened.diagnostics);
    state.opening.open.retain(|one| *one != file);
    make_room(state, &mut library, at);
    state.opening.open.push(file);
    state.library = Arc::new(library);
    state.verdicts.insert(at, opened.verification);
    state.settled.laid = None;
    if at != state.current {
        return;
    }
    match state.opening.place.take() {
        Some(place) => state.restore(place),
        None => super::resume::again(state),
    }
}

/// Closes the briefings that were not looked at for the longest, as far as they are too much beside
/// another.
fn make_room(state: &mut State, library: &mut Library, one: usize) {
    let records = |at: usize| library.records().all_of(at).len();
    let open = state.opening.open.iter();
    let open = open.map(|file| library.position(file).map_or(0, records));
    let open: Vec<usize> = open.collect();
    let mut closed = 0;
    while is_too_much(open.get(closed..).unwrap_or_default(), records(one)) {
        closed += 1;
    }
    for file in state.opening.open.drain(..closed) {
        if let Some(at) = library.position(&file) {
            library.close(at);
            state.verdicts.close(at);
        }
    }
}

/// Whether briefings of so many records that are open are too much beside one more.
fn is_too_much(open: &[usize], one: usize) -> bool {
    let records = open.iter().sum::<usize>() + one;
    !open.is_empty() && (open.len() >= MOST_OPEN || records > MOST_RECORDS)
}

/// Takes in what checking has shown.
pub(super) fn checked(state: &mut State, generation: u64, found: Vec<Checked>) {
    if generation != state.generation {
        return;
    }
    let library = Arc::make_mut(&mut state.library);
    for Checked {
        at,
        standings,
        diagnostics,
    } in found
    {
        let known = library.entry(at).map_or(0, |entry| entry.diagnostics.len());
        if known != diagnostics.len() {
            state.catalogue.unsettle();
        }
        state.verdicts.insert_standings(at, standings);
        library.set_diagnostics(at, diagnostics);
    }
}

/// What of a library that another takes the place of is still true: the briefings that are open and
/// the verdicts, where the files say what they said.
pub(super) fn keep(before: (&Library, &Verdicts), now: (&mut Library, &mut Verdicts)) {
    let (now, verdicts) = now;
    let same = |entry: &Entry| {
        let at = before.0.position(&entry.file)?;
        let old = before.0.entry(at)?;
        old.has_same_records(entry).then_some((at, old))
    };
    for at in 0..now.entries().len() {
        let Some((old_at, old)) = now.entry(at).and_then(same) else {
            continue;
        };
        if let Some(content) = &old.content {
            now.reopen(at, content);
        }
        if verdicts.is_pending(at) {
            verdicts.take_over((before.1, old_at), at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use ratatui::layout::Size;

    use crate::library::load;
    use crate::report::glyph::GlyphSet;
    use crate::tui::keymap::Keymap;

    #[test]
    fn few_briefings_stay_open_and_of_large_ones_fewer() {
        for (open, one, expected) in [
            (&[][..], 1_000_000, false),
            (&[100; 5], 100, false),
            (&[100; 6], 100, true),
            (&[50_000], 5_000, false),
            (&[50_000], 50_000, true),
        ] {
            assert_eq!(is_too_much(open, one), expected, "{open:?} and {one}");
        }
    }

    /// A library whose briefings are all closed.
    fn closed() -> Library {
        let (mut library, _) = load::load(&[Input::Bundled]);
        (0..library.entries().len()).for_each(|at| library.close(at));
        library
    }

    fn shown(library: &Library, generation: u64) -> State {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        state.library = Arc::new(library.clone());
        state.generation = generation;
        state
    }

    #[test]
    fn what_was_opened_is_taken_in_by_the_next_library_of_the_same_files() {
        let library = closed();
        let mut state = shown(&library, 1);
        assert!(matches!(
            wanted(&mut state),
            Some(Effect::Open(0, Urgency::Now))
        ));
        let asked = library.entry(0).unwrap();
        let read = Opened::of((asked, load::open(asked)), &Cache::default());
        for (now, is_open) in [(&library, true), (&closed(), false)] {
            let mut state = shown(now, 2);
            state.opening.asked = Some(Arc::clone(&asked.file));
            opened(&mut state, read.clone());
            assert_eq!(state.library.entry(0).unwrap().content.is_some(), is_open);
            // Else it is asked for again.
            assert_eq!(wanted(&mut state).is_some(), !is_open);
        }
    }

    #[test]
    fn who_comes_back_to_an_open_briefing_wants_no_other() {
        let (library, _) = load::load(&[Input::Bundled]);
        let mut state = shown(&library, 1);
        let other = library.entry(1).map(|entry| Arc::clone(&entry.file));
        state.opening.asked = other;
        assert_eq!(wanted(&mut state), Some(Effect::StopOpening));
        assert_eq!(wanted(&mut state), None);
    }
}
