//! What is read again, and what is kept.

use std::fs;

use super::*;
use crate::model::RecordKind;

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

/// Reads the desk as the next run would that keeps columns in a folder.
fn next_run(desk: &Desk, caches: &std::path::Path) -> (Outcome, bool) {
    let inputs = desk.inputs();
    let request = Request {
        inputs: &inputs,
        again: Again::All,
        open: None,
        stop: &|| false,
    };
    let mut shelf = Shelf::keeping_open(0).caching_in(caches.to_owned());
    let outcome = shelf.read(&request, &mut |_| {});
    let unsaved = shelf.unsaved();
    let written = unsaved.is_some();
    if let Some(unsaved) = unsaved {
        unsaved.save().unwrap();
    }
    (outcome, written)
}

const SHARED: &str = "[[actors]]\nid = \"ana\"\nname = \"Ana\"\nkind = \"person\"\n";

/// A briefing that takes somebody from its library, and one that does not.
fn sharing() -> Desk {
    let event =
        "[[events]]\nid = \"e\"\nwhen = \"2025-12-01\"\ntitle = \"E\"\nactors = [\"ana\"]\n";
    Desk::with(&[
        ("library.toml", SHARED),
        ("a.toml", &format!("{GOOD}{event}")),
        ("b.toml", &GOOD.replace("One", "Two")),
    ])
}

fn names(library: &Library) -> Vec<String> {
    let records = library.records();
    let all = (0..library.entries().len()).flat_map(|at| records.span(at, RecordKind::Actor));
    let names = all.map(|ix| records.row(super::super::RecordIx(ix)).text.to_owned());
    names.collect()
}

#[test]
fn what_the_library_shares_is_read_again_when_it_changes() {
    let mut desk = sharing();
    assert_eq!(names(&desk.read()), ["Ana"]);
    assert!(desk.refresh().is_none());
    desk.write("library.toml", &SHARED.replace("Ana\"", "Anna\""));
    let outcome = desk.refresh().unwrap();
    let both = ["a.toml", "library.toml"].map(|name| desk.name(name).into());
    assert_eq!(outcome.changed, both);
    assert_eq!(names(&outcome.library), ["Anna"]);
    assert!(desk.refresh().is_none(), "nothing more has changed");
    let watched = format!("{:?}", desk.shelf.watched());
    assert!(watched.contains("library.toml"), "{watched}");

    fs::remove_file(desk.folder.path().join("library.toml")).unwrap();
    let outcome = desk.refresh().unwrap();
    let entry = outcome.library.position(&desk.name("a.toml")).unwrap();
    let entry = outcome.library.entry(entry).unwrap();
    assert_eq!((entry.version, entry.errors()), (Version::LastGood, 1));
    desk.write("library.toml", SHARED);
    assert_eq!(names(&desk.refresh().unwrap().library), ["Ana"]);
}

#[test]
fn a_library_file_that_gets_errors_shares_what_it_did() {
    let mut desk = sharing();
    desk.read();
    desk.write("library.toml", &format!("{SHARED}nmae = 1\n"));
    let outcome = desk.refresh().unwrap();
    assert_eq!(outcome.changed, [desk.name("library.toml").into()]);
    let outcome = outcome.library;
    assert_eq!(names(&outcome), ["Ana"]);
    let faults: Vec<_> = outcome
        .own_faults()
        .flat_map(|(_, faults)| faults)
        .collect();
    assert_eq!(faults.len(), 1);
    assert!(outcome.entries().iter().all(|entry| entry.errors() == 0));
    desk.write("library.toml", &SHARED.replace("Ana\"", "Anna\""));
    assert_eq!(names(&desk.refresh().unwrap().library), ["Anna"]);
}

#[test]
fn columns_that_were_made_with_another_library_file_are_not_served() {
    let (desk, caches) = (sharing(), tempfile::tempdir().unwrap());
    for name in ["a.toml", "b.toml", "library.toml"] {
        age(&desk.folder.path().join(name));
    }
    assert_eq!(names(&next_run(&desk, caches.path()).0.library), ["Ana"]);
    let (second, written) = next_run(&desk, caches.path());
    assert!(!written && names(&second.library) == ["Ana"]);
    let open = load::open(second.library.entry(0).unwrap()).unwrap();
    assert!(open.content.is_some(), "it is opened with what is shared");

    desk.write("library.toml", &SHARED.replace("Ana\"", "Anna\""));
    age(&desk.folder.path().join("library.toml"));
    let (third, written) = next_run(&desk, caches.path());
    assert!(written && third.changed.len() == 1, "{:?}", third.changed);
    assert_eq!(names(&third.library), ["Anna"]);
    let (fourth, written) = next_run(&desk, caches.path());
    assert!(!written && names(&fourth.library) == ["Anna"]);
}

