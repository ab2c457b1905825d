//! What queries select of the bundled briefings.

use std::fmt::Write as _;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::discover::Input;
use super::verify::Cache;
use super::*;
use crate::model::{Date, RecordKind};
use crate::query::Query;

static LIBRARY: LazyLock<(Library, Verdicts)> = LazyLock::new(|| {
    let (library, unusable) = load::load(&[Input::Bundled]);
    assert!(unusable.is_empty());
    let verdicts = Verdicts::of_all(&library, &Cache::default());
    (library, verdicts)
});

#[test]
fn checking_words_leaves_no_folded_text_behind() {
    let (library, _) = load::load(&[Input::Bundled]);
    let verdicts = Verdicts::of_all(&library, &Cache::default());
    for (at, entry) in library.entries().iter().enumerate() {
        let content = entry.content.as_ref().unwrap();
        assert!(!verdicts.is_pending(at) && !content.haystacks.is_empty());
        assert!(content.haystacks.values().all(|one| one.get().is_none()));
    }
}

fn place(id: &str) -> usize {
    let (library, _) = &*LIBRARY;
    let at = (0..library.entries().len()).find(|at| library.briefing(*at).unwrap().id == id);
    at.expect("it is bundled")
}

fn asked(text: &str) -> Filter {
    let query = Query::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    let (library, _) = &*LIBRARY;
    library.check_names(Scope::All, &query).unwrap();
    Filter {
        query,
        ..Filter::default()
    }
}

fn select(filter: &Filter) -> Selection {
    let (library, verdicts) = &*LIBRARY;
    library.select(Scope::One(place("witkoff-moscow-2025")), filter, verdicts)
}

/// The identifiers of what is listed of a kind, the uncertain ones with a question mark.
fn ids(filter: &Filter, kind: RecordKind) -> Vec<String> {
    let (library, _) = &*LIBRARY;
    let name = |ix: &RecordIx| library.key(*ix).unwrap().id.slug.to_string();
    let hidden = Filter {
        unsure: Unsure::Hidden,
        ..filter.clone()
    };
    let (all, sure) = (select(filter), select(&hidden));
    assert_eq!(
        all.uncertain(kind),
        all.rows(kind).len() - sure.rows(kind).len()
    );
    assert_eq!(all.uncertain(kind), sure.uncertain(kind));
    let marked = |ix: &RecordIx| {
        let mark = if sure.rows(kind).contains(ix) {
            ""
        } else {
            "?"
        };
        name(ix) + mark
    };
    all.rows(kind).iter().map(marked).collect()
}

fn quotes(text: &str) -> Vec<String> {
    ids(&asked(text), RecordKind::Quote)
}

fn events(text: &str) -> Vec<String> {
    ids(&asked(text), RecordKind::Event)
}

#[test]
fn this_is_what_queries_select() {
    let mut out = String::new();
    for text in [
        "actor:yermak date:2025-11 kind:event",
        "actor:yermak",
        "actor:ukraine",
        "actor:=ukraine",
        "\"serious\"",
        "zelensk",
        "issue:territory -actor:putin",
        "verdict:altered,missing",
        "source:explainer kind:quote",
        "stance:oppose",
        "before:2025",
        "after:2025-11-30",
        "date:2025-11..2025-12 -date:2025-11",
        "tag:ukraine kind:issue",
    ] {
        writeln!(out, "{text}").unwrap();
        for kind in RecordKind::ALL {
            let filter = asked(text);
            let (listed, total) = (ids(&filter, kind), select(&filter).total(kind));
            if listed.len() < total && kind != RecordKind::Actor && !listed.is_empty() {
                writeln!(out, "  {}: {}", kind.table(), listed.join(" ")).unwrap();
            }
        }
    }
    insta::assert_snapshot!(out);
}

