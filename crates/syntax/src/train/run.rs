//! The training loop.

use std::io;

use chancery_learn::optim::{self, Adam, Rate};
use chancery_learn::rng::Rng;
use chancery_learn::table::{Table, TableGrad};

use super::checkpoint::State;
use super::data::{self, Forms, Item, Part};
use super::float;
use super::{Progress, TrainOptions, Treebank, Vectors};
use crate::conllu::Sentence;
use crate::inventory::Inventory;
use crate::model::{Model, Scratch, save};
use crate::net::{self, Batch, Net, Noise};
use crate::score::{Scores, score};

/// Halves of a batch: fixed, so that the number of threads changes nothing.
const SHARDS: usize = 2;
/// Gradients longer than this are shortened to it.
const CLIP: f32 = 2.0;
/// Steps over which the rate rises to its greatest.
const WARMUP: f32 = 300.0;

/// A finished training.
#[derive(Debug)]
pub struct Outcome {
    /// The model file.
    pub model: Vec<u8>,
    /// Scores by development treebank.
    pub dev: Vec<(String, Scores)>,
    /// The same of the weights before they were quantised (tags, heads and relations only).
    pub float_dev: Vec<(String, Scores)>,
}

/// What is learned from.
struct Data<'a> {
    forms: Forms<'a>,
    /// The treebanks' sentences, then the taught ones.
    items: Vec<Item>,
    /// How many are the treebanks'.
    gold: usize,
}

/// One half of the work.
struct Shard {
    batch: Batch,
    grad: Vec<f32>,
    rows: TableGrad,
    loss: f32,
}

