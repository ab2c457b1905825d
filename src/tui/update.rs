//! The one place where the state changes. No input or output, no clock, no terminal.

use std::sync::Arc;

use crate::text::sanitise;

use super::action::{Action, Effect};
use super::breadth::Breadth;
use super::catalogue::Scene;
use super::command::CommandId;
use super::faults::Faults;
use super::help::Help;
use super::pane::{Pane, Step};
use super::sight;
use super::state::{Overlay, State, Subject};
use super::take::What;

pub use super::arrival::load;

/// Applies an action, then settles what follows from it.
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    let by_itself = matches!(
        action,
        Action::Verified { .. }
            | Action::Opened(..)
            | Action::Checked(..)
            | Action::Found(..)
            | Action::Narrowed(..)
            | Action::Made(..)
            | Action::Partly { .. }
            | Action::Answered(..)
    );
    state.touched |= matches!(
        action,
        Action::Command(_) | Action::Typed(_) | Action::Mouse(_) | Action::Pasted(_)
    );
    if !by_itself && !matches!(action, Action::Resized(_)) {
        state.resumed = None;
        state.opening.forget_place();
        state.landing = None;
    }
    if !by_itself && !matches!(action, Action::Mouse(_)) {
        state.pointer.forget();
    }
    let mut effects = match action {
        Action::Command(command) => self::command(state, command),
        Action::Typed(key) => {
            state.message = None;
            typed(state, key)
        }
        Action::Mouse(mouse) => super::mouse::apply(state, mouse),
        Action::Pasted(text) => {
            if state.searching().is_some() {
                super::search::pasted(state, &text);
                Vec::new()
            } else if state.overlay.is_some() {
                super::chooser::pasted(state, &text)
            } else {
                super::prompt::pasted(state, &text);
                Vec::new()
            }
        }
        Action::Unbound(key) => {
            let help = state.keymap.first(CommandId::Help);
            let message = format!("{key} does nothing here; {help} shows the keys");
            state.message = Some(sanitise::line(&message).into_owned());
            Vec::new()
        }
        Action::Resized(size) => {
            state.size = size;
            Vec::new()
        }
        Action::Configured(settings, changed) => {
            super::settings::take_up(state, *settings, &changed)
        }
        Action::Loaded { .. }
        | Action::Partly { .. }
        | Action::NotLoaded { .. }
        | Action::Refreshed { .. }
        | Action::Opened(..)
        | Action::Verified { .. }
        | Action::Checked(..)
        | Action::Prepared(_)
        | Action::NotWatched(_) => super::arrival::arrived(state, action),
        Action::Told(text) => {
            state.message = Some(text);
            Vec::new()
        }
        Action::Filters(answer) => {
            super::saved::answered(state, answer);
            Vec::new()
        }
        Action::Found(number, hits) => {
            super::seek::found(state, number, hits);
            Vec::new()
        }
        Action::Narrowed(number, narrowed) => {
            super::narrowed::found(state, number, *narrowed);
            Vec::new()
        }
        Action::Made(number, made) => {
            sight::made(state, number, made);
            Vec::new()
        }
        Action::Answered(request, answer) => super::search::answered(state, request, *answer),
        Action::ToCopy(parcel) => vec![Effect::Copy(parcel)],
    };
    state.settle();
    super::search::land(state);
    effects.extend(super::opening::wanted(state));
    effects.extend(super::narrowing::wanted(state));
    effects.extend(super::catalogue::wanted(state));
    effects.extend(super::narrowed::wanted(state));
    effects.extend(super::seek::wanted(state));
    effects.extend(sight::wanted(state));
    effects.extend(super::search::wanted(state));
    let leaving = state.leaving.drain(..);
    effects.extend(leaving.map(|one| Effect::Remember(Box::new(one))));
    effects
}

