//! What is useful now: which commands the hint bar names, and the help lists first.

use crate::model::RecordKind;
use crate::report::passage;

use super::breadth::Breadth;
use super::catalogue::Scene;
use super::chooser::Choice;
use super::command::{COMMANDS, CommandId};
use super::keymap::Context;
use super::pane::{Pane, Step};
use super::state::{Overlay, State, Subject};

/// A key, and what it does in a word or two.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The key as its user has it.
    pub key: String,
    /// What it does now.
    pub word: &'static str,
}

/// What the hint bar says: the most useful first, and what always stands at its end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hints {
    /// What may be left out, from the end on, where there is no room.
    pub useful: Vec<Hint>,
    /// What stands there in any case: the help, and the way out.
    pub last: Vec<Hint>,
}

/// What is useful in the state as it is.
pub fn hints(state: &State) -> Hints {
    if let Some(Overlay::Chooser(chooser)) = &state.overlay {
        let fixed = |key: &str, word| Hint {
            key: key.to_owned(),
            word,
        };
        let can_delete = matches!(
            chooser.selected_row().map(|row| &row.choice),
            Some(Choice::Saved(_))
        );
        return Hints {
            useful: can_delete
                .then(|| fixed("C-d", "delete"))
                .into_iter()
                .collect(),
            last: vec![
                fixed("Enter", chooser.purpose.verb()),
                fixed("Esc", "leave"),
            ],
        };
    }
    if state.searching().is_some() {
        let fixed = |(key, word): (&str, _)| Hint {
            key: key.to_owned(),
            word,
        };
        return Hints {
            useful: [("Tab", "complete"), ("C-r", "earlier query")]
                .map(fixed)
                .into(),
            last: [("Enter", "open"), ("Esc", "leave")].map(fixed).into(),
        };
    }
    let hint = |(id, word)| {
        let key = state.keymap.keys(id).next()?.to_string();
        Some(Hint { key, word })
    };
    let close = if is_open(state) { "close" } else { "quit" };
    let last = [(CommandId::Help, "help"), (CommandId::Close, close)];
    Hints {
        useful: useful(state).into_iter().filter_map(hint).collect(),
        last: last.into_iter().filter_map(hint).collect(),
    }
}

/// The commands that are useful now, the most useful first, each with a word for what it does.
pub fn useful(state: &State) -> Vec<(CommandId, &'static str)> {
    let context = Context::of(state);
    let mut found: Vec<(Rank, CommandId, &'static str)> = Vec::new();
    for command in COMMANDS {
        let hint = (context.takes(command))
            .then(|| rank(state, command.id))
            .flatten();
        if let Some((rank, word)) = hint {
            let word = word.unwrap_or(command.hint);
            found.push((rank, command.id, word));
        }
    }
    found.sort_by_key(|(rank, ..)| *rank);
    found.into_iter().map(|(_, id, word)| (id, word)).collect()
}

/// How useful a command is: what the state asks for, what is done most, what is there as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Asked,
    First,
    Second,
    Third,
    Often,
    Seldom,
    Last,
}

