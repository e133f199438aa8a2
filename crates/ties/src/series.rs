//! Counts, rates and intensity between two sides over time.

use crate::calendar::{Day, Grain, Period, periods};
use crate::cells::{Cell, CountBy, Direction, Kind, Side};
use crate::change::{Change, ChangeTest, Model, Observation};
use crate::daily::{Bootstrap, Daily};
use crate::interval::{Interval, poisson};
use crate::news::{Measure, News};

/// What makes one series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Split {
    /// All events together.
    Total,
    /// Cooperation and conflict.
    Side,
    /// The four quads.
    Quad,
    /// The kinds of the ontology.
    Kind,
}

impl Split {
    /// Names of the series.
    fn labels(self, kinds: &[Kind]) -> Vec<String> {
        let fixed: &[&str] = match self {
            Self::Total => &["all"],
            Self::Side => &["cooperation", "conflict"],
            Self::Quad => &["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"],
            Self::Kind => return kinds.iter().map(|k| k.name.clone()).collect(),
        };
        fixed.iter().map(|&s| s.to_owned()).collect()
    }

    /// The series to which a kind belongs.
    fn label(self, number: usize, kind: &Kind) -> usize {
        match self {
            Self::Total => 0,
            Self::Side => usize::from(!kind.cooperates()),
            Self::Quad => usize::from(kind.quad.clamp(1, 4)) - 1,
            Self::Kind => number,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct SeriesQuery<'q> {
    /// One side.
    pub first: &'q Side,
    /// The other; None for whomever.
    pub second: Option<&'q Side>,
    /// From the first to the second, the other way, or both.
    pub direction: Direction,
    /// What makes one series.
    pub split: Split,
    /// What is counted.
    pub count_by: CountBy,
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
    /// Length of a period.
    pub grain: Grain,
    /// Articles read: rates are given, and changes sought in them.
    pub news: Option<&'q News>,
    /// How intervals are drawn.
    pub bootstrap: Bootstrap,
    /// How changes are sought.
    pub changes: ChangeTest,
}

/// A value with its interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The value.
    pub value: f64,
    /// 95 % interval; None where none can be drawn.
    pub interval: Option<Interval>,
}

/// One period of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Events; interval: the wider, at each end, of the block bootstrap's and the Poisson law's.
    pub count: Estimate,
    /// Events per thousand articles read, where articles were given and some were read.
    pub rate: Option<Estimate>,
    /// Mean Goldstein score of the events; None without events.
    pub goldstein: Option<Estimate>,
    /// Mean score of their kinds in the ontology; None without events.
    pub plover: Option<Estimate>,
}

/// One series.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Quad, kind, side or `all`.
    pub label: String,
    /// One for each period.
    pub points: Vec<Point>,
    /// Over the whole time.
    pub whole: Point,
    /// When its rate (without articles: its count per day) changed.
    pub changes: Vec<Change>,
}

/// All series of a tie.
#[derive(Debug, Clone, PartialEq)]
pub struct Tie {
    /// The periods.
    pub periods: Vec<Period>,
    /// With rates by outlet: the part of all articles that the outlets present in each period wrote over the whole time.
    pub coverage: Option<Vec<f64>>,
    /// The series that have any event.
    pub series: Vec<Series>,
}

/// Compute the series. An event that both sides did counts in both directions; one towards five states counts five times.
#[must_use]
pub fn series(cells: &[Cell], kinds: &[Kind], q: &SeriesQuery<'_>) -> Tie {
    let table = Table::new(cells, kinds, q);
    let periods = periods(q.from, q.to, q.grain);
    let whole = Period { grain: q.grain, start: q.from, end: q.to };
    let sought = q.changes.periods(q.from, q.to, q.grain);
    let labels = q.split.labels(kinds);
    let some = |i: &usize| !whole.is_empty() && table.scores(&table.daily.sums(whole), *i)[0] > 0.0;
    let found = (0..labels.len()).filter(some).map(|i| {
        let points: Vec<Point> = periods.iter().map(|&p| table.point(p, i)).collect();
        let observed: Vec<Observation> = sought.iter().map(|&p| table.observation(p, i)).collect();
        Series { label: labels[i].clone(), points, whole: table.point(whole, i), changes: q.changes.dated(&observed, &sought, Model::Rate) }
    });
    let series = found.collect();
    let coverage = table.measure.as_ref().map(|m| periods.iter().map(|&p| m.coverage(table.articles(&table.daily.sums(p)))).collect());
    Tie { periods, coverage, series }
}

