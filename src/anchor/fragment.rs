//! The part of an address that opens a page at some words: a text directive, as the specification
//! of scroll-to-text fragments has it (<https://wicg.github.io/scroll-to-text-fragment/>).
//!
//! `#:~:text=[prefix-,]textStart[,textEnd][,-suffix]`: few words are given whole, many by how they
//! begin and end, and as much of what stands around them as it takes to tell the place from others.

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::hash::Hasher;
use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The most words that are given whole.
const WHOLE: usize = 12;

/// How many words stand for the beginning of many, and for their end.
const EDGE: usize = 5;

/// The most words of context on one side.
const CONTEXT: usize = 8;

/// The most directives of one address: further runs of words are not marked.
const MOST: usize = 8;

/// How much of a text is looked at on either side of some words, in bytes. A place that is told
/// from all others there is not compared with what stands further away.
const AROUND: usize = 1 << 17;

/// Directives for words that stand in a text: one for each run, given in bytes of the text, with
/// `&` between them. Empty where there is no word in any of the runs.
///
/// What the browser is asked to find is written as the text has it, without the marks of Markdown.
pub fn directives(text: &str, runs: &[Range<usize>]) -> String {
    let (Some(first), Some(last)) = (runs.first(), runs.last()) else {
        return String::new();
    };
    let start = floor(text, first.start.saturating_sub(AROUND));
    let end = floor(text, last.end.saturating_add(AROUND).min(text.len()));
    let words = Words::new(text.get(start..end).unwrap_or_default());
    let found = runs.iter().filter_map(|run| {
        let run = run.start.checked_sub(start)?..run.end.checked_sub(start)?;
        words.directive(&run)
    });
    join(found.take(MOST).map(|directive| directive.to_string()))
}

/// Directives for words of which nobody knows in what text they stand: what the author marked as
/// left out or put in parts them.
pub fn directives_of(pieces: &[&str]) -> String {
    let runs = pieces.iter().flat_map(|piece| unmarked(piece));
    let found = runs.filter_map(|run| Words::new(run).directive(&(0..run.len())));
    join(found.take(MOST).map(|directive| directive.to_string()))
}

/// An address that opens at some directives; the address as it is where there are none. A fragment
/// that the address has already is kept, a directive replaced.
pub fn with_directives(url: &str, directives: &str) -> String {
    if directives.is_empty() {
        return url.to_owned();
    }
    let plain = url.split(":~:").next().unwrap_or_default();
    let mark = if plain.contains('#') { "" } else { "#" };
    format!("{plain}{mark}:~:{directives}")
}

fn join(directives: impl Iterator<Item = String>) -> String {
    directives.collect::<Vec<_>>().join("&")
}

/// The last character boundary at or before a byte.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

/// The parts of a quotation that are the source's own: what stands between ellipses and brackets.
/// A word of which brackets are a part is in none of them.
fn unmarked(piece: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = piece;
    while !rest.is_empty() {
        let dots = rest.find("...").map(|at| (at, 3));
        let ellipsis = rest.find('…').map(|at| (at, '…'.len_utf8()));
        let bracket = rest.find('[').map(|at| {
            let behind = rest.get(at..).unwrap_or_default();
            (at, behind.find(']').map_or(behind.len(), |end| end + 1))
        });
        let next = [dots, ellipsis, bracket].into_iter().flatten().min();
        let Some((at, len)) = next else {
            found.push(rest);
            break;
        };
        let before = rest.get(..at).unwrap_or_default();
        let is_part = before.ends_with(char::is_alphanumeric) && bracket == Some((at, len));
        found.push(if is_part {
            let word = before.rfind(char::is_whitespace);
            before.get(..word.unwrap_or(0)).unwrap_or_default()
        } else {
            before
        });
        rest = rest.get(at + len..).unwrap_or_default();
        rest = rest.trim_start_matches('.');
        if bracket == Some((at, len)) && rest.starts_with(char::is_alphanumeric) {
            rest = rest.trim_start_matches(|c: char| !c.is_whitespace());
        }
    }
    found
}

/// One directive; its parts are written as they are found, not yet encoded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Directive {
    prefix: Option<String>,
    start: String,
    end: Option<String>,
    suffix: Option<String>,
}

