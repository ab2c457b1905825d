//! Who agrees with whom as a network for other programs: `GraphML`, or a list of edges as CSV.

use std::borrow::Cow;

use chrono::NaiveDate;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

use crate::analysis::agreement::{Agreement, Pair, Relation};
use crate::analysis::stances::{Matrix, Question};
use crate::library::{Library, RecordIx, Scope};

/// The form of a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// `GraphML`: nodes and edges.
    Graphml,
    /// A line an edge.
    Csv,
}

/// Actors, joined where something is recorded of both on the same issue.
#[derive(Debug)]
pub struct Network<'a> {
    library: &'a Library,
    scope: Scope,
    day: Option<NaiveDate>,
    agreement: Agreement,
}

/// What is told of a node.
const NODE: [(&str, Type); 4] = [
    ("name", Type::String),
    ("kind", Type::String),
    ("wikidata", Type::String),
    ("coalition", Type::Int),
];

/// What is told of an edge.
const EDGE: [(&str, Type); 8] = [
    ("agree", Type::Int),
    ("conflict", Type::Int),
    ("incomparable", Type::Int),
    ("difference", Type::Int),
    ("share", Type::Double),
    ("issues_agree", Type::String),
    ("issues_conflict", Type::String),
    ("issues_incomparable", Type::String),
];

/// What is told of each end of an edge in CSV, behind its identifier.
const END: [&str; 3] = ["name", "kind", "wikidata"];

/// What sort of value a field has, as `GraphML` calls it.
#[derive(Clone, Copy, Debug)]
enum Type {
    String,
    Int,
    Double,
}

impl Type {
    const fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Int => "int",
            Self::Double => "double",
        }
    }
}

impl<'a> Network<'a> {
    /// The network of what is asked for.
    pub fn of(question: &Question<'a>) -> Self {
        Self {
            library: question.library,
            scope: question.scope,
            day: question.day(),
            agreement: Agreement::of(&Matrix::of(question)),
        }
    }

    /// How many actors are left out, as there are too many to compare each with every other.
    pub const fn left_out(&self) -> usize {
        self.agreement.left_out
    }

    /// It, as a text.
    ///
    /// # Errors
    /// Where it cannot be written to memory.
    pub fn write(&self, form: Form) -> Result<String, NotWritten> {
        let bytes = match form {
            Form::Graphml => self.graphml()?,
            Form::Csv => self.csv()?,
        };
        Ok(String::from_utf8(bytes)?)
    }

    fn actor(&self, one: usize) -> Option<RecordIx> {
        self.agreement.actors.get(one).copied()
    }

    /// An actor's identifier; with its file, where there are several briefings.
    fn id(&self, one: usize) -> String {
        let key = self.actor(one).and_then(|ix| self.library.key(ix));
        key.map_or_else(String::new, |key| match self.scope {
            Scope::One(_) => key.id.slug.as_str().to_owned(),
            Scope::All => format!("{}#{}", key.file, key.id.slug),
        })
    }

    fn name(&self, ix: RecordIx) -> &str {
        self.library.records().row(ix).text
    }

    /// The name, the kind and the link of an actor.
    fn end(&self, one: usize) -> [String; 3] {
        let Some(ix) = self.actor(one) else {
            return [const { String::new() }; 3];
        };
        let records = self.library.records();
        let kind = records.actor_kind(ix).map_or("", |kind| kind.word());
        // Of an actor of several briefings any of them may have the link.
        let link = match self.scope {
            Scope::One(_) => records.wikidata(ix),
            Scope::All => {
                let mut same = self.library.identities().same(ix);
                same.find_map(|ix| records.wikidata(ix))
            }
        };
        let link = link.map_or_else(String::new, |number| format!("Q{number}"));
        [self.name(ix).to_owned(), kind.to_owned(), link]
    }

    /// The number of the coalition that an actor belongs to, from 1.
    fn coalition(&self, one: usize) -> Option<usize> {
        let mut coalitions = self.agreement.coalitions.iter();
        let at = coalitions.position(|members| members.contains(&one))?;
        Some(at + 1)
    }

    /// The values of [`EDGE`]; empty where there is none.
    fn edge(&self, (one, other): (usize, usize), pair: Pair) -> [String; 8] {
        let shared = self.agreement.shared(one, other);
        let issues = |relation: Relation| {
            let issues = shared.iter().filter(|shared| shared.relation == relation);
            let issues: Vec<_> = issues.map(|shared| self.name(shared.issue)).collect();
            issues.join("; ")
        };
        [
            pair.agree.to_string(),
            pair.conflict.to_string(),
            pair.incomparable.to_string(),
            pair.difference().to_string(),
            pair.share()
                .map_or_else(String::new, |share| share.to_string()),
            issues(Relation::Agree),
            issues(Relation::Conflict),
            issues(Relation::Incomparable),
        ]
    }