/// Channels of a label: events that carry scores, their Goldstein sum, their kinds' sum, then counts by outlet. Last, articles by outlet.
struct Table<'q> {
    q: &'q SeriesQuery<'q>,
    outlets: usize,
    measure: Option<Measure>,
    daily: Daily,
}

const SCORES: usize = 3;

impl<'q> Table<'q> {
    fn new(cells: &[Cell], kinds: &[Kind], q: &'q SeriesQuery<'q>) -> Self {
        let measure = q.news.map(Measure::of);
        let outlets = measure.as_ref().map_or(1, Measure::outlets);
        let width = SCORES + outlets;
        let labels = q.split.labels(kinds).len();
        let mut amounts = Vec::new();
        for c in cells.iter().filter(|c| c.happened && counts(q, c)) {
            let Some(kind) = kinds.get(usize::from(c.kind)) else { continue };
            let base = q.split.label(usize::from(c.kind), kind) * width;
            let events = f64::from(c.events);
            let outlet = SCORES + usize::from(c.outlet).min(outlets - 1);
            let pairs = [(0, events), (1, c.goldstein), (2, events * kind.score), (outlet, c.count(q.count_by))];
            amounts.extend(pairs.map(|(channel, amount)| (c.day, base + channel, amount)));
        }
        let articles = q.news.map_or(&[][..], |n| &n.articles);
        let articles = articles.iter().map(|&(day, outlet, n)| (day, labels * width + usize::from(outlet).min(outlets - 1), n));
        let daily = Daily::new(q.from, q.to, labels * width + outlets, amounts.into_iter().chain(articles));
        Self { q, outlets, measure, daily }
    }

    fn articles<'s>(&self, sums: &'s [f64]) -> &'s [f64] {
        &sums[sums.len() - self.outlets..]
    }

    fn counts<'s>(&self, sums: &'s [f64], label: usize) -> &'s [f64] {
        let start = label * (SCORES + self.outlets) + SCORES;
        &sums[start..start + self.outlets]
    }

    /// Count, rate, mean Goldstein score, mean score of the kinds; not a number where undefined.
    fn scores(&self, sums: &[f64], label: usize) -> [f64; 4] {
        let base = label * (SCORES + self.outlets);
        let counts = self.counts(sums, label);
        let rate = self.measure.as_ref().map_or(f64::NAN, |m| m.rate(counts, self.articles(sums)));
        [counts.iter().sum(), rate, sums[base + 1] / sums[base], sums[base + 2] / sums[base]]
    }

    fn point(&self, p: Period, label: usize) -> Point {
        let [count, rate, goldstein, plover] = self.scores(&self.daily.sums(p), label);
        let drawn = self.q.bootstrap.intervals(&self.daily, p, 4, |sums, out| out.copy_from_slice(&self.scores(sums, label)));
        let closed = poisson(count);
        let estimate = |value: f64, interval| value.is_finite().then_some(Estimate { value, interval });
        // A rate is as uncertain as its count at least.
        let articles: f64 = self.articles(&self.daily.sums(p)).iter().sum();
        let of_rate = if count > 0.0 { rate / count } else { rate + 1000.0 / articles };
        let scaled = of_rate.is_finite().then_some(Interval { low: closed.low * of_rate, high: closed.high * of_rate });
        let hull = |a: Option<Interval>, b: Option<Interval>| a.map_or(b, |a| Some(b.map_or(a, |b| a.hull(b))));
        Point {
            count: Estimate { value: count, interval: hull(Some(closed), drawn[0]) },
            rate: estimate(rate, hull(scaled, drawn[1])),
            goldstein: estimate(goldstein, drawn[2]),
            plover: estimate(plover, drawn[3]),
        }
    }

    /// What changes are sought in: counts over articles read (standardised where outlets are told apart), else over days.
    fn observation(&self, p: Period, label: usize) -> Observation {
        let sums = self.daily.sums(p);
        let [count, rate, ..] = self.scores(&sums, label);
        let articles: f64 = self.articles(&sums).iter().sum();
        match self.measure {
            None => Observation { value: count, weight: p.len() as f64 },
            Some(_) if articles > 0.0 => Observation { value: rate * articles / 1000.0, weight: articles / 1000.0 },
            Some(_) => Observation { value: 0.0, weight: 0.0 },
        }
    }
}

