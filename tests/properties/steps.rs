//! Any actions in any order.

use std::sync::Arc;

use briefing::library::Verdicts;
use briefing::library::verify::Cache;
use briefing::tui::action::Action;
use briefing::tui::command::{COMMANDS, CommandId};
use briefing::tui::keys::Key;
use briefing::tui::mouse::{Gesture, Mouse};
use briefing::tui::pane;
use briefing::tui::update;
use proptest::prelude::*;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::layout::{Position, Size};

use super::invariants::{check_drawing, check_positions};
use super::support::screen::Reader;
use super::{hostile, libraries};

/// Something that happens to a reader.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    /// A command, wherever the reader is.
    Command(CommandId),
    /// A key: for the prompt, or what the keymap makes of it.
    Key(Key),
    /// A key for a prompt that need not be open.
    Typed(Key),
    Pasted(String),
    Mouse(Mouse),
    Resized(u16, u16),
    /// Files are read, and these are found.
    Loaded(usize),
    /// An answer that nobody waits for.
    Stale(usize),
    NotLoaded(String),
}

impl Step {
    pub(crate) fn take(&self, reader: &mut Reader) {
        let library = |n: &usize| Arc::clone(&libraries::every()[*n]);
        let action = match self {
            Self::Command(command) => Action::Command(*command),
            Self::Key(key) => return reader.key(*key),
            Self::Typed(key) => Action::Typed(*key),
            Self::Pasted(text) => Action::Pasted(text.clone()),
            Self::Mouse(mouse) => Action::Mouse(*mouse),
            Self::Resized(width, height) => Action::Resized(Size::new(*width, *height)),
            Self::Loaded(n) => {
                update::load(&mut reader.state);
                let request = reader.state.loading.unwrap();
                Action::of_load(request.request, (library(n), Vec::new()), &Cache::default())
            }
            Self::Stale(n) => Action::Loaded {
                request: 0,
                library: library(n),
                problems: Vec::new(),
                verdicts: Verdicts::default(),
                left: Box::default(),
            },
            Self::NotLoaded(reason) => {
                update::load(&mut reader.state);
                Action::NotLoaded {
                    request: reader.state.loading.unwrap().request,
                    reasons: vec![briefing::text::sanitise::line(reason).into_owned()],
                }
            }
        };
        reader.act(action);
    }
}

/// A reader of one of the libraries.
pub(crate) fn reader_of(library: usize, size: Size) -> Reader {
    let mut reader = Reader::loading(size);
    Step::Loaded(library).take(&mut reader);
    reader
}

pub(crate) fn command() -> impl Strategy<Value = CommandId> {
    (0..COMMANDS.len()).prop_map(|n| COMMANDS[n].id)
}

fn key() -> impl Strategy<Value = Key> {
    let bound: Vec<Key> = COMMANDS
        .iter()
        .flat_map(|command| command.keys)
        .map(|key| key.parse().unwrap())
        .collect();
    let modifiers = prop::bits::u8::between(0, 3).prop_map(|bits| {
        let mut modifiers = KeyModifiers::NONE;
        modifiers.set(KeyModifiers::CONTROL, bits & 1 != 0);
        modifiers.set(KeyModifiers::ALT, bits & 2 != 0);
        modifiers
    });
    let named = prop::sample::select(vec![
        KeyCode::Enter,
        KeyCode::Esc,
        KeyCode::Backspace,
        KeyCode::Delete,
        KeyCode::Left,
        KeyCode::Right,
        KeyCode::Home,
        KeyCode::End,
        KeyCode::Null,
        KeyCode::F(25),
        KeyCode::CapsLock,
    ]);
    let odd = (named, modifiers).prop_map(|(code, modifiers)| Key { code, modifiers });
    let plain = |c| Key {
        code: KeyCode::Char(c),
        modifiers: KeyModifiers::NONE,
    };
    let letter = prop::char::range('a', 'z').prop_map(plain);
    let any_character = hostile::character().prop_map(plain);
    prop_oneof![
        4 => prop::sample::select(bound),
        2 => odd,
        2 => letter,
        2 => any_character,
    ]
}

fn size() -> impl Strategy<Value = (u16, u16)> {
    prop_oneof![
        4 => (0..=200_u16, 0..=60_u16),
        2 => (0..=4_u16, 0..=4_u16),
        2 => prop::sample::select(vec![(80, 24), (120, 40), (40, 12), (1, 1), (56, 18), (96, 20)]),
    ]
}

/// What a mouse does, on the screen or beside it.
fn mouse() -> impl Strategy<Value = Mouse> {
    use {Gesture::Wheel, pane::Step as Way};
    let far = prop_oneof![8 => 0..=200_u16, 1 => any::<u16>()];
    let gesture = prop::sample::select(vec![
        Gesture::Press,
        Gesture::Press,
        Gesture::Release,
        Gesture::Drag,
        Wheel(Way::Forward),
        Wheel(Way::Back),
    ]);
    let near = prop_oneof![8 => 0..=60_u16, 1 => any::<u16>()];
    (far, near, gesture).prop_map(|(x, y, gesture)| Mouse {
        at: Position::new(x, y),
        gesture,
    })
}

pub(crate) fn step() -> impl Strategy<Value = Step> {
    let library = || 0..libraries::every().len();
    prop_oneof![
        24 => command().prop_map(Step::Command),
        12 => key().prop_map(Step::Key),
        2 => key().prop_map(Step::Typed),
        2 => hostile::text().prop_map(Step::Pasted),
        4 => size().prop_map(|(width, height)| Step::Resized(width, height)),
        12 => mouse().prop_map(Step::Mouse),
        2 => library().prop_map(Step::Loaded),
        1 => library().prop_map(Step::Stale),
        1 => hostile::text().prop_map(Step::NotLoaded),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn after_any_steps_every_position_is_one_that_there_is(
        library in 0..libraries::every().len(),
        (width, height) in size(),
        steps in prop::collection::vec(step(), 1..60),
    ) {
        let mut reader = reader_of(library, Size::new(width, height));
        // Off, the mouse does nothing at all.
        Step::Command(CommandId::Mouse).take(&mut reader);
        check_positions(&reader.state);
        for step in &steps {
            step.take(&mut reader);
            check_positions(&reader.state);
        }
        check_drawing(&reader.state);
    }

    #[test]
    fn after_any_step_all_of_it_can_be_drawn(
        library in 0..libraries::every().len(),
        (width, height) in size(),
        steps in prop::collection::vec(step(), 1..12),
    ) {
        let mut reader = reader_of(library, Size::new(width, height));
        // Off, the mouse does nothing at all.
        Step::Command(CommandId::Mouse).take(&mut reader);
        for step in &steps {
            step.take(&mut reader);
            check_drawing(&reader.state);
        }
    }
}