    fn csv(&self) -> Result<Vec<u8>, NotWritten> {
        let mut out = csv::Writer::from_writer(Vec::new());
        let of_end = |end: &str| END.map(|field| format!("{end}_{field}"));
        let mut head = vec!["source".to_owned(), "target".to_owned()];
        head.extend(EDGE.map(|(field, _)| field.to_owned()));
        head.extend(of_end("source"));
        head.extend(of_end("target"));
        out.write_record(&head)?;
        for ((one, other), pair) in self.agreement.pairs() {
            let mut line = vec![self.id(one), self.id(other)];
            line.extend(self.edge((one, other), pair));
            line.extend(self.end(one));
            line.extend(self.end(other));
            out.write_record(&line)?;
        }
        let bytes = out.into_inner();
        Ok(bytes.map_err(|error| csv::Error::from(error.into_error()))?)
    }

    fn graphml(&self) -> Result<Vec<u8>, NotWritten> {
        let mut out = Writer::new_with_indent(Vec::new(), b' ', 2);
        put(
            &mut out,
            Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)),
        )?;
        let space = ("xmlns", "http://graphml.graphdrawing.org/xmlns");
        put(&mut out, start("graphml", [space]))?;
        if self.day.is_some() {
            declare(&mut out, "graph", ("as_of", Type::String))?;
        }
        for field in NODE {
            declare(&mut out, "node", field)?;
        }
        for field in EDGE {
            declare(&mut out, "edge", field)?;
        }
        let kind = [("id", "agreement"), ("edgedefault", "undirected")];
        put(&mut out, start("graph", kind))?;
        self.graph(&mut out)?;
        put(&mut out, end("graph"))?;
        put(&mut out, end("graphml"))?;
        let mut bytes = out.into_inner();
        bytes.push(b'\n');
        Ok(bytes)
    }

    fn graph(&self, out: &mut Writer<Vec<u8>>) -> Result<(), NotWritten> {
        if let Some(day) = self.day {
            value(out, ("graph", "as_of"), &day.to_string())?;
        }
        for one in 0..self.agreement.actors.len() {
            let [name, kind, link] = self.end(one);
            let coalition = self.coalition(one).map(|at| at.to_string());
            let values = [name, kind, link, coalition.unwrap_or_default()];
            let id = self.id(one);
            put(out, start("node", [("id", &*clean(&id))]))?;
            values_of(out, "node", NODE.iter().zip(&values))?;
            put(out, end("node"))?;
        }
        for ((one, other), pair) in self.agreement.pairs() {
            let values = self.edge((one, other), pair);
            let ends = [self.id(one), self.id(other)];
            let [source, target] = ends.each_ref().map(|id| clean(id));
            put(
                out,
                start("edge", [("source", &*source), ("target", &*target)]),
            )?;
            values_of(out, "edge", EDGE.iter().zip(&values))?;
            put(out, end("edge"))?;
        }
        Ok(())
    }
}

/// Why a network could not be written to memory.
#[derive(Debug, thiserror::Error)]
pub enum NotWritten {
    /// As XML.
    #[error(transparent)]
    Xml(#[from] quick_xml::Error),
    /// As CSV.
    #[error(transparent)]
    Csv(#[from] csv::Error),
    /// As text.
    #[error(transparent)]
    Text(#[from] std::string::FromUtf8Error),
}

fn put(out: &mut Writer<Vec<u8>>, event: Event<'_>) -> Result<(), NotWritten> {
    Ok(out.write_event(event).map_err(quick_xml::Error::from)?)
}

fn start<'a, const N: usize>(name: &'a str, attributes: [(&'a str, &'a str); N]) -> Event<'a> {
    Event::Start(BytesStart::new(name).with_attributes(attributes))
}

fn end(name: &str) -> Event<'_> {
    Event::End(BytesEnd::new(name))
}

/// Declares a field of nodes, edges or the graph.
fn declare(
    out: &mut Writer<Vec<u8>>,
    of: &str,
    (field, kind): (&str, Type),
) -> Result<(), NotWritten> {
    let id = format!("{of}_{field}");
    let key = BytesStart::new("key").with_attributes([
        ("id", id.as_str()),
        ("for", of),
        ("attr.name", field),
        ("attr.type", kind.word()),
    ]);
    put(out, Event::Empty(key))
}

/// The values of some fields; nothing for those without one.
fn values_of<'a>(
    out: &mut Writer<Vec<u8>>,
    of: &str,
    values: impl Iterator<Item = (&'a (&'a str, Type), &'a String)>,
) -> Result<(), NotWritten> {
    for ((field, _), text) in values.filter(|(_, text)| !text.is_empty()) {
        value(out, (of, field), text)?;
    }
    Ok(())
}

fn value(
    out: &mut Writer<Vec<u8>>,
    (of, field): (&str, &str),
    text: &str,
) -> Result<(), NotWritten> {
    let key = format!("{of}_{field}");
    put(out, start("data", [("key", &*key)]))?;
    put(out, Event::Text(BytesText::new(&clean(text))))?;
    put(out, end("data"))
}

/// A text without the characters that XML cannot hold, not even as references.
fn clean(text: &str) -> Cow<'_, str> {
    let is_held = |c: char| {
        matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
            || c >= '\u{10000}'
    };
    if text.chars().all(is_held) {
        return Cow::Borrowed(text);
    }
    let held = text.chars().map(|c| {
        if is_held(c) {
            c
        } else {
            char::REPLACEMENT_CHARACTER
        }
    });
    Cow::Owned(held.collect())
}

#[cfg(test)]
mod tests;
