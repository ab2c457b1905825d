//! A line of text that is being typed: the keys that edit it, and what may be typed into it.

use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::text::sanitise;

use super::keys::Key;

/// The longest line that can be typed, in code points.
pub(super) const LONGEST: usize = 1000;

/// Edits a line by a key, as readline does; says whether the key has a meaning for a line.
pub(super) fn edit(input: &mut Input, key: Key) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let request = match (key.code, control) {
        (KeyCode::Backspace, false) | (KeyCode::Char('h'), true) => InputRequest::DeletePrevChar,
        (KeyCode::Delete, false) | (KeyCode::Char('d'), true) => InputRequest::DeleteNextChar,
        (KeyCode::Left, false) | (KeyCode::Char('b'), true) => InputRequest::GoToPrevChar,
        (KeyCode::Right, false) | (KeyCode::Char('f'), true) => InputRequest::GoToNextChar,
        (KeyCode::Left, true) => InputRequest::GoToPrevWord,
        (KeyCode::Right, true) => InputRequest::GoToNextWord,
        (KeyCode::Home, _) | (KeyCode::Char('a'), true) => InputRequest::GoToStart,
        (KeyCode::End, _) | (KeyCode::Char('e'), true) => InputRequest::GoToEnd,
        (KeyCode::Char('w'), true) => InputRequest::DeletePrevWord,
        (KeyCode::Char('u'), true) => InputRequest::DeleteLine,
        (KeyCode::Char('k'), true) => InputRequest::DeleteTillEnd,
        _ => {
            let typed = key.typed();
            if let Some(c) = typed {
                insert(input, c.encode_utf8(&mut [0; 4]));
            }
            return typed.is_some();
        }
    };
    input.handle(request);
    true
}

/// Puts a text into a line at its cursor: made safe, and as much of it as there is room for.
pub(super) fn insert(input: &mut Input, text: &str) {
    let room = LONGEST.saturating_sub(input.value().chars().count());
    for c in sanitise::line(text).chars().take(room) {
        input.handle(InputRequest::InsertChar(c));
    }
}
