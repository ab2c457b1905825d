//! What comes nearest to the days that were asked for, where nothing lies in them.

use chrono::Datelike;

use crate::model::date::DayRange;
use crate::model::{Date, RecordKind};
use crate::query::{Days, Expr, Query, Test};

use super::records::NO_DAY;
use super::{Filter, Library, RecordIx, Scope, Verdicts};

impl Library {
    /// Of some kinds the record that comes nearest to the days that a filter asks for, among those
    /// that meet the rest of it.
    ///
    /// There is none where the filter asks for no days, or where days stand under `OR` or a negation:
    /// what is left without them is not what was meant.
    pub fn nearest(
        &self,
        scope: Scope,
        filter: &Filter,
        verdicts: &Verdicts,
        kinds: &[RecordKind],
    ) -> Vec<(RecordKind, RecordIx)> {
        let Some((rest, days)) = without_days(filter) else {
            return Vec::new();
        };
        let selection = self.select(scope, &rest, verdicts);
        let first = days.from.map_or(i32::MIN, |day| day.num_days_from_ce());
        let last = days.to.map_or(i32::MAX, |day| day.num_days_from_ce());
        let distance = |ix: &RecordIx| {
            let (from, to) = self.records().days(*ix);
            let after = i64::from(from) - i64::from(last);
            let before = i64::from(first) - i64::from(to);
            after.max(before).max(0)
        };
        let nearest = |kind: &RecordKind| {
            let rows = selection.rows(*kind).iter().copied();
            let dated = rows.filter(|ix| self.records().days(*ix).0 != NO_DAY);
            Some((*kind, dated.min_by_key(distance)?))
        };
        kinds.iter().filter_map(nearest).collect()
    }
}

/// A filter without what it asks of days, and the days that it asks for.
fn without_days(filter: &Filter) -> Option<(Filter, DayRange)> {
    let mut days = filter.days;
    let mut rest = Vec::new();
    let parts = match filter.query.expr() {
        None => &[],
        Some(Expr::All(parts)) => parts.as_slice(),
        Some(one) => std::slice::from_ref(one),
    };
    for part in parts {
        let asked = match part {
            Expr::Term(term) => days_of(&term.test),
            Expr::Any(_) | Expr::Not(_) | Expr::All(_) if asks_for_days(part) => return None,
            _ => None,
        };
        match asked {
            Some(asked) => days = both(days, asked),
            None => rest.push(part.clone()),
        }
    }
    if days == DayRange::default() {
        return None;
    }
    let query = Query::parse(&Expr::All(rest).to_string()).ok()?;
    let rest = Filter {
        days: DayRange::default(),
        query,
        ..filter.clone()
    };
    Some((rest, days))
}

fn asks_for_days(expr: &Expr) -> bool {
    let mut terms = expr.terms().into_iter();
    terms.any(|term| days_of(&term.test).is_some())
}

/// The days that a term asks for, from the first to the last.
fn days_of(test: &Test) -> Option<DayRange> {
    let range = |days: &Days| match days {
        Days::In(date) => DayRange::between(Some(date), Some(date)),
        Days::Between(from, to) => DayRange::between(from.as_ref(), to.as_ref()),
    };
    Some(match test {
        Test::Date(all) => all.iter().map(range).reduce(hull)?,
        Test::Before(date) => DayRange {
            from: None,
            to: date.earliest().and_then(|day| day.pred_opt()),
        },
        Test::After(date) => DayRange {
            from: Date::latest(date).and_then(|day| day.succ_opt()),
            to: None,
        },
        _ => return None,
    })
}

/// What lies in both.
fn both(a: DayRange, b: DayRange) -> DayRange {
    DayRange {
        from: a.from.max(b.from),
        to: match (a.to, b.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (one, other) => one.or(other),
        },
    }
}

/// From the first day of either to the last.
fn hull(a: DayRange, b: DayRange) -> DayRange {
    DayRange {
        from: a.from.zip(b.from).map(|(a, b)| a.min(b)),
        to: a.to.zip(b.to).map(|(a, b)| a.max(b)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::library::discover::Input;
    use crate::library::load::load;

    fn nearest(query: &str) -> Vec<String> {
        let (library, _) = load(&[Input::Path("tests/files/ascii/ferry.toml".into())]);
        let filter = Filter {
            query: Query::parse(query).unwrap(),
            ..Filter::default()
        };
        let kinds = [RecordKind::Quote, RecordKind::Event];
        let found = library.nearest(Scope::One(0), &filter, &Verdicts::default(), &kinds);
        let key = |(_, ix): (RecordKind, RecordIx)| library.key(ix).unwrap().id.slug.to_string();
        found.into_iter().map(key).collect()
    }

    #[test]
    fn by_the_days_that_were_asked_for() {
        assert_eq!(nearest("date:2027"), ["q-missing", "e-rumour"]);
        assert_eq!(
            nearest("actor:holm date:2026-06"),
            ["q-unchecked", "e-meeting"]
        );
        assert_eq!(
            nearest("actor:holm before:2020"),
            ["q-unchecked", "e-meeting"]
        );
        assert_eq!(nearest("after:2026-03 kind:event"), ["e-rumour"]);
        assert_eq!(
            nearest("date:2027-01..2027-05 date:2027-02"),
            nearest("date:2027")
        );
    }

    #[test]
    fn not_where_days_are_not_what_empties_it() {
        for query in [
            "",
            "actor:holm",
            "xyzzy date:2027",
            "-date:2025",
            "date:2027 OR xyzzy",
        ] {
            assert_eq!(nearest(query), [""; 0], "{query}");
        }
    }
}
