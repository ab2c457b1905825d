//! The library view: a row a briefing, and what is known of the selected one beside it.

mod typing;

use std::sync::Arc;

use crate::library::catalogue::{ShelfGroups, ShelfOrder, ShelfRow, meeting, rows};
use crate::library::{Entry, Library};
use crate::model::RecordKind;
use crate::query::Query;
use crate::report::{count, preview};

use super::action::{Effect, Gathering};
use super::breadth::Breadth;
use super::command::CommandId;
use super::motion;
use super::pane::Step;
use super::reading::Laid;
use super::state::State;
use super::switch;
use super::views;
use super::window::Window;

pub use typing::{Seeking, Sifting, Sought};
pub(super) use typing::{accept_find, accept_query, cancel_find, cancel_query};
pub(super) use typing::{changed_find, changed_query};

/// What the screen shows, and what lies under it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Scene {
    /// A briefing. Closing it ends the program.
    #[default]
    Briefing,
    /// A briefing that was opened from the library view. Closing it leads back there.
    FromLibrary,
    /// The library view, over a briefing to which closing it leads back.
    OverBriefing,
    /// The library view. Closing it ends the program.
    Library,
}

impl Scene {
    /// Every scene.
    pub const ALL: [Self; 4] = [
        Self::Briefing,
        Self::FromLibrary,
        Self::OverBriefing,
        Self::Library,
    ];

    /// A word for it that does not change from one version of the program to the next.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Briefing => "briefing",
            Self::FromLibrary => "from-library",
            Self::OverBriefing => "over-briefing",
            Self::Library => "library",
        }
    }

    /// The scene of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|scene| scene.name() == name)
    }

    /// Whether it is the library view.
    pub const fn is_library(self) -> bool {
        matches!(self, Self::OverBriefing | Self::Library)
    }
}

/// The library view as it stands, seen or not.
#[derive(Clone, Debug, Default)]
pub struct Catalogue {
    /// The order of the briefings.
    pub order: ShelfOrder,
    /// What they are put under headings by.
    pub groups: ShelfGroups,
    /// What is narrowed by.
    pub query: Query,
    /// The selected row, and the first on the screen.
    pub window: Window,
    /// What was looked for last.
    pub sought: Option<Sought>,
    /// The rows. They follow from the library, the query, the order and the groups.
    pub rows: Vec<ShelfRow>,
    /// How many briefings they are of: under tags one may have several rows.
    pub listed: usize,
    /// What the columns have to hold.
    pub widest: Widest,
    /// What is known of the selected one.
    pub preview: Laid,
    /// The selected file.
    selected: Option<Arc<str>>,
    settled: Option<From>,
    previewed: Option<(Arc<str>, u64, u16, bool, usize)>,
}

/// What the rows follow from: the library's number, the order, the groups, the query, how many
/// verdicts were known where it matters.
type From = (u64, ShelfOrder, ShelfGroups, Query, usize);

/// The greatest numbers in the columns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Widest {
    /// The most quotations of a briefing.
    pub quotes: usize,
    /// The most events.
    pub events: usize,
    /// The most faults of a file.
    pub faults: usize,
    /// Records in all.
    pub records: usize,
    /// Files that cannot be read.
    pub unreadable: usize,
}

impl Catalogue {
    /// The place of the selected briefing in the library's order.
    pub fn selected(&self) -> Option<usize> {
        self.rows.get(self.window.at)?.briefing()
    }

    /// Something that the rows follow from has changed unseen.
    pub(super) fn unsettle(&mut self) {
        self.settled = None;
        self.previewed = None;
    }

    /// The first row with a briefing at or after a row, or else the last one before it.
    fn row_after(&self, at: usize) -> usize {
        let is_row = |at: &usize| self.is_briefing(*at);
        let after = (at..self.rows.len()).find(is_row);
        let before = || (0..at.min(self.rows.len())).rfind(is_row);
        after.or_else(before).unwrap_or(0)
    }

