//! A trained model as it reads: 8-bit rows and weights, 16-bit activations, exact sums.

mod choose;
mod committee;
mod load;
mod parse;
mod save;

pub use committee::{Beliefs, Committee};
pub use parse::Scratch;
pub(crate) use parse::gram_weight;
pub use save::save;

use std::collections::HashMap;

use chancery_learn::features::KeyIndex;
use chancery_learn::file::FileError;
use chancery_learn::int::Packed;

use crate::lemma::Script;
use crate::net::Dims;

/// Why a model cannot be used.
pub type ModelError = FileError;

/// Version of the model file's contents.
pub const VERSION: u32 = 2;

/// A tagger, lemmatiser and parser. Borrows the bytes it was loaded from.
#[derive(Debug)]
pub struct Model<'a> {
    dims: Dims,
    keys: KeyIndex,
    /// Rows of four bytes of scale and `emb` weights.
    table: &'a [u8],
    vector_keys: KeyIndex,
    /// Word vectors, as `table`.
    vectors: &'a [u8],
    project: Packed,
    /// The treebanks' embeddings.
    sources: Vec<f32>,
    /// Added to every word's rows: the treebank whose conventions are followed.
    base: Vec<f32>,
    layers: Vec<Packed>,
    gates: Vec<Vec<f32>>,
    tag: Packed,
    soft: Packed,
    roles: Packed,
    arc: Packed,
    distance: Packed,
    rel: Packed,
    names: Packed,
    root_arc: Vec<f32>,
    root_rel: Vec<f32>,
    xpos: Vec<&'static str>,
    feats: Vec<&'static str>,
    rels: Vec<&'static str>,
    root: usize,
    scripts: Vec<Script>,
    exceptions: HashMap<&'a str, Vec<(u8, &'a str)>>,
}

impl Model<'_> {
    /// Sizes of the net.
    #[must_use]
    pub fn dims(&self) -> &Dims {
        &self.dims
    }

    /// Follows the conventions of one treebank (by the number it had in training), or of none in particular.
    pub fn follow(&mut self, source: Option<usize>) {
        self.base.fill(0.0);
        if let Some(row) = source.and_then(|s| self.sources.chunks_exact(self.dims.emb).nth(s)) {
            self.base.copy_from_slice(row);
        }
    }

    /// The relations the model knows, with subtypes.
    #[must_use]
    pub fn relations(&self) -> &[&'static str] {
        &self.rels
    }
}
