//! Word vectors from raw text: which words stand beside a word, reduced to a few numbers.
//!
//! Counts of neighbours at the places −2, −1, +1 and +2 (and of how the word was capitalised) become positive
//! pointwise mutual information, and its strongest directions, found by subspace iteration, are kept. Everything is
//! counted and summed in a fixed order, so the same text gives the same vectors.

use std::collections::BTreeMap;

use crate::rng::Rng;

/// One running word: its text as the model's features normalise it, and how it was capitalised (0 lower, 1 first
/// letter, 2 more).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Normalised text.
    pub text: String,
    /// Capitalisation.
    pub case: u8,
}

/// Sizes of the vectors.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// Numbers per word.
    pub dim: usize,
    /// Occurrences a word needs.
    pub least: u32,
    /// Neighbour words told apart; the rest count as one.
    pub contexts: usize,
    /// Rounds of subspace iteration.
    pub rounds: usize,
}

const PLACES: [isize; 4] = [-2, -1, 1, 2];
const CASES: usize = 6;

/// Words and what they were counted with.
#[derive(Debug, Default)]
pub struct Counts {
    ids: BTreeMap<String, u32>,
    frequency: Vec<u32>,
    /// Running words by number, with capitalisation in the low two bits; `BREAK` between sentences.
    text: Vec<u32>,
}

const BREAK: u32 = u32::MAX;

impl Counts {
    /// Adds a sentence or a paragraph.
    pub fn add(&mut self, tokens: &[Token]) {
        for token in tokens {
            let next = self.frequency.len() as u32;
            let id = match self.ids.get(&token.text) {
                Some(&id) => id,
                None => {
                    self.ids.insert(token.text.clone(), next);
                    self.frequency.push(0);
                    next
                }
            };
            self.frequency[id as usize] += 1;
            self.text.push(id << 2 | u32::from(token.case & 3));
        }
        self.text.push(BREAK);
    }

    /// The vectors of the words that occur often enough, by word.
    #[must_use]
    pub fn vectors(&self, size: Size) -> BTreeMap<String, Vec<f32>> {
        let mut order: Vec<u32> = (0..self.frequency.len() as u32).collect();
        order.sort_by_key(|&id| (std::cmp::Reverse(self.frequency[id as usize]), id));
        let rows = order.iter().take_while(|&&id| self.frequency[id as usize] >= size.least).count();
        let mut rank = vec![u32::MAX; self.frequency.len()];
        order.iter().take(rows.max(size.contexts)).enumerate().for_each(|(r, &id)| rank[id as usize] = r as u32);
        let matrix = self.information(&rank, rows, size.contexts);
        let reduced = reduce(&matrix, size.dim, size.rounds);
        self.ids
            .iter()
            .filter(|(_, id)| (rank[**id as usize] as usize) < rows)
            .map(|(word, &id)| {
                let r = rank[id as usize] as usize;
                (word.clone(), reduced[r * size.dim..(r + 1) * size.dim].to_vec())
            })
            .collect()
    }

    /// Pairs of word and context with their weights.
    fn information(&self, rank: &[u32], rows: usize, contexts: usize) -> Sparse {
        // One column per place for each frequent word, one per place for all others, and the cases.
        let per_place = contexts + 1;
        let columns = per_place * PLACES.len() + CASES;
        let mut pairs: Vec<u64> = Vec::new();
        for (i, &token) in self.text.iter().enumerate() {
            if token == BREAK || rank[(token >> 2) as usize] as usize >= rows {
                continue;
            }
            let row = u64::from(rank[(token >> 2) as usize]) << 32;
            let at = |d: isize| i.checked_add_signed(d).and_then(|j| self.text.get(j)).copied().unwrap_or(BREAK);
            for (p, &d) in PLACES.iter().enumerate() {
                // A neighbour beyond the end of the sentence is no neighbour.
                if at(d) == BREAK || at(d.signum()) == BREAK {
                    continue;
                }
                let context = (rank[(at(d) >> 2) as usize] as usize).min(contexts);
                pairs.push(row | (p * per_place + context) as u64);
            }
            let initial = usize::from(at(-1) == BREAK);
            pairs.push(row | (per_place * PLACES.len() + 3 * initial + (token & 3).min(2) as usize) as u64);
        }
        pairs.sort_unstable();
        Sparse::weighed(&pairs, rows, columns)
    }
}

/// A sparse matrix by rows.
struct Sparse {
    rows: usize,
    columns: usize,
    starts: Vec<usize>,
    entries: Vec<(u32, f32)>,
}

