//! Sixty-four bytes at a time: which of them are of a kind.

/// How many bytes are looked at together.
pub(crate) const BLOCK: usize = 64;

/// The bytes from `at` on, filled up with zeros behind the end.
pub(crate) fn block(bytes: &[u8], at: usize) -> [u8; BLOCK] {
    let rest = bytes.get(at..).unwrap_or_default();
    if let Some(whole) = rest.first_chunk() {
        return *whole;
    }
    let mut padded = [0; BLOCK];
    for (to, &from) in padded.iter_mut().zip(rest) {
        *to = from;
    }
    padded
}

/// A bit for each byte, the first the lowest: whether it is of the kind.
#[inline]
pub(crate) fn bits(block: &[u8; BLOCK], is: impl Fn(u8) -> bool) -> u64 {
    // Moves the lowest bit of each of eight bytes beside those of the others.
    const GATHER: u64 = 0x0102_0408_1020_4080;
    let mut flags = [0_u8; BLOCK];
    for (flag, &byte) in flags.iter_mut().zip(block) {
        *flag = u8::from(is(byte));
    }
    let (eights, _) = flags.as_chunks::<8>();
    eights.iter().rev().fold(0, |bits, eight| {
        bits << 8 | u64::from_le_bytes(*eight).wrapping_mul(GATHER) >> 56
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bit_for_each_byte() {
        let bytes: Vec<u8> = (0..100).collect();
        let odd = |byte: u8| byte % 3 == 1;
        for at in [0, 1, 35, 36, 37, 90, 100, 101] {
            let bits = bits(&block(&bytes, at), odd);
            for i in 0..BLOCK {
                let expected = bytes.get(at + i).is_some_and(|&byte| odd(byte));
                assert_eq!(bits >> i & 1 == 1, expected, "{at} {i}");
            }
        }
    }
}
