//! A selection against a walk over the plain records.

use std::collections::{BTreeMap, BTreeSet};

use briefing::library::involvement::{actors_of, issues_of, parts_of, people_of, sources_of};
use briefing::library::records::date_of;
use briefing::library::select::Counts;
use briefing::library::{
    Choice, Filter, Library, Matching, People, RecordIx, RecordKey, Scope, Verdicts,
};
use briefing::model::date::{Certainty, DayRange};
use briefing::model::{ActorId, Briefing, IssueId, Record, RecordKind, SourceId};
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

/// Whether a record meets a filter, found by the words of `library::involvement` alone.
fn meets(briefing: &Briefing, file: &str, record: &Record<'_>, filter: &Filter) -> bool {
    let kind = record.id().kind;
    let of_choice = |choice: &Choice| {
        let mut family = BTreeSet::new();
        let actor = ActorId(choice.id.slug.clone());
        if choice.file.as_ref() == file {
            if filter.people == People::Included {
                family.extend(people_of(briefing, &actor).into_iter().cloned());
            }
            family.insert(actor);
        }
        let is_of =
            |record: &Record<'_>| actors_of(record).into_iter().any(|id| family.contains(id));
        match record {
            Record::Issue(issue) => {
                let says = [RecordKind::Position, RecordKind::Quote, RecordKind::Figure];
                let mut saying = says.into_iter().flat_map(|kind| briefing.records(kind));
                saying.any(|one| is_of(&one) && issues_of(&one).contains(&&issue.id))
            }
            record => is_of(record),
        }
    };
    let of_actors = match filter.matching {
        _ if filter.actors.is_empty() || kind == RecordKind::Actor => true,
        Matching::Any => filter.actors.iter().any(of_choice),
        Matching::All => filter.actors.iter().all(of_choice),
    };
    let on_choice = |choice: &Choice| {
        let issue = IssueId(choice.id.slug.clone());
        let mut issues: BTreeSet<_> = parts_of(briefing, &issue).into_iter().cloned().collect();
        issues.insert(issue);
        choice.file.as_ref() == file && issues_of(record).into_iter().any(|id| issues.contains(id))
    };
    let on_issues = filter.issues.is_empty()
        || matches!(kind, RecordKind::Actor | RecordKind::Issue)
        || filter.issues.iter().any(on_choice);
    let from_choice = |choice: &Choice, record: &Record<'_>| {
        let sources = sources_of(record);
        choice.file.as_ref() == file && sources.iter().any(|id| id.record() == choice.id)
    };
    let from_sources = filter.sources.is_empty()
        || match record {
            Record::Actor(_) | Record::Source(_) => true,
            Record::Issue(issue) => {
                let says = [RecordKind::Position, RecordKind::Quote, RecordKind::Figure];
                let mut saying = says.into_iter().flat_map(|kind| briefing.records(kind));
                saying.any(|one| {
                    let from = filter
                        .sources
                        .iter()
                        .any(|choice| from_choice(choice, &one));
                    from && issues_of(&one).contains(&&issue.id)
                })
            }
            record => filter
                .sources
                .iter()
                .any(|choice| from_choice(choice, record)),
        };
    of_actors && on_issues && from_sources && certainty(record, filter) != Certainty::Never
}

/// The sources that some records are from, each with its file.
fn used<'a>(
    records: impl Iterator<Item = (&'a Briefing, &'a str, Record<'a>)>,
) -> BTreeSet<(&'a str, SourceId)> {
    let sources = records.flat_map(|(_, file, record)| {
        let sources = sources_of(&record).into_iter();
        sources.map(move |id| (file, id.clone()))
    });
    sources.collect()
}

fn certainty(record: &Record<'_>, filter: &Filter) -> Certainty {
    let undated = matches!(record.id().kind, RecordKind::Actor | RecordKind::Issue);
    if undated || !filter.has_days() {
        return Certainty::Certainly;
    }
    date_of(record).map_or(Certainty::Possibly, |date| date.within(filter.days))
}

