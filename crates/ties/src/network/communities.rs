//! Communities: the Louvain method on signed modularity.
//!
//! Blondel, Guillaume, Lambiotte and Lefebvre (J. Stat. Mech. 2008, P10008) move nodes, then merge what they formed, while modularity
//! grows. Modularity is the signed one of Gómez, Jensen and Arenas (Phys. Rev. E 80, 2009): ties within a community count for it
//! where they are friendly and against it where they are hostile, each beyond what strengths alone would give. Nodes are visited in
//! order, so that the same network gives the same communities.

use std::collections::BTreeMap;

/// A network whose nodes may already be merged ones.
struct Level {
    /// Net weight to every neighbour; to itself, twice what lies inside.
    links: Vec<BTreeMap<usize, f64>>,
    /// Friendly and hostile strength of every node.
    strength: Vec<[f64; 2]>,
    /// Sums of the strengths.
    total: [f64; 2],
}

/// The number of every node's community, the largest first, and their modularity. `edges` are pairs of nodes with signed weights.
#[must_use]
pub fn communities(n: usize, edges: &[(usize, usize, f64)]) -> (Vec<usize>, f64) {
    let first = Level::of(n, edges);
    let mut place: Vec<usize> = (0..n).collect();
    let mut level = first.merged(&place);
    while let Some(moved) = level.moved() {
        place.iter_mut().for_each(|p| *p = moved[*p]);
        level = level.merged(&moved);
    }
    let place = by_size(&place);
    let modularity = first.modularity(&place);
    (place, modularity)
}

impl Level {
    fn of(n: usize, edges: &[(usize, usize, f64)]) -> Self {
        let mut level = Self { links: vec![BTreeMap::new(); n], strength: vec![[0.0; 2]; n], total: [0.0; 2] };
        for &(a, b, w) in edges {
            for (from, to) in [(a, b), (b, a)] {
                *level.links[from].entry(to).or_default() += w;
                level.strength[from][usize::from(w < 0.0)] += w.abs();
                level.total[usize::from(w < 0.0)] += w.abs();
            }
        }
        level
    }

    /// What chance alone would put between two sets of these strengths.
    fn expected(&self, a: [f64; 2], b: [f64; 2]) -> f64 {
        let part = |sign: usize| if self.total[sign] > 0.0 { a[sign] * b[sign] / self.total[sign] } else { 0.0 };
        part(0) - part(1)
    }

    /// Move nodes to the neighbouring community that gains most until none gains. None where nothing moved.
    fn moved(&self) -> Option<Vec<usize>> {
        let n = self.links.len();
        let mut place: Vec<usize> = (0..n).collect();
        let mut strength = self.strength.clone();
        let mut any = false;
        // Modularity grows with every move, so this ends; the bound guards against rounding.
        for _ in 0..100 {
            let mut again = false;
            for i in 0..n {
                let to = self.best(i, &place, &mut strength);
                again |= to != place[i];
                place[i] = to;
            }
            any |= again;
            if !again {
                break;
            }
        }
        any.then(|| compact(&place))
    }

    /// The community that node `i` does best to join; strengths are kept up to date.
    fn best(&self, i: usize, place: &[usize], strength: &mut [[f64; 2]]) -> usize {
        let own = place[i];
        let mut links: BTreeMap<usize, f64> = BTreeMap::from([(own, 0.0)]);
        for (&j, &w) in self.links[i].iter().filter(|&(&j, _)| j != i) {
            *links.entry(place[j]).or_default() += w;
        }
        shift(&mut strength[own], self.strength[i], -1.0);
        let gain = |c: usize, w: f64| w - self.expected(self.strength[i], strength[c]);
        let mut best = (own, gain(own, links[&own]));
        for (&c, &w) in &links {
            if gain(c, w) > best.1 + 1e-12 {
                best = (c, gain(c, w));
            }
        }
        shift(&mut strength[best.0], self.strength[i], 1.0);
        best.0
    }

