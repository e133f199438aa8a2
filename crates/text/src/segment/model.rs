//! A linear model of the ends of sentences.

use super::features::COUNT;

/// Weights are found by the low bits of a feature's key.
const BITS: u32 = 16;
/// The first bytes of a file of weights.
const MAGIC: &[u8; 8] = b"CHSEG01\n";

/// The weight, in steps, that makes something about three times as likely.
pub(super) const ONE: i32 = 32;

/// Weights, in steps of `step`.
#[derive(Debug, Clone)]
pub struct Model {
    weights: Vec<i8>,
}

impl Model {
    /// Reads a file of weights; none if it is no such file.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let weights = bytes.strip_prefix(MAGIC)?;
        (weights.len() == 1 << BITS).then(|| Self { weights: weights.iter().map(|&b| b as i8).collect() })
    }

    /// The file of these weights.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        MAGIC.iter().copied().chain(self.weights.iter().map(|&w| w as u8)).collect()
    }

    /// How much speaks for an end of the sentence: positive for yes.
    pub(super) fn score(&self, features: &[u64; COUNT]) -> i32 {
        features.iter().map(|&f| i32::from(self.weights[slot(f)])).sum()
    }
}

/// Where a feature's weight stands.
fn slot(feature: u64) -> usize {
    (feature >> (64 - BITS)) as usize
}

/// A model while it is trained: logistic regression by gradient descent with a step of its own for each weight.
#[derive(Debug)]
pub(super) struct Learner {
    weights: Vec<f32>,
    squares: Vec<f32>,
    rate: f32,
}

impl Learner {
    pub(super) fn new(rate: f32) -> Self {
        Self { weights: vec![0.0; 1 << BITS], squares: vec![1e-4; 1 << BITS], rate }
    }

    pub(super) fn score(&self, features: &[u64; COUNT]) -> f32 {
        features.iter().map(|&f| self.weights[slot(f)]).sum()
    }

    /// One step towards `ends`, `weight` times as large as an ordinary one.
    pub(super) fn learn(&mut self, features: &[u64; COUNT], ends: bool, weight: f32, decay: f32) {
        let chance = 1.0 / (1.0 + (-self.score(features)).exp());
        let error = weight * (chance - f32::from(u8::from(ends)));
        for &feature in features {
            let i = slot(feature);
            let gradient = error + decay * self.weights[i];
            self.squares[i] += gradient * gradient;
            self.weights[i] -= self.rate * gradient / self.squares[i].sqrt();
        }
    }

    /// The weights in whole steps, the largest of them 127 of a fixed size.
    pub(super) fn finish(&self) -> Model {
        const STEP: f32 = 1.0 / ONE as f32;
        Model { weights: self.weights.iter().map(|w| (w / STEP).round().clamp(-127.0, 127.0) as i8).collect() }
    }
}