    /// The last row with a briefing at or before a row, or else the first one after it.
    fn row_before(&self, at: usize) -> usize {
        let upto = at.saturating_add(1).min(self.rows.len());
        let before = (0..upto).rfind(|at| self.is_briefing(*at));
        before.unwrap_or_else(|| self.row_after(at))
    }

    fn is_briefing(&self, at: usize) -> bool {
        self.rows.get(at).and_then(ShelfRow::briefing).is_some()
    }

    /// Selects the row of a briefing: the one that is selected where it is of it, else its first.
    fn select(&mut self, briefing: usize) {
        if self.selected() == Some(briefing) {
            return;
        }
        let mut all = self.rows.iter();
        if let Some(at) = all.position(|row| row.briefing() == Some(briefing)) {
            self.window.at = at;
        }
    }
}

impl State {
    /// The place in the library's order of the briefing that is looked at: the selected one, where
    /// the library is on the screen, else the open one.
    pub fn looked_at(&self) -> usize {
        let selected = self
            .scene
            .is_library()
            .then(|| self.catalogue.selected())
            .flatten();
        selected.unwrap_or(self.current)
    }

    /// Brings the library view in line with the library, while it is seen.
    pub(super) fn settle_catalogue(&mut self) {
        if !self.scene.is_library() {
            return;
        }
        let asks = self.catalogue.order == ShelfOrder::NotVerified;
        let verdicts = if asks { self.verdicts.len() } else { 0 };
        let Catalogue {
            order,
            groups,
            query,
            ..
        } = &self.catalogue;
        let wanted = Some((self.generation, *order, *groups, query.clone(), verdicts));
        if self.catalogue.settled != wanted {
            self.list_briefings();
            self.catalogue.settled = wanted;
        }
        let page = views::catalogue_page(self);
        let count = self.catalogue.rows.len();
        let at = self.catalogue.window.at.min(count.saturating_sub(1));
        self.catalogue.window.at = self.catalogue.row_after(at);
        self.catalogue.window.settle(page, count);
        let Window { at, top } = self.catalogue.window;
        // A row's heading is seen with it where there is room for both.
        let heading = at
            .checked_sub(1)
            .filter(|row| !self.catalogue.is_briefing(*row));
        if let Some(heading) = heading.filter(|heading| *heading < top && page > 1) {
            self.catalogue.window.top = heading;
        }
        let entry = self
            .catalogue
            .selected()
            .and_then(|at| self.library.entry(at));
        if let Some(entry) = entry {
            self.catalogue.selected = Some(Arc::clone(&entry.file));
        }
        self.settle_preview();
    }

    /// The rows anew; the selected briefing stays selected, and where it stands on the screen.
    fn list_briefings(&mut self) {
        let library = Arc::clone(&self.library);
        let count = library.entries().len();
        let listed = if self.catalogue.query.is_empty() {
            None
        } else {
            Some(meeting(&library, &self.catalogue.query))
        };
        let sorted = (self.catalogue.order, self.catalogue.groups);
        let known = (&*library, &self.verdicts);
        let catalogue = &mut self.catalogue;
        catalogue.listed = listed.as_ref().map_or(count, Vec::len);
        catalogue.rows = match listed {
            Some(listed) => rows(known, listed.into_iter(), sorted),
            None => rows(known, 0..count, sorted),
        };
        catalogue.widest = widest(&library);
        let offset = catalogue.window.at.saturating_sub(catalogue.window.top);
        let file = catalogue.selected.as_ref();
        let selected = file.and_then(|file| library.position(file));
        if let Some(selected) = selected {
            catalogue.select(selected);
        }
        let top = catalogue.window.at.saturating_sub(offset);
        // A heading is not left just out of sight.
        let heading = top > 0 && !catalogue.is_briefing(top - 1);
        catalogue.window.top = top - usize::from(heading);
        if let Some(sought) = &mut catalogue.sought {
            sought.find(&catalogue.rows, &library);
        }
    }

