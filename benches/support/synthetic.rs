//! A briefing as large as anybody will ever write, made in memory, the same at every run.

use std::collections::BTreeMap;

use briefing::library::{Content, Entry, Library};
use briefing::model::{
    Actor, ActorId, ActorKind, Briefing, Date, Event, EventId, EventKind, EventStatus, Issue,
    IssueId, IssueStatus, Quote, QuoteId, QuoteMode, Slug, Wording,
};

/// How many actors and issues the records are spread over.
const ACTORS: usize = 200;
const ISSUES: usize = 40;

/// Words of such briefings; an accent and a curly quote are among them, as in life.
const WORDS: [&str; 32] = [
    "the",
    "talks",
    "on",
    "a",
    "ceasefire",
    "and",
    "its",
    "guarantees",
    "were",
    "said",
    "to",
    "be",
    "“productive”",
    "by",
    "négociateurs",
    "who",
    "met",
    "in",
    "Geneva",
    "for",
    "second",
    "round",
    "of",
    "territory",
    "withdrawal",
    "forces",
    "will",
    "not",
    "sign",
    "Kyiv’s",
    "demands",
    "again",
];

/// Numbers that look thrown, and are the same every time: Knuth's MMIX generator.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % end
    }

    fn words(&mut self, count: usize) -> String {
        let words: Vec<_> = (0..count).map(|_| WORDS[self.below(WORDS.len())]).collect();
        words.join(" ")
    }

    /// A day of some twenty years; every fifth is known less exactly.
    fn date(&mut self) -> Date {
        let (year, month) = (2005 + self.below(20), 1 + self.below(12));
        let day = 1 + self.below(28);
        let text = match self.below(10) {
            0 => format!("{year}-{month:02}"),
            1 => format!("{year}-{month:02}-{day:02}~"),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        Date::parse(&text).unwrap()
    }
}

fn slug(kind: &str, number: usize) -> Slug {
    Slug::new(&format!("{kind}-{number}")).unwrap()
}

/// A library of one briefing with so many quotations and as many events.
pub(crate) fn library(records: usize) -> Library {
    let briefing = briefing(records);
    let content = Content::new(briefing, BTreeMap::new());
    Library::new(vec![Entry::new(
        "synthetic.toml".into(),
        Some(content),
        Vec::new(),
    )])
}

fn briefing(records: usize) -> Briefing {
    let mut dice = Dice(20_251_202);
    let as_of = Date::parse("2025-12-02").unwrap().day().unwrap();
    let mut briefing = Briefing::new("synthetic".into(), "A synthetic briefing".into(), as_of);
    briefing.actors = (0..ACTORS).map(|n| actor(n, &mut dice)).collect();
    briefing.issues = (0..ISSUES).map(|n| issue(n, &mut dice)).collect();
    briefing.quotes = (0..records).map(|n| quote(n, &mut dice)).collect();
    briefing.events = (0..records).map(|n| event(n, &mut dice)).collect();
    briefing.indexed()
}

fn actor(number: usize, dice: &mut Dice) -> Actor {
    Actor {
        id: ActorId(slug("actor", number)),
        name: format!("Actor {number} {}", dice.words(1)),
        kind: ActorKind::Person,
        aliases: Vec::new(),
        description: Some(dice.words(12)),
        side: None,
        roles: Vec::new(),
        links: BTreeMap::new(),
    }
}

fn issue(number: usize, dice: &mut Dice) -> Issue {
    Issue {
        id: IssueId(slug("issue", number)),
        title: dice.words(3),
        question: Some(dice.words(8)),
        status: IssueStatus::Open,
        summary: None,
        parent: None,
    }
}

fn quote(number: usize, dice: &mut Dice) -> Quote {
    let words = 6 + dice.below(25);
    let text = dice.words(words);
    Quote {
        id: QuoteId(slug("quote", number)),
        speakers: vec![ActorId(slug("actor", dice.below(ACTORS)))],
        pieces: vec![Wording::new(&text, text.clone())],
        mode: QuoteMode::Direct,
        said: Some(dice.date()),
        said_text: None,
        venue: None,
        source: None,
        via: Vec::new(),
        prefix: None,
        suffix: None,
        issues: vec![IssueId(slug("issue", dice.below(ISSUES)))],
        cue: None,
        original: None,
        note: None,
    }
}

fn event(number: usize, dice: &mut Dice) -> Event {
    let actors = 1 + dice.below(3);
    Event {
        id: EventId(slug("event", number)),
        when: dice.date(),
        when_text: None,
        title: dice.words(9),
        summary: Some(dice.words(20)),
        kind: EventKind::Meeting,
        status: EventStatus::Confirmed,
        place: None,
        actors: (0..actors)
            .map(|_| ActorId(slug("actor", dice.below(ACTORS))))
            .collect(),
        issues: vec![IssueId(slug("issue", dice.below(ISSUES)))],
        quotes: Vec::new(),
        cites: Vec::new(),
    }
}
