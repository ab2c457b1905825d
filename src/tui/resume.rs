//! Where a briefing was left: taken from the state, and gone back to.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::journal::{
    Detail, Leaving, Left, Line, ListPlace, Name, Narrowed, Session, Shelved, Shown, Whose,
};
use crate::library::catalogue::{ShelfGroups, ShelfOrder};
use crate::library::{Choice, Filter, Order, RecordKey};
use crate::model::{RecordId, RecordKind, SourceId};
use crate::report::PassageTarget;

use super::breadth::Breadth;
use super::catalogue::Scene;
use super::pane::Pane;
use super::sight;
use super::state::{List, State, Subject};

/// The place in the open briefing; nothing where it cannot be read.
pub fn leaving(state: &State) -> Option<Leaving> {
    if state.breadth == Breadth::All {
        // What is selected there is of many briefings, and each was left where it was left.
        return None;
    }
    let entry = state.library.entry(state.current)?;
    entry.card.as_ref()?;
    let lists = Pane::LISTS.map(|pane| (pane.name().to_owned(), list_place(state, pane)));
    let session = Session {
        focus: state.focus.name().to_owned(),
        list: state.list.name().to_owned(),
        seen: [state.front.left, state.front.middle].map(|pane| pane.name().to_owned()),
        zoomed: state.zoomed,
        lists: BTreeMap::from(lists),
        detail: detail(state),
        view: sight::left(state),
        filter: narrowed(&state.filter),
        briefings: Shelved {
            order: state.catalogue.order.name().to_owned(),
            groups: state.catalogue.groups.name().to_owned(),
            scene: state.scene.name().to_owned(),
        },
    };
    let whose = Whose::of(entry);
    Some(Leaving { whose, session })
}

fn list_place(state: &State, pane: Pane) -> ListPlace {
    let list = state.list(pane);
    ListPlace {
        selected: list.and_then(|list| Some(Name(list.selected.clone()?.id))),
        row: small(list.map_or(0, |list| list.at.saturating_sub(list.top))),
        order: state
            .order(pane)
            .map_or(String::new(), |order| order.name().to_owned()),
    }
}

fn detail(state: &State) -> Detail {
    let reading = &state.reading;
    let top = reading.laid.lines.get(reading.top);
    Detail {
        shows: match &reading.subject {
            Subject::Overview => Shown::Overview,
            Subject::Record(id) => Shown::Record(Name(id.clone())),
            Subject::References(id) => Shown::References(Name(id.clone())),
            Subject::Cell(_) => Shown::Cell,
            Subject::Passage(place) => Shown::Passage {
                source: Name(place.source.record()),
                record: place.record.clone().map(Name),
                candidate: small(place.candidate),
            },
        },
        follows: reading.follows,
        top: top.map_or(Line::default(), |line| Line {
            paragraph: u32::try_from(line.paragraph).unwrap_or(u32::MAX),
            byte: u32::try_from(line.range.start).unwrap_or(u32::MAX),
        }),
        link: reading.link.map(small),
    }
}

fn narrowed(filter: &Filter) -> Narrowed {
    let names = |keys: &[Choice]| keys.iter().map(|key| Name(key.id.clone())).collect();
    Narrowed {
        actors: names(&filter.actors),
        matching: filter.matching,
        people: filter.people,
        issues: names(&filter.issues),
        sources: names(&filter.sources),
        days: filter.days,
        verified: filter.verified,
        query: filter.query.clone(),
        unsure: filter.unsure,
    }
}

/// No screen has more rows, and no text as many links.
fn small(number: usize) -> u16 {
    u16::try_from(number).unwrap_or(u16::MAX)
}

