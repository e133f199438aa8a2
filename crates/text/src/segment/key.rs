//! A number for every word, the same in any case.

/// Mixes `block` into `hash`.
fn mix(hash: u64, block: u64) -> u64 {
    let product = u128::from(hash ^ block).wrapping_mul(0x9E37_79B9_7F4A_7C15_F39C_C060_5CED_C835);
    (product as u64) ^ ((product >> 64) as u64)
}

/// The key of a word. Letters of ASCII count the same in either case; so do a few marks, which no list can tell apart.
pub(super) fn key(word: &[u8]) -> u64 {
    const SMALL: u64 = 0x2020_2020_2020_2020;
    let mut hash = 0x243F_6A88_85A3_08D3 ^ (word.len() as u64);
    let (blocks, rest) = word.as_chunks::<8>();
    for block in blocks {
        hash = mix(hash, u64::from_le_bytes(*block) | SMALL);
    }
    let mut last = [0x20; 8];
    for (slot, byte) in last.iter_mut().zip(rest) {
        *slot = byte | 0x20;
    }
    mix(hash, u64::from_le_bytes(last))
}

/// Two keys as one, in order.
pub(super) fn join(a: u64, b: u64) -> u64 {
    mix(a.rotate_left(23), b)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_one_key_in_any_case() {
        assert_eq!(key(b"Moscow"), key(b"MOSCOW"));
        assert_ne!(key(b"Moscow"), key(b"Moscows"));
        assert_ne!(key(b""), key(b" "));
        assert_ne!(key(b"a-b"), key(b"b-a"));
        assert_ne!(join(1, 2), join(2, 1));
    }
}
