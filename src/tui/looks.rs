//! Choosing a theme: moving to one puts it on at once.

use std::sync::Arc;

use crate::format::settings::basic_string;
use crate::text::sanitise;

use super::action::Effect;
use super::chooser::{self, Choice, Purpose, Row};
use super::state::{Overlay, State};
use super::theme::ThemeName;

/// Opens the list of themes, with the one that is on selected.
pub(super) fn choose(state: &mut State) -> Vec<Effect> {
    let themes = Arc::clone(&state.themes);
    let on = state.theme_name.clone();
    let about = |name: &str| match ThemeName::of(name) {
        Some(theme) if !themes.is_own(name) => theme.about(),
        _ => "your own",
    };
    let row = |name: &str| {
        let row = Row::new(name, Choice::Theme(name.to_owned())).detail(about(name));
        row.note(if name == on { "on now" } else { "" })
    };
    let rows = themes.names().map(row).collect();
    let at = themes.names().position(|name| name == on);
    let mut effects = chooser::open(state, Purpose::Theme(on), rows);
    if let (Some(Overlay::Chooser(chooser)), Some(at)) = (&mut state.overlay, at) {
        chooser.selected = at;
    }
    effects.extend(chooser::moved(state));
    effects
}

/// Keeps a theme until the reader is left, and says what would keep it for longer.
pub(super) fn keep(state: &mut State, name: &str) -> Vec<Effect> {
    state.wear(name);
    let line = format!("theme = {}", basic_string(name));
    let message = format!("for this time; in config.toml: {line}");
    state.message = Some(sanitise::line(&message).into_owned());
    Vec::new()
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Size;

    use super::*;
    use crate::report::GlyphSet;
    use crate::tui::action::Action;
    use crate::tui::command::CommandId;
    use crate::tui::keymap::{Keymap, meaning};
    use crate::tui::theme::Theme;
    use crate::tui::update::update;

    #[test]
    fn a_theme_is_seen_at_once_and_kept_or_not() {
        let keymap = Keymap::defaults().unwrap();
        let mut state = State::new(Size::new(80, 24), GlyphSet::Unicode, keymap);
        let press = |state: &mut State, key: &str| {
            let action = meaning(state, key.parse().unwrap());
            update(state, action);
        };
        let on = |state: &State, name: ThemeName| state.theme == Theme::new(name);
        state.wear("dark");
        update(&mut state, Action::Command(CommandId::Theme));
        assert!(on(&state, ThemeName::Dark), "{}", state.theme_name);
        press(&mut state, "Down");
        assert!(on(&state, ThemeName::Light), "{}", state.theme_name);
        press(&mut state, "Esc");
        assert!(on(&state, ThemeName::Dark), "{}", state.theme_name);
        assert_eq!(state.message, None);

        update(&mut state, Action::Command(CommandId::Theme));
        for key in ["m", "o", "n", "o"] {
            press(&mut state, key);
        }
        assert!(on(&state, ThemeName::Mono), "{}", state.theme_name);
        press(&mut state, "Enter");
        assert!(on(&state, ThemeName::Mono), "{}", state.theme_name);
        assert!(state.overlay.is_none());
        let message = state.message.unwrap();
        assert!(message.ends_with("theme = \"mono\""), "{message}");
    }
}
