//! What lists are ordered by and queries ask for beside names, dates and words: a small number a
//! record, which means something else for each kind.

use crate::model::words::Vocabulary;
use crate::model::{Briefing, IssueStatus, Record, RecordId, SourceKind, Stance};

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

impl Traits {
    /// The traits of a record. Of a figure `first` is the row of the first one of its quantity.
    pub(super) fn of(record: &Record<'_>, briefing: &Briefing, first: Option<u32>) -> Self {
        let row = |id: RecordId| briefing.row(&id).map_or(0, |row| row as u32 + 1);
        Self(match *record {
            Record::Actor(actor) => actor.side.as_ref().map_or(0, |side| row(side.record())),
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
                number(source.kind) | reliability << 8 | credibility << 16
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
        self.row()
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
        (last(self.0 >> 8 & 0xff), last(self.0 >> 16))
    }
}
