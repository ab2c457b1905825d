//! Which records meet a filter, in which order, and how many of each actor and issue.

use crate::model::date::{Certainty, DayRange};
use crate::model::{ActorId, IssueId, RecordKind};

use super::involvement;
use super::records::date_of;
use super::{Choice, Filter, Library, Matching, People, RecordIx, Scope, Verdicts, Verified};

/// The records of a scope that meet a filter.
///
/// Actors are all listed, whatever the filter: they are what is filtered by. An issue is listed
/// when a position, quotation or figure of the chosen actors is on it (taking part in an event says
/// nothing on the issue); choosing an issue does not hide the others.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    rows: [Vec<RecordIx>; KINDS],
    totals: [usize; KINDS],
    uncertain: [usize; KINDS],
    listed: Bits,
    chosen: Vec<RecordIx>,
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

/// A set of small numbers.
#[derive(Clone, Debug, Default)]
struct Bits(Vec<u64>);

impl Bits {
    fn with_capacity(len: usize) -> Self {
        Self(vec![0; len.div_ceil(64)])
    }

    fn insert(&mut self, bit: u32) {
        if let Some(word) = self.0.get_mut(bit as usize / 64) {
            *word |= 1 << (bit % 64);
        }
    }

    fn contains(&self, bit: u32) -> bool {
        let word = self.0.get(bit as usize / 64);
        word.is_some_and(|word| word & (1 << (bit % 64)) != 0)
    }

    fn intersect(&mut self, other: &Self) {
        for (word, mask) in self.0.iter_mut().zip(&other.0) {
            *word &= mask;
        }
    }
}

impl Library {
    /// Finds the records of a scope that meet a filter. Choices that name nothing in this snapshot
    /// are passed over; where none is left, the condition is met by nothing.
    pub fn select(&self, scope: Scope, filter: &Filter, verdicts: &Verdicts) -> Selection {
        let of_actors = self.bits_of_actors(filter);
        let on_issues = self.bits_on_issues(filter);
        let mut selection = Selection {
            listed: Bits::with_capacity(self.records().len()),
            chosen: self.chosen(filter),
            ..Selection::default()
        };
        let briefings = match scope {
            Scope::One(at) => at..at.saturating_add(1).min(self.entries().len()),
            Scope::All => 0..self.entries().len(),
        };
        for kind in RecordKind::ALL {
            let mut rows = Vec::new();
            let mut total = 0;
            for at in briefings.clone() {
                let span = self.records().span(at, kind);
                total += span.len();
                let of_actors = of_actors.as_ref().filter(|_| kind != RecordKind::Actor);
                let by_issue = !matches!(kind, RecordKind::Actor | RecordKind::Issue);
                let on_issues = on_issues.as_ref().filter(|_| by_issue);
                rows.extend(
                    span.filter(|ix| of_actors.is_none_or(|bits| bits.contains(*ix)))
                        .filter(|ix| on_issues.is_none_or(|bits| bits.contains(*ix)))
                        .map(RecordIx),
                );
            }
            if kind == RecordKind::Quote && filter.verified == Verified::NotVerified {
                rows.retain(|ix| verdicts.standing(self, *ix).is_unverified());
            }
            let uncertain = self.keep_days(&mut rows, filter.days);
            if matches!(kind, RecordKind::Quote | RecordKind::Event) {
                rows.sort_by_key(|ix| self.records().days(*ix));
            }
            for ix in &rows {
                selection.listed.insert(ix.0);
            }
            selection.put(kind, rows, total, uncertain);
        }
        selection.count(self, briefings);
        selection
    }

    /// Drops records outside the days; returns how many of the rest are only possibly inside.
    fn keep_days(&self, rows: &mut Vec<RecordIx>, days: DayRange) -> usize {
        if days == DayRange::default() {
            return 0;
        }
        let mut uncertain = 0;
        rows.retain(|ix| {
            let at = self.records().briefing(*ix);
            let briefing = at.and_then(|at| self.briefing(at));
            let record = briefing.and_then(|briefing| self.records().record(*ix, briefing));
            let Some(record) = record else { return false };
            if matches!(record.id().kind, RecordKind::Actor | RecordKind::Issue) {
                return true;
            }
            // What has no date at all may have been on any day.
            let certainty = date_of(&record).map_or(Certainty::Possibly, |date| date.within(days));
            uncertain += usize::from(certainty == Certainty::Possibly);
            certainty != Certainty::Never
        });
        uncertain
    }

