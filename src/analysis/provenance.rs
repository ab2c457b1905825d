//! Where a record's word comes from, and how many sources say so independently of each other.
//!
//! Sources that rest on one source are one witness: two articles about one post say no more than
//! the post. What a source rests on is what it `derives_from` (W3C PROV: `wasDerivedFrom`), and
//! theirs in turn; a quotation's chain `via` counts as resting on its far end.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Briefing, Cite, Quote, Record, SourceId};

/// The chain of a quotation, from where the author took it back to the speaker: its source, then
/// what stands between, the speaker's end last.
pub fn chain(quote: &Quote) -> Vec<&SourceId> {
    quote.source.iter().chain(quote.via.iter().rev()).collect()
}

/// The sources that a record rests on directly: a quotation's, an event's own and those of what
/// was said there, a position's own and those of its evidence. In order, each once.
pub fn sources_of<'a>(briefing: &'a Briefing, record: &Record<'a>) -> Vec<&'a SourceId> {
    let mut found = Vec::new();
    gather(briefing, record, &mut found);
    let mut seen = BTreeSet::new();
    found.retain(|source| seen.insert(*source));
    found
}

fn gather<'a>(briefing: &'a Briefing, record: &Record<'a>, found: &mut Vec<&'a SourceId>) {
    let cited = |cites: &'a [Cite], found: &mut Vec<&'a SourceId>| {
        found.extend(cites.iter().map(|cite| &cite.source));
    };
    match *record {
        Record::Quote(quote) => found.extend(&quote.source),
        Record::Event(event) => {
            cited(&event.cites, found);
            let quotes = event.quotes.iter().filter_map(|id| briefing.quote(id));
            found.extend(quotes.flat_map(|quote| &quote.source));
        }
        Record::Position(position) => {
            cited(&position.cites, found);
            for evidence in &position.evidence {
                // Evidence is never a position, so this ends.
                match briefing.record(evidence.slug.as_str()) {
                    Some(Record::Position(_)) | None => {}
                    Some(other) => gather(briefing, &other, found),
                }
            }
        }
        Record::Proposal(proposal) => cited(&proposal.cites, found),
        Record::Point(proposal, point) => {
            cited(&point.cites, found);
            cited(&proposal.cites, found);
        }
        Record::Figure(figure) => cited(&figure.cites, found),
        Record::Option(option) => cited(&option.cites, found),
        Record::Source(source) => found.push(&source.id),
        Record::Actor(_) | Record::Issue(_) => {}
    }
}

/// How many of some sources are independent of each other: those that rest on one source, directly
/// or through others, count as one.
pub fn independent(briefing: &Briefing, sources: &[&SourceId]) -> usize {
    // Sources with an origin in common are joined, and so are those joined to one of them.
    let mut group_of: BTreeMap<&SourceId, usize> = BTreeMap::new();
    let mut groups = 0;
    let mut merged: Vec<usize> = Vec::new();
    for source in sources {
        let origins = origins(briefing, source);
        let known: BTreeSet<usize> = origins
            .iter()
            .filter_map(|origin| group_of.get(origin))
            .map(|group| root(&merged, *group))
            .collect();
        let group = known.first().copied().unwrap_or(groups);
        if known.is_empty() {
            merged.push(groups);
            groups += 1;
        }
        for other in known.iter().skip(1) {
            if let Some(slot) = merged.get_mut(*other) {
                *slot = group;
            }
        }
        for origin in origins {
            group_of.insert(origin, group);
        }
    }
    (0..groups)
        .filter(|group| root(&merged, *group) == *group)
        .count()
}

/// The group that a group has become a part of.
fn root(merged: &[usize], mut group: usize) -> usize {
    while let Some(next) = merged.get(group).filter(|next| **next != group) {
        group = *next;
    }
    group
}

/// What a source rests on in the end: sources that rest on no other. A source that rests on none
/// is its own origin.
pub fn origins<'a>(briefing: &'a Briefing, source: &'a SourceId) -> BTreeSet<&'a SourceId> {
    let mut origins = BTreeSet::new();
    let mut seen = BTreeSet::new();
    let mut open = vec![source];
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let rests_on = briefing
            .source(id)
            .map(|source| source.derives_from.as_slice());
        match rests_on {
            Some([_, ..]) => open.extend(rests_on.unwrap_or_default()),
            _ => {
                origins.insert(id);
            }
        }
    }
    origins
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::SourceFile;
    use std::collections::BTreeMap;
    use std::fmt::Write as _;

    fn briefing(derivations: &[(&str, &[&str])]) -> Briefing {
        let mut text = String::from("format = 1\ntitle = \"t\"\nas_of = \"2025-12-02\"\n");
        for (id, rests_on) in derivations {
            let list: Vec<_> = rests_on.iter().map(|one| format!("{one:?}")).collect();
            let list = list.join(", ");
            let _ = write!(
                text,
                "[[sources]]\nid = {id:?}\ntitle = {id:?}\nkind = \"post\"\nderives_from = [{list}]\n"
            );
        }
        let file = SourceFile::new("t.toml", text);
        let texts: BTreeMap<String, String> = BTreeMap::new();
        crate::format::parse(&file, "t", &texts)
            .briefing
            .expect("no faults")
    }

    fn count(derivations: &[(&str, &[&str])], of: &[&str]) -> usize {
        let briefing = briefing(derivations);
        let ids: Vec<_> = briefing.sources.iter().map(|source| &source.id).collect();
        let of: Vec<_> = ids
            .into_iter()
            .filter(|id| of.contains(&id.as_str()))
            .collect();
        independent(&briefing, &of)
    }

    #[test]
    fn two_articles_that_rest_on_one_post_are_one() {
        let sources: &[(&str, &[&str])] = &[
            ("post", &[]),
            ("a", &["post"]),
            ("b", &["post"]),
            ("c", &[]),
        ];
        assert_eq!(count(sources, &["a", "b"]), 1);
        assert_eq!(count(sources, &["a", "post"]), 1);
        assert_eq!(count(sources, &["a", "b", "c"]), 2);
        assert_eq!(count(sources, &[]), 0);
    }

    #[test]
    fn what_joins_two_groups_makes_them_one() {
        let sources: &[(&str, &[&str])] = &[
            ("p", &[]),
            ("q", &[]),
            ("a", &["p"]),
            ("b", &["q"]),
            ("both", &["p", "q"]),
        ];
        assert_eq!(count(sources, &["a", "b"]), 2);
        assert_eq!(count(sources, &["a", "b", "both"]), 1);
    }

    #[test]
    fn a_long_chain_is_followed_to_its_end() {
        let sources: &[(&str, &[&str])] = &[
            ("wire", &[]),
            ("a", &["wire"]),
            ("b", &["a"]),
            ("c", &["b"]),
        ];
        assert_eq!(count(sources, &["wire", "c"]), 1);
    }
}