#[test]
fn terms_combine_as_sets_do() {
    let all = quotes("kind:quote");
    let some = quotes("actor:putin");
    assert!(!some.is_empty() && some.len() < all.len());
    assert_eq!(quotes("-actor:putin").len(), all.len() - some.len());
    assert_eq!(quotes("actor:putin OR -actor:putin"), all);
    assert_eq!(quotes("actor:putin -actor:putin"), [""; 0]);
    assert_eq!(quotes("actor:putin,putin OR actor:putin"), some);
    assert_eq!(quotes("--actor:putin"), some);
    let both = quotes("actor:putin OR actor:trump");
    assert_eq!(quotes("actor:putin,trump"), both);
}

#[test]
fn what_is_not_certainly_outside_stays() {
    let sure =
        |ids: Vec<String>| -> Vec<_> { ids.into_iter().filter(|id| !id.ends_with('?')).collect() };
    let inside = events("date:2025-11");
    let outside = events("-date:2025-11");
    let doubtful = |ids: &[String]| ids.iter().filter(|id| id.ends_with('?')).count();
    assert!(doubtful(&inside) > 0, "{inside:?}");
    assert_eq!(doubtful(&inside), doubtful(&outside));
    let all = events("kind:event").len();
    assert_eq!(sure(inside.clone()).len() + outside.len(), all);
    assert_eq!(sure(outside).len() + inside.len(), all);
}

