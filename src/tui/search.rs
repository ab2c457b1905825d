//! Searching the whole library while somebody types: what is typed, what was found, and the way
//! there and back.
//!
//! Nothing is searched here. What is typed becomes an [`Effect`] that carries a number; answers
//! come as actions with that number, some of them before all is searched, and those to an earlier
//! question are dropped.

use std::sync::Arc;

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tui_input::Input;

use crate::library::search::{Findings, Search, Shown};
use crate::library::{Library, Scope, Verdicts};
use crate::model::{RecordId, SourceId};
use crate::query::{Fault, Query};
use crate::report::{GlyphSet, PassageTarget, found};

use super::action::{Action, Effect};
use super::breadth::Breadth;
use super::catalogue::Scene;
use super::command::CommandId;
use super::completion::Completion;
use super::keys::Key;
use super::narrowing;
use super::pane::{Pane, Step};
use super::reading::Laid;
use super::state::{Overlay, State, Subject};
use super::window::Window;
use super::{find, follow, line, motion, switch, views};

/// So many of the best are shown.
const SHOWN: usize = 200;

/// The search as it is open.
#[derive(Clone, Debug, Default)]
pub struct Searching {
    /// What is typed.
    pub input: Input,
    /// What is wrong with what was typed, where it cannot be used.
    pub fault: Option<Fault>,
    /// What Tab goes through.
    pub completion: Option<Completion>,
    /// The selected row, and the first on the screen.
    pub rows: Window,
    /// What was found last.
    pub found: Arc<Findings>,
    /// What of it is known of the selected row.
    pub preview: Laid,
    /// What it was found for.
    found_for: String,
    /// How often something was found.
    founds: u64,
    /// What was asked last.
    asked: Option<Asked>,
    /// The question that is not yet answered to the end.
    awaited: Option<u64>,
    /// Which completion is waited for.
    suggesting: Option<u64>,
    /// Whether the best is to be opened as soon as it is known.
    is_chosen: bool,
    /// How many queries back one is, and what was typed before one went back.
    recalled: (usize, String),
    previewed: Option<(u64, usize, u16, GlyphSet)>,
    under: Option<Box<Overlay>>,
}

/// What an answer depends on: what is typed, the library's number, and how many verdicts were
/// known where they matter.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Asked {
    text: String,
    generation: u64,
    verdicts: Option<usize>,
}

/// Something to find out about what is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Question {
    /// What a query finds.
    Query(Query),
    /// What would complete a text before its cursor, in bytes.
    Completion(String, usize),
}

impl Question {
    /// What has to be known of the words of quotations to answer it: all that is known, or nothing.
    pub fn verdicts(&self, known: &Verdicts) -> Verdicts {
        match self {
            Self::Query(query) if query.asks_for_verdicts() => known.clone(),
            Self::Query(_) | Self::Completion(..) => Verdicts::default(),
        }
    }
}

/// What was found out.
#[derive(Clone, Debug)]
pub enum Answer {
    /// This was found so far, and more is being searched.
    Partly(Arc<Findings>),
    /// This was found.
    Found(Arc<Findings>),
    /// The query names what nobody knows.
    Refused(Fault),
    /// This would complete the text.
    Completion(Completion),
}

/// Finds out what was asked, in whatever thread; tells the answer, in parts where a part is known
/// earlier. Nothing is told any more once `stop` says so.
pub fn find_out(
    question: &Question,
    (library, verdicts): (&Library, &Verdicts),
    stop: &(dyn Fn() -> bool + Sync),
    tell: &mut (dyn FnMut(Answer) + Send),
) {
    let query = match question {
        Question::Query(query) => query,
        Question::Completion(text, cursor) => {
            let completion = Completion::of(library, Scope::All, (text, *cursor));
            return tell(Answer::Completion(completion));
        }
    };
    if let Err(fault) = library.check_names(Scope::All, query) {
        return tell(Answer::Refused(fault));
    }
    let search = Search {
        query,
        scope: Scope::All,
        verdicts,
        limit: SHOWN,
        stop,
    };
    let shown = |hits| Arc::new(library.findings(query, &hits));
    let hits = library.search(&search, &mut |hits| tell(Answer::Partly(shown(hits))));
    if let Some(hits) = hits {
        tell(Answer::Found(shown(hits)));
    }
}

