use std::fs::File;
use std::time::Duration;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::model::date::DayRange;
use crate::model::{ActorId, IssueId, QuoteId, Slug, SourceId};
use crate::query::Query;

fn slug(text: &str) -> Slug {
    Slug::new(text).unwrap()
}

fn session() -> Session {
    let quote = Name(QuoteId(slug("q-1")).record());
    let lists = [(
        "quotes".to_owned(),
        ListPlace {
            selected: Some(quote.clone()),
            row: 3,
            order: "newest".to_owned(),
        },
    )];
    let position = Slug::of_position(&IssueId(slug("i")), &ActorId(slug("a")));
    let filter = Narrowed {
        actors: vec![Name(ActorId(slug("a")).record())],
        days: DayRange {
            from: None,
            to: NaiveDate::from_ymd_opt(2025, 12, 2),
        },
        query: Query::parse("plan OR \"a b\"").unwrap(),
        ..Narrowed::default()
    };
    let detail = Detail {
        shows: Shown::Passage {
            source: Name(SourceId(slug("s")).record()),
            record: Some(Name(crate::model::PositionId(position).record())),
            candidate: 2,
        },
        follows: false,
        top: Line {
            paragraph: 4,
            byte: 120,
        },
        link: Some(7),
    };
    Session {
        focus: "detail".to_owned(),
        list: "quotes".to_owned(),
        seen: ["sources".to_owned(), "plans".to_owned()],
        zoomed: true,
        lists: lists.into(),
        detail,
        view: ViewPlace {
            name: "timeline".to_owned(),
            day: NaiveDate::from_ymd_opt(2025, 11, 30),
            order: 1,
            zoom: -2,
            cell: Some(CellName(
                Part::Record(Name(ActorId(slug("a-1")).record())),
                Part::Number(739_000),
            )),
            row: 5,
            left: 40,
        },
        filter,
        briefings: Shelved {
            order: "title".to_owned(),
            groups: "tag".to_owned(),
            scene: "library".to_owned(),
        },
    }
}

#[test]
fn what_is_written_is_read_again() {
    let session = session();
    let bytes = session.to_bytes().unwrap();
    assert_eq!(Session::from_bytes(&bytes), Some(session));
}

#[test]
fn a_file_from_before_there_were_days_in_it_is_read() {
    let session = session();
    let text = String::from_utf8(session.to_bytes().unwrap()).unwrap();
    let older = text.replace("\"days\":{\"from\":null,\"to\":\"2025-12-02\"},", "");
    assert_ne!(text, older);
    let mut without = session;
    without.filter.days = DayRange::default();
    assert_eq!(Session::from_bytes(older.as_bytes()), Some(without));
}

#[test]
fn a_file_from_before_there_were_views_in_it_is_read() {
    let session = session();
    let text = String::from_utf8(session.to_bytes().unwrap()).unwrap();
    let view = serde_json::to_string(&session.view).unwrap();
    let older = text.replace(&format!("\"view\":{view},"), "");
    assert_ne!(text, older);
    let mut without = session;
    without.view = ViewPlace::default();
    assert_eq!(Session::from_bytes(older.as_bytes()), Some(without));
}

#[test]
fn what_is_foreign_counts_as_not_there() {
    let good = String::from_utf8(session().to_bytes().unwrap()).unwrap();
    let bad = [
        String::new(),
        "{}".to_owned(),
        "[[[[[[[[".repeat(5000),
        good.replace("\"version\":1", "\"version\":2"),
        good.replace("quote:q-1", "quote:q 1"),
        good.replace("quote:q-1", "quote:../../q"),
        good.replace("quote:q-1", "quotation:q-1"),
        good.replace("actor:a", "actor:a\\u001b[2J"),
        good.replace("2025-12-02", "2025-13-02"),
        good.replace("actor:a-1", "actor:a-1\\u001b[2J"),
        good.replace("739000", "-1"),
        good.replace("739000", "4294967296"),
        good.replace("\"zoom\":-2", "\"zoom\":-200"),
        good.replace("\"row\":3", "\"row\":-1"),
        good.replace("\"row\":3", "\"row\":1e99"),
    ];
    for text in bad {
        assert_ne!(text, good);
        assert_eq!(Session::from_bytes(text.as_bytes()), None, "{text}");
    }
    let query = good.replace("plan OR", "plan \\u001b[2J\\u202e OR");
    let query = Session::from_bytes(query.as_bytes()).unwrap().filter.query;
    assert!(!query.as_str().contains(['\u{1b}', '\u{202e}']), "{query}");
    let query = good.replace("plan OR", "((((");
    let query = Session::from_bytes(query.as_bytes()).unwrap().filter.query;
    assert!(query.is_empty());
}