impl std::fmt::Display for Directive {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("text=")?;
        if let Some(prefix) = &self.prefix {
            write!(f, "{}-,", encoded(prefix))?;
        }
        f.write_str(&encoded(&self.start))?;
        if let Some(end) = &self.end {
            write!(f, ",{}", encoded(end))?;
        }
        if let Some(suffix) = &self.suffix {
            write!(f, ",-{}", encoded(suffix))?;
        }
        Ok(())
    }
}

/// Percent-encodes everything but letters, digits, `.` and `_`: the comma, the hyphen and the
/// ampersand mean something in a directive, and the rest may mean something to what handles the
/// address on its way.
fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// A text as a browser looks through it: words, whatever their case and accents.
struct Words<'t> {
    text: &'t str,
    words: Vec<(Range<usize>, u64)>,
}

impl<'t> Words<'t> {
    fn new(text: &'t str) -> Self {
        let words = text.unicode_word_indices();
        let words = words.map(|(at, word)| (at..at + word.len(), hash(word)));
        Self {
            text,
            words: words.collect(),
        }
    }

    /// The directive for a run of bytes; `None` where it has no word.
    fn directive(&self, run: &Range<usize>) -> Option<Directive> {
        let first = self
            .words
            .partition_point(|(word, _)| word.start < run.start);
        let past = self.words.partition_point(|(word, _)| word.end <= run.end);
        if first >= past {
            return None;
        }
        let mut place = Place {
            prefix: first,
            start: first..past,
            end: None,
            suffix: past,
        };
        if past - first > WHOLE || self.breaks(&(first..past)) {
            self.part(&mut place);
        }
        self.tell_apart(&mut place);
        Some(self.written(&place))
    }

    /// Gives many words by how they begin and end.
    fn part(&self, place: &mut Place) {
        let Range {
            start: first,
            end: past,
        } = place.start;
        let mut start = first + 1;
        while start < past && !self.parted(start) {
            let enough = start - first >= EDGE && self.is_clean(start);
            if enough && self.count(&(first..start)) == 1 {
                break;
            }
            start += 1;
        }
        let ours = |end: usize| self.first_after(start, &(end..past)) == Some(end);
        let mut end = past - 1;
        while end > start && !self.parted(end) {
            let enough = past - end >= EDGE && self.is_clean(end);
            if enough && ours(end) {
                break;
            }
            end -= 1;
        }
        if start <= end && end < past {
            place.start = first..start;
            place.end = Some(end..past);
        }
    }

    /// Adds what stands around the words until no other place is like theirs.
    fn tell_apart(&self, place: &mut Place) {
        let from = place.start.start;
        while self.count(&(place.prefix..place.start.end)) > 1
            && from - place.prefix < CONTEXT
            && place.prefix > 0
            && !self.parted(place.prefix)
        {
            place.prefix -= 1;
        }
        while place.prefix < from && place.prefix > 0 && !self.is_clean(place.prefix) {
            place.prefix -= 1;
        }
        let last = place.end.clone().unwrap_or(place.start.clone());
        let unclear = |suffix: usize| match &place.end {
            None => self.count(&(place.prefix..suffix)) > 1,
            Some(end) => self.first_after(place.start.end, &(end.start..suffix)) != Some(end.start),
        };
        let mut suffix = last.end;
        while unclear(suffix)
            && suffix - last.end < CONTEXT
            && suffix < self.words.len()
            && !self.parted(suffix)
        {
            suffix += 1;
        }
        while suffix > last.end && suffix < self.words.len() && !self.is_clean(suffix) {
            suffix += 1;
        }
        place.suffix = suffix;
    }

    fn written(&self, place: &Place) -> Directive {
        let last = place.end.clone().unwrap_or(place.start.clone());
        let (before, behind) = (self.bytes(&place.start).start, self.bytes(&last).end);
        let context = |range: Range<usize>| {
            let text = plain(self.text.get(range).unwrap_or_default());
            (!text.is_empty()).then_some(text)
        };
        let prefix = self.bytes(&(place.prefix..place.start.start));
        let suffix = self.bytes(&(last.end..place.suffix));
        Directive {
            prefix: (place.prefix < place.start.start)
                .then(|| context(prefix.start..before))
                .flatten(),
            start: plain(self.slice(&place.start)),
            end: place.end.as_ref().map(|end| plain(self.slice(end))),
            suffix: (place.suffix > last.end)
                .then(|| context(behind..suffix.end))
                .flatten(),
        }
    }

