//! Finding plain text in the pane with the focus, while it is being typed.

use crate::report::Paragraph;
use crate::text::fold::Needle;

use super::pane::{Pane, Step};
use super::prompt::{Asking, Finding, Prompt};
use super::seek::{Progress, Then};
use super::state::{Find, Hit, Spot, State};

/// Opens the prompt.
pub(super) fn start(state: &mut State) {
    let finding = Finding {
        origin: spot(state),
        previous: state.find.take(),
    };
    state.prompt = Some(Prompt::new(Asking::Find(Box::new(finding)), ""));
}

/// Looks again from where the search set out.
pub(super) fn changed(state: &mut State) {
    let Some(Prompt {
        input,
        asking: Asking::Find(finding),
        ..
    }) = &state.prompt
    else {
        return;
    };
    let (query, origin) = (input.value().to_owned(), finding.origin.clone());
    go_to_spot(state, &origin);
    let found = state.settled.found.take();
    let before = state.find.take();
    let before = before.filter(|before| found == Some(state.found_from(before)));
    if query.is_empty() {
        return;
    }
    let mut find = Find {
        pane: state.focus,
        needle: Needle::new(&query),
        query,
        hits: Vec::new(),
        current: 0,
        progress: Progress::Done,
    };
    // Where one letter more was typed, what did not fit before does not now.
    let before = before.filter(|one| one.pane == find.pane && find.needle.holds(&one.needle));
    let before = before.filter(|before| !before.is_pending());
    let within = before.as_ref().map(|before| &*before.hits);
    state.look_for(&mut find, within, Then::Go);
    state.settled.found = Some(state.found_from(&find));
    state.find = Some(find);
    go_to_first(state);
}

/// Goes to the first hit at or after where one is.
pub(super) fn go_to_first(state: &mut State) {
    let Some(find) = &state.find else { return };
    let first = first_after(state, &find.hits);
    let missed = find.hits.is_empty() && !find.is_pending() && state.prompt.is_none();
    if missed {
        state.message = Some(format!("not found: {}", find.query));
    }
    if let Some(find) = &mut state.find {
        find.current = first;
    }
    go_to_hit(state);
}

/// Whether the words stand nowhere.
fn is_nowhere(find: &Find) -> bool {
    find.hits.is_empty() && !find.is_pending()
}

/// The first hit at or after where the search set out; the first of all where there is none.
fn first_after(state: &State, hits: &[Hit]) -> usize {
    let from = spot(state).at;
    let at = hits.iter().position(|hit| place(state, hit) >= from);
    at.unwrap_or(0)
}

/// The row or line of a hit.
fn place(state: &State, hit: &Hit) -> usize {
    match hit {
        Hit::Row(at) => *at,
        Hit::Text { paragraph, range } => state.reading.laid.line_of(*paragraph, range.start),
    }
}

pub(super) fn cancel(state: &mut State) {
    if let Some(Prompt {
        asking: Asking::Find(finding),
        ..
    }) = state.prompt.take()
    {
        go_to_spot(state, &finding.origin);
        state.find = finding.previous;
        state.settled.found = None;
    }
}

pub(super) fn accept(state: &mut State) {
    let Some(Prompt {
        input,
        asking: Asking::Find(finding),
        ..
    }) = state.prompt.take()
    else {
        return;
    };
    if input.value().is_empty() {
        state.find = finding.previous;
        state.settled.found = None;
        step(state, Step::Forward);
        return;
    }
    if state.find.as_ref().is_some_and(is_nowhere) {
        state.message = Some(format!("not found: {}", input.value()));
    }
}

