//! Sentences and words.

use crate::Part;
use chancery_span::Span;

/// A sentence and its words, as spans of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// From the first word's start to the last word's end.
    pub span: Span,
    /// The part of the article it stands in.
    pub part: Part,
    /// Syntactic words in the sense of Universal Dependencies: `don't` is `do` and `n't`.
    pub words: Vec<Span>,
}
