//! Embedding tables in training: only the rows a batch touches are updated.

use crate::optim::{self, Adam, Rate};
use crate::rng::Rng;

/// A table of `rows` × `dim` with its optimiser's state.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Width of a row.
    pub dim: usize,
    /// The rows.
    pub values: Vec<f32>,
    /// Moments and average, each row as it was when last touched.
    pub adam: Adam,
    /// Step at which each row was last touched.
    pub last: Vec<u32>,
}

/// A batch's gradient: rows are added to as they are met.
#[derive(Debug, Clone, Default)]
pub struct TableGrad {
    dim: usize,
    values: Vec<f32>,
    seen: Vec<bool>,
    /// Touched rows, in the order met.
    pub touched: Vec<u32>,
}

impl TableGrad {
    /// An empty gradient for a table of `rows` × `dim`.
    #[must_use]
    pub fn new(rows: usize, dim: usize) -> Self {
        Self { dim, values: vec![0.0; rows * dim], seen: vec![false; rows], touched: Vec::new() }
    }

    /// The gradient of one row, marked as touched.
    pub fn row(&mut self, row: u32) -> &mut [f32] {
        let r = row as usize;
        if !self.seen[r] {
            self.seen[r] = true;
            self.touched.push(row);
        }
        &mut self.values[r * self.dim..(r + 1) * self.dim]
    }

    /// The gradient of one row.
    #[must_use]
    pub fn get(&self, row: u32) -> &[f32] {
        let r = row as usize;
        &self.values[r * self.dim..(r + 1) * self.dim]
    }

    /// Adds all of `other`, in its order, and leaves it empty.
    pub fn absorb(&mut self, other: &mut Self) {
        for &row in &other.touched {
            optim::accumulate(self.row(row), other.get(row));
        }
        other.clear();
    }

    /// Sum of squares.
    #[must_use]
    pub fn square_norm(&self) -> f32 {
        self.touched.iter().map(|&row| optim::square_norm(self.get(row))).sum()
    }

    /// Forgets all.
    pub fn clear(&mut self) {
        for &row in &self.touched {
            let r = row as usize;
            self.values[r * self.dim..(r + 1) * self.dim].fill(0.0);
            self.seen[r] = false;
        }
        self.touched.clear();
    }
}

impl Table {
    /// A table with small random rows.
    #[must_use]
    pub fn new(rows: usize, dim: usize, bound: f32, rng: &mut Rng) -> Self {
        let values: Vec<f32> = (0..rows * dim).map(|_| rng.symmetric(bound)).collect();
        Self { dim, adam: Adam::new(&values), values, last: vec![0; rows] }
    }

    /// Adam on the touched rows. A row's average is brought up to date before it changes.
    pub fn step(&mut self, grad: &mut TableGrad, rate: Rate, keep: f32) {
        for &row in &grad.touched {
            let r = row as usize;
            let range = r * self.dim..(r + 1) * self.dim;
            let missed = rate.step - 1 - self.last[r];
            if missed > 0 {
                optim::blend(&mut self.adam.average[range.clone()], &self.values[range.clone()], keep.powi(missed as i32));
            }
            optim::update(
                &mut self.values[range.clone()],
                grad.get(row),
                &mut self.adam.m[range.clone()],
                &mut self.adam.v[range.clone()],
                rate,
            );
            optim::blend(&mut self.adam.average[range.clone()], &self.values[range], keep);
            self.last[r] = rate.step;
        }
        grad.clear();
    }

    /// All rows' averages as of `step`.
    #[must_use]
    pub fn averaged(&self, step: u32, keep: f32) -> Vec<f32> {
        let mut out = self.adam.average.clone();
        for (r, &last) in self.last.iter().enumerate() {
            let range = r * self.dim..(r + 1) * self.dim;
            if step > last {
                optim::blend(&mut out[range.clone()], &self.values[range], keep.powi((step - last) as i32));
            }
        }
        out
    }
}
