//! Sums by day and channel, and the block bootstrap over them.

use crate::calendar::{Day, Period};
use crate::interval::{Interval, percentile};
use chancery_learn::rng::Rng;
use std::ops::Range;

/// Sums by day and channel: what one channel means is the caller's business (a power's cooperation, articles read, scores).
#[derive(Debug, Clone)]
pub(crate) struct Daily {
    from: Day,
    channels: usize,
    /// Row after row of `channels` sums: the sum of all days before the row's day, so that any stretch is one subtraction.
    prefix: Vec<f64>,
}

impl Daily {
    /// Sums from `(day, channel, amount)`; what lies outside `from..=to` is left out.
    pub fn new(from: Day, to: Day, channels: usize, amounts: impl Iterator<Item = (Day, usize, f64)>) -> Self {
        let days = usize::try_from(to - from + 1).unwrap_or(0);
        let mut prefix = vec![0.0; (days + 1) * channels];
        for (day, channel, amount) in amounts.filter(|(day, _, _)| (from..=to).contains(day)) {
            prefix[((day - from) as usize + 1) * channels + channel] += amount;
        }
        for i in channels..prefix.len() {
            prefix[i] += prefix[i - channels];
        }
        Self { from, channels, prefix }
    }

    /// Row numbers of a period's days.
    fn rows(&self, p: Period) -> Range<usize> {
        let start = (p.start - self.from) as usize;
        start..start + p.len()
    }

    fn add(&self, rows: Range<usize>, sums: &mut [f64]) {
        let (a, b) = (rows.start * self.channels, rows.end * self.channels);
        for (c, sum) in sums.iter_mut().enumerate() {
            *sum += self.prefix[b + c] - self.prefix[a + c];
        }
    }

    /// Sum of every channel over a period.
    pub fn sums(&self, p: Period) -> Vec<f64> {
        let mut sums = vec![0.0; self.channels];
        self.add(self.rows(p), &mut sums);
        sums
    }
}

/// How intervals are drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bootstrap {
    /// Replicates; 0 for none, and intervals in closed form alone.
    pub replicates: usize,
    /// Days in a block: news about one happening fills several days, and days drawn one by one would feign independence.
    pub block: usize,
    /// Seed: the same gives the same intervals.
    pub seed: u64,
    /// Level, such as 0.95.
    pub level: f64,
}

impl Default for Bootstrap {
    fn default() -> Self {
        Self { replicates: 1000, block: 7, seed: 1, level: 0.95 }
    }
}

impl Bootstrap {
    /// Percentile intervals of `statistics` of the channel sums over a period, by the circular block bootstrap over days
    /// (Politis and Romano, 1992). None for a statistic that most replicates leave undefined, and for periods under four days.
    ///
    /// A period shorter than four blocks is drawn in blocks of a quarter of its length.
    pub(crate) fn intervals<F>(&self, daily: &Daily, p: Period, wanted: usize, statistics: F) -> Vec<Option<Interval>>
    where
        F: Fn(&[f64], &mut [f64]),
    {
        let days = p.len();
        if self.replicates == 0 || days < 4 {
            return vec![None; wanted];
        }
        let block = self.block.clamp(1, (days / 4).max(1));
        let mut rng = Rng::of(self.seed, p.start as u64, 0);
        let mut drawn = vec![Vec::with_capacity(self.replicates); wanted];
        let (mut sums, mut out) = (vec![0.0; daily.channels], vec![0.0; wanted]);
        for _ in 0..self.replicates {
            draw(daily, daily.rows(p), block, &mut rng, &mut sums);
            statistics(&sums, &mut out);
            drawn.iter_mut().zip(&out).for_each(|(d, &v)| d.push(v));
        }
        drawn.iter_mut().map(|d| percentile(d, self.level)).collect()
    }
}

/// One replicate: as many days as there are, in blocks that run on from the last day to the first.
fn draw(daily: &Daily, rows: Range<usize>, block: usize, rng: &mut Rng, sums: &mut [f64]) {
    sums.fill(0.0);
    let mut left = rows.len();
    while left > 0 {
        let take = block.min(left);
        let start = rows.start + rng.below(rows.len());
        let first = take.min(rows.end - start);
        daily.add(start..start + first, sums);
        daily.add(rows.start..rows.start + take - first, sums);
        left -= take;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::Grain;

    fn period(start: Day, end: Day) -> Period {
        Period { grain: Grain::Quarter, start, end }
    }

    #[test]
    fn sums_are_of_the_days_asked_for() {
        let daily = Daily::new(10, 19, 2, [(9, 0, 5.0), (10, 0, 1.0), (14, 1, 2.0), (19, 0, 4.0), (20, 0, 8.0)].into_iter());
        assert_eq!(daily.sums(period(10, 19)), [5.0, 2.0]);
        assert_eq!(daily.sums(period(11, 15)), [0.0, 2.0]);
    }

    #[test]
    fn every_replicate_has_as_many_days_as_the_period() {
        let daily = Daily::new(0, 89, 1, (0..90).map(|d| (d, 0, 1.0)));
        let i = Bootstrap::default().intervals(&daily, period(0, 89), 1, |s, out| out[0] = s[0])[0].unwrap();
        assert_eq!((i.low, i.high), (90.0, 90.0));
    }

    #[test]
    fn intervals_hold_the_truth_about_as_often_as_they_say() {
        // Counts of four equally likely values a day; the truth is 1.5 a day. With few blocks the percentile interval is known to be
        // somewhat too narrow, so that 0.95 is not reached; far below 0.9 something would be wrong.
        let mut rng = Rng::of(11, 0, 0);
        let p = period(0, 364);
        let hits = (0..200)
            .filter(|&i| {
                let daily = Daily::new(0, 364, 1, (0..365).map(|d| (d, 0, rng.below(4) as f64)).collect::<Vec<_>>().into_iter());
                let boot = Bootstrap { seed: i, replicates: 300, ..Bootstrap::default() };
                let interval = boot.intervals(&daily, p, 1, |s, out| out[0] = s[0] / 365.0)[0].unwrap();
                interval.low <= 1.5 && 1.5 <= interval.high
            })
            .count();
        assert!((176..=199).contains(&hits), "{hits} of 200");
    }

    #[test]
    fn the_seed_alone_decides() {
        let daily = Daily::new(0, 29, 1, (0..30).map(|d| (d, 0, f64::from(d * d % 11))));
        let run = |seed| Bootstrap { seed, ..Bootstrap::default() }.intervals(&daily, period(0, 29), 1, |s, out| out[0] = s[0]);
        assert_eq!(run(4), run(4));
        assert_ne!(run(4), run(5));
    }
}