    /// From the first byte of the first of some words to the last of the last.
    fn bytes(&self, words: &Range<usize>) -> Range<usize> {
        let first = self.words.get(words.start);
        let last = words
            .end
            .checked_sub(1)
            .and_then(|last| self.words.get(last));
        match (first, last) {
            (Some((first, _)), Some((last, _))) if first.start <= last.end => first.start..last.end,
            _ => 0..0,
        }
    }

    fn slice(&self, words: &Range<usize>) -> &'t str {
        self.text.get(self.bytes(words)).unwrap_or_default()
    }

    /// What stands between a word and the one before.
    fn gap(&self, word: usize) -> &'t str {
        let before = word
            .checked_sub(1)
            .and_then(|before| self.words.get(before));
        let start = before.map_or(0, |(range, _)| range.end);
        let end = self.words.get(word);
        let end = end.map_or(self.text.len(), |(range, _)| range.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether a browser takes the words on both sides of this place for different ones: where a
    /// script sets no spaces, only punctuation makes sure of it.
    fn is_clean(&self, word: usize) -> bool {
        !self.gap(word).is_empty()
    }

    /// Whether another block of the page begins with a word: no part of a directive may reach over
    /// that.
    fn parted(&self, word: usize) -> bool {
        let gap = self.gap(word);
        let Some(at) = gap.find('\n') else {
            return false;
        };
        let behind = gap
            .get(at + 1..)
            .unwrap_or_default()
            .trim_start_matches([' ', '\t']);
        behind.starts_with(['\n', '#', '>', '-', '*', '+', '|', '•'])
    }

    fn breaks(&self, words: &Range<usize>) -> bool {
        (words.start + 1..words.end).any(|word| self.parted(word))
    }

    fn hashes(&self, words: &Range<usize>) -> impl Iterator<Item = u64> + Clone + '_ {
        let words = self.words.get(words.clone()).unwrap_or_default();
        words.iter().map(|(_, hash)| *hash)
    }

    fn stands_at(&self, at: usize, words: &Range<usize>) -> bool {
        let there = at..at.saturating_add(words.len());
        there.end <= self.words.len() && self.hashes(&there).eq(self.hashes(words))
    }

    /// How often some words stand in the text one after the other; 2 for more than once.
    fn count(&self, words: &Range<usize>) -> usize {
        let places = (0..self.words.len()).filter(|at| self.stands_at(*at, words));
        places.take(2).count()
    }

    /// Where some words stand first from a word on.
    fn first_after(&self, from: usize, words: &Range<usize>) -> Option<usize> {
        (from..self.words.len()).find(|at| self.stands_at(*at, words))
    }
}

/// The parts of a directive, by the numbers of their words.
#[derive(Clone, Debug)]
struct Place {
    /// Where the prefix begins; it ends where the start begins.
    prefix: usize,
    start: Range<usize>,
    end: Option<Range<usize>>,
    /// Where the suffix ends; it begins behind the end, or behind the start where there is none.
    suffix: usize,
}

/// A text as a page shows it: one space between words, no marks of Markdown.
fn plain(text: &str) -> String {
    let words = text.split_whitespace();
    let bare = words.map(|word| word.replace(['*', '`'], ""));
    let bare: Vec<_> = bare
        .map(|word| word.trim_matches('_').to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    bare.join(" ")
}

fn hash(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    let mut bytes = [0; 4];
    if word.is_ascii() {
        for byte in word.bytes() {
            hasher.write_u8(byte.to_ascii_lowercase());
        }
    } else {
        let letters = word.nfkd().filter(|c| !is_combining_mark(*c));
        for c in letters.flat_map(char::to_lowercase) {
            let c = if c == '’' { '\'' } else { c };
            hasher.write(c.encode_utf8(&mut bytes).as_bytes());
        }
    }
    hasher.finish()
}

#[cfg(test)]
mod tests;
