//! What a query leaves of very much while it is typed: found in another thread, so that no letter waits
//! for it.

use std::sync::Arc;

use crate::library::arrange::{Arranged, arrange};
use crate::library::{
    Filter, Library, Order, RecordIx, Roll, Selection, Verdicts, Verification, cores,
};
use crate::model::RecordKind;
use crate::query::{Fault, Query};
use crate::report::{Context, GlyphSet, overview};

use super::action::Effect;
use super::breadth::Breadth;
use super::narrowing;
use super::pane::Pane;
use super::reading::Laid;
use super::settle::nearest;
use super::state::{SelectedFrom, State, Subject};

/// What a query leaves of so many records is found while a letter waits for it.
const AT_ONCE: usize = if cfg!(test) { 300 } else { 2_000 };

/// A query that was typed, and is asked of very much.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pending {
    /// It.
    pub(super) query: Query,
    /// The number by which it is asked; `None` as long as it is not.
    number: Option<u64>,
}

impl Pending {
    /// One that is not yet asked.
    pub(super) const fn new(query: Query) -> Self {
        Self {
            query,
            number: None,
        }
    }
}

/// What is asked of very much.
#[derive(Debug)]
pub struct Selecting {
    library: Arc<Library>,
    verdicts: Verdicts,
    from: SelectedFrom,
    orders: Vec<(Pane, Roll, Order)>,
    glance: Option<Glance>,
}

/// The overview of one briefing, where that is what the detail shows: of a large one it is much to lay
/// out.
#[derive(Debug)]
struct Glance {
    at: usize,
    width: u16,
    verification: Option<Arc<Verification>>,
    glyphs: GlyphSet,
}

/// The answer.
#[derive(Clone, Debug)]
pub struct Narrowed {
    from: SelectedFrom,
    /// The fault where a name stands for nothing.
    kept: Result<Kept, Fault>,
}

/// Of which briefing an overview is, by its place in the library's order; for which width, whether its
/// words were checked, and in which signs it is written.
pub(super) type Glanced = (usize, u16, bool, GlyphSet);

/// What a query leaves of very much.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub(super) selection: Selection,
    pub(super) nearest: Vec<(RecordKind, RecordIx)>,
    /// The rows of the lists, in the orders that they had when it was asked.
    pub(super) arranged: Vec<(Pane, Order, Option<Arranged>)>,
    pub(super) glance: Option<(Glanced, Laid)>,
}

impl Selecting {
    /// What a reader asks by typing; `None` where that is nothing, or nothing is waited for.
    pub fn of(state: &State) -> Option<Self> {
        let pending = narrowing::pending(state)?;
        let filter = state.filter_by(&pending.query);
        let orders = Pane::LISTS.into_iter();
        let orders = orders.filter_map(|pane| Some((pane, pane.roll()?, state.order(pane)?)));
        // They are much to copy.
        let asks = filter.asks_for_verdicts();
        let verdicts = asks.then(|| state.verdicts.clone());
        Some(Self {
            library: Arc::clone(&state.library),
            verdicts: verdicts.unwrap_or_default(),
            orders: orders.collect(),
            glance: Glance::of(state),
            from: state.selected_from(filter),
        })
    }

    /// Finds out what it leaves, in the thread in which it is asked.
    pub fn find(self) -> Narrowed {
        cores::alone(|| {
            let (library, (_, scope, filter, _)) = (&*self.library, &self.from);
            // The first time, what records are called is gathered.
            if let Err(fault) = library.check_names(*scope, &filter.query) {
                return Narrowed {
                    from: self.from,
                    kept: Err(fault),
                };
            }
            let selection = library.select(*scope, filter, &self.verdicts);
            let nearest = nearest((library, *scope), (filter, &self.verdicts), &selection);
            let orders = self.orders.into_iter();
            let arranged = orders.map(|(pane, roll, order)| {
                let items = arrange((library, *scope), &selection, (roll, order));
                (pane, order, items)
            });
            let arranged = arranged.collect();
            let glance = self.glance;
            let glance = glance.and_then(|glance| glance.laid(library, &selection));
            let kept = Kept {
                selection,
                nearest,
                arranged,
                glance,
            };
            Narrowed {
                from: self.from,
                kept: Ok(kept),
            }
        })
    }
}

impl Glance {
    /// What the detail shows, where it is that.
    fn of(state: &State) -> Option<Self> {
        let is_shown = state.breadth == Breadth::One && state.reading.subject == Subject::Overview;
        let (.., width, _) = state.settled.laid.as_ref().filter(|_| is_shown)?;
        Some(Self {
            at: state.current,
            width: *width,
            verification: state.verdicts.of(state.current).cloned(),
            glyphs: state.glyphs,
        })
    }

    fn laid(self, library: &Library, selection: &Selection) -> Option<(Glanced, Laid)> {
        let verification = self.verification.as_deref();
        let context = Context::new(library, self.at, selection, verification)?;
        let document = overview::document(&context.with_glyphs(self.glyphs));
        let of = (self.at, self.width, verification.is_some(), self.glyphs);
        Some((of, Laid::new(document, self.width)))
    }
}