/// The plain records of a scope, each with its briefing and file.
fn walk(library: &Library, scope: Scope) -> impl Iterator<Item = (&Briefing, &str, Record<'_>)> {
    let entries = library.entries().iter().enumerate();
    let inside = entries.filter(move |(at, _)| match scope {
        Scope::One(one) => *at == one,
        Scope::All => true,
    });
    inside.flat_map(|(_, entry)| {
        let briefing = entry.content.as_ref().map(|content| &*content.briefing);
        briefing.into_iter().flat_map(move |briefing| {
            let records = RecordKind::ALL.into_iter();
            let records = records.flat_map(|kind| briefing.records(kind));
            records.map(move |record| (briefing, entry.file.as_ref(), record))
        })
    })
}

fn key(file: &str, record: &Record<'_>) -> RecordKey {
    RecordKey {
        file: file.into(),
        id: record.id(),
    }
}

fn check(library: &Library, scope: Scope, filter: &Filter) {
    let selection = library.select(scope, filter, &Verdicts::default());
    let itself =
        |briefing: &Briefing, file: &str, one: &Record<'_>| meets(briefing, file, one, filter);
    let others = walk(library, scope).filter(|(briefing, file, one)| {
        one.id().kind != RecordKind::Source && itself(briefing, file, one)
    });
    let others: Vec<_> = others.collect();
    let sure = |one: &Record<'_>| certainty(one, filter) == Certainty::Certainly;
    let surely_used = used(others.iter().filter(|(_, _, one)| sure(one)).copied());
    let used = used(others.iter().copied());
    let met = walk(library, scope).filter(|(briefing, file, one)| match one {
        Record::Source(source) if used.contains(&(file, source.id.clone())) => true,
        one => itself(briefing, file, one),
    });
    let met: BTreeMap<_, _> = met.map(|(_, file, one)| (key(file, &one), one)).collect();
    for kind in RecordKind::ALL {
        let rows = selection.rows(kind);
        let listed: BTreeSet<_> = rows.iter().map(|ix| library.key(*ix).unwrap()).collect();
        let of_kind = || met.iter().filter(|(key, _)| key.id.kind == kind);
        assert!(
            listed.iter().eq(of_kind().map(|(key, _)| key)),
            "{kind:?} in {scope:?}"
        );
        assert_eq!(rows.len(), listed.len(), "{kind:?}: a row stands twice");
        let total = walk(library, scope).filter(|(_, _, one)| one.id().kind == kind);
        assert_eq!(selection.total(kind), total.count(), "{kind:?}");
        let possibly = walk(library, scope).filter(|(briefing, file, one)| {
            let is_used = match one {
                Record::Source(source) => surely_used.contains(&(*file, source.id.clone())),
                _ => false,
            };
            let own = itself(briefing, file, one) && sure(one);
            met.contains_key(&key(file, one)) && one.id().kind == kind && !own && !is_used
        });
        assert_eq!(selection.uncertain(kind), possibly.count(), "{kind:?}");
        assert!(rows.iter().all(|ix| selection.contains(*ix)));
        if matches!(kind, RecordKind::Quote | RecordKind::Event) {
            assert!(rows.is_sorted_by_key(|ix| library.records().days(*ix)));
        }
    }
    for (briefing, file, record) in walk(library, scope) {
        let count = |kind| {
            let listed = met
                .iter()
                .filter(|(key, _)| key.id.kind == kind && *key.file == *file);
            let of_it = listed.filter(|(_, one)| match &record {
                Record::Actor(actor) => {
                    let people = match filter.people {
                        People::Included => people_of(briefing, &actor.id),
                        People::Excluded => Vec::new(),
                    };
                    let is = |id: &&ActorId| **id == actor.id || people.contains(id);
                    actors_of(one).iter().any(is)
                }
                Record::Issue(issue) => {
                    let parts = parts_of(briefing, &issue.id);
                    let is = |id: &&IssueId| **id == issue.id || parts.contains(id);
                    issues_of(one).iter().any(is)
                }
                _ => false,
            });
            of_it.count() as u32
        };
        if matches!(record, Record::Actor(_) | Record::Issue(_)) {
            let ix = library.find(&key(file, &record)).unwrap();
            let naive = Counts {
                quotes: count(RecordKind::Quote),
                events: count(RecordKind::Event),
            };
            assert_eq!(selection.counts(ix), naive, "{:?}", record.id());
        }
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
