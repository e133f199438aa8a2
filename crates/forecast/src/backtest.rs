//! Back-tests by rolling origin: the forecast is learnt anew at each origin from what was known there, and judged by what came.

use crate::outlook::{Known, Outlook, Terms, draw};
use crate::score::Score;
use crate::totals::{Totals, TotalsScore};

/// Questions asked at an origin.
const QUESTIONS: usize = 1500;

/// A back-test.
#[derive(Debug, Clone)]
pub struct Backtest {
    /// The origins.
    pub origins: Vec<i32>,
    /// The forecast.
    pub forecast: Score,
    /// Yardsticks by name; a seasonal one only where every origin lies a year after the first fact.
    pub yardsticks: Vec<(&'static str, Score)>,
    /// Forecast counts of acts between two actors against theirs.
    pub totals: TotalsScore,
}

impl Backtest {
    /// Runs over the last `count` periods of the facts.
    ///
    /// # Errors
    /// What is missing, where even the last origin has too little past.
    pub fn run(known: Known<'_>, terms: Terms, count: usize) -> Result<Self, String> {
        let mut all = Self { origins: Vec::new(), forecast: Score::default(), yardsticks: Vec::new(), totals: TotalsScore::default() };
        let mut scores = [Score::default(); 4];
        let mut short = None;
        for i in (1..=count as i32).rev() {
            let at = Terms { origin: terms.origin - i * terms.horizon, ..terms };
            match Outlook::learn(known, at) {
                Ok(outlook) => all.judge(&outlook, known, &mut scores),
                Err(e) => short = Some(e),
            }
        }
        if all.origins.is_empty() {
            return Err(short.unwrap_or_else(|| "no origin to test at".to_owned()));
        }
        all.yardsticks = ["base rate", "own rate", "last value", "seasonal"]
            .into_iter()
            .zip(scores)
            .filter(|(_, s)| s.count == all.forecast.count)
            .collect();
        Ok(all)
    }

    fn judge(&mut self, outlook: &Outlook, known: Known<'_>, scores: &mut [Score; 4]) {
        let terms = outlook.terms;
        self.origins.push(terms.origin);
        let past = known.before(terms.origin);
        let drawn = draw(&outlook.world, known, terms, QUESTIONS);
        for (asked, plain) in drawn.asked.iter().zip(outlook.baselines.say(past, &drawn)) {
            let said = outlook.chances(asked.query, &asked.example.candidates);
            for (i, (p, y)) in said.into_iter().zip(plain).enumerate() {
                let came = asked.example.right.binary_search(&(i as u32)).is_ok();
                self.forecast.add(p, came);
                for (score, p) in scores.iter_mut().zip([Some(y.base), Some(y.own), Some(y.last), y.season]) {
                    p.into_iter().for_each(|p| score.add(p, came));
                }
            }
        }
        self.totals.judge(&Totals::learn(past, terms.origin, terms.horizon), known, terms.origin);
    }
}