    /// The records of the chosen actors; `None` where no actor is chosen.
    fn bits_of_actors(&self, filter: &Filter) -> Option<Bits> {
        let mut all: Option<Bits> = None;
        for choice in &filter.actors {
            let mut bits = Bits::with_capacity(self.records().len());
            for actor in self.family(choice, filter.people) {
                self.insert_records_of(actor, &mut bits);
            }
            all = Some(match (all, filter.matching) {
                (None, _) => bits,
                (Some(mut all), Matching::Any) => {
                    for (word, more) in all.0.iter_mut().zip(&bits.0) {
                        *word |= more;
                    }
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

    /// An actor's records, and the issues that its positions, quotations and figures are on.
    fn insert_records_of(&self, actor: RecordIx, bits: &mut Bits) {
        for ix in self.records().of_actor(actor) {
            bits.insert(*ix);
            let kind = self.records().kind(RecordIx(*ix));
            if matches!(
                kind,
                Some(RecordKind::Position | RecordKind::Quote | RecordKind::Figure)
            ) {
                for issue in self.records().issues(RecordIx(*ix)) {
                    bits.insert(*issue);
                }
            }
        }
    }

    /// A chosen actor, with its people where they count.
    fn family(&self, choice: &Choice, people: People) -> Vec<RecordIx> {
        let Some(actor) = self.find(choice) else {
            return Vec::new();
        };
        let at = self.position(&choice.file);
        let briefing = at.and_then(|at| Some((at, self.briefing(at)?)));
        let mut family = vec![actor];
        if let (People::Included, Some((at, briefing))) = (people, briefing) {
            let actor = ActorId(choice.id.slug.clone());
            for member in involvement::people_of(briefing, &actor) {
                family.extend(self.find_in(at, &member.record()));
            }
        }
        family
    }

    /// The chosen actors and issues of this snapshot, with their people and parts.
    fn chosen(&self, filter: &Filter) -> Vec<RecordIx> {
        let actors = filter.actors.iter();
        let actors = actors.flat_map(|choice| self.family(choice, filter.people));
        let issues = filter
            .issues
            .iter()
            .flat_map(|choice| self.with_parts(choice));
        actors.chain(issues).collect()
    }

    /// A chosen issue with its parts.
    fn with_parts(&self, choice: &Choice) -> Vec<RecordIx> {
        let at = self.position(&choice.file);
        let Some((at, briefing)) = at.and_then(|at| Some((at, self.briefing(at)?))) else {
            return Vec::new();
        };
        let issue = IssueId(choice.id.slug.clone());
        let parts = involvement::parts_of(briefing, &issue).into_iter();
        let issues = std::iter::once(&issue).chain(parts);
        issues
            .filter_map(|id| self.find_in(at, &id.record()))
            .collect()
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
            .flat_map(|choice| self.with_parts(choice))
        {
            for ix in self.records().on_issue(issue) {
                bits.insert(*ix);
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

    fn count(&mut self, library: &Library, briefings: std::ops::Range<usize>) {
        let records = library.records();
        let spans = briefings
            .flat_map(|at| RecordKind::ALL.map(|kind| records.span(at, kind)))
            .filter(|span| !span.is_empty());
        let (first, end) = spans.fold((u32::MAX, 0), |(first, end), span| {
            (first.min(span.start), end.max(span.end))
        });
        self.first = first;
        self.counts = vec![Counts::default(); end.saturating_sub(first) as usize];
        for kind in [RecordKind::Quote, RecordKind::Event] {
            for ix in self.rows(kind).to_vec() {
                for of in records.actors(ix).iter().chain(records.issues(ix)) {
                    let Some(counts) = self.counts_mut(*of) else {
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

    /// The listed records of a kind; of actors and issues only those that were chosen, with their
    /// people and parts, where any were.
    pub fn subjects(&self, kind: RecordKind, library: &Library) -> Vec<RecordIx> {
        let is_kind = |ix: &RecordIx| library.records().kind(*ix) == Some(kind);
        let rows = self.rows(kind).iter().copied();
        if self.chosen.iter().any(is_kind) {
            rows.filter(|ix| self.chosen.contains(ix)).collect()
        } else {
            rows.collect()
        }
    }

    /// How many records of a kind the scope holds, whatever the filter.
    pub fn total(&self, kind: RecordKind) -> usize {
        self.totals.get(kind as usize).copied().unwrap_or(0)
    }

    /// How many of the listed records only possibly lie in the chosen days.
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
