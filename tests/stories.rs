//! The stories in `tests/stories`: what a person does with the reader, and what the screen shows.
//!
//! A story is Markdown. Its prose is for people; these lines are also for the machine:
//!
//! | line | what it does |
//! |---|---|
//! | `# Title`, `## Step` | names the story, and a step of it |
//! | ``Size `80x24` `` | sets the size of the screen, before the first keys |
//! | ``Opens `path` `` | opens a file or folder of the package, instead of the bundled briefings |
//! | ``Keys `3 <Enter>` `` | types keys |
//! | ``Shows `words` ``, ``Hides `words` `` | says what stands on the screen, or nowhere on it |
//! | ``Same screen as `Step` ``, ``Same lines 2–9 as `Step` `` | says that the screen is as it was at the end of a step |
//!
//! A block fenced as `screen` is the screen, or with `screen 3-9` these lines of it; the margin
//! marks the line with the cursor. `UPDATE_STORIES=1` (or `INSTA_UPDATE=always`, which the
//! snapshots of the views heed too) writes the blocks anew; the other lines are only ever written
//! by people.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod support;

use std::collections::HashMap;
use std::fmt::Write as _;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use briefing::library::discover::Input;
use support::screen::{Holds, Reader, USUAL, size_of};

/// The mark of the line with the cursor, in the margin.
const MARK: &str = "▸";

#[test]
fn every_story_goes_as_it_is_told() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/stories");
    let mut stories: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    stories.sort();
    assert!(!stories.is_empty(), "there are no stories");
    let update = std::env::var_os("UPDATE_STORIES").is_some()
        || std::env::var("INSTA_UPDATE").is_ok_and(|how| how == "always");
    let mut faults = String::new();
    for path in &stories {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let told = tell(&text, Holds::Everything);
        if update && told.text != text {
            std::fs::write(path, &told.text).unwrap();
        }
        let screens = told.differences.iter().filter(|_| !update);
        for fault in told.faults.iter().chain(screens) {
            writeln!(faults, "tests/stories/{name}:{fault}").unwrap();
        }
        let columns = tell(&told.text, Holds::Columns);
        for fault in columns.faults.iter().chain(&columns.differences) {
            writeln!(faults, "tests/stories/{name}, of a large library:{fault}").unwrap();
        }
    }
    assert!(
        faults.is_empty(),
        "{faults}\nUPDATE_STORIES=1 cargo test --test stories writes the screens anew"
    );
}

/// What became of a story.
#[derive(Default)]
struct Told {
    /// The story with the screens as they are now.
    text: String,
    /// Screens that are not as they are told.
    differences: Vec<String>,
    /// Everything else that is not as it is told.
    faults: Vec<String>,
}

/// A screen at the end of a step: its lines with their margin.
type Screen = Vec<String>;

/// Plays a story.
fn tell(text: &str, holds: Holds) -> Told {
    let mut told = Told::default();
    let mut stage = Stage {
        holds,
        ..Stage::default()
    };
    let mut lines = text.lines().enumerate();
    while let Some((n, line)) = lines.next() {
        writeln!(told.text, "{line}").unwrap();
        if let Some(info) = line.strip_prefix("```screen") {
            let block = lines.by_ref().map(|(_, line)| line);
            let expected: Vec<_> = block.take_while(|line| *line != "```").collect();
            let screen = part(&stage.screen(), lines_of(info.trim()));
            if expected != screen {
                let difference = difference(&expected, &screen);
                let fault = format!("{}: the screen is another:\n{difference}", n + 1);
                told.differences.push(fault);
            }
            for line in &screen {
                writeln!(told.text, "{line}").unwrap();
            }
            writeln!(told.text, "```").unwrap();
            stage.checks += 1;
        } else if let Err(fault) = stage.direct(line) {
            told.faults.push(format!("{}: {fault}", n + 1));
        }
    }
    if stage.checks == 0 || stage.reader.is_none() {
        told.faults.push("1: nothing happens in this story".into());
    }
    told
}

/// The reader of a story, and the screens at the ends of its steps.
#[derive(Default)]
struct Stage {
    size: Option<String>,
    opens: Option<String>,
    holds: Holds,
    reader: Option<Reader>,
    step: String,
    ends: HashMap<String, Screen>,
    checks: usize,
}

impl Stage {
    fn reader(&mut self) -> &mut Reader {
        let size = self.size.as_deref().map_or(USUAL, size_of);
        let (opens, holds) = (self.opens.as_deref(), self.holds);
        self.reader.get_or_insert_with(|| match opens {
            None => Reader::holding(holds, Input::Bundled, size).in_a_briefing(),
            Some(path) => Reader::holding(holds, Input::Path(path.into()), size).in_a_briefing(),
        })
    }

    fn screen(&mut self) -> Screen {
        let reader = self.reader();
        let cursor = reader.cursor().map(|at| usize::from(at.y));
        let lines = reader.lines().into_iter().enumerate();
        let marked = lines.map(|(n, line)| {
            let margin = if cursor == Some(n) { MARK } else { " " };
            format!("{margin} {line}").trim_end().to_owned()
        });
        marked.collect()
    }

