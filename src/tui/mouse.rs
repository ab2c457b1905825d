//! The mouse. A click does what keys do: the first selects what it is on, another opens it.

use ratatui::crossterm::event::{MouseButton, MouseEvent, MouseEventKind};
use ratatui::layout::Position;

use crate::library::Item;

use super::action::{Action, Effect};
use super::command::CommandId;
use super::hit::{self, Deed, OverlayPart, Target};
use super::keymap::meaning;
use super::layout::Split;
use super::pane::{Pane, Step};
use super::sight::{self, Click};
use super::state::{Overlay, State};
use super::update::{focus, update};
use super::window::Window;
use super::{chooser, narrowing, prompt, views};

/// How many lines one notch of the wheel moves.
const NOTCH: isize = 3;

/// Whose the mouse is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Capture {
    /// The terminal's, which selects text with it.
    #[default]
    Terminal,
    /// The reader's.
    Reader,
}

impl Capture {
    /// What is set by `mouse = true` or `false`.
    pub(super) const fn set(mouse: bool) -> Self {
        if mouse { Self::Reader } else { Self::Terminal }
    }
}

/// Something that the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mouse {
    /// On which cell: anywhere, even beside the screen.
    pub at: Position,
    /// What it did there.
    pub gesture: Gesture,
}

/// What the mouse did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gesture {
    /// The button went down.
    Press,
    /// It moved with the button down.
    Drag,
    /// The button went up.
    Release,
    /// The wheel was turned, towards the end or back.
    Wheel(Step),
}

impl Mouse {
    /// What a terminal's event means; nothing where the reader has no use for it.
    pub fn from_event(event: MouseEvent) -> Option<Self> {
        let gesture = match event.kind {
            MouseEventKind::Down(MouseButton::Left) => Gesture::Press,
            MouseEventKind::Drag(MouseButton::Left) => Gesture::Drag,
            MouseEventKind::Up(MouseButton::Left) => Gesture::Release,
            MouseEventKind::ScrollDown => Gesture::Wheel(Step::Forward),
            MouseEventKind::ScrollUp => Gesture::Wheel(Step::Back),
            _ => return None,
        };
        let at = Position::new(event.column, event.row);
        Some(Self { at, gesture })
    }
}

/// What the mouse is doing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pointer {
    /// Whose it is.
    pub capture: Capture,
    /// What it has hold of.
    held: Option<Held>,
    /// Where the last click has selected something, until anything else happens.
    chosen: Option<Position>,
}

/// What the mouse has hold of.
#[derive(Clone, Copy, Debug)]
enum Held {
    /// A line between panes.
    Split(Split),
    /// A key or words that do something when the button goes up on them.
    Deed(Deed),
}

impl Pointer {
    /// Whether the mouse is the reader's.
    pub fn is_taken(&self) -> bool {
        self.capture == Capture::Reader
    }

    /// Lets go of everything.
    pub(super) fn forget(&mut self) {
        (self.held, self.chosen) = (None, None);
    }
}

/// Takes the mouse, or gives it back, and says what that means.
pub(super) fn toggle(state: &mut State) -> Vec<Effect> {
    let dot = state.glyphs.dot();
    let (capture, message) = match state.pointer.capture {
        Capture::Terminal => {
            let key = state.keymap.first(CommandId::Mouse);
            let message = format!("mouse on {dot} {key} gives selecting back to the terminal");
            (Capture::Reader, message)
        }
        Capture::Reader => {
            let message = format!("mouse off {dot} the terminal selects text with it");
            (Capture::Terminal, message)
        }
    };
    state.pointer.capture = capture;
    state.message = Some(message);
    vec![Effect::Mouse(capture)]
}

