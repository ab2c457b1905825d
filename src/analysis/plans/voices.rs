//! Who has a word on a point.

use std::collections::HashMap;

use crate::model::{Actor, ActorId, Briefing, Position, Proposal, Record, RecordId, Stance};

/// A position whose evidence is a point.
#[derive(Clone, Copy, Debug)]
pub struct Voice<'a> {
    /// The position.
    pub position: &'a Position,
    /// Whether it is an objection.
    pub kind: VoiceKind,
}

/// What a position that rests on a point says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VoiceKind {
    /// Somebody who did not put the point forward opposes what it is about, or has conditions.
    Objection,
    /// The point shows what those want who put it forward, or somebody is for it.
    Other,
}

/// The positions that rest on each point. That somebody said something on an issue that a point is
/// about says nothing of the point: only what is given as evidence counts.
pub fn voices(briefing: &Briefing) -> HashMap<&RecordId, Vec<Voice<'_>>> {
    let mut voices: HashMap<_, Vec<_>> = HashMap::new();
    for position in &briefing.positions {
        for id in &position.evidence {
            let Some(Record::Point(proposal, _)) = briefing.record(id.slug.as_str()) else {
                continue;
            };
            let kind = kind(briefing, proposal, position);
            let voice = Voice { position, kind };
            voices.entry(id).or_default().push(voice);
        }
    }
    voices
}

fn kind(briefing: &Briefing, proposal: &Proposal, position: &Position) -> VoiceKind {
    let is_own = |actor: &ActorId| {
        let mut people = proposal.by.iter().flat_map(|by| briefing.people_of(by));
        proposal.by.contains(actor) || people.any(|one: &Actor| one.id == *actor)
    };
    match position.stance {
        Stance::Oppose | Stance::Conditional if !position.actors.iter().any(is_own) => {
            VoiceKind::Objection
        }
        _ => VoiceKind::Other,
    }
}
