//! The manual's page of keys, made from the table of commands.

use std::fmt::Write as _;

use super::command::{COMMANDS, Group};

/// The page, in Markdown.
pub fn manual() -> String {
    let mut page = String::from(
        "# Keys\n\n\
         Every command of the reader with its default keys, as `?` shows them. `C-d` is Control and \
         `d`, `S-Tab` is Shift and Tab.\n\n\
         In lists, `Space` ticks what to filter by; in the detail it goes on by a page. `Esc` drops \
         one passing layer and never quits; `q` closes what was opened last, and quits when nothing \
         is open.\n",
    );
    for group in Group::ALL {
        let _ = write!(
            page,
            "\n## {}\n\n| keys | command | where | what it does |\n|---|---|---|---|\n",
            group.title()
        );
        for command in COMMANDS.iter().filter(|command| command.group == group) {
            let keys: Vec<_> = command.keys.iter().map(|key| format!("`{key}`")).collect();
            let _ = writeln!(
                page,
                "| {} | {} | {} | {} |",
                keys.join(" "),
                command.name,
                command.place.words(),
                command.about
            );
        }
    }
    page.push_str(
        "\n## The mouse\n\n\
         It is the terminal's, for selecting text, until `F2` takes it or `mouse = true` stands in \
         `config.toml`; `F2` gives it back. Most terminals select all the same while Shift is held.\n\n\
         A click gives a pane the focus and selects what it is on; a click on what is selected opens it, \
         as `Enter` does: a row, a link of the detail, a row over the panes. So does a second click on \
         the same place. Names of panes, in frames and in the line of names, and the keys that the last \
         line names are buttons. Beside what lies over the panes, a click closes it; beside a line that \
         is typed it ends that, and keeps the search or the query. The wheel moves what is under the \
         pointer, wherever the focus is. The lines between panes can be pulled; where they are pulled \
         to holds at every size, as long as the reader is open.\n\
         \n## Finding\n\n\
         Typing searches at once, without regard to accents, and to case as long as the words are in \
         lower case. `Enter` keeps the match, `Esc` goes back to where the search set out. `C-a` `C-e` \
         `C-w` `C-u` `C-k` and the arrows edit; an empty `Enter` looks for the words of last time.\n\
         \n## Narrowing\n\n\
         The language is explained by `briefing manual query`. Typing narrows at once, or of very much \
         as soon as it is known; while what is typed cannot be read, what was listed last stays, and \
         the fault stands under the line. A name that nobody has is such a fault. `Tab` \
         and `S-Tab` complete keys, words and names, and go through what fits; `Up` and `Down` bring \
         earlier queries. `Enter` keeps the query, and an empty one clears it; `Esc` takes all back.\n",
    );
    page
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_published_page_is_this_one() {
        let published = include_str!("../../assets/manual/keys.md");
        assert!(
            published == super::manual(),
            "it is stale: cargo run -- manual keys > assets/manual/keys.md"
        );
    }
}
