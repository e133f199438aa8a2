//! Structural balance: whether the friend of a friend is a friend.

use std::collections::BTreeMap;

/// How well the signs of a network agree.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Balance {
    /// Triangles by the number of their hostile edges: 0 and 2 are balanced, 1 and 3 are not (Cartwright and Harary, 1956).
    pub triangles: [usize; 4],
    /// Two factions such that few edges are friendly between them or hostile within: the side of every node.
    pub factions: Vec<bool>,
    /// Edges against these factions: the line index of frustration (Harary, 1959) or somewhat more, for the search is local.
    pub frustrated: usize,
    /// Edges with a sign.
    pub edges: usize,
}

impl Balance {
    /// Share of the triangles that are balanced; None where there are none.
    #[must_use]
    pub fn degree(&self) -> Option<f64> {
        let all: usize = self.triangles.iter().sum();
        (all > 0).then(|| (self.triangles[0] + self.triangles[2]) as f64 / all as f64)
    }
}

/// The balance of a network of `n` nodes; edges of weight zero have no sign.
#[must_use]
pub fn balance(n: usize, edges: &[(usize, usize, f64)]) -> Balance {
    let mut links: Vec<BTreeMap<usize, bool>> = vec![BTreeMap::new(); n];
    for &(a, b, w) in edges.iter().filter(|e| e.2 != 0.0) {
        links[a].insert(b, w < 0.0);
        links[b].insert(a, w < 0.0);
    }
    let (factions, frustrated) = factions(&links);
    let edges = links.iter().map(BTreeMap::len).sum::<usize>() / 2;
    Balance { triangles: triangles(&links), factions, frustrated, edges }
}

fn triangles(links: &[BTreeMap<usize, bool>]) -> [usize; 4] {
    let mut found = [0; 4];
    for (a, near) in links.iter().enumerate() {
        for (&b, &ab) in near.range(a + 1..) {
            for (&c, &ac) in near.range(b + 1..) {
                if let Some(&bc) = links[b].get(&c) {
                    found[usize::from(ab) + usize::from(ac) + usize::from(bc)] += 1;
                }
            }
        }
    }
    found
}

/// The best of the splits reached from each node's own view (its foes on the other side) by moving single nodes.
fn factions(links: &[BTreeMap<usize, bool>]) -> (Vec<bool>, usize) {
    let mut best = (vec![false; links.len()], frustrated(links, &vec![false; links.len()]));
    for near in links {
        let mut side: Vec<bool> = (0..links.len()).map(|j| near.get(&j).copied().unwrap_or(false)).collect();
        settle(links, &mut side);
        let count = frustrated(links, &side);
        if count < best.1 {
            best = (side, count);
        }
    }
    best
}

/// Move nodes while fewer edges are frustrated by it.
fn settle(links: &[BTreeMap<usize, bool>], side: &mut [bool]) {
    let mut again = true;
    while again {
        again = false;
        for i in 0..side.len() {
            let against = links[i].iter().filter(|&(&j, &foe)| (side[i] != side[j]) != foe).count();
            if 2 * against > links[i].len() {
                side[i] = !side[i];
                again = true;
            }
        }
    }
}

fn frustrated(links: &[BTreeMap<usize, bool>], side: &[bool]) -> usize {
    let of = |i: usize| links[i].iter().filter(|&(&j, &foe)| (side[i] != side[j]) != foe).count();
    (0..links.len()).map(of).sum::<usize>() / 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_hostile_blocs_are_balanced() {
        let mut edges = vec![(0, 1, 1.0), (1, 2, 1.0), (0, 2, 1.0), (3, 4, 1.0)];
        edges.extend((0..3).flat_map(|a| [(a, 3, -1.0), (a, 4, -1.0)]));
        let found = balance(5, &edges);
        assert_eq!(found.degree(), Some(1.0));
        assert_eq!((found.triangles, found.frustrated, found.edges), ([1, 0, 9, 0], 0, 10));
        assert!(found.factions[0] == found.factions[2] && found.factions[0] != found.factions[4]);
    }

    #[test]
    fn a_friend_of_both_enemies_frustrates_one_edge() {
        let found = balance(3, &[(0, 1, 1.0), (1, 2, 1.0), (0, 2, -1.0)]);
        assert_eq!((found.triangles, found.frustrated, found.degree()), ([0, 1, 0, 0], 1, Some(0.0)));
    }

    #[test]
    fn three_foes_cannot_be_two_factions() {
        let found = balance(3, &[(0, 1, -1.0), (1, 2, -1.0), (0, 2, -1.0)]);
        assert_eq!((found.triangles[3], found.frustrated), (1, 1));
        assert_eq!(balance(0, &[]).degree(), None);
    }
}
