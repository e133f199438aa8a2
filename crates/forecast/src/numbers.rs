//! Scales on which evidence is put before it is weighed; plain operations, the same bits on every machine.

use crate::tally::Tally;

/// Natural logarithm of a positive, normal number, to about 1e-6.
#[inline]
#[must_use]
pub fn ln(x: f32) -> f32 {
    let bits = x.to_bits();
    let mut exponent = (bits >> 23) as i32 - 127;
    let mut mantissa = f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000);
    if mantissa > std::f32::consts::SQRT_2 {
        mantissa *= 0.5;
        exponent += 1;
    }
    let z = (mantissa - 1.0) / (mantissa + 1.0);
    let w = z * z;
    let series = 2.0 * z * (1.0 + w * (1.0 / 3.0 + w * (0.2 + w * (1.0 / 7.0 + w / 9.0))));
    exponent as f32 * std::f32::consts::LN_2 + series
}

/// A share of a whole: -1 at none, about 1 at all, logarithmic between.
#[inline]
#[must_use]
pub fn share(x: f32) -> f32 {
    (ln(x.max(0.0) + 5e-4) + 3.8) / 3.8
}

/// A count: 0 at none, about 1 at twenty.
#[inline]
#[must_use]
pub fn many(x: f32) -> f32 {
    ln(1.0 + x.max(0.0)) * 0.33
}

/// Days since the last time: 0 at one day, about 1 at 250; never is older than anything.
#[inline]
#[must_use]
pub fn old(tally: &Tally, day: i32) -> f32 {
    if tally.count == 0.0 { 1.6 } else { ln(tally.age(day).max(1) as f32) * 0.18 }
}

#[cfg(test)]
mod tests {
    use super::ln;

    #[test]
    fn the_logarithm_agrees_with_the_library() {
        let mut x = 1e-6f32;
        while x < 1e6 {
            assert!((f64::from(ln(x)) - f64::from(x).ln()).abs() < 4e-6, "ln({x})");
            x *= 1.013;
        }
    }
}
