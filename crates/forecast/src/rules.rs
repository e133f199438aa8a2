//! Temporal rules with confidences learned by counting.
//!
//! A rule says: where `(s, body, o)` was last seen so long ago and so often, and somebody asks whom `s` does `head` to, it is `o`
//! in so many of a hundred cases. Bodies are recurrence (`body = head`), reciprocity and every other relation, in both directions.
//! The confidence as a function of age and frequency follows CountTRuCoLa (Gastinger, Meilicke and Stuckenschmidt 2025) in
//! spirit; here it is a table of counted classes, shrunk toward what all rules of the kind have in that class.

use crate::fact::{Fact, Query};
use crate::history::{History, Link};
use crate::tally::Tally;

/// Upper ends of the classes of age, in days.
const AGES: [i32; 8] = [1, 3, 7, 14, 30, 60, 120, 300];
/// Upper ends of the classes of frequency: the count that fades with a half-life of 160 days.
const FREQUENCIES: [f32; 3] = [1.2, 3.0, 8.0];
/// Classes in all.
pub const CLASSES: usize = (AGES.len() + 1) * (FREQUENCIES.len() + 1);
/// Kinds of rule that share a prior.
const KINDS: usize = 4;
/// Cases the prior counts for.
const PRIOR_CASES: f32 = 12.0;

/// Class of age and frequency.
#[inline]
#[must_use]
pub fn class(tally: &Tally, day: i32, history: &History) -> usize {
    let age = tally.age(day);
    let a = AGES.iter().position(|&end| age <= end).unwrap_or(AGES.len());
    let often = tally.at(day, &history.fading)[3].max(0.0);
    let f = FREQUENCIES.iter().position(|&end| often < end).unwrap_or(FREQUENCIES.len());
    a * (FREQUENCIES.len() + 1) + f
}

/// Cases and hits.
type Cell = [f32; 2];

/// Counted confidences of every rule.
///
/// Cases can be counted in two ways. *Asked*: a case is a question about the head, and the confidence is the chance of being its
/// answer ([`Rules::count_asked`]). *Followed*: a case is a body standing at the eve of a period, and the confidence is the chance
/// that the head follows within the period ([`Rules::count_followed`]).
#[derive(Debug, Clone)]
pub struct Rules {
    directed: usize,
    relations: u32,
    /// By head, body and class.
    hits: Vec<f32>,
    /// By head, body and class where cases are asked; by body and class where they are followed.
    cases: Vec<f32>,
    asked: bool,
    /// By kind and class.
    kinds: [[Cell; CLASSES]; KINDS],
}

/// What a period showed: which bodies stood at its eve, and which heads followed which.
#[derive(Debug, Clone, Default)]
pub struct Followed {
    /// By body and class.
    cases: Vec<f32>,
    /// Head, body, class.
    hits: Vec<(u32, u32, usize)>,
}

impl Rules {
    /// No case yet, cases to be counted by question.
    #[must_use]
    pub fn asked(relations: u32) -> Self {
        Self::new(relations, true)
    }

    /// No case yet, cases to be counted by period.
    #[must_use]
    pub fn followed(relations: u32) -> Self {
        Self::new(relations, false)
    }

    fn new(relations: u32, asked: bool) -> Self {
        let directed = 2 * relations as usize;
        let all = directed * directed * CLASSES;
        let cases = if asked { all } else { directed * CLASSES };
        Self { directed, relations, hits: vec![0.0; all], cases: vec![0.0; cases], asked, kinds: [[[0.0; 2]; CLASSES]; KINDS] }
    }

    #[inline]
    fn kind(&self, head: u32, body: u32) -> usize {
        let back = |r: u32| r >= self.relations;
        if head == body {
            0
        } else if head % self.relations == body % self.relations {
            1
        } else {
            2 + usize::from(back(head) != back(body))
        }
    }

