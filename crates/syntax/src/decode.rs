//! From scores of arcs to a tree: the best head of each word where that is a tree already, Chu-Liu-Edmonds where not.

/// Scores of one sentence: row `i` holds word `i`'s candidates, column 0 the root, column `j + 1` word `j`.
#[derive(Debug, Clone, Copy)]
pub struct Arcs<'a> {
    /// Row-major, `n` rows of `n + 1`.
    pub scores: &'a [f32],
    /// Number of words.
    pub n: usize,
}

impl Arcs<'_> {
    fn get(&self, word: usize, head: usize) -> f32 {
        let s = self.scores[word * (self.n + 1) + head];
        // A score that is not a number would beat nothing and lose to nothing.
        if s.is_nan() { f32::MIN } else { s.clamp(f32::MIN, f32::MAX) }
    }
}

/// The heads (0 the root, `j + 1` word `j`) of the best tree with exactly one root.
pub fn tree(arcs: Arcs<'_>, heads: &mut Vec<usize>) {
    greedy(arcs, heads);
    if is_tree(heads) {
        return;
    }
    let n = arcs.n;
    let mut best: Option<(f64, Vec<usize>)> = None;
    // Only promising roots are tried: each costs a run of the algorithm.
    for root in promising_roots(arcs) {
        let found = edmonds(n, |word, head| {
            if head == 0 {
                if word == root { 0.0 } else { f64::NEG_INFINITY }
            } else if word == root {
                f64::NEG_INFINITY
            } else {
                f64::from(arcs.get(word, head))
            }
        });
        let total: f64 = found.iter().enumerate().map(|(w, &h)| f64::from(arcs.get(w, h))).sum();
        if best.as_ref().is_none_or(|(most, _)| total > *most) {
            best = Some((total, found));
        }
    }
    if let Some((_, found)) = best {
        *heads = found;
    }
}

/// Roots tried when the greedy heads are no tree.
const ROOTS: usize = 4;

fn promising_roots(arcs: Arcs<'_>) -> Vec<usize> {
    let mut words: Vec<usize> = (0..arcs.n).collect();
    // What a word loses by being the root instead of hanging where it likes best.
    let loss = |w: usize| {
        let best = (1..=arcs.n).filter(|&h| h != w + 1).map(|h| arcs.get(w, h)).fold(f32::MIN, f32::max);
        f64::from(best) - f64::from(arcs.get(w, 0))
    };
    let losses: Vec<f64> = words.iter().map(|&w| loss(w)).collect();
    words.sort_by(|&a, &b| losses[a].total_cmp(&losses[b]).then(a.cmp(&b)));
    words.truncate(ROOTS);
    words
}

fn greedy(arcs: Arcs<'_>, heads: &mut Vec<usize>) {
    heads.clear();
    for word in 0..arcs.n {
        let mut best = if word == 0 && arcs.n > 1 { 2 } else { usize::from(word != 0) };
        if arcs.n == 1 {
            best = 0;
        }
        for head in 0..=arcs.n {
            if head != word + 1 && arcs.get(word, head) > arcs.get(word, best) {
                best = head;
            }
        }
        heads.push(best);
    }
}

/// Whether heads form a tree with one root.
#[must_use]
pub fn is_tree(heads: &[usize]) -> bool {
    let n = heads.len();
    if n == 0 || heads.iter().filter(|&&h| h == 0).count() != 1 || heads.iter().any(|&h| h > n) {
        return n == 0;
    }
    // 0 unseen, 1 on the current path, 2 known to reach the root.
    let mut state = vec![0u8; n];
    for start in 0..n {
        let mut at = start;
        while state[at] == 0 {
            state[at] = 1;
            if heads[at] == 0 {
                break;
            }
            at = heads[at] - 1;
        }
        if state[at] == 1 && heads[at] != 0 {
            return false;
        }
        let mut at = start;
        while state[at] == 1 {
            state[at] = 2;
            if heads[at] == 0 {
                break;
            }
            at = heads[at] - 1;
        }
    }
    true
}

/// Chu-Liu-Edmonds: the best arborescence from node 0 over words `1..=n`, by contracting cycles.
fn edmonds(n: usize, score: impl Fn(usize, usize) -> f64) -> Vec<usize> {
    let m = n + 1;
    let mut weights = vec![f64::NEG_INFINITY; m * m];
    for word in 0..n {
        for head in (0..=n).filter(|&h| h != word + 1) {
            weights[(word + 1) * m + head] = score(word, head);
        }
    }
    let heads = contract(&weights, m);
    heads[1..].to_vec()
}

