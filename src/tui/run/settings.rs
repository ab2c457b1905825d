//! Reading the files of the configuration again, and watching them.

use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};

use crate::library::watch::{Watched, Watcher};
use crate::report::GlyphSet;
use crate::tui::action::Action;
use crate::tui::config::files::Setup;
use crate::tui::config::{Environment, glyphs_in_force, theme_in_force};
use crate::tui::keymap::Keymap;
use crate::tui::keys::UnknownKey;
use crate::tui::settings::Settings;

use super::files::lock;
use super::{Message, Options, Watch};

/// The files of the configuration as they were read last.
#[derive(Debug)]
pub(super) struct Configuration {
    /// The theme that the command line asks for.
    theme: Option<String>,
    environment: Environment,
    watch: Watch,
    last: Mutex<Setup>,
    watcher: Mutex<Option<Watcher>>,
}

impl Configuration {
    /// As it was read for the start.
    pub(super) fn new(options: &Options) -> Self {
        Self {
            theme: options.theme.clone(),
            environment: options.environment.clone(),
            watch: options.watch,
            last: Mutex::new(options.setup.clone()),
            watcher: Mutex::default(),
        }
    }

    /// What is in force now.
    pub(super) fn settings(&self) -> Result<Settings, UnknownKey> {
        let setup = lock(&self.last);
        Ok(Settings {
            config: setup.config.config.clone(),
            keymap: Keymap::with(&setup.keys.overrides)?,
            themes: Arc::new(setup.themes.clone()),
            theme: Some(self.theme_of(&setup)),
            glyphs: self.glyphs_of(&setup),
            faults: setup.faults(),
        })
    }

    /// Reads the files again; says so where that makes a difference.
    pub(super) fn read_again(&self, sender: &Sender<Message>) {
        let _span = tracing::info_span!("configuration").entered();
        let mut last = lock(&self.last);
        let next = last.followed_by(Setup::read(last.folder.as_deref()));
        let before = std::mem::replace(&mut *last, next);
        let changed = last.differing_from(&before);
        let same_theme = self.theme_of(&before) == self.theme_of(&last);
        drop(last);
        if !changed.is_empty()
            && let Ok(mut settings) = self.settings()
        {
            settings.theme = settings.theme.filter(|_| !same_theme);
            let action = Action::Configured(Box::new(settings), changed);
            // Nobody is listening any more when the reader has quit meanwhile.
            let _ = sender.send(Message::Done(action));
        }
        self.follow(sender);
    }

    /// Watches the files from now on, as far as that is possible: they can be read again by hand.
    pub(super) fn follow(&self, sender: &Sender<Message>) {
        let folder = lock(&self.last).folder.clone();
        let Some(folder) = folder.filter(|_| self.watch == Watch::On) else {
            return;
        };
        let mut watcher = lock(&self.watcher);
        if watcher.is_none() {
            let sender = sender.clone();
            let changed = move || {
                let _ = sender.send(Message::Reconfigured);
            };
            *watcher = Watcher::new(changed).ok();
        }
        if let Some(watcher) = &mut *watcher
            && watcher.follow(watched(&folder)).unwrap_or(false)
        {
            // What changed before it was watched.
            let _ = sender.send(Message::Reconfigured);
        }
    }

    fn theme_of(&self, setup: &Setup) -> String {
        theme_in_force(setup, self.theme.as_deref(), &self.environment).0
    }

    fn glyphs_of(&self, setup: &Setup) -> GlyphSet {
        glyphs_in_force(setup, &self.environment).0
    }
}

/// What is to be watched in a folder of the configuration: also what is not there yet.
fn watched(folder: &Path) -> Watched {
    let themes = folder.join("themes");
    let files = ["config.toml", "keymap.toml"].map(|name| folder.join(name));
    let files = files.iter().chain([&themes]).map(AsRef::as_ref);
    Watched::of(&[], vec![themes.clone()], files)
}
