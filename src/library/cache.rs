//! The columns of a large library on disk, so that the next start need not read its files.
//!
//! A cache is only ever a copy of what can be read again. It belongs to the paths that were opened
//! and to one version of its layout; a file counts as known from it where its size, times and number
//! are what they were. Whatever is not as it was written, by a sum over each part, is thrown away.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::folders;
use crate::leisure::by_and_by;

use super::bytes::{Reader, Writer};
use super::card::Words;
use super::discover::{Input, Place};
use super::kept::Kept;
use super::records::Sheet;
use super::segment::Segment;
use super::stamp::Stamp;
use super::{Card, Entry, Version};

/// What every cache begins with: a name, and the version of the layout. It changes with every change
/// of what columns hold or how they are read from a briefing.
const HEAD: &[u8; 16] = b"briefing cache14";

/// How many caches are kept.
const KEPT: usize = 8;

/// The ending of a cache's name.
const ENDING: &str = "columns";

/// Files by their paths.
pub(super) type Files = HashMap<PathBuf, Known, foldhash::fast::RandomState>;

/// A file as it was read.
#[derive(Clone, Debug)]
pub(super) struct Known {
    pub entry: Entry,
    pub stamps: Arc<[Stamp]>,
    /// A hash of the file, of what was read beside it and of what is wrong with it.
    pub print: u128,
    /// What tells the library's own file that it was read with from others; 0 without one.
    pub library: u128,
    /// What the stored texts were of a briefing that is not open, once they were looked at.
    pub texts: Option<Kept>,
}

/// Where the cache of some inputs is, in a folder of caches.
pub(super) fn place(folder: &Path, inputs: &[Input]) -> PathBuf {
    let mut hasher = Xxh3::new();
    for input in inputs {
        match input {
            Input::Path(path) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                hasher.update(path.as_os_str().as_encoded_bytes());
                hasher.update(&[0]);
                hasher.update(whole.as_os_str().as_encoded_bytes());
            }
            Input::Bundled => hasher.update(&[1]),
        }
        hasher.update(&[0]);
    }
    folder.join(format!("{:032x}.{ENDING}", hasher.digest128()))
}

/// Writes what is known of some files.
///
/// # Errors
/// When the cache cannot be written; the old one then still stands.
pub(super) fn write(path: &Path, known: &Files) -> io::Result<()> {
    let mut segments: Vec<&Arc<Segment>> = Vec::new();
    let mut numbers = HashMap::new();
    let mut files = Writer::default();
    let can_be_kept = |one: &&Known| {
        let entry = &one.entry;
        entry.is_readable() && entry.version == Version::Current && entry.place.is_some()
    };
    let kept: Vec<&Known> = known.values().filter(can_be_kept).collect();
    for one in by_and_by(kept) {
        let Some(sheet) = &one.entry.sheet else {
            continue;
        };
        let segment = sheet.segment();
        let number = *numbers.entry(Arc::as_ptr(segment)).or_insert_with(|| {
            segments.push(segment);
            segments.len() - 1
        });
        // A path that is no text is read again instead.
        let mut one_file = Writer::default();
        if file(&mut one_file, one, (number, sheet.part())).is_some() {
            files.bytes(&one_file.into_bytes());
        }
    }
    folders::write_with(path, |out| {
        let count = segments.len() + 1;
        // The sums are known at last.
        out.write_all(&vec![0; HEAD.len() + 8 + count * 16 + 8])?;
        let mut head = Writer::default();
        head.number(count as u64);
        let mut write = |part: &Writer| {
            let mut sum = Xxh3::new();
            for piece in part.pieces() {
                sum.update(piece);
                out.write_all(piece)?;
            }
            head.number(part.len() as u64);
            head.number(sum.digest());
            io::Result::Ok(())
        };
        write(&files)?;
        let mut columns = files;
        for segment in segments {
            columns.clear();
            segment.write(&mut columns);
            write(&columns)?;
        }
        let head = head.into_bytes();
        out.seek(SeekFrom::Start(0))?;
        out.write_all(HEAD)?;
        out.write_all(&head)?;
        out.write_all(&xxh3_64(&head).to_le_bytes())
    })?;
    prune(path);
    Ok(())
}

/// Writes another sort of cache: what it begins with, what it holds, and a sum over both.
///
/// # Errors
/// When it cannot be written; the old one then still stands.
pub(super) fn write_whole(path: &Path, head: &[u8], body: &[u8]) -> io::Result<()> {
    let mut sum = Xxh3::new();
    sum.update(head);
    sum.update(body);
    folders::write_with(path, |out| {
        out.write_all(head)?;
        out.write_all(body)?;
        out.write_all(&sum.digest().to_le_bytes())
    })?;
    prune(path);
    Ok(())
}

/// Removes caches of a sort that were not written for the longest, and those that were never finished.
fn prune(path: &Path) {
    let Some(folder) = path.parent() else {
        return;
    };
    folders::clear_away(folder);
    let Ok(entries) = folder.read_dir() else {
        return;
    };
    let caches = entries.flatten().filter_map(|entry| {
        let one = entry.path();
        let is_one = one.extension() == path.extension();
        let modified = entry.metadata().ok()?.modified().ok()?;
        is_one.then_some((modified, one))
    });
    let mut caches: Vec<_> = caches.collect();
    caches.sort();
    for (_, old) in caches.iter().rev().skip(KEPT) {
        // Another run may have removed it already.
        let _ = std::fs::remove_file(old);
    }
}

