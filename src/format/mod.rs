//! The briefing file: from TOML to the model, with every fault of the file at once.
//!
//! | module | what it holds |
//! |---|---|
//! | [`spec`] | every table and key of the format, as data |
//! | `syntax` | what is wrong with the TOML itself, and how to read on behind it |
//! | `tree` | what the TOML says, quick to walk |
//! | `read`, `value`, `strings`, `reference` | tables and values, read by the specification |
//! | `ids`, `cycles` | who is called what, and circles of references |
//! | `rules` | what has to hold between the values of a record |
//! | `records`, `build` | from checked values to the model |
//! | [`stored`], [`disk`] | the stored texts of sources, and reading files with suspicion |
//! | [`library`] | `library.toml`: what the briefings of a library share |
//! | [`settings`] | other files, read by a specification of their own |
//! | `schema`, `manual` | the specification for editors and for people |
//!
//! Everything in a file is taken for hostile: texts are made safe for a terminal once, here, and
//! lengths and counts are bounded.

mod build;
mod cycles;
pub mod disk;
mod fields;
mod ids;
mod insert;
pub mod library;
mod manual;
mod read;
mod records;
mod reference;
mod rules;
mod schema;
pub mod settings;
mod sink;
pub mod spec;
pub mod stored;
mod strings;
pub mod suggest;
mod syntax;
mod tree;
mod value;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::model::{Briefing, BySlug, SourceId};
use crate::text::sanitise;
use fields::Fields;
use ids::Ids;
use read::Reader;
use records::Records;
use sink::Sink;
use tree::Table;

pub use disk::{FolderTexts, MAX_BRIEFING, ReadFault, read_bounded};
pub use ids::MAX_RECORDS;
pub use insert::{Insertion, insert};
pub use library::{InLibrary, Shared};
pub use manual::manual;
pub use read::MAX_LIST;
pub use schema::schema;
pub use sink::MAX_SHOWN;
pub use stored::{MAX_STORED, SourceText, TextFault, TextStore};
pub use strings::MAX_TEXT;
pub use value::VERSION;

/// The least that makes a briefing: something to begin with.
pub const LEAST: &str = include_str!("least.toml");

/// What one file says, and what is wrong with it.
#[derive(Debug)]
pub struct Parsed {
    /// The briefing; `None` where the file has any error.
    pub briefing: Option<Briefing>,
    /// The stored texts of the sources that have one. Sources that share a file share its text.
    pub texts: BTreeMap<SourceId, Arc<SourceText>>,
    /// Where each record begins: the bytes of its header, for opening an editor there.
    pub places: BySlug<Range<usize>>,
    /// Where the words are written that are checked against a source: the bytes of a quotation's
    /// `text`, of another record's `cites`.
    pub words: BySlug<Range<usize>>,
    /// What is wrong with the file, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a briefing.
///
/// `stem` is the file's name without its extension: the briefing's identifier where it gives none.
/// `texts` is asked for each `text_file` once.
pub fn parse(file: &Arc<SourceFile>, stem: &str, texts: &dyn TextStore) -> Parsed {
    parse_in(file, stem, texts, None)
}

/// Reads a briefing that is a part of a library: it may refer to what the library shares.
pub fn parse_in(
    file: &Arc<SourceFile>,
    stem: &str,
    texts: &dyn TextStore,
    library: Option<InLibrary<'_>>,
) -> Parsed {
    let sink = Sink::new(file);
    let read =
        |root: Table<'_>, whole, sink| read_tables(root, whole, (stem, library), texts, sink);
    match tree::plain(&file.text) {
        Some(tree) => read(tree.root(), true, sink),
        None => syntax::read(&file.text, sink, read),
    }
}

fn read_tables(
    root: Table<'_>,
    whole: bool,
    (stem, library): (&str, Option<InLibrary<'_>>),
    texts: &dyn TextStore,
    mut sink: Sink,
) -> Parsed {
    let ids = Ids::gather(&spec::ROOT, root, &mut sink);
    let mut reader = Reader::new(&mut sink, &ids, (&spec::ROOT, root), whole);
    reader.library = library;
    let mut head = reader.head();
    let as_of = head.day("as_of");
    let title = head.text("title");
    let mut briefing = Briefing::new(
        sanitise::line(stem).into_owned(),
        title.unwrap_or_default(),
        as_of.unwrap_or_default(),
    );
    fill_head(&mut briefing, &mut head);
    let mut records = Records::new(briefing, as_of, texts);
    records.read(root, &mut reader);
    reader.finish_head(&head);
    records.take_shared(&mut reader);
    let edges = std::mem::take(&mut reader.edges);
    let Records {
        briefing,
        texts,
        words,
        ..
    } = records;
    cycles::report(&edges, &mut sink);
    let failed = sink.failed();
    Parsed {
        briefing: (!failed).then(|| briefing.indexed()),
        texts,
        places: ids.into_places(),
        words,
        diagnostics: sink.finish(),
    }
}

fn fill_head(briefing: &mut Briefing, head: &mut Fields) {
    if let Some(id) = head.slug("id") {
        id.as_str().clone_into(&mut briefing.id);
    }
    briefing.bottom_line = head.text("bottom_line");
    briefing.language = head.text("language");
    briefing.authors = head.texts("authors");
    briefing.tags = head.texts("tags");
    let revision = head.whole("revision");
    briefing.revision = revision.and_then(|number| u32::try_from(number).ok());
    let changes = head.rows("changelog").into_iter();
    briefing.changelog = changes.filter_map(build::change).collect();
}
