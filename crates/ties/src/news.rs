//! How much news there was: what counts are divided by.
//!
//! More events in a quarter may only mean that more was read. Counts are therefore given as rates per thousand articles read. Where
//! outlets come and go, one that writes much about a region would shift a plain rate; the rate is then standardised directly, as
//! in epidemiology (Breslow and Day, Statistical Methods in Cancer Research II, 1987, ch. 2): each outlet's rate is taken by
//! itself and weighed with the outlet's share of all articles over the whole time.

use crate::calendar::Day;

/// Articles read, by day and outlet.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct News {
    /// Day of publication, number of the outlet, articles.
    pub articles: Vec<(Day, u16, f64)>,
    /// How many outlets are told apart; 1 where all count as one.
    pub outlets: usize,
}

/// What a count is divided by, with fixed weights of the outlets.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    weights: Vec<f64>,
    per: f64,
}

impl Measure {
    /// Rates per thousand articles, each outlet weighed by its articles over the whole time.
    pub fn of(news: &News) -> Self {
        let mut weights = vec![0.0; news.outlets.max(1)];
        for &(_, outlet, n) in &news.articles {
            if let Some(w) = weights.get_mut(usize::from(outlet)) {
                *w += n;
            }
        }
        Self { weights, per: 1000.0 }
    }

    pub fn outlets(&self) -> usize {
        self.weights.len()
    }

    /// The standardised rate of counts and articles by outlet; not a number where no outlet wrote anything.
    pub fn rate(&self, counts: &[f64], articles: &[f64]) -> f64 {
        let mut rate = 0.0;
        let mut weight = 0.0;
        for ((w, &n), &a) in self.weights.iter().zip(counts).zip(articles) {
            if a > 0.0 {
                rate += w * n / a;
                weight += w;
            }
        }
        self.per * rate / weight
    }

    /// The share of all articles that outlets present here have over the whole time: how much of the yardstick a period rests on.
    pub fn coverage(&self, articles: &[f64]) -> f64 {
        let present: f64 = self.weights.iter().zip(articles).filter(|&(_, &a)| a > 0.0).map(|(w, _)| w).sum();
        present / self.weights.iter().sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_that_joins_does_not_move_a_standardised_rate() {
        // Outlet 0 reports 10 events in 100 articles, always; outlet 1 reports 80 in 100 and writes in the second year only.
        let news = News { articles: vec![(0, 0, 100.0), (365, 0, 100.0), (365, 1, 100.0)], outlets: 2 };
        let measure = Measure::of(&news);
        let alone = measure.rate(&[10.0, 0.0], &[100.0, 0.0]);
        let both = measure.rate(&[10.0, 80.0], &[100.0, 100.0]);
        assert!((alone - 100.0).abs() < 1e-9);
        assert!((both - 1000.0 * (200.0 * 0.1 + 100.0 * 0.8) / 300.0).abs() < 1e-9);
        assert!((measure.coverage(&[100.0, 0.0]) - 2.0 / 3.0).abs() < 1e-9);
    }

    #[test]
    fn without_articles_there_is_no_rate() {
        let measure = Measure::of(&News { articles: vec![(0, 0, 10.0)], outlets: 1 });
        assert!(measure.rate(&[3.0], &[0.0]).is_nan());
    }
}
