//! How many bits of many words are set.
//!
//! The words are added bit by bit into ones, twos, fours and eights, and only the bits of the eights are
//! counted as they come: a processor that counts the bits of a word by itself cannot be taken for granted,
//! and without one counting costs more than adding (W. D. Harley and R. Seal's method: H. S. Warren,
//! *Hacker's Delight*, 2nd edition, section 5-1).

/// So many words are added side by side.
const LANES: usize = 4;

type Lanes = [u64; LANES];

/// So many words are added at once.
const ONCE: usize = 8 * LANES;

/// What was added, as bits that stand for one, two and four each.
#[derive(Default)]
struct Sums {
    ones: Lanes,
    twos: Lanes,
    fours: Lanes,
}

impl Sums {
    /// Adds words; the eights that are carried.
    #[inline]
    fn eights(&mut self, [first, second]: [[Lanes; 4]; 2]) -> Lanes {
        let (first, second) = (self.add_fours(first), self.add_fours(second));
        add(&mut self.fours, first, second)
    }

    #[inline]
    fn add_fours(&mut self, [first, second, third, fourth]: [Lanes; 4]) -> Lanes {
        let first = add(&mut self.ones, first, second);
        let second = add(&mut self.ones, third, fourth);
        add(&mut self.twos, first, second)
    }
}

/// How many bits are set of what comes of each word and the one beside it, as far as both go.
pub(super) fn counted(words: &[u64], beside: &[u64], both: impl Fn(u64, u64) -> u64) -> usize {
    let len = words.len().min(beside.len());
    let [words, beside] = [words, beside].map(|all| all.get(..len).unwrap_or(all));
    let (blocks, rest) = words.as_chunks::<ONCE>();
    let (blocks_beside, rest_beside) = beside.as_chunks::<ONCE>();
    let mut sums = Sums::default();
    let mut eights = 0;
    for (words, beside) in blocks.iter().zip(blocks_beside) {
        let mut lanes = [[[0; LANES]; 4]; 2];
        let all = words.iter().zip(beside);
        for (lane, (word, beside)) in lanes
            .as_flattened_mut()
            .as_flattened_mut()
            .iter_mut()
            .zip(all)
        {
            *lane = both(*word, *beside);
        }
        eights += set(sums.eights(lanes));
    }
    let rest = rest.iter().zip(rest_beside);
    let rest = rest.map(|(word, beside)| both(*word, *beside).count_ones() as usize);
    8 * eights + 4 * set(sums.fours) + 2 * set(sums.twos) + set(sums.ones) + rest.sum::<usize>()
}

/// Adds the bits of two to those of a third, each by itself; what is carried.
#[inline]
fn add(sum: &mut Lanes, one: Lanes, other: Lanes) -> Lanes {
    let half = each(*sum, one, |sum, one| sum ^ one);
    let both = each(*sum, one, |sum, one| sum & one);
    let third = each(half, other, |half, other| half & other);
    *sum = each(half, other, |half, other| half ^ other);
    each(both, third, |both, third| both | third)
}

#[inline]
fn each(one: Lanes, other: Lanes, both: impl Fn(u64, u64) -> u64) -> Lanes {
    let ([first, second, third, fourth], [fifth, sixth, seventh, eighth]) = (one, other);
    [
        both(first, fifth),
        both(second, sixth),
        both(third, seventh),
        both(fourth, eighth),
    ]
}

/// How many bits are set.
#[inline]
fn set(lanes: Lanes) -> usize {
    lanes.iter().map(|word| word.count_ones() as usize).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_are_counted_as_word_by_word() {
        let mut state = 1_u64;
        let mut word = || {
            // Xorshift; of some words all bits are set, of others none.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            match state % 5 {
                0 => 0,
                1 => u64::MAX,
                _ => state,
            }
        };
        for len in [0, 1, 31, 32, 33, 64, 1_000] {
            for len_beside in [0, 1, 32, len] {
                let words: Vec<_> = (0..len).map(|_| word()).collect();
                let beside: Vec<_> = (0..len_beside).map(|_| word()).collect();
                let plain = words.iter().zip(&beside);
                let plain: u32 = plain.map(|(one, other)| (one & other).count_ones()).sum();
                let found = counted(&words, &beside, |one, other| one & other);
                assert_eq!(found, plain as usize, "{len} {len_beside}");
            }
        }
    }
}
