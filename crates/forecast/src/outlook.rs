//! What will happen within a horizon: a probability for every (subject, relation, object), learnt at rolling origins in the past.
//!
//! At each of up to [`ORIGINS`] past days the evidence is what was known on that day and the answer what happened within the
//! horizon after it. Early origins train the combiner, late ones calibrate it, and the rules an origin may use are those counted
//! from periods that were over by then. Nothing on or after the day of the forecast is read.

use crate::baseline::Baselines;
use crate::calibrate::Curve;
use crate::evidence::{Candidates, Gatherer};
use crate::fact::{Fact, Query, days};
use crate::net::Net;
use crate::parallel;
use crate::rules::{Followed, Rules};
use crate::train::{Example, Objective, Training, right, train};
use crate::world::{Daily, World};
use chancery_learn::rng::Rng;
use std::collections::VecDeque;

/// Rolling origins at most.
pub const ORIGINS: usize = 24;
/// Candidates weighed for a question.
pub(crate) const KEEP: usize = 60;
/// Questions drawn in all for training and calibration.
const QUESTIONS: usize = 16_000;
/// Questions are drawn from the acts of so many days before an origin.
const RECENT: i32 = 90;
/// Questions below which nothing can be learnt.
const FEWEST: usize = 100;

/// A set of facts with its dimensions.
#[derive(Debug, Clone, Copy)]
pub struct Known<'f> {
    /// Number of entities.
    pub entities: usize,
    /// Number of relations.
    pub relations: u32,
    /// Facts sorted by day.
    pub facts: &'f [Fact],
}

impl<'f> Known<'f> {
    /// Only what happened before a day.
    #[must_use]
    pub fn before(self, day: i32) -> Self {
        Self { facts: &self.facts[..self.facts.partition_point(|f| f.day < day)], ..self }
    }

    /// The facts from one day to before another.
    #[must_use]
    pub fn within(self, from: i32, to: i32) -> &'f [Fact] {
        let at = |day: i32| self.facts.partition_point(|f| f.day < day);
        &self.facts[at(from)..at(to).max(at(from))]
    }
}

/// When and how to forecast.
#[derive(Debug, Clone, Copy)]
pub struct Terms {
    /// The day of the forecast: what happened before it is known.
    pub origin: i32,
    /// Days ahead, the origin's day included.
    pub horizon: i32,
    /// Threads; they change nothing but the time.
    pub threads: usize,
}

/// A learnt view of what comes.
#[derive(Debug, Clone)]
pub struct Outlook {
    /// What is known at the origin.
    pub world: World,
    /// When and how.
    pub terms: Terms,
    /// What simpler forecasts would say.
    pub baselines: Baselines,
    net: Net,
    curve: Curve,
    pub(crate) daily: Daily,
}

/// Questions at one origin with what is known and what came of each candidate.
#[derive(Debug)]
pub(crate) struct Draw {
    pub origin: i32,
    pub asked: Vec<Asked>,
}

/// A past question.
#[derive(Debug)]
pub(crate) struct Asked {
    pub query: Query,
    pub example: Example,
    /// How often each candidate act would come within the horizon at the rate of its whole past.
    pub rates: Vec<f32>,
}

impl Outlook {
    /// Learns from the facts before the origin.
    ///
    /// # Errors
    /// What is missing, where the past is too short for the horizon or has too few acts.
    pub fn learn(known: Known<'_>, terms: Terms) -> Result<Self, String> {
        let known = known.before(terms.origin);
        let origins = origins(known, terms)?;
        let (mut world, draws) = replay(known, terms, &origins);
        let first = draws.len() - (draws.len() / 4).max(1);
        let examples: Vec<Example> = draws[..first].iter().flat_map(|d| d.asked.iter().map(|a| a.example.clone())).collect();
        if examples.len() < FEWEST {
            return Err(format!("{} past questions to learn from, fewer than {FEWEST}: more events are needed", examples.len()));
        }
        let mut net = Net::new(2 * known.relations as usize, 11);
        train(&mut net, &examples, Training { objective: Objective::Chance, epochs: 4, rate: 0.003, decay: 0.02, threads: terms.threads });
        let late = &draws[first..];
        let curve = Curve::fit(late.iter().flat_map(|d| &d.asked).flat_map(|a| scored(&net, &a.example)).collect());
        let baselines = Baselines::learn(known, terms.horizon, &draws);
        catch_up(&mut world, known, terms.origin);
        let daily = every_relation(&world, terms.origin);
        Ok(Self { world, terms, baselines, net, curve, daily })
    }

    /// The same lessons over another past: what would be forecast had these facts happened instead.
    #[must_use]
    pub fn over(&self, known: Known<'_>) -> Self {
        let known = known.before(self.terms.origin);
        let mut world = World::new(known.entities, known.relations, span(known, self.terms), self.world.rules.clone());
        catch_up(&mut world, known, self.terms.origin);
        let daily = every_relation(&world, self.terms.origin);
        Self { world, daily, ..self.clone() }
    }

    /// Probabilities of a question's candidates.
    #[must_use]
    pub fn chances(&self, q: Query, c: &Candidates) -> Vec<f64> {
        self.scores(q, c).into_iter().map(|s| self.chance(s)).collect()
    }

    /// The probability of a score.
    #[must_use]
    pub fn chance(&self, score: f32) -> f64 {
        self.curve.at(score)
    }

