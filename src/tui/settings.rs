//! Settings that change while the reader runs.

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::report::GlyphSet;

use super::action::Effect;
use super::config::themes::Themes;
use super::config::{self, Config};
use super::keymap::Keymap;
use super::mouse::Capture;
use super::state::{Overlay, State};

/// What is in force from now on.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What `config.toml` sets.
    pub config: Config,
    /// The keys.
    pub keymap: Keymap,
    /// The themes that can be chosen.
    pub themes: Arc<Themes>,
    /// The theme, where another one is set than before: one that was chosen meanwhile stays on
    /// otherwise.
    pub theme: Option<String>,
    /// The signs.
    pub glyphs: GlyphSet,
    /// What is wrong with the files.
    pub faults: Vec<Diagnostic>,
}

/// Puts them in force, and says what is wrong with them, or which files were read again.
pub(super) fn take_up(state: &mut State, settings: Settings, changed: &[&str]) -> Vec<Effect> {
    let Settings {
        config,
        keymap,
        themes,
        theme,
        glyphs,
        faults,
    } = settings;
    let mut effects = Vec::new();
    if config.mouse != state.config.mouse {
        state.pointer.capture = Capture::set(config.mouse);
        effects.push(Effect::Mouse(state.pointer.capture));
    }
    state.config = config;
    state.keymap = keymap;
    state.themes = themes;
    state.glyphs = glyphs;
    state.config_faults = faults;
    // The theme that is on may look different now.
    let theme = theme.unwrap_or_else(|| state.theme_name.clone());
    state.wear(&theme);
    // Texts name keys and have signs in them.
    state.settled.laid = None;
    if let Some(Overlay::Faults(faults)) = &state.overlay {
        state.overlay = faults.again(state).map(Overlay::Faults);
    }
    let done = || format!("{} read again", changed.join(", "));
    let faults = config::told(&state.config_faults, &state.keymap);
    state.message = Some(faults.unwrap_or_else(done));
    effects
}
