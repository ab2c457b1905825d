//! The records of all briefings of a library, over the columns of its segments.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use crate::model::date::Bounds;
use crate::model::{Briefing, Record, RecordId, RecordKind, Slug};

use super::Entry;
use super::csr::List;
use super::fields::Field;
use super::segment::{Builder, Segment};
use super::traits::Traits;

pub use super::segment::{NO_DAY, date_of};

/// A record of one library snapshot. Not stable across snapshots: keep a [`super::RecordKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordIx(pub u32);

/// The records of one file: a part of a segment. Cheap to clone.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    segment: Arc<Segment>,
    part: usize,
}

impl Sheet {
    /// A part of a segment; `None` where there is no such part.
    pub(super) fn new(segment: &Arc<Segment>, part: usize) -> Option<Self> {
        (part < segment.parts()).then(|| Self {
            segment: Arc::clone(segment),
            part,
        })
    }

    /// The segment.
    pub(super) const fn segment(&self) -> &Arc<Segment> {
        &self.segment
    }

    /// Which part of it.
    pub(super) const fn part(&self) -> usize {
        self.part
    }

    /// Whether it is the very same.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.segment, &other.segment) && self.part == other.part
    }

    /// Whether a briefing has these records.
    pub(super) fn is_of(&self, briefing: &Briefing) -> bool {
        let all = RecordKind::ALL.into_iter();
        let mut ids = all
            .flat_map(|kind| briefing.records(kind))
            .map(|record| record.id());
        let mut own = self.segment.part(self.part);
        let same = own.all(|at| {
            let id = ids.next();
            id.is_some_and(|id| id.slug.as_str() == self.segment.id(at))
        });
        same && ids.next().is_none()
    }

    /// How many records of a kind there are.
    pub(super) fn count(&self, kind: RecordKind) -> usize {
        self.segment.span(self.part, kind).len()
    }
}

/// Puts the records of some files that are open into the columns of one segment.
pub(super) fn pack(entries: &mut [&mut Entry]) {
    let mut builder = Builder::default();
    for entry in &*entries {
        if let Some(content) = &entry.content {
            builder.push(&content.briefing);
        }
    }
    let segment = Arc::new(builder.finish());
    let open = entries.iter_mut().filter(|entry| entry.content.is_some());
    for (part, entry) in open.enumerate() {
        entry.sheet = Some(Sheet {
            segment: Arc::clone(&segment),
            part,
        });
    }
}

/// The records of a library: numbered segment by segment, those of one briefing after each other,
/// kind by kind, in the order of the file's tables.
#[derive(Debug, Default)]
pub struct Records {
    segments: Vec<Numbered>,
    /// For each briefing, in the library's order, which segment and which part of it.
    sheets: Vec<Option<(usize, usize)>>,
    len: u32,
}

/// A segment with the number of its first record.
#[derive(Debug)]
struct Numbered {
    first: u32,
    segment: Arc<Segment>,
    /// For each part, the place of its briefing in the library's order; none for parts that another
    /// version of their file has taken the place of.
    places: Vec<Option<u32>>,
}

/// A segment's numbers as those of the library.
#[derive(Clone, Copy, Debug)]
pub(super) struct Found<'a> {
    /// The number of the segment's first record.
    pub(super) first: u32,
    /// The segment.
    pub(super) segment: &'a Segment,
    /// The record within the segment.
    pub(super) at: u32,
}

/// Some records of a segment, one after the other.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    /// The number of the segment's first record.
    pub(super) first: u32,
    /// The segment.
    pub(super) segment: &'a Segment,
    /// The records, numbered within the segment.
    pub(super) span: Range<u32>,
}

impl Piece<'_> {
    /// The records, numbered within the library.
    pub(super) fn range(&self) -> Range<u32> {
        let of_library = |at: u32| self.first.saturating_add(at);
        of_library(self.span.start)..of_library(self.span.end)
    }
}

/// What a pane shows of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row<'a> {
    /// The date, short; empty where there is none.
    pub when: &'a str,
    /// Who: speakers, participants, claimants.
    pub who: Cow<'a, str>,
    /// The name, title or words.
    pub text: &'a str,
}

