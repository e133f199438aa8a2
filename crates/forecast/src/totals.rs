//! How many acts from one actor to another within a horizon, whatever the acts.
//!
//! The mean is a sum, with weights never negative, of the pair's rates at several memories and the mean of all pairs, fitted at
//! rolling origins by least squares with multiplicative steps (Lee and Seung 2001); the spread is that of a negative binomial with
//! the dispersion found by moments.

use crate::fact::Fact;
use crate::outlook::Known;
use rustc_hash::FxHashMap;

/// Memories of the rates, in days of half-life.
const MEMORIES: [f64; 4] = [7.0, 30.0, 120.0, 480.0];
/// Parts of the sum: the rates, the rate of the whole past, the same days a year ago, and all pairs' mean.
const PARTS: usize = MEMORIES.len() + 3;
/// Origins the sum is fitted at.
const ORIGINS: i32 = 8;
/// A pair is asked about if it met within so many days.
const RECENT: i32 = 180;
/// Days of a year.
const YEAR: i32 = 365;
/// Rounds of fitting.
const ROUNDS: usize = 60;

/// Subject and object.
type Pair = (u32, u32);

/// A fitted forecast of counts.
#[derive(Debug, Clone)]
pub struct Totals {
    weights: [f64; PARTS],
    /// Variance beyond the mean, by the mean squared.
    dispersion: f64,
    horizon: i32,
    /// Mean count of a recent pair in a period.
    mean: f64,
}

/// How many acts to expect.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Expected {
    /// Mean.
    pub mean: f64,
    /// Ends of the interval that holds four cases of five.
    pub low: u32,
    /// Upper end.
    pub high: u32,
    /// Probability of at least one.
    pub any: f64,
}

/// A pair's past as numbers.
#[derive(Debug, Clone, Copy, Default)]
struct Past {
    parts: [f64; PARTS],
    last: f64,
    life: f64,
    year: Option<f64>,
}

fn pasts(known: Known<'_>, origin: i32, horizon: i32, pairs: &[Pair]) -> Vec<Past> {
    let place: FxHashMap<Pair, usize> = pairs.iter().copied().zip(0..).collect();
    let first = known.facts.first().map_or(origin, |f| f.day);
    let seasonal = origin - YEAR >= first;
    let mut out = vec![Past { year: seasonal.then_some(0.0), ..Past::default() }; pairs.len()];
    for f in known.before(origin).facts {
        if let Some(&i) = place.get(&(f.subject, f.object)) {
            out[i].see(f, origin, horizon);
        }
    }
    let days = f64::from((origin - first).max(1));
    out.iter_mut().for_each(|p| p.scale(days, f64::from(horizon)));
    out
}

impl Past {
    fn see(&mut self, f: &Fact, origin: i32, horizon: i32) {
        let age = origin - f.day;
        for (part, half) in self.parts.iter_mut().zip(MEMORIES) {
            *part += (-f64::from(age) / half).exp2();
        }
        self.life += 1.0;
        self.last += f64::from(u8::from(age <= horizon));
        if let Some(year) = &mut self.year {
            *year += f64::from(u8::from(age <= YEAR && age > YEAR - horizon));
        }
    }

    /// From fading counts to counts in a horizon; a memory holds no more days than there were.
    fn scale(&mut self, days: f64, horizon: f64) {
        for (part, half) in self.parts.iter_mut().zip(MEMORIES) {
            let held = half / std::f64::consts::LN_2 * (1.0 - (-days / half).exp2());
            *part *= horizon / held;
        }
        self.life *= horizon / days;
        self.parts[MEMORIES.len()] = self.life;
        self.parts[MEMORIES.len() + 1] = self.year.unwrap_or(0.0);
    }
}

