//! How statements speak of somebody, over time.

use crate::calendar::{Day, Grain, Period, periods};
use crate::daily::{Bootstrap, Daily};
use crate::interval::{Interval, wilson};

/// Of one period: statements by what they think of whom they speak of.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StancePoint {
    /// The period.
    pub period: Period,
    /// Well.
    pub positive: f64,
    /// Ill.
    pub negative: f64,
    /// Neither.
    pub neutral: f64,
    /// Positive less negative as a share of all, from -1 to 1; None without statements.
    pub balance: Option<f64>,
    /// 95 % interval: the wider of the block bootstrap's and Wilson's, a neutral statement being half of each.
    pub interval: Option<Interval>,
}

/// Statements as `(day, stance)`, stance above, at or below zero, by period.
#[must_use]
pub fn stances(statements: &[(Day, i8)], from: Day, to: Day, grain: Grain, bootstrap: Bootstrap) -> Vec<StancePoint> {
    let channel = |s: i8| match s.signum() {
        1 => 0,
        -1 => 1,
        _ => 2,
    };
    let daily = Daily::new(from, to, 3, statements.iter().map(|&(day, s)| (day, channel(s), 1.0)));
    periods(from, to, grain).into_iter().map(|p| point(&daily, p, bootstrap)).collect()
}

fn point(daily: &Daily, period: Period, bootstrap: Bootstrap) -> StancePoint {
    let of = |s: &[f64]| (s[0] - s[1]) / (s[0] + s[1] + s[2]);
    let sums = daily.sums(period);
    let (balance, all) = (of(&sums), sums.iter().sum::<f64>());
    let drawn = bootstrap.intervals(daily, period, 1, |s, out| out[0] = of(s))[0];
    let closed = wilson(all * (1.0 + balance) / 2.0, all).map(|w| Interval { low: 2.0 * w.low - 1.0, high: 2.0 * w.high - 1.0 });
    StancePoint {
        period,
        positive: sums[0],
        negative: sums[1],
        neutral: sums[2],
        balance: balance.is_finite().then_some(balance),
        interval: closed.map(|c| drawn.map_or(c, |d| d.hull(c))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_weighed_by_period() {
        let said = [(0, 1), (1, 1), (2, -1), (3, 0), (400, -1)];
        let found = stances(&said, 0, 729, Grain::Year, Bootstrap::default());
        assert_eq!((found[0].positive, found[0].negative, found[0].neutral, found[0].balance), (2.0, 1.0, 1.0, Some(0.25)));
        let i = found[0].interval.unwrap();
        assert!(i.low < 0.25 && 0.25 < i.high && i.low >= -1.0 && i.high <= 1.0);
        assert_eq!(found[1].balance, Some(-1.0));
        assert!(found[1].interval.unwrap().high > -0.5);
    }

    #[test]
    fn silence_has_no_stance() {
        let found = stances(&[], 0, 9, Grain::Month, Bootstrap::default());
        assert_eq!((found[0].balance, found[0].interval), (None, None));
    }
}
