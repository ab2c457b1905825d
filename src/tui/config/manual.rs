//! The manual's page on the configuration, made from the specifications of its files.

use crate::format::settings::reference;

use super::keys::KEYMAP;
use super::spec::CONFIG;
use super::themes::THEME;

const INTRODUCTION: &str = "\
# Configuration

The reader works without any. What you set stands in one folder, `briefing` in that of your
configuration (`XDG_CONFIG_HOME`, else `~/.config`); `--config FOLDER` takes another one for a run.

- `config.toml`: what the reader does
- `keymap.toml`: other keys for its commands
- `themes/NAME.toml`: what it looks like, to be chosen by name

Only what differs from the defaults needs to be written. `briefing config` prints the folder, what
is in force, and the line that sets it. What is wrong with a file is shown as with a briefing: the
place, the reason and what would help, by `briefing config` and in the reader's list of faults; what
is faulty counts as not written.

Editors that know JSON Schema complete and check the files: `briefing schema config`, `briefing
schema keymap` and `briefing schema theme` print the schemas.

What is saved while the reader runs is taken up at once; `paths`, `session` and `watch` at the
next start. Of a file with errors what it set before stays in force.

The command line goes before `config.toml`, and that before `NO_COLOR`.
";

/// The page, in Markdown.
pub fn manual() -> String {
    let keymap = "\n## keymap.toml\n\nCommands and their default keys: `briefing manual keymap` \
                  prints them as such a file.\n";
    let config = reference(&CONFIG);
    let (keys, theme) = (reference(&KEYMAP), reference(&THEME));
    format!("{INTRODUCTION}\n## config.toml\n{config}{keymap}{keys}\n## themes/NAME.toml\n{theme}")
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_page_is_this_one() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/manual/config.md");
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(
            published == super::manual(),
            "it is stale: cargo run -- manual config > assets/manual/config.md"
        );
    }
}
