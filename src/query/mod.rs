//! The one small query language: what a reader types to narrow a briefing or a library.
//!
//! This floor reads and prints queries. What a query selects is the library's to say, which knows
//! the records and their names.
//!
//! # Grammar
//!
//! ```text
//! query  = any
//! any    = all { "OR" all }
//! all    = one { [ "AND" ] one }
//! one    = ( "-" | "NOT" ) one | "(" any ")" | word | phrase | key ":" value { "," value }
//! phrase = '"' text '"'                          \" and \\ stand for " and \
//! value  = [ "=" ] ( word | phrase )
//! ```
//!
//! `AND` binds more tightly than `OR`. Keys are those of [`Key`].

mod ast;
mod fault;
mod key;
mod manual;
mod parse;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;
use std::sync::Arc;

pub use ast::{Days, Expr, Name, Reach, Term, Test, Text, VerdictIs};
pub use fault::Fault;
pub use key::Key;
pub use manual::manual;
pub use parse::word_at;

/// The longest query, in bytes.
pub const MAX_LEN: usize = 4096;

/// How deeply parentheses and negations may stand in each other.
pub const MAX_DEPTH: usize = 32;

/// A query that can be read. The empty one asks for nothing, and everything meets it.
///
/// Cloning is cheap: the parsed form is shared. Two queries are equal where they are written alike.
#[derive(Clone, Debug, Default)]
pub struct Query(Option<Arc<Parsed>>);

#[derive(Debug)]
struct Parsed {
    text: String,
    expr: Expr,
}

impl Query {
    /// Reads a query. White space alone is the empty query.
    ///
    /// # Errors
    /// The first [`Fault`] of the text.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let expr = parse::parse(text)?;
        Ok(Self(expr.map(|expr| {
            Arc::new(Parsed {
                text: text.trim().to_owned(),
                expr,
            })
        })))
    }

    /// Whether it asks for nothing.
    pub const fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// The query as it was written, without white space around it.
    pub fn as_str(&self) -> &str {
        self.0.as_ref().map_or("", |parsed| &parsed.text)
    }

    /// What it asks for; `None` where that is nothing. Spans are those of the text that was read.
    pub fn expr(&self) -> Option<&Expr> {
        self.0.as_ref().map(|parsed| &parsed.expr)
    }

    /// Whether any of its terms is of a sort.
    pub fn asks(&self, sort: impl Fn(&Test) -> bool) -> bool {
        self.expr()
            .is_some_and(|expr| expr.terms().iter().any(|term| sort(&term.test)))
    }

    /// Whether it asks for days, so that what is not exactly dated may be uncertain.
    pub fn asks_for_days(&self) -> bool {
        self.asks(|test| matches!(test, Test::Date(_) | Test::Before(_) | Test::After(_)))
    }

    /// Whether what it selects depends on how words stand in their sources.
    pub fn asks_for_verdicts(&self) -> bool {
        self.asks(|test| matches!(test, Test::Verdict(_)))
    }
}

impl PartialEq for Query {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Query {}

impl fmt::Display for Query {
    /// As it was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}