    /// Does what a line says; prose says nothing.
    fn direct(&mut self, line: &str) -> Result<(), String> {
        if let Some(step) = line.strip_prefix("## ") {
            let screen = self.screen();
            let before = std::mem::replace(&mut self.step, step.to_owned());
            self.ends.insert(before, screen);
            return Ok(());
        }
        let Some((verb, argument)) = directive(line) else {
            return Ok(());
        };
        match verb {
            "Size" => self.size = Some(argument.to_owned()),
            "Opens" => self.opens = Some(argument.to_owned()),
            "Keys" => {
                self.reader().press(argument);
            }
            "Shows" | "Hides" => {
                self.checks += 1;
                let screen = self.screen().join("\n");
                let shown = screen.contains(argument);
                if shown != (verb == "Shows") {
                    return Err(format!("{verb} {argument:?}, but:\n{screen}"));
                }
            }
            _ => {
                self.checks += 1;
                let lines = verb.strip_prefix("Same ");
                let lines = lines.and_then(|lines| lines.strip_suffix(" as"));
                let lines = lines.ok_or_else(|| format!("nobody knows how to “{verb}”"))?;
                self.same(lines, argument)?;
            }
        }
        Ok(())
    }

    /// Compares lines of the screen with what they were at the end of a step.
    fn same(&mut self, lines: &str, step: &str) -> Result<(), String> {
        let lines = match lines {
            "screen" => lines_of(""),
            lines => lines_of(lines.trim_start_matches("lines ")),
        };
        let now = part(&self.screen(), lines.clone());
        let then = self.ends.get(step);
        let then = then.ok_or_else(|| format!("there is no step {step:?} before"))?;
        let then = part(then, lines);
        if then == now {
            return Ok(());
        }
        let then: Vec<_> = then.iter().map(String::as_str).collect();
        Err(format!("not as then:\n{}", difference(&then, &now)))
    }
}

/// A line such as ``Keys `3 <Enter>` ``: its first words, and what stands between the marks. A
/// verb is a capital and at most a few words.
fn directive(line: &str) -> Option<(&str, &str)> {
    const VERBS: [&str; 6] = ["Size", "Opens", "Keys", "Shows", "Hides", "Same"];
    let argument = line.strip_suffix('`')?;
    let (verb, argument) = argument.split_once(" `")?;
    let known = VERBS.contains(&verb.split(' ').next()?);
    (known && !argument.contains('`')).then_some((verb, argument))
}

/// The lines that `4-12` or `4–12` or `4` asks for, counted from 1; all of them for nothing.
fn lines_of(text: &str) -> RangeInclusive<usize> {
    if text.is_empty() {
        return 1..=usize::MAX;
    }
    let (first, last) = text.split_once(['-', '–']).unwrap_or((text, text));
    let number = |text: &str| text.parse().unwrap_or_else(|_| panic!("no line: {text:?}"));
    number(first)..=number(last)
}

fn part(screen: &Screen, lines: RangeInclusive<usize>) -> Screen {
    let numbered = screen.iter().enumerate();
    let asked = numbered.filter(|(n, _)| lines.contains(&(n + 1)));
    asked.map(|(_, line)| line.clone()).collect()
}

/// The lines that differ, as told and as they are.
fn difference(told: &[&str], is: &[String]) -> String {
    let mut out = String::new();
    for n in 0..told.len().max(is.len()) {
        let (told, is) = (told.get(n), is.get(n).map(String::as_str));
        if told.copied() != is {
            for (sign, line) in [('-', told.copied()), ('+', is)] {
                if let Some(line) = line {
                    writeln!(out, "    {sign} {line}").unwrap();
                }
            }
        }
    }
    out
}

#[test]
fn a_story_that_goes_otherwise_is_noticed() {
    let story = "# A story\n\n## One\nKeys `3`\n```screen 1\nanother\n```\n";
    let one = tell(story, Holds::Everything);
    assert_eq!((one.differences.len(), one.faults.len()), (1, 0));
    let difference = &one.differences[0];
    assert!(difference.starts_with("5: "), "{difference}");
    assert!(!one.text.contains("another"));
    assert_eq!(tell(&one.text, Holds::Everything).differences, [""; 0]);
    for wrong in [
        "Keys `3`\nShows `nothing like it`\n",
        "Keys `3`\nHides `Quotes`\n",
        "## One\nKeys `3`\n## Two\nKeys `j`\nSame screen as `One`\n",
        "## One\nKeys `3`\n## Two\nKeys `j`\nSame screen as `Three`\n",
        "Keys `3`\nSame as `One`\n",
        "Keys `3`\n",
        "No more than prose, `nothing`\n",
    ] {
        assert_eq!(tell(wrong, Holds::Everything).faults.len(), 1, "{wrong}");
    }
}
