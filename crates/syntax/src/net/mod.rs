//! The net in floats: what is trained.
//!
//! Rows of the embedding table are summed per word; bidirectional simple recurrent layers read the sentence; after
//! [`Dims::tag_layer`] of them linear heads choose tag, Penn tag, features and lemma script, and the soft choice of
//! tags is added to what the next layer reads; above the last layer a biaffine product scores every pair of word and
//! head, and a small layer over a word and its head names the relation.

mod backward;
mod batch;
mod forward;

pub use backward::backward;
pub(crate) use backward::join;
pub use batch::{Batch, Gold};
pub use forward::{Acts, Noise, bucket, forward};

use chancery_learn::params::{Init, Layout, Param};

/// Sizes of the net.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dims {
    /// Width of an embedding.
    pub emb: usize,
    /// Units per direction of a recurrent layer.
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
    /// Universal tags.
    pub upos: usize,
    /// Penn tags.
    pub xpos: usize,
    /// Feature bundles.
    pub feats: usize,
    /// Lemma scripts.
    pub scripts: usize,
    /// Relations.
    pub rels: usize,
    /// Numbers in a word vector; 0 for no vectors.
    pub vector: usize,
    /// Classes of the head of names; 0 for no such head.
    pub names: usize,
}

/// Buckets of signed distance between a word and its head.
pub const BUCKETS: usize = 24;
/// Treebanks that can be told apart by an embedding of their own.
pub const SOURCES: usize = 2;

impl Dims {
    /// Width of the relation scorer.
    #[must_use]
    pub fn rel(&self) -> usize {
        self.rel_sum + self.rel_product
    }

    /// Width of a recurrent layer's output.
    #[must_use]
    pub fn hidden(&self) -> usize {
        2 * self.units
    }

    /// Outputs of the tagging heads.
    #[must_use]
    pub fn tags(&self) -> usize {
        self.upos + self.xpos + self.feats + self.scripts
    }

    /// As a section of a model file.
    #[must_use]
    pub fn to_words(&self) -> [u32; 14] {
        [
            self.emb,
            self.units,
            self.layers,
            self.tag_layer,
            self.arc,
            self.rel_sum,
            self.rel_product,
            self.upos,
            self.xpos,
            self.feats,
            self.scripts,
            self.rels,
            self.vector,
            self.names,
        ]
        .map(|x| x as u32)
    }

    /// From a section of a model file.
    #[must_use]
    pub fn from_words(words: &[u32]) -> Option<Self> {
        let &[emb, units, layers, tag_layer, arc, rel_sum, rel_product, upos, xpos, feats, scripts, rels, vector, names] = words else {
            return None;
        };
        // Bounds that keep every later product of sizes small.
        if words[..12].contains(&0) || words.iter().any(|&w| w > 4096) || layers > 16 || tag_layer > layers {
            return None;
        }
        let [emb, units, layers, tag_layer, arc, rel_sum, rel_product, upos, xpos, feats, scripts, rels, vector, names] =
            [emb, units, layers, tag_layer, arc, rel_sum, rel_product, upos, xpos, feats, scripts, rels, vector, names].map(|w| w as usize);
        Some(Self { emb, units, layers, tag_layer, arc, rel_sum, rel_product, upos, xpos, feats, scripts, rels, vector, names })
    }
}

/// One recurrent layer, both directions.
#[derive(Debug, Clone, Copy)]
pub struct Layer {
    /// 6·units × input: cell, forget and output columns of the forward direction, then of the backward one.
    pub w: Param,
    /// Two rows of gates.
    pub gates: Param,
}

/// Where each parameter is in the flat vector.
#[derive(Debug, Clone)]
pub struct Net {
    /// Sizes.
    pub dims: Dims,
    /// One embedding per treebank.
    pub source: Param,
    /// From word vectors to embeddings.
    pub project: Param,
    /// Highway into the first layer, whose input has another width.
    pub entry: Param,
    /// The recurrent layers.
    pub layers: Vec<Layer>,
    /// Tagging heads and their bias.
    pub tag: (Param, Param),
    /// From soft tags to the next layer's input.
    pub soft: Param,
    /// Word as dependent, for arcs.
    pub arc_dep: (Param, Param),
    /// Word as head, for arcs.
    pub arc_head: (Param, Param),
    /// Word as dependent, for relations.
    pub rel_dep: (Param, Param),
    /// Word as head, for relations.
    pub rel_head: (Param, Param),
    /// The biaffine product.
    pub arc: (Param, Param),
    /// What a distance means to a dependent.
    pub distance: Param,
    /// The root as a head, for arcs.
    pub root_arc: Param,
    /// The root as a head, for relations.
    pub root_rel: Param,
    /// Relations.
    pub rel: (Param, Param),
    /// Names.
    pub names: (Param, Param),
    layout: Layout,
}

impl Net {
    /// Declares the parameters of a net of these sizes.
    #[must_use]
    pub fn new(dims: Dims) -> Self {
        let mut layout = Layout::default();
        let l = &mut layout;
        let hidden = dims.hidden();
        let source = l.add(SOURCES, dims.emb, Init::Constant(0.0));
        let project = l.add(dims.emb, dims.vector, Init::Glorot(0.5));
        let entry = l.add(hidden, dims.emb, Init::Glorot(1.0));
        let layers = (0..dims.layers)
            .map(|i| Layer {
                w: l.add(6 * dims.units, if i == 0 { dims.emb } else { hidden }, Init::Glorot(1.3)),
                gates: l.add(2, 4 * dims.units, Init::Constant(0.0)),
            })
            .collect();
        let with_bias = |l: &mut Layout, rows, cols, factor| (l.add(rows, cols, Init::Glorot(factor)), l.add(1, rows, Init::Constant(0.0)));
        let tag = with_bias(l, dims.tags(), hidden, 1.0);
        let soft = l.add(hidden, dims.upos + dims.xpos, Init::Glorot(1.0));
        let arc_dep = with_bias(l, dims.arc, hidden, 1.0);
        let arc_head = with_bias(l, dims.arc, hidden, 1.0);
        let rel_dep = with_bias(l, dims.rel(), hidden, 1.0);
        let rel_head = with_bias(l, dims.rel(), hidden, 1.0);
        let arc = with_bias(l, dims.arc, dims.arc, 0.5);
        let distance = l.add(BUCKETS, dims.arc, Init::Constant(0.0));
        let root_arc = l.add(1, dims.arc, Init::Glorot(1.0));
        let root_rel = l.add(1, dims.rel(), Init::Glorot(1.0));
        let rel = with_bias(l, dims.rels, dims.rel(), 1.0);
        let names = with_bias(l, dims.names, hidden, 1.0);
        Self {
            dims,
            source,
            project,
            entry,
            layers,
            tag,
            soft,
            arc_dep,
            arc_head,
            rel_dep,
            rel_head,
            arc,
            distance,
            root_arc,
            root_rel,
            rel,
            names,
            layout,
        }
    }

    /// The declared parameters.
    #[must_use]
    pub fn layout(&self) -> &Layout {
        &self.layout
    }
}

#[cfg(test)]
mod tests;
