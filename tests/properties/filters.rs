//! A selection against a walk over the plain records.

use std::collections::{BTreeMap, BTreeSet};

use briefing::library::involvement::{actors_of, issues_of, parts_of, people_of, sources_of};
use briefing::library::records::date_of;
use briefing::library::select::Counts;
use briefing::library::{
    Choice, Filter, Library, Matching, People, RecordIx, Scope, Unsure, Verdicts,
};
use briefing::model::date::{Certainty, DayRange};
use briefing::model::{Briefing, Record, RecordId, RecordKind};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::libraries;

/// Every record that there is of some kinds.
fn records(library: &Library, kinds: &[RecordKind]) -> Vec<RecordIx> {
    let all = (0..library.records().len() as u32).map(RecordIx);
    all.filter(|ix| kinds.contains(&library.records().kind(*ix).unwrap()))
        .collect()
}

fn choices(kind: RecordKind) -> impl Strategy<Value = (usize, Vec<Choice>)> {
    let some = prop::collection::vec(any::<prop::sample::Index>(), 0..4);
    (0..libraries::all().len(), some).prop_map(move |(library, some)| {
        let all = records(&libraries::all()[library], &[kind]);
        let keys = some.iter().filter(|_| !all.is_empty()).map(|index| {
            let ix = all[index.index(all.len())];
            libraries::all()[library].key(ix).unwrap()
        });
        let mut chosen: Vec<Choice> = Vec::new();
        for key in keys {
            if !chosen.contains(&key) {
                chosen.push(key);
            }
        }
        (library, chosen)
    })
}

pub(crate) fn days() -> impl Strategy<Value = DayRange> {
    let day = || {
        let first = NaiveDate::from_ymd_opt(2016, 1, 1).unwrap();
        prop::option::of((0..3700_u64).prop_map(move |days| first + Days::new(days)))
    };
    prop_oneof![
        2 => Just(DayRange::default()),
        1 => (day(), day()).prop_map(|(from, to)| DayRange { from, to }),
    ]
}

/// A library, and conditions that mean something in it.
fn filter() -> impl Strategy<Value = (usize, Filter)> {
    let matching = prop::sample::select(vec![Matching::Any, Matching::All]);
    let people = prop::sample::select(vec![People::Included, People::Excluded]);
    let issues = choices(RecordKind::Issue);
    let sources = prop::option::weighted(0.3, choices(RecordKind::Source));
    let parts = (
        choices(RecordKind::Actor),
        issues,
        sources,
        matching,
        people,
        days(),
    );
    parts.prop_map(
        |((library, actors), (of_issues, issues), sources, matching, people, days)| {
            // Choices of another library mean nothing: no condition is set then.
            let same = of_issues == library;
            let sources = sources.filter(|(of_sources, _)| *of_sources == library);
            let filter = Filter {
                actors,
                matching,
                people,
                issues: if same { issues } else { Vec::new() },
                sources: sources.map_or(Vec::new(), |(_, sources)| sources),
                days,
                ..Filter::default()
            };
            (library, filter)
        },
    )
}

/// A record as the walk meets it.
struct Met<'a> {
    ix: RecordIx,
    record: Record<'a>,
    /// The actors, issues and sources that it is of, each by the record that stands for it.
    actors: Vec<RecordIx>,
    issues: Vec<RecordIx>,
    sources: Vec<RecordIx>,
    /// The issues and sources themselves, of the same briefing.
    own_issues: Vec<RecordIx>,
    own_sources: Vec<RecordIx>,
}

/// The records of a scope, walked over one by one, by the words of `library::involvement` alone.
struct Walk<'a> {
    library: &'a Library,
    scope: Scope,
    filter: &'a Filter,
    records: Vec<Met<'a>>,
    /// For each actor and issue, by the record that stands for it, its people and parts.
    families: BTreeMap<RecordIx, BTreeSet<RecordIx>>,
}

