//! Ranks and the measures made of them.

use crate::evidence::Candidates;
use crate::fact::Query;
use crate::history::History;

/// Mean reciprocal rank and shares of answers among the first 1, 3 and 10.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Measures {
    /// Questions, one for each fact and direction.
    pub count: usize,
    sum: f64,
    hits: [usize; 3],
}

impl Measures {
    /// Takes in a rank; ties have been averaged, so it may be fractional.
    pub fn add(&mut self, rank: f64) {
        self.count += 1;
        self.sum += 1.0 / rank;
        for (hit, bound) in self.hits.iter_mut().zip([1.0, 3.0, 10.0]) {
            *hit += usize::from(rank <= bound);
        }
    }

    /// Mean reciprocal rank.
    #[must_use]
    pub fn mrr(&self) -> f64 {
        self.sum / self.count.max(1) as f64
    }

    /// Share of answers ranked among the first 1, 3 and 10.
    #[must_use]
    pub fn hits(&self) -> [f64; 3] {
        self.hits.map(|h| h as f64 / self.count.max(1) as f64)
    }

    /// Both together.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        self.count += other.count;
        self.sum += other.sum;
        self.hits.iter_mut().zip(other.hits).for_each(|(a, b)| *a += b);
        self
    }
}

/// The rank of an answer among all entities, the other right answers taken out (time-filtered: right at the same time), ties by
/// their average. Entities that were not weighed come after those that were, by how often they stood there.
#[must_use]
pub fn place(history: &History, c: &Candidates, scores: &[f32], q: Query, answers: &[u32], answer: u32) -> f64 {
    let rival = |e: u32| answers.binary_search(&e).is_err();
    let weighed = c.entities.iter().zip(scores).filter(|(e, _)| rival(**e)).map(|(_, s)| *s);
    if let Some(at) = c.entities.iter().position(|&e| e == answer) {
        return average_rank(weighed, scores[at]);
    }
    let mut known = vec![false; history.entities];
    c.entities.iter().for_each(|&e| known[e as usize] = true);
    let side = 1 - history.side(q.relation);
    let often = |e: u32| (history.object(q.relation, e).count, history.acts[e as usize][side].count);
    let rest = (0..history.entities as u32).filter(|&e| rival(e) && !known[e as usize]).map(often);
    weighed.count() as f64 + average_rank(rest, often(answer))
}

/// One more than the rivals above, and half of those level.
fn average_rank<T: PartialOrd>(rivals: impl Iterator<Item = T>, mine: T) -> f64 {
    let (above, level) = rivals.fold((0u32, 0u32), |(a, l), r| (a + u32::from(r > mine), l + u32::from(r == mine)));
    1.0 + f64::from(above) + f64::from(level) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_rank_by_their_average() {
        assert_eq!(average_rank([3.0, 2.0, 2.0, 1.0].into_iter(), 2.0), 3.0);
        assert_eq!(average_rank([0.0; 9].into_iter(), 0.0), 5.5);
    }

    #[test]
    fn measures_count_and_average() {
        let mut m = Measures::default();
        [1.0, 2.0, 5.5, 20.0].into_iter().for_each(|r| m.add(r));
        assert!((m.mrr() - (1.0 + 0.5 + 1.0 / 5.5 + 0.05) / 4.0).abs() < 1e-12);
        assert_eq!(m.hits(), [0.25, 0.5, 0.75]);
    }
}