/// Looks for some words in the text that is shown, and goes to where they stand before others.
pub(super) fn find_in_text(state: &mut State, words: &str, before: &str) {
    state.find = Some(Find {
        pane: Pane::Reading,
        query: words.to_owned(),
        needle: Needle::new(words),
        hits: Vec::new(),
        current: 0,
        progress: Progress::Done,
    });
    state.settle();
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let before = squeezed(before);
    let paragraphs = &state.reading.laid.document.paragraphs;
    let stands_so = |hit: &Hit| match hit {
        Hit::Row(_) => false,
        Hit::Text { paragraph, range } => {
            let text = paragraphs.get(*paragraph).map(Paragraph::text);
            let rest = text.as_deref().and_then(|text| text.get(range.start..));
            rest.is_some_and(|rest| {
                let rest = squeezed(rest);
                rest.starts_with(&before) || before.starts_with(&rest)
            })
        }
    };
    if let Some(find) = &mut state.find {
        find.current = find.hits.iter().position(stands_so).unwrap_or(0);
    }
    go_to_hit(state);
}

/// Goes to the next or previous hit, round the end.
pub(super) fn step(state: &mut State, step: Step) {
    let focus = state.focus;
    let Some(find) = &mut state.find else {
        state.message = Some("nothing was looked for yet; / finds".to_owned());
        return;
    };
    if find.pane != focus {
        find.pane = focus;
        find.current = 0;
        state.settle();
        if let Some(find) = &mut state.find
            && find.is_pending()
        {
            find.progress = Progress::Due(Then::Go);
        }
        return go_to_first(state);
    } else if !find.hits.is_empty() {
        let next = next_hit(state, step);
        if let Some(find) = &mut state.find {
            find.current = next;
        }
    }
    if state.find.as_ref().is_some_and(is_nowhere) {
        let query = state.find.as_ref().map(|find| find.query.clone());
        state.message = Some(format!("not found: {}", query.unwrap_or_default()));
    }
    go_to_hit(state);
}

/// The hit after or before the one that is looked at; where that has been left, after or before
/// where one is now. Round the end.
fn next_hit(state: &State, step: Step) -> usize {
    let Some(find) = &state.find else { return 0 };
    let count = find.hits.len().max(1);
    let here = spot(state).at;
    let places: Vec<_> = find.hits.iter().map(|hit| place(state, hit)).collect();
    let at = places.get(find.current).copied();
    let looked_at = match find.pane {
        Pane::Reading => at.is_some_and(|at| (here..here + state.reading_page()).contains(&at)),
        _ => at == Some(here),
    };
    match (looked_at, step) {
        (true, Step::Forward) => (find.current + 1) % count,
        (true, Step::Back) => (find.current + count - 1) % count,
        (false, Step::Forward) => places.iter().position(|at| *at > here).unwrap_or(0),
        (false, Step::Back) => places
            .iter()
            .rposition(|at| *at < here)
            .unwrap_or(count - 1),
    }
}

/// Brings the current hit into view.
fn go_to_hit(state: &mut State) {
    let Some(find) = &state.find else { return };
    let Some(hit) = find.hits.get(find.current).cloned() else {
        return;
    };
    let at = place(state, &hit);
    if find.pane == Pane::Reading {
        let page = state.reading_page();
        let reading = &mut state.reading;
        if !(reading.top..reading.top + page).contains(&at) {
            reading.top = at.saturating_sub(page / 3);
        }
        let window = at..at + 1;
        // Enter follows what was found, or nothing.
        reading.link = reading.laid.links_on(window).next();
    } else {
        let pane = find.pane;
        state.list = pane;
        state.reading.follows = true;
        if let Some(list) = state.list_mut(pane) {
            list.at = at;
        }
    }
}

fn spot(state: &State) -> Spot {
    if state.focus == Pane::Reading {
        Spot {
            at: state.reading.top,
            top: state.reading.top,
            link: state.reading.link,
            detail: None,
        }
    } else {
        let list = state.list(state.focus).cloned().unwrap_or_default();
        Spot {
            at: list.at,
            top: list.top,
            link: state.reading.link,
            detail: Some((state.reading.subject.clone(), state.reading.follows)),
        }
    }
}

fn go_to_spot(state: &mut State, spot: &Spot) {
    if state.focus == Pane::Reading {
        state.reading.top = spot.top;
        state.reading.link = spot.link;
    } else if let Some(list) = state.list_mut(state.focus) {
        list.at = spot.at;
        list.top = spot.top;
    }
    if let Some((subject, follows)) = &spot.detail {
        state.show(subject.clone());
        state.reading.follows = *follows;
    }
}
