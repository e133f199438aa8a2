//! The combiner: a small net that weighs the evidence for each candidate.

use crate::evidence::{CONTEXT, Candidates, WIDTH};
use chancery_learn::math::{LEAK, leaky};
use chancery_learn::rng::Rng;

/// Hidden units.
pub(crate) const HIDDEN: usize = 32;

/// Where each block of weights begins.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Places {
    pub context: usize,
    pub out: usize,
    pub linear: usize,
    /// From here on weights are particular to a relation: a bias of the hidden layer each, then a lean of the linear path each.
    pub bias: usize,
    pub lean: usize,
    pub end: usize,
}

impl Places {
    fn new(directed: usize) -> Self {
        let context = WIDTH * HIDDEN;
        let out = context + CONTEXT * HIDDEN;
        let linear = out + HIDDEN;
        let bias = linear + WIDTH;
        let lean = bias + directed * HIDDEN;
        Self { context, out, linear, bias, lean, end: lean + directed * WIDTH }
    }
}

/// One hidden layer over a candidate's and its question's numbers, beside a linear path; each relation has a bias and a lean of its own.
#[derive(Debug, Clone)]
pub struct Net {
    pub(crate) weights: Vec<f32>,
    pub(crate) places: Places,
}

impl Net {
    /// An untrained net for so many directed relations.
    #[must_use]
    pub fn new(directed: usize, seed: u64) -> Self {
        let places = Places::new(directed);
        let mut rng = Rng::new(seed);
        let mut weights = vec![0.0; places.end];
        weights[..places.linear].iter_mut().for_each(|w| *w = rng.symmetric(0.2));
        Self { weights, places }
    }

    /// A score for each candidate.
    #[must_use]
    pub fn scores(&self, relation: u32, c: &Candidates) -> Vec<f32> {
        let n = c.entities.len();
        let (mut hidden, mut scores) = (vec![0.0; n * HIDDEN], vec![0.0; n]);
        self.forward(relation, c, &mut hidden, &mut scores);
        scores
    }

    /// Hidden values before the rectifier, and scores.
    fn forward(&self, relation: u32, c: &Candidates, hidden: &mut [f32], scores: &mut [f32]) {
        let base = self.base(relation, &c.context);
        let linear = self.linear(relation);
        let p = &self.places;
        hidden_layer(&self.weights[..p.context], &base, &c.rows, hidden);
        outputs(&self.weights[p.out..p.linear], &linear, &c.rows, hidden, scores);
    }

    fn base(&self, relation: u32, context: &[f32]) -> [f32; HIDDEN] {
        let p = &self.places;
        let mut base = [0.0; HIDDEN];
        base.copy_from_slice(&self.weights[p.bias + relation as usize * HIDDEN..][..HIDDEN]);
        for (w, &x) in self.weights[p.context..p.out].chunks_exact(HIDDEN).zip(context) {
            base.iter_mut().zip(w).for_each(|(b, w)| *b += x * w);
        }
        base
    }

    fn linear(&self, relation: u32) -> [f32; WIDTH] {
        let p = &self.places;
        let lean = &self.weights[p.lean + relation as usize * WIDTH..][..WIDTH];
        std::array::from_fn(|i| self.weights[p.linear + i] + lean[i])
    }

    /// Adds the gradient of one question to `g`, given how its scores' slopes and loss come about; returns the loss.
    pub(crate) fn gradient(&self, relation: u32, c: &Candidates, slopes: impl Fn(&[f32]) -> (Vec<f32>, f32), g: &mut [f32]) -> f32 {
        let n = c.entities.len();
        let (mut hidden, mut scores) = (vec![0.0; n * HIDDEN], vec![0.0; n]);
        self.forward(relation, c, &mut hidden, &mut scores);
        let (slopes, loss) = slopes(&scores);
        let p = self.places;
        let (mut base_slope, mut row_slope) = ([0.0; HIDDEN], [0.0; WIDTH]);
        let (shared, own) = g.split_at_mut(p.bias);
        let (weights, rest) = shared.split_at_mut(p.context);
        let out = &mut rest[p.out - p.context..][..HIDDEN];
        backward(&self.weights[p.out..p.linear], &c.rows, &hidden, &slopes, weights, out, &mut base_slope, &mut row_slope);
        for (i, slope) in row_slope.iter().enumerate() {
            rest[p.linear - p.context + i] += slope;
            own[p.lean - p.bias + relation as usize * WIDTH + i] += slope;
        }
        let bias = &mut own[relation as usize * HIDDEN..][..HIDDEN];
        bias.iter_mut().zip(&base_slope).for_each(|(b, s)| *b += s);
        for (w, &x) in rest[..p.out - p.context].chunks_exact_mut(HIDDEN).zip(&c.context) {
            w.iter_mut().zip(&base_slope).for_each(|(w, s)| *w += x * s);
        }
        loss
    }
}

chancery_learn::multiversion! {
fn hidden_layer(weights: &[f32], base: &[f32; HIDDEN], rows: &[f32], hidden: &mut [f32]) {
    for (row, out) in rows.chunks_exact(WIDTH).zip(hidden.chunks_exact_mut(HIDDEN)) {
        let mut h = *base;
        for (w, &x) in weights.chunks_exact(HIDDEN).zip(row) {
            for j in 0..HIDDEN {
                h[j] += x * w[j];
            }
        }
        out.copy_from_slice(&h);
    }
}
}

chancery_learn::multiversion! {
fn outputs(out: &[f32], linear: &[f32; WIDTH], rows: &[f32], hidden: &[f32], scores: &mut [f32]) {
    for ((row, h), score) in rows.chunks_exact(WIDTH).zip(hidden.chunks_exact(HIDDEN)).zip(scores) {
        let deep: f32 = h.iter().zip(out).map(|(&h, w)| leaky(h) * w).sum();
        let flat: f32 = row.iter().zip(linear).map(|(x, w)| x * w).sum();
        *score = deep + flat;
    }
}
}

chancery_learn::multiversion! {
fn backward(out: &[f32], rows: &[f32], hidden: &[f32], slopes: &[f32], weights: &mut [f32], out_slope: &mut [f32],
            base_slope: &mut [f32; HIDDEN], row_slope: &mut [f32; WIDTH]) {
    for ((row, h), &slope) in rows.chunks_exact(WIDTH).zip(hidden.chunks_exact(HIDDEN)).zip(slopes) {
        // Candidates that nobody would choose change nothing.
        if slope.abs() < 1e-5 {
            continue;
        }
        let mut d = [0.0; HIDDEN];
        for j in 0..HIDDEN {
            out_slope[j] += slope * leaky(h[j]);
            d[j] = slope * out[j] * if h[j] > 0.0 { 1.0 } else { LEAK };
            base_slope[j] += d[j];
        }
        for ((w, &x), r) in weights.chunks_exact_mut(HIDDEN).zip(row).zip(row_slope.iter_mut()) {
            *r += slope * x;
            for j in 0..HIDDEN {
                w[j] += x * d[j];
            }
        }
    }
}
}
