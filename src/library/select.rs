//! Which records meet a filter, in which order, and how many of each actor and issue.

use std::ops::Range;

use crate::model::RecordKind;

use super::bits::Bits;
use super::used::Used;
use super::{
    Choice, Filter, Library, Matching, People, RecordIx, Scope, Unsure, Verdicts, Verified,
};

/// The records of a scope that meet a filter.
///
/// Actors are all listed, whatever the filter: they are what is filtered by. An issue is listed
/// when a position, quotation or figure of the chosen actors is on it (taking part in an event says
/// nothing on the issue); choosing an issue does not hide the others. A source is listed when it
/// meets the filter itself, or when another listed record is from it; choosing a source does not
/// hide the others. Of a query the same is true: it leaves all actors, and the issues and sources that
/// none of its terms speaks against.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    rows: [Vec<RecordIx>; KINDS],
    totals: [usize; KINDS],
    uncertain: [usize; KINDS],
    listed: Bits,
    chosen: Vec<RecordIx>,
    subjects: Option<Bits>,
    /// Sources that are listed only because another listed record is from them.
    used: Bits,
    counts: Vec<Counts>,
    first: u32,
}

const KINDS: usize = RecordKind::ALL.len();

/// How many of the listed records are of an actor, or on an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Quotations.
    pub quotes: u32,
    /// Events.
    pub events: u32,
}

impl Library {
    /// Finds the records of a scope that meet a filter. Choices that name nothing in this snapshot
    /// are passed over; where none is left, the condition is met by nothing.
    pub fn select(&self, scope: Scope, filter: &Filter, verdicts: &Verdicts) -> Selection {
        let of_actors = self.bits_of_actors(filter);
        let on_issues = self.bits_on_issues(filter);
        let from_sources = self.bits_from_sources(filter);
        let mut selection = Selection {
            listed: Bits::with_capacity(self.records().len()),
            chosen: self.chosen(filter),
            ..Selection::default()
        };
        let asked = self.ask(scope, filter, verdicts);
        let briefings = self.places(scope);
        let mut used = Used::new(self);
        for kind in RecordKind::ALL {
            let mut rows = Vec::new();
            let mut total = 0;
            // What is filtered by, and not what is left.
            let by_issue = !matches!(kind, RecordKind::Actor | RecordKind::Issue);
            for at in briefings.clone() {
                let span = self.records().span(at, kind);
                total += span.len();
                let sets = match kind {
                    RecordKind::Actor => [None; 3],
                    RecordKind::Issue => [of_actors.as_ref(), None, from_sources.as_ref()],
                    RecordKind::Source => [of_actors.as_ref(), on_issues.as_ref(), None],
                    _ => [
                        of_actors.as_ref(),
                        on_issues.as_ref(),
                        from_sources.as_ref(),
                    ],
                };
                let sets: Vec<&Bits> = sets.into_iter().flatten().collect();
                rows.extend(
                    span.filter(|ix| sets.iter().all(|bits| bits.contains(*ix)))
                        .map(RecordIx),
                );
            }
            if kind == RecordKind::Quote && filter.verified == Verified::NotVerified {
                rows.retain(|ix| verdicts.standing(self, *ix).is_unverified());
            }
            if let Some(asked) = &asked {
                rows.retain(|ix| asked.listed.contains(ix.0));
            }
            if kind == RecordKind::Source {
                let all = briefings.clone();
                let all = all.flat_map(|at| self.records().span(at, kind));
                selection.used = used.add_to(&mut rows, all);
            }
            let sure = |ix: &RecordIx| {
                let asked = asked.as_ref().filter(|_| by_issue);
                let itself = || asked.is_none_or(|asked| asked.sure.contains(ix.0));
                used.is_sure(*ix) || (!selection.used.contains(ix.0) && itself())
            };
            let sureness: Vec<bool> = rows.iter().map(sure).collect();
            let uncertain = sureness.iter().filter(|sure| !**sure).count();
            if kind != RecordKind::Source {
                used.take(self, &rows, &sureness);
            }
            if filter.unsure == Unsure::Hidden {
                let mut sureness = sureness.iter();
                rows.retain(|_| sureness.next().copied().unwrap_or(false));
            }
            if matches!(kind, RecordKind::Quote | RecordKind::Event) {
                rows.sort_by_key(|ix| self.records().days(*ix));
            }
            for ix in &rows {
                selection.listed.insert(ix.0);
            }
            selection.put(kind, rows, total, uncertain);
        }
        selection.count(self, briefings, filter.people);
        selection.subjects = asked.map(|asked| asked.subjects);
        selection
    }

