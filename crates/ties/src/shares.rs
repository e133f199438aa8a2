//! Each power's share of a region's cooperation and conflict.

use crate::calendar::{Day, Grain, Period, periods};
use crate::cells::{Cell, CountBy, Direction, Kind, Side};
use crate::change::{Change, ChangeTest, Model, Observation};
use crate::daily::{Bootstrap, Daily};
use crate::interval::{Interval, wilson};
use crate::news::{Measure, News};

/// What is asked.
#[derive(Debug, Clone)]
pub struct ShareQuery<'q> {
    /// The region.
    pub over: &'q Side,
    /// The powers.
    pub between: &'q [Side],
    /// Whether everybody else is counted too, as one more power named `others`.
    pub others: bool,
    /// From the region, towards it, or both.
    pub direction: Direction,
    /// What is counted.
    pub count_by: CountBy,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Length of a period.
    pub grain: Grain,
    /// Articles by outlet: shares are then of standardised rates rather than of counts.
    pub news: Option<&'q News>,
    /// How intervals are drawn.
    pub bootstrap: Bootstrap,
    /// How changes are sought.
    pub changes: ChangeTest,
}

/// A power's share in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Its events.
    pub count: f64,
    /// Events of all powers.
    pub total: f64,
    /// The share; None where nobody did anything.
    pub share: Option<f64>,
    /// 95 % interval: the wider, at each end, of the block bootstrap's and Wilson's.
    pub interval: Option<Interval>,
}

/// A power's shares over time.
#[derive(Debug, Clone, PartialEq)]
pub struct PowerShares {
    /// The power.
    pub power: String,
    /// Whether of cooperation (quads 1 and 2) or of conflict (3 and 4).
    pub cooperation: bool,
    /// One for each period.
    pub points: Vec<Share>,
    /// Over the whole time.
    pub whole: Share,
    /// When it changed.
    pub changes: Vec<Change>,
}

/// Shares of all powers: first of cooperation, then of conflict.
#[derive(Debug, Clone, PartialEq)]
pub struct Shares {
    /// The periods.
    pub periods: Vec<Period>,
    /// With rates by outlet: the part of all articles that the outlets present in each period wrote over the whole time.
    pub coverage: Option<Vec<f64>>,
    /// Powers in the order of the question.
    pub powers: Vec<PowerShares>,
}

/// Compute the shares. An event that both sides did counts in both directions; one towards five states counts five times.
#[must_use]
pub fn shares(cells: &[Cell], kinds: &[Kind], q: &ShareQuery<'_>) -> Shares {
    let all = Period { grain: q.grain, start: q.from, end: q.to };
    let periods = periods(q.from, q.to, q.grain);
    let table = Table::new(cells, kinds, q);
    let points: Vec<Vec<Share>> = periods.iter().map(|&p| table.shares(p)).collect();
    let whole = if all.is_empty() { Vec::new() } else { table.shares(all) };
    let sought = q.changes.periods(q.from, q.to, q.grain);
    let observed: Vec<Vec<Observation>> = sought.iter().map(|&p| table.observed(p)).collect();
    let powers = whole.iter().enumerate().map(|(i, &whole)| {
        let series: Vec<Observation> = observed.iter().map(|o| o[i]).collect();
        let changes = q.changes.dated(&series, &sought, Model::Share);
        let points = points.iter().map(|p| p[i]).collect();
        PowerShares { power: table.name(i), cooperation: i < table.powers, points, whole, changes }
    });
    let coverage = table.measure.as_ref().map(|m| periods.iter().map(|&p| m.coverage(table.articles(&table.daily.sums(p)))).collect());
    Shares { powers: powers.collect(), coverage, periods }
}

/// Daily sums of each power's cooperation and conflict, by outlet, and of articles.
struct Table<'q> {
    q: &'q ShareQuery<'q>,
    /// Powers, the others among them.
    powers: usize,
    measure: Option<Measure>,
    daily: Daily,
}

impl<'q> Table<'q> {
    fn new(cells: &[Cell], kinds: &[Kind], q: &'q ShareQuery<'q>) -> Self {
        let powers = q.between.len() + usize::from(q.others);
        let measure = q.news.map(Measure::of);
        let outlets = measure.as_ref().map_or(1, Measure::outlets);
        let sums = cells.iter().filter(|c| c.happened).flat_map(|c| {
            let kind = kinds.get(usize::from(c.kind));
            let ends = q.direction.others(q.over, c);
            let found = ends.map(|end| end.and_then(|other| power(q, c, other)));
            let channel = move |p: usize| {
                let side = if kind.is_some_and(Kind::cooperates) { p } else { powers + p };
                (c.day, side * outlets + usize::from(c.outlet).min(outlets - 1), c.count(q.count_by))
            };
            found.into_iter().flatten().filter(move |_| kind.is_some()).map(channel)
        });
        let articles = q.news.map_or(&[][..], |n| &n.articles);
        let articles = articles.iter().map(|&(day, outlet, n)| (day, 2 * powers * outlets + usize::from(outlet).min(outlets - 1), n));
        let daily = Daily::new(q.from, q.to, (2 * powers + 1) * outlets, sums.chain(articles));
        Self { q, powers, measure, daily }
    }

