//! What records are known by outside of their briefing: a number a record, of the few that have one.
//!
//! | record | is marked by |
//! |---|---|
//! | actor | its wikidata link |
//! | issue | its question, together with its identifier and title |
//! | source | its address, together with its date; not where its briefing gives that twice |
//!
//! Of two records of a kind with one mark each is the other; with two they are not taken for each
//! other.

use std::collections::HashMap;
use std::ops::Range;

use xxhash_rust::xxh3::Xxh3;

use crate::model::{Actor, Briefing, Issue, Source};

use super::bytes::{Reader, Writer};

/// The marks of some records, by their numbers, ascending.
#[derive(Debug, Default)]
pub(super) struct Marks {
    records: Vec<u32>,
    values: Vec<u64>,
    /// The records that were taken from the library's own file, ascending.
    shared: Vec<u32>,
}

impl Marks {
    /// Adds those of a briefing whose actors, issues and sources begin at some numbers.
    pub(super) fn push(&mut self, briefing: &Briefing, [actors, issues, sources]: [u32; 3]) {
        for (at, actor) in (actors..).zip(&briefing.actors) {
            self.add(at, of_actor(actor));
        }
        for (at, issue) in (issues..).zip(&briefing.issues) {
            self.add(at, of_issue(issue));
        }
        let mut given = HashMap::new();
        for source in &briefing.sources {
            *given.entry(of_source(source)).or_insert(0) += 1;
        }
        for (at, source) in (sources..).zip(&briefing.sources) {
            let mark = of_source(source);
            self.add(at, mark.filter(|_| given.get(&mark) == Some(&1)));
        }
        self.share(briefing, [actors, issues, sources]);
    }

    /// Notes which actors, issues and sources of a briefing its library shares.
    fn share(&mut self, briefing: &Briefing, [actors, issues, sources]: [u32; 3]) {
        let shared = &briefing.shared;
        if shared.is_empty() {
            return;
        }
        let actors = (actors..).zip(briefing.actors.iter().map(|one| &one.id.0));
        let issues = (issues..).zip(briefing.issues.iter().map(|one| &one.id.0));
        let sources = (sources..).zip(briefing.sources.iter().map(|one| &one.id.0));
        let all = actors.chain(issues).chain(sources);
        let taken = all.filter(|(_, slug)| shared.contains(*slug));
        self.shared.extend(taken.map(|(at, _)| at));
    }

    fn add(&mut self, at: u32, mark: Option<u64>) {
        if let Some(mark) = mark {
            self.records.push(at);
            self.values.push(mark);
        }
    }

    /// The marks of the records within a range, ascending.
    pub(super) fn within(&self, range: Range<u32>) -> impl Iterator<Item = (u32, u64)> {
        let from = self.records.partition_point(|at| *at < range.start);
        let records = self.records.get(from..).unwrap_or_default();
        let values = self.values.get(from..).unwrap_or_default();
        let both = records.iter().copied().zip(values.iter().copied());
        both.take_while(move |(at, _)| range.contains(at))
    }

    /// The records within a range that were taken from the library's own file, ascending.
    pub(super) fn shared_within(&self, range: Range<u32>) -> impl Iterator<Item = u32> {
        let from = self.shared.partition_point(|at| *at < range.start);
        let shared = self.shared.get(from..).unwrap_or_default();
        shared
            .iter()
            .copied()
            .take_while(move |at| range.contains(at))
    }

    /// Gives back the room that was kept for more.
    pub(super) fn shrink(&mut self) {
        self.records.shrink_to_fit();
        self.values.shrink_to_fit();
        self.shared.shrink_to_fit();
    }

    /// Writes the marks.
    pub(super) fn write(&self, out: &mut Writer) {
        out.numbers(self.records.iter().copied());
        let halves = |mark: &u64| [*mark as u32, (*mark >> 32) as u32];
        out.numbers(self.values.iter().flat_map(halves));
        out.numbers(self.shared.iter().copied());
    }

    /// Reads marks; `None` where they are not what was written.
    pub(super) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let records = bytes.numbers()?;
        let halves = bytes.numbers()?;
        let (halves, odd) = halves.as_chunks::<2>();
        let whole = |[low, high]: &[u32; 2]| u64::from(*low) | u64::from(*high) << 32;
        let values: Vec<u64> = halves.iter().map(whole).collect();
        let fits = odd.is_empty() && values.len() == records.len() && records.is_sorted();
        let shared = bytes.numbers()?;
        (fits && shared.is_sorted()).then_some(Self {
            records,
            values,
            shared,
        })
    }
}

/// The number of a wikidata link: `Q7747`, or the address of its page. What is none of these is no
/// link.
pub(super) fn wikidata(link: &str) -> Option<u64> {
    let name = link.rsplit('/').next()?.trim();
    let digits = name.strip_prefix(['Q', 'q'])?;
    let number = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| number)
}

fn of_actor(actor: &Actor) -> Option<u64> {
    wikidata(actor.links.get("wikidata")?)
}

fn of_issue(issue: &Issue) -> Option<u64> {
    let question = issue.question.as_deref()?;
    Some(hash(&[issue.id.as_str(), &issue.title, question]))
}

fn of_source(source: &Source) -> Option<u64> {
    let url = source.url.as_deref()?;
    let date = source.date.as_ref().map_or("", |date| date.as_str());
    Some(hash(&[url, date]))
}

fn hash(texts: &[&str]) -> u64 {
    let mut hasher = Xxh3::new();
    for text in texts {
        hasher.update(text.as_bytes());
        hasher.update(&[0xff]);
    }
    hasher.digest()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wikidata_link_is_a_number_however_it_is_written() {
        for good in [
            "Q7747",
            "q7747",
            " Q7747",
            "https://www.wikidata.org/wiki/Q7747",
        ] {
            assert_eq!(wikidata(good), Some(7747), "{good}");
        }
        for bad in [
            "",
            "Q",
            "7747",
            "Putin",
            "Q77x",
            "Q+7",
            "Q99999999999999999999",
        ] {
            assert_eq!(wikidata(bad), None, "{bad}");
        }
    }
}
