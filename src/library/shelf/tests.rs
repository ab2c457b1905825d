//! What is read again, and what is kept.

use std::fs;

use super::*;

const GOOD: &str = "format = 1\ntitle = \"One\"\nas_of = \"2025-12-02\"\n";

struct Desk {
    folder: tempfile::TempDir,
    shelf: Shelf,
}

impl Desk {
    fn with(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Self {
            folder,
            shelf: Shelf::default(),
        };
        for (name, text) in files {
            desk.write(name, text);
        }
        desk
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.path().join(name), text).unwrap();
    }

    fn inputs(&self) -> Vec<Input> {
        vec![Input::Path(self.folder.path().to_owned())]
    }

    fn read(&mut self) -> Library {
        let inputs = self.inputs();
        let request = Request {
            inputs: &inputs,
            again: Again::All,
            open: None,
            stop: &|| false,
        };
        self.shelf.read(&request, &mut |_| {}).library
    }

    fn refresh(&mut self) -> Option<Outcome> {
        let inputs = self.inputs();
        self.shelf.refresh(&inputs, None)
    }

    fn name(&self, file: &str) -> String {
        let path = self.folder.path().join(file);
        super::super::discover::shown(&path)
    }
}

fn titles(library: &Library) -> Vec<String> {
    let entries = library.entries().iter();
    let contents = entries.filter_map(|entry| entry.content.as_ref());
    contents
        .map(|content| content.briefing.title.clone())
        .collect()
}

#[test]
fn what_has_not_changed_is_the_same_and_nothing_is_told() {
    let mut desk = Desk::with(&[("a.toml", GOOD), ("b.toml", &GOOD.replace("One", "Two"))]);
    let first = desk.read();
    assert!(desk.refresh().is_none());
    desk.write("b.toml", GOOD);
    let second = desk.refresh().unwrap();
    assert_eq!(second.changed.len(), 1);
    assert_eq!(titles(&second.library), ["One", "One"]);
    let content = |library: &Library| {
        let at = library.position(&desk.name("a.toml")).unwrap();
        Arc::clone(library.entry(at).unwrap().content.as_ref().unwrap())
    };
    assert!(Arc::ptr_eq(&content(&first), &content(&second.library)));
}

#[test]
fn a_file_that_gets_faults_keeps_what_it_said() {
    let mut desk = Desk::with(&[("a.toml", GOOD)]);
    desk.read();
    for (text, faults) in [("format = 1\ntitle = \n", 1), ("", 3)] {
        desk.write("a.toml", text);
        let outcome = desk.refresh().unwrap();
        let entry = outcome.library.entry(0).unwrap();
        assert_eq!(entry.version, Version::LastGood);
        assert!(entry.errors() >= faults, "{:?}", entry.diagnostics);
        assert_eq!(titles(&outcome.library), ["One"]);
        assert!(desk.refresh().is_none(), "nothing more has changed");
    }
    // Reading everything anew does not lose it either.
    assert_eq!(titles(&desk.read()), ["One"]);
    desk.write("a.toml", &GOOD.replace("One", "Mended"));
    let outcome = desk.refresh().unwrap();
    assert_eq!(outcome.library.entry(0).unwrap().version, Version::Current);
    assert_eq!(titles(&outcome.library), ["Mended"]);
}

#[test]
fn a_file_that_is_gone_stays_only_for_who_reads_it() {
    let mut desk = Desk::with(&[("a.toml", GOOD), ("b.toml", GOOD)]);
    desk.read();
    let (inputs, open) = (desk.inputs(), desk.name("a.toml"));
    for name in ["a.toml", "b.toml"] {
        fs::remove_file(desk.folder.path().join(name)).unwrap();
    }
    let outcome = desk.shelf.refresh(&inputs, Some(&open)).unwrap();
    let entries = outcome.library.entries();
    assert_eq!(entries.len(), 1);
    assert_eq!(
        (&*entries[0].file, entries[0].version),
        (&*open, Version::Lost)
    );
    assert!(desk.shelf.refresh(&inputs, Some(&open)).is_none());
    desk.write("a.toml", GOOD);
    let outcome = desk.shelf.refresh(&inputs, Some(&open)).unwrap();
    assert_eq!(outcome.library.entry(0).unwrap().version, Version::Current);
    fs::remove_file(desk.folder.path().join("a.toml")).unwrap();
    assert!(desk.read().entries().is_empty(), "asked for, it is dropped");
}

#[test]
fn a_stored_text_is_a_part_of_its_briefing() {
    let briefing = format!(
        "{GOOD}[[sources]]\nid = \"s\"\ntitle = \"S\"\nkind = \"post\"\ntext_file = \"s.md\"\n"
    );
    let mut desk = Desk::with(&[("a.toml", &briefing)]);
    let library = desk.read();
    assert_eq!(library.entry(0).unwrap().errors(), 1, "the text is missing");
    desk.write("s.md", "some words");
    let outcome = desk.refresh().unwrap();
    let content = outcome.library.entry(0).unwrap().content.clone().unwrap();
    assert!(
        content
            .texts
            .values()
            .all(|text| text.original() == "some words")
    );
    desk.write("s.md", "same length");
    assert_eq!(desk.refresh().unwrap().changed.len(), 1);
    assert!(desk.refresh().is_none());
}

#[test]
fn one_file_has_a_name_and_several_a_number() {
    let names = ["a/b.toml".into(), "c.toml".into()];
    assert_eq!(named(&names[..1]), "b.toml");
    assert_eq!(named(&names), "2 files");
}
