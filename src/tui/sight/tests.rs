//! Views as the reader opens them.

use std::fmt::Write as _;

use ratatui::layout::Size;

use super::*;
use crate::library::discover::Input;
use crate::library::shelf::{Again, Request, Shelf};
use crate::library::verify::Cache;
use crate::report::GlyphSet;
use crate::tui::action::{Action, Effect};
use crate::tui::keymap::Keymap;
use crate::tui::update::{load, update};

/// A reader of one briefing in which two actors hold more than a view is made of at once.
fn reader() -> State {
    let folder = tempfile::tempdir().unwrap();
    let mut text = "format = 1\ntitle = \"T\"\nas_of = \"2025-01-01\"\n\
        [[actors]]\nid = \"z\"\nname = \"Zoe\"\nkind = \"person\"\n\
        [[actors]]\nid = \"a\"\nname = \"Ann\"\nkind = \"person\"\n\
        [[issues]]\nid = \"i\"\ntitle = \"I\"\nquestion = \"I?\"\n"
        .to_owned();
    for n in 0..20_010 {
        let actor = if n % 2 == 0 { "z" } else { "a" };
        writeln!(
            text,
            "[[positions]]\nid = \"p{n}\"\nissue = \"i\"\nactor = \"{actor}\""
        )
        .unwrap();
    }
    std::fs::write(folder.path().join("one.toml"), text).unwrap();
    let keymap = Keymap::defaults().unwrap();
    let mut state = State::new(Size::new(120, 36), GlyphSet::Unicode, keymap);
    let Effect::Load(request) = load(&mut state) else {
        panic!("files are read by an effect");
    };
    let (library, _) = crate::library::load::load(&[Input::Path(folder.path().to_owned())]);
    let library = (Arc::new(library), Vec::new());
    update(
        &mut state,
        Action::of_load(request, library, &Cache::default()),
    );
    state
}

/// Gives a command; returns the numbers of the views that are asked for, nought for none any more.
fn give(state: &mut State, command: CommandId) -> Vec<u64> {
    let effects = update(state, Action::Command(command));
    let numbers = effects.iter().filter_map(|effect| match effect {
        Effect::Make(number) => Some(*number),
        Effect::StopMaking => Some(0),
        _ => None,
    });
    numbers.collect()
}

/// Makes what is asked for, as the answer to the request of a number.
fn answer(state: &mut State, number: u64) {
    let made = Making::of(state).unwrap().make(&|| false).unwrap();
    update(state, Action::Made(number, made));
}

fn seen(state: &State) -> &Sight {
    state.sight.as_ref().unwrap()
}

/// What is named at the left of each row.
fn names(state: &State) -> Vec<String> {
    let lines = seen(state).sheet.lines.iter();
    lines
        .filter_map(|line| Some(line.keyed().next()?.0.text()))
        .collect()
}

/// What stands first in each line.
fn firsts(state: &State) -> Vec<String> {
    let lines = seen(state).sheet.lines.iter();
    lines
        .filter_map(|line| Some(line.cells.first()?.text()))
        .collect()
}

const MAKING: &str = "the matrix of 20,010 positions is being made…";

#[test]
fn a_large_view_is_made_elsewhere_and_a_late_answer_is_dropped() {
    let mut state = reader();
    let asked = give(&mut state, CommandId::Matrix);
    assert_eq!(asked.len(), 1);
    assert_eq!(seen(&state).sheet.empty, MAKING);
    let behind = state.behind(CellKey(0, 0)).unwrap();
    assert_eq!(behind.paragraphs[0].text(), MAKING);
    assert_eq!(give(&mut state, CommandId::Earlier), [0; 0]);
    assert_eq!(state.message.as_deref(), Some(MAKING));

    // Closed and opened again: only the last is waited for.
    let late = Making::of(&state).unwrap().make(&|| false).unwrap();
    assert_eq!(give(&mut state, CommandId::Matrix), [0]);
    let again = give(&mut state, CommandId::Matrix);
    update(&mut state, Action::Made(asked[0], late));
    assert_eq!(seen(&state).sheet.empty, MAKING, "it was for the first");
    answer(&mut state, again[0]);
    assert_eq!(names(&state), ["Zoe", "Ann"]);
    assert!(matches!(state.reading.subject, Subject::Cell(_)));
    assert!(!seen(&state).is_being_made());
}

#[test]
fn esc_no_longer_waits_for_a_view_and_closes_it() {
    let mut state = reader();
    let asked = give(&mut state, CommandId::Matrix);
    let late = Making::of(&state).unwrap().make(&|| false).unwrap();
    assert_eq!(give(&mut state, CommandId::Peel), [0]);
    assert!(state.sight.is_none());
    update(&mut state, Action::Made(asked[0], late));
    assert!(state.sight.is_none());
}

