//! Texts as sets of hashes: by these near copies find one another, and reports of the same happening, without the words.
//!
//! MinHash and banding: A. Broder, "On the resemblance and containment of documents" (1997); A. Rajaraman and J. Ullman, "Mining of
//! Massive Datasets", chapter 3. The smallest k of a set as its sample: E. Cohen and H. Kaplan, "Summarizing data using bottom-k
//! sketches" (2007).

use sha2::{Digest, Sha256};

/// Words in a shingle.
const WORDS: usize = 3;
/// Hashes kept of an article. Shorter ones, nearly all, are kept whole, and compared exactly.
const KEPT: usize = 1024;
/// Fewer shingles than this say too little: then only equal sets are copies.
const FEW: usize = 8;
/// From this share of shingles in common two articles are near copies.
pub const NEAR: f64 = 0.7;
/// Bands of an article, and minima in each. At a Jaccard index of 0.8 two articles share a band with probability 0.9996.
const BANDS: usize = 20;
const ROWS: usize = 5;
/// Words of a sentence that are kept.
const GIST: usize = 32;

/// The finaliser of SplitMix64: every bit of the input moves half the bits of the output.
fn mix(mut x: u64) -> u64 {
    x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// Words in lower case, without what stands between them.
fn words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase)
}

/// FNV-1a.
fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}

/// Hashes of the three-word shingles of a text, ascending, the smallest 1024 of them.
#[must_use]
pub fn fingerprint(text: &str) -> Vec<u32> {
    let mut found = shingles(text);
    found.truncate(KEPT);
    found
}

/// Hashes of all three-word shingles of a text, ascending, each once.
#[must_use]
pub fn shingles(text: &str) -> Vec<u32> {
    let words: Vec<u64> = words(text).map(|w| hash(&w)).collect();
    let of = |w: &[u64]| mix(w.iter().fold(0, |h: u64, x| mix(h).wrapping_add(*x))) as u32;
    let mut found: Vec<u32> = words.windows(WORDS).map(of).collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// Hashes of the longer words and of the numbers of a sentence, cut to six letters so that endings matter less; ascending.
#[must_use]
pub fn gist(sentence: &str) -> Vec<u32> {
    let telling = |w: &String| w.chars().count() > 4 || w.starts_with(|c: char| c.is_ascii_digit());
    let mut found: Vec<u32> = words(sentence).filter(telling).map(|w| mix(hash(&w.chars().take(6).collect::<String>())) as u32).collect();
    found.sort_unstable();
    found.dedup();
    found.truncate(GIST);
    found
}

/// The first 8 bytes of the SHA-256 of words, as a signed number.
#[must_use]
pub fn hash_of(words: &str) -> i64 {
    let digest = Sha256::digest(words.as_bytes());
    digest.iter().take(8).fold(0, |n, &byte| (n << 8) | i64::from(byte))
}

/// How many elements two ascending lists share.
pub(crate) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut both) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        both += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    both
}

/// The Jaccard index of two fingerprints: shared elements over all. Of cut ones it is estimated from the smallest 1024 of the union.
#[must_use]
pub fn jaccard(a: &[u32], b: &[u32]) -> f64 {
    let (mut i, mut j, mut both, mut all) = (0, 0, 0_u32, 0_u32);
    let whole = a.len() < KEPT && b.len() < KEPT;
    while (i < a.len() || j < b.len()) && (whole || (all as usize) < KEPT) {
        let (x, y) = (a.get(i).copied().unwrap_or(u32::MAX), b.get(j).copied().unwrap_or(u32::MAX));
        both += u32::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
        all += 1;
    }
    if all == 0 { 0.0 } else { f64::from(both) / f64::from(all) }
}

/// Whether two articles are near copies.
#[must_use]
pub fn near(a: &[u32], b: &[u32]) -> bool {
    if a.len().min(b.len()) < FEW { !a.is_empty() && a == b } else { jaccard(a, b) >= NEAR }
}

/// The bands of a fingerprint: two articles are compared where they share one.
pub(crate) fn bands(fingerprint: &[u32]) -> Vec<i64> {
    if fingerprint.is_empty() {
        return Vec::new();
    }
    let minimum = |seed: u64| fingerprint.iter().map(|&h| mix(u64::from(h) ^ mix(seed))).min().unwrap_or(0);
    let band = |n: usize| (0..ROWS).fold(mix(n as u64 + 1), |h, row| mix(h ^ minimum((n * ROWS + row) as u64 + 1))) as i64;
    (0..BANDS).map(band).collect()
}

/// A list of numbers as a BLOB, 4 bytes each, little-endian; `None` where it is empty.
pub(crate) fn blob(numbers: &[u32]) -> Option<Vec<u8>> {
    (!numbers.is_empty()).then(|| numbers.iter().flat_map(|n| n.to_le_bytes()).collect())
}

/// The numbers of a BLOB.
#[must_use]
pub fn numbers(blob: &[u8]) -> Vec<u32> {
    blob.as_chunks::<4>().0.iter().map(|b| u32::from_le_bytes(*b)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An invented text of `n` different words.
    fn text(n: usize, from: usize) -> String {
        (from..from + n).map(|i| format!("word{i} ")).collect()
    }

    #[test]
    fn punctuation_and_case_do_not_count() {
        assert_eq!(fingerprint("The minister, \"it is said\", LEFT."), fingerprint("the minister it is said left"));
        assert!(fingerprint("two words").is_empty());
    }

    #[test]
    fn the_index_is_exact_for_short_texts_and_close_for_long_ones() {
        // 100 and 100 shingles, 80 in common.
        let (a, b) = (fingerprint(&text(102, 0)), fingerprint(&text(102, 20)));
        assert!((jaccard(&a, &b) - 80.0 / 120.0).abs() < 1e-9);
        let (a, b) = (fingerprint(&text(9000, 0)), fingerprint(&text(9000, 1000)));
        assert!((jaccard(&a, &b) - 0.8).abs() < 0.05, "{}", jaccard(&a, &b));
    }

    #[test]
    fn near_copies_share_a_band_and_others_hardly_ever() {
        let share = |a: &[i64], b: &[i64]| a.iter().any(|x| b.contains(x));
        let (mut found, mut wrong) = (0, 0);
        for n in 0..400 {
            let (a, b) = (fingerprint(&text(182, n * 1000)), fingerprint(&text(182, n * 1000 + 20)));
            assert!((jaccard(&a, &b) - 0.8).abs() < 1e-9);
            found += usize::from(share(&bands(&a), &bands(&b)));
            wrong += usize::from(share(&bands(&a), &bands(&fingerprint(&text(182, n * 1000 + 140)))));
        }
        assert!(found >= 396, "{found} of 400 near copies");
        assert!(wrong <= 8, "{wrong} of 400 others");
    }

    #[test]
    fn blobs_come_back() {
        assert_eq!(numbers(&blob(&[1, u32::MAX]).unwrap()), [1, u32::MAX]);
        assert_eq!(blob(&[]), None);
    }

    #[test]
    fn few_words_are_copies_only_when_equal() {
        let (a, b) = (fingerprint(&text(8, 0)), fingerprint(&text(9, 0)));
        assert!(near(&a, &a) && !near(&a, &b));
        assert!(!near(&[], &[]));
    }
}
