//! What the reader knows: the library, what is filtered and selected, what is open.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use ratatui::layout::Size;

use crate::analysis::tallies::Tallies;
use crate::diagnostic::Diagnostic;
use crate::journal::filters::SavedFilter;
use crate::journal::{Leaving, Session};
use crate::library::{
    Arranged, Filter, Library, Order, RecordIx, RecordKey, Roll, Rows, Scope, Selection, Verdicts,
};
use crate::model::{Briefing, RecordId, RecordKind};
use crate::report::sheet::CellKey;
use crate::report::{Context, GlyphSet, PassageTarget};
use crate::text::fold::Needle;

use super::breadth::Breadth;
use super::catalogue::{Catalogue, Scene};
use super::chooser::Chooser;
use super::command::CommandId;
use super::config::Config;
use super::config::themes::Themes;
use super::faults::Faults;
use super::help::Help;
use super::keymap::Keymap;
use super::layout::{Areas, Focus, Front, Shape, Shares, Shows};
use super::mouse::{Capture, Pointer};
use super::opening::Opening;
use super::pane::Pane;
use super::prompt::Prompt;
use super::reading::Laid;
use super::recent::Recent;
use super::search::{Landing, Searching};
use super::seek::Progress;
use super::settings::Settings;
use super::shown::Elsewhere;
use super::sight::{Seen, Sight};
use super::theme::{Theme, ThemeName};

/// Everything the reader knows. It changes in [`super::update`] and nowhere else.
#[derive(Debug)]
pub struct State {
    /// The briefings.
    pub library: Arc<Library>,
    /// The library's number: how often one was taken in.
    pub generation: u64,
    /// The library of which the names that can be completed were gathered last, by its number.
    pub gathered: Option<u64>,
    /// The same of the words of what is said of its briefings.
    pub gathered_words: Option<u64>,
    /// The terminal's size in cells.
    pub size: Size,
    /// Which briefing is open: its place in the library's order.
    pub current: usize,
    /// Whether the lists show its records, or those of all.
    pub breadth: Breadth,
    /// What is filtered by.
    pub filter: Filter,
    /// The filters of the other briefings, by file; that of all together under no name.
    pub filters: HashMap<Arc<str>, Filter>,
    /// The filters before each change, the latest last, by file.
    pub past: HashMap<Arc<str>, Vec<Filter>>,
    /// The queries that were typed, the latest first.
    pub queries: Vec<String>,
    /// The filters that were saved under a name, as far as it is known.
    pub saved: Vec<SavedFilter>,
    /// What the filter lists.
    pub selection: Selection,
    /// Where the days that are asked for leave a kind of record out altogether, the one of it that
    /// comes nearest.
    pub nearest: Vec<(RecordKind, RecordIx)>,
    /// Where briefings were left in an earlier run, by file, until they are opened.
    pub left: HashMap<Arc<str>, Session>,
    /// The place that was gone back to, until somebody does something.
    pub(super) resumed: Option<Session>,
    /// Places that were left and are to be written down.
    pub(super) leaving: Vec<Leaving>,
    /// The orders of the lists, in the order of [`Pane::LISTS`].
    pub orders: [Order; Pane::LISTS.len()],
    /// What rows show beside a record's own words.
    pub tallies: Tallies,
    /// What other briefings say of the record that the detail is of.
    pub elsewhere: Elsewhere,
    /// Where the briefings that are not open were left, by file; all together under no name.
    pub places: HashMap<Arc<str>, Mark>,
    /// What the screen shows: a briefing, or the library.
    pub scene: Scene,
    /// The library view.
    pub catalogue: Catalogue,
    /// The pane with the focus.
    pub focus: Pane,
    /// The list that had the focus last.
    pub list: Pane,
    /// Which of the lists that share a place on a wide screen are seen.
    pub front: Front,
    /// Whether the pane with the focus has the whole screen.
    pub zoomed: bool,
    /// How the panes share the screen, where the lines between them were moved.
    pub shares: Shares,
    /// What the mouse is doing.
    pub pointer: Pointer,
    /// The lists, in the order of [`Pane::LISTS`].
    pub lists: [List; Pane::LISTS.len()],
    /// The detail.
    pub reading: Reading,
    /// The view that stands in the place of the lists.
    pub sight: Option<Sight>,
    /// What lies over the panes.
    pub overlay: Option<Overlay>,
    /// The line that is being typed.
    pub prompt: Option<Prompt>,
    /// What was looked for last.
    pub find: Option<Find>,
    /// Where jumps came from and went back from.
    pub jumps: Jumps,
    /// The commands that were chosen from the palette, the latest first.
    pub recent: Vec<CommandId>,
    /// How the words of the briefings stand in their sources, as far as it is known.
    pub verdicts: Verdicts,
    /// Something to tell, until the next key.
    pub message: Option<String>,
    /// Whether files are being read.
    pub loading: Option<Loading>,
    /// Whether the files were read once.
    pub(super) begun: bool,
    /// Whether somebody has done something.
    pub(super) touched: bool,
    /// Which briefings were opened.
    pub opening: Opening,
    /// Where in a text to go, as soon as that is open.
    pub(super) landing: Option<Landing>,
    /// Why nothing could be loaded.
    pub problems: Vec<String>,
    /// The signs to use.
    pub glyphs: GlyphSet,
    /// The keys.
    pub keymap: Keymap,
    /// What its user sets.
    pub config: Config,
    /// The themes that can be chosen.
    pub themes: Arc<Themes>,
    /// The name of the theme.
    pub theme_name: String,
    /// What everything looks like.
    pub theme: Theme,
    /// What is wrong with the files of the configuration.
    pub config_faults: Vec<Diagnostic>,
    pub(super) requests: u64,
    /// The request for which another thread makes a view.
    pub(super) making: Option<u64>,
    /// The rows of the lists, where they are not as the selection has them.
    pub(super) arranged: [Option<Arranged>; Pane::LISTS.len()],
    pub(super) settled: Settled,
}