impl<'a> Walk<'a> {
    fn new(library: &'a Library, scope: Scope, filter: &'a Filter) -> Self {
        let mut walk = Self {
            library,
            scope,
            filter,
            records: Vec::new(),
            families: BTreeMap::new(),
        };
        for (at, entry) in library.entries().iter().enumerate() {
            let briefing = entry.content.as_ref().map(|content| &*content.briefing);
            if let Some(briefing) =
                briefing.filter(|_| [Scope::One(at), Scope::All].contains(&scope))
            {
                let all = RecordKind::ALL.into_iter();
                for record in all.flat_map(|kind| briefing.records(kind)) {
                    walk.meet((at, briefing), record);
                }
            }
        }
        // People of people are people, whoever says so.
        loop {
            let before: usize = walk.families.values().map(BTreeSet::len).sum();
            let all = walk.families.clone();
            for family in walk.families.values_mut() {
                let theirs = family.iter().filter_map(|one| all.get(one)).flatten();
                *family = theirs.copied().chain(family.iter().copied()).collect();
            }
            if before == walk.families.values().map(BTreeSet::len).sum::<usize>() {
                return walk;
            }
        }
    }

    fn meet(&mut self, (at, briefing): (usize, &'a Briefing), record: Record<'a>) {
        let find = |id: RecordId| self.library.find_in(at, &id).unwrap();
        let ix = find(record.id());
        let own_issues: Vec<_> = issues_of(&record)
            .into_iter()
            .map(|id| find(id.record()))
            .collect();
        let own_sources: Vec<_> = sources_of(&record)
            .into_iter()
            .map(|id| find(id.record()))
            .collect();
        let heads = |all: &[RecordIx]| all.iter().map(|ix| self.head(*ix)).collect();
        let actors: Vec<_> = actors_of(&record)
            .into_iter()
            .map(|id| find(id.record()))
            .collect();
        let family: Vec<_> = match &record {
            Record::Actor(actor) => {
                let people = people_of(briefing, &actor.id).into_iter();
                people.map(|id| find(id.record())).collect()
            }
            Record::Issue(issue) => {
                let parts = parts_of(briefing, &issue.id).into_iter();
                parts.map(|id| find(id.record())).collect()
            }
            _ => Vec::new(),
        };
        let met = Met {
            ix,
            record,
            actors: heads(&actors),
            issues: heads(&own_issues),
            sources: heads(&own_sources),
            own_issues,
            own_sources,
        };
        let (head, family): (_, Vec<_>) = (self.head(ix), heads(&family));
        self.records.push(met);
        if matches!(record, Record::Actor(_) | Record::Issue(_)) {
            let own = self.families.entry(head).or_default();
            own.insert(head);
            own.extend(family);
        }
    }

    /// The record that stands for all that are the same: over all briefings.
    fn head(&self, ix: RecordIx) -> RecordIx {
        match self.scope {
            Scope::One(_) => ix,
            Scope::All => self.library.identities().head(ix),
        }
    }

    /// A chosen actor or issue with its people and parts; nothing where it is not in the scope.
    fn family(&self, choice: &Choice, people: People) -> BTreeSet<RecordIx> {
        let chosen = self.library.find(choice).map(|ix| self.head(ix));
        let family = chosen.and_then(|ix| self.families.get(&ix));
        match (family, people) {
            (None, _) => BTreeSet::new(),
            (Some(family), People::Included) => family.clone(),
            (Some(_), People::Excluded) => chosen.into_iter().collect(),
        }
    }

    /// Whether anything that a briefing says on an issue is so.
    fn is_said(&self, issue: RecordIx, is: impl Fn(&Met<'_>) -> bool) -> bool {
        let said = self.records.iter().filter(|one| {
            let record = &one.record;
            matches!(
                record,
                Record::Position(_) | Record::Quote(_) | Record::Figure(_)
            )
        });
        let mut said = said.filter(|one| one.own_issues.contains(&issue));
        said.any(is)
    }

    fn meets(&self, met: &Met<'_>) -> bool {
        let Self { filter, .. } = self;
        let of_choice = |choice: &Choice| {
            let family = self.family(choice, filter.people);
            let is_of = |one: &Met<'_>| one.actors.iter().any(|actor| family.contains(actor));
            match met.record {
                Record::Issue(_) => self.is_said(met.ix, is_of),
                _ => is_of(met),
            }
        };
        let kind = met.record.id().kind;
        let of_actors = match filter.matching {
            _ if filter.actors.is_empty() || kind == RecordKind::Actor => true,
            Matching::Any => filter.actors.iter().any(of_choice),
            Matching::All => filter.actors.iter().all(of_choice),
        };
        let on_choice = |choice: &Choice| {
            let family = self.family(choice, People::Included);
            met.issues.iter().any(|issue| family.contains(issue))
        };
        let on_issues = filter.issues.is_empty()
            || matches!(kind, RecordKind::Actor | RecordKind::Issue)
            || filter.issues.iter().any(on_choice);
        let is_from = |one: &Met<'_>| {
            let chosen = filter.sources.iter();
            let mut chosen = chosen.filter_map(|choice| self.library.find(choice));
            chosen.any(|ix| one.sources.contains(&self.head(ix)))
        };
        let from_sources = filter.sources.is_empty()
            || match met.record {
                Record::Actor(_) | Record::Source(_) => true,
                Record::Issue(_) => self.is_said(met.ix, is_from),
                _ => is_from(met),
            };
        of_actors && on_issues && from_sources && self.certainty(met) != Certainty::Never
    }

    fn certainty(&self, met: &Met<'_>) -> Certainty {
        let undated = matches!(met.record, Record::Actor(_) | Record::Issue(_));
        if undated || !self.filter.has_days() {
            return Certainty::Certainly;
        }
        let date = date_of(&met.record);
        date.map_or(Certainty::Possibly, |date| date.within(self.filter.days))
    }
}

fn check(library: &Library, scope: Scope, filter: &Filter) {
    let selection = library.select(scope, filter, &Verdicts::default());
    let walk = Walk::new(library, scope, filter);
    let sure = |one: &&Met<'_>| walk.certainty(one) == Certainty::Certainly;
    let itself: Vec<_> = walk.records.iter().filter(|one| walk.meets(one)).collect();
    let is_source = |one: &&Met<'_>| matches!(one.record, Record::Source(_));
    let used = |records: &mut dyn Iterator<Item = &Met<'_>>| -> BTreeSet<RecordIx> {
        let others = records.filter(|one| !is_source(one));
        others
            .flat_map(|one| one.own_sources.iter().copied())
            .collect()
    };
    let all_used = used(&mut itself.iter().copied());
    let surely_used = used(&mut itself.iter().copied().filter(sure));
    let own_numbers: BTreeSet<_> = itself.iter().map(|met| met.ix).collect();
    let own = |one: &&Met<'_>| own_numbers.contains(&one.ix);
    let met: Vec<_> = walk
        .records
        .iter()
        .filter(|one| own(one) || all_used.contains(&one.ix))
        .collect();
    let surely = |one: &&&Met<'_>| (own(one) && sure(one)) || surely_used.contains(&one.ix);
    let hides = filter.unsure == Unsure::Hidden;
    let shown = met.iter().filter(|one| !hides || surely(one));
    let shown: Vec<_> = shown.copied().collect();
    for kind in RecordKind::ALL {
        let of_kind = |one: &&&Met<'_>| one.record.id().kind == kind;
        let heads = |records: &mut dyn Iterator<Item = &&Met<'_>>| -> BTreeSet<RecordIx> {
            records.map(|one| walk.head(one.ix)).collect()
        };
        let rows = selection.rows(kind);
        let expected = heads(&mut shown.iter().filter(of_kind));
        let possible = heads(&mut met.iter().filter(of_kind));
        let listed: BTreeSet<_> = rows.iter().copied().collect();
        assert_eq!(listed, expected, "{kind:?} in {scope:?}");
        assert_eq!(rows.len(), listed.len(), "{kind:?}: a row stands twice");
        let all: Vec<_> = walk.records.iter().collect();
        let total = heads(&mut all.iter().filter(of_kind));
        assert_eq!(selection.total(kind), total.len(), "{kind:?}");
        let certain = heads(&mut met.iter().filter(of_kind).filter(surely));
        assert_eq!(
            selection.uncertain(kind),
            possible.len() - certain.len(),
            "{kind:?}"
        );
        let records = library.records();
        if matches!(kind, RecordKind::Quote | RecordKind::Event) {
            assert!(rows.is_sorted_by_key(|ix| (records.days(*ix), records.briefing(*ix), *ix)));
        } else {
            assert!(rows.is_sorted_by_key(|ix| (records.briefing(*ix), *ix)));
        }
        for one in all.iter().filter(of_kind) {
            let is_listed = expected.contains(&walk.head(one.ix));
            assert_eq!(
                selection.contains(one.ix),
                is_listed,
                "{:?}",
                one.record.id()
            );
        }
    }
    for one in &walk.records {
        let head = walk.head(one.ix);
        let count = |kind| {
            let of_it = shown.iter().filter(|met| {
                let is = |ix: &RecordIx| match filter.people {
                    People::Excluded if matches!(one.record, Record::Actor(_)) => *ix == head,
                    _ => walk
                        .families
                        .get(&head)
                        .is_some_and(|family| family.contains(ix)),
                };
                let of = match one.record {
                    Record::Actor(_) => &met.actors,
                    _ => &met.issues,
                };
                met.record.id().kind == kind && of.iter().any(is)
            });
            of_it.count() as u32
        };
        if matches!(one.record, Record::Actor(_) | Record::Issue(_)) {
            let naive = Counts {
                quotes: count(RecordKind::Quote),
                events: count(RecordKind::Event),
            };
            assert_eq!(selection.counts(one.ix), naive, "{:?}", one.record.id());
        }
    }
}