/// Trains; `progress` hears how it goes and may end it early by returning `false`.
///
/// # Errors
/// Where the checkpoint cannot be read or written.
pub fn train(options: &TrainOptions, progress: impl FnMut(Progress<'_>) -> bool) -> io::Result<Outcome> {
    train_with(options, &Vectors::default(), progress)
}

/// [`train`] with word vectors from raw text.
///
/// # Errors
/// Where the checkpoint cannot be read or written.
pub fn train_with(options: &TrainOptions, vectors: &Vectors, mut progress: impl FnMut(Progress<'_>) -> bool) -> io::Result<Outcome> {
    let sentences: Vec<&Sentence> = options.train.iter().flat_map(|t| &t.sentences).collect();
    let inventory = Inventory::collect(&sentences);
    let mut forms = Forms::new(&options.train, &inventory, vectors);
    let mut items = forms.gold(&options.train);
    let gold = items.len();
    items.extend(forms.taught(&options.taught));
    let data = Data { forms, items, gold };
    let net = Net::new(options.shape.dims(&inventory, vectors.dim));
    let mut state = begin(options, vectors, &net, &inventory)?;
    let mut shards: Vec<Shard> = (0..SHARDS)
        .map(|_| Shard {
            batch: Batch::default(),
            grad: vec![0.0; net.layout().len()],
            rows: TableGrad::new(inventory.keys.len(), net.dims.emb),
            loss: 0.0,
        })
        .collect();
    progress(Progress::Start { done: state.epoch, rows: inventory.keys.len(), parameters: net.layout().len() });
    let (mut model, mut dev) = ship(options, vectors, &net, &inventory, &state);
    while state.epoch < options.epochs {
        let loss = epoch(options, &data, &net, &mut state, &mut shards, &mut progress);
        (model, dev) = ship(options, vectors, &net, &inventory, &state);
        if let Some(path) = &options.checkpoint {
            state.save(path, run_id(options, vectors))?;
        }
        if !progress(Progress::Epoch { epoch: state.epoch, loss, dev: &dev, model: &model }) {
            break;
        }
    }
    let table = state.table.averaged(state.step, options.shape.keep);
    let float = |t: &Treebank| float::measure(&net, &inventory, vectors, &state.adam.average, &table, t, options.follow);
    let float_dev = options.dev.iter().map(|t| (t.name.clone(), float(t))).collect();
    Ok(Outcome { model, dev, float_dev })
}

/// A number that differs where a checkpoint would not fit.
fn run_id(options: &TrainOptions, vectors: &Vectors) -> u64 {
    let words: usize = options.train.iter().flat_map(|t| &t.sentences).map(|s| s.forms.len()).sum();
    let text = format!(
        "{:?} {} {} {words} {} {} {}",
        options.shape,
        options.seed,
        options.epochs,
        vectors.keys.len(),
        vectors.dim,
        options.taught.len()
    );
    chancery_learn::file::checksum(text.as_bytes())
}

fn begin(options: &TrainOptions, vectors: &Vectors, net: &Net, inventory: &Inventory) -> io::Result<State> {
    let mut rng = Rng::of(options.seed, 1, 0);
    let flat = net.layout().initial(&mut rng);
    let table = Table::new(inventory.keys.len(), net.dims.emb, 0.1, &mut rng);
    let mut fresh = State { epoch: 0, step: 0, adam: Adam::new(&flat), flat, table };
    let found = match &options.checkpoint {
        Some(path) => State::load(path, run_id(options, vectors), &fresh)?,
        None => None,
    };
    if let (None, Some(path)) = (&found, &options.start) {
        fresh.start(path, options.shape.keep)?;
    }
    Ok(found.unwrap_or(fresh))
}

/// One pass over the data; returns the mean loss per word.
fn epoch(
    options: &TrainOptions,
    data: &Data<'_>,
    net: &Net,
    state: &mut State,
    shards: &mut [Shard],
    progress: &mut impl FnMut(Progress<'_>) -> bool,
) -> f32 {
    let mut rng = Rng::of(options.seed, 2, u64::from(state.epoch));
    let part = Part { epoch: state.epoch, parts: options.shape.parts };
    let batches = data::batches(&data.items, data.gold, part, options.shape.batch, &mut rng);
    let total: usize = batches.iter().flatten().map(|&i| data.items[i].len()).sum();
    let steps = batches.len() as f32 * options.epochs as f32;
    let (mut done, mut loss) = (0, 0.0f64);
    for batch in &batches {
        state.step += 1;
        let words = fill(options, data, batch, state.step, shards);
        gradients(options, net, state, shards, words);
        loss += shards.iter().map(|s| f64::from(s.loss)).sum::<f64>();
        update(options, state, shards, steps);
        done += words;
        progress(Progress::Words { epoch: state.epoch + 1, done, total, loss: (loss / done as f64) as f32 });
    }
    state.epoch += 1;
    (loss / total.max(1) as f64) as f32
}

/// Deals the batch's sentences out to the shards; returns its words.
fn fill(options: &TrainOptions, data: &Data<'_>, batch: &[usize], step: u32, shards: &mut [Shard]) -> usize {
    let words: usize = batch.iter().map(|&i| data.items[i].len()).sum();
    shards.iter_mut().for_each(|s| s.batch.clear());
    let mut rng = Rng::of(options.seed, 3, u64::from(step));
    let mut at = 0;
    for &i in batch {
        if shards[at].batch.words() * SHARDS >= words && at + 1 < SHARDS {
            at += 1;
        }
        data.items[i].push(&mut shards[at].batch, &data.forms, &mut rng, &options.shape);
    }
    words
}

/// Losses and gradients of all shards.
fn gradients(options: &TrainOptions, net: &Net, state: &State, shards: &mut [Shard], words: usize) {
    let one = |index: usize, shard: &mut Shard| {
        let rng = Rng::of(options.seed, 4 + index as u64, u64::from(state.step));
        let [embedding, hidden, scorer] = options.shape.dropout;
        let mut noise = Noise { rng, embedding, hidden, scorer };
        shard.loss = 0.0;
        if shard.batch.words() > 0 {
            let mut acts = net::forward(net, &state.flat, &state.table.values, &shard.batch, Some(&mut noise));
            shard.loss = net::backward(
                net,
                &state.flat,
                &shard.batch,
                &mut acts,
                options.shape.smooth,
                1.0 / words as f32,
                &mut shard.grad,
                &mut shard.rows,
            );
        }
    };
    if options.threads < 2 {
        shards.iter_mut().enumerate().for_each(|(i, s)| one(i, s));
        return;
    }
    let one = &one;
    std::thread::scope(|scope| {
        for (i, shard) in shards.iter_mut().enumerate() {
            scope.spawn(move || one(i, shard));
        }
    });
}

/// Adds the shards' gradients in their order and steps.
fn update(options: &TrainOptions, state: &mut State, shards: &mut [Shard], steps: f32) {
    let (first, rest) = shards.split_at_mut(1);
    let first = &mut first[0];
    for shard in rest {
        optim::accumulate(&mut first.grad, &shard.grad);
        shard.grad.fill(0.0);
        first.rows.absorb(&mut shard.rows);
    }
    let norm = (optim::square_norm(&first.grad) + first.rows.square_norm()).sqrt();
    let step = state.step as f32;
    let rate = Rate {
        lr: options.shape.rate * (step / WARMUP).min(1.0) * (1.0 - step / (steps + 1.0)).max(0.01),
        scale: if norm > CLIP { CLIP / norm } else { 1.0 },
        step: state.step,
    };
    state.adam.step(&mut state.flat, &mut first.grad, rate, options.shape.keep);
    state.table.step(&mut first.rows, rate, options.shape.keep);
}

/// The model file as of now, and its scores.
fn ship(options: &TrainOptions, vectors: &Vectors, net: &Net, inventory: &Inventory, state: &State) -> (Vec<u8>, Vec<(String, Scores)>) {
    let table = state.table.averaged(state.step, options.shape.keep);
    let bytes = save(net, inventory, vectors, &state.adam.average, &table, options.follow, options.shape.fold);
    let dev = match Model::load(&bytes) {
        Ok(model) => options.dev.iter().map(|t| (t.name.clone(), measure(&model, t))).collect(),
        Err(_) => Vec::new(),
    };
    (bytes, dev)
}

fn measure(model: &Model<'_>, treebank: &Treebank) -> Scores {
    let mut scratch = Scratch::default();
    let system: Vec<Sentence> = treebank.sentences.iter().map(|s| reparsed(model, s, &mut scratch)).collect();
    score(&treebank.sentences, &system)
}

/// A treebank's sentence with the model's tree in place of its own.
#[must_use]
pub fn reparsed(model: &Model<'_>, sentence: &Sentence, scratch: &mut Scratch) -> Sentence {
    let tree = model.parse(&sentence.text(), &sentence.spans(), scratch);
    Sentence { tree, ..sentence.clone() }
}
