//! Elementary functions with the same bits on every machine.
//!
//! The C library's `exp` differs between systems in the last place; these are polynomials of plain operations.

/// `e^x` for `x` in about ±87, to a relative error of about 3e-7; saturates beyond.
#[inline(always)]
#[must_use]
pub fn exp(x: f32) -> f32 {
    let x = x.clamp(-87.0, 87.0);
    // Adding and taking away 1.5 * 2^23 rounds to the nearest integer without a call.
    const ROUND: f32 = 12_582_912.0;
    let shifted = x * std::f32::consts::LOG2_E + ROUND;
    let n = shifted - ROUND;
    let r = x - n * 0.693_359_4 - n * -2.121_944_4e-4;
    let mut p = 1.987_569_2e-4_f32;
    p = p * r + 1.398_199_9e-3;
    p = p * r + 8.333_452e-3;
    p = p * r + 4.166_579_6e-2;
    p = p * r + 1.666_666_6e-1;
    p = p * r + 0.5;
    let y = p * r * r + r + 1.0;
    // The low bits of `shifted` are the integer itself.
    let power = (shifted.to_bits().wrapping_sub(ROUND.to_bits()).wrapping_add(127)) << 23;
    y * f32::from_bits(power)
}

/// The logistic function.
#[inline(always)]
#[must_use]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// Slope of [`leaky`] below zero.
pub const LEAK: f32 = 0.1;

/// Leaky rectifier.
#[inline(always)]
#[must_use]
pub fn leaky(x: f32) -> f32 {
    if x > 0.0 { x } else { x * LEAK }
}

/// Derivative of [`leaky`], from its output (which has its input's sign).
#[inline(always)]
#[must_use]
pub fn leaky_slope(y: f32) -> f32 {
    if y > 0.0 { 1.0 } else { LEAK }
}

/// Sum in eight fixed lanes: quick, and the same order everywhere.
#[inline(always)]
#[must_use]
pub fn sum(xs: &[f32]) -> f32 {
    let mut lanes = [0.0f32; 8];
    let mut chunks = xs.chunks_exact(8);
    for chunk in &mut chunks {
        for (lane, x) in lanes.iter_mut().zip(chunk) {
            *lane += x;
        }
    }
    for (lane, x) in lanes.iter_mut().zip(chunks.remainder()) {
        *lane += x;
    }
    ((lanes[0] + lanes[4]) + (lanes[1] + lanes[5])) + ((lanes[2] + lanes[6]) + (lanes[3] + lanes[7]))
}

crate::multiversion! {
/// Softmax in place.
pub fn softmax(xs: &mut [f32]) {
    let top = xs.iter().fold(f32::NEG_INFINITY, |m, &x| if x > m { x } else { m });
    for x in xs.iter_mut() {
        *x = exp(*x - top);
    }
    let scale = 1.0 / sum(xs);
    for x in xs.iter_mut() {
        *x *= scale;
    }
}
}

/// Index of the greatest value, the first among equals; 0 for an empty slice.
#[must_use]
pub fn argmax(xs: &[f32]) -> usize {
    let mut best = 0;
    for (i, &x) in xs.iter().enumerate() {
        if x > xs[best] {
            best = i;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_agrees_with_the_library() {
        let mut x = -80.0f32;
        while x < 80.0 {
            let (a, b) = (f64::from(exp(x)), f64::from(x).exp());
            assert!((a / b - 1.0).abs() < 1e-6, "exp({x}) = {a}, not {b}");
            x += 0.037;
        }
    }

    #[test]
    fn softmax_sums_to_one() {
        let mut xs = [1.0, -3.0, 0.5, 9.0, 2.0, 2.0, 2.0, 0.0, -100.0];
        softmax(&mut xs);
        assert!((sum(&xs) - 1.0).abs() < 1e-5);
        assert_eq!(argmax(&xs), 3);
    }
}
