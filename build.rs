//! Notes what the program is built from, for whom and by what: `briefing --version` tells it.
//!
//! Nothing of it says when: the same sources make the same program.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What of the repository becomes part of the program.
const SOURCES: [&str; 6] = [
    "src",
    "briefings",
    "assets",
    "build.rs",
    "Cargo.toml",
    "Cargo.lock",
];

fn main() {
    let root = PathBuf::from(variable("CARGO_MANIFEST_DIR"));
    for source in SOURCES {
        watch(&root.join(source));
    }
    let rustc = output(Command::new(variable("RUSTC")).arg("--version"));
    note("COMMIT", &commit(&root).unwrap_or_default());
    note("TARGET", &variable("TARGET"));
    note("PROFILE", &variable("PROFILE"));
    note("RUSTC", rustc.as_deref().unwrap_or("rustc"));
}

fn variable(name: &str) -> String {
    env::var(name).unwrap_or_default()
}

fn note(name: &str, value: &str) {
    println!("cargo::rustc-env=BRIEFING_{name}={value}");
}

/// Another build is needed when this changes. What is not there would change at every build.
fn watch(path: &Path) {
    if path.exists() {
        println!("cargo::rerun-if-changed={}", path.display());
    }
}

/// The commit, and whether something was changed since; from a package the commit that it was made
/// of.
fn commit(root: &Path) -> Option<String> {
    if let Some(packaged) = packaged(root) {
        return Some(packaged);
    }
    let git = |arguments: &[&str]| output(Command::new("git").arg("-C").arg(root).args(arguments));
    // A package may have been unpacked inside of somebody else's repository.
    let top = fs::canonicalize(git(&["rev-parse", "--show-toplevel"])?).ok()?;
    if top != fs::canonicalize(root).ok()? {
        return None;
    }
    let folder = |which| Some(root.join(git(&["rev-parse", which])?));
    let (own, common) = (folder("--git-dir")?, folder("--git-common-dir")?);
    watch(&own.join("HEAD"));
    if let Some(branch) = git(&["symbolic-ref", "--quiet", "HEAD"]) {
        watch(&common.join(branch));
        watch(&common.join("packed-refs"));
    }
    let commit = git(&["rev-parse", "--short=10", "HEAD"])?;
    let mut status = vec!["status", "--porcelain", "--"];
    status.extend(SOURCES);
    let changed = git(&status).is_some();
    Some(format!(
        "{commit}{}",
        if changed { ", changed since" } else { "" }
    ))
}

/// The commit that a package was made of, as `cargo package` has noted it.
fn packaged(root: &Path) -> Option<String> {
    let noted = fs::read_to_string(root.join(".cargo_vcs_info.json")).ok()?;
    let (_, after) = noted.split_once("\"sha1\": \"")?;
    let commit: String = after
        .chars()
        .take_while(char::is_ascii_hexdigit)
        .take(10)
        .collect();
    (!commit.is_empty()).then_some(commit)
}

/// What a program writes, without white space around it; `None` where it fails or writes nothing.
fn output(command: &mut Command) -> Option<String> {
    let output = command.output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}
