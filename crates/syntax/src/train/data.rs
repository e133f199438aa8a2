//! Treebanks as numbers, and batches of them.

use std::collections::HashMap;

use chancery_learn::rng::Rng;

use super::{Shape, Treebank, Vectors};
use crate::features::{Keys, WHOLE};
use crate::inventory::Inventory;
use crate::lemma::Script;
use crate::model::gram_weight;
use crate::net::{Batch, Gold};

/// Chance that a sentence does not say which treebank it is from.
const ANONYMOUS: f32 = 0.5;

/// A word ready for batches.
struct Known {
    whole: Vec<u32>,
    parts: Vec<u32>,
    grams: Vec<u32>,
    vector: Option<u32>,
    gram_weight: f32,
    count: f32,
    gold: Gold,
}

/// A sentence ready for batches.
pub(super) struct Item {
    source: usize,
    words: Vec<Known>,
}

impl Item {
    /// Number of words.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Adds the sentence to a batch as reading sees it.
    pub(super) fn push_whole(&self, batch: &mut Batch, vectors: &Vectors, source: Option<usize>) {
        batch.sources.push(source);
        for word in &self.words {
            vectors.push(word.vector, &mut batch.vectors);
            batch.rows.extend(word.whole.iter().chain(&word.parts).map(|&r| (r, 1.0)));
            batch.rows.extend(word.grams.iter().map(|&r| (r, word.gram_weight)));
            batch.row_starts.push(batch.rows.len());
            batch.gold.push(word.gold);
        }
        batch.starts.push(batch.gold.len());
    }

    /// Adds the sentence to a batch, leaving out what chance says.
    pub(super) fn push(&self, batch: &mut Batch, vectors: &Vectors, rng: &mut Rng, shape: &Shape) {
        batch.sources.push((rng.unit() >= ANONYMOUS).then_some(self.source));
        for word in &self.words {
            vectors.push(word.vector, &mut batch.vectors);
            let unknown = rng.unit() < shape.unknown / (shape.unknown + word.count);
            if !unknown {
                batch.rows.extend(word.whole.iter().map(|&r| (r, 1.0)));
            }
            for &r in &word.parts {
                if rng.unit() >= shape.part_dropout {
                    batch.rows.push((r, 1.0));
                }
            }
            for &r in &word.grams {
                if rng.unit() >= shape.part_dropout {
                    batch.rows.push((r, word.gram_weight));
                }
            }
            batch.row_starts.push(batch.rows.len());
            batch.gold.push(word.gold);
        }
        batch.starts.push(batch.gold.len());
    }
}

/// All sentences of the treebanks.
pub(super) fn encode(treebanks: &[Treebank], inventory: &Inventory, vectors: &Vectors) -> Vec<Item> {
    let mut counts: HashMap<String, f32> = HashMap::new();
    for form in treebanks.iter().flat_map(|t| &t.sentences).flat_map(|s| &s.forms) {
        *counts.entry(form.to_lowercase()).or_default() += 1.0;
    }
    let mut keys = Keys::default();
    let mut items = Vec::new();
    for treebank in treebanks {
        for sentence in &treebank.sentences {
            let words = sentence
                .forms
                .iter()
                .zip(&sentence.tree.words)
                .map(|(form, word)| {
                    keys.of(form);
                    let rows = |keys: &[u32]| keys.iter().filter_map(|&k| inventory.keys.row(k)).collect();
                    let find = |list: &[&str], x: &str| list.binary_search(&x).unwrap_or(0);
                    Known {
                        whole: rows(&keys.parts[..WHOLE]),
                        parts: rows(&keys.parts[WHOLE..]),
                        grams: rows(&keys.grams),
                        vector: vectors.keys.row(keys.normal),
                        gram_weight: gram_weight(keys.grams.len()),
                        count: counts.get(&form.to_lowercase()).copied().unwrap_or(1.0),
                        gold: Gold {
                            head: word.head.map_or(0, |h| usize::from(h) + 1),
                            rel: find(&inventory.rels, word.rel),
                            upos: word.upos as usize,
                            xpos: find(&inventory.xpos, word.xpos),
                            feats: find(&inventory.feats, word.feats),
                            script: inventory.scripts.binary_search(&Script::between(form, &word.lemma)).ok(),
                        },
                    }
                })
                .collect();
            items.push(Item { source: treebank.source, words });
        }
    }
    items
}

/// Batches of sentence numbers for one epoch, each about `size` words.
pub(super) fn batches(items: &[Item], size: usize, rng: &mut Rng) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..items.len()).collect();
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