/// Goes to where the open briefing was left. What is no longer there is left out.
fn resume(state: &mut State, session: &Session) {
    let Some(entry) = state.library.entry(state.current) else {
        return;
    };
    let file = Arc::clone(&entry.file);
    let here = |name: &Name, kind: Option<RecordKind>| {
        let Name(id) = name;
        let fits = kind.is_none_or(|kind| id.kind == kind);
        let there = fits && state.library.find_in(state.current, id).is_some();
        there.then(|| RecordKey {
            file: Arc::clone(&file),
            id: id.clone(),
        })
    };
    let filter = widened(&session.filter, here);
    let lists = Pane::LISTS.map(|pane| {
        let place = session.lists.get(pane.name());
        let selected = place.and_then(|place| here(place.selected.as_ref()?, None));
        let selected = selected.filter(|key| pane.kinds().contains(&key.id.kind));
        let row = place.filter(|_| selected.is_some());
        List {
            at: row.map_or(0, |place| usize::from(place.row)),
            top: 0,
            selected,
        }
    });
    let subject = subject(&session.detail.shows, |name| Some(here(name, None)?.id));
    state.sight = sight::again(state, &session.view);
    state.filter = filter;
    state.lists = lists;
    for pane in Pane::LISTS {
        let name = session.lists.get(pane.name()).map(|place| &place.order);
        let order = name.and_then(|name| Order::from_name(name));
        let order = order.filter(|order| pane.roll().is_some_and(|roll| roll.has(*order)));
        if let (Some(order), Some(slot)) = (order, state.orders.get_mut(pane.index())) {
            *slot = order;
        }
    }
    let list = Pane::of_name(&session.list).filter(|pane| *pane != Pane::Reading);
    state.list = list.unwrap_or_default();
    state.focus = Pane::of_name(&session.focus).unwrap_or_default();
    for pane in session.seen.iter().filter_map(|name| Pane::of_name(name)) {
        state.front.bring(pane);
    }
    state.zoomed = session.zoomed;
    state.reading.follows = session.detail.follows;
    let cell = state.sight.as_ref().and_then(sight::Sight::wanted);
    let subject = match session.detail.shows {
        Shown::Cell => cell.map(Subject::Cell),
        _ => subject,
    };
    let whole = subject.is_some();
    let subject = subject.unwrap_or(Subject::Overview);
    state.reading.follows &= whole;
    state.show(subject.clone());
    // The rows may be others by now: the selected records say which rows they are.
    state.settled.selection = None;
    state.settle();
    if whole && state.reading.subject == subject {
        let Line { paragraph, byte } = session.detail.top;
        let wide = |number| usize::try_from(number).unwrap_or(usize::MAX);
        state.reading.top = state.reading.laid.line_of(wide(paragraph), wide(byte));
        state.reading.link = session.detail.link.map(usize::from);
    }
}

fn widened(
    narrowed: &Narrowed,
    here: impl Fn(&Name, Option<RecordKind>) -> Option<RecordKey>,
) -> Filter {
    let chosen = |names: &[Name], kind| {
        let mut chosen: Vec<Choice> = Vec::new();
        for key in names.iter().filter_map(|name| here(name, Some(kind))) {
            if !chosen.contains(&key) {
                chosen.push(key);
            }
        }
        chosen
    };
    Filter {
        actors: chosen(&narrowed.actors, RecordKind::Actor),
        matching: narrowed.matching,
        people: narrowed.people,
        issues: chosen(&narrowed.issues, RecordKind::Issue),
        sources: chosen(&narrowed.sources, RecordKind::Source),
        days: narrowed.days,
        verified: narrowed.verified,
        query: narrowed.query.clone(),
        unsure: narrowed.unsure,
    }
}

/// What the detail showed, where all of it is still there.
fn subject(shows: &Shown, here: impl Fn(&Name) -> Option<RecordId>) -> Option<Subject> {
    Some(match shows {
        Shown::Overview => Subject::Overview,
        // Which it is, the view knows.
        Shown::Cell => return None,
        Shown::Record(name) => Subject::Record(here(name)?),
        Shown::References(name) => Subject::References(here(name)?),
        Shown::Passage {
            source,
            record,
            candidate,
        } => {
            let source = here(source).filter(|id| id.kind == RecordKind::Source)?;
            let record = match record {
                Some(name) => Some(here(name)?),
                None => None,
            };
            Subject::Passage(PassageTarget {
                source: SourceId(source.slug),
                record,
                candidate: usize::from(*candidate),
            })
        }
    })
}

/// After the first load: opens the briefing that was left last, where it was left; else the one that
/// the library's own file names, or the newest.
pub(super) fn begin(state: &mut State, left: Left) {
    let last = left.last.and_then(|file| state.library.position(&file));
    state.left = left.sessions;
    // What was on the screen so far was what was read first.
    let first = state.library.first();
    state.current = last.or(first).unwrap_or(0);
    state.lists = Default::default();
    state.settled.selection = None;
    let session = last.and_then(|last| {
        let entry = state.library.entry(last)?;
        state.left.get(&entry.file)
    });
    let Some(session) = session else {
        super::catalogue::begin(state);
        if first.is_some() && state.scene == Scene::Library {
            // The library says what is read first; closing it leads to the others.
            state.show_scene(Scene::FromLibrary);
        }
        return enter(state);
    };
    let Shelved {
        order,
        groups,
        scene,
    } = &session.briefings;
    state.catalogue.order = ShelfOrder::from_name(order).unwrap_or_default();
    state.catalogue.groups = ShelfGroups::from_name(groups).unwrap_or_default();
    let scene = Scene::from_name(scene).unwrap_or_default();
    state.show_scene(scene);
    enter(state);
}

/// Goes to where the open briefing was left in an earlier run, when it is opened for the first time
/// in this one.
pub(super) fn enter(state: &mut State) {
    let entry = state.library.entry(state.current);
    let session = entry.and_then(|entry| state.left.remove(&entry.file));
    if let Some(session) = session {
        resume(state, &session);
        // Verdicts may list other rows, and make the detail another text.
        let pending = state.verdicts.of(state.current).is_none();
        state.resumed = pending.then_some(session);
    }
}

/// When the verdicts on the open briefing have come: goes there again, where nobody has done
/// anything meanwhile.
pub(super) fn again(state: &mut State) {
    if let Some(session) = state.resumed.take() {
        resume(state, &session);
    }
}
