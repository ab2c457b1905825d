//! The files of a library as they were read last, so that only what has changed is read again.

use std::collections::{BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use rayon::prelude::*;
use xxhash_rust::xxh3::Xxh3;

use crate::format::FolderTexts;
use crate::leisure::by_and_by;

use super::cache::{self, Files, Known};
use super::discover::{Found, Input, Place, Survey, Unusable, bundled_text, survey};
use super::kept::{self, Kept};
use super::load::{self, Texts};
use super::own_file::{OwnFile, Reach};
use super::records::pack;
use super::stamp::{Stamp, Stamping};
use super::watch::Watched;
use super::{Entry, Library, Version};

/// How long an editor that writes a file in place is given to write the first byte.
const EMPTY_FOR: Duration = Duration::from_millis(150);

/// How many bytes of briefings are kept open. Of a library with more, columns alone are kept, and a
/// briefing is read again when it is opened.
const OPEN_UP_TO: u64 = 8 << 20;

/// How many files are put into columns together, at most.
const TOGETHER: usize = 32;

/// How often a core comes back for more files, at least: few may be large.
const TURNS: usize = 8;

/// After so long it is first told what was read so far, and then ever more rarely.
const FIRST_TOLD: Duration = Duration::from_millis(60);

/// What is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Again {
    /// Every file.
    All,
    /// What looks as if it had changed.
    Changed,
}

/// What is to be read.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The files and folders.
    pub inputs: &'a [Input],
    /// What of them.
    pub again: Again,
    /// The file that somebody is reading: it is kept even if it can no longer be read.
    pub open: Option<&'a str>,
    /// Whether no more is to be read: what was read by then is all there is.
    pub stop: &'a (dyn Fn() -> bool + Sync),
}

/// What was read of a library so far.
#[derive(Debug)]
pub struct Partial {
    /// It.
    pub library: Library,
    /// How many files that is.
    pub read: usize,
    /// How many there are.
    pub files: usize,
}

/// The files of a library as they were read last.
#[derive(Debug, Default)]
pub struct Shelf {
    known: Files,
    /// The libraries' own files.
    libraries: Vec<Arc<OwnFile>>,
    problems: Vec<String>,
    /// What was read last, and the folders that were looked through for it.
    looked: (Vec<Input>, Vec<PathBuf>),
    open_up_to: Option<u64>,
    /// Where the columns of large libraries are kept between runs.
    caches: Option<PathBuf>,
    /// Whether the cache says less than what is known, and where it is.
    unsaved: Option<PathBuf>,
}

/// What is to be written into a cache.
#[derive(Debug)]
pub struct Unsaved {
    path: PathBuf,
    known: Files,
}

impl Unsaved {
    /// Writes the cache.
    ///
    /// # Errors
    /// When it cannot be written; the old one then still stands.
    pub fn save(&self) -> std::io::Result<()> {
        cache::write(&self.path, &self.known)
    }
}

/// What reading the files has brought.
#[derive(Debug)]
pub struct Outcome {
    /// All of them.
    pub library: Library,
    /// What could not be read at all, in a line each.
    pub problems: Vec<String>,
    /// The files that say something else than before, are new or gone.
    pub changed: Vec<Arc<str>>,
}

/// A file that was found, as it was then.
struct Seen {
    file: Found,
    stamp: Option<Stamp>,
}

impl Seen {
    fn new(file: Found) -> Self {
        let stamp = match &file.place {
            Place::Disk { path, .. } => Some(Stamp::of(path)),
            Place::Bundled(_) | Place::Refused(..) => None,
        };
        Self { file, stamp }
    }

    fn bytes(&self) -> u64 {
        match &self.file.place {
            Place::Bundled(name) => bundled_text(name).map_or(0, |text| text.len() as u64),
            _ => self.stamp.as_ref().map_or(0, Stamp::bytes),
        }
    }
}

type Read = Result<(Known, bool), Unusable>;

impl Shelf {
    /// A shelf that keeps briefings open up to so many bytes of them.
    pub fn keeping_open(bytes: u64) -> Self {
        Self {
            open_up_to: Some(bytes),
            ..Self::default()
        }
    }

    /// The same shelf, which keeps the columns of large libraries in a folder between runs.
    #[must_use]
    pub fn caching_in(mut self, folder: PathBuf) -> Self {
        self.caches = Some(folder);
        self
    }

    /// What is to be written into the cache, where something is.
    pub fn unsaved(&mut self) -> Option<Unsaved> {
        Some(Unsaved {
            path: self.unsaved.take()?,
            known: self.known.clone(),
        })
    }

