//! Looking through the rows of a list: at once where they are few, else in another thread.

use std::sync::Arc;

use rayon::prelude::*;

use crate::library::{Library, RecordIx};
use crate::model::RecordKind;
use crate::text::fold::Needle;

use super::action::Effect;
use super::pane::Pane;
use super::state::{Find, Hit, State};

/// So many rows are looked through while a key waits for it.
const AT_ONCE: usize = 4_096;

/// How far looking through the rows has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Progress {
    /// All were looked through.
    #[default]
    Done,
    /// They are to be looked through.
    Due(Then),
    /// Another thread does it, by this number.
    Asked(u64, Then),
}

/// What becomes of the place on the screen when the words were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It goes to the first place after it.
    Go,
    /// It stays.
    Stay,
}

/// The rows of a list that are to be looked through, as they are now.
#[derive(Debug)]
pub struct Looking {
    library: Arc<Library>,
    needle: Needle,
    rows: Vec<(usize, RecordIx)>,
}

impl Looking {
    /// What a reader looks for, through which rows; `None` where nothing is looked for in a list.
    pub fn of(state: &State) -> Option<Self> {
        let find = state
            .find
            .as_ref()
            .filter(|find| find.pane != Pane::Reading)?;
        Some(Self {
            library: Arc::clone(&state.library),
            needle: find.needle.clone(),
            rows: state.rows(find.pane).records().collect(),
        })
    }

    /// The rows that have the words, in order, found on all cores; `None` where nobody waits for
    /// them any more.
    pub fn hits(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<Vec<Hit>> {
        let chunks = self.rows.par_chunks(AT_ONCE).map(|rows| {
            let mut room = String::new();
            let rows = if stop() { &[] } else { rows };
            let fitting = rows.iter();
            let fitting =
                fitting.filter(|(_, ix)| fits(&self.library, *ix, (&self.needle, &mut room)));
            fitting.map(|(at, _)| Hit::Row(*at)).collect::<Vec<_>>()
        });
        let hits = chunks.collect::<Vec<_>>().concat();
        (!stop()).then_some(hits)
    }
}

/// Whether what is seen in a record's row has the words.
fn fits(library: &Library, ix: RecordIx, (needle, room): (&Needle, &mut String)) -> bool {
    let row = library.records().row(ix);
    let (when, who) = match library.records().kind(ix) {
        Some(RecordKind::Actor | RecordKind::Issue | RecordKind::Point) => (false, false),
        Some(RecordKind::Source | RecordKind::Proposal) => (true, false),
        Some(RecordKind::Figure | RecordKind::Option) => (false, true),
        _ => (true, true),
    };
    let mut matches = |text: &str| needle.is_in_with(text, room);
    matches(row.text) || (when && matches(row.when)) || (who && matches(&row.who))
}

impl Find {
    /// Whether the rows are still being looked through.
    pub fn is_pending(&self) -> bool {
        self.progress != Progress::Done
    }
}

impl State {
    /// Looks for words in a pane: rows of a list, places in the text of the detail. Of a list only
    /// some rows may come into question. Where they are many, that is left to another thread.
    pub(super) fn look_for(&self, find: &mut Find, within: Option<&[Hit]>, then: Then) {
        let rows = self.rows(find.pane);
        let count = within.map_or(rows.len(), <[Hit]>::len);
        if find.pane != Pane::Reading && count > AT_ONCE {
            find.hits = Vec::new();
            find.progress = Progress::Due(then);
            return;
        }
        find.progress = Progress::Done;
        find.hits = match (find.pane, within) {
            (Pane::Reading, _) => self.in_text(&find.needle),
            (_, within) => {
                let mut room = String::new();
                let mut fits = |ix| fits(&self.library, ix, (&find.needle, &mut room));
                let Some(within) = within else {
                    let fitting = rows.records().filter(|(_, ix)| fits(*ix));
                    find.hits = fitting.map(|(at, _)| Hit::Row(at)).collect();
                    return;
                };
                let fits = |hit: &&Hit| match hit {
                    Hit::Row(at) => rows.record(*at).is_some_and(&mut fits),
                    Hit::Text { .. } => false,
                };
                within.iter().filter(fits).cloned().collect()
            }
        };
    }

