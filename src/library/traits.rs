//! What lists are ordered by and queries ask for beside names, dates and words: a small number a
//! record, which means something else for each kind.

use crate::model::source::grade;
use crate::model::words::Vocabulary;
use crate::model::{
    ActorKind, Briefing, Credibility, EventStatus, IssueStatus, OptionStatus, ProposalStatus,
    Record, RecordId, RecordKind, Reliability, SourceKind, Stance, TextKind,
};

use super::{RecordIx, Records};

/// The traits of a record of some kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Traits(u32);

/// The place of a word in its vocabulary, from 1.
fn number<T: Vocabulary + PartialEq>(word: T) -> u32 {
    let at = T::WORDS.iter().position(|(one, ..)| *one == word);
    at.map_or(0, |at| at as u32 + 1)
}

fn word<T: Vocabulary>(number: u32) -> Option<T> {
    let at = (number as usize).checked_sub(1)?;
    T::WORDS.get(at).map(|(word, ..)| *word)
}

/// Of an actor the lower bits are its side's row, the upper ones its kind.
const KIND_FROM: u32 = 28;
const SIDE: u32 = (1 << KIND_FROM) - 1;

impl Traits {
    /// The traits of a record. Of a figure `first` is the row of the first one of its quantity.
    pub(super) fn of(record: &Record<'_>, briefing: &Briefing, first: Option<u32>) -> Self {
        let row = |id: RecordId| briefing.row(&id).map_or(0, |row| row as u32 + 1);
        Self(match *record {
            Record::Actor(actor) => {
                let side = actor.side.as_ref().map_or(0, |side| row(side.record()));
                number(actor.kind) << KIND_FROM | side & SIDE
            }
            Record::Issue(issue) => number(issue.status),
            Record::Position(position) => number(position.stance),
            Record::Quote(quote) => number(quote.mode),
            Record::Event(event) => number(event.status),
            Record::Proposal(proposal) => number(proposal.status),
            Record::Point(proposal, _) => row(proposal.id.record()),
            Record::Figure(_) => first.map_or(0, |row| row + 1),
            Record::Option(option) => number(option.status),
            Record::Source(source) => {
                let reliability = source.reliability.map_or(0, number);
                let credibility = source.credibility.map_or(0, |one| u32::from(one.grade()));
                let text = match (&source.stored, source.text_kind) {
                    (None, _) => 0,
                    (Some(_), kind) => number(kind),
                };
                number(source.kind) | reliability << 8 | credibility << 16 | text << 24
            }
        })
    }

    /// The same as a number, and back.
    pub(super) const fn number(self) -> u32 {
        self.0
    }

    pub(super) const fn known(number: u32) -> Self {
        Self(number)
    }

    fn row(self) -> Option<u32> {
        self.0.checked_sub(1)
    }

    /// Of an actor: the row of the state, body or group on whose side it stands.
    pub(super) fn side(self) -> Option<u32> {
        Self(self.0 & SIDE).row()
    }

    /// Of an actor: what sort it is.
    pub(super) fn actor_kind(self) -> Option<ActorKind> {
        word(self.0 >> KIND_FROM)
    }

    /// Of a point: the row of its proposal.
    pub(super) fn proposal(self) -> Option<u32> {
        self.row()
    }

    /// Of a figure: the row of the first figure of its quantity.
    pub(super) fn quantity(self) -> Option<u32> {
        self.row()
    }

    /// Of an issue: where it stands.
    pub(super) fn issue_status(self) -> Option<IssueStatus> {
        word(self.0)
    }

    /// Of a position: for or against.
    pub(super) fn stance(self) -> Option<Stance> {
        word(self.0)
    }

    /// Of a source: what sort it is.
    pub(super) fn source_kind(self) -> Option<SourceKind> {
        word(self.0 & 0xff)
    }

    /// Of a source: its Admiralty grade in an order that puts the best first, and what has none
    /// last.
    pub(super) fn grade(self) -> (u32, u32) {
        let last = |number: u32| if number == 0 { u32::MAX } else { number };
        let (reliability, credibility) = self.grades();
        (last(reliability), last(credibility))
    }

    /// Of a source: the halves of its Admiralty grade, from 1.
    const fn grades(self) -> (u32, u32) {
        (self.0 >> 8 & 0xff, self.0 >> 16 & 0xff)
    }
}

/// What is known of a source that is not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SourceTraits {
    /// What sort it is.
    pub kind: SourceKind,
    /// What its stored text is; `None` where none is stored.
    pub text: Option<TextKind>,
    /// How reliable whoever published it is.
    pub reliability: Option<Reliability>,
    /// How credible what it says is.
    pub credibility: Option<Credibility>,
}

impl SourceTraits {
    /// The Admiralty grade, as [`grade`] writes it.
    pub fn grade(&self) -> Option<String> {
        grade(self.reliability, self.credibility)
    }
}

impl Records {
    /// The traits of a record, where it is of a kind.
    fn traits_of(&self, ix: RecordIx, kind: RecordKind) -> Option<Traits> {
        (self.kind(ix) == Some(kind)).then(|| self.traits(ix))
    }

    /// What an actor is.
    pub fn actor_kind(&self, ix: RecordIx) -> Option<ActorKind> {
        self.traits_of(ix, RecordKind::Actor)?.actor_kind()
    }

    /// The number of an actor's wikidata link: 7747 for `Q7747`.
    pub fn wikidata(&self, ix: RecordIx) -> Option<u64> {
        if self.kind(ix) != Some(RecordKind::Actor) {
            return None;
        }
        let found = self.found(ix)?;
        let marks = found.segment.marks(found.at..found.at.saturating_add(1));
        marks.map(|(_, mark)| mark).next()
    }

    /// Where an issue stands.
    pub fn issue_status(&self, ix: RecordIx) -> Option<IssueStatus> {
        self.traits_of(ix, RecordKind::Issue)?.issue_status()
    }

    /// For or against: a position's stance.
    pub fn stance(&self, ix: RecordIx) -> Option<Stance> {
        self.traits_of(ix, RecordKind::Position)?.stance()
    }

    /// How certain an event is.
    pub fn event_status(&self, ix: RecordIx) -> Option<EventStatus> {
        word(self.traits_of(ix, RecordKind::Event)?.0)
    }

    /// What has become of a proposal.
    pub fn proposal_status(&self, ix: RecordIx) -> Option<ProposalStatus> {
        word(self.traits_of(ix, RecordKind::Proposal)?.0)
    }

    /// Whether an option is used.
    pub fn option_status(&self, ix: RecordIx) -> Option<OptionStatus> {
        word(self.traits_of(ix, RecordKind::Option)?.0)
    }

    /// What is known of a source.
    pub fn source_traits(&self, ix: RecordIx) -> Option<SourceTraits> {
        let traits = self.traits_of(ix, RecordKind::Source)?;
        let (reliability, credibility) = traits.grades();
        Some(SourceTraits {
            kind: traits.source_kind()?,
            text: word(traits.0 >> 24),
            reliability: word(reliability),
            credibility: Credibility::new(credibility.into()),
        })
    }
}