    /// Reads the files behind some inputs, on all cores; tells from time to time what was read so
    /// far.
    ///
    /// A file that can no longer be understood keeps the content that it had, with its new faults.
    /// A file that can no longer be read at all is dropped, unless it is the one that somebody is
    /// reading.
    pub fn read(&mut self, request: &Request<'_>, tell: &mut dyn FnMut(Partial)) -> Outcome {
        let is_first = self.known.is_empty();
        let cache = self.caches.as_ref();
        let cache = cache.map(|folder| cache::place(folder, request.inputs));
        // It is read meanwhile, for it may be needed.
        let cached = || cache.as_deref().filter(|_| is_first).map(cache::read);
        let ((files, found), cached) = rayon::join(|| self.look(request), cached);
        let bytes: u64 = files.iter().map(Seen::bytes).sum();
        let texts = if bytes > self.open_up_to.unwrap_or(OPEN_UP_TO) {
            Texts::Later
        } else {
            Texts::Now
        };
        let cache = cache.filter(|_| texts == Texts::Later);
        let mut again = request.again;
        let begun = !self.known.is_empty();
        if let Some(cached) = cached.filter(|one| cache.is_some() && !one.is_empty()) {
            self.known = cached;
            again = Again::Changed;
        }
        let request = &Request { again, ..*request };
        let mut problems = found.unusable;
        let mut known =
            Files::with_capacity_and_hasher(files.len(), foldhash::fast::RandomState::default());
        let mut changed = Vec::new();
        let libraries = &found.libraries;
        for (at, read) in self.read_all((&files, texts, libraries), request, tell) {
            let Some(seen) = files.get(at) else { continue };
            match read {
                Ok((one, differs)) => {
                    if differs {
                        changed.push(Arc::clone(&seen.file.name));
                    }
                    known.insert(key(&seen.file), one);
                }
                Err(reason) => problems.push(reason),
            }
        }
        for (key, mut gone) in std::mem::take(&mut self.known) {
            if known.contains_key(&key) {
                continue;
            }
            let kept = request.open == Some(&*gone.entry.file) && gone.entry.content.is_some();
            if !kept || gone.entry.version != Version::Lost {
                changed.push(Arc::clone(&gone.entry.file));
            }
            let taken = known.values().any(|one| one.entry.file == gone.entry.file);
            if kept && !taken {
                gone.entry.version = Version::Lost;
                gone.entry.diagnostics = Arc::default();
                gone.stamps = Arc::default();
                known.insert(key, gone);
            }
        }
        if !changed.is_empty() && !(request.stop)() {
            self.unsaved = cache;
        }
        self.known = known;
        if begun {
            let own_files = (&*self.libraries, &*found.libraries);
            changed.extend(changed_own_files(own_files.0, own_files.1));
        }
        self.libraries = found.libraries;
        self.looked = (request.inputs.to_vec(), found.folders);
        self.problems = problems.iter().map(ToString::to_string).collect();
        Outcome {
            library: Library::new(self.known.values().map(|one| one.entry.clone()).collect())
                .with_own_files(&self.libraries),
            problems: self.problems.clone(),
            changed,
        }
    }

    /// Looks through some inputs: the files as they are now, and what else was found.
    fn look(&self, request: &Request<'_>) -> (Vec<Seen>, Survey) {
        let mut found = survey(request.inputs, &|path, reach| {
            self.own_file((path, reach), request.again)
        });
        let files = std::mem::take(&mut found.files);
        (files.into_par_iter().map(Seen::new).collect(), found)
    }

    /// Reads files on all cores while this thread puts together what has come; by the places of the
    /// files, in any order.
    fn read_all(
        &self,
        (files, texts, libraries): (&[Seen], Texts, &[Arc<OwnFile>]),
        request: &Request<'_>,
        tell: &mut dyn FnMut(Partial),
    ) -> Vec<(usize, Read)> {
        let mut all = Vec::with_capacity(files.len());
        let turns = rayon::current_num_threads() * TURNS;
        let together = (files.len() / turns).clamp(1, TOGETHER);
        let (sender, arrived) = channel();
        let mut after = FIRST_TOLD;
        let mut last = Instant::now();
        thread::scope(|scope| {
            scope.spawn(move || {
                let chunks = files.par_chunks(together).enumerate();
                chunks.for_each_with(sender, |sender, (n, chunk)| {
                    if !(request.stop)() {
                        let read = self.chunk(chunk, request.again, texts);
                        // The other end waits for all of them.
                        let _ = sender.send((n * together, read));
                    }
                });
            });
            for (first, read) in arrived {
                all.extend((first..).zip(read));
                // What is kept open is read before anybody has looked.
                let due = texts == Texts::Later && last.elapsed() >= after;
                if due && all.len() < files.len() {
                    let entries = all.iter().filter_map(|(_, read)| read.as_ref().ok());
                    tell(Partial {
                        library: Library::new(entries.map(|(one, _)| one.entry.clone()).collect())
                            .with_own_files(libraries),
                        read: all.len(),
                        files: files.len(),
                    });
                    after = after.mul_f64(1.5);
                    last = Instant::now();
                }
            }
        });
        all
    }

