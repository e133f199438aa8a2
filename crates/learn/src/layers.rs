//! Linear layers, dropout and the softmax loss, each with its gradient.

use crate::gemm::{Mat, product};
use crate::math;
use crate::params::Param;
use crate::rng::Rng;

/// `y = x·Wᵀ + b` for `n` rows of `x`; `W` is outputs × inputs.
pub fn linear(flat: &[f32], w: Param, b: Option<Param>, x: &[f32], n: usize, y: &mut Vec<f32>) {
    y.clear();
    y.resize(n * w.rows, 0.0);
    let beta = match b {
        Some(b) => {
            y.chunks_exact_mut(w.rows).for_each(|row| row.copy_from_slice(b.of(flat)));
            1.0
        }
        None => 0.0,
    };
    product(Mat::new(x, n, w.cols), Mat::new(w.of(flat), w.rows, w.cols).t(), beta, y);
}

/// The gradient of [`linear`]: adds to the parameters' gradients and writes (or with `add`, adds to) `dx`.
#[allow(clippy::too_many_arguments, reason = "a layer's inputs, outputs and gradients are what they are")]
pub fn linear_back(
    flat: &[f32],
    w: Param,
    b: Option<Param>,
    x: &[f32],
    dy: &[f32],
    n: usize,
    dx: Option<(&mut Vec<f32>, bool)>,
    grad: &mut [f32],
) {
    product(Mat::new(dy, n, w.rows).t(), Mat::new(x, n, w.cols), 1.0, w.of_mut(grad));
    if let Some(b) = b {
        let db = b.of_mut(grad);
        dy.chunks_exact(w.rows).for_each(|row| crate::optim::accumulate(db, row));
    }
    if let Some((dx, add)) = dx {
        if !add {
            dx.clear();
        }
        dx.resize(n * w.cols, 0.0);
        product(Mat::new(dy, n, w.rows), Mat::new(w.of(flat), w.rows, w.cols), if add { 1.0 } else { 0.0 }, dx);
    }
}

/// A dropout mask for one sentence: kept values are scaled up so that the expectation stays.
pub fn mask(rng: &mut Rng, rate: f32, out: &mut [f32]) {
    let up = 1.0 / (1.0 - rate);
    for x in out {
        *x = if rng.unit() < rate { 0.0 } else { up };
    }
}

/// Softmax cross-entropy of one row with label smoothing: turns logits into their gradient (times `weight`), returns
/// the loss.
pub fn cross_entropy(logits: &mut [f32], gold: usize, smooth: f32, weight: f32) -> f32 {
    let n = logits.len() as f32;
    math::softmax(logits);
    let loss = -(logits[gold].max(1e-12)).ln();
    for x in logits.iter_mut() {
        *x = (*x - smooth / n) * weight;
    }
    logits[gold] -= (1.0 - smooth) * weight;
    loss
}
