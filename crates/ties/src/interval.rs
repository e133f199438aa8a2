//! Intervals around shares and counts, in closed form.

/// An interval: lower and upper end.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

impl Interval {
    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        Self { low: self.low.min(other.low), high: self.high.max(other.high) }
    }
}

/// The normal quantile for a two-sided interval of 95 %.
pub(crate) const Z95: f64 = 1.959_963_985;

/// Wilson's 95 % interval of a share: `successes` of `trials` (E. B. Wilson, JASA 22, 1927). None without trials.
#[must_use]
pub fn wilson(successes: f64, trials: f64) -> Option<Interval> {
    if trials <= 0.0 {
        return None;
    }
    let p = successes / trials;
    let z2 = Z95 * Z95;
    let scale = 1.0 + z2 / trials;
    let centre = (p + z2 / (2.0 * trials)) / scale;
    let half = Z95 / scale * (p * (1.0 - p) / trials + z2 / (4.0 * trials * trials)).max(0.0).sqrt();
    Some(Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) })
}

/// Byar's 95 % interval of a Poisson count (Breslow and Day, Statistical Methods in Cancer Research II, 1987, p. 69).
#[must_use]
pub fn poisson(count: f64) -> Interval {
    let end = |x: f64, sign: f64| x * (1.0 - 1.0 / (9.0 * x) + sign * Z95 / (3.0 * x.sqrt())).max(0.0).powi(3);
    Interval { low: if count > 0.0 { end(count, -1.0) } else { 0.0 }, high: end(count + 1.0, 1.0) }
}

/// The middle `level` of some values, by linear interpolation between order statistics. None where fewer than half are finite.
pub(crate) fn percentile(values: &mut Vec<f64>, level: f64) -> Option<Interval> {
    let drawn = values.len();
    values.retain(|v| v.is_finite());
    if values.is_empty() || values.len() * 2 < drawn {
        return None;
    }
    values.sort_by(f64::total_cmp);
    let at = |q: f64| {
        let x = q * (values.len() - 1) as f64;
        let (below, above) = (values[x.floor() as usize], values[x.ceil() as usize]);
        below + (above - below) * x.fract()
    };
    let tail = (1.0 - level) / 2.0;
    Some(Interval { low: at(tail), high: at(1.0 - tail) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_agrees_with_published_values() {
        // 15 of 148: Newcombe, Statistics in Medicine 17 (1998), table I: 0.0624 to 0.1605.
        let i = wilson(15.0, 148.0).unwrap();
        assert!((i.low - 0.0624).abs() < 1e-4 && (i.high - 0.1605).abs() < 1e-4, "{i:?}");
        assert_eq!(wilson(0.0, 0.0), None);
        assert!(wilson(3.0, 3.0).unwrap().low > 0.4);
    }

    #[test]
    fn counts_have_the_exact_interval_to_a_few_hundredths() {
        // Garwood's exact interval for 10 is 4.795 to 18.391; for 0 it is 0 to 3.689.
        let ten = poisson(10.0);
        assert!((ten.low - 4.795).abs() < 0.03 && (ten.high - 18.391).abs() < 0.03, "{ten:?}");
        let none = poisson(0.0);
        assert!(none.low == 0.0 && (none.high - 3.689).abs() < 0.1, "{none:?}");
    }

    #[test]
    fn percentiles_ignore_what_could_not_be_computed() {
        let mut values: Vec<f64> = (0..=100).map(f64::from).chain([f64::NAN]).collect();
        let i = percentile(&mut values, 0.9).unwrap();
        assert!((i.low - 5.0).abs() < 1e-9 && (i.high - 95.0).abs() < 1e-9, "{i:?}");
        assert_eq!(percentile(&mut vec![f64::NAN, f64::NAN, 1.0], 0.9), None);
    }
}
