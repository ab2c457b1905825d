//! Reading the files of a library.

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use rayon::ThreadPoolBuilder;
use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::format::{self, FolderTexts, MAX_BRIEFING, ReadFault, TextStore};
use crate::leisure;

use crate::model::{BySlug, Slug};
use crate::text::position::LineIndex;

use super::discover::{
    BundledTexts, Found, Input, Place, Refusal, Survey, Unusable, bundled_text, read_own_file,
    survey,
};
use super::own_file::OwnFile;
use super::records::pack;
use super::stamp::{Stamp, Stamping};
use super::{Content, Entry, Library};

/// Reads everything behind some inputs into a library. Files with faults are in it with their
/// diagnostics; what cannot be read at all is returned beside it.
pub fn load(inputs: &[Input]) -> (Library, Vec<Unusable>) {
    let Loaded {
        entries,
        unusable,
        libraries,
    } = entries(inputs);
    let mut entries: Vec<_> = entries.into_iter().map(|(entry, _)| entry).collect();
    pack(&mut entries.iter_mut().collect::<Vec<_>>());
    let library = Library::new(entries).with_own_files(&libraries);
    (library, unusable)
}

/// When the stored texts of briefings are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Texts {
    /// With the briefing.
    Now,
    /// When it is opened, or its words are checked.
    Later,
}

/// Where the parts of a briefing are written, for reports that point at them.
#[derive(Debug)]
pub struct Origin {
    /// The file.
    pub file: Arc<SourceFile>,
    /// Where each record begins, in bytes.
    pub places: BySlug<Range<usize>>,
    /// Where the words stand that are checked against a source, in bytes.
    pub words: BySlug<Range<usize>>,
}

/// What was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The files, each with where it is written.
    pub entries: Vec<(Entry, Origin)>,
    /// What cannot be read at all.
    pub unusable: Vec<Unusable>,
    /// The own files of the libraries that they are parts of.
    pub libraries: Vec<Arc<OwnFile>>,
}

impl Loaded {
    /// What is wrong with the libraries' own files: each by itself, and beside the briefings.
    pub fn own_faults(&mut self) -> Vec<Diagnostic> {
        if self.libraries.is_empty() {
            return Vec::new();
        }
        let entries = self.entries.iter_mut().map(|(entry, _)| entry);
        pack(&mut entries.collect::<Vec<_>>());
        let entries = self.entries.iter().map(|(entry, _)| entry.clone());
        let library = Library::new(entries.collect()).with_own_files(&self.libraries);
        let faults = library.own_faults().flat_map(|(_, faults)| faults);
        faults.cloned().collect()
    }
}

/// Reads everything behind some inputs on all cores, in the order in which it is found, with where
/// it is written.
pub fn entries(inputs: &[Input]) -> Loaded {
    let Survey {
        files,
        mut unusable,
        libraries,
        ..
    } = survey(inputs, &read_own_file);
    let mut entries = Vec::with_capacity(files.len());
    let read: Vec<_> = files.par_iter().map(read).collect();
    for one in read {
        match one {
            Ok(entry) => entries.push(entry),
            Err(reason) => unusable.push(reason),
        }
    }
    Loaded {
        entries,
        unusable,
        libraries,
    }
}

/// Reads one file with its stored texts.
///
/// # Errors
/// Where the system refuses to read the file, or it is no regular file.
pub fn read(file: &Found) -> Result<(Entry, Origin), Unusable> {
    match &file.place {
        Place::Bundled(name) => {
            let text = bundled_text(name).unwrap_or_default();
            Ok(parse(file, text.into(), Path::new(name), &BundledTexts))
        }
        Place::Refused(_, refusal) => Ok(faulty(file, refused(file, *refusal))),
        Place::Disk { path, root, .. } => {
            let base = path.parent().unwrap_or(Path::new(""));
            read_with(file, path, &FolderTexts::new(base, root))
        }
    }
}

