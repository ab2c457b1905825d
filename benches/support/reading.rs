//! A reader without a terminal: opened on a library, and given commands.

use std::sync::Arc;

use briefing::library::{Library, Verdicts};
use briefing::report::GlyphSet;
use briefing::tui::action::{Action, Effect};
use briefing::tui::command::CommandId;
use briefing::tui::keymap::Keymap;
use briefing::tui::sight::Making;
use briefing::tui::state::State;
use briefing::tui::update::{self, update};
use ratatui::buffer::Buffer;
use ratatui::layout::{Rect, Size};

/// A reader of some size, in cells, with a library open.
pub(crate) fn reader(library: &Arc<Library>, size: Size) -> State {
    let keymap = Keymap::defaults().unwrap();
    let mut state = State::new(size, GlyphSet::Unicode, keymap);
    let Effect::Load(request) = update::load(&mut state) else {
        unreachable!("it asks for the files");
    };
    let loaded = Action::Loaded {
        request,
        library: Arc::clone(library),
        problems: Vec::new(),
        verdicts: Verdicts::default(),
        left: Box::default(),
    };
    update(&mut state, loaded);
    state
}

/// Gives a reader commands, one after another. What it has made elsewhere is made at once.
pub(crate) fn give(state: &mut State, commands: &[CommandId]) {
    for command in commands {
        let effects = update(state, Action::Command(*command));
        for effect in effects {
            if let Effect::Make(request) = effect
                && let Some(made) = Making::of(state).and_then(|making| making.make(&|| false))
            {
                update(state, Action::Made(request, made));
            }
        }
    }
}

/// An empty screen.
pub(crate) fn blank(size: Size) -> Buffer {
    Buffer::empty(Rect::new(0, 0, size.width, size.height))
}
