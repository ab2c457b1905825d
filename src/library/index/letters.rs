//! What begins with a letter: the answer to the first key of almost every search, and the longest to
//! put together. It is kept once it was asked for.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// No more letters are kept.
const MOST: usize = 64;

/// How well words that begin with some letters stand in each of some records, two to a byte.
#[derive(Debug, Default)]
pub(super) struct Letters(Mutex<HashMap<char, Arc<[u8]>>>);

impl Letters {
    /// How well a word that begins with a letter stands in each of so many records; found out where
    /// it is not known.
    pub(super) fn strengths(
        &self,
        letter: char,
        len: usize,
        find: impl FnOnce() -> Vec<u8>,
    ) -> Vec<u8> {
        // Of somebody who panicked nothing is left that could be wrong.
        let known = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let packed = known().get(&letter).map(Arc::clone);
        if let Some(packed) = packed {
            let both = packed.iter().flat_map(|both| [both & 0xf, both >> 4]);
            let mut strengths: Vec<u8> = both.collect();
            strengths.truncate(len);
            return strengths;
        }
        let found = find();
        let mut known = known();
        if known.len() < MOST {
            let both = |both: &[u8]| match *both {
                [one, other] => one | other << 4,
                [one] => one,
                _ => 0,
            };
            known.insert(letter, found.chunks(2).map(both).collect());
        }
        found
    }

    /// What they take in memory, in bytes.
    pub(super) fn size(&self) -> usize {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known.values().map(|packed| packed.len()).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_out_is_known_as_it_was() {
        let letters = Letters::default();
        for len in [0, 1, 2, 7, 100] {
            let found: Vec<u8> = (0..len).map(|n| (n * 5 % 9) as u8).collect();
            let letter = char::from_u32('a' as u32 + len as u32).unwrap();
            let first = letters.strengths(letter, len, || found.clone());
            let again = letters.strengths(letter, len, || panic!("it is known"));
            assert_eq!((&first, &again), (&found, &found));
        }
        assert_eq!(letters.size(), 1 + 1 + 4 + 50);
    }
}
