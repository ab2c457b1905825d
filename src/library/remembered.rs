//! The verdicts on briefings that are not open, on disk, so that the next start need not check their
//! words again.
//!
//! A verdict holds for the words of one file and the texts of its sources as they were: it is
//! remembered by a hash of the file and the stamps of the texts. Where any of them is not what it
//! was, or where anything is wrong with the file, its words are checked anew.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use crate::diagnostic::Diagnostic;
use crate::model::{RecordKind, Verdict, Vocabulary};

use super::bytes::{Reader, Writer};
use super::cache;
use super::discover::Input;
use super::stamp::Stamp;
use super::verify::{Cache, Standing, Verification};
use super::{Entry, load};

/// What a file of verdicts begins with: a name, and the version of the layout. It changes with every
/// change of how words are checked, beside the version of the program, which is behind it.
const HEAD: &[u8; 16] = b"briefing checks1";

/// The ending of its name.
const ENDING: &str = "verdicts";

/// What checking the words of a briefing has shown.
#[derive(Debug)]
pub struct Checked {
    /// The verdicts on its quotations, in the order of the file.
    pub standings: Arc<[Standing]>,
    /// What is wrong with the file and its texts.
    pub diagnostics: Arc<[Diagnostic]>,
    /// What was checked: a hash of the file, and the texts.
    of: (u128, Vec<Stamp>),
}

/// Reads a briefing of a library, checks its words and lets go of it; `None` where it can no longer
/// be read, or has other records by now.
pub fn check(entry: &Entry) -> Option<Checked> {
    let (mut now, texts) = load::open_stamped(entry)?;
    let content = now.content.as_ref()?;
    // What is found is not kept: of a large library it would be too much.
    let verification = Verification::of(content, &Cache::default());
    let standings = Arc::clone(verification.standings());
    now.close();
    let is_known = now.diagnostics == entry.diagnostics;
    Some(Checked {
        standings,
        // What is known is not kept twice.
        diagnostics: Arc::clone(if is_known {
            &entry.diagnostics
        } else {
            &now.diagnostics
        }),
        of: (now.print, texts),
    })
}

/// The verdicts that are remembered.
#[derive(Debug, Default)]
pub struct Remembered {
    /// Where they are kept; `None` where they are not.
    path: Option<PathBuf>,
    known: HashMap<u128, Known>,
    /// Whether more is known than what is kept.
    is_more: bool,
}

/// The verdicts on one file, with the texts that it was checked against.
#[derive(Debug)]
struct Known {
    texts: Vec<Stamp>,
    standings: Arc<[Standing]>,
}

impl Remembered {
    /// What is remembered of some inputs in a folder of caches; nothing where it is not what was
    /// written.
    pub fn read(folder: &Path, inputs: &[Input]) -> Self {
        let path = cache::place(folder, inputs).with_extension(ENDING);
        Self {
            known: read(&path).unwrap_or_default(),
            path: Some(path),
            is_more: false,
        }
    }

    /// The verdicts on the quotations of a briefing, where it and its texts are what they were.
    pub fn standings(&self, entry: &Entry) -> Option<Arc<[Standing]>> {
        let known = self.known.get(&entry.print)?;
        let is_whole = known.standings.len() == entry.count(RecordKind::Quote);
        let holds = is_whole && known.texts.iter().all(Stamp::holds);
        holds.then(|| Arc::clone(&known.standings))
    }

    /// Remembers what checking has shown of a file with which nothing is wrong.
    pub fn keep(&mut self, checked: &Checked) {
        let (print, texts) = &checked.of;
        if self.path.is_none() || !checked.diagnostics.is_empty() {
            return;
        }
        let known = Known {
            texts: texts.clone(),
            standings: Arc::clone(&checked.standings),
        };
        self.known.insert(*print, known);
        self.is_more = true;
    }

    /// Writes what is remembered of the files of a library, where that is more than what was.
    ///
    /// # Errors
    /// When it cannot be written; the old one then still stands.
    pub fn save(&mut self, entries: &[Entry]) -> std::io::Result<()> {
        let Some(path) = self.path.as_ref().filter(|_| self.is_more) else {
            return Ok(());
        };
        let mut out = Writer::default();
        for entry in entries {
            let mut one = Writer::default();
            let known = self.known.get(&entry.print);
            // Texts whose paths are no text are checked again instead.
            if known.and_then(|known| known.write(&mut one)).is_some() {
                out.bytes(&entry.print.to_le_bytes());
                out.bytes(&one.into_bytes());
            }
        }
        cache::write_whole(path, &head(), &out.into_bytes())?;
        self.is_more = false;
        Ok(())
    }
}

/// What such a file of this program begins with.
fn head() -> Vec<u8> {
    let mut out = Writer::default();
    out.text(env!("CARGO_PKG_VERSION"));
    [&HEAD[..], &out.into_bytes()].concat()
}

fn read(path: &Path) -> Option<HashMap<u128, Known>> {
    let bytes = std::fs::read(path).ok()?;
    let (bytes, sum) = bytes.split_last_chunk::<8>()?;
    let rest = bytes.strip_prefix(&*head())?;
    if xxh3_64(bytes) != u64::from_le_bytes(*sum) {
        return None;
    }
    let mut rest = Reader(rest);
    let mut known = HashMap::new();
    while !rest.is_empty() {
        let print = u128::from_le_bytes(*rest.bytes()?.first_chunk::<16>()?);
        known.insert(print, Known::read(&mut Reader(rest.bytes()?))?);
    }
    Some(known)
}

impl Known {
    fn write(&self, out: &mut Writer) -> Option<()> {
        out.number(self.texts.len() as u64);
        for stamp in &self.texts {
            stamp.write(out)?;
        }
        let numbers: Option<Vec<u8>> = self.standings.iter().map(|one| number(*one)).collect();
        out.bytes(&numbers?);
        Some(())
    }

    fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let count = bytes.number()?;
        let texts: Option<Vec<_>> = (0..count).map(|_| Stamp::read(bytes)).collect();
        let standings: Option<Vec<_>> = bytes.bytes()?.iter().map(|one| standing(*one)).collect();
        Some(Self {
            texts: texts?,
            standings: standings?.into(),
        })
    }
}

/// What is known of a quotation as a number; nothing where nothing is known yet.
fn number(standing: Standing) -> Option<u8> {
    let place = |verdict: Verdict| {
        let at = Verdict::WORDS.iter().position(|(one, ..)| *one == verdict);
        at.and_then(|at| u8::try_from(at * 2 + 1).ok())
    };
    match standing {
        Standing::Pending => None,
        Standing::NotAsked => Some(0),
        Standing::InSource(verdict) => place(verdict),
        Standing::InAccount(verdict) => place(verdict).map(|at| at + 1),
    }
}

/// The same back.
fn standing(number: u8) -> Option<Standing> {
    let Some(at) = number.checked_sub(1) else {
        return Some(Standing::NotAsked);
    };
    let (verdict, ..) = *Verdict::WORDS.get(usize::from(at / 2))?;
    Some(if at % 2 == 0 {
        Standing::InSource(verdict)
    } else {
        Standing::InAccount(verdict)
    })
}

#[cfg(test)]
mod tests;
