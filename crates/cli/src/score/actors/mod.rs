//! How well actors are found, coded and followed through an article.

mod cameo;
mod gum;
mod metrics;
mod re3d;
mod spans;
mod tokens;

use super::sheet::Sheet;
use crate::engine::Engine;
use anyhow::Result;
use std::path::Path;

/// Every measure of actors on the development data.
pub fn score(engine: &Engine, data: &Path, show: bool, sheet: &mut Sheet) -> Result<()> {
    cameo::score(engine, &data.join("political/cameo_ner_train.txt"), show, sheet)?;
    re3d::score(engine, &data.join("ner/re3d"), show, sheet)?;
    gum::score(engine, &data.join("coref/gum-conllu"), show, sheet)
}
