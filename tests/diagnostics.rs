//! Every code has a file with that fault, and the exact report on it.
//!
//! `tests/diagnostics/B031-leads-nowhere.toml` has the faults its name says (`B001+B018-…` has both)
//! and no others; beside it stands what `briefing check` prints. Of queries there are files too, in
//! `tests/diagnostics/queries`, with what `briefing show --query` prints; of libraries there are folders, in
//! `tests/diagnostics/libraries`. Run with `UPDATE=1` to write
//! the reports anew, and read the difference.

#![allow(clippy::unwrap_used, clippy::panic)]

#[path = "support/home.rs"]
mod home;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use briefing::diagnostic::{Code, SourceFile};
use briefing::format::{self, MAX_BRIEFING, MAX_STORED, TextFault, TextStore};
use home::Home;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");
const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics");

/// These need what no repository can hold, or a computer that refuses to read a file.
const MADE_HERE: [Code; 11] = [
    Code::FileOutside,
    Code::FileNotAFile,
    Code::QueryTooLong,
    Code::FileTooLarge,
    Code::MoreFaults,
    Code::TooMuch,
    Code::TextTooLarge,
    Code::TextUnreadable,
    Code::ConfigUnreadable,
    Code::ConfigMoreFaults,
    Code::ConfigTooMuch,
];

fn files(folder: &str) -> Vec<PathBuf> {
    ending(folder, "toml")
}

fn queries() -> Vec<PathBuf> {
    ending(&format!("{FOLDER}/queries"), "query")
}

fn ending(folder: &str, ending: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<_> = entries
        .filter(|path| path.extension().is_some_and(|end| end == ending))
        .collect();
    files.sort();
    files
}

/// Every file with faults, and every folder with a `library.toml`.
fn all() -> Vec<PathBuf> {
    let mut all = files(FOLDER);
    all.extend(files(CONFIGURATION));
    let folders = fs::read_dir(LIBRARIES).unwrap();
    let folders = folders.map(|entry| entry.unwrap().path());
    let mut folders: Vec<_> = folders.filter(|path| path.is_dir()).collect();
    folders.sort();
    all.extend(folders);
    all
}

/// The libraries with faults; what is printed is what `briefing check` says of the folder.
const LIBRARIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/diagnostics/libraries");

/// The files of the configuration with faults; what is printed is what `briefing config` says of
/// them. `C010-config-unknown-key.toml` is taken for `config.toml`, a `keymap` for `keymap.toml`, a
/// `theme` for a file of the folder `themes`.
const CONFIGURATION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/diagnostics/configuration"
);

fn configured(path: &Path) -> String {
    let home = Home::new();
    let name = path.file_name().unwrap().to_str().unwrap();
    let text = fs::read_to_string(path).unwrap();
    match name.split('-').nth(1) {
        Some("config") => home.configure("config.toml", &text),
        Some("keymap") => home.configure("keymap.toml", &text),
        Some("theme") => home.configure("themes/mine.toml", &text),
        _ => panic!("{name} does not say which file it is"),
    };
    let output = home.command(PROGRAM).arg("config").output().unwrap();
    let report = String::from_utf8(output.stderr).unwrap();
    report.replace(home.config().to_str().unwrap(), "CONFIG")
}

fn check(folder: &Path, file: &str) -> String {
    let output = Home::new()
        .command(PROGRAM)
        .args(["check", file])
        .current_dir(folder)
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// What is said of a query on a bundled briefing.
fn asked(query: &str) -> String {
    let briefing = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/briefings/witkoff-moscow-2025.toml"
    );
    let output = Home::new()
        .command(PROGRAM)
        .args(["show", briefing, "--query", query])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2), "{query}");
    assert!(output.stdout.is_empty(), "{query}");
    String::from_utf8(output.stderr).unwrap()
}