fn file(out: &mut Writer, known: &Known, (segment, part): (usize, usize)) -> Option<()> {
    let (Some(card), Some(place)) = (&known.entry.card, &known.entry.place) else {
        return None;
    };
    let Place::Disk { path, root, .. } = &**place else {
        return None;
    };
    out.text(path.to_str()?);
    out.text(root.to_str()?);
    out.text(&known.entry.file);
    out.number(segment as u64);
    out.number(part as u64);
    out.bytes(&known.print.to_le_bytes());
    out.bytes(&known.library.to_le_bytes());
    out.bytes(&known.entry.print.to_le_bytes());
    out.text(&card.id);
    out.text(&card.title);
    out.number(u64::from(card.as_of.num_days_from_ce().cast_unsigned()));
    out.texts(card.bottom_line.as_slice().iter().map(String::as_str));
    out.texts(card.tags.iter().map(String::as_str));
    out.number(known.stamps.len() as u64);
    for stamp in &*known.stamps {
        stamp.write(out)?;
    }
    Some(())
}

/// What a cache says of files; nothing where there is none, or it is not what was written.
pub(super) fn read(path: &Path) -> Files {
    try_read(path).unwrap_or_default()
}

fn try_read(path: &Path) -> Option<Files> {
    let mut file = File::open(path).ok()?;
    let size = file.metadata().ok()?.len();
    let mut head = [0; HEAD.len() + 8];
    file.read_exact(&mut head).ok()?;
    let (name, count) = head.split_first_chunk::<{ HEAD.len() }>()?;
    let count = Reader(count).number()?;
    if name != HEAD || count == 0 || count > size / 16 {
        return None;
    }
    let mut sums = vec![0; usize::try_from(count).ok()? * 16];
    file.read_exact(&mut sums).ok()?;
    let mut sum = [0; 8];
    file.read_exact(&mut sum).ok()?;
    let counted = [&count.to_le_bytes()[..], &sums].concat();
    if xxh3_64(&counted) != u64::from_le_bytes(sum) {
        return None;
    }
    let mut at = (HEAD.len() + 8 + sums.len() + 8) as u64;
    let mut sums = Reader(&sums);
    let mut parts = Vec::new();
    for _ in 0..count {
        let (length, sum) = (sums.number()?, sums.number()?);
        parts.push((at, length, sum));
        at = at.checked_add(length)?;
    }
    if at != size {
        return None;
    }
    let read = |bytes: &mut Vec<u8>, (start, length, sum): (u64, u64, u64)| {
        let mut file = File::open(path).ok()?;
        file.seek(SeekFrom::Start(start)).ok()?;
        bytes.clear();
        bytes.reserve(usize::try_from(length).ok()?);
        file.take(length).read_to_end(bytes).ok()?;
        (bytes.len() as u64 == length && xxh3_64(bytes) == sum).then_some(())
    };
    let (catalogue, columns) = parts.split_first()?;
    // Room that was used is quicker than new one.
    let segments = columns.par_iter().map_init(Vec::new, |bytes, part| {
        read(bytes, *part)?;
        Segment::read(&mut Reader(bytes)).map(Arc::new)
    });
    let segments: Vec<Arc<Segment>> = segments.collect::<Option<_>>()?;
    let mut bytes = Vec::new();
    read(&mut bytes, *catalogue)?;
    let mut files = Reader(&bytes);
    let mut all = Vec::new();
    while !files.is_empty() {
        all.push(files.bytes()?);
    }
    let known = all.into_par_iter();
    let known = known.map(|bytes| known_file(&mut Reader(bytes), &segments));
    let known: Vec<_> = known.collect::<Option<_>>()?;
    Some(known.into_iter().collect())
}

fn known_file(bytes: &mut Reader<'_>, segments: &[Arc<Segment>]) -> Option<(PathBuf, Known)> {
    let path = PathBuf::from(bytes.text()?);
    let place = Place::Disk {
        path: path.clone(),
        root: PathBuf::from(bytes.text()?),
        library: None,
    };
    let name: Arc<str> = bytes.text()?.into();
    let segment = segments.get(usize::try_from(bytes.number()?).ok()?)?;
    let sheet = Sheet::new(segment, usize::try_from(bytes.number()?).ok()?)?;
    let print = u128::from_le_bytes(*bytes.bytes()?.first_chunk::<16>()?);
    let library = u128::from_le_bytes(*bytes.bytes()?.first_chunk::<16>()?);
    let words = u128::from_le_bytes(*bytes.bytes()?.first_chunk::<16>()?);
    let card = Card {
        id: bytes.text()?.to_owned(),
        title: bytes.text()?.to_owned(),
        as_of: day(bytes.number()?)?,
        bottom_line: bytes.texts()?.first().map(|&text| text.to_owned()),
        tags: bytes.texts()?.into_iter().map(str::to_owned).collect(),
        words: Words::default(),
    };
    let mut stamps = Vec::new();
    for _ in 0..bytes.number()? {
        stamps.push(Stamp::read(bytes)?);
    }
    let mut entry = Entry::without_records(name, None, Vec::new()).at(&place);
    entry.print = words;
    entry.card = Some(Arc::new(card));
    entry.sheet = Some(sheet);
    Some((
        path,
        Known {
            entry,
            stamps: stamps.into(),
            print,
            library,
            texts: None,
        },
    ))
}

fn day(number: u64) -> Option<NaiveDate> {
    let days = u32::try_from(number).ok()?.cast_signed();
    NaiveDate::from_num_days_from_ce_opt(days)
}
