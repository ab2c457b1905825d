//! A filter as the text of a query that selects the same records.

use chrono::NaiveDate;

use crate::model::{Date, RecordKind};
use crate::query::{Days, Expr, Name, Reach, Term, Test, VerdictIs};

use super::{Choice, Filter, Matching, People, Verified};

impl Filter {
    /// The text of a query that selects the same records as this filter; empty where it is empty.
    /// Whether the possibly dated are shown is not a part of it.
    pub fn written(&self) -> String {
        let reach = match self.people {
            People::Included => Reach::Whole,
            People::Excluded => Reach::Alone,
        };
        let mut parts = Vec::new();
        if !self.actors.is_empty() {
            match self.matching {
                Matching::Any => parts.push(term(Test::Actor(names(&self.actors, reach)))),
                Matching::All => {
                    let single = |one| term(Test::Actor(names(std::slice::from_ref(one), reach)));
                    parts.extend(self.actors.iter().map(single));
                }
            }
        }
        if !self.issues.is_empty() {
            parts.push(term(Test::Issue(names(&self.issues, Reach::Whole))));
        }
        if !self.sources.is_empty() {
            parts.push(term(Test::Source(names(&self.sources, Reach::Whole))));
        }
        parts.extend(self.written_days().map(term));
        if self.verified == Verified::NotVerified {
            // Other records are not concerned.
            let others = Expr::Not(Box::new(term(Test::Kind(vec![RecordKind::Quote]))));
            let unverified = term(Test::Verdict(vec![VerdictIs::Unverified]));
            parts.push(Expr::Any(vec![unverified, others]));
        }
        parts.extend(self.query.expr().map(|expr| with_reach(expr, reach)));
        let parts: Vec<_> = parts
            .iter()
            .map(|part| part_of(part, parts.len()))
            .collect();
        parts.join(" ")
    }

    fn written_days(&self) -> Option<Test> {
        let day = |day: Option<NaiveDate>| day.and_then(|day| Date::parse(&day.to_string()).ok());
        let (from, to) = (day(self.days.from), day(self.days.to));
        let some = from.is_some() || to.is_some();
        some.then(|| Test::Date(vec![Days::Between(from, to)]))
    }
}

/// One of several parts, in parentheses where it has several itself.
fn part_of(part: &Expr, count: usize) -> String {
    match part {
        Expr::Any(_) if count > 1 => format!("({part})"),
        _ => part.to_string(),
    }
}

fn term(test: Test) -> Expr {
    Expr::Term(Term { span: 0..0, test })
}

fn names(choices: &[Choice], reach: Reach) -> Vec<Name> {
    let name = |choice: &Choice| Name {
        span: 0..0,
        text: choice.id.slug.to_string(),
        reach,
    };
    choices.iter().map(name).collect()
}

/// An expression whose actors are taken without their people, where that is wanted.
fn with_reach(expr: &Expr, reach: Reach) -> Expr {
    match expr {
        _ if reach == Reach::Whole => expr.clone(),
        Expr::All(parts) => Expr::All(parts.iter().map(|one| with_reach(one, reach)).collect()),
        Expr::Any(parts) => Expr::Any(parts.iter().map(|one| with_reach(one, reach)).collect()),
        Expr::Not(part) => Expr::Not(Box::new(with_reach(part, reach))),
        Expr::Term(Term {
            test: Test::Actor(names),
            ..
        }) => {
            let names = names.iter().cloned();
            term(Test::Actor(
                names.map(|name| Name { reach, ..name }).collect(),
            ))
        }
        Expr::Term(_) => expr.clone(),
    }
}