/// Files are being read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Loading {
    /// For which request.
    pub request: u64,
    /// How many were read, of how many, where it takes a while.
    pub progress: Option<(usize, usize)>,
}

/// A list of records.
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The selected record.
    pub selected: Option<RecordKey>,
    /// The selected row.
    pub at: usize,
    /// The first row on the screen.
    pub top: usize,
}

/// What the detail shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// The briefing at a glance.
    Overview,
    /// A record.
    Record(RecordId),
    /// The text of a source.
    Passage(PassageTarget),
    /// Everything that refers to a record.
    References(RecordId),
    /// What is behind a cell of the view.
    Cell(CellKey),
}

/// The detail.
#[derive(Debug)]
pub struct Reading {
    /// What it shows.
    pub subject: Subject,
    /// Whether it follows the selected row of the list that had the focus last.
    pub follows: bool,
    /// The first line on the screen.
    pub top: usize,
    /// The selected link.
    pub link: Option<usize>,
    /// The text, laid out.
    pub laid: Laid,
}

/// What lies over the panes.
#[derive(Clone, Debug)]
pub enum Overlay {
    /// The keys and the signs.
    Help(Help),
    /// What is wrong with the files.
    Faults(Faults),
    /// A list to choose from.
    Chooser(Chooser),
    /// The search over everything.
    Search(Box<Searching>),
}

/// A scroll position: of a list its row and first row, of a text its link and first line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spot {
    /// The selected row; in a text, the first line.
    pub at: usize,
    /// The first row on the screen.
    pub top: usize,
    /// The selected link.
    pub link: Option<usize>,
    /// What the detail showed beside a list, and whether it followed the list.
    pub detail: Option<(Subject, bool)>,
}

/// What is looked for, and where it was found.
#[derive(Clone, Debug)]
pub struct Find {
    /// The pane that is searched.
    pub pane: Pane,
    /// What was typed.
    pub query: String,
    /// The same, ready for searching.
    pub needle: Needle,
    /// Where it was found, in order.
    pub hits: Vec<Hit>,
    /// Which of the hits is looked at.
    pub current: usize,
    /// How far the looking has come.
    pub progress: Progress,
}

/// A place where the words were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// A row of a list.
    Row(usize),
    /// Bytes of a paragraph of the detail.
    Text {
        /// Which paragraph.
        paragraph: usize,
        /// Which bytes.
        range: Range<usize>,
    },
}

/// Where jumps came from, and where going back came from.
#[derive(Clone, Debug, Default)]
pub struct Jumps {
    /// Places to go back to, the latest last.
    pub back: Vec<Mark>,
    /// Places to go forward to, the next one last.
    pub forward: Vec<Mark>,
}

/// A place to come back to: all that a jump may change, by stable names.
#[derive(Clone, Debug)]
pub struct Mark {
    /// The file of the briefing.
    pub file: Arc<str>,
    /// Whether the lists showed its records, or those of all.
    pub breadth: Breadth,
    /// Whether the library view was on the screen.
    pub scene: Scene,
    /// The search that lay over it.
    pub search: Option<Box<Searching>>,
    /// The pane with the focus.
    pub focus: Pane,
    /// The list that had the focus last.
    pub list: Pane,
    /// Which of the lists that share a place were seen.
    pub front: Front,
    /// The view that stood in the place of the lists.
    pub seen: Option<Seen>,
    /// Whether it was zoomed.
    pub zoomed: bool,
    /// What the detail showed.
    pub subject: Subject,
    /// Whether the detail followed the list.
    pub follows: bool,
    /// The detail's first line.
    pub top: usize,
    /// The selected link.
    pub link: Option<usize>,
    /// The lists: what was selected, and the first row on the screen.
    pub lists: [List; Pane::LISTS.len()],
}

