//! `briefing` reads structured briefings in a terminal: who is involved, what they disagree about,
//! what each of them said word for word, what happened when, and where every one of those
//! statements comes from.
//!
//! The modules are floors: each imports only from those listed after it.
//!
//! | floor | what it holds |
//! |---|---|
//! | [`cli`] | the command line: one file a subcommand |
//! | [`mod@format`] | the briefing file: TOML to the model, with every fault at once |
//! | [`diagnostic`] | what is wrong with a file, where, and what would help |
//! | [`text`] | untrusted text: made safe, measured, wrapped, folded, mapped back to the original |
//! | [`model`] | the domain as plain data: no files, no terminal, no clock |

pub mod cli;
pub mod diagnostic;
pub mod format;
pub mod model;
pub mod text;
