//! Reads the tables of records, one record at a time, into the model.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::build;
use super::fields::Fields;
use super::ids::{Ids, MAX_RECORDS, record_tables, rows};
use super::library::{Declared, InLibrary};
use super::read::Reader;
use super::rules::{self, Places};
use super::spec::Table;
use super::stored::{SourceText, TextFault, TextStore};
use super::tree;
use crate::diagnostic::{Code, Diagnostic};
use crate::model::{
    Briefing, BySlug, IssueId, RecordId, RecordKind, Slug, Source, SourceId, StoredText, Wording,
};

/// The records of a file while they are read.
pub(super) struct Records<'a> {
    pub(super) store: &'a dyn TextStore,
    /// Each file once, however many sources share it.
    files: HashMap<String, Result<Arc<SourceText>, TextFault>>,
    /// The issues that no stance can answer.
    unasked: HashSet<Slug>,
    as_of: Option<NaiveDate>,
    /// The briefing so far.
    pub briefing: Briefing,
    /// The stored texts so far.
    pub texts: BTreeMap<SourceId, Arc<SourceText>>,
    /// What the records of a library are declared to be the same as.
    pub declared: Vec<Declared>,
    /// Where the words of quotations and passages are written.
    pub words: BySlug<Range<usize>>,
}

impl<'a> Records<'a> {
    pub(super) fn new(
        briefing: Briefing,
        as_of: Option<NaiveDate>,
        store: &'a dyn TextStore,
    ) -> Self {
        Self {
            store,
            files: HashMap::new(),
            unasked: HashSet::new(),
            as_of,
            briefing,
            texts: BTreeMap::new(),
            declared: Vec::new(),
            words: BySlug::default(),
        }
    }

    /// Reads every table of records.
    pub(super) fn read(&mut self, root: tree::Table<'_>, reader: &mut Reader<'_>) {
        let mut count = 0;
        for table in record_tables(reader.spec) {
            for (row, span) in rows(root.get(table.name)) {
                count += 1;
                if count > MAX_RECORDS {
                    let message = format!("the file has more than {MAX_RECORDS} records");
                    let fault = Diagnostic::new(&reader.sink.file, Code::TooMuch, span, message);
                    reader.sink.report(fault);
                    return;
                }
                self.record(table, row, span, reader);
            }
        }
    }

    fn record(
        &mut self,
        table: &'static Table,
        row: tree::Table<'_>,
        span: Range<usize>,
        reader: &mut Reader<'_>,
    ) {
        let mut fields = reader.row(table, row, span, None);
        self.declare(&mut fields, (table, row), reader.ids);
        let words = match table.kind {
            Some(RecordKind::Quote) => fields.place("text"),
            _ if table.key("cites").is_some() => fields.place("cites"),
            _ => 0..0,
        };
        let briefing = &mut self.briefing;
        let sink = &mut *reader.sink;
        match table.kind {
            Some(RecordKind::Actor) => briefing.actors.extend(build::actor(fields, sink)),
            Some(RecordKind::Issue) => {
                let asked = fields.has("question") || !reader.whole;
                if let Some(issue) = build::issue(fields) {
                    if !asked {
                        self.unasked.insert(issue.id.0.clone());
                    }
                    briefing.issues.push(issue);
                }
            }
            Some(RecordKind::Position) => {
                let at = places(&fields, "stance");
                if let Some(position) = build::position(fields, sink) {
                    if reader.whole {
                        let asked = !self.unasked.contains(&position.issue.0)
                            && asks((reader.ids, reader.library), &position.issue);
                        rules::stance_is_clear(&position, asked, &at, sink);
                    }
                    briefing.positions.push(position);
                }
            }
            Some(RecordKind::Quote) => {
                let at = places(&fields, "text");
                let said_so = fields.has("source");
                if let Some(quote) = build::quote(fields) {
                    if reader.whole && !said_so {
                        rules::quote_has_source(&quote, at, sink);
                    }
                    briefing.quotes.push(quote);
                }
            }
            Some(RecordKind::Event) => {
                let at = places(&fields, "when");
                let status = !fields.refused("status") && reader.whole;
                if let Some(event) = build::event(fields) {
                    if let Some(as_of) = self.as_of.filter(|_| status) {
                        rules::event_has_happened(&event, as_of, at, sink);
                    }
                    briefing.events.push(event);
                }
            }
            Some(RecordKind::Proposal) => {
                briefing.proposals.extend(build::proposal(fields, sink));
            }
            Some(RecordKind::Figure) => {
                let figure = build::figure(fields, reader.whole, sink);
                briefing.figures.extend(figure);
            }
            Some(RecordKind::Option) => briefing.options.extend(build::option(fields)),
            Some(RecordKind::Source) => self.source(fields, reader),
            Some(RecordKind::Point) | None => {}
        }
        if let Some(id) = table.kind.and_then(|kind| last(&self.briefing, kind))
            && !words.is_empty()
        {
            self.words.entry(id).or_insert(words);
        }
    }