/// Where in the text of a source to go, as soon as that is open.
#[derive(Clone, Debug)]
pub(super) struct Landing {
    source: SourceId,
    /// The words, and what they stand before.
    words: String,
    before: String,
}

impl Landing {
    /// `None` where what was found does not stand in a text.
    fn of(row: &Shown) -> Option<Self> {
        let (id, line) = (row.id.as_ref()?, &row.line);
        let _in_a_text = line.place.as_ref()?;
        let first = line.marks.first()?;
        let rest = line.text.get(first.start..)?;
        Some(Self {
            source: SourceId(id.slug.clone()),
            words: line.text.get(first.clone())?.to_owned(),
            before: rest.chars().take(NEAR).collect(),
        })
    }
}

/// By so many characters from the words on their place in a text is known again.
const NEAR: usize = 48;

/// Goes to the place in a text that was found, once the text is there.
pub(super) fn land(state: &mut State) {
    if state.is_opening() {
        return;
    }
    let Some(landing) = state.landing.take() else {
        return;
    };
    let here = match &state.reading.subject {
        Subject::Passage(place) => place.source == landing.source,
        _ => false,
    };
    if here && state.focus == Pane::Reading {
        find::find_in_text(state, &landing.words, &landing.before);
    }
}

impl Searching {
    /// The selected row.
    pub fn selected(&self) -> Option<&Shown> {
        self.found.rows.get(self.rows.at)
    }

    /// Whether the answer to what is typed is still to come, or to be completed.
    pub const fn is_waiting(&self) -> bool {
        self.awaited.is_some()
    }

    /// Whether what was found is what is typed.
    fn is_answered(&self) -> bool {
        self.found_for == self.input.value().trim()
    }

    /// What is typed before the cursor, in bytes.
    fn cursor(&self) -> usize {
        let before = self.input.value().chars().take(self.input.cursor());
        before.map(char::len_utf8).sum()
    }

    /// Puts what was found in the place of what there is. The selected row stays so where it is
    /// an answer to the same words.
    fn take(&mut self, found: Arc<Findings>) {
        let text = self.asked.as_ref().map_or("", |asked| &asked.text);
        let same = self.found_for == text && self.rows.at > 0;
        let name = |row: &Shown| (Arc::clone(&row.file), row.id.clone());
        let selected = self.selected().filter(|_| same).map(name);
        let at = selected.and_then(|selected| {
            let mut rows = found.rows.iter();
            rows.position(|row| name(row) == selected)
        });
        self.rows = at.map_or(Window::default(), |at| Window {
            at,
            top: at.saturating_sub(self.rows.at.saturating_sub(self.rows.top)),
        });
        self.found_for = text.to_owned();
        self.found = found;
        self.founds += 1;
    }
}

/// The search that is open, seen or under the help.
fn open_one(state: &mut State) -> Option<&mut Searching> {
    match &mut state.overlay {
        Some(Overlay::Search(searching)) => Some(searching),
        Some(Overlay::Help(help)) => match help.under.as_deref_mut() {
            Some(Overlay::Search(searching)) => Some(searching),
            _ => None,
        },
        _ => None,
    }
}

/// The search that is seen.
fn seen(state: &mut State) -> Option<&mut Searching> {
    match &mut state.overlay {
        Some(Overlay::Search(searching)) => Some(searching),
        _ => None,
    }
}

/// Opens the search.
pub(super) fn open(state: &mut State) {
    state.prompt = None;
    let searching = Searching {
        under: state.overlay.take().map(Box::new),
        ..Searching::default()
    };
    state.overlay = Some(Overlay::Search(Box::new(searching)));
}

/// Leaves it: what lay under it is as it was.
pub(super) fn leave(state: &mut State) -> Vec<Effect> {
    let Some(Overlay::Search(searching)) = state.overlay.take() else {
        return Vec::new();
    };
    state.overlay = searching.under.map(|under| *under);
    vec![Effect::StopSearch]
}

