//! Who says that an actor holds a position.
//!
//! A position is an actor's own when its evidence is spoken by that actor or by one of the actor's
//! people; otherwise it is asserted by those who spoke or published the evidence. "A says that B
//! agrees" is not B's stance, so the two are never merged.

use crate::library::involvement::voices_of;
use crate::model::{ActorId, Briefing, Position, Stance};

/// Whose word a position rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attribution<'a> {
    /// The actor, or one of its people, says so.
    Own,
    /// Others say so of the actor; in the order of the briefing's evidence.
    Asserted(Vec<&'a ActorId>),
    /// The briefing gives no evidence, or none that anybody spoke or published.
    Unevidenced,
}

/// Derives whose word a position of one of its actors rests on.
pub fn of_position<'a>(
    briefing: &'a Briefing,
    position: &'a Position,
    actor: &ActorId,
) -> Attribution<'a> {
    let people = || briefing.people_of(actor).map(|one| &one.id);
    let voices = voices_of(briefing, position);
    if voices
        .iter()
        .any(|voice| *voice == actor || people().any(|one| one == *voice))
    {
        return Attribution::Own;
    }
    if voices.is_empty() {
        Attribution::Unevidenced
    } else {
        Attribution::Asserted(voices)
    }
}

/// How many actors stand on each side of an issue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Supporting.
    pub support: usize,
    /// Opposing.
    pub oppose: usize,
    /// Any other declared stance.
    pub other: usize,
    /// Positions that somebody else asserts of an actor, or that nothing shows: counted in none of
    /// the above.
    pub asserted: usize,
}

impl Tally {
    /// Counts a position; where it is not an actor's own, it is counted apart.
    fn count(&mut self, briefing: &Briefing, position: &Position) {
        for actor in &position.actors {
            let slot = match (of_position(briefing, position, actor), position.stance) {
                (Attribution::Asserted(_) | Attribution::Unevidenced, _) => &mut self.asserted,
                (_, Stance::Support) => &mut self.support,
                (_, Stance::Oppose) => &mut self.oppose,
                (_, Stance::Unknown) => continue,
                _ => &mut self.other,
            };
            *slot += 1;
        }
    }
}

/// Counts some positions of a briefing, as those on an issue; those that are not the actors' own are
/// counted apart.
pub fn tally<'a>(briefing: &Briefing, positions: impl Iterator<Item = &'a Position>) -> Tally {
    let mut tally = Tally::default();
    for position in positions {
        tally.count(briefing, position);
    }
    tally
}

/// The same for every issue, in the order of the file, in one walk over the positions.
pub fn tallies(briefing: &Briefing) -> Vec<Tally> {
    let mut tallies = vec![Tally::default(); briefing.issues.len()];
    for position in &briefing.positions {
        let row = briefing.row(&position.issue.record());
        if let Some(tally) = row.and_then(|row| tallies.get_mut(row)) {
            tally.count(briefing, position);
        }
    }
    tallies
}
