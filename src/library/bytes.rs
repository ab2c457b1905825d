//! Columns as bytes: each with its length before it, numbers with the lowest byte first.

use crate::leisure::{by_and_by, by_thousands};

/// After so many bytes the thread may give way.
const PIECE: usize = 1 << 16;

/// Puts columns one after the other.
#[derive(Debug, Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn number(&mut self, number: u64) {
        self.0.extend_from_slice(&number.to_le_bytes());
    }

    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u64);
        for piece in by_and_by(bytes.chunks(PIECE)) {
            self.0.extend_from_slice(piece);
        }
    }

    pub(super) fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    pub(super) fn texts<'a>(&mut self, texts: impl ExactSizeIterator<Item = &'a str>) {
        self.number(texts.len() as u64);
        texts.for_each(|text| self.text(text));
    }

    pub(super) fn numbers(&mut self, numbers: impl Iterator<Item = u32>) {
        let length_at = self.0.len();
        self.number(0);
        let start = self.0.len();
        for number in by_thousands(numbers) {
            self.0.extend_from_slice(&number.to_le_bytes());
        }
        let length = (self.0.len() - start) as u64;
        if let Some(slot) = self.0.get_mut(length_at..start) {
            slot.copy_from_slice(&length.to_le_bytes());
        }
    }

    pub(super) fn shorts(&mut self, numbers: &[u16]) {
        self.number(numbers.len() as u64 * 2);
        for number in numbers {
            self.0.extend_from_slice(&number.to_le_bytes());
        }
    }

    /// Forgets what was written; its room is used again.
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What was written, piece by piece.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        by_and_by(self.0.chunks(PIECE))
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

/// Takes columns out one after the other. Nothing of it is trusted: what is not there is `None`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn number(&mut self) -> Option<u64> {
        let bytes = self.take(8)?.first_chunk::<8>()?;
        Some(u64::from_le_bytes(*bytes))
    }

    pub(super) fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = usize::try_from(self.number()?).ok()?;
        self.take(count)
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        simdutf8::basic::from_utf8(self.bytes()?).ok()
    }

    pub(super) fn texts(&mut self) -> Option<Vec<&'a str>> {
        let count = self.number()?;
        (0..count).map(|_| self.text()).collect()
    }

    pub(super) fn shorts(&mut self) -> Option<Vec<u16>> {
        let (numbers, odd) = self.bytes()?.as_chunks::<2>();
        let numbers = numbers.iter().map(|bytes| u16::from_le_bytes(*bytes));
        odd.is_empty().then(|| numbers.collect())
    }

    pub(super) fn numbers(&mut self) -> Option<Vec<u32>> {
        let (numbers, odd) = self.bytes()?.as_chunks::<4>();
        let numbers = numbers.iter().map(|bytes| u32::from_le_bytes(*bytes));
        odd.is_empty().then(|| numbers.collect())
    }
}
