//! Whose record is it? What "of this actor" and "on this issue" mean for each kind of record.
//!
//! | record | of an actor who … | on an issue that … |
//! |---|---|---|
//! | actor | is that actor | is one the actor has a position, quotation or event on |
//! | issue | holds a position on it, is quoted on it, or claims a figure on it | is that issue |
//! | position | holds it (its own or asserted) | it is on |
//! | quote | speaks it; being mentioned does not count | it is filed under |
//! | event | takes part | it bears on |
//! | proposal | put it forward, brokered it, or wants a bracketed variant | one of its points bears on |
//! | point | wants a bracketed variant of it, or put its proposal forward | it bears on |
//! | figure | claims it | it bears on |
//! | option | has it | it bears on |
//! | source | published or wrote it, or has another record above from it | has another record above from it |
//!
//! A state, body or group may be taken with its people: everybody whose `side` it is or who has a
//! role `of` it, and theirs in turn.
//! An issue includes the issues that name it as their parent. What a record is from is said by
//! [`sources_of`].

use std::collections::BTreeSet;

use crate::model::{
    ActorId, Briefing, Cite, IssueId, Position, QuoteId, Record, RecordId, SourceId,
};

/// The actors that a record is of, by the table above. An issue's follow from the other records
/// and are not in here.
pub fn actors_of<'a>(record: &Record<'a>) -> Vec<&'a ActorId> {
    match *record {
        Record::Actor(actor) => vec![&actor.id],
        Record::Issue(_) => Vec::new(),
        Record::Position(position) => position.actors.iter().collect(),
        Record::Quote(quote) => quote.speakers.iter().collect(),
        Record::Event(event) => event.actors.iter().collect(),
        Record::Proposal(proposal) => {
            let variants = proposal.points.iter().flat_map(|point| &point.variants);
            let wanted = variants.flat_map(|variant| &variant.by);
            let named = proposal.by.iter().chain(&proposal.brokers);
            unique(named.chain(wanted))
        }
        Record::Point(proposal, point) => {
            let wanted = point.variants.iter().flat_map(|variant| &variant.by);
            unique(proposal.by.iter().chain(wanted))
        }
        Record::Figure(figure) => figure.claimed_by.iter().collect(),
        Record::Option(option) => option.actors.iter().collect(),
        Record::Source(source) => source.by.iter().collect(),
    }
}

/// The issues that a record is on, by the table above. An actor's follow from the other records
/// and are not in here.
pub fn issues_of<'a>(record: &Record<'a>) -> Vec<&'a IssueId> {
    match *record {
        Record::Actor(_) | Record::Source(_) => Vec::new(),
        Record::Issue(issue) => vec![&issue.id],
        Record::Position(position) => vec![&position.issue],
        Record::Quote(quote) => quote.issues.iter().collect(),
        Record::Event(event) => event.issues.iter().collect(),
        Record::Proposal(proposal) => {
            unique(proposal.points.iter().flat_map(|point| &point.issues))
        }
        Record::Point(_, point) => point.issues.iter().collect(),
        Record::Figure(figure) => figure.issues.iter().collect(),
        Record::Option(option) => option.issues.iter().collect(),
    }
}

/// The sources that a record is from: a quotation's own and those it came through, those it cites,
/// and a source itself.
pub fn sources_of<'a>(record: &Record<'a>) -> Vec<&'a SourceId> {
    let cited = record.cites().iter().map(|cite| &cite.source);
    match *record {
        Record::Source(source) => vec![&source.id],
        Record::Quote(quote) => unique(quote.source.iter().chain(&quote.via).chain(cited)),
        _ => unique(cited),
    }
}

/// What shows a position, and what was said in an event; of other records nothing.
pub fn evidence_of(record: &Record<'_>) -> Vec<RecordId> {
    match *record {
        Record::Position(position) => position.evidence.clone(),
        Record::Event(event) => event.quotes.iter().map(QuoteId::record).collect(),
        _ => Vec::new(),
    }
}

