//! Which records a query selects: set by set over the columns, never record by record of the model.

mod met;

use std::cell::{Cell, OnceCell, RefCell};
use std::ops::Range;
use std::sync::Arc;

use crate::model::date::{Bounds, Certainty, DayRange};
use crate::model::{Date, RecordKind, Stance, Verdict};
use crate::query::{Days, Expr, Name, Query, Reach, Term, Test, Text, VerdictIs};

use super::bits::Bits;
use super::index::{Extent, Plan, Scan, Shards, Texts};
use super::names::tag_called;
use super::recent::Recent;
use super::select::{Among, Dated, Ground};
use super::words::{Stands, folded};
use super::{Filter, Library, People, Scope, Standing, Verdicts};
use met::{Answered, Asking, Met, Sort};

/// What a filter's query and days leave.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    /// The records to list: of actors all, of issues and sources those that no term speaks against.
    pub(super) listed: Bits,
    /// The records, but for actors and issues, that certainly meet it.
    pub(super) sure: Bits,
    /// The actors, issues and sources that are asked for themselves; all where nothing is asked of
    /// them.
    pub(super) subjects: Bits,
    /// Rows by date outside of which no quotation and no event is listed, where days are asked for.
    pub(super) rows: Option<Among>,
}

/// Words that were asked for, and how well they stand in each record of the library.
#[derive(Debug)]
pub(super) struct Heard {
    /// In how many of them they stand.
    pub(super) count: usize,
    /// See [`Shards::find`].
    pub(super) strengths: Vec<u8>,
}

/// What a query alone asks for.
#[derive(Debug)]
pub(super) struct Answer {
    /// The records that meet it, certainly or possibly; actors and issues where they meet it
    /// themselves.
    pub(super) met: Bits,
    /// Those of them that certainly do.
    pub(super) sure: Bits,
    /// The words that are wanted, in the order of the query.
    pub(super) heard: Vec<Heard>,
}

/// The answers to the terms that were asked last: each takes two bits a record.
pub(super) type Terms = Recent<Question, (Sort, Arc<Met>), 8>;

/// A term that is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Question {
    test: Test,
    scope: Scope,
    people: People,
}

/// So many records of a briefing are read sooner than the index of very many is asked.
const FEW: usize = 1_000;
/// Of so many words it is told how well they stand in a record.
const MOST_HEARD: usize = 16;

/// Answers the questions of one selection.
struct Asker<'a> {
    library: &'a Library,
    scope: Scope,
    ground: Arc<Ground>,
    places: Range<usize>,
    people: People,
    verdicts: &'a Verdicts,
    shards: OnceCell<Shards<'a>>,
    /// The texts of sources, where they are asked too.
    texts: Option<Texts<'a>>,
    heard: RefCell<Vec<Heard>>,
    /// Whether what is asked now is wanted, rather than not.
    wanted: Cell<bool>,
}

impl Library {
    /// What a filter's query and days leave of a scope; `None` where it asks for neither.
    pub(super) fn ask(&self, scope: Scope, filter: &Filter, verdicts: &Verdicts) -> Option<Asked> {
        let asker = Asker::new(self, scope, (filter.people, verdicts));
        let (mut parts, mut rows) = (Vec::new(), None);
        parts.extend(filter.query.expr().map(|expr| asker.answer(expr)));
        if filter.has_days() {
            let mut days = asker.dated(|date| date.within(filter.days));
            rows = Some(std::mem::take(&mut days.rows));
            parts.push(Answered::Term(Sort::Other, Arc::new(days.into())));
        }
        if parts.is_empty() {
            return None;
        }
        let all = Answered::All(parts);
        let records = all.met(Asking::Records)?;
        let mut asked = Asked {
            listed: records.maybe.clone(),
            sure: records.sure.clone(),
            subjects: asker.none(),
            rows,
        };
        let beside = all.met(Asking::SourcesBeside);
        let surely = beside.as_deref().map(|met| &met.sure);
        let listed = &mut asked.listed;
        asker.replace(RecordKind::Actor, None, listed);
        let issues = all.met(Asking::IssuesBeside);
        asker.replace(
            RecordKind::Issue,
            issues.as_deref().map(Met::possibly),
            listed,
        );
        asker.replace(
            RecordKind::Source,
            beside.as_deref().map(Met::possibly),
            listed,
        );
        asker.replace(RecordKind::Source, surely, &mut asked.sure);
        let subjects = &mut asked.subjects;
        for (kind, asking) in [
            (RecordKind::Actor, Asking::Actors),
            (RecordKind::Issue, Asking::Issues),
            (RecordKind::Source, Asking::Records),
        ] {
            let met = all.met(asking);
            asker.replace(kind, met.as_deref().map(Met::possibly), subjects);
        }
        Some(asked)
    }
}

