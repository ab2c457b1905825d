use std::fs;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, SystemTime};

use super::*;
use crate::library::Library;
use crate::library::shelf::{Again, Request, Shelf};

const BRIEFING: &str = r#"format = 1
title = "One"
as_of = "2025-12-02"
[[actors]]
id = "putin"
name = "Vladimir Putin"
kind = "person"
[[sources]]
id = "article"
title = "An article"
kind = "article"
text_file = "article.md"
[[quotes]]
id = "stands"
speaker = "putin"
text = "We are ready for this"
source = "article"
[[quotes]]
id = "does-not"
speaker = "putin"
text = "nothing of the sort was ever written"
source = "article"
[[quotes]]
id = "own-words"
speaker = "putin"
text = "that he was ready"
mode = "paraphrase"
source = "article"
"#;

/// A desk of one briefing with a text, written long ago, and a folder of caches.
struct Desk {
    folder: tempfile::TempDir,
    caches: tempfile::TempDir,
    /// How often something was written: the later, the later it was.
    turn: AtomicU64,
}

impl Desk {
    fn new() -> Self {
        let desk = Self {
            folder: tempfile::tempdir().unwrap(),
            caches: tempfile::tempdir().unwrap(),
            turn: AtomicU64::new(0),
        };
        desk.write("a.toml", BRIEFING);
        desk.write("article.md", "He said: “We are ready for this,” and left.");
        desk
    }

    /// Writes a file as if that were long ago.
    fn write(&self, name: &str, text: &str) {
        let path = self.folder.path().join(name);
        fs::write(&path, text).unwrap();
        let file = fs::File::options().append(true).open(path).unwrap();
        let long_ago = Duration::from_secs(100_000 - self.turn.fetch_add(1, Relaxed));
        file.set_modified(SystemTime::now() - long_ago).unwrap();
    }

    fn inputs(&self) -> [Input; 1] {
        [Input::Path(self.folder.path().to_owned())]
    }

    fn library(&self) -> Library {
        let inputs = self.inputs();
        let request = Request {
            inputs: &inputs,
            again: Again::All,
            open: None,
            stop: &|| false,
        };
        let mut shelf = Shelf::keeping_open(0).caching_in(self.caches.path().to_owned());
        let library = shelf.read(&request, &mut |_| {}).library;
        if let Some(unsaved) = shelf.unsaved() {
            unsaved.save().unwrap();
        }
        library
    }

    fn remembered(&self) -> Remembered {
        Remembered::read(self.caches.path(), &self.inputs())
    }

    /// What the next run knows of the briefing without checking it.
    fn known(&self) -> Option<Arc<[Standing]>> {
        self.remembered().standings(&self.library().entries()[0])
    }

    /// Checks the briefing, and writes what that shows.
    fn check(&self) -> Checked {
        let library = self.library();
        let checked = check(&library.entries()[0]).unwrap();
        let mut remembered = self.remembered();
        remembered.keep(&checked);
        remembered.save(library.entries()).unwrap();
        checked
    }
}

#[test]
fn what_was_checked_is_known_in_the_next_run() {
    let desk = Desk::new();
    assert_eq!(desk.known(), None);
    let checked = desk.check();
    assert_eq!(
        *checked.standings,
        [
            Standing::InSource(Verdict::Verbatim),
            Standing::InSource(Verdict::Missing),
            Standing::NotAsked,
        ]
    );
    assert_eq!(desk.known(), Some(checked.standings));
}

#[test]
fn what_has_changed_since_is_checked_anew() {
    let desk = Desk::new();
    desk.check();
    desk.write("article.md", "He said: “We are ready for that,” and left.");
    assert_eq!(desk.known(), None, "the text is another");
    desk.check();
    assert!(desk.known().is_some());
    desk.write(
        "a.toml",
        &BRIEFING.replace("ready for this", "ready for that"),
    );
    assert_eq!(desk.known(), None, "the words are others");
    desk.check();
    assert!(desk.known().is_some());
    fs::remove_file(desk.folder.path().join("article.md")).unwrap();
    assert_eq!(desk.known(), None, "the text is gone");
}