/// Pairs that met lately, in order.
fn recent_pairs(known: Known<'_>, origin: i32) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = known.within(origin - RECENT, origin).iter().map(|f| (f.subject, f.object)).collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

fn counts(facts: &[Fact]) -> FxHashMap<Pair, f64> {
    let mut counts = FxHashMap::default();
    facts.iter().for_each(|f| *counts.entry((f.subject, f.object)).or_insert(0.0) += 1.0);
    counts
}

impl Totals {
    /// Fits to the facts before an origin.
    #[must_use]
    pub fn learn(known: Known<'_>, origin: i32, horizon: i32) -> Self {
        let known = known.before(origin);
        let first = known.facts.first().map_or(origin, |f| f.day);
        let mut rows: Vec<([f64; PARTS], f64)> = Vec::new();
        for i in 1..=ORIGINS {
            let at = origin - i * horizon;
            if at - first < horizon {
                break;
            }
            let pairs = recent_pairs(known, at);
            let came = counts(known.within(at, at + horizon));
            let truths = pairs.iter().map(|p| came.get(p).copied().unwrap_or(0.0));
            rows.extend(pasts(known, at, horizon, &pairs).into_iter().map(|p| p.parts).zip(truths));
        }
        Self::fit(rows, horizon)
    }

    fn fit(mut rows: Vec<([f64; PARTS], f64)>, horizon: i32) -> Self {
        let n = rows.len().max(1) as f64;
        let mean = (rows.iter().map(|r| r.1).sum::<f64>() / n).max(1e-3);
        rows.iter_mut().for_each(|r| r.0[PARTS - 1] = mean);
        let mut t = Self { weights: [1.0 / PARTS as f64; PARTS], dispersion: 0.0, horizon, mean };
        for _ in 0..ROUNDS {
            let (mut up, mut all) = ([0.0; PARTS], [0.0; PARTS]);
            for (parts, truth) in &rows {
                let said = t.blend(parts);
                for k in 0..PARTS {
                    up[k] += parts[k] * truth;
                    all[k] += parts[k] * said;
                }
            }
            (0..PARTS).filter(|&k| all[k] > 0.0).for_each(|k| t.weights[k] *= up[k] / all[k]);
        }
        let (beyond, square) = rows.iter().fold((0.0, 1e-9), |(b, s), (parts, truth)| {
            let m = t.blend(parts);
            (b + (truth - m) * (truth - m) - m, s + m * m)
        });
        t.dispersion = (beyond / square).max(0.0);
        t
    }

    fn blend(&self, parts: &[f64; PARTS]) -> f64 {
        parts.iter().zip(&self.weights).map(|(x, w)| x * w).sum::<f64>() + 1e-4
    }

    /// The count to expect from one actor to another, given the facts before an origin.
    #[must_use]
    pub fn expect(&self, known: Known<'_>, origin: i32, subject: u32, object: u32) -> Expected {
        let mut past = pasts(known, origin, self.horizon, &[(subject, object)])[0];
        past.parts[PARTS - 1] = if past.life > 0.0 { self.mean } else { 0.0 };
        self.spread(self.blend(&past.parts))
    }

    /// The negative binomial of a mean.
    fn spread(&self, mean: f64) -> Expected {
        // Below this the negative binomial is a Poisson to the last digit shown.
        let a = self.dispersion.max(1e-6);
        let odds = a * mean / (1.0 + a * mean);
        let none = (-(1.0 + a * mean).ln() / a).exp();
        let (mut chance, mut sum, mut low) = (none, none, None);
        let mut n = 0u32;
        while sum < 0.9 && n < 100_000 {
            if low.is_none() && sum >= 0.1 {
                low = Some(n);
            }
            chance *= odds * (f64::from(n) + 1.0 / a) / f64::from(n + 1);
            n += 1;
            sum += chance;
        }
        Expected { mean, low: low.unwrap_or(n), high: n, any: 1.0 - none }
    }
}

/// Squared errors of forecast counts, summed.
#[derive(Debug, Clone, Copy, Default)]
pub struct TotalsScore {
    /// Pairs and origins.
    pub count: usize,
    /// Forecast, last value, mean of the pair's past.
    squares: [f64; 3],
    /// Seasonal, with its own number of cases.
    season: (usize, f64),
    inside: usize,
}

impl TotalsScore {
    /// Judges a fit by what came after its origin.
    pub fn judge(&mut self, totals: &Totals, known: Known<'_>, origin: i32) {
        let pairs = recent_pairs(known, origin);
        let came = counts(known.within(origin, origin + totals.horizon));
        for (pair, mut past) in pairs.iter().zip(pasts(known, origin, totals.horizon, &pairs)) {
            let truth = came.get(pair).copied().unwrap_or(0.0);
            past.parts[PARTS - 1] = totals.mean;
            let expected = totals.spread(totals.blend(&past.parts));
            let square = |said: f64| (said - truth) * (said - truth);
            self.count += 1;
            for (sum, said) in self.squares.iter_mut().zip([expected.mean, past.last, past.life]) {
                *sum += square(said);
            }
            if let Some(year) = past.year {
                self.season = (self.season.0 + 1, self.season.1 + square(year));
            }
            self.inside += usize::from((f64::from(expected.low)..=f64::from(expected.high)).contains(&truth));
        }
    }

    /// Root mean squared error of the forecast, then of its yardsticks by name.
    #[must_use]
    pub fn errors(&self) -> Vec<(&'static str, f64)> {
        let root = |sum: f64| (sum / self.count.max(1) as f64).sqrt();
        let mut out: Vec<_> = ["forecast", "last value", "base rate"].into_iter().zip(self.squares.map(root)).collect();
        if self.season.0 == self.count && self.count > 0 {
            out.push(("seasonal", root(self.season.1)));
        }
        out
    }

    /// Share of true counts inside the interval.
    #[must_use]
    pub fn inside(&self) -> f64 {
        self.inside as f64 / self.count.max(1) as f64
    }
}
