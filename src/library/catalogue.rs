//! The briefings of a library as a list: in which order, under which headings, and what is known of
//! each without opening it.

use std::cmp::Reverse;

use chrono::NaiveDate;

use crate::model::{Date, IssueStatus, RecordKind};
use crate::query::{Days, Expr, Fault, Query, Test, Text};
use crate::text::fold::Needle;

use super::arrange::sorting;
use super::names::tag_called;
use super::words::{Stands, Wanted, folded};
use super::{Entry, Library, RecordIx, Scope, Verdicts, cores};

/// An order of the list of briefings. Files that cannot be read come last, except among the faults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ShelfOrder {
    /// By the day they describe, newest first.
    #[default]
    Newest,
    /// By title.
    Title,
    /// By how many records they have, most first.
    Records,
    /// By how many faults they have, most first.
    Faults,
    /// By how many quotations are not verified, most first.
    NotVerified,
}

impl ShelfOrder {
    /// Every order, the usual one first.
    pub const ALL: [Self; 5] = [
        Self::Newest,
        Self::Title,
        Self::Records,
        Self::Faults,
        Self::NotVerified,
    ];

    /// A word for it that does not change from one version of the program to the next.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::Title => "title",
            Self::Records => "records",
            Self::Faults => "faults",
            Self::NotVerified => "not-verified",
        }
    }

    /// What it sorts by, for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Newest => "by date, newest first",
            Self::Title => "by title",
            Self::Records => "by number of records",
            Self::Faults => "by number of faults",
            Self::NotVerified => "by quotations not verified",
        }
    }

    /// The order of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.name() == name)
    }

    /// The order after it, round the end.
    #[must_use]
    pub fn next(self) -> Self {
        after(&Self::ALL, self)
    }
}

/// What the list of briefings is put under headings by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ShelfGroups {
    /// Nothing.
    #[default]
    None,
    /// The month of the day they describe, newest first.
    Month,
    /// Their tags: a briefing stands under each of its own.
    Tag,
}

impl ShelfGroups {
    /// Every way, the usual one first.
    pub const ALL: [Self; 3] = [Self::None, Self::Month, Self::Tag];

    /// A word for it that does not change from one version of the program to the next.
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Month => "month",
            Self::Tag => "tag",
        }
    }

    /// What it groups by, for people.
    pub const fn words(self) -> &'static str {
        match self {
            Self::None => "not grouped",
            Self::Month => "grouped by month",
            Self::Tag => "grouped by tag",
        }
    }

    /// The way of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|way| way.name() == name)
    }

    /// The way after it, round the end.
    #[must_use]
    pub fn next(self) -> Self {
        after(&Self::ALL, self)
    }
}

fn after<T: Copy + PartialEq + Default>(all: &[T], one: T) -> T {
    let mut rest = all.iter().skip_while(|other| **other != one).skip(1);
    rest.next().copied().unwrap_or_default()
}

/// A row of the list of briefings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShelfRow {
    /// A briefing, by its place in the library's order.
    Briefing(usize),
    /// A heading, and over how many briefings it stands.
    Heading(String, usize),
}

impl ShelfRow {
    /// The briefing in the row.
    pub const fn briefing(&self) -> Option<usize> {
        match self {
            Self::Briefing(at) => Some(*at),
            Self::Heading(..) => None,
        }
    }
}

/// The rows of the list of briefings, of those at the given places of the library's order,
/// ascending.
pub fn rows(
    (library, verdicts): (&Library, &Verdicts),
    listed: impl Iterator<Item = usize>,
    (order, groups): (ShelfOrder, ShelfGroups),
) -> Vec<ShelfRow> {
    let entry = |at: usize| library.entry(at);
    let is_lost = |at: usize| !entry(at).is_some_and(Entry::is_readable);
    let mut places: Vec<usize> = listed.collect();
    // What is equal stays in the library's own order: the newest first, the unreadable last.
    match order {
        ShelfOrder::Newest => {}
        ShelfOrder::Title => places.sort_by_cached_key(|at| {
            let title = library.card(*at).map(|card| sorting(&card.title));
            (is_lost(*at), title)
        }),
        ShelfOrder::Records => places.sort_by_cached_key(|at| {
            let count = library.records().all_of(*at).len();
            (is_lost(*at), Reverse(count))
        }),
        ShelfOrder::Faults => places.sort_by_cached_key(|at| {
            let faults =
                entry(*at).map_or((0, 0), |entry| (entry.errors(), entry.diagnostics.len()));
            Reverse(faults)
        }),
        ShelfOrder::NotVerified => places.sort_by_cached_key(|at| {
            let tally = verdicts.tally(*at);
            let missing = tally.map(|tally| tally.not_verified);
            (is_lost(*at), Reverse(missing))
        }),
    }
    grouped(library, places, groups)
}

