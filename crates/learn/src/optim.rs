//! Adam with an exponential moving average of the weights.

/// Settings of [`Adam`] for one step.
#[derive(Debug, Clone, Copy)]
pub struct Rate {
    /// Learning rate.
    pub lr: f32,
    /// What gradients are multiplied by first: the clipping factor.
    pub scale: f32,
    /// The step's number, from 1.
    pub step: u32,
}

/// Decay of the first moment.
pub const BETA1: f32 = 0.9;
/// Decay of the second moment. Shorter than the usual 0.999: treebank gradients are sparse and change quickly.
pub const BETA2: f32 = 0.98;
/// Keeps the division finite.
const EPSILON: f32 = 1e-8;

/// State for one flat vector.
#[derive(Debug, Clone, Default)]
pub struct Adam {
    /// First moments.
    pub m: Vec<f32>,
    /// Second moments.
    pub v: Vec<f32>,
    /// Averaged weights: what is shipped.
    pub average: Vec<f32>,
}

impl Adam {
    /// State for `values`, whose average starts where they start.
    #[must_use]
    pub fn new(values: &[f32]) -> Self {
        Self { m: vec![0.0; values.len()], v: vec![0.0; values.len()], average: values.to_vec() }
    }

    /// One step over all values; `grad` is left zeroed.
    pub fn step(&mut self, values: &mut [f32], grad: &mut [f32], rate: Rate, keep: f32) {
        update(values, grad, &mut self.m, &mut self.v, rate);
        blend(&mut self.average, values, keep);
        grad.fill(0.0);
    }
}

crate::multiversion! {
/// Adam on one slice.
pub fn update(values: &mut [f32], grad: &[f32], m: &mut [f32], v: &mut [f32], rate: Rate) {
    let c1 = 1.0 / (1.0 - BETA1.powi(rate.step as i32));
    let c2 = 1.0 / (1.0 - BETA2.powi(rate.step as i32));
    let n = values.len();
    let (grad, m, v) = (&grad[..n], &mut m[..n], &mut v[..n]);
    for i in 0..n {
        let g = grad[i] * rate.scale;
        m[i] = BETA1 * m[i] + (1.0 - BETA1) * g;
        v[i] = BETA2 * v[i] + (1.0 - BETA2) * g * g;
        values[i] -= rate.lr * (m[i] * c1) / ((v[i] * c2).sqrt() + EPSILON);
    }
}
}

crate::multiversion! {
/// `average = keep·average + (1 − keep)·values`.
pub fn blend(average: &mut [f32], values: &[f32], keep: f32) {
    for (a, &x) in average.iter_mut().zip(values) {
        *a = keep * *a + (1.0 - keep) * x;
    }
}
}

crate::multiversion! {
/// `into += from`.
pub fn accumulate(into: &mut [f32], from: &[f32]) {
    for (a, &x) in into.iter_mut().zip(from) {
        *a += x;
    }
}
}

/// Sum of squares, in fixed lanes.
#[must_use]
pub fn square_norm(xs: &[f32]) -> f32 {
    let mut total = 0.0;
    square_norm_into(xs, &mut total);
    total
}

crate::multiversion! {
fn square_norm_into(xs: &[f32], total: &mut f32) {
    let mut lanes = [0.0f32; 16];
    let mut chunks = xs.chunks_exact(16);
    for chunk in &mut chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += x * x;
        }
    }
    for (lane, x) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane += x * x;
    }
    *total = lanes.iter().sum();
}
}