/// Does what a command says; a change of the filter can be undone.
fn command(state: &mut State, command: CommandId) -> Vec<Effect> {
    state.message = None;
    let before = (state.shelf_mark(), state.filter.clone());
    let effects = apply(state, command);
    let changed = command != CommandId::Undo && before.0 == state.shelf_mark();
    if changed && before.1 != state.filter {
        super::filtering::remember(state, before.1);
    }
    effects
}

/// A key of what is being typed: of the prompt, or of a list that is narrowed.
fn typed(state: &mut State, key: super::keys::Key) -> Vec<Effect> {
    if state.searching().is_some() {
        return super::search::typed(state, key);
    }
    if state.overlay.is_some() {
        return super::chooser::typed(state, key);
    }
    super::prompt::typed(state, key)
}

fn apply(state: &mut State, command: CommandId) -> Vec<Effect> {
    if let Some(effects) = apply_anywhere(state, command) {
        return effects;
    }
    if state.overlay.is_some() {
        return super::overlay::apply(state, command);
    }
    if state.scene.is_library() {
        return super::catalogue::apply(state, command);
    }
    if let Some(effects) = sight::apply(state, command) {
        return effects;
    }
    in_panes(state, command)
}

#[expect(clippy::too_many_lines, reason = "an arm for each command")]
fn in_panes(state: &mut State, command: CommandId) -> Vec<Effect> {
    use CommandId as C;
    match command {
        C::Down
        | C::Up
        | C::PageDown
        | C::PageUp
        | C::TextPageDown
        | C::TextPageUp
        | C::HalfDown
        | C::HalfUp
        | C::Top
        | C::Bottom => super::motion::apply(state, command),
        C::Left => sideways(state, Step::Back),
        C::Right => sideways(state, Step::Forward),
        C::NextPane => focus(state, state.focus.neighbour(Step::Forward)),
        C::PreviousPane => focus(state, state.focus.neighbour(Step::Back)),
        C::Actors => focus(state, Pane::Actors),
        C::Issues => focus(state, Pane::Issues),
        C::Quotes => focus(state, Pane::Quotes),
        C::Events => focus(state, Pane::Events),
        C::Sources => focus(state, Pane::Sources),
        C::Plans => focus(state, Pane::Plans),
        C::Sort => sort(state),
        C::References => super::follow::references(state),
        C::Zoom => state.zoomed = !state.zoomed,
        C::Overview => {
            state.jump();
            state.show(Subject::Overview);
            state.reading.follows = false;
            state.focus = Pane::Reading;
        }
        C::Open => super::follow::open(state),
        C::Source => super::follow::source(state),
        C::Evidence => super::follow::evidence(state),
        C::NextQuote => super::follow::neighbour_quote(state, Step::Forward),
        C::PreviousQuote => super::follow::neighbour_quote(state, Step::Back),
        C::Back => state.go_back(),
        C::Forward => state.go_forward(),
        C::Tick => tick(state),
        C::Matching => {
            state.filter.toggle_matching();
            say_combination(state);
        }
        C::People => {
            state.filter.toggle_people();
            say_combination(state);
        }
        C::NotVerified => state.filter.toggle_verified(),
        C::Narrow => super::narrowing::start(state),
        C::SavedFilters => return super::saved::open(state),
        C::Unsure => super::filtering::toggle_unsure(state),
        C::Undo => super::filtering::undo(state),
        C::GoToDate => super::go_to::start(state),
        C::Candidate => super::follow::next_candidate(state),
        C::Clear => {
            if state.filter.is_empty() {
                state.message = Some("no filter is set".to_owned());
            }
            state.filter.clear();
            // Nor is anything waited for that was typed.
            super::narrowing::forget_pending(state);
        }
        C::Search => super::search::open(state),
        C::Find => super::find::start(state),
        C::NextMatch => super::find::step(state, Step::Forward),
        C::PreviousMatch => super::find::step(state, Step::Back),
        C::Copy => return super::take::copy(state, What::Cited),
        C::CopyWords => return super::take::copy(state, What::Words),
        C::CopyLink => return super::take::copy(state, What::Link),
        C::Browse => return super::take::browse(state),
        C::Edit => return super::take::edit(state),
        C::Theme => return super::looks::choose(state),
        C::WriteOut => return super::take::write_out(state),
        C::Across => super::breadth::toggle(state),
        C::NextBriefing => super::switch::neighbour_briefing(state, Step::Forward),
        C::PreviousBriefing => super::switch::neighbour_briefing(state, Step::Back),
        C::Briefings => super::catalogue::show(state),
        C::Faults => show_faults(state),
        C::Reload => return vec![load(state)],
        C::Matrix
        | C::Agreement
        | C::Proposals
        | C::Figures
        | C::Options
        | C::Provenance
        | C::Timeline
        | C::ZoomIn
        | C::ZoomOut
        | C::Earlier
        | C::Later
        | C::DayBefore
        | C::DayAfter => {}
        C::Explain
        | C::EditFault
        | C::Group
        | C::Mouse
        | C::Palette
        | C::Help
        | C::Peel
        | C::Close
        | C::Quit
        | C::Suspend
        | C::Redraw => {}
    }
    Vec::new()
}