impl State {
    /// The filter in force with another query.
    pub(super) fn filter_by(&self, query: &Query) -> Filter {
        Filter {
            query: query.clone(),
            ..self.filter.clone()
        }
    }

    /// Whether what a query leaves is not found while a letter waits for it.
    pub(super) fn is_vast(&self) -> bool {
        let records = self.library.records();
        let asked = match self.breadth {
            Breadth::All => records.len(),
            Breadth::One => records.all_of(self.current).len(),
        };
        asked > AT_ONCE
    }
}

/// Asks what a typed query leaves, where that is not yet asked.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    let number = state.requests + 1;
    let pending = narrowing::pending_mut(state)?.as_mut()?;
    if pending.number.is_some() {
        return None;
    }
    pending.number = Some(number);
    state.requests = number;
    Some(Effect::Narrow(number))
}

/// Takes in what a query leaves, where somebody still waits for that.
pub(super) fn found(state: &mut State, number: u64, narrowed: Narrowed) {
    let pending = narrowing::pending(state).filter(|pending| pending.number == Some(number));
    let Some(Pending { query, .. }) = pending.cloned() else {
        return;
    };
    let (generation, scope, filter, _) = state.selected_from(state.filter_by(&query));
    let (of_generation, of_scope, by_filter, _) = &narrowed.from;
    if (generation, scope, &filter) != (*of_generation, *of_scope, by_filter) {
        // Something else has changed meanwhile: it is asked again.
        if let Some(pending) = narrowing::pending_mut(state) {
            *pending = Some(Pending::new(query));
        }
        return;
    }
    narrowing::checked(state, &query, narrowed.kept.as_ref().err());
    match narrowed.kept {
        Ok(kept) => {
            narrowing::narrow_to_pending(state);
            state.take_selection(narrowed.from, kept);
        }
        Err(_) => narrowing::forget_pending(state),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::library::discover::Input;
    use crate::library::load::load;
    use crate::library::verify::Cache;
    use crate::report::GlyphSet;
    use crate::tui::action::Action;
    use crate::tui::keymap::{Keymap, meaning};
    use crate::tui::update::{self, update};

    /// A reader of all bundled briefings: more records than a letter waits for.
    fn reader() -> State {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(100, 30), GlyphSet::Unicode, keymap);
        let Effect::Load(request) = update::load(&mut state) else {
            panic!("files are read by an effect");
        };
        let library = (Arc::new(load(&[Input::Bundled]).0), Vec::new());
        update(
            &mut state,
            Action::of_load(request, library, &Cache::default()),
        );
        press(&mut state, "A");
        assert!(state.is_vast());
        state
    }

    /// The same at the overview of one that is large by itself.
    fn reader_at_a_glance() -> State {
        let mut state = reader();
        press(&mut state, "A");
        while !state.is_vast() {
            press(&mut state, "J");
        }
        press(&mut state, "0");
        state
    }

    /// Presses keys; the numbers of what is asked of another thread.
    fn press(state: &mut State, keys: &str) -> Vec<u64> {
        let keys = keys.split(' ').map(|key| key.parse().unwrap());
        let effects = keys.flat_map(|key| {
            let action = meaning(state, key);
            update(state, action)
        });
        let numbers = effects.filter_map(|effect| match effect {
            Effect::Narrow(number) => Some(number),
            _ => None,
        });
        numbers.collect()
    }

    fn answer(state: &mut State, number: u64) {
        let narrowed = Selecting::of(state).unwrap().find();
        update(state, Action::Narrowed(number, Box::new(narrowed)));
    }

    fn shown(state: &State) -> Vec<Vec<RecordIx>> {
        let rows = |pane| state.rows(pane).records().map(|(_, ix)| ix).collect();
        Pane::LISTS.into_iter().map(rows).collect()
    }

    #[test]
    fn what_was_before_stays_until_the_answer_is_there() {
        let mut state = reader();
        let before = shown(&state);
        let asked = press(&mut state, "f p l a n");
        assert_eq!(asked.len(), 4, "one for each letter");
        assert!(state.filter.query.is_empty());
        assert_eq!(shown(&state), before);

        // Nobody waits for what was typed earlier.
        answer(&mut state, asked[2]);
        assert!(state.filter.query.is_empty());
        answer(&mut state, asked[3]);
        assert_eq!(state.filter.query.as_str(), "plan");
        assert_ne!(shown(&state), before);
        let plain = state
            .library
            .select(state.scope(), &state.filter, &state.verdicts);
        let quotes: Vec<_> = plain.rows(RecordKind::Quote).to_vec();
        assert!(shown(&state).contains(&quotes));

        // What is typed twice is asked once.
        assert!(press(&mut state, "Space Backspace").is_empty());
        assert!(press(&mut state, "Enter").is_empty());
        assert_eq!(state.filter.query.as_str(), "plan");
    }

    #[test]
    fn who_ends_typing_does_not_wait() {
        let mut state = reader();
        let before = shown(&state);
        let asked = press(&mut state, "f p l a n Enter");
        assert_eq!(state.filter.query.as_str(), "plan");
        let after = shown(&state);
        assert_ne!(after, before);
        let kept = Kept {
            selection: Selection::default(),
            nearest: Vec::new(),
            arranged: Vec::new(),
            glance: None,
        };
        let late = Narrowed {
            from: state.selected_from(Filter::default()),
            kept: Ok(kept),
        };
        update(&mut state, Action::Narrowed(asked[3], Box::new(late)));
        assert_eq!(shown(&state), after);

        press(&mut state, "f C-u x Esc");
        assert_eq!(state.filter.query.as_str(), "plan");
        assert_eq!(shown(&state), after);
    }

    fn fault(state: &State) -> Option<&str> {
        let fault = state.prompt.as_ref()?.fault.as_ref()?;
        Some(&fault.message)
    }

    #[test]
    fn a_name_that_stands_for_nobody_is_found_out_beside() {
        let mut state = reader();
        let before = shown(&state);
        let asked = press(&mut state, "f a c t o r : x y z");
        assert_eq!(fault(&state), None);
        answer(&mut state, *asked.last().unwrap());
        assert_eq!(fault(&state), Some("no actor is called \"xyz\""));
        assert!(narrowing::pending(&state).is_none());
        assert_eq!(shown(&state), before);

        // It stays until the next answer, where what it is about is still there.
        let asked = press(&mut state, "q");
        assert_eq!(fault(&state), Some("no actor is called \"xyz\""));
        answer(&mut state, *asked.last().unwrap());
        assert_eq!(fault(&state), Some("no actor is called \"xyzq\""));
        press(&mut state, "Home a Space");
        assert_eq!(fault(&state), None, "the name does not stand there now");
        press(&mut state, "Backspace Backspace End Backspace Backspace");
        assert_eq!(fault(&state), None);

        // What cannot be read says so at once, and no earlier answer says anything else.
        let asked = press(&mut state, "x Space (");
        let unreadable = fault(&state).map(str::to_owned);
        assert!(unreadable.is_some());
        answer(&mut state, *asked.last().unwrap());
        assert_eq!(fault(&state).map(str::to_owned), unreadable);
    }

    #[test]
    fn who_ends_typing_a_name_of_nobody_is_told() {
        let mut state = reader();
        press(&mut state, "f a c t o r : x y z Enter");
        assert_eq!(fault(&state), Some("no actor is called \"xyz\""));
        assert!(state.filter.query.is_empty());
        press(&mut state, "Backspace Backspace Backspace p u t i n Enter");
        assert!(state.prompt.is_none());
        assert_eq!(state.filter.query.as_str(), "actor:putin");
    }

    #[test]
    fn the_overview_beside_is_that_of_what_is_left() {
        let mut state = reader_at_a_glance();
        let before = state.reading.laid.document.clone();
        let asked = press(&mut state, "f b o r d e r");
        assert_eq!(state.reading.laid.document, before);
        answer(&mut state, *asked.last().unwrap());
        assert_ne!(state.reading.laid.document, before);
        assert_eq!(state.reading.laid.document, state.document());
        assert!(state.settled.glance.is_none());
    }

    #[test]
    fn what_is_taken_back_is_known_at_once() {
        let mut state = reader();
        let asked = press(&mut state, "f p l a n");
        answer(&mut state, asked[3]);
        let before = shown(&state);
        let asked = press(&mut state, "s");
        answer(&mut state, asked[0]);
        assert!(press(&mut state, "Backspace").is_empty());
        assert_eq!(state.filter.query.as_str(), "plan");
        assert_eq!(shown(&state), before);
    }

    #[test]
    fn an_overview_in_other_signs_is_not_taken() {
        let mut state = reader_at_a_glance();
        let asked = press(&mut state, "f b");
        let narrowed = Selecting::of(&state).unwrap().find();
        state.glyphs = GlyphSet::Ascii;
        state.settled.laid = None;
        update(&mut state, Action::Narrowed(asked[0], Box::new(narrowed)));
        assert_eq!(state.reading.laid.document, state.document());
    }

    #[test]
    fn an_answer_for_something_else_is_asked_for_again() {
        let mut state = reader();
        let asked = press(&mut state, "f p l a n");
        let narrowed = Selecting::of(&state).unwrap().find();
        state.filter.toggle_verified();
        let effects = update(&mut state, Action::Narrowed(asked[3], Box::new(narrowed)));
        assert!(state.filter.query.is_empty());
        let [Effect::Narrow(again)] = effects.as_slice() else {
            panic!("{effects:?}");
        };
        answer(&mut state, *again);
        assert_eq!(state.filter.query.as_str(), "plan");
    }

    #[test]
    fn who_clears_the_filter_waits_for_nothing() {
        let mut state = reader();
        let asked = press(&mut state, "f p l a n");
        let narrowed = Selecting::of(&state).unwrap().find();
        update(
            &mut state,
            Action::Command(crate::tui::command::CommandId::Clear),
        );
        update(&mut state, Action::Narrowed(asked[3], Box::new(narrowed)));
        assert!(state.filter.query.is_empty());
    }
}
