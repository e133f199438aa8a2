//! The embedded lexicon and model, loaded once.

use anyhow::{Context, Result};
use chancery_gazetteer::Gazetteer;
use chancery_lexicon::Lexicon;
use chancery_reading::Reader;
use chancery_reading::places::Atlas;
use chancery_reading::relate::Relater;
use chancery_syntax::Model;

/// Everything a reading needs.
pub struct Engine {
    lexicon: &'static Lexicon,
    model: Model<'static>,
    atlas: Atlas<'static>,
}

impl Engine {
    /// Load the lexicon and the model, side by side.
    ///
    /// The engine lives as long as the program: taking its tables apart at the end would cost more than building them.
    pub fn load() -> Result<&'static Self> {
        // Mistakes in the shipped files are the tests' business; what could be read of them serves here.
        let (lexicon, model) = std::thread::scope(|scope| {
            let model = scope.spawn(model);
            (Lexicon::read(chancery_english::SOURCES).0, model.join())
        });
        let model = model.map_err(|_| anyhow::anyhow!("the embedded model could not be loaded"))??;
        let lexicon: &'static Lexicon = Box::leak(Box::new(lexicon));
        let gazetteer = Gazetteer::open(chancery_english::PLACES).context("the embedded gazetteer")?;
        let atlas = Atlas::new(lexicon, Box::leak(Box::new(gazetteer)));
        Ok(Box::leak(Box::new(Self { lexicon, model, atlas })))
    }

    /// The tagger and parser.
    pub fn model(&self) -> &Model<'static> {
        &self.model
    }

    /// The model of `chancery relate`.
    pub fn relater(&self) -> Result<Relater> {
        Relater::load(chancery_english::RELATE).context("the embedded model of pairs")
    }

    /// What a reading needs.
    pub fn reader(&self) -> Reader<'_> {
        Reader { lexicon: self.lexicon, parser: &self.model, atlas: &self.atlas }
    }
}

/// The embedded model.
pub fn model() -> Result<Model<'static>> {
    Model::load(chancery_english::MODEL).context("the embedded model")
}