/// What means the same in the panes and over them.
fn apply_anywhere(state: &mut State, command: CommandId) -> Option<Vec<Effect>> {
    match command {
        CommandId::Quit => Some(vec![Effect::Quit]),
        CommandId::Suspend => Some(vec![Effect::Suspend]),
        CommandId::Redraw => Some(vec![Effect::Redraw]),
        CommandId::Mouse => Some(super::mouse::toggle(state)),
        CommandId::Palette
            if matches!(
                state.overlay,
                Some(Overlay::Chooser(_) | Overlay::Search(_))
            ) =>
        {
            Some(Vec::new())
        }
        CommandId::Palette => Some(super::palette::open(state)),
        CommandId::Help => {
            if !put_away_help(state) {
                let mut help = Help::new(state);
                help.under = state.overlay.take().map(Box::new);
                state.overlay = Some(Overlay::Help(help));
            }
            Some(Vec::new())
        }
        CommandId::Peel | CommandId::Close
            if matches!(state.overlay, Some(Overlay::Chooser(_))) =>
        {
            Some(super::chooser::leave(state))
        }
        CommandId::Peel | CommandId::Close if state.searching().is_some() => {
            Some(super::search::leave(state))
        }
        CommandId::Peel => Some(peel(state)),
        CommandId::Close => Some(close(state)),
        _ => None,
    }
}

/// Puts the help away, where it is open: what it lay over comes back.
pub(super) fn put_away_help(state: &mut State) -> bool {
    let Some(Overlay::Help(help)) = &mut state.overlay else {
        return false;
    };
    state.overlay = help.under.take().map(|under| *under);
    true
}

/// Drops one passing layer: what lies over the panes, loading, the highlight, the zoom, and at
/// last the way into the detail. Never quits, never clears the filter.
fn peel(state: &mut State) -> Vec<Effect> {
    if put_away_help(state) || state.overlay.take().is_some() {
    } else if state.loading.take().is_some() {
        let key = state.keymap.first(CommandId::Reload);
        state.message = Some(format!("stopped reading the files; {key} reads them again"));
        state.settled.laid = None;
        // What was read by then stays, and its words are checked.
        let mut effects = vec![Effect::Stop];
        effects.extend(super::arrival::verify(state));
        return effects;
    } else if state.scene.is_library() {
        super::catalogue::peel(state);
    } else if sight::stop(state) {
    } else if state.find.take().is_some() {
        state.settled.found = None;
    } else if state.zoomed {
        state.zoomed = false;
    } else if state.in_sight() {
        sight::close(state);
    } else if state.focus == Pane::Reading {
        state.focus = state.list;
    }
    Vec::new()
}

