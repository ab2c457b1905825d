//! `briefing` reads structured briefings in a terminal: who is involved, what they disagree about,
//! what each of them said word for word, what happened when, and where every one of those
//! statements comes from.
//!
//! The modules are floors: each imports only from those listed after it.
//!
//! | floor | what it holds |
//! |---|---|
//! | [`cli`] | the command line: one file a subcommand |
//! | [`tui`] | the terminal reader: state, actions, keymap, themes, views |
//! | [`report`] | text for people: details, passages, overviews, plain text |
//! | [`analysis`] | what follows from the records |
//! | [`journal`] | what is remembered between runs: where each briefing was left, saved filters |
//! | [`library`] | one or many briefings as one set: find, load, index, select |
//! | [`query`] | the one small query language: what narrows a briefing or a library |
//! | [`mod@format`] | the briefing file: TOML to the model, with every fault at once |
//! | [`anchor`] | quotation and passage: where the words stand in the text |
//! | [`diagnostic`] | what is wrong with a file, where, and what would help |
//! | [`text`] | untrusted text: made safe, measured, wrapped, folded, mapped back to the original |
//! | [`model`] | the domain as plain data: no files, no terminal, no clock |
//! | [`leisure`] | work that nobody waits for gives way to somebody at the keys |
//! | [`folders`] | where the program's own files live, and how they are written |

#![cfg_attr(
    test,
    allow(clippy::string_slice, reason = "tests slice at known places")
)]

pub mod analysis;
pub mod anchor;
pub mod cli;
pub mod diagnostic;
pub mod folders;
pub mod format;
pub mod journal;
pub mod leisure;
pub mod library;
pub mod model;
pub mod query;
pub mod report;
pub mod text;
pub mod tui;
