//! The editor: the one that was set, `$VISUAL` or `$EDITOR`, opened at a line.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use super::program;

/// The editor on a file, at a line from 1.
///
/// # Errors
/// Why there is none, in words.
pub(super) fn command(set: Option<&[String]>, file: &Path, line: usize) -> Result<Command, String> {
    let words = match set {
        Some(words) => words.to_vec(),
        None => of_environment()?,
    };
    let mut command = program::command(&words).ok_or("no program is set as the editor")?;
    command.args(arguments(&words, file, line));
    Ok(command)
}

fn of_environment() -> Result<Vec<String>, String> {
    let variables = ["VISUAL", "EDITOR"].into_iter();
    let mut written = variables.filter_map(|name| {
        let written = std::env::var(name).ok()?;
        (!written.trim().is_empty()).then_some((name, written))
    });
    if let Some((name, written)) = written.next() {
        let words = program::words(&written);
        return words.ok_or_else(|| format!("no program can be read from ${name}: {written}"));
    }
    let mut usual = ["vi", "nano"].into_iter();
    let usual = usual.find(|one| program::exists(one));
    let usual = usual.ok_or("no editor here: $VISUAL or $EDITOR names one")?;
    Ok(vec![usual.to_owned()])
}

/// How an editor is told a file and a line; `+N` for those that are not known here.
fn arguments(words: &[String], file: &Path, line: usize) -> Vec<OsString> {
    let name = words
        .first()
        .map(|first| program::name(first))
        .unwrap_or_default();
    // A name that begins with a hyphen is no option.
    let file = if file.as_os_str().as_encoded_bytes().starts_with(b"-") {
        Path::new(".").join(file)
    } else {
        file.to_owned()
    };
    let mut at_line = file.clone().into_os_string();
    at_line.push(format!(":{line}"));
    let waits = |short: &str| {
        let waits = words.iter().any(|word| word == "--wait" || word == short);
        (!waits).then(|| OsString::from("--wait"))
    };
    match name.as_str() {
        "hx" | "helix" | "zed" | "zeditor" => {
            let zed = name.starts_with("zed");
            let wait = waits("-w").filter(|_| zed);
            wait.into_iter().chain([at_line]).collect()
        }
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            let wait = waits("-w");
            ["--goto".into(), at_line].into_iter().chain(wait).collect()
        }
        "subl" | "sublime_text" => waits("-w").into_iter().chain([at_line]).collect(),
        "mate" => {
            let line = vec![
                OsString::from("--line"),
                line.to_string().into(),
                file.into(),
            ];
            waits("-w").into_iter().chain(line).collect()
        }
        "kate" => {
            vec![
                "--block".into(),
                "--line".into(),
                line.to_string().into(),
                file.into(),
            ]
        }
        _ => vec![format!("+{line}").into(), file.into()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(editor: &str, file: &str) -> String {
        let words = program::words(editor).unwrap();
        let arguments = arguments(&words, Path::new(file), 7);
        let arguments = arguments
            .iter()
            .map(|one| one.to_string_lossy().into_owned());
        arguments.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        for (editor, arguments) in [
            ("vi", "+7 a.toml"),
            ("/usr/bin/nvim -u NONE", "+7 a.toml"),
            ("nano", "+7 a.toml"),
            ("emacs -nw", "+7 a.toml"),
            ("emacsclient -t", "+7 a.toml"),
            ("kak", "+7 a.toml"),
            ("micro", "+7 a.toml"),
            ("hx", "a.toml:7"),
            ("code", "--goto a.toml:7 --wait"),
            ("code --wait", "--goto a.toml:7"),
            ("code -w", "--goto a.toml:7"),
            ("subl", "--wait a.toml:7"),
            ("subl -w", "a.toml:7"),
            ("zed", "--wait a.toml:7"),
            ("mate", "--wait --line 7 a.toml"),
            ("kate", "--block --line 7 a.toml"),
            ("something-else", "+7 a.toml"),
        ] {
            assert_eq!(told(editor, "a.toml"), arguments, "{editor}");
        }
        assert_eq!(told("vi", "-a.toml"), "+7 ./-a.toml");
        assert_eq!(told("hx", "a b.toml"), "a b.toml:7");
    }
}
