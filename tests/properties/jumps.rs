//! What a reader has done can be taken back.

use std::sync::Arc;

use briefing::journal::{Leaving, Left, Session, Shown};
use briefing::library::verify::Cache;
use briefing::library::{Filter, RecordIx};
use briefing::model::RecordKind;
use briefing::tui::action::Action;
use briefing::tui::catalogue::Scene;
use briefing::tui::command::CommandId;
use briefing::tui::layout::Front;
use briefing::tui::layout::Shares;
use briefing::tui::mouse::Pointer;
use briefing::tui::pane::Pane;
use briefing::tui::resume;
use briefing::tui::state::{State, Subject};
use proptest::prelude::*;

use super::invariants::check_positions;
use super::steps::{Step, command, reader_of};
use super::support::screen::{Reader, size_of};
use super::{hostile, libraries};

/// Everything that a jump may change and going back has to restore.
#[derive(Debug, PartialEq)]
struct View {
    file: Option<Arc<str>>,
    filter: Filter,
    focus: Pane,
    list: Pane,
    front: Front,
    zoomed: bool,
    subject: Subject,
    top: usize,
    link: Option<usize>,
    rows: Vec<(usize, usize, Option<RecordIx>)>,
}

impl View {
    fn of(state: &State) -> Self {
        let rows = Pane::LISTS.map(|pane| {
            let list = state.list(pane).unwrap();
            (list.at, list.top, state.selected(pane))
        });
        Self {
            file: state
                .library
                .entry(state.current)
                .map(|entry| Arc::clone(&entry.file)),
            filter: state.filter.clone(),
            focus: state.focus,
            list: state.list,
            front: state.front,
            zoomed: state.zoomed,
            subject: state.reading.subject.clone(),
            top: state.reading.top,
            link: state.reading.link,
            rows: rows.to_vec(),
        }
    }
}

/// Commands that jump.
const JUMPS: [CommandId; 9] = [
    CommandId::Open,
    CommandId::Source,
    CommandId::Evidence,
    CommandId::NextQuote,
    CommandId::PreviousQuote,
    CommandId::References,
    CommandId::Overview,
    CommandId::NextBriefing,
    CommandId::PreviousBriefing,
];

fn size() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["120x40", "80x24", "40x12", "96x20"])
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    prop::collection::vec(command().prop_map(Step::Command), 0..30)
}

/// A reader somewhere in a library, with nothing over the panes.
fn somewhere(library: usize, size: &str, steps: &[Step]) -> Reader {
    let mut reader = reader_of(library, size_of(size));
    for step in steps {
        step.take(&mut reader);
    }
    reader.state.prompt = None;
    reader.state.overlay = None;
    reader.act(Action::Resized(reader.state.size));
    reader
}

/// A reader of a library whose open briefing was left somewhere.
fn resumed(library: usize, size: &str, (file, session): (Option<Arc<str>>, Session)) -> Reader {
    let mut reader = Reader::loading(size_of(size));
    let library = Arc::clone(&libraries::all()[library]);
    let sessions = file.clone().map(|file| (file, session)).into_iter();
    let left = Left {
        sessions: sessions.collect(),
        last: file,
    };
    let request = reader.state.loading.unwrap();
    let answer = Action::of_load(request.request, (library, Vec::new()), &Cache::default());
    reader.act(answer.with_left(left));
    reader
}

