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

/// Classes a [`Target`] can name.
pub const NAMED: usize = 4;

/// A right answer: one class, or the most likely classes with their shares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Target {
    classes: [u16; NAMED],
    /// In 255ths of the whole; zero where no class is named.
    shares: [u8; NAMED],
}

impl Target {
    /// One class and no other.
    #[must_use]
    pub fn one(class: usize) -> Self {
        Self { classes: [class as u16, 0, 0, 0], shares: [255, 0, 0, 0] }
    }

    /// The most likely classes of a distribution, the likeliest first. Shares below half a 255th are nothing.
    #[must_use]
    pub fn likeliest(distribution: &[f32]) -> Self {
        let mut best: Vec<(usize, f32)> = Vec::with_capacity(NAMED + 1);
        for (class, &share) in distribution.iter().enumerate() {
            let at = best.partition_point(|b| b.1 >= share);
            if at < NAMED {
                best.insert(at, (class, share));
                best.truncate(NAMED);
            }
        }
        let mut target = Self::default();
        for (i, (class, share)) in best.into_iter().enumerate() {
            target.classes[i] = class as u16;
            target.shares[i] = (share.clamp(0.0, 1.0) * 255.0).round() as u8;
        }
        if target.shares[0] == 0 { Self::one(usize::from(target.classes[0])) } else { target }
    }

    /// The likeliest class.
    #[must_use]
    pub fn best(&self) -> usize {
        usize::from(self.classes[0])
    }

    /// Classes and their shares, which sum to 1.
    pub fn shares(&self) -> impl Iterator<Item = (usize, f32)> + '_ {
        let whole: f32 = self.shares.iter().map(|&s| f32::from(s)).sum();
        self.classes.iter().zip(&self.shares).filter(|(_, s)| **s > 0).map(move |(&c, &s)| (usize::from(c), f32::from(s) / whole))
    }
}

/// Softmax cross-entropy of one row with label smoothing: turns logits into their gradient (times `weight`), returns
/// the loss.
pub fn cross_entropy(logits: &mut [f32], target: &Target, smooth: f32, weight: f32) -> f32 {
    let n = logits.len() as f32;
    math::softmax(logits);
    let loss = target.shares().map(|(class, share)| -share * logits[class].max(1e-12).ln()).sum();
    for x in logits.iter_mut() {
        *x = (*x - smooth / n) * weight;
    }
    for (class, share) in target.shares() {
        logits[class] -= (1.0 - smooth) * weight * share;
    }
    loss
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_keep_the_likeliest() {
        let target = Target::likeliest(&[0.05, 0.5, 0.0, 0.3, 0.1, 0.05]);
        let named: Vec<usize> = target.shares().map(|(class, _)| class).collect();
        assert_eq!(named, [1, 3, 4, 0]);
        assert!((target.shares().map(|(_, s)| s).sum::<f32>() - 1.0).abs() < 1e-6);
        assert_eq!(Target::one(7).shares().collect::<Vec<_>>(), [(7, 1.0)]);
        assert_eq!(Target::likeliest(&[0.0; 3]), Target::one(0));
    }

    #[test]
    fn soft_loss_has_the_gradient_of_its_differences() {
        let target = Target::likeliest(&[0.2, 0.0, 0.7, 0.1]);
        let logits = [0.3f32, -0.5, 1.1, 0.2];
        let loss = |x: &[f32]| cross_entropy(&mut x.to_vec(), &target, 0.0, 1.0);
        let mut grad = logits.to_vec();
        cross_entropy(&mut grad, &target, 0.0, 1.0);
        for i in 0..logits.len() {
            let (mut up, mut down) = (logits, logits);
            up[i] += 1e-2;
            down[i] -= 1e-2;
            let quotient = (loss(&up) - loss(&down)) / 2e-2;
            assert!((quotient - grad[i]).abs() < 1e-3, "logit {i}: {quotient} and {}", grad[i]);
        }
    }

    /// Values to test with.
    fn some(rng: &mut Rng, n: usize) -> Vec<f32> {
        (0..n).map(|_| rng.symmetric(1.0)).collect()
    }

    /// Whether `grad` is the gradient of `loss`, which is linear in every single value.
    fn is_gradient(values: &[f32], grad: &[f32], loss: impl Fn(&[f32]) -> f32) {
        for (i, &g) in grad.iter().enumerate() {
            let (mut up, mut down) = (values.to_vec(), values.to_vec());
            up[i] += 0.1;
            down[i] -= 0.1;
            let quotient = (loss(&up) - loss(&down)) / 0.2;
            assert!((quotient - g).abs() < 1e-3, "value {i}: {quotient} by differences, {g} by backward");
        }
    }

    #[test]
    fn a_linear_layer_has_the_gradient_of_its_differences() {
        let mut rng = Rng::new(8);
        let (n, w, b) = (3, Param { offset: 0, rows: 2, cols: 4 }, Param { offset: 8, rows: 1, cols: 2 });
        let (flat, x, dy) = (some(&mut rng, 10), some(&mut rng, n * 4), some(&mut rng, n * 2));
        let loss = |flat: &[f32], x: &[f32]| {
            let mut y = Vec::new();
            linear(flat, w, Some(b), x, n, &mut y);
            y.iter().zip(&dy).map(|(y, d)| y * d).sum::<f32>()
        };
        let (mut dx, mut grad) = (Vec::new(), vec![0.0; 10]);
        linear_back(&flat, w, Some(b), &x, &dy, n, Some((&mut dx, false)), &mut grad);
        is_gradient(&flat, &grad, |flat| loss(flat, &x));
        is_gradient(&x, &dx, |x| loss(&flat, x));
    }
}
