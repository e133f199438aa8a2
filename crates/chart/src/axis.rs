//! Round numbers along an axis.

/// Some four to eight round values that cover `low..=high`: steps of 1, 2 or 5 times a power of ten.
pub(crate) fn ticks(low: f64, high: f64) -> Vec<f64> {
    let span = (high - low).max(f64::MIN_POSITIVE);
    if !span.is_finite() || span < 1e-12 {
        return vec![low, low + 1.0];
    }
    let rough = span / 6.0;
    let power = 10f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|m| m * power).find(|&s| s >= rough).unwrap_or(power * 10.0);
    let (first, last) = ((low / step).floor() as i64, (high / step - 1e-9).ceil() as i64);
    (first..=last).map(|i| i as f64 * step).collect()
}

/// A value as short as the step between ticks allows.
pub(crate) fn label(value: f64, step: f64) -> String {
    let digits = if step >= 1.0 { 0 } else { (-step.log10()).ceil().clamp(0.0, 9.0) as usize };
    let text = format!("{value:.digits$}");
    if text.trim_start_matches('-').chars().all(|c| c == '0' || c == '.') { text.trim_start_matches('-').to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_cover_the_range() {
        assert_eq!(ticks(0.0, 1.0).len(), 6);
        for (low, high) in [(0.0, 7.3), (-3.0, 812.0), (0.0, 0.004), (-10.0, -2.0)] {
            let t = ticks(low, high);
            assert!(t[0] <= low && t[t.len() - 1] >= high && (3..=9).contains(&t.len()), "{low} {high} {t:?}");
        }
        assert_eq!(ticks(2.0, 2.0), [2.0, 3.0]);
    }

    #[test]
    fn labels_have_the_digits_of_their_step() {
        assert_eq!(label(0.2, 0.2), "0.2");
        assert_eq!(label(120.0, 20.0), "120");
        assert_eq!(label(-0.0, 0.5), "0.0");
    }
}
