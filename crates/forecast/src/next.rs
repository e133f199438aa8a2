//! Who is it, given that somebody is: the questions of the benchmarks. Learnt by replay: every day of the past is asked about
//! from the days before it, then taken in.

use crate::evidence::{Candidates, Gatherer, Kind, WIDTH, blank};
use crate::fact::{Fact, Query, days, questions};
use crate::net::Net;
use crate::parallel;
use crate::rank::{Measures, place};
use crate::rules::Rules;
use crate::train::{Example, Objective, Training, right, thin, train};
use crate::world::{Daily, World};
use chancery_learn::rng::Rng;

/// How to learn. [`Settings::new`] has what the project uses.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Days between takings-in of facts: 1 learns to forecast the next day, more to forecast a period from its eve.
    pub block: i32,
    /// Candidates weighed for a question.
    pub keep: usize,
    /// Candidates kept of a training question.
    pub sample: usize,
    /// Training questions at most, drawn at random.
    pub examples: usize,
    /// Passes over them.
    pub epochs: usize,
    /// Learning rate.
    pub rate: f32,
    /// Draw of what is particular to a relation toward nothing.
    pub decay: f32,
    /// Kinds of evidence left out, in the order of [`Kind::ALL`]: what a kind is worth is what is lost without it.
    pub blind: [bool; 7],
    /// Threads; they change nothing but the time.
    pub threads: usize,
}

impl Settings {
    /// Settings for questions up to `block` days ahead.
    #[must_use]
    pub fn new(block: i32, threads: usize) -> Self {
        Self { block, keep: 150, sample: 64, examples: 60_000, epochs: 4, rate: 0.003, decay: 0.02, blind: [false; 7], threads }
    }

    fn training(&self) -> Training {
        let Self { epochs, rate, decay, threads, .. } = *self;
        Training { objective: Objective::Choice, epochs, rate, decay, threads }
    }
}

/// A question with its answers.
type Asked = (Query, Vec<u32>);

/// What ranks candidates.
#[derive(Debug, Clone)]
pub struct Ranker {
    /// What is known.
    pub world: World,
    net: Net,
    settings: Settings,
}

impl Ranker {
    /// Learns from facts sorted by day. `span`: days from the first fact to the last question.
    #[must_use]
    pub fn learn(entities: usize, relations: u32, facts: &[Fact], span: usize, settings: Settings) -> Self {
        let world = World::new(entities, relations, span, Rules::asked(relations));
        let mut ranker = Self { world, net: Net::new(2 * relations as usize, 11), settings };
        let examples = ranker.replay(facts);
        train(&mut ranker.net, &examples, settings.training());
        ranker
    }

    fn replay(&mut self, facts: &[Fact]) -> Vec<Example> {
        let (mut examples, mut pending, mut seen) = (Vec::new(), Vec::<&[Fact]>::new(), 0);
        // The first fifth only fills the memory: evidence as thin as it has there never comes again.
        let warm = facts.len() / 5;
        let chance = self.settings.examples as f32 / (2 * (facts.len() - warm)).max(1) as f32;
        for day in days(facts) {
            let today = day[0].day;
            if pending.first().is_some_and(|d| today - d[0].day >= self.settings.block) {
                pending.drain(..).for_each(|d| self.world.take_in(d));
            }
            let asked = questions(day, self.world.history.relations);
            if seen >= warm {
                self.draw(&asked, today, chance, &mut examples);
            }
            for (q, answers) in &asked {
                self.world.rules.count_asked(&self.world.history, *q, answers, today);
            }
            pending.push(day);
            seen += day.len();
        }
        pending.drain(..).for_each(|d| self.world.take_in(d));
        examples
    }

    fn draw(&self, asked: &[Asked], day: i32, chance: f32, examples: &mut Vec<Example>) {
        let mut rng = Rng::of(3, day as u64, 0);
        let chosen: Vec<Asked> = asked.iter().filter(|_| rng.unit() < chance).cloned().collect();
        for ((q, answers), mut c) in chosen.iter().zip(self.candidates(&chosen, day)) {
            thin(&mut c, answers, self.settings.sample, &mut rng);
            let right = right(&c, answers);
            if !right.is_empty() && right.len() < c.entities.len() {
                examples.push(Example { relation: q.relation, candidates: c, right });
            }
        }
    }

    fn candidates(&self, asked: &[Asked], day: i32) -> Vec<Candidates> {
        let daily = Daily::prepare(&self.world.history, day, asked.iter().map(|a| &a.0));
        parallel::map_with(
            self.settings.threads,
            asked,
            || Gatherer::new(&self.world),
            |gatherer, (q, _)| self.gather(gatherer, &daily, *q, day),
        )
    }

    fn gather(&self, gatherer: &mut Gatherer<'_>, daily: &Daily, q: Query, day: i32) -> Candidates {
        let mut c = gatherer.gather(daily, q, day, self.settings.keep);
        for ((_, range), _) in Kind::ALL.iter().zip(self.settings.blind).filter(|(_, blind)| *blind) {
            let blank = &blank()[range.clone()];
            c.rows.chunks_exact_mut(WIDTH).for_each(|row| row[range.clone()].copy_from_slice(blank));
        }
        c
    }

    /// Takes in a day's facts, without learning from them.
    pub fn take_in(&mut self, day: &[Fact]) {
        self.world.take_in(day);
    }

    /// Ranks the answers to all questions of one day, both directions, time-filtered, ties by their average.
    #[must_use]
    pub fn measure(&self, day: &[Fact]) -> Measures {
        let Some(today) = day.first().map(|f| f.day) else { return Measures::default() };
        let asked = questions(day, self.world.history.relations);
        let daily = Daily::prepare(&self.world.history, today, asked.iter().map(|a| &a.0));
        let parts = parallel::map_with(
            self.settings.threads,
            &asked,
            || Gatherer::new(&self.world),
            |gatherer, (q, answers)| self.measure_one(&self.gather(gatherer, &daily, *q, today), *q, answers),
        );
        parts.iter().fold(Measures::default(), |all, part| all.with(part))
    }

    fn measure_one(&self, c: &Candidates, q: Query, answers: &[u32]) -> Measures {
        let scores = self.net.scores(q.relation, c);
        let mut measures = Measures::default();
        for &answer in answers {
            measures.add(place(&self.world.history, c, &scores, q, answers, answer));
        }
        measures
    }
}