    /// The records of the chosen actors; `None` where no actor is chosen.
    fn bits_of_actors(&self, filter: &Filter) -> Option<Bits> {
        let mut all: Option<Bits> = None;
        for choice in &filter.actors {
            let mut bits = Bits::with_capacity(self.records().len());
            for actor in self.chosen_family(choice, filter.people) {
                self.insert_records_of(actor, &mut bits);
            }
            all = Some(match (all, filter.matching) {
                (None, _) => bits,
                (Some(mut all), Matching::Any) => {
                    all.unite(&bits);
                    all
                }
                (Some(mut all), Matching::All) => {
                    all.intersect(&bits);
                    all
                }
            });
        }
        all
    }

    /// The records from the chosen sources, and the issues that they are on; `None` where no
    /// source is chosen.
    fn bits_from_sources(&self, filter: &Filter) -> Option<Bits> {
        if filter.sources.is_empty() {
            return None;
        }
        let mut bits = Bits::with_capacity(self.records().len());
        for source in filter.sources.iter().filter_map(|choice| self.find(choice)) {
            self.insert_records_from(source, &mut bits);
        }
        Some(bits)
    }

    /// What is from a source, and the issues that its positions, quotations and figures are on.
    pub(super) fn insert_records_from(&self, source: RecordIx, bits: &mut Bits) {
        self.insert_with_issues(self.records().of_source(source), bits);
    }

    /// An actor's records, and the issues that its positions, quotations and figures are on.
    pub(super) fn insert_records_of(&self, actor: RecordIx, bits: &mut Bits) {
        self.insert_with_issues(self.records().of_actor(actor), bits);
    }

    /// Some records, and the issues that the positions, quotations and figures of them are on.
    fn insert_with_issues(&self, records: impl Iterator<Item = RecordIx>, bits: &mut Bits) {
        for ix in records {
            bits.insert(ix.0);
            let kind = self.records().kind(ix);
            if matches!(
                kind,
                Some(RecordKind::Position | RecordKind::Quote | RecordKind::Figure)
            ) {
                for issue in self.records().issues(ix) {
                    bits.insert(issue.0);
                }
            }
        }
    }

    /// A chosen actor, with its people where they count.
    fn chosen_family(&self, choice: &Choice, people: People) -> Vec<RecordIx> {
        let found = self.find(choice);
        found.map_or_else(Vec::new, |actor| self.family(actor, people))
    }

    /// An actor, with its people where they count.
    pub(super) fn family(&self, actor: RecordIx, people: People) -> Vec<RecordIx> {
        match people {
            People::Included => self.records().members(actor).collect(),
            People::Excluded => vec![actor],
        }
    }

    /// The chosen actors and issues of this snapshot, with their people and parts.
    fn chosen(&self, filter: &Filter) -> Vec<RecordIx> {
        let actors = filter.actors.iter();
        let actors = actors.flat_map(|choice| self.chosen_family(choice, filter.people));
        let issues = filter.issues.iter();
        let issues = issues.flat_map(|choice| self.chosen_parts(choice));
        let sources = filter.sources.iter();
        let sources = sources.filter_map(|choice| self.find(choice));
        actors.chain(issues).chain(sources).collect()
    }

    /// A chosen issue with its parts.
    fn chosen_parts(&self, choice: &Choice) -> Vec<RecordIx> {
        let found = self.find(choice);
        found.map_or_else(Vec::new, |issue| self.records().members(issue).collect())
    }

    /// The records on the chosen issues or their parts; `None` where no issue is chosen.
    fn bits_on_issues(&self, filter: &Filter) -> Option<Bits> {
        if filter.issues.is_empty() {
            return None;
        }
        let mut bits = Bits::with_capacity(self.records().len());
        for issue in filter
            .issues
            .iter()
            .flat_map(|choice| self.chosen_parts(choice))
        {
            for ix in self.records().on_issue(issue) {
                bits.insert(ix.0);
            }
        }
        Some(bits)
    }
}

