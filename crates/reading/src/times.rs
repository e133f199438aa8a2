//! Date expressions in the shape the rest of the reading uses.

use crate::sent::Sent;
use crate::when::Time;
use chancery_text::Document;

/// All date expressions of an article.
#[must_use]
pub fn read(_document: &Document, _sents: &[Sent<'_>]) -> Vec<Time> {
    Vec::new()
}