#[test]
fn what_is_seen_stays_while_it_is_made_in_another_order_and_esc_keeps_to_it() {
    let mut state = reader();
    let asked = give(&mut state, CommandId::Matrix);
    answer(&mut state, asked[0]);
    give(&mut state, CommandId::Down);

    let sorted = give(&mut state, CommandId::Sort);
    assert_eq!(names(&state), ["Zoe", "Ann"]);
    let about = seen(&state).about(GlyphSet::Unicode).into_owned();
    assert_eq!(about, "being made anew…");
    assert_eq!(give(&mut state, CommandId::Peel), [0]);
    assert_eq!(seen(&state).set, Set::default());
    let about = seen(&state).about(GlyphSet::Unicode).into_owned();
    assert!(about.contains("2 actors"), "{about}");

    let again = give(&mut state, CommandId::Sort);
    assert_ne!(again, sorted);
    answer(&mut state, again[0]);
    assert_eq!(names(&state), ["Ann", "Zoe"]);
    let selected = seen(&state).sheet.cell(seen(&state).at).unwrap();
    assert_eq!(selected.text(), "Ann", "the selected cell stays selected");
}

#[test]
fn a_large_view_is_laid_out_elsewhere_for_another_width() {
    let mut state = reader();
    let asked = give(&mut state, CommandId::Matrix);
    answer(&mut state, asked[0]);
    let stub = seen(&state).sheet.stub;
    let effects = update(&mut state, Action::Resized(Size::new(60, 36)));
    assert_eq!(seen(&state).sheet.stub, stub, "as it was until then");
    assert!(!seen(&state).is_being_made(), "it is the same view");
    let Some(Effect::Make(number)) = effects.last() else {
        panic!("{effects:?}");
    };
    let chart = Arc::clone(&seen(&state).made().unwrap().chart);
    answer(&mut state, *number);
    assert!(seen(&state).sheet.stub < stub);
    assert!(Arc::ptr_eq(&chart, &seen(&state).made().unwrap().chart));
}

#[test]
fn coming_back_to_a_large_view_does_not_make_it_again() {
    let mut state = reader();
    let asked = give(&mut state, CommandId::Matrix);
    answer(&mut state, asked[0]);
    give(&mut state, CommandId::Open);
    assert_eq!(give(&mut state, CommandId::Back), [0; 0]);
    assert_eq!(names(&state), ["Zoe", "Ann"]);
}

#[test]
fn what_is_narrowed_to_little_is_made_at_once() {
    let mut state = reader();
    give(&mut state, CommandId::Matrix);
    state.filter.query = crate::query::Query::parse("-kind:position").unwrap();
    let effects = update(&mut state, Action::Resized(Size::new(120, 36)));
    assert!(effects.contains(&Effect::StopMaking), "{effects:?}");
    let sheet = &seen(&state).sheet;
    assert_eq!(sheet.empty, "nobody holds a position within the filter");
}

/// A reader of the bundled briefings as of a large library: none of them is open.
fn columns() -> State {
    let request = Request {
        inputs: &[Input::Bundled],
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    let library = Shelf::keeping_open(0).read(&request, &mut |_| {}).library;
    let keymap = Keymap::defaults().unwrap();
    let mut state = State::new(Size::new(120, 36), GlyphSet::Unicode, keymap);
    let Effect::Load(request) = load(&mut state) else {
        panic!("files are read by an effect");
    };
    let library = (Arc::new(library), Vec::new());
    let action = Action::of_load(request, library, &Cache::default());
    update(&mut state, action);
    state.scene = crate::tui::catalogue::Scene::Briefing;
    give(&mut state, CommandId::Across);
    state
}

#[test]
fn what_is_in_briefings_that_are_not_open_is_read_for_a_view() {
    let mut state = columns();
    let asked = give(&mut state, CommandId::Proposals);
    let making = &seen(&state).sheet.empty;
    assert_eq!(making, "what the briefings say of it is being read…");
    answer(&mut state, asked[0]);
    let titles = firsts(&state);
    for entry in state.library.entries() {
        let card = entry.card.as_ref().unwrap();
        let proposals = entry.count(crate::model::RecordKind::Proposal);
        assert_eq!(titles.contains(&card.title), proposals > 0, "{titles:?}");
        assert!(entry.content.is_none(), "the library stays as it was");
    }
    // What is behind a cell is known of a briefing that is not open.
    let key = seen(&state).key().unwrap();
    assert!(!state.behind(key).unwrap().paragraphs.is_empty());
    assert!(seen(&state).orders().len() > 2);
}

#[test]
fn a_view_that_nobody_waits_for_reads_nothing() {
    let mut state = columns();
    give(&mut state, CommandId::Provenance);
    assert!(Making::of(&state).unwrap().make(&|| true).is_none());
}
