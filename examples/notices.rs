//! The notices that a copy of the program has to come with: name and licence of each library that
//! is linked into it, with the texts it brings.
//!
//! Reads what `cargo metadata --format-version 1` prints, and writes plain text.

#![allow(
    clippy::indexing_slicing,
    reason = "an index into JSON gives null where there is nothing"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::Context;
use serde_json::Value;

fn main() -> anyhow::Result<()> {
    let mut metadata = String::new();
    io::stdin().read_to_string(&mut metadata)?;
    let metadata: Value = serde_json::from_str(&metadata)?;
    let linked = linked(&metadata).context("no package is named as the root")?;
    let mut packages = BTreeMap::new();
    for package in list(&metadata["packages"]) {
        if linked.contains(word(&package["id"])) {
            packages.insert((word(&package["name"]), word(&package["version"])), package);
        }
    }
    let mut out = io::stdout().lock();
    writeln!(
        out,
        "The libraries that are linked into briefing, and their licences.\n"
    )?;
    // Many bring the same text: it is written once.
    let mut same: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for ((name, version), package) in packages {
        writeln!(out, "{name} {version}: {}", word(&package["license"]))?;
        for author in list(&package["authors"]) {
            writeln!(out, "    by {}", word(author))?;
        }
        for (file, text) in texts(word(&package["manifest_path"]))? {
            let holder = format!("{name} {version}: {file}");
            same.entry(text).or_default().push(holder);
        }
    }
    for (text, holders) in same {
        let line = "=".repeat(80);
        writeln!(out, "\n{line}\n{}\n{line}\n\n{text}", holders.join("\n"))?;
    }
    Ok(())
}

/// The packages that the root needs to run, without itself: no tools, no tests.
fn linked(metadata: &Value) -> Option<BTreeSet<&str>> {
    let resolve = &metadata["resolve"];
    let root = resolve["root"].as_str()?;
    let nodes: BTreeMap<_, _> = list(&resolve["nodes"])
        .map(|node| (word(&node["id"]), node))
        .collect();
    let mut linked = BTreeSet::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let dependencies = nodes.get(id).map(|node| list(&node["deps"]));
        for dependency in dependencies.into_iter().flatten() {
            let runs = list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null());
            let id = word(&dependency["pkg"]);
            if runs && linked.insert(id) {
                open.push(id);
            }
        }
    }
    Some(linked)
}

/// The texts of a package that are about its licence, by the names of their files.
fn texts(manifest: &str) -> io::Result<BTreeMap<String, String>> {
    let folder = Path::new(manifest).parent().unwrap_or(Path::new("."));
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let upper = name.to_uppercase();
        let about = [
            "LICENSE",
            "LICENCE",
            "COPYING",
            "COPYRIGHT",
            "NOTICE",
            "UNLICENSE",
        ];
        if about.iter().any(|one| upper.starts_with(one)) && entry.file_type()?.is_file() {
            let text = fs::read(entry.path())?;
            let text = String::from_utf8_lossy(&text).replace("\r\n", "\n");
            texts.insert(name, text.trim_end().to_owned());
        }
    }
    Ok(texts)
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