#[test]
fn a_selection_of_eras_is_what_a_walk_finds() {
    let library = libraries::long();
    let keys = |kind, count| {
        let all = records(library, &[kind]).into_iter().take(count);
        let keys = all.map(|ix| library.key(ix).unwrap());
        keys.collect::<Vec<Choice>>()
    };
    let (month, years) = (("2016-03-05", "2016-03-28"), ("2016-03-05", "2019-05-20"));
    let (until, since) = (("2015-01-01", "2017-06-30"), ("2018-01-01", "2030-01-01"));
    // How many actors and how many sources are chosen, and whether what is uncertain is shown.
    let filters = [
        (None, (1, 0), Unsure::Shown),
        (Some(month), (0, 0), Unsure::Shown),
        (Some(years), (0, 0), Unsure::Hidden),
        (Some(years), (1, 0), Unsure::Shown),
        (Some(until), (0, 30), Unsure::Shown),
        (Some(since), (0, 0), Unsure::Shown),
        (Some(since), (2, 0), Unsure::Hidden),
    ];
    for (days, (actors, sources), unsure) in filters {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let range = |(from, to)| DayRange {
            from: Some(day(from)),
            to: Some(day(to)),
        };
        let filter = Filter {
            actors: keys(RecordKind::Actor, actors),
            sources: keys(RecordKind::Source, sources),
            days: days.map_or_else(DayRange::default, range),
            unsure,
            ..Filter::default()
        };
        check(library, Scope::All, &filter);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_selection_is_what_a_walk_finds((library, filter) in filter(), at in 0..4_usize) {
        let library = &libraries::all()[library];
        check(library, Scope::One(at), &filter);
        check(library, Scope::All, &filter);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_of_all_is_of_any((library, filter) in filter()) {
        let library = &libraries::all()[library];
        let select = |matching| {
            let filter = Filter { matching, ..filter.clone() };
            library.select(Scope::All, &filter, &Verdicts::default())
        };
        let (any, all) = (select(Matching::Any), select(Matching::All));
        for kind in RecordKind::ALL {
            prop_assert!(all.rows(kind).iter().all(|ix| any.contains(*ix)), "{:?}", kind);
        }
    }

    #[test]
    fn with_its_people_there_is_no_less((library, filter) in filter()) {
        let library = &libraries::all()[library];
        let select = |people| {
            let filter = Filter { people, ..filter.clone() };
            library.select(Scope::All, &filter, &Verdicts::default())
        };
        let (with, without) = (select(People::Included), select(People::Excluded));
        for kind in RecordKind::ALL {
            prop_assert!(without.rows(kind).iter().all(|ix| with.contains(*ix)), "{:?}", kind);
        }
    }
}