fn grouped(library: &Library, places: Vec<usize>, groups: ShelfGroups) -> Vec<ShelfRow> {
    use std::collections::BTreeMap;

    if groups == ShelfGroups::None {
        return places.into_iter().map(ShelfRow::Briefing).collect();
    }
    // By what stands over it: first what sorts it, then its words.
    let mut found: BTreeMap<(GroupKey, String), Vec<usize>> = BTreeMap::new();
    for at in places {
        let Some(card) = library.card(at) else {
            let words = "cannot be read".to_owned();
            found.entry((GroupKey::Lost, words)).or_default().push(at);
            continue;
        };
        if groups == ShelfGroups::Month {
            use chrono::Datelike;
            let month = card.as_of.year() * 12 + card.as_of.month0().cast_signed();
            let words = card.as_of.format("%B %Y").to_string();
            let key = (GroupKey::Month(Reverse(month)), words);
            found.entry(key).or_default().push(at);
            continue;
        }
        if card.tags.is_empty() {
            let words = "no tags".to_owned();
            found.entry((GroupKey::Rest, words)).or_default().push(at);
        }
        for tag in &card.tags {
            let key = (GroupKey::Tag(sorting(tag)), tag.clone());
            let group = found.entry(key).or_default();
            // A tag that is given twice is one.
            if group.last() != Some(&at) {
                group.push(at);
            }
        }
    }
    let mut rows = Vec::new();
    for ((_, words), group) in found {
        rows.push(ShelfRow::Heading(words, group.len()));
        rows.extend(group.into_iter().map(ShelfRow::Briefing));
    }
    rows
}

/// The order of the headings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum GroupKey {
    Month(Reverse<i32>),
    Tag(String),
    Rest,
    Lost,
}

/// The issues of the briefing at a place in the library's order, each with where it stands.
pub fn issues(
    library: &Library,
    at: usize,
) -> impl Iterator<Item = (&str, Option<IssueStatus>)> + '_ {
    let records = library.records();
    let span = records.span(at, RecordKind::Issue);
    span.map(|ix| {
        let ix = RecordIx(ix);
        (records.row(ix).text, records.traits(ix).issue_status())
    })
}

/// Checks that a query asks for what briefings have: words, dates, and tags that there are.
///
/// # Errors
/// Where it asks for what only records have, or for a tag that there is not.
pub fn check(library: &Library, query: &Query) -> Result<(), Fault> {
    let terms = query.expr().map(Expr::terms).unwrap_or_default();
    for term in terms {
        let key = match &term.test {
            Test::Text(_) | Test::Tag(_) | Test::Date(_) | Test::Before(_) | Test::After(_) => {
                continue;
            }
            other => other.key().map_or("", |key| key.word()),
        };
        let message = format!("`{key}` asks for records, not for briefings");
        let help = "words, tag:, date:, before: and after: ask for briefings".to_owned();
        return Err(Fault::unknown_name(term.span.clone(), message, Some(help)));
    }
    library.check_names(Scope::All, query)
}

/// The briefings that meet a query, by their places in the library's order: words are looked for in
/// title, tags and bottom line, of a file that cannot be read in its name; dates are those of its
/// day. What only records have, no briefing meets.
pub fn meeting(library: &Library, query: &Query) -> Vec<usize> {
    let all = library.entries();
    let Some(meant) = query.expr().map(Meant::of) else {
        return (0..all.len()).collect();
    };
    places(all, |entry| meant.is_met_by(entry))
}

/// The rows of which the title has a text, of a file that cannot be read the name; headings have none.
pub fn titled(library: &Library, rows: &[ShelfRow], needle: &Needle) -> Vec<usize> {
    places(rows, |row| {
        let entry = row.briefing().and_then(|at| library.entry(at));
        entry.is_some_and(|entry| match &entry.card {
            Some(card) => needle.may_be_in_folded(card.said().title()) && needle.is_in(&card.title),
            None => needle.is_in(&entry.file),
        })
    })
}

/// The places of those of some things of which something is so; of many, found on all cores.
fn places<T: Sync>(all: &[T], is: impl Fn(&T) -> bool + Sync) -> Vec<usize> {
    const TOGETHER: usize = 1_000;
    let pieces: Vec<_> = (0..).step_by(TOGETHER).zip(all.chunks(TOGETHER)).collect();
    let found = cores::each(pieces.len() > 1, &pieces, |(first, piece)| {
        let places = (*first..).zip(*piece);
        let places = places.filter(|(_, one)| is(one));
        places.map(|(at, _)| at).collect::<Vec<_>>()
    });
    found.concat()
}