/// Closes what was opened last; quits when nothing is open.
fn close(state: &mut State) -> Vec<Effect> {
    if put_away_help(state) || state.overlay.take().is_some() {
        return Vec::new();
    }
    if state.scene.is_library() {
        return super::catalogue::close(state);
    }
    if state.focus == Pane::Reading {
        let file = state.library.entry(state.current).map(|entry| &entry.file);
        let last = state.jumps.back.last();
        let found = last.is_some_and(|mark| mark.search.is_some()) && !state.reading.follows;
        if found {
            state.go_back();
            state.jumps.forward.pop();
            return Vec::new();
        }
        let here = last.is_some_and(|mark| Some(&mark.file) == file && !mark.scene.is_library());
        if here && (!state.reading.follows || last.is_some_and(|mark| mark.focus == state.list)) {
            // What was opened by a jump is closed by undoing it.
            state.go_back();
            state.jumps.forward.pop();
        } else {
            state.focus = state.list;
            state.zoomed = false;
        }
        return Vec::new();
    }
    if state.zoomed {
        state.zoomed = false;
        return Vec::new();
    }
    if state.sight.is_some() {
        sight::close(state);
        return Vec::new();
    }
    if state.scene == Scene::FromLibrary {
        super::catalogue::come_back(state);
        return Vec::new();
    }
    if state.breadth == Breadth::All {
        super::breadth::toggle(state);
        return Vec::new();
    }
    vec![Effect::Quit]
}

/// Gives a pane the focus. A list that gets it is what the detail follows.
pub(super) fn focus(state: &mut State, pane: Pane) {
    if pane != Pane::Reading {
        // What a view stood in the place of is seen again.
        state.sight = None;
    }
    state.focus = pane;
    if pane != Pane::Reading {
        state.list = pane;
        state.reading.follows = true;
    }
}

/// The pane to the left or right of the one with the focus, where the panes stand side by side;
/// else the next or previous one.
fn sideways(state: &mut State, step: Step) {
    let to = match (state.focus, step) {
        (Pane::Actors, Step::Forward) => Pane::Quotes,
        (Pane::Issues | Pane::Sources, Step::Forward) => state.front.middle,
        (Pane::Quotes, Step::Back) => Pane::Actors,
        (Pane::Events | Pane::Plans, Step::Back) => state.front.left,
        (Pane::Quotes | Pane::Events | Pane::Plans, Step::Forward) => Pane::Reading,
        (Pane::Reading, Step::Back) => {
            state.focus = state.list;
            return;
        }
        (pane, _) => pane,
    };
    let aside = state.shape() == super::layout::Shape::Wide && !state.zoomed;
    if aside {
        if to != state.focus {
            focus(state, to);
        }
        return;
    }
    let at = state.focus.index();
    let next = match step {
        Step::Forward => Pane::ALL.get(at + 1),
        Step::Back => at.checked_sub(1).and_then(|at| Pane::ALL.get(at)),
    };
    if let Some(pane) = next {
        focus(state, *pane);
    }
}

/// Sorts the list with the focus another way; the selected record stays selected.
fn sort(state: &mut State) {
    let pane = state.focus;
    let Some(roll) = pane.roll() else { return };
    if let Some(order) = state.orders.get_mut(pane.index()) {
        *order = roll.next(*order);
        let message = format!("{} {}", pane.title().to_lowercase(), order.words());
        state.message = Some(message);
    }
}

