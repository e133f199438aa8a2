//! When a series changed: change points with dates, ranges and tests.
//!
//! Binary segmentation (Scott and Knott, Biometrics 30, 1974; Vostrikova, 1981): the split with the greatest likelihood ratio is
//! tested, and where it stands, both parts are searched in turn. The test permutes the periods within the segment, as in E-divisive
//! (Matteson and James, JASA 109, 2014): it needs no assumption on the spread of the counts, which event counts never have as a
//! Poisson law would give it. It takes the periods as exchangeable: a season or a slow trend will also be found as steps.

use crate::calendar::{Day, Grain, Period};
use chancery_learn::rng::Rng;

/// What the observations are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Model {
    /// Counts (`value`) over an exposure (`weight`): Poisson.
    Rate,
    /// Successes (`value`) of trials (`weight`): binomial.
    Share,
    /// Sums (`value`) of so many (`weight`) scores: normal with one spread.
    Mean,
}

/// One period of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// Count, successes or sum.
    pub value: f64,
    /// Exposure, trials or number.
    pub weight: f64,
}

/// How changes are sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChangeTest {
    /// Permutations per test; 0 seeks none.
    pub permutations: usize,
    /// A split is kept where its p value is at most this. Every series is tested several times: hence 0.01 by default.
    pub level: f64,
    /// Periods on either side of a split at least.
    pub shortest: usize,
    /// Seed.
    pub seed: u64,
    /// Length of the periods in which changes are sought, where what is shown is longer.
    pub grain: Grain,
}

impl Default for ChangeTest {
    fn default() -> Self {
        Self { permutations: 999, level: 0.01, shortest: 2, seed: 1, grain: Grain::Month }
    }
}

/// A change. Places in time are days, or numbers of periods while it is sought.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change<At = Day> {
    /// Where the new level begins.
    pub at: At,
    /// Where the change may as well lie: 95 % of re-drawn series put it between here
    pub earliest: At,
    /// and here.
    pub latest: At,
    /// Level in the segment before.
    pub before: f64,
    /// Level in the segment after.
    pub after: f64,
    /// Likelihood ratio statistic of the split (for means: sum of squares between the parts).
    pub statistic: f64,
    /// Share of permuted series that split as well, the observed one among them.
    pub p: f64,
}

impl ChangeTest {
    /// The periods in which changes are sought for a series shown by `shown`: eight quarters are too few to tell a step from chance,
    /// the twenty-four months within them are not.
    pub(crate) fn periods(&self, from: Day, to: Day, shown: Grain) -> Vec<Period> {
        crate::calendar::periods(from, to, shown.min(self.grain))
    }

    /// The changes of a series of periods, in order of time, each dated with the first day of its period.
    pub(crate) fn dated(&self, series: &[Observation], periods: &[Period], model: Model) -> Vec<Change> {
        let day = |i: usize| periods[i].start;
        let dated = |c: Change<usize>| Change {
            at: day(c.at),
            earliest: day(c.earliest),
            latest: day(c.latest),
            before: c.before,
            after: c.after,
            statistic: c.statistic,
            p: c.p,
        };
        self.find(series, model).into_iter().map(dated).collect()
    }

    /// The changes of a series, in order of time.
    #[must_use]
    pub fn find(&self, series: &[Observation], model: Model) -> Vec<Change<usize>> {
        let mut out = Vec::new();
        if self.permutations > 0 {
            self.search(series, 0, model, &mut out);
        }
        out.sort_by_key(|c| c.at);
        for i in 0..out.len() {
            let start = if i == 0 { 0 } else { out[i - 1].at };
            let end = out.get(i + 1).map_or(series.len(), |c| c.at);
            out[i].before = level(&series[start..out[i].at]);
            out[i].after = level(&series[out[i].at..end]);
        }
        out
    }

    fn search(&self, segment: &[Observation], offset: usize, model: Model, out: &mut Vec<Change<usize>>) {
        let Some((split, statistic)) = best(segment, model, self.shortest) else { return };
        let mut rng = Rng::of(self.seed, (offset as u64) << 32 | segment.len() as u64, 0);
        let p = self.p_value(segment, statistic, model, &mut rng);
        if p > self.level {
            return;
        }
        let (earliest, latest) = self.range(segment, split, model, &mut rng);
        out.push(Change {
            at: offset + split,
            earliest: offset + earliest,
            latest: offset + latest,
            before: 0.0,
            after: 0.0,
            statistic,
            p,
        });
        self.search(&segment[..split], offset, model, out);
        self.search(&segment[split..], offset + split, model, out);
    }

    fn p_value(&self, segment: &[Observation], statistic: f64, model: Model, rng: &mut Rng) -> f64 {
        let mut shuffled = segment.to_vec();
        let as_great = (0..self.permutations)
            .filter(|_| {
                rng.shuffle(&mut shuffled);
                best(&shuffled, model, self.shortest).is_some_and(|(_, s)| s >= statistic - 1e-9)
            })
            .count();
        (as_great + 1) as f64 / (self.permutations + 1) as f64
    }