    /// Where words stand in the text of the detail.
    fn in_text(&self, needle: &Needle) -> Vec<Hit> {
        let paragraphs = self.reading.laid.document.paragraphs.iter().enumerate();
        let found = paragraphs.flat_map(|(at, paragraph)| {
            let ranges = needle.find_in(&paragraph.text());
            ranges.into_iter().map(move |range| Hit::Text {
                paragraph: at,
                range,
            })
        });
        found.collect()
    }
}

/// Asks for rows to be looked through, where some are to be.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    let find = state.find.as_mut()?;
    let Progress::Due(then) = find.progress else {
        return None;
    };
    state.requests += 1;
    find.progress = Progress::Asked(state.requests, then);
    Some(Effect::Find(state.requests))
}

/// Takes in where the words were found, where somebody still waits for that.
pub(super) fn found(state: &mut State, number: u64, hits: Vec<Hit>) {
    let Some(find) = &mut state.find else { return };
    let Progress::Asked(asked, then) = find.progress else {
        return;
    };
    if asked != number {
        return;
    }
    find.progress = Progress::Done;
    find.hits = hits;
    match then {
        Then::Go => super::find::go_to_first(state),
        Then::Stay => {}
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use ratatui::layout::Size;

    use super::*;
    use crate::library::discover::Input;
    use crate::library::verify::Cache;
    use crate::report::GlyphSet;
    use crate::tui::action::Action;
    use crate::tui::keymap::{Keymap, meaning};
    use crate::tui::update::{load, update};

    /// A reader of one briefing with more events than are looked through at once; every seventh is
    /// a meeting.
    fn reader() -> State {
        let folder = tempfile::tempdir().unwrap();
        let mut text = "format = 1\ntitle = \"T\"\nas_of = \"2025-01-01\"\n".to_owned();
        for n in 0..AT_ONCE + 10 {
            let what = if n % 7 == 0 { "Meeting" } else { "Silence" };
            let day = n % 28 + 1;
            writeln!(
                text,
                "[[events]]\nid = \"e{n}\"\nwhen = \"2024-02-{day:02}\"\ntitle = \"{what} {n}\""
            )
            .unwrap();
        }
        std::fs::write(folder.path().join("one.toml"), text).unwrap();
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        let Effect::Load(request) = load(&mut state) else {
            panic!("files are read by an effect");
        };
        let (library, _) = crate::library::load::load(&[Input::Path(folder.path().to_owned())]);
        let library = (Arc::new(library), Vec::new());
        let action = Action::of_load(request, library, &Cache::default());
        update(&mut state, action);
        state
    }

    fn press(state: &mut State, keys: &str) -> Vec<Effect> {
        let keys = keys.split(' ').map(|key| key.parse().unwrap());
        keys.flat_map(|key| {
            let action = meaning(state, key);
            update(state, action)
        })
        .collect()
    }

    fn numbers(effects: &[Effect]) -> Vec<u64> {
        let numbers = effects.iter().filter_map(|effect| match effect {
            Effect::Find(number) => Some(*number),
            _ => None,
        });
        numbers.collect()
    }

    #[test]
    fn many_rows_are_looked_through_elsewhere_and_a_late_answer_is_dropped() {
        let mut state = reader();
        let asked = numbers(&press(&mut state, "4 / m e e t"));
        assert_eq!(asked.len(), 4, "one for each letter");
        assert!(state.find.as_ref().unwrap().is_pending());

        update(&mut state, Action::Found(asked[0], vec![Hit::Row(3)]));
        assert!(state.find.as_ref().unwrap().is_pending(), "it was for `m`");

        let hits = Looking::of(&state).unwrap().hits(&|| false).unwrap();
        let rows = state.rows(Pane::Events);
        let titles = rows
            .records()
            .map(|(at, ix)| (at, state.library.records().row(ix).text));
        let expected = titles.filter(|(_, title)| title.contains("Meeting"));
        let expected: Vec<_> = expected.map(|(at, _)| Hit::Row(at)).collect();
        assert_eq!(hits, expected);
        update(&mut state, Action::Found(asked[3], hits));
        let find = state.find.as_ref().unwrap();
        assert!(!find.is_pending());
        assert_eq!(Hit::Row(state.list(Pane::Events).unwrap().at), find.hits[0]);

        // One letter more: only what was found is looked through, and that at once.
        let more = numbers(&press(&mut state, "i Enter n"));
        assert!(more.is_empty(), "{more:?}");
        let find = state.find.as_ref().unwrap();
        assert_eq!((find.hits.len(), find.current), (expected.len(), 1));
    }

    #[test]
    fn what_nobody_waits_for_is_not_looked_through_to_its_end() {
        let mut state = reader();
        press(&mut state, "4 / x");
        assert_eq!(Looking::of(&state).unwrap().hits(&|| true), None);
    }
}
