//! Simple recurrent units: all matrix products are done for a whole batch before, the recurrence itself is
//! elementwise. One call does one direction of one layer.
//!
//! With `u` the products of the input, `x` the highway input and `c` the cell:
//!
//! ```text
//! f = σ(u_f + v_f·c₋ + b_f)   r = σ(u_r + v_r·c₋ + b_r)   c = f·c₋ + (1−f)·u_c   h = r·c + (1−r)·x
//! ```

use crate::math::sigmoid;

/// What one direction reads: where its columns are in the shared matrices.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Units of this direction.
    pub units: usize,
    /// Width of a row of `u`.
    pub u_width: usize,
    /// First column in `u`: `u_c`, `u_f`, `u_r` follow one another.
    pub u_at: usize,
    /// Width of a row of the highway input.
    pub x_width: usize,
    /// First column in the highway input.
    pub x_at: usize,
    /// Width of a row of the output.
    pub h_width: usize,
    /// First column in the output.
    pub h_at: usize,
    /// Whether to read from the last word to the first.
    pub reverse: bool,
}

/// The gates' own weights: `v_f`, `v_r`, `b_f`, `b_r`, each `units` long, one after another.
#[derive(Debug, Clone, Copy)]
pub struct Gates<'a> {
    vf: &'a [f32],
    vr: &'a [f32],
    bf: &'a [f32],
    br: &'a [f32],
}

impl<'a> Gates<'a> {
    /// From the four vectors laid end to end.
    #[must_use]
    pub fn new(all: &'a [f32], units: usize) -> Self {
        Self { vf: &all[..units], vr: &all[units..2 * units], bf: &all[2 * units..3 * units], br: &all[3 * units..4 * units] }
    }
}

/// What the gradient needs of the forward pass: `f`, `r` and `c` per word.
#[derive(Debug, Clone, Default)]
pub struct Saved {
    /// Forget gates.
    pub f: Vec<f32>,
    /// Output gates.
    pub r: Vec<f32>,
    /// Cells.
    pub c: Vec<f32>,
}

impl Saved {
    /// Makes room for `n` words of `units`.
    pub fn resize(&mut self, n: usize, units: usize) {
        self.f.resize(n * units, 0.0);
        self.r.resize(n * units, 0.0);
        self.c.resize(n * units, 0.0);
    }
}

/// The words `first..last` of one sentence, in reading order.
fn order(first: usize, last: usize, reverse: bool) -> impl DoubleEndedIterator<Item = usize> {
    (first..last).map(move |i| if reverse { first + last - 1 - i } else { i })
}

crate::multiversion! {
/// One direction over one sentence (`first..last`), starting from an empty cell.
pub fn forward(shape: Shape, gates: Gates<'_>, u: &[f32], x: &[f32], first: usize, last: usize, saved: &mut Saved, h: &mut [f32]) {
    let m = shape.units;
    let mut cell = [0.0f32; MAX_UNITS];
    let cell = &mut cell[..m];
    let (vf, vr, bf, br) = (&gates.vf[..m], &gates.vr[..m], &gates.bf[..m], &gates.br[..m]);
    for t in order(first, last, shape.reverse) {
        let at = t * shape.u_width + shape.u_at;
        let (uc, uf, ur) = (&u[at..at + m], &u[at + m..at + 2 * m], &u[at + 2 * m..at + 3 * m]);
        let at = t * shape.x_width + shape.x_at;
        let xs = &x[at..at + m];
        let at = t * shape.h_width + shape.h_at;
        let hs = &mut h[at..at + m];
        let (sf, sr, sc) = (&mut saved.f[t * m..(t + 1) * m], &mut saved.r[t * m..(t + 1) * m], &mut saved.c[t * m..(t + 1) * m]);
        for i in 0..m {
            let c = cell[i];
            let f = sigmoid(uf[i] + vf[i] * c + bf[i]);
            let r = sigmoid(ur[i] + vr[i] * c + br[i]);
            let new = f * c + (1.0 - f) * uc[i];
            hs[i] = r * new + (1.0 - r) * xs[i];
            sf[i] = f;
            sr[i] = r;
            sc[i] = new;
            cell[i] = new;
        }
    }
}
}

/// Most units one direction may have.
pub const MAX_UNITS: usize = 512;