impl Library {
    /// What a query leaves of the records of a scope that some shards reach, a source's text counted
    /// among what is said of it; `None` where it asks for nothing.
    pub(super) fn answer(
        &self,
        (query, scope): (&Query, Scope),
        verdicts: &Verdicts,
        (shards, texts): (Shards<'_>, Texts<'_>),
    ) -> Option<Answer> {
        let expr = query.expr()?;
        let reached = shards.reached(self.records().len());
        let asker = Asker {
            shards: OnceCell::from(shards),
            texts: Some(texts),
            ..Asker::new(self, scope, (People::default(), verdicts))
        };
        let answered = asker.answer(expr);
        let mut met = answered.met(Asking::Records)?.into_owned();
        for (kind, asking) in [
            (RecordKind::Actor, Asking::Actors),
            (RecordKind::Issue, Asking::Issues),
        ] {
            let all = asker.ground.kind(kind);
            let own = answered.met(asking);
            for (bits, own) in [
                (&mut met.maybe, own.as_ref().map(|own| &own.maybe)),
                (&mut met.sure, own.as_ref().map(|own| &own.sure)),
            ] {
                bits.subtract(all);
                if let Some(own) = own {
                    let mut own = own.clone();
                    own.intersect(all);
                    bits.unite(&own);
                }
            }
        }
        let mut known = asker.ground.all().clone();
        if query.asks(|test| matches!(test, Test::Text(_))) {
            known.intersect(&reached);
        }
        met.maybe.intersect(&known);
        met.sure.intersect(&known);
        Some(Answer {
            met: met.maybe,
            sure: met.sure,
            heard: asker.heard.into_inner(),
        })
    }
}

/// How words are found.
pub(super) fn plan(text: &Text) -> Plan {
    let (text, stands) = match text {
        Text::Word(word) => (word, Stands::AtStart),
        Text::Phrase(phrase) => (phrase, Stands::Whole),
    };
    Plan::new(folded(text.trim()), stands)
}

