//! Questions to an outlook, and what their answers rest on.

use crate::evidence::{Candidates, Gatherer, Kind, blank};
use crate::fact::Query;
use crate::outlook::{KEEP, Outlook};
use crate::rules::class;

/// A question with one open place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// To whom will the subject do it?
    Objects {
        /// Who.
        subject: u32,
        /// What.
        relation: u32,
    },
    /// Who will do it to the object?
    Subjects {
        /// What.
        relation: u32,
        /// To whom.
        object: u32,
    },
    /// What will the subject do to the object?
    Relations {
        /// Who.
        subject: u32,
        /// To whom.
        object: u32,
    },
}

/// Who does what to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Act {
    /// Who.
    pub subject: u32,
    /// What.
    pub relation: u32,
    /// To whom.
    pub object: u32,
}

/// A past act that speaks for a coming one, with the rule that says so.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Ground {
    /// The past act.
    pub act: Act,
    /// How often it happened.
    pub times: u32,
    /// Day of its last time.
    pub last: i32,
    /// How often, in past cases as old and as frequent, the forecast act followed within the horizon.
    pub confidence: f32,
    /// Those cases.
    pub cases: u32,
}

/// A forecast act.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// What may come.
    pub act: Act,
    /// Probability of at least one such act within the horizon.
    pub probability: f64,
    /// By kind of evidence: how far the score, in logits, would fall without it; strongest first.
    pub weights: Vec<(Kind, f32)>,
    /// Past acts between the two, surest rule first.
    pub grounds: Vec<Ground>,
    /// How often anybody did this to the target (or, asked for subjects, the candidate did this to anybody).
    pub usual: u32,
}

/// Grounds given for a forecast at most.
const GROUNDS: usize = 12;

impl Outlook {
    /// The answers to a question, likeliest first, `top` at most.
    #[must_use]
    pub fn ask(&self, question: Question, top: usize) -> Vec<Forecast> {
        let mut gatherer = Gatherer::new(&self.world);
        let mut answers: Vec<(Query, Candidates, f32)> = Vec::new();
        for (q, c) in self.lists(&mut gatherer, question) {
            answers.extend(self.scores(q, &c).into_iter().enumerate().map(|(i, score)| (q, c.only(i), score)));
        }
        // By score and not by probability: the curve has level stretches.
        answers.sort_by(|a, b| b.2.total_cmp(&a.2).then(self.act(a.0, a.1.entities[0]).cmp(&self.act(b.0, b.1.entities[0]))));
        answers.truncate(top);
        answers.iter().map(|(q, c, score)| self.explain(*q, c, self.chance(*score))).collect()
    }

    /// The forecast of one act.
    #[must_use]
    pub fn forecast(&self, act: Act) -> Forecast {
        let q = Query { subject: act.subject, relation: act.relation };
        let c = Gatherer::new(&self.world).single(&self.daily, q, act.object, self.terms.origin);
        let p = self.chances(q, &c)[0];
        self.explain(q, &c, p)
    }

    fn lists(&self, gatherer: &mut Gatherer<'_>, question: Question) -> Vec<(Query, Candidates)> {
        let (relations, day) = (self.world.history.relations, self.terms.origin);
        match question {
            Question::Objects { subject, relation } => {
                let q = Query { subject, relation };
                vec![(q, gatherer.gather(&self.daily, q, day, KEEP))]
            }
            Question::Subjects { relation, object } => {
                let q = Query { subject: object, relation: relation + relations };
                vec![(q, gatherer.gather(&self.daily, q, day, KEEP))]
            }
            Question::Relations { subject, object } => (0..relations)
                .map(|relation| Query { subject, relation })
                .map(|q| (q, gatherer.single(&self.daily, q, object, day)))
                .collect(),
        }
    }

    /// The act that a candidate would make of a question.
    fn act(&self, q: Query, candidate: u32) -> Act {
        let relations = self.world.history.relations;
        if q.relation < relations {
            Act { subject: q.subject, relation: q.relation, object: candidate }
        } else {
            Act { subject: candidate, relation: q.relation - relations, object: q.subject }
        }
    }

    fn explain(&self, q: Query, c: &Candidates, probability: f64) -> Forecast {
        let candidate = c.entities[0];
        let usual = self.world.history.object(q.relation, candidate).count as u32;
        Forecast { act: self.act(q, candidate), probability, weights: self.weights(q, c), grounds: self.grounds(q, candidate), usual }
    }

    /// What each kind of evidence adds: the score with all of it less the score with this kind blanked out.
    fn weights(&self, q: Query, c: &Candidates) -> Vec<(Kind, f32)> {
        let blank = blank();
        let mut rows = c.clone();
        for (_, range) in Kind::ALL {
            let mut row = c.rows.clone();
            row[range.clone()].copy_from_slice(&blank[range]);
            rows.entities.push(c.entities[0]);
            rows.rows.extend(row);
        }
        let scores = self.scores(q, &rows);
        let mut weights: Vec<(Kind, f32)> = Kind::ALL.iter().zip(&scores[1..]).map(|((kind, _), s)| (*kind, scores[0] - s)).collect();
        weights.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        weights
    }

    fn grounds(&self, q: Query, candidate: u32) -> Vec<Ground> {
        let (history, rules, day) = (&self.world.history, &self.world.rules, self.terms.origin);
        let links = history.between(q.subject, candidate).map_or(&[][..], |n| &n.links);
        let mut grounds: Vec<Ground> = links
            .iter()
            .map(|l| {
                let class = class(&l.tally, day, history);
                let confidence = rules.confidence(q.relation, l.relation, class);
                let cases = rules.support(q.relation, l.relation, class).0 as u32;
                let act = self.act(Query { subject: q.subject, relation: l.relation }, candidate);
                Ground { act, times: l.tally.count as u32, last: l.tally.last, confidence, cases }
            })
            .collect();
        grounds.sort_by(|a, b| b.confidence.total_cmp(&a.confidence).then(a.act.cmp(&b.act)));
        grounds.truncate(GROUNDS);
        grounds
    }
}
