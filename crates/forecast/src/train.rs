//! Training of the combiner: which candidate it was, or whether each came true.

use crate::evidence::{Candidates, WIDTH};
use crate::net::Net;
use crate::numbers::ln;
use crate::parallel;
use chancery_learn::math::{exp, sigmoid};
use chancery_learn::optim::{Adam, Rate, accumulate};
use chancery_learn::rng::Rng;

/// A question whose answers are known.
#[derive(Debug, Clone)]
pub struct Example {
    /// Directed relation.
    pub relation: u32,
    /// Candidates.
    pub candidates: Candidates,
    /// Places of the right ones.
    pub right: Vec<u32>,
}

/// What the scores shall mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Objective {
    /// A softmax of the scores is the chance of being the answer, given that there is one.
    Choice,
    /// The logistic function of a score is the chance of coming true.
    Chance,
}

/// How to train.
#[derive(Debug, Clone, Copy)]
pub struct Training {
    /// What the scores shall mean.
    pub objective: Objective,
    /// Passes over the examples.
    pub epochs: usize,
    /// Learning rate at the start; it falls to nothing.
    pub rate: f32,
    /// How strongly what is particular to one relation is drawn toward nothing.
    pub decay: f32,
    /// Threads; they change nothing but the time.
    pub threads: usize,
}

/// Questions in a step.
const BATCH: usize = 64;
/// Parts of a step, whatever the number of threads, so that sums come out the same.
const SHARDS: usize = 4;

/// Trains in place; returns the mean loss of each pass.
pub fn train(net: &mut Net, examples: &[Example], how: Training) -> Vec<f32> {
    let mut adam = Adam::new(&net.weights);
    let mut order: Vec<u32> = (0..examples.len() as u32).collect();
    let mut rng = Rng::new(7);
    let steps = how.epochs * order.len().div_ceil(BATCH);
    let mut step = 0;
    let mut losses = Vec::new();
    for _ in 0..how.epochs {
        rng.shuffle(&mut order);
        let mut total = 0.0;
        for batch in order.chunks(BATCH) {
            let (gradient, loss) = batch_gradient(net, examples, batch, how);
            let lr = how.rate * (1.0 - step as f32 / steps as f32);
            step += 1;
            let rate = Rate { lr, scale: 1.0 / batch.len() as f32, step: step as u32 };
            chancery_learn::optim::update(&mut net.weights, &gradient, &mut adam.m, &mut adam.v, rate);
            let own = net.places.bias;
            net.weights[own..].iter_mut().for_each(|w| *w -= lr * how.decay * *w);
            total += loss;
        }
        losses.push(total / examples.len().max(1) as f32);
    }
    losses
}

fn batch_gradient(net: &Net, examples: &[Example], batch: &[u32], how: Training) -> (Vec<f32>, f32) {
    let shards: Vec<&[u32]> = batch.chunks(batch.len().div_ceil(SHARDS)).collect();
    let parts = parallel::map(how.threads, &shards, |shard| {
        let mut g = vec![0.0; net.places.end];
        let loss: f32 = shard.iter().map(|&i| slope(net, &examples[i as usize], how.objective, &mut g)).sum();
        (g, loss)
    });
    let mut parts = parts.into_iter();
    let (mut g, mut loss) = parts.next().unwrap_or_default();
    for (part, more) in parts {
        accumulate(&mut g, &part);
        loss += more;
    }
    (g, loss)
}

fn slope(net: &Net, e: &Example, objective: Objective, g: &mut [f32]) -> f32 {
    match objective {
        Objective::Choice => net.gradient(e.relation, &e.candidates, |scores| choice(scores, &e.right), g),
        Objective::Chance => net.gradient(e.relation, &e.candidates, |scores| chance(scores, &e.right), g),
    }
}

/// Softmax loss of each right answer against the wrong ones, the other right ones left out as the time-filtered rank does.
fn choice(scores: &[f32], right: &[u32]) -> (Vec<f32>, f32) {
    let top = scores.iter().fold(f32::NEG_INFINITY, |m, &x| m.max(x));
    let mut e: Vec<f32> = scores.iter().map(|&s| exp(s - top)).collect();
    let hits: Vec<f32> = right.iter().map(|&i| std::mem::take(&mut e[i as usize])).collect();
    let wrong: f32 = e.iter().sum();
    let (mut loss, mut pull) = (0.0, 0.0);
    let mut slopes = vec![0.0; scores.len()];
    for (&i, &hit) in right.iter().zip(&hits) {
        let all = hit + wrong + 1e-20;
        loss -= ln((hit / all).max(1e-20));
        slopes[i as usize] = hit / all - 1.0;
        pull += 1.0 / all;
    }
    slopes.iter_mut().zip(&e).for_each(|(slope, e)| *slope += e * pull);
    (slopes, loss)
}

/// Logistic loss of every candidate.
fn chance(scores: &[f32], right: &[u32]) -> (Vec<f32>, f32) {
    let mut slopes: Vec<f32> = scores.iter().map(|&s| sigmoid(s)).collect();
    let mut loss = 0.0;
    for (i, p) in slopes.iter_mut().enumerate() {
        let came = right.binary_search(&(i as u32)).is_ok();
        let said = if came { *p } else { 1.0 - *p };
        loss -= ln(said.max(1e-12));
        *p -= f32::from(u8::from(came));
    }
    (slopes, loss)
}

/// Keeps the right answers, the most plausible wrong ones and some of the rest.
pub(crate) fn thin(c: &mut Candidates, answers: &[u32], keep: usize, rng: &mut Rng) {
    let n = c.entities.len();
    if n <= keep {
        return;
    }
    let sure = keep / 2;
    let mut tail: Vec<usize> = (sure..n).collect();
    rng.shuffle(&mut tail);
    let mut chosen: Vec<usize> = (0..sure).chain(tail.into_iter().take(keep - sure)).collect();
    chosen.extend((0..n).filter(|&i| answers.binary_search(&c.entities[i]).is_ok()));
    chosen.sort_unstable();
    chosen.dedup();
    c.entities = chosen.iter().map(|&i| c.entities[i]).collect();
    c.rows = chosen.iter().flat_map(|&i| c.rows[i * WIDTH..][..WIDTH].iter().copied()).collect();
}

/// Places of the right candidates.
pub(crate) fn right(c: &Candidates, answers: &[u32]) -> Vec<u32> {
    (0..c.entities.len() as u32).filter(|&i| answers.binary_search(&c.entities[i as usize]).is_ok()).collect()
}
