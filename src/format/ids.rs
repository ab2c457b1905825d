//! Which identifiers a file has, and what stands behind each.

use std::collections::hash_map::Entry;
use std::ops::Range;

use super::sink::Sink;
use super::spec::{self, Table};
use super::tree::{self, What};
use crate::diagnostic::{Code, Diagnostic};
use crate::leisure::{by_and_by, give_way};
use crate::model::{BySlug, RecordKind, Slug};

/// The most records of one file.
pub const MAX_RECORDS: usize = 1_000_000;

/// Every identifier of a file.
#[derive(Default)]
pub(super) struct Ids {
    known: BySlug<Known>,
}

/// What stands behind an identifier.
pub(super) struct Known {
    pub kind: RecordKind,
    /// The value of `id`; for a position without one, its header.
    pub span: Range<usize>,
    /// The record's header.
    pub record: Range<usize>,
}

impl Ids {
    /// Gathers the identifiers of all records, before anything else is read: references may lead
    /// forward. Identifiers that are no identifiers are left for the reading of their record.
    pub(super) fn gather(spec: &'static Table, root: tree::Table<'_>, sink: &mut Sink) -> Self {
        let mut ids = Self {
            known: BySlug::default(),
        };
        let lists = root.iter().filter_map(|(_, value)| value.as_list());
        let count: usize = lists.map(tree::List::len).sum();
        ids.known.reserve(count.min(MAX_RECORDS));
        let mut nested = Vec::new();
        for table in record_tables(spec) {
            for (row, span) in rows(root.get(table.name)) {
                ids.enter(table, row, span, sink);
                nested.extend(table.keys.iter().filter_map(|key| match key.value {
                    spec::Value::Tables(inner) if inner.kind.is_some() => {
                        row.get(key.name).map(|value| (inner, value))
                    }
                    _ => None,
                }));
            }
        }
        for (table, value) in nested {
            for (row, span) in rows(Some(value)) {
                ids.enter(table, row, span, sink);
            }
        }
        ids
    }

    pub(super) fn get(&self, text: &str) -> Option<(&Slug, &Known)> {
        self.known.get_key_value(text)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&Slug, &Known)> {
        self.known.iter()
    }

    /// Where each record begins.
    pub(super) fn into_places(self) -> BySlug<Range<usize>> {
        let known = by_and_by(self.known);
        known.map(|(slug, known)| (slug, known.record)).collect()
    }

    fn enter(
        &mut self,
        table: &Table,
        row: tree::Table<'_>,
        header: Range<usize>,
        sink: &mut Sink,
    ) {
        let Some(kind) = table.kind else { return };
        let written = row.get("id");
        let (slug, span) = match written {
            Some(value) => (value.as_str().and_then(Slug::new), value.span()),
            None if kind == RecordKind::Position => (position(row), header.clone()),
            None => return,
        };
        let Some(slug) = slug else { return };
        if self.known.len() >= MAX_RECORDS {
            return;
        }
        match self.known.entry(slug) {
            Entry::Vacant(entry) => {
                entry.insert(Known {
                    kind,
                    span,
                    record: header,
                });
            }
            Entry::Occupied(entry) => {
                let (slug, first) = (entry.key(), entry.get());
                let message = if written.is_some() {
                    format!("the identifier `{slug}` is used twice")
                } else {
                    format!("two positions have the default identifier `{slug}`")
                };
                let help = if written.is_some() {
                    "give one of the two records another `id`"
                } else {
                    "give each of these positions an `id` of its own"
                };
                let fault = Diagnostic::new(&sink.file, Code::DuplicateId, span, message)
                    .label("used again here")
                    .related(
                        first.span.clone(),
                        format!("first used here, by {}", with_article(first.kind.noun())),
                    )
                    .help(help);
                sink.report(fault);
            }
        }
    }
}

/// A noun with "a" or "an"; as it is where there is but one.
pub(super) fn with_article(noun: &str) -> String {
    if noun.starts_with("the ") {
        return noun.to_owned();
    }
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

/// The tables of records at the top level of a file, in the order of the manual.
pub(super) fn record_tables(spec: &'static Table) -> impl Iterator<Item = &'static Table> {
    spec.keys.iter().filter_map(|key| match key.value {
        spec::Value::Tables(table) if table.kind.is_some() => Some(table),
        _ => None,
    })
}

/// The tables in a list, each with its header; nothing where the value is no list of tables.
pub(super) fn rows(
    value: Option<tree::Value<'_>>,
) -> impl Iterator<Item = (tree::Table<'_>, Range<usize>)> {
    let list = value.and_then(super::tree::Value::as_list);
    list.into_iter()
        .flat_map(tree::List::iter)
        .inspect(|_| give_way())
        .filter_map(|row| Some((row.as_table()?, row.span())))
}

/// The default identifier of a position, as far as issue and actor can be read at all.
fn position(row: tree::Table<'_>) -> Option<Slug> {
    let text = |value: tree::Value<'_>| match value.what() {
        What::Text(text, _) => Slug::new(text),
        What::List(_) => Slug::new(value.as_list()?.iter().next()?.as_str()?),
        _ => None,
    };
    let issue = text(row.get("issue")?)?;
    let actor = text(row.get("actor")?)?;
    Some(Slug::of_position(&issue.into(), &actor.into()))
}
