//! What is behind a cell of the agreement, or a line below it.

use crate::analysis::agreement::{Entry, Relation};
use crate::report::chart::Ground;
use crate::report::chart::matrix::{describe, name};
use crate::report::document::{Document, Role, Span};
use crate::report::glyph::GlyphSet;

use super::{Agreements, Listed, actor, counted_of, counts_of, legend, sides_of};

const COALITIONS: &str = "Actors who take the same side more often than opposite ones, by average linkage. \
     It is a count of positions: it does not say that they act together.";

const CONFLICTS: &str = "Pairs on opposite sides of an issue: those of the most issues first, then those that agree on \
     the fewest.";

const METHOD: &[&str] = &[
    "Two agree on an issue where both support it or both oppose it, and conflict where one supports and one opposes it: \
     the congruence and the conflict network of discourse network analysis (Leifeld 2017).",
    "Only what an actor holds in its own word counts. Where something is recorded of both, but one of them is \
     conditional, ambiguous, neutral or unknown, holds two stances, held one only possibly on this day, or is only \
     spoken of by others, they cannot be compared.",
    "More: briefing manual agreement.",
];

impl Agreements {
    pub(super) fn describe_listed(
        &self,
        ground: &Ground<'_>,
        listed: Listed,
        document: &mut Document,
    ) {
        match listed {
            Listed::Coalition(n) | Listed::Held(n, ..) => {
                self.describe_coalition(ground, n, document);
            }
            Listed::Coalitions => {
                document.paragraph([Span::dim(COALITIONS)]);
                for n in 0..self.agreement.coalitions.len() {
                    document.blank();
                    self.describe_coalition(ground, n, document);
                }
            }
            Listed::Conflicts | Listed::More(_) => {
                document.paragraph([Span::dim(CONFLICTS)]);
                document.blank();
                for ((one, other), pair) in &self.conflicts {
                    let mut spans = self.names(ground, (*one, *other), ground.glyphs.opposed());
                    spans.push(Span::dim(format!("  {}", counts_of(*pair))));
                    document.hanging(0, 2, spans);
                    let shared = self.agreement.shared(*one, *other).into_iter();
                    let behind = shared.filter(|one| one.relation == Relation::Conflict);
                    for shared in behind {
                        let issue = Span::body(name(ground.library, shared.issue));
                        let link = issue.leading_to(ground.library, shared.issue);
                        document.indented(2, [link]);
                    }
                }
            }
            _ => {
                document.paragraph([Span::body(legend(ground.glyphs))]);
                document.blank();
                for paragraph in METHOD {
                    document.paragraph([Span::dim(*paragraph)]);
                    document.blank();
                }
            }
        }
    }

    /// Two names that lead to their actors, with a word or sign between them.
    fn names(&self, ground: &Ground<'_>, (one, other): (usize, usize), between: &str) -> Vec<Span> {
        vec![
            actor(ground.library, self.actor(one)),
            Span::dim(format!(" {between} ")),
            actor(ground.library, self.actor(other)),
        ]
    }

    fn describe_coalition(&self, ground: &Ground<'_>, n: usize, document: &mut Document) {
        let Some(members) = self.agreement.coalitions.get(n) else {
            return;
        };
        document.paragraph([Span::new(format!("Coalition {}", n + 1), Role::Heading)]);
        for one in members {
            let others = members.iter().filter(|other| *other != one);
            let pairs = others.map(|other| self.agreement.pair(*one, *other));
            let (agree, conflict) = pairs.fold((0, 0), |(agree, conflict), pair| {
                (agree + pair.agree, conflict + pair.conflict)
            });
            let with = format!("  with the others: agree {agree}, conflict {conflict}");
            let name = actor(ground.library, self.actor(*one));
            document.hanging(0, 2, [name, Span::dim(with)]);
        }
        document.blank();
        for (issue, one, other) in self.agreement.held_by(members) {
            let title = Span::body(name(ground.library, issue));
            let mut spans = vec![title.leading_to(ground.library, issue), Span::dim("  ")];
            spans.extend(sides_of((one, other), ground.glyphs));
            document.hanging(0, 2, spans);
        }
    }

    /// How an actor stands to every other.
    pub(super) fn describe_actor(&self, ground: &Ground<'_>, one: usize, document: &mut Document) {
        document.paragraph([actor(ground.library, self.actor(one))]);
        let others = self.order.iter().filter(|other| **other != one);
        let others = others.map(|other| (*other, self.agreement.pair(one, *other)));
        let mut others: Vec<_> = others.filter(|(_, pair)| pair.shared() > 0).collect();
        others.sort_by_key(|(_, pair)| (std::cmp::Reverse(pair.difference()), pair.incomparable));
        document.blank();
        if others.is_empty() {
            document.paragraph([Span::dim(
                "Nothing is recorded of anybody else on the same issues.",
            )]);
        }
        for (other, pair) in others {
            let with = actor(ground.library, self.actor(other));
            document.hanging(0, 2, [with, Span::dim(format!("  {}", counts_of(pair)))]);
        }
    }

    /// How two actors stand to each other, issue by issue.
    pub(super) fn describe_pair(
        &self,
        ground: &Ground<'_>,
        (one, other): (usize, usize),
        document: &mut Document,
    ) {
        document.paragraph(self.names(ground, (one, other), "and"));
        let pair = self.agreement.pair(one, other);
        let shared = self.agreement.shared(one, other);
        document.blank();
        if shared.is_empty() {
            document.paragraph([Span::dim("No issue has something recorded of both.")]);
            return;
        }
        document.paragraph([Span::body(counts_of(pair))]);
        if let Some(share) = pair.share() {
            let (dot, share) = (ground.glyphs.dot(), (share * 100.0).round());
            let (difference, compared) = (pair.difference(), pair.comparable());
            let words = format!(
                "difference {difference} {dot} share of agreement {share} % of {compared} that can be compared"
            );
            document.paragraph([Span::dim(words)]);
        }
        let mut relation = None;
        for shared in shared {
            if relation == Some(shared.relation) {
                document.blank();
            } else {
                document.section(relation_of(shared.relation, ground.glyphs));
                relation = Some(shared.relation);
            }
            let title = Span::new(name(ground.library, shared.issue), Role::Title);
            document.hanging(0, 2, [title.leading_to(ground.library, shared.issue)]);
            for (who, entry) in [one, other].into_iter().zip(shared.entries) {
                let ix = self.actor(who);
                let mut spans = vec![actor(ground.library, ix)];
                if let Some(why) = why(entry) {
                    spans.push(Span::dim(format!("  {why}")));
                }
                document.hanging(0, 2, spans);
                let held = self.matrix.cell(ix, shared.issue);
                for holding in held.into_iter().flat_map(counted_of) {
                    describe(ground, holding, document);
                }
            }
        }
    }
}

fn relation_of(relation: Relation, glyphs: GlyphSet) -> String {
    match relation {
        Relation::Agree => format!("{} They agree", glyphs.agreed()),
        Relation::Conflict => format!("{} They conflict", glyphs.opposed()),
        Relation::Incomparable => "? They cannot be compared".to_owned(),
    }
}

/// Why an entry has no side, where its stance does not say so.
const fn why(entry: Entry) -> Option<&'static str> {
    match entry {
        Entry::Own(_) => None,
        Entry::Possibly(_) => Some("only possibly on this day"),
        Entry::Several => Some("more than one stance"),
        Entry::NotOwn => Some("not in its own word"),
    }
}