/// Heads of nodes `1..m` for a dense matrix `weights[node * m + head]`.
fn contract(weights: &[f64], m: usize) -> Vec<usize> {
    let mut heads = vec![0usize; m];
    for node in 1..m {
        let mut best = 0;
        for head in 0..m {
            if head != node && (best == node || weights[node * m + head] > weights[node * m + best]) {
                best = head;
            }
        }
        heads[node] = best;
    }
    let Some(cycle) = find_cycle(&heads) else { return heads };
    let mut inside = vec![false; m];
    cycle.iter().for_each(|&c| inside[c] = true);
    // Nodes outside keep their order; the cycle becomes the last node.
    let outside: Vec<usize> = (0..m).filter(|&v| !inside[v]).collect();
    let small = outside.len() + 1;
    let merged = small - 1;
    let mut less = vec![f64::NEG_INFINITY; small * small];
    let (mut enter, mut leave) = (vec![cycle[0]; small], vec![cycle[0]; small]);
    for (a, &u) in outside.iter().enumerate() {
        for (b, &v) in outside.iter().enumerate().filter(|(b, _)| *b != a) {
            less[a * small + b] = weights[u * m + v];
        }
        for &c in &cycle {
            if weights[u * m + c] > less[a * small + merged] {
                less[a * small + merged] = weights[u * m + c];
                leave[a] = c;
            }
            let gain = weights[c * m + u] - weights[c * m + heads[c]];
            if gain > less[merged * small + a] {
                less[merged * small + a] = gain;
                enter[a] = c;
            }
        }
    }
    let found = contract(&less, small);
    for (a, &u) in outside.iter().enumerate().skip(1) {
        heads[u] = if found[a] == merged { leave[a] } else { outside[found[a]] };
    }
    let from = found[merged];
    heads[enter[from]] = outside[from];
    heads
}

/// The nodes of some cycle that node 0 is not on.
fn find_cycle(heads: &[usize]) -> Option<Vec<usize>> {
    let mut color = vec![0usize; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && color[at] == 0 {
            color[at] = start;
            at = heads[at];
        }
        if at != 0 && color[at] == start {
            let mut cycle = vec![at];
            let mut next = heads[at];
            while next != at {
                cycle.push(next);
                next = heads[next];
            }
            return Some(cycle);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use chancery_learn::rng::Rng;

    #[test]
    fn random_scores_always_give_trees() {
        let mut rng = Rng::new(1);
        for round in 0..3000 {
            let n = 1 + rng.below(if round % 50 == 0 { 80 } else { 12 });
            let mut scores: Vec<f32> = (0..n * (n + 1)).map(|_| rng.symmetric(5.0)).collect();
            if round % 7 == 0 {
                for s in &mut scores {
                    if rng.unit() < 0.3 {
                        *s = [f32::NAN, f32::INFINITY, f32::NEG_INFINITY, 0.0][rng.below(4)];
                    }
                }
            }
            let mut heads = Vec::new();
            tree(Arcs { scores: &scores, n }, &mut heads);
            assert!(heads.len() == n && is_tree(&heads), "{heads:?}");
        }
    }

    /// Every assignment of heads, for small sentences.
    fn exhaustive(scores: &[f32], n: usize) -> f64 {
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(n as u32) {
            let heads: Vec<usize> = (0..n).map(|w| code / (n + 1).pow(w as u32) % (n + 1)).collect();
            if heads.iter().enumerate().all(|(w, &h)| h != w + 1) && is_tree(&heads) {
                best = best.max(heads.iter().enumerate().map(|(w, &h)| f64::from(scores[w * (n + 1) + h])).sum());
            }
        }
        best
    }

    #[test]
    fn small_trees_are_the_best_ones() {
        let mut rng = Rng::new(2);
        for _ in 0..300 {
            let n = 1 + rng.below(4);
            let scores: Vec<f32> = (0..n * (n + 1)).map(|_| rng.symmetric(5.0)).collect();
            let mut heads = Vec::new();
            tree(Arcs { scores: &scores, n }, &mut heads);
            let got: f64 = heads.iter().enumerate().map(|(w, &h)| f64::from(scores[w * (n + 1) + h])).sum();
            assert!((got - exhaustive(&scores, n)).abs() < 1e-4, "{got} is not the best of {scores:?}");
        }
    }

    #[test]
    fn is_tree_tells() {
        assert!(is_tree(&[0]) && is_tree(&[2, 0, 2]) && is_tree(&[]));
        assert!(!is_tree(&[2, 1]) && !is_tree(&[0, 0]) && !is_tree(&[0, 3, 2]) && !is_tree(&[0, 9]));
    }
}