/// Reads a file of a library again, with its stored texts; `None` where it can no longer be read,
/// or has other records by now.
pub fn open(entry: &Entry) -> Option<Entry> {
    let (now, _) = open_stamped(entry)?;
    Some(now)
}

/// The same library with some more of its briefings open, without the stored texts of their sources:
/// those that can be read, read on all cores. `None` where somebody says to stop.
pub fn with_open(
    library: &Library,
    places: &[usize],
    stop: &(dyn Fn() -> bool + Sync),
) -> Option<Library> {
    let read = |at: &usize| {
        let entry = library.entry(*at).filter(|_| !stop())?;
        let (now, _) = open_with(entry, Texts::Later)?;
        Some((*at, now.content?))
    };
    // A disk may take its time: no others are kept waiting for it.
    let threads = ThreadPoolBuilder::new().start_handler(|_| leisure::take_time());
    let threads = threads.build();
    let read: Vec<_> = match threads.ok().filter(|_| places.len() > 1) {
        Some(threads) => threads.install(|| places.par_iter().map(read).collect()),
        None => places.iter().map(read).collect(),
    };
    let mut library = library.clone();
    for (at, content) in read.iter().flatten() {
        library.reopen(*at, content);
    }
    (!stop()).then_some(library)
}

/// Reads a file of a library again, with the stamps of its stored texts.
pub(super) fn open_stamped(entry: &Entry) -> Option<(Entry, Vec<Stamp>)> {
    open_with(entry, Texts::Now)
}

fn open_with(entry: &Entry, when: Texts) -> Option<(Entry, Vec<Stamp>)> {
    let found = Found {
        name: Arc::clone(&entry.file),
        place: (**entry.place.as_ref()?).clone(),
    };
    let (now, stamps) = match &found.place {
        Place::Disk { path, root, .. } => {
            let base = path.parent().unwrap_or(Path::new(""));
            let stamping = Stamping::new(FolderTexts::new(base, root), base, when);
            let (now, _) = read_with(&found, path, &stamping).ok()?;
            (now, stamping.into_stamps())
        }
        Place::Bundled(_) | Place::Refused(..) => (read(&found).ok()?.0, Vec::new()),
    };
    let content = now.content.as_ref()?;
    let sheet = entry.sheet.as_ref()?;
    sheet.is_of(&content.briefing).then_some((now, stamps))
}

/// Reads one file on disk with stored texts from somewhere.
pub(super) fn read_with(
    file: &Found,
    path: &Path,
    texts: &dyn TextStore,
) -> Result<(Entry, Origin), Unusable> {
    Ok(match read_text(path, &file.name)? {
        Ok(text) => parse(file, text, path, texts),
        Err(diagnostic) => faulty(file, *diagnostic),
    })
}

/// What is wrong with something that is not read at all.
fn refused(file: &Found, refusal: Refusal) -> Diagnostic {
    let source = SourceFile::new(&*file.name, "");
    match refusal {
        Refusal::Outside => Diagnostic::of_file(
            &source,
            Code::FileOutside,
            "the link leads out of the folder that was opened",
        )
        .help("to read what is there too, open it as well, by its own path"),
        Refusal::NotAFile => Diagnostic::of_file(
            &source,
            Code::FileNotAFile,
            "this is a pipe, a socket or a device",
        )
        .help("put the briefing in a file, or give this another name"),
    }
}

/// A file of which there is nothing but what is wrong with it.
fn faulty(file: &Found, diagnostic: Diagnostic) -> (Entry, Origin) {
    let origin = Origin {
        file: Arc::clone(&diagnostic.file),
        places: BySlug::default(),
        words: BySlug::default(),
    };
    let entry = Entry::new(Arc::clone(&file.name), None, vec![diagnostic]);
    (entry.at(&file.place), origin)
}