    fn settle_preview(&mut self) {
        let width = views::preview_width(self);
        let Some(at) = self.catalogue.selected().filter(|_| width > 0) else {
            self.catalogue.previewed = None;
            self.catalogue.preview = Laid::default();
            return;
        };
        let Some(entry) = self.library.entry(at) else {
            return;
        };
        let pending = self.verdicts.is_pending(at);
        let faults = entry.diagnostics.len();
        let file = Arc::clone(&entry.file);
        let wanted = Some((file, self.generation, width, pending, faults));
        if self.catalogue.previewed != wanted {
            let document = preview::document((&self.library, &self.verdicts), at, self.glyphs);
            self.catalogue.preview = Laid::new(document, width);
            self.catalogue.previewed = wanted;
        }
    }

    /// Shows the library or the open briefing; its row in the library is selected.
    pub(super) fn show_scene(&mut self, scene: Scene) {
        self.scene = scene;
        self.prompt = None;
        self.settle_catalogue();
        self.catalogue.select(self.current);
    }
}

/// Of so many briefings it is not folded while a letter waits for it what is said of them.
const AT_ONCE: usize = 500;

/// Where a large library is seen, and all of it is there, the words of its briefings are gathered.
pub(super) fn wanted(state: &mut State) -> Option<Effect> {
    let asked = Some(state.generation);
    let is_vast = state.library.entries().len() > AT_ONCE;
    let is_there = state.scene.is_library() && state.loading.is_none();
    if !is_vast || !is_there || state.gathered_words == asked {
        return None;
    }
    state.gathered_words = asked;
    Some(Effect::Gather(Gathering::Words))
}

/// How much the columns have to hold.
fn widest(library: &Library) -> Widest {
    let mut widest = Widest {
        records: library.records().len(),
        ..Widest::default()
    };
    for entry in library.entries() {
        widest.quotes = widest.quotes.max(entry.count(RecordKind::Quote));
        widest.events = widest.events.max(entry.count(RecordKind::Event));
        widest.faults = widest.faults.max(entry.diagnostics.len());
        widest.unreadable += usize::from(!entry.is_readable());
    }
    widest
}

/// Whether a command means something in the library view, of those of the panes.
pub const fn takes(command: CommandId) -> bool {
    use CommandId as C;
    matches!(
        command,
        C::Left
            | C::Right
            | C::Sort
            | C::Group
            | C::Back
            | C::Forward
            | C::Find
            | C::Search
            | C::NextMatch
            | C::PreviousMatch
            | C::Narrow
            | C::Clear
            | C::Edit
            | C::Briefings
            | C::Across
            | C::Faults
            | C::Reload
            | C::Theme
    )
}

/// Does in the library view what a command says.
pub(super) fn apply(state: &mut State, command: CommandId) -> Vec<Effect> {
    use CommandId as C;
    match command {
        command if motion::is_one(command) => go(state, command),
        C::Open | C::Right => open(state),
        C::Left | C::Briefings => leave(state),
        C::Back => state.go_back(),
        C::Forward => state.go_forward(),
        C::Sort => {
            state.catalogue.order = state.catalogue.order.next();
            let words = state.catalogue.order.words();
            state.message = Some(format!("briefings {words}"));
        }
        C::Group => {
            state.catalogue.groups = state.catalogue.groups.next();
            let words = state.catalogue.groups.words();
            state.message = Some(format!("briefings {words}"));
        }
        C::Search => super::search::open(state),
        C::Find => typing::start_find(state),
        C::NextMatch => typing::step(state, Step::Forward),
        C::PreviousMatch => typing::step(state, Step::Back),
        C::Narrow => typing::start_query(state),
        C::Clear => {
            if state.catalogue.query.is_empty() {
                state.message = Some("no filter is set".to_owned());
            }
            state.catalogue.query = Query::default();
        }
        C::Across => across(state),
        C::Edit => return super::take::edit(state),
        C::Theme => return super::looks::choose(state),
        C::Faults => super::update::show_faults(state),
        C::Reload => return vec![super::update::load(state)],
        _ => {}
    }
    Vec::new()
}

fn go(state: &mut State, command: CommandId) {
    let page = views::catalogue_page(state);
    let catalogue = &mut state.catalogue;
    let was = catalogue.window.at;
    let at = motion::moved(was, command, page, catalogue.rows.len());
    // Headings are passed over.
    catalogue.window.at = if at >= was {
        catalogue.row_after(at)
    } else {
        catalogue.row_before(at)
    };
}