impl Records {
    /// Numbers the records of some files, given in the library's order; `None` for what is not
    /// readable. There are at most 2³² records, and what is past that is not numbered.
    pub(super) fn new<'a>(sheets: impl Iterator<Item = Option<&'a Sheet>>) -> Self {
        let mut records = Self::default();
        let mut known = std::collections::HashMap::new();
        for (place, sheet) in sheets.enumerate() {
            let sheet = sheet.and_then(|sheet| {
                let address = Arc::as_ptr(&sheet.segment).addr();
                let at = match known.entry(address) {
                    std::collections::hash_map::Entry::Occupied(known) => *known.get(),
                    std::collections::hash_map::Entry::Vacant(new) => {
                        *new.insert(records.add(&sheet.segment)?)
                    }
                };
                let numbered = records.segments.get_mut(at)?;
                *numbered.places.get_mut(sheet.part)? = Some(place as u32);
                Some((at, sheet.part))
            });
            records.sheets.push(sheet);
        }
        records
    }

    fn add(&mut self, segment: &Arc<Segment>) -> Option<usize> {
        let first = self.len;
        self.len = first.checked_add(segment.len())?;
        self.segments.push(Numbered {
            first,
            segment: Arc::clone(segment),
            places: vec![None; segment.parts()],
        });
        Some(self.segments.len() - 1)
    }

    /// The segments, each with the number of its first record, ascending.
    pub(super) fn segments(&self) -> impl Iterator<Item = (u32, &Segment)> {
        let segments = self.segments.iter();
        segments.map(|one| (one.first, &*one.segment))
    }

    /// The records within a range, segment by segment, ascending.
    pub(super) fn pieces(&self, range: &Range<u32>) -> Vec<Piece<'_>> {
        let pieces = self.segments().map(|(first, segment)| {
            let end = range.end.saturating_sub(first).min(segment.len());
            let start = range.start.saturating_sub(first).min(end);
            Piece {
                first,
                segment,
                span: start..end,
            }
        });
        pieces.filter(|piece| !piece.span.is_empty()).collect()
    }

    fn numbered(&self, ix: RecordIx) -> Option<&Numbered> {
        let upto = self.segments.partition_point(|one| one.first <= ix.0);
        // Of segments without records only the last before a record can hold it.
        self.segments.get(upto.checked_sub(1)?)
    }

    /// Where a record stands among the columns.
    pub(super) fn found(&self, ix: RecordIx) -> Option<Found<'_>> {
        let numbered = self.numbered(ix)?;
        let at = ix.0 - numbered.first;
        (at < numbered.segment.len()).then_some(Found {
            first: numbered.first,
            segment: &numbered.segment,
            at,
        })
    }

    /// The numbers of some records, and what they are numbers in.
    fn list<'a>(
        &'a self,
        ix: RecordIx,
        of: impl Fn(&'a Segment, u32) -> List<'a>,
    ) -> impl ExactSizeIterator<Item = RecordIx> + Clone + 'a {
        let found = self.found(ix);
        let list = found.map_or_else(List::default, |found| of(found.segment, found.at));
        let first = found.map_or(0, |found| found.first);
        list.iter()
            .map(move |at| RecordIx(first.saturating_add(at)))
    }

    /// The number that every record's is below.
    pub fn len(&self) -> usize {
        self.len as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    fn sheet(&self, briefing: usize) -> Option<(&Numbered, usize)> {
        let (segment, part) = self.sheets.get(briefing).copied()??;
        Some((self.segments.get(segment)?, part))
    }

    /// The record in a row of a table of the briefing at a place in the library's order.
    pub fn at(&self, briefing: usize, kind: RecordKind, row: usize) -> Option<RecordIx> {
        let span = self.span(briefing, kind);
        let ix = span.start.checked_add(u32::try_from(row).ok()?)?;
        span.contains(&ix).then_some(RecordIx(ix))
    }

    /// The record with an identifier in the briefing at a place in the library's order.
    pub fn find_in(&self, briefing: usize, id: &RecordId) -> Option<RecordIx> {
        let (numbered, part) = self.sheet(briefing)?;
        let at = numbered.segment.find(part, id.slug.as_str())?;
        let same_kind = numbered.segment.kind(at) == Some(id.kind);
        same_kind.then_some(RecordIx(numbered.first + at))
    }

    /// All records of one kind in one briefing, in the order of the file.
    pub fn span(&self, briefing: usize, kind: RecordKind) -> Range<u32> {
        let sheet = self.sheet(briefing);
        sheet.map_or(0..0, |(numbered, part)| {
            let span = numbered.segment.span(part, kind);
            numbered.first.saturating_add(span.start)..numbered.first.saturating_add(span.end)
        })
    }

    /// All records of one briefing.
    pub fn all_of(&self, briefing: usize) -> Range<u32> {
        let sheet = self.sheet(briefing);
        sheet.map_or(0..0, |(numbered, part)| {
            let all = numbered.segment.part(part);
            numbered.first.saturating_add(all.start)..numbered.first.saturating_add(all.end)
        })
    }

    /// How many briefings there are.
    pub(super) fn briefings(&self) -> usize {
        self.sheets.len()
    }

    /// The records of a kind in one briefing that are known by something outside of it.
    pub(super) fn marked(
        &self,
        briefing: usize,
        kind: RecordKind,
    ) -> impl Iterator<Item = RecordIx> {
        let columns = self.columns(briefing).into_iter();
        columns.flat_map(move |(segment, part, first)| {
            let marks = segment.marks(segment.span(part, kind));
            marks.map(move |(at, _)| RecordIx(first.saturating_add(at)))
        })
    }

    /// What a record is known by outside of its briefing.
    pub(super) fn mark(&self, ix: RecordIx) -> Option<u64> {
        let found = self.found(ix)?;
        let mut marks = found.segment.marks(found.at..found.at + 1);
        marks.next().map(|(_, mark)| mark)
    }

    /// The records of a kind in one briefing that were taken from its library's own file.
    pub(super) fn shared(
        &self,
        briefing: usize,
        kind: RecordKind,
    ) -> impl Iterator<Item = RecordIx> {
        let columns = self.columns(briefing).into_iter();
        columns.flat_map(move |(segment, part, first)| {
            let shared = segment.shared(segment.span(part, kind));
            shared.map(move |at| RecordIx(first.saturating_add(at)))
        })
    }

    /// The columns that hold the records of one briefing, and the number of the first record of
    /// these columns.
    pub(super) fn columns(&self, briefing: usize) -> Option<(&Segment, usize, u32)> {
        let (numbered, part) = self.sheet(briefing)?;
        Some((&*numbered.segment, part, numbered.first))
    }

    /// A record's kind.
    pub fn kind(&self, ix: RecordIx) -> Option<RecordKind> {
        let found = self.found(ix)?;
        found.segment.kind(found.at)
    }

    /// The place of a record's briefing in the library's order.
    pub fn briefing(&self, ix: RecordIx) -> Option<usize> {
        let numbered = self.numbered(ix)?;
        let part = numbered.segment.part_of(ix.0.checked_sub(numbered.first)?);
        let place = numbered.places.get(part).copied()??;
        Some(place as usize)
    }

    /// The first and last day, as days of the common era, by which a record sorts; [`NO_DAY`]
    /// where it has none.
    pub fn days(&self, ix: RecordIx) -> (i32, i32) {
        let found = self.found(ix);
        found.map_or((NO_DAY, NO_DAY), |found| found.segment.days(found.at))
    }

    /// When it was, as exactly as it is known; `None` where it has no date.
    pub fn bounds(&self, ix: RecordIx) -> Option<&Bounds> {
        let found = self.found(ix)?;
        found.segment.bounds(found.at)
    }

    /// What a pane shows of a record.
    pub fn row(&self, ix: RecordIx) -> Row<'_> {
        let Some(Found { segment, at, .. }) = self.found(ix) else {
            return Row {
                when: "",
                who: Cow::Borrowed(""),
                text: "",
            };
        };
        let mut names = segment.actors(at).iter().map(|actor| segment.main(actor));
        let first = names.next().unwrap_or_default();
        let who = match names.next() {
            None => Cow::Borrowed(first),
            Some(second) => {
                let all = [first, second].into_iter().chain(names);
                Cow::Owned(all.collect::<Vec<_>>().join(", "))
            }
        };
        Row {
            when: segment.when(at),
            who,
            text: segment.main(at),
        }
    }

    /// The record itself, from its plain briefing.
    pub fn record<'a>(&self, ix: RecordIx, briefing: &'a Briefing) -> Option<Record<'a>> {
        let kind = self.kind(ix)?;
        briefing.record_at(kind, self.row_of(ix)?)
    }

    /// The row of a record in its file's table.
    fn row_of(&self, ix: RecordIx) -> Option<usize> {
        let found = self.found(ix)?;
        let part = found.segment.part_of(found.at);
        let span = found.segment.span(part, found.segment.kind(found.at)?);
        found.at.checked_sub(span.start).map(|row| row as usize)
    }

    /// A record's identifier.
    pub fn id(&self, ix: RecordIx) -> Option<RecordId> {
        let found = self.found(ix)?;
        Some(RecordId {
            kind: found.segment.kind(found.at)?,
            slug: Slug::known(found.segment.id(found.at)),
        })
    }

    /// A record's identifier as text.
    pub(super) fn slug(&self, ix: RecordIx) -> &str {
        let found = self.found(ix);
        found.map_or("", |found| found.segment.id(found.at))
    }

    /// What a record is called: its name or title, then its aliases.
    pub(super) fn names(&self, ix: RecordIx) -> impl Iterator<Item = &str> {
        let found = self.found(ix).into_iter();
        found.flat_map(|found| found.segment.names(found.at))
    }

    /// Where the words of a source are kept; see [`Segment::stored`].
    pub(super) fn stored(&self, ix: RecordIx) -> Option<&str> {
        let found = self.found(ix)?;
        found.segment.stored(found.at)
    }

    /// Everything that is said of a record, its name, title or words first, then other names.
    pub(super) fn fields(&self, ix: RecordIx) -> impl Iterator<Item = (Field, &str)> {
        let found = self.found(ix).into_iter();
        found.flat_map(|found| found.segment.fields(found.at))
    }

    pub(super) fn traits(&self, ix: RecordIx) -> Traits {
        let found = self.found(ix);
        found.map_or_else(Traits::default, |found| found.segment.traits(found.at))
    }

    /// The actors that a record is of.
    pub fn actors(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::actors)
    }

    /// What shows a position, and what was said in an event.
    pub fn evidence(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::evidence)
    }

    /// The records of a kind that a record of the same briefing shows, or was said in, ascending: those
    /// that have it among their [`evidence`](Self::evidence). All of that kind are looked at.
    pub fn shown_by(&self, ix: RecordIx, kind: RecordKind) -> impl Iterator<Item = RecordIx> + '_ {
        let found = self.found(ix).into_iter();
        found.flat_map(move |Found { first, segment, at }| {
            let span = segment.span(segment.part_of(at), kind);
            let is_shown = move |one: &u32| segment.evidence(*one).iter().any(|other| other == at);
            span.filter(is_shown).map(move |one| RecordIx(first + one))
        })
    }

    /// Whose word a position rests on: actors, each once, as [`super::involvement::voices_of`] has
    /// them.
    pub fn voices(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::voices)
    }

    /// Until when a position was held, as exactly as it is known; `None` where that is not said.
    pub fn until(&self, ix: RecordIx) -> Option<&Bounds> {
        let found = self.found(ix)?;
        found.segment.until(found.at)
    }

    /// The issues that a record is on.
    pub fn issues(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::issues)
    }

    /// The sources that a record is from; a source's own is itself.
    pub fn sources(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::sources)
    }

    /// The records of an actor, ascending.
    pub fn of_actor(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::of_actor)
    }

    /// The records of a source: itself, what was taken from it and what rests on it; ascending.
    pub fn of_source(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::of_source)
    }

    /// The records on an issue, ascending.
    pub fn on_issue(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::on_issue)
    }

    /// The records of a kind that are of an actor, on an issue or from a source, ascending; of other
    /// records nothing.
    pub fn of_kind(
        &self,
        ix: RecordIx,
        kind: RecordKind,
    ) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, move |segment, at| {
            let all = match segment.kind(at) {
                Some(RecordKind::Actor) => segment.of_actor(at),
                Some(RecordKind::Issue) => segment.on_issue(at),
                Some(RecordKind::Source) => segment.of_source(at),
                _ => List::default(),
            };
            // Those of a kind stand together.
            let span = segment.span(segment.part_of(at), kind);
            all.slice(all.count_below(span.start)..all.count_below(span.end))
        })
    }

    /// The same, each with the first day by which it sorts; see [`days`](Self::days).
    pub fn dated_of_kind(
        &self,
        ix: RecordIx,
        kind: RecordKind,
    ) -> impl Iterator<Item = (RecordIx, i32)> + '_ {
        let found = self.found(ix);
        let day = move |one: RecordIx| {
            let found = found?;
            Some(found.segment.days(one.0.checked_sub(found.first)?).0)
        };
        let of_kind = self.of_kind(ix, kind);
        of_kind.map(move |one| (one, day(one).unwrap_or(NO_DAY)))
    }

    /// An actor with the states, bodies and groups whose people it is one of; an issue with those
    /// it is a part of; of other records nothing.
    pub fn wholes(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::wholes)
    }

    /// The states, bodies and groups whose people an actor is one of no longer, on the day that its
    /// briefing describes.
    pub fn former(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::former)
    }

    /// A state, body or group with its people; an issue with its parts; ascending. Of other
    /// records nothing.
    pub fn members(&self, ix: RecordIx) -> impl ExactSizeIterator<Item = RecordIx> + Clone + '_ {
        self.list(ix, Segment::members)
    }
}