/// Does what the mouse did, where it is the reader's.
pub(super) fn apply(state: &mut State, mouse: Mouse) -> Vec<Effect> {
    if !state.pointer.is_taken() {
        return Vec::new();
    }
    match mouse.gesture {
        Gesture::Press => press(state, mouse.at),
        Gesture::Drag => {
            if let Some(Held::Split(split)) = state.pointer.held {
                state.shares = state.areas().moved(state.shares, split, mouse.at);
            }
            Vec::new()
        }
        Gesture::Release => release(state, mouse.at),
        Gesture::Wheel(step) => {
            state.pointer.chosen = None;
            wheel(state, mouse.at, step)
        }
    }
}

fn press(state: &mut State, at: Position) -> Vec<Effect> {
    let again = state.pointer.chosen == Some(at);
    let target = hit::target(state, at);
    state.pointer.forget();
    state.message = None;
    if let Target::Deed(deed) = target {
        state.pointer.held = Some(Held::Deed(deed));
        return Vec::new();
    }
    if let Target::Overlay(part) = target {
        return press_overlay(state, (at, again), part);
    }
    if target != Target::Nothing && state.prompt.is_some() {
        let is_pending = narrowing::pending(state).is_some();
        let clicked = match target {
            Target::Row(pane, row) => state.rows(pane).record(row),
            _ => None,
        };
        let effects = prompt::leave(state);
        if state.prompt.is_some() || !effects.is_empty() {
            return effects;
        }
        // What was clicked was seen before the query was in force.
        if is_pending {
            state.settle_lists();
            if clicked.is_some_and(|ix| state.select_row(ix)) {
                focus(state, state.list);
            }
            return Vec::new();
        }
    }
    state.pointer.held = hit::split(state, at).map(Held::Split);
    match target {
        Target::Briefing(row) => {
            if super::catalogue::click(state, row) {
                return open(state);
            }
            state.pointer.chosen = Some(at);
        }
        Target::Cell(cell) => {
            if again || sight::click(state, cell) == Click::Again {
                return open(state);
            }
            state.pointer.chosen = Some(at);
        }
        Target::View => sight::focus(state),
        Target::Name(pane) | Target::Pane(pane) => focus(state, pane),
        Target::Row(pane, row) => {
            let selected = state.list(pane).is_some_and(|list| list.at == row);
            if again || (selected && state.focus == pane) {
                return open(state);
            }
            focus(state, pane);
            let record = matches!(state.rows(pane).get(row), Some(Item::Record { .. }));
            if let Some(list) = state.list_mut(pane).filter(|_| record) {
                list.at = row;
                state.pointer.chosen = Some(at);
            }
        }
        Target::Link(link) => {
            let selected = state.reading.link == Some(link);
            if again || (selected && state.focus == Pane::Reading) {
                return open(state);
            }
            focus(state, Pane::Reading);
            state.reading.link = Some(link);
            state.pointer.chosen = Some(at);
        }
        Target::Deed(_) | Target::Overlay(_) | Target::Nothing => {}
    }
    Vec::new()
}

/// Opens what is selected, as Enter does.
fn open(state: &mut State) -> Vec<Effect> {
    give(state, CommandId::Open)
}

/// Gives a command, which the log is told of as if a key had given it.
fn give(state: &mut State, command: CommandId) -> Vec<Effect> {
    let mut effects = vec![Effect::Log(command)];
    effects.extend(update(state, Action::Command(command)));
    effects
}

/// A click while something lies over the panes: on a row, which is chosen, or beside all of it,
/// which closes it.
fn press_overlay(
    state: &mut State,
    (at, again): (Position, bool),
    part: OverlayPart,
) -> Vec<Effect> {
    let row = match part {
        OverlayPart::Row(row) => row,
        OverlayPart::Report | OverlayPart::Inside => return Vec::new(),
        OverlayPart::Outside => return give(state, CommandId::Peel),
    };
    let selected = match &mut state.overlay {
        Some(Overlay::Faults(faults)) => &mut faults.rows.at,
        Some(Overlay::Chooser(chooser)) => &mut chooser.selected,
        Some(Overlay::Search(searching)) => &mut searching.rows.at,
        Some(Overlay::Help(_)) | None => return Vec::new(),
    };
    if again || *selected == row {
        return open(state);
    }
    *selected = row;
    state.pointer.chosen = Some(at);
    chooser::moved(state)
}

