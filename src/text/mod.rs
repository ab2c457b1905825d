//! Untrusted text: made safe to show, measured, wrapped, folded for matching, and always mapped
//! back to the words as they were written.
//!
//! | module | what it answers |
//! |---|---|
//! | [`offset`] | which bytes of the original does this part of a derived text stand for? |
//! | [`sanitise`] | what of this text may go to a terminal? |
//! | [`width`] | how many cells does it take there, and what is left of it in fewer? |
//! | [`fold`](mod@fold) | where does this stand, typography and accents aside? |
//! | [`wrap`](mod@wrap) | where do its lines end? |
//! | [`position`] | which line and column is that, and how many characters in? |
//!
//! Three units occur, and each signature says which it means: **bytes** of UTF-8 (ranges and
//! offsets, always on character boundaries), **code points** (what people count as columns) and
//! **cells** (what a terminal counts).

pub(crate) mod bits;
mod derivation;
pub mod fold;
pub mod offset;
pub mod position;
pub mod sanitise;
pub mod width;
pub mod wrap;
