//! Making a view and laying it out: at once where it is of little, else in another thread.
//!
//! What takes long is never done here. It becomes an [`Effect`] that carries a number; the answer comes
//! as an action with that number, and is dropped where something else was asked for since.

use std::borrow::Cow;
use std::sync::Arc;

use crate::library::{Library, Scope, Selection, Verdicts, load};
use crate::report::GlyphSet;
use crate::report::chart::{self, Chart, Ground, Set, View};
use crate::report::sheet::Sheet;

use super::super::action::Effect;
use super::super::state::State;
use super::{Sight, close};

/// What a view is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct MadeFrom {
    /// The number of the selection.
    selections: u64,
    /// How many verdicts were known.
    verdicts: usize,
    view: View,
    set: Set,
    /// Where the one briefing is to be open for it: which, and whether it is.
    open: Option<(usize, bool)>,
}

impl MadeFrom {
    /// The same, whatever is known of how words stand.
    const fn whatever_verdicts(self) -> Self {
        Self {
            verdicts: 0,
            ..self
        }
    }

    /// Whether the records behind its cells are the same.
    fn is_of_the_same(self, other: Self) -> bool {
        let set = other.set;
        Self { set, ..self }.whatever_verdicts() == other.whatever_verdicts()
    }
}

/// A view that was made, as far as it is laid out. It may be large: then it takes a while to be let
/// go of.
#[derive(Clone, Debug)]
pub struct Made {
    pub(super) chart: Arc<dyn Chart>,
    /// The briefings, where some of them were read for it.
    pub(super) library: Option<Arc<Library>>,
    pub(super) sheet: Arc<Sheet>,
    /// How wide all of it is, in cells.
    pub(super) wide: u16,
    /// The width that it is laid out for, in cells.
    pub(super) laid_for: Option<u16>,
}

impl Made {
    /// Makes it, or takes what was made before, and lays it out for a width, where there is one.
    fn of(
        ground: &Ground<'_>,
        (view, set): (View, Set),
        (before, width): (Option<&Self>, Option<u16>),
    ) -> Self {
        let make = || Arc::from(chart::of(view, ground, set));
        let chart: Arc<dyn Chart> = before.map_or_else(make, |made| Arc::clone(&made.chart));
        let sheet = width.map_or_else(Sheet::default, |width| chart.sheet(ground, width));
        Self {
            wide: sheet.width(),
            sheet: Arc::new(sheet),
            laid_for: width,
            library: before.and_then(|made| made.library.clone()),
            chart,
        }
    }
}

/// A view that another thread is to make, or makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Asked {
    from: MadeFrom,
    width: Option<u16>,
    /// The number of the request; `None` where it is still to be made.
    number: Option<u64>,
}

/// All that is needed to make a view, as it is now.
#[derive(Debug)]
pub struct Making {
    library: Arc<Library>,
    scope: Scope,
    selection: Selection,
    verdicts: Verdicts,
    glyphs: GlyphSet,
    view: View,
    set: Set,
    width: Option<u16>,
    /// What was made of the same before, and is only to be laid out anew.
    before: Option<Arc<Made>>,
}

impl Making {
    /// What a reader asks for; `None` where no view is to be made.
    pub fn of(state: &State) -> Option<Self> {
        let sight = state.sight.as_ref()?;
        let asked = sight.asked?;
        let is_made = sight.made_from == Some(asked.from);
        Some(Self {
            library: Arc::clone(&state.library),
            scope: state.scope(),
            selection: state.selection.clone(),
            verdicts: state.verdicts.clone(),
            glyphs: state.glyphs,
            view: sight.view,
            set: asked.from.set,
            width: asked.width,
            before: sight.made.clone().filter(|_| is_made),
        })
    }

    /// Makes it, in whatever thread, and reads the briefings that it needs; `None` where `stop` says so
    /// before these are read.
    pub fn make(&self, stop: &(dyn Fn() -> bool + Sync)) -> Option<Arc<Made>> {
        let to_read = match &self.before {
            Some(_) => Vec::new(),
            None => self.ground(&self.library).to_read(self.view),
        };
        let before = self.before.as_deref();
        let library = if to_read.is_empty() {
            before.and_then(|made| made.library.clone())
        } else {
            Some(Arc::new(load::with_open(&self.library, &to_read, stop)?))
        };
        let ground = self.ground(library.as_deref().unwrap_or(&self.library));
        let made = Made::of(&ground, (self.view, self.set), (before, self.width));
        Some(Arc::new(Made { library, ..made }))
    }

    fn ground<'a>(&'a self, library: &'a Library) -> Ground<'a> {
        Ground {
            library,
            scope: self.scope,
            selection: &self.selection,
            verdicts: &self.verdicts,
            glyphs: self.glyphs,
        }
    }
}

impl Sight {
    /// What was made last.
    pub const fn made(&self) -> Option<&Arc<Made>> {
        self.made.as_ref()
    }

    /// Whether something else than what is seen is being made.
    pub fn is_being_made(&self) -> bool {
        let seen = self.made_from.map(MadeFrom::whatever_verdicts);
        let asked = self.asked.map(|asked| asked.from.whatever_verdicts());
        asked.is_some() && asked != seen
    }

    /// The same view, with what was made of it already.
    pub(in crate::tui) fn made_as(self, before: Option<Self>) -> Self {
        let is_same = |before: &Self| (before.view, before.set) == (self.view, self.set);
        match before.filter(is_same) {
            Some(before) => Self {
                sheet: before.sheet,
                made: before.made,
                made_from: before.made_from,
                asked: before.asked,
                ..self
            },
            None => self,
        }
    }