/// Opens the selected briefing.
fn open(state: &mut State) {
    let Some(to) = state.catalogue.selected() else {
        return;
    };
    state.jump();
    state.scene = Scene::FromLibrary;
    switch::go_to_briefing(state, to);
}

/// Shows the records of all briefings.
fn across(state: &mut State) {
    state.jump();
    state.scene = Scene::FromLibrary;
    state.zoomed = false;
    super::update::focus(state, state.list);
    if state.breadth == Breadth::One {
        super::breadth::toggle(state);
        // The jump from the library is the one to come back by.
        state.jumps.back.pop();
    }
}

/// From the library view back to the open briefing.
fn leave(state: &mut State) {
    state.scene = match state.scene {
        Scene::OverBriefing | Scene::Briefing => Scene::Briefing,
        Scene::Library | Scene::FromLibrary => Scene::FromLibrary,
    };
    state.catalogue.sought = None;
}

/// Shows the library view from a briefing.
pub(super) fn show(state: &mut State) {
    if state.scene == Scene::FromLibrary {
        return come_back(state);
    }
    state.jump();
    state.show_scene(Scene::OverBriefing);
}

/// From a briefing that was opened in the library view back to it.
pub(super) fn come_back(state: &mut State) {
    // What was jumped to since lies under what is closed.
    while let Some(mark) = state.jumps.back.pop() {
        if mark.scene.is_library() {
            break;
        }
    }
    state.jumps.forward.clear();
    state.show_scene(Scene::Library);
}

/// Closes the library view; says whether the program is to end.
pub(super) fn close(state: &mut State) -> Vec<Effect> {
    if state.scene == Scene::Library {
        return vec![Effect::Quit];
    }
    leave(state);
    // The jump that led here is undone.
    if state
        .jumps
        .back
        .last()
        .is_some_and(|mark| mark.scene == Scene::Briefing)
    {
        state.jumps.back.pop();
    }
    Vec::new()
}

/// Drops one passing layer of the library view.
pub(super) fn peel(state: &mut State) {
    if state.catalogue.sought.take().is_none() && state.scene == Scene::OverBriefing {
        close(state);
    }
}

/// Shows the library view where a library is opened of which nothing was left and nothing is kept
/// open.
pub(super) fn begin(state: &mut State) {
    let entries = state.library.entries();
    let is_closed = |entry: &Entry| entry.is_readable() && entry.content.is_none();
    if entries.len() > 1 && entries.iter().any(is_closed) {
        state.scene = Scene::Library;
    }
}

/// Selects a row that was clicked on; says whether it was selected before.
pub(super) fn click(state: &mut State, row: usize) -> bool {
    let was = state.catalogue.window.at == row;
    if state.catalogue.is_briefing(row) {
        state.catalogue.window.at = row;
    }
    was
}

/// Moves the window over the rows.
pub(super) fn wheel(state: &mut State, by: isize) {
    let page = views::catalogue_page(state);
    let catalogue = &mut state.catalogue;
    let was = catalogue.window;
    catalogue.window.scroll(by, page, catalogue.rows.len());
    if catalogue.window.at >= was.at {
        let at = catalogue.row_after(catalogue.window.at);
        // With the row its heading would come back into sight, and the end never.
        let first = at == catalogue.window.top && catalogue.window.top > was.top && page > 1;
        let heading = first && at > 0 && !catalogue.is_briefing(at - 1);
        catalogue.window.at = catalogue.row_after(at + usize::from(heading));
    } else {
        catalogue.window.at = catalogue.row_before(catalogue.window.at);
    }
}

impl State {
    /// That files are being read, how many of how many, and what stops it; nothing where it takes
    /// no while.
    pub fn progress(&self) -> Option<String> {
        let (read, files) = self.loading?.progress?;
        let stop = self.keymap.first(CommandId::Peel);
        let dot = self.glyphs.dot();
        let (read, files) = (count(read), count(files));
        Some(format!("reading {read} of {files} {dot} {stop} stops"))
    }
}
