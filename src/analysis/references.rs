//! Which records name a record, and as what.

use crate::model::{
    ActorId, Briefing, IssueId, PointId, ProposalId, QuoteId, Record, RecordId, RecordKind,
    SourceId,
};

/// A record that names another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The record that names it.
    pub from: RecordId,
    /// As what, in a word or two, each said once.
    pub how: Vec<&'static str>,
}

/// The records of a briefing that name a record, by kind, each kind in the order of the file. A
/// point's proposal does not name it, nor it its proposal: it is a part of it.
pub fn to(briefing: &Briefing, id: &RecordId) -> Vec<Reference> {
    let mut found = Vec::new();
    for kind in RecordKind::ALL {
        for record in briefing.records(kind) {
            let mut how = Vec::new();
            for (named, word) in names(&record) {
                if named == *id && !how.contains(&word) {
                    how.push(word);
                }
            }
            if !how.is_empty() {
                let from = record.id();
                found.push(Reference { from, how });
            }
        }
    }
    found
}

/// The records that a record names, each as what.
#[derive(Default)]
struct Names(Vec<(RecordId, &'static str)>);

impl Names {
    fn add(&mut self, ids: impl IntoIterator<Item = RecordId>, how: &'static str) {
        self.0.extend(ids.into_iter().map(|id| (id, how)));
    }

    fn actors<'a>(&mut self, ids: impl IntoIterator<Item = &'a ActorId>, how: &'static str) {
        self.add(ids.into_iter().map(ActorId::record), how);
    }

    fn issues<'a>(&mut self, ids: impl IntoIterator<Item = &'a IssueId>, how: &'static str) {
        self.add(ids.into_iter().map(IssueId::record), how);
    }

    fn sources<'a>(&mut self, ids: impl IntoIterator<Item = &'a SourceId>, how: &'static str) {
        self.add(ids.into_iter().map(SourceId::record), how);
    }
}

fn names(record: &Record<'_>) -> Vec<(RecordId, &'static str)> {
    let mut names = Names::default();
    names.sources(record.cites().iter().map(|cite| &cite.source), "cites it");
    match *record {
        Record::Actor(actor) => {
            names.actors(&actor.side, "on its side");
            let of = actor.roles.iter().filter_map(|role| role.of.as_ref());
            names.actors(of, "has a role in it");
        }
        Record::Issue(issue) => names.issues(&issue.parent, "a part of it"),
        Record::Position(position) => {
            names.issues([&position.issue], position.stance.word());
            names.actors(&position.actors, position.stance.word());
            names.add(position.evidence.iter().cloned(), "rests on it");
        }
        Record::Quote(quote) => {
            names.actors(&quote.speakers, "said");
            names.issues(&quote.issues, "about it");
            names.sources(&quote.source, "quoted from it");
            names.sources(&quote.via, "came through it");
        }
        Record::Event(event) => {
            names.actors(&event.actors, "took part");
            names.issues(&event.issues, "bears on it");
            names.add(event.quotes.iter().map(QuoteId::record), "said there");
        }
        Record::Proposal(proposal) => {
            names.actors(&proposal.by, "put forward");
            names.actors(&proposal.brokers, "brokered");
            let earlier = proposal.supersedes.iter();
            names.add(earlier.map(ProposalId::record), "replaces it");
        }
        Record::Point(_, point) => {
            let wanted = point.variants.iter().flat_map(|variant| &variant.by);
            names.actors(wanted, "wants a variant");
            names.issues(&point.issues, "bears on it");
            names.add(point.replaces.iter().map(PointId::record), "replaces it");
        }
        Record::Figure(figure) => {
            names.actors(&figure.claimed_by, "claimed");
            names.issues(&figure.issues, "bears on it");
        }
        Record::Option(option) => {
            names.actors(&option.actors, "could do");
            names.issues(&option.issues, "bears on it");
        }
        Record::Source(source) => {
            names.actors(&source.by, "published");
            names.sources(&source.derives_from, "rests on it");
        }
    }
    names.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Event, EventKind, EventStatus, Slug};

    #[test]
    fn an_actor_named_twice_is_said_once() {
        let day = chrono::NaiveDate::from_ymd_opt(2025, 1, 1).unwrap();
        let mut briefing = Briefing::new("b".into(), "B".into(), day);
        let actor = ActorId(Slug::new("a").unwrap());
        briefing.events.push(Event {
            id: Slug::new("e").unwrap().into(),
            when: "2025-01-01".parse().unwrap(),
            when_text: None,
            title: "E".into(),
            summary: None,
            kind: EventKind::Meeting,
            status: EventStatus::Confirmed,
            place: None,
            actors: vec![actor.clone(), actor.clone()],
            issues: Vec::new(),
            quotes: Vec::new(),
            cites: Vec::new(),
        });
        let briefing = briefing.indexed();
        let references = to(&briefing, &actor.record());
        assert_eq!(references.len(), 1);
        assert_eq!(references[0].how, ["took part"]);
        assert!(to(&briefing, &references[0].from).is_empty());
    }
}