    /// What it shows, in a line; where something else is being made, that.
    pub fn about(&self, glyphs: GlyphSet) -> Cow<'_, str> {
        if self.made.is_some() && self.is_being_made() {
            format!("being made anew{}", glyphs.ellipsis()).into()
        } else {
            Cow::Borrowed(&self.sheet.about)
        }
    }

    fn take(&mut self, from: MadeFrom, made: Arc<Made>) {
        if self.made_from != Some(from) {
            self.keep();
        }
        self.sheet = Arc::clone(&made.sheet);
        self.made = Some(made);
        self.made_from = Some(from);
        self.asked = None;
    }

    /// Shows a line in the place of what cannot be shown.
    fn tell(&mut self, line: String) {
        self.keep();
        self.made = None;
        self.made_from = None;
        self.sheet = Arc::new(Sheet {
            empty: line,
            ..Sheet::default()
        });
    }
}

impl State {
    fn made_from(&self, sight: &Sight) -> MadeFrom {
        MadeFrom {
            selections: self.settled.selections,
            verdicts: self.verdicts.len(),
            view: sight.view,
            set: sight.set,
            open: match self.scope() {
                Scope::One(at) if sight.view.reads_briefings() => {
                    Some((at, self.briefing().is_some()))
                }
                _ => None,
            },
        }
    }

    /// Makes a view anew where what it follows from has changed, and lays it out for a width, where
    /// there is room for it; what takes long is asked for.
    pub(super) fn settle_made(&mut self, sight: &mut Sight, width: u16) {
        let width = Some(width).filter(|width| *width > 0);
        let wanted = self.made_from(sight);
        let is_made = sight.made_from == Some(wanted);
        let laid_for = sight.made.as_ref().and_then(|made| made.laid_for);
        let is_laid = width.is_none() || laid_for == width;
        if is_made && is_laid {
            sight.asked = None;
            return;
        }
        let too_much = sight.view.too_much(&self.selection);
        if let Some(too_much) = too_much {
            if sight.made.is_some() || sight.sheet.empty != too_much {
                sight.tell(too_much);
                self.settled.laid = None;
            }
            sight.asked = None;
        } else if sight.view.is_made_at_once(&self.ground(None)) {
            let before = sight.made.as_deref().filter(|_| is_made);
            let made = (sight.view, sight.set);
            let made = Made::of(&self.ground(before), made, (before, width));
            sight.take(wanted, Arc::new(made));
            if !is_made {
                self.settled.laid = None;
            }
        } else {
            self.ask_for(sight, (wanted, width), is_laid);
        }
    }

    /// Asks for a view, unless it is asked for, or what is seen is as good.
    fn ask_for(
        &mut self,
        sight: &mut Sight,
        (wanted, width): (MadeFrom, Option<u16>),
        is_laid: bool,
    ) {
        if let Some(asked) = sight.asked {
            // That more words were checked is no reason to begin anew.
            let is_same = asked.from.whatever_verdicts() == wanted.whatever_verdicts();
            if is_same && asked.width == width {
                return;
            }
        }
        match sight.made_from {
            Some(seen) if seen.whatever_verdicts() == wanted.whatever_verdicts() => {
                if is_laid && !self.is_worth_it(seen.verdicts) {
                    sight.asked = None;
                    return;
                }
            }
            // What is seen stays until there is something else.
            Some(seen) if seen.is_of_the_same(wanted) => {}
            _ => {
                let line = sight.view.being_made(&self.selection, self.glyphs);
                sight.tell(line);
                self.settled.laid = None;
            }
        }
        sight.asked = Some(Asked {
            from: wanted,
            width,
            number: None,
        });
    }

    /// Whether so much more is known of how words stand than was that a large view is made anew:
    /// twice as much, or all.
    fn is_worth_it(&self, known: usize) -> bool {
        let now = self.verdicts.len();
        if now >= known.saturating_mul(2).max(1) {
            return true;
        }
        let mut entries = self.library.entries().iter().enumerate();
        now != known
            && entries.all(|(at, entry)| !entry.is_readable() || !self.verdicts.is_pending(at))
    }
}

/// Asks for the view to be made that is to be; or for nothing to be made, where nobody waits for it
/// any more.
pub(in crate::tui) fn wanted(state: &mut State) -> Option<Effect> {
    let asked = state.sight.as_mut().and_then(|sight| sight.asked.as_mut());
    let Some(asked) = asked else {
        return state.making.take().map(|_| Effect::StopMaking);
    };
    if asked.number.is_some() {
        return None;
    }
    state.requests += 1;
    asked.number = Some(state.requests);
    state.making = asked.number;
    Some(Effect::Make(state.requests))
}

/// Takes in a view that was made, where somebody still waits for it.
pub(in crate::tui) fn made(state: &mut State, number: u64, made: Arc<Made>) {
    let Some(sight) = &mut state.sight else {
        return;
    };
    let asked = sight.asked.filter(|asked| asked.number == Some(number));
    let Some(asked) = asked else { return };
    sight.take(asked.from, made);
    state.making = None;
    state.settled.laid = None;
}

/// No longer waits for the view that is being made: it is set as it was, or closed where there was
/// nothing to see of it. Says whether one was waited for.
pub(in crate::tui) fn stop(state: &mut State) -> bool {
    let Some(sight) = state.sight.as_mut().filter(|sight| sight.is_being_made()) else {
        return false;
    };
    sight.asked = None;
    match sight.made_from {
        Some(seen) => sight.set = seen.set,
        None => close(state),
    }
    true
}