/// The codes that a report has, as its own lines show them.
fn codes(report: &str) -> BTreeSet<String> {
    let heads = report.lines().filter_map(|line| {
        let (_, rest) = line.split_once('[')?;
        let severity = ["error[", "warning[", "note["];
        let head = severity.iter().any(|word| line.starts_with(word));
        head.then(|| rest.chars().take(4).collect())
    });
    heads.collect()
}

#[test]
fn every_file_is_reported_exactly_so() {
    let mut wrong = Vec::new();
    for path in all() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let report = if path.starts_with(CONFIGURATION) {
            configured(&path)
        } else if path.starts_with(LIBRARIES) {
            check(Path::new(LIBRARIES), name)
        } else {
            check(Path::new(FOLDER), name)
        };
        let (named, _) = name.split_once('-').unwrap();
        let named: BTreeSet<_> = named.split('+').map(str::to_owned).collect();
        let mut found = codes(&report);
        // Notes on gaps stand on almost every file that is about something else.
        found.retain(|code| !code.starts_with("B08") || named.contains(code));
        assert_eq!(found, named, "{name}:\n{report}");
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &report).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != report {
            wrong.push(format!("{name} is now reported as\n{report}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_query_is_refused_exactly_so() {
    let mut wrong = Vec::new();
    for path in queries() {
        let name = path.file_name().unwrap().to_str().unwrap();
        let report = asked(fs::read_to_string(&path).unwrap().trim_end());
        let (code, _) = name.split_once('-').unwrap();
        assert_eq!(
            codes(&report),
            [code.to_owned()].into(),
            "{name}:\n{report}"
        );
        let expected = path.with_extension("txt");
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&expected, &report).unwrap();
        } else if fs::read_to_string(&expected).unwrap_or_default() != report {
            wrong.push(format!("{name} is now reported as\n{report}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_query_beyond_the_limit_is_not_read() {
    let report = asked(&"x".repeat(briefing::query::MAX_LEN + 1));
    assert_eq!(codes(&report), [Code::QueryTooLong.id().to_owned()].into());
}

#[test]
fn every_code_has_a_file() {
    let mut files = all();
    files.extend(queries());
    for code in Code::ALL {
        let has_file = files.iter().any(|path| {
            let name = path.file_name().unwrap().to_str().unwrap();
            name.split('-').next().unwrap().contains(code.id())
        });
        assert!(has_file || MADE_HERE.contains(code), "{code} has no file");
    }
}

#[test]
fn a_file_beyond_the_limit_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let file = fs::File::create(folder.path().join("large.toml")).unwrap();
    file.set_len(MAX_BRIEFING as u64 + 1).unwrap();
    let report = check(folder.path(), "large.toml");
    assert_eq!(codes(&report), [Code::FileTooLarge.id().to_owned()].into());
}

#[test]
#[cfg(unix)]
fn what_is_no_file_of_the_folder_is_listed_and_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let (desk, outside) = (folder.path().join("desk"), folder.path().join("outside"));
    for made in [&desk, &outside] {
        fs::create_dir(made).unwrap();
    }
    fs::write(outside.join("secret.toml"), "secret").unwrap();
    std::os::unix::fs::symlink("../outside/secret.toml", desk.join("link.toml")).unwrap();
    std::os::unix::fs::symlink("../outside", desk.join("more")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(desk.join("socket.toml")).unwrap();
    let expected = "\
error[B006]: the link leads out of the folder that was opened
--> desk/link.toml
 = help: to read what is there too, open it as well, by its own path

error[B006]: the link leads out of the folder that was opened
--> desk/more
 = help: to read what is there too, open it as well, by its own path

error[B007]: this is a pipe, a socket or a device
--> desk/socket.toml
 = help: put the briefing in a file, or give this another name

error: 3 errors in 3 files
";
    assert_eq!(check(folder.path(), "desk"), expected);
}

const SOURCE: &str = "format = 1\ntitle = \"x\"\nas_of = \"2025-12-02\"\n\
    [[sources]]\nid = \"s\"\ntitle = \"x\"\nkind = \"post\"\ntext_file = \"x.md\"\n";

struct Refusing(TextFault);

impl TextStore for Refusing {
    fn read(&self, _: &str) -> Result<String, TextFault> {
        Err(self.0.clone())
    }
}

fn found(text: &str, texts: &dyn TextStore) -> Vec<Code> {
    let file = SourceFile::new("made.toml", text);
    let parsed = format::parse(&file, "made", texts);
    parsed.diagnostics.iter().map(|fault| fault.code).collect()
}

#[test]
fn a_stored_text_that_cannot_be_read_is_said_to_be_so() {
    let large = Refusing(TextFault::TooLarge { limit: MAX_STORED });
    assert_eq!(found(SOURCE, &large), [Code::TextTooLarge]);
    let denied = Refusing(TextFault::Unreadable("permission denied".to_owned()));
    assert_eq!(found(SOURCE, &denied), [Code::TextUnreadable]);
}

#[test]
fn texts_and_lists_have_limits() {
    let none = BTreeMap::new();
    let text = SOURCE.replace(
        "text_file = \"x.md\"",
        &format!("caveat = '{}'", "x".repeat(100_001)),
    );
    assert_eq!(found(&text, &none), [Code::TooMuch]);
    let tags = format!("tags = [{}]\n", "\"x\",".repeat(20_001));
    let text = SOURCE.replace("text_file = \"x.md\"\n", "");
    assert_eq!(found(&(tags + &text), &none), [Code::TooMuch]);
    let many = format!("\n\"authors\" = [{}]\n", "1,".repeat(1_500_001));
    assert_eq!(found(&many, &none), [Code::TooMuch]);
}

#[test]
fn many_faults_are_counted_and_errors_go_first() {
    let none = BTreeMap::new();
    let good = SOURCE.replace("text_file = \"x.md\"\n", "");
    let warnings = "[[quotes]]\nid = \"q\"\nspeaker = \"s\"\ntext = \"a\u{200b}\"\n".repeat(300);
    let codes = found(&(good + &warnings), &none);
    assert_eq!(codes.len(), format::MAX_SHOWN + 1);
    assert_eq!(codes.last(), Some(&Code::MoreFaults));
    assert!(!codes.contains(&Code::HiddenCharacter));
}

#[test]
fn a_configuration_has_limits_too() {
    let config = |text: &str| {
        let home = Home::new();
        home.configure("config.toml", text);
        let output = home.command(PROGRAM).arg("config").output().unwrap();
        codes(&String::from_utf8(output.stderr).unwrap())
    };
    let one = |code: Code| BTreeSet::from([code.id().to_owned()]);
    let large = format!("theme = \"dark\"{}", " ".repeat(1 << 20));
    assert_eq!(config(&large), one(Code::ConfigUnreadable));
    let long = format!("theme = '{}'", "x".repeat(100_001));
    assert_eq!(config(&long), one(Code::ConfigTooMuch));
    let many: Vec<_> = (0..300).map(|n| format!("k{n} = 1")).collect();
    let both = [Code::ConfigUnknownKey, Code::ConfigMoreFaults];
    assert_eq!(
        config(&many.join("\n")),
        both.map(|code| code.id().to_owned()).into()
    );
    assert_eq!(config("theme = \"dark\""), BTreeSet::new());
}

#[test]
fn a_folder_in_the_place_of_a_file_is_said_to_be_so() {
    let home = Home::new();
    fs::create_dir_all(home.config().join("config.toml")).unwrap();
    let output = home.command(PROGRAM).arg("config").output().unwrap();
    let report = String::from_utf8(output.stderr).unwrap();
    assert!(
        report.contains("C003") && report.contains("not a regular file"),
        "{report}"
    );
    assert_eq!(output.status.code(), Some(1));
}
