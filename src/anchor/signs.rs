//! The longer words of a text, by which a claim is found at once.

use super::words::hash_at;
use crate::text::bits::{BLOCK, bits, block};

/// The fewest letters and digits of a sign: a third of the words of prose have as many.
pub(super) const LEAST: usize = 6;

/// Where each run of ASCII letters and digits of some length begins. It costs a tenth of what all
/// words cost to find, and most claims hold such a run.
#[derive(Debug)]
pub(super) struct Signs {
    /// The last sign of each bucket, by its number from one on; none is 0.
    last: Vec<u32>,
    /// Of each sign: where it begins, and the sign before it in its bucket.
    begun: Vec<(u32, u32)>,
    shift: u32,
}

/// The most buckets, as a power of two.
const MAX_BITS: u32 = 18;

impl Signs {
    pub(super) fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let bits = (bytes.len() / 16).max(2).ilog2().min(MAX_BITS);
        let mut found = Self {
            last: vec![0; 1 << bits],
            begun: Vec::with_capacity(bytes.len() / 16 + 1),
            shift: u32::BITS - bits,
        };
        runs(bytes, |start, end| found.push(bytes, start, end));
        found
    }

    fn push(&mut self, bytes: &[u8], start: usize, end: usize) {
        let bucket = (hash_at(bytes, start, end) >> self.shift) as usize;
        let number = self.begun.len() + 1;
        if let (Some(last), Ok(start), Ok(number)) = (
            self.last.get_mut(bucket),
            u32::try_from(start),
            u32::try_from(number),
        ) {
            self.begun.push((start, *last));
            *last = number;
        }
    }

    /// Where signs of a hash begin, the last first, and others of the same bucket.
    pub(super) fn places(&self, hash: u32) -> impl Iterator<Item = usize> + '_ {
        let bucket = (hash >> self.shift) as usize;
        let mut next = self.last.get(bucket).copied().unwrap_or_default();
        std::iter::from_fn(move || {
            let number = (next as usize).checked_sub(1)?;
            let (start, before) = self.begun.get(number).copied()?;
            next = before;
            Some(start as usize)
        })
    }
}

/// Calls `take` with the start and the end of each whole run of [`LEAST`] ASCII letters and digits
/// or more.
pub(super) fn runs(bytes: &[u8], mut take: impl FnMut(usize, usize)) {
    // A run is whole: what stands before it, too, is looked at.
    let mut base = 0;
    let mut before = 0_u64;
    while base < bytes.len() {
        let letters = letters(bytes, base);
        let starts = letters & !(letters << 1 | before);
        // The ends of runs that began in this block, those that go on aside.
        let mut left = starts;
        while left != 0 {
            let start = left.trailing_zeros();
            left &= left - 1;
            let len = (letters >> start).trailing_ones();
            let end = base + (start + len) as usize;
            if start + len < u64::BITS {
                if len as usize >= LEAST {
                    take(base + start as usize, end);
                }
            } else {
                let end = end + run_length(bytes.get(end..).unwrap_or_default());
                if end - (base + start as usize) >= LEAST {
                    take(base + start as usize, end);
                }
            }
        }
        before = letters >> (BLOCK - 1);
        base += BLOCK;
    }
}

fn letters(bytes: &[u8], base: usize) -> u64 {
    bits(&block(bytes, base), |byte| byte.is_ascii_alphanumeric())
}

fn run_length(bytes: &[u8]) -> usize {
    let end = bytes.iter().position(|byte| !byte.is_ascii_alphanumeric());
    end.unwrap_or(bytes.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn plainly(text: &str) -> Vec<&str> {
        let runs = text.split(|c: char| !c.is_ascii_alphanumeric());
        runs.filter(|run| run.len() >= LEAST).collect()
    }

    proptest! {
        #[test]
        fn signs_are_the_whole_runs(text in "([a-z0-9A]{0,9}[ ,é-]{1,2}){0,40}[a-z]{0,200}") {
            let mut found = Vec::new();
            runs(text.as_bytes(), |start, end| found.push(&text[start..end]));
            prop_assert_eq!(&found, &plainly(&text));
            let signs = Signs::new(&text);
            for sign in found {
                let hash = super::super::words::hash(sign);
                let begins = |at: usize| text[at..].starts_with(sign);
                prop_assert!(signs.places(hash).any(begins), "{sign}");
            }
        }
    }
}