fn give(reader: &mut Reader, command: CommandId) {
    reader.act(Action::Command(command));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn going_back_restores_and_going_forward_again_too(
        library in 0..libraries::all().len(),
        size in size(),
        steps in steps(),
        jumps in prop::collection::vec(prop::sample::select(&JUMPS), 1..6),
    ) {
        let mut reader = somewhere(library, size, &steps);
        let mut views = vec![View::of(&reader.state)];
        for jump in jumps {
            let before = reader.state.jumps.back.len();
            give(&mut reader, jump);
            if reader.state.jumps.back.len() > before {
                views.push(View::of(&reader.state));
            } else {
                *views.last_mut().unwrap() = View::of(&reader.state);
            }
        }
        for view in views[..views.len() - 1].iter().rev() {
            give(&mut reader, CommandId::Back);
            prop_assert_eq!(&View::of(&reader.state), view);
        }
        for view in &views[1..] {
            give(&mut reader, CommandId::Forward);
            prop_assert_eq!(&View::of(&reader.state), view);
        }
    }

    #[test]
    fn reading_the_same_files_again_changes_nothing(
        library in 0..libraries::all().len(),
        size in size(),
        steps in steps(),
    ) {
        let mut reader = somewhere(library, size, &steps);
        let before = View::of(&reader.state);
        Step::Loaded(library).take(&mut reader);
        prop_assert_eq!(View::of(&reader.state), before);
    }

    #[test]
    fn a_briefing_comes_back_where_it_was_left(
        library in 0..libraries::all().len(),
        size in size(),
        steps in steps(),
        days in super::filters::days(),
    ) {
        let mut reader = somewhere(library, size, &steps);
        reader.state.find = None;
        // What is selected in the library is not kept.
        reader.state.scene = Scene::Briefing;
        // Nor is a view that stands in the place of the lists.
        if reader.state.sight.take().is_some() {
            reader.state.focus = reader.state.list;
            reader.state.reading.follows = true;
        }
        reader.state.filter.days = days;
        // The mouse and the lines that it has moved are of this run alone.
        reader.state.shares = Shares::NONE;
        reader.state.pointer = Pointer::default();
        reader.act(Action::Resized(reader.state.size));
        let Some(Leaving { session, .. }) = resume::leaving(&reader.state) else {
            return Ok(());
        };
        let file = View::of(&reader.state).file;
        let again = resumed(library, size, (file, session));
        prop_assert_eq!(View::of(&again.state), View::of(&reader.state));
        // The line of keys knows the way back, which is not kept.
        let screen = |reader: &Reader| reader.lines().split_last().map(|(_, lines)| lines.to_vec());
        prop_assert_eq!(screen(&again), screen(&reader));
    }

    #[test]
    fn wherever_it_was_left_every_position_is_one_that_there_is(
        library in 0..libraries::all().len(),
        size in size(),
        (from, place) in (0..libraries::all().len(), size()),
        steps in steps(),
        numbers in prop::array::uniform4(any::<u16>()),
        names in (hostile::text(), hostile::text()),
    ) {
        let reader = somewhere(from, place, &steps);
        let Some(Leaving { mut session, .. }) = resume::leaving(&reader.state) else {
            return Ok(());
        };
        for (list, row) in session.lists.values_mut().zip(numbers) {
            list.row = row;
        }
        session.detail.top.paragraph = numbers[0].into();
        session.detail.top.byte = numbers[1].into();
        session.detail.link = Some(numbers[2]);
        if let Shown::Passage { candidate, .. } = &mut session.detail.shows {
            *candidate = numbers[3];
        }
        if numbers[0] % 2 == 0 {
            (session.focus, session.list) = names;
        }
        let file = libraries::all()[library].entries().first().map(|one| Arc::clone(&one.file));
        let mut again = resumed(library, size, (file, session));
        check_positions(&again.state);
        again.press("j c ] q");
        check_positions(&again.state);
    }

    #[test]
    fn another_size_for_a_while_keeps_the_selected_rows(
        library in 0..libraries::all().len(),
        size in size(),
        steps in steps(),
        (width, height) in (0..200_u16, 0..60_u16),
    ) {
        let mut reader = somewhere(library, size, &steps);
        let selected = |reader: &Reader| Pane::LISTS.map(|pane| reader.state.selected(pane));
        let before = selected(&reader);
        Step::Resized(width, height).take(&mut reader);
        prop_assert_eq!(selected(&reader), before);
    }

    #[test]
    fn clearing_a_filter_restores_the_rows(
        library in 0..libraries::all().len(),
        size in size(),
        steps in steps(),
        ticks in prop::collection::vec(prop::sample::select(&[
            CommandId::Tick,
            CommandId::Matching,
            CommandId::People,
            CommandId::Actors,
            CommandId::Issues,
            CommandId::Quotes,
            CommandId::Events,
            CommandId::HalfDown,
            CommandId::Bottom,
        ][..]), 0..20),
    ) {
        let rows = |state: &State| RecordKind::ALL.map(|kind| state.selection.rows(kind).to_vec());
        let mut reader = somewhere(library, size, &steps);
        give(&mut reader, CommandId::Clear);
        let before = rows(&reader.state);
        for tick in ticks {
            give(&mut reader, tick);
        }
        give(&mut reader, CommandId::Clear);
        prop_assert_eq!(rows(&reader.state), before);
    }
}

#[test]
fn an_empty_view_that_has_no_room_stays_empty_when_files_are_read_again() {
    let commands = [CommandId::Right, CommandId::Matrix, CommandId::NextPane];
    let mut reader = somewhere(2, "40x12", &commands.map(Step::Command));
    let before = View::of(&reader.state);
    Step::Loaded(2).take(&mut reader);
    assert_eq!(View::of(&reader.state), before);
}
