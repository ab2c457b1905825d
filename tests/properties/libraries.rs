//! Libraries to read: large, small, empty, broken, hostile.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use briefing::library::discover::Input;
use briefing::library::{Library, load};

use super::hostile;

/// The same library with every file closed.
fn closed(library: &Library) -> Library {
    let mut library = library.clone();
    for at in 0..library.entries().len() {
        library.close(at);
    }
    library
}

/// All of them, and one of which no briefing is open.
pub(crate) fn every() -> &'static [Arc<Library>] {
    static EVERY: OnceLock<Vec<Arc<Library>>> = OnceLock::new();
    EVERY.get_or_init(|| {
        let bundled = load::load(&[Input::Bundled]).0;
        let closed = Arc::new(closed(&bundled));
        all().iter().cloned().chain([closed]).collect()
    })
}

/// All of them that are open.
pub(crate) fn all() -> &'static [Arc<Library>] {
    static ALL: OnceLock<Vec<Arc<Library>>> = OnceLock::new();
    ALL.get_or_init(|| {
        let path = |path: &str| Input::Path(Path::new(path).to_owned());
        let loaded = |input| Arc::new(load::load(&[input]).0);
        vec![
            loaded(Input::Bundled),
            loaded(path("tests/files/everything.toml")),
            loaded(path("tests/files/library")),
            loaded(path("tests/files/library/broken.toml")),
            Arc::new(hostile::library(&hostile::examples())),
            Arc::default(),
            loaded(path("tests/files/wide")),
        ]
    })
}

/// One with so many quotations and events that they are taken together era by era, over six years: what
/// was said from a source was mostly said within some weeks, some dates are uncertain, and some records
/// have none.
pub(crate) fn long() -> &'static Library {
    static LONG: OnceLock<Library> = OnceLock::new();
    LONG.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        for briefing in 0..3 {
            let path = folder.path().join(format!("b{briefing}.toml"));
            std::fs::write(path, long_briefing(briefing)).unwrap();
        }
        let (library, unusable) = load::load(&[Input::Path(folder.path().to_owned())]);
        assert!(unusable.is_empty());
        let faults = library
            .entries()
            .iter()
            .flat_map(|entry| &*entry.diagnostics);
        let faults: Vec<_> = faults.map(|fault| &fault.message).take(9).collect();
        assert!(library.records().len() > 45_000, "{faults:?}");
        library
    })
}

fn long_briefing(briefing: usize) -> String {
    const SOURCES: usize = 80;
    let mut out = format!(
        "format = 1\nid = \"b{briefing}\"\ntitle = \"Number {briefing}\"\nas_of = 2021-01-0{}\n\
         bottom_line = \"Much was said.\"\nlanguage = \"en\"\n",
        // The newest comes first, and so not in the order of the files.
        9 - (briefing * 5) % 3
    );
    for actor in 0..5 {
        let side = ["", "side = \"a0\"\n"][usize::from(actor > 2)];
        let _ = write!(
            out,
            "\n[[actors]]\nid = \"a{actor}\"\nname = \"Actor {actor}\"\nkind = \"person\"\n{side}\
             links = {{ wikidata = \"Q{}\" }}\n",
            actor + 1
        );
    }
    for issue in 0..3 {
        let _ = write!(
            out,
            "\n[[issues]]\nid = \"i{issue}\"\ntitle = \"Issue {issue}\"\nquestion = \"Is it {issue}?\"\n"
        );
    }
    let when = |n: usize| {
        let day = n * 7 % 2_000;
        let (year, month, day) = (2015 + day / 350, day % 350 / 29 % 12 + 1, day % 28 + 1);
        match n % 97 {
            0 => format!("{year}-{month:02}?"),
            1 => format!("{year}"),
            2 => format!("{year}-{month:02}~"),
            _ => format!("{year}-{month:02}-{day:02}"),
        }
    };
    let source = |n: usize| match n % 53 {
        0 => SOURCES - 1,
        _ => n * 7 % 2_000 / 30,
    };
    for position in 0..20 {
        let _ = write!(
            out,
            "\n[[positions]]\nid = \"p{position}\"\nactor = \"a{}\"\nissue = \"i{}\"\n\
             stance = \"support\"\nsummary = \"It is {position}.\"\nevidence = [\"q{position}\"]\n",
            position % 5,
            position % 3
        );
    }
    for quote in 0..7_500 {
        let _ = write!(
            out,
            "\n[[quotes]]\nid = \"q{quote}\"\nspeaker = [\"a{}\"]\ntext = \"I said {quote}.\"\n\
             source = \"s{}\"\nsaid = \"{}\"\nissues = [\"i{}\"]\n",
            quote % 5,
            source(quote),
            when(quote),
            quote % 3
        );
    }
    for event in 0..7_500 {
        let _ = write!(
            out,
            "\n[[events]]\nid = \"e{event}\"\nwhen = \"{}\"\ntitle = \"It came to {event}.\"\n\
             kind = \"statement\"\nactors = [\"a{}\"]\nissues = [\"i{}\"]\ncites = [\"s{}\", \"s{}\"]\n",
            when(event + briefing),
            event % 5,
            event % 3,
            source(event),
            event % 3
        );
    }
    for source in 0..SOURCES {
        let _ = write!(
            out,
            "\n[[sources]]\nid = \"s{source}\"\ntitle = \"Source {source}\"\nkind = \"article\"\n\
             date = \"{}\"\n",
            2014 + source % 7
        );
    }
    out
}
