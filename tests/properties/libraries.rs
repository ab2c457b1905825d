//! Libraries to read: large, small, empty, broken, hostile.

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
