//! One briefing: everything that one file says.

use std::collections::{BTreeSet, HashMap};
use std::mem::take;

use chrono::NaiveDate;
use serde::Serialize;

use super::{
    Actor, ActorId, BySlug, ChangeKind, Cite, Date, Event, EventId, Figure, FigureId, Issue,
    IssueId, OptionId, Point, PointId, PolicyOption, Position, PositionId, Proposal, ProposalId,
    Quote, QuoteId, RecordId, RecordKind, Role, Slug, Source, SourceId,
};
use crate::leisure::by_and_by;

/// Everything that one briefing file says.
///
/// Every reference in it leads to a record that is there: the loader refuses a file where one does
/// not. Look-ups still return an `Option`, so that nothing can panic.
#[derive(Clone, Debug, Serialize)]
pub struct Briefing {
    /// The identifier, by default the file's stem.
    pub id: String,
    /// The title.
    pub title: String,
    /// The day it describes.
    pub as_of: NaiveDate,
    /// The one or two sentences to take away.
    pub bottom_line: Option<String>,
    /// A BCP 47 language tag.
    pub language: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Free key words.
    pub tags: Vec<String>,
    /// The revision's number.
    pub revision: Option<u32>,
    /// What the revisions did, as the file lists them.
    pub changelog: Vec<Change>,
    /// Who is involved.
    pub actors: Vec<Actor>,
    /// What they disagree about.
    pub issues: Vec<Issue>,
    /// Who holds which position.
    pub positions: Vec<Position>,
    /// What each said.
    pub quotes: Vec<Quote>,
    /// What happened when.
    pub events: Vec<Event>,
    /// Plans on the table.
    pub proposals: Vec<Proposal>,
    /// Numbers that somebody claims.
    pub figures: Vec<Figure>,
    /// What actors could still do.
    pub options: Vec<PolicyOption>,
    /// Where it all comes from.
    pub sources: Vec<Source>,
    /// Which of these records the file does not have itself, but its library shares.
    #[serde(skip_serializing_if = "BTreeSet::is_empty")]
    pub shared: BTreeSet<Slug>,
    /// Which table and row each identifier leads to.
    #[serde(skip)]
    index: BySlug<(RecordKind, usize)>,
    /// The people of each state, body and group: the rows of everybody whose `side` it is or who
    /// has a role `of` it, and of theirs in turn.
    #[serde(skip)]
    people: HashMap<ActorId, Vec<usize>>,
    /// Every point: the row of its proposal, and its row in it.
    #[serde(skip)]
    points: Vec<(usize, usize)>,
}

/// One entry of the changelog.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Change {
    /// When.
    pub date: Date,
    /// What sort of change.
    pub kind: ChangeKind,
    /// What changed.
    pub note: String,
    /// The record it concerns.
    pub target: Option<RecordId>,
}