/// What the hits were found from: the words, the pane, and the number of its rows or its text.
pub(super) type FoundFrom = (String, Pane, u64);

/// What the detail was laid out from: the number of the selection, the briefing and what of it is
/// shown, the width, and whether its words are checked.
pub(super) type LaidFrom = (u64, (usize, Subject), u16, bool);

/// What a selection was made from: the library's number, what of it, the filter, and of how many
/// briefings verdicts were known, where they are asked for.
pub(super) type SelectedFrom = (u64, Scope, Filter, usize);

/// What the derived parts of the state were derived from.
#[derive(Clone, Debug, Default)]
pub(super) struct Settled {
    pub selection: Option<SelectedFrom>,
    pub selections: u64,
    pub recent: Recent,
    pub arranged: [Option<(u64, Order)>; Pane::LISTS.len()],
    pub tallied: Option<(u64, Option<usize>)>,
    pub laid: Option<LaidFrom>,
    pub laids: u64,
    /// An overview that was laid out in another thread.
    pub glance: Option<(LaidFrom, Laid)>,
    /// How many lines of the detail's text were on the screen when it was shown last.
    pub page: usize,
    pub found: Option<FoundFrom>,
}

impl State {
    /// A reader without briefings, about to load some.
    pub fn new(size: Size, glyphs: GlyphSet, keymap: Keymap) -> Self {
        Self {
            library: Arc::default(),
            generation: 0,
            gathered: None,
            gathered_words: None,
            size,
            current: 0,
            breadth: Breadth::default(),
            filter: Filter::default(),
            filters: HashMap::new(),
            past: HashMap::new(),
            queries: Vec::new(),
            saved: Vec::new(),
            left: HashMap::new(),
            resumed: None,
            leaving: Vec::new(),
            selection: Selection::default(),
            nearest: Vec::new(),
            orders: Roll::ALL.map(Roll::usual),
            tallies: Tallies::default(),
            elsewhere: Elsewhere::default(),
            places: HashMap::new(),
            scene: Scene::default(),
            catalogue: Catalogue::default(),
            focus: Pane::Actors,
            list: Pane::Actors,
            front: Front::default(),
            zoomed: false,
            shares: Shares::NONE,
            pointer: Pointer::default(),
            lists: Default::default(),
            reading: Reading {
                subject: Subject::Overview,
                follows: false,
                top: 0,
                link: None,
                laid: Laid::default(),
            },
            sight: None,
            overlay: None,
            prompt: None,
            find: None,
            jumps: Jumps::default(),
            recent: Vec::new(),
            verdicts: Verdicts::default(),
            message: None,
            loading: None,
            begun: false,
            touched: false,
            opening: Opening::default(),
            landing: None,
            problems: Vec::new(),
            glyphs,
            keymap,
            config: Config::default(),
            themes: Arc::default(),
            theme_name: "default".to_owned(),
            theme: Theme::new(ThemeName::Default),
            config_faults: Vec::new(),
            requests: 0,
            making: None,
            arranged: Default::default(),
            settled: Settled::default(),
        }
    }

    /// The same of no size, with all that is set.
    pub fn with(settings: Settings) -> Self {
        let mut state = Self::new(Size::ZERO, settings.glyphs, settings.keymap);
        state.pointer.capture = Capture::set(settings.config.mouse);
        state.config = settings.config;
        state.themes = settings.themes;
        state.config_faults = settings.faults;
        state.wear(settings.theme.as_deref().unwrap_or_default());
        state
    }

    /// Puts on the theme of a name, where there is one.
    pub fn wear(&mut self, name: &str) {
        if let Some(theme) = self.themes.get(name) {
            self.theme = *theme;
            name.clone_into(&mut self.theme_name);
        }
    }

    /// Where everything stands on the screen.
    pub fn areas(&self) -> Areas {
        Areas::of(
            self.size,
            Focus {
                pane: self.focus,
                list: self.list,
                front: self.front,
                zoomed: self.zoomed,
                shares: self.shares,
                shows: match self.sight {
                    Some(_) => Shows::View,
                    None => Shows::Lists,
                },
            },
        )
    }

