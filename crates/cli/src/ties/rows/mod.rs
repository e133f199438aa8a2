//! Rows of a record, as the ties want them.

mod acts;
mod cells;
mod news;
mod said;

pub use acts::{Filter, acts};
pub use cells::{Pairs, cells, everybody, pairs};
pub use news::{by_outlet, news, outlets};
pub use said::{remarks, stances};

use crate::engine::ontology;
use chancery_ties::{Day, Kind};

/// The kinds of PLOVER's ontology, in its order.
pub fn kinds() -> Vec<Kind> {
    let kind =
        |k: &chancery_lexicon::Kind| Kind { name: k.event.name().to_owned(), quad: k.event.quad(), score: f64::from(k.event.score()) };
    ontology().kinds().iter().map(kind).collect()
}

/// A stretch of days, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub from: Day,
    /// Last day.
    pub to: Day,
}

/// The strings of a JSON array; none where it is no such thing.
fn strings(json: &str) -> Vec<String> {
    serde_json::from_str(json).unwrap_or_default()
}