    /// Notes what a record of a library is declared to be the same as.
    fn declare(&mut self, fields: &mut Fields, (table, row): (&Table, tree::Table<'_>), ids: &Ids) {
        let (Some(kind), Some(_)) = (table.kind, table.key("same")) else {
            return;
        };
        let id = row.get("id").and_then(tree::Value::as_str);
        if let Some((slug, _)) = id.and_then(|id| ids.get(id)) {
            let slug = slug.clone();
            self.declared.push(Declared {
                id: RecordId { kind, slug },
                place: fields.span.clone(),
                same: fields.elsewhere("same"),
            });
        }
    }

    fn source(&mut self, fields: Fields, reader: &mut Reader<'_>) {
        rules::two_texts(&fields, reader.sink);
        let at = [fields.place("text_file"), fields.place("text")];
        let [file, inline] = at;
        let Some((source, path)) = build::source(fields) else {
            return;
        };
        let text = match (&source.stored, path) {
            (Some(StoredText::Inline(text)), _) => {
                Some((Arc::new(SourceText::inline(text.original())), inline))
            }
            (Some(StoredText::File(_)), Some(path)) => {
                let text = self.stored_file(&path, file.clone(), reader);
                text.map(|text| (text, file))
            }
            _ => None,
        };
        if let Some((text, place)) = text {
            self.keep(&source, text, place, reader);
        }
        self.briefing.sources.push(source);
    }

    fn stored_file(
        &mut self,
        path: &Wording,
        place: Range<usize>,
        reader: &mut Reader<'_>,
    ) -> Option<Arc<SourceText>> {
        let path = path.original();
        let store = self.store;
        if store.is_put_off() {
            return None;
        }
        let text = self.files.entry(path.to_owned()).or_insert_with(|| {
            let text = store.read(path)?;
            Ok(Arc::new(SourceText::from_file(&text)))
        });
        match text {
            Ok(text) => Some(Arc::clone(text)),
            Err(fault) => {
                rules::text_fault(fault, path, place, reader.sink);
                None
            }
        }
    }

    fn keep(
        &mut self,
        source: &Source,
        text: Arc<SourceText>,
        place: Range<usize>,
        reader: &mut Reader<'_>,
    ) {
        if text.body().trim().is_empty() {
            rules::text_is_empty(place, reader.sink);
        } else {
            self.texts.insert(source.id.clone(), text);
        }
    }
}

/// Whether an issue that is not defined in the file asks something, as far as its library says.
fn asks((ids, library): (&Ids, Option<InLibrary<'_>>), issue: &IssueId) -> bool {
    let own = ids.get(issue.as_str()).is_some();
    own || library.is_none_or(|library| library.asks(issue))
}

/// The identifier of the record that was read last, of those that rest on words of a source.
fn last(briefing: &Briefing, kind: RecordKind) -> Option<Slug> {
    Some(match kind {
        RecordKind::Position => briefing.positions.last()?.id.0.clone(),
        RecordKind::Quote => briefing.quotes.last()?.id.0.clone(),
        RecordKind::Event => briefing.events.last()?.id.0.clone(),
        RecordKind::Proposal => briefing.proposals.last()?.id.0.clone(),
        RecordKind::Figure => briefing.figures.last()?.id.0.clone(),
        RecordKind::Option => briefing.options.last()?.id.0.clone(),
        RecordKind::Actor | RecordKind::Issue | RecordKind::Point | RecordKind::Source => {
            return None;
        }
    })
}

/// The places of a record that its rules point at.
fn places(fields: &Fields, key: &str) -> Places {
    Places {
        header: fields.span.clone(),
        value: fields.place(key),
    }
}
