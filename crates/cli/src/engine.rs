//! The embedded lexicon and model, loaded once.

use anyhow::{Context, Result};
use chancery_gazetteer::Gazetteer;
use chancery_lexicon::{Diagnostic, Lexicon, Ontology, Source};
use chancery_reading::Reader;
use chancery_reading::places::Atlas;
use chancery_reading::relate::Relater;
use chancery_syntax::Model;
use std::path::{Path, PathBuf};

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
        Self::load_with(&[])
    }

    /// The same with a user's own lexicon files, or folders of them, beside those built in.
    pub fn load_with(extra: &[PathBuf]) -> Result<&'static Self> {
        let (lexicon, model) = std::thread::scope(|scope| {
            let model = scope.spawn(model);
            (lexicon(extra), model.join())
        });
        let model = model.map_err(|_| anyhow::anyhow!("the embedded model could not be loaded"))??;
        let lexicon: &'static Lexicon = Box::leak(Box::new(lexicon?));
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
        Reader { lexicon: self.lexicon, parser: &self.model, atlas: &self.atlas, recall: None }
    }
}

/// The embedded lexicon and a user's own files; mistakes are told on standard error.
pub fn lexicon(extra: &[PathBuf]) -> Result<Lexicon> {
    let (lexicon, wrong) = lexicon_and_mistakes(extra)?;
    // Without files of the user's own, mistakes are the tests' business; what could be read serves here.
    wrong.iter().filter(|_| !extra.is_empty()).for_each(|d| eprintln!("chancery: {d}"));
    Ok(lexicon)
}

/// The embedded lexicon and a user's own files, with every mistake in them.
pub fn lexicon_and_mistakes(extra: &[PathBuf]) -> Result<(Lexicon, Vec<Diagnostic>)> {
    Ok(Lexicon::read(&sources(&own(extra)?)))
}

/// The version of a lexicon: its files' names and texts, one after the other.
pub fn lexicon_bytes(extra: &[PathBuf]) -> Result<Vec<u8>> {
    let own = own(extra)?;
    Ok(sources(&own).iter().flat_map(|s| [s.path, "\0", s.text, "\0"]).flat_map(str::bytes).collect())
}

/// The event types of the shipped ontology.
pub fn ontology() -> Ontology {
    let files: Vec<Source<'_>> = chancery_english::SOURCES.iter().copied().filter(|s| s.path.contains("ontology/")).collect();
    Lexicon::read(&files).0.ontology
}

/// The embedded files with a user's own: a file with the name of a shipped one stands in its place, others come on top.
fn sources(own: &[(String, String)]) -> Vec<Source<'_>> {
    let shipped = chancery_english::SOURCES.iter().copied().filter(|s| !own.iter().any(|o| o.0 == s.path));
    shipped.chain(own.iter().map(|(path, text)| Source { path, text })).collect()
}

/// A user's own files and folders of them, each by the path it would have among the shipped ones.
fn own(extra: &[PathBuf]) -> Result<Vec<(String, String)>> {
    let mut own = Vec::new();
    for path in extra {
        if path.is_dir() {
            own.extend(own_files(path)?);
        } else {
            let text = std::fs::read_to_string(path).with_context(|| format!("--lexicon {}", path.display()))?;
            own.push((format!("{}{}", kind(&text), path.display()), text));
        }
    }
    Ok(own)
}

/// The folder a file would stand in: its first entry tells agent words from actors.
fn kind(text: &str) -> &'static str {
    let first = text.lines().find(|l| !l.trim().is_empty() && !l.starts_with('#')).and_then(|l| l.split_whitespace().next());
    if first.is_some_and(chancery_lexicon::is_sector) { "agents/" } else { "actors/" }
}

/// Text files below a folder, by the path they would have among the shipped ones.
fn own_files(folder: &Path) -> Result<Vec<(String, String)>> {
    let (mut out, mut todo) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(at) = todo.pop() {
        for entry in std::fs::read_dir(&at).with_context(|| format!("--lexicon {}", at.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                todo.push(path);
            } else if path.extension().is_some_and(|e| e == "txt") {
                let shown = path.strip_prefix(folder).unwrap_or(&path).display().to_string().replace('\\', "/");
                let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
                out.push((format!("lexicon/{shown}"), text));
            }
        }
    }
    out.sort();
    Ok(out)
}

/// The embedded model.
pub fn model() -> Result<Model<'static>> {
    Model::load(chancery_english::MODEL).context("the embedded model")
}
