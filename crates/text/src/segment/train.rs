//! Training of the model of sentence ends.

use super::features::{Style, features};
use super::model::{Learner, Model};
use super::scan::scan;
use super::split::walk;
use super::token::Token;
use chancery_span::Span;
use std::collections::HashSet;

/// A text whose sentences are known.
#[derive(Debug, Clone, Default)]
pub struct Example {
    /// The text.
    pub text: String,
    /// Its paragraphs.
    pub blocks: Vec<Span>,
    /// Where its sentences end, in bytes.
    pub ends: HashSet<u32>,
    /// How much it counts; 1 for most.
    pub weight: f32,
}

/// A block made ready: its words, its style, and which text it is of.
struct Ready {
    tokens: Vec<Token>,
    style: Style,
    example: usize,
}

/// Trains a model on `examples`, going over them `epochs` times. The same examples give the same model.
#[must_use]
pub fn train(examples: &[Example], epochs: usize) -> Model {
    let mut blocks = ready(examples);
    let mut learner = Learner::new(0.1);
    let mut random = 0x9E37_79B9_7F4A_7C15_u64;
    for epoch in 0..epochs {
        shuffle(&mut blocks, &mut random);
        for block in &blocks {
            let example = &examples[block.example];
            let mut ends = Vec::new();
            let own = epoch > 0;
            walk(
                &block.tokens,
                |place, state| {
                    let seen = features(&block.tokens, place, state, block.style);
                    let truth = example.ends.contains(&block.tokens[place.before].end);
                    // The sentence so far is as the model itself has cut it, so that it learns to go on from its own mistakes.
                    let said = learner.score(&seen) > 0.0;
                    learner.learn(&seen, truth, example.weight, 1e-6);
                    if own { said } else { truth }
                },
                &mut ends,
            );
        }
    }
    learner.finish()
}

fn ready(examples: &[Example]) -> Vec<Ready> {
    let mut out = Vec::new();
    for (index, example) in examples.iter().enumerate() {
        let mut style = Style::default();
        for block in &example.blocks {
            let mut tokens = Vec::new();
            scan(&example.text, block.start as usize, block.end as usize, &mut tokens);
            style = Style::of(&tokens, style);
            out.push(Ready { tokens, style, example: index });
        }
    }
    out
}

/// Puts `items` in an order drawn with `random`.
fn shuffle<T>(items: &mut [T], random: &mut u64) {
    for i in (1..items.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        items.swap(i, (*random % (i as u64 + 1)) as usize);
    }
}