fn release(state: &mut State, at: Position) -> Vec<Effect> {
    let Some(Held::Deed(deed)) = state.pointer.held.take() else {
        return Vec::new();
    };
    if hit::target(state, at) != Target::Deed(deed) {
        return Vec::new();
    }
    let action = match deed {
        Deed::Key(key) => meaning(state, key),
        Deed::Command(command) => Action::Command(command),
    };
    match action {
        Action::Command(command) => give(state, command),
        typed => update(state, typed),
    }
}

/// Moves what is under the pointer, or what lies over the panes; the focus stays where it is.
fn wheel(state: &mut State, at: Position, step: Step) -> Vec<Effect> {
    let by = match step {
        Step::Forward => NOTCH,
        Step::Back => -NOTCH,
    };
    if state.overlay.is_some() {
        return wheel_overlay(state, at, by);
    }
    if state.scene.is_library() {
        super::catalogue::wheel(state, by);
        return Vec::new();
    }
    if hit::is_view(state, at) {
        sight::wheel(state, by);
        return Vec::new();
    }
    match hit::pane(state, at) {
        Some(Pane::Reading) => {
            // What is beyond the end is taken back when the state settles.
            let page = state.reading_page();
            let last = state.reading.laid.lines.len().saturating_sub(page);
            let top = &mut state.reading.top;
            *top = top.saturating_add_signed(by).min(last);
        }
        Some(pane) => wheel_list(state, pane, by),
        None => {}
    }
    Vec::new()
}

/// Moves the window over the rows of a list. The selected row stays until it would go out of sight.
fn wheel_list(state: &mut State, pane: Pane, by: isize) {
    let height = isize::try_from(state.row_height(pane)).unwrap_or(1).max(1);
    let (page, rows) = (state.page(pane), state.rows(pane));
    let Some(list) = state.list(pane) else { return };
    let was = Window {
        at: list.at,
        top: list.top,
    };
    let mut window = was;
    window.scroll(by / height, page, rows.len());
    let heading = |row: usize| !matches!(rows.get(row), None | Some(Item::Record { .. }));
    if window.at >= was.at {
        window.at = rows.record_after(window.at);
        let first = window.at == window.top && window.top > was.top;
        if first && page > 1 && window.at.checked_sub(1).is_some_and(heading) {
            // With the row its heading would come back into sight, and the end never.
            window.at = rows.record_after(window.at + 1);
        }
    } else if window.at < was.at {
        window.at = rows.record_before(window.at);
    }
    if let Some(list) = state.list_mut(pane) {
        (list.at, list.top) = (window.at, window.top);
    }
}

fn wheel_overlay(state: &mut State, at: Position, by: isize) -> Vec<Effect> {
    let part = views::overlay_part(state, at);
    let height = usize::from(views::overlay_area(state).height);
    let page = views::chooser_page(state);
    let found = views::search_page(state);
    match &mut state.overlay {
        Some(Overlay::Help(help)) => help.top = help.top.saturating_add_signed(by),
        Some(Overlay::Faults(faults)) if part == OverlayPart::Report => {
            faults.top = faults.top.saturating_add_signed(by);
        }
        Some(Overlay::Faults(faults)) => {
            let page = faults.height(height);
            faults.rows.scroll(by, page, faults.list.len());
        }
        Some(Overlay::Search(searching)) => {
            let count = searching.found.rows.len();
            searching.rows.scroll(by / 2, found, count);
        }
        Some(Overlay::Chooser(chooser)) => {
            let mut window = Window {
                at: chooser.selected,
                top: chooser.top,
            };
            window.scroll(by, page, chooser.shown.len());
            (chooser.selected, chooser.top) = (window.at, window.top);
            return chooser::moved(state);
        }
        None => {}
    }
    Vec::new()
}
