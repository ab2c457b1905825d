//! From a derived text back to the text it was derived from.
//!
//! Sanitising and folding change a text; a highlight, a caret or a citation needs the place in the
//! original. An [`OffsetMap`] records only the edits, so an unchanged text costs nothing and a
//! long text with a few curly quotes costs a few entries.
//!
//! All offsets are bytes.

use std::ops::Range;

mod compose;

/// A map between the byte offsets of a derived text and those of its original.
///
/// The two texts are seen as the same sequence of pieces: a piece is either one byte that was
/// copied, or one edit, in which some bytes (perhaps none) of the original became some bytes
/// (perhaps none) of the derived text. A byte belongs to one piece, and what is asked of a byte is
/// answered for its piece.
///
/// Lookups take O(log n) in the number of edits. Offsets beyond the end of a text are taken as its
/// end, so a range that comes out never leaves the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OffsetMap {
    /// In order; each either changes a length or stands for more than one byte.
    edits: Vec<Edit>,
    original_len: usize,
    derived_len: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Edit {
    original: Span,
    derived: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    start: usize,
    end: usize,
}

impl Span {
    fn len(self) -> usize {
        self.end - self.start
    }
}

type Side = fn(&Edit) -> Span;
const ORIGINAL: Side = |edit| edit.original;
const DERIVED: Side = |edit| edit.derived;

impl OffsetMap {
    /// The map of a text of `len` bytes that was not changed.
    pub fn identity(len: usize) -> Self {
        Self {
            edits: Vec::new(),
            original_len: len,
            derived_len: len,
        }
    }

    /// Begins a map; see [`Builder`].
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The length of the original, in bytes.
    pub fn original_len(&self) -> usize {
        self.original_len
    }

    /// The length of the derived text, in bytes.
    pub fn derived_len(&self) -> usize {
        self.derived_len
    }

    /// Whether every offset maps to itself.
    pub fn is_identity(&self) -> bool {
        self.edits.is_empty()
    }

    /// Where in the original the piece begins that this byte of the derived text belongs to.
    ///
    /// An offset inside a replacement gives the start of what was replaced. Where something was
    /// left out at this very offset, the answer lies behind it. The end maps to the end.
    pub fn to_original(&self, derived: usize) -> usize {
        start(self, derived.min(self.derived_len), DERIVED, ORIGINAL)
    }

    /// The part of the original that these bytes of the derived text stand for: from the start of
    /// the first piece they touch to the end of the last.
    ///
    /// What was left out on either side is not part of it; what was left out in between is. An
    /// empty range stays empty.
    pub fn range_to_original(&self, derived: Range<usize>) -> Range<usize> {
        range(self, derived, self.derived_len, DERIVED, ORIGINAL)
    }

    /// Where in the derived text the piece begins that this byte of the original belongs to: the
    /// counterpart of [`OffsetMap::to_original`].
    pub fn to_derived(&self, original: usize) -> usize {
        start(self, original.min(self.original_len), ORIGINAL, DERIVED)
    }

    /// The part of the derived text that these bytes of the original became: the counterpart of
    /// [`OffsetMap::range_to_original`]. It is empty where all of them were left out.
    pub fn range_to_derived(&self, original: Range<usize>) -> Range<usize> {
        range(self, original, self.original_len, ORIGINAL, DERIVED)
    }

    /// The map of a text derived in two steps: `self` describes the first, `next` the second.
    ///
    /// Where an edit of one step and an edit of the other overlap they become one edit, so an
    /// answer may be wider than that of two lookups in a row where edits overlap only in part; it
    /// is never narrower, and equal wherever one edit lies within the other.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        compose::compose(self, next)
    }
}

/// The piece on the far side for the byte at `offset` of the near side.
fn piece(map: &OffsetMap, offset: usize, near: Side, far: Side) -> Span {
    let after = map.edits.partition_point(|e| near(e).start <= offset);
    let Some(edit) = after.checked_sub(1).and_then(|i| map.edits.get(i)) else {
        return Span {
            start: offset,
            end: offset + 1,
        };
    };
    let (here, there) = (near(edit), far(edit));
    if offset < here.end {
        return there;
    }
    let start = there.end + (offset - here.end);
    Span {
        start,
        end: start + 1,
    }
}

