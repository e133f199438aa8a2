//! Who stands with whom: the network of ties in a stretch of time.
//!
//! Nodes are states and bodies. The weight of an edge is cooperation less conflict: the sums of the ontology's scores of what both did
//! to each other, in either direction. [`communities`] are those of signed modularity, the centralities of a [`Node`] of cooperation alone,
//! [`balance`] that of the signs.

mod balance;
mod centrality;
mod communities;

pub use balance::{Balance, balance};
pub use communities::communities;

use crate::calendar::Day;
use crate::cells::{Cell, Codes, CountBy, Kind};
use std::collections::BTreeMap;

/// What both ends of an edge did to each other.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Edge {
    /// Number of the first node, the smaller one.
    pub a: usize,
    /// Number of the second node.
    pub b: usize,
    /// Events of cooperation.
    pub cooperation: f64,
    /// Events of conflict.
    pub conflict: f64,
    /// Sum of their scores above zero.
    pub warm: f64,
    /// Sum of their scores below zero, without the sign.
    pub cold: f64,
}

impl Edge {
    /// Cooperation less conflict, by the ontology's scores.
    #[must_use]
    pub fn weight(&self) -> f64 {
        self.warm - self.cold
    }
}

/// A state or body in the network.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its code.
    pub code: String,
    /// Others it has a tie with.
    pub degree: usize,
    /// Sum of the scores of its cooperation.
    pub warm: f64,
    /// Sum of the scores of its conflict, without the sign.
    pub cold: f64,
    /// Share of the time that a walk along cooperation spends here (PageRank, damping 0.85).
    pub pagerank: f64,
    /// Share of the shortest paths between others that lead through it, an edge being as long as its cooperation is small.
    pub betweenness: f64,
    /// Number of its community, the largest first.
    pub community: usize,
}

/// A network.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// Nodes, by code.
    pub nodes: Vec<Node>,
    /// Edges, by the numbers of their nodes.
    pub edges: Vec<Edge>,
    /// Signed modularity of the communities, from -1 to 1.
    pub modularity: f64,
    /// How well the signs agree.
    pub balance: Balance,
}

/// What is asked.
#[derive(Debug, Clone, Copy)]
pub struct NetworkQuery {
    /// First day.
    pub from: Day,
    /// Last day: the day as of which the network is drawn.
    pub to: Day,
    /// What is counted.
    pub count_by: CountBy,
    /// Edges of fewer events are left out.
    pub least: f64,
}

/// The network of what happened between the codes that `wanted` accepts.
pub fn network(cells: &[Cell], kinds: &[Kind], codes: &Codes, q: NetworkQuery, wanted: impl Fn(u32) -> bool) -> Network {
    let mut sums: BTreeMap<(&str, &str), Edge> = BTreeMap::new();
    for c in cells.iter().filter(|c| c.happened && (q.from..=q.to).contains(&c.day) && c.source != c.target) {
        let Some(kind) = kinds.get(usize::from(c.kind)).filter(|_| wanted(c.source) && wanted(c.target)) else { continue };
        let (s, t) = (codes.name(c.source), codes.name(c.target));
        add(sums.entry((s.min(t), s.max(t))).or_default(), kind, c.count(q.count_by));
    }
    sums.retain(|_, e| e.cooperation + e.conflict >= q.least.max(f64::MIN_POSITIVE));
    let mut names: Vec<&str> = sums.keys().flat_map(|&(a, b)| [a, b]).collect();
    names.sort_unstable();
    names.dedup();
    let number = |name: &str| names.binary_search(&name).unwrap_or_default();
    let edges: Vec<Edge> = sums.iter().map(|(&(a, b), e)| Edge { a: number(a), b: number(b), ..*e }).collect();
    assemble(&names, edges)
}

fn add(edge: &mut Edge, kind: &Kind, count: f64) {
    if kind.cooperates() {
        edge.cooperation += count;
    } else {
        edge.conflict += count;
    }
    edge.warm += count * kind.score.max(0.0);
    edge.cold += count * (-kind.score).max(0.0);
}

fn assemble(names: &[&str], edges: Vec<Edge>) -> Network {
    let n = names.len();
    let signed: Vec<(usize, usize, f64)> = edges.iter().map(|e| (e.a, e.b, e.weight())).collect();
    let warm: Vec<(usize, usize, f64)> = edges.iter().filter(|e| e.warm > 0.0).map(|e| (e.a, e.b, e.warm)).collect();
    let (community, modularity) = communities(n, &signed);
    let pagerank = centrality::pagerank(n, &warm);
    let betweenness = centrality::betweenness(n, &warm);
    let nodes = (0..n).map(|i| {
        let own = || edges.iter().filter(move |e| e.a == i || e.b == i);
        Node {
            code: names[i].to_owned(),
            degree: own().count(),
            warm: own().map(|e| e.warm).sum(),
            cold: own().map(|e| e.cold).sum(),
            pagerank: pagerank[i],
            betweenness: betweenness[i],
            community: community[i],
        }
    });
    Network { nodes: nodes.collect(), modularity, balance: balance(n, &signed), edges }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::made::{cell, kinds};

    #[test]
    fn edges_sum_both_directions_and_only_what_happened() {
        let mut codes = Codes::default();
        let (b, a, c) = (codes.number("B"), codes.number("A"), codes.number("C"));
        let cells = [
            cell(1, a, b, 1),
            cell(2, b, a, 2),
            cell(3, b, c, 3),
            Cell { happened: false, ..cell(3, a, c, 3) },
            cell(99, a, c, 3),
            cell(3, a, a, 1),
        ];
        let q = NetworkQuery { from: 0, to: 50, count_by: CountBy::Events, least: 1.0 };
        let found = network(&cells, &kinds(), &codes, q, |_| true);
        let names: Vec<&str> = found.nodes.iter().map(|n| n.code.as_str()).collect();
        assert_eq!(names, ["A", "B", "C"]);
        assert_eq!(found.edges.len(), 2);
        assert_eq!((found.edges[0].a, found.edges[0].b, found.edges[0].weight()), (0, 1, 7.0));
        assert_eq!((found.nodes[1].degree, found.nodes[1].warm, found.nodes[1].cold), (2, 10.0, 9.0));
        assert_eq!(network(&cells, &kinds(), &codes, q, |n| n != c).edges.len(), 1);
        assert_eq!(network(&cells, &kinds(), &codes, NetworkQuery { least: 2.0, ..q }, |_| true).edges.len(), 1);
    }
}
