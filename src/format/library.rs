//! `library.toml`: what a library says of itself, and what its briefings share.
//!
//! A briefing may refer to an actor, issue or source that it does not define and its library does:
//! the shared record becomes a part of the briefing, and so does what it refers to in turn. What a
//! briefing defines itself it keeps.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::ops::Range;
use std::sync::Arc;

use chrono::NaiveDate;

use super::ids::{Ids, with_article};
use super::read::{At, Edge, Reader};
use super::records::Records;
use super::reference::one_of;
use super::sink::Sink;
use super::spec::LIBRARY;
use super::stored::{SourceText, TextStore};
use super::suggest::quoted;
use super::tree::{self, Value};
use super::{cycles, syntax};
use crate::diagnostic::{Code, Diagnostic, SourceFile};
use crate::model::{
    ActorId, Briefing, BySlug, IssueId, Record, RecordId, RecordKind, Slug, Source, SourceId,
    StoredText,
};

pub use super::manual::library as manual;
pub use super::schema::library as schema;

/// The kinds of records that a library shares.
const KINDS: [RecordKind; 3] = [RecordKind::Actor, RecordKind::Issue, RecordKind::Source];

/// What a library says of itself, and what its briefings share.
#[derive(Debug)]
pub struct Shared {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The library's title.
    pub title: Option<String>,
    /// The identifier of the briefing that opens first, and where it is given.
    pub first: Option<(Slug, Range<usize>)>,
    /// Who and what is declared to be the same; nothing where the file has errors.
    pub declared: Vec<Declared>,
    /// The shared records; none where the file has errors.
    records: Briefing,
    texts: BTreeMap<SourceId, Arc<SourceText>>,
    places: BySlug<Range<usize>>,
    /// Whether the file has errors.
    faulty: bool,
}

/// A shared record, and which records of briefings are the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The shared record.
    pub id: RecordId,
    /// Its header.
    pub place: Range<usize>,
    /// The records of briefings.
    pub same: Vec<Elsewhere>,
}

/// A record of a briefing, as another file names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Elsewhere {
    /// The briefing's identifier.
    pub briefing: Slug,
    /// The record's.
    pub id: Slug,
    /// Where it is named, in bytes.
    pub place: Range<usize>,
}

/// The library that a briefing is a part of.
#[derive(Clone, Copy, Debug)]
pub struct InLibrary<'a> {
    /// What it shares.
    pub shared: &'a Shared,
    /// How many folders the briefing's is below the library's.
    pub depth: usize,
}

/// Reads a `library.toml`. `texts` is asked for each `text_file` once.
pub fn read(file: &Arc<SourceFile>, texts: &dyn TextStore) -> (Shared, Vec<Diagnostic>) {
    syntax::read(&file.text, Sink::new(file), |root, whole, sink| {
        read_tables(root, whole, texts, sink)
    })
}

fn read_tables(
    root: tree::Table<'_>,
    whole: bool,
    texts: &dyn TextStore,
    mut sink: Sink,
) -> (Shared, Vec<Diagnostic>) {
    let ids = Ids::gather(&LIBRARY, root, &mut sink);
    let mut reader = Reader::new(&mut sink, &ids, (&LIBRARY, root), whole);
    let mut head = reader.head();
    let title = head.text("title");
    let at = head.place("first");
    let first = head.slug("first").map(|id| (id, at));
    let nothing = Briefing::new(String::new(), String::new(), NaiveDate::default());
    let mut records = Records::new(nothing, None, texts);
    records.read(root, &mut reader);
    reader.finish_head(&head);
    let edges = std::mem::take(&mut reader.edges);
    let Records {
        briefing,
        texts,
        declared,
        ..
    } = records;
    cycles::report(&edges, &mut sink);
    declared_once(&declared, &mut sink);
    let mut shared = Shared {
        file: Arc::clone(&sink.file),
        title,
        first,
        declared,
        records: briefing.indexed(),
        texts,
        places: ids.into_places(),
        faulty: sink.failed(),
    };
    if shared.faulty {
        shared.withhold();
    }
    (shared, sink.finish())
}

/// Reports records of briefings that are declared to be two.
fn declared_once(declared: &[Declared], sink: &mut Sink) {
    let mut known: HashMap<(RecordKind, &Slug, &Slug), (&RecordId, &Elsewhere)> = HashMap::new();
    for one in declared {
        for same in &one.same {
            let key = (one.id.kind, &same.briefing, &same.id);
            let (first, there) = *known.entry(key).or_insert((&one.id, same));
            if first == &one.id {
                continue;
            }
            let message = format!(
                "`{}/{}` is declared to be both `{}` and `{}`",
                same.briefing, same.id, first.slug, one.id.slug
            );
            let fault =
                Diagnostic::new(&sink.file, Code::DeclaredTwice, same.place.clone(), message)
                    .label("declared again here")
                    .related(there.place.clone(), "first declared here")
                    .help("keep one of the two");
            sink.report(fault);
        }
    }
}

