//! A briefing in which many actors hold many positions, made in memory, the same at every run.

use std::collections::BTreeMap;

use briefing::library::{Content, Entry, Library};
use briefing::model::{
    Actor, ActorId, ActorKind, Briefing, Date, Issue, IssueId, IssueStatus, Position, PositionId,
    Quote, QuoteId, QuoteMode, Slug, Stance, Wording,
};

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
}

fn slug(kind: &str, number: usize) -> Slug {
    Slug::new(&format!("{kind}-{number}")).unwrap()
}

/// A library of one briefing with so many actors, issues and positions, each shown by a quotation.
pub(crate) fn library(actors: usize, issues: usize, positions: usize) -> Library {
    let mut dice = Dice(20_251_202);
    let as_of = Date::parse("2025-12-02").unwrap().day().unwrap();
    let mut briefing = Briefing::new("argued".into(), "An argument".into(), as_of);
    briefing.actors = (0..actors).map(actor).collect();
    briefing.issues = (0..issues).map(issue).collect();
    for n in 0..positions {
        let (who, what) = (dice.below(actors), dice.below(issues));
        let (quote, position) = said(n, (who, what), &mut dice);
        briefing.quotes.push(quote);
        briefing.positions.push(position);
    }
    let content = Content::new(briefing.indexed(), BTreeMap::new());
    Library::new(vec![Entry::new(
        "argued.toml".into(),
        Some(content),
        Vec::new(),
    )])
}

fn actor(number: usize) -> Actor {
    Actor {
        id: ActorId(slug("actor", number)),
        name: format!("The actor of number {number}"),
        kind: ActorKind::Organisation,
        aliases: Vec::new(),
        description: None,
        side: None,
        roles: Vec::new(),
        links: BTreeMap::new(),
    }
}

fn issue(number: usize) -> Issue {
    Issue {
        id: IssueId(slug("issue", number)),
        title: format!("The question of number {number}"),
        question: Some("Should it be so?".into()),
        status: IssueStatus::Open,
        summary: None,
        parent: None,
    }
}

/// What somebody said on an issue on a day of ten years, and the position that it shows.
fn said(number: usize, (who, what): (usize, usize), dice: &mut Dice) -> (Quote, Position) {
    let (year, month, day) = (
        2015 + dice.below(10),
        1 + dice.below(12),
        1 + dice.below(28),
    );
    let day = Date::parse(&format!("{year}-{month:02}-{day:02}")).unwrap();
    let id = QuoteId(slug("quote", number));
    let text = format!("Words of number {number}");
    let quote = Quote {
        id: id.clone(),
        speakers: vec![ActorId(slug("actor", who))],
        pieces: vec![Wording::new(&text, text.clone())],
        mode: QuoteMode::Direct,
        said: Some(day.clone()),
        said_text: None,
        venue: None,
        source: None,
        via: Vec::new(),
        prefix: None,
        suffix: None,
        issues: vec![IssueId(slug("issue", what))],
        cue: None,
        original: None,
        note: None,
    };
    let stance = match dice.below(10) {
        0..=3 => Stance::Support,
        4..=7 => Stance::Oppose,
        8 => Stance::Conditional,
        _ => Stance::Neutral,
    };
    let position = Position {
        id: PositionId(slug("position", number)),
        issue: IssueId(slug("issue", what)),
        actors: vec![ActorId(slug("actor", who))],
        stance,
        summary: None,
        conditions: None,
        from: Some(day),
        to: None,
        evidence: vec![id.record()],
        cites: Vec::new(),
    };
    (quote, position)
}
