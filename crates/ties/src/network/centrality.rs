//! How central a node is in the cooperation of all.

/// Neighbours of every node with the weight of the edge.
fn neighbours(n: usize, edges: &[(usize, usize, f64)]) -> Vec<Vec<(usize, f64)>> {
    let mut out = vec![Vec::new(); n];
    for &(a, b, w) in edges {
        out[a].push((b, w));
        out[b].push((a, w));
    }
    out
}

/// PageRank (Brin and Page, 1998) along undirected edges, damping 0.85. Nodes without edges keep what jumps give them.
pub(super) fn pagerank(n: usize, edges: &[(usize, usize, f64)]) -> Vec<f64> {
    let links = neighbours(n, edges);
    let strength: Vec<f64> = links.iter().map(|l| l.iter().map(|(_, w)| w).sum()).collect();
    let mut rank = vec![1.0 / n.max(1) as f64; n];
    for _ in 0..200 {
        let stuck: f64 = (0..n).filter(|&i| strength[i] <= 0.0).map(|i| rank[i]).sum();
        let base = (0.15 + 0.85 * stuck) / n as f64;
        let next: Vec<f64> = links.iter().map(|l| base + 0.85 * l.iter().map(|&(j, w)| rank[j] * w / strength[j]).sum::<f64>()).collect();
        let change: f64 = next.iter().zip(&rank).map(|(a, b)| (a - b).abs()).sum();
        rank = next;
        if change < 1e-12 {
            break;
        }
    }
    rank
}

/// Share of shortest paths between other nodes that lead through each (Brandes, J. Math. Sociology 25, 2001), lengths being the
/// inverse of the weights.
pub(super) fn betweenness(n: usize, edges: &[(usize, usize, f64)]) -> Vec<f64> {
    let links = neighbours(n, edges);
    let mut through = vec![0.0; n];
    for source in 0..n {
        accumulate(source, &links, &mut through);
    }
    let pairs = (n.max(3) - 1) * (n.max(3) - 2);
    through.iter().map(|t| t / pairs as f64).collect()
}

/// One source's part: Dijkstra, then dependencies from the farthest node back.
fn accumulate(source: usize, links: &[Vec<(usize, f64)>], through: &mut [f64]) {
    let n = links.len();
    let mut distance = vec![f64::INFINITY; n];
    let mut paths = vec![0.0; n];
    let mut before: Vec<Vec<usize>> = vec![Vec::new(); n];
    let mut done = vec![false; n];
    let mut order = Vec::new();
    distance[source] = 0.0;
    paths[source] = 1.0;
    // Networks of states have some hundreds of nodes: the nearest one is found by looking at all.
    while let Some(i) = (0..n).filter(|&i| !done[i] && distance[i].is_finite()).min_by(|&a, &b| distance[a].total_cmp(&distance[b])) {
        done[i] = true;
        order.push(i);
        for &(j, w) in &links[i] {
            let d = distance[i] + 1.0 / w;
            let same = (d - distance[j]).abs() <= 1e-12 * d;
            if !same && d < distance[j] {
                distance[j] = d;
                paths[j] = paths[i];
                before[j] = vec![i];
            } else if same && !done[j] {
                paths[j] += paths[i];
                before[j].push(i);
            }
        }
    }
    let mut dependency = vec![0.0; n];
    for &j in order.iter().rev() {
        for &i in &before[j] {
            dependency[i] += paths[i] / paths[j] * (1.0 + dependency[j]);
        }
        if j != source {
            through[j] += dependency[j];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_a_star_lies_between_all() {
        let edges = [(0, 1, 1.0), (0, 2, 1.0), (0, 3, 1.0)];
        assert_eq!(betweenness(4, &edges), [1.0, 0.0, 0.0, 0.0]);
        let rank = pagerank(4, &edges);
        assert!(rank[0] > 2.0 * rank[1] && (rank.iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }

    #[test]
    fn of_two_equal_ways_each_carries_half() {
        let square = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)];
        for share in betweenness(4, &square) {
            assert!((share - 1.0 / 6.0).abs() < 1e-12);
        }
    }

    #[test]
    fn strong_ties_are_short() {
        // From 0 to 2 the way over 1 is shorter than the weak direct edge.
        let edges = [(0, 1, 10.0), (1, 2, 10.0), (0, 2, 1.0)];
        assert_eq!(betweenness(3, &edges), [0.0, 1.0, 0.0]);
        assert!((pagerank(2, &[]).iter().sum::<f64>() - 1.0).abs() < 1e-9);
    }
}