    /// Cases and hits of a rule in one class.
    #[inline]
    #[must_use]
    pub fn support(&self, head: u32, body: u32, class: usize) -> (f32, f32) {
        let place = (head as usize * self.directed + body as usize) * CLASSES + class;
        let case = if self.asked { place } else { body as usize * CLASSES + class };
        (self.cases[case], self.hits[place])
    }

    /// How sure a rule is in one class.
    #[inline]
    #[must_use]
    pub fn confidence(&self, head: u32, body: u32, class: usize) -> f32 {
        let (cases, hits) = self.support(head, body, class);
        let [all, right] = self.kinds[self.kind(head, body)][class];
        // What a kind of rule has nowhere been seen to do, it does in one of a hundred cases.
        let prior = (right + 0.02) / (all + 2.0);
        (hits + PRIOR_CASES * prior) / (cases + PRIOR_CASES)
    }

    /// Counts one question's cases: of all that lay between the subject and anybody, what pointed at an answer.
    pub fn count_asked(&mut self, history: &History, q: Query, answers: &[u32], day: i32) {
        for n in &history.neighbours[q.subject as usize] {
            let hit = f32::from(u8::from(answers.binary_search(&n.entity).is_ok()));
            for Link { relation, tally } in &n.links {
                let class = class(tally, day, history);
                let place = (q.relation as usize * self.directed + *relation as usize) * CLASSES + class;
                self.cases[place] += 1.0;
                self.hits[place] += hit;
                let cell = &mut self.kinds[self.kind(q.relation, *relation)][class];
                *cell = [cell[0] + 1.0, cell[1] + hit];
            }
        }
    }

    /// Counts a period's cases.
    pub fn count_followed(&mut self, period: &Followed) {
        let others = (self.relations.max(1) - 1) as f32;
        for (i, &n) in period.cases.iter().enumerate() {
            self.cases[i] += n;
            for (kind, heads) in self.kinds.iter_mut().zip([1.0, 1.0, others, others]) {
                kind[i % CLASSES][0] += n * heads;
            }
        }
        for &(head, body, class) in &period.hits {
            self.hits[(head as usize * self.directed + body as usize) * CLASSES + class] += 1.0;
            self.kinds[self.kind(head, body)][class][1] += 1.0;
        }
    }
}

impl Followed {
    /// Watches a period: `history` as of its eve, `after` the facts in it, `eve` its first day.
    #[must_use]
    pub fn watch(history: &History, eve: i32, after: &[Fact]) -> Self {
        let mut cases = vec![0.0; 2 * history.relations as usize * CLASSES];
        for link in history.neighbours.iter().flatten().flat_map(|n| &n.links) {
            cases[link.relation as usize * CLASSES + class(&link.tally, eve, history)] += 1.0;
        }
        let mut hits = Vec::new();
        for (q, objects) in crate::fact::questions(after, history.relations) {
            for n in objects.iter().filter_map(|&o| history.between(q.subject, o)) {
                hits.extend(n.links.iter().map(|l| (q.relation, l.relation, class(&l.tally, eve, history))));
            }
        }
        Self { cases, hits }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fact(subject: u32, relation: u32, object: u32, day: i32) -> Fact {
        Fact { day, subject, relation, object }
    }

    /// A consults B; in four of five such pairs B answers within the period.
    #[test]
    fn confidence_is_the_share_of_cases_that_followed() {
        let mut history = History::new(10, 2, 100);
        (0..5).for_each(|i| history.add(fact(i, 0, i + 5, 1)));
        let after: Vec<Fact> = (0..4).map(|i| fact(i + 5, 1, i, 3)).collect();
        let mut rules = Rules::followed(2);
        (0..200).for_each(|_| rules.count_followed(&Followed::watch(&history, 2, &after)));
        let link = history.between(0, 5).unwrap().links[0];
        let class = class(&link.tally, 2, &history);
        // The head seen from the asker: relation 1 done by the neighbour.
        assert_eq!(rules.support(3, 0, class), (1000.0, 800.0));
        assert!((rules.confidence(3, 0, class) - 0.8).abs() < 0.01);
        assert!(rules.confidence(1, 0, class) < 0.01);
    }
}
