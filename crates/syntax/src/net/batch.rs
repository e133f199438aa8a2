//! Training sentences as numbers.

/// A word's right answers.
#[derive(Debug, Clone, Copy)]
pub struct Gold {
    /// 0 the root, `j + 1` word `j` of the sentence.
    pub head: usize,
    /// Relation.
    pub rel: usize,
    /// Universal tag.
    pub upos: usize,
    /// Penn tag.
    pub xpos: usize,
    /// Feature bundle.
    pub feats: usize,
    /// Lemma script; `None` for an exception.
    pub script: Option<usize>,
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