    /// Reads some files, and puts the records of those that are new into columns together.
    fn chunk(&self, files: &[Seen], again: Again, texts: Texts) -> Vec<Read> {
        let mut read: Vec<Read> = files
            .iter()
            .map(|seen| self.one(seen, again, texts))
            .collect();
        let known = read.iter_mut().flatten().map(|(one, _)| &mut one.entry);
        let mut entries: Vec<&mut Entry> = known.filter(|entry| entry.sheet.is_none()).collect();
        pack(&mut entries);
        if texts == Texts::Later {
            for (one, _) in read.iter_mut().flatten() {
                one.entry.close();
            }
        }
        read
    }

    /// The same where something has changed since it was read last.
    pub fn refresh(&mut self, inputs: &[Input], open: Option<&str>) -> Option<Outcome> {
        let problems = self.problems.clone();
        let request = Request {
            inputs,
            again: Again::Changed,
            open,
            stop: &|| false,
        };
        let outcome = self.read(&request, &mut |_| {});
        if self.known.values().any(|one| one.texts.is_some()) {
            self.look_at_texts();
        }
        let differs = !outcome.changed.is_empty() || outcome.problems != problems;
        differs.then_some(outcome)
    }

    /// Looks at the stored texts of the briefings that are not open, so that a change of them is
    /// noticed later. What is made of their words afterwards is made of what they were, or later.
    pub fn look_at_texts(&mut self) {
        let closed = self
            .known
            .values_mut()
            .filter(|one| one.texts.is_none() && one.entry.content.is_none());
        by_and_by(closed).for_each(|one| one.texts = Some(Kept::of(&one.entry)));
    }

    /// What has to be watched to notice that reading again would bring something else.
    pub fn watched(&self) -> Watched {
        let (inputs, folders) = &self.looked;
        let mut texts = BTreeSet::new();
        for one in by_and_by(self.known.values()).filter(|one| one.texts.is_some()) {
            kept::folders(&one.entry, &mut texts);
        }
        Watched::of(inputs, folders.clone(), self.texts()).with_texts_in(texts)
    }

    /// The files that briefings take their texts from, and the briefings.
    fn texts(&self) -> impl Iterator<Item = &Path> {
        let stamps = self.known.values().flat_map(|one| &*one.stamps);
        let own = self.libraries.iter().flat_map(|own| own.files());
        stamps.map(Stamp::path).chain(own)
    }

    /// Reads a library's own file, unless it is as it was; with errors it still shares what it did.
    fn own_file(&self, at: (&Path, Reach), again: Again) -> (Arc<OwnFile>, Option<Unusable>) {
        let mut libraries = self.libraries.iter();
        let before = libraries.find(|own| *own.path == *at.0 && own.reach == at.1);
        let Some(before) = before else {
            let (now, unusable) = OwnFile::read(at.0, at.1);
            return (Arc::new(now), unusable);
        };
        if again == Again::Changed && before.is_as_it_was() {
            return (Arc::clone(before), None);
        }
        let (now, unusable) = OwnFile::read(at.0, at.1);
        (Arc::new(now.or_before(before)), unusable)
    }

    /// One file, and whether it says something else than before.
    fn one(&self, seen: &Seen, again: Again, texts: Texts) -> Read {
        let before = self.known.get(&key(&seen.file));
        let before = before.filter(|one| one.entry.file == seen.file.name);
        let same_texts = before.is_none_or(Known::has_same_texts);
        let refused = matches!(seen.file.place, Place::Refused(..));
        let as_it_was = |one: &&Known| {
            let looks_so = || {
                let library = seen.file.place.library();
                one.library == library.map_or(0, |own| own.print())
                    && one.is_as_it_was(seen.stamp.as_ref())
            };
            again == Again::Changed && !refused && same_texts && looks_so()
        };
        if let Some(before) = before.filter(as_it_was) {
            return Ok((before.placed(&seen.file), false));
        }
        let (mut now, mut empty) = read(seen, texts)?;
        if empty && before.is_some_and(|before| before.entry.is_readable()) {
            // Emptied to be written anew, most likely.
            thread::sleep(EMPTY_FOR);
            let again = Seen::new(seen.file.clone());
            (now, empty) = read(&again, texts)?;
        }
        let _ = empty;
        let Some(before) = before else {
            return Ok((now, true));
        };
        let is_same = same_texts && before.says_the_same(&now);
        if before.entry.version != Version::Lost && is_same {
            let same = Known {
                stamps: now.stamps,
                library: now.library,
                ..before.placed(&seen.file)
            };
            return Ok((same, false));
        }
        if !now.entry.is_readable() && before.entry.is_readable() {
            let kept = before.entry.clone();
            now.entry.card = kept.card;
            now.entry.content = kept.content;
            now.entry.sheet = kept.sheet;
            now.entry.version = Version::LastGood;
        }
        Ok((now, true))
    }
}

