//! Keys of string features, and the table that finds a key's row.

/// A 32-bit key of a feature: its kind and its text. Two features share a key once in four thousand million pairs.
#[must_use]
pub fn key(kind: u8, text: &[u8]) -> u32 {
    let mut h = 0xCBF2_9CE4_8422_2325u64 ^ u64::from(kind).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for &b in text {
        h = (h ^ u64::from(b)).wrapping_mul(0x0000_0100_0000_01B3);
    }
    h ^= h >> 32;
    h = h.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (h >> 32) as u32
}

/// Rows by key: sorted keys, with a directory by their first bits. A key that is not there has no row, so that an
/// unknown word is unknown instead of borrowing another word's meaning.
#[derive(Debug, Clone)]
pub struct KeyIndex {
    keys: Vec<u32>,
    directory: Vec<u32>,
}

const DIRECTORY_BITS: u32 = 16;

impl KeyIndex {
    /// From keys in rising order; row `i` belongs to `keys[i]`. `None` where they do not rise.
    #[must_use]
    pub fn new(keys: Vec<u32>) -> Option<Self> {
        if !keys.is_sorted_by(|a, b| a < b) {
            return None;
        }
        let mut directory = vec![0u32; (1 << DIRECTORY_BITS) + 1];
        for &key in &keys {
            directory[(key >> (32 - DIRECTORY_BITS)) as usize + 1] += 1;
        }
        for i in 1..directory.len() {
            directory[i] += directory[i - 1];
        }
        Some(Self { keys, directory })
    }

    /// No rows.
    #[must_use]
    pub fn empty() -> Self {
        Self { keys: Vec::new(), directory: vec![0; (1 << DIRECTORY_BITS) + 1] }
    }

    /// The row of a key.
    #[must_use]
    pub fn row(&self, key: u32) -> Option<u32> {
        let bucket = (key >> (32 - DIRECTORY_BITS)) as usize;
        let (from, to) = (self.directory[bucket], self.directory[bucket + 1]);
        (from..to).find(|&i| self.keys[i as usize] == key)
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// The keys in rising order.
    #[must_use]
    pub fn keys(&self) -> &[u32] {
        &self.keys
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_there_and_nothing_else() {
        let mut keys: Vec<u32> = (0..5000u32).map(|i| key(1, &i.to_le_bytes())).collect();
        keys.sort_unstable();
        keys.dedup();
        let index = KeyIndex::new(keys.clone()).expect("sorted");
        for (row, &k) in keys.iter().enumerate() {
            assert_eq!(index.row(k), Some(row as u32));
        }
        assert_eq!((0..5000u32).filter(|i| index.row(key(2, &i.to_le_bytes())).is_some()).count(), 0);
        assert!(KeyIndex::new(vec![2, 1]).is_none());
    }
}