/// Any one record, borrowed from its briefing.
#[derive(Clone, Copy, Debug)]
pub enum Record<'a> {
    /// An actor.
    Actor(&'a Actor),
    /// An issue.
    Issue(&'a Issue),
    /// A position.
    Position(&'a Position),
    /// A quotation.
    Quote(&'a Quote),
    /// An event.
    Event(&'a Event),
    /// A proposal.
    Proposal(&'a Proposal),
    /// A point, with the proposal it is a part of.
    Point(&'a Proposal, &'a Point),
    /// A figure.
    Figure(&'a Figure),
    /// An option.
    Option(&'a PolicyOption),
    /// A source.
    Source(&'a Source),
}

macro_rules! by_id {
    ($($(#[$doc:meta])* $name:ident: $id:ty => $table:ident, $record:ty;)*) => {$(
        $(#[$doc])*
        pub fn $name(&self, id: &$id) -> Option<&$record> {
            let (kind, row) = self.index.get(&id.0)?;
            if *kind == <$id>::KIND { self.$table.get(*row) } else { None }
        }
    )*};
}

impl Briefing {
    /// A briefing without records.
    pub fn new(id: String, title: String, as_of: NaiveDate) -> Self {
        Self {
            id,
            title,
            as_of,
            bottom_line: None,
            language: None,
            authors: Vec::new(),
            tags: Vec::new(),
            revision: None,
            changelog: Vec::new(),
            actors: Vec::new(),
            issues: Vec::new(),
            positions: Vec::new(),
            quotes: Vec::new(),
            events: Vec::new(),
            proposals: Vec::new(),
            figures: Vec::new(),
            options: Vec::new(),
            sources: Vec::new(),
            shared: BTreeSet::new(),
            index: BySlug::default(),
            points: Vec::new(),
            people: HashMap::new(),
        }
    }

    /// Makes every record findable by its identifier: to be called once all records are in. Of two
    /// records with one identifier the first is found.
    #[must_use]
    pub fn indexed(mut self) -> Self {
        let mut points = Vec::new();
        for (proposal, record) in self.proposals.iter().enumerate() {
            points.extend((0..record.points.len()).map(|row| (proposal, row)));
        }
        self.points = points;
        let mut index = BySlug::default();
        for kind in RecordKind::ALL {
            for (row, record) in by_and_by(self.records(kind)).enumerate() {
                let slug = record.slug().clone();
                index.entry(slug).or_insert((kind, row));
            }
        }
        self.index = index;
        self.people = self.families();
        self.shrink();
        self
    }

    /// Lets go of its records one by one: of many at once, that takes a while.
    pub(crate) fn let_go(&mut self) {
        by_and_by(take(&mut self.positions)).for_each(drop);
        by_and_by(take(&mut self.quotes)).for_each(drop);
        by_and_by(take(&mut self.events)).for_each(drop);
        by_and_by(take(&mut self.proposals)).for_each(drop);
        by_and_by(take(&mut self.figures)).for_each(drop);
        by_and_by(take(&mut self.options)).for_each(drop);
        by_and_by(take(&mut self.sources)).for_each(drop);
        by_and_by(take(&mut self.index)).for_each(drop);
    }

    /// Gives back the room that was kept for more records.
    fn shrink(&mut self) {
        self.actors.shrink_to_fit();
        self.issues.shrink_to_fit();
        self.positions.shrink_to_fit();
        self.quotes.shrink_to_fit();
        self.events.shrink_to_fit();
        self.proposals.shrink_to_fit();
        self.figures.shrink_to_fit();
        self.options.shrink_to_fit();
        self.sources.shrink_to_fit();
        self.index.shrink_to_fit();
    }

    /// The people of every actor that has any.
    fn families(&self) -> HashMap<ActorId, Vec<usize>> {
        let mut members: HashMap<&ActorId, Vec<usize>> = HashMap::new();
        for (row, one) in self.actors.iter().enumerate() {
            let of_roles = one.roles.iter().filter_map(|role| role.of.as_ref());
            for body in one.side.iter().chain(of_roles) {
                members.entry(body).or_default().push(row);
            }
        }
        let family = |body: &ActorId| {
            let mut found = BTreeSet::new();
            let mut open = vec![body];
            while let Some(next) = open.pop() {
                for row in members.get(next).into_iter().flatten() {
                    let id = self.actors.get(*row).map(|actor| &actor.id);
                    if let Some(id) = id.filter(|id| *id != body && found.insert(*row)) {
                        open.push(id);
                    }
                }
            }
            found.into_iter().collect()
        };
        let bodies = members.keys();
        bodies.map(|body| ((*body).clone(), family(body))).collect()
    }

    /// The people of a state, body or group: everybody whose `side` it is or who has a role `of`
    /// it, and theirs in turn; not the actor itself. In the order of the file.
    pub fn people_of(&self, actor: &ActorId) -> impl Iterator<Item = &Actor> {
        let rows = self.people.get(actor).into_iter().flatten();
        rows.filter_map(|row| self.actors.get(*row))
    }

    /// The states, bodies and groups of whose people an actor is: those it is on the `side` of or
    /// has a role `of`, and theirs in turn; not the actor itself.
    pub fn bodies_of(&self, actor: &ActorId) -> Vec<&ActorId> {
        self.bodies(actor, |_| true)
    }

    /// The same on the day that the briefing describes: a role that had certainly ended before does not
    /// count.
    pub fn present_bodies_of(&self, actor: &ActorId) -> Vec<&ActorId> {
        self.bodies(actor, |role| !role.has_ended(self.as_of))
    }

    fn bodies(&self, actor: &ActorId, counts: impl Fn(&Role) -> bool) -> Vec<&ActorId> {
        let mut found = Vec::new();
        let mut open: Vec<_> = self.actor(actor).into_iter().collect();
        while let Some(one) = open.pop() {
            let roles = one.roles.iter().filter(|role| counts(role));
            let of_roles = roles.filter_map(|role| role.of.as_ref());
            for body in one.side.iter().chain(of_roles) {
                if body != actor && !found.contains(&body) {
                    found.push(body);
                    open.extend(self.actor(body));
                }
            }
        }
        found
    }

    by_id! {
        /// The actor of this identifier.
        actor: ActorId => actors, Actor;
        /// The issue of this identifier.
        issue: IssueId => issues, Issue;
        /// The position of this identifier.
        position: PositionId => positions, Position;
        /// The quotation of this identifier.
        quote: QuoteId => quotes, Quote;
        /// The event of this identifier.
        event: EventId => events, Event;
        /// The proposal of this identifier.
        proposal: ProposalId => proposals, Proposal;
        /// The figure of this identifier.
        figure: FigureId => figures, Figure;
        /// The option of this identifier.
        option: OptionId => options, PolicyOption;
        /// The source of this identifier.
        source: SourceId => sources, Source;
    }

    /// The point of this identifier, with its proposal.
    pub fn point(&self, id: &PointId) -> Option<(&Proposal, &Point)> {
        match self.record(id.as_str())? {
            Record::Point(proposal, point) => Some((proposal, point)),
            _ => None,
        }
    }

    /// Whatever record has this identifier.
    pub fn record(&self, slug: &str) -> Option<Record<'_>> {
        let (kind, row) = self.index.get(slug)?;
        self.record_at(*kind, *row)
    }

    /// The row of a record in its table; points are counted through all proposals.
    pub fn row(&self, id: &RecordId) -> Option<usize> {
        self.row_of(id.kind, &id.slug)
    }

    /// The row of the record of a kind with an identifier.
    pub fn row_of(&self, kind: RecordKind, slug: &Slug) -> Option<usize> {
        let (found, row) = self.index.get(slug)?;
        (*found == kind).then_some(*row)
    }

    /// The record in a row of a table; points are counted through all proposals.
    pub fn record_at(&self, kind: RecordKind, row: usize) -> Option<Record<'_>> {
        Some(match kind {
            RecordKind::Actor => Record::Actor(self.actors.get(row)?),
            RecordKind::Issue => Record::Issue(self.issues.get(row)?),
            RecordKind::Position => Record::Position(self.positions.get(row)?),
            RecordKind::Quote => Record::Quote(self.quotes.get(row)?),
            RecordKind::Event => Record::Event(self.events.get(row)?),
            RecordKind::Proposal => Record::Proposal(self.proposals.get(row)?),
            RecordKind::Point => {
                let (proposal, row) = *self.points.get(row)?;
                let proposal = self.proposals.get(proposal)?;
                Record::Point(proposal, proposal.points.get(row)?)
            }
            RecordKind::Figure => Record::Figure(self.figures.get(row)?),
            RecordKind::Option => Record::Option(self.options.get(row)?),
            RecordKind::Source => Record::Source(self.sources.get(row)?),
        })
    }

    /// All records of one kind, in the order of the file.
    pub fn records(&self, kind: RecordKind) -> impl Iterator<Item = Record<'_>> {
        let mut row = 0;
        std::iter::from_fn(move || {
            let record = self.record_at(kind, row)?;
            row += 1;
            Some(record)
        })
    }
}

impl<'a> Record<'a> {
    /// The record's identifier with its kind.
    pub fn id(&self) -> RecordId {
        let kind = match self {
            Self::Actor(_) => RecordKind::Actor,
            Self::Issue(_) => RecordKind::Issue,
            Self::Position(_) => RecordKind::Position,
            Self::Quote(_) => RecordKind::Quote,
            Self::Event(_) => RecordKind::Event,
            Self::Proposal(_) => RecordKind::Proposal,
            Self::Point(..) => RecordKind::Point,
            Self::Figure(_) => RecordKind::Figure,
            Self::Option(_) => RecordKind::Option,
            Self::Source(_) => RecordKind::Source,
        };
        RecordId {
            kind,
            slug: self.slug().clone(),
        }
    }

    /// The record's identifier.
    pub fn slug(&self) -> &'a Slug {
        match *self {
            Self::Actor(record) => &record.id.0,
            Self::Issue(record) => &record.id.0,
            Self::Position(record) => &record.id.0,
            Self::Quote(record) => &record.id.0,
            Self::Event(record) => &record.id.0,
            Self::Proposal(record) => &record.id.0,
            Self::Point(_, record) => &record.id.0,
            Self::Figure(record) => &record.id.0,
            Self::Option(record) => &record.id.0,
            Self::Source(record) => &record.id.0,
        }
    }

    /// The sources it rests on; a quotation's own source is not among them.
    pub fn cites(&self) -> &'a [Cite] {
        match *self {
            Self::Position(record) => &record.cites,
            Self::Event(record) => &record.cites,
            Self::Proposal(record) => &record.cites,
            Self::Point(_, record) => &record.cites,
            Self::Figure(record) => &record.cites,
            Self::Option(record) => &record.cites,
            Self::Actor(_) | Self::Issue(_) | Self::Quote(_) | Self::Source(_) => &[],
        }
    }
}