/// Takes a key: it moves, opens, completes, leaves, or edits what is typed.
pub(super) fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let motion = match (key.code, control) {
        (KeyCode::Esc, _) | (KeyCode::Char('c' | 'g'), true) => return leave(state),
        (KeyCode::Enter, _) => return choose(state),
        (KeyCode::Tab, _) => return complete(state, Step::Forward),
        (KeyCode::BackTab, _) => return complete(state, Step::Back),
        (KeyCode::Char('r'), true) => return recall(state, Step::Back),
        (KeyCode::Char('s'), true) => return recall(state, Step::Forward),
        (KeyCode::Up, _) | (KeyCode::Char('p'), true) => CommandId::Up,
        (KeyCode::Down, _) | (KeyCode::Char('n'), true) => CommandId::Down,
        (KeyCode::PageUp, _) => CommandId::PageUp,
        (KeyCode::PageDown, _) => CommandId::PageDown,
        _ => {
            let Some(searching) = seen(state) else {
                return Vec::new();
            };
            let rubout = matches!(key.code, KeyCode::Backspace);
            if rubout && searching.input.value().is_empty() {
                return leave(state);
            }
            line::edit(&mut searching.input, key);
            changed(searching);
            return Vec::new();
        }
    };
    go(state, motion);
    Vec::new()
}

/// Takes pasted text into what is typed.
pub(super) fn pasted(state: &mut State, text: &str) {
    if let Some(searching) = seen(state) {
        line::insert(&mut searching.input, text);
        changed(searching);
    }
}

fn changed(searching: &mut Searching) {
    searching.completion = None;
    searching.suggesting = None;
    searching.is_chosen = false;
}

/// Moves by a command of moving.
pub(super) fn go(state: &mut State, command: CommandId) {
    let page = views::search_page(state);
    if let Some(searching) = seen(state) {
        let count = searching.found.rows.len();
        searching.rows.at = motion::moved(searching.rows.at, command, page, count);
    }
}

/// Asks what is to be asked: for an answer to what is typed, where none was asked for.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    let (generation, known) = (state.generation, state.verdicts.len());
    let number = state.requests + 1;
    let searching = seen(state)?;
    let text = searching.input.value().trim();
    let holds = |asked: &Asked| {
        let verdicts = asked.verdicts.is_none_or(|verdicts| verdicts == known);
        asked.text == text && asked.generation == generation && verdicts
    };
    if searching.asked.as_ref().is_some_and(holds) {
        return None;
    }
    let query = Query::parse(text);
    let asks_for_verdicts = query.as_ref().is_ok_and(Query::asks_for_verdicts);
    searching.asked = Some(Asked {
        text: text.to_owned(),
        generation,
        verdicts: asks_for_verdicts.then_some(known),
    });
    searching.awaited = None;
    match query {
        Ok(query) if query.is_empty() => {
            searching.fault = None;
            searching.take(Arc::default());
            Some(Effect::StopSearch)
        }
        Ok(query) => {
            searching.fault = None;
            searching.awaited = Some(number);
            state.requests = number;
            Some(Effect::Search(number, Question::Query(query)))
        }
        Err(fault) => {
            searching.fault = Some(fault);
            None
        }
    }
}

/// Takes in an answer, unless something else was asked since.
pub(super) fn answered(state: &mut State, request: u64, answer: Answer) -> Vec<Effect> {
    let Some(searching) = open_one(state) else {
        return Vec::new();
    };
    if let Answer::Completion(completion) = answer {
        if searching.suggesting.take() == Some(request) {
            suggest(state, completion);
        }
        return Vec::new();
    }
    if searching.awaited != Some(request) {
        return Vec::new();
    }
    match answer {
        Answer::Partly(found) => searching.take(found),
        Answer::Found(found) => {
            searching.awaited = None;
            searching.take(found);
        }
        Answer::Refused(fault) => {
            searching.awaited = None;
            searching.fault = Some(fault);
        }
        Answer::Completion(_) => {}
    }
    if searching.is_chosen {
        return choose(state);
    }
    Vec::new()
}

/// Opens the selected row in its briefing; before the answer to what is typed has come, the first
/// one of that as soon as it comes.
pub(super) fn choose(state: &mut State) -> Vec<Effect> {
    let Some(searching) = seen(state) else {
        return Vec::new();
    };
    searching.is_chosen = searching.is_waiting() && !searching.is_answered();
    if searching.is_chosen || searching.fault.is_some() {
        return Vec::new();
    }
    let Some(row) = searching.selected().cloned() else {
        // There may be some yet.
        searching.is_chosen = searching.is_waiting();
        return Vec::new();
    };
    let query = searching.input.value().trim().to_owned();
    narrowing::keep_query(state, query);
    // The way back leads here.
    state.jump();
    let effects = leave(state);
    enter(state, &row);
    effects
}