impl<'a> Asker<'a> {
    fn new(library: &'a Library, scope: Scope, (people, verdicts): (People, &'a Verdicts)) -> Self {
        Self {
            library,
            scope,
            ground: library.ground(scope),
            places: library.places(scope),
            people,
            verdicts,
            shards: OnceCell::new(),
            texts: None,
            heard: RefCell::default(),
            wanted: Cell::new(true),
        }
    }

    fn none(&self) -> Bits {
        self.ground.all().none()
    }

    /// Puts the records of a kind that meet something in place of those in a set; all where
    /// nothing is asked.
    fn replace(&self, kind: RecordKind, met: Option<&Bits>, bits: &mut Bits) {
        let all = self.ground.kind(kind);
        bits.replace_among(all, met.unwrap_or(all));
    }

    fn answer(&self, expr: &Expr) -> Answered {
        let all = |parts: &[Expr]| parts.iter().map(|part| self.answer(part)).collect();
        match expr {
            Expr::All(parts) => Answered::All(all(parts)),
            Expr::Any(parts) => Answered::Any(all(parts)),
            Expr::Not(part) => {
                let wanted = self.wanted.get();
                self.wanted.set(!wanted);
                let part = self.answer(part);
                self.wanted.set(wanted);
                Answered::Not(Box::new(part))
            }
            Expr::Term(term) => self.term(term),
        }
    }

    fn term(&self, term: &Term) -> Answered {
        let test = &term.test;
        // A search tells more of words, and verdicts come while one looks.
        if self.texts.is_some() || matches!(test, Test::Verdict(_)) {
            let (sort, met) = self.found_out(test);
            return Answered::Term(sort, Arc::new(met));
        }
        let question = Question {
            test: test.clone(),
            scope: self.scope,
            people: self.people,
        };
        let (sort, met) = self.library.terms.answer(&question, || {
            let (sort, met) = self.found_out(test);
            (sort, Arc::new(met))
        });
        Answered::Term(sort, met)
    }

    fn found_out(&self, test: &Test) -> (Sort, Met) {
        match test {
            Test::Text(text) => (Sort::Text, Met::certain(self.with_words(text))),
            Test::Tag(names) => (Sort::Text, Met::certain(self.tagged(names))),
            Test::Actor(names) => (Sort::Actor, Met::certain(self.of_actors(names))),
            Test::Issue(names) => (Sort::Issue, Met::certain(self.on_issues(names))),
            Test::Source(names) => (Sort::Source, Met::certain(self.of_sources(names))),
            Test::Kind(kinds) => (Sort::Kind, Met::certain(self.of_kinds(kinds))),
            Test::Stance(stances) => (Sort::Stance, Met::certain(self.with_stance(stances))),
            Test::Verdict(verdicts) => (Sort::Other, Met::certain(self.with_verdict(verdicts))),
            Test::Date(days) => {
                let ranges: Vec<_> = days.iter().map(range).collect();
                let within = |date: &Bounds| {
                    let certainties = ranges.iter().map(|range| date.within(*range));
                    certainties.max().unwrap_or(Certainty::Never)
                };
                (Sort::Other, self.dated(within).into())
            }
            Test::Before(date) => {
                let before = |own: &Bounds| own.before(date.bounds());
                (Sort::Other, self.dated(before).into())
            }
            Test::After(date) => {
                let after = |own: &Bounds| date.bounds().before(own);
                (Sort::Other, self.dated(after).into())
            }
        }
    }

    /// The words of all records, or of those of the briefing that is asked.
    fn shards(&self) -> &Shards<'a> {
        let records = self.library.records();
        self.shards.get_or_init(|| match self.scope {
            Scope::One(at) => Shards::of_briefing(records, at),
            Scope::All => Shards::of(records, Extent::All, &|| false),
        })
    }

    fn with_words(&self, text: &Text) -> Bits {
        let len = self.library.records().len();
        let plan = plan(text);
        if let (Scope::One(at), None) = (self.scope, &self.texts) {
            let own = self.library.records().all_of(at);
            if own.len() <= FEW {
                return self.read(&plan, at);
            }
        }
        let mut strengths = self.shards().find(&plan, len);
        if let Some(texts) = &self.texts {
            texts.find(&plan, &mut strengths);
        }
        let mut bits = self.ground.all().clone();
        bits.intersect(&Bits::of_some(&strengths));
        let mut heard = self.heard.borrow_mut();
        if self.wanted.get() && heard.len() < MOST_HEARD {
            heard.push(Heard {
                count: bits.count(),
                strengths,
            });
        }
        bits
    }

    /// The records of a briefing in whose own text some words stand.
    fn read(&self, plan: &Plan, at: usize) -> Bits {
        let mut bits = self.none();
        if let Some((segment, part, first)) = self.library.records().columns(at) {
            let mut scan = Scan::new(plan);
            for record in segment.part(part) {
                if scan.record(segment, record).is_some() {
                    bits.insert(first.saturating_add(record));
                }
            }
        }
        bits.intersect(self.ground.all());
        bits
    }

    fn tagged(&self, names: &[Name]) -> Bits {
        let mut bits = self.none();
        let tags: Vec<_> = names.iter().map(tag_called).collect();
        for at in self.places.clone() {
            if tags.iter().any(|tag| self.library.is_tagged(at, tag)) {
                for kind in RecordKind::ALL {
                    bits.insert_all(self.library.records().span(at, kind));
                }
            }
        }
        bits
    }

    /// What the names of one kind stand for, each with its people or parts where they count.
    fn called(&self, kind: RecordKind, names: &[Name], people: People) -> Bits {
        let facets = self.ground.facets();
        let none = Bits::with_capacity(facets.len() as usize);
        let mut called = none.clone();
        for name in names {
            let people = match name.reach {
                Reach::Whole => people,
                Reach::Alone => People::Excluded,
            };
            // One that stands in many briefings is found in each.
            let mut found = none.clone();
            for ix in self.library.called_in(self.scope, kind, &name.text) {
                if let Some(facet) = facets.number(ix) {
                    found.insert(facet);
                }
            }
            for facet in found.iter().flat_map(|one| facets.family(one, people)) {
                called.insert(facet);
            }
        }
        called
    }

    fn of_actors(&self, names: &[Name]) -> Bits {
        let mut bits = self.none();
        for actor in self.called(RecordKind::Actor, names, self.people).iter() {
            self.ground.insert_belonging(self.library, actor, &mut bits);
        }
        bits
    }

    fn on_issues(&self, names: &[Name]) -> Bits {
        let mut bits = self.none();
        for issue in self
            .called(RecordKind::Issue, names, People::Included)
            .iter()
        {
            self.ground.insert_belonging(self.library, issue, &mut bits);
        }
        bits
    }

    fn of_sources(&self, names: &[Name]) -> Bits {
        let mut bits = self.none();
        for source in self
            .called(RecordKind::Source, names, People::Excluded)
            .iter()
        {
            self.ground
                .insert_belonging(self.library, source, &mut bits);
        }
        bits
    }

    fn of_kinds(&self, kinds: &[RecordKind]) -> Bits {
        let mut bits = self.none();
        for kind in kinds {
            bits.unite(self.ground.kind(*kind));
        }
        bits
    }

    /// Positions with a stance, and the issues they are on.
    fn with_stance(&self, stances: &[Stance]) -> Bits {
        let records = self.library.records();
        self.library.gather(self.scope, |at, bits| {
            let Some((segment, part, first)) = records.columns(at) else {
                return;
            };
            for position in segment.span(part, RecordKind::Position) {
                let stance = segment.traits(position).stance();
                if stance.is_some_and(|stance| stances.contains(&stance)) {
                    bits.insert(first.saturating_add(position));
                    for issue in segment.issues(position) {
                        bits.insert(first.saturating_add(issue));
                    }
                }
            }
        })
    }

    fn with_verdict(&self, verdicts: &[VerdictIs]) -> Bits {
        let is = |standing| verdicts.iter().any(|is| stands_so(*is, standing));
        self.verdicts.quotes((self.library, self.scope), is)
    }

    /// The records with a date of which something is so. What has no date at all may have any.
    fn dated(&self, is: impl Fn(&Bounds) -> Certainty + Sync) -> Dated {
        self.ground.dated(self.library, is)
    }
}

fn range(days: &Days) -> DayRange {
    let between = |from: Option<&Date>, to: Option<&Date>| DayRange::between(from, to);
    match days {
        Days::In(date) => between(Some(date), Some(date)),
        Days::Between(from, to) => between(from.as_ref(), to.as_ref()),
    }
}

fn stands_so(is: VerdictIs, standing: Standing) -> bool {
    match is {
        VerdictIs::One(verdict) => standing.verdict() == Some(verdict),
        VerdictIs::Verified => standing.verdict().is_some_and(Verdict::is_verified),
        VerdictIs::Unverified => standing.is_unverified(),
        VerdictIs::Pending => standing == Standing::Pending,
    }
}