impl Shared {
    /// A library that says nothing, for a file that is not read at all.
    pub fn unread(file: &Arc<SourceFile>) -> Self {
        let nothing = Briefing::new(String::new(), String::new(), NaiveDate::default());
        Self {
            file: Arc::clone(file),
            title: None,
            first: None,
            declared: Vec::new(),
            records: nothing,
            texts: BTreeMap::new(),
            places: BySlug::default(),
            faulty: true,
        }
    }

    /// Shares nothing: what has errors is no fact.
    fn withhold(&mut self) {
        *self = Self {
            title: self.title.take(),
            first: self.first.take(),
            ..Self::unread(&self.file)
        };
    }

    /// Whether errors keep it from sharing anything.
    pub fn is_faulty(&self) -> bool {
        self.faulty
    }

    /// A shared record.
    pub fn record(&self, id: &RecordId) -> Option<Record<'_>> {
        let record = self.records.record(id.slug.as_str())?;
        (record.id().kind == id.kind).then_some(record)
    }

    /// Where a shared record begins: the bytes of its header.
    pub fn place(&self, id: &Slug) -> Option<&Range<usize>> {
        self.places.get(id)
    }

    /// The stored texts of the shared sources.
    pub fn texts(&self) -> impl Iterator<Item = &Arc<SourceText>> {
        self.texts.values()
    }

    /// The identifiers of the shared records of some kinds.
    pub(super) fn ids(&self, kinds: &[RecordKind]) -> impl Iterator<Item = &str> {
        let shared = KINDS.into_iter().filter(|kind| kinds.contains(kind));
        let records = shared.flat_map(|kind| self.records.records(kind));
        records.map(|record| record.slug().as_str())
    }
}

impl InLibrary<'_> {
    /// Whether a shared issue asks something that a stance can answer; so does what is not shared.
    pub(super) fn asks(&self, issue: &IssueId) -> bool {
        let shared = self.shared.records.issue(issue);
        shared.is_none_or(|issue| issue.question.is_some())
    }

    /// A shared source as the briefing has it: the path of its text leads from there.
    fn source(&self, source: &Source) -> Source {
        let mut source = source.clone();
        if let Some(StoredText::File(path)) = &mut source.stored {
            path.insert_str(0, &"../".repeat(self.depth));
        }
        source
    }
}

impl Reader<'_> {
    /// A reference to what the file does not define itself: the library may share it.
    pub(super) fn shared(
        &mut self,
        at: At<'_>,
        value: Value<'_>,
        (text, kinds): (&str, &'static [RecordKind]),
    ) -> Option<RecordId> {
        let place = value.span();
        let library = self.library;
        let record = library.and_then(|library| library.shared.records.record(text));
        let Some((library, record)) = library.zip(record) else {
            if library.is_some_and(|library| library.shared.faulty) {
                self.missed.push((text.to_owned(), place));
            } else {
                self.dangling(text, place, kinds);
            }
            return None;
        };
        let id = record.id();
        if !kinds.contains(&id.kind) {
            let asked = one_of(kinds);
            let is = with_article(id.kind.noun());
            let message = format!(
                "`{}` is {is}, but `{}` asks for {asked}",
                id.slug, at.key.name
            );
            let mut fault = self
                .fault(Code::WrongKind, place, message)
                .label(format!("not {asked}"));
            if let Some(there) = library.shared.place(&id.slug) {
                let shared = format!("the library shares `{}`: {is}", id.slug);
                fault = fault.related_in(&library.shared.file, there.clone(), shared);
            }
            self.sink.report(fault);
            return None;
        }
        if let Some(owner) = at.owner.filter(|_| at.key.acyclic) {
            self.edges.push(Edge {
                key: at.key.name,
                from: owner.clone(),
                to: id.slug.clone(),
                span: place.clone(),
            });
        }
        self.taken.entry(id.slug.clone()).or_insert(place);
        Some(id)
    }

    /// Records of other files, each as the file's identifier, a slash, and the record's.
    pub(super) fn elsewhere(&mut self, at: At<'_>, value: Value<'_>) -> Option<Vec<Elsewhere>> {
        let list = self.list(at, value, "a list of records of briefings")?;
        let mut found: Vec<Elsewhere> = Vec::with_capacity(list.len());
        let mut known = std::collections::HashSet::new();
        for entry in list.iter() {
            let Some(text) = self.text(at, entry) else {
                continue;
            };
            let parts = text.split_once('/');
            let both = parts.and_then(|(file, id)| Slug::new(file).zip(Slug::new(id)));
            let Some((briefing, id)) = both else {
                let message = format!("{} names no record of a briefing", quoted(text));
                let fault = self
                    .fault(Code::BadElsewhere, entry.span(), message)
                    .label("a briefing's `id`, a slash, and the record's `id`")
                    .help("write it as in `\"geneva-2025/putin\"`");
                self.sink.report(fault);
                continue;
            };
            if known.insert((briefing.clone(), id.clone())) {
                found.push(Elsewhere {
                    briefing,
                    id,
                    place: entry.span(),
                });
            } else {
                self.repeated(at, text, entry.span());
            }
        }
        Some(found)
    }

    /// Says once what cannot be had while the library's own file has errors.
    fn report_missed(&mut self, library: &Shared) {
        let mut missed = std::mem::take(&mut self.missed);
        missed.sort_by_key(|(_, place)| place.start);
        let Some((text, place)) = missed.first().filter(|_| self.whole) else {
            return;
        };
        let name = quoted(text).replace('"', "`");
        let more = match missed.len() - 1 {
            0 => String::new(),
            1 => ", nor 1 more reference".to_owned(),
            more => format!(", nor {more} more references"),
        };
        let message =
            format!("{name} is not defined here{more}, and the library's file has errors");
        let fault = self
            .fault(Code::LibraryFaulty, place.clone(), message)
            .label("perhaps the library shares it")
            .help(format!("mend {} first", quoted(&library.file.name)));
        self.sink.report(fault);
    }
}

