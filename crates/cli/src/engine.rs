//! The embedded lexicon and model, loaded once.

use anyhow::{Context, Result};
use chancery_lexicon::Lexicon;
use chancery_reading::{Parse, Reader};
use chancery_syntax::tree::Tree;
use chancery_syntax::{Model, Scratch};
use chancery_text::segment::Sentence;
use std::cell::RefCell;

/// Everything a reading needs.
pub struct Engine {
    lexicon: Lexicon,
    parser: Trained,
}

/// The trained model as the reading's parser.
pub struct Trained(pub Model<'static>);

thread_local! {
    /// Buffers a thread uses for one article after another.
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Parse for Trained {
    fn parse(&self, text: &str, sentences: &[Sentence]) -> Vec<Tree> {
        let words: Vec<&[chancery_span::Span]> = sentences.iter().map(|s| s.words.as_slice()).collect();
        SCRATCH.with_borrow_mut(|scratch| self.0.parse_batch(text, &words, scratch))
    }
}

impl Engine {
    /// Load the lexicon and the model, side by side.
    ///
    /// The engine lives as long as the program: taking its tables apart at the end would cost more than building them.
    pub fn load() -> Result<&'static Self> {
        // Mistakes in the shipped files are the tests' business; what could be read of them serves here.
        let (lexicon, parser) = std::thread::scope(|scope| {
            let parser = scope.spawn(model);
            (Lexicon::read(chancery_english::SOURCES).0, parser.join())
        });
        let parser = Trained(parser.map_err(|_| anyhow::anyhow!("the embedded model could not be loaded"))??);
        Ok(Box::leak(Box::new(Self { lexicon, parser })))
    }

    /// What a reading needs.
    pub fn reader(&self) -> Reader<'_> {
        Reader { lexicon: &self.lexicon, parser: &self.parser }
    }
}

/// The embedded model.
pub fn model() -> Result<Model<'static>> {
    Model::load(chancery_english::MODEL).context("the embedded model")
}
