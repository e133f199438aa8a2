//! Training sentences as numbers.

use chancery_learn::layers::Target;

/// A word's right answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gold {
    /// Where it hangs in the tree: 0 the root, `j + 1` word `j` of the sentence. The relation is to this head.
    pub head: u16,
    /// Heads as the arc scorer is to see them.
    pub heads: Target,
    /// Relation.
    pub rel: Target,
    /// Universal tag.
    pub upos: Target,
    /// Penn tag.
    pub xpos: Target,
    /// Feature bundle.
    pub feats: Target,
    /// Lemma script; `None` for an exception.
    pub script: Option<Target>,
    /// Class of [`crate::names::classes`]; `None` where the treebank marks no names.
    pub name: Option<Target>,
}

/// Some sentences laid end to end.
#[derive(Debug, Clone, Default)]
pub struct Batch {
    /// Where each sentence begins and, last, where the last one ends.
    pub starts: Vec<usize>,
    /// Treebank of each sentence; `None` where it is not to be known.
    pub sources: Vec<Option<usize>>,
    /// Where each word's rows begin, and where the last one's end.
    pub row_starts: Vec<usize>,
    /// Rows of the embedding table with their weights.
    pub rows: Vec<(u32, f32)>,
    /// Word vectors, one after another; zeros where a word has none.
    pub vectors: Vec<f32>,
    /// Right answers.
    pub gold: Vec<Gold>,
}

impl Batch {
    /// Number of words.
    #[must_use]
    pub fn words(&self) -> usize {
        self.gold.len()
    }

    /// The sentences' ranges of words.
    pub fn sentences(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.starts.windows(2).map(|w| (w[0], w[1]))
    }

    /// Empties it.
    pub fn clear(&mut self) {
        *self = Self { starts: vec![0], row_starts: vec![0], ..Self::default() };
    }
}