fn start(map: &OffsetMap, offset: usize, near: Side, far: Side) -> usize {
    piece(map, offset, near, far).start
}

fn range(map: &OffsetMap, of: Range<usize>, len: usize, near: Side, far: Side) -> Range<usize> {
    let (from, to) = (of.start.min(len), of.end.min(len));
    let start = start(map, from, near, far);
    match to.checked_sub(1) {
        Some(last) if from < to => start..piece(map, last, near, far).end,
        _ => start..start,
    }
}

/// Records an [`OffsetMap`] while a text is derived, from its start to its end.
#[derive(Debug, Default)]
pub struct Builder {
    map: OffsetMap,
}

impl Builder {
    /// The next `len` bytes are the same in both texts.
    pub fn copied(&mut self, len: usize) {
        self.map.original_len += len;
        self.map.derived_len += len;
    }

    /// The next `original` bytes became `derived` bytes, as one piece. Either may be none: then
    /// something was put in, or left out.
    pub fn replaced(&mut self, original: usize, derived: usize) {
        let edit = Edit {
            original: Span {
                start: self.map.original_len,
                end: self.map.original_len + original,
            },
            derived: Span {
                start: self.map.derived_len,
                end: self.map.derived_len + derived,
            },
        };
        self.map.original_len = edit.original.end;
        self.map.derived_len = edit.derived.end;
        match (original, derived) {
            // One byte for one byte is what a copied byte is.
            (0, 0) | (1, 1) => {}
            // Left out next to left out is left out.
            (_, 0) => match self.map.edits.last_mut() {
                Some(last)
                    if last.derived.len() == 0 && last.original.end == edit.original.start =>
                {
                    last.original.end = edit.original.end;
                }
                _ => self.map.edits.push(edit),
            },
            _ => self.map.edits.push(edit),
        }
    }

