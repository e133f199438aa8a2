//! MUC, B³ and CEAF-e: how well clusters of mentions agree.
//!
//! After the reference scorer of the CoNLL shared tasks (Pradhan et al. 2014): MUC (Vilain et al. 1995) counts links, B³ (Bagga and
//! Baldwin 1998) mentions, CEAF-e (Luo 2005) entities under the best one-to-one alignment with similarity 2|K∩R| / (|K|+|R|).
//! Mentions are compared by their span; a mention that only one side has counts against the other.

use std::collections::BTreeMap;

/// Clusters of mentions; a mention is any number, the same on both sides for the same words.
pub type Clusters = Vec<Vec<usize>>;

/// Numerators and denominators of recall and precision, summed over documents.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Counts {
    recall: (f64, f64),
    precision: (f64, f64),
}

impl Counts {
    /// Recall, precision and F1.
    pub fn figures(&self) -> (f64, f64, f64) {
        let share = |(a, b): (f64, f64)| if b > 0.0 { a / b } else { 0.0 };
        let (r, p) = (share(self.recall), share(self.precision));
        (r, p, if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 })
    }

    /// Add another document's counts.
    pub fn add(&mut self, other: Self) {
        self.recall = (self.recall.0 + other.recall.0, self.recall.1 + other.recall.1);
        self.precision = (self.precision.0 + other.precision.0, self.precision.1 + other.precision.1);
    }
}

fn index(clusters: &Clusters) -> BTreeMap<usize, usize> {
    clusters.iter().enumerate().flat_map(|(i, c)| c.iter().map(move |&m| (m, i))).collect()
}

/// Links of `a` that `b` keeps, and links of `a`: a cluster of n mentions has n − 1.
fn muc_side(a: &Clusters, b: &Clusters) -> (f64, f64) {
    let at = index(b);
    let (mut kept, mut all) = (0.0, 0.0);
    for cluster in a {
        let mut parts: Vec<usize> = cluster.iter().filter_map(|m| at.get(m).copied()).collect();
        let alone = cluster.len() - parts.len();
        parts.sort_unstable();
        parts.dedup();
        kept += (cluster.len() - (parts.len() + alone)) as f64;
        all += (cluster.len() - 1) as f64;
    }
    (kept, all)
}

/// MUC.
pub fn muc(key: &Clusters, response: &Clusters) -> Counts {
    Counts { recall: muc_side(key, response), precision: muc_side(response, key) }
}

fn b3_side(a: &Clusters, b: &Clusters) -> (f64, f64) {
    let at = index(b);
    let (mut sum, mut all) = (0.0, 0.0);
    for cluster in a {
        let mut parts: BTreeMap<usize, usize> = BTreeMap::new();
        for m in cluster {
            if let Some(&i) = at.get(m) {
                *parts.entry(i).or_default() += 1;
            }
        }
        sum += parts.values().map(|&n| (n * n) as f64).sum::<f64>() / cluster.len() as f64;
        all += cluster.len() as f64;
    }
    (sum, all)
}

/// B³.
pub fn b_cubed(key: &Clusters, response: &Clusters) -> Counts {
    Counts { recall: b3_side(key, response), precision: b3_side(response, key) }
}

/// CEAF with the entity-based similarity.
pub fn ceaf_e(key: &Clusters, response: &Clusters) -> Counts {
    let at = index(response);
    let mut weights = vec![vec![0.0; response.len()]; key.len()];
    for (k, cluster) in key.iter().enumerate() {
        for m in cluster {
            if let Some(&r) = at.get(m) {
                weights[k][r] += 2.0 / (cluster.len() + response[r].len()) as f64;
            }
        }
    }
    let best = assignment(&weights);
    Counts { recall: (best, key.len() as f64), precision: (best, response.len() as f64) }
}