    /// The network of the communities.
    fn merged(&self, place: &[usize]) -> Self {
        let n = place.iter().max().map_or(0, |m| m + 1);
        let mut level = Self { links: vec![BTreeMap::new(); n], strength: vec![[0.0; 2]; n], total: self.total };
        for (i, links) in self.links.iter().enumerate() {
            shift(&mut level.strength[place[i]], self.strength[i], 1.0);
            for (&j, &w) in links {
                *level.links[place[i]].entry(place[j]).or_default() += w;
            }
        }
        level
    }

    fn modularity(&self, place: &[usize]) -> f64 {
        let whole = self.merged(place);
        let all = self.total[0] + self.total[1];
        let inside = |c: usize| whole.links[c].get(&c).copied().unwrap_or(0.0) - self.expected(whole.strength[c], whole.strength[c]);
        if all > 0.0 { (0..whole.links.len()).map(inside).sum::<f64>() / all } else { 0.0 }
    }
}

fn shift(sum: &mut [f64; 2], by: [f64; 2], sign: f64) {
    sum[0] += sign * by[0];
    sum[1] += sign * by[1];
}

/// Numbers without gaps, in order of first use.
fn compact(place: &[usize]) -> Vec<usize> {
    let mut numbers = BTreeMap::new();
    place
        .iter()
        .map(|&p| {
            let next = numbers.len();
            *numbers.entry(p).or_insert(next)
        })
        .collect()
}

/// Numbers by size, the largest first; of equal ones that with the first node.
fn by_size(place: &[usize]) -> Vec<usize> {
    let place = compact(place);
    let mut sizes = vec![0usize; place.iter().max().map_or(0, |m| m + 1)];
    place.iter().for_each(|&p| sizes[p] += 1);
    let mut order: Vec<usize> = (0..sizes.len()).collect();
    order.sort_by_key(|&c| (std::cmp::Reverse(sizes[c]), c));
    let mut rank = vec![0; sizes.len()];
    order.iter().enumerate().for_each(|(r, &c)| rank[c] = r);
    place.iter().map(|&p| rank[p]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_cliques_with_a_bridge_are_two_communities() {
        let mut edges = vec![(0, 4, 1.0)];
        for side in [[0, 1, 2, 3], [4, 5, 6, 7]] {
            for i in 0..4 {
                edges.extend((i + 1..4).map(|j| (side[i], side[j], 1.0)));
            }
        }
        let (place, q) = communities(8, &edges);
        assert_eq!(place, [0, 0, 0, 0, 1, 1, 1, 1]);
        // By hand: 12 of 13 edges inside, each half has half the strength: 12/13 - 1/2.
        assert!((q - (12.0 / 13.0 - 0.5)).abs() < 1e-12, "{q}");
    }

    #[test]
    fn enemies_are_put_apart_even_where_friends_bind_them() {
        // One ring of friends, cut by hostility between its halves.
        let friends = [(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 4, 1.0), (4, 5, 1.0), (5, 0, 1.0)];
        let foes = [(0, 3, -2.0), (1, 4, -2.0), (0, 4, -2.0), (1, 3, -2.0), (2, 5, -2.0), (2, 4, -1.0), (5, 3, 0.0)];
        let (place, _) = communities(6, &[&friends[..], &foes[..]].concat());
        for (a, b) in [(0, 3), (1, 4), (0, 4), (1, 3)] {
            assert_ne!(place[a], place[b], "{place:?}");
        }
    }

    #[test]
    fn no_other_split_of_a_small_network_is_better() {
        let edges = [(0, 1, 3.0), (1, 2, 2.0), (0, 2, 1.0), (2, 3, -4.0), (3, 4, 2.0), (4, 5, 1.0), (3, 5, 2.5), (0, 5, -1.0), (1, 4, 0.5)];
        let (_, found) = communities(6, &edges);
        let level = Level::of(6, &edges);
        let mut best = f64::MIN;
        for code in 0..6usize.pow(6) {
            let place: Vec<usize> = (0..6).map(|i| code / 6usize.pow(i) % 6).collect();
            best = best.max(level.modularity(&compact(&place)));
        }
        assert!((found - best).abs() < 1e-9, "{found} against {best}");
    }

    #[test]
    fn empty_networks_have_no_communities() {
        assert_eq!(communities(0, &[]), (vec![], 0.0));
        assert_eq!(communities(2, &[]).0, [0, 1]);
    }
}