/// Files of a written session with bytes of it replaced by others.
fn damaged() -> impl Strategy<Value = Vec<u8>> {
    let good = session().to_bytes().unwrap();
    let places = prop::collection::vec((0..good.len(), any::<u8>()), 1..8);
    (places, 0..=good.len()).prop_map(move |(places, end)| {
        let mut bytes = good.clone();
        for (at, byte) in places {
            bytes[at] = byte;
        }
        bytes.truncate(end.max(good.len() / 2));
        bytes
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_stands_in_a_file_it_is_read_without_harm(
        bytes in prop_oneof![prop::collection::vec(any::<u8>(), 0..200), damaged()],
    ) {
        if let Some(session) = Session::from_bytes(&bytes) {
            let again = session.to_bytes().unwrap();
            prop_assert_eq!(Session::from_bytes(&again), Some(session));
        }
    }
}

/// A library of one file, and a journal.
struct Desk {
    folder: tempfile::TempDir,
    journal: Journal,
}

impl Desk {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let journal = Journal::new(&folder.path().join("state"));
        let text = "format = 1\ntitle = \"A\"\nas_of = \"2025-12-02\"\n";
        fs::write(folder.path().join("a.toml"), text).unwrap();
        Self { folder, journal }
    }

    fn library(&self, path: &str) -> Library {
        let input = crate::library::discover::Input::Path(self.folder.path().join(path));
        crate::library::load::load(&[input]).0
    }

    fn leave(&self, library: &Library) {
        let leaving = Leaving {
            whose: Whose::of(&library.entries()[0]),
            session: session(),
        };
        self.journal.write(&leaving).unwrap();
    }

    fn files(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(&self.journal.folder).unwrap();
        entries.map(|entry| entry.unwrap().path()).collect()
    }
}

#[test]
fn a_briefing_is_known_by_every_path_to_it() {
    let desk = Desk::new();
    let library = desk.library("a.toml");
    assert_eq!(desk.journal.read(&library), Left::default());
    desk.leave(&library);
    fs::create_dir(desk.folder.path().join("sub")).unwrap();
    let again = desk.library("sub/../a.toml");
    let left = desk.journal.read(&again);
    assert_eq!(left.sessions.len(), 1);
    assert_eq!(left.last.as_ref(), Some(&again.entries()[0].file));
    assert_eq!(desk.files().len(), 1);
}

#[test]
#[cfg(unix)]
fn a_briefing_is_known_behind_links_to_it_and_to_its_folder() {
    let desk = Desk::new();
    desk.leave(&desk.library("a.toml"));
    let linked = |name: &str| desk.folder.path().join(name);
    std::os::unix::fs::symlink(linked("a.toml"), linked("b.toml")).unwrap();
    fs::create_dir(linked("desk")).unwrap();
    std::os::unix::fs::symlink(linked("a.toml"), linked("desk/c.toml")).unwrap();
    std::os::unix::fs::symlink(desk.folder.path(), linked("here")).unwrap();
    for path in ["b.toml", "desk/c.toml", "here/a.toml", "here/desk/c.toml"] {
        let again = desk.library(path);
        assert_eq!(desk.journal.read(&again).sessions.len(), 1, "{path}");
    }
}

#[test]
fn a_file_too_large_and_what_is_no_file_count_as_not_there() {
    let desk = Desk::new();
    let library = desk.library("a.toml");
    desk.leave(&library);
    let file = desk.files().remove(0);
    let mut text = fs::read(&file).unwrap();
    text.resize(MAX_FILE + 1, b' ');
    fs::write(&file, text).unwrap();
    assert_eq!(desk.journal.read(&library), Left::default());
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert_eq!(desk.journal.read(&library), Left::default());
}

#[test]
#[cfg(unix)]
fn a_link_is_replaced_and_what_it_leads_to_left_alone() {
    let desk = Desk::new();
    let library = desk.library("a.toml");
    desk.leave(&library);
    let file = desk.files().remove(0);
    let precious = desk.folder.path().join("precious");
    fs::write(&precious, "precious").unwrap();
    fs::remove_file(&file).unwrap();
    std::os::unix::fs::symlink(&precious, &file).unwrap();
    desk.leave(&library);
    assert_eq!(fs::read(&precious).unwrap(), b"precious");
    assert_eq!(desk.journal.read(&library).sessions.len(), 1);
}

#[test]
fn the_oldest_of_too_many_are_forgotten_and_no_others() {
    let desk = Desk::new();
    let library = desk.library("a.toml");
    fs::create_dir_all(&desk.journal.folder).unwrap();
    for n in 0..MAX_FILES + 2 {
        let file = File::create(desk.journal.folder.join(format!("{n:032x}.json"))).unwrap();
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(n as u64);
        file.set_modified(time).unwrap();
    }
    let other = desk.journal.folder.join("notes.json");
    fs::write(&other, "").unwrap();
    desk.leave(&library);
    assert!(other.exists());
    let name = |n: u32| desk.journal.folder.join(format!("{n:032x}.json"));
    assert!([0, 1, 2].iter().all(|n| !name(*n).exists()));
    assert!(name(3).exists());
    assert_eq!(desk.files().len(), MAX_FILES + 1);
    assert_eq!(desk.journal.read(&library).sessions.len(), 1);
}