crate::multiversion! {
/// The gradient of [`forward`]: reads `dh`, writes `du`, adds to `dx` and to the gates' gradient `dg` (laid out as
/// [`Gates::new`] takes them).
pub fn backward(shape: Shape, gates: Gates<'_>, u: &[f32], x: &[f32], first: usize, last: usize, saved: &Saved, dh: &[f32], du: &mut [f32], dx: &mut [f32], dg: &mut [f32]) {
    let m = shape.units;
    let mut carry = [0.0f32; MAX_UNITS];
    let carry = &mut carry[..m];
    let zero = [0.0f32; MAX_UNITS];
    let (vf, vr) = (&gates.vf[..m], &gates.vr[..m]);
    let (dvf, rest) = dg[..4 * m].split_at_mut(m);
    let (dvr, rest) = rest.split_at_mut(m);
    let (dbf, dbr) = rest.split_at_mut(m);
    let mut words = order(first, last, shape.reverse).rev().peekable();
    while let Some(t) = words.next() {
        let before = match words.peek() { Some(&p) => &saved.c[p * m..(p + 1) * m], None => &zero[..m] };
        let (sf, sr, sc) = (&saved.f[t * m..(t + 1) * m], &saved.r[t * m..(t + 1) * m], &saved.c[t * m..(t + 1) * m]);
        let at = t * shape.u_width + shape.u_at;
        let uc = &u[at..at + m];
        let (duc, rest) = du[at..at + 3 * m].split_at_mut(m);
        let (duf, dur) = rest.split_at_mut(m);
        let at = t * shape.x_width + shape.x_at;
        let (xs, dxs) = (&x[at..at + m], &mut dx[at..at + m]);
        let at = t * shape.h_width + shape.h_at;
        let dhs = &dh[at..at + m];
        for i in 0..m {
            let (f, r) = (sf[i], sr[i]);
            let dr = dhs[i] * (sc[i] - xs[i]) * r * (1.0 - r);
            dxs[i] += dhs[i] * (1.0 - r);
            let dc = dhs[i] * r + carry[i];
            let df = dc * (before[i] - uc[i]) * f * (1.0 - f);
            duc[i] = dc * (1.0 - f);
            duf[i] = df;
            dur[i] = dr;
            carry[i] = dc * f + df * vf[i] + dr * vr[i];
            dvf[i] += df * before[i];
            dvr[i] += dr * before[i];
            dbf[i] += df;
            dbr[i] += dr;
        }
    }
}
}

crate::multiversion! {
/// [`forward`] without keeping anything for a gradient: what reading runs. Same bits.
pub fn scan(shape: Shape, gates: Gates<'_>, u: &[f32], x: &[f32], first: usize, last: usize, h: &mut [f32]) {
    let m = shape.units;
    let mut cell = [0.0f32; MAX_UNITS];
    let cell = &mut cell[..m];
    let (vf, vr, bf, br) = (&gates.vf[..m], &gates.vr[..m], &gates.bf[..m], &gates.br[..m]);
    for t in order(first, last, shape.reverse) {
        let at = t * shape.u_width + shape.u_at;
        let (uc, uf, ur) = (&u[at..at + m], &u[at + m..at + 2 * m], &u[at + 2 * m..at + 3 * m]);
        let at = t * shape.x_width + shape.x_at;
        let xs = &x[at..at + m];
        let at = t * shape.h_width + shape.h_at;
        let hs = &mut h[at..at + m];
        for i in 0..m {
            let c = cell[i];
            let f = sigmoid(uf[i] + vf[i] * c + bf[i]);
            let r = sigmoid(ur[i] + vr[i] * c + br[i]);
            let new = f * c + (1.0 - f) * uc[i];
            hs[i] = r * new + (1.0 - r) * xs[i];
            cell[i] = new;
        }
    }
}
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    const UNITS: usize = 3;
    const WORDS: usize = 4;

    fn run(shape: Shape, all: &[f32], saved: &mut Saved) -> Vec<f32> {
        let (gates, rest) = all.split_at(4 * UNITS);
        let (u, x) = rest.split_at(WORDS * 3 * UNITS);
        let mut h = vec![0.0; WORDS * UNITS];
        saved.resize(WORDS, UNITS);
        forward(shape, Gates::new(gates, UNITS), u, x, 0, WORDS, saved, &mut h);
        h
    }

    #[test]
    fn a_recurrence_has_the_gradient_of_its_differences() {
        for reverse in [false, true] {
            let shape = Shape { units: UNITS, u_width: 3 * UNITS, u_at: 0, x_width: UNITS, x_at: 0, h_width: UNITS, h_at: 0, reverse };
            let mut rng = Rng::new(6);
            let all: Vec<f32> = (0..4 * UNITS + WORDS * 4 * UNITS).map(|_| rng.symmetric(1.0)).collect();
            let dh: Vec<f32> = (0..WORDS * UNITS).map(|_| rng.symmetric(1.0)).collect();
            let loss = |all: &[f32]| run(shape, all, &mut Saved::default()).iter().zip(&dh).map(|(h, d)| h * d).sum::<f32>();
            let mut saved = Saved::default();
            run(shape, &all, &mut saved);
            let mut grad = vec![0.0; all.len()];
            let (dg, rest) = grad.split_at_mut(4 * UNITS);
            let (du, dx) = rest.split_at_mut(WORDS * 3 * UNITS);
            let (gates, rest) = all.split_at(4 * UNITS);
            let (u, x) = rest.split_at(WORDS * 3 * UNITS);
            backward(shape, Gates::new(gates, UNITS), u, x, 0, WORDS, &saved, &dh, du, dx, dg);
            for (i, g) in grad.iter().enumerate() {
                let (mut up, mut down) = (all.clone(), all.clone());
                up[i] += 1e-2;
                down[i] -= 1e-2;
                let quotient = (loss(&up) - loss(&down)) / 2e-2;
                assert!((quotient - g).abs() < 2e-3, "value {i}: {quotient} by differences, {g} by backward");
            }
        }
    }
}