/// The greatest sum of weights under a one-to-one alignment of rows and columns: the Hungarian method with potentials, O(n³).
fn assignment(weights: &[Vec<f64>]) -> f64 {
    let n = weights.len().max(weights.first().map_or(0, Vec::len));
    let cost = |i: usize, j: usize| -weights.get(i).and_then(|r| r.get(j)).copied().unwrap_or(0.0);
    let (mut u, mut v, mut row_of) = (vec![0.0; n + 1], vec![0.0; n + 1], vec![0usize; n + 1]);
    for i in 1..=n {
        row_of[0] = i;
        augment(n, &cost, &mut u, &mut v, &mut row_of);
    }
    (1..=n).filter(|&j| row_of[j] > 0).map(|j| -cost(row_of[j] - 1, j - 1)).sum()
}

/// Give one more row a column along the cheapest augmenting path. Row and column 0 are the path's start.
fn augment(n: usize, cost: &impl Fn(usize, usize) -> f64, u: &mut [f64], v: &mut [f64], row_of: &mut [usize]) {
    let (mut least, mut used, mut way) = (vec![f64::INFINITY; n + 1], vec![false; n + 1], vec![0usize; n + 1]);
    let mut j0 = 0;
    while row_of[j0] != 0 {
        used[j0] = true;
        let (i0, mut delta, mut next) = (row_of[j0], f64::INFINITY, 0);
        for j in (1..=n).filter(|&j| !used[j]) {
            let reduced = cost(i0 - 1, j - 1) - u[i0] - v[j];
            if reduced < least[j] {
                (least[j], way[j]) = (reduced, j0);
            }
            if least[j] < delta {
                (delta, next) = (least[j], j);
            }
        }
        for j in 0..=n {
            if used[j] {
                u[row_of[j]] += delta;
                v[j] -= delta;
            } else {
                least[j] -= delta;
            }
        }
        j0 = next;
    }
    while j0 != 0 {
        row_of[j0] = row_of[way[j0]];
        j0 = way[j0];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(c: Counts, recall: f64, precision: f64) {
        let (r, p, _) = c.figures();
        assert!((r - recall).abs() < 1e-9 && (p - precision).abs() < 1e-9, "{r} {p}, wanted {recall} {precision}");
    }

    #[test]
    fn perfect_clusters_score_one() {
        let key = vec![vec![1, 2, 3], vec![4, 5]];
        for metric in [muc, b_cubed, ceaf_e] {
            near(metric(&key, &key), 1.0, 1.0);
        }
    }

    #[test]
    fn a_split_cluster_loses_a_link() {
        // {1 2 3 4 5} {6 7} {8 9 a b c} against the last two joined: the example of Bagga and Baldwin.
        let key = vec![vec![1, 2, 3, 4, 5], vec![6, 7], vec![8, 9, 10, 11, 12]];
        let response = vec![vec![1, 2, 3, 4, 5], vec![6, 7, 8, 9, 10, 11, 12]];
        near(muc(&key, &response), 1.0, 9.0 / 10.0);
        near(b_cubed(&key, &response), 1.0, (5.0 + (4.0 + 25.0) / 7.0) / 12.0);
        near(ceaf_e(&key, &response), (1.0 + 10.0 / 12.0) / 3.0, (1.0 + 10.0 / 12.0) / 2.0);
    }

    #[test]
    fn mentions_of_one_side_only_count_against_the_other() {
        let (key, response) = (vec![vec![1, 2, 3]], vec![vec![1, 2, 9]]);
        near(muc(&key, &response), 0.5, 0.5);
        near(b_cubed(&key, &response), 4.0 / 9.0, 4.0 / 9.0);
        near(ceaf_e(&key, &response), 2.0 / 3.0, 2.0 / 3.0);
        near(muc(&key, &Vec::new()), 0.0, 0.0);
    }

    #[test]
    fn the_alignment_is_the_best_not_the_greedy_one() {
        assert!((assignment(&[vec![0.9, 0.8], vec![0.8, 0.1]]) - 1.6).abs() < 1e-9);
        assert!((assignment(&[vec![0.1, 0.5, 0.3]]) - 0.5).abs() < 1e-9);
    }
}