/// How useful a command is now, and another word for it than the table's; `None` where it is of
/// no use.
fn rank(state: &State, id: CommandId) -> Option<(Rank, Option<&'static str>)> {
    let in_text = state.focus == Pane::Reading;
    let in_passage = in_text && matches!(state.reading.subject, Subject::Passage(_));
    let filtered = !state.filter.is_empty();
    let when = |useful: bool, rank| useful.then_some((rank, None));
    let say = |useful: bool, rank, word| useful.then_some((rank, Some(word)));
    if state.overlay.is_some() {
        let text = matches!(state.overlay, Some(Overlay::Help(_)));
        return match id {
            CommandId::Explain => when(true, Rank::First),
            CommandId::EditFault => match &state.overlay {
                Some(Overlay::Faults(faults)) => when(faults.edit().is_ok(), Rank::Second),
                _ => None,
            },
            CommandId::PageDown => say(text, Rank::Often, "page"),
            _ => None,
        };
    }
    if state.scene.is_library() {
        return in_library(state, id).map(|rank| (rank, None));
    }
    if state.in_sight() {
        return in_view(state, id);
    }
    let empty = !in_text && state.rows(state.focus).is_empty();
    let nothing = state.breadth == Breadth::One && state.briefing().is_none();
    if nothing {
        return match id {
            CommandId::Faults => say(has_faults(state), Rank::First, "what is wrong"),
            CommandId::NextBriefing => {
                let more = state.current + 1 < state.library.entries().len();
                say(more, Rank::Second, "next briefing")
            }
            CommandId::PreviousBriefing => {
                say(state.current > 0, Rank::Second, "previous briefing")
            }
            CommandId::Reload => say(true, Rank::Third, "read again"),
            _ => None,
        };
    }
    let found = state.find.as_ref();
    let hits = found.filter(|find| find.pane == state.focus);
    let hits = hits.map_or(0, |find| find.hits.len());
    match id {
        CommandId::Clear if filtered => {
            let wanted = empty || (in_text && state.outside_filter());
            let rank = if wanted { Rank::Asked } else { Rank::Third };
            Some((rank, None))
        }
        CommandId::NextMatch => say(hits > 1, Rank::Asked, "next"),
        CommandId::Candidate => when(in_passage && may_be_elsewhere(state), Rank::Asked),
        CommandId::Open => {
            let something = if in_text {
                state.reading.link.is_some()
            } else {
                !empty
            };
            let word = if in_text { "follow" } else { "open" };
            say(something, Rank::First, word)
        }
        CommandId::Tick => {
            let word = if ticked(state) { "unfilter" } else { "filter" };
            say(!empty, Rank::Second, word)
        }
        CommandId::Source => {
            let kind = subject_kind(state).filter(|_| !empty && !in_passage);
            let has = |kind| !matches!(kind, RecordKind::Actor | RecordKind::Issue);
            when(kind.is_some_and(has), Rank::Second)
        }
        CommandId::NextQuote => when(in_passage, Rank::Second),
        CommandId::Evidence => {
            let kind = subject_kind(state).filter(|_| !empty && !in_passage);
            let has = matches!(kind, Some(RecordKind::Position | RecordKind::Event));
            when(has, Rank::Third)
        }
        CommandId::Back => when(!state.jumps.back.is_empty(), Rank::Third),
        CommandId::Matching => say(state.filter.actors.len() > 1, Rank::Often, "any or all"),
        CommandId::Find => when(hits <= 1, Rank::Often),
        CommandId::Narrow | CommandId::NextPane => when(true, Rank::Often),
        CommandId::Search => when(true, Rank::Seldom),
        CommandId::Zoom if state.zoomed => Some((Rank::Third, Some("unzoom"))),
        CommandId::Zoom => when(true, Rank::Seldom),
        CommandId::TextPageDown => {
            let more = state.reading.laid.lines.len() > state.reading_page();
            when(more, Rank::Seldom)
        }
        CommandId::Palette => when(true, Rank::Last),
        _ => None,
    }
}

/// Whether `q` would close something rather than quit.
fn is_open(state: &State) -> bool {
    let inside = state.focus == Pane::Reading || state.zoomed || state.sight.is_some();
    state.overlay.is_some()
        || match state.scene {
            Scene::Briefing => inside || state.breadth == Breadth::All,
            Scene::FromLibrary | Scene::OverBriefing => true,
            Scene::Library => false,
        }
}

/// How useful a command is in a view of what the records mean.
fn in_view(state: &State, id: CommandId) -> Option<(Rank, Option<&'static str>)> {
    let sight = state.sight.as_ref()?;
    let day = sight.view.has_day();
    if id == CommandId::GoToDate {
        return sight
            .view
            .has_times()
            .then_some((Rank::Third, Some("date")));
    }
    let (useful, rank) = match id {
        CommandId::Clear => (!state.filter.is_empty(), Rank::Asked),
        CommandId::Open => (sight.key().is_some(), Rank::First),
        CommandId::Earlier | CommandId::Later => (day, Rank::Second),
        CommandId::Sort => (sight.orders().len() > 1, Rank::Third),
        CommandId::ZoomIn => (sight.can_zoom(Step::Forward), Rank::Second),
        CommandId::ZoomOut => (sight.can_zoom(Step::Back), Rank::Second),
        CommandId::Tick => (sight.key().is_some(), Rank::Third),
        CommandId::Narrow | CommandId::NextPane => (true, Rank::Often),
        CommandId::Zoom => (true, Rank::Seldom),
        CommandId::Palette => (true, Rank::Last),
        _ => return None,
    };
    let word = (id == CommandId::Sort).then(|| sight.view.next_order());
    useful.then_some((rank, word))
}

