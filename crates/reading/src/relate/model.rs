//! The trained model: a logistic regression over the features of a pair.

use super::bag::{Evidence, Feature};
use chancery_learn::features::KeyIndex;
use chancery_learn::file::{FileError, Reader, Writer};
use chancery_learn::logistic::{Logistic, Row, Shape};
use std::collections::BTreeMap;

/// Version of the model file's contents.
const VERSION: u32 = 1;
/// PLOVER's types with CONCEDE and RETREAT as one, as the labelled pairs have them, and their quad classes.
pub const CLASSES: [(&str, u8); 15] = [
    ("AGREE", 1),
    ("CONSULT", 1),
    ("SUPPORT", 1),
    ("YIELD", 2),
    ("COOPERATE", 2),
    ("AID", 2),
    ("REQUEST", 3),
    ("ACCUSE", 3),
    ("REJECT", 3),
    ("THREATEN", 3),
    ("PROTEST", 4),
    ("SANCTION", 4),
    ("MOBILIZE", 4),
    ("COERCE", 4),
    ("ASSAULT", 4),
];

/// The name of the class of a type; a type of another ontology is its own.
#[must_use]
pub fn class_of(event: &str) -> &str {
    if matches!(event, "CONCEDE" | "RETREAT") { "YIELD" } else { event }
}

/// The class of a type, by number.
#[must_use]
pub fn class_number(event: &str) -> Option<u32> {
    let name = class_of(event);
    CLASSES.iter().position(|c| c.0 == name).map(|i| i as u32)
}

/// A pair's features with what is known of its type.
#[derive(Debug, Clone)]
pub struct Example {
    /// Its features.
    pub features: Vec<Feature>,
    /// Evidence for single classes.
    pub evidence: Vec<Evidence>,
    /// Classes that may be right, as bits by their number in [`CLASSES`].
    pub allowed: u32,
    /// How much it counts.
    pub weight: f32,
}

/// How a model is fitted.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Inverse variance of a weight.
    pub prior: f32,
    /// Features seen in fewer examples are left out.
    pub least: usize,
    /// Steps of the optimiser at most.
    pub steps: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self { prior: 0.2, least: 2, steps: 60 }
    }
}

/// Types for pairs.
#[derive(Debug, Clone)]
pub struct Relater {
    keys: KeyIndex,
    kinds: KeyIndex,
    model: Logistic,
}

impl Relater {
    /// Fit to examples.
    ///
    /// # Errors
    /// Where there is nothing to learn from.
    pub fn fit(examples: &[Example], settings: Settings) -> Result<Self, &'static str> {
        let keys = index(examples.iter().flat_map(|e| &e.features).map(|f| f.key), settings.least);
        let kinds = index(examples.iter().flat_map(|e| &e.evidence).map(|e| e.key), settings.least);
        if keys.is_empty() && kinds.is_empty() {
            return Err("no example has a feature that another shares");
        }
        let row = |e: &Example| Row {
            features: numbered(&keys, &e.features),
            tied: weighed(&kinds, &e.evidence),
            allowed: e.allowed,
            weight: e.weight,
        };
        let rows: Vec<Row> = examples.iter().map(row).collect();
        let shape = Shape { features: keys.len(), tied: kinds.len(), classes: CLASSES.len() };
        let model = Logistic::fit(&rows, shape, settings.prior, settings.steps);
        Ok(Self { keys, kinds, model })
    }

    /// Probabilities of the classes, in their order.
    #[must_use]
    pub fn predict(&self, features: &[Feature], evidence: &[Evidence]) -> Vec<f32> {
        self.model.predict(&numbered(&self.keys, features), &weighed(&self.kinds, evidence))
    }

    /// The model as a file: keys, and weights as 8-bit numbers with one scale for each feature.
    #[must_use]
    pub fn save(&self) -> Vec<u8> {
        let (mut scales, mut bytes) = (Vec::new(), Vec::new());
        for row in self.model.weights.chunks_exact(CLASSES.len()) {
            let mut q: Vec<i8> = Vec::with_capacity(row.len());
            scales.push(chancery_learn::quant::weights(row, &mut q));
            bytes.extend(q.into_iter().map(i8::cast_unsigned));
        }
        let mut w = Writer::default();
        w.strings("classes", CLASSES.iter().map(|c| c.0));
        w.u32s("keys", self.keys.keys().iter().copied());
        w.f32s("scales", scales);
        w.bytes("weights", bytes);
        w.u32s("kinds", self.kinds.keys().iter().copied());
        w.f32s("tied", self.model.tied.iter().copied());
        w.finish(VERSION)
    }

    /// Load a file.
    ///
    /// # Errors
    /// A file of another kind or version, or a damaged one.
    pub fn load(bytes: &[u8]) -> Result<Self, FileError> {
        let r = Reader::open(bytes, VERSION)?;
        if r.strings("classes")? != CLASSES.map(|c| c.0) {
            return Err(FileError::Malformed("classes"));
        }
        let keys = KeyIndex::new(r.u32s("keys")?).ok_or(FileError::Malformed("keys"))?;
        let (kinds, tied) = (KeyIndex::new(r.u32s("kinds")?).ok_or(FileError::Malformed("kinds"))?, r.f32s("tied")?);
        if kinds.len() != tied.len() {
            return Err(FileError::Malformed("tied"));
        }
        let (scales, small) = (r.f32s("scales")?, r.bytes("weights")?);
        if scales.len() != keys.len() || small.len() != keys.len() * CLASSES.len() {
            return Err(FileError::Malformed("weights"));
        }
        let rows = small.chunks_exact(CLASSES.len()).zip(&scales);
        let weights = rows.flat_map(|(row, scale)| row.iter().map(move |q| f32::from(q.cast_signed()) * scale)).collect();
        Ok(Self { keys, kinds, model: Logistic { classes: CLASSES.len(), weights, tied } })
    }
}

fn numbered(keys: &KeyIndex, features: &[Feature]) -> Vec<(u32, f32)> {
    features.iter().filter_map(|f| keys.row(f.key).map(|row| (row, f.value))).collect()
}

fn weighed(kinds: &KeyIndex, evidence: &[Evidence]) -> Vec<(u32, u32, f32)> {
    evidence.iter().filter_map(|e| kinds.row(e.key).map(|row| (row, e.class, e.value))).collect()
}

/// Keys that come at least so often.
fn index(keys: impl Iterator<Item = u32>, least: usize) -> KeyIndex {
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    keys.for_each(|k| *counts.entry(k).or_default() += 1);
    let often: Vec<u32> = counts.into_iter().filter(|(_, n)| *n >= least).map(|(k, _)| k).collect();
    KeyIndex::new(often).unwrap_or_else(KeyIndex::empty)
}
