//! How good probabilities were.

/// Bins of the reliability table.
pub const BINS: usize = 10;

/// Scores of a set of probabilities against what came true.
#[derive(Debug, Clone, Copy, Default)]
pub struct Score {
    /// Forecasts.
    pub count: usize,
    squares: f64,
    logs: f64,
    bins: [Bin; BINS],
}

/// Forecasts of about the same probability.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Bin {
    /// How many.
    pub count: usize,
    said: f64,
    came: f64,
}

impl Bin {
    /// Mean probability said.
    #[must_use]
    pub fn said(&self) -> f64 {
        self.said / self.count.max(1) as f64
    }

    /// Share that came true.
    #[must_use]
    pub fn came(&self) -> f64 {
        self.came / self.count.max(1) as f64
    }
}

impl Score {
    /// Takes in a forecast.
    pub fn add(&mut self, probability: f64, came: bool) {
        let truth = f64::from(u8::from(came));
        self.count += 1;
        self.squares += (probability - truth) * (probability - truth);
        let said = if came { probability } else { 1.0 - probability };
        self.logs -= said.max(1e-6).ln();
        let bin = &mut self.bins[((probability * BINS as f64) as usize).min(BINS - 1)];
        bin.count += 1;
        bin.said += probability;
        bin.came += truth;
    }

    /// Mean squared error (Brier 1950): 0 is perfect.
    #[must_use]
    pub fn brier(&self) -> f64 {
        self.squares / self.count.max(1) as f64
    }

    /// Mean logarithmic loss in nats; a probability below one in a million counts as that.
    #[must_use]
    pub fn log_loss(&self) -> f64 {
        self.logs / self.count.max(1) as f64
    }

    /// The reliability table.
    #[must_use]
    pub fn reliability(&self) -> &[Bin; BINS] {
        &self.bins
    }

    /// Mean distance between what was said and what came, over the bins by their size.
    #[must_use]
    pub fn calibration_error(&self) -> f64 {
        let off: f64 = self.bins.iter().map(|b| (b.said - b.came).abs()).sum();
        off / self.count.max(1) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_of_a_few_forecasts() {
        let mut s = Score::default();
        [(0.8, true), (0.8, false), (0.1, false), (0.1, false)].into_iter().for_each(|(p, came)| s.add(p, came));
        assert!((s.brier() - (0.04 + 0.64 + 0.01 + 0.01) / 4.0).abs() < 1e-12);
        assert!((s.log_loss() + (0.8f64.ln() + 0.2f64.ln() + 2.0 * 0.9f64.ln()) / 4.0).abs() < 1e-12);
        assert!((s.calibration_error() - (0.6 + 0.2) / 4.0).abs() < 1e-12);
    }
}