    /// Where everything stands on the screen; where a pane is not shown, where everything would
    /// stand if it were. So it keeps its scroll, and is not laid out anew, while it is away.
    pub(super) fn areas_with(&self, pane: Pane) -> Areas {
        let areas = self.areas();
        if !areas.content(pane).is_empty() {
            return areas;
        }
        let list = if pane == Pane::Reading {
            self.list
        } else {
            pane
        };
        let focus = Focus {
            pane,
            list,
            front: self.front,
            zoomed: false,
            shares: self.shares,
            shows: Shows::Lists,
        };
        Areas::of(self.size, focus)
    }

    /// The open briefing, where one could be read.
    pub fn briefing(&self) -> Option<&Arc<Briefing>> {
        self.library.briefing(self.current)
    }

    /// What the panes' documents need to know.
    pub fn context(&self) -> Option<Context<'_>> {
        let verification = self.verdicts.of(self.current).map(Arc::as_ref);
        let context = Context::new(&self.library, self.current, &self.selection, verification)?;
        Some(context.with_glyphs(self.glyphs))
    }

    /// The rows of a list pane.
    pub fn rows(&self, pane: Pane) -> Rows<'_> {
        if let Some(Some(arranged)) = self.arranged.get(pane.index()) {
            return arranged.rows();
        }
        let kind = pane.kinds().first();
        Rows::Plain(kind.map_or(&[], |kind| self.selection.rows(*kind)))
    }

    /// How many records of a list pane there are, whatever the filter.
    pub fn total(&self, pane: Pane) -> usize {
        let totals = pane.kinds().iter().map(|kind| self.selection.total(*kind));
        totals.sum()
    }

    /// The order of a list pane; the detail has none.
    pub fn order(&self, pane: Pane) -> Option<Order> {
        self.orders.get(pane.index()).copied()
    }

    /// The state of a list pane.
    pub fn list(&self, pane: Pane) -> Option<&List> {
        self.lists.get(pane.index())
    }

    pub(super) fn list_mut(&mut self, pane: Pane) -> Option<&mut List> {
        self.lists.get_mut(pane.index())
    }

    /// The record in the selected row of a list pane.
    pub fn selected(&self, pane: Pane) -> Option<RecordIx> {
        let at = self.list(pane)?.at;
        self.rows(pane).record(at)
    }

    /// How many lines a row of a list pane takes on the screen.
    pub fn row_height(&self, pane: Pane) -> usize {
        let area = self.areas_with(pane).content(pane);
        let two_lines = match pane {
            Pane::Quotes | Pane::Sources => area.width < NARROW,
            // Where lists stand side by side more rows say more than whole titles.
            Pane::Events => area.width < NARROW && self.shape() == Shape::Small,
            Pane::Actors | Pane::Issues | Pane::Plans | Pane::Reading => false,
        };
        if two_lines && area.height >= 6 { 2 } else { 1 }
    }

    /// How many rows of a list pane fit on the screen.
    pub fn page(&self, pane: Pane) -> usize {
        let height = usize::from(self.areas_with(pane).content(pane).height);
        (height / self.row_height(pane)).max(1)
    }

    /// How many lines of the detail's text fit on the screen.
    pub fn reading_page(&self) -> usize {
        let height = usize::from(self.areas_with(Pane::Reading).content(Pane::Reading).height);
        height.saturating_sub(self.reading_head()).max(1)
    }

    /// How many lines at the top of the detail stay however far its text is scrolled, with the
    /// rule under them: at most two fifths of what there is, and a third
    /// of what is small.
    pub fn reading_head(&self) -> usize {
        let head = self.reading.laid.document.head.len();
        let height = usize::from(self.areas_with(Pane::Reading).content(Pane::Reading).height);
        if head == 0 || height < 6 {
            0
        } else {
            (head + 1).min(if height < 11 {
                height / 3
            } else {
                height * 2 / 5
            })
        }
    }

    /// How the panes are arranged.
    pub fn shape(&self) -> Shape {
        Shape::of(self.size)
    }

    /// The record that the detail is about: for a source's text, the one whose words are shown.
    pub fn subject_record(&self) -> Option<RecordId> {
        match &self.reading.subject {
            Subject::Overview => None,
            Subject::Cell(_) => self.this_in_sight(),
            Subject::Record(id) | Subject::References(id) => Some(id.clone()),
            Subject::Passage(place) => place.record.clone().or_else(|| Some(place.source.record())),
        }
    }

    /// Whether the detail is about a record that the filter does not list.
    pub fn outside_filter(&self) -> bool {
        if self.filter.is_empty() {
            return false;
        }
        let id = self.subject_record();
        let id = id.filter(|id| id.kind != RecordKind::Actor && id.kind != RecordKind::Source);
        id.zip(self.context())
            .is_some_and(|(id, context)| !context.listed(&id))
    }
}

/// Below this width, in cells, what has a date and a text takes two lines of its list.
const NARROW: u16 = 64;
