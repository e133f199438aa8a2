//! Training a model from treebanks.
//!
//! Every batch is cut into the same two halves whatever the number of threads, and their gradients are added in the
//! same order, so the same seed gives the same bytes on the same type of machine.

mod checkpoint;
mod data;
mod float;
mod lessons;
mod raw;
mod run;

pub use lessons::{Lesson, lessons};
pub use raw::{Vectors, VectorsBuilder};
pub use run::{Outcome, reparsed, train, train_with};

use std::path::PathBuf;

use crate::conllu::Sentence;
use crate::net::Dims;
use crate::score::Scores;

/// A treebank to learn from or to be measured by.
#[derive(Debug)]
pub struct Treebank {
    /// Its name in reports.
    pub name: String,
    /// Which set of conventions it follows: its number among the embeddings of treebanks.
    pub source: usize,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
}

/// What to train and how.
#[derive(Debug)]
pub struct TrainOptions {
    /// Learned from.
    pub train: Vec<Treebank>,
    /// Raw sentences with teachers' answers, learned from beside the treebanks; may be none.
    pub taught: Vec<Lesson>,
    /// Measured by after each epoch.
    pub dev: Vec<Treebank>,
    /// Passes over the training data.
    pub epochs: u32,
    /// The only source of chance.
    pub seed: u64,
    /// Threads; more than two do not help.
    pub threads: usize,
    /// Treebank whose conventions reading follows; `None` for neither.
    pub follow: Option<usize>,
    /// Where to keep what is needed to go on after a stop; a file there is continued from.
    pub checkpoint: Option<PathBuf>,
    /// A checkpoint of another run whose averaged weights this one begins with. That run's net may lack the head of names.
    pub start: Option<PathBuf>,
    /// Sizes and rates.
    pub shape: Shape,
}

/// Sizes of the net and rates of its training.
#[derive(Debug, Clone, Copy)]
pub struct Shape {
    /// Width of an embedding.
    pub emb: usize,
    /// Units per direction.
    pub units: usize,
    /// Recurrent layers.
    pub layers: usize,
    /// Layers below the tagging heads.
    pub tag_layer: usize,
    /// Width of the arc scorer.
    pub arc: usize,
    /// Width of the relation scorer's rectified part.
    pub rel_sum: usize,
    /// Width of the relation scorer's product part.
    pub rel_product: usize,
    /// Greatest learning rate.
    pub rate: f32,
    /// Words per step.
    pub batch: usize,
    /// Dropout of embeddings, of recurrent layers' inputs, of the scorers' inputs.
    pub dropout: [f32; 3],
    /// Share of affixes and letter runs left out.
    pub part_dropout: f32,
    /// How often known words play unknown ones: a word seen `n` times does so `unknown` in `unknown + n` times.
    pub unknown: f32,
    /// Label smoothing.
    pub smooth: f32,
    /// Whether to learn names, where the treebanks mark them.
    pub names: bool,
    /// Whether rows that always occur together are one row in the file.
    pub fold: bool,
    /// Parts that the taught sentences are dealt into: an epoch sees one of them.
    pub parts: usize,
    /// Share of the averaged weights kept at each step.
    pub keep: f32,
}

impl Default for Shape {
    fn default() -> Self {
        Self {
            emb: 128,
            units: 160,
            layers: 4,
            tag_layer: 2,
            arc: 128,
            rel_sum: 128,
            rel_product: 64,
            rate: 2e-3,
            batch: 640,
            dropout: [0.3, 0.33, 0.33],
            part_dropout: 0.1,
            unknown: 0.25,
            smooth: 0.02,
            names: true,
            fold: true,
            parts: 8,
            keep: 0.9985,
        }
    }
}

impl Shape {
    /// A teacher the size of what learns without teachers. Teachers do not learn names.
    #[must_use]
    pub fn teacher() -> Self {
        Self { names: false, fold: false, ..Self::default() }
    }

    /// A wider and deeper teacher.
    #[must_use]
    pub fn large_teacher() -> Self {
        Self { units: 192, layers: 5, ..Self::teacher() }
    }

    /// What learns from teachers, beginning as one of the large ones. With so much more to learn from, less noise does, and
    /// what has learned to the end wants a low rate: at 1.2e-3 its loss rises again after two passes.
    #[must_use]
    pub fn student() -> Self {
        Self { units: 192, layers: 5, dropout: [0.27, 0.27, 0.27], rate: 5e-4, parts: 3, ..Self::default() }
    }

    /// With the sizes of the inventory.
    pub(crate) fn dims(&self, inventory: &crate::inventory::Inventory, vector: usize) -> Dims {
        Dims {
            emb: self.emb,
            units: self.units,
            layers: self.layers,
            tag_layer: self.tag_layer,
            arc: self.arc,
            rel_sum: self.rel_sum,
            rel_product: self.rel_product,
            upos: crate::Upos::ALL.len(),
            xpos: inventory.xpos.len(),
            feats: inventory.feats.len(),
            scripts: inventory.scripts.len(),
            rels: inventory.rels.len(),
            vector,
            names: if self.names { crate::names::CLASSES } else { 0 },
        }
    }
}

/// What training tells as it goes.
#[derive(Debug)]
pub enum Progress<'a> {
    /// Training begins (or goes on after `done` epochs).
    Start {
        /// Epochs done before.
        done: u32,
        /// Rows of the embedding table.
        rows: usize,
        /// Other parameters.
        parameters: usize,
    },
    /// Words of the current epoch done.
    Words {
        /// Epoch, from 1.
        epoch: u32,
        /// Done in this epoch.
        done: usize,
        /// All of an epoch.
        total: usize,
        /// Mean loss per word so far.
        loss: f32,
    },
    /// An epoch is done and measured with the model as it would be shipped now.
    Epoch {
        /// Epoch, from 1.
        epoch: u32,
        /// Mean loss per word.
        loss: f32,
        /// Scores by development treebank.
        dev: &'a [(String, Scores)],
        /// The model file as of now.
        model: &'a [u8],
    },
}
