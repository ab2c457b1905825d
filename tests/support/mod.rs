//! What the tests of the reader share.

#![allow(dead_code, reason = "each of the tests uses a part of it")]

pub(crate) mod cells;
pub(crate) mod hostile;
pub(crate) mod screen;
#[cfg(unix)]
pub(crate) mod terminal;
