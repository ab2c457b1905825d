//! A segment as bytes, for a cache: column after column, as they are in memory.

use std::sync::OnceLock;

use crate::library::bytes::{Reader, Writer};
use crate::library::csr::{Items, Lists, Singles, Sparse, Starts};
use crate::library::figures::Figures;
use crate::library::marks::Marks;
use crate::library::traits::Traits;
use crate::model::RecordKind;
use crate::model::date::Bounds;

use super::{CalendarDate, KINDS, Part, Segment, TEXTS};

impl Segment {
    /// Writes the columns.
    pub(in crate::library) fn write(&self, out: &mut Writer) {
        out.numbers(self.parts.iter().flat_map(|part| {
            let ends = part.ends.into_iter();
            std::iter::once(part.start).chain(ends)
        }));
        out.bytes(
            &self
                .kinds
                .iter()
                .map(|kind| *kind as u8)
                .collect::<Vec<_>>(),
        );
        out.numbers(self.traits.iter().map(|traits| traits.number()));
        self.dates.write(out);
        let days = self.calendar.iter().flat_map(|date| {
            let bounds = date.bounds.days();
            [date.days.0, date.days.1].into_iter().chain(bounds)
        });
        out.numbers(days.map(i32::cast_unsigned));
        let short: Vec<&str> = self.calendar.iter().map(|date| &*date.short).collect();
        out.text(&short.join("\n"));
        self.texts.write(out);
        out.text(&self.arena);
        for lists in [&self.actors, &self.issues] {
            lists.write(out);
        }
        self.sources.write(out);
        for lists in [
            &self.wholes,
            &self.by_actor,
            &self.by_issue,
            &self.by_source,
            &self.members,
            &self.former,
            &self.evidence,
            &self.voices,
            &self.until,
        ] {
            lists.write(out);
        }
        self.figures.write(out);
        self.by_id.write(out);
        self.marks.write(out);
    }

    /// Reads the columns; `None` where they are not what was written.
    pub(in crate::library) fn read(bytes: &mut Reader<'_>) -> Option<Self> {
        let parts = bytes.numbers()?;
        let (parts, rest) = parts.as_chunks::<{ KINDS + 1 }>();
        let part = |[start, ends @ ..]: &[u32; KINDS + 1]| Part {
            start: *start,
            ends: *ends,
        };
        let parts = parts.iter().map(part).collect();
        let kinds = bytes.bytes()?.iter();
        let kinds = kinds.map(|kind| RecordKind::ALL.get(usize::from(*kind)).copied());
        let kinds: Vec<RecordKind> = kinds.collect::<Option<_>>()?;
        let traits: Vec<_> = bytes.numbers()?.into_iter().map(Traits::known).collect();
        let dates = Items::read(bytes)?;
        let calendar = calendar(&bytes.numbers()?, bytes.text()?)?;
        let texts = Starts::read(bytes)?;
        let arena = bytes.text()?.to_owned();
        let mut lists = || Lists::read(bytes);
        let [actors, issues] = [lists()?, lists()?];
        let sources = Singles::read(bytes)?;
        let mut sparse = || Sparse::read(bytes);
        let segment = Self {
            parts,
            kinds,
            traits,
            dates,
            calendar,
            texts,
            arena,
            actors,
            issues,
            sources,
            wholes: sparse()?,
            by_actor: sparse()?,
            by_issue: sparse()?,
            by_source: sparse()?,
            members: sparse()?,
            former: sparse()?,
            evidence: sparse()?,
            voices: sparse()?,
            until: sparse()?,
            figures: Figures::read(bytes)?,
            by_id: Lists::read(bytes)?,
            marks: Marks::read(bytes)?,
            index: OnceLock::new(),
            text_index: OnceLock::new(),
        };
        let count = segment.kinds.len();
        let columns = [
            segment.sources.len(),
            segment.traits.len(),
            segment.dates.len(),
            segment.texts.len() / TEXTS,
        ];
        let whole = rest.is_empty()
            && segment.by_id.len() == segment.parts.len()
            && columns.iter().all(|len| *len == count);
        whole.then_some(segment)
    }
}

fn calendar(days: &[u32], short: &str) -> Option<Vec<CalendarDate>> {
    let (days, odd) = days.as_chunks::<6>();
    let mut short = short.split('\n');
    let date = |numbers: &[u32; 6]| {
        let [first, last, bounds @ ..] = numbers.map(u32::cast_signed);
        Some(CalendarDate {
            days: (first, last),
            bounds: Bounds::of_days(bounds)?,
            short: short.next()?.into(),
        })
    };
    let calendar = days.iter().map(date).collect::<Option<Vec<_>>>()?;
    odd.is_empty().then_some(calendar)
}