impl Selection {
    fn put(&mut self, kind: RecordKind, rows: Vec<RecordIx>, total: usize, uncertain: usize) {
        let at = kind as usize;
        if let Some(slot) = self.rows.get_mut(at) {
            *slot = rows;
        }
        if let Some(slot) = self.totals.get_mut(at) {
            *slot = total;
        }
        if let Some(slot) = self.uncertain.get_mut(at) {
            *slot = uncertain;
        }
    }

    /// Counts, for each actor and issue, what of the listed records ticking it would list.
    fn count(&mut self, library: &Library, briefings: Range<usize>, people: People) {
        let records = library.records();
        let spans = briefings
            .flat_map(|at| RecordKind::ALL.map(|kind| records.span(at, kind)))
            .filter(|span| !span.is_empty());
        let (first, end) = spans.fold((u32::MAX, 0), |(first, end), span| {
            (first.min(span.start), end.max(span.end))
        });
        self.first = first;
        let len = end.saturating_sub(first) as usize;
        self.counts = vec![Counts::default(); len];
        // The record that each was counted for last: of several people of one state it has one.
        let mut last = vec![u32::MAX; len];
        for kind in [RecordKind::Quote, RecordKind::Event] {
            for ix in self.rows(kind).to_vec() {
                let bodies = |actor| match people {
                    People::Included => Some(records.wholes(actor)),
                    People::Excluded => None,
                };
                let alone = |actor: &RecordIx| Some(*actor).filter(|_| people == People::Excluded);
                let actors = records.actors(ix);
                let actors = actors.flat_map(|actor| {
                    let bodies = bodies(actor).into_iter().flatten();
                    bodies.chain(alone(&actor))
                });
                let issues = records.issues(ix);
                let issues = issues.flat_map(|issue| records.wholes(issue));
                for of in actors.chain(issues) {
                    let at = of.0.checked_sub(first).map(|at| at as usize);
                    let counted = at.and_then(|at| last.get_mut(at));
                    let counted = counted.map(|last| std::mem::replace(last, ix.0));
                    let Some(counts) = self.counts_mut(of.0).filter(|_| counted != Some(ix.0))
                    else {
                        continue;
                    };
                    match kind {
                        RecordKind::Quote => counts.quotes += 1,
                        _ => counts.events += 1,
                    }
                }
            }
        }
    }

    fn counts_mut(&mut self, ix: u32) -> Option<&mut Counts> {
        self.counts.get_mut(ix.checked_sub(self.first)? as usize)
    }

    /// The listed records of a kind: quotations and events by date, the others as in the file.
    pub fn rows(&self, kind: RecordKind) -> &[RecordIx] {
        self.rows.get(kind as usize).map_or(&[], Vec::as_slice)
    }

    /// The listed records of a kind; of actors, issues and sources only those that were chosen,
    /// with their people and parts, where any were, and those that the filter asks for themselves.
    pub fn subjects(&self, kind: RecordKind, library: &Library) -> Vec<RecordIx> {
        let is_kind = |ix: &RecordIx| library.records().kind(*ix) == Some(kind);
        let chosen = self.chosen.iter().any(is_kind);
        let chosen = |ix: &RecordIx| !chosen || self.chosen.contains(ix);
        let facet = matches!(
            kind,
            RecordKind::Actor | RecordKind::Issue | RecordKind::Source
        );
        let asked = self.subjects.as_ref().filter(|_| facet);
        let asked = |ix: &RecordIx| asked.is_none_or(|asked| asked.contains(ix.0));
        let rows = self.rows(kind).iter().copied();
        let itself = |ix: &RecordIx| !self.used.contains(ix.0);
        rows.filter(chosen).filter(asked).filter(itself).collect()
    }

    /// How many records of a kind the scope holds, whatever the filter.
    pub fn total(&self, kind: RecordKind) -> usize {
        self.totals.get(kind as usize).copied().unwrap_or(0)
    }

    /// How many records only possibly meet what is asked, because of their dates: they are listed
    /// too, or hidden.
    pub fn uncertain(&self, kind: RecordKind) -> usize {
        self.uncertain.get(kind as usize).copied().unwrap_or(0)
    }

    /// Whether a record is listed.
    pub fn contains(&self, ix: RecordIx) -> bool {
        self.listed.contains(ix.0)
    }

    /// How many of the listed records are of an actor, or on an issue.
    pub fn counts(&self, ix: RecordIx) -> Counts {
        let at = ix.0.checked_sub(self.first);
        let counts = at.and_then(|at| self.counts.get(at as usize));
        counts.copied().unwrap_or_default()
    }
}