/// An expression, ready to be asked of many briefings.
enum Meant<'a> {
    All(Vec<Self>),
    Any(Vec<Self>),
    Not(Box<Self>),
    Words(Box<Wanted<'static>>),
    Tags(Vec<Wanted<'static>>),
    Day(&'a Test),
}

impl<'a> Meant<'a> {
    fn of(expr: &'a Expr) -> Self {
        let all = |parts: &'a [Expr]| parts.iter().map(Self::of).collect();
        match expr {
            Expr::All(parts) => Self::All(all(parts)),
            Expr::Any(parts) => Self::Any(all(parts)),
            Expr::Not(part) => Self::Not(Box::new(Self::of(part))),
            Expr::Term(term) => match &term.test {
                Test::Text(Text::Word(word)) => {
                    Self::Words(Box::new(Wanted::of(word, Stands::AtStart)))
                }
                Test::Text(Text::Phrase(words)) => {
                    Self::Words(Box::new(Wanted::of(words, Stands::Whole)))
                }
                Test::Tag(names) => Self::Tags(names.iter().map(tag_called).collect()),
                other => Self::Day(other),
            },
        }
    }

    fn is_met_by(&self, entry: &Entry) -> bool {
        let said = || entry.card.as_ref().map(|card| card.said());
        match self {
            Self::All(parts) => parts.iter().all(|part| part.is_met_by(entry)),
            Self::Any(parts) => parts.iter().any(|part| part.is_met_by(entry)),
            Self::Not(part) => !part.is_met_by(entry),
            Self::Words(words) => match said() {
                Some(said) => words.is_in(said.all()),
                None => words.is_in(&folded(&entry.file)),
            },
            Self::Tags(tags) => {
                said().is_some_and(|said| tags.iter().any(|tag| tag.is_in(said.tags())))
            }
            Self::Day(test) => {
                let day = entry.card.as_ref().map(|card| card.as_of);
                day.is_some_and(|day| is_of_day(test, day))
            }
        }
    }
}

/// Whether a day is one of those that a test asks for.
fn is_of_day(test: &Test, day: NaiveDate) -> bool {
    let within = |first: Option<&Date>, last: Option<&Date>| {
        first.is_none_or(|date| date.sort_key().0 <= day)
            && last.is_none_or(|date| day <= date.sort_key().1)
    };
    match test {
        Test::Date(days) => days.iter().any(|days| match days {
            Days::In(date) => within(Some(date), Some(date)),
            Days::Between(first, last) => within(first.as_ref(), last.as_ref()),
        }),
        Test::Before(date) => day < date.sort_key().0,
        Test::After(date) => date.sort_key().1 < day,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;

    fn bundled() -> Library {
        crate::library::load::load(&[Input::Bundled]).0
    }

    fn listed(library: &Library, sorted: (ShelfOrder, ShelfGroups)) -> Vec<String> {
        let all = 0..library.entries().len();
        let rows = rows((library, &Verdicts::default()), all, sorted);
        let word = |row: ShelfRow| match row {
            ShelfRow::Heading(words, count) => format!("{words} {count}"),
            ShelfRow::Briefing(at) => {
                let title = &library.card(at).unwrap().title;
                title.split(' ').next().unwrap().to_owned()
            }
        };
        rows.into_iter().map(word).collect()
    }

    #[test]
    fn months_come_newest_first_and_tags_by_name() {
        let library = bundled();
        let months = listed(&library, (ShelfOrder::Title, ShelfGroups::Month));
        let expected = [
            "December 2025 1",
            "Witkoff",
            "November 2025 1",
            "Geneva,",
            "March 2023 1",
            "The",
        ];
        assert_eq!(months, expected);
        let tags = listed(&library, (ShelfOrder::Title, ShelfGroups::Tag));
        let talks = tags.iter().position(|row| row == "peace-talks 2").unwrap();
        assert_eq!(tags[talks + 1..talks + 3], ["Geneva,", "Witkoff"]);
    }

    #[test]
    fn queries_ask_for_what_is_said_of_a_briefing() {
        let library = bundled();
        let met = |query: &str| {
            let query = Query::parse(query).unwrap();
            check(&library, &query).map(|()| meeting(&library, &query).len())
        };
        for (query, count) in [
            ("", 3),
            ("witkoff", 1),
            ("itkoff", 0),
            ("tag:ukraine", 2),
            ("tag:ukraine -geneva", 1),
            ("date:2025-11", 1),
            ("before:2025", 1),
            ("after:2025-11-23", 1),
            ("\"19-point plan\"", 1),
        ] {
            assert_eq!(met(query).unwrap(), count, "{query}");
        }
        let fault = met("actor:putin").unwrap_err();
        assert!(
            fault.message.contains("asks for records"),
            "{}",
            fault.message
        );
        assert!(met("tag:nothing-like-it").is_err());
    }
}
