//! Sentences and words.
//!
//! [`segment`] cuts the blocks of a text into sentences and words, as the English treebanks of Universal Dependencies do. The
//! scanner goes over the text once (the module `scan`); at each place where a sentence might end the rules (`rules`) give
//! a verdict, which a small linear model (`model`, trained by [`train`]) weighs against the words around. Abbreviations,
//! contractions and other exceptions are lists with tests in them: `lexicon/text/abbreviations.txt` and `tokens.txt`.
//!
//! Whatever the text, the words are in order, do not overlap, and nothing but white space lies between them.

mod chars;
mod check;
mod class;
mod cut;
mod features;
mod key;
mod marks;
mod model;
mod plain;
mod rules;
mod run;
mod scan;
mod split;
mod table;
#[cfg(test)]
mod tests;
mod token;
mod train;
mod web;

use crate::{Block, Part};
use chancery_span::Span;
use std::sync::LazyLock;
use token::{Kind, Token};

pub use check::check_list;
pub use model::Model;
pub use plain::blocks_of_plain;
pub use table::{ABBREVIATIONS, ListError, TOKENS};
pub use train::{Example, train};

/// The weights that are built in; their card is `models/sentences.md`.
const WEIGHTS: &[u8] = include_bytes!("../../../models/sentences.bin");

static MODEL: LazyLock<Option<Model>> = LazyLock::new(|| Model::read(WEIGHTS));

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

/// The sentences of `text`, block by block; no sentence reaches over the edge of a block.
///
/// Blocks should be in order and apart, as [`crate::clean`] and [`blocks_of_plain`] give them.
#[must_use]
pub fn segment(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    segment_with(MODEL.as_ref(), text, blocks)
}

/// Each block as one sentence, whatever full stops are in it.
#[must_use]
pub fn whole_blocks(text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut out = Vec::new();
    for block in blocks {
        let mut tokens = Vec::new();
        let (start, end) = inside(text, block.span);
        scan::scan(text, start, end, &mut tokens);
        if !tokens.is_empty() {
            out.push(sentence(&tokens, block.part));
        }
    }
    out
}

/// The sentences of `text` by another model, or by the rules alone.
#[must_use]
pub fn segment_with(model: Option<&Model>, text: &str, blocks: &[Block]) -> Vec<Sentence> {
    let mut out = Vec::new();
    let (mut tokens, mut ends) = (Vec::new(), Vec::new());
    let mut style = features::Style::default();
    for block in blocks {
        tokens.clear();
        ends.clear();
        let (start, end) = inside(text, block.span);
        scan::scan(text, start, end, &mut tokens);
        style = split::split(&tokens, style, block.part, model, &mut ends);
        let mut first = 0;
        for &last in &ends {
            out.push(sentence(&tokens[first..=last], block.part));
            first = last + 1;
        }
    }
    out
}

/// The words of `text` inside `span`, as if it were one sentence.
#[must_use]
pub fn words(text: &str, span: Span) -> Vec<Span> {
    let mut tokens = Vec::new();
    let (start, end) = inside(text, span);
    scan::scan(text, start, end, &mut tokens);
    spans(&tokens)
}

/// `span` as far as it lies in `text`, on the edges of characters.
fn inside(text: &str, span: Span) -> (usize, usize) {
    let end = text.floor_char_boundary(span.end as usize);
    (text.floor_char_boundary(span.start as usize).min(end), end)
}

fn sentence(tokens: &[Token], part: Part) -> Sentence {
    let span = Span { start: tokens.first().map_or(0, |t| t.start), end: tokens.last().map_or(0, |t| t.end) };
    Sentence { span, part, words: spans(tokens) }
}

/// The words of a sentence.
fn spans(tokens: &[Token]) -> Vec<Span> {
    let mut words = Vec::with_capacity(tokens.len() + 1);
    words.extend(tokens.iter().map(|t| Span { start: t.start, end: t.end }));
    if let Some(last) = tokens.last()
        && last.kind == Kind::Abbreviation
        && !last.dotted
    {
        // The full stop of "etc." at the end is the sentence's; that of "U.S." stays.
        words.pop();
        words.push(Span { start: last.start, end: last.end - 1 });
        words.push(Span { start: last.end - 1, end: last.end });
    }
    words
}
