//! Finds circles of references along keys that must not have any.

use std::collections::HashMap;

use super::read::Edge;
use super::sink::Sink;
use crate::diagnostic::{Code, Diagnostic};

/// How far the search has come with a record.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    New,
    /// On the path from the search's beginning to here.
    Open,
    Done,
}

/// Reports each circle once, at the reference that closes it, with the others on the way.
pub(super) fn report(edges: &[Edge], sink: &mut Sink) {
    let mut keys: Vec<&str> = edges.iter().map(|edge| edge.key).collect();
    keys.sort_unstable();
    keys.dedup();
    for key in keys {
        let of_key: Vec<&Edge> = edges.iter().filter(|edge| edge.key == key).collect();
        for circle in circles(&of_key) {
            report_one(key, &circle, sink);
        }
    }
}

fn report_one(key: &str, circle: &[&Edge], sink: &mut Sink) {
    let Some((last, way)) = circle.split_last() else {
        return;
    };
    let message = match way.len() {
        0 => format!("`{key}` leads from `{}` to itself", last.from),
        1..=5 => {
            let path: Vec<_> = circle
                .iter()
                .map(|edge| format!("`{}`", edge.from))
                .collect();
            format!(
                "`{key}` leads in a circle: {} → `{}`",
                path.join(" → "),
                last.to
            )
        }
        more => format!(
            "`{key}` leads from `{}` in a circle over {more} records",
            last.to
        ),
    };
    let mut fault = Diagnostic::new(&sink.file, Code::Cycle, last.span.clone(), message)
        .label("this closes the circle");
    for edge in way.iter().take(4) {
        let note = format!("`{}` leads on to `{}`", edge.from, edge.to);
        fault = fault.related(edge.span.clone(), note);
    }
    sink.report(fault);
}

/// Every circle that a search from each record meets, as the references on its way.
fn circles<'e>(edges: &[&'e Edge]) -> Vec<Vec<&'e Edge>> {
    let mut from: HashMap<&str, Vec<&'e Edge>> = HashMap::new();
    for edge in edges {
        from.entry(edge.from.as_str()).or_default().push(edge);
    }
    let mut visits: HashMap<&str, Visit> = HashMap::new();
    let mut found = Vec::new();
    for edge in edges {
        search(edge.from.as_str(), &from, &mut visits, &mut found);
    }
    found
}

/// A depth-first search that keeps its path itself: a chain may be longer than the stack is deep.
fn search<'e>(
    start: &'e str,
    from: &HashMap<&str, Vec<&'e Edge>>,
    visits: &mut HashMap<&'e str, Visit>,
    found: &mut Vec<Vec<&'e Edge>>,
) {
    let visit = |visits: &HashMap<&str, Visit>, node| *visits.get(node).unwrap_or(&Visit::New);
    if visit(visits, start) != Visit::New {
        return;
    }
    visits.insert(start, Visit::Open);
    let mut path: Vec<&'e Edge> = Vec::new();
    let mut stack: Vec<(&'e str, usize)> = vec![(start, 0)];
    while let Some((node, next)) = stack.last_mut() {
        let Some(edge) = from.get(*node).and_then(|list| list.get(*next)) else {
            visits.insert(*node, Visit::Done);
            stack.pop();
            path.pop();
            continue;
        };
        *next += 1;
        let edge: &'e Edge = edge;
        match visit(visits, edge.to.as_str()) {
            Visit::Done => {}
            Visit::New => {
                visits.insert(edge.to.as_str(), Visit::Open);
                path.push(edge);
                stack.push((edge.to.as_str(), 0));
            }
            Visit::Open => {
                let begin = path.iter().position(|step| step.from == edge.to);
                let mut circle = path
                    .get(begin.unwrap_or(path.len())..)
                    .unwrap_or_default()
                    .to_vec();
                circle.push(edge);
                found.push(circle);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Slug;

    fn edges(pairs: &[(&str, &str)]) -> Vec<Edge> {
        pairs
            .iter()
            .map(|(from, to)| Edge {
                key: "parent",
                from: Slug::new(from).unwrap(),
                to: Slug::new(to).unwrap(),
                span: 0..1,
            })
            .collect()
    }

    fn found(pairs: &[(&str, &str)]) -> Vec<String> {
        let edges = edges(pairs);
        let edges: Vec<_> = edges.iter().collect();
        circles(&edges)
            .iter()
            .map(|circle| circle.iter().map(|edge| edge.from.as_str()).collect())
            .collect()
    }

    #[test]
    fn circles_are_found_once_each() {
        assert_eq!(found(&[("a", "b"), ("b", "c"), ("a", "c")]), [""; 0]);
        assert_eq!(found(&[("a", "a")]), ["a"]);
        assert_eq!(found(&[("x", "a"), ("a", "b"), ("b", "a")]), ["ab"]);
        assert_eq!(
            found(&[("a", "b"), ("b", "a"), ("c", "d"), ("d", "c")]),
            ["ab", "cd"]
        );
    }

    #[test]
    fn a_long_chain_does_not_exhaust_the_stack() {
        let names: Vec<String> = (0..100_000).map(|n| format!("n{n}")).collect();
        let pairs: Vec<(&str, &str)> = names.windows(2).map(|w| (&*w[0], &*w[1])).collect();
        assert!(found(&pairs).is_empty());
    }
}
