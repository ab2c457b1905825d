//! Quotation and passage: how the words of a quotation stand in the text of their source.
//!
//! A [`Haystack`] is made of a source's text once; [`verify`] then says of each [`Claim`] how its
//! words stand there, as a [`Finding`]. The verdicts are tried in the order of
//! [`Verdict`](crate::model::Verdict), and what is only near never verifies.
//!
//! | file | what it holds |
//! |---|---|
//! | `verify` | the verdict: what is tried, in which order |
//! | `haystack` | the text, folded, and what is known of it |
//! | `lexicon`, `words`, `index` | its words, found by their hash |
//! | `quick`, `signs` | the short way to words that stand once, from the longest of them |
//! | `layout`, `markup` | paragraphs, hyphens at line ends; links, tags and quoted lines |
//! | `marks` | which words stand inside quotation marks |
//! | `claim` | the words that are claimed, and what the author put in or left out |
//! | `exact`, `gap`, `edges` | word for word, and the marks between and around |
//! | `interrupted`, `elided` | the reporter's words between; the author's ellipses and brackets |
//! | `negation`, `languages` | words that must not be left out unsaid; the same in other languages |
//! | `candidate`, `decide` | places, and which of several is meant |
//! | `near`, `align`, `diff` | what comes nearest, and how it differs |
//! | `finding` | what is said of a claim |
//! | [`fragment`] | the part of an address that opens a page at some words |

mod align;
mod candidate;
mod claim;
mod decide;
mod diff;
mod edges;
mod elided;
mod exact;
mod finding;
pub mod fragment;
mod gap;
mod haystack;
mod index;
mod interrupted;
mod languages;
mod layout;
mod lexicon;
mod locate;
mod marks;
mod markup;
mod near;
mod negation;
mod quick;
mod signs;
mod verify;
mod words;

pub use claim::Claim;
pub use diff::{Change, DiffPiece};
pub use finding::{Concern, Dropped, Finding, InMarks, Nearest, code_points};
pub use haystack::Haystack;
pub use locate::Selector;
pub use verify::{MOST_CANDIDATES, verify};

#[cfg(test)]
mod tests;
