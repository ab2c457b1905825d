//! The browser: the one that was set, `$BROWSER`, or what the desktop has.

use std::process::Command;
use std::thread;
use std::time::Duration;

use super::program;

/// What is told where there is none.
pub(super) const NONE: &str = "no browser here: U copies the link; $BROWSER names one";

/// How long a browser may take to say that it failed. One that goes on longer has the address.
const PATIENCE: Duration = Duration::from_secs(2);

/// Browsers that need the terminal for themselves.
const IN_TERMINAL: [&str; 9] = [
    "w3m",
    "lynx",
    "links",
    "links2",
    "elinks",
    "browsh",
    "carbonyl",
    "cha",
    "netsurf-fb",
];

/// A way to open an address.
pub(super) struct Browser {
    /// What is tried, one after the other.
    commands: Vec<Command>,
    /// Whether it needs the terminal.
    pub(super) in_terminal: bool,
}

/// What opens an address here; `None` where nothing does.
pub(super) fn find(set: Option<&[String]>, url: &str) -> Option<Browser> {
    if let Some(words) = set {
        return one(&with_address(words.to_vec(), url));
    }
    let variable = std::env::var("BROWSER").unwrap_or_default();
    let named = of_variable(&variable, url);
    if let Some(words) = named.iter().find(|words| is_there(words)) {
        return one(words);
    }
    if !has_desktop() {
        return None;
    }
    let commands = open::commands(url).into_iter();
    let commands = commands.filter(|one| program::exists(&one.get_program().to_string_lossy()));
    let commands: Vec<_> = commands.collect();
    (!commands.is_empty()).then_some(Browser {
        commands,
        in_terminal: false,
    })
}

fn one(words: &[String]) -> Option<Browser> {
    let name = program::name(words.first()?);
    Some(Browser {
        commands: vec![program::command(words)?],
        in_terminal: IN_TERMINAL.contains(&name.as_str()),
    })
}

fn is_there(words: &[String]) -> bool {
    words
        .first()
        .is_some_and(|program| program::exists(program))
}

/// The commands in `$BROWSER`: several with colons between them, each with the address in the place
/// of `%s`, or behind it.
fn of_variable(variable: &str, url: &str) -> Vec<Vec<String>> {
    let commands = variable.split(':').filter_map(program::words);
    commands.map(|words| with_address(words, url)).collect()
}

fn with_address(mut words: Vec<String>, url: &str) -> Vec<String> {
    let mut placed = false;
    for word in words.iter_mut().skip(1) {
        if word.contains("%s") {
            *word = word.replace("%s", url);
            placed = true;
        }
    }
    if !placed {
        words.push(url.to_owned());
    }
    words
}

/// Whether there is a desktop to ask. Without one, what would be started wants the terminal.
fn has_desktop() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    let shown = ["DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"];
    cfg!(target_os = "macos") || shown.into_iter().any(set)
}

impl Browser {
    /// Opens the address in the background; what is told of it.
    pub(super) fn open(self, opens: &str) -> String {
        let mut failed = NONE.to_owned();
        for mut command in self.commands {
            let name = program::name(&command.get_program().to_string_lossy());
            program::detach(&mut command);
            let mut child = match command.spawn() {
                Ok(child) => child,
                Err(error) => {
                    failed = format!("{name} cannot be started: {}", program::why(&error));
                    continue;
                }
            };
            match program::finish(&mut child, PATIENCE) {
                Some(Ok(status)) if !status.success() => {
                    failed = format!("{name} ended with {}", program::how(status));
                }
                Some(_) => return format!("given to {name}: {opens}"),
                None => {
                    // Whatever becomes of it: no zombie is left.
                    thread::spawn(move || child.wait());
                    return format!("given to {name}: {opens}");
                }
            }
        }
        failed
    }

    /// Opens the address in the terminal, and waits for its end.
    pub(super) fn run(self) -> Result<(), String> {
        let first = self.commands.into_iter().next();
        let command = first.ok_or_else(|| NONE.to_owned())?;
        let name = program::name(&command.get_program().to_string_lossy());
        match program::run(command)? {
            status if status.success() => Ok(()),
            status => Err(format!("{name} ended with {}", program::how(status))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_stands_where_it_is_asked_for_and_is_one_word() {
        let url = "https://e.org/a'b$(x);y&z#:~:text=a%20b";
        let words = |variable| of_variable(variable, url);
        assert_eq!(words("firefox"), [["firefox", url]]);
        assert_eq!(
            words("a --new 'my %s':b"),
            [vec!["a", "--new", &format!("my {url}")], vec!["b", url]]
        );
        assert_eq!(words("  :"), [[""; 0]; 0]);
    }

    #[test]
    fn a_browser_of_the_terminal_gets_the_terminal() {
        let in_terminal = |program: &str| one(&[program.to_owned()]).unwrap().in_terminal;
        assert!(in_terminal("/usr/bin/w3m"));
        assert!(!in_terminal("firefox"));
    }

    #[test]
    fn a_browser_that_fails_is_told_of() {
        let browser = one(&["sh", "-c", "exit 4"].map(str::to_owned)).unwrap();
        assert_eq!(browser.open("the page"), "sh ended with code 4");
        let browser = one(&["sh", "-c", "exit 0"].map(str::to_owned)).unwrap();
        assert_eq!(browser.open("the page"), "given to sh: the page");
    }
}