    /// Raw scores of candidates, in logits before calibration.
    #[must_use]
    pub fn scores(&self, q: Query, c: &Candidates) -> Vec<f32> {
        self.net.scores(q.relation, c)
    }
}

fn scored(net: &Net, e: &Example) -> Vec<(f32, bool)> {
    let scores = net.scores(e.relation, &e.candidates);
    (0u32..).zip(scores).map(|(i, s)| (s, e.right.binary_search(&i).is_ok())).collect()
}

/// Days of memory a world needs.
fn span(known: Known<'_>, terms: Terms) -> usize {
    known.facts.first().map_or(0, |f| terms.origin - f.day).max(0) as usize + 2
}

/// The past days to learn at: evenly spread, every period over before the origin.
fn origins(known: Known<'_>, terms: Terms) -> Result<Vec<i32>, String> {
    let first = known.facts.first().map_or(terms.origin, |f| f.day);
    let days = terms.origin - first;
    let earliest = first + terms.horizon.max(days * 3 / 20);
    let latest = terms.origin - terms.horizon;
    let step = (terms.horizon / 2).max((latest - earliest) / ORIGINS as i32).max(1);
    let mut origins: Vec<i32> = (0..ORIGINS as i32).map(|i| latest - i * step).take_while(|&t| t >= earliest).collect();
    origins.reverse();
    if origins.len() < 6 {
        return Err(format!(
            "{days} days of events before the forecast are too few for a horizon of {} days: give a shorter horizon or more events",
            terms.horizon
        ));
    }
    Ok(origins)
}

/// Walks through the origins; the world as of the last, with the rules of all periods, and the questions asked on the way.
fn replay(known: Known<'_>, terms: Terms, origins: &[i32]) -> (World, Vec<Draw>) {
    let mut world = World::new(known.entities, known.relations, span(known, terms), Rules::followed(known.relations));
    let mut running: VecDeque<(i32, Followed)> = VecDeque::new();
    // The first third of the origins only counts rules.
    let warm = origins.len() / 3;
    let each = QUESTIONS / (origins.len() - warm);
    let mut draws = Vec::new();
    for (i, &origin) in origins.iter().enumerate() {
        catch_up(&mut world, known, origin);
        while let Some((_, period)) = running.pop_front_if(|(end, _)| *end <= origin) {
            world.rules.count_followed(&period);
        }
        let after = known.within(origin, origin + terms.horizon);
        if i >= warm {
            draws.push(draw(&world, known, Terms { origin, ..terms }, each));
        }
        running.push_back((origin + terms.horizon, Followed::watch(&world.history, origin, after)));
    }
    running.iter().for_each(|(_, period)| world.rules.count_followed(period));
    (world, draws)
}

/// Takes in what happened before a day and is not yet known.
fn catch_up(world: &mut World, known: Known<'_>, day: i32) {
    let seen = world.history.all.last;
    days(known.within(seen.saturating_add(1), day)).for_each(|d| world.take_in(d));
}

/// Questions drawn from the recent acts before an origin, with what came of them.
pub(crate) fn draw(world: &World, known: Known<'_>, terms: Terms, count: usize) -> Draw {
    let origin = terms.origin;
    let asked = recent_questions(known.within(origin - RECENT.max(terms.horizon), origin), known.relations, count, origin);
    let came = crate::fact::questions(known.within(origin, origin + terms.horizon), known.relations);
    let daily = Daily::prepare(&world.history, origin, asked.iter());
    let days = known.facts.first().map_or(1, |f| origin - f.day).max(1) as f32;
    let past = |q: &Query, object: u32| {
        let link = world.history.between(q.subject, object).and_then(|n| n.links.iter().find(|l| l.relation == q.relation));
        link.map_or(0.0, |l| l.tally.count * terms.horizon as f32 / days)
    };
    let asked = parallel::map_with(
        terms.threads,
        &asked,
        || Gatherer::new(world),
        |gatherer, q| {
            let candidates = gatherer.gather(&daily, *q, origin, KEEP);
            let at = came.binary_search_by_key(&(q.relation, q.subject), |(q, _)| (q.relation, q.subject));
            let right = right(&candidates, at.map_or(&[], |i| came[i].1.as_slice()));
            let rates = candidates.entities.iter().map(|&o| past(q, o)).collect();
            Asked { query: *q, example: Example { relation: q.relation, candidates, right }, rates }
        },
    );
    Draw { origin, asked }
}

/// Questions about acts drawn at random, from either end; busy actors are asked about more often.
fn recent_questions(facts: &[Fact], relations: u32, count: usize, origin: i32) -> Vec<Query> {
    let mut rng = Rng::of(5, origin as u64, 0);
    let mut asked: Vec<Query> = (0..if facts.is_empty() { 0 } else { count })
        .map(|_| {
            let f = facts[rng.below(facts.len())];
            if rng.below(2) == 0 {
                Query { subject: f.subject, relation: f.relation }
            } else {
                Query { subject: f.object, relation: f.relation + relations }
            }
        })
        .collect();
    asked.sort_unstable();
    asked.dedup();
    asked
}

fn every_relation(world: &World, day: i32) -> Daily {
    let all: Vec<Query> = (0..2 * world.history.relations).map(|relation| Query { subject: 0, relation }).collect();
    Daily::prepare(&world.history, day, all.iter())
}
