//! `briefing man`: manual pages for `man`, made from the command line, the table of commands and
//! the manual.

mod roff;

use std::io;
use std::path::PathBuf;

use anyhow::Context;
use clap::CommandFactory;
use clap_mangen::Man;
use pulldown_cmark::HeadingLevel;

use self::roff::Page;
use super::{Cli, Outcome, print};
use crate::analysis::agreement;
use crate::folders::write_whole;
use crate::library::discover::shown;
use crate::{diagnostic, format, query, tui};

/// What the program is.
const DESCRIPTION: &str = include_str!("description.md");

/// What the page of the program says beyond its command line and its keys.
const PROGRAM: &str = include_str!("program.md");

/// How a command ends: on every page of section 1.
const EXIT_STATUS: &str = include_str!("exit_status.md");

/// Which version is from when.
const CHANGELOG: &str = include_str!("../../../CHANGELOG.md");

/// Arguments of `briefing man`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Where to write all pages, each into the folder of its section: `man1`, `man5`, `man7`
    /// [default: print the page of the program itself]
    pub folder: Option<PathBuf>,
}

/// A page as it is installed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name: `briefing-show.1`.
    pub name: String,
    /// The folder of its section: `man1`.
    pub folder: String,
    /// Its text in roff, all of it ASCII.
    pub text: String,
}

/// Prints the page of the program, or writes all pages.
///
/// # Errors
/// Where they cannot be written.
pub fn run(args: &Args) -> anyhow::Result<Outcome> {
    let files = files()?;
    let Some(folder) = &args.folder else {
        let program = files.first().map_or("", |file| file.text.as_str());
        print(program)?;
        return Ok(Outcome::Clean);
    };
    for file in files {
        let path = folder.join(&file.folder).join(&file.name);
        write_whole(&path, file.text.as_bytes()).with_context(|| shown(&path))?;
    }
    Ok(Outcome::Clean)
}

/// Every page, that of the program first.
///
/// # Errors
/// Where the roff of the command line cannot be made.
pub fn files() -> io::Result<Vec<File>> {
    let mut program = Cli::command()
        .disable_help_subcommand(true)
        .subcommand_help_heading("COMMANDS");
    program.build();
    let commands: Vec<_> = program.get_subcommands().collect();
    let mut names: Vec<_> = commands.iter().map(|one| full_name(one)).collect();
    names.sort();
    let names = names.iter().map(|name| format!("`{name}`(1)"));
    let topics = topics();
    let others = topics
        .iter()
        .map(|one| format!("`{}`({})", one.name, one.section));
    let pages: Vec<_> = names.chain(others).collect();
    let see_also = format!("# See also\n\n{}\n", pages.join(", "));

    let mut files = vec![program_page(&program, &see_also)?];
    for command in commands {
        files.push(command_page(command)?);
    }
    files.extend(topics.iter().map(topic_page));
    Ok(files)
}

fn program_page(program: &clap::Command, see_also: &str) -> io::Result<File> {
    let mut page = command_line(program, DESCRIPTION)?;
    let sections = HeadingLevel::H1;
    page.markdown(&tui::manual::manual(), sections);
    page.markdown(EXIT_STATUS, sections);
    page.markdown(PROGRAM, sections);
    page.markdown(see_also, sections);
    Ok(file(&full_name(program), 1, page))
}