/// Goes to what was found.
fn enter(state: &mut State, row: &Shown) {
    let Some(at) = state.library.position(&row.file) else {
        state.message = Some(format!("{} is no longer open", row.file));
        return;
    };
    state.overlay = None;
    state.sight = None;
    state.zoomed = false;
    if state.scene.is_library() {
        state.scene = Scene::FromLibrary;
    }
    match state.breadth {
        Breadth::One => switch::go_to_briefing(state, at),
        Breadth::All => state.turn(Breadth::All, at),
    }
    state.settle();
    state.landing = Landing::of(row);
    match (&row.id, &state.landing) {
        (Some(id), None) => show(state, id, Subject::Record(id.clone())),
        (Some(id), Some(landing)) => {
            let place = PassageTarget {
                source: landing.source.clone(),
                record: None,
                candidate: 0,
            };
            show(state, id, Subject::Passage(place));
        }
        (None, _) => {
            state.show(Subject::Overview);
            state.reading.follows = false;
        }
    }
    if let Some(mark) = state.mark() {
        state.keep_place(&mark);
    }
}

fn show(state: &mut State, id: &RecordId, subject: Subject) {
    follow::select(state, id);
    state.show(subject);
    state.reading.follows = false;
    state.focus = Pane::Reading;
}

/// Completes what stands before the cursor; again, goes on to the next that would fit.
fn complete(state: &mut State, step: Step) -> Vec<Effect> {
    let number = state.requests + 1;
    let Some(searching) = seen(state) else {
        return Vec::new();
    };
    if let Some(completion) = searching.completion.take() {
        suggest(state, completion.next(step));
        return Vec::new();
    }
    searching.suggesting = Some(number);
    let text = searching.input.value().to_owned();
    let question = Question::Completion(text, searching.cursor());
    state.requests = number;
    vec![Effect::Search(number, question)]
}

fn suggest(state: &mut State, completion: Completion) {
    let Some(searching) = open_one(state) else {
        return;
    };
    let Some((text, cursor)) = completion.applied(searching.input.value()) else {
        state.message = Some(completion.hint.to_owned());
        return;
    };
    searching.input = Input::new(text).with_cursor(cursor);
    searching.is_chosen = false;
    // What is the only one is complete: Tab goes on to what follows it.
    searching.completion = Some(completion).filter(|completion| completion.candidates.len() > 1);
}

/// Puts an earlier or later query into the line.
fn recall(state: &mut State, step: Step) -> Vec<Effect> {
    let queries = std::mem::take(&mut state.queries);
    if let Some(searching) = seen(state) {
        if searching.recalled.0 == 0 {
            searching.recalled.1 = searching.input.value().to_owned();
        }
        let back = match step {
            Step::Back => (searching.recalled.0 + 1).min(queries.len()),
            Step::Forward => searching.recalled.0.saturating_sub(1),
        };
        searching.recalled.0 = back;
        let earlier = back.checked_sub(1).and_then(|at| queries.get(at));
        let text = earlier.unwrap_or(&searching.recalled.1).clone();
        searching.input = Input::new(text);
        changed(searching);
    }
    state.queries = queries;
    Vec::new()
}

impl State {
    /// The search that is seen.
    pub fn searching(&self) -> Option<&Searching> {
        match &self.overlay {
            Some(Overlay::Search(searching)) => Some(searching),
            _ => None,
        }
    }

    /// Keeps the selection on the screen, and lays out what is known of the selected row.
    pub(super) fn settle_search(&mut self) {
        let (page, width) = (views::search_page(self), views::search_preview_width(self));
        let (library, verdicts) = (Arc::clone(&self.library), &self.verdicts);
        let glyphs = self.glyphs;
        let Some(Overlay::Search(searching)) = &mut self.overlay else {
            return;
        };
        searching.rows.settle(page, searching.found.rows.len());
        let wanted = Some((searching.founds, searching.rows.at, width, glyphs));
        if searching.previewed == wanted {
            return;
        }
        searching.previewed = wanted;
        let selected = searching.selected().filter(|_| width > 0);
        let document = selected.map(|row| {
            let marker = &searching.found.marker;
            found::document((&library, verdicts), (row, marker), glyphs)
        });
        searching.preview =
            document.map_or_else(Laid::default, |document| Laid::new(document, width));
    }
}

impl Action {
    /// An answer to the question of a number.
    pub fn of_answer(request: u64, answer: Answer) -> Self {
        Self::Answered(request, Box::new(answer))
    }
}

#[cfg(test)]
mod tests;