fn parse(file: &Found, text: Arc<str>, path: &Path, texts: &dyn TextStore) -> (Entry, Origin) {
    let mut print = Xxh3::new();
    print.update(path.as_os_str().as_encoded_bytes());
    print.update(&[0]);
    print.update(text.as_bytes());
    if let Some(own) = file.place.library() {
        print.update(&own.print().to_le_bytes());
    }
    let source = SourceFile::new(&*file.name, text);
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    let library = file.place.library().map(|own| own.with(path));
    let parsed = format::parse_in(&source, &stem.unwrap_or_default(), texts, library);
    let content = parsed
        .briefing
        .map(|briefing| Content::new(briefing, parsed.texts));
    let name = Arc::clone(&file.name);
    let mut entry = Entry::without_records(name, content, parsed.diagnostics);
    entry.print = print.digest128();
    let entry = entry.at(&file.place);
    let origin = Origin {
        file: source,
        places: parsed.places,
        words: parsed.words,
    };
    (entry, origin)
}

/// The line, from 1, on which a record begins in a file as it is now; `None` where the record is no
/// longer in it, or the file cannot be read.
pub fn line_of(path: &Path, record: &Slug) -> Option<usize> {
    let (line, _) = Lines::of_file(path)?.of(record)?;
    Some(line)
}

/// Where the records of a briefing are written.
#[derive(Debug)]
pub struct Lines {
    file: Arc<SourceFile>,
    places: BySlug<Range<usize>>,
}

impl Lines {
    /// Where they are written in the file behind an entry, as it is now; `None` where it cannot be
    /// read.
    pub fn of_entry(entry: &Entry) -> Option<Self> {
        match entry.place.as_deref()? {
            Place::Disk { path, .. } => Self::of_file(path),
            Place::Bundled(name) => Some(Self::of_text(bundled_text(name)?.to_owned())),
            Place::Refused(..) => None,
        }
    }

    fn of_file(path: &Path) -> Option<Self> {
        let bytes = format::read_bounded(path, MAX_BRIEFING).ok()?;
        Some(Self::of_text(String::from_utf8(bytes).ok()?))
    }

    fn of_text(text: String) -> Self {
        let file = SourceFile::new("", text);
        // What the stored texts say does not matter here.
        let none = BTreeMap::<String, String>::new();
        let places = format::parse(&file, "", &none).places;
        Self { file, places }
    }

    /// The line and the column in code points, from 1, where a record begins; `None` where it is
    /// not in the file.
    pub fn of(&self, record: &Slug) -> Option<(usize, usize)> {
        let place = self.places.get(record)?;
        Some(LineIndex::new(&self.file.text).line_column(place.start))
    }
}

/// The text of a briefing file, or what is wrong with the file as a whole.
pub(super) fn read_text(
    path: &Path,
    name: &str,
) -> Result<Result<Arc<str>, Box<Diagnostic>>, Unusable> {
    let fault = |code, message: String, help: &str| {
        let file = SourceFile::new(name, "");
        Ok(Err(Box::new(
            Diagnostic::of_file(&file, code, message).help(help),
        )))
    };
    let bytes = match format::read_bounded(path, MAX_BRIEFING) {
        Ok(bytes) => bytes,
        Err(ReadFault::TooLarge(limit)) => {
            let message = format!("the file is larger than {limit} bytes");
            return fault(Code::FileTooLarge, message, "split it into several");
        }
        Err(reason) => {
            return Err(Unusable {
                path: name.to_owned(),
                reason: reason.to_string(),
            });
        }
    };
    match simdutf8::compat::from_utf8(&bytes) {
        Ok(text) => Ok(Ok(text.into())),
        Err(error) => {
            let bad = error.valid_up_to() + 1;
            let message = format!("the file is not UTF-8: the first bad byte is byte {bad}");
            fault(
                Code::FileNotUtf8,
                message,
                "save it as UTF-8 in your editor",
            )
        }
    }
}