    fn name(&self, i: usize) -> String {
        self.q.between.get(i % self.powers).map_or_else(|| "others".to_owned(), |s| s.name.clone())
    }

    /// Shares of all powers, of cooperation and then of conflict.
    fn shares(&self, p: Period) -> Vec<Share> {
        let sums = self.daily.sums(p);
        let mut values = vec![0.0; 2 * self.powers];
        self.shares_of(&sums, &mut values);
        let intervals = self.q.bootstrap.intervals(&self.daily, p, values.len(), |sums, out| self.shares_of(sums, out));
        let outlets = sums.len() / (2 * self.powers + 1);
        let counts: Vec<f64> = sums.chunks(outlets).map(|c| c.iter().sum()).collect();
        let mut out = Vec::with_capacity(values.len());
        for (i, (&share, &drawn)) in values.iter().zip(&intervals).enumerate() {
            let side = i / self.powers * self.powers;
            let total: f64 = counts[side..side + self.powers].iter().sum();
            let closed = wilson(share * total, total).filter(|_| share.is_finite());
            let interval = closed.map(|w| drawn.map_or(w, |d| d.hull(w)));
            out.push(Share { count: counts[i], total, share: share.is_finite().then_some(share), interval });
        }
        out
    }

    /// The articles among channel sums, by outlet: the last channels.
    fn articles<'s>(&self, sums: &'s [f64]) -> &'s [f64] {
        &sums[sums.len() / (2 * self.powers + 1) * 2 * self.powers..]
    }

    /// What changes are sought in: each power's part of a period's events, standardised where outlets are told apart.
    fn observed(&self, p: Period) -> Vec<Observation> {
        let sums = self.daily.sums(p);
        let mut shares = vec![0.0; 2 * self.powers];
        self.shares_of(&sums, &mut shares);
        let outlets = sums.len() / (2 * self.powers + 1);
        let total = |side: usize| sums[side * self.powers * outlets..(side + 1) * self.powers * outlets].iter().sum::<f64>();
        let totals = [total(0), total(1)];
        let observe = |(i, &share): (usize, &f64)| {
            let weight = if share.is_finite() { totals[i / self.powers] } else { 0.0 };
            Observation { value: if weight > 0.0 { share * weight } else { 0.0 }, weight }
        };
        shares.iter().enumerate().map(observe).collect()
    }

    /// Shares from channel sums; not a number where a side is empty.
    fn shares_of(&self, sums: &[f64], out: &mut [f64]) {
        let outlets = sums.len() / (2 * self.powers + 1);
        let articles = self.articles(sums);
        for (i, value) in out.iter_mut().enumerate() {
            let counts = &sums[i * outlets..(i + 1) * outlets];
            *value = self.measure.as_ref().map_or(counts.iter().sum(), |m| m.rate(counts, articles));
        }
        for side in out.chunks_mut(self.powers) {
            let total: f64 = side.iter().sum();
            side.iter_mut().for_each(|v| *v /= total);
        }
    }
}

