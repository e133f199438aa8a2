//! From floats to small integers and back.

/// Greatest magnitude of an 8-bit weight.
pub const WEIGHT_TOP: f32 = 127.0;
/// Greatest magnitude of a quantised activation: 512 products with 8-bit weights stay within 32 bits.
pub const ACTIVATION_TOP: f32 = 8191.0;
/// Greatest magnitude where both factors are activations.
pub const PAIR_TOP: f32 = 2047.0;

/// Quantises one row of weights; returns what one unit is worth.
pub fn weights(row: &[f32], out: &mut Vec<i8>) -> f32 {
    let top = row.iter().fold(0.0f32, |m, x| m.max(x.abs()));
    let scale = if top > 0.0 { top / WEIGHT_TOP } else { 1.0 };
    out.extend(row.iter().map(|x| (x / scale).round() as i8));
    scale
}

crate::multiversion! {
/// Quantises `rows` of activations of `width` values, each row with its own scale.
pub fn activations(x: &[f32], width: usize, top: f32, q: &mut [i16], scales: &mut [f32]) {
    for ((row, out), scale) in x.chunks_exact(width).zip(q.chunks_exact_mut(width)).zip(scales) {
        let mut lanes = [0.0f32; 16];
        for chunk in row.chunks(16) {
            for (lane, v) in lanes.iter_mut().zip(chunk) {
                let a = v.abs();
                *lane = if a > *lane { a } else { *lane };
            }
        }
        let most = lanes.iter().fold(0.0f32, |m, &v| if v > m { v } else { m });
        let most = if most > 1e-20 { most } else { 1.0 };
        let up = top / most;
        *scale = most / top;
        for (o, &v) in out.iter_mut().zip(row) {
            // Adding 1.5 * 2^23 leaves the rounded integer in the low bits, without a call or a branch.
            let bits = (v * up + 12_582_912.0).to_bits();
            *o = bits as i16;
        }
    }
}
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_to_nearest() {
        let x = [0.5f32, -1.0, 0.25, 0.0];
        let (mut q, mut s) = ([0i16; 4], [0.0f32; 1]);
        activations(&x, 4, 1000.0, &mut q, &mut s);
        assert_eq!(q, [500, -1000, 250, 0]);
        assert!((s[0] - 0.001).abs() < 1e-9);
        let mut w = Vec::new();
        let scale = weights(&x, &mut w);
        assert_eq!(w, [64, -127, 32, 0]);
        assert!((scale * 127.0 - 1.0).abs() < 1e-6);
    }
}
