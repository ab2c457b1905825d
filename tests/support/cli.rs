//! The program as it is run on a command line, at a home with nothing in it.

#![allow(
    dead_code,
    clippy::unwrap_used,
    reason = "every user needs a part of it, and all of them fail by panicking"
)]

#[path = "home.rs"]
pub(crate) mod home;

use std::path::Path;
use std::process::Output;

use home::Home;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_briefing");

/// Runs it in a folder.
pub(crate) fn briefing(folder: &Path, arguments: &[&str]) -> Output {
    Home::new()
        .command(PROGRAM)
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// How it ends in a folder.
pub(crate) fn code(folder: &Path, arguments: &[&str]) -> Option<i32> {
    briefing(folder, arguments).status.code()
}

/// What it has printed.
pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}
