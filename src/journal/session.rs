//! The place where a briefing was left: plain data, and how it is written.

use std::collections::BTreeMap;
use std::io;

use chrono::NaiveDate;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::library::{Matching, People, Unsure, Verified};
use crate::model::date::DayRange;
use crate::model::{RecordId, RecordKind, Slug};
use crate::query::Query;
use crate::text::sanitise;

/// The version of the file. A file of another version counts as not there.
const VERSION: u32 = 1;

/// A file.
#[derive(Serialize, Deserialize)]
struct Stored<S> {
    version: u32,
    session: S,
}

/// Where a briefing was left, by names that outlast changes of the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Session {
    /// The pane with the focus, by name.
    pub focus: String,
    /// The list that had the focus last, by name.
    pub list: String,
    /// The lists that were seen where two share a place, by name.
    pub seen: [String; 2],
    /// Whether the pane with the focus had the whole screen.
    pub zoomed: bool,
    /// The lists, by name.
    pub lists: BTreeMap<String, ListPlace>,
    /// What was read.
    pub detail: Detail,
    /// The view in the place of the lists.
    pub view: ViewPlace,
    /// What was filtered by.
    pub filter: Narrowed,
    /// The list of briefings.
    pub briefings: Shelved,
}

/// The list of briefings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Shelved {
    /// Its order, by name.
    pub order: String,
    /// What it was put under headings by, by name.
    pub groups: String,
    /// Whether it was on the screen, or under the briefing, by name.
    pub scene: String,
}

/// The place in a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListPlace {
    /// The selected record.
    pub selected: Option<Name>,
    /// How many rows of the screen stood above it.
    pub row: u16,
    /// The list's order, by name.
    pub order: String,
}

/// The place in a view of what the records mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ViewPlace {
    /// Which view, by name; empty where none was open.
    pub name: String,
    /// As of which day; `None` for the last.
    pub day: Option<NaiveDate>,
    /// Which of its orders.
    pub order: u16,
    /// How much closer than usual it was looked at, or how much less.
    pub zoom: i8,
    /// The selected cell.
    pub cell: Option<CellName>,
    /// How many lines of the screen stood above it.
    pub row: u16,
    /// How many columns were out of sight, in cells of a terminal.
    pub left: u16,
}

/// What a cell of a view is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellName(pub Part, pub Part);

/// A part of what a cell is of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Part {
    /// A record.
    Record(Name),
    /// A day, or a place in a list.
    Number(u32),
}

/// The place in the detail.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Detail {
    /// What it showed.
    pub shows: Shown,
    /// Whether it followed the list.
    pub follows: bool,
    /// The first line on the screen.
    pub top: Line,
    /// The selected link.
    pub link: Option<u16>,
}

/// A line of a text, whatever the width it is wrapped to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Line {
    /// Which paragraph, from 0.
    pub paragraph: u32,
    /// Which byte of it the line began with.
    pub byte: u32,
}

/// What the detail showed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// The briefing at a glance.
    #[default]
    Overview,
    /// What is behind the selected cell of the view.
    Cell,
    /// A record.
    Record(Name),
    /// Everything that refers to a record.
    References(Name),
    /// The text of a source.
    Passage {
        /// The source.
        source: Name,
        /// The record whose words were asked for.
        record: Option<Name>,
        /// Which of several places where they may stand.
        candidate: u16,
    },
}

/// What was filtered by.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Narrowed {
    /// The ticked actors.
    pub actors: Vec<Name>,
    /// How several of them combine.
    pub matching: Matching,
    /// Whether bodies stand for their people.
    pub people: People,
    /// The ticked issues.
    pub issues: Vec<Name>,
    /// The ticked sources.
    pub sources: Vec<Name>,
    /// The days.
    #[serde(with = "Days")]
    pub days: DayRange,
    /// Which quotations, by their verdict.
    pub verified: Verified,
    /// What was typed.
    #[serde(serialize_with = "write_query", deserialize_with = "read_query")]
    pub query: Query,
    /// What became of the possibly dated.
    pub unsure: Unsure,
}

/// How a range of days is written.
#[derive(Serialize, Deserialize)]
#[serde(remote = "DayRange")]
struct Days {
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
}

/// A record of the briefing, written `quote:its-id`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(pub RecordId);

impl From<Name> for String {
    fn from(Name(id): Name) -> Self {
        format!("{}:{}", id.kind.noun(), id.slug)
    }
}

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        name(&text).ok_or("no name of a record")
    }
}

fn name(text: &str) -> Option<Name> {
    let (noun, slug) = text.split_once(':')?;
    let mut kinds = RecordKind::ALL.into_iter();
    let kind = kinds.find(|kind| kind.noun() == noun)?;
    let slug = match (kind, slug.split_once('/')) {
        (RecordKind::Position, Some((issue, actor))) => {
            Slug::of_position(&Slug::new(issue)?.into(), &Slug::new(actor)?.into())
        }
        _ => Slug::new(slug)?,
    };
    Some(Name(RecordId { kind, slug }))
}

fn write_query<S: Serializer>(query: &Query, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(query.as_str())
}

/// A query that cannot be read asks for nothing.
fn read_query<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Query, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok(Query::parse(&sanitise::line(&text)).unwrap_or_default())
}

impl Session {
    /// Reads what [`Session::to_bytes`] has written; `None` for anything else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let Stored { version, session } = serde_json::from_slice(bytes).ok()?;
        (version == VERSION).then_some(session)
    }

    /// The content of its file.
    ///
    /// # Errors
    /// Never in practice: there is nothing in it that JSON cannot say.
    pub fn to_bytes(&self) -> io::Result<Vec<u8>> {
        let (version, session) = (VERSION, self);
        let mut bytes = serde_json::to_vec(&Stored { version, session })?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}