/// How useful a command is in the library view.
fn in_library(state: &State, id: CommandId) -> Option<Rank> {
    let catalogue = &state.catalogue;
    let hits = catalogue
        .sought
        .as_ref()
        .map_or(0, |sought| sought.hits.len());
    let rows = catalogue.rows.len();
    let (useful, rank) = match id {
        CommandId::Clear => (!catalogue.query.is_empty(), Rank::Asked),
        CommandId::NextMatch => (hits > 1, Rank::Asked),
        CommandId::Open => (catalogue.selected().is_some(), Rank::First),
        CommandId::Find => (hits <= 1 && rows > 1, Rank::Second),
        CommandId::Search => (true, Rank::Second),
        CommandId::Narrow | CommandId::Sort | CommandId::Group => (true, Rank::Third),
        CommandId::Palette => (true, Rank::Last),
        _ => return None,
    };
    useful.then_some(rank)
}

/// Whether something is wrong with the files.
fn has_faults(state: &State) -> bool {
    let mut entries = state.library.entries().iter();
    let mut own = state.library.own_files().iter();
    !state.problems.is_empty()
        || own.any(|own| !own.diagnostics.is_empty())
        || entries.any(|entry| !entry.diagnostics.is_empty())
}

/// Whether the selected row is filtered by.
fn ticked(state: &State) -> bool {
    let filter = &state.filter;
    let chosen = |ix| [&filter.actors, &filter.issues].map(|keys| state.is_chosen(keys, ix));
    state
        .selected(state.focus)
        .is_some_and(|ix| chosen(ix).contains(&true))
}

/// Whether the words that are shown may stand at another place too.
fn may_be_elsewhere(state: &State) -> bool {
    let Subject::Passage(place) = &state.reading.subject else {
        return false;
    };
    let context = state.context();
    context.is_some_and(|context| passage::candidates(&context, place) > 1)
}

/// What kind of record the keys are about.
fn subject_kind(state: &State) -> Option<RecordKind> {
    if state.focus == Pane::Reading {
        state.subject_record().map(|id| id.kind)
    } else {
        let selected = state.selected(state.focus);
        selected.and_then(|ix| state.library.records().kind(ix))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use crate::library::verify::Cache;
    use crate::report::GlyphSet;
    use crate::tui::action::Action;
    use crate::tui::keymap::{Keymap, meaning};
    use crate::tui::update::{load, update};
    use ratatui::layout::Size;
    use std::sync::Arc;

    /// The first hints of the bundled briefings after some keys, as `key word`.
    fn after(keys: &str) -> Vec<String> {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        load(&mut state);
        let (library, _) = crate::library::load::load(&[Input::Bundled]);
        let action = Action::of_load(1, (Arc::new(library), Vec::new()), &Cache::default());
        update(&mut state, action);
        for key in keys.split(' ').filter(|key| !key.is_empty()) {
            let action = meaning(&state, key.parse().unwrap());
            update(&mut state, action);
        }
        let hints = hints(&state);
        let all = hints.useful.into_iter().chain(hints.last);
        all.map(|hint| format!("{} {}", hint.key, hint.word))
            .collect()
    }

    #[test]
    fn the_hints_follow_the_state() {
        let first = |keys: &str, count: usize| after(keys)[..count].join(" · ");
        assert_eq!(first("", 2), "Enter open · Space filter");
        assert_eq!(first("Space", 3), "Enter open · Space unfilter · F clear");
        assert_eq!(first("3", 3), "Enter open · s source · Space filter");
        assert_eq!(first("3 / t r u m p Enter", 1), "n next");
        assert_eq!(first("3 Enter s", 1), "] next quote");
        assert_eq!(first("z", 3), "Enter open · Space filter · z unzoom");
        assert_eq!(first("3 ! Space", 1), "F clear");
        let last = |keys: &str| after(keys).split_off(after(keys).len() - 2).join(" · ");
        assert_eq!(last(""), "? help · q quit");
        assert_eq!(last("3 Enter"), "? help · q close");
        assert_eq!(last("B"), "? help · q close");
        assert_eq!(last(":"), "Enter run · Esc leave");
    }
}
