//! Other programs: found, started, waited for. Never through a shell.

use std::fs::File;
use std::io::{self, IsTerminal, Write};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// A program and its arguments as a person writes them in a variable: split at spaces, with
/// quotation marks and backslashes as a shell has them, but nothing is expanded. `None` where there
/// is no program in it.
pub(super) fn words(text: &str) -> Option<Vec<String>> {
    let words = shell_words::split(text).ok()?;
    words
        .first()
        .is_some_and(|first| !first.is_empty())
        .then_some(words)
}

/// A program with its arguments; `None` for an empty list.
pub(super) fn command(words: &[String]) -> Option<Command> {
    let (program, arguments) = words.split_first()?;
    let mut command = Command::new(program);
    command.args(arguments);
    Some(command)
}

/// The name of a program without its folder.
pub(super) fn name(program: &str) -> String {
    let name = Path::new(program).file_name();
    name.map_or_else(
        || program.to_owned(),
        |name| name.to_string_lossy().into_owned(),
    )
}

/// Whether there is a program of this name: a file where a folder is named, else one in `PATH`.
pub(super) fn exists(program: &str) -> bool {
    if program.contains('/') {
        return Path::new(program).is_file();
    }
    let folders = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&folders).any(|folder| folder.join(program).is_file())
}

/// Keeps a program away from the terminal, and from the signals that its keys send.
pub(super) fn detach(command: &mut Command) {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .process_group(0);
}

/// Runs a program in the terminal, until it ends.
///
/// # Errors
/// Why it did not run, in words.
pub(super) fn run(mut command: Command) -> Result<ExitStatus, String> {
    let program = name(&command.get_program().to_string_lossy());
    if !io::stdin().is_terminal()
        && let Ok(terminal) = File::open("/dev/tty")
    {
        command.stdin(terminal);
    }
    let status = command.status();
    status.map_err(|error| format!("{program} cannot be started: {}", why(&error)))
}

/// Gives a program a text to read, and waits for its end.
///
/// # Errors
/// Why it did not take the text, in words.
pub(super) fn feed(mut command: Command, text: &str, patience: Duration) -> Result<(), String> {
    let program = name(&command.get_program().to_string_lossy());
    detach(&mut command);
    command.stdin(Stdio::piped());
    let mut child = command
        .spawn()
        .map_err(|error| format!("{program} cannot be started: {}", why(&error)))?;
    let text = text.as_bytes().to_owned();
    let input = child.stdin.take();
    // In a thread of its own: a program that does not read must not be waited for. When it ends or
    // is ended, this ends.
    let writing = thread::spawn(move || match input {
        Some(mut input) => input.write_all(&text),
        None => Ok(()),
    });
    let Some(status) = finish(&mut child, patience) else {
        // It is not known to have the text, and nobody waits for it any more.
        let _ = child.kill();
        let _ = child.wait();
        let _ = writing.join();
        return Err(format!("{program} took too long, and was stopped"));
    };
    let written = writing.join().is_ok_and(|written| written.is_ok());
    match status {
        Ok(status) if status.success() && written => Ok(()),
        Ok(status) if status.success() => Err(format!("{program} did not take the text")),
        Ok(status) => Err(format!("{program} ended with {}", how(status))),
        Err(error) => Err(format!("{program}: {}", why(&error))),
    }
}

/// Waits for a program's end, but not for longer than a while: `None` when it goes on.
pub(super) fn finish(child: &mut Child, patience: Duration) -> Option<io::Result<ExitStatus>> {
    let started = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Some(Ok(status)),
            Err(error) => return Some(Err(error)),
            Ok(None) if started.elapsed() >= patience => return None,
            Ok(None) => {
                thread::sleep(pause);
                pause = (pause * 2).min(Duration::from_millis(50));
            }
        }
    }
}

/// How a program ended, in words.
pub(super) fn how(status: ExitStatus) -> String {
    status
        .code()
        .map_or_else(|| "a signal".to_owned(), |code| format!("code {code}"))
}

/// Why something did not work, in a few words.
pub(super) fn why(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such program".to_owned(),
        io::ErrorKind::PermissionDenied => "that is not allowed".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        command(&["sh", "-c", script].map(str::to_owned)).unwrap()
    }

    #[test]
    fn words_are_split_but_nothing_is_expanded() {
        let split = |text| words(text).map(|words| words.join("|"));
        assert_eq!(split("code --wait").as_deref(), Some("code|--wait"));
        assert_eq!(split("'my editor' -x").as_deref(), Some("my editor|-x"));
        assert_eq!(
            split("vi $(x) `y` $HOME").as_deref(),
            Some("vi|$(x)|`y`|$HOME")
        );
        for nothing in ["", "  ", "''", "'unclosed"] {
            assert_eq!(split(nothing), None, "{nothing:?}");
        }
    }

    #[test]
    fn a_program_takes_a_text_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out");
        let text = "Київ “x”\n".repeat(20_000);
        let mut command = shell("cat > \"$0\"");
        command.arg(&path);
        feed(command, &text, Duration::from_secs(20)).unwrap();
        assert_eq!(std::fs::read_to_string(path).unwrap(), text);
    }

    #[test]
    fn a_program_that_does_not_take_it_is_told_of() {
        let long = "x".repeat(1 << 20);
        let soon = Duration::from_millis(100);
        let patience = Duration::from_secs(20);
        for (command, patience, expected) in [
            (shell("exit 3"), patience, "sh ended with code 3"),
            (
                shell("exec sleep 60"),
                soon,
                "sh took too long, and was stopped",
            ),
            (
                Command::new("/no/such"),
                patience,
                "such cannot be started: there is no such program",
            ),
            (
                shell("exec <&-; exit 0"),
                patience,
                "sh did not take the text",
            ),
        ] {
            assert_eq!(feed(command, &long, patience), Err(expected.to_owned()));
        }
    }
}
