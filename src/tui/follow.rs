//! Following references: records, sources, evidence; and the way back.

use std::sync::Arc;

use crate::library::RecordKey;
use crate::model::{Briefing, QuoteId, Record, RecordId, RecordKind, SourceId};
use crate::report::{Part, PassageTarget, Target, detail, passage};

use super::breadth::Breadth;
use super::pane::{Pane, Step};
use super::sight::Sight;
use super::state::{Mark, Overlay, State, Subject};
use super::switch;

/// How many places the jump list remembers.
const REMEMBERED: usize = 200;

/// Reads the selected row of a list, or follows the selected link of the detail.
pub(super) fn open(state: &mut State) {
    if state.focus != Pane::Reading {
        if state.selected(state.focus).is_some() {
            state.jump();
            state.list = state.focus;
            state.reading.follows = true;
            state.focus = Pane::Reading;
        }
        return;
    }
    let link = state
        .reading
        .link
        .and_then(|link| state.reading.laid.links.get(link));
    if let Some(link) = link {
        let target = link.target.clone();
        follow(state, target);
    } else {
        state.message = Some("no link on this screen".to_owned());
    }
}

/// Jumps to where a link leads. Filters stay as they are: a record outside them is shown all the
/// same, and said to be outside.
pub(super) fn follow(state: &mut State, target: Target) {
    match target {
        Target::Record(id) => {
            state.jump();
            select(state, &id);
            state.show(Subject::Record(id));
            state.reading.follows = false;
            state.focus = Pane::Reading;
        }
        Target::Elsewhere(key) => elsewhere(state, &key),
        Target::Passage(place) => passage_at(state, place),
    }
}

/// Jumps to a record of any briefing: where the lists show one, to that one.
pub(super) fn elsewhere(state: &mut State, key: &RecordKey) {
    let found = state.library.find(key);
    let at = found.and_then(|ix| state.library.records().briefing(ix));
    let Some((ix, at)) = found.zip(at) else {
        state.message = Some(format!("{} no longer has this", key.file));
        return;
    };
    state.jump();
    match state.breadth {
        Breadth::One => switch::go_to_briefing(state, at),
        Breadth::All => state.look_into(ix),
    }
    state.settle_lists();
    state.select_row(ix);
    state.show(Subject::Record(key.id.clone()));
    state.reading.follows = false;
    state.focus = Pane::Reading;
}

/// Selects a record's row in its list, where the list has it.
pub(super) fn select(state: &mut State, id: &RecordId) {
    if let Some(ix) = state.library.find_in(state.current, id) {
        state.select_row(ix);
    }
}

/// Opens the text of a source at some words, a third of the way down the pane.
fn passage_at(state: &mut State, place: PassageTarget) {
    state.jump();
    if let Some(id) = &place.record {
        select(state, id);
    }
    let caution = state
        .context()
        .and_then(|context| passage::caution(&context, &place));
    state.message = caution.or_else(|| state.message.take());
    state.show(Subject::Passage(place));
    state.reading.follows = false;
    state.focus = Pane::Reading;
    state.settle();
    let page = state.reading_page();
    if let Some(line) = state.reading.laid.passage {
        state.reading.top = line.saturating_sub(page / 3);
    }
}

/// The record that a key for "this" means: the selected link's, the detail's, the selected row's.
pub(super) fn this(state: &State) -> Option<RecordId> {
    if state.focus == Pane::Reading {
        return state.subject_record();
    }
    if state.sight.is_some() {
        return state.this_in_sight();
    }
    let ix = state.selected(state.focus)?;
    Some(state.library.key(ix)?.id)
}

/// Opens the source of a record at the words themselves. In a source's text, opens its record.
pub(super) fn source(state: &mut State) {
    if state.focus == Pane::Reading
        && let Subject::Passage(place) = &state.reading.subject
    {
        let id = place.source.record();
        follow(state, Target::Record(id));
        return;
    }
    let Some(id) = this(state) else { return };
    let Some(briefing) = state.briefing().map(Arc::clone) else {
        return;
    };
    let Some((source, record)) = source_of(&briefing, &id) else {
        state.message = Some(format!("this {} names no source", id.kind.noun()));
        return;
    };
    let record = (record.kind != RecordKind::Source).then_some(record);
    passage_at(
        state,
        PassageTarget {
            source,
            record,
            candidate: 0,
        },
    );
}

