//! What the tests of the reader share.

#![allow(dead_code, reason = "each of the tests uses a part of it")]

pub(crate) mod cells;
pub(crate) mod screen;
