//! A folder with everything in it that should not be there: the rest can be read, what is wrong is
//! said, and nothing waits for ever.

#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says so when something is not there"
)]

#[path = "support/terminal.rs"]
mod terminal;

use std::ffi::OsStr;
use std::fs::{self, File, Permissions};
use std::io::Write;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::Value;
use tempfile::TempDir;
use terminal::Program;
use terminal::home::Home;

const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");

const GOOD: &str = "format = 1\ntitle = \"The good one\"\nas_of = \"2025-12-02\"\n\
    [[actors]]\nid = \"a\"\nname = \"Somebody known\"\nkind = \"person\"\n";

/// A folder with one good briefing.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("good.toml", GOOD);
        folder
    }

    fn path(&self, name: impl AsRef<OsStr>) -> PathBuf {
        self.0.path().join(name.as_ref())
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        fs::write(self.path(name), text).unwrap();
    }

    /// Runs the program in it.
    fn run(&self, arguments: &[&str]) -> Output {
        let home = Home::new();
        let mut command = home.command(PROGRAM);
        let command = command.args(arguments).current_dir(self.0.path());
        command.output().unwrap()
    }

    /// What checking it says of each file, a line each: `file code message`; what could not be
    /// read at all goes to the standard error.
    fn checked(&self) -> (Vec<String>, String) {
        let output = self.run(&["check", ".", "--format", "json"]);
        let report: Value = serde_json::from_slice(&output.stdout).unwrap();
        let faults = report["diagnostics"].as_array().unwrap().iter();
        let line = |fault: &Value| {
            let part = |key: &str| fault[key].as_str().unwrap().to_owned();
            format!("{} {} {}", part("file"), part("code"), part("message"))
        };
        let said = String::from_utf8(output.stderr).unwrap();
        (faults.map(line).collect(), said)
    }

    /// Whether the good briefing can be found and read, whatever else is there.
    fn assert_usable(&self) {
        let found = self.run(&["search", "known", "."]);
        assert!(
            String::from_utf8_lossy(&found.stdout).contains("Somebody known"),
            "{found:?}"
        );
        let program = Program::new(PROGRAM, self.0.path()).arg(".");
        let mut terminal = program.start();
        terminal.wait_for_text("The good one");
        terminal.type_keys("Q");
        assert!(terminal.wait_for_end().success());
    }
}

#[test]
fn what_is_no_file_is_said_and_never_opened() {
    let folder = Folder::new();
    let made = Command::new("mkfifo")
        .arg(folder.path("pipe.toml"))
        .status();
    assert!(made.unwrap().success());
    fs::create_dir(folder.path("folder.toml")).unwrap();
    symlink("/etc/hostname", folder.path("out.toml")).unwrap();
    symlink(".", folder.path("loop")).unwrap();
    symlink("round.toml", folder.path("round.toml")).unwrap();
    symlink("nowhere", folder.path("broken.toml")).unwrap();
    let (faults, said) = folder.checked();
    assert_eq!(
        faults,
        [
            "./out.toml B006 the link leads out of the folder that was opened",
            "./pipe.toml B007 this is a pipe, a socket or a device",
        ],
        "{said}"
    );
    folder.assert_usable();
}

#[test]
fn what_may_not_be_read_is_said() {
    let folder = Folder::new();
    folder.write("denied.toml", GOOD);
    fs::create_dir(folder.path("shut")).unwrap();
    for name in ["denied.toml", "shut"] {
        fs::set_permissions(folder.path(name), Permissions::from_mode(0o0)).unwrap();
    }
    let (faults, said) = folder.checked();
    assert!(faults.is_empty(), "{faults:?}");
    // Who runs the tests may be somebody who may read everything.
    if File::open(folder.path("denied.toml")).is_err() {
        for name in ["denied.toml", "shut"] {
            let line = format!("./{name}: Permission denied");
            assert!(said.contains(&line), "{name} is missing in: {said}");
        }
    }
    folder.assert_usable();
    fs::set_permissions(folder.path("shut"), Permissions::from_mode(0o700)).unwrap();
}

#[test]
fn a_name_that_is_no_text_is_shown_as_far_as_it_is_one() {
    let folder = Folder::new();
    let name = OsStr::from_bytes(b"caf\xe9\x1b[31m.toml");
    fs::write(folder.path(name), "format = 2\n").unwrap();
    folder.write("latin.toml", b"title = \"caf\xe9\"\n");
    let (faults, said) = folder.checked();
    assert!(said.is_empty(), "{said}");
    assert!(
        faults[0].starts_with("./caf\u{fffd}<U+001B>[31m.toml "),
        "{faults:?}"
    );
    let latin = faults.last().unwrap();
    assert!(
        latin.starts_with("./latin.toml ") && latin.contains("UTF-8"),
        "{faults:?}"
    );
    folder.assert_usable();
}

#[test]
fn a_file_of_a_gigabyte_is_not_read_and_a_line_of_megabytes_is_no_harm() {
    let folder = Folder::new();
    let huge = File::create(folder.path("huge.toml")).unwrap();
    // Nothing is written: the system makes it up when it is read.
    huge.set_len(1 << 30).unwrap();
    let line = "x".repeat(3 << 20);
    folder.write("line.toml", GOOD.replace("The good one", &line));
    folder.write("nested.toml", format!("a = {}", "[".repeat(1 << 20)));
    folder.write("path.toml", format!("[{}a]\n", "a.".repeat(100_000)));
    folder.write("tables.toml", "[[a]]\n".repeat(100_000));
    let (faults, said) = folder.checked();
    assert!(said.is_empty(), "{said}");
    for (name, message) in [
        ("huge.toml", "the file is larger than"),
        ("line.toml", "is longer than 100000 bytes"),
        ("nested.toml", ""),
        ("path.toml", ""),
        ("tables.toml", "there is no table `a`"),
    ] {
        let of_file = |fault: &&String| fault.starts_with(&format!("./{name} "));
        let mut of_file = faults.iter().filter(of_file);
        assert!(
            of_file.any(|fault| fault.contains(message)),
            "{name}: {faults:?}"
        );
    }
    folder.assert_usable();
}

#[test]
fn a_file_that_grows_while_it_is_read_is_read_as_far_as_it_was() {
    let folder = Folder::new();
    folder.write(
        "grows.toml",
        GOOD.replace("The good one", "The growing one"),
    );
    let stop = AtomicBool::new(false);
    thread::scope(|scope| {
        scope.spawn(|| {
            let path = folder.path("grows.toml");
            let mut file = File::options().append(true).open(path).unwrap();
            let mut written = 0;
            // Not for ever, should the rest of the test fail.
            while !stop.load(Ordering::Relaxed) && written < 32 << 20 {
                written += file.write(b"# and one more line of no meaning\n").unwrap();
            }
        });
        let (faults, said) = folder.checked();
        folder.assert_usable();
        stop.store(true, Ordering::Relaxed);
        assert!(said.is_empty(), "{said}");
        // It may end in the middle of a comment, and that is none.
        assert!(faults.is_empty(), "{faults:?}");
    });
}

#[test]
fn thousands_of_empty_files_are_told_of_each() {
    let folder = Folder::new();
    fs::create_dir(folder.path("empty")).unwrap();
    for at in 0..2_000 {
        folder.write(&format!("empty/{at:04}.toml"), "");
    }
    let (faults, said) = folder.checked();
    assert!(said.is_empty(), "{said}");
    for at in 0..2_000 {
        let name = format!("./empty/{at:04}.toml ");
        assert!(
            faults.iter().any(|fault| fault.starts_with(&name)),
            "{name}"
        );
    }
    folder.assert_usable();
}
