//! Reads references: identifiers of other records.

use std::collections::HashSet;
use std::ops::Range;

use super::fields::Checked;
use super::ids::{record_tables, rows, with_article};
use super::read::{At, Edge, MAX_LIST, Reader};
use super::suggest::{closest, fold, quoted};
use super::tree::Value;
use crate::diagnostic::Code;
use crate::model::{RecordId, RecordKind};

impl Reader<'_> {
    /// A reference to a record of one of these kinds.
    pub(super) fn reference(
        &mut self,
        at: At<'_>,
        value: Value<'_>,
        kinds: &'static [RecordKind],
    ) -> Option<RecordId> {
        if value.as_str().is_none() {
            let expected = format!("the identifier of {}", one_of(kinds));
            return self.refuse(at, value, &expected);
        }
        let text = self.text(at, value)?;
        let ids = self.ids;
        let Some((slug, known)) = ids.get(text) else {
            return self.shared(at, value, (text, kinds));
        };
        if !kinds.contains(&known.kind) {
            let asked = one_of(kinds);
            let is = with_article(known.kind.noun());
            let message = format!("`{slug}` is {is}, but `{}` asks for {asked}", at.key.name);
            let fault = self
                .fault(Code::WrongKind, value.span(), message)
                .label(format!("not {asked}"))
                .related(known.span.clone(), format!("`{slug}` is {is}"));
            self.sink.report(fault);
            return None;
        }
        if let Some(owner) = at.owner.filter(|_| at.key.acyclic) {
            self.edges.push(Edge {
                key: at.key.name,
                from: owner.clone(),
                to: slug.clone(),
                span: value.span(),
            });
        }
        Some(RecordId {
            kind: known.kind,
            slug: slug.clone(),
        })
    }

    /// A list of references, each record once.
    pub(super) fn references(
        &mut self,
        at: At<'_>,
        value: Value<'_>,
        kinds: &'static [RecordKind],
    ) -> Option<Vec<RecordId>> {
        let Some(list) = value.as_list() else {
            return self.refuse(at, value, "a list of identifiers");
        };
        if list.len() > MAX_LIST {
            let message = format!("`{}` has more than {MAX_LIST} entries", at.key.name);
            let fault = self.fault(Code::TooMuch, value.span(), message);
            self.sink.report(fault);
            return None;
        }
        let asked_one = matches!(at.key.value, super::spec::Value::OneOrMore(_));
        if asked_one && list.is_empty() {
            self.empty(at, value.span(), "this list has no entry");
            return None;
        }
        let mut found: Vec<RecordId> = Vec::with_capacity(list.len());
        let mut seen = HashSet::new();
        for entry in list.iter() {
            let Some(record) = self.reference(at, entry, kinds) else {
                continue;
            };
            let new = if list.len() > 8 {
                seen.insert(record.slug.clone())
            } else {
                !found.contains(&record)
            };
            if new {
                found.push(record);
            } else {
                self.repeated(at, record.slug.as_str(), entry.span());
            }
        }
        Some(found)
    }

    pub(super) fn repeated(&mut self, at: At<'_>, slug: &str, span: Range<usize>) {
        let message = format!("`{}` names `{slug}` twice", at.key.name);
        let fault = self
            .fault(Code::RepeatedReference, span, message)
            .label("named before in this list");
        self.sink.report(fault);
    }

    pub(super) fn dangling(&mut self, text: &str, span: Range<usize>, kinds: &[RecordKind]) {
        if !self.whole {
            return;
        }
        let asked = match kinds {
            [kind] => kind.noun(),
            _ => "record",
        };
        let message = format!("there is no {asked} {}", quoted(text).replace('"', "`"));
        let help = self
            .sink
            .wants_more()
            .then(|| self.meant(text, kinds))
            .flatten();
        let fault = self
            .fault(Code::DanglingReference, span, message)
            .label("nothing has this identifier")
            .maybe_help(help);
        self.sink.report(fault);
    }

    /// The identifier that was probably meant: by its own spelling, or by the record's name.
    fn meant(&self, written: &str, kinds: &[RecordKind]) -> Option<String> {
        let own = self.ids.iter();
        let own = own.filter(|(_, known)| kinds.contains(&known.kind));
        let own = own.map(|(slug, _)| slug.as_str());
        let shared = self.library.iter();
        let shared = shared.flat_map(|library| library.shared.ids(kinds));
        if let Some(slug) = closest(written, own.chain(shared)) {
            return Some(format!("did you mean \"{slug}\"?"));
        }
        let folded = fold(written);
        for table in record_tables(self.spec).filter(|t| t.kind.is_some_and(|k| kinds.contains(&k)))
        {
            for (row, _) in rows(self.root.get(table.name)) {
                let text = |key: &str| row.get(key).and_then(super::tree::Value::as_str);
                let alias = row.get("aliases").and_then(super::tree::Value::as_list);
                let aliases = alias.into_iter().flat_map(super::tree::List::iter);
                let names = ["name", "title", "label"].into_iter().filter_map(text);
                let found = names
                    .chain(aliases.filter_map(super::tree::Value::as_str))
                    .any(|name| fold(name) == folded);
                if let Some(id) = text("id").filter(|_| found) {
                    let name = quoted(written);
                    return Some(format!("references go by `id`: {name} is \"{id}\""));
                }
            }
        }
        None
    }
}

impl Checked {
    /// One record as a list of one.
    pub(super) fn one_ref(record: RecordId) -> Self {
        Self::Refs(vec![record])
    }
}

/// "an actor"; "a quote, event, figure or point".
pub(super) fn one_of(kinds: &[RecordKind]) -> String {
    match kinds {
        [kind] => with_article(kind.noun()),
        _ if kinds.len() == RecordKind::ALL.len() => "a record".to_owned(),
        [first, between @ .., last] => {
            let mut words = with_article(first.noun());
            for kind in between {
                words.push_str(", ");
                words.push_str(kind.noun());
            }
            format!("{words} or {}", last.noun())
        }
        [] => "a record".to_owned(),
    }
}