#[test]
fn a_text_that_was_written_just_now_may_change_unseen_and_is_checked_anew() {
    let desk = Desk::new();
    fs::write(desk.folder.path().join("article.md"), "He left.").unwrap();
    desk.check();
    assert_eq!(desk.known(), None);
}

#[test]
fn a_briefing_with_a_fault_is_checked_anew_so_that_it_is_told_again() {
    let desk = Desk::new();
    fs::remove_file(desk.folder.path().join("article.md")).unwrap();
    // With an error in it, it is no longer what the columns say.
    assert!(check(&desk.library().entries()[0]).is_none());
    desk.write("article.md", "He said: “We are ready for this,” and left.");
    let unsourced = BRIEFING.replacen("source = \"article\"\n[[quotes]]", "[[quotes]]", 1);
    desk.write("a.toml", &unsourced);
    assert_eq!(desk.check().diagnostics.len(), 1);
    assert_eq!(desk.known(), None);
}

#[test]
fn the_same_briefing_elsewhere_is_another() {
    let desk = Desk::new();
    fs::create_dir(desk.folder.path().join("b")).unwrap();
    desk.write("b/a.toml", BRIEFING);
    desk.write("b/article.md", "Nothing.");
    let library = desk.library();
    let [one, other] = [0, 1].map(|at| check(&library.entries()[at]).unwrap());
    assert_ne!(one.standings, other.standings);
    let mut remembered = desk.remembered();
    remembered.keep(&one);
    remembered.keep(&other);
    remembered.save(library.entries()).unwrap();
    let remembered = desk.remembered();
    let library = desk.library();
    let known = |at: usize| remembered.standings(&library.entries()[at]);
    assert_eq!(known(0), Some(one.standings));
    assert_eq!(known(1), Some(other.standings));
}

#[test]
fn verdicts_that_are_not_as_they_were_written_count_as_not_there() {
    let desk = Desk::new();
    desk.check();
    let mut caches = fs::read_dir(desk.caches.path()).unwrap().flatten();
    let file = caches
        .find(|file| file.path().extension().is_some_and(|end| end == ENDING))
        .unwrap()
        .path();
    let good = fs::read(&file).unwrap();
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] ^= 0x41;
        fs::write(&file, &bytes).unwrap();
        assert_eq!(desk.remembered().known.len(), 0, "byte {at}");
        fs::write(&file, &good[..at]).unwrap();
        assert_eq!(desk.remembered().known.len(), 0, "up to byte {at}");
    }
    fs::write(&file, [&good[..], b"more"].concat()).unwrap();
    assert_eq!(desk.remembered().known.len(), 0);
    fs::write(&file, &good).unwrap();
    assert!(desk.known().is_some());
}

#[test]
fn verdicts_that_were_forged_are_read_without_harm() {
    let desk = Desk::new();
    let checked = desk.check();
    let known = Known {
        texts: checked.of.1,
        standings: checked.standings,
    };
    let mut good = Writer::default();
    known.write(&mut good).unwrap();
    let good = good.into_bytes();
    for at in 0..good.len() {
        let mut bytes = good.clone();
        bytes[at] = !bytes[at];
        let _ = Known::read(&mut Reader(&bytes));
    }
}

#[test]
fn every_standing_that_is_known_can_be_written_and_read() {
    assert_eq!(number(Standing::Pending), None);
    let verdicts = Verdict::WORDS.iter().map(|(verdict, ..)| *verdict);
    let all = verdicts.flat_map(|one| [Standing::InSource(one), Standing::InAccount(one)]);
    for one in all.chain([Standing::NotAsked]) {
        assert_eq!(number(one).and_then(standing), Some(one));
    }
    assert_eq!(standing(u8::MAX), None);
}