impl Known {
    /// The same where it was found now.
    fn placed(&self, file: &Found) -> Self {
        let mut known = self.clone();
        if file.place.library().is_some() {
            known.entry.place = Some(Arc::new(file.place.clone()));
        }
        known
    }

    /// Whether nothing has changed that it was read from, of which one file was looked at already.
    fn is_as_it_was(&self, seen: Option<&Stamp>) -> bool {
        let holds = |stamp: &Stamp| match seen {
            Some(seen) if seen.path() == stamp.path() => stamp.is_still(seen),
            _ => stamp.holds(),
        };
        !self.stamps.is_empty() && self.stamps.iter().all(holds)
    }

    /// Whether its stored texts are what they were, as far as they were looked at.
    fn has_same_texts(&self) -> bool {
        self.texts.is_none_or(|texts| texts.holds(&self.entry))
    }

    fn says_the_same(&self, now: &Self) -> bool {
        self.print == now.print
    }
}

/// The libraries' own files that say something else than before, are new or gone.
fn changed_own_files(before: &[Arc<OwnFile>], now: &[Arc<OwnFile>]) -> Vec<Arc<str>> {
    let other = |one: &&Arc<OwnFile>, others: &[Arc<OwnFile>]| {
        !others.iter().any(|other| one.says_the_same(other))
    };
    let new = now.iter().filter(|one| other(one, before));
    let stays = |one: &&Arc<OwnFile>| now.iter().any(|other| other.path == one.path);
    let gone = before.iter().filter(|one| !stays(one));
    new.chain(gone).map(|one| Arc::clone(&one.name)).collect()
}

/// What a file is known by, however it is named.
fn key(file: &Found) -> PathBuf {
    match &file.place {
        Place::Disk { path, .. } | Place::Refused(path, _) => path.clone(),
        Place::Bundled(name) => Path::new("bundled:").join(name),
    }
}

/// Reads a file; says as well whether there is nothing in it.
fn read(seen: &Seen, texts: Texts) -> Result<(Known, bool), Unusable> {
    let file = &seen.file;
    let Place::Disk { path, root, .. } = &file.place else {
        let (entry, origin) = load::read(file)?;
        return Ok((Known::of(entry, Vec::new(), &origin.file.text), false));
    };
    let base = path.parent().unwrap_or(Path::new(""));
    // What changes while it is read has another stamp afterwards.
    let first = seen.stamp.clone();
    let stamping = Stamping::new(FolderTexts::new(base, root), base, texts);
    let (entry, origin) = load::read_with(file, path, &stamping)?;
    let stamps = first.into_iter().chain(stamping.into_stamps()).collect();
    let text = &origin.file.text;
    Ok((Known::of(entry, stamps, text), text.is_empty()))
}

impl Known {
    fn of(entry: Entry, stamps: Vec<Stamp>, text: &str) -> Self {
        let mut hasher = Xxh3::new();
        hasher.update(text.as_bytes());
        let content = entry.content.as_deref();
        for text in content.iter().flat_map(|content| content.texts.values()) {
            hasher.update(&[0xff]);
            hasher.update(text.original().as_bytes());
        }
        for fault in &*entry.diagnostics {
            hasher.update(format!("{:?} {:?}", fault.code, fault.span).as_bytes());
            hasher.update(fault.message.as_bytes());
        }
        let library = entry.place.as_ref().and_then(|place| place.library());
        let library = library.map_or(0, |own| own.print());
        if content.is_some_and(|content| !content.briefing.shared.is_empty()) {
            hasher.update(&library.to_le_bytes());
        }
        let print = hasher.digest128();
        Self {
            entry,
            stamps: stamps.into(),
            print,
            library,
            texts: None,
        }
    }
}

/// The names of some files, for a message: one, or how many.
pub fn named(files: &[Arc<str>]) -> String {
    let names: HashSet<_> = files.iter().collect();
    match (names.len(), files.first()) {
        (1, Some(name)) => {
            let end = name.rsplit('/').next().unwrap_or(name);
            end.to_owned()
        }
        (count, _) => format!("{count} files"),
    }
}

#[cfg(test)]
mod tests;