/// Whether a cell lies between the two sides, in a direction that counts.
fn counts(q: &SeriesQuery<'_>, c: &Cell) -> bool {
    let meets = |other: u32| q.second.is_none_or(|s| s.holds(other, c.day));
    q.direction.others(q.first, c).into_iter().flatten().any(meets)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cells::made::{cell, kinds};

    const A: u32 = 0;
    const B: u32 = 1;

    fn sides() -> (Side, Side) {
        (Side::single("A", A), Side::single("B", B))
    }

    fn ask<'q>(first: &'q Side, second: &'q Side) -> SeriesQuery<'q> {
        SeriesQuery {
            first,
            second: Some(second),
            direction: Direction::Both,
            split: Split::Quad,
            count_by: CountBy::Events,
            from: 0,
            to: 364,
            grain: Grain::Month,
            news: None,
            bootstrap: Bootstrap { replicates: 100, ..Bootstrap::default() },
            changes: ChangeTest::default(),
        }
    }

    #[test]
    fn counts_and_scores_are_by_quad_and_period() {
        let (a, b) = sides();
        let cells = [cell(3, A, B, 0), cell(4, B, A, 0), cell(40, A, B, 3), cell(400, A, B, 3), cell(5, A, 7, 1)];
        let tie = series(&cells, &kinds(), &ask(&a, &b));
        let labels: Vec<&str> = tie.series.iter().map(|s| s.label.as_str()).collect();
        assert_eq!(labels, ["verbal cooperation", "material conflict"]);
        assert_eq!(tie.series[0].points[0].count.value, 2.0);
        assert_eq!(tie.series[0].points[0].goldstein.unwrap().value, 2.5);
        assert_eq!(tie.series[1].points[1].plover.unwrap().value, -6.0);
        assert_eq!(tie.series[1].points[0].goldstein, None);
        assert_eq!(tie.series[1].whole.count.value, 1.0);
    }

    #[test]
    fn what_has_not_happened_is_never_counted() {
        let (a, b) = sides();
        let real = vec![cell(3, A, B, 0)];
        let mut more = real.clone();
        more.extend((0..20).map(|d| Cell { happened: false, ..cell(d, A, B, 3) }));
        assert_eq!(series(&more, &kinds(), &ask(&a, &b)), series(&real, &kinds(), &ask(&a, &b)));
    }

    #[test]
    fn rates_take_out_how_much_was_read() {
        let (a, b) = sides();
        // From day 180 on three times as much is read, and three times as many events are found.
        let articles = (0..365).map(|d| (d, 0, if d < 180 { 100.0 } else { 300.0 })).collect();
        let news = News { articles, outlets: 1 };
        let cells: Vec<Cell> = (0..365).flat_map(|d| vec![cell(d, A, B, 0); if d < 180 { 1 } else { 3 }]).collect();
        let plain = series(&cells, &kinds(), &ask(&a, &b));
        assert_eq!(plain.series[0].changes.len(), 1);
        let rated = series(&cells, &kinds(), &SeriesQuery { news: Some(&news), ..ask(&a, &b) });
        assert_eq!(rated.series[0].changes, []);
        let rate = rated.series[0].points[0].rate.unwrap();
        assert!((rate.value - 10.0).abs() < 1e-9 && rate.interval.unwrap().low < 10.0);
        // Nothing in 3000 articles is no proof of nothing: the Poisson law allows some 3.7.
        let silent = series(&cells[200..], &kinds(), &SeriesQuery { news: Some(&news), ..ask(&a, &b) });
        let rate = silent.series[0].points[0].rate.unwrap();
        assert!(rate.value == 0.0 && (1.0..1.4).contains(&rate.interval.unwrap().high), "{rate:?}");
    }

    #[test]
    fn direction_and_split_are_chosen() {
        let (a, b) = sides();
        let cells = [cell(3, A, B, 0), cell(4, B, A, 1), cell(5, B, A, 1)];
        let count = |q: &SeriesQuery<'_>| {
            series(&cells, &kinds(), q).series.iter().map(|s| (s.label.clone(), s.whole.count.value)).collect::<Vec<_>>()
        };
        let total = SeriesQuery { split: Split::Total, ..ask(&a, &b) };
        assert_eq!(count(&total), [("all".to_owned(), 3.0)]);
        assert_eq!(count(&SeriesQuery { direction: Direction::From, ..total.clone() })[0].1, 1.0);
        assert_eq!(count(&SeriesQuery { direction: Direction::To, ..total.clone() })[0].1, 2.0);
        assert_eq!(count(&SeriesQuery { split: Split::Kind, second: None, ..total })[1], ("AID".to_owned(), 2.0));
    }
}