    /// Where the split falls when both parts are drawn again from themselves: the middle 95 % of 200 draws.
    fn range(&self, segment: &[Observation], split: usize, model: Model, rng: &mut Rng) -> (usize, usize) {
        let mut found: Vec<usize> = (0..200)
            .filter_map(|_| {
                let mut redraw = |part: &[Observation]| part.iter().map(|_| part[rng.below(part.len())]).collect::<Vec<_>>();
                let drawn = [redraw(&segment[..split]), redraw(&segment[split..])].concat();
                best(&drawn, model, self.shortest).map(|(at, _)| at)
            })
            .collect();
        found.push(split);
        found.sort_unstable();
        let tail = found.len() / 40;
        (found[tail].min(split), found[found.len() - 1 - tail].max(split))
    }
}

fn level(segment: &[Observation]) -> f64 {
    let (value, weight) = segment.iter().fold((0.0, 0.0), |(v, w), o| (v + o.value, w + o.weight));
    value / weight
}

/// The split of greatest statistic, with at least `shortest` periods on either side. None where nothing differs.
fn best(segment: &[Observation], model: Model, shortest: usize) -> Option<(usize, f64)> {
    let (value, weight) = segment.iter().fold((0.0, 0.0), |(v, w), o| (v + o.value, w + o.weight));
    let whole = fit(model, value, weight);
    let shortest = shortest.max(1);
    let (mut v, mut w) = (0.0, 0.0);
    let mut found: Option<(usize, f64)> = None;
    for (i, o) in segment.iter().enumerate() {
        if i >= shortest && segment.len() - i >= shortest {
            let statistic = fit(model, v, w) + fit(model, value - v, weight - w) - whole;
            if statistic > 1e-9 && found.is_none_or(|(_, s)| statistic > s) {
                found = Some((i, statistic));
            }
        }
        v += o.value;
        w += o.weight;
    }
    found
}

/// Twice the greatest log likelihood of a part, up to what all splits share.
fn fit(model: Model, value: f64, weight: f64) -> f64 {
    if weight <= 0.0 {
        return 0.0;
    }
    let term = |x: f64| if x > 0.0 { 2.0 * x * (x / weight).ln() } else { 0.0 };
    match model {
        Model::Rate => term(value),
        Model::Share => term(value) + term(weight - value),
        Model::Mean => value * value / weight,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noisy(n: usize, seed: u64, level: impl Fn(usize) -> f64) -> Vec<Observation> {
        let mut rng = Rng::of(seed, 9, 0);
        (0..n).map(|i| Observation { value: level(i) + rng.below(9) as f64 - 4.0, weight: 50.0 }).collect()
    }

    #[test]
    fn a_step_is_found_where_it_is() {
        for (model, seed) in [(Model::Rate, 1), (Model::Share, 2), (Model::Mean, 3)] {
            let changes = ChangeTest::default().find(&noisy(40, seed, |i| if i < 23 { 10.0 } else { 22.0 }), model);
            assert_eq!(changes.len(), 1, "{model:?} {changes:?}");
            assert!(changes[0].at.abs_diff(23) <= 1 && changes[0].p <= 0.01, "{changes:?}");
            assert!(changes[0].earliest <= changes[0].at && changes[0].at <= changes[0].latest);
            assert!(changes[0].before < 0.25 && changes[0].after > 0.38);
        }
    }

    #[test]
    fn two_steps_are_told_apart() {
        let changes = ChangeTest::default().find(&noisy(60, 5, |i| [10.0, 25.0, 12.0][i / 20]), Model::Rate);
        let at: Vec<usize> = changes.iter().map(|c| c.at).collect();
        assert!(at.len() == 2 && at[0].abs_diff(20) <= 1 && at[1].abs_diff(40) <= 1, "{changes:?}");
    }

    #[test]
    fn noise_is_taken_for_change_no_more_often_than_the_level_says() {
        let test = ChangeTest { permutations: 199, level: 0.05, ..ChangeTest::default() };
        let found = (0..200).filter(|&seed| !test.find(&noisy(24, seed, |_| 12.0), Model::Rate).is_empty()).count();
        // 5 % of 200 are 10; 20 would come with a chance of about 0.002.
        assert!(found <= 19, "{found} of 200");
    }

    #[test]
    fn too_little_gives_nothing() {
        assert_eq!(ChangeTest::default().find(&[], Model::Rate), []);
        assert_eq!(ChangeTest::default().find(&noisy(3, 1, |_| 5.0), Model::Rate), []);
        let empty = vec![Observation { value: 0.0, weight: 0.0 }; 12];
        assert_eq!(ChangeTest::default().find(&empty, Model::Share), []);
    }
}