/// The source of a record, and the record whose words stand in it: its own, or for a position
/// without any, those of its first evidence that has one.
fn source_of(briefing: &Briefing, id: &RecordId) -> Option<(SourceId, RecordId)> {
    let record = briefing.record(id.slug.as_str())?;
    let own = match record {
        Record::Quote(quote) => quote.source.clone(),
        Record::Source(source) => Some(source.id.clone()),
        other => other.cites().first().map(|cite| cite.source.clone()),
    };
    match (own, record) {
        (Some(source), _) => Some((source, id.clone())),
        (None, Record::Position(position)) => {
            // Evidence is never a position, so this ends.
            let evidence = position.evidence.iter();
            let mut evidence = evidence.filter(|one| one.kind != RecordKind::Position);
            evidence.find_map(|one| source_of(briefing, one))
        }
        (None, Record::Event(event)) => {
            let mut quotes = event.quotes.iter().map(QuoteId::record);
            quotes.find_map(|one| source_of(briefing, &one))
        }
        (None, _) => None,
    }
}

/// Shows everything that refers to a record; there, goes back to the record itself.
pub(super) fn references(state: &mut State) {
    if state.focus == Pane::Reading
        && let Subject::References(id) = &state.reading.subject
    {
        let id = id.clone();
        follow(state, Target::Record(id));
        return;
    }
    let Some(id) = this(state) else {
        state.message = Some("no record is selected".to_owned());
        return;
    };
    state.jump();
    state.show(Subject::References(id));
    state.reading.follows = false;
    state.focus = Pane::Reading;
}

/// Goes to the next piece of evidence in the detail of a position or event, opening the detail if
/// need be.
pub(super) fn evidence(state: &mut State) {
    if state.focus != Pane::Reading {
        if !has_evidence(state) {
            state.message = Some(NO_EVIDENCE.to_owned());
            return;
        }
        open(state);
        state.settle();
    }
    let links = &state.reading.laid.links;
    let evidence = |from: usize| {
        let mut rest = links.iter().enumerate().skip(from);
        rest.find(|(_, link)| link.part == Part::Evidence)
            .map(|(at, _)| at)
    };
    let after = state.reading.link.map_or(0, |link| link + 1);
    let here = state.reading.link.and_then(|link| links.get(link));
    let on_evidence = here.is_some_and(|link| link.part == Part::Evidence);
    let next = if on_evidence { evidence(after) } else { None };
    let Some(to) = next.or_else(|| evidence(0)) else {
        state.message = Some(NO_EVIDENCE.to_owned());
        return;
    };
    let line = links.get(to).map_or(0, |link| link.lines.start);
    let page = state.reading_page();
    if !(state.reading.top..state.reading.top + page).contains(&line) {
        state.reading.top = line.saturating_sub(page / 3);
    }
    state.reading.link = Some(to);
}

const NO_EVIDENCE: &str = "no evidence is given here";

/// Whether the detail of the selected row has evidence to go to.
fn has_evidence(state: &State) -> bool {
    let document = this(state).zip(state.context()).and_then(|(id, context)| {
        let record = context.briefing.record(id.slug.as_str())?;
        Some(detail::of(&context, &record))
    });
    document.is_some_and(|document| {
        let mut paragraphs = document.paragraphs.iter();
        paragraphs.any(|one| {
            one.part == Part::Evidence && one.spans.iter().any(|span| span.target.is_some())
        })
    })
}

/// The next or previous quotation in the same source, in the order of its text.
pub(super) fn neighbour_quote(state: &mut State, step: Step) {
    let Some((source, here)) = source_and_quote(state) else {
        state.message = Some("no quotation is open".to_owned());
        return;
    };
    let Some(context) = state.context() else {
        return;
    };
    let quotes = passage::quotes_in_order(&context, Some(&source));
    let at = here.and_then(|here| quotes.iter().position(|id| *id == here));
    let to = match (at, step) {
        (None, Step::Forward) => Some(0),
        (None, Step::Back) => quotes.len().checked_sub(1),
        (Some(at), Step::Forward) => Some(at + 1),
        (Some(at), Step::Back) => at.checked_sub(1),
    };
    let Some(quote) = to.and_then(|to| quotes.get(to)) else {
        state.message = Some("no more quotations that way in this source".to_owned());
        return;
    };
    let number = to.map_or(0, |to| to + 1);
    let message = format!("quotation {number} of {} in this source", quotes.len());
    let record = Some(quote.record());
    passage_at(
        state,
        PassageTarget {
            source,
            record,
            candidate: 0,
        },
    );
    state.message = Some(message);
}

