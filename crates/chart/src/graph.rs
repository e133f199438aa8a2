//! A network drawn: friends near one another.

use crate::{Anchor, Mark, PALETTE, Picture};

/// A node.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// Its name.
    pub label: String,
    /// How large, from 0 to 1.
    pub size: f64,
    /// Number of its group, for the colour.
    pub group: usize,
}

/// A tie between two nodes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// Number of one node.
    pub a: usize,
    /// Number of the other.
    pub b: usize,
    /// How friendly, from -1 to 1; hostile ties are red and dashed.
    pub weight: f64,
}

const SIDE: f64 = 760.0;
const MARGIN: f64 = 60.0;

/// The drawing, by the forces of Fruchterman and Reingold (1991) from a circle, so that the same network gives the same picture.
#[must_use]
pub fn graph(title: &str, points: &[Point], links: &[Link]) -> Picture {
    let mut picture = Picture { width: SIDE, height: SIDE + 30.0, marks: Vec::new() };
    picture.text(MARGIN / 2.0, 24.0, 17.0, Anchor::Start, title);
    let at = place(points, links);
    let mut drawn: Vec<&Link> = links.iter().filter(|l| l.a < at.len() && l.b < at.len()).collect();
    drawn.sort_by(|a, b| a.weight.abs().total_cmp(&b.weight.abs()));
    for l in drawn {
        let hostile = l.weight < 0.0;
        let colour = if hostile { 0xC0_392B } else { 0x8F_A3B5 };
        let points = vec![at[l.a], at[l.b]];
        picture.marks.push(Mark::Path { points, colour, width: 0.6 + 4.0 * l.weight.abs().min(1.0), dashed: hostile });
    }
    for (p, &(x, y)) in points.iter().zip(&at) {
        picture.marks.push(Mark::Dot { x, y, radius: 6.0 + 12.0 * p.size.clamp(0.0, 1.0), colour: PALETTE[p.group % PALETTE.len()] });
        picture.text(x, y - 9.0 - 12.0 * p.size.clamp(0.0, 1.0), 12.0, Anchor::Middle, &p.label);
    }
    picture
}

/// Places of the nodes, in pixels.
fn place(points: &[Point], links: &[Link]) -> Vec<(f64, f64)> {
    let n = points.len();
    // Members of a group start side by side on the circle.
    let mut order: Vec<usize> = (0..n).collect();
    order.sort_by_key(|&i| (points[i].group, i));
    let mut at = vec![(0.0, 0.0); n];
    for (place, &i) in order.iter().enumerate() {
        let angle = std::f64::consts::TAU * place as f64 / n.max(1) as f64;
        at[i] = (angle.cos(), angle.sin());
    }
    let rounds = 300;
    for round in 0..rounds {
        let heat = 0.1 * (1.0 - f64::from(round) / f64::from(rounds));
        let force = forces(&at, links);
        for (p, f) in at.iter_mut().zip(force) {
            let length = f.0.hypot(f.1).max(1e-9);
            let step = length.min(heat) / length;
            *p = (p.0 + f.0 * step, p.1 + f.1 * step);
        }
    }
    fit(&at)
}

/// Every pair repels; friends attract, foes repel once more.
fn forces(at: &[(f64, f64)], links: &[Link]) -> Vec<(f64, f64)> {
    let n = at.len();
    let near = (1.0 / n.max(1) as f64).sqrt();
    let mut force = vec![(0.0, 0.0); n];
    let push = |force: &mut Vec<(f64, f64)>, a: usize, b: usize, strength: &dyn Fn(f64) -> f64| {
        let (dx, dy) = (at[a].0 - at[b].0, at[a].1 - at[b].1);
        let d = dx.hypot(dy).max(1e-6);
        let s = strength(d) / d;
        force[a] = (force[a].0 + dx * s, force[a].1 + dy * s);
        force[b] = (force[b].0 - dx * s, force[b].1 - dy * s);
    };
    for a in 0..n {
        for b in a + 1..n {
            push(&mut force, a, b, &|d| near * near / d);
        }
    }
    for l in links.iter().filter(|l| l.a < n && l.b < n && l.a != l.b) {
        if l.weight >= 0.0 {
            push(&mut force, l.a, l.b, &|d| -(0.2 + l.weight.min(1.0)) * d * d / near);
        } else {
            push(&mut force, l.a, l.b, &|d| l.weight.abs().min(1.0) * near * near / d);
        }
    }
    force
}

/// Stretch the places over the picture.
fn fit(at: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let ends = |pick: fn(&(f64, f64)) -> f64| at.iter().map(pick).fold((f64::MAX, f64::MIN), |(a, b), v| (a.min(v), b.max(v)));
    let ((x0, x1), (y0, y1)) = (ends(|p| p.0), ends(|p| p.1));
    let span = (x1 - x0).max(y1 - y0).max(1e-9);
    let scale = (SIDE - 2.0 * MARGIN) / span;
    let centre = |v: f64, low: f64, high: f64| SIDE / 2.0 + (v - (low + high) / 2.0) * scale;
    at.iter().map(|&(x, y)| (centre(x, x0, x1), 30.0 + centre(y, y0, y1))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(label: &str, group: usize) -> Point {
        Point { label: label.to_owned(), size: 0.5, group }
    }

    #[test]
    fn friends_are_nearer_than_foes() {
        let points: Vec<Point> = ["A", "B", "C", "D"].iter().enumerate().map(|(i, l)| point(l, i / 2)).collect();
        let link = |a, b, weight| Link { a, b, weight };
        let at = place(&points, &[link(0, 1, 1.0), link(2, 3, 1.0), link(0, 2, -1.0), link(1, 3, -1.0)]);
        let far = |a: usize, b: usize| (at[a].0 - at[b].0).hypot(at[a].1 - at[b].1);
        assert!(far(0, 1) < 0.6 * far(0, 2) && far(2, 3) < 0.6 * far(1, 3), "{at:?}");
    }

    #[test]
    fn every_node_lies_within_the_picture() {
        let points: Vec<Point> = (0..30).map(|i| point("N", i % 4)).collect();
        let links: Vec<Link> = (0..29).map(|i| Link { a: i, b: i + 1, weight: 1.0 - i as f64 / 10.0 }).collect();
        for (x, y) in place(&points, &links) {
            assert!((0.0..=SIDE).contains(&x) && (0.0..=SIDE + 30.0).contains(&y));
        }
        assert!(graph("none", &[], &[]).svg().contains("none"));
    }
}