/// Filters by the selected row, or stops: by an actor, an issue, a source, a quotation's speakers,
/// an event's participants, whoever a plan is of.
fn tick(state: &mut State) {
    let Some(ix) = state.selected(state.focus) else {
        return;
    };
    let library = Arc::clone(&state.library);
    let choice = state.choice(ix);
    match (state.focus, choice) {
        (Pane::Issues, Some(key)) => return state.filter.toggle_issue(key),
        (Pane::Sources, Some(key)) => return state.filter.toggle_source(key),
        _ => {}
    }
    let actors: Vec<_> = library
        .records()
        .actors(ix)
        .filter_map(|actor| state.choice(actor))
        .collect();
    if actors.is_empty() {
        state.message = Some("nobody takes part in this".to_owned());
    }
    let all = actors.iter().all(|key| state.filter.actors.contains(key));
    for key in actors {
        if all || !state.filter.actors.contains(&key) {
            state.filter.toggle_actor(key);
        }
    }
}

fn say_combination(state: &mut State) {
    use crate::library::{Matching, People};
    let matching = match state.filter.matching {
        Matching::Any => "records of any of the ticked actors",
        Matching::All => "records of all the ticked actors together",
    };
    let people = match state.filter.people {
        People::Included => "a state or body with its people",
        People::Excluded => "a state or body without its people",
    };
    state.message = Some(format!("{matching}; {people}"));
}

/// Opens what is wrong with the files, the open one's first.
pub(super) fn show_faults(state: &mut State) {
    match Faults::gather(state) {
        Some(faults) => state.overlay = Some(Overlay::Faults(faults)),
        None => state.message = Some("nothing is wrong with the files".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    use ratatui::layout::Size;

    use super::*;
    use crate::report::GlyphSet;
    use crate::tui::keymap::Keymap;
    use crate::tui::keys::Key;

    fn read(state: &mut State, folder: &std::path::Path) {
        let Effect::Load(request) = load(state) else {
            panic!("files are read by an effect");
        };
        let input = crate::library::discover::Input::Path(folder.to_owned());
        let (library, _) = crate::library::load::load(&[input]);
        let cache = crate::library::verify::Cache::default();
        let action = Action::of_load(request, (Arc::new(library), Vec::new()), &cache);
        update(state, action);
    }

    #[test]
    fn a_filter_goes_with_the_file_it_was_set_in() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, day: &str| {
            let text = format!(
                "format = 1\ntitle = \"{name}\"\nas_of = \"{day}\"\n\
                 [[actors]]\nid = \"{name}\"\nname = \"A\"\nkind = \"person\"\n\
                 [[events]]\nid = \"e\"\nwhen = \"{day}\"\ntitle = \"E\"\nactors = [\"{name}\"]\n"
            );
            let path = folder.path().join(format!("{name}.toml"));
            std::fs::write(&path, text).unwrap();
            path
        };
        let newer = write("newer", "2025-02-01");
        let older = write("older", "2025-01-01");
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        read(&mut state, folder.path());
        update(&mut state, Action::Command(CommandId::Tick));
        assert!(!state.filter.is_empty());

        std::fs::remove_file(&newer).unwrap();
        read(&mut state, folder.path());
        assert_eq!(state.briefing().unwrap().title, "older");
        assert!(state.filter.is_empty(), "{:?}", state.filter);
        assert_eq!(state.rows(Pane::Events).len(), 1);

        write("newer", "2025-02-01");
        read(&mut state, folder.path());
        update(&mut state, Action::Command(CommandId::PreviousBriefing));
        assert_eq!(state.briefing().unwrap().title, "newer");
        assert!(!state.filter.is_empty());

        std::fs::remove_file(&newer).unwrap();
        std::fs::remove_file(&older).unwrap();
        read(&mut state, folder.path());
        assert_eq!(state.briefing().unwrap().title, "newer");
        let message = state.message.unwrap();
        assert!(message.contains("nothing can be read"), "{message}");
    }

    #[test]
    fn a_key_that_means_nothing_is_named_without_harm() {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        let event = KeyEvent::new(KeyCode::Char('\u{202e}'), KeyModifiers::NONE);
        update(&mut state, Action::Unbound(Key::from_event(event)));
        let message = state.message.unwrap();
        assert!(message.starts_with("<U+202E> does nothing"), "{message}");
    }
}