/// Where several places may be meant, the next of them, round the end.
pub(super) fn next_candidate(state: &mut State) {
    let Subject::Passage(place) = &state.reading.subject else {
        source(state);
        return;
    };
    let (mut place, context) = (place.clone(), state.context());
    let count = context.map_or(0, |context| passage::candidates(&context, &place));
    if count < 2 {
        state.message = Some("these words stand at one place, or nowhere".to_owned());
        return;
    }
    place.candidate = (place.candidate + 1) % count;
    passage_at(state, place);
}

/// The source that is open, or the source of the quotation that is; and that quotation.
fn source_and_quote(state: &State) -> Option<(SourceId, Option<QuoteId>)> {
    let briefing = state.briefing()?;
    let quote = |id: &RecordId| match briefing.record(id.slug.as_str()) {
        Some(Record::Quote(quote)) => Some(quote),
        _ => None,
    };
    if state.focus == Pane::Reading
        && let Subject::Passage(place) = &state.reading.subject
    {
        let here = place.record.as_ref().and_then(quote);
        return Some((place.source.clone(), here.map(|quote| quote.id.clone())));
    }
    let id = this(state)?;
    if let Some(Record::Source(source)) = briefing.record(id.slug.as_str()) {
        return Some((source.id.clone(), None));
    }
    let quote = quote(&id)?;
    Some((quote.source.clone()?, Some(quote.id.clone())))
}

impl State {
    pub(super) fn mark(&self) -> Option<Mark> {
        Some(Mark {
            file: Arc::clone(&self.library.entry(self.current)?.file),
            breadth: self.breadth,
            scene: self.scene,
            search: self.searching().map(|search| Box::new(search.clone())),
            focus: self.focus,
            list: self.list,
            front: self.front,
            seen: self.sight.as_ref().map(Sight::seen),
            zoomed: self.zoomed,
            subject: self.reading.subject.clone(),
            follows: self.reading.follows,
            top: self.reading.top,
            link: self.reading.link,
            lists: self.lists.clone(),
        })
    }

    /// Remembers this place, before something jumps away from it.
    pub(super) fn jump(&mut self) {
        self.jumps.forward.clear();
        if let Some(mark) = self.mark() {
            self.jumps.back.push(mark);
            let excess = self.jumps.back.len().saturating_sub(REMEMBERED);
            self.jumps.back.drain(..excess);
        }
    }

    /// Back to where the last jump came from: its row, scroll and zoom.
    pub(super) fn go_back(&mut self) {
        let Some(to) = self.jumps.back.pop() else {
            self.message = Some("this is where you began".to_owned());
            return;
        };
        self.jumps.forward.extend(self.mark());
        self.return_to(to);
    }

    /// Forward again, after going back.
    pub(super) fn go_forward(&mut self) {
        let Some(to) = self.jumps.forward.pop() else {
            self.message = Some("nothing to go forward to".to_owned());
            return;
        };
        self.jumps.back.extend(self.mark());
        self.return_to(to);
    }

    /// Goes back or forward to a place, with what lay over it.
    fn return_to(&mut self, mut mark: Mark) {
        let (scene, search) = (mark.scene, mark.search.take());
        self.restore(mark);
        self.scene = scene;
        self.overlay = search.map(Overlay::Search);
    }

    /// Goes to a place, with all that was there.
    pub(super) fn restore(&mut self, mark: Mark) {
        let Some(at) = self.library.position(&mark.file) else {
            self.message = Some(format!("{} is no longer open", mark.file));
            return;
        };
        self.turn(mark.breadth, at);
        self.keep_place(&mark);
        self.focus = mark.focus;
        self.list = mark.list;
        self.front = mark.front;
        let before = self.sight.take();
        self.sight = mark.seen.map(|seen| Sight::at(seen).made_as(before));
        self.zoomed = mark.zoomed;
        self.reading.subject = mark.subject;
        self.reading.follows = mark.follows;
        self.reading.top = mark.top;
        self.reading.link = mark.link;
        self.lists = mark.lists;
        // The rows may be others by now: the selected records say which rows they are.
        self.settled.arranged = Default::default();
        // The scroll is the one that was left, not one to be kept.
        self.settled.laid = None;
    }
}
