//! Searching as somebody types.

use ratatui::layout::Size;

use super::*;
use crate::library::discover::Input as Opened;
use crate::library::load;
use crate::library::verify::Cache;
use crate::tui::keymap::{Keymap, meaning};
use crate::tui::update::{load as begin, update};

fn reader() -> State {
    let keymap = Keymap::defaults().unwrap();
    let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
    begin(&mut state);
    let (library, _) = load::load(&[Opened::Bundled]);
    let loaded = (Arc::new(library), Vec::new());
    update(&mut state, Action::of_load(1, loaded, &Cache::default()));
    state
}

/// Presses keys; returns the questions that were asked, none of them answered.
fn press(state: &mut State, keys: &str) -> Vec<(u64, Question)> {
    let mut asked = Vec::new();
    for key in keys.split(' ') {
        let action = meaning(state, key.parse().unwrap());
        for effect in update(state, action) {
            if let Effect::Search(request, question) = effect {
                asked.push((request, question));
            }
        }
    }
    asked
}

fn answer(state: &mut State, (request, question): &(u64, Question)) {
    let (library, verdicts) = (Arc::clone(&state.library), Verdicts::default());
    let mut answers = Vec::new();
    find_out(question, (&library, &verdicts), &|| false, &mut |answer| {
        answers.push(answer);
    });
    for answer in answers {
        update(state, Action::of_answer(*request, answer));
    }
}

#[test]
fn an_answer_to_an_earlier_question_is_dropped() {
    let mut state = reader();
    let asked = press(&mut state, "S n a t o");
    assert_eq!(asked.len(), 4);
    answer(&mut state, &asked[1]);
    assert!(state.searching().unwrap().found.is_empty());
    assert!(state.searching().unwrap().is_waiting());
    answer(&mut state, &asked[3]);
    assert!(!state.searching().unwrap().found.is_empty());
    assert!(!state.searching().unwrap().is_waiting());
    answer(&mut state, &asked[2]);
    assert_eq!(state.searching().unwrap().found_for, "nato");
    press(&mut state, "Esc");
    answer(&mut state, &asked[3]);
    assert!(state.searching().is_none());
}

#[test]
fn enter_opens_the_best_as_soon_as_it_is_known() {
    let mut state = reader();
    let asked = press(&mut state, "S n a t o Enter");
    assert!(state.searching().is_some());
    answer(&mut state, asked.last().unwrap());
    assert!(state.searching().is_none());
    assert_eq!(state.focus, Pane::Reading);
    let asked = press(&mut state, "S n a t o Enter x");
    answer(&mut state, asked.last().unwrap());
    assert!(
        state.searching().is_some(),
        "something else was typed since"
    );
}

#[test]
fn what_was_found_is_found_again_in_another_library() {
    let mut state = reader();
    let asked = press(&mut state, "S n a t o");
    answer(&mut state, asked.last().unwrap());
    press(&mut state, "Down Down");
    let selected = state.searching().unwrap().selected().unwrap().clone();
    let load = begin(&mut state);
    let Effect::Load(request) = load else {
        panic!("files are read by an effect");
    };
    let (library, _) = load::load(&[Opened::Bundled]);
    let loaded = (Arc::new(library), Vec::new());
    let action = Action::of_load(request, loaded, &Cache::default());
    let effects = update(&mut state, action);
    let asked = effects.into_iter().find_map(|effect| match effect {
        Effect::Search(request, question) => Some((request, question)),
        _ => None,
    });
    answer(&mut state, &asked.unwrap());
    let again = state.searching().unwrap().selected().unwrap();
    assert_eq!((&again.file, &again.id), (&selected.file, &selected.id));
}

#[test]
fn leaving_stops_the_search() {
    let mut state = reader();
    press(&mut state, "S n");
    let action = meaning(&state, "Esc".parse().unwrap());
    assert!(update(&mut state, action).contains(&Effect::StopSearch));
    assert!(state.overlay.is_none());
}
