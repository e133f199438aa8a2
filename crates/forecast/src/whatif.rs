//! What if: the forecasts with and without some events, and what carries the difference.

use crate::ask::{Act, Forecast, Question};
use crate::evidence::Kind;
use crate::fact::Fact;
use crate::outlook::{Known, Outlook};

/// Events to suppose and events to withdraw.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// Supposed to have happened.
    pub with: Vec<Fact>,
    /// Supposed not to have happened; they must be among the facts.
    pub without: Vec<Fact>,
}

/// A forecast before and after the change.
#[derive(Debug, Clone)]
pub struct Difference {
    /// As things are.
    pub before: Forecast,
    /// As supposed.
    pub after: Forecast,
}

impl Difference {
    /// By how much the probability rises.
    #[must_use]
    pub fn rise(&self) -> f64 {
        self.after.probability - self.before.probability
    }

    /// The kinds of evidence whose weight changed, greatest change first, in logits.
    #[must_use]
    pub fn carriers(&self) -> Vec<(Kind, f32)> {
        let weight = |f: &Forecast, kind: Kind| f.weights.iter().find(|w| w.0 == kind).map_or(0.0, |w| w.1);
        let change = |(kind, _): &(Kind, _)| (*kind, weight(&self.after, *kind) - weight(&self.before, *kind));
        let mut carriers: Vec<(Kind, f32)> = Kind::ALL.iter().map(change).collect();
        carriers.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()).then(a.0.cmp(&b.0)));
        carriers
    }
}

impl Change {
    /// The facts as supposed, sorted by day.
    #[must_use]
    pub fn apply(&self, facts: &[Fact]) -> Vec<Fact> {
        let mut out: Vec<Fact> = facts.iter().filter(|f| !self.without.contains(f)).copied().collect();
        out.extend(&self.with);
        out.sort_by_key(|f| f.day);
        out
    }

    /// Who takes part in a changed event.
    fn parties(&self) -> Vec<u32> {
        let mut parties: Vec<u32> = self.with.iter().chain(&self.without).flat_map(|f| [f.subject, f.object]).collect();
        parties.sort_unstable();
        parties.dedup();
        parties
    }
}

/// Relations of a party that are asked about: its most usual lately.
const RELATIONS: usize = 12;
/// Answers compared for each question.
const ANSWERS: usize = 15;

/// Compares what is forecast for the parties, with the outlook's lessons unchanged; greatest difference first.
#[must_use]
pub fn compare(outlook: &Outlook, known: Known<'_>, change: &Change, top: usize) -> Vec<Difference> {
    let supposed = change.apply(known.facts);
    let other = outlook.over(Known { facts: &supposed, ..known });
    let mut acts: Vec<Act> = questions(outlook, change)
        .into_iter()
        .flat_map(|q| [outlook, &other].map(|o| o.ask(q, ANSWERS)))
        .flatten()
        .map(|f| f.act)
        .collect();
    acts.sort_unstable();
    acts.dedup();
    let mut out: Vec<Difference> = acts.into_iter().map(|a| Difference { before: outlook.forecast(a), after: other.forecast(a) }).collect();
    out.retain(|d| d.rise() != 0.0);
    out.sort_by(|a, b| b.rise().abs().total_cmp(&a.rise().abs()).then(a.before.act.cmp(&b.before.act)));
    out.truncate(top);
    out
}

fn questions(outlook: &Outlook, change: &Change) -> Vec<Question> {
    let parties = change.parties();
    let mut asked = Vec::new();
    for f in change.with.iter().chain(&change.without) {
        asked.push(Question::Relations { subject: f.subject, object: f.object });
        asked.push(Question::Relations { subject: f.object, object: f.subject });
    }
    for party in parties {
        for relation in usual_relations(outlook, party) {
            let relations = outlook.world.history.relations;
            asked.push(match relation.checked_sub(relations) {
                None => Question::Objects { subject: party, relation },
                Some(relation) => Question::Subjects { relation, object: party },
            });
        }
    }
    asked
}

fn usual_relations(outlook: &Outlook, party: u32) -> Vec<u32> {
    let history = &outlook.world.history;
    let often = |r: u32| history.subject_relation(party, r).0.at(outlook.terms.origin, &history.fading)[2];
    let mut list: Vec<(u32, f32)> = (0..2 * history.relations).map(|r| (r, often(r))).filter(|x| x.1 > 0.0).collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    list.into_iter().take(RELATIONS).map(|x| x.0).collect()
}