impl Sparse {
    /// Square roots of positive pointwise mutual information.
    fn weighed(pairs: &[u64], rows: usize, columns: usize) -> Self {
        let (mut of_row, mut of_column) = (vec![0.0f64; rows], vec![0.0f64; columns]);
        for &pair in pairs {
            of_row[(pair >> 32) as usize] += 1.0;
            of_column[(pair & 0xFFFF_FFFF) as usize] += 1.0;
        }
        // Smoothed as in skip-gram: rare contexts would look too telling.
        of_column.iter_mut().for_each(|c| *c = c.powf(0.75));
        let total: f64 = of_column.iter().sum();
        let mut m = Self { rows, columns, starts: vec![0; rows + 1], entries: Vec::new() };
        for same in pairs.chunk_by(|a, b| a == b) {
            let (row, column) = ((same[0] >> 32) as usize, (same[0] & 0xFFFF_FFFF) as usize);
            let information = (same.len() as f64 * total / (of_row[row] * of_column[column])).ln();
            if information > 0.0 {
                m.entries.push((column as u32, information.sqrt() as f32));
                m.starts[row + 1] += 1;
            }
        }
        (0..rows).for_each(|r| m.starts[r + 1] += m.starts[r]);
        m
    }

    /// `out = M·q`, with `q` columns × `k`.
    fn times(&self, q: &[f32], k: usize) -> Vec<f32> {
        let mut out = vec![0.0; self.rows * k];
        for (r, row) in out.chunks_exact_mut(k).enumerate() {
            for &(c, w) in &self.entries[self.starts[r]..self.starts[r + 1]] {
                let from = c as usize * k;
                row.iter_mut().zip(&q[from..from + k]).for_each(|(o, x)| *o += w * x);
            }
        }
        out
    }

    /// `out = Mᵀ·y`, with `y` rows × `k`.
    fn transposed_times(&self, y: &[f32], k: usize) -> Vec<f32> {
        let mut out = vec![0.0; self.columns * k];
        for (r, row) in y.chunks_exact(k).enumerate() {
            for &(c, w) in &self.entries[self.starts[r]..self.starts[r + 1]] {
                let to = c as usize * k;
                out[to..to + k].iter_mut().zip(row).for_each(|(o, x)| *o += w * x);
            }
        }
        out
    }
}

/// The rows' coordinates in the strongest directions, evened out so that the very strongest do not drown the others.
fn reduce(m: &Sparse, k: usize, rounds: usize) -> Vec<f32> {
    let mut rng = Rng::new(1);
    let mut q: Vec<f32> = (0..m.columns * k).map(|_| rng.symmetric(1.0)).collect();
    orthonormal(&mut q, k);
    for _ in 0..rounds {
        q = m.transposed_times(&m.times(&q, k), k);
        // Subspace iteration sorts the columns by strength as a side effect of orthogonalising from the first.
        orthonormal(&mut q, k);
    }
    let mut out = m.times(&q, k);
    for column in 0..k {
        let power: f64 = out.iter().skip(column).step_by(k).map(|&x| f64::from(x) * f64::from(x)).sum();
        let strength = (power / m.rows.max(1) as f64).sqrt().max(1e-9);
        let scale = (1.0 / strength.sqrt()) as f32;
        out.iter_mut().skip(column).step_by(k).for_each(|x| *x *= scale);
    }
    for row in out.chunks_exact_mut(k) {
        let length = row.iter().map(|x| x * x).sum::<f32>().sqrt().max(1e-6);
        // A length of half the square root gives numbers of about a half, like the sum of a word's rows.
        let scale = 0.5 * (k as f32).sqrt() / length;
        row.iter_mut().for_each(|x| *x *= scale);
    }
    out
}

/// Gram-Schmidt on the columns of a matrix `k` wide.
fn orthonormal(q: &mut [f32], k: usize) {
    let n = q.len() / k;
    let mut columns: Vec<Vec<f64>> = (0..k).map(|c| (0..n).map(|r| f64::from(q[r * k + c])).collect()).collect();
    for c in 0..k {
        let (done, rest) = columns.split_at_mut(c);
        let this = &mut rest[0];
        for other in done.iter() {
            let dot: f64 = this.iter().zip(other).map(|(a, b)| a * b).sum();
            this.iter_mut().zip(other).for_each(|(a, b)| *a -= dot * b);
        }
        let length = this.iter().map(|a| a * a).sum::<f64>().sqrt().max(1e-12);
        this.iter_mut().for_each(|a| *a /= length);
    }
    for (c, column) in columns.iter().enumerate() {
        column.iter().enumerate().for_each(|(r, &x)| q[r * k + c] = x as f32);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_used_alike_are_alike() {
        let mut counts = Counts::default();
        let mut rng = Rng::new(4);
        for _ in 0..400 {
            let noun = ["minister", "envoy", "king"][rng.below(3)];
            let verb = ["left", "spoke", "came"][rng.below(3)];
            let words: Vec<Token> = ["the", noun, verb, "quickly"].iter().map(|w| Token { text: (*w).to_owned(), case: 0 }).collect();
            counts.add(&words);
        }
        let v = counts.vectors(Size { dim: 4, least: 2, contexts: 20, rounds: 4 });
        let dot = |a: &str, b: &str| v[a].iter().zip(&v[b]).map(|(x, y)| x * y).sum::<f32>();
        assert!(dot("minister", "envoy") > dot("minister", "left") + 0.3);
        assert!(dot("spoke", "came") > dot("spoke", "king") + 0.3);
    }
}
