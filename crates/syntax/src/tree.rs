//! A sentence's words with their tags, lemmas and dependency tree.

use chancery_span::Span;

use crate::names::Name;

/// Universal part-of-speech tags, in the order of the UD guidelines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are the documentation: universaldependencies.org/u/pos")]
pub enum Upos {
    Adj,
    Adp,
    Adv,
    Aux,
    Cconj,
    Det,
    Intj,
    Noun,
    Num,
    Part,
    Pron,
    Propn,
    Punct,
    Sconj,
    Sym,
    Verb,
    X,
}

/// One syntactic word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Where it stands in the text.
    pub span: Span,
    /// Universal part of speech.
    pub upos: Upos,
    /// Penn Treebank tag, such as `NNP`.
    pub xpos: &'static str,
    /// Universal features, such as `Number=Plur|Tense=Past`; empty for none.
    pub feats: &'static str,
    /// Lemma, lower-cased as the treebanks do.
    pub lemma: String,
    /// Index of the head in the same sentence; `None` for the root.
    pub head: Option<u16>,
    /// Universal relation to the head with its subtype, such as `nsubj:pass`; `root` for the root.
    pub rel: &'static str,
}

/// A parsed sentence. `words[i].head` never forms a cycle, and exactly one word is the root.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tree {
    /// The words in the order of the text.
    pub words: Vec<Word>,
    /// Names among them, none overlapping another, in their order; empty where the model knows none.
    pub names: Vec<Name>,
}
