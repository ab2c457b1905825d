//! Where each word of a text stands.

use super::words::Word;

/// The places of words by hash: two flat tables, filled by counting.
#[derive(Debug, Default)]
pub(super) struct Index {
    /// Where the places of each bucket begin, and where the last end.
    starts: Vec<u32>,
    places: Vec<u32>,
    shift: u32,
}

/// The most buckets, as a power of two.
const MAX_BITS: u32 = 18;

impl Index {
    /// Reads the words twice: to count, and to fill.
    pub(super) fn new(words: &[Word]) -> Self {
        let bits = words.len().max(2).ilog2().min(MAX_BITS);
        let shift = u32::BITS - bits;
        let mut starts = vec![0_u32; (1 << bits) + 1];
        for word in words {
            if let Some(count) = starts.get_mut((word.hash >> shift) as usize) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        // Each bucket is filled from its end, so that its start is left where its end was.
        let mut places = vec![0_u32; words.len()];
        for (place, word) in words.iter().enumerate().rev() {
            let Some(end) = starts.get_mut((word.hash >> shift) as usize) else {
                continue;
            };
            *end -= 1;
            if let Some(slot) = places.get_mut(*end as usize) {
                *slot = place as u32;
            }
        }
        Self {
            starts,
            places,
            shift,
        }
    }

    /// The numbers of the words in the bucket of a hash, in order: those of that hash, and others.
    pub(super) fn places(&self, hash: u32) -> &[u32] {
        let bucket = (hash >> self.shift) as usize;
        let bound = |i: usize| self.starts.get(i).map(|&at| at as usize);
        let range = bound(bucket).zip(bound(bucket + 1));
        let places = range.and_then(|(from, to)| self.places.get(from..to));
        places.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::words::words;
    use super::*;

    #[test]
    fn every_word_is_found_in_order() {
        for text in [
            "",
            "a",
            "a b a c a",
            "one two three two one zero 1 2 3 4 5 6 7 8",
        ] {
            let words = words(text, &[]);
            let index = Index::new(&words);
            for word in &words {
                let here = |i: &u32| words[*i as usize].hash == word.hash;
                let found: Vec<u32> = index
                    .places(word.hash)
                    .iter()
                    .copied()
                    .filter(here)
                    .collect();
                let all = (0..words.len() as u32).filter(here);
                assert_eq!(found, all.collect::<Vec<_>>());
            }
        }
    }
}