impl Records<'_> {
    /// Makes the shared records that the file refers to a part of it, with what they refer to.
    pub(super) fn take_shared(&mut self, reader: &mut Reader<'_>) {
        let Some(library) = reader.library else {
            return;
        };
        reader.report_missed(library.shared);
        let taken = reader.taken.iter();
        let taken = taken.map(|(slug, place)| (slug.clone(), place.clone()));
        let mut taken: Vec<(Slug, Range<usize>)> = taken.collect();
        taken.sort_by_key(|(_, place)| place.start);
        let mut open = VecDeque::from(taken);
        while let Some((slug, place)) = open.pop_front() {
            let Some(record) = library.shared.records.record(slug.as_str()) else {
                continue;
            };
            for (key, to) in references(&record) {
                if let Some(key) = key {
                    reader.edges.push(Edge {
                        key,
                        from: slug.clone(),
                        to: to.slug.clone(),
                        span: place.clone(),
                    });
                }
                match reader.ids.get(to.slug.as_str()) {
                    Some((_, own)) if own.kind == to.kind => {}
                    Some((_, own)) => {
                        let is = with_article(own.kind.noun());
                        let message = format!(
                            "the shared {} `{slug}` refers to {} `{}`, which is {is} here",
                            record.id().kind.noun(),
                            with_article(to.kind.noun()),
                            to.slug
                        );
                        let fault = Diagnostic::new(
                            &reader.sink.file,
                            Code::SharedClash,
                            place.clone(),
                            message,
                        )
                        .label(format!("this brings `{slug}` in"))
                        .related(own.span.clone(), format!("`{}` is {is}", to.slug))
                        .help("give the record of this file another `id`");
                        reader.sink.report(fault);
                    }
                    None => {
                        if !reader.taken.contains_key(&to.slug) {
                            reader.taken.insert(to.slug.clone(), place.clone());
                            open.push_back((to.slug, place.clone()));
                        }
                    }
                }
            }
        }
        self.add_shared(library, &reader.taken);
    }

    fn add_shared(&mut self, library: InLibrary<'_>, taken: &BySlug<Range<usize>>) {
        let shared = &library.shared.records;
        let briefing = &mut self.briefing;
        for record in KINDS.into_iter().flat_map(|kind| shared.records(kind)) {
            let slug = record.slug();
            if !taken.contains_key(slug) {
                continue;
            }
            briefing.shared.insert(slug.clone());
            match record {
                Record::Actor(actor) => briefing.actors.push(actor.clone()),
                Record::Issue(issue) => briefing.issues.push(issue.clone()),
                Record::Source(source) => {
                    let text = library.shared.texts.get(&source.id);
                    if let Some(text) = text.filter(|_| !self.store.is_put_off()) {
                        self.texts.insert(source.id.clone(), Arc::clone(text));
                    }
                    briefing.sources.push(library.source(source));
                }
                _ => {}
            }
        }
    }
}

/// What a shared record refers to; with the key, where no circle may be made along it.
fn references(record: &Record<'_>) -> Vec<(Option<&'static str>, RecordId)> {
    let actors = |ids: &mut dyn Iterator<Item = &ActorId>| -> Vec<_> {
        ids.map(|id| (None, id.record())).collect()
    };
    match *record {
        Record::Actor(actor) => {
            let mut roles = actor.roles.iter().filter_map(|role| role.of.as_ref());
            let mut all = actors(&mut roles);
            let side = actor.side.iter();
            all.extend(side.map(|side| (Some("side"), side.record())));
            all
        }
        Record::Issue(issue) => {
            let parent = issue.parent.iter();
            parent
                .map(|parent| (Some("parent"), parent.record()))
                .collect()
        }
        Record::Source(source) => {
            let mut all = actors(&mut source.by.iter());
            let from = source.derives_from.iter();
            all.extend(from.map(|from| (Some("derives_from"), from.record())));
            all
        }
        _ => Vec::new(),
    }
}