fn command_page(command: &clap::Command) -> io::Result<File> {
    let about = command.get_long_about().or_else(|| command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    let mut page = command_line(command, &format!("# Description\n\n{about}.\n"))?;
    let sections = HeadingLevel::H1;
    page.markdown(EXIT_STATUS, sections);
    let see_also = "# See also\n\n`briefing`(1), `briefing`(5), `briefing-config`(5), \
         `briefing-codes`(7), `briefing-query`(7)\n";
    page.markdown(see_also, sections);
    Ok(file(&full_name(command), 1, page))
}

/// The head of a page of section 1: what `--help` says, with a description in Markdown.
fn command_line(command: &clap::Command, description: &str) -> io::Result<Page> {
    let man = Man::new(command.clone());
    let mut page = page(&full_name(command), 1, "User Commands");
    page.roff(|out| man.render_name_section(out))?;
    page.synopsis(&command.clone().render_usage().to_string());
    page.markdown(description, HeadingLevel::H1);
    page.roff(|out| man.render_options_section(out))?;
    if command.has_subcommands() {
        page.roff(|out| man.render_subcommands_section(out))?;
    }
    Ok(page)
}

/// A page of the manual as one for `man`.
struct Topic {
    name: &'static str,
    section: u8,
    /// The section of the whole system that it belongs to.
    part: &'static str,
    about: &'static str,
    text: String,
    /// The deepest heading that begins a section.
    sections: HeadingLevel,
    see_also: &'static str,
}

fn topics() -> [Topic; 6] {
    [
        Topic {
            name: "briefing",
            section: 5,
            part: "File Formats",
            about: "a structured briefing in one file",
            text: described(&format::manual()),
            sections: HeadingLevel::H2,
            see_also: "`briefing`(1), `briefing-check`(1), `briefing-schema`(1), `briefing-library`(5), `briefing-config`(5)",
        },
        Topic {
            name: "briefing-library",
            section: 5,
            part: "File Formats",
            about: "the file library.toml, and who is the same in several briefings",
            text: described(&format::library::manual()),
            sections: HeadingLevel::H2,
            see_also: "`briefing`(1), `briefing`(5), `briefing-check`(1), `briefing-schema`(1)",
        },
        Topic {
            name: "briefing-config",
            section: 5,
            part: "File Formats",
            about: "what can be set: config.toml, keymap.toml and themes",
            text: described(&tui::config::manual::manual()),
            sections: HeadingLevel::H2,
            see_also: "`briefing`(1), `briefing-config`(1), `briefing-schema`(1)",
        },
        Topic {
            name: "briefing-codes",
            section: 7,
            part: "Miscellaneous",
            about: "what is reported of a briefing file, and what to do about it",
            text: described(&diagnostic::manual()).replacen("\n## ", "\n# Codes\n\n## ", 1),
            sections: HeadingLevel::H1,
            see_also: "`briefing-check`(1), `briefing-explain`(1), `briefing`(5)",
        },
        Topic {
            name: "briefing-query",
            section: 7,
            part: "Miscellaneous",
            about: "how a briefing is narrowed",
            text: described(&query::manual()),
            sections: HeadingLevel::H2,
            see_also: "`briefing`(1), `briefing-show`(1)",
        },
        Topic {
            name: "briefing-agreement",
            section: 7,
            part: "Miscellaneous",
            about: "how it is counted who agrees with whom",
            text: described(agreement::MANUAL),
            sections: HeadingLevel::H2,
            see_also: "`briefing`(1), `briefing-show`(1)",
        },
    ]
}

fn topic_page(topic: &Topic) -> File {
    let mut page = page(topic.name, topic.section, topic.part);
    let name = format!("# Name\n\n{} - {}\n", topic.name, topic.about);
    page.markdown(&name, HeadingLevel::H1);
    page.markdown(&topic.text, topic.sections);
    let see_also = format!("# See also\n\n{}\n", topic.see_also);
    page.markdown(&see_also, HeadingLevel::H1);
    file(topic.name, topic.section, page)
}

/// A page of the manual, with its title turned into the usual heading.
fn described(manual: &str) -> String {
    let (_, text) = manual.split_once('\n').unwrap_or_default();
    format!("# Description\n{text}")
}

/// A page with its title, dated by the release it belongs to.
fn page(name: &str, section: u8, manual: &str) -> Page {
    let version = env!("CARGO_PKG_VERSION");
    Page::new(&[
        name,
        &section.to_string(),
        released(CHANGELOG, version).unwrap_or_default(),
        &format!("briefing {version}"),
        manual,
    ])
}

/// The day of a version, by its heading `## 1.2.3 - 2026-05-01`; `None` before it is released.
fn released<'a>(changelog: &'a str, version: &str) -> Option<&'a str> {
    let mut headings = changelog
        .lines()
        .filter_map(|line| line.strip_prefix("## "));
    headings.find_map(|heading| heading.strip_prefix(version)?.strip_prefix(" - "))
}

fn full_name(command: &clap::Command) -> String {
    let name = command.get_display_name();
    name.unwrap_or_else(|| command.get_name()).to_owned()
}

fn file(name: &str, section: u8, page: Page) -> File {
    File {
        name: format!("{name}.{section}"),
        folder: format!("man{section}"),
        text: page.finish(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_dated_by_its_release() {
        let changelog =
            "# Changelog\n\n## Unreleased\n\n## 1.2.3 - 2026-05-01\n\n## 1.2.2 - 2026-04-01\n";
        assert_eq!(released(changelog, "1.2.2"), Some("2026-04-01"));
        assert_eq!(released(changelog, "1.2"), None);
        assert_eq!(released(changelog, "1.3.0"), None);
    }

    #[test]
    fn every_command_has_a_page_and_every_page_is_whole() {
        let files = files().unwrap();
        let names: Vec<_> = files.iter().map(|file| file.name.as_str()).collect();
        for command in Cli::command().get_subcommands() {
            let name = format!("briefing-{}.1", command.get_name());
            assert!(names.contains(&name.as_str()), "{name}");
        }
        for name in [
            "briefing.1",
            "briefing.5",
            "briefing-config.5",
            "briefing-library.5",
            "briefing-query.7",
            "briefing-agreement.7",
        ] {
            assert!(names.contains(&name), "{name}");
        }
        for File { name, text, .. } in &files {
            assert!(text.is_ascii(), "{name}");
            for heading in [
                ".TH ",
                ".SH NAME\n",
                ".SH DESCRIPTION\n",
                ".SH \"SEE ALSO\"\n",
            ] {
                assert_eq!(text.matches(heading).count(), 1, "{name}: {heading}");
            }
            for [open, close] in [["\n.RS", "\n.RE"], ["\n.nf", "\n.fi"]] {
                let [opened, closed] = [open, close].map(|one| text.matches(one).count());
                assert_eq!(opened, closed, "{name}: {open}");
            }
            for left in ["\n| ", "**", "```", "]("] {
                assert!(!text.contains(left), "{name} has {left:?}");
            }
        }
    }

    #[test]
    fn the_page_of_the_configuration_has_every_key_of_it() {
        let files = files().unwrap();
        let page = files.iter().find(|file| file.name == "briefing-config.5");
        let text = &page.unwrap().text;
        for key in tui::config::spec::CONFIG.keys {
            assert!(text.contains(key.name), "{}", key.name);
        }
    }

    #[test]
    fn the_page_of_the_program_has_every_key() {
        let files = files().unwrap();
        let text = &files.first().unwrap().text;
        for command in tui::command::COMMANDS {
            let name = command.name.replace('-', "\\-");
            assert!(text.contains(&format!("\\fI{name}, ")), "{name}");
        }
    }
}
