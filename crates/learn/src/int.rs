//! Integer matrix products for reading: 16-bit activations times 8-bit weights (held as 16 bits), summed in 32.
//!
//! Integer sums are exact, so the three kernels agree to the bit. The weights are laid out in panels of [`PANEL`]
//! outputs with two inputs side by side, the shape of `pmaddwd`.
#![allow(clippy::needless_range_loop, reason = "the kernels index several arrays by one counter")]
#![allow(unsafe_code, reason = "vector loads through pointers, and calls after detecting the instruction set")]

/// Outputs in a panel.
pub const PANEL: usize = 32;

/// A matrix ready for [`multiply`].
#[derive(Debug, Clone, Default)]
pub struct Packed {
    /// Outputs.
    pub outputs: usize,
    /// Inputs, rounded up to an even number.
    pub inputs: usize,
    panels: Vec<i16>,
    scales: Vec<f32>,
    bias: Vec<f32>,
}

impl Packed {
    /// Makes the matrix from rows: `row(o)` yields the weights of output `o` with their scale and bias.
    ///
    /// An odd number of inputs is made even by one that is always zero: activations must be given as wide.
    pub fn fill<I: Iterator<Item = i16>>(&mut self, outputs: usize, inputs: usize, mut row: impl FnMut(usize) -> (I, f32, f32)) {
        let inputs = inputs.next_multiple_of(2);
        let panels = outputs.div_ceil(PANEL);
        self.outputs = outputs;
        self.inputs = inputs;
        self.panels.clear();
        self.panels.resize(panels * PANEL * inputs, 0);
        self.scales.clear();
        self.scales.resize(panels * PANEL, 0.0);
        self.bias.clear();
        self.bias.resize(panels * PANEL, 0.0);
        for o in 0..outputs {
            let (values, scale, bias) = row(o);
            self.scales[o] = scale;
            self.bias[o] = bias;
            let base = (o / PANEL) * PANEL * inputs + (o % PANEL) * 2;
            for (k, w) in values.take(inputs).enumerate() {
                self.panels[base + (k / 2) * PANEL * 2 + k % 2] = w;
            }
        }
    }
}

/// Sums of one panel for up to this many rows at once.
const ROWS: usize = 6;
type Sums = [[i32; PANEL]; ROWS];

/// `y = a·Wᵀ` scaled, plus bias: `a` is `rows` × inputs with one scale per row, `y` is `rows` × outputs.
pub fn multiply(a: &[i16], scales: &[f32], rows: usize, w: &Packed, y: &mut [f32]) {
    assert!(a.len() >= rows * w.inputs && scales.len() >= rows && y.len() >= rows * w.outputs, "slices too short");
    #[cfg(target_arch = "x86_64")]
    {
        if is_x86_feature_detected!("avx512f") && is_x86_feature_detected!("avx512bw") && is_x86_feature_detected!("avx512vl") {
            // SAFETY: the features were detected on the line above; lengths were checked at the top.
            return unsafe { multiply_512(a, scales, rows, w, y) };
        }
        if is_x86_feature_detected!("avx2") {
            // SAFETY: the feature was detected on the line above; lengths were checked at the top.
            return unsafe { multiply_256(a, scales, rows, w, y) };
        }
    }
    drive(a, scales, rows, w, y, sums_plain);
}

/// Walks panels and groups of rows; `kernel` computes the sums of one group and one panel.
#[inline(always)]
fn drive(a: &[i16], scales: &[f32], rows: usize, w: &Packed, y: &mut [f32], kernel: impl Fn(&[i16], usize, usize, &[i16], &mut Sums)) {
    let k = w.inputs;
    let mut sums: Sums = [[0; PANEL]; ROWS];
    for (p, panel) in w.panels.chunks_exact((PANEL * k).max(1)).enumerate() {
        let first = p * PANEL;
        let width = PANEL.min(w.outputs - first);
        let (ws, bs) = (&w.scales[first..first + PANEL], &w.bias[first..first + PANEL]);
        let mut at = 0;
        while at < rows {
            let group = ROWS.min(rows - at);
            kernel(&a[at * k..(at + group) * k], k, group, panel, &mut sums);
            for r in 0..group {
                let scale = scales[at + r];
                let mut out = [0.0f32; PANEL];
                for i in 0..PANEL {
                    out[i] = sums[r][i] as f32 * (scale * ws[i]) + bs[i];
                }
                let row = (at + r) * w.outputs + first;
                y[row..row + width].copy_from_slice(&out[..width]);
            }
            at += group;
        }
    }
}