    /// The map.
    pub fn finish(self) -> OffsetMap {
        self.map
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn map(steps: &[(usize, usize, usize)]) -> OffsetMap {
        let mut builder = OffsetMap::builder();
        for &(copied, original, derived) in steps {
            builder.copied(copied);
            builder.replaced(original, derived);
        }
        builder.finish()
    }

    #[test]
    fn an_offset_inside_a_replacement_is_the_start_of_what_was_replaced() {
        // ab + 3 bytes as 8 + cd
        let map = map(&[(2, 3, 8), (2, 0, 0)]);
        let there: Vec<usize> = (0..=13).map(|d| map.to_original(d)).collect();
        assert_eq!(there, [0, 1, 2, 2, 2, 2, 2, 2, 2, 2, 5, 6, 7, 7]);
        assert_eq!(map.range_to_original(1..3), 1..5);
        assert_eq!(map.range_to_original(3..4), 2..5);
        assert_eq!(map.range_to_original(10..12), 5..7);
        assert_eq!(map.range_to_derived(3..4), 2..10);
        assert_eq!(map.to_derived(4), 2);
        assert_eq!(map.to_derived(5), 10);
    }

    #[test]
    fn what_was_left_out_belongs_to_neither_side() {
        // ab[xx]cd -> abcd
        let map = map(&[(2, 2, 0), (2, 0, 0)]);
        assert_eq!(map.range_to_original(0..2), 0..2);
        assert_eq!(map.range_to_original(2..4), 4..6);
        assert_eq!(map.range_to_original(1..3), 1..5);
        assert_eq!(map.range_to_original(2..2), 4..4);
        assert_eq!(map.range_to_derived(2..4), 2..2);
        assert_eq!(map.range_to_derived(0..6), 0..4);
    }

    #[test]
    fn what_was_put_in_stands_for_nothing() {
        // ab -> a[xyz]b
        let map = map(&[(1, 0, 3), (1, 0, 0)]);
        assert_eq!(map.range_to_original(1..4), 1..1);
        assert_eq!(map.range_to_original(0..5), 0..2);
        assert_eq!(map.range_to_derived(0..1), 0..1);
        assert_eq!(map.range_to_derived(1..2), 4..5);
    }

    #[test]
    fn identity_and_offsets_beyond_the_end() {
        let map = OffsetMap::identity(3);
        assert!(map.is_identity());
        assert_eq!(map.to_original(2), 2);
        assert_eq!(map.to_original(9), 3);
        assert_eq!(map.range_to_original(1..9), 1..3);
        assert_eq!(map.range_to_original(7..9), 3..3);
        assert!(map.then(&map).is_identity());
        assert_eq!(OffsetMap::default().to_original(5), 0);
    }

    /// Pieces as (original, derived, whether copied).
    type Steps = Vec<(usize, usize, bool)>;

    fn steps() -> impl Strategy<Value = Steps> {
        let step = prop_oneof![
            (1..5_usize).prop_map(|n| (n, n, true)),
            (0..4_usize, 0..4_usize).prop_map(|(o, d)| (o, d, false)),
        ];
        proptest::collection::vec(step, 0..12)
    }

    fn built(steps: &Steps) -> OffsetMap {
        let mut builder = OffsetMap::builder();
        for &(original, derived, copied) in steps {
            if copied {
                builder.copied(original);
            } else {
                builder.replaced(original, derived);
            }
        }
        builder.finish()
    }

    /// For each derived byte, the original range of its piece, by plain counting.
    fn pieces(steps: &Steps) -> Vec<Range<usize>> {
        let (mut out, mut at) = (Vec::new(), 0);
        for &(original, derived, copied) in steps {
            for i in 0..derived {
                out.push(if copied {
                    at + i..at + i + 1
                } else {
                    at..at + original
                });
            }
            at += original;
        }
        out
    }

    /// Cuts a second derivation out of a text of `len` bytes.
    fn fitted(steps: &Steps, len: usize) -> Steps {
        let (mut out, mut left) = (Vec::new(), len);
        for &(original, derived, copied) in steps {
            let taken = original.min(left);
            out.push((taken, if copied { taken } else { derived }, copied));
            left -= taken;
        }
        out.push((left, left, true));
        out
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn every_range_maps_to_the_union_of_its_pieces(steps in steps()) {
            let (map, pieces) = (built(&steps), pieces(&steps));
            prop_assert_eq!(map.derived_len(), pieces.len());
            for from in 0..pieces.len() {
                prop_assert_eq!(map.to_original(from), pieces[from].start);
                for to in from + 1..=pieces.len() {
                    let expected = pieces[from].start..pieces[to - 1].end;
                    prop_assert_eq!(map.range_to_original(from..to), expected);
                }
            }
            prop_assert_eq!(map.to_original(pieces.len()), map.original_len());
        }

        #[test]
        fn the_way_there_is_the_way_back_with_the_sides_exchanged(steps in steps()) {
            let map = built(&steps);
            let turned: Steps = steps.iter().map(|&(o, d, copied)| (d, o, copied)).collect();
            let other = built(&turned);
            for from in 0..=map.original_len() {
                prop_assert_eq!(map.to_derived(from), other.to_original(from));
                for to in from..=map.original_len() {
                    prop_assert_eq!(map.range_to_derived(from..to), other.range_to_original(from..to));
                }
            }
        }

        #[test]
        fn two_steps_in_one_cover_what_two_lookups_cover(a in steps(), b in steps()) {
            let first = built(&a);
            let second = built(&fitted(&b, first.derived_len()));
            let both = first.then(&second);
            prop_assert_eq!(both.original_len(), first.original_len());
            prop_assert_eq!(both.derived_len(), second.derived_len());
            for from in 0..=both.derived_len() {
                for to in from + 1..=both.derived_len() {
                    let wide = both.range_to_original(from..to);
                    let exact = first.range_to_original(second.range_to_original(from..to));
                    prop_assert!(exact.is_empty() || wide.start <= exact.start && exact.end <= wide.end);
                }
            }
        }

        #[test]
        fn two_steps_in_one_are_exact_where_edits_do_not_overlap(a in steps()) {
            let first = built(&a);
            let same = OffsetMap::identity(first.derived_len());
            prop_assert_eq!(first.then(&same), first.clone());
            prop_assert_eq!(OffsetMap::identity(first.original_len()).then(&first), first);
        }
    }
}
