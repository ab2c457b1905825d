//! Two maps in a row as one: see [`OffsetMap::then`].

use super::{DERIVED, Edit, ORIGINAL, OffsetMap, Side, Span};

pub(super) fn compose(a: &OffsetMap, b: &OffsetMap) -> OffsetMap {
    debug_assert_eq!(a.derived_len, b.original_len, "maps of one text");
    let mut builder = OffsetMap::builder();
    let mut first = Pieces::new(a, DERIVED);
    let mut second = Pieces::new(b, ORIGINAL);
    loop {
        match (first.peek(), second.peek()) {
            // What the first step left out comes before what the second put in its place.
            (Some(Piece::Edit(left_out)), _) if left_out.derived.len() == 0 => {
                builder.replaced(left_out.original.len(), 0);
                first.skip();
            }
            (_, Some(Piece::Edit(put_in))) if put_in.original.len() == 0 => {
                builder.replaced(0, put_in.derived.len());
                second.skip();
            }
            (Some(Piece::Copied(here)), Some(Piece::Copied(there))) => {
                let len = here.min(there);
                builder.copied(len);
                first.take(len);
                second.take(len);
            }
            (Some(_), Some(_)) => {
                let (original, derived) = overlapping(&mut first, &mut second);
                builder.replaced(original, derived);
            }
            (None, _) | (_, None) => return builder.finish(),
        }
    }
}

/// A part of a map, on the way through it.
#[derive(Clone, Copy)]
enum Piece {
    /// So many bytes, the same on both sides; never none.
    Copied(usize),
    Edit(Edit),
}

/// The pieces of a map in order; `shared` is the side on which two maps meet.
struct Pieces<'a> {
    map: &'a OffsetMap,
    shared: Side,
    next_edit: usize,
    /// How far along the shared side.
    at: usize,
}

impl<'a> Pieces<'a> {
    fn new(map: &'a OffsetMap, shared: Side) -> Self {
        Self {
            map,
            shared,
            next_edit: 0,
            at: 0,
        }
    }

    fn peek(&self) -> Option<Piece> {
        let shared_end = Edit {
            original: Span {
                start: 0,
                end: self.map.original_len,
            },
            derived: Span {
                start: 0,
                end: self.map.derived_len,
            },
        };
        let edit = self.map.edits.get(self.next_edit);
        let until = edit.map_or((self.shared)(&shared_end).end, |e| (self.shared)(e).start);
        if self.at < until {
            return Some(Piece::Copied(until - self.at));
        }
        edit.copied().map(Piece::Edit)
    }

    /// Goes on by `len` copied bytes.
    fn take(&mut self, len: usize) {
        self.at += len;
    }

    /// Goes on by the whole piece ahead.
    fn skip(&mut self) {
        match self.peek() {
            Some(Piece::Copied(len)) => self.at += len,
            Some(Piece::Edit(edit)) => {
                self.at = (self.shared)(&edit).end;
                self.next_edit += 1;
            }
            None => {}
        }
    }

    /// Goes on by at least one byte and at most to `limit` where the piece can be cut; says by how
    /// much on the original's and on the derived side.
    fn advance(&mut self, limit: usize) -> Option<(usize, usize)> {
        match self.peek()? {
            Piece::Copied(len) => {
                let len = len.min(limit.saturating_sub(self.at));
                self.take(len);
                Some((len, len))
            }
            Piece::Edit(edit) => {
                self.skip();
                Some((edit.original.len(), edit.derived.len()))
            }
        }
    }
}

/// Takes edits from both maps until they end at the same place of the text in between; gives the
/// length in the first map's original and in the second map's derived text.
fn overlapping(first: &mut Pieces<'_>, second: &mut Pieces<'_>) -> (usize, usize) {
    let (mut original, mut derived) = (0, 0);
    // One of the two is at an edit, and the other follows up to its end.
    if let Some(Piece::Edit(edit)) = first.peek() {
        original += edit.original.len();
        first.skip();
    } else if let Some(Piece::Edit(edit)) = second.peek() {
        derived += edit.derived.len();
        second.skip();
    }
    while first.at != second.at {
        if first.at < second.at {
            let Some((step, _)) = first.advance(second.at) else {
                break;
            };
            original += step;
        } else {
            let Some((_, step)) = second.advance(first.at) else {
                break;
            };
            derived += step;
        }
    }
    (original, derived)
}