/// Two neighbouring activations as the 32 bits a broadcast takes.
#[inline(always)]
fn pair(a: &[i16], at: usize) -> i32 {
    i32::from(a[at] as u16) | (i32::from(a[at + 1]) << 16)
}

/// The kernel in plain loops: what other machines run, and what the vector kernels are tested against.
#[inline(always)]
fn sums_plain(a: &[i16], k: usize, group: usize, panel: &[i16], sums: &mut Sums) {
    for (r, sum) in sums.iter_mut().enumerate().take(group) {
        let row = &a[r * k..(r + 1) * k];
        *sum = [0; PANEL];
        for (two, weights) in row.chunks_exact(2).zip(panel.chunks_exact(PANEL * 2)) {
            let (a0, a1) = (i32::from(two[0]), i32::from(two[1]));
            for (s, w) in sum.iter_mut().zip(weights.chunks_exact(2)) {
                *s += a0 * i32::from(w[0]) + a1 * i32::from(w[1]);
            }
        }
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx512bw,avx512vl")]
fn multiply_512(a: &[i16], scales: &[f32], rows: usize, w: &Packed, y: &mut [f32]) {
    use std::arch::x86_64::{
        __m512i, _mm512_add_epi32, _mm512_loadu_si512, _mm512_madd_epi16, _mm512_set1_epi32, _mm512_setzero_si512, _mm512_storeu_si512,
    };
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl")]
    fn tile<const G: usize>(a: &[i16], k: usize, panel: &[i16], sums: &mut Sums) {
        assert!(a.len() >= G * k && panel.len() >= k * PANEL);
        let mut acc: [[__m512i; 2]; G] = [[_mm512_setzero_si512(); 2]; G];
        for q in 0..k / 2 {
            // SAFETY: a panel holds k/2 runs of 64 values; the assertion above covers the last.
            let (w0, w1) = unsafe {
                let at = panel.as_ptr().add(q * PANEL * 2);
                (_mm512_loadu_si512(at.cast()), _mm512_loadu_si512(at.add(PANEL).cast()))
            };
            for r in 0..G {
                // SAFETY: r < G and 2q + 1 < k, within the rows the assertion above covers.
                let x = _mm512_set1_epi32(unsafe { a.as_ptr().add(r * k + 2 * q).cast::<i32>().read_unaligned() });
                acc[r][0] = _mm512_add_epi32(acc[r][0], _mm512_madd_epi16(x, w0));
                acc[r][1] = _mm512_add_epi32(acc[r][1], _mm512_madd_epi16(x, w1));
            }
        }
        for r in 0..G {
            // SAFETY: a row of sums is 32 values of 32 bits, two vectors.
            unsafe {
                _mm512_storeu_si512(sums[r].as_mut_ptr().cast(), acc[r][0]);
                _mm512_storeu_si512(sums[r].as_mut_ptr().add(16).cast(), acc[r][1]);
            }
        }
    }
    drive(a, scales, rows, w, y, |a, k, group, panel, sums| match group {
        6 => tile::<6>(a, k, panel, sums),
        5 => tile::<5>(a, k, panel, sums),
        4 => tile::<4>(a, k, panel, sums),
        3 => tile::<3>(a, k, panel, sums),
        2 => tile::<2>(a, k, panel, sums),
        _ => tile::<1>(a, k, panel, sums),
    });
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn multiply_256(a: &[i16], scales: &[f32], rows: usize, w: &Packed, y: &mut [f32]) {
    use std::arch::x86_64::{
        __m256i, _mm256_add_epi32, _mm256_loadu_si256, _mm256_madd_epi16, _mm256_set1_epi32, _mm256_setzero_si256, _mm256_storeu_si256,
    };
    /// Half a panel (16 outputs) for `G` rows: the 16 vector registers hold no more.
    #[inline]
    #[target_feature(enable = "avx2")]
    fn tile<const G: usize>(a: &[i16], k: usize, panel: &[i16], half: usize, sums: &mut Sums) {
        assert!(a.len() >= G * k && panel.len() >= k * PANEL && half < 2);
        let mut acc: [[__m256i; 2]; G] = [[_mm256_setzero_si256(); 2]; G];
        for q in 0..k / 2 {
            // SAFETY: a panel holds k/2 runs of 64 values; the assertion above covers the last.
            let (w0, w1) = unsafe {
                let at = panel.as_ptr().add(q * PANEL * 2 + half * PANEL);
                (_mm256_loadu_si256(at.cast()), _mm256_loadu_si256(at.add(16).cast()))
            };
            for r in 0..G {
                let x = _mm256_set1_epi32(pair(a, r * k + 2 * q));
                acc[r][0] = _mm256_add_epi32(acc[r][0], _mm256_madd_epi16(x, w0));
                acc[r][1] = _mm256_add_epi32(acc[r][1], _mm256_madd_epi16(x, w1));
            }
        }
        for r in 0..G {
            // SAFETY: half a row of sums is 16 values of 32 bits, two vectors.
            unsafe {
                let at = sums[r].as_mut_ptr().add(half * 16);
                _mm256_storeu_si256(at.cast(), acc[r][0]);
                _mm256_storeu_si256(at.add(8).cast(), acc[r][1]);
            }
        }
    }
    drive(a, scales, rows, w, y, |a, k, group, panel, sums| {
        for half in 0..2 {
            match group {
                6 => tile::<6>(a, k, panel, half, sums),
                5 => tile::<5>(a, k, panel, half, sums),
                4 => tile::<4>(a, k, panel, half, sums),
                3 => tile::<3>(a, k, panel, half, sums),
                2 => tile::<2>(a, k, panel, half, sums),
                _ => tile::<1>(a, k, panel, half, sums),
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    #[test]
    fn every_kernel_gives_the_same_bits() {
        let mut rng = Rng::new(7);
        for (rows, inputs, outputs) in [(1, 2, 1), (7, 64, 33), (13, 128, 96), (6, 512, 45)] {
            let a: Vec<i16> = (0..rows * inputs).map(|_| rng.symmetric(8191.0) as i16).collect();
            let scales: Vec<f32> = (0..rows).map(|_| rng.unit()).collect();
            let weights: Vec<i16> = (0..outputs * inputs).map(|_| rng.symmetric(127.0) as i16).collect();
            let mut w = Packed::default();
            w.fill(outputs, inputs, |o| (weights[o * inputs..(o + 1) * inputs].iter().copied(), 0.01, 0.5));
            let (mut fast, mut plain) = (vec![0.0; rows * outputs], vec![0.0; rows * outputs]);
            multiply(&a, &scales, rows, &w, &mut fast);
            drive(&a, &scales, rows, &w, &mut plain, sums_plain);
            assert_eq!(fast, plain);
            #[cfg(target_arch = "x86_64")]
            if is_x86_feature_detected!("avx2") {
                let mut middle = vec![0.0; rows * outputs];
                // SAFETY: detected on the line above.
                unsafe { multiply_256(&a, &scales, rows, &w, &mut middle) };
                assert_eq!(middle, plain);
            }
            let dot: i32 = (0..inputs).map(|k| i32::from(a[k]) * i32::from(weights[k])).sum();
            assert_eq!(plain[0], dot as f32 * (scales[0] * 0.01) + 0.5);
        }
    }
}
