//! Other files that people write by hand, such as a configuration: read by a specification of their
//! own, with the machinery of the briefing file.

use std::sync::Arc;

use super::ids::Ids;
use super::read::Reader;
use super::sink::Sink;
use super::spec::Table;
use super::syntax;
use super::tree;
use crate::diagnostic::{Code, Diagnostic, SourceFile};

pub use super::fields::{Entry, Fields};
pub use super::insert::basic_string;
pub use super::manual::of as reference;
pub use super::schema::of as schema;

/// Reads a file by its specification: every good value, and every fault. A faulty value is as if it
/// were not there.
pub fn read(file: &Arc<SourceFile>, spec: &'static Table) -> (Fields, Vec<Diagnostic>) {
    let sink = Sink::new(file).with_codes(Code::of_configuration);
    syntax::read(&file.text, sink, |root, whole, mut sink| {
        let fields = fields(root, whole, spec, &mut sink);
        (fields, sink.finish())
    })
}

fn fields(root: tree::Table<'_>, whole: bool, spec: &'static Table, sink: &mut Sink) -> Fields {
    let ids = Ids::default();
    Reader::new(sink, &ids, (spec, root), whole).head()
}