#[test]
fn an_exact_name_goes_before_those_that_begin_so() {
    let (library, _) = &*LIBRARY;
    let called = |kind, name: &str| {
        let found = library.called(place("witkoff-moscow-2025"), kind, name);
        let ids = found
            .into_iter()
            .map(|ix| library.key(ix).unwrap().id.slug.to_string());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(called(RecordKind::Actor, "VLADIMIR PUTIN"), ["putin"]);
    assert_eq!(called(RecordKind::Actor, "yerm"), ["yermak"]);
    assert_eq!(called(RecordKind::Actor, "ermak"), [""; 0]);
    assert_eq!(
        called(RecordKind::Actor, "united-states"),
        ["united-states"]
    );
    assert!(called(RecordKind::Actor, "v").len() > 1);
    assert_eq!(called(RecordKind::Actor, ""), [""; 0]);
}

#[test]
fn names_stand_for_the_same_in_all_briefings_together_and_in_each() {
    let (library, _) = &*LIBRARY;
    for name in [
        "putin",
        "P",
        "united-states",
        "ukrain",
        "the",
        "a",
        "",
        "xyzzy",
        "VLADIMIR PUTIN",
    ] {
        for kind in [RecordKind::Actor, RecordKind::Issue, RecordKind::Source] {
            let places = library.places(Scope::All);
            let mut one_by_one: Vec<_> = places
                .flat_map(|at| library.called(at, kind, name))
                .collect();
            one_by_one.sort();
            assert_eq!(
                library.called_in(Scope::All, kind, name),
                one_by_one,
                "{name}"
            );
            let is_any = library.is_called_in(Scope::All, kind, name);
            assert_eq!(is_any, !one_by_one.is_empty(), "{name}");
        }
    }
}

#[test]
fn over_all_briefings_an_actor_has_one_row_and_all_its_quotations() {
    let (library, verdicts) = &*LIBRARY;
    let all = library.select(Scope::All, &Filter::default(), verdicts);
    let apart: usize = (0..library.entries().len())
        .map(|at| library.records().span(at, RecordKind::Actor).len())
        .sum();
    assert!(all.rows(RecordKind::Actor).len() < apart);
    let own = |ix: &RecordIx| library.identities().count(*ix) > 1;
    let shared: Vec<_> = all
        .rows(RecordKind::Actor)
        .iter()
        .filter(|ix| own(ix))
        .collect();
    assert!(!shared.is_empty());
    for head in shared {
        let mut filter = Filter {
            people: People::Excluded,
            ..Filter::default()
        };
        filter.toggle_actor(library.key(*head).unwrap());
        let over_all = library.select(Scope::All, &filter, verdicts);
        let mut one_by_one = 0;
        for ix in library.identities().same(*head) {
            filter.actors = vec![library.key(ix).unwrap()];
            let scope = Scope::One(library.records().briefing(ix).unwrap());
            let listed = library.select(scope, &filter, verdicts);
            for kind in [RecordKind::Quote, RecordKind::Event, RecordKind::Position] {
                one_by_one += listed.rows(kind).len();
                assert!(listed.rows(kind).iter().all(|ix| over_all.contains(*ix)));
            }
            assert!(over_all.contains(ix), "each stands for all");
            assert_eq!(over_all.counts(ix), over_all.counts(*head));
        }
        let kinds = [RecordKind::Quote, RecordKind::Event, RecordKind::Position];
        let together: usize = kinds.iter().map(|kind| over_all.rows(*kind).len()).sum();
        assert_eq!(together, one_by_one);
    }
}

#[test]
fn the_quotations_that_stand_so_are_found_whether_all_is_known_or_not() {
    let (library, verdicts) = &*LIBRARY;
    let standings = |at| {
        let quotes = library.records().span(at, RecordKind::Quote);
        quotes.map(|ix| verdicts.standing(library, RecordIx(ix)))
    };
    let mut some = Verdicts::default();
    for at in 0..library.entries().len() {
        // Of some briefings nothing is known, of others not of all quotations, or of more than there are.
        let more = [Standing::NotAsked; 5].into_iter().take(at % 5);
        let known = standings(at).skip(at % 3).chain(more).collect();
        if at % 4 > 0 {
            some.insert_standings(at, known);
        }
    }
    let sorts: [fn(Standing) -> bool; 6] = [
        |one| one == Standing::Pending,
        |one| one == Standing::NotAsked,
        |one| one.verdict() == Some(crate::model::Verdict::Verbatim),
        |one| matches!(one, Standing::InAccount(_)),
        Standing::is_unverified,
        |_| true,
    ];
    for verdicts in [verdicts, &some, &Verdicts::default()] {
        for (n, is) in sorts.iter().enumerate() {
            for scope in [Scope::All, Scope::One(0)] {
                let found = verdicts.quotes((library, scope), is);
                let quotes = library.places(scope);
                let quotes = quotes.flat_map(|at| library.records().span(at, RecordKind::Quote));
                let expected = quotes.filter(|ix| is(verdicts.standing(library, RecordIx(*ix))));
                assert_eq!(found.iter().collect::<Vec<_>>(), sorted(expected), "{n}");
            }
        }
    }
}

fn sorted(all: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut all: Vec<_> = all.collect();
    all.sort_unstable();
    all
}

#[test]
fn every_order_has_all_that_is_listed_and_no_more() {
    let (library, verdicts) = &*LIBRARY;
    let records = library.records();
    let scopes = (0..library.entries().len()).map(Scope::One);
    for scope in scopes.chain([Scope::All]) {
        for text in ["", "actor:russia", "date:2025-11", "xyzzy"] {
            let selection = library.select(scope, &asked(text), verdicts);
            for (roll, order) in Roll::ALL
                .into_iter()
                .flat_map(|roll| roll.orders().iter().map(move |order| (roll, *order)))
            {
                let listed = roll.kinds().iter().flat_map(|kind| selection.rows(*kind));
                let mut listed: Vec<_> = listed.copied().collect();
                let arranged = arrange::arrange((library, scope), &selection, (roll, order));
                let Some(arranged) = arranged else { continue };
                let rows: Vec<_> = arranged.rows().records().map(|(_, ix)| ix).collect();
                let places = |ix: &RecordIx| (records.briefing(*ix), *ix);
                let name = |ix: &RecordIx| arrange::sorting(records.row(*ix).text);
                let speaker = |ix: &RecordIx| {
                    let who = records.row(*ix).who;
                    (
                        who.is_empty(),
                        arrange::sorting(&who),
                        records.days(*ix),
                        places(ix),
                    )
                };
                let counts = |ix: &RecordIx| {
                    let counts = selection.counts(*ix);
                    (std::cmp::Reverse(counts.quotes + counts.events), places(ix))
                };
                let sorted = match (roll, order) {
                    (_, Order::Name) => rows.is_sorted_by_key(name),
                    (_, Order::Speaker) => rows.is_sorted_by_key(speaker),
                    (_, Order::Counts) => rows.is_sorted_by_key(counts),
                    (Roll::Sources, Order::Date) => rows.is_sorted_by_key(|ix| records.days(*ix)),
                    (Roll::Quotes, Order::File) => rows.is_sorted_by_key(places),
                    (Roll::Events, Order::Newest) => listed.iter().rev().eq(&rows),
                    _ => true,
                };
                assert!(sorted, "{scope:?} {text} {roll:?} {order:?}");
                let mut rows = rows;
                rows.sort_unstable();
                listed.sort_unstable();
                assert_eq!(rows, listed, "{scope:?} {text} {roll:?} {order:?}");
            }
        }
    }
}

#[test]
fn an_unknown_name_is_told_from_a_known_one() {
    let (library, _) = &*LIBRARY;
    let told = |text: &str| {
        let query = Query::parse(text).unwrap();
        let scope = Scope::One(place("witkoff-moscow-2025"));
        library.check_names(scope, &query).unwrap_err().line()
    };
    assert_eq!(
        told("putin actor:yermac"),
        "no actor is called \"yermac\"; did you mean `yermak`?"
    );
    assert_eq!(
        told("actor:Witkof,Putim"),
        "no actor is called \"Putim\"; did you mean `putin`?"
    );
    assert_eq!(told("actor:xxxxxxxx"), "no actor is called \"xxxxxxxx\"");
    assert_eq!(
        told("tag:brexit"),
        "no tag is called \"brexit\"; there are peace-talks, russia, ukraine, united-states"
    );
}

#[test]
fn ticking_lists_what_is_counted() {
    let (library, verdicts) = &*LIBRARY;
    for at in 0..library.entries().len() {
        for people in [People::Included, People::Excluded] {
            let unticked = Filter {
                people,
                ..Filter::default()
            };
            let before = library.select(Scope::One(at), &unticked, verdicts);
            for kind in [RecordKind::Actor, RecordKind::Issue] {
                for ix in before.rows(kind) {
                    let mut filter = unticked.clone();
                    let key = library.key(*ix).unwrap();
                    match kind {
                        RecordKind::Actor => filter.toggle_actor(key.clone()),
                        _ => filter.toggle_issue(key.clone()),
                    }
                    let listed = library.select(Scope::One(at), &filter, verdicts);
                    let counts = before.counts(*ix);
                    let of = |kind| listed.rows(kind).len() as u32;
                    assert_eq!(counts.quotes, of(RecordKind::Quote), "{key:?}");
                    assert_eq!(counts.events, of(RecordKind::Event), "{key:?}");
                }
            }
        }
    }
}

/// Filters of a briefing: ticks of all sorts, days, and a query.
fn filters() -> impl Strategy<Value = (usize, Filter)> {
    let (library, _) = &*LIBRARY;
    let count = library.entries().len();
    let queries = prop::sample::select(vec![
        "",
        "talks",
        "-\"the\"",
        "a OR kind:event",
        "date:2025-11",
        "-before:2019 OR the",
        "verdict:verbatim",
        "actor:u",
        "-actor:u",
        "issue:b,c -kind:quote",
        "kind:event,quote",
    ]);
    let kinds = [RecordKind::Actor, RecordKind::Issue, RecordKind::Source];
    let kinds = prop::sample::select(kinds.to_vec());
    let ticks = prop::collection::vec((kinds, any::<prop::sample::Index>()), 0..4);
    let marks = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    (0..count, ticks, marks, queries).prop_map(move |(at, ticks, marks, text)| {
        let briefing = library.briefing(at).unwrap();
        let (all, alone, unverified, days) = marks;
        let mut filter = Filter {
            matching: if all { Matching::All } else { Matching::Any },
            people: if alone {
                People::Excluded
            } else {
                People::Included
            },
            verified: if unverified {
                Verified::NotVerified
            } else {
                Verified::Whatever
            },
            query: Query::parse(text).unwrap(),
            ..Filter::default()
        };
        if days {
            filter.days.from = Some(briefing.as_of - chrono::Days::new(30));
        }
        for (kind, index) in ticks {
            let ids: Vec<_> = briefing.records(kind).map(|record| record.id()).collect();
            let key = RecordKey {
                file: Arc::clone(&library.entries()[at].file),
                id: index.get(&ids).clone(),
            };
            match kind {
                RecordKind::Actor => filter.toggle_actor(key),
                RecordKind::Issue => filter.toggle_issue(key),
                _ => filter.toggle_source(key),
            }
        }
        (at, filter)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn a_filter_that_is_written_down_selects_the_same((at, filter) in filters()) {
        let (library, verdicts) = &*LIBRARY;
        let written = filter.written();
        let query = Query::parse(&written).map_err(|fault| TestCaseError::fail(format!("{written}: {fault:?}")))?;
        let again = Filter { query, ..Filter::default() };
        let scope = Scope::One(at);
        let (one, other) = (
            library.select(scope, &filter, verdicts),
            library.select(scope, &again, verdicts),
        );
        for kind in RecordKind::ALL {
            prop_assert_eq!(one.rows(kind), other.rows(kind), "{:?} {}", kind, written);
            prop_assert_eq!(one.uncertain(kind), other.uncertain(kind), "{:?} {}", kind, written);
        }
    }

    #[test]
    fn what_was_asked_before_changes_nothing(asked in prop::collection::vec(filters(), 1..6)) {
        let (library, verdicts) = &*LIBRARY;
        for (at, filter) in &asked {
            for scope in [Scope::One(*at), Scope::All] {
                let known = library.select(scope, filter, verdicts);
                library.forget_answers();
                let found_out = library.select(scope, filter, verdicts);
                for kind in RecordKind::ALL {
                    prop_assert_eq!(known.rows(kind), found_out.rows(kind), "{:?} {:?}", kind, filter);
                }
                for kind in [RecordKind::Actor, RecordKind::Issue] {
                    for ix in found_out.rows(kind) {
                        prop_assert_eq!(known.counts(*ix), found_out.counts(*ix), "{:?}", filter);
                    }
                }
            }
        }
    }
}

#[test]
fn the_columns_know_what_shows_a_position_and_whose_word_it_is() {
    let (library, _) = crate::library::load::load(&[Input::Bundled]);
    let records = library.records();
    let mut positions = 0;
    for at in 0..library.entries().len() {
        let briefing = library.briefing(at).unwrap();
        for (ix, position) in records
            .span(at, RecordKind::Position)
            .map(RecordIx)
            .zip(&briefing.positions)
        {
            positions += 1;
            let ids = |all: &[RecordIx]| -> Vec<_> {
                all.iter().map(|ix| records.id(*ix).unwrap().slug).collect()
            };
            let evidence: Vec<_> = position.evidence.iter().map(|id| id.slug.clone()).collect();
            assert_eq!(ids(&records.evidence(ix).collect::<Vec<_>>()), evidence);
            let voices = involvement::voices_of(briefing, position).into_iter();
            let voices: Vec<_> = voices.map(|id| id.0.clone()).collect();
            assert_eq!(ids(&records.voices(ix).collect::<Vec<_>>()), voices);
            let until = position.to.as_ref().map(Date::bounds);
            assert_eq!(records.until(ix), until);
        }
        for ix in records.all_of(at).map(RecordIx) {
            let id = records.id(ix).unwrap();
            let shown = records.shown_by(ix, RecordKind::Position);
            let shown: Vec<_> = shown.map(|ix| records.id(ix).unwrap()).collect();
            let positions = briefing.positions.iter();
            let expected = positions.filter(|position| position.evidence.contains(&id));
            let expected: Vec<_> = expected.map(|position| position.id.record()).collect();
            assert_eq!(shown, expected, "{id:?}");
        }
    }
    assert!(positions > 50, "{positions}");
}