/// Whose word a position rests on: those who spoke its evidence, claimed or put it forward, and
/// where nobody did, those who published it; and those who published the sources that it cites
/// itself. In order, each once.
pub fn voices_of<'a>(briefing: &'a Briefing, position: &'a Position) -> Vec<&'a ActorId> {
    let mut voices: Vec<&ActorId> = Vec::new();
    for evidence in &position.evidence {
        match briefing.record(evidence.slug.as_str()) {
            Some(Record::Quote(quote)) => voices.extend(&quote.speakers),
            Some(Record::Figure(figure)) if !figure.claimed_by.is_empty() => {
                voices.extend(&figure.claimed_by);
            }
            Some(Record::Figure(figure)) => voices.extend(publishers(briefing, &figure.cites)),
            Some(Record::Event(event)) => voices.extend(publishers(briefing, &event.cites)),
            Some(Record::Point(proposal, point)) if proposal.by.is_empty() => {
                voices.extend(publishers(briefing, &point.cites));
            }
            Some(Record::Point(proposal, _)) => voices.extend(&proposal.by),
            _ => {}
        }
    }
    voices.extend(publishers(briefing, &position.cites));
    unique(voices.into_iter())
}

fn publishers<'a>(briefing: &'a Briefing, cites: &'a [Cite]) -> Vec<&'a ActorId> {
    let sources = cites
        .iter()
        .filter_map(|cite| briefing.source(&cite.source));
    sources.flat_map(|source| &source.by).collect()
}

/// An actor and the states, bodies and groups whose people it is one of; an issue and those it is a
/// part of; of other records nothing.
pub fn wholes_of(briefing: &Briefing, record: &Record<'_>) -> Vec<RecordId> {
    match *record {
        Record::Actor(actor) => {
            let own = std::iter::once(actor.id.record());
            let bodies = briefing.bodies_of(&actor.id).into_iter();
            own.chain(bodies.map(ActorId::record)).collect()
        }
        Record::Issue(issue) => {
            let mut wholes = vec![&issue.id];
            let mut parent = issue.parent.as_ref();
            while let Some(id) = parent.filter(|id| !wholes.contains(id)) {
                wholes.push(id);
                parent = briefing.issue(id).and_then(|issue| issue.parent.as_ref());
            }
            wholes.into_iter().map(IssueId::record).collect()
        }
        _ => Vec::new(),
    }
}

/// Of the states, bodies and groups whose people an actor is one of, those that it is one of no longer on
/// the day that the briefing describes; of other records nothing.
pub fn former_of(briefing: &Briefing, record: &Record<'_>) -> Vec<RecordId> {
    let Record::Actor(actor) = *record else {
        return Vec::new();
    };
    if actor.roles.iter().all(|role| role.to.is_none()) {
        return Vec::new();
    }
    let present = briefing.present_bodies_of(&actor.id);
    let bodies = briefing.bodies_of(&actor.id).into_iter();
    let former = bodies.filter(|body| !present.contains(body));
    former.map(ActorId::record).collect()
}

/// So few are looked through one by one.
const FEW: usize = 16;

fn unique<'a, T: Ord>(ids: impl Iterator<Item = &'a T>) -> Vec<&'a T> {
    let mut found: Vec<&T> = Vec::new();
    // Most lists are short, and looking through them is quicker than keeping a set.
    let mut seen = BTreeSet::new();
    for id in ids {
        let new = if found.len() < FEW {
            !found.contains(&id)
        } else {
            if seen.is_empty() {
                seen.extend(found.iter().copied());
            }
            seen.insert(id)
        };
        if new {
            found.push(id);
        }
    }
    found
}

/// The people of a state, body or group, as [`Briefing::people_of`] has them.
pub fn people_of<'a>(briefing: &'a Briefing, actor: &ActorId) -> Vec<&'a ActorId> {
    briefing.people_of(actor).map(|actor| &actor.id).collect()
}

/// An issue's own sub-issues, and theirs in turn; not the issue itself.
pub fn parts_of<'a>(briefing: &'a Briefing, issue: &IssueId) -> Vec<&'a IssueId> {
    let mut found = BTreeSet::new();
    let mut open = vec![issue];
    while let Some(whole) = open.pop() {
        for part in &briefing.issues {
            if part.parent.as_ref() == Some(whole) && part.id != *issue && found.insert(&part.id) {
                open.push(&part.id);
            }
        }
    }
    found.into_iter().collect()
}