/// Which power the other end of a cell belongs to: its number, or that of the others. What the region does among itself is nobody's.
fn power(q: &ShareQuery<'_>, cell: &Cell, other: u32) -> Option<usize> {
    let named = q.between.iter().position(|s| s.holds(other, cell.day));
    named.or_else(|| (q.others && !q.over.holds(other, cell.day)).then_some(q.between.len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::day_of;
    use crate::cells::made::{cell, kinds};

    const KAZ: u32 = 0;
    const UZB: u32 = 1;
    const RUS: u32 = 2;
    const CHN: u32 = 3;
    const TUR: u32 = 4;

    fn region() -> Side {
        Side { name: "C5".to_owned(), members: vec![(KAZ, Day::MIN, Day::MAX), (UZB, Day::MIN, Day::MAX)] }
    }

    fn ask<'q>(over: &'q Side, between: &'q [Side]) -> ShareQuery<'q> {
        ShareQuery {
            over,
            between,
            others: false,
            direction: Direction::Both,
            count_by: CountBy::Events,
            from: day_of(2023, 1, 1),
            to: day_of(2024, 12, 31),
            grain: Grain::Quarter,
            news: None,
            bootstrap: Bootstrap::default(),
            changes: ChangeTest::default(),
        }
    }

    fn powers() -> [Side; 2] {
        [Side::single("RUS", RUS), Side::single("CHN", CHN)]
    }

    /// Three years of a region that turns from one power to the other at the start of 2024.
    fn turning() -> Vec<Cell> {
        (day_of(2023, 1, 1)..=day_of(2024, 12, 31))
            .filter(|d| d % 3 == 0)
            .map(|d| {
                let late = d >= day_of(2024, 1, 1);
                let power = if (d / 3) % 4 == 0 { !late } else { late };
                cell(d, if power { CHN } else { RUS }, if d % 2 == 0 { KAZ } else { UZB }, (d % 2) as u16)
            })
            .collect()
    }

    #[test]
    fn a_turn_is_dated_and_its_intervals_hold_the_shares() {
        let (over, between) = (region(), powers());
        let found = shares(&turning(), &kinds(), &ask(&over, &between));
        let china = &found.powers[1];
        assert!(china.cooperation && china.power == "CHN");
        assert_eq!(china.changes.len(), 1, "{:?}", china.changes);
        assert_eq!(china.changes[0].at, day_of(2024, 1, 1));
        for s in &china.points {
            let (share, i) = (s.share.unwrap(), s.interval.unwrap());
            assert!(i.low <= share && share <= i.high && i.low < i.high, "{s:?}");
        }
        let together: f64 = found.powers[..2].iter().map(|p| p.whole.share.unwrap()).sum();
        assert!((together - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_has_not_happened_is_never_counted() {
        let (over, between) = (region(), powers());
        let q = ask(&over, &between);
        let mut cells = turning();
        let before = shares(&cells, &kinds(), &q);
        cells.extend(turning().into_iter().map(|c| Cell { happened: false, source: RUS, ..c }));
        assert_eq!(shares(&cells, &kinds(), &q), before);
    }

    #[test]
    fn direction_others_and_counting_are_the_users_choice() {
        let (over, between) = (region(), powers());
        let day = day_of(2024, 5, 1);
        let cells =
            [cell(day, RUS, KAZ, 0), cell(day, KAZ, RUS, 0), cell(day, UZB, CHN, 0), cell(day, TUR, UZB, 0), cell(day, KAZ, UZB, 0)];
        let counts = |q: &ShareQuery<'_>| {
            let s = shares(&cells, &kinds(), q);
            s.powers.iter().filter(|p| p.cooperation).map(|p| p.whole.count).collect::<Vec<_>>()
        };
        assert_eq!(counts(&ask(&over, &between)), [2.0, 1.0]);
        assert_eq!(counts(&ShareQuery { direction: Direction::To, ..ask(&over, &between) }), [1.0, 0.0]);
        assert_eq!(counts(&ShareQuery { direction: Direction::From, ..ask(&over, &between) }), [1.0, 1.0]);
        assert_eq!(counts(&ShareQuery { others: true, ..ask(&over, &between) }), [2.0, 1.0, 1.0]);
        assert_eq!(counts(&ShareQuery { count_by: CountBy::Reports, ..ask(&over, &between) }), [4.0, 2.0]);
    }

    #[test]
    fn membership_counts_by_date() {
        let over = Side { name: "club".to_owned(), members: vec![(KAZ, day_of(2024, 1, 1), Day::MAX)] };
        let between = powers();
        let cells = [cell(day_of(2023, 12, 31), RUS, KAZ, 0), cell(day_of(2024, 1, 1), CHN, KAZ, 0)];
        let found = shares(&cells, &kinds(), &ask(&over, &between));
        assert_eq!((found.powers[0].whole.count, found.powers[1].whole.count), (0.0, 1.0));
    }

    #[test]
    fn a_loud_new_outlet_does_not_shift_standardised_shares() {
        let (over, between) = (region(), powers());
        let days = day_of(2023, 1, 1)..=day_of(2024, 12, 31);
        let mut cells = Vec::new();
        let mut articles = Vec::new();
        for d in days {
            articles.push((d, 0, 10.0));
            cells.extend([cell(d, RUS, KAZ, 0), cell(d, CHN, KAZ, 0)]);
            if d >= day_of(2024, 7, 1) {
                articles.push((d, 1, 10.0));
                cells.extend((0..8).map(|_| Cell { outlet: 1, ..cell(d, RUS, KAZ, 0) }));
                cells.push(Cell { outlet: 1, ..cell(d, CHN, KAZ, 0) });
            }
        }
        let news = News { articles, outlets: 2 };
        let plain = shares(&cells, &kinds(), &ask(&over, &between));
        let fair = shares(&cells, &kinds(), &ShareQuery { news: Some(&news), ..ask(&over, &between) });
        let last = |s: &Shares| s.powers[0].points[7].share.unwrap();
        assert!((last(&plain) - 9.0 / 11.0).abs() < 1e-9);
        // The newcomer, loud as it is, has 184 of the 731 + 184 days of news.
        let (russia, china) = (731.0 * 0.1 + 184.0 * 0.8, 731.0 * 0.1 + 184.0 * 0.1);
        assert!((last(&fair) - russia / (russia + china)).abs() < 1e-9, "{}", last(&fair));
        assert!((fair.coverage.unwrap()[0] - 731.0 / 915.0).abs() < 1e-9);
    }

    #[test]
    fn nothing_gives_empty_shares() {
        let (over, between) = (region(), powers());
        let found = shares(&[], &kinds(), &ask(&over, &between));
        assert!(found.powers.iter().all(|p| p.points.iter().all(|s| s.share.is_none() && s.interval.is_none())));
        assert!(found.powers.iter().all(|p| p.changes.is_empty()));
    }
}