/// All that the columns of a library hold, in words.
fn columns(library: &Library) -> String {
    let records = library.records();
    let one = |ix: super::super::RecordIx| {
        let ids = |list: &mut dyn Iterator<Item = super::super::RecordIx>| {
            list.map(|ix| library.key(ix).unwrap().id.slug.to_string())
                .collect::<Vec<_>>()
        };
        format!(
            "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}\n",
            library.key(ix),
            records.row(ix),
            records.days(ix),
            records.bounds(ix),
            ids(&mut records.actors(ix)),
            ids(&mut records.issues(ix)),
            ids(&mut records.sources(ix)),
            ids(&mut records.members(ix)),
            records.names(ix).collect::<Vec<_>>(),
        )
    };
    let entries = library.entries().iter().enumerate();
    let of_entry = |(at, entry): (usize, &Entry)| {
        let all = records.all_of(at).map(super::super::RecordIx);
        format!(
            "{:?}\n{}",
            entry.card,
            all.map(one).collect::<Vec<_>>().concat()
        )
    };
    entries.map(of_entry).collect::<Vec<_>>().concat()
}

/// A desk with the briefings that come with the program, written long ago.
fn old_desk() -> Desk {
    let desk = Desk::with(&[]);
    let bundled = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("briefings");
    for file in fs::read_dir(bundled).unwrap().flatten() {
        if file.path().extension().is_some_and(|end| end == "toml") {
            let to = desk.folder.path().join(file.file_name());
            fs::copy(file.path(), &to).unwrap();
            age(&to);
        }
    }
    desk
}

fn age(path: &std::path::Path) {
    let file = fs::File::options().append(true).open(path).unwrap();
    let long_ago = std::time::SystemTime::now() - Duration::from_secs(3600);
    file.set_modified(long_ago).unwrap();
}

#[test]
fn the_next_run_has_the_same_columns_without_reading_the_files() {
    let (desk, caches) = (old_desk(), tempfile::tempdir().unwrap());
    let (first, written) = next_run(&desk, caches.path());
    assert!(written && first.library.entries().len() == 3);
    let (second, written) = next_run(&desk, caches.path());
    assert!(!written && second.changed.is_empty(), "nothing was read");
    assert_eq!(columns(&second.library), columns(&first.library));

    desk.write("new.toml", GOOD);
    let mut others = fs::read_dir(desk.folder.path()).unwrap().flatten();
    let other = others.find(|file| file.file_name() != "new.toml");
    fs::remove_file(other.unwrap().path()).unwrap();
    let (third, written) = next_run(&desk, caches.path());
    assert!(written && third.changed.len() == 2, "{:?}", third.changed);
    let (fourth, _) = next_run(&desk, caches.path());
    assert_eq!(columns(&fourth.library), columns(&third.library));
}

#[test]
fn a_cache_that_is_not_as_it_was_written_counts_as_not_there() {
    let (desk, caches) = (old_desk(), tempfile::tempdir().unwrap());
    let whole = columns(&next_run(&desk, caches.path()).0.library);
    let file = fs::read_dir(caches.path()).unwrap().next();
    let file = file.unwrap().unwrap().path();
    let good = fs::read(&file).unwrap();
    let flipped = |at: usize| {
        let mut bytes = good.clone();
        bytes[at] ^= 0x41;
        bytes
    };
    let step = good.len() / 40;
    let mut damaged: Vec<Vec<u8>> = (0..good.len()).step_by(step).map(flipped).collect();
    damaged.extend((0..64).map(flipped));
    damaged.extend((0..good.len()).step_by(step).map(|to| good[..to].to_vec()));
    damaged.push([&good[..], b"more"].concat());
    damaged.push(vec![0xff; good.len()]);
    for bytes in damaged {
        fs::write(&file, bytes).unwrap();
        let (read, written) = next_run(&desk, caches.path());
        assert!(written, "it is written anew");
        assert_eq!(columns(&read.library), whole);
        assert!(fs::read(&file).unwrap().len() == good.len());
    }
}

#[test]
fn columns_that_were_forged_are_read_without_harm() {
    use super::super::bytes::{Reader, Writer};
    use super::super::segment::Segment;
    let (desk, caches) = (old_desk(), tempfile::tempdir().unwrap());
    let library = next_run(&desk, caches.path()).0.library;
    let sheet = library.entry(0).unwrap().sheet.clone().unwrap();
    let mut good = Writer::default();
    sheet.segment().write(&mut good);
    let good = good.into_bytes();
    for at in (0..good.len()).step_by(good.len() / 400) {
        let mut bytes = good.clone();
        bytes[at] = !bytes[at];
        let Some(segment) = Segment::read(&mut Reader(&bytes)) else {
            continue;
        };
        let sheet = super::super::records::Sheet::new(&Arc::new(segment), 0);
        let mut entry = library.entry(0).unwrap().clone();
        entry.sheet = sheet;
        let forged = Library::new(vec![entry]);
        let all = forged.records().all_of(0).take(2_000);
        for ix in all.map(super::super::RecordIx) {
            let _ = (
                forged.key(ix),
                forged.records().row(ix),
                forged.records().days(ix),
            );
            let _ = forged.records().wholes(ix).count();
        }
    }
}
