//! Dense parameters of a net, all in one flat vector: one optimiser, one checkpoint, one gradient buffer per shard.

use crate::rng::Rng;

/// One matrix (or vector, with one row) within the flat vector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Param {
    /// First value.
    pub offset: usize,
    /// Rows: outputs.
    pub rows: usize,
    /// Columns: inputs.
    pub cols: usize,
}

impl Param {
    /// Number of values.
    #[must_use]
    pub fn len(self) -> usize {
        self.rows * self.cols
    }

    /// Whether it holds nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Its values.
    #[must_use]
    pub fn of(self, flat: &[f32]) -> &[f32] {
        &flat[self.offset..self.offset + self.len()]
    }

    /// Its values, to change.
    pub fn of_mut(self, flat: &mut [f32]) -> &mut [f32] {
        &mut flat[self.offset..self.offset + self.len()]
    }
}

/// How a parameter starts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Init {
    /// All the same.
    Constant(f32),
    /// Uniform within the bound of Glorot and Bengio times a factor.
    Glorot(f32),
}

/// The parameters of a net as they are declared.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    entries: Vec<(Param, Init)>,
    len: usize,
}

impl Layout {
    /// Declares a parameter.
    pub fn add(&mut self, rows: usize, cols: usize, init: Init) -> Param {
        let param = Param { offset: self.len, rows, cols };
        self.len += param.len();
        self.entries.push((param, init));
        param
    }

    /// Number of values in all.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was declared.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Starting values.
    #[must_use]
    pub fn initial(&self, rng: &mut Rng) -> Vec<f32> {
        let mut flat = vec![0.0; self.len];
        for &(param, init) in &self.entries {
            match init {
                Init::Constant(value) => param.of_mut(&mut flat).fill(value),
                Init::Glorot(factor) => {
                    let bound = factor * (6.0 / (param.rows + param.cols) as f32).sqrt();
                    param.of_mut(&mut flat).iter_mut().for_each(|x| *x = rng.symmetric(bound));
                }
            }
        }
        flat
    }
}
