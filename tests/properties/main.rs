//! What holds whatever a reader does and whatever a file says.
//!
//! | module | what holds |
//! |---|---|
//! | `steps` | after any actions, nothing panics and every position is one that there is |
//! | `jumps` | going back restores, clearing a filter restores |
//! | `filters` | a selection is what a walk over the plain records finds |
//! | `hostile` | no text of a file acts on the terminal, in any view |

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(clippy::indexing_slicing, clippy::string_slice)]

mod filters;
mod hostile;
mod invariants;
mod jumps;
mod libraries;
mod steps;

#[path = "../support/mod.rs"]
mod support;
