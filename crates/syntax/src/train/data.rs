//! Treebanks as numbers, and batches of them.

use std::collections::HashMap;

use chancery_learn::layers::Target;
use chancery_learn::rng::Rng;

use super::{Lesson, Shape, Treebank, Vectors};
use crate::features::{Keys, WHOLE};
use crate::inventory::Inventory;
use crate::lemma::Script;
use crate::model::gram_weight;
use crate::names;
use crate::net::{Batch, Gold};
use crate::tree::Word;

/// Chance that a sentence does not say which treebank it is from.
const ANONYMOUS: f32 = 0.5;

/// What the net sees of a form: rows of the embedding table and of the word vectors.
struct Seen {
    whole: Vec<u32>,
    parts: Vec<u32>,
    grams: Vec<u32>,
    vector: Option<u32>,
    gram_weight: f32,
    /// Occurrences in the treebanks.
    count: f32,
}

/// All forms of the training sentences, each once.
pub(super) struct Forms<'a> {
    inventory: &'a Inventory,
    vectors: &'a Vectors,
    counts: HashMap<String, f32>,
    numbers: HashMap<String, u32>,
    seen: Vec<Seen>,
    keys: Keys,
}

impl<'a> Forms<'a> {
    /// Forms as these treebanks count them.
    pub(super) fn new(treebanks: &[Treebank], inventory: &'a Inventory, vectors: &'a Vectors) -> Self {
        let mut counts: HashMap<String, f32> = HashMap::new();
        for form in treebanks.iter().flat_map(|t| &t.sentences).flat_map(|s| &s.forms) {
            *counts.entry(form.to_lowercase()).or_default() += 1.0;
        }
        Self { inventory, vectors, counts, numbers: HashMap::new(), seen: Vec::new(), keys: Keys::default() }
    }

    /// The form's number; a new one where it was not met before.
    fn number(&mut self, form: &str) -> u32 {
        if let Some(&n) = self.numbers.get(form) {
            return n;
        }
        let keys = &mut self.keys;
        keys.of(form);
        let rows = |keys: &[u32]| keys.iter().filter_map(|&k| self.inventory.keys.row(k)).collect();
        self.seen.push(Seen {
            whole: rows(&keys.parts[..WHOLE]),
            parts: rows(&keys.parts[WHOLE..]),
            grams: rows(&keys.grams),
            vector: self.vectors.keys.row(keys.normal),
            gram_weight: gram_weight(keys.grams.len()),
            count: self.counts.get(&form.to_lowercase()).copied().unwrap_or(1.0),
        });
        let n = self.seen.len() as u32 - 1;
        self.numbers.insert(form.to_owned(), n);
        n
    }

    /// The sentences of treebanks.
    pub(super) fn gold(&mut self, treebanks: &[Treebank]) -> Vec<Item> {
        let mut items = Vec::new();
        for treebank in treebanks {
            let marked = treebank.sentences.iter().any(|s| !s.mentions.is_empty());
            for s in &treebank.sentences {
                let mut words: Vec<(u32, Gold)> =
                    s.forms.iter().zip(&s.tree.words).map(|(form, word)| (self.number(form), right(self.inventory, form, word))).collect();
                if marked {
                    let classes = names::classes(&names::of_treebank(s), words.len());
                    words.iter_mut().zip(classes).for_each(|(w, class)| w.1.name = Some(Target::one(class)));
                }
                items.push(Item { source: Some(treebank.source), words });
            }
        }
        items
    }

    /// Sentences as teachers see them.
    pub(super) fn taught(&mut self, lessons: &[Lesson]) -> Vec<Item> {
        let words = |forms: &mut Self, l: &Lesson| l.forms.iter().zip(&l.answers).map(|(form, &gold)| (forms.number(form), gold)).collect();
        lessons.iter().map(|l| Item { source: None, words: words(self, l) }).collect()
    }
}

/// The answers of a treebank's word.
fn right(inventory: &Inventory, form: &str, word: &Word) -> Gold {
    let find = |list: &[&str], x: &str| Target::one(list.binary_search(&x).unwrap_or(0));
    let head = word.head.map_or(0, |h| h + 1);
    Gold {
        head,
        heads: Target::one(usize::from(head)),
        rel: find(&inventory.rels, word.rel),
        upos: Target::one(word.upos as usize),
        xpos: find(&inventory.xpos, word.xpos),
        feats: find(&inventory.feats, word.feats),
        script: inventory.scripts.binary_search(&Script::between(form, &word.lemma)).ok().map(Target::one),
        name: None,
    }
}

/// A sentence ready for batches.
pub(super) struct Item {
    source: Option<usize>,
    words: Vec<(u32, Gold)>,
}

impl Item {
    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Adds the sentence to a batch as reading sees it.
    pub(super) fn push_whole(&self, batch: &mut Batch, forms: &Forms<'_>, source: Option<usize>) {
        batch.sources.push(source);
        for &(form, gold) in &self.words {
            let seen = &forms.seen[form as usize];
            forms.vectors.push(seen.vector, &mut batch.vectors);
            batch.rows.extend(seen.whole.iter().chain(&seen.parts).map(|&r| (r, 1.0)));
            batch.rows.extend(seen.grams.iter().map(|&r| (r, seen.gram_weight)));
            batch.row_starts.push(batch.rows.len());
            batch.gold.push(gold);
        }
        batch.starts.push(batch.gold.len());
    }

    /// Adds the sentence to a batch, leaving out what chance says.
    pub(super) fn push(&self, batch: &mut Batch, forms: &Forms<'_>, rng: &mut Rng, shape: &Shape) {
        batch.sources.push(self.source.filter(|_| rng.unit() >= ANONYMOUS));
        for &(form, gold) in &self.words {
            let seen = &forms.seen[form as usize];
            forms.vectors.push(seen.vector, &mut batch.vectors);
            let unknown = rng.unit() < shape.unknown / (shape.unknown + seen.count);
            if !unknown {
                batch.rows.extend(seen.whole.iter().map(|&r| (r, 1.0)));
            }
            for &r in &seen.parts {
                if rng.unit() >= shape.part_dropout {
                    batch.rows.push((r, 1.0));
                }
            }
            for &r in &seen.grams {
                if rng.unit() >= shape.part_dropout {
                    batch.rows.push((r, seen.gram_weight));
                }
            }
            batch.row_starts.push(batch.rows.len());
            batch.gold.push(gold);
        }
        batch.starts.push(batch.gold.len());
    }
}

/// Batches of sentence numbers for one epoch, each about `size` words: all of the treebanks' sentences, which are the
/// first `gold`, and this epoch's part of the others.
pub(super) fn batches(items: &[Item], gold: usize, part: Part, size: usize, rng: &mut Rng) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..gold).chain(part.of(gold, items.len())).collect();
    rng.shuffle(&mut order);
    let (mut out, mut current, mut words) = (Vec::new(), Vec::new(), 0);
    for i in order {
        words += items[i].len();
        current.push(i);
        if words >= size {
            out.push(std::mem::take(&mut current));
            words = 0;
        }
    }
    if !current.is_empty() {
        out.push(current);
    }
    out
}

/// Which of the taught sentences an epoch sees: every `of`th, beginning with another one each time.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    /// Epochs done before.
    pub(super) epoch: u32,
    /// Parts the sentences are dealt into.
    pub(super) parts: usize,
}

impl Part {
    fn of(self, gold: usize, all: usize) -> impl Iterator<Item = usize> {
        (gold + self.epoch as usize % self.parts.max(1)..all).step_by(self.parts.max(1))
    }
}
