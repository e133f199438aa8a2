//! The embedded lexicon and model, loaded once.

use anyhow::{Context, Result};
use chancery_lexicon::Lexicon;
use chancery_reading::{Parse, Reader};
use chancery_syntax::Model;
use chancery_syntax::tree::Tree;
use chancery_text::segment::Sentence;

/// Everything a reading needs.
pub struct Engine {
    lexicon: Lexicon,
    parser: Trained,
}

/// The trained model as the reading's parser.
pub struct Trained(pub Model);

impl Parse for Trained {
    fn parse(&self, text: &str, sentences: &[Sentence]) -> Vec<Tree> {
        let words: Vec<&[chancery_span::Span]> = sentences.iter().map(|s| s.words.as_slice()).collect();
        self.0.parse_batch(text, &words)
    }
}

impl Engine {
    /// Load the lexicon and the model.
    pub fn load() -> Result<Self> {
        // Mistakes in the shipped files are the tests' business; what could be read of them serves here.
        let (lexicon, _) = Lexicon::read(chancery_english::SOURCES);
        Ok(Self { lexicon, parser: Trained(model()?) })
    }

    /// What a reading needs.
    pub fn reader(&self) -> Reader<'_> {
        Reader { lexicon: &self.lexicon, parser: &self.parser }
    }

    /// The lexicon.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}

/// The embedded model.
pub fn model() -> Result<Model> {
    Model::load(chancery_english::MODEL).context("the embedded model")
}
